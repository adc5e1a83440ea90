import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packApproved } from '../../src/core/own-compile.ts';
import { type ApprovedEntry, namesOf, type OwnEntry } from '../../src/core/own-list.ts';
import { PatternError } from '../../src/core/pattern.ts';
import { screenStored } from '../../src/core/screen.ts';
import { StoredEntries, storedOwnEntries } from '../../src/core/stored-entries.ts';
import { PackedTerms } from '../../src/core/term-data.ts';
import { indexOf } from './invented.ts';
import { type Compiled, compile, joined, makeEntry, withList } from './own-names.ts';

const nothing = indexOf();

/** "words: vendor" of each match. */
async function found(text: string, compiled: Compiled): Promise<string[]> {
  const matches = await screenStored(withList(nothing, compiled), [{ id: 1, text }], {});
  return matches.map(({ text: words, vendor }) => `${words}: ${vendor}`);
}

const termsOf = ({ termBytes, terms }: Compiled): string[] => {
  const packed = new PackedTerms(termBytes);
  return Array.from({ length: terms }, (_, i) => {
    const { term, kind, strength } = packed.get(i) ?? { term: '', kind: '', strength: '' };
    return `${term}: ${kind}, ${strength}`;
  });
};

const entriesIn = async ({ entryBytes, entries }: Compiled): Promise<OwnEntry[]> => {
  const stored = storedOwnEntries(entries, entryBytes.length, async (start, end) => entryBytes.slice(start, end));
  const all: OwnEntry[] = [];
  for await (const batch of stored.all()) all.push(...batch);
  return all;
};

describe('an entry', () => {
  test('without a product is found by its vendor’s names, all of them for the same vendor', async () => {
    const compiled = await compile('own:a', [[makeEntry('Quillfeather'), makeEntry('Umbrage Co., Ltd.', { aliases: ['Umbra Works'] })]]);
    expect(await found('Umbra Works, UMBRAGE CO LTD, Quillfeather', compiled)).toEqual([
      'Umbra Works: own:a:1',
      'UMBRAGE CO LTD: own:a:1',
      'Quillfeather: own:a:0',
    ]);
  });

  test('with a product is found by the product and not by the vendor alone', async () => {
    const entry = makeEntry('Umbrage', { product: 'Gloomgate', aliases: ['Gloom Gate Pro'] });
    const compiled = await compile('own:a', [[entry]]);
    expect(await found('Umbrage sells Gloomgate and Gloom Gate Pro', compiled)).toEqual(['Gloomgate: own:a:0', 'Gloom Gate Pro: own:a:0']);
    expect(termsOf(compiled)).toEqual(['Gloomgate: name, plain', 'Gloom Gate Pro: name, plain', 'Umbrage Gloomgate: name, plain']);
  });

  test('whose product begins with its vendor’s name has that name once', () => {
    expect(namesOf(makeEntry('Umbrage', { product: 'UMBRAGE Gate' }))).toEqual(['UMBRAGE Gate']);
  });

  test('is found by its part numbers', async () => {
    const compiled = await compile('own:a', [[makeEntry('Umbrage', { partNumbers: ['UG-#{2,4}@?', 'ZX81B7'] })]]);
    expect(await found('UG-100F or ug 60, not UG-1 nor UGX-100; ZX81B7', compiled)).toEqual([
      'UG-100F: own:a:0',
      'ug 60: own:a:0',
      'ZX81B7: own:a:0',
    ]);
  });

  test('that stands there twice is left out and counted; the same name in another entry is not', async () => {
    const gate = makeEntry('Umbrage', { note: 'see file' });
    const compiled = await compile('own:a', [[gate, makeEntry('Umbrage')], [{ ...gate }]]);
    expect([compiled.entries, compiled.terms, compiled.duplicates]).toEqual([2, 2, 1]);
  });
});

