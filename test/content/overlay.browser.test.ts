/** Marks and card, and that the page cannot tell whether there are any. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../until.ts';
import { type Bench, type Kind, type Lab, openLab, pageOf } from './lab.ts';
import { SPY } from './spy.ts';

interface Rect {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}
interface CardState {
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly controls: readonly { readonly role: string; readonly x: number; readonly y: number }[];
}

const TEXT = Array.from({ length: 60 }, (_, i) => `<p id="p${i}">Line ${i}: a FortiGate firewall, a Cisco ASA and an SSL VPN.</p>`).join(
  '',
);
const SPIED = pageOf(
  `<div id="sticky" style="position:sticky;top:0;background:#fff;height:20px">head</div>
   <div id="scroller" style="height:200px;overflow:auto"><div style="height:900px"><p id="inner">FortiGate inside</p></div></div>
   <input id="field" value="FortiGate 100F"><img id="picture" alt="FortiGate" width="40" height="40">${TEXT}
   <dialog id="dialog">FortiGate</dialog>`,
  `<link rel=icon href="data:,"><style>* { transition: all 50ms !important; outline: 0 } div { color: #123; animation: none } html > div { border: 3px solid red }</style>${SPY}`,
);
const TERMS = ['FortiGate:confirmed', 'Cisco ASA:possible', 'SSL VPN:former', 'Line 7:asked'];

/** Watches, starts with these terms, scrolls, and gives what the page saw. */
async function spyOn(lab: Lab, terms: readonly string[]): Promise<unknown> {
  const bench = await lab.open(SPIED, null);
  await bench.page.evaluate('watchVisibility()');
  await settle(bench.page);
  await bench.page.evaluate('seen.events = []; seen.mutations = []; seen.entries = []; performance.clearResourceTimings()');
  const met = await bench.page.evaluate('snapshot().points');
  await bench.ask('start', { terms });
  await settle(bench.page);
  expect(await bench.page.evaluate('snapshot().points')).toEqual(met); // nothing of ours is ever met
  await bench.page.mouse.move(300, 400);
  await settle(bench.page);
  await bench.page.evaluate('scrollBy(0, 150); document.getElementById("scroller").scrollBy(0, 10)');
  await settle(bench.page);
  const drawn = await bench.ask<Rect[]>('drawn');
  if (terms === TERMS) expect(drawn.length).toBeGreaterThan(20);
  else expect(drawn).toEqual([]);
  const seen = await bench.page.evaluate('snapshot()');
  await bench.close();
  return seen;
}

