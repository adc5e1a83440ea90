/** Own lists whose names were found undamaged since the browser started: to look at them again takes 5 ms of every start. */
import type { OwnList } from '../core/own-list.ts';
import type { StorageArea } from '../platform/storage.ts';

const KEY = 'sound-lists';

export interface SoundLists {
  has(list: OwnList): Promise<boolean>;
  add(list: OwnList): Promise<void>;
}

/** Kept in an area that goes with the browser: what a crash has torn is looked at again. */
export function createSoundLists(area: StorageArea): SoundLists {
  const read = async (): Promise<Readonly<Record<string, number>>> =>
    ((await area.get([KEY]))[KEY] as Readonly<Record<string, number>> | undefined) ?? {};
  let queue: Promise<unknown> = Promise.resolve();
  return {
    has: async ({ id, storedAt }) => storedAt !== undefined && (await read())[id] === storedAt,
    add({ id, storedAt }) {
      const writing = queue.then(async () => {
        if (storedAt !== undefined) await area.set({ [KEY]: { ...(await read()), [id]: storedAt } });
      });
      queue = writing.catch(() => undefined);
      return writing;
    },
  };
}
