/** A list followed at an address on this machine: added by its fingerprint, found, updated, attacked, and removed. */
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { groupThumbprint } from '../../src/core/pack.ts';
import { createTestKey, packJson, signed, type TestKey } from '../core/signed-packs.ts';
import { type PackServer, servePack } from '../pack-server.ts';
import { type Site, serve } from '../serve.ts';
import { until } from '../until.ts';
import { message, open, press, showView } from './controls.ts';
import { pagesFolder } from './expected.ts';
import { type Session, startSession } from './extension.ts';

const TITLE = 'Group: do not buy';
const quote = '<!doctype html><title>Quote</title><p>Quillfeather Optics Ltd</p><p>Umbrage Works Ltd</p><p>Brimstone Pumps Ltd</p>';

describe.each(['chromium', 'firefox'] as const)('%s', (kind) => {
  let site: Site;
  let server: PackServer;
  let session: Session;
  let ours: TestKey;
  let theirs: TestKey;
  beforeAll(async () => {
    [ours, theirs] = await Promise.all([createTestKey(), createTestKey()]);
    site = await serve(pagesFolder, { '/quote': quote });
    server = await servePack();
  });
  // A browser for each: a test that failed leaves its list behind.
  beforeEach(async () => {
    session = await startSession({ kind });
  });
  afterEach(() => session.close());
  afterAll(async () => {
    await site?.close();
    await server?.close();
  });

  const publish = async (version: number, vendors: readonly string[], key = ours): Promise<void> =>
    server.serve(await signed(packJson({ version }, vendors), key));

  it('is added by its fingerprint, found, and changed only by newer packs of its key, whatever happens to the worker', async () => {
    const tab = await session.open(`${site.origin}/quote`);
    expect((await session.whenDone(tab)).counted).toBe(0);
    const vendors = async (count: number): Promise<string[]> =>
      (await session.whenDone(tab, `${count} names`, ({ counted }) => counted === count)).confirmed.map(({ vendor }) => vendor.name.en);

    await publish(7, ['Quillfeather Optics', 'Umbrage Works']);
    const settings = await session.openSettings('subscriptions');
    await lookAt(settings, server.url);
    await until('the fingerprint', async () => (await textOf(settings, '.fingerprint')) === groupThumbprint(ours.thumbprint));
    expect(await vendors(0)).toEqual([]);
    await press(settings, message('sub_confirm_yes'));
    expect(await stateOf(settings, 'current')).toContain('2');
    await open(settings, message('sub_details'));
    // The alarm that the browser keeps.
    expect(await textOf(settings, '[data-subscription]')).toContain(message('sub_label_next'));
    expect(await vendors(2)).toEqual(['Quillfeather Optics', 'Umbrage Works']);

    await publish(8, ['Brimstone Pumps', 'Quillfeather Optics']);
    await checkNow(settings);
    await until('what changed', () => settings.$('[data-change="7-8"]'));
    await press(
      settings,
      message('sub_change').replace('$1', '7').replace('$2', '8').replace('$3', '1').replace('$4', '1').replace('$5', '0'),
    );
    expect(await textOf(settings, '[data-change]')).toMatch(/Brimstone Pumps.*Umbrage Works.*Umbrage Works/s);
    await until('the other names', async () => (await vendors(2)).includes('Brimstone Pumps'));
    await press(settings, message('sub_change_read'));
    await until('the change to go', async () => (await settings.$('[data-change]')) === null);

    const before = server.answers.length;
    await checkNow(settings);
    expect([await stateOf(settings, 'current').then(Boolean), server.answers.slice(before)]).toEqual([true, [304]]);

    await publish(9, ['Brimstone Pumps'], theirs);
    await checkNow(settings);
    expect(await stateOf(settings, 'failed')).toContain(groupThumbprint(theirs.thumbprint));
    await publish(6, ['Brimstone Pumps', 'Quillfeather Optics']);
    await checkNow(settings);
    expect(await stateOf(settings, 'failed')).toContain(message('pack_fault_older').replace('$1', '6'));
    server.serve(new TextEncoder().encode('<!doctype html>Sign in'), 'text/html');
    await checkNow(settings);
    expect(await stateOf(settings, 'failed')).toContain(message('pack_fault_html'));
    expect((await vendors(2)).toSorted()).toEqual(['Brimstone Pumps', 'Quillfeather Optics']);

    await publish(10, ['Umbrage Works', 'Quillfeather Optics']);
    const asked = server.holdNext();
    await press(settings, `${message('sub_check')}: ${TITLE}`);
    await asked;
    await session.stopWorker();
    const again = await session.openSettings('subscriptions');
    expect(await stateOf(again, 'failed')).toContain('8');
    expect((await vendors(2)).toSorted()).toEqual(['Brimstone Pumps', 'Quillfeather Optics']);
    await checkNow(again);
    expect(await stateOf(again, 'current')).toContain('10');
    await until('the newest names', async () => (await vendors(2)).includes('Umbrage Works'));

    const remove = `${message('action_remove')}: ${TITLE}`;
    await press(again, remove);
    await until('the question to have the focus', async () => (await focused(again)) === 'alertdialog');
    await again.keyboard.press('Escape');
    await until('the focus to be back', async () => (await focused(again)) === remove);
    await press(again, remove);
    await press(again, message('action_remove'));
    await until('the list to go', async () => (await again.$('[data-subscription]')) === null);
    await until('the heading to have the focus', async () => (await focused(again)) === message('sub_heading_all'));
    expect(await vendors(0)).toEqual([]);
  });

  it('at an address without encryption, or with another key than the given one, is not followed', async () => {
    await publish(7, ['Quillfeather Optics']);
    const settings = await session.openSettings('subscriptions');
    await fillIn(settings, 'http://lists.example/group.jws');
    await settings.keyboard.press('Enter');
    await until('the refusal', () => settings.$('[data-refused="address"]'));
    await lookAt(settings, server.url, theirs.thumbprint);
    await until('the refusal', () => settings.$('[data-refused="key"]'));
    expect(await settings.$('[data-subscription]')).toBeNull();
  });

  // Chromium asks in a window of its own that nobody can answer here.
  it.runIf(kind === 'firefox')(
    'the permission for its server is for the list alone, and what is granted for reading leaves it',
    async () => {
      const ungranted = await startSession({ kind, granted: false });
      try {
        const origins = (): Promise<unknown> =>
          settings.evaluate(() => chrome.permissions.getAll().then(({ origins: all }) => [...all].sort()));
        const settings = await ungranted.openSettings('subscriptions');
        await publish(7, ['Quillfeather Optics']);
        await lookAt(settings, server.url);
        await press(settings, message('sub_confirm_yes'));
        await stateOf(settings, 'current');
        expect(await origins()).toEqual(['http://127.0.0.1/*']);
        // On the server's host, which the browser lets be read.
        const tab = await ungranted.open(`${site.origin}/quote`);
        const other = await ungranted.open(`${site.otherOrigin}/quote`);
        expect((await ungranted.getTab(tab)).access).toBe('click');
        expect((await ungranted.getTab(tab)).state).toBe('not-checked');

        await showView(settings, 'sites');
        await settings.click('[name="site-mode"][value="sites"]');
        await addSite(settings, 'localhost');
        await ungranted.whenDone(other, 'the site that was added', ({ counted }) => counted === 1);
        expect((await ungranted.getTab(tab)).state).toBe('not-checked');
        await addSite(settings, '127.0.0.1');
        await ungranted.whenDone(tab, 'the server too, once it was added', ({ counted }) => counted === 1);

        await settings.bringToFront();
        await settings.click('[name="site-mode"][value="click"]');
        await press(settings, message('action_access_click'));
        await until('both pages to be let go of', async () => {
          const states = [await ungranted.getTab(tab), await ungranted.getTab(other)].map(({ state }) => state);
          return states.every((state) => state === 'not-checked');
        });
        await publish(8, ['Quillfeather Optics', 'Umbrage Works']);
        await showView(settings, 'subscriptions');
        await checkNow(settings);
        expect(await stateOf(settings, 'current')).toContain('8');

        // As in the browser's own pages.
        await settings.evaluate(() => chrome.permissions.remove({ origins: ['http://127.0.0.1/*'] }));
        expect(await stateOf(settings, 'failed')).toContain(message('pack_fault_no_access'));
        await showView(settings, 'sites');
        await press(settings, message('sites_servers_allow'));
        await until('the server to be reached again', () => settings.$('[data-servers="reachable"]'));
        await showView(settings, 'subscriptions');
        await stateOf(settings, 'current');
        expect((await ungranted.getTab(tab)).state).toBe('not-checked');

        await press(settings, `${message('action_remove')}: ${TITLE}`);
        await press(settings, message('action_remove'));
        await until('the permission to go with the list', async () => JSON.stringify(await origins()) === '[]');
      } finally {
        await ungranted.close();
      }
    },
  );
});

