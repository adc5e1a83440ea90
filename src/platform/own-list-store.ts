/** Where imported lists are kept: their records, and beside them their names as files that are read in parts. */
import type { OwnList } from '../core/own-list.ts';

/** What a list is compiled to: the bytes for `joinNames`, and the packed terms. */
export interface OwnListFiles {
  readonly index: Blob;
  readonly terms: Blob;
}

export interface OwnListStore {
  /** Every list, in the order in which they were imported. */
  all(): Promise<readonly OwnList[]>;
  /** The files of a list; undefined when it is gone. */
  files(id: string): Promise<OwnListFiles | undefined>;
  /** Stores a list with its files, all or nothing. Rejects with `StorageFull` where there is no room. */
  put(list: OwnList, files: OwnListFiles): Promise<void>;
  /** Removes a list with its files. */
  remove(id: string): Promise<void>;
}

/** The browser gives us no more room. */
export class StorageFull extends Error {
  override name = 'StorageFull';
}

const NAME = 'own-lists';
const LISTS = 'lists';
const FILES = 'files';

interface StoredList extends OwnList {
  /** ms since the epoch */
  readonly storedAt: number;
}

/** The store in IndexedDB, of which the worker and our pages have the same. */
export function openOwnListStore(): OwnListStore {
  return {
    all: () =>
      inTransaction('readonly', async (transaction) => {
        const stored = (await done(transaction.objectStore(LISTS).getAll())) as StoredList[];
        return stored.sort((a, b) => a.storedAt - b.storedAt).map(({ storedAt: _, ...list }) => list);
      }),
    files: (id) =>
      inTransaction('readonly', (transaction) => done(transaction.objectStore(FILES).get(id)) as Promise<OwnListFiles | undefined>),
    put: (list, files) =>
      inTransaction('readwrite', async (transaction) => {
        const stored: StoredList = { ...list, storedAt: Date.now() };
        transaction.objectStore(LISTS).put(stored);
        transaction.objectStore(FILES).put(files, list.id);
      }),
    remove: (id) =>
      inTransaction('readwrite', async (transaction) => {
        transaction.objectStore(LISTS).delete(id);
        transaction.objectStore(FILES).delete(id);
      }),
  };
}

/** Runs one transaction and resolves when it is stored. The connection is closed: none lies in the way of an update. */
async function inTransaction<T>(mode: IDBTransactionMode, work: (transaction: IDBTransaction) => Promise<T>): Promise<T> {
  const database = await open();
  try {
    const transaction = database.transaction([LISTS, FILES], mode, { durability: 'strict' });
    const ended = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(failureOf(transaction.error));
    });
    const [value] = await Promise.all([work(transaction), ended]);
    return value;
  } finally {
    database.close();
  }
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(LISTS, { keyPath: 'id' });
    request.result.createObjectStore(FILES);
  };
  return done(request);
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(failureOf(request.error));
  });
}

function failureOf(error: DOMException | null): Error {
  if (error?.name === 'QuotaExceededError') return new StorageFull(error.message);
  return error ?? new Error('the storage of own lists gave up without a reason');
}
