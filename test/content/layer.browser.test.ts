/** The layer above everything, off the paper, and gone without a trace. */
import { inflateSync } from 'node:zlib';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../until.ts';
import { type Bench, type Kind, type Lab, openLab, pageOf } from './lab.ts';

const TALL = '<div style="height:3000px"></div>';

async function open(lab: Lab, body: string, rows = 'tr'): Promise<Bench> {
  const bench = await lab.open(pageOf(body), null);
  await bench.ask('start', { terms: ['Cisco ASA'], rows });
  return bench;
}

/** A picture of an element, as text to compare. */
async function picture(page: Page, selector: string): Promise<string> {
  const clip = await page.$eval(selector, (element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x, y, width, height };
  });
  return String(await page.screenshot({ clip, encoding: 'base64' }));
}

/** Everything that the streams of a PDF draw, unpacked. */
function readPdf(bytes: Uint8Array): string {
  const raw = Buffer.from(bytes);
  let text = '';
  for (let at = raw.indexOf('stream'); at >= 0; at = raw.indexOf('stream', at + 6)) {
    const begin = raw[at + 6] === 13 ? at + 8 : at + 7;
    try {
      text += inflateSync(raw.subarray(begin, raw.indexOf('endstream', begin)), { finishFlush: 2 }).toString('latin1');
    } catch {
      // a picture or font, or the word in "endstream"
    }
  }
  return text;
}

/** The colour of confirmed marks, as PDFs write it. */
const MARK_COLOUR = /\s0?\.85\d* 0?\.28\d* 0?\.05\d* rg/i;

const OPENINGS: Record<string, { readonly html: string; readonly act: string; readonly selector: string }> = {
  'a modal dialog': { html: '<dialog id=a><p id=b>a Cisco ASA</p></dialog>', act: 'a.showModal()', selector: '#b' },
  'a popover': { html: '<div popover id=a><p id=b>a Cisco ASA</p></div>', act: 'a.showPopover()', selector: '#b' },
  'a second dialog over the first': {
    html: '<dialog id=c>c</dialog><dialog id=a><p id=b>a Cisco ASA</p></dialog>',
    act: 'c.showModal(); requestAnimationFrame(() => requestAnimationFrame(() => a.showModal()))',
    selector: '#b',
  },
  'a dialog in a shadow root': {
    html: `<div id=host></div><script>const root = host.attachShadow({ mode: 'open' });
      root.innerHTML = '<dialog><p>a Cisco ASA</p></dialog>';</script>`,
    act: 'root.firstChild.showModal()',
    selector: '>>> dialog',
  },
};

describe.each<Kind>(['chromium', 'firefox'])('%s', (kind) => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await openLab(kind, 'overlay');
  });
  afterAll(() => lab?.close());

  describe('marks are seen above', () => {
    test.each(Object.keys(OPENINGS))('%s', async (name) => {
      const { html, act, selector } = OPENINGS[name] ?? { html: '', act: '', selector: '' };
      const bench = await open(lab, html);
      await bench.ask('watchRoots');
      await bench.page.evaluate(`void (${act.includes(';') ? `(() => { ${act} })()` : act})`);
      await until('the mark', async () => (await bench.ask<unknown[]>('drawn')).length === 1);
      expect(await bench.ask('settled')).toBeLessThan(1);
      const marked = await picture(bench.page, selector);
      await bench.ask('stop');
      const plain = await picture(bench.page, selector);
      expect(await picture(bench.page, selector)).toBe(plain); // pictures can be compared
      expect(marked).not.toBe(plain);
      await bench.close();
    });

    test('what opens, in its first frame, whether there are marks in it or not', async () => {
      const bench = await open(lab, '<p>a Cisco ASA</p><div popover id=a style="inset:0;width:300px;height:200px;margin:0">x</div>');
      // The page cannot see the order of the top layer; we can, by what was shown last.
      expect(await bench.ask('raisingsByFirstFrame', 'a')).toBe(1);
      await bench.ask('follow', 3);
      await bench.ask('raisings');
      await bench.page.evaluate(() => document.body.append(Object.assign(document.createElement('details'), { open: true })));
      await bench.ask('follow', 3);
      expect(await bench.ask('raisings')).toBe(0);
      await bench.close();
    });
  });

  describe('on paper', () => {
    test('there are neither marks nor cards, and they are back afterwards', async () => {
      const page = (body: string) => open(lab, `<style>body { margin: 40px }</style>${body}`);
      const painted = await page('<div style="background:rgb(217, 72, 15);height:20px;print-color-adjust:exact">Own</div>');
      expect(MARK_COLOUR.test(readPdf(await painted.page.pdf({ printBackground: true })))).toBe(true); // it would be found
      await painted.close();

      const bench = await page('<table><tr><td>a Cisco ASA</tr></table>');
      await bench.ask('openCard');
      // The mark, and the bar beside its row, which may come a moment later.
      await until('mark and bar', async () => (await bench.ask<unknown[]>('drawn')).length === 2);
      const before = await bench.ask<unknown[]>('drawn');
      expect(MARK_COLOUR.test(readPdf(await bench.page.pdf({ printBackground: true })))).toBe(false);
      await until('the marks again', async () => JSON.stringify(await bench.ask('drawn')) === JSON.stringify(before));
      await bench.close();
    });

    test.runIf(kind === 'chromium')('nor in a preview', async () => {
      const bench = await open(lab, '<p>a Cisco ASA</p>');
      await bench.page.emulateMediaType('print');
      await until('no marks', async () => (await bench.ask<unknown[]>('drawn')).length === 0);
      expect(await bench.ask('isShown')).toBe(false);
      await bench.page.emulateMediaType();
      await until('the mark', async () => (await bench.ask<unknown[]>('drawn')).length === 1);
      await bench.close();
    });

    test('a page that only says that it is printed changes nothing', async () => {
      const bench = await open(lab, '<p>a Cisco ASA</p>');
      await bench.page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
      expect(await bench.ask('isShown')).toBe(true);
      await bench.close();
    });
  });

  test('when it stops nothing is left: no element, listener, observer, timer, frame', async () => {
    const html = `<div id=host></div><script>host.attachShadow({ mode: 'open' }).innerHTML = '<p>a Cisco ASA</p>';</script>
      <table>${'<tr><td>a Cisco ASA</tr>'.repeat(150)}</table><dialog id=a></dialog>${TALL}`;
    const bench = await lab.open(pageOf(html), null);
    const plain = await bench.page.evaluate('document.documentElement.outerHTML');
    const before = await bench.ask('leftovers'); // the harness listens too
    await bench.ask('start', { terms: ['Cisco ASA'], rows: 'tr' });
    await bench.ask('watchRoots');
    await bench.ask('openCard');
    expect(((await bench.ask('leftovers')) as string[]).length).toBeGreaterThan(30);
    // In the middle of everything.
    await bench.ask('beginReveal');
    await bench.page.evaluate('a.showModal(); scrollBy(0, 40)');
    await bench.ask('stop');
    expect(await bench.ask('leftovers')).toEqual(before);
    await bench.page.evaluate('a.close()');
    expect(await bench.page.evaluate('document.documentElement.outerHTML')).toBe(plain);
    const drawings = await bench.ask('drawings');
    await bench.page.evaluate('scrollBy(0, 40); document.body.append("Cisco ASA"); new Promise((done) => setTimeout(done, 700))');
    expect(await bench.ask('drawings')).toBe(drawings);
    expect(await bench.ask('leftovers')).toEqual(before);
    await bench.close();
  });
});
