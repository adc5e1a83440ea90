/**
 * What reading costs a page, the built extension (dist/chrome) in Chromium:
 * `npm run bench:page -- [--corpus DIR] [--runs 5] [--limit N] [--rows 10000] [--skip marks,peers,large]`.
 *
 * Pages (page-corpus.ts): those of a folder of saved ones, or the fixtures and a made-up set; the largest page; an order.
 * All with their scripts off. Each is first opened once, which is not counted: the browser's process has then seen the
 * script and the page. Every figure is one value a run, over all pages; printed are min, median and max of the runs.
 *
 * - Collecting: the text of the page as it stands, our blocks beside `textContent`, a walk by hand and TreeWalkers, in the
 *   extension's own world, all in turn in the same run (page-collect.iife.ts). Warm: each was done before.
 * - Main thread, cold: all tasks of the page's main thread in which we ran (trace.ts), processor time, from the one in which
 *   our script begins until `WATCH_MS` later: compiling and starting the script, reading, sending, the first of two
 *   looks for late shadow roots (the second, after 5 s, costs the same again), half a second of polling fields. Most
 *   visits are in a process of their own, which has compiled nothing of ours.
 * - Main thread, warm: the same document read again in full, as after a click on the button, once everything was read
 *   `WARM_UPS` times: reading, line items, sending what the first visit sent, drawing.
 * - Slices: the single tasks of the cold visits, of all runs of a page together.
 * - Marks: from the task in which our script begins until the last mark in the window is drawn. Few pages have a restricted
 *   name: a paragraph with one is put on top of each, in visits of their own, so that the work on the page as it is can be
 *   told from that with a mark.
 * - mark.js: page-peers.ts, by the clock, in a browser without the extension; ours beside it is the whole work.
 *
 * Other worlds than the page's own find the object for a node in a table of their own, which makes each step of a walk
 * dearer than in the page: compare with the walk by hand.
 */

import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { CDPSession, Page } from 'puppeteer-core';
import { build, type Rollup } from 'vite';
import { launchChromium } from '../test/browsers.ts';
import { startSession } from '../test/e2e/extension.ts';
import { serve } from '../test/serve.ts';
import { median, printGoals } from './figures.ts';
import { MORE_MARKS, watchMarks } from './mark-watch.ts';
import type { CollectTimes } from './page-collect.iife.ts';
import { type BenchPage, corpusPages, largestPage, orderPage } from './page-corpus.ts';
import { marksCharts } from './page-marks.ts';
import { isPeerInstalled, MARKED_TERMS, type PeerRun, peerTerms, runMarkJs } from './page-peers.ts';
import { type Chart, type Goal, type Sample, type Series, saveResults } from './results.ts';
import {
  type Identity,
  lastTime,
  parserThread,
  readThread,
  type Slice,
  scriptBegin,
  startTrace,
  type Thread,
  type Trace,
  timesOf,
} from './trace.ts';

const { values } = parseArgs({
  options: {
    corpus: { type: 'string' },
    runs: { type: 'string', default: '5' },
    limit: { type: 'string' },
    rows: { type: 'string', default: '10000' },
    skip: { type: 'string', default: '' },
  },
});
const runs = Number(values.runs);
const skipped = values.skip.split(',');

/** From the beginning of our script; its first look for shadow roots comes after 1 s. */
const WATCH_MS = 1_500;
/** Large pages are still being read then. */
const WATCH_LARGE_MS = 9_000;
/** From the beginning of our script until its last look for shadow roots is over. */
const SETTLED_MS = 5_500;
/** Readings of a document before those that count: after them what they run is compiled as well as it will be. */
const WARM_UPS = 8;
/** Time for marks to be drawn after a reading. */
const DRAWN_MS = 150;
/** What the trace calls the moment before a reading. */
const READ_AGAIN = 'bench:read-again';
/** And the task in which nothing happens any more but that we stop waiting. */
const READ_OVER = 'bench:read-over';
/** Corpus pages that are also opened with a restricted name on top, evenly spread. */
const MARKED_PAGES = 20;
/** Corpus pages on which mark.js is tried, evenly spread. */
const PEER_PAGES = 5;
/** Pages with less text say nothing: a saved page that its scripts would have built. UTF-16 units. */
const MIN_UNITS = 500;

