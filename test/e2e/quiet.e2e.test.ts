/** A page in which nothing can be found keeps to itself: the worker sleeps until somebody asks, or something is there. */
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Site, serve } from '../serve.ts';
import { until } from '../until.ts';
import { message, press } from './controls.ts';
import { pagesFolder } from './expected.ts';
import { popupState, type Session, startSession, type Tab } from './extension.ts';

const page = (body: string, title = 'Notes') =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body><h1>Minutes</h1>
  <p>The committee met on Tuesday to talk about the garden behind the library, and agreed to plant two pear trees.</p>${body}</body></html>`;
const frame = (path: string) => `<iframe src="${path}" width="400" height="200"></iframe>`;

/** The last look at a page is five seconds after it was opened. */
const SETTLED_MS = 6_000;

describe.each(['chromium', 'firefox'] as const)('%s', (kind) => {
  let site: Site;
  let session: Session;
  beforeAll(async () => {
    site = await serve(pagesFolder, {
      '/quiet': page('<p id="late"></p>'),
      '/quiet-too': page('<p>Next meeting in May.</p>'),
      '/loud': page('<p>Two FortiGate-100F were quoted.</p>'),
      '/quiet-frames': page(frame('/quiet') + frame('/quiet-too')),
      '/loud-frame': page(frame('/quiet') + frame('/loud')),
      '/loud-top': page(`<p>One FortiGate-100F.</p>${frame('/quiet')}`),
      '/own': page('<p>Pumps by quillfeather-industries, two of them.</p>'),
      '/own-later': page('<p>Offered by Umbrage Works.</p><p id="late"></p>'),
      '/grid': page('<div role="grid" aria-rowcount="900"><div role="row">First row</div></div>'),
    });
    session = await startSession({ kind });
  });
  afterEach(() => session.closePages());
  afterAll(async () => {
    await session?.close();
    await site?.close();
  });

  const open = (path: string): Promise<Tab> => session.open(site.origin + path);
  const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
  async function openAsleep(...paths: string[]): Promise<void> {
    // Starts it, with a question of no page: one that was asked goes on reporting.
    await session.getTab({ id: 999_999 });
    await session.stopWorker();
    for (const path of paths) await open(path);
  }

  it('quiet pages, with quiet frames too, do not wake a stopped worker', async () => {
    await openAsleep('/quiet', '/quiet-too', '/quiet-frames');
    await settled();
    expect(await session.isWorkerRunning()).toBe(false);
  });

  it('a name on the page wakes it, and so does one in a frame', async () => {
    for (const path of ['/loud', '/loud-frame']) {
      await openAsleep(path);
      await until(`${path} to wake the worker`, () => session.isWorkerRunning());
    }
  });

  it('a name that comes later wakes it', async () => {
    const tab = await open('/quiet');
    await session.getTab(tab);
    await session.stopWorker();
    await tab.page.bringToFront();
    await tab.page.evaluate(() => {
      (document.getElementById('late') as HTMLElement).textContent = 'and a FortiGate-100F';
    });
    await until('the number', async () => (await session.badge(tab)) === '1');
  });

  it('the popup of a quiet page says that nothing was found, and what was read', async () => {
    const tab = await open('/quiet-frames');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await session.badge(tab)).toBe('');
    const popup = await session.openPopup(tab);
    await until('the popup to be done', async () => (await popupState(popup)) === 'done');
    const report = await session.whenDone(tab, 'all frames', ({ coverage }) => coverage.frames === 3);
    expect([report.counted, report.coverage.unread]).toEqual([0, []]);
    expect(report.coverage.characters).toBeGreaterThan(300);
  });

  it('a quiet frame beside a loud one is read, not missing', async () => {
    const tabs = [await open('/loud-frame'), await open('/loud-top')];
    for (const tab of tabs) await until('the number', async () => (await session.badge(tab)) === '1');
    // Nobody asks for the tabs: the frames are called by the worker itself.
    await settled();
    const coverages = await Promise.all(tabs.map(async (tab) => (await session.whenDone(tab)).coverage));
    expect(coverages.map(({ frames, unread }) => [frames, unread])).toEqual([
      [3, []],
      [2, []],
    ]);
  });

  it('a page that cannot be read in full says so by itself', async () => {
    const tab = await open('/grid');
    await until('the mark', async () => (await session.badge(tab)) === '?');
  });

  it('nothing of a page is left when the next one is quiet, and it is all there again on the way back', async () => {
    const tab = await open('/loud');
    await until('the number', async () => (await session.badge(tab)) === '1');
    await tab.page.goto(`${site.origin}/quiet`);
    await until('the number to go', async () => (await session.badge(tab)) === '');
    expect((await session.whenDone(tab)).confirmed).toEqual([]);
    await tab.page.goBack();
    await until('the number to come back', async () => (await session.badge(tab)) === '1');
  });

  it('the names of a list of an earlier version are told to pages once the extension is updated', async () => {
    // A browser of its own: an update closes all pages of the extension.
    const updated = await startSession({ kind });
    try {
      const settings = await updated.openSettings('own');
      await addNames(settings, 'Umbrage Works');
      const before = await filterOf(settings);
      expect(before.isKnown).toBe(true);
      await settings.evaluate(forgetFilters);
      expect((await filterOf(settings)).isKnown).toBe(false);
      await updated.updateExtension();
      const after = await until('the filter', async () => {
        const page = await updated.browser.newPage();
        try {
          // Firefox never reports the load of such a page.
          await page.goto(`${updated.extensionOrigin}/src/options/index.html#own`, kind === 'firefox' ? { waitUntil: [] } : {});
          await until('the page', () => page.evaluate(() => document.readyState === 'complete' && chrome.runtime !== undefined), 2_000);
          const filter = await filterOf(page);
          return filter.isKnown && filter;
        } finally {
          await page.close();
        }
      });
      expect(after).toEqual(before);
    } finally {
      await updated.close();
    }
  });

  describe('with names of the organisation’s own', () => {
    let waiting: Tab;
    beforeAll(async () => {
      waiting = await open('/own-later');
      await addNames(await session.openSettings('own'), 'Quillfeather Industries', 'Umbrage Works', '思科诺维科技有限公司');
    });

    it('a page that was quiet when they came is looked through for them', async () => {
      await until('the number', async () => (await session.badge(waiting)) === '1');
    });

    it('pages without any of them do not wake a stopped worker', async () => {
      await openAsleep('/quiet', '/quiet-too', '/quiet-frames');
      await settled();
      expect(await session.isWorkerRunning()).toBe(false);
    });

    it('one of them wakes it, however it is written, and is found', async () => {
      await openAsleep('/quiet');
      await settled();
      expect(await session.isWorkerRunning()).toBe(false);
      const tab = await open('/own');
      await until('the page to wake the worker', () => session.isWorkerRunning());
      await until('the number', async () => (await session.badge(tab)) === '1');
    });

    it('one of them that comes later wakes it', async () => {
      await openAsleep();
      const tab = await open('/quiet');
      await settled();
      expect(await session.isWorkerRunning()).toBe(false);
      await tab.page.evaluate(() => {
        (document.getElementById('late') as HTMLElement).textContent = 'offered by UMBRAGE WORKS';
      });
      await until('the number', async () => (await session.badge(tab)) === '1');
    });
  });
});

