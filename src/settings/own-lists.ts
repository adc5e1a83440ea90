/**
 * The organisation's own lists, as the settings page changes them and the worker follows them. The store is the truth; a
 * small note in the extension's storage tells of every change, and tells pages that there are names to look for.
 */
import { newListId, OWN_LISTS_KEY, type OwnList, type OwnListsNote } from '../core/own-list.ts';
import type { OwnListFiles, OwnListStore } from '../platform/own-list-store.ts';
import type { StorageArea } from '../platform/storage.ts';

export interface OwnLists extends Pick<OwnListStore, 'all' | 'files'> {
  /** Stores a list and resolves when it is safe; nothing is stored when it rejects. */
  add(list: OwnList, files: OwnListFiles): Promise<void>;
  remove(id: string): Promise<void>;
  /** Calls back after lists were added or removed, here or elsewhere. Returns a stop function. */
  watch(onChange: () => void): () => void;
}

export function createOwnLists(store: OwnListStore, area: StorageArea): OwnLists {
  const note = (hasNames: boolean): Promise<void> => {
    const written: OwnListsNote = { hasNames, change: randomName() };
    return area.set({ [OWN_LISTS_KEY]: written });
  };
  const isAny = async (): Promise<boolean> => (await store.all()).length > 0;
  /** Looks again after writing: another page may have stored a list meanwhile. */
  const noteWhatIs = async (): Promise<void> => {
    for (let hasNames = await isAny(), isWritten = false; !isWritten; ) {
      await note(hasNames);
      const now = await isAny();
      isWritten = now === hasNames;
      hasNames = now;
    }
  };
  return {
    async all() {
      // Where there was never a list, a worker that wakes need not open the store.
      const stored = (await area.get([OWN_LISTS_KEY]))[OWN_LISTS_KEY] as OwnListsNote | undefined;
      return stored?.hasNames === true ? store.all() : [];
    },
    files: (id) => store.files(id),
    async add(list, files) {
      // Before the list: were we killed between the two, pages would look in vain and not overlook.
      await note(true);
      try {
        await store.put(list, files);
      } finally {
        await noteWhatIs();
      }
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
