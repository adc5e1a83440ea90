/** One life of the content script in one document: builds the parts, connects them, and takes them apart again. */
import { SERIOUS_GAPS } from '../core/gaps.ts';
import type { PageFilter } from '../core/page-filter.ts';
import type { FrameCalls, FrameCoverage, PackedMarks } from '../messaging/calls.ts';
import { ContextGone, type RuntimeLink } from '../platform/runtime.ts';
import { type BlockIndex, createBlockIndex, type Touched } from './block-index.ts';
import { createUnreadCounter, isFrameShown } from './coverage.ts';
import { isHidden } from './dom.ts';
import { listenToUser } from './ears.ts';
import { knownPasswords } from './fields.ts';
import { createGate } from './gate.ts';
import { createLayer } from './layer.ts';
import { type CreateLineReader, createLineSlot } from './line-slot.ts';
import type { CreateMarker } from './marker.ts';
import { createMarkerSlot } from './marker-slot.ts';
import { createOutbox } from './outbox.ts';
import { createPageReader } from './page-reader.ts';
import { createScrolling } from './scrolling.ts';
import { createShadowLookup, searchShadows } from './shadow.ts';
import {
  type Clock,
  createYielder,
  joinStats,
  NO_STATS,
  type RunStats,
  runSliced,
  SHORT_MS,
  type SliceOptions,
  type Step,
  stepOver,
} from './slices.ts';
import { createWatcher } from './watch.ts';
import { createWorkerLink } from './worker-link.ts';

export interface Session {
  /** Reads everything again and sends it from the beginning. */
  rescan(): void;
  /** Takes in what draws marks, from the script that has it. */
  takeMarker(create: CreateMarker): void;
  readonly hasMarker: boolean;
  /** Takes in what reads line items, from the script that has it. */
  takeLineReader(create: CreateLineReader): void;
  readonly hasLineReader: boolean;
  /** Removes everything that was added and stops watching. */
  stop(): void;
  /** False after `stop`. */
  readonly isRunning: boolean;
  /** Resolves when nothing is left to read or to send. Test seam. */
  idle(): Promise<void>;
}

export interface SessionOptions {
  readonly window: Window & typeof globalThis;
  readonly runtime: RuntimeLink;
  /** What the frame's text must pass before the worker is told of it. Without one the worker is told of every text. */
  readonly filter?: PageFilter;
  readonly clock?: Clock;
  /** Test seams: room for the text and the walk. */
  readonly maxCharacters?: number;
  readonly maxNodes?: number;
  /** Test seam: told of each reading. */
  readonly onRead?: (stats: RunStats, index: BlockIndex) => void;
}

/** What was not read, when it was counted last. */
interface Unread {
  readonly parts: FrameCoverage['unread'];
  readonly frames: number;
  readonly foreign: number;
  readonly hasPictures: boolean;
}

/** What was not read is counted anew at most this often, ms, and more seldom where counting is slow. */
const COUNT_MS = 2_000;
const COUNT_REST_FACTOR = 20;
/** But rows that a grid keeps room for may be there in a moment: counted again so soon, ms, and then after twice as long each time. */
const RECOUNT_MS = 250;
/** The worker waits so long for the line items of a large page, ms, and hears of them then when they are there. */
const LINES_MS = 150;
/** A pass waits so long for what reads line items, ms; lines that are there later are told later. */
const READER_MS = 1_500;
/** After the page has settled; and once more for what came late. */
const LOOK_MS = [1_000, 5_000];

/** What may fail and is told with what was not read, so that nobody takes the rest for all. */
type Failing = 'reading' | 'lines' | 'gaps';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** `crypto.randomUUID` does not exist on http pages. */
function randomName(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-');
}

