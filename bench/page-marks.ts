/**
 * What drawing findings over a page costs: the built extension beside `CSS.highlights` and `<mark>` wrapping, in Chromium.
 * Part of `npm run bench:page`; alone: `node scripts/run.mjs bench/page-marks.ts [--runs 5] [--corpus DIR] [--only order]`.
 *
 * The same words of the same page are drawn by all three: as soon as the page is parsed, evenly spaced words of it are
 * replaced by numbered product names. The extension reads the page as it always does, with all lists switched off so that
 * it marks nothing by itself; then its worker sends the marks of those names as it sends any others, as confirmed findings,
 * so that rows of tables get their bars too. The peers get their text nodes and offsets for nothing.
 *
 * Blocking: processor time of the page's main thread in the second after the marks were sent (trace.ts): unpacking the
 * message, our script, the layout that it waits for. For the peers: their script and the layout that it forces at its end.
 * Once when it is the first time on this page; the mean of some times after the same marks were taken away, which ours keeps
 * ready for some seconds; and the mean of some times after others were there, one letter shorter, so that nothing is known of them.
 * What goes on all the time, marks or none (a look at the form fields each half second), is measured in seconds without marks
 * and taken off.
 *
 * Frames dropped depend on what else the machine does. Beside them stand frames that are too long: those in which the main
 * thread had more processor time to spend than a frame lasts.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { CDPSession, Page, WebWorker } from 'puppeteer-core';
import { readCatalogue } from '../scripts/catalogue.ts';
import { type ExtensionBrowser, launchChromium } from '../test/browsers.ts';
import { type Session, startSession } from '../test/e2e/extension.ts';
import { type Site, serve } from '../test/serve.ts';
import { readPages } from './corpus.ts';
import { median, printGoals } from './figures.ts';
import { longDocument, orderTable } from './live-pages.ts';
import { hotFunctions, startProfile } from './profile.ts';
import type { Chart, Goal, Sample, Series } from './results.ts';
import { frameCosts, type Identity, lastTime, parserThread, readThread, startTrace, type Thread } from './trace.ts';

export interface MarksOptions {
  readonly runs: number;
  /** Folder of saved pages, of which the one with the median length of text is taken; a made-up page without it. */
  readonly corpus?: string | undefined;
  /** Paths of the pages to measure; all without it. */
  readonly only?: readonly string[] | undefined;
  /** Prints which of our functions the time goes to. */
  readonly profile?: boolean;
}

interface MarkedPage {
  readonly path: string;
  readonly title: string;
  readonly html: string;
  readonly findings: number;
}

type Peer = 'highlights' | 'elements';

const NAMES: Readonly<Record<Peer, string>> = { highlights: 'CSS.highlights with ranges', elements: '<mark> elements' };

/** Times that the same is drawn again on one page, after it was taken away; and times that others are drawn. */
const AGAIN = 2;
/** What follows from marks is over by then: frames go on for 150 ms after the last thing that moved, and look again after 500. */
const WATCH_MS = 1_000;
/** The script looks at the page again until 5 s after it began. */
const LATE_MS = 5_400;
const TURNS = 40;
const TURN_MS = 32;
/** What a notch of the wheel scrolls. Pixels. */
const TURN_PX = 120;
const REST_MS = 300;
const FRAME_MS = 1_000 / 60;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const sum = (list: readonly number[]): number => list.reduce((total, one) => total + one, 0);

/* In the page */

/** Runs before anything else: numbers `count` words as soon as they are parsed. */
function numberWords(count: number): void {
  addEventListener('DOMContentLoaded', () => {
    const words: [node: Text, at: number, length: number][] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let nodes = 0;
    for (let node = walker.nextNode() as Text | null; node !== null; node = walker.nextNode() as Text | null) {
      nodes += 1;
      if (!node.parentElement?.checkVisibility()) continue;
      for (const { index, 0: word } of node.data.matchAll(/[a-z]{4,}/gi)) words.push([node, index, word.length]);
    }
    const taken = Math.min(count, words.length);
    // From the last to the first: what stands before in the same node keeps its place.
    for (let i = taken - 1; i >= 0; i -= 1) {
      const [node, at, length] = words[Math.floor((i * words.length) / taken)] as [Text, number, number];
      node.replaceData(at, length, `FortiGate-n${i}`);
    }
    Object.assign(globalThis, { nodes });
  });
}

