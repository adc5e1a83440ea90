/**
 * Lists of the organisation's own: imported through the real file input step by step, found, kept over a killed worker,
 * switched, edited, taken away as a file and brought back, removed.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElementHandle, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import categories from '../../src/data/categories.json' with { type: 'json' };
import { type Site, serve } from '../serve.ts';
import { until } from '../until.ts';
import { isListOn, message, press, savedBy, showView, switchList } from './controls.ts';
import { type Session, startSession } from './extension.ts';

const NAMES = 20_000;
const page =
  '<!doctype html><title>Quote</title><p>Brimstone Optics 17 Ltd</p><p>Pumps by Brimstone Optics 19999, Ltd.</p><p>Something else</p>';
const order = '<!doctype html><title>Order</title><p>1 x UW-100 and a cable</p><p>Summit</p>';

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
    await writeFile(join(folder, 'numbers.txt'), Array.from({ length: 60 }, (_, i) => String(1_000 + i)).join('\n'));
    await writeFile(join(folder, 'long.txt'), many.join('\n'));
    // In the encoding of a Chinese spreadsheet: 门 is C3 C5, 一 is D2 BB.
    const table = [
      'Supplier;Also;Remark;Link',
      'Umbrage Works;Umbrage ÃÅÒ»;left in 2024;https://example.org/why',
      'Summit;;"two; or three";',
      ';;no name;',
      'Brimstone Optics;Brimstoptics;;',
    ];
    await writeFile(join(folder, 'table.csv'), Buffer.from(table.join('\r\n'), 'latin1'));
    await writeFile(join(folder, 'page.csv'), '<!doctype html><title>Sign in</title><p>Sign in');
    await writeFile(
      join(folder, 'approved.csv'),
      'Vendor,Category,Contract,Valid until\nUmbrage Works,Server,C-17,2024-03-31\nUmbrage Works,Ladders,C-18,\n',
    );
    site = await serve(folder, { '/quote': page, '/order': order });
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
    await importFile(settings, join(folder, 'blocked.txt'));
    expect(await listsOf(settings)).toEqual([{ title: 'blocked', entries: '20,000 entries' }]);

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

    await checkFile(settings, join(folder, 'broken.txt'));
    expect(await cellsOf(settings, '.left-out-rows li')).toEqual([expect.stringContaining('3')]);
    await press(settings, message('own_discard'));
    await importState(settings, 'cancelled');
    expect(await listsOf(settings)).toHaveLength(1);
    expect(await isListOn(settings, id)).toBe(true);

    await chooseFile(settings, join(folder, 'blocked.txt'));
    await until('a title that another list has to be told', () => settings.$('[data-taken]'));
    await settings.type('.preview input[type="text"]', ' of 2026');
    await until('a title of its own to be good', async () => (await settings.$('[data-taken]')) === null);
    await press(settings, message('own_cancel'));
    await importState(settings, 'cancelled');

    await press(settings, `${message('action_remove')}: blocked`);
    await press(settings, message('own_keep'));
    await until('the focus to be back', () =>
      settings.evaluate((name) => document.activeElement?.getAttribute('aria-label') === name, `${message('action_remove')}: blocked`),
    );
    await press(settings, `${message('action_remove')}: blocked`);
    await press(settings, message('action_remove'));
    await until('the list to go', async () => (await listsOf(settings)).length === 0);
    await until('the focus to be somewhere', () => settings.evaluate(() => document.activeElement?.id === 'own-title'));
    await session.whenDone(tab, 'the findings to go', ({ counted }) => counted === 0);
    expect(await storedIn(settings)).toEqual({ lists: 0, files: 0 });
  });

  it('an import that is cancelled, refused or not confirmed, and one whose page is closed, leave nothing', async () => {
    const settings = await session.openSettings('own');
    await chooseFile(settings, join(folder, 'long.txt'));
    await press(settings, message('own_check'));
    await importState(settings, 'running');
    await press(settings, message('own_cancel'));
    await importState(settings, 'cancelled');

    await chooseFile(settings, join(folder, 'page.csv'), 'refused');
    // Nothing is left of it, so the reasons are shown at once.
    await checkFile(settings, join(folder, 'numbers.txt'));
    expect((await cellsOf(settings, '.left-out-rows li')).length).toBeGreaterThan(10);
    expect(await settings.$eval('.summary', (summary) => summary.textContent)).toContain(message('own_nothing_left'));
    await press(settings, message('own_discard'));
    await importState(settings, 'cancelled');
    await checkFile(settings, join(folder, 'broken.txt'));
    await showView(settings, 'lists');
    await showView(settings, 'own');
    expect(await storedIn(settings)).toEqual({ lists: 0, files: 0 });

    const other = await session.openSettings('own');
    await chooseFile(other, join(folder, 'long.txt'));
    await press(other, message('own_check'));
    await importState(other, 'running');
    await other.close();
    await settings.bringToFront();
    expect(await storedIn(settings)).toEqual({ lists: 0, files: 0 });
    expect(await listsOf(settings)).toEqual([]);
  });

  it('a table is mapped, checked and edited, and comes back from its export as it was', async () => {
    const settings = await session.openSettings('own');
    await chooseFile(settings, join(folder, 'table.csv'));
    await choose(settings, 'Also', 'aliases');
    await choose(settings, 'Remark', 'note');
    await press(settings, message('own_check'));
    await importState(settings, 'summary');
    expect(await cellsOf(settings, '.sums dd')).toEqual(['3', '5', '1']);
    expect(await cellsOf(settings, '.left-out-rows li')).toEqual([expect.stringContaining('4')]);
    expect(await cellsOf(settings, '.ordinary .chip')).toEqual(['Summit']);
    await settings.click('.ordinary input[value="plain"]');
    await until('the file to be checked again', () => settings.$('.ordinary input[value="plain"]:checked'));
    await press(settings, message('own_add'));
    await importState(settings, 'imported');

    await openList(settings, 'table');
    await press(settings, `${message('own_entry_edit')}: Umbrage Works`);
    await fill(settings, 'partNumbers', 'FG-(');
    await press(settings, message('own_entry_save'));
    await until('the pattern to be refused', () => settings.$('[name="partNumbers"][aria-invalid]'));
    await fill(settings, 'partNumbers', 'UW-#{2,4}');
    await press(settings, message('own_entry_save'));
    await until('the part number', async () => (await entriesOf(settings)).some((row) => row.includes('UW-#{2,4}')));
    await until('the focus to be back', () => settings.evaluate(() => document.activeElement?.id === 'entry-0'));
    await press(settings, message('own_entry_add'));
    await fill(settings, 'vendor', 'Quillfeather Industries');
    await press(settings, message('own_entry_add_it'));
    await until('the entry', async () => (await entriesOf(settings)).length === 4);
    const removal = `${message('own_entry_remove')}: Quillfeather Industries`;
    const focus = (): Promise<string | null | undefined> =>
      settings.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.getAttribute('role'));
    await press(settings, `${message('own_entry_edit')}: Quillfeather Industries`);
    await press(settings, removal);
    expect(await focus()).toBe('alertdialog');
    await settings.keyboard.press('Escape');
    await until('the entry to be kept, and the focus back', async () => (await focus()) === removal);
    await press(settings, removal);
    await press(settings, message('action_remove'));
    await until('the entry to go', async () => (await entriesOf(settings)).length === 3);
    await until('the focus to be at the last one', () => settings.evaluate(() => document.activeElement?.id === 'entry-2'));
    await press(settings, message('own_entry_add'));
    await fill(settings, 'vendor', 'Quillfeather Industries');
    await press(settings, message('own_entry_add_it'));
    await until('the entry again', async () => (await entriesOf(settings)).length === 4);
    const before = await entriesOf(settings);

    for (const format of ['csv', 'xlsx', 'json'] as const) {
      const file = join(folder, `again-${kind}.${format}`);
      await writeFile(file, await savedBy(settings, () => press(settings, message(`own_export_${format}`))));
      await press(settings, message('own_replace'));
      await checkFile(settings, file);
      await press(settings, message('own_replace_it'));
      await importState(settings, 'imported');
      await until(`the entries of ${format}`, async () => (await entriesOf(settings)).length > 0);
      expect(await entriesOf(settings), format).toEqual(before);
    }

    await settings.type('#own input[type="search"]', 'quillfeather');
    await until('the search', async () => (await entriesOf(settings)).length === 1);
    const tab = await session.open(`${site.origin}/order`);
    const found = await session.whenDone(tab, 'the part number', ({ confirmed }) => confirmed.length === 2);
    expect(found.confirmed.map(({ vendor }) => vendor.name.en)).toEqual(['Umbrage Works', 'Summit']);
    expect(found.confirmed[0]?.lists[0]?.note).toBe('left in 2024');
    await press(settings, `${message('action_remove')}: table`);
    await press(settings, message('action_remove'));
    await until('the list to go', async () => (await storedIn(settings)).lists === 0);
  });

  it('pasted names and a list made by hand are stored, and so are approved vendors', async () => {
    const settings = await session.openSettings('own');
    await press(settings, message('own_paste'));
    await settings.type('#own textarea', 'Quillfeather Industries\nUmbrage Works');
    await press(settings, message('own_continue'));
    await importState(settings, 'preview');
    await press(settings, message('own_check'));
    await importState(settings, 'summary');
    await press(settings, message('own_add'));
    await importState(settings, 'imported');
    expect(await listsOf(settings)).toEqual([{ title: message('own_pasted'), entries: '2 entries' }]);

    await press(settings, message('own_make'));
    await settings.type('#own .text-form input', 'By hand');
    await press(settings, message('own_make_it'));
    await until('the empty list', () => settings.$('.list-title'));

    await showView(settings, 'approved');
    await checkFile(settings, join(folder, 'approved.csv'));
    await press(settings, message('own_categories').replace('$1', String(categories.categories.length)));
    expect((await cellsOf(settings, '.category-names')).join()).toContain('Server');
    await press(settings, message('own_add'));
    await importState(settings, 'imported');
    await openList(settings, 'approved');
    const [row = ''] = await entriesOf(settings);
    for (const part of ['Umbrage Works', 'Server', 'C-17', 'expired on 31 Mar 2024']) expect(row).toContain(part);
    expect(await storedIn(settings)).toEqual({ lists: 3, files: 3 });
  });
});

type ImportHandle = 'preview' | 'running' | 'summary' | 'imported' | 'cancelled' | 'refused';

/** Waits until the page says how it stands with an import. */
async function importState(settings: Page, state: ImportHandle): Promise<void> {
  await until(`the import to be ${state}`, () => settings.$(`[data-import="${state}"]`));
}

