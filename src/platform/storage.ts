/** Key-value storage as we use it, and the browser's two areas behind it. */
import { browser } from './browser.ts';

export interface StorageArea {
  /** The value under a key, or undefined. */
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
  remove(key: string): Promise<void>;
  keys(): Promise<string[]>;
  /** Calls back with the key of every change, whoever made it. Returns a stop function. */
  watch(onChange: (key: string) => void): () => void;
}

function areaOf(name: 'local' | 'session'): StorageArea {
  const area = browser.storage[name];
  return {
    get: async (key) => (await area.get(key))[key],
    set: (key, value) => area.set({ [key]: value }),
    remove: (key) => area.remove(key),
    keys: async () => Object.keys(await area.get(null)),
    watch(onChange) {
      const listener = (changes: Record<string, unknown>, changed: string): void => {
        if (changed === name) for (const key of Object.keys(changes)) onChange(key);
      };
      browser.storage.onChanged.addListener(listener);
      return () => browser.storage.onChanged.removeListener(listener);
    },
  };
}

/** Settings: kept on this device. */
export const localStorageArea = (): StorageArea => areaOf('local');
/** Findings: kept in memory by the browser, outlives the worker, gone with the session. */
export const sessionStorageArea = (): StorageArea => areaOf('session');
