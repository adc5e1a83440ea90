import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createFacts, type Facts } from '../../src/background/facts.ts';
import { createSoundLists } from '../../src/background/sound-lists.ts';
import { alternativesFor } from '../../src/core/alternatives.ts';
import { factsById } from '../../src/core/facts-by-id.ts';
import { buildIndex } from '../../src/core/index-build.ts';
import { packApproved } from '../../src/core/own-compile.ts';
import { IS_PREPARED, MUST_BE_IMPORTED } from '../../src/core/own-findings.ts';
import { MAX_APPROVED, type OverdueList } from '../../src/core/own-list.ts';
import type { Policy } from '../../src/core/policy.ts';
import { buildReport } from '../../src/core/report.ts';
import { screenStored } from '../../src/core/screen.ts';
import { createOwnLists, type OwnLists } from '../../src/settings/own-lists.ts';
import { catalogue, hanPairs } from '../core/invented.ts';
import { compileNames, filesOf, joined, makeOwnList } from '../core/own-names.ts';
import { FakeOwnListStore } from '../fakes/own-list-store.ts';
import { FakeStorageArea } from '../fakes/storage-area.ts';

const packaged = {
  fetchIndex: vi.fn(async () => buildIndex(catalogue, hanPairs)),
  readRules: () => factsById(catalogue),
  fetchCatalogue: async () => catalogue,
};

let store: FakeOwnListStore;
let lists: OwnLists;
let facts: Facts;
let session: FakeStorageArea;
/** What a worker has that was just started. */
const wake = (): Facts => createFacts(packaged, lists, createSoundLists(session), async () => overdue);
let overdue: readonly OverdueList[];
beforeEach(() => {
  store = new FakeOwnListStore();
  lists = createOwnLists(store, new FakeStorageArea());
  overdue = [];
  session = new FakeStorageArea();
  facts = wake();
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
  await add('own:b', 'Umbrage');
  const indexOf = (id: string): Blob => store.lists.get(id)?.files.index as Blob;
  const reads = ['own:a', 'own:b'].map((id) => vi.spyOn(indexOf(id), 'arrayBuffer'));
  packaged.fetchIndex.mockClear();
  expect(await facts.refresh()).toBe(true);
  expect(await vendorsIn('Quillfeather, Umbrage')).toEqual(['own:a:0', 'own:b:0']);
  expect(reads.map(({ mock }) => mock.calls.length)).toEqual([0, 1]);
  expect(packaged.fetchIndex).not.toHaveBeenCalled();

  await lists.remove('own:a');
  expect(await facts.refresh()).toBe(false);
  expect(await vendorsIn('Quillfeather, Umbrage')).toEqual(['own:b:0']);
  expect(await ownLists('lookup')).toEqual(['own:b']);
});

test('a start reads its lists once, with all their files', async () => {
  await add('own:a', 'Quillfeather');
  await add('own:b', 'Umbrage');
  const reads = (['all', 'get', 'allWithFiles'] as const).map((name) => vi.spyOn(store, name));
  facts.begin();
  expect(await namesIn('Quillfeather, Umbrage')).toEqual(['Quillfeather', 'Umbrage']);
  expect(reads.map(({ mock }) => mock.calls.length)).toEqual([0, 0, 1]);
});

test('what is at hand first is the bundled data; own lists are among it once they are open', async () => {
  await add('own:a', 'Quillfeather');
  const firstIn = async (): Promise<string[]> => {
    const { index, rules } = await facts.ahead();
    const found = await screenStored(index, [{ id: 1, text: 'Quillfeather by Norvex' }], {});
    return [...found.map(({ vendor }) => vendor), ...rules.ownLists.map(({ id }) => id)];
  };
  let open = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    open = resolve;
  });
  const read = store.allWithFiles.bind(store);
  store.allWithFiles = async () => {
    await held;
    return read();
  };
  facts.begin();
  expect(await firstIn()).toEqual(['norvex']);
  open();
  await facts.index();
  expect(await firstIn()).toEqual(['own:a:0', 'norvex', 'own:a']);
  // Another list, that is yet to be read.
  await add('own:b', 'Umbrage');
  await facts.refresh();
  expect(await firstIn()).toEqual(['norvex']);
});

