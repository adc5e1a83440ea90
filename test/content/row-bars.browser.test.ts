/** The bar beside a line item: where it stands, when it goes, and that the page cannot tell. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../until.ts';
import { type Bench, type Lab, openLab, pageOf, usualKinds } from './lab.ts';
import { SPY } from './spy.ts';

interface Rect {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}
type Drawn = Rect & { readonly kind: 'words' | 'field' | 'row' };

const STYLE = `<style>body { margin: 30px; font: 14px sans-serif } table { border-collapse: collapse } td, th { padding: 6px 12px }
  .scroller { overflow: auto; height: 200px } thead th { position: sticky; top: 0; background: #fff }</style>`;

function rowsOf(count: number, marked: readonly number[], name = 'Cisco ASA'): string {
  const row = (i: number) =>
    `<tr id=r${i}><td>${i}<td>a ${marked.includes(i) ? name : 'Dell'} ${i}<td>a text that is long enough for the table<td>3</tr>`;
  return Array.from({ length: count }, (_, i) => row(i)).join('');
}

async function open(lab: Lab, body: string, rows = 'tr'): Promise<Bench> {
  const bench = await lab.open(pageOf(STYLE + body), null);
  await bench.ask('start', { terms: ['Cisco ASA', 'Juniper:possible'], rows });
  return bench;
}

async function barsOf(bench: Bench): Promise<Rect[]> {
  const drawn = (await bench.ask<Drawn[]>('drawn')).filter(({ kind }) => kind === 'row');
  return drawn.sort((a, b) => a.top - b.top);
}

async function waitForBars(bench: Bench, count: number): Promise<Rect[]> {
  return until(`${count} bars`, async () => {
    const bars = await barsOf(bench);
    return bars.length === count && bars;
  });
}

async function rectOf(bench: Bench, selector: string): Promise<Rect & { right: number; bottom: number }> {
  return bench.page.$eval(selector, (element) => {
    const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
    return { left, top, right, bottom, width, height };
  });
}

/** The first that there is. */
function only<T>(list: readonly T[]): T {
  expect(list).toHaveLength(1);
  return list[0] as T;
}

/** As high as the row, but for the little that parts it from the next. */
function expectHeight(bar: Rect, top: number, bottom: number): void {
  expect(bar.top).toBeGreaterThanOrEqual(top - 0.5);
  expect(bar.top).toBeLessThan(top + 3);
  expect(bar.top + bar.height).toBeLessThanOrEqual(bottom + 0.5);
  expect(bar.top + bar.height).toBeGreaterThan(bottom - 3);
}

