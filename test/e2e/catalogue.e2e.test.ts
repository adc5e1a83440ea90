/** What a reviewer decides in the catalogue and the popup: the scope of one list, and what is set aside. */
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Site, serve } from '../serve.ts';
import { until } from '../until.ts';
import { message, open, press, setLanguage, showView, unfold } from './controls.ts';
import { listFindings, pagesFolder } from './expected.ts';
import { type Session, startSession, type Tab } from './extension.ts';
import { findHiddenRoots, listDrawn } from './page-eyes.ts';

const notice = 'cn-2026-cybersecurity';

describe.each(['chromium', 'firefox'] as const)('%s', (kind) => {
  let site: Site;
  let session: Session;
  beforeAll(async () => {
    site = await serve(pagesFolder);
    session = await startSession({ kind });
  });
  afterEach(async () => {
    // What a test that failed half way has set must not fail its repetition.
    await (await session.openSettings()).evaluate(() => chrome.storage.local.set({ settings: {} }));
    await session.closePages();
  });
  afterAll(async () => {
    await session?.close();
    await site?.close();
  });

  /** How many marks are drawn, once some frames bring no others: they come in several. Only Chromium lets a test look. */
  async function countMarks({ page }: Tab): Promise<number> {
    await page.bringToFront();
    const look = async (): Promise<number> => listDrawn(await findHiddenRoots(page)).length;
    let seen = await look();
    await until('the marks to stay as they are', async () => {
      await page.evaluate(async () => {
        for (let frame = 0; frame < 5; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
      });
      const before = seen;
      seen = await look();
      return seen === before;
    });
    return seen;
  }

  /** Opens the details of the first list that a search finds. */
  async function openList(settings: Page, words: string): Promise<void> {
    await settings.bringToFront();
    await settings.type('#lists input[type="search"]', words);
    await until('the other lists to go', async () => (await settings.$$('.list-card')).length < 4);
    await open(settings, message('list_details'));
  }

  it('what counts of one list changes the open page at once, both ways', async () => {
    const tab = await session.open(`${site.origin}/quote-en/`);
    const all = await session.whenDone(tab, 'findings', ({ counted }) => counted > 0);
    const settings = await session.openSettings();
    await openList(settings, 'fortinet');
    const choose = async (scope: string): Promise<void> => {
      await settings.bringToFront();
      await settings.click(`input[name="scope-${notice}"][value="${scope}"]`);
    };
    await choose('in-scope-only');
    const narrow = await session.whenDone(tab, 'what is outside the scope to go', ({ counted }) => counted < all.counted);
    expect(narrow.counted).toBeGreaterThan(0);
    expect(listFindings(narrow.confirmed).map(({ product }) => product?.id)).not.toContain('vsphere');
    expect(await settings.$eval('.list-meta', (element) => element.textContent)).toContain(message('list_narrowed'));
    await choose('all-products');
    await session.whenDone(tab, 'it to come back', ({ counted }) => counted === all.counted);
  });

  it('a search for a vendor shows the lists that name it', async () => {
    const settings = await session.openSettings();
    await settings.bringToFront();
    await settings.type('#lists input[type="search"]', 'huawei');
    await until('the search', async () => (await settings.$$('.list-card')).length < 10);
    const shown = await settings.$$eval('.list-card [role="switch"]', (switches) => switches.map((one) => one.getAttribute('data-list')));
    expect(shown).toEqual(['uk-high-risk-vendors', 'us-1260h', 'us-fcc-covered-list', 'us-section-889']);
    expect(await settings.$$eval('.list-found', (found) => found.every((one) => one.textContent?.includes('Huawei')))).toBe(true);
  });

  it('in Chinese, what a list says of itself and of its members is in Chinese', async () => {
    const settings = await session.openSettings();
    await setLanguage(settings, 'zh_CN');
    await showView(settings, 'lists');
    await unfold(settings);
    // Names of vendors may have no Chinese form; titles of sources and names as listed are quoted as they are.
    const words = await settings.$$eval('.list-details .foreign:not([dir])', (elements) =>
      elements
        .filter((element) => !element.closest('th, .sources'))
        .map((element) => [(element as HTMLElement).lang, element.textContent ?? '']),
    );
    expect(words.length).toBeGreaterThan(500);
    expect(words.filter(([lang, text]) => lang !== '' || !/\p{Script=Han}/u.test(text ?? ''))).toEqual([]);
  });

  it('conflicts: who is offered here and restricted elsewhere stands there with the lists that are off', async () => {
    const settings = await session.openSettings('conflicts');
    await settings.bringToFront();
    const companies = (): Promise<(string | null)[]> =>
      settings.$$eval('[data-company]', (rows) => rows.map((row) => row.getAttribute('data-company')));
    await settings.click(`::-p-aria([name="${message('conflicts_offered')}"][role="checkbox"])`);
    await until('the others to go', async () => !(await companies()).includes('lockheed-martin'));
    expect(await settings.$eval('[data-company="hikvision"]', (row) => row.textContent)).toContain('China');
    expect(await settings.$eval('[data-company="hikvision"] [data-list="us-section-889"]', (chip) => chip.textContent)).toContain(
      message('conflicts_off'),
    );
    await settings.type('#conflicts input[type="search"]', 'hikvision');
    await until('the search', async () => (await companies()).join() === 'hikvision');
  });

  it('a vendor set aside in the popup loses flags and number, is shown with the reason, and comes back when that is undone', async () => {
    const tab = await session.open(`${site.origin}/quote-en/`);
    const before = await session.whenDone(tab, 'findings', ({ counted }) => counted > 0);
    const ofFortinet = before.confirmed.find(({ vendor }) => vendor.id === 'fortinet')?.counted ?? 0;
    expect(ofFortinet).toBeGreaterThan(0);
    const marks = kind === 'chromium' ? await until('the marks', () => countMarks(tab)) : 0;

    const popup = await session.openPopup(tab);
    await unfold(popup);
    await popup.bringToFront();
    await popup.click('[data-vendor="fortinet"] .set-aside-open');
    await until('the form', () => popup.$('.set-aside select'));
    // The last choice is all of the vendor. Without a reason nothing happens but that it is asked for.
    await popup.$eval('.set-aside select', (select) => {
      const all = select as HTMLSelectElement;
      all.selectedIndex = all.options.length - 1;
      all.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await press(popup, message('exempt_do'));
    await until('the reason to be asked for', () => popup.$('.set-aside [role="alert"]'));
    await popup.type('.set-aside input', 'Waiver 2026-17');
    await press(popup, message('exempt_do'));

    const after = await session.whenDone(tab, 'Fortinet to go', ({ counted }) => counted === before.counted - ofFortinet);
    expect(after.confirmed.map(({ vendor }) => vendor.id)).not.toContain('fortinet');
    expect(listFindings(after.exempt)).toHaveLength(listFindings(before.confirmed.filter(({ vendor }) => vendor.id === 'fortinet')).length);
    await until('the number to follow', async () => (await session.badge(tab)) === String(after.counted));
    if (kind === 'chromium') await until('its marks to go', async () => (await countMarks(tab)) < marks);
    await popup.bringToFront();
    await until('the section', () => popup.$('[data-section="exempt"]'));
    await unfold(popup);
    expect(await popup.$eval('[data-section="exempt"] .exempted', (element) => element.textContent)).toContain('Waiver 2026-17');

    const settings = await session.openSettings();
    const listed = '[data-exempt="fortinet"]';
    await until('it to be listed', () => settings.$(listed));
    expect(await settings.$eval(listed, (element) => element.textContent)).toContain('Waiver 2026-17');
    await settings.bringToFront();
    await settings.click(`${listed} button`);
    const again = await session.whenDone(tab, 'Fortinet to come back', ({ counted }) => counted === before.counted);
    expect(again.confirmed).toEqual(before.confirmed);
    expect(again.exempt).toEqual([]);
    if (kind === 'chromium') await until('its marks to come back', async () => (await countMarks(tab)) === marks);
  });

  it('a member set aside in the catalogue does not count', async () => {
    const tab = await session.open(`${site.origin}/quote-en/`);
    const before = await session.whenDone(tab, 'findings', ({ counted }) => counted > 0);
    const settings = await session.openSettings();
    await openList(settings, 'fortinet');
    await settings.click('[data-member="fortinet"] .set-aside-open');
    await settings.type('.set-aside input', 'Waiver 2026-18');
    await press(settings, message('exempt_do'));
    await session.whenDone(tab, 'Fortinet to go', ({ counted }) => counted < before.counted);
    await settings.click('[data-exempt="fortinet"] button');
    await session.whenDone(tab, 'Fortinet to come back', ({ counted }) => counted === before.counted);
  });
});
