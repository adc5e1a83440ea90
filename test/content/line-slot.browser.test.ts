/** What reads line items comes into a frame when it is needed, from another script, and knows then what went before. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../until.ts';
import { LineWorker } from './harness/line-worker.ts';
import { type Bench, type Kind, type Lab, openLab, pageOf } from './lab.ts';

const HEAD = '<tr><th>No.</th><th>Description</th><th>Qty</th><th>Amount</th></tr>';
const row = (no: number): string => `<tr id=r${no}><td>${no}</td><td>NVX-${no} part</td><td>2</td><td>$20</td></tr>`;
const ROWS = Array.from({ length: 6 }, (_, i) => row(i + 1)).join('');
const ORDER = `<table>${HEAD}${ROWS}</table>`;
const line = (no: number): string => `${no} · NVX-${no} part · 2 = 20 USD`;
const LINES = [1, 2, 3, 4, 5, 6].map(line);
/** A list that keeps room for more rows than it has. */
const LIST = `<div id=s style="height:100px;overflow:auto"><table>${HEAD}<tbody id=b>${ROWS}<tr style="height:4000px"><td colspan=4></td></tr></tbody></table></div>`;
const grid = (columns: number): string =>
  `<div role=grid aria-colcount=${columns}>${['Description', 'Chair'].map((name) => `<div role=row><span role=cell>${name}</span><span role=cell>2</span></div>`).join('')}</div>`;

describe.each<Kind>(['chromium', 'firefox'])('%s', (kind) => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await openLab(kind);
  });
  afterAll(() => lab?.close());

  /** A page whose worker behaves as told, and finds these. */
  async function open(html: string, worker: object = {}, terms: readonly string[] = []): Promise<Bench> {
    const bench = await lab.open(pageOf(html), null);
    await bench.ask('set', worker);
    const started = bench.ask('start', { terms });
    if (!('isReaderSlow' in worker)) await started;
    return bench;
  }
  const state = (bench: Bench): Promise<{ asked: number; has: boolean }> => bench.ask('reader');
  const look = (bench: Bench): Promise<unknown> => bench.ask('frameCall', { call: 'report', payload: { isSeen: true } });
  /** What the worker knows when nothing is under way. */
  async function known(bench: Bench, worker = new LineWorker()): Promise<LineWorker> {
    await bench.ask('idle');
    worker.take(await bench.ask('calls'));
    return worker;
  }

  test('a page on which nothing is found never asks for it', async () => {
    const bench = await open(ORDER);
    expect(await state(bench)).toEqual({ asked: 0, has: false });
    await bench.close();
  });

  test('it comes with what draws marks, and is not asked for', async () => {
    const bench = await open(ORDER, {}, ['NVX-2']);
    expect((await known(bench)).written().sort()).toEqual(LINES);
    expect(await state(bench)).toEqual({ asked: 0, has: true });
    await bench.close();
  });

  test('whoever looks at the report has it asked for, once', async () => {
    const bench = await open(ORDER);
    await look(bench);
    await look(bench);
    const worker = await known(bench);
    expect(worker.written()).toEqual(LINES);
    expect(worker.record.frames[0]?.hasPartialLines).toBe(false);
    expect(await state(bench)).toEqual({ asked: 1, has: true });
    await bench.close();
  });

  test('rows that came after the first reading stand where they stand on the page', async () => {
    const bench = await open(ORDER);
    await bench.page.evaluate(`r1.insertAdjacentHTML('beforebegin', ${JSON.stringify(row(9))}); r3.remove()`);
    await bench.ask('idle');
    await look(bench);
    expect((await known(bench)).written()).toEqual([9, 1, 2, 4, 5, 6].map(line));
    await bench.close();
  });

  test('a list with more rows than are in sight asks for it at once, and the first reading waits for it', async () => {
    const bench = await open(LIST, { isReaderSlow: true });
    await until('the question', async () => (await state(bench)).asked === 1);
    const before = await bench.ask<{ complete: boolean }[]>('calls');
    expect(before.map(({ complete }) => complete)).not.toContain(true);
    await bench.ask('giveReader');
    const worker = await known(bench);
    expect(worker.written()).toEqual(LINES);
    expect(worker.record.frames[0]?.complete).toBe(true);
    await bench.close();
  });

  test('what is scrolled away while it is on its way is counted', async () => {
    const bench = await open(LIST, { isReaderSlow: true });
    await until('the question', async () => (await state(bench)).asked === 1);
    await bench.page.evaluate(
      `new Promise((done) => { s.addEventListener('scroll', () => { r1.remove(); r2.remove(); b.insertAdjacentHTML('afterbegin', ${JSON.stringify(row(7))}); done(); }, { once: true }); s.scrollTop = 60; })`,
    );
    await bench.ask('giveReader');
    const worker = await known(bench);
    expect(worker.writtenTables()).toEqual(['7 lines, 7 of them 140 USD']);
    await bench.close();
  });

  test('where the browser refuses the report is done without lines; it is asked for again when the page is read again', async () => {
    const bench = await open(LIST, { grantsReader: false });
    expect((await state(bench)).asked).toBe(1);
    await bench.page.evaluate('document.body.append("more")');
    await bench.ask('idle');
    expect((await state(bench)).asked).toBe(1);
    await look(bench);
    const worker = await known(bench);
    expect(worker.record.frames[0]).toMatchObject({ complete: true, hasPartialLines: false, lines: [] });
    expect(await state(bench)).toEqual({ asked: 2, has: false });
    await bench.close();
  });

  test.each([
    [2, 0],
    [3, 1],
    [-1, 1],
  ])('a grid of two columns that says it has %i: asked %i times', async (columns, asked) => {
    const bench = await open(grid(columns));
    expect((await state(bench)).asked).toBe(asked);
    await bench.close();
  });
});
