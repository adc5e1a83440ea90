/**
 * Chromium traces: capture, and whose work it was.
 *
 * The shipped extension cannot be asked how long it takes, so tasks of a thread are told apart by what the browser notes
 * in them. Ours are
 * - calls into our script (`FunctionCall`, `EvaluateScript` with our address) and into our world (`v8.callFunction`,
 *   which carries the world's name): timers, listeners, observers, animation frames;
 * - messages from and to the worker (`extensions.mojom.*`): unpacking an answer happens outside of any call;
 * - microtasks (`RunMicrotasks`) right after one of these in the same task: this is where `await` goes on;
 * - microtasks after `RunYieldContinuation`, if its number was given out (`ScheduleYieldContinuation`) in our time: this
 *   is where `await scheduler.yield()` goes on.
 * Where a task holds nothing but that, it counts whole (making our world, unpacking); where it also draws a frame or runs
 * a script of the page, only our calls count.
 *
 * Checked against the CPU profiler on the three pages: 99 % of the samples in our functions fall into these slices, and
 * next to none of the page's do.
 *
 * Limits: microtasks of the page that wait beside ours count as ours. Garbage collection counts where it happens, also if
 * the page made the garbage; what happens in idle tasks counts for nobody. Style, layout and paint that we cause but do
 * not wait for are in nobody's calls: compare `rendering` with and without the extension. Costs are processor time of
 * the thread, as others may work on the machine; `wallMs` is what the page waits. Tracing itself costs some per cent.
 */
import type { CDPSession } from 'puppeteer-core';

interface TraceEvent {
  readonly ph: string;
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly ts: number;
  readonly dur?: number;
  /** The same in processor time of the thread. */
  readonly tdur?: number;
  readonly args?: {
    readonly name?: string;
    readonly fileName?: string;
    readonly worldName?: string;
    readonly data?: {
      readonly url?: string;
      readonly taskId?: number;
      readonly processId?: number;
      readonly frames?: readonly { readonly frame: string; readonly processId?: number }[];
    };
    readonly chrome_mojo_event_info?: { readonly mojo_interface_tag?: string; readonly payload_size?: number };
  };
}

export type Trace = readonly TraceEvent[];

/** What is ours: the extension's origin, and its name, which its world in a page bears. */
export interface Identity {
  readonly origin: string;
  readonly name: string;
}

export interface Thread {
  readonly pid: number;
  readonly tid: number;
}

/** One task of a thread in which we ran. Milliseconds; `at` on the trace's own clock. */
export interface Slice {
  readonly at: number;
  readonly ms: number;
  /** By the clock. */
  readonly wallMs: number;
  /** Of it: style and layout that we waited for. */
  readonly layoutMs: number;
  /** Of it: what the browser searched for what lies at a point. */
  readonly hitTestMs: number;
  /** Of it: garbage collection. */
  readonly gcMs: number;
}

export interface ThreadTimes {
  /** Tasks in which we ran, in order. */
  readonly slices: readonly Slice[];
  /** All tasks together, and the longest. Processor time. */
  readonly busyMs: number;
  readonly longestMs: number;
  /** Style, layout, paint outside of our calls. */
  readonly renderingMs: number;
  /** When the last task with any script or message of an extension in it ended. */
  readonly lastWork: number;
}

const CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'v8', 'v8.execute', 'mojom', 'blink.user_timing'];

const RENDERING = new Set(['UpdateLayoutTree', 'Layout', 'PrePaint', 'Paint', 'Layerize', 'Commit', 'HitTest', 'UpdateLayer']);
const LAYOUT = new Set(['UpdateLayoutTree', 'Layout', 'PrePaint']);
const COLLECTION = new Set(['MinorGC', 'MajorGC', 'V8.GCIncrementalMarking']);
const SCRIPT = new Set(['FunctionCall', 'EvaluateScript', 'v8.run', 'v8.compile', 'v8.callFunction']);
const MESSAGE = new Set(['Receive mojo message', 'Receive mojo reply', 'Closed mojo endpoint']);

