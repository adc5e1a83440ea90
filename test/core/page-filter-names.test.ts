import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCatalogue } from '../../scripts/catalogue.ts';
import { findTerms } from '../../src/core/found.ts';
import { buildIndex } from '../../src/core/index-build.ts';
import { openIndex } from '../../src/core/index-format.ts';
import { Candidates } from '../../src/core/matcher.ts';
import type { Catalogue } from '../../src/core/model.ts';
import { namesOf, type OwnEntry } from '../../src/core/own-list.ts';
import { checkPartNumber } from '../../src/core/own-part-numbers.ts';
import { type ReadBytes, StoredRecords } from '../../src/core/packed-records.ts';
import { mayContain, mayContainName, openPageFilter, type PageFilter, takeNames } from '../../src/core/page-filter.ts';
import { buildPageFilter } from '../../src/core/page-filter-build.ts';
import { NameFilterBuilder } from '../../src/core/page-filter-names-build.ts';
import { joinNameFilters } from '../../src/core/page-filter-names-join.ts';
import { filterOfTerms } from '../../src/core/page-filter-names-mend.ts';
import { screen, screenStored } from '../../src/core/screen.ts';
import { TermPacker } from '../../src/core/term-data.ts';
import { before, behind, chancesOf, type Disguise, disguises } from './disguises.ts';
import { fixtureTexts } from './fixture-texts.ts';
import { hanPairs, makeFamily, makeProduct, makeTerm, makeVendor, tables } from './invented.ts';
import { type Compiled, compile, compileNames, makeEntry, withList } from './own-names.ts';

const catalogueOf = (...names: string[]): Catalogue => ({
  vendors: names.map((name) =>
    makeVendor(name.toLowerCase(), [makeTerm(name)], { products: [makeProduct('x', [], { partNumbers: [makeFamily('ZZYZX-#{3}')] })] }),
  ),
  lists: [],
  alternatives: [],
  categories: [],
  trades: [],
});
const real = readCatalogue();
/** The bundled names decide what the page's table has: nearly nothing, or nearly all. */
const catalogues: Readonly<Record<string, Catalogue>> = { 'hardly any': catalogueOf('Zzyzx'), all: real };
const bundled = Object.fromEntries(Object.entries(catalogues).map(([name, own]) => [name, buildPageFilter(own, hanPairs)]));
const alone = openIndex(buildIndex(catalogueOf('Zzyzx'), hanPairs));

const terms = real.vendors.flatMap((vendor) => [vendor, ...vendor.products, ...vendor.related].flatMap((owner) => owner.terms));
/** Some of them: each begins in many ways. */
const families = real.vendors
  .flatMap(({ products }) => products.flatMap(({ partNumbers }) => partNumbers))
  .filter(({ pattern }, i) => i % 6 === 0 && isOfOwnLists(pattern));

function isOfOwnLists(pattern: string): boolean {
  try {
    checkPartNumber(pattern);
    return true;
  } catch {
    return false;
  }
}

/** Names that no bundled one is like. */
const odd = [
  'IBM',
  '3M',
  'HP',
  'X',
  'AT&T',
  'C++ Builders',
  'O’Reilly Media',
  '.NET Foundation',
  '.NET',
  '+QX',
  'Yahoo!',
  'E.ON SE',
  'Ünsal Çelik Ltd. Şti.',
  'Société Générale S.A.',
  'Škoda Auto',
  'Газпром нефть',
  'ООО «Ромашка»',
  'Ελληνικά Πετρέλαια',
  'شركة أرامكو',
  'บริษัท ปตท',
  '삼성전자',
  'ソニーグループ',
  'パナソニック',
  '中芯国际集成电路制造有限公司',
  '诺维',
  '维',
  '𠮷野家',
  'İstanbul Çimento',
  'ﬁrst ﬂoor',
  'Über-Cool GmbH & Co. KG',
  'SmartWave2000',
  'iRobot',
  'eBay',
  'McDonald-Douglas',
  'Falcon',
  'Horizon Falcon',
  'A very long name of a company that goes on and on and on until nobody remembers it Ltd',
  '100% Pure',
  '0-0-0',
  '4711 Oo',
];
const numbers = ['SRX1500-AC', '5400-10', 'QZ-#{4}', 'QZ[A-F]#{2,3}(-@)?', '70#{2,4}-00', 'B7#-[A-C]{1,2}'];

