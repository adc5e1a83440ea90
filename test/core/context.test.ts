/** What stands around a name, where a reading of a whole page would tell only in part what is taken for what. */
import { describe, expect, test } from 'vitest';
import { indexOf, makeFamily, makeProduct, makeTerm, makeVendor } from './invented.ts';
import { matchesIn, type Page } from './readings.ts';

describe('numbers that other makers give too', () => {
  const product = (id: string, pattern: string, strength: 'context' | 'plain') =>
    makeProduct(id, [], { partNumbers: [makeFamily(pattern, { strength })] });
  const own = indexOf(
    makeVendor('acme', [makeTerm('Acme')], {
      products: [
        product('switch', 'CX-#{1,6}', 'context'),
        product('router', 'RX-#{1,6}', 'context'),
        product('probe', 'PX-#{1,6}', 'plain'),
        makeProduct('tide', [makeTerm('Tideway', { strength: 'context' })]),
      ],
    }),
  );
  /** What speaks for the number of the switch, besides what it is. */
  const signsFor = (page: Page): string[] =>
    matchesIn(page, {}, own)
      .filter((match) => match.product === 'switch')
      .flatMap(({ evidence }) => evidence.filter(({ code }) => code !== 'shared_number').map(({ code, text }) => `${code}=${text}`));

  test.each<[rule: string, page: Page, signs: string[]]>([
    ['speak for one another where they are of two products', 'CX-1234 and RX-5678', ['context_term=RX-5678']],
    ['do so from six signs on', 'CX-123 and RX-345', ['context_term=RX-345']],
    ['do not where the other is shorter', 'CX-1234 and RX-34', []],
    ['do not where they are of one product', 'CX-1234 and CX-5678', []],
    ['do not where nobody else gives the other: that is a sign of the vendor', 'CX-1234 and PX-5678', ['vendor_in_row=PX-5678']],
    ['do not where the other is a name', 'CX-1234 and Tideway', []],
    ['do not alone', 'CX-1234', []],
  ])('%s', (_rule, page, signs) => {
    expect(signsFor(page)).toEqual(signs);
  });
});
