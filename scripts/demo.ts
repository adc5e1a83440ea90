/** The demo behind `npm start`: one page in a real browser with the extension, its findings in words. */
import { mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import messages from '../public/_locales/en/messages.json' with { type: 'json' };
import { readInput } from '../src/cli/input.ts';
import { type Problem, say } from '../src/cli/problem.ts';
import { decodeFile } from '../src/cli/read-file.ts';
import type { Coverage, Finding, LineSummary, Report, ReportGroup, ReportItem } from '../src/core/finding.ts';
import type { TabView } from '../src/messaging/calls.ts';
import { wordVerdict } from '../src/popup/verdict.ts';
import { wordLine } from '../src/ui/lines.ts';
import { createTranslator, keyOf } from '../src/ui/translate.ts';
import type { BrowserKind } from '../test/browsers.ts';
import { type Session, startSession, type Tab } from '../test/e2e/extension.ts';
import { type Site, serve } from '../test/serve.ts';

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

/** Something that its user can mend, said in one line. */
class DemoError extends Error {
  override name = 'DemoError';
}

/**
 * Runs the demo until the page is read (headless) or the window is closed. Resolves to an exit code: 0, or 2 where the
 * page or the file could not be read.
 */
export async function runDemo({ kind, headless, target }: DemoOptions): Promise<number> {
  const isAddress = target !== undefined && /^https?:/.test(target);
  let site: Site | undefined;
  let session: Session | undefined;
  try {
    let url = String(target);
    if (!isAddress) {
      const file = target ?? join(root, 'samples/purchase-order.html');
      // Served and not opened as file://, which browsers close to extensions until their user allows it by hand.
      site = await serveFile(file);
      url = `${site.origin}/${encodeURIComponent(basename(file))}`;
    }
    session = await startBrowser({ kind, headless, online: isAddress });
    const tab = await openPage(session, url);
    const view = await readPage(session, tab);
    console.log(
      `\n${[await tab.page.title(), isAddress ? url : (target ?? 'samples/purchase-order.html')].filter(Boolean).join('\n')}\n\n${wordView(view)}`,
    );
    if (headless) await savePictures(session, tab);
    else await showUntilClosed(session, tab);
    return 0;
  } catch (error) {
    if (!(error instanceof DemoError)) throw error;
    console.error(error.message);
    return 2;
  } finally {
    await session?.close();
    await site?.close();
  }
}

/** The folder of a file, so that what belongs to a page comes too; the file itself in UTF-8, whatever it was written in. */
async function serveFile(file: string): Promise<Site> {
  const fail = (problem: Problem): never => {
    throw new DemoError(`${file}: ${say(problem, english)}`);
  };
  const bytes = await readInput(file, Readable.from([]));
  if (!bytes.ok) return fail(bytes.problem);
  const decoded = decodeFile(file, bytes.value, undefined);
  if (!decoded.ok) return fail(decoded.problem);
  const { kind, text } = decoded.value;
  const type = kind === 'html' ? 'text/html' : 'text/plain';
  return serve(dirname(file), { [`/${basename(file)}`]: { type: `${type}; charset=utf-8`, body: text } });
}

async function startBrowser(options: Parameters<typeof startSession>[0]): Promise<Session> {
  try {
    return await startSession(options);
  } catch (error) {
    const reason = reasonOf(error);
    const display = options.headless ? '' : ' Without a display it runs headless: npm start -- --headless';
    throw new DemoError(`The browser did not start: ${reason}${display}`, { cause: error });
  }
}

/** Opens a tab on an address. An answer such as "404" is no page to read, and "nothing found" there would mislead. */
async function openPage(session: Session, url: string): Promise<Tab> {
  const tab = await session.open('about:blank');
  const answer = await tab.page.goto(url).catch((error: unknown) => {
    const reason = reasonOf(error);
    throw new DemoError(
      /ABORTED/.test(reason)
        ? `${url} is a download, not a page. Save it, and name a text, CSV or HTML version of it.`
        : `${url} did not answer: ${reason}. Check the address and the connection.`,
      { cause: error },
    );
  });
  if (answer !== null && !answer.ok()) throw new DemoError(`${url} answered ${answer.status()} ${answer.statusText()}. Check the address.`);
  return tab;
}

async function readPage(session: Session, tab: Tab): Promise<TabView> {
  if ((await session.getTab(tab)).state === 'no-access') throw new DemoError(english.t('state_no_access'));
  await session.whenDone(tab).catch((error: unknown) => {
    throw new DemoError(`The page was not read: ${reasonOf(error)}`, { cause: error });
  });
  return session.getTab(tab);
}

/** The browser's own code where there is one; else the first line, as puppeteer puts the browser's whole output behind it. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return /(?:net::|NS_)[A-Z_]+/.exec(text)?.[0] ?? text.split('\n', 1)[0] ?? text;
}

async function savePictures(session: Session, tab: Tab): Promise<void> {
  const folder = join(root, 'out/start');
  mkdirSync(folder, { recursive: true });
  const popup = await session.openPopup(tab);
  await popup.setViewport({ width: 420, height: 600 });
  await popup.screenshot({ path: join(folder, 'popup.png') });
  await tab.page.bringToFront();
  await tab.page.screenshot({ path: join(folder, 'page.png') });
  console.log('\nThe browser ran without a window. Screenshots: out/start/page.png, out/start/popup.png');
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

/** A tab's result as plain text, in English; its verdict is the popup's. */
function wordView(view: TabView): string {
  const { report } = view;
  const verdict = wordVerdict(english, view).text;
  if (report === null) return verdict;
  const lines = [
    report.coverage.characters === 0 ? 'There is no text on this page, so nothing was checked.' : verdict,
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
    wordLists(report.lists),
  ];
  return lines.join('\n');
}

/** "Lists: 7 on. Not all members are known of 2 of them: …" */
function wordLists({ enabled, incomplete }: Report['lists']): string {
  const names = incomplete.map(({ name }) => name.en).join(', ');
  return `Lists: ${enabled} on.${names === '' ? '' : ` Not all members are known of ${incomplete.length} of them: ${names}.`}`;
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

function wordCoverage({ characters, cells, fields, frames, unread }: Coverage): string {
  const parts = [
    [characters, 'characters'],
    [cells, 'table cells'],
    [fields, 'form fields'],
    // The page itself is one.
    [frames - 1, 'inner frames'],
  ] as const;
  const read = parts.flatMap(([amount, what]) => (amount > 0 ? `${numbers.format(amount)} ${what}` : []));
  const missing = unread.map(({ what, count }) => english.t(keyOf('unread', what), count));
  return `Read: ${read.join(', ') || 'nothing'}.${missing.length === 0 ? '' : ` Not read: ${missing.join(', ')}.`}`;
}
