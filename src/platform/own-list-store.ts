/** Where own lists are kept: their records, and beside them their entries and names as files that are read in parts. */
import { FORMAT_VERSION } from '../core/index-format.ts';
import type { OwnList } from '../core/own-list.ts';

/** What is kept of a list besides its record. */
export interface OwnListFiles {
  /** Packed entries, for `StoredEntries`. */
  readonly entries: Blob;
  /** Of a list that restricts: the bytes for `joinNames`. */
  readonly index?: Blob;
  /** Of a list that restricts: the packed terms, for `StoredTerms`. */
  readonly terms?: Blob;
  /** Of a list that restricts: the bytes for `joinNameFilters`, none where there are too many names. Absent where an earlier version stored it. */
  readonly filter?: Blob;
}

export interface StoredFiles {
  readonly list: OwnList;
  readonly files: OwnListFiles;
}

/** A list as it was stored once. What is done to it is not done to one that has come in its place, nor where it is gone. */
export type StoredOnce = Pick<OwnList, 'id' | 'storedAt'>;

/** What a list says of its files. */
export type Renewed = Pick<OwnList, 'count' | 'terms' | 'bytes' | 'format'>;

export interface OwnListStore {
  /** Every list, in the order in which they were added. */
  all(): Promise<readonly OwnList[]>;
  /** The same with their files, whose bytes stay where they are. */
  allWithFiles(): Promise<readonly StoredFiles[]>;
  /** A list with its files; undefined when it is gone. */
  get(id: string): Promise<StoredFiles | undefined>;
  /** Stores a list with its files, all or nothing. Rejects with `StorageFull` where there is no room. */
  add(list: OwnList, files: OwnListFiles): Promise<void>;
  /** Puts a list with its files in the place of the one with its id, all or nothing; false when that is gone. Rejects as `add` does. */
  replace(list: OwnList, files: OwnListFiles): Promise<boolean>;
  /** Stores lists with their files, new ones and in the place of those with their ids: all of them or nothing. Rejects as `add` does. */
  putAll(lists: readonly StoredFiles[]): Promise<void>;
  /** Gives a list another filter. It is as new as before. */
  putFilter(list: StoredOnce, filter: Blob): Promise<void>;
  /** Gives a list other files, all or nothing, with what they make of it. Rejects as `add` does. */
  renew(list: StoredOnce, made: Renewed, files: OwnListFiles): Promise<void>;
  /** Notes which version of the program could not renew a list. */
  putRefusal(list: StoredOnce, refusedBy: number): Promise<void>;
  /** Gives a list another title; false when it is gone. */
  rename(id: string, title: string): Promise<boolean>;
  /** Removes a list with its files. */
  remove(id: string): Promise<void>;
}

/** The browser gives us no more room. */
export class StorageFull extends Error {
  override name = 'StorageFull';
}

const NAME = 'own-lists';
const VERSION = 2;
const LISTS = 'lists';
const FILES = 'files';

interface StoredList extends OwnList {
  readonly storedAt: number;
  /** ms since the epoch */
  readonly addedAt: number;
}

/** The store in IndexedDB, of which the worker and our pages have the same. */
export function openOwnListStore(): OwnListStore {
  return {
    all: () =>
      inTransaction('readonly', async ({ lists }) => {
        const stored = await done<StoredList[]>(lists.getAll());
        return inOrder(stored).map(withoutPlace);
      }),
    allWithFiles: () =>
      inTransaction('readonly', async ({ lists, files }) => {
        const [stored, ids, kept] = await Promise.all([
          done<StoredList[]>(lists.getAll()),
          done<IDBValidKey[]>(files.getAllKeys()),
          done<OwnListFiles[]>(files.getAll()),
        ]);
        const byId = new Map(ids.map((id, i) => [id, kept[i] as OwnListFiles]));
        return inOrder(stored).map((list) => ({ list: withoutPlace(list), files: byId.get(list.id) as OwnListFiles }));
      }),
    get: (id) =>
      inTransaction('readonly', async ({ lists, files }) => {
        const [list, kept] = await Promise.all([done<StoredList | undefined>(lists.get(id)), done<OwnListFiles>(files.get(id))]);
        return list && { list: withoutPlace(list), files: kept };
      }),
    add: (list, kept) =>
      inTransaction('readwrite', async ({ lists, files }) => {
        const now = Date.now();
        lists.put({ ...list, storedAt: now, addedAt: now } satisfies StoredList);
        files.put(kept, list.id);
      }),
    replace: (list, kept) =>
      inTransaction('readwrite', async ({ lists, files }) => {
        const before = await done<StoredList | undefined>(lists.get(list.id));
        if (!before) return false;
        lists.put({ ...list, storedAt: timeAfter(before), addedAt: before.addedAt } satisfies StoredList);
        files.put(kept, list.id);
        return true;
      }),
    putAll: (all) =>
      inTransaction('readwrite', async ({ lists, files }) => {
        for (const [at, { list, files: kept }] of all.entries()) {
          const before = await done<StoredList | undefined>(lists.get(list.id));
          const now = timeAfter(before);
          // One after the other, so that their order stays.
          lists.put({ ...list, storedAt: now, addedAt: before?.addedAt ?? now + at } satisfies StoredList);
          files.put(kept, list.id);
        }
      }),
    putFilter: (list, filter) =>
      whereUnchanged(list, async ({ files }, { id }) => {
        files.put({ ...(await done<OwnListFiles>(files.get(id))), filter } satisfies OwnListFiles, id);
      }),
    renew: (list, made, kept) =>
      whereUnchanged(list, async ({ lists, files }, before) => {
        lists.put({ ...before, ...made, storedAt: timeAfter(before) } satisfies StoredList);
        files.put(kept, before.id);
      }),
    putRefusal: (list, refusedBy) =>
      whereUnchanged(list, async ({ lists }, before) => {
        lists.put({ ...before, refusedBy } satisfies StoredList);
      }),
    rename: (id, title) =>
      inTransaction('readwrite', async ({ lists }) => {
        const before = await done<StoredList | undefined>(lists.get(id));
        if (before) lists.put({ ...before, title } satisfies StoredList);
        return before !== undefined;
      }),
    remove: (id) =>
      inTransaction('readwrite', async ({ lists, files }) => {
        lists.delete(id);
        files.delete(id);
      }),
  };
}

