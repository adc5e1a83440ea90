/** Policies as administrators set them, in the files where real browsers look for them. */
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { extensionIdOf, publicKeyOf } from '../../scripts/lib/extension-id.mjs';
import { type Site, serve } from '../serve.ts';
import { until } from '../until.ts';
import { isListOn, message, showView } from './controls.ts';
import { pagesFolder } from './expected.ts';
import { type Session, startSession } from './extension.ts';
import { policyFile } from './policy-file.ts';

// Ids of this test alone: no other browser that starts meanwhile has this policy.
const key = publicKeyOf(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
const geckoId = 'policy-test@vendor-lens.example';
const ids = { chromium: extensionIdOf(key), firefox: geckoId } as const;
const manifests = { chromium: { key }, firefox: { browser_specific_settings: { gecko: { id: geckoId, strict_min_version: '128.0' } } } };

const notice = 'cn-2026-cybersecurity';
const section889 = 'us-section-889';
const policy = {
  homeMarket: 'CN',
  scope: 'nearly-all',
  lists: [`-${notice}`, `+${section889}`, '+no-such-list'],
  lock: ['homeMarket', `lists/${section889}`],
  sites: { denied: ['localhost'] },
};

describe.each(['chromium', 'firefox'] as const)('%s', (kind) => {
  const file = policyFile(kind);
  if (file.obstacle !== '') {
    it.skip(`a policy: ${file.obstacle}`);
    return;
  }
  let site: Site;
  let session: Session;
  beforeAll(async () => {
    site = await serve(pagesFolder);
    await file.write(ids[kind], policy);
    session = await startSession({ kind, geckoId, manifest: manifests[kind] });
  });
  afterEach(() => session.closePages());
  afterAll(async () => {
    await session?.close();
    await file.restore();
    await site?.close();
  });

  it('switches lists, fixes what it locks, and tells what of it is not in force', async () => {
    const settings = await session.openSettings();
    // A browser that has just installed the extension may hand the policy over a moment later.
    await until('the policy to be in force', async () => !(await isListOn(settings, notice)));
    expect(await isListOn(settings, section889)).toBe(true);
    const isDisabled = (selector: string): Promise<boolean> =>
      settings.$eval(selector, (control) => (control as HTMLButtonElement | HTMLSelectElement).disabled);
    expect(await isDisabled(`[data-list="${section889}"]`)).toBe(true);
    expect(await isDisabled(`[data-list="${notice}"]`)).toBe(false);
    expect(await isDisabled('select:has(option[value="CN"])')).toBe(true);

    await showView(settings, 'policy');
    const shown = await settings.$$eval('[data-policy]', (rows) =>
      Object.fromEntries(rows.map((row) => [row.getAttribute('data-policy'), row.querySelector('td:last-child')?.textContent])),
    );
    expect(shown).toMatchObject({
      homeMarket: message('policy_fixed'),
      [`lists/${section889}`]: message('policy_fixed'),
      [`lists/${notice}`]: message('policy_open'),
    });
    // Two lists: the eye sees the label once, a screen reader hears it in each row.
    expect(await settings.$$eval('[data-policy^="lists/"] th', (heads) => heads.map((head) => head.textContent))).toEqual(
      Array.from({ length: 2 }, () => message('policy_lists')),
    );
    const ignored = await settings.$$eval('[data-ignored]', (rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)));
    expect(ignored).toEqual([
      ['scope', 'nearly-all', message('policy_reason_value')],
      ['lists', '+no-such-list', message('policy_reason_list')],
    ]);
    await showView(settings, 'sites');
    expect(await settings.$eval('[data-policy="sites"]', (told) => told.textContent)).toContain(message('sites_policy'));
  });

  it('holds in the worker as well: a list that it switches off flags nothing', async () => {
    const tab = await session.open(`${site.origin}/quote-en/`);
    expect((await session.whenDone(tab)).counted).toBe(0);
    const popup = await session.openPopup(tab);
    await until('the popup to say so', () =>
      popup.evaluate((words) => document.querySelector('footer')?.textContent?.includes(words), message('policy_managed')),
    );
  });

  it('reads nothing on a site that it denies', async () => {
    const denied = await session.open(`${site.origin.replace('127.0.0.1', 'localhost')}/quote-en/`);
    await until('the page to be shut', async () => (await session.getTab(denied)).state === 'never');
    const popup = await session.openPopup(denied);
    expect(await popup.evaluate(() => document.querySelector('main')?.textContent)).toBe(message('policy_never'));
    expect((await session.getTab(denied)).report).toBeNull();
  });

  // Firefox reads its policies when it starts.
  it.runIf(kind === 'chromium')('that changes is in force at once, without a restart', async () => {
    const tab = await session.open(`${site.origin}/quote-en/`);
    expect((await session.whenDone(tab)).counted).toBe(0);
    // What wakes the worker is the change itself.
    await session.stopWorker();
    await file.write(ids[kind], { lists: [`+${notice}`], lock: ['*'] });
    await session.whenDone(tab, 'the flags to come', ({ counted }) => counted > 0);

    const settings = await session.openSettings();
    expect(await isListOn(settings, section889)).toBe(false);
  });
});
