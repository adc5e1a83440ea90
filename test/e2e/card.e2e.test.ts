/** The card of a mark, as the reviewer sees it and the page does not. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Site, serve } from '../serve.ts';
import { until } from '../until.ts';
import { pagesFolder } from './expected.ts';
import { type Session, startSession, type Tab } from './extension.ts';
import { findHiddenRoots, findMarkCentre, listDrawn, listWords } from './page-eyes.ts';

let site: Site;
let session: Session;
beforeAll(async () => {
  site = await serve(pagesFolder);
  session = await startSession({ kind: 'chromium' });
});
afterEach(() => session.closePages());
afterAll(async () => {
  await session?.close();
  await site?.close();
});

async function openQuote(): Promise<{ readonly tab: Tab; readonly mark: { readonly x: number; readonly y: number } }> {
  const tab = await session.open(`${site.origin}/quote-en/`);
  await session.whenDone(tab, 'findings', ({ counted }) => counted > 0);
  await tab.page.bringToFront();
  return { tab, mark: await until('a mark', () => findMarkCentre(tab.page)) };
}

const cardWords = async (tab: Tab): Promise<readonly string[] | undefined> => {
  const roots = await findHiddenRoots(tab.page);
  return listDrawn(roots, 'card').length > 0 ? listWords(roots) : undefined;
};

it('opens under the pointer with product, reasons, list and alternatives, and closes when the pointer leaves', async () => {
  const { tab, mark } = await openQuote();
  expect(await cardWords(tab)).toBeUndefined();
  await tab.page.mouse.move(mark.x, mark.y, { steps: 3 });
  const words = await until('the card', () => cardWords(tab));
  // Each word is a box of its own, and so are the spaces between them.
  const text = words.join(' ').replace(/\s+/g, ' ');
  expect(text).toContain('Fortinet');
  expect(text).toContain('Cyber notice 2026');
  expect(words.length).toBeGreaterThan(5);
  // A message key in place of words would be a gap in the translations.
  expect(words.filter((word) => /(^|\s)[a-z]+(_[a-z]+)+(\s|$)/.test(word))).toEqual([]);
  await tab.page.mouse.move(5, 5, { steps: 5 });
  await until('the card to close', async () => (await cardWords(tab)) === undefined);
});

it('opens by a click, which the page gets as ever, and closes with Escape', async () => {
  const { tab, mark } = await openQuote();
  await tab.page.evaluate('window.clicks = []; addEventListener("click", (event) => clicks.push(event.target.nodeName))');
  await tab.page.mouse.click(mark.x, mark.y);
  await until('the card', () => cardWords(tab));
  expect(await tab.page.evaluate('clicks')).toEqual(['TD']);
  await tab.page.keyboard.press('Escape');
  await until('the card to close', async () => (await cardWords(tab)) === undefined);
});
