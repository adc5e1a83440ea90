/** Where is read and where never: rules for sites, set in the settings and in the popup, in real pages and frames. */
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Site, serve } from '../serve.ts';
import { until } from '../until.ts';
import { message, press, showView } from './controls.ts';
import { pagesFolder } from './expected.ts';
import { popupState, type Session, startSession, type Tab } from './extension.ts';
import { keepDiary } from './page-diary.ts';
import { findHiddenRoots } from './page-eyes.ts';

/** A page, or a frame of one. */
interface Document {
  evaluate(expression: string): Promise<unknown>;
}

const framed = '<!doctype html><meta charset="utf-8"><title>Framed</title><h1>Quotes</h1><p>Item: FortiGate-100F, 2 pieces</p>';
const pages = {
  '/framed': `${framed}<iframe src="{{other}}/quote-en/" width="600" height="400"></iframe>`,
  '/orders/1': framed,
  '/orders-old': framed,
};

/** Adds a site with the field of the settings page that has this id. */
async function addSite(settings: Page, field: 'add-granted' | 'add-never', pattern: string): Promise<void> {
  await settings.bringToFront();
  const input = await until(field, () => settings.$(`#${field}`));
  await input.type(pattern);
  await input.press('Enter');
  await until(`${pattern} to be in the list`, () => settings.$(`button[aria-label="${message('action_remove')}: ${pattern}"]`));
}

async function removeSite(settings: Page, pattern: string): Promise<void> {
  await press(settings, `${message('action_remove')}: ${pattern}`);
  await until(`${pattern} to be gone`, async () => (await settings.$(`[aria-label$=": ${pattern}"]`)) === null);
}

