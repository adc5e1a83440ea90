/**
 * News of the page on its way to the worker: queued per block, so that a block edited twice goes once; sent in batches;
 * kept when the worker cannot be reached.
 */
import type { Block, LineTable, PlacedLine } from '../core/finding.ts';
import { type AwayBlocks, type FrameCoverage, type LineNews, MAX_BLOCKS, MAX_LINES, type PackedMarks } from '../messaging/calls.ts';
import { CallRefused, ContextGone } from '../platform/runtime.ts';
import type { BlockNews, PageBlock } from './block-index.ts';
import type { LineNewsSink } from './lines.ts';
import type { CallWorker } from './worker-link.ts';

/** UTF-16 units in one message: putting a third more together was one task of up to 11 ms where blocks are short. */
export const BATCH_UNITS = 98_304;

/** What a block takes besides its text, in the same units: the cells of a table are many and short. */
const BLOCK_UNITS = 48;

/**
 * The first message of a page is this short: a worker that was just started screens in code that runs for the first time.
 * As much holds what is in the window on 66 of 72 saved pages.
 */
export const FIRST_UNITS = 8_192;
/** A page that has no more goes whole: to send its beginning ahead would be a message more for nothing. */
const SHORT_UNITS = 2 * FIRST_UNITS;

/** After a failure: pauses before the next tries, ms. */
const RETRY_MS = [3_000, 15_000, 60_000];

export interface OutboxOptions {
  readonly call: CallWorker;
  /** Resolves in a task of its own: putting a message together takes as long as a slice of reading. */
  readonly nextTask: () => Promise<void>;
  /** Random name of this life of the document. */
  readonly scan: () => string;
  /** `performance.timeOrigin` of the document. */
  readonly startedAt: () => number;
  readonly title: () => string;
  readonly coverage: () => FrameCoverage;
  /** Everything known, for a worker that lost it. */
  readonly all: () => Iterable<PageBlock>;
  readonly allLines: () => { readonly lines: Iterable<PlacedLine>; readonly tables: readonly LineTable[] };
  /** Whether these are all line items of the page as it is now. */
  readonly hasAllLines: () => boolean;
  /** True when there is nothing worth waking the worker for: no text, nothing unread, not the top frame. */
  readonly isSilent: () => boolean;
  /** Whether the frame has the script that draws marks. */
  readonly hasMarker: () => boolean;
  readonly onMarks: (marks: PackedMarks) => void;
  /** So many blocks and lines are left out, since the worker refuses what they stand in and nothing else. */
  readonly onRefused: (count: number, error: CallRefused) => void;
  /** The worker wants this frame left alone. */
  readonly onStop: () => void;
  /** The extension is gone. */
  readonly onGone: () => void;
}

/** What is in the window. */
export interface Ahead {
  /** Which of the blocks stands in its middle, -1 where none does; null where the page's beginning is in it. */
  readonly middleOf: ((blocks: readonly PageBlock[]) => number) | null;
  /** Everything was read. */
  readonly isWhole: boolean;
}

export interface Outbox extends BlockNews, LineNewsSink {
  /** Whether enough is waiting for a message. */
  readonly isFull: boolean;
  /** Whether nothing was sent yet, and enough is waiting for the first message of a page. */
  readonly isFirstFull: boolean;
  /** True when the block has news that the worker does not know yet, so that its marks are out of date. */
  isPending(id: number): boolean;
  /** Sends what is queued, in order. `complete`: the pass that made the news is finished. `force`: also when there is none. */
  send(options: { readonly complete: boolean; readonly force?: boolean }): void;
  /**
   * Sends what is in the window before the pass is over, if nothing was sent yet and there is something to be found. What is
   * sent of a long page goes again with the rest, for what stands around a name decides what it is; until then its marks are
   * good.
   */
  sendAhead(ahead: Ahead): void;
  /** Starts over: the worker drops what it knew, everything is sent again. */
  reset(): void;
  stop(): void;
  /** Resolves when nothing is under way (everything sent, or given up for now). */
  idle(): Promise<void>;
}

