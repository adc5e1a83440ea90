import { beforeEach, expect, test } from 'vitest';
import { OWN_LISTS_KEY, type OwnListsNote } from '../../src/core/own-list.ts';
import { StorageFull } from '../../src/platform/own-list-store.ts';
import { createOwnLists, type OwnLists } from '../../src/settings/own-lists.ts';
import { compileNames, filesOf, makeEntry, makeOwnList } from '../core/own-names.ts';
import { FakeOwnListStore } from '../fakes/own-list-store.ts';
import { FakeStorageArea } from '../fakes/storage-area.ts';

const files = { entries: new Blob(['entries']), index: new Blob(['index']), terms: new Blob(['terms']) };
const list = makeOwnList('own:a');

let store: FakeOwnListStore;
let area: FakeStorageArea;
let lists: OwnLists;
beforeEach(() => {
  store = new FakeOwnListStore();
  area = new FakeStorageArea();
  lists = createOwnLists(store, area);
});

const note = (): OwnListsNote | undefined => area.values.get(OWN_LISTS_KEY) as OwnListsNote | undefined;

test('who watches is told when a list was added and when it was removed, and finds it so', async () => {
  const seen: Promise<number>[] = [];
  lists.watch(() => seen.push(lists.all().then(({ length }) => length)));
  await lists.add(list, files);
  expect(await seen.at(-1)).toBe(1);
  expect(await lists.all()).toEqual([{ ...list, storedAt: 1 }]);
  expect(await lists.files('own:a')).toBe(files);
  await lists.remove('own:a');
  expect(await seen.at(-1)).toBe(0);
});

test('pages are told that there are names before there are, and that there are none after the last is gone', async () => {
  const add = store.add.bind(store);
  let noted: boolean | undefined;
  store.add = async (...args) => {
    noted = note()?.hasNames;
    await add(...args);
  };
  await lists.add(list, files);
  expect([noted, note()?.hasNames]).toEqual([true, true]);
  await lists.add(makeOwnList('own:b'), files);
  await lists.remove('own:a');
  expect(note()?.hasNames).toBe(true);
  await lists.remove('own:b');
  expect(note()?.hasNames).toBe(false);
});

test('a list that another page stores while the last one is removed is not forgotten', async () => {
  await lists.add(list, files);
  const removing = lists.remove('own:a');
  await createOwnLists(store, area).add(makeOwnList('own:b'), files);
  await removing;
  expect([note()?.hasNames, await lists.all()]).toEqual([true, [{ ...makeOwnList('own:b'), storedAt: 2 }]]);
});

test('the store is not opened where there never was a list', async () => {
  store.all = () => Promise.reject(new Error('opened'));
  expect(await lists.all()).toEqual([]);
});

test('a list that does not fit leaves all as it was', async () => {
  store.isFull = true;
  await expect(lists.add(list, files)).rejects.toThrow(StorageFull);
  expect(await lists.all()).toEqual([]);
  expect(note()?.hasNames).toBe(false);
});

test('a list is replaced in its place, and its entries are those of the new one', async () => {
  const old = await compileNames('own:a', ['Umbrage']);
  const next = await compileNames('own:a', ['Norrland', 'Quillfeather']);
  await lists.add(list, filesOf(old));
  await lists.add(makeOwnList('own:b'), files);
  let changes = 0;
  lists.watch(() => changes++);
  expect(await lists.replace({ ...list, count: 2, terms: 2 }, filesOf(next))).toBe(true);
  expect(changes).toBeGreaterThan(0);
  expect((await lists.all()).map(({ id, count }) => [id, count])).toEqual([
    ['own:a', 2],
    ['own:b', 1],
  ]);
  const entries = await lists.entriesOf('own:a');
  expect((await entries?.getMany([1]))?.get(1)).toEqual(makeEntry('Quillfeather'));
});

test('a list that is gone is not replaced, nor renamed, nor has it entries', async () => {
  expect([await lists.replace(list, files), await lists.rename('own:a', 'X'), await lists.entriesOf('own:a')]).toEqual([
    false,
    false,
    undefined,
  ]);
  expect(await lists.all()).toEqual([]);
});

test('a replacement that does not fit leaves the list as it was', async () => {
  await lists.add(list, files);
  store.isFull = true;
  await expect(lists.replace({ ...list, count: 7 }, files)).rejects.toThrow(StorageFull);
  expect((await lists.all()).map(({ count }) => count)).toEqual([1]);
});

test('approved vendors alone are no names to look for', async () => {
  await lists.add(makeOwnList('own:a', { kind: 'approved' }), files);
  expect([note()?.hasNames, (await lists.all()).length]).toEqual([false, 1]);
  await lists.add(makeOwnList('own:b'), files);
  expect(note()?.hasNames).toBe(true);
  await lists.remove('own:b');
  expect([note()?.hasNames, (await lists.all()).length]).toEqual([false, 1]);
});

test('lists that an earlier version noted are still read', async () => {
  await store.add(list, files);
  await area.set({ [OWN_LISTS_KEY]: { hasNames: true, change: 'x' } });
  expect(await lists.all()).toHaveLength(1);
});
