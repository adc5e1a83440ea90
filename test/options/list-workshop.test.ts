import { beforeEach, expect, test } from 'vitest';
import { FORMAT_VERSION } from '../../src/core/index-format.ts';
import type { OwnList } from '../../src/core/own-list.ts';
import type { SourceFile } from '../../src/import/source.ts';
import { createListWorkshop, type ListDraft, type ListWorkshop, titleOf } from '../../src/options/import/list-workshop.ts';
import type { CheckedFile, Task, TaskNews, TaskProgress } from '../../src/options/import/messages.ts';
import type { PackedList } from '../../src/settings/compile-list.ts';
import { createOwnLists, type OwnLists } from '../../src/settings/own-lists.ts';
import { FakeOwnListStore } from '../fakes/own-list-store.ts';
import { FakeStorageArea } from '../fakes/storage-area.ts';

/** A worker that answers what it is told to. */
class FakeWorker {
  onmessage: ((event: { data: TaskNews }) => void) | null = null;
  onerror: ((event: { message: string }) => void) | null = null;
  task: Task | undefined;
  isEnded = false;

  postMessage(task: Task): void {
    this.task = task;
  }

  terminate(): void {
    this.isEnded = true;
  }
}

const blob = new Blob(['x']);
const file: SourceFile = { name: 'blocked.csv', size: 1, blob };
const packed: PackedList = {
  files: { entries: new Blob(['12345']), index: new Blob(['123']), terms: new Blob(['1']) },
  entries: 3,
  terms: 4,
  duplicates: 0,
  ordinary: { count: 0, sample: [] },
};
const checked: CheckedFile = { ...packed, problems: [], leftOut: 0, skipped: 0, ended: 0 };
const plan = { kind: 'restricted', format: 'names', hasHeader: false, mapping: {} } as const;
const how = { list: 'own:1', treatOrdinary: 'context' } as const;
const draft: ListDraft = {
  id: 'own:1',
  kind: 'restricted',
  title: ' Suppliers we left ',
  origin: { kind: 'file', name: 'blocked.csv' },
  isReplacement: false,
};

let store: FakeOwnListStore;
let lists: OwnLists;
let workers: FakeWorker[];
let workshop: ListWorkshop;
let ending: AbortController;
let progress: TaskProgress[];
beforeEach(() => {
  store = new FakeOwnListStore();
  lists = createOwnLists(store, new FakeStorageArea());
  workers = [];
  ending = new AbortController();
  progress = [];
  workshop = createListWorkshop({
    lists,
    fetchIndex: async () => new ArrayBuffer(8),
    fetchOrdinaryWords: async () => 'summit',
    startWorker: () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker as unknown as Worker;
    },
    takeTurns: (_, work) => work(),
    today: () => '2026-11-23',
  });
});

/** The worker of the last task, once it has it. */
async function worker(): Promise<FakeWorker> {
  for (;;) {
    const last = workers.at(-1);
    if (last?.task !== undefined && !last.isEnded) return last;
    await new Promise((resolve) => setTimeout(resolve));
  }
}

async function say(news: TaskNews): Promise<void> {
  (await worker()).onmessage?.({ data: news });
}

async function stored(): Promise<OwnList> {
  await workshop.store(draft, packed);
  const [list] = await lists.all();
  if (list === undefined) throw new Error('nothing was stored');
  return list;
}

const check = () => workshop.check(file, plan, how, { signal: ending.signal, onProgress: (one) => progress.push(one) });

test('a check tells how far it is, hands over what came of it and stores nothing', async () => {
  const result = check();
  await say({ kind: 'progress', progress: { entries: 2, read: 0.5 } });
  const { task } = await worker();
  expect(task).toMatchObject({
    name: 'check',
    order: { plan, compiling: { list: 'own:1', treatOrdinary: 'context', ordinaryWords: 'summit' } },
  });
  await say({ kind: 'done', answer: checked });
  expect(await result).toEqual({ kind: 'done', value: checked });
  expect([progress, workers[0]?.isEnded, await lists.all()]).toEqual([[{ entries: 2, read: 0.5 }], true, []]);
});

test('what is stored has its title, its day, its size and this version', async () => {
  expect(await workshop.store(draft, packed)).toMatchObject({
    kind: 'done',
    value: { id: 'own:1', title: 'Suppliers we left', count: 3, terms: 4, importedOn: '2026-11-23', bytes: 9, format: FORMAT_VERSION },
  });
  expect((await lists.all()).map(({ title }) => title)).toEqual(['Suppliers we left']);
});

test('a file that is refused, a thread that fails and a full disk leave nothing, and say why', async () => {
  const refused = check();
  await say({ kind: 'refused', failure: { code: 'quote', line: 3 } });
  expect(await refused).toEqual({ kind: 'refused', failure: { code: 'quote', line: 3 } });

  const failed = check();
  (await worker()).onerror?.({ message: 'out of memory' });
  expect(await failed).toEqual({ kind: 'refused', failure: { code: 'failed' } });

  store.isFull = true;
  expect(await workshop.store(draft, packed)).toEqual({ kind: 'refused', failure: { code: 'full' } });
  expect(await lists.all()).toEqual([]);
});

test('cancelled at any time, it ends its thread', async () => {
  const late = check();
  await say({ kind: 'progress', progress: { entries: 2, read: 1 } });
  ending.abort();
  expect(await late).toEqual({ kind: 'cancelled' });
  expect(workers[0]?.isEnded).toBe(true);

  expect(await check()).toEqual({ kind: 'cancelled' });
  expect(workers).toHaveLength(1);
});

test('a change compiles the stored list anew and keeps its id and title', async () => {
  const list = await stored();
  const change = { kind: 'remove', number: 1 } as const;
  const result = workshop.change(list, change, {});
  const { task } = await worker();
  expect(task).toMatchObject({ name: 'rewrite', order: { change, stored: { list: { id: 'own:1' } }, compiling: { list: 'own:1' } } });
  await say({ kind: 'done', answer: { ...packed, entries: 2 } });
  expect(await result).toMatchObject({ kind: 'done', value: { id: 'own:1', title: 'Suppliers we left', count: 2 } });
  expect((await lists.all()).map(({ count }) => count)).toEqual([2]);
});

test('a list that is another by now, or gone, is not changed', async () => {
  const seen = await stored();
  await lists.replace({ ...seen, count: 7 }, packed.files);
  const change = { kind: 'remove', number: 1 } as const;
  expect(await workshop.change(seen, change, {})).toEqual({ kind: 'refused', failure: { code: 'changed' } });
  await lists.remove(seen.id);
  expect(await workshop.change(seen, change, {})).toEqual({ kind: 'refused', failure: { code: 'gone' } });
  expect(workers).toEqual([]);
});

test('an entry that the list has already is not stored a second time', async () => {
  const list = await stored();
  const entry = { vendor: 'Umbrage Works', aliases: [], partNumbers: [], severity: 'prohibited' } as const;
  const result = workshop.change(list, { kind: 'add', entry }, {});
  await say({ kind: 'done', answer: { ...packed, duplicates: 1 } });
  expect(await result).toEqual({ kind: 'refused', failure: { code: 'same' } });
  expect((await lists.all())[0]?.storedAt).toBe(list.storedAt);
});

test('a title is the name of the file without its ending', () => {
  expect(['blocked.suppliers.csv', '.csv', 'names'].map(titleOf)).toEqual(['blocked.suppliers', '.csv', 'names']);
});