/** The peers, served as a script of their own so that a trace tells them apart. */
const PEERS = `
let places = [];
function gather(ids) {
  const wanted = new Set(ids.map((id) => 'FortiGate-n' + id));
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  places = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
    for (const { index, 0: word } of node.data.matchAll(/FortiGate-n[0-9]+/g))
      if (wanted.delete(word)) places.push({ node, from: index, to: index + word.length });
  return places.length;
}
const draw = {
  highlights() {
    const highlight = new Highlight();
    for (const { node, from, to } of places) {
      const range = new Range();
      range.setStart(node, from);
      range.setEnd(node, to);
      highlight.add(range);
    }
    CSS.highlights.set('bench', highlight);
  },
  elements() {
    for (let i = places.length - 1; i >= 0; i -= 1) {
      const { node, from, to } = places[i];
      if (to < node.length) node.splitText(to);
      const word = from > 0 ? node.splitText(from) : node;
      const mark = document.createElement('mark');
      word.replaceWith(mark);
      mark.append(word);
    }
  },
};
const undo = {
  highlights() { CSS.highlights.clear(); },
  elements() {
    for (const mark of document.querySelectorAll('mark')) mark.replaceWith(...mark.childNodes);
    document.body.normalize();
  },
};
function drawSoon(name) {
  performance.mark('bench:push');
  return new Promise((done) => setTimeout(() => {
    draw[name]();
    document.body.getBoundingClientRect();
    done();
  }, 50));
}
function undoSoon(name) {
  return new Promise((done) => setTimeout(() => { undo[name](); requestAnimationFrame(() => done()); }, 50));
}
`;

/** Notes the page's own frames for so long. */
function watchFrames(ms: number): void {
  const frames: number[] = [performance.now()];
  Object.assign(globalThis, { frames });
  const end = performance.now() + ms;
  const turn = (now: number): void => {
    frames.push(now);
    if (now < end) requestAnimationFrame(turn);
  };
  requestAnimationFrame(turn);
}

/* In the worker */

/** What pages reported, by tab: the name of the document's life, and texts by block. */
type Heard = Map<number, { scan: string; readonly texts: Map<number, string> }>;
type Listening = typeof globalThis & { heard: Heard };

/** Runs in the worker: remembers what pages report. */
function hear(): void {
  const heard: Heard = new Map();
  Object.assign(globalThis, { heard });
  chrome.runtime.onMessage.addListener((message, { tab }) => {
    if (message.call !== 'screen' || tab?.id === undefined) return;
    const { scan, blocks } = message.payload as { scan: string; blocks: readonly { id: number; text: string }[] };
    const before = heard.get(tab.id);
    const frame = before?.scan === scan ? before : { scan, texts: new Map<number, string>() };
    heard.set(tab.id, frame);
    for (const { id, text } of blocks) frame.texts.set(id, text);
  });
}

/** Runs in the worker: the numbers of the names that were reported. */
function namesIn(tab: number): string[] {
  const texts = (globalThis as Listening).heard.get(tab)?.texts ?? new Map<number, string>();
  return [...texts.values()].flatMap((text) => [...text.matchAll(/FortiGate-n(\d+)/g)].map(([, id = '']) => id));
}

/** Runs in the worker: sends the marks of the names, without their first letter with `isOther`; none with `isEmpty`. */
async function sendMarks(tab: number, isEmpty: boolean, isOther = false): Promise<void> {
  const { scan, texts } = (globalThis as Listening).heard.get(tab) ?? { scan: '', texts: new Map<number, string>() };
  const marks = [...texts].flatMap(([block, text]) =>
    [...text.matchAll(/FortiGate-n\d+/g)].map(({ index, 0: name }) => ({
      block,
      start: index + Number(isOther),
      end: index + name.length,
    })),
  );
  // As src/messaging/marks.ts packs them, which this world does not have.
  marks.sort((a, b) => a.block - b.block || a.start - b.start);
  const numbers = isEmpty ? [] : marks.flatMap(({ block, start, end }) => [block, start, end, 0]);
  const call = { to: 'frame', call: 'marks', payload: { scan, marks: { frame: 0, numbers } } };
  await chrome.tabs.sendMessage(tab, call, { frameId: 0 });
}

/* What is done with a page */

/** A page that is loaded and at rest. */
interface Loaded {
  readonly page: Page;
  readonly cdp: CDPSession;
  readonly main: Thread;
}