/** Starts reading and marking the document. Null where there is none to speak of. */
export function startSession(options: SessionOptions): Session | null {
  const { window: view, runtime, filter, clock = performance, maxCharacters, maxNodes, onRead } = options;
  const { document } = view;
  if (document.documentElement === null) return null;

  const ending = new AbortController();
  const shadows = createShadowLookup();
  const shadowOf = shadows.of;
  const yieldToPage = createYielder();
  const slicing: SliceOptions = { clock, yieldToPage, signal: ending.signal };
  const call = createWorkerLink(runtime);
  const layer = createLayer(document);
  const isOwn = (element: Element) => element === layer.host;
  const isTop = view.top === view.self;
  const gate = createGate(filter ?? null, view.location.hostname);
  /** Begins anew when the page comes back from the back/forward cache: the worker forgot it meanwhile. */
  let life = { scan: randomName(), startedAt: view.performance.timeOrigin };
  let isComplete = false;
  /** Somebody looks at the report, where lines of all tables are counted, and pictures. */
  let isReportAsked = false;
  let hasAllLines = false;
  /** Reading of line items: one at a time. */
  let lining: Promise<void> = Promise.resolve();
  /** The same for lines that were asked for outside of a pass, with what must come before. */
  let wanting: Promise<void> = Promise.resolve();
  /** Has what reads them put in. */
  let fetching: Promise<void> | undefined;
  let isReaderRefused = false;
  let coverage: FrameCoverage = { blocks: 0, characters: 0, fields: 0, cells: 0, attributes: 0, shadowRoots: 0, unread: [] };
  let lastSaid = '';
  const failures = new Set<Failing>();
  /** Blocks and lines that the worker did not take. */
  let refused = 0;
  let unread: Unread = { parts: [], frames: 0, foreign: 0, hasPictures: false };
  /** Counts pictures too, for the first time. */
  let countingAll: Promise<void> | undefined;
  /** Asks for the names of own lists. */
  let naming: Promise<void> | undefined;
  /** Frames that were loaded: what is in them may have to be asked for. */
  let frameLoads = 0;
  let countedAt = Number.NEGATIVE_INFINITY;
  let countRest = COUNT_MS;
  let recountMs = RECOUNT_MS;
  let countTimer: ReturnType<typeof setTimeout> | undefined;

  const scrolling = createScrolling(document, clock, ending.signal, (step) => void yieldToPage().then(() => runSliced(step, slicing)));
  const index: BlockIndex = createBlockIndex(
    {
      put: (block) => {
        gate.look(block);
        outbox.put(block);
      },
      remove: (id) => outbox.remove(id),
      away: (id, key) => outbox.away(id, key),
      returned: (key) => outbox.returned(key),
    },
    {
      awayRoot: (element) => watcher.awayRoot(element),
      lineOf: (block) => lines.lineOf(block),
      ...(maxCharacters === undefined ? {} : { maxCharacters }),
    },
  );
  const lines = createLineSlot(
    index,
    {
      line: (placed) => outbox.line(placed),
      goneLine: (id) => outbox.goneLine(id),
      tables: (tables) => outbox.tables(tables),
    },
    shadowOf,
  );

  const outbox = createOutbox({
    call,
    nextTask: yieldToPage,
    scan: () => life.scan,
    startedAt: () => life.startedAt,
    title,
    coverage: () => coverage,
    all: () => index.all(),
    allLines: () => lines.all(),
    hasAllLines: () => hasAllLines,
    isSilent,
    hasMarker: () => marker.isFilled,
    onMarks: takeMarks,
    onRefused: (count, error) => {
      console.error('vendor-lens: a part of this page was refused', error);
      refused += count;
      takeStock();
    },
    onStop: stop,
    onGone: stop,
  });

  const marker = createMarkerSlot({
    seam: {
      window: view,
      layer,
      blockOf: (id) => index.get(id),
      isStale: (id) => outbox.isPending(id),
      lineRowsOf: (block) => lines.elementsOf(block),
      passwords: knownPasswords(),
      loadCard: (id) => call('card', { id }),
      openOffer: (id, index) => {
        call('openOffer', { id, index }).catch(stopIfGone);
      },
    },
    request: () => call('injectMarker', {}),
    onGone: stop,
  });
  listenToUser(view, marker.handle, ending.signal);

  const reader = createPageReader({
    document,
    index,
    shadowOf,
    isOwn,
    clock,
    yieldToPage,
    signal: ending.signal,
    afterSlice: () => {
      watchShadows();
      if (outbox.isFirstFull && reader.middleOf === null) sayAhead(false);
      if (!outbox.isFull || isSilent()) return;
      index.cutRow();
      say(false);
    },
    onNear: () => sayAhead(false),
    ...(maxNodes === undefined ? {} : { maxNodes }),
  });

  const watcher = createWatcher({
    document,
    clock,
    index,
    isOwn,
    shadowOf,
    scrolling,
    *marked() {
      for (const id of marker.markedBlocks()) {
        const block = index.get(id);
        if (block !== undefined) yield block.element ?? block.nodes[0]?.parentElement ?? block.container;
      }
    },
    async onChanges(changes) {
      layer.keep();
      if (changes.whole) {
        isComplete = false;
        hasAllLines = false;
        // What is sent meanwhile says that there is more to come; the last word is sent even where it is the same as before.
        lastSaid = '';
      }
      // What is let go of while its line is being read would not be counted.
      await lining;
      let stats = await reader.read(changes);
      if (ending.signal.aborted) return stats;
      // A message more would cost a short page more than it gains.
      if (changes.whole && outbox.isFirstFull) sayAhead(true);
      askForNames();
      watchShadows();
      const touched = index.takeTouched();
      if (stats.totalMs > SHORT_MS) await yieldToPage();
      stats = joinStats(stats, await runSliced(stepOver(touched.rows, index.completeRow), slicing));
      stats = joinStats(stats, await readLines(touched));
      if (lacksReader()) {
        say(false);
        // What the page lets go of meanwhile is looked at when its lines are known.
        await Promise.race([fetchReader(), pause(READER_MS)]);
        if (lacksReader()) wanting = readWantedLines();
        else stats = joinStats(stats, await readLines());
      }
      if (ending.signal.aborted) return stats;
      if (changes.whole || clock.now() - countedAt >= countRest) await countUnread();
      else countLater();
      if (ending.signal.aborted) return stats;
      isComplete = true;
      if (changes.whole) {
        failures.delete('reading');
        wantLines();
      }
      say(true);
      refreshMarks();
      onRead?.(stats, index);
      return stats;
    },
    onFailed(error) {
      if (ending.signal.aborted) return;
      noteFailure('reading', error);
      index.abandon();
      // It may be the filter that failed.
      gate.open();
      // The worker waits for an end, of the lines too.
      isComplete = true;
      hasAllLines = isReportAsked;
      say(true);
    },
    onMoved() {
      index.forgetAway();
      lines.forgetAway();
    },
    isAlive: checkAlive,
  });

  function noteFailure(what: Failing, error: unknown): void {
    console.error(`vendor-lens: ${what} failed on this page`, error);
    failures.add(what);
  }

  function takeMarks(marks: PackedMarks): void {
    draw(() => marker.setMarks(marks));
    wantLines();
  }

  function refreshMarks(): void {
    draw(marker.refresh);
  }

  /** Reading and sending go on without marks. */
  function draw(drawing: () => void): void {
    try {
      drawing();
    } catch (error) {
      console.error('vendor-lens: marks were not drawn', error);
    }
  }

  /** Has line items read around what is marked; all of them once somebody looked at the report. */
  function wantLines(): void {
    const marked = [...marker.markedBlocks()].flatMap((id) => index.get(id) ?? []);
    const isWork = lines.want(isReportAsked ? 'all' : marked);
    // A pass that is under way reads them at its end. One that began before the report was asked for may have read all of
    // them without saying so.
    if ((isWork || (isReportAsked && !hasAllLines)) && isComplete) wanting = readWantedLines();
  }

  function askForReport(): void {
    if (isReportAsked) return;
    isReportAsked = true;
    isReaderRefused = false;
    countingAll = countAll();
    lines.want('all');
    if (isComplete) wanting = readWantedLines();
  }

  const lacksReader = (): boolean => lines.isMissing && !isReaderRefused;

  /** Has what reads lines put into this frame. Resolves when it is there, or is known not to come. */
  function fetchReader(): Promise<void> {
    fetching ??= call('injectLines', {})
      .then(
        (isThere) => {
          isReaderRefused = !isThere;
        },
        (error) => {
          isReaderRefused = true;
          stopIfGone(error);
        },
      )
      .finally(() => {
        fetching = undefined;
      });
    return fetching;
  }

  function takeLineReader(create: CreateLineReader): void {
    if (lines.isFilled || ending.signal.aborted) return;
    lines.fill(create);
    // Else those wait for it who asked for it.
    if (fetching === undefined) wantLines();
  }

  async function readWantedLines(): Promise<void> {
    const isLate = lacksReader();
    if (isLate) await fetchReader();
    await readLines();
    // Where rows are out of sight is known better now.
    if (isLate && !ending.signal.aborted) await countUnread();
    if (ending.signal.aborted) return;
    // Rows of plain elements are known only now, and with them which rows a list keeps room for.
    countLater();
    say(isComplete);
    refreshMarks();
  }

  /** Brings the line items up to date, once that is done which is under way. */
  function readLines(touched?: Touched): Promise<RunStats> {
    const reading = lining.then(async () => {
      const isAll = isReportAsked;
      const stats = await runSafely('lines', lines.update(touched));
      hasAllLines = isAll && !lacksReader();
      return stats;
    });
    lining = reading.then(() => undefined);
    return reading;
  }

  /** Runs what the text can be told without. */
  async function runSafely(what: Failing, step: Step): Promise<RunStats> {
    try {
      return await runSliced(step, slicing);
    } catch (error) {
      noteFailure(what, error);
      return NO_STATS;
    }
  }

  /** Shadow roots that the quick look missed, or that were attached to elements already read. */
  async function lookForShadows(): Promise<void> {
    for (const root of [document, ...index.shadowRoots]) {
      const look = searchShadows(root, shadows, (found, host) => {
        if (!index.shadowRoots.has(found)) watcher.read(host);
      });
      await runSliced(look, slicing);
    }
  }
  const lookTimers = LOOK_MS.map((ms) => setTimeout(() => checkAlive() && void lookForShadows(), ms));

  function watchShadows(): void {
    for (const root of index.shadowRoots) {
      watcher.watch(root);
      layer.watch(root);
    }
  }

  /** Counts what was not read; needs layout, so now and then, and not at every change. */
  async function countUnread(): Promise<void> {
    clearTimeout(countTimer);
    countTimer = undefined;
    const hasPictures = isReportAsked;
    const roots = [document, ...index.shadowRoots];
    const counter = createUnreadCounter({ roots, hasPictures, seen: lines.seenRows, rows: lines.sampleRows() });
    const { totalMs } = await runSafely('gaps', counter.step);
    countedAt = clock.now();
    countRest = Math.max(COUNT_MS, COUNT_REST_FACTOR * totalMs);
    // Else one of everything has ended meanwhile.
    if (hasPictures || !unread.hasPictures)
      unread = { parts: counter.unread(reader.left), frames: counter.frames, foreign: counter.foreignFrames, hasPictures };
    if (!unread.parts.some(({ what }) => what === 'grid-rows')) recountMs = RECOUNT_MS;
    else if (recountMs < countRest && !ending.signal.aborted) {
      countLater(recountMs);
      recountMs *= 2;
    }
  }

  async function countAll(): Promise<void> {
    await countUnread();
    if (!ending.signal.aborted) say(true);
  }

  function countLater(ms = countRest): void {
    countTimer ??= setTimeout(() => {
      if (checkAlive()) void countUnread().then(() => ending.signal.aborted || say(true));
    }, ms);
  }

  /** A form or picture named "title" stands in front of the real one. */
  function title(): string {
    return typeof document.title === 'string' ? document.title : '';
  }

  /** Nobody asks it of the top frame, whose size the browser would have to lay the page out for. */
  const canHoldText = (): boolean => isTop || isFrameShown(view);

  /** Whether the worker need not know of this frame, as long as it was told nothing of it. */
  function isSilent(): boolean {
    const isShown = canHoldText();
    // A frame too small for text has nobody waiting to hear that it is empty.
    if (gate.isOpen) return !isShown && index.size === 0 && coverage.unread.length === 0;
    // What the page cannot look into, or what was left unread, is for the worker to tell the reviewer.
    if (unread.foreign > 0 || coverage.unread.some(({ what }) => SERIOUS_GAPS.has(what))) return false;
    // A frame that the page around it cannot look into is waited for.
    return isTop || !isShown || view.frameElement !== null;
  }

  function failed(): FrameCoverage['unread'] {
    const count = failures.size + refused;
    return count === 0 ? [] : [{ what: 'failure', count }];
  }

  function takeStock(): void {
    coverage = {
      blocks: index.size,
      characters: index.characters,
      fields: index.fields,
      cells: lines.cells,
      attributes: index.attributes,
      shadowRoots: index.shadowRoots.size,
      unread: [...unread.parts, ...failed()],
      isShown: canHoldText(),
      childFrames: unread.frames,
    };
    gate.useTitle(title(), () => index.all());
  }

  /** Sends what is in the window, once, before all else. */
  function sayAhead(isWhole: boolean): void {
    takeStock();
    outbox.sendAhead({ middleOf: reader.middleOf, isWhole });
  }

  /** Brings the coverage up to date and sends what is new. */
  function say(isOver: boolean): void {
    takeStock();
    const said = JSON.stringify([coverage.unread, coverage.childFrames, coverage.isShown, title(), frameLoads, isComplete, hasAllLines]);
    outbox.send({ complete: isComplete, force: isOver && said !== lastSaid });
    if (isOver) lastSaid = said;
  }

  function stopIfGone(error: unknown): void {
    if (error instanceof ContextGone) stop();
  }

  function checkAlive(): boolean {
    if (!ending.signal.aborted && !runtime.isAlive()) stop();
    return !ending.signal.aborted;
  }

  /** False where it was open. */
  function openGate(): boolean {
    if (gate.isOpen) return false;
    gate.open();
    outbox.send({ complete: isComplete, force: true });
    return true;
  }

  /** Asks for the names of own lists where there is text and none of the bundled ones, and looks for them. */
  function askForNames(): void {
    if (!gate.isOpen && index.size > 0) naming ??= lookForNames();
  }

  async function lookForNames(): Promise<void> {
    const names = await runtime.readOwnNames();
    if (names === 'none' || gate.isOpen || !checkAlive()) return;
    try {
      gate.useNames(names, title());
      await runSliced(stepOver([...index.all()], gate.lookForNames), slicing);
    } catch (error) {
      console.error('vendor-lens: names of own lists are left to the worker', error);
      gate.open();
    }
    if (gate.isOpen && !ending.signal.aborted) say(isComplete);
  }

  function rescan(): void {
    outbox.reset();
    failures.clear();
    refused = 0;
    naming = undefined;
    isReaderRefused = false;
    watcher.readAll();
  }

  /** Resolves when what was read is sent, with the lines that it brought. */
  async function allSent(): Promise<void> {
    await outbox.idle();
    await wanting;
    await lining;
    await outbox.idle();
  }

  function stop(): void {
    if (ending.signal.aborted) return;
    ending.abort();
    for (const timer of lookTimers) clearTimeout(timer);
    clearTimeout(countTimer);
    stopAnswering();
    watcher.stop();
    outbox.stop();
    marker.stop();
    layer.remove();
  }

  const calls: { [Name in keyof FrameCalls]: (payload: Parameters<FrameCalls[Name]>[0]) => unknown } = {
    marks({ scan, marks }) {
      if (scan !== life.scan) return false;
      if (marks) takeMarks(marks);
      // Sent unasked, without what draws them.
      if (!marker.isFilled && marks && marks.numbers.length > 0) wanting = Promise.all([wanting, marker.fetch()]).then(() => undefined);
      return true;
    },
    reveal: ({ id }) => marker.reveal(id),
    async report({ isSeen }) {
      const isNews = openGate();
      if (isSeen) askForReport();
      await countingAll;
      if (isNews || isSeen) await outbox.idle();
      if (isSeen && isComplete) await Promise.race([allSent(), pause(LINES_MS)]);
      return life.scan;
    },
    stop() {
      // After the answer has left: stopping ends the answering too.
      setTimeout(stop, 0);
      return null;
    },
  };
  const stopAnswering = runtime.onWorkerCall(new Map(Object.entries(calls)) as ReadonlyMap<string, (payload: unknown) => unknown>);

  const events: AddEventListenerOptions = { signal: ending.signal };
  document.addEventListener(
    'visibilitychange',
    () => {
      if (!isHidden(document) && checkAlive()) outbox.send({ complete: isComplete });
    },
    events,
  );
  // A frame that is made larger, or smaller, holds text now, or none.
  view.addEventListener('resize', () => isComplete && checkAlive() && countLater(), events);
  // What a frame holds is its own script's to say, which waits to be asked where nobody was told of it yet.
  document.addEventListener(
    'load',
    ({ target }) => {
      // One of another origin reports unasked.
      if (!(target instanceof HTMLIFrameElement || target instanceof HTMLFrameElement) || target.contentDocument === null) return;
      if (!checkAlive()) return;
      frameLoads += 1;
      if (isComplete) countLater();
    },
    { ...events, capture: true },
  );
  // Out of the back/forward cache: the worker forgot this frame when the tab left it.
  view.addEventListener(
    'pageshow',
    (event) => {
      if (!event.persisted || !checkAlive()) return;
      life = { scan: randomName(), startedAt: Date.now() };
      marker.clear();
      rescan();
    },
    events,
  );

  watcher.watch(document);
  watcher.readAll();

  return {
    rescan,
    takeMarker: marker.fill,
    get hasMarker() {
      return marker.isFilled;
    },
    takeLineReader,
    get hasLineReader() {
      return lines.isFilled;
    },
    stop,
    get isRunning() {
      return !ending.signal.aborted;
    },
    async idle() {
      await watcher.idle();
      await naming;
      await allSent();
    },
  };
}