/** Long enough for several frames, the regular redrawing and the delay of visibility tracking. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 800)));
}

async function textRect(page: Page, id: string, text: string): Promise<Rect> {
  return page.evaluate(
    (id, text) => {
      const node = document.getElementById(id)?.firstChild as Text;
      const range = document.createRange();
      const at = node.data.indexOf(text);
      range.setStart(node, at);
      range.setEnd(node, at + text.length);
      const { left, top, width, height } = range.getBoundingClientRect();
      return { left, top, width, height };
    },
    id,
    text,
  );
}

const near = (a: Rect | undefined, b: Rect) =>
  a !== undefined && (['left', 'top', 'width', 'height'] as const).every((side) => Math.abs(a[side] - b[side]) < 0.6);

async function hasMark(bench: Bench, rect: Rect): Promise<boolean> {
  return (await bench.ask<Rect[]>('drawn')).some((one) => near(one, rect));
}

describe.each<Kind>(['chromium', 'firefox'])('%s', (kind) => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await openLab(kind);
  });
  afterAll(() => lab?.close());

  test('the page sees the same with and without marks', async () => {
    const without = await spyOn(lab, ['Nothing of this']);
    const marked = await spyOn(lab, TERMS);
    expect(marked).toEqual(without);
  });

  test('the page cannot search the text of an open card, nor meet it', async () => {
    const bench = await lab.open(SPIED, { terms: TERMS });
    const rect = await textRect(bench.page, 'p3', 'FortiGate');
    const before = await bench.page.evaluate('(() => { const { seen, ...rest } = snapshot(); return rest; })()');
    await bench.page.mouse.move(rect.left + 5, rect.top + 5);
    await until('the card', () => bench.ask('card'));
    await settle(bench.page);
    expect(await bench.page.evaluate('(() => { const { seen, ...rest } = snapshot(); return rest; })()')).toEqual(before);
    await bench.close();
  });

  test('a card on an almost empty page is no performance entry', async () => {
    const bench = await lab.open(pageOf('<p id="p">FortiGate 100F firewall</p>', SPY), { terms: TERMS });
    await settle(bench.page);
    await bench.page.evaluate('seen.entries = []');
    const rect = await textRect(bench.page, 'p', 'FortiGate');
    await bench.page.mouse.move(rect.left + 3, rect.top + 3);
    await until('the card', () => bench.ask('card'));
    await settle(bench.page);
    const entries = await bench.page.evaluate('seen.entries');
    expect((entries as string[]).filter((entry) => !entry.startsWith('resource:'))).toEqual([]);
    await bench.close();
  });

  test('marks lie on their text and follow the page and nested scrollers', async () => {
    const bench = await lab.open(SPIED, { terms: TERMS });
    const { page } = bench;
    for (const [id, text] of [
      ['p0', 'FortiGate'],
      ['p1', 'Cisco ASA'],
      ['inner', 'FortiGate'],
    ] as const) {
      const rect = await textRect(page, id, text);
      await until(`a mark on ${id}`, () => hasMark(bench, rect));
    }
    await page.evaluate('scrollBy(0, 6); document.getElementById("scroller").scrollBy(0, 7)');
    // In the frame of the scrolling, not at the next regular look.
    await page.evaluate(async () => {
      for (let i = 0; i < 3; i += 1) await new Promise(requestAnimationFrame);
    });
    const moved = await textRect(page, 'inner', 'FortiGate');
    expect(await hasMark(bench, moved)).toBe(true);
    await page.evaluate('scrollTo(0, 0); document.getElementById("scroller").scrollTo(0, 25)');
    const half = await textRect(page, 'inner', 'FortiGate');
    const edge = (await page.evaluate('document.getElementById("scroller").getBoundingClientRect().top')) as number;
    expect(half.top).toBeLessThan(edge);
    const visible = { ...half, top: edge, height: half.top + half.height - edge };
    await until('the mark cut at the edge of its scroller', () => hasMark(bench, visible));
    await page.evaluate('document.getElementById("scroller").scrollTo(0, 300)');
    const clipped = await textRect(page, 'inner', 'FortiGate');
    await until('the clipped mark gone', async () => !(await hasMark(bench, clipped)));
    // Under the sticky head: covered, so not drawn.
    const under = await page.evaluate('document.getElementById("p20").getBoundingClientRect().top');
    await page.evaluate((by) => scrollBy(0, by - 1), under as number);
    const covered = await textRect(page, 'p20', 'FortiGate');
    await until('the covered mark gone', async () => !(await hasMark(bench, covered)));
    await bench.close();
  });

  test('a field has a bar beside it, at the start of its line', async () => {
    const bench = await lab.open(
      pageOf('<input id=a value=Cisco style="margin:30px"><div dir=rtl><input id=b value=Cisco style="margin:30px"></div>'),
      { terms: ['Cisco'] },
    );
    const bars = await until('two bars', async () => {
      const drawn = await bench.ask<Rect[]>('drawn');
      return drawn.length === 2 && drawn;
    });
    const [a, b] = await bench.page.evaluate(() =>
      ['a', 'b'].map((id) => (document.getElementById(id) as Element).getBoundingClientRect().toJSON() as DOMRect),
    );
    expect(bars.every(({ width }) => width === 3)).toBe(true);
    expect(bars.some(({ left, width }) => left + width < (a as DOMRect).left + 0.5 && left > (a as DOMRect).left - 6)).toBe(true);
    expect(bars.some(({ left }) => left > (b as DOMRect).right - 0.5 && left < (b as DOMRect).right + 4)).toBe(true);
    await bench.close();
  });

  test('an edited block loses its mark until the worker has spoken again', async () => {
    const bench = await lab.open(pageOf('<p id=p>a Cisco b</p>'), { terms: ['Cisco'] });
    await until('a mark', async () => (await bench.ask<Rect[]>('drawn')).length === 1);
    await bench.page.evaluate(() => {
      (document.getElementById('p')?.firstChild as Text).data = 'longer text before Cisco';
    });
    const rect = await textRect(bench.page, 'p', 'Cisco');
    await until('the mark at its new place', () => hasMark(bench, rect));
    expect((await bench.ask<Rect[]>('drawn')).length).toBe(1);
    await bench.close();
  });

  test('the card opens on hover, stays inside the window, closes on Escape and when left', async () => {
    const bench = await lab.open(SPIED, { terms: TERMS });
    const { page } = bench;
    await page.setViewport({ width: 500, height: 420 });
    await page.evaluate(() => {
      const keys: string[] = [];
      Object.assign(window, { keys });
      window.addEventListener('keydown', ({ key }) => keys.push(key));
      document.getElementById('p2')?.scrollIntoView({ block: 'end' });
    });
    const rect = await textRect(page, 'p2', 'SSL VPN');
    await until('the mark', () => hasMark(bench, rect));
    await page.mouse.move(rect.left + 3, rect.top + 3);
    const card = await until('the card', () => bench.ask<CardState | null>('card'));
    expect(card.text).toContain('Fortinet · FortiGate');
    expect(card.left).toBeGreaterThanOrEqual(0);
    expect(card.top).toBeGreaterThanOrEqual(0);
    expect(card.right).toBeLessThanOrEqual(500);
    expect(card.bottom).toBeLessThanOrEqual(420);
    await page.keyboard.press('Escape');
    expect(await bench.ask('card')).toBeNull();
    await page.keyboard.press('Escape');
    expect(await page.evaluate('keys')).toEqual(['Escape']); // the first was ours

    await page.mouse.move(5, 5);
    // Two moves within one frame are one to us.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    await page.mouse.move(rect.left + 3, rect.top + 3);
    await until('the card again', () => bench.ask('card'));
    await page.mouse.move(5, 5);
    await until('the card closed', async () => (await bench.ask('card')) === null);
    await bench.close();
  });

  test('clicks in marks stay the page’s, clicks on card controls are ours', async () => {
    const bench = await lab.open(SPIED, { terms: TERMS });
    const { page } = bench;
    await page.evaluate(() => {
      const presses: string[] = [];
      Object.assign(window, { presses });
      for (const type of ['pointerdown', 'mousedown', 'mouseup', 'pointerup', 'click'])
        window.addEventListener(type, () => presses.push(type));
    });
    const rect = await textRect(page, 'p1', 'FortiGate');
    await until('the mark', () => hasMark(bench, rect));
    await page.mouse.click(rect.left + 3, rect.top + 3);
    const card = await until('the card', () => bench.ask<CardState | null>('card'));
    expect(await page.evaluate('presses.splice(0).sort()')).toEqual(['click', 'mousedown', 'mouseup', 'pointerdown', 'pointerup']);
    const link = card.controls.find(({ role }) => role === 'link');
    await page.mouse.click(link?.x ?? 0, link?.y ?? 0);
    await until('the offer', async () => (await bench.ask<unknown[]>('opened')).length === 1);
    expect(await bench.ask('opened')).toEqual([{ id: expect.any(String), index: 0 }]);
    const close = card.controls.find(({ role }) => role === 'button');
    await page.mouse.click(close?.x ?? 0, close?.y ?? 0);
    expect(await bench.ask('card')).toBeNull();
    expect(await page.evaluate('presses')).toEqual([]);
    // Where the card was, the page has its clicks back.
    await page.mouse.click(link?.x ?? 0, link?.y ?? 0);
    expect(await page.evaluate('presses.length')).toBe(5);
    await bench.close();
  });

  test('reveal scrolls to the mark, through nested scrollers, and opens its card', async () => {
    const bench = await lab.open(SPIED, { terms: TERMS });
    const blocks = await bench.ask<{ id: number; text: string }[]>('blocks');
    const block = blocks.find(({ text }) => text.startsWith('Line 55'));
    const id = `0:${block?.id}:${block?.text.indexOf('FortiGate')}`;
    expect(await bench.ask('frameCall', { call: 'reveal', payload: { id } })).toBe('shown');
    const rect = await textRect(bench.page, 'p55', 'FortiGate');
    expect(rect.top).toBeGreaterThan(0);
    expect(rect.top).toBeLessThan(900);
    expect(await bench.ask('card')).not.toBeNull();
    expect(await bench.page.evaluate('document.getAnimations().length')).toBe(0);
    expect(await bench.ask('frameCall', { call: 'reveal', payload: { id: '0:9999:0' } })).toBe('gone');
    await bench.close();
  });

  test('a modal dialog opens under the marks in it', async () => {
    const bench = await lab.open(SPIED, { terms: TERMS });
    await bench.page.evaluate('document.getElementById("dialog").showModal()');
    const rect = await textRect(bench.page, 'dialog', 'FortiGate');
    await until('the mark in the dialog', () => hasMark(bench, rect));
    await bench.close();
  });

  test('stop leaves the page as it was before', async () => {
    const bench = await lab.open(SPIED, null);
    const before = await bench.page.evaluate('document.documentElement.outerHTML');
    await bench.ask('start', { terms: TERMS });
    expect(await bench.page.evaluate('document.documentElement.outerHTML')).not.toBe(before);
    await bench.ask('stop');
    expect(await bench.page.evaluate('document.documentElement.outerHTML')).toBe(before);
    await bench.page.evaluate(() => document.body.append('FortiGate'));
    await settle(bench.page);
    expect(await bench.ask<unknown[]>('log')).toHaveLength(1);
    await bench.close();
  });

  test('an orphaned script cleans up at the next change', async () => {
    const bench = await lab.open(SPIED, null);
    const before = await bench.page.evaluate('document.documentElement.children.length');
    await bench.ask('start', { terms: TERMS });
    await bench.ask('set', { alive: false });
    await bench.page.evaluate(() => document.body.append('more'));
    await until('the host gone', async () => (await bench.page.evaluate('document.documentElement.children.length')) === before);
    expect(await bench.ask('isRunning')).toBe(false);
    await bench.close();
  });

  test('a page that replaces its whole document keeps the marks', async () => {
    const bench = await lab.open(pageOf('<p>x</p>'), { terms: ['FortiGate'] });
    await bench.page.evaluate(() => {
      document.documentElement.innerHTML = '<head></head><body><p>FortiGate</p></body>';
    });
    await until('a mark', async () => (await bench.ask<Rect[]>('drawn')).length === 1);
    await bench.close();
  });
});