interface Drawing {
  /** ms that the page is blocked for, the first time, again, and where others were drawn before. */
  readonly first: number;
  readonly again: number;
  readonly others: number;
  /** The main thread in the second after, whatever for. */
  readonly busy: number;
  /** Our slices, ms. */
  readonly slices: readonly number[];
}

interface Scrolling {
  readonly frames: number;
  readonly dropped: number;
  /** Frames with more to do than there is time for. */
  readonly long: number;
  /** Our share of the main thread, ms for a frame. */
  readonly ours: number;
  readonly busy: number;
  readonly slices: readonly number[];
}

/** What is drawn, and taken away. All but `undo` set the performance mark "bench:push" right before. */
interface Acts {
  readonly draw: () => Promise<unknown>;
  readonly undo: () => Promise<unknown>;
  /** Draws the same number of others in their place. */
  readonly drawOthers: () => Promise<unknown>;
  readonly nothing: () => Promise<unknown>;
}

/** Draws and takes away, several times. */
async function measureDrawing({ cdp, main }: Loaded, who: Identity, acts: Acts): Promise<Drawing> {
  const slices: number[] = [];
  const measure = async (act: () => Promise<unknown>): Promise<{ own: number; busy: number }> => {
    const stop = await startTrace(cdp);
    await act();
    await wait(WATCH_MS);
    const trace = await stop();
    const begun = lastTime(trace, 'bench:push') ?? Number.NaN;
    const times = readThread(trace, main, who, begun, begun + WATCH_MS);
    const own = times.slices.map(({ ms }) => ms);
    slices.push(...own);
    return { own: sum(own), busy: times.busyMs };
  };
  const takeAway = async (): Promise<void> => {
    await acts.undo();
    await wait(REST_MS);
  };
  const rest: number[] = [(await measure(acts.nothing)).own];
  const first = await measure(acts.draw);
  const again: number[] = [];
  const others: number[] = [];
  for (let time = 0; time < AGAIN; time += 1) {
    await takeAway();
    again.push((await measure(acts.draw)).own);
    others.push((await measure(acts.drawOthers)).own, (await measure(acts.draw)).own);
  }
  await takeAway();
  rest.push((await measure(acts.nothing)).own);
  await acts.draw();
  await wait(REST_MS);
  const mean = (list: readonly number[]): number => sum(list) / list.length;
  const besides = mean(rest);
  return { first: first.own - besides, again: mean(again) - besides, others: mean(others) - besides, busy: first.busy, slices };
}

async function measureScrolling({ page, cdp, main }: Loaded, who: Identity): Promise<Scrolling> {
  await page.evaluate(watchFrames, TURNS * TURN_MS + REST_MS);
  const stop = await startTrace(cdp);
  const sent: Promise<unknown>[] = [];
  const began = performance.now();
  for (let i = 0; i < TURNS; i += 1) {
    await wait(began + i * TURN_MS - performance.now());
    sent.push(cdp.send('Input.dispatchMouseEvent', { type: 'mouseWheel', x: 640, y: 450, deltaX: 0, deltaY: TURN_PX }));
  }
  await Promise.all(sent);
  await wait(REST_MS);
  const trace = await stop();
  const { slices, busyMs } = readThread(trace, main, who);
  const frames = (await page.evaluate('frames')) as number[];
  const gaps = frames.slice(1).map((time, i) => time - (frames[i] as number));
  const own = slices.map(({ ms }) => ms);
  return {
    frames: gaps.length,
    dropped: sum(gaps.map((gap) => Math.max(0, Math.round(gap / FRAME_MS) - 1))),
    long: frameCosts(trace, main).filter((ms) => ms > FRAME_MS).length,
    ours: sum(own) / gaps.length,
    busy: busyMs / gaps.length,
    slices: own,
  };
}

/** Loads it in a tab that has loaded another page of the site before. */
async function load(page: Page, url: string, findings: number): Promise<Loaded> {
  await page.bringToFront();
  await page.evaluateOnNewDocument(numberWords, findings);
  const cdp = await page.createCDPSession();
  const stop = await startTrace(cdp);
  await page.goto(url, { timeout: 90_000 });
  const main = parserThread(await stop(), url);
  if (main === undefined) throw new Error(`The trace shows no ${url}`);
  return { page, cdp, main };
}

