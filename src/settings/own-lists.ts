/**
 * The organisation's own lists, as the settings page changes them and the worker follows them. The store is the truth; a
 * small note in the extension's storage tells of every change, and tells pages that there are names to look for. Beside it
 * stands the filter that pages tell by that they have none of these names.
 *
 * One change is made at a time, in whatever page. The note is written before lists are stored, so that it belongs to no
 * filter, and anew with the filter of what is stored then: a page that finds a filter of another note, or none, asks the
 * worker. Whoever is killed in between leaves it so, until the next change or the next start.
 */
import { FORMAT_VERSION } from '../core/index-format.ts';
import type { CompiledEntries } from '../core/own-compile.ts';
import {
  type ApprovedEntry,
  isReadable,
  newListId,
  OWN_FILTER_KEY,
  OWN_LISTS_KEY,
  type OwnEntry,
  type OwnList,
  type OwnListsNote,
  type OwnNamesFilter,
} from '../core/own-list.ts';
import { readNames } from '../core/page-filter-names.ts';
import { joinNameFilters } from '../core/page-filter-names-join.ts';
import { StoredEntries, storedOwnEntries } from '../core/stored-entries.ts';
import { toBase64 } from '../platform/base64.ts';
import type { OwnListFiles, OwnListStore, Renewed, StoredOnce } from '../platform/own-list-store.ts';
import type { StorageArea } from '../platform/storage.ts';
import { oneByOne, type TakeTurns } from './store.ts';

export interface OwnLists extends Pick<OwnListStore, 'all' | 'allWithFiles' | 'get' | 'rename'> {
  /** The files of a list; undefined when it is gone. */
  files(id: string): Promise<OwnListFiles | undefined>;
  /** The entries of a list, read as they are asked for; undefined when it is gone, or was stored without them by an earlier version. */
  entriesOf(id: string): Promise<StoredEntries<OwnEntry | ApprovedEntry> | undefined>;
  /** Stores a list and resolves when it is safe; nothing is stored when it rejects. */
  add(list: OwnList, files: OwnListFiles): Promise<void>;
  /** Stores a list in the place of the one with its id, which stays as it was when this rejects. False when that is gone: nothing is stored. */
  replace(list: OwnList, files: OwnListFiles): Promise<boolean>;
  /** Stores lists, new ones and in the place of those with their ids: all of them, or nothing when it rejects. */
  putAll: OwnListStore['putAll'];
  /** As in the store. */
  renew(list: StoredOnce & Pick<OwnList, 'kind'>, made: Renewed, files: OwnListFiles): Promise<void>;
  /** Notes that this version of the program cannot compile a list from its stored entries. */
  refuse(list: StoredOnce): Promise<void>;
  remove(id: string): Promise<void>;
  /**
   * Has filters made for lists that an earlier version stored without, and puts the filter of all beside the note where it
   * is missing. Nothing that is looked for changes by it. Rejects where a filter cannot be made; pages go on asking the worker then.
   */
  mendFilter(make: MakeFilter): Promise<void>;
  /** Calls back after lists were added, replaced, renamed or removed, here or elsewhere. Returns a stop function. */
  watch(onChange: () => void): () => void;
}

/** Makes the bytes for `joinNameFilters` of what is stored of a list; undefined where there are too many names. */
export type MakeFilter = (list: OwnList, files: OwnListFiles) => Promise<Uint8Array<ArrayBuffer> | undefined>;

/** The entries in a list's files, left where they are; undefined where there are none. */
export function openEntries({ kind, count }: OwnList, { entries }: OwnListFiles): StoredEntries<OwnEntry | ApprovedEntry> | undefined {
  // Absent in what an earlier version stored.
  if (!(entries as Blob | undefined)) return undefined;
  return kind === 'restricted'
    ? storedOwnEntries(count, entries.size, readerOf(entries))
    : new StoredEntries<ApprovedEntry>(count, entries.size, readerOf(entries));
}

/** The files of a list that restricts: its packed entries and terms, and what `compileEntries` made of their names. */
export function filesOf(entries: Blob, terms: Blob, { index, filter }: Pick<CompiledEntries, 'index' | 'filter'>): OwnListFiles {
  return { entries, terms, index: new Blob([index]), filter: fileOf(filter) };
}

const fileOf = (filter: Uint8Array<ArrayBuffer> | undefined): Blob => new Blob(filter === undefined ? [] : [filter]);

/** Bytes of all files of a list. */
export const sizeOf = ({ entries, index, terms, filter }: OwnListFiles): number =>
  [entries, index, terms, filter].reduce((sum, file) => sum + (file?.size ?? 0), 0);

/** Reads parts of a stored file. */
export function readerOf(file: Blob): (start: number, end: number) => Promise<Uint8Array> {
  return async (start, end) => new Uint8Array(await file.slice(start, end).arrayBuffer());
}

