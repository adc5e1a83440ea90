import type { JSX } from 'preact';
import type { ListHit, Named, ReportItem } from '../../core/finding.ts';
import type { HomeMarket } from '../../settings/schema.ts';
import type { Translator } from '../../ui/connect.ts';
import { useUi } from '../../ui/context.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { LocalText } from '../../ui/text.tsx';
import { count, keyOf } from '../../ui/translate.ts';
import { ListFacts } from './list-facts.tsx';
import { Occurrences } from './occurrences.tsx';
import { Offers } from './offers.tsx';
import { Reasons } from './reasons.tsx';

export interface ItemProps {
  readonly item: ReportItem;
  readonly vendor: Named;
  readonly homeMarket: HomeMarket;
  readonly isOpenAtFirst: boolean;
  readonly onReveal: (id: string) => Promise<boolean>;
}

/** One product, or the vendor named without one: why, where, under which lists, what instead. */
export function ItemView({ item, vendor, homeMarket, isOpenAtFirst, onReveal }: ItemProps): JSX.Element {
  const { translator } = useUi();
  const { t } = translator;
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
        <Occurrences findings={item.findings} onReveal={onReveal} />
        <Offers item={item} homeMarket={homeMarket} />
        <h4>{t('heading_lists')}</h4>
        {unionOfLists(item).map((hit) => (
          <ListFacts key={hit.id} hit={hit} />
        ))}
      </Disclosure>
    </div>
  );
}

function ItemName({ item, vendor }: Pick<ItemProps, 'item' | 'vendor'>): JSX.Element {
  const { translator } = useUi();
  if (item.product !== undefined)
    return (
      <>
        <LocalText text={item.product.name} />
        {item.product.category !== undefined && (
          <span class="item-category quiet small">
            <LocalText text={item.product.category.name} />
          </span>
        )}
      </>
    );
  return (
    <>
      <LocalText text={(item.related ?? vendor).name} />
      <span class="item-category quiet small">{translator.t('item_no_product')}</span>
    </>
  );
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
