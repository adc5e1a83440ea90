/**
 * The built extension (dist/chrome) on large live pages in Chromium:
 * `npm run bench:live -- [--rows 10000] [--runs 3] [--json FILE] [--pages order,text,plain] [--profile]`.
 *
 * Three pages (live-pages.ts): a purchase order, 5 MB of text, an ordinary page. Each is loaded, read, typed into,
 * scrolled through and left, in turn in a browser without and in one with the extension; every figure comes from both
 * where it exists in both. Printed are min, median and max over the runs; ratios are between medians. Goals are printed
 * with PASS or MISS and never fail the command. `--profile` adds one more run of each page under the CPU profiler, whose
 * times are in no figure, and lists our dearest functions.
 *
 * How main-thread time is told apart: trace.ts. What it costs is processor time, so that others on the machine spoil it
 * less; what has a beginning and an end (marks, frames, key to paint) is by the clock. Style and layout in our slices may
 * be the page's own, done earlier than its frame would have: look at both lines. How the rest is measured:
 * - document idle: our script begins to run. First mark: the first rectangle shown in our layer, seen by an observer that
 *   the debugger puts into the closed root; it is painted in the same frame. If the debugger came too late, the figure is
 *   an upper bound. Last reading: the page's last message reaches the worker. Report: the worker rests after it.
 * - waiting: the page's own frames and timers for 1.5 s from the frame in which it was laid out: the script begins then.
 * - typing: keys through the debugger at a fixed pace into a focused field. Ours per key: all our main-thread time from
 *   the first key until a second after the last, checks by the clock included, divided by the keys. A lone key pays
 *   alone for the reading that a fast typist's keys share, hence its own figure. Key to paint: the browser's
 *   own Event Timing, in steps of 8 ms; what takes less than 16 ms it does not tell, and counts as 8 here.
 * - scrolling: wheel turns at a fixed pace from the page's top to its end. Frames: gaps between animation frames.
 * - memory: V8 and Blink heap of the page's process after forced collection; and its private memory (Linux only), which
 *   the allocator hardly ever gives back: read it beside the column without the extension.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { CDPSession, Page } from 'puppeteer-core';
import { launchChromium } from '../test/browsers.ts';
import { type Session, startSession } from '../test/e2e/extension.ts';
import { serve } from '../test/serve.ts';
import { until } from '../test/until.ts';
import { Figures, isMet, median, printGoals, printPage, type Variant } from './figures.ts';
import { longDocument, orderTable } from './live-pages.ts';
import { FIRST_MARK, watchMarks } from './mark-watch.ts';
import { hotFunctions, startProfile } from './profile.ts';
import type { Goal } from './results.ts';
import {
  type Identity,
  lastTime,
  messagesTo,
  parserThread,
  processOf,
  readThread,
  type Slice,
  startTrace,
  type Thread,
  type Trace,
  workerThread,
} from './trace.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '10000' },
    runs: { type: 'string', default: '3' },
    pages: { type: 'string', default: 'order,text,plain' },
    json: { type: 'string' },
    profile: { type: 'boolean', default: false },
  },
});
const rows = Number(values.rows);
const runs = Number(values.runs);
if (!(rows >= 10 && runs >= 1)) {
  console.error('usage: bench:live -- [--rows 10000] [--runs 3] [--json FILE] [--pages order,text,plain] [--profile]');
  process.exit(2);
}

/** Over all runs, 100 at least. */
const KEYS = Math.ceil(100 / runs);
/** A fast typist's pace. Quicker, and the large pages are too busy with themselves to let us read at all. */
const KEY_MS = 100;
const LONE_KEYS = 2;
const LONE_KEY_MS = 600;
/** After the last key: the field is read, the worker answers, marks are drawn. */
const AFTER_KEYS_MS = 1_000;
const TURNS = 25;
const TURN_MS = 40;
const REST_MS = 300;
/** The script looks at the page again until 5 s after it began; what comes then must not fall into the other figures. */
const LATE_MS = 5_400;
/** A message of the page that brings blocks is larger than one that asks for something. */
const SCREEN_BYTES = 1_000;
/** Frames and timers are watched so long from the moment that the page is laid out. */
const WATCH_MS = 1_500;
const FRAME_MS = 1_000 / 60;
/** More in the heap than without the extension, after the page was left: what the script needs on the small page, and noise. */
const LEFT_OVER_MB = 1;