/** Starts a trace of the whole browser; the answer ends and reads it. One at a time. */
export async function startTrace(cdp: CDPSession): Promise<() => Promise<Trace>> {
  await cdp.send('Tracing.start', {
    transferMode: 'ReturnAsStream',
    traceConfig: { includedCategories: CATEGORIES, excludedCategories: ['*'], recordMode: 'recordAsMuchAsPossible' },
  });
  return async () => {
    const complete = new Promise<string | undefined>((resolve) => {
      cdp.once('Tracing.tracingComplete', ({ stream }) => resolve(stream));
    });
    await cdp.send('Tracing.end');
    const handle = await complete;
    if (handle === undefined) throw new Error('The trace came without a stream');
    const parts: Buffer[] = [];
    for (let isOver = false; !isOver; ) {
      const { data, eof, base64Encoded } = await cdp.send('IO.read', { handle, size: 4_000_000 });
      parts.push(Buffer.from(data, base64Encoded ? 'base64' : 'utf8'));
      isOver = eof;
    }
    await cdp.send('IO.close', { handle });
    return (JSON.parse(Buffer.concat(parts).toString()) as { traceEvents: Trace }).traceEvents;
  };
}

/** Process of a frame when the trace began. */
export function processOf(trace: Trace, frame: string): number | undefined {
  for (const { name, args } of trace) {
    if (name !== 'TracingStartedInBrowser') continue;
    const found = args?.data?.frames?.find((candidate) => candidate.frame === frame);
    if (found?.processId !== undefined) return found.processId;
  }
  return undefined;
}

/** Main thread of the process in which a document of this address was parsed. */
export function parserThread(trace: Trace, url: string): (Thread & Pick<TraceEvent, 'ts'>) | undefined {
  return trace.find(({ name, args }) => name === 'ParseHTML' && (args as { beginData?: { url?: string } })?.beginData?.url === url);
}

/** The extension's service worker, if it ran: of several, one after the other, the busiest. All it does is ours. */
export function workerThread(trace: Trace): Thread | undefined {
  const ofExtensions = new Set(trace.flatMap(({ args, pid }) => (args?.name === 'Extension Renderer' ? [pid] : [])));
  const threads = trace.filter(({ pid, args }) => args?.name === 'ServiceWorker thread' && ofExtensions.has(pid));
  const tasks = ({ pid, tid }: Thread): number => trace.filter((event) => event.pid === pid && event.tid === tid).length;
  return threads.sort((a, b) => tasks(b) - tasks(a))[0];
}

/** When (ms on the trace's clock) something of this name happened last. */
export function lastTime(trace: Trace, name: string): number | undefined {
  const found = trace.findLast((event) => event.name === name);
  return found && found.ts / 1_000;
}

/** When (ms on the trace's clock) something of this name happened, each time. */
export function timesOf(trace: Trace, name: string): number[] {
  return trace.filter((event) => event.name === name).map(({ ts }) => ts / 1_000);
}

/** When messages of at least `size` bytes from pages reached a thread. */
export function messagesTo(trace: Trace, { pid, tid }: Thread, size: number): number[] {
  return trace
    .filter((event) => event.pid === pid && event.tid === tid && event.name === 'Receive mojo message')
    .filter(({ args }) => {
      const { mojo_interface_tag: tag = '', payload_size: payload = 0 } = args?.chrome_mojo_event_info ?? {};
      return tag === 'extensions.mojom.MessagePort' && payload >= size;
    })
    .map(({ ts }) => ts / 1_000)
    .sort((a, b) => a - b);
}

/** What a thread had to do for each frame: processor time from the task that hands one over to the next of these, ms. */
export function frameCosts(trace: Trace, { pid, tid }: Thread): number[] {
  const own = trace.filter((event) => event.pid === pid && event.tid === tid);
  const costs: number[] = [];
  const commits = own.filter(({ name }) => name === 'Commit').map(({ ts }) => ts);
  commits.sort((a, b) => a - b);
  const tasks = own.filter(({ name, ph }) => name === 'RunTask' && ph === 'X').sort((a, b) => a.ts - b.ts);
  let frame = -1;
  for (const task of tasks) {
    while (frame + 1 < commits.length && (commits[frame + 1] as number) < endOf(task)) frame += 1;
    if (frame >= 0) costs[frame] = (costs[frame] ?? 0) + costOf(task) / 1_000;
  }
  return costs.filter((ms) => ms > 0);
}

