/** Key-value storage as we use it, and the browser's two areas behind it. */
import { browser } from './browser.ts';

export interface StorageArea {
  /** The values of those keys that have one. */
  get(keys: readonly string[]): Promise<Readonly<Record<string, unknown>>>;
  set(values: Readonly<Record<string, unknown>>): Promise<void>;
  remove(keys: readonly string[]): Promise<void>;
  keys(): Promise<string[]>;
  /** Calls back with the key of every change, whoever made it. Returns a stop function. */
  watch(onChange: (key: string) => void): () => void;
}

function areaOf(name: 'local' | 'session'): StorageArea {
  const area = browser.storage[name];
  return {
    get: (keys) => area.get([...keys]),
    set: (values) => area.set(values),
    remove: (keys) => area.remove([...keys]),
    keys: async () => Object.keys(await area.get(null)),
    watch(onChange) {
      const listener = (changes: Record<string, unknown>): void => {
        for (const key of Object.keys(changes)) onChange(key);
      };
      // The area's own event: who listens to that of all areas is sent every value that is written anywhere.
      area.onChanged.addListener(listener);
      return () => area.onChanged.removeListener(listener);
    },
  };
}

/** Settings: kept on this device. */
export const localStorageArea = (): StorageArea => areaOf('local');
/** Findings: kept in memory by the browser, outlives the worker, gone with the session. */
export const sessionStorageArea = (): StorageArea => areaOf('session');
