import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mayHoldTerm } from '../../src/core/found.ts';
import { buildIndex } from '../../src/core/index-build.ts';
import { openIndex } from '../../src/core/index-format.ts';
import { Candidates } from '../../src/core/matcher.ts';
import { screen } from '../../src/core/screen.ts';
import { catalogue, hanPairs } from './invented.ts';

const index = openIndex(buildIndex(catalogue, hanPairs));
const scratch = new Candidates();
const matchesOf = (text: string) => screen(index, [{ id: 0, text }], {});

test.each(['paper', 'a firewall and a switch', '防火墙', 'Norv', 'norvexing', '', ' ', '24" monitor'])('%j holds no term', (text) => {
  expect(mayHoldTerm(index, text, scratch)).toBe(false);
  expect(matchesOf(text)).toEqual([]);
});

test('what gives a match may hold a term, however it is written and whatever stands around it', () => {
  const terms = catalogue.vendors.flatMap((vendor) => [...vendor.terms, ...vendor.products.flatMap((product) => product.terms)]);
  const word = fc.constantFrom(
    ...terms.map(({ text }) => text),
    'NX-100A',
    'BX-12',
    'N O R V E X',
    'ＮＯＲＶＥＸ',
    'paper',
    '防火墙',
    'Norvex’s',
  );
  const joint = fc.constantFrom(' ', '', '-', '，', '  ', '\t', '/', '_', '\u00ad');
  const text = fc.array(fc.tuple(word, joint), { maxLength: 5 }).map((pieces) => pieces.flat().join(''));
  let found = 0;
  fc.assert(
    fc.property(text, (written) => {
      if (matchesOf(written).length === 0) return;
      found++;
      expect(mayHoldTerm(index, written, scratch)).toBe(true);
    }),
    { numRuns: 500 },
  );
  expect(found).toBeGreaterThan(100);
});
