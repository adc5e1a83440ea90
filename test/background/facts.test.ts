import { beforeEach, expect, test, vi } from 'vitest';
import { createFacts, type Facts } from '../../src/background/facts.ts';
import { buildIndex } from '../../src/core/index-build.ts';
import { screenStored } from '../../src/core/screen.ts';
import { createOwnLists, type OwnLists } from '../../src/settings/own-lists.ts';
import { catalogue, hanPairs } from '../core/invented.ts';
import { compileNames, filesOf, makeOwnList } from '../core/own-names.ts';
import { FakeOwnListStore } from '../fakes/own-list-store.ts';
import { FakeStorageArea } from '../fakes/storage-area.ts';

const packaged = {
  fetchIndex: vi.fn(async () => buildIndex(catalogue, hanPairs)),
  fetchRules: async () => catalogue,
  fetchCatalogue: async () => catalogue,
};

let store: FakeOwnListStore;
let lists: OwnLists;
let facts: Facts;
beforeEach(() => {
  store = new FakeOwnListStore();
  lists = createOwnLists(store, new FakeStorageArea());
  facts = createFacts(packaged, lists);
});

const compiled = async (id: string, ...names: string[]) => {
  const all = await compileNames(id, names);
  return [makeOwnList(id, { count: all.entries, terms: all.terms }), filesOf(all)] as const;
};
const add = async (id: string, ...names: string[]): Promise<void> => lists.add(...(await compiled(id, ...names)));

const vendorsIn = async (text: string): Promise<string[]> =>
  (await screenStored(await facts.index(), [{ id: 1, text }], {})).map(({ vendor }) => vendor);
const ownLists = async (of: 'rules' | 'lookup'): Promise<string[]> => (await facts[of]()).ownLists.map(({ id }) => id);

test('own lists are searched beside the bundled terms, from what is stored', async () => {
  await add('own:a', 'Quillfeather', 'Umbrage');
  await add('own:b', 'Umbrage');
  expect(await vendorsIn('Umbrage by Norvex')).toEqual(['own:a:1', 'own:b:0', 'norvex']);
  expect([await ownLists('rules'), await ownLists('lookup')]).toEqual([
    ['own:a', 'own:b'],
    ['own:a', 'own:b'],
  ]);
});

test('a list that was added or removed since is noticed when asked to look again; what is there stays open', async () => {
  await add('own:a', 'Quillfeather');
  expect(await vendorsIn('Quillfeather, Umbrage')).toEqual(['own:a:0']);
  const read = vi.spyOn(store, 'get');
  packaged.fetchIndex.mockClear();
  await add('own:b', 'Umbrage');
  expect(await facts.refresh()).toBe(true);
  expect(await vendorsIn('Quillfeather, Umbrage')).toEqual(['own:a:0', 'own:b:0']);
  expect(read.mock.calls).toEqual([['own:b']]);
  expect(packaged.fetchIndex).not.toHaveBeenCalled();

  await lists.remove('own:a');
  expect(await facts.refresh()).toBe(false);
  expect(await vendorsIn('Quillfeather, Umbrage')).toEqual(['own:b:0']);
  expect(await ownLists('lookup')).toEqual(['own:b']);
});

test('a worker that just woke takes every list for new', async () => {
  await add('own:a', 'Quillfeather');
  expect(await facts.refresh()).toBe(true);
});

test('a list of another format, or with damaged names, is left out and said; the others are searched', async () => {
  vi.spyOn(console, 'error').mockReturnValue();
  await add('own:a', 'Quillfeather');
  await add('own:b', 'Umbrage');
  await add('own:c', 'Norrland');
  const damaged = store.lists.get('own:b');
  const old = store.lists.get('own:c');
  if (damaged) store.lists.set('own:b', { ...damaged, files: { ...damaged.files, index: new Blob(['torn']) } });
  if (old) store.lists.set('own:c', { ...old, list: { ...old.list, format: 1 } });
  expect(await vendorsIn('Quillfeather, Umbrage, Norrland')).toEqual(['own:a:0']);
  expect((await facts.lookup()).ownLists.map(({ id, format }) => `${id} ${format > 1}`)).toEqual([
    'own:a true',
    'own:b false',
    'own:c false',
  ]);
});

/** The names of vendors of the own lists, as they are judged after the page was screened. */
async function namesIn(text: string): Promise<string[]> {
  const matches = await screenStored(await facts.index(), [{ id: 1, text }], {});
  await facts.readEntries([{ matches }]);
  const { ownEntries } = await facts.rules();
  return matches.flatMap(({ vendor }) => ownEntries.get(vendor)?.vendor ?? []);
}

test('what a list says is read for what was found, once, and for nothing else', async () => {
  await add('own:a', 'Quillfeather', 'Umbrage');
  const get = vi.spyOn(store, 'get');
  await facts.readEntries([{ matches: [] }]);
  expect(get).not.toHaveBeenCalled();
  expect(await namesIn('Umbrage by Norvex')).toEqual(['Umbrage']);
  expect((await facts.lookup()).ownEntries.get('own:a:0')).toBeUndefined();
  expect((await facts.lookup()).ownEntries.get('own:a:1')?.vendor).toBe('Umbrage');
  get.mockClear();
  expect(await namesIn('Umbrage and Quillfeather')).toEqual(['Umbrage', 'Quillfeather']);
  expect(get).not.toHaveBeenCalled();
});

test('a list that was replaced is read anew, one that was renamed is not', async () => {
  await add('own:a', 'Quillfeather', 'Umbrage');
  expect(await namesIn('Quillfeather')).toEqual(['Quillfeather']);
  expect(await lists.replace(...(await compiled('own:a', 'Norrland', 'Quillfeather')))).toBe(true);
  expect(await facts.refresh()).toBe(true);
  expect(await vendorsIn('Quillfeather, Umbrage')).toEqual(['own:a:1']);
  expect(await namesIn('Norrland, Quillfeather')).toEqual(['Norrland', 'Quillfeather']);

  await lists.rename('own:a', 'Suppliers');
  const get = vi.spyOn(store, 'get');
  expect(await facts.refresh()).toBe(false);
  expect((await facts.lookup()).ownLists.map(({ title }) => title)).toEqual(['Suppliers']);
  await vendorsIn('Quillfeather');
  expect(get).not.toHaveBeenCalled();
});

test('an approved list is not searched', async () => {
  const [list, files] = await compiled('own:a', 'Quillfeather');
  await lists.add({ ...list, kind: 'approved', terms: 0 }, { entries: files.entries });
  expect(await facts.refresh()).toBe(false);
  expect(await vendorsIn('Quillfeather')).toEqual([]);
  expect(await ownLists('lookup')).toEqual(['own:a']);
});

test('entries that could not be read are asked for again', async () => {
  await add('own:a', 'Quillfeather');
  const matches = await screenStored(await facts.index(), [{ id: 1, text: 'Quillfeather' }], {});
  const get = vi.spyOn(store, 'get').mockRejectedValueOnce(new Error('gone'));
  await expect(facts.readEntries([{ matches }])).rejects.toThrow('gone');
  await facts.readEntries([{ matches }]);
  expect(get).toHaveBeenCalledTimes(2);
  expect((await facts.rules()).ownEntries.get('own:a:0')?.vendor).toBe('Quillfeather');
});