interface BenchPage {
  readonly path: string;
  readonly title: string;
  readonly html: string;
  /** Selects the fields of which the middle one is typed into. */
  readonly field: string;
}

const candidates: readonly BenchPage[] = [
  { path: 'order', title: `Purchase order, ${rows} rows of 10 columns`, html: orderTable(rows), field: 'input[name="qty"]' },
  { path: 'text', title: 'Text page', html: longDocument(5_000_000), field: 'input[name="remark"]' },
  { path: 'plain', title: 'Ordinary page', html: longDocument(60_000), field: 'input[name="remark"]' },
];
const wanted = values.pages.split(',');
const pages = candidates.filter(({ path }) => wanted.includes(path));

interface Extension {
  readonly session: Session;
  readonly tabId: number;
  /** A page of the extension, where its storage can be asked. */
  readonly desk: Page;
}

/** A tab in one of the two browsers. */
interface Subject {
  readonly page: Page;
  readonly cdp: CDPSession;
  /** Null without the extension. */
  readonly extension: Extension | null;
  readonly note: (name: string, value: number | undefined) => void;
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const sum = (list: readonly number[]): number => list.reduce((total, one) => total + one, 0);
const msOf = (slices: readonly Slice[]): number[] => slices.map(({ ms }) => ms);
const wallOf = (slices: readonly Slice[]): number[] => slices.map(({ wallMs }) => wallMs);
const layoutOf = (slices: readonly Slice[]): number => sum(slices.map(({ layoutMs }) => layoutMs));
const hitTestsOf = (slices: readonly Slice[]): number => sum(slices.map(({ hitTestMs }) => hitTestMs));
const gapsOf = (times: readonly number[]): number[] => times.slice(1).map((time, i) => time - (times[i] as number));
const longest = (list: readonly number[]): number => Math.max(0, ...list);
/** NaN of nothing. */
function quantile(list: readonly number[], share: number): number {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/* In the page */

/** What the page notes of itself, with and without the extension. */
interface Recorder {
  /** From key to paint; quicker ones than 16 ms are not told. */
  latencies: number[];
  frames: number[];
  /** How late the page's timers fired. */
  delays: number[];
  shifts: number[];
  /** Notes frames and timers from now on, for so long. That costs time itself: equally long in both browsers, please. */
  watch(ms: number): void;
}

/** Runs in the page before anything else. */
function record(watchMs: number): void {
  const recorder: Recorder = {
    latencies: [],
    frames: [],
    delays: [],
    shifts: [],
    watch(ms) {
      const end = performance.now() + ms;
      recorder.frames = [performance.now()];
      recorder.delays = [];
      const tick = (due: number): void => {
        recorder.delays.push(performance.now() - due);
        if (performance.now() < end) setTimeout(tick, 20, performance.now() + 20);
      };
      setTimeout(tick, 20, performance.now() + 20);
      const turn = (now: number): void => {
        recorder.frames.push(now);
        if (now < end) requestAnimationFrame(turn);
      };
      requestAnimationFrame(turn);
    },
  };
  Object.assign(globalThis, { recorder });
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) if (name === 'keydown') recorder.latencies.push(duration);
  }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) recorder.shifts.push((entry as unknown as { value: number }).value);
  }).observe({ type: 'layout-shift', buffered: true });
  // The first frame lays the page out; the script begins after it.
  addEventListener('DOMContentLoaded', () => requestAnimationFrame(() => requestAnimationFrame(() => recorder.watch(watchMs))));
}

function recorded<Name extends 'latencies' | 'frames' | 'delays' | 'shifts'>({ page }: Subject, name: Name): Promise<Recorder[Name]> {
  return page.evaluate(`recorder.${name}`) as Promise<Recorder[Name]>;
}

