import { describe, expect, test } from 'vitest';
import { readResults, writePage } from '../../bench/report/page.ts';
import { chooseScale } from '../../bench/report/scale.ts';
import type { Chart, StoredResults } from '../../bench/results.ts';

const sizes = ['10 names', '100 names', '1,000 names'];

const speed: Chart = {
  id: 'speed',
  title: 'Speed',
  unit: 'M/s',
  better: 'higher',
  series: [
    { name: 'ours', role: 'ours', samples: sizes.map((x, i) => ({ x, runs: [40 - i, 41 - i, 42 - i] })) },
    {
      name: '<other> & co',
      role: 'peer',
      samples: [
        { x: '10 names', runs: [2, 4, 3] },
        { x: '100 names', runs: [], note: 'takes too long' },
        { x: '1,000 names', runs: [], note: 'takes too long' },
      ],
    },
    { name: 'never ran', role: 'peer', samples: [] },
  ],
};
const cost: Chart = {
  id: 'cost',
  title: 'Cost',
  unit: 'ms',
  better: 'lower',
  series: [
    { name: 'ours', role: 'ours', samples: [{ x: 'page', runs: [0] }] },
    { name: 'other', role: 'peer', samples: [{ x: 'page', runs: [] }] },
  ],
};
const results: StoredResults = {
  bench: 'match',
  command: 'npm run bench:match',
  workload: 'a text with </script> in it',
  charts: [speed, cost],
  goals: [
    { what: 'speed', value: 13, limit: 4, bound: 'at least', unit: '×' },
    { what: 'memory', value: 400, limit: 300, bound: 'at most', unit: 'MB' },
    { what: 'start', value: undefined, limit: 1, bound: 'at most', unit: 'ms' },
  ],
  at: '2026-01-02T03:04:05Z',
  commit: 'abc1234',
  machine: { cpu: 'CPU', cores: 2, memoryGiB: 8, node: 'v20' },
};

/** What a reader sees: without the data at the end. */
const seen = (page: string): string => page.slice(0, page.indexOf('<script'));

describe('the report', () => {
  const page = writePage([results]);

  test('holds no figure that is none, also where values are missing', () => {
    expect(seen(page)).not.toMatch(/NaN|undefined|Infinity/);
    expect(
      seen(
        writePage([
          { ...results, charts: [], goals: [] },
          { ...results, bench: 'page', charts: [{ ...cost, series: [] }] },
        ]),
      ),
    ).not.toMatch(/NaN|undefined|Infinity/);
    expect(writePage([])).toContain('Nothing was measured yet');
  });

  test('says of each goal whether it is met, missed or not measured', () => {
    const states = [...page.matchAll(/<tr class="(met|missed|unknown)">/g)].map(([, state]) => state);
    expect(states).toEqual(['met', 'missed', 'unknown']);
    expect(page).toContain('<b>1</b> of 3 goals met');
  });

  test('shows the median, the spread and how many times better ours is', () => {
    expect(page).toContain('<b>3.00</b><small>2.00 – 4.00</small><small class="ratio">ours 13.7 ×</small>');
  });

  test('says where and why there is no value', () => {
    expect(page.match(/<td><span class="absent">–<\/span><\/td>/g)).toHaveLength(6);
    expect(page).toContain('<b>&lt;other&gt; &amp; co (100 names, 1,000 names):</b> takes too long');
  });

  test('shows names as text', () => {
    expect(seen(page)).not.toContain('<other>');
  });

  test('holds its data, from which it can be written again', () => {
    expect(writePage(readResults(page))).toBe(page);
    expect(readResults('<html></html>')).toEqual([]);
  });
});

describe('the scale of a chart', () => {
  test('begins at zero where values are of one size', () => {
    const scale = chooseScale([3, 9]);
    expect(scale.isLog).toBe(false);
    expect([scale.place(0), scale.place(10)]).toEqual([0, 1]);
    expect(scale.ticks).toEqual([0, 2, 4, 6, 8, 10]);
  });

  test('is logarithmic where values span decades; nothing lies outside of it', () => {
    const scale = chooseScale([0.03, 700]);
    expect(scale.isLog).toBe(true);
    expect(scale.ticks).toEqual([0.1, 1, 10, 100, 1000]);
    for (const value of [0, 0.03, 1, 700]) expect(scale.place(value)).toBeGreaterThanOrEqual(0);
    expect(scale.place(700)).toBeLessThanOrEqual(1);
  });

  test('exists where there is nothing to show', () => {
    expect(chooseScale([]).place(0)).toBe(0);
  });
});