/** Put together by hand: spreading what may be missing made four objects of each block, a sixth of all that a large page left to collect. */
function toWire({ id, text, row, field, links }: PageBlock): Block {
  const block: { -readonly [Key in keyof Block]: Block[Key] } = row === undefined ? { id, text } : { id, text, row };
  if (field) block.field = field;
  if (links.length > 0) block.links = links;
  return block;
}

const NO_LINES: LineNews = { lines: [], gone: [], tables: null, isPartial: true };

/** What of a block counts for how many go into a message. */
interface Sized extends Pick<Block, 'text' | 'links'> {
  readonly row?: number | undefined;
}

/** What a block takes up in a message. */
function unitsOf({ text, links = [] }: Sized): number {
  let units = text.length + BLOCK_UNITS;
  for (const link of links) units += link.length;
  return units;
}

/** The first blocks, as many as fit into `limit` units. The cells of a row are judged together: none is cut in two unless it is a book. */
export function fillMessage<Kind extends Sized>(blocks: Iterable<Kind>, limit: number): Kind[] {
  const batch: Kind[] = [];
  let units = 0;
  let row: number | undefined;
  for (const block of blocks) {
    const own = unitsOf(block);
    const isOver = units + own > limit && (block.row === undefined || block.row !== row || units > 2 * limit);
    if (batch.length >= MAX_BLOCKS || (batch.length > 0 && isOver)) break;
    row = block.row;
    units += own;
    batch.push(block);
  }
  return batch;
}

/** Where those begin that `fillMessage` takes together with what stands around the one in the middle. */
function startAround(middle: number, blocks: readonly PageBlock[]): number {
  let from = Math.max(0, middle);
  for (let units = 0; from > 0; from -= 1) {
    const before = blocks[from - 1] as PageBlock;
    units += unitsOf(before);
    if (units > FIRST_UNITS / 2 && (before.row === undefined || before.row !== blocks[from]?.row)) break;
  }
  return from;
}

