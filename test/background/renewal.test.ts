/** Lists that an earlier version compiled: compiled anew from what is stored, whenever the worker is ended over it. */
import { beforeEach, expect, test, vi } from 'vitest';
import { createFacts } from '../../src/background/facts.ts';
import { renewList } from '../../src/background/renew-list.ts';
import { renewLists } from '../../src/background/renewal.ts';
import { createSoundLists } from '../../src/background/sound-lists.ts';
import { factsById } from '../../src/core/facts-by-id.ts';
import { buildIndex } from '../../src/core/index-build.ts';
import { FORMAT_VERSION } from '../../src/core/index-format.ts';
import { packOrdinaryWords } from '../../src/core/ordinary-words.ts';
import { type ApprovedEntry, isReadable, isRenewable, type OwnEntry, type OwnList } from '../../src/core/own-list.ts';
import { screenStored } from '../../src/core/screen.ts';
import type { OwnListFiles } from '../../src/platform/own-list-store.ts';
import { compileList } from '../../src/settings/compile-list.ts';
import { createOwnLists, sizeOf } from '../../src/settings/own-lists.ts';
import { oneByOne } from '../../src/settings/store.ts';
import { catalogue, hanPairs, tables } from '../core/invented.ts';
import { makeEntry, makeOwnList } from '../core/own-names.ts';
import { FakeOwnListStore } from '../fakes/own-list-store.ts';
import { Page } from '../fakes/page.ts';
import { FakeStorageArea } from '../fakes/storage-area.ts';

const indexBytes = buildIndex(catalogue, hanPairs);
const ordinaryWords = packOrdinaryWords(['falcon', 'horizon'], tables);
const fetching = { fetchIndex: async () => indexBytes, fetchOrdinaryWords: async () => ordinaryWords };

let store: FakeOwnListStore;
let area: FakeStorageArea;
let session: FakeStorageArea;
/** Lists that were compiled, each time. */
let compiled: string[];
let logged: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  store = new FakeOwnListStore();
  area = new FakeStorageArea();
  session = new FakeStorageArea();
  compiled = [];
  logged = vi.spyOn(console, 'error').mockReturnValue();
});

/** What a start of the worker does, in a page that may be closed. */
async function start(page = new Page()): Promise<void> {
  const work = renewLists({
    lists: createOwnLists(page.reach(store), page.reach(area)),
    session: page.reach(session),
    takeTurns: oneByOne(),
    async compile(list, files) {
      compiled.push(list.id);
      return renewList(list, files, page.reach(fetching));
    },
  });
  await Promise.race([work, page.closed]);
}

/** Stores a list as an earlier version did: its entries are what they are today, its names are of no use. */
async function addOld(id: string, entries: readonly (OwnEntry | ApprovedEntry)[], more: Partial<OwnList> = {}): Promise<OwnList> {
  const { kind, ...rest } = makeOwnList(id, { count: entries.length, terms: 1, format: FORMAT_VERSION - 1, ...more });
  const facts = (): { index: ArrayBuffer; ordinaryWords: string } => ({ index: indexBytes, ordinaryWords });
  const { files } = await compileList(kind, [entries], { list: id, treatOrdinary: 'context', facts, pause: () => undefined });
  const { filter: _, ...old } = files;
  await createOwnLists(store, area).add({ ...rest, kind }, kind === 'approved' ? old : { ...old, index: new Blob(['of another layout']) });
  return stored(id);
}

const stored = (id: string): OwnList => store.lists.get(id)?.list as OwnList;
const filesOf = (id: string): OwnListFiles => store.lists.get(id)?.files as OwnListFiles;

/** What a worker that wakes now finds: vendor ids, and how sure each is. */
async function found(text: string): Promise<string[]> {
  const lists = createOwnLists(store, area);
  const packaged = { fetchIndex: async () => indexBytes, readRules: () => factsById(catalogue), fetchCatalogue: async () => catalogue };
  const facts = createFacts(packaged, lists, createSoundLists(session), async () => []);
  return (await screenStored(await facts.index(), [{ id: 1, text }], {})).map(({ vendor, strength }) => `${vendor} ${strength}`);
}

test('what an old list restricts is found again, and all else of the list is as it was', async () => {
  const origin = { kind: 'subscription', id: 's', version: 7, key: 'k' } as const;
  const before = await addOld('own:a', [makeEntry('Umbrage'), makeEntry('Quillfeather', { partNumbers: ['QF-#{4}'] })], {
    origin,
    importedOn: '2025-02-03',
  });
  expect(await found('Quillfeather QF-1234')).toEqual([]);
  await start();
  expect(await found('Quillfeather QF-1234')).toEqual(['own:a:1 plain', 'own:a:1 plain']);
  const { storedAt, bytes, ...rest } = stored('own:a');
  const { storedAt: storedBefore = 0, bytes: _, ...old } = before;
  expect(rest).toEqual({ ...old, format: FORMAT_VERSION, terms: 3 });
  expect(storedAt).toBeGreaterThan(storedBefore);
  expect(sizeOf(filesOf('own:a'))).toBe(bytes);
});

test('who watches is told, so that open pages are read again', async () => {
  await addOld('own:a', [makeEntry('Umbrage')]);
  const lists = createOwnLists(store, area);
  let seen: Promise<boolean | undefined> = Promise.resolve(undefined);
  lists.watch(() => {
    seen = lists.all().then(([list]) => list && isReadable(list));
  });
  await start();
  expect(await seen).toBe(true);
});

