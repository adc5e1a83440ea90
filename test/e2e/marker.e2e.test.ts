/** The script that draws marks goes into the frames in which something is to be marked, once, and into no other. */
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Site, serve } from '../serve.ts';
import { until } from '../until.ts';
import { pagesFolder } from './expected.ts';
import { type Session, startSession, type Tab } from './extension.ts';
import { findHiddenRoots, listDrawn } from './page-eyes.ts';

const NAME = '<p>Two FortiGate-100F were quoted.</p>';
const page = (body: string) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Notes</title></head><body><h1>Minutes</h1>${body}</body></html>`;

const pages: Record<string, string> = {
  '/quiet': page('<p id="late">Two pear trees.</p>'),
  '/loud': page(NAME),
  '/quiet-frame': page(`${NAME}<iframe src="/quiet" width="400" height="200"></iframe>`),
  // A frame of each kind that has no address of its own; names in them alone.
  '/frames': page(`<iframe id="blank" width="400" height="100"></iframe>
    <iframe srcdoc="${NAME}" width="400" height="100"></iframe>
    <iframe srcdoc="${NAME}" sandbox width="400" height="100"></iframe>
    <iframe id="blob" width="400" height="100"></iframe>
    <script>
      blank.contentDocument.body.innerHTML = '${NAME}';
      blob.src = URL.createObjectURL(new Blob(['<!doctype html><title>b</title>${NAME}'], { type: 'text/html' }));
    </script>`),
};

/** Of each frame with our script: whether it has what draws marks, the top frame first. */
function readMarkers(desk: Page, tab: Tab): Promise<boolean[]> {
  return desk.evaluate(async (tabId) => {
    const read = (): boolean | null => {
      const session = (globalThis as Record<symbol, { hasMarker?: boolean } | undefined>)[Symbol.for('vendor-lens')];
      return session?.hasMarker ?? null;
    };
    const results = await chrome.scripting.executeScript({ target: { tabId, allFrames: true }, func: read });
    return [...results]
      .sort((a, b) => a.frameId - b.frameId)
      .map(({ result }) => result)
      .filter((result) => result !== null);
  }, tab.id);
}

describe.each(['chromium', 'firefox'] as const)('%s', (kind) => {
  let site: Site;
  let session: Session;
  let desk: Page;
  beforeAll(async () => {
    site = await serve(pagesFolder, pages);
    session = await startSession({ kind });
    desk = await session.openSettings();
  });
  afterAll(async () => {
    await session?.close();
    await site?.close();
  });
  const open = (path: string): Promise<Tab> => session.open(site.origin + path);
  const markers = (tab: Tab): Promise<boolean[]> => readMarkers(desk, tab);
  const found = (tab: Tab, count: number) => session.whenDone(tab, 'findings', ({ counted }) => counted === count);

  it('a page in which nothing is found never gets it, not even when the popup asks', async () => {
    const tab = await open('/quiet');
    await session.openPopup(tab);
    await session.whenDone(tab);
    expect(await markers(tab)).toEqual([false]);
  });

  it('a page with a name gets it, a quiet frame in it does not', async () => {
    const tab = await open('/quiet-frame');
    await found(tab, 1);
    await until('the marker', async () => (await markers(tab))[0]);
    expect(await markers(tab)).toEqual([true, false]);
  });

  it('frames without an address of their own get it', async () => {
    const tab = await open('/frames');
    await session.whenDone(tab, 'all frames', ({ coverage }) => coverage.frames === 5);
    await until('the markers', async () => (await markers(tab)).join() === 'false,true,true,true,true');
  });

  it('a name that comes later brings it, after the worker was ended', async () => {
    const tab = await open('/quiet');
    await session.getTab(tab);
    await session.stopWorker();
    await tab.page.bringToFront();
    await tab.page.evaluate(() => {
      (document.getElementById('late') as HTMLElement).textContent = 'One FortiGate-100F.';
    });
    await until('the marker', async () => (await markers(tab))[0]);
  });

  it('a page from the back/forward cache keeps it or gets it anew, and the page between has none', async () => {
    const tab = await open('/loud');
    await until('the marker', async () => (await markers(tab))[0]);
    await tab.page.goto(`${site.origin}/quiet`);
    await session.whenDone(tab);
    expect(await markers(tab)).toEqual([false]);
    await tab.page.goBack();
    await until('the marker', async () => (await markers(tab))[0]);
  });
});

describe('Chromium', () => {
  let site: Site;
  let session: Session;
  beforeAll(async () => {
    site = await serve(pagesFolder, pages);
  });
  afterEach(() => session?.close());
  afterAll(() => site?.close());

  /** How often it was run in the documents of a page's process. */
  async function countRuns(tab: Page): Promise<() => number> {
    const debug = await tab.createCDPSession();
    let runs = 0;
    debug.on('Debugger.scriptParsed', ({ url }) => {
      if (url.endsWith('/marker.iife.js')) runs += 1;
    });
    await debug.send('Debugger.enable');
    return () => runs;
  }

  it('it runs once in a frame, however many batches a page is read in and however often it is read again', async () => {
    session = await startSession({ kind: 'chromium' });
    const many = Array.from({ length: 3_000 }, (_, i) => `<p>Item ${i}: ${'a plain wooden chair for the hall '.repeat(20)}</p>`).join('');
    pages['/many'] = page(`${NAME}${many}${NAME}`);
    const tab = await session.open('about:blank');
    const runs = await countRuns(tab.page);
    await tab.page.goto(`${site.origin}/many`);
    await session.whenDone(tab, 'both names', ({ confirmed }) => confirmed[0]?.items.length !== 0, 90_000);
    await tab.page.evaluate(() => document.body.append('and a FortiGate-200F'));
    await session.whenDone(tab, 'a third', ({ confirmed }) => JSON.stringify(confirmed).includes('200F'));
    expect(runs()).toBe(1);
  });

  it('with a click alone, and no lasting access, marks are drawn', async () => {
    session = await startSession({ kind: 'chromium', granted: false });
    const tab = await session.open(`${site.origin}/loud`);
    await session.clickAction(tab.page);
    await until('the mark', async () => listDrawn(await findHiddenRoots(tab.page)).length > 0);
  });
});
