import type { JSX } from 'preact';
import type { ListHit, Named, ReportItem } from '../../core/finding.ts';
import { listOfVendor } from '../../core/own-list.ts';
import type { Exemption } from '../../core/policy.ts';
import type { Revealed } from '../../messaging/calls.ts';
import type { HomeMarket } from '../../settings/schema.ts';
import { Button } from '../../ui/button.tsx';
import type { Translator } from '../../ui/connect.ts';
import { useUi } from '../../ui/context.ts';
import { formatDate } from '../../ui/dates.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { useIsLocked } from '../../ui/locks.ts';
import { SetAside } from '../../ui/set-aside.tsx';
import { ForeignText, LocalText } from '../../ui/text.tsx';
import { count, keyOf } from '../../ui/translate.ts';
import { ListFacts } from './list-facts.tsx';
import { Occurrences } from './occurrences.tsx';
import { Offers } from './offers.tsx';
import { Reasons } from './reasons.tsx';

/** What can be done with an item. */
export interface ItemActions {
  readonly onReveal: (id: string) => Promise<Revealed>;
  readonly onSetAside: (exemption: Omit<Exemption, 'since'>) => void;
  readonly onCountAgain: (exemption: Exemption) => void;
}

export interface ItemProps extends ItemActions {
  readonly item: ReportItem;
  readonly vendor: Named;
  readonly homeMarket: HomeMarket;
  readonly isOpenAtFirst: boolean;
}

/** One product, or the vendor named without one: why, where, under which lists, what instead. */
export function ItemView({ item, vendor, homeMarket, isOpenAtFirst, onReveal, onSetAside, onCountAgain }: ItemProps): JSX.Element {
  const { translator } = useUi();
  const { t, pick } = translator;
  const { exemption, product, related } = item;
  const name = pick((product ?? related ?? vendor).name);
  return (
    <div class="item" data-product={item.product?.id ?? ''}>
      <Disclosure
        level={3}
        look="item"
        openAtFirst={isOpenAtFirst}
        label={<ItemName item={item} vendor={vendor} />}
        aside={countPlaces(translator, item)}
      >
        {item.product?.currentOwner !== undefined && <p class="note">{t('item_current_owner', item.product.currentOwner)}</p>}
        {item.related !== undefined && <p class="note">{t(keyOf('relation', item.related.relation))}</p>}
        <h4>{t('heading_why')}</h4>
        <Reasons item={item} />
        <Occurrences findings={item.findings} of={name} onReveal={onReveal} />
        <Offers item={item} of={name} homeMarket={homeMarket} />
        <h4>{t('heading_lists')}</h4>
        {unionOfLists(item).map((hit) => (
          <ListFacts key={hit.id} hit={hit} />
        ))}
        {/* A name of an own list has no lasting id; who runs the list takes the name out of it. */}
        {exemption === undefined && listOfVendor(vendor.id) === undefined && unionOfLists(item).some(({ grade }) => grade !== 'own') && (
          <SetAside
            what={pick((product ?? vendor).name)}
            choices={[
              ...(product === undefined ? [] : [{ product: product.id, label: pick(product.name) }]),
              { product: undefined, label: t('exempt_all_of', pick(vendor.name)) },
            ]}
            onSetAside={(choice) => onSetAside({ vendor: vendor.id, ...choice })}
          />
        )}
      </Disclosure>
      {exemption !== undefined && <Exempted exemption={exemption} of={name} onCountAgain={() => onCountAgain(exemption)} />}
    </div>
  );
}

interface ExemptedProps {
  readonly exemption: Exemption;
  readonly of: string;
  readonly onCountAgain: () => void;
}

/** The decision, in sight without opening anything: an auditor looks for it. */
function Exempted({ exemption, of, onCountAgain }: ExemptedProps): JSX.Element {
  const { t, language } = useUi().translator;
  return (
    <div class="exempted">
      <p>
        {t(exemption.product === undefined ? 'exempt_vendor_since' : 'exempt_product_since', formatDate(language, exemption.since))}{' '}
        <ForeignText>{exemption.reason}</ForeignText>
      </p>
      <Button look="plain" label={t('exempt_undo')} of={of} isDisabled={useIsLocked('exemptions')} onClick={onCountAgain} />
    </div>
  );
}

/** What it is, and beneath it what kind of product and on which lines of an order: enough to know whether to open it. */
function ItemName({ item, vendor }: Pick<ItemProps, 'item' | 'vendor'>): JSX.Element {
  const { translator } = useUi();
  const { product, related } = item;
  const lines = wordLineNumbers(translator, item);
  return (
    <>
      <LocalText text={(product ?? related ?? vendor).name} />
      <span class="item-about quiet small">
        {product === undefined ? translator.t('item_no_product') : product.category && <LocalText text={product.category.name} />}
        {lines !== '' && (
          <>
            {(product === undefined || product.category !== undefined) && ' · '}
            <ForeignText>{lines}</ForeignText>
          </>
        )}
      </span>
    </>
  );
}

/** More would not be read. */
const MAX_NUMBERS = 6;

/** "line 2", "lines 1, 4, 7" or "lines 1, 2, 3, 4, 5, 6 and 30 more": in what the table calls them. Empty where no place stands in a numbered line. */
function wordLineNumbers(translator: Translator, { findings }: ReportItem): string {
  const numbers = [...new Set(findings.flatMap(({ line }) => line?.number ?? []))];
  if (numbers.length === 0) return '';
  const shown = numbers.slice(0, MAX_NUMBERS).join(translator.t('comma'));
  const more = numbers.length - MAX_NUMBERS;
  return more > 0 ? translator.t('item_lines_more', shown, more) : count(translator, 'item_lines', numbers.length, shown);
}

/** "3 places, 1 not counted"; all of them where none is counted, as in the folded parts. */
function countPlaces(translator: Translator, item: ReportItem): string {
  const all = item.findings.length;
  const counted = item.findings.filter((finding) => finding.counted).length;
  if (counted === 0) return count(translator, 'places', all);
  const places = count(translator, 'places', counted);
  return counted === all ? places : translator.t('places_not_counted', places, all - counted);
}

function unionOfLists(item: ReportItem): readonly ListHit[] {
  const hits = new Map<string, ListHit>();
  for (const finding of item.findings) for (const hit of finding.lists) if (!hits.has(hit.id)) hits.set(hit.id, hit);
  return [...hits.values()];
}
