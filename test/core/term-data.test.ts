import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PackedTerms, packTerms, SharingTerms, type TermInfo, TermPacker } from '../../src/core/term-data.ts';

const plain: TermInfo = { vendor: 'norvex', kind: 'name', strength: 'plain', term: 'Norvex', context: 0, not: [] };
const full: TermInfo = {
  vendor: 'norvex',
  product: 'bastion',
  category: 'firewall',
  kind: 'abbreviation',
  strength: 'context',
  term: '堡垒 “B” 🔥',
  context: 12,
  not: [3, 4],
  case: 'exact',
};

function pack(terms: readonly TermInfo[], takeEvery = Number.POSITIVE_INFINITY): Uint8Array {
  const packer = new TermPacker();
  const pieces: Uint8Array[] = [];
  terms.forEach((term, i) => {
    expect(packer.add(term)).toBe(i);
    if (i % takeEvery === takeEvery - 1) pieces.push(packer.take());
  });
  pieces.push(packer.finish());
  return new Uint8Array(Buffer.concat(pieces));
}

test('terms are what was packed, by number, and the same object each time', () => {
  const terms = new PackedTerms(pack([plain, full]));
  expect(terms.size).toBe(2);
  expect(terms.get(0)).toEqual(plain);
  expect(terms.get(1)).toEqual(full);
  expect(terms.get(1)).toBe(terms.get(1));
  expect(terms.get(2)).toBeUndefined();
});

test('no terms are no terms', () => {
  const terms = new PackedTerms(pack([]));
  expect(terms.size).toBe(0);
  expect(terms.get(0)).toBeUndefined();
});

test('a usual name takes little more than its text', () => {
  const packer = new TermPacker();
  packer.add(plain);
  expect(packer.take().length).toBeLessThan(50);
});

test('taken piece by piece it is the same', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 20 });
  const terms = fc.array(
    text.map((term): TermInfo => ({ ...plain, term })),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(terms, fc.integer({ min: 1, max: 9 }), (all, every) => {
      const packed = pack(all, every);
      expect(packed).toEqual(pack(all));
      const opened = new PackedTerms(packed);
      expect(all.map((_, i) => opened.get(i))).toEqual(all);
    }),
    { numRuns: 100 },
  );
});

describe('terms that share what they say', () => {
  const other: TermInfo = { ...full, term: 'Bastion' };

  test('are what was packed, by number, and the same object each time', () => {
    const terms = new SharingTerms(packTerms([plain, full, other, plain]));
    expect(terms.size).toBe(4);
    expect([0, 1, 2, 3].map((term) => terms.get(term))).toEqual([plain, full, other, plain]);
    expect(terms.get(2)).toBe(terms.get(2));
    expect(terms.get(4)).toBeUndefined();
  });

  test('are read where they lie among other bytes', () => {
    const packed = packTerms([full, plain]);
    const bytes = new Uint8Array(packed.length + 16).fill(255);
    bytes.set(packed, 8);
    expect(new SharingTerms(bytes.subarray(8, 8 + packed.length)).get(1)).toEqual(plain);
  });

  test('are kept once: a further one takes little more than its text', () => {
    const many = Array.from({ length: 100 }, (_, i) => ({ ...full, term: `Bastion ${i}` }));
    expect(packTerms(many).length - packTerms([full]).length).toBeLessThan(100 * ('Bastion 99'.length + 8));
  });

  test('no terms are no terms', () => {
    expect(new SharingTerms(packTerms([])).get(0)).toBeUndefined();
  });
});