const MEDIAN = 'median page';
const WARM = 'warm: all of it, read again';
const COLD = 'cold: all of it, first 1.5 s';
const LARGEST = 'largest page';
const ORDER = `order of ${values.rows} rows`;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const sum = (list: readonly number[]): number => list.reduce((total, one) => total + one, 0);
function quantile(list: readonly number[], share: number): number {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** So many of a list, evenly spread. */
function spread<T>(list: readonly T[], count: number): T[] {
  const taken = Math.min(count, list.length);
  return Array.from({ length: taken }, (_, i) => list[Math.floor(((i + 0.5) * list.length) / taken)] as T);
}

/** What was measured of one page, one value a run. */
interface Measured {
  readonly page: BenchPage;
  collected: CollectTimes | undefined;
  readonly work: number[];
  readonly starts: number[];
  /** All work of reading it once more. */
  warm: readonly number[];
  readonly slices: number[];
  /** With a restricted name on top: all work, and when the last mark was drawn. */
  readonly workMarked: number[];
  readonly marked: number[];
}

/** The script that collects, as it is put into the extension's world. */
async function bundleCollect(): Promise<string> {
  const entry = fileURLToPath(new URL('./page-collect.iife.ts', import.meta.url));
  const built = (await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: { entry, formats: ['iife'], name: 'bench', fileName: () => 'collect.js' },
    },
  })) as Rollup.RollupOutput[];
  const code = [built].flat()[0]?.output[0].code;
  if (code === undefined) throw new Error('page-collect.iife.ts was not bundled');
  return code;
}

/** What one visit of a page cost. Milliseconds. */
interface Visit {
  readonly slices: readonly Slice[];
  readonly work: number;
  /** Of it: the task in which our script is compiled and started. */
  readonly start: number;
  /** From there until the last mark was drawn. */
  readonly marked: number | undefined;
  readonly main: Thread;
}

/** A tab with the extension in it. */
class Tab {
  /** Numbers of our worlds in the page that is open. */
  private worlds: number[] = [];