/** Another time than before, whatever the clock did meanwhile. */
const timeAfter = (before: StoredList | undefined): number => Math.max(Date.now(), (before?.storedAt ?? 0) + 1);

const inOrder = (lists: readonly StoredList[]): StoredList[] => lists.toSorted((a, b) => a.addedAt - b.addedAt);

function withoutPlace({ addedAt: _, ...list }: StoredList): OwnList {
  return list;
}

interface Stores {
  readonly lists: IDBObjectStore;
  readonly files: IDBObjectStore;
}

/** Runs one transaction and resolves when it is stored. */
async function inTransaction<T>(mode: IDBTransactionMode, work: (stores: Stores) => Promise<T>): Promise<T> {
  const database = await connect();
  const transaction = database.transaction([LISTS, FILES], mode, { durability: 'strict' });
  const ended = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(failureOf(transaction.error));
  });
  const [value] = await Promise.all([work({ lists: transaction.objectStore(LISTS), files: transaction.objectStore(FILES) }), ended]);
  return value;
}

/** Changes a list where it is still the one that was stored then. */
function whereUnchanged({ id, storedAt }: StoredOnce, change: (stores: Stores, list: StoredList) => Promise<void>): Promise<void> {
  return inTransaction('readwrite', async (stores) => {
    const list = await done<StoredList | undefined>(stores.lists.get(id));
    if (list && list.storedAt === storedAt) await change(stores, list);
  });
}

let connection: Promise<IDBDatabase> | undefined;

/** One connection for all that is asked: a page that waits asks three times. It is closed when it lies in the way of an update. */
function connect(): Promise<IDBDatabase> {
  if (connection) return connection;
  const opening = open();
  const forget = (): void => {
    if (connection === opening) connection = undefined;
  };
  opening.then((database) => {
    database.onclose = forget;
    database.onversionchange = () => {
      forget();
      database.close();
    };
  }, forget);
  connection = opening;
  return opening;
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, VERSION);
  request.onupgradeneeded = ({ oldVersion }) => {
    if (oldVersion === 0) {
      request.result.createObjectStore(LISTS, { keyPath: 'id' });
      request.result.createObjectStore(FILES);
    } else if (request.transaction) {
      describeAnew(request.transaction.objectStore(LISTS));
    }
  };
  return done(request);
}

/** Lists of version 1 were files of names without entries, of which nothing can be compiled. They stay in sight, and are said to need another import. */
function describeAnew(lists: IDBObjectStore): void {
  const request = lists.openCursor();
  request.onsuccess = () => {
    const cursor = request.result;
    if (!cursor) return;
    const before = cursor.value as Pick<StoredList, 'id' | 'title' | 'count' | 'importedOn' | 'bytes' | 'format' | 'storedAt'>;
    cursor.update({
      ...before,
      refusedBy: FORMAT_VERSION,
      kind: 'restricted',
      terms: before.count,
      origin: { kind: 'file', name: before.title },
      addedAt: before.storedAt,
    } satisfies StoredList);
    cursor.continue();
  };
}

function done<T>(request: IDBRequest): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result as T);
    request.onerror = () => reject(failureOf(request.error));
  });
}

function failureOf(error: DOMException | null): Error {
  if (error?.name === 'QuotaExceededError') return new StorageFull(error.message);
  return error ?? new Error('the storage of own lists gave up without a reason');
}