const entries: readonly OwnEntry[] = [
  ...odd.map((name) => makeEntry(name)),
  makeEntry('Norrland', { aliases: ['Norr', 'NL Group'], partNumbers: numbers }),
  makeEntry('Quillfeather', { product: 'Bastion 7', aliases: ['QF Gate'] }),
  ...terms.map(({ text }) => makeEntry(text)),
  ...families.map(({ pattern }) => makeEntry(`Maker of ${pattern}`, { partNumbers: [pattern] })),
];
const names = entries.flatMap(namesOf);
const examples = [
  ...numbers.slice(0, 2),
  'QZ-1234',
  'QZC12-A',
  'QZC120',
  '7012-00',
  'B71-AC',
  ...families.flatMap((family) => family.examples),
];

const list = await compile('own:a', [entries]);
const index = withList(alone, list);
function openWith(base: string, ...lists: readonly Compiled[]): PageFilter {
  const filter = openPageFilter(() => bundled[base] as Uint8Array);
  const joined = joinNameFilters(lists.map((one) => one.filter as Uint8Array));
  expect(takeNames(filter, joined as Uint8Array)).toBe(true);
  return filter;
}
const filters = Object.keys(bundled).map((base) => openWith(base, list));

async function foundIn(text: string): Promise<string[]> {
  await index.parts[1]?.terms.load?.();
  const find = () => findTerms(index, { id: 0, text }, 0, new Candidates()).found;
  find();
  await index.parts[1]?.terms.load?.();
  return find().map(({ info }) => info.term);
}
const letThrough = (text: string, anyCase = true): boolean[] => filters.map((filter) => mayContainName(filter, text, anyCase));
const byAll = filters.map(() => true);

