import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Folded, foldInto } from '../../src/core/fold.ts';
import { HeadMarker, Heads } from '../../src/core/heads.ts';
import { keyOf } from '../../src/core/term-key.ts';
import { tables } from './invented.ts';

function headsOf(names: readonly string[], goesOn = false): Heads {
  const marker = new HeadMarker(names.length, tables.classes);
  for (const name of names) marker.add(Uint16Array.from([...keyOf(tables, name, false), 0]), 0, goesOn);
  return new Heads(marker.finish());
}

/** The offsets of a text at which a key may stand. */
function chosenIn(heads: Heads, text: string): number[] {
  const folded = foldInto(tables, text, new Folded());
  const count = heads.choose(folded);
  return [...folded.chosen.subarray(0, count)].map((begin) => folded.startOf(begin >> 1));
}

const word = fc.string({
  unit: fc.constantFrom('a', 'b', 'Z', '7', 'é', '华', '為', 'の', '+', '.', "'", '🄰', 'ﬁ'),
  minLength: 1,
  maxLength: 6,
});
const gap = fc.constantFrom(' ', '-', '', ' - ', '\u3000', '\n', '\u00ad');
/** What may stand behind a name, whatever it ends in. */
const behind = fc.constantFrom('', ' ', ' b', '-7', '.', '.b', '华', '\u3000b', '\\nb', '_b');

test('a name is let through at each place where it stands, whatever parts its words', () => {
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 1, maxLength: 4 }),
      gap,
      fc.array(word, { maxLength: 3 }),
      behind,
      (words, between, more, rest) => {
        const front = `${more.join(' ')} (`;
        const text = front + words.join(between) + rest;
        expect(chosenIn(headsOf([...more, words.join(' ')]), text)).toContain(front.length);
      },
    ),
    { numRuns: 2000 },
  );
});

test('what may go on is let through, whatever follows', () => {
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 3 }), gap, word, (words, between, rest) => {
      expect(chosenIn(headsOf([words.join(' ')], true), words.join(between) + rest)).toContain(0);
    }),
    { numRuns: 2000 },
  );
});

test('a name is let through, however many others there are', () => {
  const names = Array.from({ length: 60_000 }, (_, i) => `${i.toString(36)} ${(i * 7919).toString(36)}`);
  const heads = headsOf(names);
  for (const name of names) expect(chosenIn(heads, name)).toContain(0);
});

test('few other words are let through', () => {
  const heads = headsOf(Array.from({ length: 500 }, (_, i) => `vendor${i} networks`));
  const text = Array.from({ length: 2000 }, (_, i) => `supplier${i} of ordinary things`).join(', ');
  expect(chosenIn(heads, text).length).toBeLessThan(400);
});

describe.each(['Abc', 'Abcd', 'Abcde', 'Abcdef', 'Abcdefg', 'Abcdefgh', 'Abcdefghi', 'Ab Cd', 'Abc-d Efg'])('the name %s', (name) => {
  test.each(['', ' ', ' more', '-more', '.', '华', '7', 's', 's more', 'More', '\\nmore', '_'])('is let through before “%s”', (more) => {
    expect(chosenIn(headsOf([name]), name + more)).toContain(0);
  });

  test.each(['more', 'smore', 'в'])('is not let through before “%s”', (more) => {
    expect(chosenIn(headsOf([name]), name + more)).not.toContain(0);
  });
});

test('a name that ends in a mark or a sign is let through before letters', () => {
  expect(chosenIn(headsOf(['कि']), 'किx')).toContain(0);
  expect(chosenIn(headsOf(['Abcd+']), 'Abcd+more')).toContain(0);
});

test('the end of a shorter text before is no end of a word', () => {
  const heads = headsOf(['abcd']);
  const folded = new Folded();
  expect(heads.choose(foldInto(tables, 'abcd', folded))).toBe(1);
  expect(heads.choose(foldInto(tables, 'abcdef', folded))).toBe(0);
});

test.each([
  ['four letters', 'abcd', 'abcd abce xbcd abcdef', [0]],
  ['three letters', 'abc', 'abc abd xbc abcde', [0]],
  ['two letters', 'hp', 'hp x hq hpq', [0]],
  ['one letter, with whatever follows', 'x', 'x ab xy', [0, 5]],
  ['a sign before its letters', '.net', '.net internet', [0, 1]],
])('a name of %s', (_title, name, text, chosen) => {
  expect(chosenIn(headsOf([name]), text)).toEqual(chosen);
});

test('a name without letters is let through everywhere', () => {
  expect(chosenIn(headsOf(['++']), 'a b+')).toEqual([0, 2, 3]);
});