describe('names that mean too many things', () => {
  const names = ['Falcon', 'HQZ', '开心', 'ＦＡＬＣＯＮ', 'Falcon Horizon', 'Falconry', 'Norrland'];
  const batches = [names.map((name) => makeEntry(name))];

  test('need context, are counted and told', async () => {
    const compiled = await compile('own:a', batches);
    expect(termsOf(compiled).filter((term) => term.endsWith('context'))).toEqual([
      'Falcon: name, context',
      'HQZ: name, context',
      '开心: name, context',
      'ＦＡＬＣＯＮ: name, context',
    ]);
    expect(compiled.ordinary).toEqual({ count: 4, sample: ['Falcon', 'HQZ', '开心', 'ＦＡＬＣＯＮ'] });
  });

  test('stand by themselves where the organisation wants it so, and are told all the same', async () => {
    const compiled = await compile('own:a', batches, { treatOrdinary: 'plain' });
    expect(termsOf(compiled).filter((term) => !term.endsWith('plain'))).toEqual([]);
    expect(compiled.ordinary.count).toBe(4);
  });

  test('of several ordinary words count with a capital only', async () => {
    const batch = [[makeEntry('Falcon Horizon')]];
    const small = 'the falcon horizon';
    expect(await found(small, await compile('own:a', batch))).toEqual([]);
    expect(await found('the Falcon Horizon', await compile('own:a', batch))).toHaveLength(1);
    expect(await found(small, await compile('own:a', batch, { treatOrdinary: 'plain' }))).toHaveLength(1);
  });

  test('among part numbers are those of few characters, of digits alone, and words', async () => {
    const partNumbers = ['A-1', 'A100', '20261123', '2026112', 'falcon'];
    const compiled = await compile('own:a', [[makeEntry('Umbrage', { partNumbers })]]);
    expect(compiled.ordinary.sample).toEqual(['A-1', '2026112', 'falcon']);
  });
});

describe('part numbers that are refused', () => {
  const refusal = async (...partNumbers: string[]): Promise<string> => {
    try {
      await compile('own:a', [[makeEntry('Umbrage', { partNumbers })]]);
      return 'taken';
    } catch (error) {
      if (error instanceof PatternError) return error.message;
      throw error;
    }
  };

  test.each(['#{6}', '%{3,8}', 'A#{5}', '(UG|A)-#{4}', '[A-D][0-3]##', 'U(G-)?#{4}'])('%s would be found everywhere', async (pattern) => {
    expect(await refusal(pattern)).toMatch(/(everywhere|ways)/);
    expect(await refusal(pattern)).toContain(`"${pattern}"`);
  });

  test.each([
    ['UG-(', 'nothing to match here'],
    ['UG-*', 'is not part of the grammar'],
    ['-UG', 'must begin with a letter or digit'],
  ])('%s: %s', async (pattern, why) => expect(await refusal(pattern)).toContain(why));

  test('two letters or digits that do not vary are enough', async () => {
    for (const pattern of ['UG-#{2}', '#UG', 'U#G', '(UG|AX)-#']) expect([pattern, await refusal(pattern)]).toEqual([pattern, 'taken']);
  });

  test('are those that are too many, or too intricate together', async () => {
    const batch = [[makeEntry('Umbrage', { partNumbers: ['UG-1', 'UG-2', 'UG-3'] })]];
    const limited = (patterns: number, transitions: number): Promise<Compiled> => compile('own:a', batch, {}, { patterns, transitions });
    expect((await limited(3, 1000)).terms).toBe(4);
    await expect(limited(2, 1000)).rejects.toThrow('at most 2 part numbers');
    await expect(limited(3, 50)).rejects.toThrow('pattern "UG-2": the part numbers of the list are too intricate together');
  });
});

const word = fc.stringMatching(/^[A-Z][a-z]{4,8}$/).filter((text) => !['falcon', 'horizon'].includes(text.toLowerCase()));
const phrase = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
const entry: fc.Arbitrary<OwnEntry> = fc.record(
  {
    id: fc.string(),
    vendor: phrase,
    product: phrase,
    category: fc.constant('firewall'),
    aliases: fc.array(phrase, { maxLength: 3 }),
    partNumbers: fc.array(fc.stringMatching(/^[A-Z]{2,4}-[0-9]{3,5}$/), { maxLength: 3 }),
    severity: fc.constantFrom('prohibited', 'review'),
    note: fc.string({ unit: 'grapheme' }),
    url: fc.webUrl({ validSchemes: ['https'] }),
  },
  { requiredKeys: ['vendor', 'aliases', 'partNumbers', 'severity'] },
);

