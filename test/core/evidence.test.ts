import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NEEDS, neededBy, WEIGHTS, weigh, weightsOf } from '../../src/core/evidence.ts';
import type { Evidence, EvidenceCode } from '../../src/core/finding.ts';
import type { Strength } from '../../src/core/model.ts';

const CODES = Object.keys(WEIGHTS) as EvidenceCode[];
const evidence = (...codes: EvidenceCode[]): Evidence[] => codes.map((code) => ({ code }));

describe('the sum', () => {
  test.each<[rule: string, codes: EvidenceCode[], weights: number[]]>([
    ['nothing is nothing', [], []],
    ['what a term is weighs nothing', ['ordinary_word', 'spread_letters', 'look_alike'], [0, 0, 0]],
    ['the nearer the vendor the more', ['vendor_beside', 'vendor_in_row', 'vendor_near', 'vendor_on_page'], [10, 7, 5, 4]],
    ['a second context term weighs little, a third nothing', ['context_term', 'context_term', 'context_term'], [5, 1, 0]],
    ['also with something between', ['context_term', 'vendor_near', 'context_term'], [5, 5, 1]],
    [
      'against',
      ['letter_for_digit', 'loose_spelling', 'lower_case', 'not_this', 'other_maker_before', 'other_maker_in_row'],
      [-1, -1, -4, -3, -8, -8],
    ],
  ])('%s', (_rule, codes, weights) => {
    expect(weightsOf(evidence(...codes))).toEqual(weights);
    expect(weigh(evidence(...codes))).toBe(weights.reduce((sum, weight) => sum + weight, 0));
  });

  test('does not depend on the order', () => {
    const code = fc.constantFrom(...CODES, 'context_term' as const);
    const shuffled = fc
      .array(code, { maxLength: 12 })
      .chain((codes) => fc.tuple(fc.constant(codes), fc.shuffledSubarray(codes, { minLength: codes.length })));
    fc.assert(
      fc.property(shuffled, ([codes, others]) => {
        expect(weigh(evidence(...others))).toBe(weigh(evidence(...codes)));
      }),
      { numRuns: 300 },
    );
  });

  test('is below nought with the name of something else or a rebrand, whatever stands there', () => {
    for (const against of ['inside_other', 'rebrand'] as const) {
      const everything = CODES.filter((code) => WEIGHTS[code] > 0 || code === against);
      expect(weigh(evidence(...everything, 'context_term', 'context_term'))).toBeLessThan(0);
    }
  });
});

describe('what a term needs', () => {
  const confirms = (strength: Strength, ...codes: EvidenceCode[]): boolean => weigh(evidence(...codes)) >= NEEDS[strength];

  test.each<[strength: Strength, yes: EvidenceCode[][], no: EvidenceCode[][]]>([
    [
      'plain',
      [['own_name'], ['own_name', 'loose_spelling', 'look_alike'], ['loose_spelling', 'context_term']],
      [['loose_spelling', 'vendor_on_page']],
    ],
    [
      'context',
      [['context_term'], ['vendor_near'], ['vendor_in_title'], ['vendor_host'], ['vendor_on_page'], ['product_on_page'], ['other_makers']],
      [
        [],
        ['vendor_on_page', 'letter_for_digit'],
        ['context_term', 'lower_case'],
        ['context_term', 'not_this'],
        ['vendor_in_row', 'other_maker_before'],
      ],
    ],
    [
      'context',
      [
        ['vendor_beside', 'lower_case'],
        ['vendor_in_row', 'not_this'],
      ],
      [
        ['vendor_near', 'not_this'],
        ['vendor_in_row', 'lower_case'],
        ['context_term', 'context_term', 'lower_case'],
      ],
    ],
    ['word', [['context_term'], ['vendor_near'], ['product_on_page']], [['vendor_on_page'], ['context_term', 'lower_case']]],
    [
      'vendor',
      [['vendor_beside'], ['vendor_in_row']],
      [['vendor_near'], ['product_on_page'], ['context_term', 'context_term', 'context_term']],
    ],
  ])('%s', (strength, yes, no) => {
    for (const codes of yes) expect([codes, confirms(strength, ...codes)]).toEqual([codes, true]);
    for (const codes of no) expect([codes, confirms(strength, ...codes)]).toEqual([codes, false]);
  });

  test('is more for an ambiguous code, which the vendor elsewhere on the page does not confirm', () => {
    for (const kind of ['part-number', 'abbreviation'] as const) {
      expect(neededBy({ kind, strength: 'context' })).toBeGreaterThan(WEIGHTS.vendor_on_page);
      expect(neededBy({ kind, strength: 'context' })).toBeLessThanOrEqual(WEIGHTS.context_term);
      for (const strength of ['plain', 'word', 'vendor'] as const) expect(neededBy({ kind, strength })).toBe(NEEDS[strength]);
    }
    for (const kind of ['name', 'alias', 'legal', 'prefix'] as const) {
      expect(neededBy({ kind, strength: 'context' })).toBeLessThanOrEqual(WEIGHTS.vendor_on_page);
    }
  });
});
