/** All settings as one file: read from one that was written by hand, saved, everything lost, and read again. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElementHandle, Page } from 'puppeteer-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestKey, packJson, signed } from '../core/signed-packs.ts';
import { type PackServer, servePack } from '../pack-server.ts';
import { type Site, serve } from '../serve.ts';
import { until } from '../until.ts';
import { message, press, savedBy } from './controls.ts';
import { describeFindings } from './expected.ts';
import { type Session, startSession } from './extension.ts';

const quote =
  '<!doctype html><title>Quote</title><p>Quillfeather Industries Ltd</p><p>Hikvision DS-2CD2143G2-I camera</p><p>FortiGate-100F</p>';
const settings = { homeMarket: 'US', lists: { 'own:00000001': true }, theme: 'dark', neverSites: ['*.bank.example'] };
const own = {
  id: 'own:00000001',
  kind: 'restricted',
  title: 'Suppliers we left',
  entries: [
    { id: 'Q-1', vendor: 'Quillfeather Industries', aliases: [], partNumbers: [], severity: 'prohibited', note: 'left in 2024' },
    { vendor: 'Umbrage Works', aliases: ['Umbrage'], partNumbers: ['UW-#{2,4}'], severity: 'review', url: 'https://example.org/why' },
  ],
};
const approved = {
  id: 'own:00000002',
  kind: 'approved',
  title: 'Preferred',
  entries: [{ vendor: 'Norvex', categories: [], reference: 'C-17' }],
};
const byHand = {
  format: 'vendor-lens-settings',
  version: 1,
  settings: { ...settings, scope: 'some', neverSites: [...settings.neverSites, '*'] },
  lists: [own, approved],
};

describe.each(['chromium', 'firefox'] as const)('%s', (kind) => {
  let site: Site;
  let session: Session;
  let folder: string;
  let server: PackServer;
  let followed: { readonly url: string; readonly key: string };
  // Anew when the test is tried again: it begins with a browser that has nothing, and a server that nobody asked.
  beforeEach(async () => {
    const key = await createTestKey();
    server = await servePack();
    server.serve(await signed(packJson({}, ['Brimstone Pumps']), key));
    followed = { url: server.url, key: key.thumbprint };
    folder = await mkdtemp(join(tmpdir(), 'vendor-lens-settings-'));
    site = await serve(folder, { '/quote': quote });
    session = await startSession({ kind });
  });
  afterEach(async () => {
    await session?.close();
    await site?.close();
    await server?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const openFile = async (page: Page, content: string | Uint8Array, step: 'preview' | 'unreadable'): Promise<void> => {
    const file = join(folder, 'settings.json');
    await writeFile(file, content);
    await page.bringToFront();
    const input = (await until('the file input', () => page.$('#transfer input[type="file"]'))) as ElementHandle<HTMLInputElement>;
    await input.uploadFile(file);
    await until(step, () => page.$(`[data-transfer="${step}"]`));
  };
  const takeOver = async (page: Page): Promise<void> => {
    await press(page, message('transfer_take'));
    await until('the file to be taken over', () => page.$('[data-transfer="done"]'));
  };
  const follow = async (page: Page): Promise<void> => {
    await press(page, `${message('transfer_follow_action')}: ${followed.url}`);
    await until('the address to be followed', () => page.$('[data-follow="followed"]'));
  };
  const fieldsIn = (page: Page): Promise<(string | undefined)[]> =>
    page.$$eval('[data-field]', (rows) => rows.map((row) => (row as HTMLElement).dataset.field));
  const textOf = (page: Page, selector: string): Promise<string> => page.$eval(selector, (element) => element.textContent ?? '');

  it('what was set, listed and found is the same after everything was lost', async () => {
    const tab = await session.open(`${site.origin}/quote`);
    const before = await session.whenDone(tab, 'what China restricts', ({ counted }) => counted > 0);
    expect(describeFindings(before.confirmed).join()).not.toContain('Quillfeather');
    const page = await session.openSettings('transfer');
    const content = JSON.stringify({ ...byHand, subscriptions: [followed] });
    await openFile(page, content.slice(0, -1), 'unreadable');
    expect(await textOf(page, '[data-transfer]')).toContain(message('transfer_fault_not_json'));

    await openFile(page, content, 'preview');
    expect(await fieldsIn(page)).toEqual(['homeMarket', 'lists', 'theme', 'neverSites']);
    const shown = await textOf(page, '[data-transfer="preview"]');
    for (const words of ['settings.scope', 'settings.neverSites[1]', 'Suppliers we left: on', 'new, with 2 entries'])
      expect(shown).toContain(words);
    for (const key of ['transfer_bad_value', 'sites_bad_everything', 'transfer_later']) expect(shown).toContain(message(key));
    expect((await session.whenDone(tab)).counted).toBe(before.counted);

    await takeOver(page);
    const found = await session.whenDone(tab, 'the own list', ({ confirmed }) =>
      describeFindings(confirmed).join().includes('Quillfeather'),
    );
    expect(describeFindings(found.confirmed)).not.toEqual(describeFindings(before.confirmed));
    // Nobody was asked for the list before the reviewer wanted it.
    expect(server.answers).toEqual([]);
    await follow(page);
    const saved = await savedBy(page, () => press(page, message('transfer_save_action')));
    const file = JSON.parse(new TextDecoder().decode(saved));
    expect(file).toMatchObject({ lists: [own, approved], subscriptions: [followed] });
    // What nobody chose is not in it.
    expect(file.settings).toEqual(settings);

    await page.evaluate(async () => {
      await chrome.storage.local.clear();
      await new Promise((done) => {
        indexedDB.deleteDatabase('own-lists').onsuccess = done;
      });
    });
    await session.whenDone(
      tab,
      'all to be lost',
      (report) => JSON.stringify(describeFindings(report.confirmed)) === JSON.stringify(describeFindings(before.confirmed)),
    );
    // Firefox does not tell of a reload of our pages.
    const later = await session.openSettings('transfer');
    await openFile(later, saved, 'preview');
    await takeOver(later);
    await session.whenDone(
      tab,
      'the same findings',
      (report) => JSON.stringify(describeFindings(report.confirmed)) === JSON.stringify(describeFindings(found.confirmed)),
    );
    await follow(later);
    const again = await savedBy(later, () => press(later, message('transfer_save_action')));
    expect(JSON.parse(new TextDecoder().decode(again))).toEqual(file);

    // The same file once more changes nothing but the lists, which it puts in their own place.
    await openFile(later, saved, 'preview');
    expect(await fieldsIn(later)).toEqual([]);
    expect(await textOf(later, '[data-transfer="preview"]')).not.toContain(message('transfer_later'));
    expect(await textOf(later, '[data-transfer="preview"]')).toContain('takes the place of the one here: 2 before, 2 entries after');
  });
});
