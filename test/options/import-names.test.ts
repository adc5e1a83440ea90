import { beforeEach, expect, test } from 'vitest';
import { type ImportPorts, type ImportResult, importNames } from '../../src/options/import/import-names.ts';
import type { ImportNews, ImportOrder, ImportProgress } from '../../src/options/import/messages.ts';
import { createOwnLists } from '../../src/settings/own-lists.ts';
import { FakeOwnListStore } from '../fakes/own-list-store.ts';
import { FakeStorageArea } from '../fakes/storage-area.ts';

/** A worker that answers what it is told to. */
class FakeWorker {
  onmessage: ((event: { data: ImportNews }) => void) | null = null;
  onerror: ((event: { message: string }) => void) | null = null;
  order: ImportOrder | undefined;
  isEnded = false;

  postMessage(order: ImportOrder): void {
    this.order = order;
  }

  terminate(): void {
    this.isEnded = true;
  }

  async say(news: ImportNews): Promise<void> {
    // After the import asked for the index.
    await new Promise((resolve) => setTimeout(resolve));
    this.onmessage?.({ data: news });
  }
}

const files = { entries: new Blob(['1234']), index: new Blob(['12345']), terms: new Blob(['123']) };
const done: ImportNews = { kind: 'done', compiled: { files, names: 3, terms: 4, duplicates: 1 } };

let store: FakeOwnListStore;
let worker: FakeWorker;
let ports: ImportPorts;
let ending: AbortController;
let progress: ImportProgress[];
beforeEach(() => {
  store = new FakeOwnListStore();
  worker = new FakeWorker();
  ending = new AbortController();
  progress = [];
  ports = {
    lists: createOwnLists(store, new FakeStorageArea()),
    fetchIndex: async () => new ArrayBuffer(8),
    fetchOrdinaryWords: async () => 'falcon\n',
    startWorker: () => worker as unknown as Worker,
    today: () => '2026-11-23',
  };
});

const start = (title = ''): Promise<ImportResult | null> =>
  importNames(ports, { file: new File(['x'], 'blocked.suppliers.txt'), title }, (one) => progress.push(one), ending.signal);

test('what was compiled is stored under a new id, with the name of its file', async () => {
  const result = start();
  await worker.say({ kind: 'progress', progress: { names: 2, read: 0.5 } });
  await worker.say(done);
  const { list, duplicates } = (await result) as { list: { id: string }; duplicates: number };
  expect(list).toMatchObject({
    id: worker.order?.list,
    title: 'blocked.suppliers',
    count: 3,
    terms: 4,
    importedOn: '2026-11-23',
    bytes: 12,
  });
  expect([duplicates, progress, worker.isEnded]).toEqual([1, [{ names: 2, read: 0.5 }], true]);
  expect(await store.all()).toEqual([{ ...list, storedAt: 1 }]);
  expect((await store.get(list.id))?.files).toBe(files);
});

test('a title of its own goes before the name of the file', async () => {
  const result = start(' Suppliers we left ');
  await worker.say(done);
  expect(await result).toMatchObject({ list: { title: 'Suppliers we left' } });
});

test('a file that is refused, a worker that fails and a full disk leave nothing, and say why', async () => {
  const refused = start();
  await worker.say({ kind: 'refused', fault: 'columns', line: 3 });
  expect(await refused).toEqual({ fault: 'columns', line: 3 });

  const failed = start();
  await new Promise((resolve) => setTimeout(resolve));
  worker.onerror?.({ message: 'out of memory' });
  expect(await failed).toEqual({ fault: 'failed' });

  store.isFull = true;
  const full = start();
  await worker.say(done);
  expect(await full).toEqual({ fault: 'full' });
  expect(await store.all()).toEqual([]);
});

test('cancelled at any time, it ends its worker and stores nothing', async () => {
  const early = start();
  ending.abort();
  expect(await early).toBeNull();

  ending = new AbortController();
  const late = start();
  await worker.say({ kind: 'progress', progress: { names: 2, read: 1 } });
  ending.abort();
  await worker.say(done);
  expect(await late).toBeNull();
  expect(worker.isEnded).toBe(true);
  expect(await store.all()).toEqual([]);
});
