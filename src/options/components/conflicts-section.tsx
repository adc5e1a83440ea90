import type { JSX } from 'preact';
import { useId, useMemo, useState } from 'preact/hooks';
import { type ApprovedBy, type CompanyRow, isOffered, type Listing, mattersNow, type SwitchPolicy } from '../../core/conflicts.ts';
import type { Catalogue } from '../../core/model.ts';
import type { Settings } from '../../settings/schema.ts';
import { weighHit } from '../../ui/chips.tsx';
import { useUi } from '../../ui/context.ts';
import { ExternalLink } from '../../ui/links.tsx';
import { regionName } from '../../ui/regions.ts';
import { ForeignText, LocalText } from '../../ui/text.tsx';
import { count } from '../../ui/translate.ts';
import type { OwnListsConnection } from '../own-lists-connection.ts';
import { type Compared, useComparedLists } from '../use-compared-lists.ts';
import { lastPageOf, Pager } from './pager.tsx';

export interface ConflictsSectionProps {
  readonly catalogue: Catalogue;
  readonly settings: Settings;
  readonly ownLists: OwnListsConnection;
}

/** Rows that are drawn at once: twice as many halt the page for more than 50 ms. */
const PAGE_SIZE = 100;

/** Who is restricted under which lists, those that are off too, and who of them is offered as an alternative somewhere or approved. */
export function ConflictsSection({ catalogue, settings, ownLists }: ConflictsSectionProps): JSX.Element {
  const { translator, today } = useUi();
  const { t } = translator;
  const [words, setWords] = useState('');
  const [isNow, setNow] = useState(false);
  const [isAlternative, setAlternative] = useState(false);
  const [page, setPage] = useState(0);
  const { homeMarket, lists, listDefaults } = settings;
  // By what it says: settings that are read again are other objects, and the same policy.
  const said = JSON.stringify({ homeMarket, lists, listDefaults, today });
  const policy = useMemo((): SwitchPolicy => JSON.parse(said), [said]);
  const compared = useComparedLists(ownLists, catalogue, policy);
  const { companies } = compared;
  const wanted = words.trim().toLowerCase();
  const shown = companies.filter(
    ({ row, words: known }) =>
      (!isNow || mattersNow(row, settings)) && (!isAlternative || isOffered(row)) && (wanted === '' || known.includes(wanted)),
  );
  const shownPage = Math.min(page, lastPageOf(shown.length, PAGE_SIZE));
  /** What is shown afterwards is other rows. */
  const narrow =
    <Value,>(set: (value: Value) => void) =>
    (value: Value): void => {
      set(value);
      setPage(0);
    };
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
          onInput={(event) => narrow(setWords)(event.currentTarget.value)}
        />
        <Check label={t('conflicts_now')} isOn={isNow} onChange={narrow(setNow)} />
        <Check label={t('conflicts_offered')} isOn={isAlternative} onChange={narrow(setAlternative)} />
      </div>
      <p class="quiet small" role="status">
        {count(translator, 'conflicts_found', shown.length, String(companies.length))}
        {compared.state === 'looking' && ` · ${t('conflicts_looking')}`}
      </p>
      {compared.state === 'looking' && <progress class="conflicts-looking" aria-label={t('conflicts_looking')} />}
      <OwnNote compared={compared} />
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
            {shown.slice(shownPage * PAGE_SIZE, (shownPage + 1) * PAGE_SIZE).map(({ row }) => (
              <Row key={row.id} row={row} />
            ))}
          </tbody>
        </table>
      )}
      <Pager page={shownPage} pageSize={PAGE_SIZE} size={shown.length} onPage={setPage} />
    </section>
  );
}

/** What of the own lists is in the table, and what is not. */
function OwnNote({ compared: { own, state } }: { readonly compared: Compared }): JSX.Element {
  const { t } = useUi().translator;
  return (
    <div class="conflicts-own quiet small" data-own={state}>
      {own !== null && <p>{t('conflicts_covered')}</p>}
      {own !== null && own.unread.length > 0 && (
        <p>
          {t('conflicts_unread')} <ForeignText>{own.unread.join(t('comma'))}</ForeignText>
        </p>
      )}
      {state === 'failed' && <p role="alert">{t('conflicts_failed')}</p>}
    </div>
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
            <li key={instrument.en} class="small">
              {jurisdiction}{' '}
              {source.url === undefined ? (
                <LocalText text={instrument} />
              ) : (
                <ExternalLink url={source.url}>
                  <LocalText text={instrument} />
                </ExternalLink>
              )}
              <span class="quiet"> · {t('conflicts_recorded')}</span>
            </li>
          ))}
        </ul>
      </td>
      <td data-column={t('conflicts_offered_in')}>
        {row.approved.length > 0 && <p class="conflicts-approved">{t('approved_heading')}</p>}
        {row.approved.map((by) => (
          <ApprovedLine key={`${by.list.id},${by.isExpired},${by.isUnsure}`} by={by} />
        ))}
        {row.offered.map(({ market, products }) => (
          <p key={market}>
            {t('conflicts_alternative_in', regionName(language, market))}
            {' · '}
            <span class="quiet unbroken">{count(translator, 'conflicts_products', products)}</span>
          </p>
        ))}
      </td>
    </tr>
  );
}

/** One approved list that has the company, with the names it has there. */
function ApprovedLine({ by }: { readonly by: ApprovedBy }): JSX.Element {
  const { translator } = useUi();
  const { t } = translator;
  const { list, names, more } = by;
  const said = [
    ...(more > 0 ? [count(translator, 'conflicts_more_entries', more)] : []),
    ...(by.isUnsure ? [t('conflicts_unsure_company')] : []),
    ...(by.isExpired ? [t('conflicts_expired')] : []),
    ...(by.isEnabled ? [] : [t('conflicts_off')]),
  ];
  return (
    <p data-approved={list.id}>
      <ForeignText>{list.title}</ForeignText>
      <span class="quiet">
        {' · '}
        <ForeignText>{names.join(t('comma'))}</ForeignText>
        {said.map((word) => ` · ${word}`)}
      </span>
    </p>
  );
}

/** As in the popup; a list that is off, that only asks or that may mean somebody else is drawn quietly and says so. */
function ListingChip({ list }: { readonly list: Listing }): JSX.Element {
  const { t } = useUi().translator;
  const { weight, key } = weighHit(list);
  const isWeak = !list.isEnabled || list.asks || list.isUnsure === true;
  const said = [
    ...(list.isEnabled ? [] : [t('conflicts_off')]),
    ...(list.isUnsure ? [t('conflicts_possibly')] : []),
    t(list.asks ? 'conflicts_asks' : key),
  ];
  return (
    <span class={`chip chip-${isWeak ? 'weak' : weight}`}>
      <span class="chip-place">{list.jurisdiction ?? t('own_place')}</span>
      <span class="chip-name">
        <LocalText text={list.shortTitle} />
      </span>
      <span class="chip-status">
        {said.join(t('comma'))}
        {list.product !== undefined && (
          <>
            {t('comma')}
            {t('conflicts_only')} <ForeignText>{list.product}</ForeignText>
          </>
        )}
      </span>
    </span>
  );
}
