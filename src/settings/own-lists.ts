/**
 * The organisation's own lists, as the settings page changes them and the worker follows them. The store is the truth; a
 * small note in the extension's storage tells of every change, and tells pages that there are names to look for.
 */
import { type ApprovedEntry, newListId, OWN_LISTS_KEY, type OwnEntry, type OwnList, type OwnListsNote } from '../core/own-list.ts';
import { StoredEntries, storedOwnEntries } from '../core/stored-entries.ts';
import type { OwnListFiles, OwnListStore } from '../platform/own-list-store.ts';
import type { StorageArea } from '../platform/storage.ts';

export interface OwnLists extends Pick<OwnListStore, 'all' | 'rename'> {
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
  remove(id: string): Promise<void>;
  /** Calls back after lists were added, replaced, renamed or removed, here or elsewhere. Returns a stop function. */
  watch(onChange: () => void): () => void;
}

/** The entries in a list's files, left where they are; undefined where there are none. */
export function openEntries({ kind, count }: OwnList, { entries }: OwnListFiles): StoredEntries<OwnEntry | ApprovedEntry> | undefined {
  // Absent in what an earlier version stored.
  if (!(entries as Blob | undefined)) return undefined;
  return kind === 'restricted'
    ? storedOwnEntries(count, entries.size, readerOf(entries))
    : new StoredEntries<ApprovedEntry>(count, entries.size, readerOf(entries));
}

/** Reads parts of a stored file. */
export function readerOf(file: Blob): (start: number, end: number) => Promise<Uint8Array> {
  return async (start, end) => new Uint8Array(await file.slice(start, end).arrayBuffer());
}

export function createOwnLists(store: OwnListStore, area: StorageArea): OwnLists {
  const note = (what: Omit<OwnListsNote, 'change'>): Promise<void> => {
    const written: OwnListsNote = { ...what, change: randomName() };
    return area.set({ [OWN_LISTS_KEY]: written });
  };
  const look = async (): Promise<Omit<OwnListsNote, 'change'>> => {
    const all = await store.all();
    return { hasLists: all.length > 0, hasNames: all.some(({ kind }) => kind === 'restricted') };
  };
  /** Looks again after writing: another page may have stored a list meanwhile. */
  const noteWhatIs = async (): Promise<void> => {
    for (let seen = await look(), isWritten = false; !isWritten; ) {
      await note(seen);
      const now = await look();
      isWritten = now.hasLists === seen.hasLists && now.hasNames === seen.hasNames;
      seen = now;
    }
  };
  /** Before lists are stored: were we killed between the two, pages would look in vain and not overlook. */
  const noteBefore = async (lists: readonly OwnList[]): Promise<void> => {
    const { hasNames } = await look();
    await note({ hasLists: true, hasNames: hasNames || lists.some(({ kind }) => kind === 'restricted') });
  };
  return {
    async all() {
      // Where there was never a list, a worker that wakes need not open the store.
      const stored = (await area.get([OWN_LISTS_KEY]))[OWN_LISTS_KEY] as OwnListsNote | undefined;
      return (stored?.hasLists ?? stored?.hasNames) ? store.all() : [];
    },
    files: async (id) => (await store.get(id))?.files,
    async entriesOf(id) {
      const stored = await store.get(id);
      return stored && openEntries(stored.list, stored.files);
    },
    async add(list, files) {
      await noteBefore([list]);
      try {
        await store.add(list, files);
      } finally {
        await noteWhatIs();
      }
    },
    async replace(list, files) {
      await noteBefore([list]);
      try {
        return await store.replace(list, files);
      } finally {
        await noteWhatIs();
      }
    },
    async putAll(lists) {
      await noteBefore(lists.map(({ list }) => list));
      try {
        await store.putAll(lists);
      } finally {
        await noteWhatIs();
      }
    },
    async rename(id, title) {
      const isThere = await store.rename(id, title);
      await noteWhatIs();
      return isThere;
    },
    async remove(id) {
      await store.remove(id);
      await noteWhatIs();
    },
    watch: (onChange) =>
      area.watch((key) => {
        if (key === OWN_LISTS_KEY) onChange();
      }),
  };
}

/** An id for a list that is being imported. */
export const nextListId = (): string => newListId(randomName());

function randomName(): string {
  return crypto.randomUUID().slice(0, 8);
}