/** `takeTurns` must reach as far as there are lists over the store; the default is for one of a kind. */
export function createOwnLists(store: OwnListStore, area: StorageArea, takeTurns: TakeTurns = oneByOne()): OwnLists {
  /** Undefined where there are no names, or more than a filter holds, or lists that the worker must be asked about. */
  const filterOf = async (lists: readonly OwnList[]): Promise<Uint8Array | undefined> => {
    if (!lists.every(isReadable)) return undefined;
    const stored = await Promise.all(lists.map(({ id }) => store.get(id)));
    const filters: Uint8Array[] = [];
    for (const kept of stored) {
      if (kept?.files.filter === undefined) return undefined;
      filters.push(new Uint8Array(await kept.files.filter.arrayBuffer()));
    }
    return joinNameFilters(filters);
  };
  const putFilterBeside = async ({ change }: OwnListsNote, lists: readonly OwnList[]): Promise<void> => {
    const names = await filterOf(lists);
    const filter: OwnNamesFilter | null = names === undefined ? null : { change, bytes: toBase64(names) };
    await area.set({ [OWN_FILTER_KEY]: filter });
  };
  /** After lists were stored or removed. */
  const noteWhatIs = async (): Promise<void> => {
    const lists = await store.all();
    const note = noteOf(lists);
    await area.set({ [OWN_LISTS_KEY]: note });
    try {
      await putFilterBeside(note, lists.filter(isRestricted));
    } catch (error) {
      console.warn('vendor-lens: every page will be checked for the names of own lists by the worker', error);
    }
  };
  /** Where there was never a list, a worker that wakes need not open the store. */
  const hasLists = async (): Promise<boolean> => {
    const note = (await area.get([OWN_LISTS_KEY]))[OWN_LISTS_KEY] as OwnListsNote | undefined;
    return note?.hasLists ?? note?.hasNames ?? false;
  };
  /** Stores or removes lists; `added` are those that are stored. */
  const change = <Value>(added: readonly Pick<OwnList, 'kind'>[], work: () => Promise<Value>): Promise<Value> =>
    takeTurns(LOCK, async () => {
      if (added.length > 0) await area.set({ [OWN_LISTS_KEY]: noteOf([...(await store.all()), ...added]) });
      try {
        return await work();
      } finally {
        await noteWhatIs();
      }
    });
  return {
    all: async () => ((await hasLists()) ? store.all() : []),
    allWithFiles: async () => ((await hasLists()) ? store.allWithFiles() : []),
    get: (id) => store.get(id),
    files: async (id) => (await store.get(id))?.files,
    async entriesOf(id) {
      const stored = await store.get(id);
      return stored && openEntries(stored.list, stored.files);
    },
    add: (list, files) => change([list], () => store.add(list, files)),
    replace: (list, files) => change([list], () => store.replace(list, files)),
    putAll: (lists) =>
      change(
        lists.map(({ list }) => list),
        () => store.putAll(lists),
      ),
    renew: (list, made, files) => change([list], () => store.renew(list, made, files)),
    refuse: (list) => change([], () => store.putRefusal(list, FORMAT_VERSION)),
    rename: (id, title) => change([], () => store.rename(id, title)),
    remove: (id) => change([], () => store.remove(id)),
    mendFilter: (make) =>
      takeTurns(LOCK, async () => {
        const stored = await area.get([OWN_LISTS_KEY, OWN_FILTER_KEY]);
        const note = stored[OWN_LISTS_KEY] as OwnListsNote | undefined;
        const filter = stored[OWN_FILTER_KEY] as OwnNamesFilter | null | undefined;
        if (note?.hasNames !== true || filter?.change === note.change) return;
        const lists = (await store.all()).filter(isRestricted);
        for (const { id } of lists.filter(isReadable)) {
          const kept = await store.get(id);
          if (kept && !(await hasFilter(kept.files))) await store.putFilter(kept.list, fileOf(await make(kept.list, kept.files)));
        }
        await putFilterBeside(note, lists);
      }),
    watch: (onChange) =>
      area.watch((key) => {
        if (key === OWN_LISTS_KEY) onChange();
      }),
  };
}

/** Whether it is clear what pages can be told of a list, though it be nothing. */
const hasFilter = async ({ filter }: OwnListFiles): Promise<boolean> =>
  filter !== undefined && (filter.size === 0 || readNames(new Uint8Array(await filter.arrayBuffer())) !== undefined);

const LOCK = 'own-lists';

const noteOf = (lists: readonly Pick<OwnList, 'kind'>[]): OwnListsNote => ({
  hasLists: lists.length > 0,
  hasNames: lists.some(isRestricted),
  change: randomName(),
});

const isRestricted = ({ kind }: Pick<OwnList, 'kind'>): boolean => kind === 'restricted';

/** An id for a list that is being imported. */
export const nextListId = (): string => newListId(randomName());

function randomName(): string {
  return crypto.randomUUID().slice(0, 8);
}
