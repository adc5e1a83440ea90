/** The organisation's approved vendors, stored as the settings page stores them: offered first, expired, restricted, switched off. */
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { FORMAT_VERSION } from '../../src/core/index-format.ts';
import { packApproved } from '../../src/core/own-compile.ts';
import type { ApprovedEntry, OwnList } from '../../src/core/own-list.ts';
import { isoDay } from '../../src/ui/dates.ts';
import { type Site, serve } from '../serve.ts';
import { until } from '../until.ts';
import { message, press, showView, unfold } from './controls.ts';
import { pagesFolder } from './expected.ts';
import { type Session, startSession, type Tab } from './extension.ts';
import { findHiddenRoots, findMarkCentre, listDrawn, listWords } from './page-eyes.ts';

const LIST = 'own:e2e00001';
const quote =
  '<!doctype html><title>Quote</title><table><tr><th>No.</th><th>Item</th><th>Qty</th></tr><tr><td>1</td><td>FortiGate 100F firewall</td><td>2</td></tr></table>';

const day = (offset: number): string => isoDay(new Date(Date.now() + offset * 86_400_000));
const firewall = ['network-firewall'];
const entries: readonly ApprovedEntry[] = [
  {
    vendor: 'Ostrava Networks',
    product: 'Gate 200',
    categories: firewall,
    url: 'https://ostrava.example/gate-200',
    reference: 'HT-2026-0148',
    validUntil: day(1),
    region: 'East',
    scope: 'Branch offices',
  },
  { vendor: '山石网科通信技术股份有限公司', categories: firewall },
  { vendor: 'Huawei', categories: firewall },
  { vendor: 'Pribram Systems', categories: firewall, validUntil: day(-2) },
  { vendor: 'Fortinet, Inc.', categories: firewall },
  { vendor: 'Elsewhere Ltd', categories: ['ip-camera'] },
];

let site: Site;
let session: Session;
let settings: Page;
beforeAll(async () => {
  site = await serve(pagesFolder, { '/quote': quote });
  session = await startSession({ kind: 'chromium' });
});
afterEach(() => session.closePages());
afterAll(async () => {
  await session?.close();
  await site?.close();
});

const textsOf = (popup: Page, selector: string): Promise<string[]> =>
  popup.$$eval(selector, (found) => found.map((element) => (element as HTMLElement).innerText.replace(/\s+/g, ' ').trim()));
const fortiGate = '[data-product="fortigate"]';
const namesIn = async (popup: Page, kind: string): Promise<string[]> =>
  (await textsOf(popup, `${fortiGate} [data-offers="${kind}"] .offer-name`)).map((name) => name.replace(` ${message('link_new_tab')}`, ''));

async function openOffers(tab: Tab): Promise<Page> {
  const popup = await session.openPopup(tab);
  await unfold(popup);
  return popup;
}

it('approved vendors come first in popup and card, until their list is switched off or removed', async () => {
  settings = await session.openSettings('own');
  await store(settings);
  const tab = await session.open(`${site.origin}/quote`);
  await session.whenDone(tab, 'the firewall', ({ counted }) => counted > 0);
  await session.stopWorker();

  const popup = await openOffers(tab);
  expect(await textsOf(popup, `${fortiGate} [data-offers] h4`)).toEqual([
    message('approved_heading'),
    message('approved_expired_heading'),
    message('heading_domestic_alternatives'),
  ]);
  expect(await namesIn(popup, 'approved')).toEqual(['Ostrava Networks Gate 200', '山石网科通信技术股份有限公司', 'Huawei']);
  const [first, , huawei] = await textsOf(popup, `${fortiGate} [data-offers="approved"] .offers > li`);
  for (const fact of ['AVL 2026', 'HT-2026-0148', 'East', 'Branch offices']) expect(first).toContain(fact);
  expect(huawei).toContain('US Section 889');
  expect(await namesIn(popup, 'expired')).toEqual(['Pribram Systems']);
  const bundled = await namesIn(popup, 'bundled');
  expect(bundled.length).toBeGreaterThan(0);
  expect(bundled.filter((name) => /^(?:Hillstone|Huawei (?!Cloud))/.test(name))).toEqual([]);
  expect(await textsOf(popup, '[data-vendor="fortinet"] [data-contrary="approved"]')).toEqual([
    expect.stringMatching(/“AVL 2026” approves “Fortinet, Inc\.”/),
  ]);

  await tab.page.bringToFront();
  const mark = await until('a mark', () => findMarkCentre(tab.page));
  await tab.page.mouse.move(mark.x, mark.y, { steps: 3 });
  const words = await until('the card', async () => {
    const roots = await findHiddenRoots(tab.page);
    return listDrawn(roots, 'card').length > 0 ? listWords(roots) : undefined;
  });
  const card = words.join(' ').replace(/\s+/g, ' ');
  expect(card).toMatch(/Approved by your organisation.*Ostrava Networks · Gate 200.*AVL 2026 · HT-2026-0148/);

  await settings.evaluate((list) => chrome.storage.local.set({ settings: { lists: { [list]: false } } }), LIST);
  const off = await openOffers(tab);
  expect([await namesIn(off, 'approved'), await namesIn(off, 'expired')]).toEqual([[], []]);
  expect((await namesIn(off, 'bundled')).length).toBeGreaterThan(0);
  expect(await off.$('[data-contrary]')).toBeNull();

  await settings.evaluate(() => chrome.storage.local.set({ settings: { lists: {} } }));
  expect(await namesIn(await openOffers(tab), 'approved')).toHaveLength(3);
  await remove(settings);
  await until('the offers to go', async () => (await namesIn(await openOffers(tab), 'approved')).length === 0);
});

