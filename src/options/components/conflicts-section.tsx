import type { JSX } from 'preact';
import { useId, useMemo, useState } from 'preact/hooks';
import { type CompanyRow, companyRows, type Listing, mattersNow } from '../../core/conflicts.ts';
import type { Catalogue } from '../../core/model.ts';
import type { Settings } from '../../settings/schema.ts';
import { weighHit } from '../../ui/chips.tsx';
import { useUi } from '../../ui/context.ts';
import { ExternalLink } from '../../ui/links.tsx';
import { regionName } from '../../ui/regions.ts';
import { EnglishText, LocalText } from '../../ui/text.tsx';
import { count } from '../../ui/translate.ts';

export interface ConflictsSectionProps {
  readonly catalogue: Catalogue;
  readonly settings: Settings;
}

/** Who is restricted under which lists, those that are off too, and who of them is offered as an alternative somewhere. */
export function ConflictsSection({ catalogue, settings }: ConflictsSectionProps): JSX.Element {
  const { translator } = useUi();
  const { t } = translator;
  const [words, setWords] = useState('');
  const [isNow, setNow] = useState(false);
  const [isOffered, setOffered] = useState(false);
  const { homeMarket, lists } = settings;
  const rows = useMemo(() => companyRows(catalogue, { homeMarket, lists }), [catalogue, homeMarket, lists]);
  const wanted = words.trim().toLowerCase();
  const shown = rows.filter(
    (row) =>
      (!isNow || mattersNow(row, settings)) && (!isOffered || row.offered.length > 0) && (wanted === '' || namesOf(row).includes(wanted)),
  );
  const id = useId();
  return (
    <section id="conflicts" aria-labelledby="conflicts-title">
      <h2 id="conflicts-title">{t('section_conflicts')}</h2>
      <p class="quiet">{t('conflicts_intro')}</p>
      <div class="conflicts-filter">
        <label class="visually-hidden" for={id}>
          {t('conflicts_search')}
        </label>
        <input
          id={id}
          type="search"
          placeholder={t('conflicts_search')}
          value={words}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
        <Check label={t('conflicts_now')} isOn={isNow} onChange={setNow} />
        <Check label={t('conflicts_offered')} isOn={isOffered} onChange={setOffered} />
      </div>
      <p class="quiet small" role="status">
        {count(translator, 'conflicts_found', shown.length, String(rows.length))}
      </p>
      {shown.length > 0 && (
        <table class="conflicts">
          <caption class="visually-hidden">{t('section_conflicts')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('conflicts_company')}</th>
              <th scope="col">{t('conflicts_lists')}</th>
              <th scope="col">{t('conflicts_offered_in')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <Row key={row.id} row={row} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

interface CheckProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

function Check({ label, isOn, onChange }: CheckProps): JSX.Element {
  return (
    <label class="check">
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.currentTarget.checked)} />
      {label}
    </label>
  );
}

function Row({ row }: { readonly row: CompanyRow }): JSX.Element {
  const { translator } = useUi();
  const { t, language } = translator;
  return (
    <tr data-company={row.id}>
      <th scope="row">
        <LocalText text={row.name} />
      </th>
      <td>
        <ul class="chips">
          {row.lists.map((list) => (
            <li key={list.id} data-list={list.id}>
              <ListingChip list={list} />
            </li>
          ))}
          {row.recorded.map(({ instrument, jurisdiction, source }) => (
            <li key={instrument} class="small">
              {jurisdiction}{' '}
              {source.url === undefined ? (
                <EnglishText>{instrument}</EnglishText>
              ) : (
                <ExternalLink url={source.url}>
                  <EnglishText>{instrument}</EnglishText>
                </ExternalLink>
              )}
              <span class="quiet"> · {t('conflicts_recorded')}</span>
            </li>
          ))}
        </ul>
      </td>
      <td data-column={t('conflicts_offered_in')}>
        {row.offered.map(({ market, products }) => (
          <p key={market}>
            {regionName(language, market)}
            <span class="quiet"> · {count(translator, 'conflicts_products', products)}</span>
          </p>
        ))}
      </td>
    </tr>
  );
}

/** As in the popup; a list that is off, or that only asks, is drawn quietly and says so. */
function ListingChip({ list }: { readonly list: Listing }): JSX.Element {
  const { t } = useUi().translator;
  const { weight, key } = weighHit(list);
  const said = [...(list.isEnabled ? [] : [t('conflicts_off')]), t(list.asks ? 'conflicts_asks' : key)];
  return (
    <span class={`chip chip-${list.isEnabled && !list.asks ? weight : 'weak'}`}>
      <span class="chip-place">{list.jurisdiction}</span>
      <span class="chip-name">
        <LocalText text={list.shortTitle} />
      </span>
      <span class="chip-status">{said.join(t('comma'))}</span>
    </span>
  );
}

/** Names of the company, its lists and its markets, in small letters. */
function namesOf({ id, name, lists, recorded }: CompanyRow): string {
  const titles = lists.flatMap(({ shortTitle }) => [shortTitle.en, shortTitle.zh_CN]);
  return [id, name.en, name.zh_CN, ...titles, ...recorded.map(({ instrument }) => instrument)].join('\n').toLowerCase();
}
