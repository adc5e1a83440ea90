/** Alarms: times at which the browser starts the worker, also when it was killed meanwhile. */
import { browser } from './browser.ts';

export interface Alarms {
  /**
   * Sets an alarm, in place of one of the same name, for `at`, ms since the epoch; browsers may be half a minute late. It comes
   * again every `every` ms until it is set anew or cleared: a worker that dies when it comes has lost nothing.
   */
  set(name: string, at: number, every: number): Promise<void>;
  clear(name: string): Promise<void>;
  /** When each alarm comes next, by its name. */
  all(): Promise<ReadonlyMap<string, number>>;
}

export function openAlarms(): Alarms {
  return {
    set: async (name, at, every) => {
      await browser.alarms.create(name, { when: at, periodInMinutes: every / 60_000 });
    },
    clear: async (name) => {
      await browser.alarms.clear(name);
    },
    all: async () => new Map((await browser.alarms.getAll()).map(({ name, scheduledTime }) => [name, scheduledTime])),
  };
}

/** Attaches at once, as a worker that may be woken by the event must. */
export function listenToAlarms(onAlarm: (name: string) => void): void {
  browser.alarms.onAlarm.addListener(({ name }) => onAlarm(name));
}