/* Memory */

/** Process of the tab's page; undefined where the browser does not say. */
async function processId(cdp: CDPSession): Promise<number | undefined> {
  const stop = await startTrace(cdp);
  const { frameTree } = await cdp.send('Page.getFrameTree');
  return processOf(await stop(), frameTree.frame.id);
}

/** Megabytes of private memory of a process; undefined where there is no /proc. */
function privateMemory(pid: number | undefined): number | undefined {
  try {
    return Number(/^RssAnon:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024;
  } catch {
    return undefined; // not Linux
  }
}

/** Notes what the tab's page holds after everything that is garbage was collected. */
async function noteMemory({ cdp, note }: Subject, when: string, rounds = 1): Promise<void> {
  for (let round = 0; round < rounds; round += 1) await cdp.send('HeapProfiler.collectGarbage');
  const usage: { usedSize: number; embedderHeapUsedSize?: number } = await cdp.send('Runtime.getHeapUsage');
  note(`memory ${when}: heap, MB`, (usage.usedSize + (usage.embedderHeapUsedSize ?? 0)) / 1_048_576);
  note(`memory ${when}: private, MB`, privateMemory(await processId(cdp)));
}

/* What is done with a page */

/** Bytes that the extension keeps for its tabs. The worker is not asked. */
const keptBytes = (desk: Page): Promise<number> => desk.evaluate('chrome.storage.session.getBytesInUse(null)') as Promise<number>;

/** Resolves when nothing was stored for a second and the worker says that the page is read; it is asked only then. */
async function waitUntilRead({ desk, session, tabId }: Extension, page: Page, before: number): Promise<void> {
  let last = before;
  let since = 0;
  await until(
    'the page to be read',
    async () => {
      const bytes = await keptBytes(desk);
      if (bytes !== last) since = performance.now();
      last = bytes;
      if (since === 0 || performance.now() - since < 1_000) return false;
      since = performance.now();
      await page.evaluate("performance.mark('bench:asked')");
      const { state, report } = await session.getTab({ id: tabId, page });
      return state === 'done' && report !== null && report.coverage.characters > 1_000;
    },
    90_000,
  );
}

/** Loads the page and waits until nothing more comes of it. */
async function load({ page, cdp, extension }: Subject, url: string): Promise<void> {
  const before = extension === null ? 0 : await keptBytes(extension.desk);
  const loaded = page.goto(url, { timeout: 90_000 });
  if (extension === null) {
    await loaded;
    // Laid out, and the frames watched: both may take longer than to load.
    await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestIdleCallback(resolve)))');
    await wait(WATCH_MS + REST_MS);
    return;
  }
  await watchMarks(cdp, new URL(url).pathname);
  const began = performance.now();
  await loaded;
  await waitUntilRead(extension, page, before);
  await wait(Math.max(0, began + LATE_MS - performance.now()));
}

/** Keys at a fixed pace, whether the page keeps up or not; the text is the same afterwards. */
async function press(cdp: CDPSession, count: number, everyMs: number): Promise<void> {
  const sent: Promise<unknown>[] = [];
  const began = performance.now();
  for (let i = 0; i < count; i += 1) {
    await wait(began + i * everyMs - performance.now());
    const digit = String((i * 7) % 10);
    const key =
      i % 10 < 5
        ? { key: digit, code: `Digit${digit}`, windowsVirtualKeyCode: 0x30 + Number(digit) }
        : { key: 'Backspace', code: 'Backspace', windowsVirtualKeyCode: 8 };
    sent.push(cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key, ...(i % 10 < 5 ? { text: digit } : {}) }));
    sent.push(cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key }));
  }
  await Promise.all(sent);
}

async function focusField({ page }: Subject, field: string): Promise<void> {
  await page.evaluate((selector) => {
    const all = document.querySelectorAll<HTMLElement>(selector);
    const one = all[all.length >> 1];
    one?.scrollIntoView({ block: 'center' });
    one?.focus();
  }, field);
  await wait(REST_MS);
}