describe.each(['chromium', 'firefox'] as const)('%s', (kind) => {
  let site: Site;
  beforeAll(async () => {
    site = await serve(pagesFolder, pages);
  });
  afterAll(() => site?.close());

  describe('where every site is granted', () => {
    let session: Session;
    beforeAll(async () => {
      session = await startSession({ kind });
    });
    beforeEach(async () => {
      const settings = await session.openSettings();
      await settings.evaluate(() => chrome.storage.local.clear());
    });
    afterEach(() => session.closePages());
    afterAll(() => session?.close());

    const hostsIn = (document: Document): Promise<unknown> => document.evaluate('document.documentElement.children.length - 2');
    /** Whether something was put beside the body since this was asked last; only of a page that keeps a diary. */
    const wasTouched = async (document: Document): Promise<boolean> =>
      String(await document.evaluate('JSON.stringify(diary.take().records)')).includes('childList html  +div -');
    async function expectUntouched(tab: Tab): Promise<void> {
      await until('nothing of ours to be in the page', async () => (await hostsIn(tab.page)) === 0);
      if (kind === 'chromium') expect(await findHiddenRoots(tab.page)).toEqual([]);
      await until('the number to be gone', async () => !/\d/.test(await session.badge(tab)));
    }

    it('a site that is never read is left alone, also by a click; lifting it in the popup reads it', async () => {
      const open = await session.open(`${site.otherOrigin}/quote-en/`);
      const { counted } = await session.whenDone(open, 'findings', (report) => report.counted > 0);
      const settings = await session.openSettings('sites');
      // Of a kind that a browser may not know: the others must not suffer.
      await addSite(settings, 'add-never', '[::1]:8080/orders');
      await addSite(settings, 'add-never', 'localhost');
      await until('the open page to be left', async () => (await session.getTab(open)).state === 'never');
      await expectUntouched(open);

      const later = await session.open(`${site.origin}/orders-old`);
      await keepDiary(later.page);
      await later.page.goto(`${site.otherOrigin}/quote-en/`);
      const { state, neverBy, report } = await session.getTab(later);
      expect([state, neverBy, report]).toEqual(['never', ['localhost'], null]);
      await expectUntouched(later);

      const popup = await session.openPopup(later);
      expect(await popupState(popup)).toBe('never');
      await expectUntouched(later);
      // Not even for a moment.
      expect(await wasTouched(later.page)).toBe(false);
      await press(popup, message('action_lift'));
      await session.whenDone(later, 'the findings', (found) => found.counted === counted);
      await press(popup, message('action_never'));
      await until('never', async () => (await popupState(popup)) === 'never');
      await expectUntouched(later);
      await press(popup, message('action_lift'));
      await session.whenDone(open, 'the other tab to be read too', (found) => found.counted === counted);
    });

    it('its frame in another page is not read either, is told as unread, and holds nothing of ours', async () => {
      const settings = await session.openSettings('sites');
      const tab = await session.open(`${site.origin}/orders-old`);
      await keepDiary(tab.page);
      await tab.page.goto(`${site.origin}/framed`);
      const both = await session.whenDone(tab, 'both frames', ({ coverage }) => coverage.frames === 2);
      expect(both.counted).toBeGreaterThan(1);
      await addSite(settings, 'add-never', 'localhost/quote-en');
      const inner = (): Document => {
        const frame = tab.page.frames().find((candidate) => candidate.url().startsWith(site.otherOrigin));
        if (frame === undefined) throw new Error('no frame');
        return frame;
      };
      const expectOuterOnly = async (): Promise<void> => {
        const report = await session.whenDone(tab, 'the page without the frame', ({ coverage }) => coverage.frames === 1);
        expect(report.counted).toBe(1);
        expect(report.coverage.unread).toEqual([{ what: 'frame', count: 1 }]);
        await until('nothing of ours to be in the frame', async () => (await hostsIn(inner())) === 0);
      };
      await expectOuterOnly();
      await tab.page.bringToFront();
      await tab.page.reload();
      await expectOuterOnly();
      const popup = await session.openPopup(tab);
      await press(popup, message('action_check_again'));
      await expectOuterOnly();
      expect(await wasTouched(inner())).toBe(false);
      await removeSite(settings, 'localhost/quote-en');
      await tab.page.bringToFront();
      await tab.page.reload();
      await session.whenDone(tab, 'both frames again', ({ coverage, counted }) => coverage.frames === 2 && counted === both.counted);
    });

    it('what is no site is refused with what to do, and nothing is stored', async () => {
      const settings = await session.openSettings('sites');
      await settings.type('#add-never', '*');
      await (await settings.$('#add-never'))?.press('Enter');
      await until(
        'the reason',
        async () => (await settings.$eval('#add-never-hint', (hint) => hint.textContent)) === message('sites_bad_everything'),
      );
      expect(await settings.$$('.site-rows li')).toEqual([]);
    });
  });

  // Chromium asks in a window of its own that nobody can answer here.
  it.runIf(kind === 'firefox')('from a click to sites to everywhere and back', async () => {
    const session = await startSession({ kind, granted: false });
    try {
      const settings = await session.openSettings('sites');
      const mode = (): Promise<unknown> => settings.$eval('[name="site-mode"]:checked', (input) => (input as HTMLInputElement).value);
      const choose = async (value: string): Promise<void> => {
        await settings.bringToFront();
        await settings.click(`[name="site-mode"][value="${value}"]`);
      };
      const orders = await session.open(`${site.origin}/orders/1`);
      const old = await session.open(`${site.origin}/orders-old`);
      expect((await session.getTab(orders)).state).toBe('not-checked');
      expect(await mode()).toBe('click');

      await choose('sites');
      await addSite(settings, 'add-granted', '127.0.0.1/orders');
      await session.whenDone(orders, 'the chosen part', ({ counted }) => counted === 1);
      await orders.page.reload();
      await session.whenDone(orders, 'the chosen part', ({ counted }) => counted === 1);
      await old.page.reload();
      expect((await session.getTab(old)).state).toBe('not-checked');

      await choose('everywhere');
      await until('everywhere', async () => (await mode()) === 'everywhere');
      await session.whenDone(old, 'the rest of the site', ({ counted }) => counted === 1);

      await choose('sites');
      await until('the list', async () => (await mode()) === 'sites');
      expect(await settings.$$eval('.site-rows li', (rows) => rows.map((row) => row.firstElementChild?.textContent))).toEqual([
        '127.0.0.1/orders',
      ]);
      await old.page.reload();
      expect((await session.getTab(old)).state).toBe('not-checked');

      await choose('click');
      await press(settings, message('action_access_click'));
      await until('the permission to be gone', async () => (await mode()) === 'click');
      await until('the findings to go', async () => (await session.getTab(orders)).state === 'not-checked');
      await showView(settings, 'sites');
    } finally {
      await session.close();
    }
  });
});
