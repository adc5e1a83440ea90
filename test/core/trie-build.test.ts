import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { finish } from '../../src/core/steps.ts';
import { END, FIRST_UNIT, HAS_END, HAS_SEPARATOR, HAS_UNIT, LEGAL_SEPARATOR, LIST, ROOT, type Trie, WIDE } from '../../src/core/trie.ts';
import { TrieBuilder } from '../../src/core/trie-build.ts';
import { tables } from './invented.ts';

type Key = readonly number[];

function build(entries: readonly (readonly [key: Key, value: number])[]): Trie {
  const builder = new TrieBuilder(tables.classes);
  for (const [key, value] of entries) builder.add(key, value);
  return finish(builder.finish());
}

/** All keys of a trie with their values, read from its bytes by the rules of `trie.ts` alone. */
function entriesOf({ cells, tails, lists, alphabet }: Trie): [Key, number[]][] {
  const unitOf = (symbol: number): number => (symbol < FIRST_UNIT ? symbol : (alphabet[symbol - FIRST_UNIT] as number));
  const valuesOf = (value: number): number[] => {
    if (value < LIST) return [value];
    const at = value - LIST;
    return [...lists.subarray(at + 1, at + 1 + (lists[at] as number))];
  };
  const entries: [Key, number[]][] = [];
  const visit = (state: number, key: number[]): void => {
    const word = cells[2 * state] as number;
    if (word < 0) {
      const rest: number[] = [];
      let at = ~word;
      for (let symbol = tails[at++] as number; symbol !== END; symbol = tails[at++] as number) {
        if (symbol === WIDE) {
          symbol = (tails[at] as number) + 256 * (tails[at + 1] as number);
          at += 2;
        }
        rest.push(unitOf(symbol));
      }
      const value = new DataView(tails.buffer, tails.byteOffset).getUint32(at, true);
      entries.push([[...key, ...rest], valuesOf(value)]);
      return;
    }
    const base = word >>> 3;
    // The search looks at any child without asking whether there is room for it.
    expect(cells.length).toBeGreaterThanOrEqual(2 * (base + FIRST_UNIT + alphabet.length));
    let flags = 0;
    for (let symbol = 0; symbol < FIRST_UNIT + alphabet.length; symbol++) {
      if (cells[2 * (base + symbol) + 1] !== state) continue;
      flags |= symbol === END ? HAS_END : symbol <= LEGAL_SEPARATOR ? HAS_SEPARATOR : HAS_UNIT;
      if (symbol === END) entries.push([key, valuesOf((cells[2 * (base + END)] as number) >>> 0)]);
      else visit(base + symbol, [...key, unitOf(symbol)]);
    }
    expect(word & 7).toBe(flags);
  };
  visit(ROOT, []);
  return entries;
}

/** What was added, by key, values in the order in which they came and none twice. */
function expected(entries: readonly (readonly [Key, number])[]): Map<string, number[]> {
  const values = new Map<string, number[]>();
  for (const [key, value] of entries) {
    const known = values.get(key.join()) ?? [];
    if (!known.includes(value)) known.push(value);
    values.set(key.join(), known);
  }
  return values;
}

const unit = fc.oneof(fc.constantFrom(1, 2, 3, 0x61, 0x62, 0x63), fc.integer({ min: 4, max: 0xffff }));
const entries = fc.array(fc.tuple(fc.array(unit, { minLength: 1, maxLength: 12 }), fc.oneof(fc.nat(9), fc.nat(0x7fff_ffff))), {
  maxLength: 120,
});

describe('a trie', () => {
  test('holds the keys that were added with their values, and no others', () => {
    fc.assert(
      fc.property(entries, (added) => {
        expect(new Map(entriesOf(build(added)).map(([key, values]) => [key.join(), values]))).toEqual(expected(added));
      }),
      { numRuns: 300 },
    );
  });

  test('may hold nothing, and then leads nowhere', () => {
    const trie = build([]);
    expect(entriesOf(trie)).toEqual([]);
    expect(trie.cells.length).toBeGreaterThan(2 * ROOT);
  });

  test('an empty key is none', () => {
    expect(entriesOf(build([[[], 7]]))).toEqual([]);
  });

  test('has more symbols than one byte tells apart', () => {
    const added = Array.from({ length: 700 }, (_, i): [Key, number] => [[0x4e00, 0x5e00 + i, 0x5e00 + i], i]);
    expect(new Map(entriesOf(build(added)).map(([key, values]) => [key.join(), values]))).toEqual(expected(added));
  });

  test('holds more units than wait in one piece', () => {
    const added = Array.from({ length: 12_000 }, (_, i): [Key, number] => [
      [...`${(i * 7919) % 12_007} name`].map((c) => c.charCodeAt(0)),
      i,
    ]);
    expect(added.flatMap(([key]) => key).length).toBeGreaterThan(65_536);
    expect(new Map(entriesOf(build(added)).map(([key, values]) => [key.join(), values]))).toEqual(expected(added));
  });

  test('keeps frequent units close together', () => {
    const { alphabet } = build([
      [[0x7a, 0x7a, 0x7a], 1],
      [[0x61, 0x7a], 2],
    ]);
    expect([...alphabet]).toEqual([0x7a, 0x61]);
  });

  test('the same keys give the same bytes', () => {
    const added = Array.from({ length: 2000 }, (_, i): [Key, number] => [[...`name ${(i * 7919) % 2003}`].map((c) => c.charCodeAt(0)), i]);
    expect(build(added)).toEqual(build(added));
  });

  test('pauses often while it is made', () => {
    const builder = new TrieBuilder(tables.classes);
    for (let i = 0; i < 30_000; i++)
      builder.add(
        [...`key ${i}`].map((c) => c.charCodeAt(0)),
        i,
      );
    const pauses = [...builder.finish()].length;
    expect(pauses).toBeGreaterThan(15);
  });
});