  private constructor(
    readonly page: Page,
    readonly cdp: CDPSession,
    private readonly us: Identity,
  ) {
    cdp.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.origin === us.origin || context.name === us.name) this.worlds.push(context.id);
    });
    cdp.on('Runtime.executionContextsCleared', () => {
      this.worlds = [];
    });
  }

  static async open(page: Page, us: Identity): Promise<Tab> {
    const tab = new Tab(page, await page.createCDPSession(), us);
    await tab.cdp.send('Runtime.enable');
    return tab;
  }

  /** Opens a page and gives our tasks until so long after our script began. Milliseconds. */
  async visit(url: string, watchMs: number): Promise<Visit> {
    await this.page.goto('about:blank');
    const endTrace = await startTrace(this.cdp);
    await this.page.goto(url, { timeout: 90_000 });
    await wait(watchMs);
    return this.read(await endTrace(), url, watchMs);
  }

  /** The same with a restricted name on top of the page. */
  async visitMarked(url: string, watchMs: number): Promise<Visit> {
    await this.page.goto('about:blank');
    const { identifier } = await this.page.evaluateOnNewDocument(nameProduct);
    try {
      const endTrace = await startTrace(this.cdp);
      const watching = watchMarks(this.cdp, new URL(url).pathname);
      await this.page.goto(url, { timeout: 90_000 });
      await watching;
      await wait(watchMs);
      return this.read(await endTrace(), url, watchMs);
    } finally {
      await this.page.removeScriptToEvaluateOnNewDocument(identifier);
    }
  }

  private read(trace: Trace, url: string, watchMs: number): Visit {
    const main = parserThread(trace, url);
    const begun = scriptBegin(trace, url, this.us);
    if (main === undefined || begun === undefined) throw new Error(`The trace does not show our script in ${url}`);
    const { slices } = readThread(trace, main, this.us, begun, begun + watchMs);
    const marked = lastTime(trace, MORE_MARKS);
    return { slices, work: sum(slices.map(({ ms }) => ms)), start: slices[0]?.ms ?? Number.NaN, marked: marked && marked - begun, main };
  }

  /** Has the page that is open read again in full, some times for nothing and then `runs` times. Milliseconds of our tasks. */
  async readAgain(main: Thread): Promise<number[]> {
    const contextId = this.worlds[0];
    if (contextId === undefined) return [];
    // In a task of its own, in which nothing else runs.
    const expression = `performance.mark('${READ_AGAIN}'); new Promise((resolve) => setTimeout(() => {
      const session = globalThis[Symbol.for('vendor-lens')];
      session.rescan();
      session.idle().then(() => setTimeout(() => { performance.mark('${READ_OVER}'); resolve(); }, ${DRAWN_MS}));
    }))`;
    const read = (): Promise<unknown> => this.cdp.send('Runtime.evaluate', { expression, contextId, awaitPromise: true });
    for (let i = 0; i < WARM_UPS; i += 1) await read();
    const endTrace = await startTrace(this.cdp);
    for (let i = 0; i < runs; i += 1) await read();
    const trace = await endTrace();
    const begun = timesOf(trace, READ_AGAIN);
    const over = timesOf(trace, READ_OVER);
    return begun.map((from, i) => {
      const { slices } = readThread(trace, main, this.us, from, begun[i + 1]);
      const end = over[i] ?? Number.NaN;
      return sum(slices.flatMap(({ at, wallMs, ms }) => (at <= end && end < at + wallMs ? [] : ms)));
    });
  }

  /** Times the ways to collect the page that is open. Undefined where our script is not in it. */
  async collect(code: string): Promise<CollectTimes | undefined> {
    const contextId = this.worlds[0];
    if (contextId === undefined) return undefined;
    await this.page.evaluate(() => {
      for (const script of document.querySelectorAll('script')) script.remove();
    });
    await wait(1_000);
    await this.cdp.send('Runtime.evaluate', { expression: code, contextId });
    const expression = `collecting.measure(${runs})`;
    const { result, exceptionDetails } = await this.cdp.send('Runtime.evaluate', { expression, contextId, returnByValue: true });
    if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description ?? 'Collecting failed');
    return result.value as CollectTimes;
  }
}

/** Runs in the page before anything else: puts a restricted name on top of it. */
function nameProduct(): void {
  addEventListener('DOMContentLoaded', () => {
    const paragraph = document.createElement('p');
    paragraph.textContent = 'The offer names Fortinet FortiGate-100F among others.';
    document.body?.prepend(paragraph);
  });
}

/* What comes of it */

/** The median of the pages, one value a run. */
function medianPage(pages: readonly Measured[], valuesOf: (measured: Measured) => readonly number[] | undefined): number[] {
  return Array.from({ length: runs }, (_, run) => median(pages.flatMap((page) => valuesOf(page)?.[run] ?? [])));
}

const sampleOf = (x: string, values: readonly number[]): Sample => ({ x, runs: values.filter((value) => !Number.isNaN(value)) });

const ROLES: Readonly<Record<string, Series['role']>> = { blocks: 'ours', textContent: 'limit' };
const NOTES: Readonly<Record<string, string>> = {
  blocks: 'also asks what is rendered, what is a field, a row, a link, a shadow root',
  'hand walk': 'firstChild and nextSibling, joined with offsets; in the extension’s world',
};

