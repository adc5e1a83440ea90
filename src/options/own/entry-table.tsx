import type { ComponentChildren, JSX } from 'preact';
import type { Category } from '../../core/model.ts';
import type { ApprovedEntry, OwnEntry } from '../../core/own-list.ts';
import { useUi } from '../../ui/context.ts';
import { daysUntil, formatDate } from '../../ui/dates.ts';
import { ExternalLink } from '../../ui/links.tsx';
import { ForeignText, LocalText } from '../../ui/text.tsx';
import type { AnyEntry } from '../import/messages.ts';
import { nameOfEntry } from './entry-draft.ts';
import type { ListKind } from './kinds.ts';
import type { NumberedEntry } from './use-entries.ts';

export interface EntryTableProps {
  readonly kind: ListKind;
  readonly rows: readonly NumberedEntry[];
  readonly categories: readonly Category[];
  /** The entry whose form stands in the place of its row. */
  readonly openNumber: number | null;
  readonly formOf: (row: NumberedEntry) => ComponentChildren;
  /** Absent where entries are not edited. */
  readonly onOpen: ((number: number) => void) | undefined;
}

/** Id of the button that opens an entry. */
export const entryButtonId = (number: number): string => `entry-${number}`;

/** Entries as rows of a table; each can be opened to be edited. */
export function EntryTable({ kind, rows, categories, openNumber, formOf, onOpen }: EntryTableProps): JSX.Element {
  const { t } = useUi().translator;
  const names = new Map(categories.map(({ id, name }) => [id, name]));
  const columns =
    kind === 'restricted' ? ['own_col_what', 'own_col_found_by', 'own_col_why'] : ['own_col_what', 'own_col_for', 'own_col_basis'];
  return (
    <table class={`entries entries-${kind} small`}>
      <caption class="visually-hidden">{t('own_col_entries')}</caption>
      <thead>
        <tr>
          {columns.map((key) => (
            <th key={key} scope="col">
              {t(key)}
            </th>
          ))}
          {onOpen !== undefined && (
            <th scope="col">
              <span class="visually-hidden">{t('own_entry_edit')}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ number, entry }) =>
          number === openNumber ? (
            <tr key={number}>
              <td colSpan={columns.length + 1}>{formOf({ number, entry })}</td>
            </tr>
          ) : (
            <tr key={number}>
              <What entry={entry} />
              {kind === 'restricted' ? (
                <Restricted entry={entry as OwnEntry} names={names} />
              ) : (
                <Approved entry={entry as ApprovedEntry} names={names} />
              )}
              {onOpen !== undefined && (
                <td>
                  <button
                    type="button"
                    id={entryButtonId(number)}
                    class="button button-plain"
                    aria-label={`${t('own_entry_edit')}: ${nameOfEntry(entry)}`}
                    onClick={() => onOpen(number)}
                  >
                    {t('own_entry_edit')}
                  </button>
                </td>
              )}
            </tr>
          ),
        )}
      </tbody>
    </table>
  );
}

/** Vendor, product and number of an entry. */
function What({ entry }: { readonly entry: AnyEntry }): JSX.Element {
  return (
    <th scope="row">
      <ForeignText>{entry.vendor}</ForeignText>
      {entry.product !== undefined && (
        <span class="line">
          <ForeignText>{entry.product}</ForeignText>
        </span>
      )}
      {entry.id !== undefined && (
        <span class="line quiet">
          <ForeignText>{entry.id}</ForeignText>
        </span>
      )}
    </th>
  );
}

type Names = ReadonlyMap<string, Category['name']>;

function CategoryNames({ ids, names }: { readonly ids: readonly string[]; readonly names: Names }): JSX.Element {
  return (
    <>
      {ids.map((id) => (
        <span key={id} class="line">
          <LocalText text={names.get(id) ?? { en: id }} />
        </span>
      ))}
    </>
  );
}

function Restricted({ entry, names }: { readonly entry: OwnEntry; readonly names: Names }): JSX.Element {
  const { t } = useUi().translator;
  return (
    <>
      <td>
        {entry.aliases.length > 0 && <ForeignText>{entry.aliases.join(' · ')}</ForeignText>}
        {entry.partNumbers.length > 0 && (
          <span class="line part-numbers">
            <ForeignText>{entry.partNumbers.join(' · ')}</ForeignText>
          </span>
        )}
      </td>
      <td>
        <span class={entry.severity === 'review' ? 'tag tag-reported' : ''}>{t(`own_severity_${entry.severity}`)}</span>
        {entry.category !== undefined && <CategoryNames ids={[entry.category]} names={names} />}
        <NoteAndLink entry={entry} />
      </td>
    </>
  );
}

function Approved({ entry, names }: { readonly entry: ApprovedEntry; readonly names: Names }): JSX.Element {
  const { translator, today } = useUi();
  const { t, language } = translator;
  const isExpired = entry.validUntil !== undefined && daysUntil(entry.validUntil, today) < 0;
  const about = [entry.reference, entry.region, entry.scope].filter((text) => text !== undefined);
  return (
    <>
      <td>
        {entry.categories.length === 0 ? (
          <span class="quiet">{t('approved_any_category')}</span>
        ) : (
          <CategoryNames ids={entry.categories} names={names} />
        )}
      </td>
      <td>
        {entry.validUntil !== undefined && (
          <span class={isExpired ? 'line expired' : 'line'}>
            {t(isExpired ? 'approved_expired' : 'approved_valid_until', formatDate(language, entry.validUntil))}
          </span>
        )}
        {about.length > 0 && (
          <span class="line">
            <ForeignText>{about.join(' · ')}</ForeignText>
          </span>
        )}
        <NoteAndLink entry={entry} />
      </td>
    </>
  );
}

function NoteAndLink({ entry }: { readonly entry: AnyEntry }): JSX.Element {
  return (
    <>
      {entry.note !== undefined && (
        <span class="line quiet">
          <ForeignText>{entry.note}</ForeignText>
        </span>
      )}
      {entry.url !== undefined && (
        <span class="line">
          <ExternalLink url={entry.url}>{hostOf(entry.url)}</ExternalLink>
        </span>
      )}
    </>
  );
}

/** The host of an address, which tells enough of it in a table. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
