/** The build as it is shipped: no site may be read before the reviewer clicks. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Site, serve } from '../serve.ts';
import { until } from '../until.ts';
import { expectReport, pagesFolder, readExpected } from './expected.ts';
import { type Session, startSession, type Tab } from './extension.ts';
import { findHiddenRoots } from './page-eyes.ts';

let site: Site;
let session: Session;
beforeAll(async () => {
  site = await serve(pagesFolder);
  session = await startSession({ kind: 'chromium', granted: false });
});
afterEach(() => session.closePages());
afterAll(async () => {
  await session?.close();
  await site?.close();
});

async function expectUntouched(tab: Tab): Promise<void> {
  expect((await session.getTab(tab)).state).toBe('not-checked');
  expect(await session.badge(tab)).not.toMatch(/\d/);
  expect(await findHiddenRoots(tab.page)).toEqual([]);
  expect(await tab.page.$$eval('html > :not(head, body)', (elements) => elements.length)).toBe(0);
}

it('before a click nothing is read: no host element, no number; after it the page is checked; another tab stays unread', async () => {
  const tab = await session.open(`${site.origin}/quote-en/`);
  const other = await session.open(`${site.otherOrigin}/quote-en/`);
  await expectUntouched(tab);
  await expectUntouched(other);

  await session.clickAction(tab.page);
  const expected = readExpected('quote-en');
  const report = await session.whenDone(tab, 'findings', ({ counted }) => counted >= expected.confirmed.length);
  expectReport(report, expected);
  expect(await session.badge(tab)).toBe(String(report.counted));
  await until('the overlay', async () => (await findHiddenRoots(tab.page)).length === 1);
  await expectUntouched(other);
});

it('the click is for that page only: another site in the same tab is not read', async () => {
  const tab = await session.open(`${site.origin}/quote-en/`);
  await session.clickAction(tab.page);
  await session.whenDone(tab, 'findings', ({ counted }) => counted > 0);
  await tab.page.goto(`${site.otherOrigin}/quote-en/`);
  await until('the old findings to go', async () => (await session.getTab(tab)).state === 'not-checked');
  await expectUntouched(tab);
});