function collectChart(corpus: readonly Measured[], large: readonly (readonly [string, Measured])[]): Chart {
  const ways = Object.keys(corpus.find(({ collected }) => collected !== undefined)?.collected?.times ?? {});
  const series = ways.map((name): Series => {
    const note = NOTES[name];
    return {
      name,
      role: ROLES[name] ?? 'peer',
      ...(note === undefined ? {} : { note }),
      samples: [
        sampleOf(
          MEDIAN,
          medianPage(corpus, ({ collected }) => collected?.times[name]),
        ),
        ...large.map(([x, measured]) => sampleOf(x, measured.collected?.times[name] ?? [])),
      ],
    };
  });
  const about =
    'textContent joins the text inside the browser, without a script. A script in a world of its own pays for every step from ' +
    'node to node: the walk by hand, which only joins text, shows what can be reached. Ours also asks what is rendered, what a ' +
    'field, a row, a link and a shadow root is.';
  return { id: 'page-collect', title: 'Collecting the text of a page', about, unit: 'ms', better: 'lower', series };
}

function workChart(corpus: readonly Measured[], large: readonly (readonly [string, Measured])[]): Chart {
  const series = (name: string, valuesOf: (measured: Measured) => readonly number[]): Series => ({
    name,
    role: 'ours',
    samples: [sampleOf(MEDIAN, medianPage(corpus, valuesOf)), ...large.map(([x, measured]) => sampleOf(x, valuesOf(measured)))],
  });
  return {
    id: 'page-work',
    title: 'Our work on the main thread of a page',
    about:
      'Cold: in a process that has compiled nothing of ours, as after most navigations to another site; most functions run once or ' +
      'a few times, and compiling them takes longer than what they do. Warm: the same document read again in full.',
    unit: 'ms',
    better: 'lower',
    series: [
      series(WARM, ({ warm }) => warm),
      series(COLD, ({ work }) => work),
      series('of it: starting the script', ({ starts }) => starts),
      series('cold, with a name to mark', ({ workMarked }) => workMarked),
    ],
  };
}

function sliceChart(corpus: readonly Measured[], large: readonly (readonly [string, Measured])[]): Chart {
  const all: readonly (readonly [string, readonly number[]])[] = [
    ['corpus', corpus.flatMap(({ slices }) => slices)],
    ...large.map(([x, { slices }]) => [x, slices] as const),
  ];
  const series = [0.5, 0.95, 0.99, 1].map(
    (share): Series => ({
      name: share === 1 ? 'longest' : `p${share * 100}`,
      role: 'ours',
      samples: all.map(([x, slices]) => sampleOf(x, [quantile(slices, share)])),
    }),
  );
  return {
    id: 'page-slices',
    title: 'Our single tasks on the main thread',
    about: 'The longest of most pages is the start of the script, which cannot be cut.',
    unit: 'ms',
    better: 'lower',
    series,
  };
}

function markChart(corpus: readonly Measured[], large: readonly (readonly [string, Measured])[]): Chart {
  const samples = [
    sampleOf(
      MEDIAN,
      medianPage(corpus, ({ marked }) => marked),
    ),
    ...large.map(([x, { marked }]) => sampleOf(x, marked)),
  ];
  const series: Series[] = [{ name: 'last mark in the window', role: 'ours', samples }];
  const about =
    'By the clock, with all that lies between: the start of the script, what the page does meanwhile, the first piece of text, ' +
    'the way to the worker and back, and the next frame.';
  return { id: 'page-marked', title: 'From document idle to the last mark in the window', about, unit: 'ms', better: 'lower', series };
}

/** Per way of calling mark.js, the times on the pages on which it was tried. */
function peerChart(tried: readonly { readonly measured: Measured; readonly peers: readonly PeerRun[] }[]): Chart {
  const ways = tried[0]?.peers.map(({ way }) => way) ?? [];
  const x = `${tried.length} pages`;
  return {
    id: 'page-peers',
    title: 'Reading and marking a page, beside mark.js (one value a page)',
    unit: 'ms',
    better: 'lower',
    series: [
      {
        name: 'Vendor Lens, all its lists',
        role: 'ours',
        samples: [
          sampleOf(
            x,
            tried.map(({ measured }) => median(measured.work)),
          ),
        ],
      },
      ...ways.map((way, i): Series => {
        const error = tried.map(({ peers }) => peers[i]?.error).find(Boolean);
        return {
          name: `mark.js ${way}`,
          role: 'peer',
          samples: [
            sampleOf(
              x,
              tried.flatMap(({ peers }) => peers[i]?.ms ?? []),
            ),
          ],
          ...(error === undefined ? {} : { note: error }),
        };
      }),
    ],
  };
}