/** Adds a site that is read without a click. */
async function addSite(settings: Page, pattern: string): Promise<void> {
  await settings.bringToFront();
  const input = await until('the field', () => settings.$('#add-granted'));
  await input.type(pattern);
  await input.press('Enter');
  await until(`${pattern} to be in the list`, () => settings.$(`button[aria-label="${message('action_remove')}: ${pattern}"]`));
}

// Chromium asks in a window of its own, which nobody can answer here.
it('leave is asked for one server, and given back when the list is not wanted, left undecided or removed', async () => {
  const server = await servePack();
  const session = await startSession({ kind: 'firefox', granted: false });
  try {
    server.serve(await signed(packJson(), await createTestKey()));
    const settings = await session.openSettings('subscriptions');
    const grants = (): Promise<string> => settings.evaluate(async () => (await chrome.permissions.getAll()).origins.join());
    // Granted to whatever is installed for a test.
    await settings.evaluate(() => chrome.permissions.remove({ origins: ['<all_urls>'] }));
    await lookAt(settings, server.url);
    await until('the fingerprint', () => settings.$('.fingerprint'));
    expect(await grants()).toBe('http://127.0.0.1/*');
    await press(settings, message('sub_confirm_no'));
    await until('the leave to be given back', async () => (await grants()) === '');

    await press(settings, message('sub_look'));
    await until('the fingerprint', () => settings.$('.fingerprint'));
    await showView(settings, 'sites');
    await until('the leave to be given back by another view', async () => (await grants()) === '');

    const closed = await session.openSettings('subscriptions');
    await lookAt(closed, server.url);
    await until('the fingerprint', () => closed.$('.fingerprint'));
    expect(await grants()).toBe('http://127.0.0.1/*');
    await closed.close();
    await until('the leave to be given back by a page that is closed', async () => (await grants()) === '');

    await settings.bringToFront();
    await showView(settings, 'subscriptions');
    await lookAt(settings, server.url);
    await press(settings, message('sub_confirm_yes'));
    await stateOf(settings, 'current');
    expect(await grants()).toBe('http://127.0.0.1/*');
    await press(settings, `${message('action_remove')}: ${TITLE}`);
    await press(settings, message('action_remove'));
    await until('the leave to be given back', async () => (await grants()) === '');
  } finally {
    await session.close();
    await server.close();
  }
});

