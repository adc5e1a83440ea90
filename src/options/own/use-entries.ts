/** The entries of one list on the settings page: a page of them at a time, or those that a search finds. */
import { useEffect, useState } from 'preact/hooks';
import type { OwnList } from '../../core/own-list.ts';
import type { StoredEntries } from '../../core/stored-entries.ts';
import type { AnyEntry } from '../import/messages.ts';
import type { OwnListsConnection } from '../own-lists-connection.ts';

/** Entries that are shown at once. */
export const PAGE_SIZE = 100;
/** Entries of a search that are shown; who finds more asks more narrowly. */
export const MAX_FOUND = 200;
/** From the last key to the search, ms: a list of a million is not read for every letter. */
const SEARCH_DELAY_MS = 150;

export interface NumberedEntry {
  readonly number: number;
  readonly entry: AnyEntry;
}

export interface EntriesModel {
  /** Null until read. */
  readonly rows: readonly NumberedEntry[] | null;
  readonly isUnreachable: boolean;
  /** Of a search: whether it goes on, and whether there is more than is shown. */
  readonly isSearching: boolean;
  readonly hasMore: boolean;
}

/** Reads one page of a list, or searches it when `query` is not empty. Reads again when the list is another than before. */
export function useEntries(connection: OwnListsConnection, list: OwnList, page: number, query: string): EntriesModel {
  const [model, setModel] = useState<EntriesModel>(nothing);
  useEffect(() => {
    const ending = new AbortController();
    const show = (shown: EntriesModel): void => {
      if (!ending.signal.aborted) setModel(shown);
    };
    const wanted = query.trim().toLowerCase();
    const read = wanted === '' ? readPage(connection, list, page, show) : search(connection, list, wanted, show, ending.signal);
    read.catch((error: unknown) => {
      console.error('settings: the entries of a list could not be read', error);
      show({ ...nothing, isUnreachable: true });
    });
    return () => ending.abort();
  }, [connection, list, page, query]);
  return model;
}

const nothing: EntriesModel = { rows: null, isUnreachable: false, isSearching: false, hasMore: false };

async function readPage(connection: OwnListsConnection, list: OwnList, page: number, show: (model: EntriesModel) => void): Promise<void> {
  const first = page * PAGE_SIZE;
  const numbers = Array.from({ length: Math.max(0, Math.min(PAGE_SIZE, list.count - first)) }, (_, i) => first + i);
  const entries = await (await open(connection, list)).getMany(numbers);
  const rows = numbers.flatMap((number) => {
    const entry = entries.get(number);
    return entry === undefined ? [] : [{ number, entry }];
  });
  show({ ...nothing, rows });
}

async function open(connection: OwnListsConnection, list: OwnList): Promise<StoredEntries<AnyEntry>> {
  const entries = await connection.entriesOf(list.id);
  if (entries === undefined) throw new Error(`the list "${list.title}" has no entries`);
  return entries;
}

async function search(
  connection: OwnListsConnection,
  list: OwnList,
  wanted: string,
  show: (model: EntriesModel) => void,
  signal: AbortSignal,
): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, SEARCH_DELAY_MS));
  if (signal.aborted) return;
  const entries = await open(connection, list);
  const rows: NumberedEntry[] = [];
  let number = 0;
  for await (const batch of entries.all()) {
    if (signal.aborted) return;
    const before = rows.length;
    for (const entry of batch) {
      if (hasText(entry, wanted)) rows.push({ number, entry });
      number++;
      if (rows.length > MAX_FOUND) return show({ ...nothing, rows: rows.slice(0, MAX_FOUND), hasMore: true });
    }
    if (rows.length > before) show({ ...nothing, rows: [...rows], isSearching: true });
  }
  show({ ...nothing, rows });
}

/** Whether something that an entry says contains a text; small letters are asked for. */
export function hasText(entry: AnyEntry, wanted: string): boolean {
  return Object.values(entry).some((value: string | readonly string[] | undefined) =>
    (typeof value === 'string' ? [value] : (value ?? [])).some((text) => text.toLowerCase().includes(wanted)),
  );
}
