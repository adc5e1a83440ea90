/** The real settings page, with tabs open that must follow it. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Site, serve } from '../serve.ts';
import { until } from '../until.ts';
import { isListOn, setHomeMarket, switchList } from './controls.ts';
import { expectReport, listFindings, pagesFolder, readExpected } from './expected.ts';
import { type Session, startSession } from './extension.ts';
import { findHiddenRoots, listDrawn } from './page-eyes.ts';

const notice = 'cn-2026-cybersecurity';

describe.each(['chromium', 'firefox'] as const)('%s', (kind) => {
  let site: Site;
  let session: Session;
  beforeAll(async () => {
    site = await serve(pagesFolder);
    session = await startSession({ kind });
  });
  afterEach(() => session.closePages());
  afterAll(async () => {
    await session?.close();
    await site?.close();
  });

  it('every key that we suggest is ours, and the settings say which', async () => {
    const settings = await session.openSettings('keys');
    const shown = (): Promise<Record<string, string>> =>
      settings.$$eval('[data-command]', (rows) =>
        Object.fromEntries(rows.map((row) => [row.getAttribute('data-command'), row.querySelector('kbd')?.textContent ?? ''])),
      );
    await until('the keys', async () => Object.values(await shown()).some((keys) => keys !== ''));
    // A browser that has a key for itself gives it to nobody, and says nothing.
    expect(await shown()).toEqual({
      _execute_action: 'Alt+Shift+V',
      'next-finding': 'Alt+Shift+J',
      'previous-finding': 'Alt+Shift+K',
      'open-card': 'Alt+Shift+O',
      'toggle-pause': '',
    });
  });

  it('a list switched off takes its flags from the open tab at once, switched on again brings them back', async () => {
    const tab = await session.open(`${site.origin}/quote-en/`);
    const before = await session.whenDone(tab, 'findings', ({ counted }) => counted > 0);
    const settings = await session.openSettings();
    expect(await isListOn(settings, notice)).toBe(true);

    await switchList(settings, notice, false);
    const without = await session.whenDone(tab, 'the flags to go', ({ counted }) => counted === 0);
    expect(listFindings(without.confirmed)).toEqual([]);
    await until('the number to go', async () => !/\d/.test(await session.badge(tab)));
    if (kind === 'chromium') {
      await tab.page.bringToFront();
      await until('the marks to go', async () => listDrawn(await findHiddenRoots(tab.page)).length === 0);
    }

    await switchList(settings, notice, true);
    const after = await session.whenDone(tab, 'the flags to come back', ({ counted }) => counted > 0);
    expect(after.confirmed).toEqual(before.confirmed);
    await until('the number to come back', async () => (await session.badge(tab)) === String(before.counted));
    if (kind === 'chromium') {
      await tab.page.bringToFront();
      await until('the marks to come back', async () => listDrawn(await findHiddenRoots(tab.page)).length > 0);
    }
  });

  it('the home market brings its own lists: what only the United States restrict is flagged there and only there', async () => {
    const tab = await session.open(`${site.origin}/us-quote/`);
    expect((await session.whenDone(tab)).counted).toBe(0);
    const settings = await session.openSettings();
    await setHomeMarket(settings, 'US');
    try {
      const expected = readExpected('us-quote');
      const report = await session.whenDone(tab, 'findings', ({ counted }) => counted >= expected.confirmed.length);
      expectReport(report, expected);
      expect(await isListOn(settings, notice)).toBe(false);
    } finally {
      await setHomeMarket(settings, 'CN');
    }
    await session.whenDone(tab, 'the flags to go', ({ counted }) => counted === 0);
  });
});