/** Chooses a file and waits until its first rows are shown, or it is refused. */
async function chooseFile(settings: Page, file: string, state: 'preview' | 'refused' = 'preview'): Promise<void> {
  await settings.bringToFront();
  const input = (await until('the file input', () => settings.$('main input[type="file"]'))) as ElementHandle<HTMLInputElement>;
  await input.uploadFile(file);
  await importState(settings, state);
}

/** Has a file checked, as far as the question whether to store it. */
async function checkFile(settings: Page, file: string): Promise<void> {
  await chooseFile(settings, file);
  await press(settings, message('own_check'));
  await importState(settings, 'summary');
}

async function importFile(settings: Page, file: string): Promise<void> {
  await checkFile(settings, file);
  await press(settings, message('own_add'));
  await importState(settings, 'imported');
}

/** Says what a column holds. */
async function choose(settings: Page, column: string, field: string): Promise<void> {
  await settings.select(`select[aria-label="${message('own_column_is').replace('$1', column)}"]`, field);
}

async function fill(settings: Page, field: string, text: string): Promise<void> {
  await settings.$eval(`.entry-form [name="${field}"]`, (element) => {
    (element as HTMLInputElement).value = '';
  });
  await settings.type(`.entry-form [name="${field}"]`, text);
}

async function openList(settings: Page, title: string): Promise<void> {
  await settings.click(`::-p-aria([name="${title}"][role="link"])`);
  await until('the entries', async () => (await entriesOf(settings)).length > 0);
}

const cellsOf = (settings: Page, selector: string): Promise<string[]> =>
  settings.$$eval(selector, (elements) => elements.map((element) => element.textContent ?? ''));

const entriesOf = (settings: Page): Promise<string[]> =>
  settings.$$eval('.entries tbody tr', (rows) => rows.map((row) => (row as HTMLElement).innerText));

function listsOf(settings: Page): Promise<{ title: string; entries: string }[]> {
  return settings.$$eval('#own article', (cards) =>
    cards.map((card) => ({
      title: card.querySelector('h3')?.textContent ?? '',
      entries: card.querySelector('.list-meta span')?.textContent ?? '',
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
