/** What the worker hears first: what is in the window, while the rest is still read. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FIRST_UNITS } from '../../src/content/outbox.ts';
import { until } from '../until.ts';
import { type Lab, openLab, pageOf, usualKinds } from './lab.ts';

interface Sent {
  readonly blocks: readonly string[];
  readonly complete: boolean;
  readonly reset: boolean;
  readonly units: number;
}

const words = 'These are the words of a paragraph that says nothing of interest to anybody. '.repeat(4);
const paragraphs = (count: number): string => Array.from({ length: count }, (_, i) => `<p>Number ${i + 1}. ${words}</p>`).join('');

describe.each(usualKinds)('%s', (kind) => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await openLab(kind);
  });
  afterAll(() => lab?.close());

  test('the beginning of a long page goes first, and again with the rest', async () => {
    const bench = await lab.open(pageOf(paragraphs(150)), { terms: ['Number 3.', 'Number 99.'] });
    const [first, ...others] = await bench.ask<Sent[]>('log');
    expect(first).toMatchObject({ reset: true, complete: false });
    expect(first?.units).toBeLessThan(FIRST_UNITS);
    expect(first?.blocks[0]).toContain('Number 1.');
    expect(others[0]?.blocks).toHaveLength(150);
    expect(others.at(-1)).toMatchObject({ reset: false, complete: true });
    await until('the mark to be drawn', async () => (await bench.ask<unknown[]>('drawn')).length > 0);
    await bench.close();
  });

  test('what is in the window goes first where that is further down', async () => {
    const bench = await lab.open(pageOf(paragraphs(150)), null);
    await bench.page.evaluate(() => document.querySelectorAll('p')[99]?.scrollIntoView({ block: 'center' }));
    await bench.ask('start', {});
    const [first, second] = await bench.ask<Sent[]>('log');
    const numbers = (sent: Sent | undefined): number[] =>
      sent?.blocks.map((text) => Number.parseInt(text.slice('Number '.length), 10)) ?? [];
    expect(numbers(first)).toContain(100);
    expect(numbers(first)).toEqual(numbers(first).sort((a, b) => a - b));
    expect(first?.units).toBeLessThan(FIRST_UNITS);
    // In the order of the page, which decides what stands beside what.
    expect(numbers(second)).toEqual(Array.from({ length: 150 }, (_, i) => i + 1));
    await bench.close();
  });

  test('a page that is read again is told of in one message', async () => {
    const bench = await lab.open(pageOf(paragraphs(150)));
    await bench.ask('log');
    await bench.ask('readAgain');
    const log = await bench.ask<Sent[]>('log');
    expect(log.map(({ blocks, complete }) => [blocks.length, complete])).toEqual([[150, true]]);
    await bench.close();
  });

  test('rows that a grid keeps room for are counted again soon, whatever the page says', async () => {
    const rows = '<tr><td>FG-100F</td></tr>'.repeat(5);
    const bench = await lab.open(pageOf(`<table aria-rowcount="20">${rows}</table>`, '<style id="style"></style>'));
    const missing = async (): Promise<number | undefined> =>
      (await bench.ask<{ unread: { what: string; count: number }[] }>('coverage')).unread.find(({ what }) => what === 'grid-rows')?.count;
    expect(await missing()).toBe(15);
    // No observer hears of that.
    await bench.page.evaluate(() => (document.getElementById('style') as HTMLStyleElement).sheet?.insertRule('table { display: none }'));
    await until('the rows to be counted again', async () => (await missing()) === undefined);
    await bench.close();
  });
});