/** Both browsers, and what is served to them. */
interface Setup {
  readonly session: Session;
  readonly worker: WebWorker;
  readonly bare: ExtensionBrowser;
  readonly site: Site;
  readonly us: Identity;
}

/** Everything of one run of a page. */
interface Run {
  readonly ours: Drawing;
  readonly peers: Readonly<Record<Peer, Drawing>>;
  readonly scrolling: Readonly<Record<'with' | 'without', Scrolling>>;
  readonly nodes: number;
  readonly names: number;
}

async function measureOurs({ session, worker, site, us }: Setup, { path, findings }: MarkedPage, profiled: boolean) {
  const tab = await session.open(`${site.origin}/small`);
  await session.whenDone(tab, 'the small page to be read');
  const loaded = await load(tab.page, site.origin + path, findings);
  const { page, cdp } = loaded;
  const began = performance.now();
  await session.whenDone(tab, `${path} to be read`, ({ coverage }) => coverage.characters > 1_000, 90_000);
  await wait(began + LATE_MS - performance.now());
  const names = await worker.evaluate(namesIn, tab.id);
  const nodes = Number(await page.evaluate('nodes'));
  const push = () => page.evaluate("performance.mark('bench:push')");
  const show = async (isEmpty: boolean, isOther = false): Promise<void> => {
    await push();
    await worker.evaluate(sendMarks, tab.id, isEmpty, isOther);
  };
  const drawn = await measureDrawing(loaded, us, {
    draw: () => show(false),
    undo: () => show(true),
    drawOthers: () => show(false, true),
    nothing: push,
  });
  const scrolled = await measureScrolling(loaded, us);
  if (profiled) {
    await page.evaluate('scrollTo(0, 0)');
    const redraw = async (): Promise<void> => {
      for (let time = 0; time <= AGAIN; time += 1) {
        await show(true);
        await wait(REST_MS);
        await show(false);
        await wait(REST_MS);
      }
    };
    for (const act of [redraw, () => measureScrolling(loaded, us)]) {
      const stop = await startProfile(cdp);
      await act();
      console.log(`\n${path}, ${act === redraw ? 'drawing' : 'scrolling'}: ${hotFunctions(await stop(), us.origin).join('\n')}`);
    }
  }
  await page.close();
  return { drawn, scrolled, names, nodes };
}

/** Does something with the page in the browser without the extension. */
async function inBareBrowser<T>({ bare, site }: Setup, { path, findings }: MarkedPage, act: (loaded: Loaded) => Promise<T>): Promise<T> {
  const page = await bare.browser.newPage();
  await page.goto(`${site.origin}/small`);
  const result = await act(await load(page, site.origin + path, findings));
  await page.close();
  return result;
}

function measurePeer(setup: Setup, marked: MarkedPage, names: readonly string[], peer: Peer): Promise<Drawing> {
  const url = `${setup.site.origin}/peers.js`;
  const gather = `gather(${JSON.stringify(names)})`;
  return inBareBrowser(setup, marked, async (loaded) => {
    const { page } = loaded;
    await page.addScriptTag({ url });
    await wait(REST_MS);
    const found = await page.evaluate(gather);
    if (found !== names.length) throw new Error(`${marked.path}: the extension read ${names.length} names and the peers found ${found}`);
    const draw = () => page.evaluate(`drawSoon('${peer}')`);
    const undo = () => page.evaluate(`undoSoon('${peer}').then(() => ${gather})`);
    // For them nothing is ever known before: others take as long, once the first are away.
    const drawOthers = () => undo().then(draw);
    const nothing = () => page.evaluate("performance.mark('bench:push')");
    const drawAnew = () => undo().then(draw);
    return measureDrawing(loaded, { origin: url, name: '' }, { draw: drawAnew, undo, drawOthers, nothing });
  });
}

/** The script-free page with the median length of text. */
function medianPage(folder: string): string {
  const pages = [...readPages(folder)].map(({ html }) => html.replace(/<script[\s\S]*?<\/script>/gi, ''));
  const lengthOf = (html: string) => html.replace(/<style[\s\S]*?<\/style>|<[^>]*>|\s+/gi, '').length;
  const sorted = pages.map((html) => ({ html, length: lengthOf(html) })).sort((a, b) => a.length - b.length);
  return sorted[sorted.length >> 1]?.html ?? '';
}

