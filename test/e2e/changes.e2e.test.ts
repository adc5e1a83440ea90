/** A page that changes after it was read. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Report } from '../../src/core/finding.ts';
import { type Site, serve } from '../serve.ts';
import { describeFindings, pagesFolder } from './expected.ts';
import { type Session, startSession, type Tab } from './extension.ts';

let site: Site;
let session: Session;
let tab: Tab;
beforeAll(async () => {
  site = await serve(pagesFolder);
  session = await startSession({ kind: 'chromium' });
});
afterEach(() => session.closePages());
afterAll(async () => {
  await session?.close();
  await site?.close();
});

async function openBasket(): Promise<void> {
  tab = await session.open(`${site.origin}/late/`);
  expect((await session.whenDone(tab)).counted).toBe(0);
}

/** Lets the shop's script do something and waits for the report that follows from it. */
async function after(script: string, counted: number): Promise<Report> {
  await tab.page.evaluate(`basket.${script}`);
  const report = await session.whenDone(tab, `${counted} findings after ${script}`, (now) => now.counted === counted);
  expect(await session.badge(tab)).toMatch(counted === 0 ? /^\D*$/ : new RegExp(`^${counted}$`));
  return report;
}

it('rows that are added are flagged, rows that are removed are forgotten', async () => {
  await openBasket();
  await after('addRow("FortiGate-100F")', 1);
  await after('addRow("FortiMail-200F")', 2);
  await after('removeRows()', 0);
});

it('text that changes in place is judged anew, both ways', async () => {
  await openBasket();
  expect(describeFindings((await after('changeFirst("FortiGate-100F")', 1)).confirmed)[0]).toContain('fortinet/fortigate');
  await after('changeFirst("Rack shelf, 2U")', 0);
});

it('what is typed into a field is read', async () => {
  await openBasket();
  await after('type("FG-100F-BDL-950-12")', 1);
});

it('a closed shadow root that appears later is read', async () => {
  await openBasket();
  const report = await after('addShadow("FortiGate-100F")', 1);
  expect(report.coverage.shadowRoots).toBe(1);
});