/** Fills in the form and presses its button. */
async function lookAt(settings: Page, url: string, key?: string): Promise<void> {
  await fillIn(settings, url, key);
  await press(settings, message('sub_look'));
}

async function fillIn(settings: Page, url: string, key = ''): Promise<void> {
  await settings.bringToFront();
  for (const [label, text] of [
    [message('sub_address'), url],
    [message('sub_key'), key],
  ] as const) {
    const input = await until(`the field "${label}"`, () => settings.$(`::-p-aria([name="${label}"][role="textbox"])`));
    await input.click({ count: 3 });
    await settings.keyboard.press('Backspace');
    if (text !== '') await input.type(text);
  }
}

/** Checks for a new version and waits until that is done. */
async function checkNow(settings: Page): Promise<void> {
  await press(settings, `${message('sub_check')}: ${TITLE}`);
  await until('the check to end', () => settings.$(`::-p-aria([name="${message('sub_check')}: ${TITLE}"][role="button"])`));
}

/** The card of the list, once it is in that state. */
async function stateOf(settings: Page, state: string): Promise<string> {
  await until(`the list to be ${state}`, () => settings.$(`[data-subscription][data-state="${state}"]`));
  return textOf(settings, '[data-subscription]');
}

/** What has the focus, by its name, its role or its words. */
const focused = (page: Page): Promise<string | null | undefined> =>
  page.evaluate(() => {
    const element = document.activeElement;
    return element?.getAttribute('aria-label') ?? element?.getAttribute('role') ?? element?.textContent;
  });

const textOf = (page: Page, selector: string): Promise<string> => page.$eval(selector, (element) => element.textContent ?? '');