test('what is asked of lists as they were does not take from those that are', async () => {
  const before = facts.index();
  await add('own:a', 'Quillfeather');
  expect(await facts.refresh()).toBe(true);
  const now = facts.index();
  await Promise.all([before, now]);
  expect(await vendorsIn('Quillfeather')).toEqual(['own:a:0']);
});

test('a worker that just woke takes every list for new', async () => {
  await add('own:a', 'Quillfeather');
  expect(await facts.refresh()).toBe(true);
});

test('so does one that has fetched them and looked for nothing yet', async () => {
  await add('own:a', 'Quillfeather');
  facts.begin();
  await facts.rules();
  expect(await facts.refresh()).toBe(true);
  await facts.index();
  expect(await facts.refresh()).toBe(false);
});

test('a list of another format, or with damaged names, is left out and said; the others are searched', async () => {
  vi.spyOn(console, 'error').mockReturnValue();
  await add('own:a', 'Quillfeather');
  await add('own:b', 'Umbrage');
  await add('own:c', 'Norrland');
  const damaged = store.lists.get('own:b');
  const old = store.lists.get('own:c');
  if (damaged) store.lists.set('own:b', { ...damaged, files: { ...damaged.files, index: new Blob(['torn']) } });
  expect(await facts.hasOldLists()).toBe(false);
  if (old) store.lists.set('own:c', { ...old, list: { ...old.list, format: 1 } });
  await facts.refresh();
  expect(await vendorsIn('Quillfeather, Umbrage, Norrland')).toEqual(['own:a:0']);
  expect((await facts.lookup()).ownLists.map(({ id, format }) => `${id} ${format > 1}`)).toEqual([
    'own:a true',
    'own:b false',
    'own:c false',
  ]);
  // What this version will compile by itself need not be imported.
  expect(await facts.hasOldLists()).toBe(true);
  const { incomplete } = buildReport([], await facts.lookup(), { homeMarket: 'US', lists: {} } as Policy).lists;
  expect(incomplete.flatMap(({ id, note }) => (id.startsWith('own:') ? [[id, note]] : []))).toEqual([
    ['own:b', MUST_BE_IMPORTED],
    ['own:c', IS_PREPARED],
  ]);
});

test('a list without its names is said too; stored again, neither is said any more', async () => {
  vi.spyOn(console, 'error').mockReturnValue();
  const saidOf = async (): Promise<string[]> => (await facts.rules()).ownLists.filter(({ format }) => format === 0).map(({ id }) => id);
  await add('own:a', 'Quillfeather');
  await add('own:b', 'Umbrage');
  const { list, files } = store.lists.get('own:a') as NonNullable<ReturnType<typeof store.lists.get>>;
  store.lists.set('own:a', { list, files: { entries: files.entries } });
  const damaged = store.lists.get('own:b') as NonNullable<ReturnType<typeof store.lists.get>>;
  store.lists.set('own:b', { ...damaged, files: { ...damaged.files, index: new Blob(['torn']) } });
  expect(await saidOf()).toEqual(['own:a', 'own:b']);
  await lists.replace(...(await compiled('own:a', 'Quillfeather')));
  await lists.replace(...(await compiled('own:b', 'Umbrage')));
  await facts.refresh();
  expect(await saidOf()).toEqual([]);
  expect(await vendorsIn('Quillfeather, Umbrage')).toEqual(['own:a:0', 'own:b:0']);
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
  const read = vi.spyOn(store.lists.get('own:a')?.files.entries as Blob, 'slice');
  await facts.readEntries([{ matches: [] }]);
  expect(read).not.toHaveBeenCalled();
  expect(await namesIn('Umbrage by Norvex')).toEqual(['Umbrage']);
  expect((await facts.lookup()).ownEntries.get('own:a:0')).toBeUndefined();
  expect((await facts.lookup()).ownEntries.get('own:a:1')?.vendor).toBe('Umbrage');
  read.mockClear();
  expect(await namesIn('Umbrage by Umbrage')).toEqual(['Umbrage', 'Umbrage']);
  expect(read).not.toHaveBeenCalled();
});