describe.each(usualKinds)('%s', (kind) => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await openLab(kind, 'overlay');
  });
  afterAll(() => lab?.close());

  test('one bar for each line with confirmed marks, outside of the table, however many marks it has', async () => {
    const bench = await open(
      lab,
      `<table border=1>${rowsOf(6, [1, 4])}<tr><td>Cisco ASA<td>Cisco ASA<td>Cisco ASA<td></tr><tr><td>Juniper</tr></table>`,
    );
    const bars = await waitForBars(bench, 3);
    const table = await rectOf(bench, 'table');
    for (const [i, selector] of ['#r1', '#r4', 'tr:nth-child(7)'].entries()) {
      const row = await rectOf(bench, selector);
      const bar = bars[i] as Rect;
      expectHeight(bar, row.top, row.bottom);
      expect(bar.left + bar.width).toBeLessThanOrEqual(table.left);
      expect(bar.left).toBeGreaterThan(table.left - 10);
      expect(bar.width).toBeLessThanOrEqual(4);
    }
    await bench.close();
  });

  test('a line of several rows has one bar along all of them', async () => {
    const bench = await open(
      lab,
      '<table><tr id=a data-line=1><td>1<td>Cisco ASA</tr><tr id=b data-line=1><td><td>with support, Cisco ASA</tr></table>',
    );
    const bar = only(await waitForBars(bench, 1));
    expectHeight(bar, (await rectOf(bench, '#a')).top, (await rectOf(bench, '#b')).bottom);
    await bench.close();
  });

  test('a row that a grid spreads over two panes has its bar at the first', async () => {
    const pane = (name: string, text: string) =>
      `<div class=pane style="width:200px;overflow:auto"><div role=row data-line=1 id=${name} style="width:500px;height:30px">${text}</div></div>`;
    const bench = await open(
      lab,
      `<div role=grid style="display:flex;width:400px">${pane('a', '1')}${pane('b', 'Cisco ASA')}</div>`,
      '[role=row]',
    );
    const bar = only(await waitForBars(bench, 1));
    const grid = await rectOf(bench, '[role=grid]');
    expect(bar.left + bar.width).toBeLessThanOrEqual(grid.left);
    expect(bar.left).toBeGreaterThan(grid.left - 10);
    await bench.close();
  });

  test('where the text runs from the right, the bar is on the right; where it runs down, on top', async () => {
    const bench = await open(
      lab,
      `<table dir=rtl id=a><tr><td>Cisco ASA</tr></table>
       <table id=b style="writing-mode:vertical-rl;margin:30px"><tr><td style="height:90px">Cisco ASA</tr></table>`,
    );
    const [first, second] = (await waitForBars(bench, 2)) as [Rect, Rect];
    const right = await rectOf(bench, '#a');
    expect(first.left).toBeGreaterThanOrEqual(right.right);
    expect(first.left).toBeLessThan(right.right + 8);
    const below = await rectOf(bench, '#b');
    expect(second.top + second.height).toBeLessThanOrEqual(below.top);
    expect(second.top).toBeGreaterThan(below.top - 8);
    expect(second.width).toBeGreaterThan(second.height);
    await bench.close();
  });

  test.each([
    ['a scroller cuts off what is outside', '<div class=scroller><table style="width:100%">TABLE</table></div>'],
    ['the window ends there', '<table style="margin-left:-30px">TABLE</table>'],
    ['the window leaves too little room', '<table style="margin-left:-26px">TABLE</table>'],
    [
      'something else stands there',
      '<div style="display:flex"><p style="margin:0">Some other text</p><table style="flex:1">TABLE</table></div>',
    ],
  ])('inside the edge where %s', async (_why, html) => {
    const bench = await open(lab, html.replace('TABLE', rowsOf(3, [1])));
    const bar = only(await waitForBars(bench, 1));
    const row = await rectOf(bench, '#r1');
    expect(bar.left).toBeGreaterThanOrEqual(row.left);
    expect(bar.left + bar.width).toBeLessThan(row.left + 6);
    await bench.close();
  });

  test('outside of the scroller where the words begin at its edge', async () => {
    const bench = await open(
      lab,
      `<div class=scroller id=s style="margin:40px"><style>td { padding: 0 !important }</style><table style="width:100%">${rowsOf(30, [1, 20])}</table></div>`,
    );
    const bar = only(await waitForBars(bench, 1));
    const scroller = await rectOf(bench, '#s');
    expect(bar.left + bar.width).toBeLessThanOrEqual(scroller.left);
    expect(bar.left).toBeGreaterThan(scroller.left - 10);
    // But no further than the scroller: half of the row above its lower edge.
    const row = await rectOf(bench, '#r20');
    await bench.page.$eval('#s', (element, top) => element.scrollTo(0, top), row.top + row.height / 2 - scroller.bottom);
    const cut = await until('the bar at the lower edge', async () =>
      (await barsOf(bench)).find(({ top }) => top > scroller.bottom - row.height),
    );
    expect(cut.top + cut.height).toBeLessThanOrEqual(scroller.bottom + 0.5);
    await bench.close();
  });

  test('is cut by its scroller and by a sticky head, and goes with the row', async () => {
    const bench = await open(
      lab,
      `<div class=scroller id=s><table><thead><tr><th id=head>#<th>Item<th>Text<th>Qty</tr></thead>${rowsOf(30, [6])}</table></div>`,
    );
    const head = await rectOf(bench, '#head');
    const scroller = await rectOf(bench, '#s');
    const start = await rectOf(bench, '#r6');
    const scroll = (top: number) => bench.page.$eval('#s', (element, to) => element.scrollTo(0, to), top);
    // Half of the row above the lower edge.
    await scroll(start.top + start.height / 2 - scroller.bottom);
    let bar = only(await waitForBars(bench, 1));
    expect(bar.top + bar.height).toBeLessThanOrEqual(scroller.bottom + 0.5);
    expect(bar.height).toBeLessThan(start.height * 0.6);
    // Half of the row under the head.
    await scroll(start.top + start.height / 2 - head.bottom);
    bar = await until('the bar cut by the head', async () => {
      const [one] = await barsOf(bench);
      return one !== undefined && one.height < start.height * 0.6 && one.height > 3 && one;
    });
    expect(bar.top).toBeGreaterThanOrEqual(head.bottom - 0.5);
    await scroll(start.top + start.height - head.bottom + 2);
    await waitForBars(bench, 0);
    await scroll(9_999);
    await waitForBars(bench, 0);
    await bench.close();
  });

  test('stays outside while its row scrolls out of the window', async () => {
    const bench = await open(lab, `<table>${rowsOf(4, [1])}</table><div style="height:3000px"></div>`);
    const row = await rectOf(bench, '#r1');
    await bench.page.evaluate(`scrollTo(0, ${row.top + row.height / 2})`);
    const bar = await until('the bar at the edge of the window', async () => {
      const [one] = await barsOf(bench);
      return one !== undefined && one.top < 0 && one;
    });
    const table = await rectOf(bench, 'table');
    expect(bar.left + bar.width).toBeLessThanOrEqual(table.left);
    await bench.close();
  });

  test('stays at the edge of a table that is scrolled sideways, also where the marked column is out of sight', async () => {
    const bench = await open(
      lab,
      `<div class=scroller id=s style="width:400px"><table><tr id=r><td>Cisco ASA<td><div style="width:1500px">wide</div></tr></table></div>`,
    );
    await waitForBars(bench, 1);
    await bench.page.$eval('#s', (element) => element.scrollTo(600, 0));
    await until('no mark', async () => (await bench.ask<Drawn[]>('drawn')).every((one) => one.kind === 'row'));
    const bar = only(await waitForBars(bench, 1));
    const { left } = await rectOf(bench, '#s');
    expect(bar.left + bar.width).toBeLessThanOrEqual(left);
    expect(bar.left).toBeGreaterThan(left - 10);
    await bench.close();
  });

  test('belongs to the mark: found under the pointer, but behind the words', async () => {
    const bench = await open(lab, `<table>${rowsOf(2, [1])}</table>`);
    const bar = only(await waitForBars(bench, 1));
    const id = await bench.ask<string | null>('at', { x: bar.left + 1, y: bar.top + bar.height / 2 });
    expect(await bench.ask('kindsOf', id)).toEqual(['words', 'row']);
    await bench.close();
  });

  test('goes before the frame in which the row says something else', async () => {
    const bench = await open(lab, `<table>${rowsOf(2, [1])}</table>`);
    await waitForBars(bench, 1);
    const change = 'document.querySelector("#r1 td:nth-child(2)").firstChild.data = "a Dell PowerEdge"';
    await bench.page.evaluate(`void setTimeout(() => requestAnimationFrame(() => { ${change} }), 60)`);
    const seen = await bench.ask<{ drawn: number; text: string }[]>('follow', 20);
    const after = seen.filter(({ text }) => text.includes('PowerEdge'));
    expect(after.length).toBeGreaterThan(3);
    expect(after.map(({ drawn }) => drawn)).toEqual(after.map(() => 0));
    await bench.close();
  });

  test('the page sees the same with and without bars', async () => {
    const html = pageOf(
      `${STYLE}<div class=scroller><table><thead><tr><th>#<th>Item<th>Text<th>Qty</tr></thead>${rowsOf(30, [2, 3, 20])}</table></div>
       <table><tr><td><p id=one>Cisco ASA</p></tr></table>`,
      SPY,
    );
    async function look(terms: readonly string[], rows: string): Promise<unknown> {
      const bench = await lab.open(html, null);
      const settle = () => bench.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 800)));
      await bench.page.evaluate('watchVisibility()');
      await settle();
      await bench.page.evaluate('seen.events = []; seen.mutations = []; seen.entries = []; performance.clearResourceTimings()');
      await bench.ask('start', { terms, rows });
      await settle();
      await bench.page.evaluate('document.querySelector(".scroller").scrollBy(0, 10)');
      await bench.page.mouse.move(32, 90); // where a bar is
      await settle();
      const bars = await barsOf(bench);
      const snapshot = await bench.page.evaluate('snapshot()');
      await bench.close();
      return { snapshot, bars: bars.length };
    }
    const without = (await look(['Nothing of this'], 'tr')) as { snapshot: unknown };
    const marked = (await look(['Cisco ASA'], 'tr')) as { snapshot: unknown };
    expect(marked).toMatchObject({ bars: 3 });
    expect(without).toMatchObject({ bars: 0 });
    expect(marked.snapshot).toEqual(without.snapshot);
  });
});
