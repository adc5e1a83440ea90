import type { JSX } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Category } from '../../core/model.ts';
import type { OwnList } from '../../core/own-list.ts';
import { Button } from '../../ui/button.tsx';
import { useUi } from '../../ui/context.ts';
import { count } from '../../ui/translate.ts';
import { lastPageOf, Pager } from '../components/pager.tsx';
import type { EntryChange, TaskFailure, TaskProgress } from '../import/messages.ts';
import type { OwnListsConnection } from '../own-lists-connection.ts';
import { useTask } from '../use-task.ts';
import { EntryForm } from './entry-form.tsx';
import { EntryTable, entryButtonId } from './entry-table.tsx';
import { Failure } from './failure.tsx';
import { Working } from './import-steps.tsx';
import { type NumberedEntry, PAGE_SIZE, useEntries } from './use-entries.ts';

export interface EntriesProps {
  readonly list: OwnList;
  readonly connection: OwnListsConnection;
  readonly categories: readonly Category[];
  readonly isEditable: boolean;
}

/** The entry that is edited, null for a new one, and the list as it was then: were it another by now, nothing is changed. */
interface OpenForm {
  readonly number: number | null;
  readonly seen: OwnList;
}

/** The entries of a list, a page at a time or as a search finds them, and the changes of single ones. */
export function Entries({ list, connection, categories, isEditable }: EntriesProps): JSX.Element {
  const { translator } = useUi();
  const { t } = translator;
  const [query, setQuery] = useState('');
  const [page, setPage] = useState(0);
  const [open, setOpen] = useState<OpenForm | null>(null);
  const shownPage = Math.min(page, lastPageOf(list.count, PAGE_SIZE));
  const { rows, isUnreachable, isSearching, hasMore } = useEntries(connection, list, shownPage, query);
  const changing = useChange(connection);
  const search = useId();

  /** The entry whose button has the focus next: the form that had it is gone. */
  const focused = useRef<number | null>(null);
  useEffect(() => {
    if (focused.current === null || open !== null) return;
    const button = document.getElementById(entryButtonId(focused.current));
    if (button === null) return;
    button.focus();
    focused.current = null;
  });

  const close = (number: number): void => {
    focused.current = number;
    setOpen(null);
  };
  const change = async (seen: OwnList, wanted: EntryChange): Promise<void> => {
    if (!(await changing.make(seen, wanted))) return;
    if (wanted.kind === 'add') setPage(Math.floor(seen.count / PAGE_SIZE));
    // After the last entry was removed, the one before it.
    close(wanted.kind === 'add' ? seen.count : Math.min(wanted.number, seen.count - (wanted.kind === 'remove' ? 2 : 1)));
  };
  const newForm = ({ seen }: OpenForm): JSX.Element => (
    <EntryForm
      kind={list.kind}
      entry={undefined}
      categories={categories}
      isBusy={changing.progress !== null}
      onSave={(entry) => void change(seen, { kind: 'add', entry })}
      onRemove={undefined}
      onCancel={() => setOpen(null)}
    />
  );
  const formOf = ({ number, entry }: NumberedEntry, { seen }: OpenForm): JSX.Element => (
    <EntryForm
      kind={list.kind}
      entry={entry}
      categories={categories}
      isBusy={changing.progress !== null}
      onSave={(edited) => void change(seen, { kind: 'edit', number, entry: edited })}
      onRemove={() => void change(seen, { kind: 'remove', number })}
      onCancel={() => close(number)}
    />
  );
  return (
    <>
      <div class="entry-tools">
        <label class="visually-hidden" for={search}>
          {t('own_search')}
        </label>
        <input
          id={search}
          type="search"
          placeholder={t('own_search')}
          value={query}
          onInput={(event) => {
            setOpen(null);
            setQuery(event.currentTarget.value);
          }}
        />
        <span class="quiet small" role="status">
          {query.trim() !== '' && rows !== null && found(isSearching, hasMore, rows.length)}
        </span>
        {isEditable && open?.number !== null && <Button label={t('own_entry_add')} onClick={() => setOpen({ number: null, seen: list })} />}
      </div>
      <Failure failure={changing.failure} />
      {changing.progress !== null && <Working progress={changing.progress} onCancel={changing.cancel} />}
      {open !== null && open.number === null && newForm(open)}
      {isUnreachable && (
        <div class="notice notice-alert" role="alert">
          <p>{t('own_entries_unreachable')}</p>
        </div>
      )}
      {list.count === 0 && open === null && <p class="quiet">{t('own_entries_none')}</p>}
      {rows !== null && rows.length > 0 && (
        <EntryTable
          kind={list.kind}
          rows={rows}
          categories={categories}
          openNumber={open?.number ?? null}
          formOf={(row) => open !== null && formOf(row, open)}
          onOpen={isEditable ? (number) => setOpen({ number, seen: list }) : undefined}
        />
      )}
      {query.trim() === '' && <Pager page={shownPage} pageSize={PAGE_SIZE} size={list.count} onPage={setPage} />}
    </>
  );

  function found(isGoing: boolean, isCut: boolean, amount: number): string {
    if (isGoing) return t('own_searching', amount);
    return isCut ? t('own_found_more', amount) : count(translator, 'own_found', amount);
  }
}

interface ChangeModel {
  /** Null while nothing is being changed. */
  readonly progress: TaskProgress | null;
  readonly failure: TaskFailure | null;
  /** False when the list is as it was. */
  make(seen: OwnList, change: EntryChange): Promise<boolean>;
  cancel(): void;
}

/** One change of the list at a time. It ends with the part of the page that shows it. */
function useChange(connection: OwnListsConnection): ChangeModel {
  const [progress, setProgress] = useState<TaskProgress | null>(null);
  const [failure, setFailure] = useState<TaskFailure | null>(null);
  const { begin, end } = useTask();
  return {
    progress,
    failure,
    async make(seen, change) {
      if (progress !== null) return false;
      setFailure(null);
      setProgress({ entries: 0, read: 0 });
      const outcome = await connection.change(seen, change, { signal: begin(), onProgress: setProgress });
      setProgress(null);
      if (outcome.kind === 'refused') setFailure(outcome.failure);
      return outcome.kind === 'done';
    },
    cancel: end,
  };
}