test.each([
  ['plain', 'own:a:0 plain'],
  [undefined, 'own:a:0 context'],
] as const)('ordinary names are treated as at the import: %s', async (treatOrdinary, as) => {
  await addOld('own:a', [makeEntry('Falcon')], treatOrdinary && { treatOrdinary });
  await start();
  expect(await found('Falcon')).toEqual([as]);
  expect(stored('own:a').treatOrdinary).toBe(treatOrdinary);
});

test('lists of this version and of a later one are left alone; those of approved vendors come along', async () => {
  await addOld('own:now', [makeEntry('Umbrage')], { format: FORMAT_VERSION });
  await addOld('own:later', [makeEntry('Umbrage')], { format: FORMAT_VERSION + 1 });
  await addOld('own:approved', [{ vendor: 'Norrland', categories: ['vpn'] }], { kind: 'approved' });
  await start();
  expect(compiled).toEqual(['own:approved']);
  expect(stored('own:approved').format).toBe(FORMAT_VERSION);
  const entries = await createOwnLists(store, area).entriesOf('own:approved');
  expect((await entries?.getMany([0]))?.get(0)).toEqual({ vendor: 'Norrland', categories: ['vpn'] });
});

test('a list whose entries cannot be read is refused for good, the next one is compiled all the same', async () => {
  await addOld('own:torn', [makeEntry('Umbrage'), makeEntry('Norrland')]);
  await addOld('own:other', [makeEntry('Umbrage'), makeEntry('Norrland')]);
  await addOld('own:none', [makeEntry('Umbrage')]);
  await addOld('own:good', [makeEntry('Quillfeather')]);
  const { entries: torn, ...rest } = filesOf('own:torn');
  store.lists.set('own:torn', { list: stored('own:torn'), files: { ...rest, entries: torn.slice(0, -8) } });
  const others = new Blob([(await filesOf('own:other').entries.text()).replaceAll('"vendor"', '"seller"')]);
  store.lists.set('own:other', { list: stored('own:other'), files: { ...filesOf('own:other'), entries: others } });
  const { entries: _, ...names } = filesOf('own:none');
  store.lists.set('own:none', { list: stored('own:none'), files: names as OwnListFiles });
  await start();
  await start();
  expect(['own:torn', 'own:other', 'own:none'].map((id) => [isReadable(stored(id)), isRenewable(stored(id))])).toEqual(
    Array.from({ length: 3 }, () => [false, false]),
  );
  expect(await found('Quillfeather')).toEqual(['own:good:0 plain']);
  expect(compiled).toEqual(['own:torn', 'own:other', 'own:none', 'own:good']);
  // The version after this one may do better.
  expect(isRenewable({ format: 1, refusedBy: FORMAT_VERSION - 1 })).toBe(true);
});

test('where there is no room the list waits, and is tried again; after a few times not before the browser starts anew', async () => {
  await addOld('own:a', [makeEntry('Umbrage')]);
  store.isFull = true;
  for (let i = 0; i < 5; i++) await start();
  expect(compiled).toHaveLength(3);
  expect(logged).toHaveBeenCalled();
  expect(isRenewable(stored('own:a'))).toBe(true);
  session.values.clear();
  store.isFull = false;
  await start();
  expect(await found('Umbrage')).toEqual(['own:a:0 plain']);
});

test('a list that was replaced, renamed or removed meanwhile stays as it is', async () => {
  for (const id of ['own:a', 'own:b', 'own:c']) await addOld(id, [makeEntry('Umbrage')]);
  const lists = createOwnLists(store, area);
  const next = makeOwnList('own:a', { title: 'Newer' });
  const files = filesOf('own:b');
  await renewLists({
    lists,
    session,
    takeTurns: oneByOne(),
    async compile(list, kept) {
      if (list.id === 'own:a') await lists.replace(next, files);
      if (list.id === 'own:b') await lists.rename('own:b', 'Renamed');
      if (list.id === 'own:c') await lists.remove('own:c');
      return renewList(list, kept, fetching);
    },
  });
  expect(filesOf('own:a')).toBe(files);
  expect([stored('own:a').title, stored('own:b').title, store.lists.has('own:c')]).toEqual(['Newer', 'Renamed', false]);
  expect(isReadable(stored('own:b'))).toBe(true);
});

test.each(Array.from({ length: 26 }, (_, step) => step))(
  'whether the worker is ended after %i steps: a list is the old one or the new one, and the next start does the rest',
  async (most) => {
    const before = [await addOld('own:a', [makeEntry('Umbrage')]), await addOld('own:b', [makeEntry('Norrland')])];
    const old = new Map(before.map(({ id }) => [id, store.lists.get(id)]));
    const expectWhole = async (): Promise<void> => {
      for (const [id, name] of [
        ['own:a', 'Umbrage'],
        ['own:b', 'Norrland'],
      ] as const) {
        if (isReadable(stored(id))) expect(await found(name)).toEqual([`${id}:0 plain`]);
        else expect(store.lists.get(id)).toBe(old.get(id));
      }
    };
    await start(new Page(most));
    await expectWhole();
    await start();
    expect([stored('own:a'), stored('own:b')].map(isReadable)).toEqual([true, true]);
    await expectWhole();
  },
);
