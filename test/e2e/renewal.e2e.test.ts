/** An update brings another layout of compiled lists: own lists are compiled again by themselves, and are found again. */
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FORMAT_VERSION } from '../../src/core/index-format.ts';
import { RecordPacker } from '../../src/core/packed-records.ts';
import { recordOf } from '../../src/core/stored-entries.ts';
import { makeEntry, makeOwnList } from '../core/own-names.ts';
import { type Site, serve } from '../serve.ts';
import { until } from '../until.ts';
import { message } from './controls.ts';
import { pagesFolder } from './expected.ts';
import { type Session, startSession, type Tab } from './extension.ts';

const OLD = FORMAT_VERSION - 1;
/** Enough to be at work for a while. */
const MANY = 60_000;

describe.each(['chromium', 'firefox'] as const)('%s', (kind) => {
  let site: Site;
  let session: Session;
  let settings: Page;
  beforeAll(async () => {
    const body = '<p>Hoses by Umbrage Works, clamps by Quillfeather Industries.</p>';
    site = await serve(pagesFolder, { '/offer': `<!doctype html><title>Offer</title>${body}` });
    session = await startSession({ kind });
  });
  beforeEach(async () => {
    settings = await session.openSettings('own');
  });
  afterEach(() => session.closePages());
  afterAll(async () => {
    await session?.close();
    await site?.close();
  });

  const open = (): Promise<Tab> => session.open(`${site.origin}/offer`);
  const formats = (page = settings): Promise<number[]> => page.evaluate(readFormats);
  const note = (): Promise<string | null> => settings.evaluate(() => document.querySelector('#own .list-card .note')?.textContent ?? null);
  /** A question of no page starts it. */
  const wake = (): Promise<unknown> => session.getTab({ id: 999_999 });
  /** Asked again and again: the first question may still be answered by the one that is being ended. */
  const untilAwake = (what: string, isSo: () => Promise<boolean>): Promise<true> =>
    until(what, async () => {
      await wake();
      return isSo();
    });
  /** Stores the only list as the version before this one left it, and answers when; the worker was there before and takes no notice. */
  async function storeOld(...entries: string[]): Promise<number> {
    await wake();
    const packed = pack(entries);
    return settings.evaluate(writeList, makeOwnList('own:old', { count: entries.length, format: OLD, title: 'Suppliers we left' }), packed);
  }

  it('a worker that starts compiles an old list again, and an open page is read for its names', async () => {
    await storeOld(...names('Umbrage Works'));
    await until('the list to say that it waits', async () => (await note()) === message('own_prepared'));
    const tab = await open();
    await session.whenDone(tab, 'the list to be missing', ({ counted, lists }) => counted === 0 && lists.incomplete.some(isOld));
    await session.stopWorker();
    await untilAwake('the number', async () => (await session.badge(tab)) === '1');
    expect(await formats()).toEqual([FORMAT_VERSION]);
    await until('nothing to be said of the list', async () => (await note()) === null);
    const report = await session.whenDone(tab);
    expect(report.lists.incomplete.filter(isOld)).toEqual([]);
  });

  it('one that is ended while it compiles leaves the old list, and the next one makes the new', async () => {
    const storedAt = await storeOld(...names('Umbrage Works', MANY));
    await session.stopWorker();
    await untilAwake('the work to begin', () => settings.evaluate(hasBegun, storedAt));
    await session.stopWorker();
    const [format] = await formats();
    expect([OLD, FORMAT_VERSION]).toContain(format);
    await untilAwake('the list to be compiled', async () => (await formats())[0] === FORMAT_VERSION);
    const tab = await open();
    await until('the number', async () => (await session.badge(tab)) === '1');
  });

  it('a list whose entries cannot be read must be imported again', async () => {
    await storeOld('no entry');
    await session.stopWorker();
    await untilAwake('the list to be refused', async () => (await note()) === message('own_unreadable'));
    expect(await formats()).toEqual([OLD]);
  });

  it('an update has the old lists compiled', async () => {
    await storeOld(...names('Quillfeather Industries'));
    await session.updateExtension();
    // It closes all pages of the extension.
    const page = await session.browser.newPage();
    await until('the list to be compiled', async () => {
      // Firefox never reports the load of such a page.
      await page.goto(`${session.extensionOrigin}/src/options/index.html`, kind === 'firefox' ? { waitUntil: [] } : {});
      await until('the page', () => page.evaluate(() => document.readyState === 'complete' && chrome.runtime !== undefined), 2_000);
      return (await formats(page))[0] === FORMAT_VERSION;
    });
  });
});

const isOld = ({ id }: { readonly id: string }): boolean => id === 'own:old';

/** The records of entries, the last of them that of the name, among others that stand nowhere. */
const names = (name: string, count = 1): string[] =>
  Array.from({ length: count }, (_, i) => recordOf(makeEntry(i === count - 1 ? name : `Quorvex Holding ${i}`)));

function pack(records: readonly string[]): string {
  const packer = new RecordPacker();
  for (const record of records) packer.add(record);
  return Buffer.from(packer.finish()).toString('base64');
}

/* These run in pages of the extension. */

async function writeList(list: object, packed: string): Promise<number> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('own-lists', 2);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('lists', { keyPath: 'id' });
      request.result.createObjectStore('files');
    };
  });
  const transaction = database.transaction(['lists', 'files'], 'readwrite');
  const now = Date.now();
  transaction.objectStore('lists').put({ ...list, storedAt: now, addedAt: now });
  const entries = new Blob([Uint8Array.from(atob(packed), (character) => character.charCodeAt(0))]);
  transaction.objectStore('files').put({ entries, index: new Blob(['of another layout']), terms: new Blob(['so are these']) }, 'own:old');
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
  database.close();
  await chrome.storage.local.set({ ownLists: { hasLists: true, hasNames: true, change: String(now) }, ownNamesFilter: null });
  return now;
}

async function readFormats(): Promise<number[]> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('own-lists');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const request = database.transaction('lists').objectStore('lists').getAll();
  await new Promise((resolve) => {
    request.onsuccess = resolve;
  });
  database.close();
  return (request.result as { format: number }[]).map(({ format }) => format);
}

async function hasBegun(storedAt: number): Promise<boolean> {
  const { renewals = {} } = (await chrome.storage.session.get(['renewals'])) as { renewals?: object };
  return `own:old ${storedAt}` in renewals;
}