test('every name and part number of any entries is found for one of the entries that have it, and nothing else is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 6 }), async (entries) => {
      const compiled = await compile('own:a', [entries]);
      const kept = await entriesIn(compiled);
      const fold = (text: string): string => text.toLowerCase().replace(/[ -]/g, '');
      const all = new Map<string, number[]>();
      for (const [i, one] of kept.entries())
        for (const text of [...namesOf(one), ...one.partNumbers]) all.set(fold(text), [...(all.get(fold(text)) ?? []), i]);
      const index = withList(nothing, compiled);
      for (const text of kept.flatMap((one) => [...namesOf(one), ...one.partNumbers])) {
        const matches = await screenStored(index, [{ id: 1, text: `xx ${text.toUpperCase()}, yy` }], {});
        expect(matches.map(({ text: words }) => fold(words))).toEqual([fold(text)]);
        const numbers = all.get(fold(text))?.map((i) => `own:a:${i}`);
        for (const { vendor } of matches) expect(numbers).toContain(vendor);
      }
      expect(await screenStored(index, [{ id: 1, text: 'Qqqqqq QQ-1 wwww Xyz' }], {})).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

describe('stored entries', () => {
  test('come back as they were, whole or one by one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(entry, { maxLength: 30, selector: (one) => JSON.stringify(one) }), async (entries) => {
        const compiled = await compile('own:a', [entries.slice(0, 7), entries.slice(7)]);
        expect(await entriesIn(compiled)).toEqual(entries);
        const { entryBytes } = compiled;
        const stored = storedOwnEntries(entries.length, entryBytes.length, async (start, end) => entryBytes.slice(start, end));
        const some = await stored.getMany([entries.length - 1, 0, 0, entries.length, -1]);
        expect(new Set(some.keys())).toEqual(new Set(entries.length === 0 ? [] : [0, entries.length - 1]));
        for (const [number, one] of some) expect(one).toEqual(entries[number]);
      }),
      { numRuns: 40 },
    );
  });

  test('of many are read in parts', async () => {
    const names = Array.from({ length: 10_000 }, (_, i) => makeEntry(`Member ${i} of the list`));
    const { entryBytes, entries } = await compile('own:a', [names]);
    let bytes = 0;
    const stored = storedOwnEntries(entries, entryBytes.length, async (start, end) => {
      bytes += end - start;
      return entryBytes.slice(start, end);
    });
    expect((await stored.getMany([9_000])).get(9_000)?.vendor).toBe('Member 9000 of the list');
    expect(bytes).toBeLessThan(entryBytes.length / 20);
    let count = 0;
    for await (const batch of stored.all()) for (const one of batch) expect(one.vendor).toBe(`Member ${count++} of the list`);
    expect(count).toBe(10_000);
  });

  test('of approved vendors come back as they were', async () => {
    const pieces: Uint8Array[] = [];
    const approved: ApprovedEntry[] = [
      { vendor: 'Norrland', categories: [] },
      { vendor: 'Quillfeather', product: 'Feather', categories: ['firewall'], validUntil: '2027-01-31', reference: 'C-17' },
    ];
    const { entries } = await packApproved([approved.slice(0, 1), approved.slice(1)], {
      writeEntries: (piece) => pieces.push(piece),
      pause: () => undefined,
    });
    const packed = joined(pieces);
    const stored = new StoredEntries<ApprovedEntry>(entries, packed.length, async (start, end) => packed.slice(start, end));
    const all: ApprovedEntry[] = [];
    for await (const batch of stored.all()) all.push(...batch);
    expect(all).toEqual(approved);
  });
});
