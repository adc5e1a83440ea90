import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldString } from '../../src/core/fold.ts';
import { keyOf, splitWords } from '../../src/core/term-key.ts';
import { HARD_SEPARATOR, LEGAL_SEPARATOR, SOFT_SEPARATOR } from '../../src/core/trie.ts';
import { tables } from './invented.ts';

const ascii = Array.from({ length: 0x7f - 0x20 }, (_, i) => String.fromCharCode(0x20 + i));

test('every sign of a plain name is folded to one unit, by itself', () => {
  for (const sign of ascii) expect(foldString(tables, `a${sign}b`)).toBe(`a${sign}b`.toLowerCase());
});

test('the words of a plain name hang together as those of any other', () => {
  const letters = fc.constantFrom('a', 'b', 'c', 'A', 'B', '1', '2', ' ', '-', '.', ',', '&', '’');
  const name = fc.string({ unit: fc.oneof(letters, fc.constantFrom(...ascii)), maxLength: 16 });
  fc.assert(
    fc.property(name, fc.boolean(), (text, isLegal) => {
      const words = splitWords(isLegal ? text.replace(/[.,]/g, ' ') : text);
      const expected = words.flatMap(({ text: word, soft }, i) => [
        ...(i === 0 ? [] : [soft ? SOFT_SEPARATOR : isLegal ? LEGAL_SEPARATOR : HARD_SEPARATOR]),
        ...Array.from(foldString(tables, word), (unit) => unit.charCodeAt(0)),
      ]);
      expect(keyOf(tables, text, isLegal)).toEqual(expected);
    }),
    { numRuns: 3_000 },
  );
});
