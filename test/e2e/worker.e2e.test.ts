/** The background worker dies when the browser likes; nothing may be lost by it. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Site, serve } from '../serve.ts';
import { until } from '../until.ts';
import { manyFindings, manyNodes } from './big-pages.ts';
import { describeFindings, pagesFolder } from './expected.ts';
import { popupState, type Session, startSession } from './extension.ts';

describe.each(['chromium', 'firefox'] as const)('%s', (kind) => {
  let site: Site;
  let session: Session;
  beforeAll(async () => {
    site = await serve(pagesFolder, { '/many-nodes': manyNodes(20_000), '/many-findings': manyFindings(700) });
    session = await startSession({ kind });
  });
  afterEach(() => session.closePages());
  afterAll(async () => {
    await session?.close();
    await site?.close();
  });

  it('killed between reading and popup: number and findings are still there', async () => {
    const tab = await session.open(`${site.origin}/quote-en/`);
    const before = await session.whenDone(tab, 'findings', ({ counted }) => counted > 0);
    await until('the number', async () => (await session.badge(tab)) === String(before.counted));
    await session.stopWorker();
    expect(await session.badge(tab)).toBe(String(before.counted));
    const popup = await session.openPopup(tab);
    await until('the popup to be done', async () => (await popupState(popup)) === 'done');
    expect(await session.whenDone(tab)).toEqual(before);
  });

  it('killed before the number was shown: it is right as soon as the worker runs again', async () => {
    const tab = await session.open(`${site.origin}/quote-en/`);
    await session.stopWorker();
    const { counted } = await session.whenDone(tab, 'findings', (report) => report.counted > 0);
    await session.stopWorker();
    await session.openPopup(tab);
    await until('the number', async () => (await session.badge(tab)) === String(counted));
  });

  it('killed after reading: a later change of the page is still noticed, and the earlier findings stay', async () => {
    const tab = await session.open(`${site.origin}/late/`);
    await session.whenDone(tab);
    await tab.page.evaluate('basket.addRow("FortiGate-100F")');
    await session.whenDone(tab, 'the first row', ({ counted }) => counted === 1);
    await session.stopWorker();
    await tab.page.bringToFront();
    await tab.page.evaluate('basket.addRow("FortiMail-200F")');
    const report = await session.whenDone(tab, 'the second row', ({ counted }) => counted > 1);
    expect(describeFindings(report.confirmed).toSorted()).toEqual([
      expect.stringContaining('fortinet/fortigate: '),
      expect.stringContaining('fortinet/fortimail: '),
    ]);
  });

  it('killed while it takes one of many findings off the record: the others are still there, and that one is not', async () => {
    const tab = await session.open(`${site.origin}/many-findings`);
    await session.whenDone(tab, 'all findings', ({ counted }) => counted === 700);
    await tab.page.bringToFront();
    await tab.page.evaluate("document.querySelectorAll('p')[300].textContent = 'Hose clamp'");
    await until('the worker to run', () => session.isWorkerRunning());
    await session.stopWorker();
    await session.whenDone(tab, 'one finding less', ({ counted }) => counted === 699);
    await session.stopWorker();
    expect((await session.whenDone(tab)).counted).toBe(699);
  });

  /** Whether the page wakes the worker once more. */
  async function runsAgain(): Promise<boolean> {
    const end = Date.now() + 3_000;
    while (Date.now() < end) {
      if (await session.isWorkerRunning()) return true;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    return false;
  }

  it('killed while a large page is being read: all is found all the same', async () => {
    const calm = await session.open(`${site.origin}/many-nodes`);
    const wanted = describeFindings((await session.whenDone(calm)).confirmed);
    expect(wanted.length).toBeGreaterThan(0);
    const tab = await session.open(`${site.origin}/many-nodes`);
    await until('the worker to run', () => session.isWorkerRunning());
    await session.stopWorker();
    // Twice more, unless the page is through: then nothing wakes it again.
    for (let kills = 1; kills < 3 && (await runsAgain()); kills++) await session.stopWorker();
    const report = await session.whenDone(tab, 'all findings', ({ confirmed }) => describeFindings(confirmed).length >= wanted.length);
    expect(describeFindings(report.confirmed)).toEqual(wanted);
  });
});
