/** What administrators have set for this extension with the browser's own policies. */
import { browser } from './browser.ts';

export type ManagedValues = Readonly<Record<string, unknown>>;

export interface ManagedSource {
  /** Null where no policy is set for this extension. Never rejects. */
  read(): Promise<ManagedValues | null>;
  /** Calls back when the policy has changed. Returns a stop function. */
  watch(onChange: () => void): () => void;
}

/**
 * The browser's source, asked once until it tells of a change. Chromium does so within seconds, and wakes the worker for it;
 * Firefox reads its policies when it starts and knows no changes.
 */
export function managedSource(): ManagedSource {
  const listeners = new Set<() => void>();
  let known: Promise<ManagedValues | null> | undefined;
  // At once, as a worker that may be woken by the event must.
  browser.storage.managed.onChanged.addListener(() => {
    known = undefined;
    for (const listener of listeners) listener();
  });
  return {
    read() {
      known ??= readValues();
      return known;
    },
    watch(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
  };
}

async function readValues(): Promise<ManagedValues | null> {
  try {
    const values = await browser.storage.managed.get();
    return Object.keys(values).length === 0 ? null : values;
  } catch {
    // Firefox, where there is no policy: "Managed storage manifest not found".
    return null;
  }
}
