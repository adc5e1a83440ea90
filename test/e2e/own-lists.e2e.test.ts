/** Lists of the organisation's own: imported through the real file input, found, kept over a killed worker, switched, removed. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElementHandle, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Site, serve } from '../serve.ts';
import { until } from '../until.ts';
import { isListOn, message, press, switchList } from './controls.ts';
import { type Session, startSession } from './extension.ts';

const NAMES = 20_000;
const page =
  '<!doctype html><title>Quote</title><p>Brimstone Optics 17 Ltd</p><p>Pumps by Brimstone Optics 19999, Ltd.</p><p>Something else</p>';

describe.each(['chromium', 'firefox'] as const)('%s', (kind) => {
  let site: Site;
  let session: Session;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vendor-lens-names-'));
    const lines = Array.from({ length: NAMES }, (_, i) => `Brimstone Optics ${i} Ltd`);
    await writeFile(join(folder, 'blocked.txt'), [...lines, '', 'Brimstone Optics 5 Ltd'].join('\r\n'));
    await writeFile(join(folder, 'broken.txt'), ['Quillfeather Industries', 'Umbrage Works', '12345'].join('\n'));
    const many = Array.from({ length: 300_000 }, (_, i) => `Long List Member Number ${i} Incorporated`);
    await writeFile(join(folder, 'long.txt'), many.join('\n'));
    site = await serve(folder, { '/quote': page });
    session = await startSession({ kind });
  });
  afterEach(() => session.closePages());
  afterAll(async () => {
    await session?.close();
    await site?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('an imported list is found in open tabs, after a kill, and until it is switched off or removed', async () => {
    const tab = await session.open(`${site.origin}/quote`);
    expect((await session.whenDone(tab)).counted).toBe(0);
    // Of this one the worker knows nothing: there is no bundled name in it.
    const quiet = await session.open(`${site.origin}/quote`);
    const settings = await session.openSettings('own');
    await importFile(settings, join(folder, 'blocked.txt'), 'imported');
    expect(await listsOf(settings)).toEqual([{ title: 'blocked', names: '20,000 names' }]);

    const found = await session.whenDone(tab, 'the names', ({ counted }) => counted === 2);
    expect(found.confirmed.map(({ vendor, lists }) => [vendor.name.en, lists[0]?.title.en, lists[0]?.grade])).toEqual([
      ['Brimstone Optics 17 Ltd', 'blocked', 'own'],
      ['Brimstone Optics 19999 Ltd', 'blocked', 'own'],
    ]);
    for (const one of [tab, quiet]) await until('the number', async () => (await session.badge(one)) === '2');
    const popup = await session.openPopup(tab);
    await until('the popup to name the list', async () =>
      (await popup.$$eval('.chip-name', (chips) => chips.map((chip) => chip.textContent))).includes('blocked'),
    );

    await session.stopWorker();
    const again = await session.open(`${site.origin}/quote`);
    await until('the number', async () => (await session.badge(again)) === '2');
    expect((await session.whenDone(again, 'the names', ({ counted }) => counted > 0)).counted).toBe(2);

    const id = await idOfList(settings);
    await switchList(settings, id, false);
    await session.whenDone(tab, 'the findings to go', ({ counted }) => counted === 0);
    await switchList(settings, id, true);
    await session.whenDone(tab, 'the findings to come back', ({ counted }) => counted === 2);

    await importFile(settings, join(folder, 'broken.txt'), 'refused');
    expect(await settings.$eval('[data-import]', (element) => element.textContent)).toContain(
      message('own_fault_no_letter').replace('$1', '3'),
    );
    expect(await listsOf(settings)).toHaveLength(1);
    expect(await isListOn(settings, id)).toBe(true);

    await press(settings, `${message('action_remove')}: blocked`);
    await press(settings, message('action_remove'));
    await until('the list to go', async () => (await listsOf(settings)).length === 0);
    await session.whenDone(tab, 'the findings to go', ({ counted }) => counted === 0);
    expect(await storedIn(settings)).toEqual({ lists: 0, files: 0 });
  });

  it('an import that is cancelled, and one whose page is closed, leave nothing', async () => {
    const settings = await session.openSettings('own');
    await importFile(settings, join(folder, 'long.txt'), 'running');
    await press(settings, message('own_cancel'));
    await until('the end', () => settings.$('[data-import="cancelled"]'));
    expect(await storedIn(settings)).toEqual({ lists: 0, files: 0 });

    const other = await session.openSettings('own');
    await importFile(other, join(folder, 'long.txt'), 'running');
    await other.close();
    await settings.bringToFront();
    expect(await storedIn(settings)).toEqual({ lists: 0, files: 0 });
    expect(await listsOf(settings)).toEqual([]);
  });
});

/** Chooses a file and waits until the page says how it stands with it. */
async function importFile(settings: Page, file: string, state: 'running' | 'imported' | 'refused'): Promise<void> {
  await settings.bringToFront();
  const input = (await until('the file input', () => settings.$('#own input[type="file"]'))) as ElementHandle<HTMLInputElement>;
  await input.uploadFile(file);
  await until(`the import to be ${state}`, () => settings.$(`[data-import="${state}"]`));
}

function listsOf(settings: Page): Promise<{ title: string; names: string }[]> {
  return settings.$$eval('#own article', (cards) =>
    cards.map((card) => ({
      title: card.querySelector('h3')?.textContent ?? '',
      names: card.querySelector('.list-meta span')?.textContent ?? '',
    })),
  );
}

function idOfList(settings: Page): Promise<string> {
  return settings.$eval('#own [role="switch"]', (element) => element.getAttribute('data-list') ?? '');
}

/** How much lies in the store, whatever the page shows. */
function storedIn(settings: Page): Promise<{ lists: number; files: number }> {
  return settings.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    if (!(await indexedDB.databases()).some(({ name }) => name === 'own-lists')) return { lists: 0, files: 0 };
    const database = await done(indexedDB.open('own-lists'));
    const transaction = database.transaction(['lists', 'files']);
    const counts = await Promise.all([done(transaction.objectStore('lists').count()), done(transaction.objectStore('files').count())]);
    database.close();
    return { lists: counts[0], files: counts[1] };
  });
}
