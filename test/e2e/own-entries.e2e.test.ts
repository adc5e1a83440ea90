/**
 * What entries of an own list say, from the real store to the popup: products, part numbers, notes, questions. The list is
 * compiled here and put into the store, beside one that an earlier version left there.
 */
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { openIndex } from '../../src/core/index-format.ts';
import { openOrdinaryWords } from '../../src/core/ordinary-words.ts';
import type { OwnEntry } from '../../src/core/own-list.ts';
import { type Compiled, compile, makeEntry, makeOwnList } from '../core/own-names.ts';
import { type Site, serve } from '../serve.ts';
import { until } from '../until.ts';
import { message, unfold } from './controls.ts';
import { type Session, startSession } from './extension.ts';

const entries: OwnEntry[] = [
  makeEntry('Umbrage', {
    product: 'Gloomgate',
    aliases: ['GG One'],
    partNumbers: ['UG-#{3}@?'],
    note: 'Left us without support in 2025',
    url: 'https://wiki.example/umbrage',
  }),
  makeEntry('Quillfeather Industries', { severity: 'review', note: 'Ask the legal department' }),
  makeEntry('Marble'),
];
const page =
  '<!doctype html><title>Quote</title><p>GG One</p><table><tr><td>UG-100F</td><td>2</td></tr></table><p>Quillfeather Industries</p><p>Marble</p>';

let site: Site;
let session: Session;
beforeAll(async () => {
  site = await serve(tmpdir(), { '/quote': page });
});
// Anew when the test is tried again: it begins with a store that nobody opened.
beforeEach(async () => {
  session = await startSession({ kind: 'chromium' });
});
afterEach(() => session?.close());
afterAll(() => site?.close());

it('a list of an earlier version stays in sight, and one with entries says what they say', async () => {
  const settings = await session.openSettings();
  await plantOldList(settings);
  const own = await session.openSettings('own');
  await until('the old list', async () => (await own.$eval('#own', (element) => element.textContent))?.includes(message('own_unreadable')));

  const tab = await session.open(`${site.origin}/quote`);
  expect((await session.whenDone(tab)).counted).toBe(0);
  await plantList(settings, await compiled());
  const report = await session.whenDone(tab, 'the entries', ({ counted }) => counted > 0);
  const words = (groups: typeof report.confirmed): unknown =>
    groups.map(({ vendor, items }) => [
      vendor.name.en,
      items.map((item) => [item.product?.name.en, item.findings.map(({ match }) => match.text)]),
    ]);
  expect(words(report.confirmed)).toEqual([['Umbrage', [['Gloomgate', ['GG One', 'UG-100F']]]]]);
  expect(words(report.asked)).toEqual([['Quillfeather Industries', [[undefined, ['Quillfeather Industries']]]]]);
  expect(words(report.possible)).toEqual([['Marble', [[undefined, ['Marble']]]]]);
  expect(report.counted).toBe(2);

  const popup = await session.openPopup(tab);
  await unfold(popup);
  const facts = await popup.$$eval('.list-facts', (lists) => lists.map((list) => list.textContent));
  expect(facts[0]).toContain('Left us without support in 2025');
  expect(await popup.$$eval('.list-facts a', (links) => links.map((link) => [link.href, link.rel]))).toEqual([
    ['https://wiki.example/umbrage', 'noopener noreferrer'],
  ]);

  await session.stopWorker();
  const again = await session.open(`${site.origin}/quote`);
  await until('the number', async () => (await session.badge(again)) === '2');
});

/** Compiled with the tables and the words of the build. */
async function compiled(): Promise<Compiled> {
  const data = new URL('../../dist/chrome/data/', import.meta.url);
  const read = (name: string) => readFile(fileURLToPath(new URL(name, data)));
  const tables = openIndex(Uint8Array.from(await read('index.bin')).buffer);
  return compile('own:new', [entries], { tables, ordinary: openOrdinaryWords(String(await read('ordinary-words.txt')), tables) });
}

/** As version 1 of the store had it. */
async function plantOldList(settings: Page): Promise<void> {
  await settings.evaluate(async () => {
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.open('own-lists', 1);
      request.onerror = () => reject(request.error);
      request.onupgradeneeded = () => {
        const lists = request.result.createObjectStore('lists', { keyPath: 'id' });
        const files = request.result.createObjectStore('files');
        lists.put({ id: 'own:old', title: 'Old', count: 1, importedOn: '2026-10-01', bytes: 9, format: 5, storedAt: 1 });
        files.put({ index: new Blob(['index']), terms: new Blob(['terms']) }, 'own:old');
      };
      request.onsuccess = () => {
        request.result.close();
        resolve();
      };
    });
    await chrome.storage.local.set({ ownLists: { hasNames: true, change: 'old' } });
  });
}

async function plantList(settings: Page, { entryBytes, index, termBytes, entries: count, terms }: Compiled): Promise<void> {
  const list = { ...makeOwnList('own:new', { title: 'Left suppliers', count, terms }), storedAt: 2, addedAt: 2 };
  const [entryText, indexText, termText] = [entryBytes, new Uint8Array(index), termBytes].map((bytes) =>
    Buffer.from(bytes).toString('base64'),
  );
  await settings.evaluate(
    async (record, texts) => {
      const [packed, names, described] = await Promise.all(
        texts.map(async (text) => (await fetch(`data:application/octet-stream;base64,${text}`)).blob()),
      );
      await new Promise<void>((resolve, reject) => {
        const request = indexedDB.open('own-lists');
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const transaction = request.result.transaction(['lists', 'files'], 'readwrite');
          transaction.objectStore('lists').put(record);
          transaction.objectStore('files').put({ entries: packed, index: names, terms: described }, record.id);
          transaction.oncomplete = () => {
            request.result.close();
            resolve();
          };
        };
      });
      await chrome.storage.local.set({ ownLists: { hasLists: true, hasNames: true, change: 'new' } });
    },
    list,
    [entryText, indexText, termText],
  );
}