/** Types into the focused field; then, where the extension will read after each, single keys. */
async function type({ page, cdp, extension }: Subject): Promise<void> {
  await page.evaluate("recorder.latencies = []; performance.mark('bench:keys')");
  await press(cdp, KEYS, KEY_MS);
  await wait(extension === null ? REST_MS : AFTER_KEYS_MS);
  await page.evaluate("performance.mark('bench:lone-keys')");
  if (extension === null) return;
  await press(cdp, LONE_KEYS, LONE_KEY_MS);
  await wait(AFTER_KEYS_MS);
}

async function toTop({ page }: Subject): Promise<void> {
  await page.evaluate('scrollTo(0, 0)');
  await wait(REST_MS);
}

/** From the top to the end with the wheel. */
async function scroll({ page, cdp }: Subject): Promise<void> {
  const height = Number(await page.evaluate('document.documentElement.scrollHeight - innerHeight'));
  await page.evaluate(`recorder.watch(${TURNS * TURN_MS + REST_MS})`);
  const sent: Promise<unknown>[] = [];
  const began = performance.now();
  for (let i = 0; i < TURNS; i += 1) {
    await wait(began + i * TURN_MS - performance.now());
    sent.push(cdp.send('Input.dispatchMouseEvent', { type: 'mouseWheel', x: 640, y: 450, deltaX: 0, deltaY: height / TURNS }));
  }
  await Promise.all(sent);
  await wait(REST_MS);
}

/* What is noted of it */

function noteReading({ note }: Subject, trace: Trace, slices: readonly Slice[]): void {
  const idle = slices[0]?.at ?? Number.NaN;
  const firstMark = (lastTime(trace, FIRST_MARK) ?? Number.NaN) - idle;
  note('first mark after document idle, ms', firstMark);
  const worker = workerThread(trace);
  if (worker !== undefined) {
    const news = messagesTo(trace, worker, SCREEN_BYTES);
    const last = news.at(-1) ?? Number.NaN;
    const work = readThread(trace, worker, us, 0, lastTime(trace, 'bench:asked'));
    note('last reading after document idle, ms', last - idle);
    note('first mark: share of the time to the last reading', firstMark / (last - idle));
    note('worker: report after the last reading, ms', work.lastWork - last);
    note('worker: messages with text', news.length);
    note('worker: busy until the report, ms', work.busyMs);
    note('worker: longest task, ms', work.longestMs);
  }
  const times = msOf(slices);
  note('our slices until quiet: count', times.length);
  note('our slices: sum, ms', sum(times));
  note('  of it: style and layout, ms', layoutOf(slices));
  note('  of it: hit tests, ms', hitTestsOf(slices));
  note('  of it: garbage collection, ms', sum(slices.map(({ gcMs }) => gcMs)));
  for (const share of [0.5, 0.95, 0.99]) note(`our slices: p${share * 100}, ms`, quantile(times, share));
  note('our slices: longest, ms', longest(times));
  note('  the same by the clock: p99, ms', quantile(wallOf(slices), 0.99));
  note('  the same by the clock: longest, ms', longest(wallOf(slices)));
}

function noteTyping({ note, extension }: Subject, trace: Trace, main: Thread): void {
  const began = lastTime(trace, 'bench:keys');
  const lone = lastTime(trace, 'bench:lone-keys');
  const { busyMs, renderingMs, slices } = readThread(trace, main, us, began, lone);
  note('typing: main thread busy per key, ms', busyMs / KEYS);
  note('typing: style, layout, paint per key, ms', renderingMs / KEYS);
  if (extension === null) return;
  note('typing: ours per key, ms', sum(msOf(slices)) / KEYS);
  note('  of it: style and layout per key, ms', layoutOf(slices) / KEYS);
  note('  of it: hit tests per key, ms', hitTestsOf(slices) / KEYS);
  note('typing: our longest slice, ms', longest(msOf(slices)));
  note('typing: ours per lone key, ms', sum(msOf(readThread(trace, main, us, lone).slices)) / LONE_KEYS);
  const worker = workerThread(trace);
  if (worker !== undefined) note('typing: worker busy per key, ms', readThread(trace, worker, us, began, lone).busyMs / KEYS);
}

