import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { OWN_FILTER_KEY, OWN_LISTS_KEY, type OwnListsNote, type OwnNamesFilter } from '../../src/core/own-list.ts';
import { mayContainName, openPageFilter, takeNames } from '../../src/core/page-filter.ts';
import { buildPageFilter } from '../../src/core/page-filter-build.ts';
import { fromBase64 } from '../../src/platform/base64.ts';
import { type OwnListFiles, StorageFull } from '../../src/platform/own-list-store.ts';
import { createOwnLists, type MakeFilter, type OwnLists } from '../../src/settings/own-lists.ts';
import { oneByOne, type TakeTurns } from '../../src/settings/store.ts';
import { catalogue, hanPairs } from '../core/invented.ts';
import { compileNames, filesOf, makeEntry, makeOwnList } from '../core/own-names.ts';
import { FakeOwnListStore } from '../fakes/own-list-store.ts';
import { Page } from '../fakes/page.ts';
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
  const takeTurns = oneByOne();
  const removing = createOwnLists(store, area, takeTurns).remove('own:a');
  await createOwnLists(store, area, takeTurns).add(makeOwnList('own:b'), files);
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
  const notes: (boolean | undefined)[] = [];
  lists.watch(() => notes.push(note()?.hasNames));
  await lists.add(makeOwnList('own:a', { kind: 'approved' }), files);
  expect(notes).not.toContain(true);
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

