/** Fixture pages in both browsers: nothing on the clean ones, the expected findings on the others. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Site, serve } from '../serve.ts';
import { expectReport, listFindings, pagesFolder, readExpected } from './expected.ts';
import { type Session, startSession } from './extension.ts';

const cleanPages = ['clean-en', 'clean-zh', 'us-quote'] as const;
const flaggedPages = ['quote-en', 'purchase-order-zh', 'frames'] as const;

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

  it.each(cleanPages)('%s: a page without restricted products gives no finding and no number', async (slug) => {
    const tab = await session.open(`${site.origin}/${slug}/`);
    const report = await session.whenDone(tab);
    expect(listFindings([...report.confirmed, ...report.former, ...report.asked]).map(({ match }) => match.text)).toEqual([]);
    expect(report.counted).toBe(0);
    expect(report.coverage.characters).toBeGreaterThan(300);
    expect(await session.badge(tab)).not.toMatch(/\d/);
    // The possible ones are shown to nobody unasked; their number is watched, not forbidden.
    console.log(
      `${kind} ${slug}: possible: ${
        listFindings(report.possible)
          .map(({ match }) => match.text)
          .join(' | ') || 'none'
      }`,
    );
  });

  it.each(flaggedPages)('%s: gives the expected findings, and their number on the button', async (slug) => {
    const expected = readExpected(slug);
    const tab = await session.open(`${site.origin}/${slug}/`);
    // Frames report one by one; what is in them is compared below.
    const vendors = new Set(expected.confirmed.map(({ vendor }) => vendor));
    const report = await session.whenDone(
      tab,
      `${expected.confirmed.length} findings`,
      ({ counted, vendors: found }) => counted >= expected.confirmed.length && found >= vendors.size,
    );
    expectReport(report, expected);
    expect(report.vendors).toBe(vendors.size);
    expect(await session.badge(tab)).toBe(String(report.counted));
  });

  it('every finding says why and under which list', async () => {
    const tab = await session.open(`${site.origin}/quote-en/`);
    for (const finding of listFindings((await session.whenDone(tab)).confirmed)) {
      expect(finding.evidence.length, finding.match.text).toBeGreaterThan(0);
      expect(finding.lists.length, finding.match.text).toBeGreaterThan(0);
      for (const list of finding.lists) expect(list.sources.length, list.id).toBeGreaterThan(0);
    }
  });
});