/** Adds up a thread's tasks that began between two times (ms on the trace's clock). */
export function readThread(trace: Trace, { pid, tid }: Thread, us: Identity, from = 0, to = Number.POSITIVE_INFINITY): ThreadTimes {
  const events = trace
    .filter((event) => event.pid === pid && event.tid === tid && (event.ph === 'X' || event.name === 'ScheduleYieldContinuation'))
    .sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  const ourYields = new Set<number | undefined>();
  const slices: Slice[] = [];
  let busyMs = 0;
  let longestMs = 0;
  let renderingMs = 0;
  let lastWork = from;
  for (let at = 0; at < events.length; ) {
    const task = events[at] as TraceEvent;
    at += 1;
    if (task.name !== 'RunTask') continue;
    const begun = at;
    while (at < events.length && (events[at] as TraceEvent).ts < endOf(task)) at += 1;
    const read = readTask(events.slice(begun, at), us, ourYields);
    const began = task.ts / 1_000;
    if (began < from || began >= to) continue;
    const duration = costOf(task);
    busyMs += duration / 1_000;
    longestMs = Math.max(longestMs, duration / 1_000);
    renderingMs += read.rendering / 1_000;
    if (read.hasWork) lastWork = endOf(task) / 1_000;
    if (read.wall === 0) continue;
    const [cost, wall] = read.isShared ? [read.ours, read.wall] : [duration, task.dur ?? 0];
    slices.push({
      at: began,
      ms: cost / 1_000,
      wallMs: wall / 1_000,
      layoutMs: read.layout / 1_000,
      hitTestMs: read.hitTest / 1_000,
      gcMs: read.gc / 1_000,
    });
  }
  return { slices, busyMs, longestMs, renderingMs, lastWork };
}

/** Microseconds of one task, by whose they are. The yields of earlier tasks count. */
function readTask(events: readonly TraceEvent[], us: Identity, ourYields: Set<number | undefined>) {
  const sums = { ours: 0, wall: 0, layout: 0, hitTest: 0, gc: 0, rendering: 0, isShared: false, hasWork: false };
  let ourEnd = 0;
  let partEnd = 0;
  let foreignEnd = 0;
  /** Whether what ran last in this task, and left microtasks perhaps, was ours. */
  let isOurTurn = false;
  for (const event of events) {
    const { name, ts } = event;
    sums.hasWork ||= name === 'RunMicrotasks' || isOurs(event, us);
    if (ts < ourEnd) {
      if (name === 'ScheduleYieldContinuation') ourYields.add(event.args?.data?.taskId);
      const part = LAYOUT.has(name) ? 'layout' : COLLECTION.has(name) ? 'gc' : name === 'HitTest' ? 'hitTest' : undefined;
      if (ts < partEnd || part === undefined) continue;
      partEnd = endOf(event);
      sums[part] += costOf(event);
    } else if (name === 'RunYieldContinuation') isOurTurn = ourYields.delete(event.args?.data?.taskId);
    else if (isOurs(event, us) || (name === 'RunMicrotasks' && isOurTurn && ts >= foreignEnd)) {
      sums.ours += costOf(event);
      sums.wall += event.dur ?? 0;
      ourEnd = endOf(event);
      isOurTurn = true;
    } else if (SCRIPT.has(name)) {
      // A call of the page, perhaps one that calls us: what it encloses is told apart above.
      foreignEnd = Math.max(foreignEnd, endOf(event));
      isOurTurn = false;
      sums.isShared = true;
    } else if (RENDERING.has(name) && ts >= partEnd) {
      sums.rendering += costOf(event);
      partEnd = endOf(event);
      sums.isShared = true;
    }
  }
  return sums;
}

function isOurs(event: TraceEvent, us: Identity): boolean {
  const { name, args } = event;
  if (MESSAGE.has(name)) return args?.chrome_mojo_event_info?.mojo_interface_tag?.startsWith('extensions.mojom.') === true;
  if (!SCRIPT.has(name)) return false;
  return args?.worldName === us.name || urlOf(event).startsWith(us.origin);
}

const urlOf = ({ args }: TraceEvent): string => args?.data?.url ?? args?.fileName ?? '';

const endOf = ({ ts, dur = 0 }: TraceEvent): number => ts + dur;

const costOf = ({ tdur, dur = 0 }: TraceEvent): number => tdur ?? dur;

/** When (ms on the trace's clock) the task began in which our script first began after the page was parsed: frames in it follow. */
export function scriptBegin(trace: Trace, url: string, us: Identity): number | undefined {
  const parsed = parserThread(trace, url);
  if (parsed === undefined) return undefined;
  const { pid, tid, ts } = parsed;
  const events = trace.filter((event) => event.pid === pid && event.tid === tid && event.ph === 'X' && event.ts >= ts);
  const script = events
    .filter((event) => event.name === 'EvaluateScript' && urlOf(event).startsWith(us.origin))
    .sort((a, b) => a.ts - b.ts)[0];
  if (script === undefined) return undefined;
  const task = events.find((event) => event.name === 'RunTask' && event.ts <= script.ts && script.ts < endOf(event));
  return (task ?? script).ts / 1_000;
}