const valuesAt = (chart: Chart, name: string, x: string): readonly number[] =>
  chart.series.find((series) => series.name === name)?.samples.find((sample) => sample.x === x)?.runs ?? [];

function print({ title, unit, series }: Chart): void {
  console.log(`\n${title}, ${unit}${''.padEnd(20)}min   median      max`);
  for (const { name, samples, note } of series) {
    for (const { x, runs: list } of samples) {
      const figures =
        list.length === 0 ? 'none' : [Math.min(...list), median(list), Math.max(...list)].map((one) => one.toFixed(3).padStart(9)).join('');
      console.log(`${name.padEnd(34)}${x.padEnd(24)}${figures}${note === undefined ? '' : `  ${note}`}`);
    }
  }
}

/* All of it */

const started = performance.now();
const found = corpusPages(values.corpus);
const corpus = values.limit === undefined ? found : spread(found, Number(values.limit));
const largePages: readonly (readonly [string, BenchPage])[] = skipped.includes('large')
  ? []
  : [
      [LARGEST, largestPage],
      [ORDER, orderPage(Number(values.rows))],
    ];
const everything = [...corpus, ...largePages.map(([, page]) => page)];
const site = await serve('.', Object.fromEntries(everything.map(({ path, html }) => [path, html])));
const session = await startSession({ kind: 'chromium' });
const desk = await session.openSettings();
const us: Identity = { origin: session.extensionOrigin, name: String(await desk.evaluate('chrome.runtime.getManifest().name')) };
const code = await bundleCollect();

/** All runs of one page: opened once for nothing, then `runs` times; collected where it stands at last. */
async function measure(tab: Tab, page: BenchPage, watchMs: number, isMarked: boolean): Promise<Measured> {
  const measured: Measured = { page, collected: undefined, work: [], starts: [], warm: [], slices: [], workMarked: [], marked: [] };
  const url = site.origin + page.path;
  await tab.page.goto(url, { timeout: 90_000 });
  await wait(watchMs / 2);
  let main: Thread | undefined;
  for (let run = 0; run < runs; run += 1) {
    const { slices, work, start, ...visit } = await tab.visit(url, watchMs);
    main = visit.main;
    measured.work.push(work);
    measured.starts.push(start);
    measured.slices.push(...slices.map(({ ms }) => ms));
  }
  await wait(Math.max(0, SETTLED_MS - watchMs));
  if (main !== undefined) measured.warm = await tab.readAgain(main);
  for (let run = 0; isMarked && run < runs; run += 1) {
    const { work, marked } = await tab.visitMarked(url, watchMs);
    measured.workMarked.push(work);
    if (marked !== undefined) measured.marked.push(marked);
  }
  measured.collected = await tab.collect(code);
  return measured;
}

async function measurePeers(pages: readonly Measured[]): Promise<Chart | undefined> {
  if (!isPeerInstalled()) {
    console.log('\nmark.js is not installed: npm ci --prefix bench/peers');
    return undefined;
  }
  const terms = peerTerms();
  const chosen = spread(pages, PEER_PAGES);
  const bare = await launchChromium();
  try {
    const page = await bare.browser.newPage();
    page.setDefaultTimeout(120_000);
    const tried = [];
    for (const measured of chosen) {
      await page.goto(site.origin + measured.page.path);
      tried.push({ measured, peers: await runMarkJs(page, terms) });
    }
    return peerChart(tried);
  } finally {
    await bare.close();
  }
}

