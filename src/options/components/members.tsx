import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { Entry, List, Vendor } from '../../core/model.ts';
import { exemptionOf, withExemption } from '../../core/policy.ts';
import type { Settings } from '../../settings/schema.ts';
import { nameOf } from '../../ui/button.tsx';
import { useUi } from '../../ui/context.ts';
import { formatDate } from '../../ui/dates.ts';
import { Icon } from '../../ui/icons.tsx';
import { SourceList } from '../../ui/links.tsx';
import { SetAsideButton, SetAsideForm } from '../../ui/set-aside.tsx';
import { ForeignText, LocalText } from '../../ui/text.tsx';
import { count, keyOf } from '../../ui/translate.ts';
import { namesOfMember } from '../lists.ts';

export interface MembersProps {
  readonly list: List;
  readonly vendors: ReadonlyMap<string, Vendor>;
  readonly exemptions: Settings['exemptions'];
  readonly onChange: (change: Partial<Settings>) => void;
}

/** Fewer than this are seen at a glance and need no search. */
const searchFrom = 8;

/** The entries of a list as a table, with a search over every name they have. */
export function Members({ list, vendors, exemptions, onChange }: MembersProps): JSX.Element {
  const { translator, today } = useUi();
  const { t } = translator;
  const [query, setQuery] = useState('');
  const id = useId();
  const wanted = query.trim().toLowerCase();
  const found = list.entries.filter((entry) => namesOfMember(entry, vendors).includes(wanted));
  return (
    <>
      {list.entries.length >= searchFrom && (
        <div class="member-search">
          <label class="visually-hidden" for={id}>
            {t('members_search')}
          </label>
          <input
            id={id}
            type="search"
            placeholder={t('members_search')}
            value={query}
            onInput={(event) => setQuery(event.currentTarget.value)}
          />
          <span class="quiet small" role="status">
            {wanted === '' ? '' : count(translator, 'members_found', found.length)}
          </span>
        </div>
      )}
      {found.length > 0 && (
        <table class="members small">
          <caption class="visually-hidden">{t('heading_members')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('column_vendor')}</th>
              <th scope="col">{t('column_listed_as')}</th>
              <th scope="col">{t('column_standing')}</th>
              <th scope="col">{t('column_sources')}</th>
            </tr>
          </thead>
          <tbody>
            {found.map((entry, index) => (
              <MemberRow
                key={index}
                entry={entry}
                vendor={vendors.get(entry.vendor)}
                exemptions={exemptions}
                onSetAside={(exemption) => onChange({ exemptions: withExemption(exemptions, { ...exemption, since: today }) })}
              />
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

interface MemberRowProps {
  readonly entry: Entry;
  readonly vendor: Vendor | undefined;
  readonly exemptions: Settings['exemptions'];
  readonly onSetAside: (exemption: Omit<Settings['exemptions'][number], 'since'>) => void;
}

function MemberRow({ entry, vendor, exemptions, onSetAside }: MemberRowProps): JSX.Element {
  const { translator } = useUi();
  const { t, language, pick } = translator;
  const [isAsking, setAsking] = useState(false);
  const [showsSources, setShowsSources] = useState(false);
  const sources = useId();
  const exemption = exemptionOf(entry.vendor, undefined, exemptions);
  return (
    <>
      <tr data-member={entry.vendor}>
        <th scope="row">{vendor === undefined ? entry.vendor : <LocalText text={vendor.name} />}</th>
        <td>
          <ForeignText>{[...entry.listedAs, ...entry.listedAsZh].join(' / ')}</ForeignText>
          {entry.scopeNote !== undefined && (
            <p class="quiet">
              <LocalText text={entry.scopeNote} />
            </p>
          )}
          {entry.note !== undefined && (
            <p class="quiet">
              <LocalText text={entry.note} />
            </p>
          )}
          {exemption !== undefined && <p>{t('exempt_vendor_short', formatDate(language, exemption.since))}</p>}
          {exemption === undefined && vendor !== undefined && !isAsking && (
            <SetAsideButton what={pick(vendor.name)} onClick={() => setAsking(true)} />
          )}
        </td>
        <td>
          {t(keyOf('member', entry.status))}
          <br />
          <span class="quiet">
            {t(keyOf('grade', entry.grade))}
            {entry.addedOn !== undefined && ` · ${formatDate(language, entry.addedOn)}`}
          </span>
        </td>
        <td>
          {entry.sources.length > 0 && (
            <button
              type="button"
              class="disclosure-button disclosure-link"
              aria-label={nameOf(t('sources_all', entry.sources.length), vendor === undefined ? entry.vendor : pick(vendor.name))}
              aria-expanded={showsSources}
              {...(showsSources ? { 'aria-controls': sources } : {})}
              onClick={() => setShowsSources(!showsSources)}
            >
              <Icon name="chevron" />
              <span class="disclosure-label">{t('sources_all', entry.sources.length)}</span>
            </button>
          )}
        </td>
      </tr>
      {/* Titles of sources are too long for a column. */}
      {showsSources && (
        <tr class="member-more">
          <td colSpan={4} id={sources} class="sources">
            <SourceList sources={entry.sources} />
          </td>
        </tr>
      )}
      {isAsking && exemption === undefined && vendor !== undefined && (
        <tr class="member-more">
          <td colSpan={4}>
            <SetAsideForm
              what={pick(vendor.name)}
              choices={[
                { product: undefined, label: t('exempt_all_of', pick(vendor.name)) },
                ...vendor.products.map(({ id, name }) => ({ product: id, label: pick(name) })),
              ]}
              onCancel={() => setAsking(false)}
              onSetAside={(choice) => {
                setAsking(false);
                onSetAside({ vendor: entry.vendor, ...choice });
              }}
            />
          </td>
        </tr>
      )}
    </>
  );
}
