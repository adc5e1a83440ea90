/** What administrators have set for this extension with the browser's own policies. */
import { browser } from './browser.ts';

export type ManagedValues = Readonly<Record<string, unknown>>;

/** What the browser answered: `values` are null where no policy is set for this extension; a failure says nothing about that. */
export type ManagedAnswer =
  | { readonly isRead: true; readonly values: ManagedValues | null }
  | { readonly isRead: false; readonly reason: string };

export interface ManagedSource {
  /** Never rejects. */
  read(): Promise<ManagedAnswer>;
  /** Calls back when the policy has changed, or can be read after it could not be. Returns a stop function. */
  watch(onChange: () => void): () => void;
}

/** What the source needs of the browser. */
export interface ManagedArea {
  get(): Promise<Record<string, unknown>>;
  readonly onChanged: { addListener(listener: () => void): void };
}

/** The first pause before a policy that could not be read is asked for again; each is twice the one before, until the longest. */
const FIRST_PAUSE_MS = 1_000;
/** Longer than a worker lives with nothing to do: asking does not keep it awake. */
const LONGEST_PAUSE_MS = 64_000;

/**
 * The browser's source, asked once until it tells of a change; and until it answers, where it failed. Chromium tells of changes
 * within seconds, and wakes the worker for them; Firefox reads its policies when it starts and knows no changes.
 */
export function managedSource(area: ManagedArea = browser.storage.managed): ManagedSource {
  const listeners = new Set<() => void>();
  let known: Promise<ManagedAnswer> | undefined;
  let pause = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const askAgain = (): void => {
    known = undefined;
    if (timer !== undefined || listeners.size === 0) return;
    pause = Math.min(Math.max(2 * pause, FIRST_PAUSE_MS), LONGEST_PAUSE_MS);
    timer = setTimeout(() => {
      timer = undefined;
      void read();
    }, pause);
  };
  const read = async (): Promise<ManagedAnswer> => {
    known ??= readValues(area);
    const asked = known;
    const answer = await asked;
    // Whoever asked at the same time has seen to it, or the policy has changed since.
    if (known !== asked) return answer;
    if (!answer.isRead) askAgain();
    else if (pause > 0) {
      clearTimeout(timer);
      [pause, timer] = [0, undefined];
      tell();
    }
    return answer;
  };
  // At once, as a worker that may be woken by the event must.
  area.onChanged.addListener(() => {
    known = undefined;
    tell();
  });
  return {
    read,
    watch(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
  };
}

/** How Firefox says that there is no policy. */
const NO_POLICY = /storage manifest not found/i;

async function readValues(area: ManagedArea): Promise<ManagedAnswer> {
  try {
    const values = await area.get();
    return { isRead: true, values: Object.keys(values).length === 0 ? null : values };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (NO_POLICY.test(reason)) return { isRead: true, values: null };
    console.error('vendor-lens: the policy of the organisation could not be read', error);
    return { isRead: false, reason };
  }
}