function pagesFor({ corpus, only }: MarksOptions): MarkedPage[] {
  const order = orderTable(5_500);
  const pages = [
    corpus === undefined
      ? { path: '/plain', title: 'ordinary page, 1,000', html: longDocument(60_000), findings: 1_000 }
      : { path: '/median', title: 'median saved page, 1,000', html: medianPage(corpus), findings: 1_000 },
    { path: '/order', title: 'order of 5,500 rows, 1,000', html: order, findings: 1_000 },
    { path: '/orders', title: 'order of 5,500 rows, 10,000', html: order, findings: 10_000 },
  ];
  return pages.filter(({ path }) => only === undefined || only.includes(path.slice(1)));
}

async function measureRun(setup: Setup, page: MarkedPage, isProfiled: boolean): Promise<Run> {
  const ours = await measureOurs(setup, page, isProfiled);
  const scrollRested = async (loaded: Loaded): Promise<Scrolling> => {
    await wait(LATE_MS);
    return measureScrolling(loaded, { origin: 'nobody:', name: '' });
  };
  return {
    ours: ours.drawn,
    peers: {
      highlights: await measurePeer(setup, page, ours.names, 'highlights'),
      elements: await measurePeer(setup, page, ours.names, 'elements'),
    },
    scrolling: { with: ours.scrolled, without: await inBareBrowser(setup, page, scrollRested) },
    nodes: ours.nodes,
    names: ours.names.length,
  };
}

type Measured = ReadonlyMap<MarkedPage, readonly Run[]>;

/** One line of a chart: a value of each run of each page. */
function seriesOf(measured: Measured, name: string, role: Series['role'], value: (run: Run) => number): Series {
  const samples: Sample[] = [...measured].map(([{ title }, runs]) => ({ x: title, runs: runs.map(value) }));
  return { name, role, samples };
}

/** Per cent of the frames that there was time for. */
function shareDropped({ dropped, frames }: Scrolling): number {
  return (100 * dropped) / (dropped + frames);
}

function chartsOf(measured: Measured): Chart[] {
  const three = (value: (drawing: Drawing) => number): Series[] => [
    seriesOf(measured, 'Vendor Lens', 'ours', ({ ours }) => value(ours)),
    ...(['highlights', 'elements'] as const).map((peer) => seriesOf(measured, NAMES[peer], 'peer', ({ peers }) => value(peers[peer]))),
  ];
  const both = (value: (scrolling: Scrolling) => number): Series[] => [
    seriesOf(measured, 'with Vendor Lens and its marks', 'ours', ({ scrolling }) => value(scrolling.with)),
    seriesOf(measured, 'without', 'limit', ({ scrolling }) => value(scrolling.without)),
  ];
  const chart = (id: string, title: string, unit: string, series: readonly Series[]): Chart => ({
    id,
    title,
    unit,
    better: 'lower',
    series,
  });
  return [
    chart(
      'marks-first',
      'Drawing the findings: the page is blocked, first time',
      'ms',
      three(({ first }) => first),
    ),
    chart(
      'marks-again',
      'Drawing the findings: the page is blocked, again',
      'ms',
      three(({ again }) => again),
    ),
    chart(
      'marks-others',
      'Drawing the findings: the page is blocked, others in their place',
      'ms',
      three(({ others }) => others),
    ),
    chart(
      'marks-busy',
      'Drawing the findings: main thread busy in the second after, frames and all',
      'ms',
      three(({ busy }) => busy),
    ),
    chart('marks-dropped', 'Scrolling over the findings: frames dropped', '%', both(shareDropped)),
    chart(
      'marks-long',
      'Scrolling over the findings: frames with more to do than there is time for',
      'frames',
      both(({ long }) => long),
    ),
    chart(
      'marks-frame',
      'Scrolling over the findings: main thread busy for a frame',
      'ms',
      both(({ busy }) => busy),
    ),
    chart('marks-ours', 'Scrolling over the findings: our share of it', 'ms', [
      seriesOf(measured, 'Vendor Lens', 'ours', ({ scrolling }) => scrolling.with.ours),
    ]),
  ];
}

function quantile(list: readonly number[], share: number): number {
  return [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(share * list.length))] ?? Number.NaN;
}

