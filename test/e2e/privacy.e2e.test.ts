/** A page that looks at everything it can must see the same whether or not something was found. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Site, serve } from '../serve.ts';
import { until } from '../until.ts';
import { expectReport, pagesFolder, readExpected } from './expected.ts';
import { type Session, startSession, type Tab } from './extension.ts';
import { findHiddenRoots, listDrawn } from './page-eyes.ts';

interface Snapshot {
  /** For each file of the extension that was tried: how fetch and image ended. */
  readonly fetched: readonly (readonly string[])[];
}

async function takeSnapshot(tab: Tab, extensionOrigin: string): Promise<Snapshot> {
  // As text: BiDi cuts objects off at some depth.
  return JSON.parse(String(await tab.page.evaluate(`probe(${JSON.stringify(extensionOrigin)}).then(JSON.stringify)`)));
}

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

  /** What the page sees at first, after scrolling, and under the pointer. */
  async function look(slug: 'privacy' | 'privacy-clean'): Promise<Record<string, unknown>> {
    const expected = readExpected(slug);
    const tab = await session.open(`${site.origin}/${slug}/`);
    const report = await session.whenDone(tab, 'the findings', ({ counted }) => counted >= expected.confirmed.length);
    expectReport(report, expected);
    await tab.page.bringToFront();
    if (kind === 'chromium') {
      // Otherwise two empty pages would be compared.
      const isFlagged = expected.confirmed.length > 0;
      await until('the overlay', async () => {
        const roots = await findHiddenRoots(tab.page);
        return roots.length === 1 && listDrawn(roots).length > 0 === isFlagged;
      });
    }
    const probe = (): Promise<Snapshot> => takeSnapshot(tab, session.extensionOrigin);
    const frames = (): Promise<unknown> =>
      tab.page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))');
    await frames();
    const first = await probe();
    await tab.page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
    await frames();
    const scrolled = await probe();
    await tab.page.evaluate('scrollTo(0, 0)');
    await frames();
    // Where the table's first product stands, on both pages alike.
    const cell = (await tab.page.evaluate(`(() => {
      const range = document.createRange();
      range.selectNodeContents(document.querySelectorAll('td')[1]);
      const { x, y, width, height } = range.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    })()`)) as { x: number; y: number };
    await tab.page.mouse.move(cell.x - 30, cell.y, { steps: 3 });
    await tab.page.mouse.move(cell.x, cell.y, { steps: 5 });
    await frames();
    const moves = await tab.page.evaluate('moves');
    return { first, scrolled, moves };
  }

  it('the page with restricted words and its ordinary twin look the same to their own scripts', async () => {
    const flagged = await look('privacy');
    const ordinary = await look('privacy-clean');
    expect(flagged).toEqual(ordinary);
  });

  it('no file of the extension can be fetched by a page', async () => {
    const tab = await session.open(`${site.origin}/privacy-clean/`);
    await session.whenDone(tab);
    const snapshot = await takeSnapshot(tab, session.extensionOrigin);
    for (const answer of snapshot.fetched) expect(answer).toEqual(['TypeError', 'refused']);
  });
});