test('a list that was replaced is read anew, one that was renamed is not', async () => {
  await add('own:a', 'Quillfeather', 'Umbrage');
  expect(await namesIn('Quillfeather')).toEqual(['Quillfeather']);
  expect(await lists.replace(...(await compiled('own:a', 'Norrland', 'Quillfeather')))).toBe(true);
  expect(await facts.refresh()).toBe(true);
  expect(await vendorsIn('Quillfeather, Umbrage')).toEqual(['own:a:1']);
  expect(await namesIn('Norrland, Quillfeather')).toEqual(['Norrland', 'Quillfeather']);

  await lists.rename('own:a', 'Suppliers');
  const read = vi.spyOn(store.lists.get('own:a')?.files.index as Blob, 'arrayBuffer');
  expect(await facts.refresh()).toBe(false);
  expect((await facts.lookup()).ownLists.map(({ title }) => title)).toEqual(['Suppliers']);
  await vendorsIn('Quillfeather');
  expect(read).not.toHaveBeenCalled();
});

test('an approved list is not searched, and is none that restricts', async () => {
  const [list, files] = await compiled('own:a', 'Quillfeather');
  await lists.add({ ...list, kind: 'approved', terms: 0 }, { entries: files.entries });
  expect(await facts.refresh()).toBe(false);
  expect(await vendorsIn('Quillfeather')).toEqual([]);
  expect(await ownLists('rules')).toEqual([]);
});

test('entries that could not be read are asked for again', async () => {
  await add('own:a', 'Quillfeather');
  const matches = await screenStored(await facts.index(), [{ id: 1, text: 'Quillfeather' }], {});
  facts = wake();
  const read = vi.spyOn(store, 'allWithFiles').mockRejectedValueOnce(new Error('gone'));
  await expect(facts.readEntries([{ matches }])).rejects.toThrow('gone');
  await facts.readEntries([{ matches }]);
  expect(read).toHaveBeenCalledTimes(2);
  expect((await facts.rules()).ownEntries.get('own:a:0')?.vendor).toBe('Quillfeather');
});

