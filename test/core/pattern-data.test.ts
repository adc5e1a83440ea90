import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFoldTables, Folded, foldInto } from '../../src/core/fold.ts';
import { findPart, openPatterns } from '../../src/core/part-search.ts';
import { compilePattern, symbolOf } from '../../src/core/pattern.ts';
import { PatternPacker, readyPattern } from '../../src/core/pattern-data.ts';
import { TrieBuilder } from '../../src/core/trie-build.ts';
import { hanPairs } from './invented.ts';

const tables = createFoldTables(hanPairs);

function pack(patterns: readonly string[]): Uint8Array {
  const packer = new PatternPacker();
  const trie = new TrieBuilder(tables.classes);
  for (const [term, pattern] of patterns.entries()) packer.add(readyPattern(pattern), term, trie);
  return packer.finish();
}

const families = ['NX-#{2,3}(-[A-Z]{1,2}){0,2}', 'AB(C|DE)#{1,4}X?', 'AB@{2}-%{1,3}', 'QF[1-4]#{2}(-BDL-#{3})?', 'NX7(E|-E)#{2}'];

describe('patterns packed into one automaton', () => {
  test('read what each of them reads alone', () => {
    const opened = openPatterns(pack(families));
    const folded = new Folded();
    const heads = fc.constantFrom('NX-', 'NX7', 'AB', 'ABC', 'ABDE', 'QF2');
    const pieces = fc.constantFrom('1', '2', '47', '300', 'E', 'X', 'EX', '-', '-7', '-E', '-BDL-');
    let found = 0;
    fc.assert(
      fc.property(heads, fc.array(pieces, { maxLength: 4 }), fc.nat(families.length - 1), (head, parts, pattern) => {
        const text = [head, ...parts].join('');
        const { next, classes, classOf, accepting } = compilePattern(families[pattern] as string);
        let state = 1;
        for (const char of text.toLowerCase()) state = next[state * classes + (classOf[symbolOf(char.charCodeAt(0))] as number)] as number;
        foldInto(tables, text, folded);
        const { last } = findPart(opened, pattern, tables.classes, text, folded, 0, { last: 0, hasLetterForDigit: false });
        if (accepting[state] === 1) found++;
        expect([text, last === folded.length]).toEqual([text, accepting[state] === 1]);
      }),
      { numRuns: 20_000 },
    );
    expect(found).toBeGreaterThan(100);
  });

  test('share what they go on with alike', () => {
    const one = pack(['AB-#{3}(-%{1,4}){0,3}']).length;
    const ten = pack([...'ABCDEFGHIJ'].map((letter) => `${letter}B-#{3}(-%{1,4}){0,3}`)).length;
    expect(ten - one).toBeLessThan(one);
  });
});