/** An empty outbox that sends nothing before `send`. */
export function createOutbox(options: OutboxOptions): Outbox {
  const queue = new Map<number, PageBlock>();
  const removed = new Set<number>();
  /** Key → ids of blocks that were scrolled away. */
  const away = new Map<string, Set<number>>();
  const returned = new Set<string>();
  const lines = new Map<number, PlacedLine>();
  const goneLines = new Set<number>();
  let tables: readonly LineTable[] | null = null;
  /** Ids the worker has been told of. */
  const told = new Set<number>();
  /** Those that go again as they are. */
  let sentAhead: ReadonlySet<PageBlock> = new Set();
  /** What is to be sent ahead, and that nothing else is before it is asked for. */
  let ahead: Ahead | null = null;
  let isHeld = false;
  /** Nothing was sent yet. */
  let isFirst = true;
  /** Nothing can be found in as much of the page's beginning as would be sent ahead. Not known before so much was read. */
  let isBeginningQuiet: boolean | undefined;
  let isReset = true;
  let isComplete = false;
  let isForced = false;
  let queuedUnits = 0;
  let busy = false;
  let running: Promise<void> = Promise.resolve();
  let inFlight: readonly PageBlock[] = [];
  let stopped = false;
  /** What is next in the queue was refused again and again. The next message goes without, to learn whether that is why. */
  let suspected: CallRefused | null = null;
  let retries = 0;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;

  function unqueue(id: number): void {
    const block = queue.get(id);
    if (block !== undefined) queuedUnits -= unitsOf(block);
    queue.delete(id);
  }

  function clearQueue(): void {
    queue.clear();
    queuedUnits = 0;
  }

  function enqueue(block: PageBlock): void {
    unqueue(block.id); // to the end, and counted once
    queue.set(block.id, block);
    queuedUnits += unitsOf(block);
  }

  function takeBatch(): readonly PageBlock[] {
    const batch = fillMessage(queue.values(), BATCH_UNITS);
    for (const { id } of batch) unqueue(id);
    return batch;
  }

  /** They stay queued, but of a short page that was read to its end. */
  function takeAhead({ middleOf, isWhole }: Ahead): readonly PageBlock[] {
    if (isWhole && queuedUnits <= SHORT_UNITS) return takeBatch();
    const blocks = [...queue.values()];
    const batch = fillMessage(middleOf === null ? blocks : blocks.slice(startAround(middleOf(blocks), blocks)), FIRST_UNITS);
    sentAhead = new Set(batch);
    return batch;
  }

  async function drain(): Promise<void> {
    try {
      await sendQueued();
    } finally {
      busy = false;
    }
  }

  /** Lines follow their blocks: the worker keeps those in which it found something. */
  function takeLines(): LineNews {
    if (queue.size > 0) return NO_LINES;
    const batch: PlacedLine[] = [];
    for (const [id, placed] of lines) {
      if (batch.length >= MAX_LINES) break;
      batch.push(placed);
      lines.delete(id);
    }
    const isWhole = options.hasAllLines() && lines.size === 0;
    const taken: LineNews = { lines: batch, gone: [...goneLines], tables, ...(isWhole ? {} : { isPartial: true }) };
    goneLines.clear();
    tables = null;
    return taken;
  }

  function takeAway(): AwayBlocks[] {
    const taken = [...away].map(([key, ids]) => ({ key, blocks: [...ids] }));
    away.clear();
    return taken;
  }

  /** Back into the queues, behind newer news of the same. */
  function putLinesBack(taken: LineNews): void {
    for (const placed of taken.lines) if (!lines.has(placed.line.id) && !goneLines.has(placed.line.id)) lines.set(placed.line.id, placed);
    for (const id of taken.gone) if (!lines.has(id)) goneLines.add(id);
    tables ??= taken.tables;
  }

  function putAwayBack(taken: readonly AwayBlocks[], back: readonly string[]): void {
    for (const { key, blocks } of taken) {
      // It came back meanwhile: these are no longer seen elsewhere but gone.
      if (returned.has(key)) for (const id of blocks) removed.add(id);
      else away.set(key, new Set([...blocks, ...(away.get(key) ?? [])]));
    }
    for (const key of back) returned.add(key);
  }

  function hasNews(): boolean {
    return queue.size + removed.size + away.size + returned.size + lines.size + goneLines.size > 0 || tables !== null || isForced;
  }

  async function sendQueued(): Promise<void> {
    while (!stopped && (ahead !== null || (hasNews() && !isHeld))) {
      // The page waits for what is short: it goes at once.
      if (ahead === null) await options.nextTask();
      if (stopped) return;
      const without = suspected;
      const batch = without !== null ? [] : ahead === null ? takeBatch() : takeAhead(ahead);
      const isAhead = ahead !== null && sentAhead.size > 0;
      ahead = null;
      isFirst = false;
      const gone = [...removed];
      const seen = takeAway();
      const back = [...returned];
      const lineNews = without === null ? takeLines() : NO_LINES;
      const reset = isReset;
      removed.clear();
      returned.clear();
      isReset = false;
      isForced = false;
      let answer: Awaited<ReturnType<typeof options.call<'screen'>>>;
      inFlight = batch;
      try {
        answer = await options.call('screen', {
          scan: options.scan(),
          startedAt: options.startedAt(),
          reset,
          complete: isComplete && queue.size + lines.size === 0,
          ...(isAhead ? { isAhead } : {}),
          title: options.title(),
          blocks: batch.map(toWire),
          removed: gone,
          away: seen,
          returned: back,
          lines: lineNews,
          coverage: options.coverage(),
          hasMarker: options.hasMarker(),
        });
      } catch (error) {
        if (error instanceof ContextGone) {
          options.onGone();
          return;
        }
        // Back into the queue, in front, unless there is newer news of the same block.
        const waiting = [...queue];
        clearQueue();
        for (const block of batch) if (!removed.has(block.id)) enqueue(block);
        for (const [, block] of waiting) enqueue(block);
        for (const id of gone) removed.add(id);
        putAwayBack(seen, back);
        putLinesBack(lineNews);
        isReset ||= reset;
        isForced = true;
        sentAhead = new Set();
        const isFull = batch.length + lineNews.lines.length > 0;
        suspected = isFull && retries === RETRY_MS.length && error instanceof CallRefused ? error : null;
        if (suspected !== null) continue;
        retryLater();
        return;
      } finally {
        inFlight = [];
      }
      if (stopped) return;
      retries = 0;
      for (const block of batch) told.add(block.id);
      if (queue.size === 0) sentAhead = new Set();
      if (without !== null) leaveOut(without);
      if (answer.stop) {
        options.onStop();
        return;
      }
      if (answer.resend) {
        // Once per answer is enough; a worker that forgets at once again would be asked for ever.
        if (reset) return;
        requeue();
        continue;
      }
      options.onMarks(answer.marks);
    }
  }

  /** What the worker refuses while it takes all else. */
  function leaveOut(error: CallRefused): void {
    suspected = null;
    const batch = takeBatch();
    const { lines } = takeLines();
    // The lines first, which matter less; the blocks when they are refused alone as well.
    if (lines.length > 0) for (const block of batch) enqueue(block);
    // As it was told before it is no more.
    else for (const { id } of batch) if (told.delete(id)) removed.add(id);
    options.onRefused(lines.length || batch.length, error);
    isForced = true;
  }

  /** The worker's own fault may pass: a few more tries, further and further apart, before the next change of the page. */
  function retryLater(): void {
    const wait = RETRY_MS[retries];
    if (wait === undefined || stopped) return;
    retries += 1;
    retryTimer = setTimeout(() => start(), wait);
  }

  function start(): void {
    if (stopped || busy || (isReset && options.isSilent())) return;
    clearTimeout(retryTimer);
    busy = true;
    running = drain();
  }

  function requeue(): void {
    isReset = true;
    isForced = true;
    suspected = null;
    sentAhead = new Set();
    clearQueue();
    removed.clear();
    told.clear();
    lines.clear();
    goneLines.clear();
    for (const block of options.all()) enqueue(block);
    const known = options.allLines();
    for (const placed of known.lines) lines.set(placed.line.id, placed);
    tables = known.tables;
  }

  return {
    get isFull() {
      return queuedUnits >= BATCH_UNITS;
    },
    get isFirstFull() {
      return isFirst && queuedUnits >= FIRST_UNITS;
    },
    put(block) {
      enqueue(block);
      if (queuedUnits >= FIRST_UNITS) isBeginningQuiet ??= options.isSilent();
    },
    remove(id) {
      unqueue(id);
      // What was never sent need not be taken back; what is on its way must be.
      if (told.delete(id) || inFlight.some((block) => block.id === id)) removed.add(id);
    },
    away(id, key) {
      unqueue(id);
      if (!told.delete(id) && !inFlight.some((block) => block.id === id)) return;
      const ids = away.get(key) ?? new Set();
      away.set(key, ids.add(id));
    },
    returned(key) {
      // What the worker was not told of yet is simply gone; it may know older ones.
      for (const id of away.get(key) ?? []) removed.add(id);
      away.delete(key);
      returned.add(key);
    },
    line(placed) {
      lines.set(placed.line.id, placed);
      goneLines.delete(placed.line.id);
    },
    goneLine(id) {
      lines.delete(id);
      goneLines.add(id);
    },
    tables(next) {
      tables = next;
    },
    isPending(id) {
      const queued = queue.get(id);
      if (queued !== undefined && !sentAhead.has(queued)) return true;
      return inFlight.some((block) => block.id === id && !sentAhead.has(block));
    },
    sendAhead(next) {
      if (!isFirst || options.isSilent() || (next.middleOf === null && isBeginningQuiet)) return;
      ahead = next;
      isHeld = true;
      start();
    },
    send({ complete, force = false }) {
      isHeld = false;
      isComplete = complete;
      isForced ||= force;
      start();
    },
    reset() {
      requeue();
    },
    stop() {
      stopped = true;
      clearTimeout(retryTimer);
      clearQueue();
      removed.clear();
      lines.clear();
    },
    async idle() {
      while (busy) await running;
    },
  };
}
