/** Pages beyond all measure: read up to a stated budget, without holding the page up. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Report } from '../../src/core/finding.ts';
import { type Site, serve } from '../serve.ts';
import { longText, manyNodes } from './big-pages.ts';
import { describeFindings, pagesFolder } from './expected.ts';
import { type Session, startSession, type Tab } from './extension.ts';

let site: Site;
let session: Session;
beforeAll(async () => {
  site = await serve(pagesFolder, { '/many-nodes': manyNodes(100_000), '/long-text': longText(50) });
  session = await startSession({ kind: 'chromium' });
});
afterEach(() => session.closePages());
afterAll(async () => {
  await session?.close();
  await site?.close();
});

const isCut = (report: Report): boolean => report.coverage.unread.some(({ what }) => what === 'budget');

/** Times depend on the machine: printed for the reader, not judged. */
async function printTimes(tab: Tab, what: string, started: number): Promise<void> {
  const longest = await tab.page.evaluate('longest');
  console.log(`${what}: done after ${Date.now() - started} ms, longest task after load ${longest} ms`);
}

it('100,000 nodes: read to the end, or the rest is stated', async () => {
  const started = Date.now();
  const tab = await session.open(`${site.origin}/many-nodes`);
  const report = await session.whenDone(tab, 'the page to be read', ({ coverage }) => coverage.characters > 0);
  await printTimes(tab, '100,000 nodes', started);
  const found = describeFindings(report.confirmed);
  expect(found.length).toBeGreaterThan(0);
  expect(found.length === 3 || isCut(report), JSON.stringify(report.coverage)).toBe(true);
});

it('a text node of 50 MB: its beginning is read, the rest is stated, and the page answers meanwhile', async () => {
  const started = Date.now();
  const tab = await session.open(`${site.origin}/long-text`);
  // The page must answer while it is being read: this very call would wait otherwise.
  expect(await tab.page.evaluate(() => document.title)).toBe('Long text');
  const report = await session.whenDone(tab, 'the page to be read', ({ coverage }) => coverage.characters > 0);
  await printTimes(tab, '50 MB of text', started);
  expect(describeFindings(report.confirmed)).toHaveLength(1);
  expect(isCut(report), JSON.stringify(report.coverage)).toBe(true);
  const popup = await session.openPopup(tab);
  expect(await popup.$eval('[data-coverage]', (element) => element.textContent)).not.toBe('');
});