async function addNames(settings: Page, ...names: readonly string[]): Promise<void> {
  await press(settings, message('own_paste'));
  await settings.type('#own textarea', names.join('\n'));
  await press(settings, message('own_continue'));
  await until('the preview', () => settings.$('[data-import="preview"]'));
  await press(settings, message('own_check'));
  await until('the summary', () => settings.$('[data-import="summary"]'));
  await press(settings, message('own_add'));
  await until('the list', () => settings.$('[data-import="imported"]'));
}

/** What pages read of the names of own lists. */
async function filterOf(page: Page): Promise<{ isKnown: boolean; bytes: string }> {
  return page.evaluate(async () => {
    const { ownLists, ownNamesFilter } = (await chrome.storage.local.get(['ownLists', 'ownNamesFilter'])) as {
      ownLists?: { change: string };
      ownNamesFilter?: { change: string; bytes: string } | null;
    };
    return { isKnown: ownNamesFilter != null && ownNamesFilter.change === ownLists?.change, bytes: ownNamesFilter?.bytes ?? '' };
  });
}

/** Runs in a page of the extension: leaves its lists as they were before they had filters. */
async function forgetFilters(): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('own-lists');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const transaction = database.transaction('files', 'readwrite');
  const cursors = transaction.objectStore('files').openCursor();
  cursors.onsuccess = () => {
    const cursor = cursors.result;
    if (cursor === null) return;
    const { filter: _, ...rest } = cursor.value as { filter: Blob };
    cursor.update(rest);
    cursor.continue();
  };
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
  database.close();
  await chrome.storage.local.set({ ownNamesFilter: null });
}