try {
  const tab = await Tab.open(await session.browser.newPage(), us);
  const all: Measured[] = [];
  const withMarks = new Set(spread(corpus, MARKED_PAGES));
  for (const page of corpus) all.push(await measure(tab, page, WATCH_MS, withMarks.has(page)));
  const measured = all.filter(({ collected }) => collected !== undefined && collected.units >= MIN_UNITS);
  const large: (readonly [string, Measured])[] = [];
  for (const [name, page] of largePages) large.push([name, await measure(tab, page, WATCH_LARGE_MS, true)]);

  const collecting = collectChart(measured, large);
  const work = workChart(measured, large);
  const slices = sliceChart(measured, large);
  const marked = markChart(measured, large);
  const peers = skipped.includes('peers') ? undefined : await measurePeers(measured);
  const charts = [collecting, work, slices, marked, ...(peers === undefined ? [] : [peers])];
  for (const chart of charts) print(chart);

  const ratios = (to: string): number =>
    median(measured.map(({ collected }) => median(collected?.times.blocks ?? []) / median(collected?.times[to] ?? [])));
  console.log(
    `\nCollecting, median of the pages: ${ratios('textContent').toFixed(1)} x textContent, ${ratios('hand walk').toFixed(1)} x the walk by hand`,
  );
  const atMost = (what: string, value: number, limit: number, unit: string): Goal => ({ what, value, limit, bound: 'at most', unit });
  const goals: Goal[] = [
    atMost('Collecting, median page: times textContent', ratios('textContent'), 3, 'x'),
    atMost('Our work on the main thread, median page, warm', median(valuesAt(work, WARM, MEDIAN)), 3, 'ms'),
    atMost('Our work on the main thread, median page, cold', median(valuesAt(work, COLD, MEDIAN)), 3, 'ms'),
    ...large.map(([x]) => atMost(`Our tasks, ${x}: p99`, valuesAt(slices, 'p99', x)[0] ?? Number.NaN, 8, 'ms')),
    atMost(
      'Document idle to the last mark in the window, median page',
      median(valuesAt(marked, 'last mark in the window', MEDIAN)),
      100,
      'ms',
    ),
  ];
  if (peers !== undefined) {
    const ours = median(peers.series[0]?.samples[0]?.runs ?? []);
    const [most = 0] = MARKED_TERMS;
    const theirs = median(peers.series.find(({ name }) => name === `mark.js mark, ${most} terms`)?.samples[0]?.runs ?? []);
    goals.push({ what: `mark.js with ${most} terms: times our whole work`, value: theirs / ours, limit: 50, bound: 'at least', unit: 'x' });
  }
  printGoals(goals);
  for (const { id, about } of charts) if (about !== undefined) console.log(`${id}: ${about}`);
  if (!skipped.includes('marks')) {
    const drawn = await marksCharts({ runs, corpus: values.corpus });
    charts.push(...drawn.charts);
    goals.push(...drawn.goals);
  }
  const units = measured.map(({ collected }) => collected?.units ?? 0);
  const nodes = measured.map(({ collected }) => collected?.textNodes ?? 0);
  const largest = large[0]?.[1].collected;
  const largestText = largest === undefined ? '' : `; largest ${largest.textNodes} text nodes, ${largest.units} characters`;
  const workload = `${measured.length} pages of ${values.corpus === undefined ? 'the fixtures and a made-up set' : 'saved HTML'}, median ${median(nodes)} text nodes and ${median(units)} characters${largestText}; ${runs} runs`;
  console.log(`\n${workload}; ${await session.browser.version()}, ${((performance.now() - started) / 1_000).toFixed(0)} s`);
  saveResults({
    bench: 'page',
    command: `npm run bench:page -- --runs ${runs}${values.corpus === undefined ? '' : ' --corpus DIR'}`,
    workload,
    charts,
    goals,
  });
} finally {
  await session.close();
  await site.close();
}
