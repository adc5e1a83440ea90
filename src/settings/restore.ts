/**
 * Keeps a restore whole. Settings and lists are in two stores, and a page may be closed between the two: the settings that were
 * there before are noted first, and taken back where the lists did not come.
 */

import type { StorageArea } from '../platform/storage.ts';
import type { OwnLists } from './own-lists.ts';
import type { Settings } from './schema.ts';
import type { SettingsStore } from './store.ts';

/** Key of the note in the extension's storage, and name of the lock of a restore that is under way. */
export const RESTORE_KEY = 'restore';

/** What the reviewer had chosen before, null where nothing. */
type Before = { readonly [Field in keyof Settings]?: Settings[Field] | null };

/** Settings that were there before, and when the lists were stored that were to be replaced; 0 for one that was not there. */
interface RestoreNote {
  readonly before: Before;
  readonly storedAt: Readonly<Record<string, number>>;
}

export interface Restoring {
  /** Settings to write, and what to write in their place should the lists not come. */
  readonly settings: Partial<Settings>;
  readonly before: Before;
  /** Ids of the lists. */
  readonly lists: readonly string[];
}

export interface Restores {
  /**
   * Writes the settings and stores the lists: both, or neither. `storeLists` stores all of them in one transaction or none, and
   * its answer is returned; rejects where the settings could not be written.
   */
  run<Answer>(restoring: Restoring, storeLists: () => Promise<Answer>): Promise<Answer>;
  /** Ends what a page left half done. Waits for a restore that is under way. */
  settle(): Promise<void>;
  /** Calls back when a restore begins or ends. Returns a stop function. */
  watch(onChange: () => void): () => void;
}

export interface RestorePorts {
  readonly area: StorageArea;
  readonly settings: Pick<SettingsStore, 'update'>;
  readonly lists: Pick<OwnLists, 'all'>;
  /** One piece of work under a name at a time, in all of our pages and the worker; a page that is gone has none. */
  takeTurns<Value>(name: string, work: () => Promise<Value>): Promise<Value>;
}

export function createRestores({ area, settings, lists, takeTurns }: RestorePorts): Restores {
  const timesOf = async (ids: readonly string[]): Promise<Record<string, number>> => {
    const all = new Map((await lists.all()).map(({ id, storedAt = 0 }) => [id, storedAt]));
    return Object.fromEntries(ids.map((id) => [id, all.get(id) ?? 0]));
  };

  const settle = async (): Promise<void> => {
    const note = (await area.get([RESTORE_KEY]))[RESTORE_KEY] as RestoreNote | undefined;
    if (note === undefined) return;
    const now = await timesOf(Object.keys(note.storedAt));
    // Lists come all at once: where one is as it was, none came.
    const areListsThere = Object.entries(note.storedAt).every(([id, before]) => now[id] !== before);
    if (!areListsThere) await settings.update(chosenIn(note.before));
    await area.remove([RESTORE_KEY]);
  };

  return {
    run: (restoring, storeLists) =>
      takeTurns(RESTORE_KEY, async () => {
        await settle();
        const note: RestoreNote = { before: restoring.before, storedAt: await timesOf(restoring.lists) };
        await area.set({ [RESTORE_KEY]: note });
        try {
          await settings.update(restoring.settings);
          return await storeLists();
        } finally {
          await settle();
        }
      }),
    settle: () => takeTurns(RESTORE_KEY, settle),
    watch: (onChange) =>
      area.watch((key) => {
        if (key === RESTORE_KEY) onChange();
      }),
  };
}

/** A change of the settings to these. */
const chosenIn = (before: Before): Partial<Settings> =>
  Object.fromEntries(Object.entries(before).map(([field, value]) => [field, value ?? undefined]));