function goalsOf(measured: Measured): Goal[] {
  return [...measured].flatMap(([{ title }, runs]): Goal[] => {
    const at = (value: (run: Run) => number): number => median(runs.map(value));
    const slices = runs.flatMap(({ ours, scrolling }) => [...ours.slices, ...scrolling.with.slices]);
    const goal = (what: string, value: number, limit: number, unit = ''): Goal => ({
      what: `${title}: ${what}`,
      value,
      limit,
      bound: 'at most',
      unit,
    });
    return [
      goal(
        `blocking, first time / ${NAMES.highlights}`,
        at(({ ours, peers }) => ours.first / peers.highlights.first),
        2,
      ),
      goal(
        `blocking, again / ${NAMES.highlights}`,
        at(({ ours, peers }) => ours.again / peers.highlights.again),
        2,
      ),
      goal(
        `blocking, first time / ${NAMES.elements}`,
        at(({ ours, peers }) => ours.first / peers.elements.first),
        0.15,
      ),
      goal(
        `blocking, again / ${NAMES.elements}`,
        at(({ ours, peers }) => ours.again / peers.elements.again),
        0.15,
      ),
      goal(
        `blocking, others / ${NAMES.highlights}`,
        at(({ ours, peers }) => ours.others / peers.highlights.others),
        2,
      ),
      goal(
        `blocking, others / ${NAMES.elements}`,
        at(({ ours, peers }) => ours.others / peers.elements.others),
        0.15,
      ),
      goal(
        'frames too long in scrolling, more than without us',
        at(({ scrolling }) => scrolling.with.long - scrolling.without.long),
        0,
      ),
      goal(
        'share of frames dropped in scrolling, more than without us',
        at(({ scrolling }) => shareDropped(scrolling.with)) - at(({ scrolling }) => shareDropped(scrolling.without)),
        0,
        '%',
      ),
      goal('our slices, 99th percentile', quantile(slices, 0.99), 8, 'ms'),
    ];
  });
}

/** Measures and prints. */
export async function marksCharts(options: MarksOptions): Promise<{ charts: Chart[]; goals: Goal[] }> {
  const pages = pagesFor(options);
  const generated = Object.fromEntries(pages.map(({ path, html }) => [path, html]));
  const small = '<!doctype html><title>Small</title><p>Small';
  const site = await serve('.', { ...generated, '/small': small, '/peers.js': PEERS });
  const session = await startSession({ kind: 'chromium' });
  const bare = await launchChromium();
  try {
    const desk = await session.openSettings();
    await desk.evaluate(
      (lists) => chrome.storage.local.set({ settings: { lists } }),
      Object.fromEntries(readCatalogue().lists.map(({ id }) => [id, false])),
    );
    const name = String(await desk.evaluate('chrome.runtime.getManifest().name'));
    const target = await session.browser.waitForTarget(
      (one) => one.type() === 'service_worker' && one.url().startsWith(session.extensionOrigin),
    );
    const worker = await target.worker();
    if (worker === null) throw new Error('The worker cannot be asked');
    await worker.evaluate(hear);
    const setup: Setup = { session, worker, bare, site, us: { origin: session.extensionOrigin, name } };
    const measured = new Map<MarkedPage, Run[]>(pages.map((page) => [page, []]));
    // All pages in turn: what else the machine does meets all of them.
    for (let run = 0; run < options.runs; run += 1) {
      for (const [page, runs] of measured) runs.push(await measureRun(setup, page, options.profile === true && run === 0));
    }
    return print({ charts: chartsOf(measured), goals: goalsOf(measured) }, measured);
  } finally {
    await session.close();
    await bare.close();
    await site.close();
  }
}

function print(results: { charts: Chart[]; goals: Goal[] }, measured: Measured): typeof results {
  for (const [{ title }, [first]] of measured) console.log(`${title}: ${first?.nodes} text nodes, ${first?.names} findings drawn`);
  for (const { title, unit, series } of results.charts) {
    console.log(`\n${title}, ${unit}`);
    for (const { name, samples } of series) {
      for (const { x, runs } of samples) {
        const [min, middle, max] = [Math.min(...runs), median(runs), Math.max(...runs)].map((value) => value.toFixed(2).padStart(9));
        console.log(`${name.padEnd(32)}${x.padEnd(30)}${min}${middle}${max}`);
      }
    }
  }
  printGoals(results.goals);
  return results;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '5' },
      corpus: { type: 'string' },
      only: { type: 'string' },
      profile: { type: 'boolean', default: false },
    },
  });
  await marksCharts({ runs: Number(values.runs), corpus: values.corpus, only: values.only?.split(','), profile: values.profile });
}
