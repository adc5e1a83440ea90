import type { JSX } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Category } from '../../core/model.ts';
import type { OwnList } from '../../core/own-list.ts';
import { Button } from '../../ui/button.tsx';
import { useUi } from '../../ui/context.ts';
import { count } from '../../ui/translate.ts';
import type { EntryChange, TaskFailure, TaskProgress } from '../import/messages.ts';
import type { OwnListsConnection } from '../own-lists-connection.ts';
import { EntryForm } from './entry-form.tsx';
import { EntryTable } from './entry-table.tsx';
import { Failure } from './failure.tsx';
import { Working } from './import-steps.tsx';
import { PAGE_SIZE, useEntries } from './use-entries.ts';

export interface EntriesProps {
  readonly list: OwnList;
  readonly connection: OwnListsConnection;
  readonly categories: readonly Category[];
  readonly isEditable: boolean;
}

/** The entries of a list, a page at a time or as a search finds them, and the changes of single ones. */
export function Entries({ list, connection, categories, isEditable }: EntriesProps): JSX.Element {
  const { translator } = useUi();
  const { t } = translator;
  const [query, setQuery] = useState('');
  const [page, setPage] = useState(0);
  /** The number of the entry that is edited, or 'new'. */
  const [open, setOpen] = useState<number | 'new' | null>(null);
  const lastPage = Math.max(0, Math.ceil(list.count / PAGE_SIZE) - 1);
  const shownPage = Math.min(page, lastPage);
  const { rows, isUnreachable, isSearching, hasMore } = useEntries(connection, list, shownPage, query);
  const changing = useChange(connection, list);
  const search = useId();

  const change = async (wanted: EntryChange): Promise<void> => {
    if (!(await changing.make(wanted))) return;
    setOpen(null);
    if (wanted.kind === 'add') setPage(Math.floor(list.count / PAGE_SIZE));
  };
  const form = (number: number | 'new'): JSX.Element => {
    const entry = number === 'new' ? undefined : rows?.find((row) => row.number === number)?.entry;
    return (
      <EntryForm
        kind={list.kind}
        entry={entry}
        categories={categories}
        isBusy={changing.progress !== null}
        onSave={(edited) => void change(number === 'new' ? { kind: 'add', entry: edited } : { kind: 'edit', number, entry: edited })}
        onRemove={number === 'new' ? undefined : () => void change({ kind: 'remove', number })}
        onCancel={() => setOpen(null)}
      />
    );
  };
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
        {isEditable && open !== 'new' && <Button label={t('own_entry_add')} onClick={() => setOpen('new')} />}
      </div>
      <Failure failure={changing.failure} />
      {changing.progress !== null && <Working progress={changing.progress} onCancel={changing.cancel} />}
      {open === 'new' && form('new')}
      {isUnreachable && (
        <div class="notice notice-alert" role="alert">
          <p>{t('own_entries_unreachable')}</p>
        </div>
      )}
      {list.count === 0 && open !== 'new' && <p class="quiet">{t('own_entries_none')}</p>}
      {rows !== null && rows.length > 0 && (
        <EntryTable
          kind={list.kind}
          rows={rows}
          categories={categories}
          openNumber={open === 'new' ? null : open}
          form={form}
          onOpen={isEditable ? setOpen : undefined}
        />
      )}
      {query.trim() === '' && lastPage > 0 && <Pager page={shownPage} lastPage={lastPage} size={list.count} onPage={setPage} />}
    </>
  );

  function found(isGoing: boolean, isCut: boolean, amount: number): string {
    if (isGoing) return t('own_searching', amount);
    return isCut ? t('own_found_more', amount) : count(translator, 'own_found', amount);
  }
}

interface PagerProps {
  readonly page: number;
  readonly lastPage: number;
  readonly size: number;
  readonly onPage: (page: number) => void;
}

/** The way through a list of many pages. */
function Pager({ page, lastPage, size, onPage }: PagerProps): JSX.Element {
  const { t } = useUi().translator;
  return (
    <nav class="pager" aria-label={t('own_pages')}>
      <Button label={t('own_page_first')} isDisabled={page === 0} onClick={() => onPage(0)} />
      <Button label={t('own_page_previous')} isDisabled={page === 0} onClick={() => onPage(page - 1)} />
      <span class="quiet small" role="status">
        {t('own_page_shown', page * PAGE_SIZE + 1, Math.min(size, (page + 1) * PAGE_SIZE), size)}
      </span>
      <Button label={t('own_page_next')} isDisabled={page === lastPage} onClick={() => onPage(page + 1)} />
      <Button label={t('own_page_last')} isDisabled={page === lastPage} onClick={() => onPage(lastPage)} />
    </nav>
  );
}

interface ChangeModel {
  /** Null while nothing is being changed. */
  readonly progress: TaskProgress | null;
  readonly failure: TaskFailure | null;
  /** False when the list is as it was. */
  make(change: EntryChange): Promise<boolean>;
  cancel(): void;
}

/** One change of the list at a time. It ends with the part of the page that shows it. */
function useChange(connection: OwnListsConnection, list: OwnList): ChangeModel {
  const [progress, setProgress] = useState<TaskProgress | null>(null);
  const [failure, setFailure] = useState<TaskFailure | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  return {
    progress,
    failure,
    async make(change) {
      if (progress !== null) return false;
      const ending = new AbortController();
      running.current = ending;
      setFailure(null);
      setProgress({ entries: 0, read: 0 });
      const outcome = await connection.change(list, change, { signal: ending.signal, onProgress: setProgress });
      setProgress(null);
      if (outcome.kind === 'refused') setFailure(outcome.failure);
      return outcome.kind === 'done';
    },
    cancel: () => running.current?.abort(),
  };
}
