/**
 * After an update: own lists that an earlier version compiled are compiled anew, one after the other, so that what they
 * restrict is found again. Each is put in the place of the old one at once, when it is ready: a worker that is killed leaves
 * it as it was, for the next start.
 */
import { FORMAT_VERSION } from '../core/index-format.ts';
import { isRenewable, type OwnList } from '../core/own-list.ts';
import type { OwnListFiles } from '../platform/own-list-store.ts';
import type { StorageArea } from '../platform/storage.ts';
import type { PackedList } from '../settings/compile-list.ts';
import { type OwnLists, sizeOf } from '../settings/own-lists.ts';
import type { TakeTurns } from '../settings/store.ts';

export interface RenewalPorts {
  readonly lists: Pick<OwnLists, 'all' | 'get' | 'renew' | 'refuse'>;
  /** Goes with the browser. */
  readonly session: StorageArea;
  readonly takeTurns: TakeTurns;
  /** Compiles a list from its files; null where it must be imported again. */
  compile(list: OwnList, files: OwnListFiles): Promise<PackedList | null>;
}

/** Resolves when no list is left to renew, or none that can be renewed now. */
export async function renewLists(ports: RenewalPorts): Promise<void> {
  await ports.takeTurns('own-lists-renewal', async () => {
    for (const { id } of await ports.lists.all()) await renewOne(id, ports);
  });
}

async function renewOne(id: string, { lists, session, compile }: RenewalPorts): Promise<void> {
  const stored = await lists.get(id);
  if (!stored || !isRenewable(stored.list) || !(await mayBegin(stored.list, session))) return;
  const { list } = stored;
  try {
    const packed = await compile(list, stored.files);
    if (packed === null) return await lists.refuse(list);
    const { files, entries, terms } = packed;
    await lists.renew(list, { count: entries, terms, bytes: sizeOf(files), format: FORMAT_VERSION }, files);
  } catch (error) {
    // The others are compiled all the same; this one is tried again at the next start.
    console.error(`vendor-lens: the list "${list.title}" was not compiled for this version`, error);
  }
}

const KEY = 'renewals';

/** Attempts until the browser starts again. A list on which the worker dies each time must not keep it from its pages. */
const MAX_ATTEMPTS = 3;

/** Counts an attempt at a list; false where there were enough. */
async function mayBegin({ id, storedAt }: OwnList, session: StorageArea): Promise<boolean> {
  const begun = ((await session.get([KEY]))[KEY] as Readonly<Record<string, number>> | undefined) ?? {};
  const name = `${id} ${storedAt}`;
  const attempts = begun[name] ?? 0;
  if (attempts >= MAX_ATTEMPTS) return false;
  await session.set({ [KEY]: { ...begun, [name]: attempts + 1 } });
  return true;
}
