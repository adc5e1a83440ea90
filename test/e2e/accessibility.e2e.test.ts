/** axe-core over the popup and the settings page, everything unfolded, in both languages and both colour schemes. */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { ElementHandle, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { views } from '../../src/options/use-view.ts';
import { type Site, serve } from '../serve.ts';
import { until } from '../until.ts';
import { message, setLanguage, showView, unfold } from './controls.ts';
import { pagesFolder } from './expected.ts';
import { popupState, type Session, startSession } from './extension.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let site: Site;
let session: Session;
let folder: string;
let approved: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vendor-lens-steps-'));
  approved = join(folder, 'approved.csv');
  const lines = ['Vendor,Category,Contract,Valid until,Link', 'Umbrage Works,Server,C-17,2024-03-31,https://example.org', ',Server,C-18,,'];
  await writeFile(approved, lines.join('\n'));
  site = await serve(pagesFolder);
  session = await startSession({ kind: 'chromium' });
});
afterEach(() => session.closePages());
afterAll(async () => {
  await session?.close();
  await site?.close();
  await rm(folder, { recursive: true, force: true });
});

async function expectAccessible(page: Page, scheme: 'light' | 'dark'): Promise<void> {
  await page.bringToFront();
  await page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: scheme },
    // Colours half way through a change are nobody's contrast.
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ]);
  await page.evaluate(axeSource);
  const { violations } = (await page.evaluate('axe.run()')) as AxeResults;
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' · ')}`)).toEqual([]);
}

/** Names that several buttons share. */
const sharedNames = (page: Page, selector: string): Promise<readonly string[]> =>
  page.$$eval(selector, (buttons) => {
    const names = buttons.map((button) => {
      const label = document.getElementById(button.getAttribute('aria-labelledby') ?? '');
      return label?.textContent ?? button.getAttribute('aria-label') ?? button.textContent ?? '';
    });
    return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
  });

describe('with the keyboard and by ear', () => {
  it('buttons of the same words say of what', async () => {
    const settings = await session.openSettings();
    await showView(settings, 'lists');
    expect(await settings.$$('.list-card .disclosure-button')).not.toHaveLength(0);
    expect(await sharedNames(settings, 'main button')).toEqual([]);
    const tab = await session.open(`${site.origin}/quote-en/`);
    await session.whenDone(tab);
    const popup = await session.openPopup(tab);
    await until('the popup to be done', async () => (await popupState(popup)) === 'done');
    await unfold(popup);
    // The facts of one list, or of one alternative, stand under every product that they concern, under one name.
    expect(await popup.$$('.stepper button')).not.toHaveLength(0);
    expect(await sharedNames(popup, 'main .button')).toEqual([]);
  });

  it('the first key in the settings leads past the way-finder', async () => {
    const settings = await session.openSettings('sites');
    await settings.bringToFront();
    await settings.keyboard.press('Tab');
    const focused = (): Promise<string> => settings.evaluate(() => document.activeElement?.textContent ?? '');
    expect(await focused()).toBe(message('settings_skip'));
    const box = await (await settings.$('.skip-link'))?.boundingBox();
    expect(box?.y).toBeGreaterThanOrEqual(0);
    await settings.keyboard.press('Enter');
    await settings.keyboard.press('Tab');
    expect(await settings.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
    expect(new URL(settings.url()).hash).toBe('#sites');
  });
});

describe.each(['en', 'zh_CN'] as const)('%s', (language) => {
  it.each(['light', 'dark'] as const)('settings, %s', async (scheme) => {
    const settings = await session.openSettings();
    await setLanguage(settings, language);
    for (const view of views) {
      await showView(settings, view);
      await expectAccessible(settings, scheme);
    }
  });

  it.each(['light', 'dark'] as const)('the steps of an import and the list that comes of it, %s', async (scheme) => {
    const settings = await session.openSettings();
    await setLanguage(settings, language);
    await showView(settings, 'approved');
    const step = (handle: string): Promise<unknown> => until(handle, () => settings.$(`[data-import="${handle}"]`));
    const input = (await until('the file input', () => settings.$('main input[type="file"]'))) as ElementHandle<HTMLInputElement>;
    await input.uploadFile(approved);
    await step('preview');
    await expectAccessible(settings, scheme);
    await settings.click('.button-main');
    await step('summary');
    await expectAccessible(settings, scheme);
    await settings.click('.button-main');
    await step('imported');
    await settings.click('.list-card h3 a');
    await (await until('an entry', () => settings.$('.entries tbody button'))).click();
    await until('its form', () => settings.$('.entry-form'));
    await expectAccessible(settings, scheme);
  });

  it.each([
    ['quote-en', 'light'],
    ['quote-en', 'dark'],
    ['purchase-order-zh', 'light'],
    ['clean-zh', 'dark'],
  ] as const)('popup of %s, %s', async (slug, scheme) => {
    const settings = await session.openSettings();
    await setLanguage(settings, language);
    const tab = await session.open(`${site.origin}/${slug}/`);
    await session.whenDone(tab);
    const popup = await session.openPopup(tab);
    await until('the popup to be done', async () => (await popupState(popup)) === 'done');
    await unfold(popup);
    await expectAccessible(popup, scheme);
  });
});
