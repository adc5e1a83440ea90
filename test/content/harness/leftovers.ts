/** Counts what a content script has running: importing this replaces the functions of its own world, never the page's. */

const listeners = new Set<string>();
const timers = new Set<unknown>();
const frames = new Set<number>();
const observers = new Set<object>();
const meetings = new Set<Element>();
let lengths: number[] = [];
let nextListener = 0;

/** What is still there, as text to compare and to read. */
export function leftovers(): string[] {
  return [
    ...listeners,
    ...[...timers].map(() => 'timer'),
    ...[...frames].map(() => 'frame'),
    ...[...observers].map((observer) => observer.constructor.name),
  ].sort();
}

/** Elements in the charge of an IntersectionObserver. */
export function countObserved(): number {
  return meetings.size;
}

/** How long each look at the page took since the last call, ms. */
export function timings(): number[] {
  return lengths.splice(0);
}

const { addEventListener, removeEventListener } = EventTarget.prototype;
const keys = new WeakMap<object, Map<string, string>>();

EventTarget.prototype.addEventListener = function (this: EventTarget, type: string, listener, options) {
  const { signal, once } = typeof options === 'object' ? options : {};
  if (listener !== null && signal?.aborted !== true && once !== true) {
    nextListener += 1;
    const name = `listener ${nextListener}: ${type} on ${this.constructor.name}`;
    const own = keys.get(listener) ?? new Map();
    keys.set(listener, own.set(type, name));
    listeners.add(name);
    if (signal) addEventListener.call(signal, 'abort', () => listeners.delete(name));
  }
  addEventListener.call(this, type, listener, options);
};

EventTarget.prototype.removeEventListener = function (this: EventTarget, type: string, listener, options) {
  const name = listener === null ? undefined : keys.get(listener)?.get(type);
  if (name !== undefined) listeners.delete(name);
  removeEventListener.call(this, type, listener, options);
};

const { requestAnimationFrame, cancelAnimationFrame, setTimeout, clearTimeout } = window;

window.requestAnimationFrame = (callback) => {
  const handle = requestAnimationFrame.call(window, (now) => {
    frames.delete(handle);
    const begun = performance.now();
    callback(now);
    if (callback.name === 'turn') lengths.push(performance.now() - begun);
    if (lengths.length > 10_000) lengths = [];
  });
  frames.add(handle);
  return handle;
};
window.cancelAnimationFrame = (handle) => {
  frames.delete(handle);
  cancelAnimationFrame.call(window, handle);
};
globalThis.setTimeout = ((act: () => void, ms?: number) => {
  const handle = setTimeout.call(
    window,
    () => {
      timers.delete(handle);
      act();
    },
    ms,
  );
  timers.add(handle);
  return handle;
}) as unknown as typeof globalThis.setTimeout;
globalThis.clearTimeout = (handle) => {
  timers.delete(handle);
  clearTimeout.call(window, handle as number | undefined);
};

const { observe: observeMeeting, unobserve: unobserveMeeting } = IntersectionObserver.prototype;
IntersectionObserver.prototype.observe = function (target) {
  meetings.add(target);
  observeMeeting.call(this, target);
};
IntersectionObserver.prototype.unobserve = function (target) {
  meetings.delete(target);
  unobserveMeeting.call(this, target);
};

for (const kind of [MutationObserver, IntersectionObserver, ResizeObserver]) {
  const prototype = kind.prototype as { observe(...args: unknown[]): void; disconnect(): void };
  const { observe, disconnect } = prototype;
  prototype.observe = function (...args) {
    observers.add(this);
    observe.apply(this, args);
  };
  prototype.disconnect = function () {
    observers.delete(this);
    disconnect.apply(this);
  };
}
