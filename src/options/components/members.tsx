import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { Entry, List, Vendor } from '../../core/model.ts';
import { useUi } from '../../ui/context.ts';
import { formatDate } from '../../ui/dates.ts';
import { Sources } from '../../ui/links.tsx';
import { EnglishText, ForeignText, LocalText } from '../../ui/text.tsx';
import { count, keyOf } from '../../ui/translate.ts';

export interface MembersProps {
  readonly list: List;
  readonly vendors: ReadonlyMap<string, Vendor>;
}

/** Fewer than this are seen at a glance and need no search. */
const searchFrom = 8;

/** The entries of a list as a table, with a search over every name they have. */
export function Members({ list, vendors }: MembersProps): JSX.Element {
  const { translator } = useUi();
  const { t } = translator;
  const [query, setQuery] = useState('');
  const id = useId();
  const wanted = query.trim().toLowerCase();
  const found = list.entries.filter((entry) => namesOf(entry, vendors).includes(wanted));
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
              <MemberRow key={index} entry={entry} vendor={vendors.get(entry.vendor)} />
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function MemberRow({ entry, vendor }: { readonly entry: Entry; readonly vendor: Vendor | undefined }): JSX.Element {
  const { translator } = useUi();
  const { t, language } = translator;
  return (
    <tr>
      <th scope="row">{vendor === undefined ? entry.vendor : <LocalText text={vendor.name} />}</th>
      <td>
        <ForeignText>{[...entry.listedAs, ...entry.listedAsZh].join(' / ')}</ForeignText>
        {entry.scopeNote !== undefined && (
          <p class="quiet">
            <EnglishText>{entry.scopeNote}</EnglishText>
          </p>
        )}
        {entry.note !== undefined && (
          <p class="quiet">
            <EnglishText>{entry.note}</EnglishText>
          </p>
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
        <Sources sources={entry.sources} shown={0} />
      </td>
    </tr>
  );
}

function namesOf(entry: Entry, vendors: ReadonlyMap<string, Vendor>): string {
  const vendor = vendors.get(entry.vendor);
  return [entry.vendor, vendor?.name.en, vendor?.name.zh_CN, ...entry.listedAs, ...entry.listedAsZh].join('\n').toLowerCase();
}