it('the table of companies shows what is approved and restricted, and what of own lists concerns it', async () => {
  settings = await session.openSettings('conflicts');
  await store(settings);
  const rowOf = (company: string): Promise<string> =>
    settings.$eval(`[data-company="${company}"]`, (row) => (row as HTMLElement).innerText.replace(/\s+/g, ' '));
  await until('the approved vendors', () => settings.$('[data-company="huawei"] [data-approved]'));
  expect(await rowOf('huawei')).toContain(`${message('approved_heading')} AVL 2026 · Huawei`);
  expect(await rowOf('fortinet')).toContain('AVL 2026 · Fortinet, Inc.');
  expect(await settings.$$('[data-approved]')).toHaveLength(2);

  await showView(settings, 'own');
  await press(settings, message('own_paste'));
  await settings.type('#own textarea', 'Hikvision\nOstrava Networks\nUmbrage Works');
  await press(settings, message('own_continue'));
  await press(settings, message('own_check'));
  await press(settings, message('own_add'));
  await until('the list', () => settings.$('[data-import="imported"]'));
  await showView(settings, 'conflicts');
  await settings.click(`::-p-aria([name="${message('conflicts_offered')}"][role="checkbox"])`);
  await until('the own list', () => settings.$('[data-company="approved:ostravanetworks"]'));
  expect(await rowOf('approved:ostravanetworks')).toMatch(/Ostrava Networks Own.*restricted.*AVL 2026 · Ostrava Networks · Gate 200/);
  expect(await settings.$('[data-company="hikvision"] [data-list^="own:"]')).not.toBeNull();
  expect(await settings.$eval('#conflicts', (view) => view.textContent)).not.toContain('Umbrage');
  await settings.type('#conflicts input[type="search"]', 'avl 2026');
  await until('the search', async () => (await settings.$$('[data-company]')).length === 3);
});

/** Puts the list where own lists are, and tells the worker, as `OwnLists.add` does. */
async function store(page: Page): Promise<void> {
  const pieces: number[] = [];
  const packed = await packApproved([entries], { writeEntries: (piece) => pieces.push(...piece), pause: () => undefined });
  const list: OwnList = {
    id: LIST,
    kind: 'approved',
    title: 'AVL 2026',
    count: packed.entries,
    terms: 0,
    origin: { kind: 'file', name: 'avl.csv' },
    importedOn: day(0),
    bytes: pieces.length,
    format: FORMAT_VERSION,
  };
  await page.evaluate(
    async (record, bytes) => {
      const opening = indexedDB.open('own-lists', 2);
      opening.onupgradeneeded = () => {
        opening.result.createObjectStore('lists', { keyPath: 'id' });
        opening.result.createObjectStore('files');
      };
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      const transaction = database.transaction(['lists', 'files'], 'readwrite');
      transaction.objectStore('lists').put({ ...record, storedAt: 1, addedAt: 1 });
      transaction.objectStore('files').put({ entries: new Blob([new Uint8Array(bytes)]) }, record.id);
      await new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(transaction.error);
      });
      database.close();
      await chrome.storage.local.set({ ownLists: { hasNames: true, change: 'stored' } });
    },
    list,
    pieces,
  );
}

async function remove(page: Page): Promise<void> {
  await page.evaluate(() => chrome.storage.local.set({ ownLists: { hasNames: false, change: 'removed' } }));
}
