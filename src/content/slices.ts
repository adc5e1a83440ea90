/** Long work in short pieces, so that the page stays quick. */

/**
 * Longest stretch of work without giving the page a turn. Half a frame at 60 Hz stays the page's; of our half this leaves
 * as much again for what cannot be cut: a send between two slices, and the browser's cleaning up after us.
 */
export const SLICE_MS = 4;
/** A reading that took no longer, ms, leaves room for what follows it in the same task; most pages that are read again are such. */
export const SHORT_MS = SLICE_MS / 2;
/** Work units between two looks at the clock; a unit is one node, or 1,024 units of text (a few µs each). */
export const STEP_UNITS = 16;

/** Milliseconds that only grow. Passed in as a test seam. */
export interface Clock {
  now(): number;
}

interface Scheduler {
  postTask?(task: () => void, options: { priority: 'user-visible' }): Promise<void>;
}

/** Returns a function that resolves in a later task, after input and rendering had a chance to run. */
export function createYielder(): () => Promise<void> {
  const scheduler = (globalThis as { scheduler?: Scheduler }).scheduler;
  // Not `scheduler.yield()`: what goes on after it runs ahead of the page's own timers and its load event.
  if (typeof scheduler?.postTask === 'function') {
    return () => (scheduler as Required<Scheduler>).postTask(() => undefined, { priority: 'user-visible' });
  }
  // Not setTimeout: nested timers wait 4 ms each, and a second in a background tab.
  const channel = new MessageChannel();
  const waiting: (() => void)[] = [];
  channel.port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      channel.port2.postMessage(null);
    });
}

/** What a run took; for tests and for the record. */
export interface RunStats {
  slices: number;
  /** Most work units done in one slice. */
  longestUnits: number;
  longestMs: number;
  totalMs: number;
  /** Milliseconds of each slice, with what `afterSlice` took. Test seam. */
  times: number[];
}

/** Of a run that did nothing. */
export const NO_STATS: Readonly<RunStats> = { slices: 0, longestUnits: 0, longestMs: 0, totalMs: 0, times: [] };

/** The stats of two runs, one after the other. */
export function joinStats(a: RunStats, b: RunStats): RunStats {
  return {
    slices: a.slices + b.slices,
    longestUnits: Math.max(a.longestUnits, b.longestUnits),
    longestMs: Math.max(a.longestMs, b.longestMs),
    totalMs: a.totalMs + b.totalMs,
    times: [...a.times, ...b.times],
  };
}

/** A piece of work that can stop after about `units` units. Returns how many it did; 0 when it is finished. */
export type Step = (units: number) => number;

/** A step that does `work` for one item after the other, a unit each. */
export function stepOver<T>(items: ArrayLike<T>, work: (item: T) => void): Step {
  let at = 0;
  return (units) => {
    const from = at;
    for (; at < items.length && at - from < units; at += 1) work(items[at] as T);
    return at - from;
  };
}

/** What a sliced run needs. */
export interface SliceOptions {
  readonly clock: Clock;
  readonly yieldToPage: () => Promise<void>;
  readonly signal: AbortSignal;
  /** Called between two slices, still in the task of the first. */
  readonly afterSlice?: () => void;
}

/** Runs `step` to its end in slices of about `SLICE_MS`. Stops early, without an error, when the signal is aborted. */
export async function runSliced(step: Step, { clock, yieldToPage, signal, afterSlice }: SliceOptions): Promise<RunStats> {
  const stats: RunStats = { slices: 0, longestUnits: 0, longestMs: 0, totalMs: 0, times: [] };
  for (let finished = false; !finished && !signal.aborted; ) {
    const begun = clock.now();
    let before = begun;
    let next = 0;
    let units = 0;
    do {
      const done = step(STEP_UNITS);
      finished = done === 0;
      units += done;
      const now = clock.now();
      // Another step like this one must have room too: some are a search of the whole page.
      next = now - begun + (now - before);
      before = now;
    } while (!finished && next < SLICE_MS);
    if (!finished) afterSlice?.();
    const spent = clock.now() - begun;
    stats.slices += 1;
    stats.longestUnits = Math.max(stats.longestUnits, units);
    stats.longestMs = Math.max(stats.longestMs, spent);
    stats.totalMs += spent;
    stats.times.push(spent);
    if (!finished) await yieldToPage();
  }
  return stats;
}
