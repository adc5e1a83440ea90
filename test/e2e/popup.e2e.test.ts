/** The real popup, opened as a page beside the tab it speaks of. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Site, serve } from '../serve.ts';
import { until } from '../until.ts';
import { message, press, unfold } from './controls.ts';
import { listFindings, pagesFolder } from './expected.ts';
import { popupState, type Session, startSession } from './extension.ts';
import { findHiddenRoots } from './page-eyes.ts';

/** A restricted name far below the first screen. */
const tall = `<!doctype html><meta charset="utf-8"><title>Tall</title><h1>Order</h1>
<div style="height: 4000px">Nothing here</div><p>Item: FortiGate-100F, 2 pieces</p>`;

let site: Site;
let session: Session;
beforeAll(async () => {
  site = await serve(pagesFolder, { '/tall': tall });
  session = await startSession({ kind: 'chromium' });
});
afterEach(() => session.closePages());
afterAll(async () => {
  await session?.close();
  await site?.close();
});

it('shows every confirmed vendor, product and place once, and the number of places on top', async () => {
  const tab = await session.open(`${site.origin}/quote-en/`);
  const report = await session.whenDone(tab);
  const popup = await session.openPopup(tab);
  await until('the popup to be done', async () => (await popupState(popup)) === 'done');
  expect(await popup.$eval('body', (body) => body.textContent)).toContain(String(report.counted));
  await unfold(popup);
  const shown = await popup.evaluate(() => {
    const list = (name: string): string[] =>
      [...document.querySelectorAll<HTMLElement>(`[data-section="confirmed"] [data-${name}]`)].map(
        (element) => element.dataset[name] ?? '',
      );
    return { vendors: list('vendor'), products: list('product'), findings: list('finding') };
  });
  expect(shown.vendors).toEqual(report.confirmed.map((group) => group.vendor.id));
  expect(shown.products.filter(Boolean)).toEqual(
    report.confirmed.flatMap((group) => group.items.flatMap((item) => (item.product ? [item.product.id] : []))),
  );
  expect(shown.findings.toSorted()).toEqual(
    listFindings(report.confirmed)
      .map(({ id }) => id)
      .toSorted(),
  );
});

it('offers alternatives with their basis, as links that open apart and send no referrer', async () => {
  const tab = await session.open(`${site.origin}/quote-en/`);
  const report = await session.whenDone(tab);
  const firewalls = report.confirmed.flatMap((group) => group.items).filter((item) => item.product?.category?.id === 'network-firewall');
  expect(firewalls.length).toBeGreaterThan(0);
  for (const item of firewalls) expect(item.offers.length).toBeGreaterThan(0);
  const popup = await session.openPopup(tab);
  await unfold(popup);
  const offers = await popup.$$eval('[data-offer]', (elements) =>
    elements.map((element) => ({
      text: element.textContent ?? '',
      name: element.querySelector('strong, a')?.textContent ?? '',
      links: element.querySelectorAll('a[href]').length,
    })),
  );
  expect(offers.length).toBe(report.confirmed.flatMap((group) => group.items).reduce((sum, item) => sum + item.offers.length, 0));
  expect(offers.filter(({ text, name }) => text.trim().length <= name.length + 3)).toEqual([]);
  expect(offers.some(({ links }) => links > 0)).toBe(true);
  const links = await popup.$$eval('a[href]', (elements) =>
    elements.map((element) => ({
      href: element.getAttribute('href') ?? '',
      target: element.getAttribute('target'),
      rel: element.getAttribute('rel') ?? '',
    })),
  );
  for (const { href, target, rel } of links) {
    expect(new URL(href).protocol, href).toBe('https:');
    expect(target, href).toBe('_blank');
    expect(rel.split(' '), href).toEqual(expect.arrayContaining(['noopener', 'noreferrer']));
  }
});

it('always says what was read', async () => {
  const tab = await session.open(`${site.origin}/clean-en/`);
  await session.whenDone(tab);
  const popup = await session.openPopup(tab);
  await until('the popup to be done', async () => (await popupState(popup)) === 'done');
  expect(await popup.$eval('[data-coverage]', (element) => element.textContent)).toMatch(/\d/);
  expect(await popup.$('[data-section="confirmed"] [data-vendor]')).toBeNull();
});

it('a place in the popup scrolls the page to it', async () => {
  const tab = await session.open(`${site.origin}/tall`);
  await session.whenDone(tab, 'the finding', ({ counted }) => counted > 0);
  const popup = await session.openPopup(tab);
  await unfold(popup);
  await popup.click('button[data-finding], [data-finding] button');
  await tab.page.bringToFront();
  await until('the place to be in view', () => tab.page.evaluate(() => scrollY > 2000));
});

it('a page of the browser itself: says that it cannot be read', async () => {
  const tab = await session.open('chrome://version/');
  const popup = await session.openPopup(tab);
  await until('no-access', async () => (await popupState(popup)) === 'no-access');
  expect(await session.badge(tab)).not.toMatch(/\d/);
});

it('paused: marks and number go, and come back when resumed', async () => {
  const tab = await session.open(`${site.origin}/quote-en/`);
  const { counted } = await session.whenDone(tab, 'findings', (report) => report.counted > 0);
  const popup = await session.openPopup(tab);
  await press(popup, message('action_pause'));
  await until('paused', async () => (await popupState(popup)) === 'paused');
  await until('the overlay to go', async () => (await findHiddenRoots(tab.page)).length === 0);
  expect(await session.badge(tab)).not.toMatch(/\d/);
  await press(popup, message('action_resume'));
  await session.whenDone(tab, 'the findings to come back', (report) => report.counted === counted);
  await until('the number to come back', async () => (await session.badge(tab)) === String(counted));
});

it('the toolbar button opens the popup for the tab in front', async () => {
  const tab = await session.open(`${site.origin}/quote-en/`);
  await session.whenDone(tab);
  await session.clickAction(tab.page);
  const address = `${session.extensionOrigin}/src/popup/index.html`;
  const popup = await (await session.browser.waitForTarget((target) => target.url() === address)).asPage();
  await until('the popup to be done', async () => (await popupState(popup)) === 'done');
  expect(await popup.$$eval('[data-vendor]', (elements) => elements.length)).toBeGreaterThan(0);
});
