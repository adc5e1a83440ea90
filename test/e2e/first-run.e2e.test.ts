/** The first start: the page that opens by itself, what it proposes and stores, and the sample order on it. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../until.ts';
import { isListOn, message, press, showView } from './controls.ts';
import { type Session, startSession } from './extension.ts';

describe.each(['chromium', 'firefox'] as const)('%s', (kind) => {
  let session: Session;
  let page: Page;
  beforeAll(async () => {
    session = await startSession({ kind, granted: false });
    if (session.setUpPage === undefined) throw new Error('No set-up page');
    page = session.setUpPage;
    await page.bringToFront();
    await until('the set-up page to be shown', () => page.$('#set-up-title'));
  });
  afterAll(() => session?.close());

  const ticked = (): Promise<string[]> =>
    page.$$eval('[data-proposal]:has(input:checked)', (rows) => rows.map((row) => row.getAttribute('data-proposal') ?? ''));
  const restricted = (): Promise<number> =>
    page.$eval('[data-sample]', (element) => Number(element.getAttribute('data-sample'))).catch(() => -1);

  it('proposes what reaches the buyer, with the reason', async () => {
    expect((await ticked()).length).toBeGreaterThan(3);
    await page.click('input[value="private-company"]');
    await until('the proposal to follow', async () => !(await ticked()).includes('cn-mof-2026-10'));
    expect((await ticked()).toSorted()).toEqual([
      'cn-2026-cybersecurity',
      'cn-ai-chips-reported',
      'cn-countermeasures',
      'cn-unreliable-entities',
    ]);
    expect(await page.$eval('[data-proposal="cn-2026-cybersecurity"]', (row) => row.textContent)).toContain('Press reports');
  });

  it('the sample order is checked with the lists that are ticked', async () => {
    await press(page, message('setup_sample'));
    await until('the sample to be checked', async () => (await restricted()) > 0);
    expect(await page.$$eval('.sample-restricted', (rows) => rows.map((row) => row.querySelector('td')?.textContent))).toEqual([
      '1',
      '2',
      '3',
      '4',
    ]);
    await page.click('[data-proposal="cn-2026-cybersecurity"] input');
    await until('the flags to go', async () => (await restricted()) === 0);
    await page.click('[data-proposal="cn-2026-cybersecurity"] input');
    await until('the flags to come back', async () => (await restricted()) > 0);
  });

  it('stores what was ticked', async () => {
    await press(page, message('setup_use_other').replace('$1', '4'));
    await until('the word that it is stored', () => page.$('.set-up-use a'));
    await showView(page, 'lists');
    expect(await isListOn(page, 'cn-mof-2026-10')).toBe(false);
    expect(await isListOn(page, 'cn-2026-cybersecurity')).toBe(true);
    const stored = await page.evaluate(async () => JSON.stringify(await chrome.storage.local.get(['settings'])));
    expect(JSON.parse(stored).settings).toMatchObject({ homeMarket: 'CN', profile: { isDone: true, buyer: ['private-company'] } });
  });
});