function noteScrolling({ note, extension }: Subject, trace: Trace, main: Thread, frames: readonly number[]): void {
  const gaps = gapsOf(frames);
  const dropped = sum(gaps.map((gap) => Math.max(0, Math.round(gap / FRAME_MS) - 1)));
  const { renderingMs, slices } = readThread(trace, main, us);
  note('scrolling: frames dropped, %', (100 * dropped) / (dropped + gaps.length));
  note('scrolling: longest wait for a frame, ms', longest(gaps));
  note('scrolling: style, layout, paint per frame, ms', renderingMs / gaps.length);
  if (extension === null) return;
  note('scrolling: ours per frame, ms', sum(msOf(slices)) / gaps.length);
  note('  of it: style and layout per frame, ms', layoutOf(slices) / gaps.length);
  note('  of it: hit tests per frame, ms', hitTestsOf(slices) / gaps.length);
  note('scrolling: our longest slice, ms', longest(msOf(slices)));
}

/** One page from loading to leaving. */
async function measure(subject: Subject, { path, field }: BenchPage): Promise<void> {
  const { page, cdp, extension, note } = subject;
  const url = `${site.origin}/${path}`;
  await noteMemory(subject, 'before');

  const endLoading = await startTrace(cdp);
  await load(subject, url);
  const loading = await endLoading();
  const main = parserThread(loading, url);
  if (main === undefined) throw new Error(`The trace shows no ${url}`);
  const { busyMs, renderingMs, slices } = readThread(loading, main, us);
  note('load event after the request, ms', Number(await page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")));
  const frames = await recorded(subject, 'frames');
  note('laid out after the request, ms', frames[0]);
  note('  from then for 1.5 s: longest wait for a frame, ms', longest(gapsOf(frames)));
  note('  from then for 1.5 s: longest wait of a timer, ms', longest(await recorded(subject, 'delays')));
  note('main thread busy until quiet, ms', busyMs);
  note('style, layout, paint until quiet (not in our slices), ms', renderingMs);
  if (extension !== null) {
    noteReading(subject, loading, slices);
    note('worker: kept in session storage, bytes', await keptBytes(extension.desk));
  }
  await noteMemory(subject, 'after reading');

  await focusField(subject, field);
  const endTyping = await startTrace(cdp);
  await type(subject);
  noteTyping(subject, await endTyping(), main);
  const slow = (await recorded(subject, 'latencies')).slice(0, KEYS);
  const latencies = [...slow, ...Array.from({ length: KEYS - slow.length }, () => 8)];
  for (const share of [0.5, 0.95]) note(`typing: key to paint, p${share * 100}, ms`, quantile(latencies, share));
  note('typing: key to paint, longest, ms', longest(latencies));

  await toTop(subject);
  const endScrolling = await startTrace(cdp);
  await scroll(subject);
  noteScrolling(subject, await endScrolling(), main, await recorded(subject, 'frames'));

  note('cumulative layout shift', sum(await recorded(subject, 'shifts')));
  await page.goto('about:blank');
  await page.goto(`${site.origin}/small`);
  await wait(REST_MS);
  // Twice: what Blink lets go of in the first round frees more in the second.
  await noteMemory(subject, 'after leaving', 2);
}

/** The same under the CPU profiler, for the names of functions. */
async function profile(subject: Subject, { path, title, field }: BenchPage): Promise<void> {
  const during = async (what: string, act: () => Promise<void>): Promise<void> => {
    const stop = await startProfile(subject.cdp);
    await act();
    console.log(`\n${title}, ${what}: ${hotFunctions(await stop(), us.origin).join('\n')}`);
  };
  await during('reading', () => load(subject, `${site.origin}/${path}`));
  await focusField(subject, field);
  await during('typing', () => type(subject));
  await toTop(subject);
  await during('scrolling', () => scroll(subject));
}

/** What must be reached on a page; times are of the worst run, as a reader meets it, costs are medians. */
function goalsOf({ title, path }: BenchPage, figures: Figures): Goal[] {
  const worst = (name: string): number => quantile(figures.get(name).with, 1);
  const extra = (name: string): number => median(figures.get(name).with) - median(figures.get(name).without);
  const kept = extra('memory after leaving: heap, MB') - extra('memory before: heap, MB');
  return [
    // The ordinary page goes to the worker in one message.
    ...(path === 'plain'
      ? []
      : ([
          {
            what: `${title}: first mark before the rest is read, share of the time`,
            value: worst('first mark: share of the time to the last reading'),
            limit: 1,
            bound: 'at most',
            unit: '',
          },
          {
            what: `${title}: ours per key`,
            value: median(figures.get('typing: ours per key, ms').with),
            limit: 1,
            bound: 'at most',
            unit: 'ms',
          },
        ] satisfies Goal[])),
    { what: `${title}: our longest slice`, value: worst('our slices: longest, ms'), limit: 50, bound: 'at most', unit: 'ms' },
    { what: `${title}: extra layout shift`, value: extra('cumulative layout shift'), limit: 0.001, bound: 'at most', unit: '' },
    { what: `${title}: extra heap after leaving`, value: kept, limit: LEFT_OVER_MB, bound: 'at most', unit: 'MB' },
  ];
}

/* All of it */

const started = performance.now();
const generated = Object.fromEntries(pages.map(({ path, html }) => [`/${path}`, html]));
const site = await serve('.', { '/small': '<!doctype html><title>Small</title><p>Small', ...generated });
const session = await startSession({ kind: 'chromium' });
const bare = await launchChromium();
const desk = await session.openSettings();
const us: Identity = { origin: session.extensionOrigin, name: String(await desk.evaluate('chrome.runtime.getManifest().name')) };

async function openSubject(variant: Variant, note: Subject['note']): Promise<Subject> {
  const small = `${site.origin}/small`;
  const tab = variant === 'with' ? await session.open(small) : null;
  const page = tab?.page ?? (await bare.browser.newPage());
  if (tab !== null) await session.whenDone(tab, 'the small page to be read');
  else await page.goto(small);
  await page.bringToFront();
  await page.evaluateOnNewDocument(record, WATCH_MS);
  return { page, cdp: await page.createCDPSession(), extension: tab === null ? null : { session, tabId: tab.id, desk }, note };
}

const goals: Goal[] = [];
const measured: Record<string, unknown> = {};
try {
  for (const page of pages) {
    const figures = new Figures();
    for (let run = 0; run < runs; run += 1) {
      // First in turn: the machine warms up, and others work on it.
      const order: readonly Variant[] = run % 2 === 0 ? ['without', 'with'] : ['with', 'without'];
      for (const variant of order) {
        const subject = await openSubject(variant, (name, value) => figures.note(variant, name, value));
        await measure(subject, page);
        await subject.page.close();
      }
    }
    printPage(`${page.title}, ${(page.html.length / 1e6).toFixed(2)} MB of HTML, ${runs} runs`, figures);
    goals.push(...goalsOf(page, figures));
    measured[page.path] = Object.fromEntries(figures.all());
  }
  printGoals(goals);
  if (values.profile) {
    for (const page of pages) {
      const subject = await openSubject('with', () => undefined);
      await profile(subject, page);
      await subject.page.close();
    }
  }
  const version = await bare.browser.version();
  const machine = `${availableParallelism()} processors, load average ${loadavg()[0]?.toFixed(1)}`;
  if (values.json !== undefined) {
    const result = {
      date: new Date().toISOString(),
      version,
      machine,
      rows,
      runs,
      pages: measured,
      goals: goals.map((goal) => ({ ...goal, isMet: isMet(goal) })),
    };
    writeFileSync(values.json, `${JSON.stringify(result, null, 2)}\n`);
  }
  console.log(`\n${version}, ${machine}, ${((performance.now() - started) / 1_000).toFixed(0)} s`);
} finally {
  await session.close();
  await bare.close();
  await site.close();
}
