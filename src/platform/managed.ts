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
  /** Calls back when the policy has changed. Returns a stop function. */
  watch(onChange: () => void): () => void;
}

/** What the source needs of the browser. */
export interface ManagedArea {
  get(): Promise<Record<string, unknown>>;
  readonly onChanged: { addListener(listener: () => void): void };
}

/**
 * The browser's source, asked once until it tells of a change, or until it failed. Chromium does so within seconds, and wakes the
 * worker for it; Firefox reads its policies when it starts and knows no changes.
 */
export function managedSource(area: ManagedArea = browser.storage.managed): ManagedSource {
  const listeners = new Set<() => void>();
  let known: Promise<ManagedAnswer> | undefined;
  // At once, as a worker that may be woken by the event must.
  area.onChanged.addListener(() => {
    known = undefined;
    for (const listener of listeners) listener();
  });
  return {
    async read() {
      known ??= readValues(area);
      const asked = known;
      const answer = await asked;
      if (!answer.isRead && known === asked) known = undefined;
      return answer;
    },
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