describe('the filter of own names lets through all that a search finds', () => {
  test('every name, and every part number', async () => {
    let found = 0;
    for (const text of [...names, ...examples]) {
      if ((await foundIn(text)).length === 0) continue;
      found++;
      expect([text, letThrough(text)]).toEqual([text, byAll]);
    }
    expect(found).toBeGreaterThan(0.95 * names.length);
  });

  test.each(Object.keys(disguises))('in disguise: %s', async (name) => {
    const disguise = disguises[name] as Disguise;
    let found = 0;
    const things = fc.oneof(
      fc.constantFrom(...odd, ...names.slice(0, odd.length + 8)),
      fc.constantFrom(...names),
      fc.constantFrom(...examples),
    );
    await fc.assert(
      fc.asyncProperty(things, fc.constantFrom(...before), fc.constantFrom(...behind), fc.integer(), async (thing, left, right, seed) => {
        const text = `${left}${disguise(thing, chancesOf(seed))}${right}`;
        if ((await foundIn(text)).length === 0) return;
        found++;
        expect([text, letThrough(text)]).toEqual([text, byAll]);
      }),
      { numRuns: 1_500 },
    );
    expect(found).toBeGreaterThan(20);
  });

  test('two disguises at once, in ordinary text', async () => {
    const kinds = fc.constantFrom(...Object.keys(disguises));
    const edges = fc.tuple(fc.constantFrom(...before), fc.constantFrom(...behind));
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.constantFrom(...odd), fc.constantFrom(...names, ...examples)),
        kinds,
        kinds,
        edges,
        fc.integer(),
        async (thing, first, second, [left, right], seed) => {
          const chance = chancesOf(seed);
          const disguised = (disguises[second] as Disguise)((disguises[first] as Disguise)(thing, chance), chance);
          const text = `Please send an offer for ${left}${disguised}${right} and two chairs.`;
          if ((await foundIn(text)).length > 0) expect([text, letThrough(text)]).toEqual([text, byAll]);
        },
      ),
      { numRuns: 5_000 },
    );
  });

  test('invented names of any characters, in any text of them', async () => {
    const piece = fc.constantFrom(
      ...'NORVEXnorvex0O17éÉжЖ維维ｱアガ가ก&.,+-‑’/ _\u0301\u0e31\u00ad\u200b\n',
      'Norvex',
      'ﬁ',
      '𠮷',
      '𝐨',
      'ĳ',
      '㈱',
    );
    const word = fc.array(piece, { minLength: 1, maxLength: 7 }).map((pieces) => pieces.join(''));
    await fc.assert(
      fc.asyncProperty(
        fc.array(word, { minLength: 1, maxLength: 5 }),
        fc.array(fc.oneof(word, piece), { maxLength: 8 }),
        fc.nat(),
        async (own, pieces, at) => {
          const small = await compileNames('own:b', own);
          const text = [...pieces.slice(0, at % 4), own[at % own.length], ...pieces.slice(at % 4)].join(at % 2 === 0 ? ' ' : '');
          const matches = await screenStored(withList(alone, small), [{ id: 0, text }], {});
          if (matches.length === 0 || small.filter === undefined) return;
          const base = at % 8 === 0 ? 'all' : 'hardly any';
          expect([base, own, text, mayContainName(openWith(base, small), text)]).toEqual([base, own, text, true]);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe('whole texts', () => {
  test('in which a screening finds own names have a block that the filter lets through, small letters or not', async () => {
    // Of every text some names of its own, as they stand there, and the words of the list that are asked for a capital.
    let withMatches = 0;
    let quiet = 0;
    for (const { name, blocks } of fixtureTexts()) {
      const words = blocks.flatMap(({ text }) => text.match(/\p{Lu}[\p{L}\d]{3,}(?: \p{Lu}\p{L}+)?|\p{Script=Han}{3,6}/gu) ?? []);
      const own = await compileNames('own:c', ['falcon', 'Horizon', ...words.filter((_, i) => i % 17 === 0).slice(0, 20)]);
      const filter = openWith('all', own);
      const matches = await screenStored(withList(alone, own), blocks, {});
      const isLoud = blocks.some(({ text }) => mayContainName(filter, text));
      if (matches.length > 0) withMatches++;
      if (!isLoud) quiet++;
      expect([name, isLoud || matches.length === 0]).toEqual([name, true]);
    }
    expect(withMatches).toBeGreaterThan(20);
    expect(quiet).toBeGreaterThan(0);
  });

  test('of names and context that stand together, with a title: a match means a block that the filter lets through', async () => {
    const own = await compile('own:d', [
      [
        makeEntry('Falcon', { aliases: ['Norrland Falcon Works', 'Horizon Falcon', 'NFW'], partNumbers: ['NF-##'] }),
        makeEntry('Horizon', { aliases: ['Umbrage'] }),
      ],
    ]);
    const filter = openWith('all', own);
    const word = fc.constantFrom(
      'Falcon',
      'Horizon',
      'Horizon Falcon',
      'NFW',
      'NF-12',
      'Norrland Falcon Works',
      'Umbrage',
      'and',
      'firewall',
    );
    const text = fc
      .array(fc.tuple(word, fc.boolean()), { maxLength: 4 })
      .map((words) => words.map(([one, isSmall]) => (isSmall ? one.toLowerCase() : one)).join(' '));
    let found = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 3 }), fc.option(text), async (texts, title) => {
        const blocks = texts.map((one, id) => ({ id, text: one }));
        const matches = await screenStored(withList(alone, own), blocks, title === null ? {} : { title });
        if (matches.length === 0) return;
        found++;
        const hasSign = mayContainName(filter, title ?? '');
        expect([texts, title, texts.some((one) => mayContainName(filter, one, hasSign))]).toEqual([texts, title, true]);
      }),
      { numRuns: 3_000 },
    );
    expect(found).toBeGreaterThan(500);
  });

  test('bundled names are found as before beside own ones of all scripts', () => {
    const without = openPageFilter(() => bundled.all as Uint8Array);
    const withNames = openWith('all', list);
    const bundledIndex = openIndex(buildIndex(real, hanPairs));
    for (const { text } of terms) {
      if (mayContain(without, text)) expect([text, mayContain(withNames, text)]).toEqual([text, true]);
    }
    for (const { blocks } of fixtureTexts())
      if (screen(bundledIndex, blocks, {}).length > 0) expect(blocks.some(({ text }) => mayContain(withNames, text))).toBe(true);
  });
});

describe('a filter of names', () => {
  test('counts the signs that a name begins with, as the search does', async () => {
    const own = await compileNames('own:b', ['+NET', '\u0e31NNN', '\u0e31 QX']);
    for (const text of ['+NET8', 'NNR\u0e31NNN0', '\u0e31 QX1']) {
      expect(await screenStored(withList(alone, own), [{ id: 0, text }], {})).toHaveLength(1);
      expect([text, mayContainName(openWith('all', own), text)]).toEqual([text, true]);
    }
  });

  test('lets ordinary text be', async () => {
    const own = await compileNames('own:e', ['Norvex', 'General Electric', 'Horizon', '诺维科技', 'IBM', 'Umbrage Holdings Ltd.']);
    const filter = openWith('all', own);
    for (const text of [
      'A general meeting on electric fences',
      'over the horizon',
      '诺曼底维修科技',
      'IBMX',
      'ibidem',
      'umbrage',
      '1,234.50 EUR',
    ])
      expect([text, mayContainName(filter, text)]).toEqual([text, false]);
    for (const text of ['General-Electric', 'the Horizon', '諾維科技股份', 'IBM', 'umbrage holdings, ltd'])
      expect([text, mayContainName(filter, text)]).toEqual([text, true]);
    expect(mayContainName(filter, 'over the horizon', true)).toBe(true);
  });

  test('joined from several lists knows the names of all, and a list without names', async () => {
    const lists = await Promise.all([['Norvex'], [], ['Жук'], ['诺维', 'Жаба']].map((own, i) => compileNames(`own:${i}`, own)));
    const filter = openWith('hardly any', ...lists);
    for (const name of ['Norvex', 'ЖУК', '諾維', 'жаба']) expect([name, mayContain(filter, name)]).toEqual([name, true]);
    expect(['Жакет', 'Norvexia', '诺', ''].map((text) => mayContain(filter, text))).toEqual([false, false, false, false]);
  });

  test('takes the place of the one before', async () => {
    const filter = openWith('all', await compileNames('own:a', ['Norvex', 'Жук']));
    takeNames(filter, (await compileNames('own:a', ['Umbrage'])).filter as Uint8Array);
    expect(['Norvex', 'Жук', 'Umbrage'].map((text) => mayContainName(filter, text))).toEqual([false, false, true]);
  });

  test('is none where there are too many names, or one of signs alone', async () => {
    const build = (own: readonly string[], max?: number): Uint8Array | undefined => {
      const builder = new NameFilterBuilder(tables, max);
      for (const text of own) builder.add({ text, vendor: 'own:a:0', kind: 'name', strength: 'plain' });
      return builder.finish();
    };
    const [one, other] = [build(['Norvex', 'Norvex ', 'Umbrage'], 2), build(['Quill', 'Umbrage'], 2)] as [Uint8Array, Uint8Array];
    expect([one, build(['A', 'B', 'C'], 2), build(['Norvex', '+++']), build(['-'])].map((bytes) => bytes !== undefined)).toEqual([
      true,
      false,
      false,
      true,
    ]);
    expect(
      [joinNameFilters([one, other], 3), joinNameFilters([one, other], 2), joinNameFilters([])].map((bytes) => bytes !== undefined),
    ).toEqual([true, false, false]);
  });

  test('made of the stored terms is the one that was made when the list was compiled', async () => {
    const entries = [...odd, ...terms.slice(0, 200).map(({ text }) => text)].map((name, i) =>
      makeEntry(name, { aliases: [`Falcon ${i}`], partNumbers: families.slice(i, i + 1).map(({ pattern }) => pattern) }),
    );
    const compiled = await compile('own:a', [entries]);
    const stored = (read: ReadBytes): StoredRecords => new StoredRecords(compiled.terms, compiled.termBytes.length, read);
    const made = await filterOfTerms(
      tables,
      stored(async (start, end) => compiled.termBytes.slice(start, end)),
      () => undefined,
    );
    expect(made).toEqual(compiled.filter);
    expect(made?.length).toBeGreaterThan(1_000);
  });

  test('is not sought to the end where there are too many names', async () => {
    const packed = new TermPacker();
    for (let i = 0; i < 60_000; i++)
      packed.add({ vendor: 'own:a:0', term: `Name ${i}`, kind: 'name', strength: 'plain', context: 0, not: [] });
    const bytes = packed.finish();
    let last = 0;
    const all = new StoredRecords(packed.size, bytes.length, async (start, end) => bytes.slice(start, end));
    const getMany = (numbers: readonly number[]): ReturnType<StoredRecords['getMany']> => {
      last = numbers.at(-1) as number;
      return all.getMany(numbers);
    };
    expect(await filterOfTerms(tables, { size: all.size, getMany }, () => undefined)).toBeUndefined();
    expect(last).toBeLessThan(42_000);
  });

  test('of another fold or version is not taken', async () => {
    const { filter: bytes } = await compileNames('own:a', ['Norvex']);
    const page = openPageFilter(() => bundled.all as Uint8Array);
    const changed = (at: number): Uint8Array => (bytes as Uint8Array).map((byte, i) => (i === at ? byte ^ 1 : byte));
    for (const other of [changed(0), changed(2), changed(5), new Uint8Array(0)]) expect(takeNames(page, other)).toBe(false);
    expect([mayContain(page, 'Norvex'), joinNameFilters([bytes as Uint8Array, changed(2)])]).toEqual([false, undefined]);
    expect(takeNames(page, bytes as Uint8Array)).toBe(true);
  });
});
