import { expect, test } from 'vitest';
import { buildIndex } from '../../src/core/index-build.ts';
import { openIndex } from '../../src/core/index-format.ts';
import { Lookup } from '../../src/core/lookup.ts';
import type { Policy } from '../../src/core/policy.ts';
import { blockOf, type CheckedOrder, checkOrder } from '../../src/options/sample/check-order.ts';
import type { SampleOrder } from '../../src/options/sample/order.ts';
import { catalogue, hanPairs } from '../core/invented.ts';

const order: SampleOrder = {
  title: 'Purchase order',
  head: ['No.', 'Part number', 'Description', 'Qty', 'Unit', 'Amount'],
  rows: [
    [['1'], ['X-1'], ['Cable', 'RampartGate 100'], ['2'], ['1,500.00'], ['3,000.00']],
    [['2'], ['X-2'], ['Norvex firewall'], ['1'], ['500.00'], ['500.00']],
    [['3'], ['X-3'], ['Cable'], ['10'], ['8.00'], ['80.00']],
  ],
};
const index = openIndex(buildIndex(catalogue, hanPairs));
const check = (more: Partial<Policy> = {}): Promise<CheckedOrder> =>
  checkOrder(order, index, new Lookup(catalogue), { homeMarket: 'CN', lists: {}, scope: 'all-products', ...more });

test('what is found stands in its text of its cell, and its line counts with its amount', async () => {
  const { findings, report } = await check();
  expect(findings.map(({ match, line }) => [match.text, match.block, line?.number])).toEqual([
    ['RampartGate', blockOf(0, 2, 1), '1'],
    ['Norvex', blockOf(1, 2, 0), '2'],
  ]);
  expect(report.lines).toEqual({
    lines: 3,
    restricted: 2,
    amounts: [{ currency: 'USD', restricted: 3500, total: 3580, lines: 3 }],
  });
});

test('it follows the lists that are chosen', async () => {
  const { findings, report } = await check({ lists: { 'cn-notice': false } });
  expect(findings).toEqual([]);
  expect(report.lines?.restricted).toBe(0);
});