describe('the names that pages look for by themselves', () => {
  const bundled = buildPageFilter(catalogue, hanPairs);
  const names = ['Umbrage', 'Norrland', 'Quillfeather', '诺维科技'] as const;
  type Name = (typeof names)[number];
  const filesWith = async (id: string, ...own: readonly Name[]): Promise<OwnListFiles> => filesOf(await compileNames(id, own));

  /** The names that a page finds by itself now; undefined where it asks the worker. */
  function found(): readonly string[] | undefined {
    if (!note()?.hasNames) return [];
    const stored = area.values.get(OWN_FILTER_KEY) as OwnNamesFilter | null | undefined;
    if (stored?.change !== note()?.change) return undefined;
    const filter = openPageFilter(() => bundled);
    expect(takeNames(filter, fromBase64(stored?.bytes as string))).toBe(true);
    return names.filter((name) => mayContainName(filter, name));
  }

  test('are those of all lists that restrict, after every change', async () => {
    await lists.add(list, await filesWith('own:a', 'Umbrage'));
    expect(found()).toEqual(['Umbrage']);
    await lists.add(makeOwnList('own:p', { kind: 'approved' }), files);
    await lists.putAll([{ list: makeOwnList('own:b'), files: await filesWith('own:b', 'Norrland', '诺维科技') }]);
    expect(found()).toEqual(['Umbrage', 'Norrland', '诺维科技']);
    await lists.rename('own:a', 'Mine');
    await lists.replace(list, await filesWith('own:a', 'Quillfeather'));
    expect(found()).toEqual(['Norrland', 'Quillfeather', '诺维科技']);
    await lists.remove('own:b');
    expect(found()).toEqual(['Quillfeather']);
    await lists.remove('own:a');
    expect([found(), area.values.get(OWN_FILTER_KEY)]).toEqual([[], null]);
  });

  test('are asked of the worker where a list cannot be told, and no longer when it is gone', async () => {
    await lists.add(list, await filesWith('own:a', 'Umbrage'));
    for (const [more, kept] of [
      [{}, files],
      [{ format: 1 }, await filesWith('own:b', 'Norrland')],
    ] as const) {
      await lists.add(makeOwnList('own:b', more), kept);
      expect(found()).toBeUndefined();
      await lists.remove('own:b');
      expect(found()).toEqual(['Umbrage']);
    }
  });

  test('are asked of the worker where there is no room for the filter, and the list is stored', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    area.quota = 100;
    await lists.add(list, await filesWith('own:a', 'Umbrage'));
    expect([found(), (await lists.all()).length]).toEqual([undefined, 1]);
  });

  describe('of lists that an earlier version stored', () => {
    const old = async (id: string, ...own: readonly Name[]): Promise<OwnListFiles> => {
      const { filter: _, ...rest } = await filesWith(id, ...own);
      return rest;
    };
    let umbrage: OwnListFiles;
    let norrland: OwnListFiles;
    beforeAll(async () => {
      umbrage = await old('own:a', 'Umbrage');
      norrland = await old('own:b', 'Norrland', '诺维科技');
    });
    const make: MakeFilter = async ({ id }) => (await compileNames(id, id === 'own:a' ? ['Umbrage'] : ['Norrland', '诺维科技'])).filter;
    beforeEach(async () => {
      await lists.add(list, umbrage);
      await lists.add(makeOwnList('own:b'), norrland);
      await lists.add(makeOwnList('own:p', { kind: 'approved' }), files);
      expect(found()).toBeUndefined();
    });

    test('are made once, and the lists are no newer for it', async () => {
      const before = [await lists.all(), note()];
      const asked: string[] = [];
      const count: MakeFilter = (one, kept) => {
        asked.push(one.id);
        return make(one, kept);
      };
      await lists.mendFilter(count);
      expect(found()).toEqual(['Umbrage', 'Norrland', '诺维科技']);
      expect([await lists.all(), note()]).toEqual(before);
      await lists.mendFilter(count);
      await area.set({ [OWN_FILTER_KEY]: null });
      await lists.mendFilter(count);
      expect([found(), asked]).toEqual([
        ['Umbrage', 'Norrland', '诺维科技'],
        ['own:a', 'own:b'],
      ]);
    });

    test('are not asked for again where there are too many', async () => {
      let asked = 0;
      const none: MakeFilter = async () => {
        asked++;
        return undefined;
      };
      await lists.mendFilter(none);
      await lists.mendFilter(none);
      expect([found(), asked]).toEqual([undefined, 2]);
    });

    test('are made anew where another version made them', async () => {
      const { filter } = await compileNames('own:a', ['Umbrage']);
      await lists.replace(list, { ...umbrage, filter: new Blob([(filter as Uint8Array<ArrayBuffer>).map((byte) => byte ^ 1)]) });
      await lists.mendFilter(make);
      expect(found()).toEqual(['Umbrage', 'Norrland', '诺维科技']);
    });

    test('leave all as it is where one cannot be made, or a list cannot be searched', async () => {
      const torn: MakeFilter = () => Promise.reject(new Error('torn'));
      await expect(lists.mendFilter(torn)).rejects.toThrow('torn');
      expect(found()).toBeUndefined();
      await lists.replace(list, { ...umbrage, filter: new Blob() });
      await lists.putAll([{ list: { ...list, format: 1 }, files: umbrage }]);
      await lists.mendFilter(make);
      expect(found()).toBeUndefined();
    });

    test('are not made for a list that was replaced meanwhile', async () => {
      const takeTurns: TakeTurns = (_, work) => work();
      const unguarded = createOwnLists(store, area, takeTurns);
      const next = await filesWith('own:a', 'Quillfeather');
      await unguarded.mendFilter(async (one, kept) => {
        if (one.id === 'own:a') await lists.replace(list, next);
        return make(one, kept);
      });
      expect((await lists.files('own:a'))?.filter).toBe(next.filter);
    });

    test.each(Array.from({ length: 12 }, (_, step) => step))(
      'whether the worker is ended after %i steps: no name is overlooked, and the next start has them made',
      async (most) => {
        const known = [['Umbrage', 'Norrland', '诺维科技'], undefined];
        const page = new Page(most, () => expect(known).toContainEqual(found()));
        const own = createOwnLists(page.reach(store), page.reach(area));
        await Promise.race([own.mendFilter(make), page.closed]);
        expect(known).toContainEqual(found());
        await lists.mendFilter(make);
        expect(found()).toEqual(known[0]);
      },
    );
  });

  describe('are never overlooked', () => {
    const kept = new Map<OwnListFiles, readonly string[]>();
    const remember = async (id: string, ...own: readonly Name[]): Promise<OwnListFiles> => {
      const made = await filesWith(id, ...own);
      kept.set(made, own);
      return made;
    };
    let umbrage: OwnListFiles;
    let norrland: OwnListFiles;
    let quillfeather: OwnListFiles;
    let nowei: OwnListFiles;
    beforeAll(async () => {
      umbrage = await remember('own:a', 'Umbrage');
      quillfeather = await remember('own:a', 'Quillfeather');
      norrland = await remember('own:b', 'Norrland');
      nowei = await remember('own:c', '诺维科技');
    });

    const steps: readonly ((own: OwnLists) => Promise<unknown>)[] = [
      (own) => own.add(list, umbrage),
      (own) => own.putAll([{ list: makeOwnList('own:b'), files: norrland }]),
      (own) => own.replace(list, quillfeather),
      (own) => own.rename('own:b', 'Other'),
      (own) => own.remove('own:a'),
      (own) => own.remove('own:b'),
    ];
    const others: readonly ((own: OwnLists) => Promise<unknown>)[] = [
      (own) => own.add(makeOwnList('own:c'), nowei),
      (own) => own.add(list, umbrage),
      (own) => own.remove('own:c'),
      (own) => own.remove('own:a'),
      (own) => own.add(makeOwnList('own:c'), nowei),
    ];

    let isAsked = false;
    function expectNoneOverlooked(): void {
      const seen = found();
      if (seen === undefined) isAsked = true;
      else expect(seen).toEqual(expect.arrayContaining([...store.lists.values()].flatMap(({ files: own }) => kept.get(own) ?? [])));
    }

    /** Does steps in a page of its own; a page that is closed gives its turn to another. */
    async function work(page: Page, turns: TakeTurns, todo: typeof steps): Promise<void> {
      const takeTurns: TakeTurns = (name, change) => turns(name, () => Promise.race([change(), page.closed as Promise<never>]));
      const own = createOwnLists(page.reach(store), page.reach(area), takeTurns);
      for (const step of todo) await Promise.race([step(own), page.closed]);
    }

    test.each(Array.from({ length: 50 }, (_, step) => step))(
      'whether a page is closed after %i steps, alone or beside another',
      async (most) => {
        isAsked = false;
        for (const isAlone of [true, false]) {
          const turns = oneByOne();
          const working = work(new Page(most, expectNoneOverlooked), turns, steps);
          if (isAlone) await working;
          await Promise.all([working, work(new Page(undefined, expectNoneOverlooked), turns, others)]);
          expectNoneOverlooked();
          // What a closed page left undone, the next change mends.
          await lists.rename('own:c', 'Other');
          expect(found()).toContain('诺维科技');
          store.lists.clear();
          await lists.remove('own:a');
        }
        expect(isAsked).toBe(true);
      },
    );
  });
});