describe('approved vendors', () => {
  const china: Policy = { homeMarket: 'CN', lists: {}, scope: 'all-products', today: '2026-11-23' };
  const approve = async (id: string, ...vendors: string[]): Promise<void> => {
    const pieces: Uint8Array[] = [];
    const packed = await packApproved([vendors.map((vendor) => ({ vendor, categories: ['firewall'] }))], {
      writeEntries: (piece) => pieces.push(piece),
      pause: () => undefined,
    });
    const list = makeOwnList(id, { kind: 'approved', count: packed.entries, terms: 0 });
    await lists.add(list, { entries: new Blob([joined(pieces)]) });
  };
  const offered = async (of: 'rules' | 'lookup' = 'lookup'): Promise<string[]> =>
    alternativesFor('firewall', 'norvex', await facts[of](), china)
      .offers.filter(({ approval }) => approval)
      .map(({ vendor, conflicts }) => [vendor.name.en, ...conflicts.map(({ title }) => title.en)].join(' < '));

  test('are read once, when something is shown, and not to screen a page', async () => {
    await approve('own:a', 'Ostrava', 'Pribram');
    const read = vi.spyOn(store.lists.get('own:a')?.files.entries as Blob, 'slice');
    expect(await vendorsIn('Ostrava and Norvex')).toEqual(['norvex']);
    expect(await offered('rules')).toEqual([]);
    expect(read).not.toHaveBeenCalled();
    expect(await offered()).toEqual(['Ostrava', 'Pribram']);
    const reads = read.mock.calls.length;
    expect(reads).toBeGreaterThan(0);
    expect(await offered()).toEqual(['Ostrava', 'Pribram']);
    expect(read).toHaveBeenCalledTimes(reads);
  });

  test('follow their lists, which bring no new names to look for', async () => {
    await approve('own:a', 'Ostrava');
    expect(await offered()).toEqual(['Ostrava']);
    await approve('own:b', 'Pribram');
    expect(await facts.refresh()).toBe(false);
    expect(await offered()).toEqual(['Ostrava', 'Pribram']);
    await lists.remove('own:a');
    await facts.refresh();
    expect(await offered()).toEqual(['Pribram']);
  });

  test('are told from restricted ones by the names of all lists', async () => {
    await approve('own:a', 'Ostrava Ltd', 'Haiyan');
    await add('own:b', 'Umbrage', 'Ostrava');
    expect(await offered()).toEqual(['Haiyan < cn-asks short < us-cameras short', 'Ostrava Ltd < List own:b']);
    expect(await ownLists('lookup')).toEqual(['own:b']);
  });

  test('of a list that is longer than any may be are not read, nor those of a damaged one', async () => {
    vi.spyOn(console, 'error').mockReturnValue();
    await approve('own:a', 'Ostrava');
    await approve('own:b', 'Pribram');
    await approve('own:c', 'Quarzit');
    const long = store.lists.get('own:a');
    const damaged = store.lists.get('own:b');
    if (long) store.lists.set('own:a', { ...long, list: { ...long.list, count: MAX_APPROVED + 1 } });
    if (damaged) store.lists.set('own:b', { ...damaged, files: { entries: new Blob(['torn']) } });
    expect(await offered()).toEqual(['Quarzit']);
  });
});

test('a list that is followed and does not come is told of in what is shown, unless it is switched off', async () => {
  overdue = [{ id: 'own:x', title: 'Blocked by headquarters' }];
  const incomplete = async (of: 'rules' | 'lookup', isOn = true): Promise<string[]> => {
    const policy: Policy = { homeMarket: 'XX', lists: { 'own:x': isOn }, scope: 'all-products' };
    return buildReport([], await facts[of](), policy).lists.incomplete.map(({ name }) => name.en);
  };
  expect(await incomplete('lookup')).toEqual(['Blocked by headquarters']);
  expect(await incomplete('lookup', false)).toEqual([]);
  expect(await incomplete('rules')).toEqual([]);
  overdue = [];
  await facts.refresh();
  expect(await incomplete('lookup')).toEqual([]);
});

test('a list is looked over for damage once while the browser runs, and anew when it was stored anew', async () => {
  vi.spyOn(console, 'error').mockReturnValue();
  await add('own:a', 'Quillfeather');
  await facts.index();
  const known = store.lists.get('own:a') as NonNullable<ReturnType<typeof store.lists.get>>;
  const bytes = new Uint8Array(await (known.files.index as Blob).arrayBuffer());
  // Of the checksum itself, which nothing else reads.
  bytes[12] = (bytes[12] as number) ^ 1;
  const torn = { ...known.files, index: new Blob([bytes]) };
  store.lists.set('own:a', { list: known.list, files: torn });
  facts = wake();
  expect(await vendorsIn('Quillfeather')).toEqual(['own:a:0']);
  store.lists.set('own:a', { list: { ...known.list, storedAt: (known.list.storedAt as number) + 1 }, files: torn });
  facts = wake();
  expect(await vendorsIn('Quillfeather')).toEqual([]);
  // As after the browser's start.
  store.lists.set('own:a', { list: known.list, files: torn });
  session = new FakeStorageArea();
  facts = wake();
  expect(await vendorsIn('Quillfeather')).toEqual([]);
});
