/** The demo behind `npm start`: one page in a real browser with the extension, its findings in words. */
import { mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import messages from '../public/_locales/en/messages.json' with { type: 'json' };
import type { Coverage, Finding, LineSummary, Report, ReportGroup, ReportItem } from '../src/core/finding.ts';
import { wordLine } from '../src/ui/lines.ts';
import { createTranslator } from '../src/ui/translate.ts';
import type { BrowserKind } from '../test/browsers.ts';
import { type Session, startSession, type Tab } from '../test/e2e/extension.ts';
import { serve } from '../test/serve.ts';

const numbers = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
const english = createTranslator('en', messages);
const root = fileURLToPath(new URL('../', import.meta.url));
/** More alternatives than these stand in the popup. */
const offersShown = 3;

export interface DemoOptions {
  readonly kind: BrowserKind;
  readonly headless: boolean;
  /** Address or absolute path of a file; the sample purchase order without it. */
  readonly target?: string | undefined;
}

/** Runs the demo until the page is read (headless) or the window is closed. Resolves to an exit code. */
export async function runDemo({ kind, headless, target }: DemoOptions): Promise<number> {
  const isAddress = target !== undefined && /^https?:/.test(target);
  const file = isAddress ? undefined : (target ?? join(root, 'samples/purchase-order.html'));
  // Served and not opened as file://, which browsers close to extensions until their user allows it by hand.
  const site = await serve(file === undefined ? join(root, 'samples') : dirname(file));
  const url = file === undefined ? String(target) : `${site.origin}/${encodeURIComponent(basename(file))}`;
  const session = await startSession({ kind, headless, online: isAddress });
  try {
    const tab = await session.open(url);
    const report = await session.whenDone(tab);
    console.log(`\n${await tab.page.title()}  (${url})\n\n${wordReport(report)}`);
    if (headless) await savePictures(session, tab);
    else await showUntilClosed(session, tab);
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  } finally {
    await session.close();
    await site.close();
  }
}

async function savePictures(session: Session, tab: Tab): Promise<void> {
  const folder = join(root, 'out/start');
  mkdirSync(folder, { recursive: true });
  const popup = await session.openPopup(tab);
  await popup.setViewport({ width: 420, height: 600 });
  await popup.screenshot({ path: join(folder, 'popup.png') });
  await tab.page.bringToFront();
  await tab.page.screenshot({ path: join(folder, 'page.png') });
  console.log('\nThere is no display, so the browser ran without a window. Screenshots: out/start/page.png, out/start/popup.png');
}

async function showUntilClosed(session: Session, tab: Tab): Promise<void> {
  await tab.page.bringToFront();
  // Firefox opens no popup from outside; the reader clicks the button.
  if (session.kind === 'chromium') await session.clickAction(tab.page);
  console.log('\nClose the browser window, or press Ctrl+C, to end the demo.');
  await new Promise<void>((resolve) => {
    session.browser.once('disconnected', () => resolve());
    process.once('SIGINT', () => resolve());
  });
}

/** A report as plain text, in English. */
function wordReport(report: Report): string {
  const lines = [
    report.counted === 0 ? 'No restricted product was found.' : `Restricted: ${report.counted} places, vendors: ${report.vendors}.`,
    ...(report.lines === null ? [] : [wordLines(report.lines)]),
    ...report.confirmed.flatMap(wordGroup),
    ...(
      [
        ['Possible, not counted', report.possible],
        ['To be asked, not counted', report.asked],
        ['Sold to others, not counted', report.former],
      ] as const
    ).flatMap(([title, groups]) =>
      groups.length === 0 ? [] : ['', `${title}: ${groups.map((group) => group.vendor.name.en).join(', ')}`],
    ),
    '',
    wordCoverage(report.coverage),
    ...report.lists.incomplete.map((list) => `Not all members are known of: ${list.name.en}`),
  ];
  return lines.join('\n');
}

function wordGroup(group: ReportGroup): string[] {
  const lists = group.lists.map((list) => `${list.shortTitle.en} (${list.listStatus})`);
  return ['', group.vendor.name.en, `  on: ${lists.join('; ')}`, ...group.items.flatMap(wordItem)];
}

function wordItem(item: ReportItem): string[] {
  const texts = [...new Set(item.findings.map((finding) => finding.match.text))];
  const name = item.product?.name.en ?? item.related?.name.en ?? 'no product named';
  const offers = item.offers
    .slice(0, offersShown)
    .map((offer) => [offer.vendor.name.en, offer.product?.name.en, offer.url].filter(Boolean).join(' '));
  const more = item.offers.length > offersShown ? [`and ${item.offers.length - offersShown} more`] : [];
  return [
    `  ${name}: ${texts.join(', ')}`,
    ...wordPlaces(item.findings),
    ...(offers.length === 0 ? [] : [`    instead: ${[...offers, ...more].join('; ')}`]),
  ];
}

/** "Lines: 3 of 12 restricted, CNY 48,000 of 310,500" */
function wordLines({ lines, restricted, amounts }: LineSummary): string {
  const shares = amounts
    .filter((amount) => amount.restricted !== 0)
    .map((amount) => {
      const [part, total] = [amount.restricted, amount.total].map((value) => numbers.format(value));
      return `${[amount.currency, part].filter(Boolean).join(' ')} of ${total}`;
    });
  const money = shares.length === 0 ? '' : `, ${shares.join('; ')}`;
  return `Lines: ${restricted} of ${lines} restricted${money}`;
}

/** "    line 3: FG-100F-BDL-950-12, 2 pcs × ¥24,000 = ¥48,000", each line once. */
function wordPlaces(findings: readonly Finding[]): string[] {
  const places = findings.flatMap(({ line, isAway }) => {
    if (line === undefined) return [];
    const words = wordLine(english, line).map((pieces) => pieces.map(({ text }) => text).join(''));
    return words.length === 0 ? [] : [`    ${words.join(', ')}${isAway ? ' (scrolled out of view)' : ''}`];
  });
  return [...new Set(places)];
}

function wordCoverage(coverage: Coverage): string {
  const read = `Read: ${coverage.characters} characters (blocks ${coverage.blocks}, table cells ${coverage.cells}, form fields ${coverage.fields}, frames ${coverage.frames}).`;
  const unread = coverage.unread.map(({ what, count }) => `${count} × ${what}`).join(', ');
  return unread === '' ? read : `${read} Not read: ${unread}.`;
}
