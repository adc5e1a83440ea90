/** A storage area in memory. Like the browser's it keeps copies, answers later, and can run full. */
import type { StorageArea } from '../../src/platform/storage.ts';

export class FakeStorageArea implements StorageArea {
  readonly values = new Map<string, unknown>();
  /** The quota in units of JSON, over all keys. */
  quota = Number.POSITIVE_INFINITY;
  /** Set to make the next writes fail. */
  failure: Error | null = null;
  /** Keys in the order in which they were written. */
  readonly written: string[] = [];
  readonly #listeners = new Set<(key: string) => void>();
  #nextArrival: Promise<void> | null = null;
  #nextWritten: Promise<void> | null = null;

  async get(keys: readonly string[]): Promise<Record<string, unknown>> {
    const values = structuredClone(Object.fromEntries([...this.values].filter(([key]) => keys.includes(key))));
    await this.#arrival();
    return values;
  }

  async set(values: Readonly<Record<string, unknown>>): Promise<void> {
    const copies = structuredClone(values);
    const written = this.#nextWritten;
    this.#nextWritten = null;
    await written;
    if (this.failure) throw this.failure;
    const size = Object.entries({ ...Object.fromEntries(this.values), ...copies }).reduce(
      (sum, [, entry]) => sum + JSON.stringify(entry).length,
      0,
    );
    if (size > this.quota) throw new Error('QUOTA_BYTES quota exceeded');
    for (const [key, copy] of Object.entries(copies)) {
      this.values.set(key, copy);
      this.written.push(key);
      for (const listener of this.#listeners) listener(key);
    }
  }

  async remove(keys: readonly string[]): Promise<void> {
    await Promise.resolve();
    for (const key of keys) if (this.values.delete(key)) for (const listener of this.#listeners) listener(key);
  }

  async keys(): Promise<string[]> {
    return [...this.values.keys()];
  }

  watch(onChange: (key: string) => void): () => void {
    this.#listeners.add(onChange);
    return () => this.#listeners.delete(onChange);
  }

  /** Delays the answer of the next `get`, which is already fixed, until the returned function is called. */
  holdNextRead(): () => void {
    let release = (): void => undefined;
    this.#nextArrival = new Promise((resolve) => {
      release = resolve;
    });
    return () => release();
  }

  /** Delays the next `set` until the returned function is called. */
  holdNextWrite(): () => void {
    let release = (): void => undefined;
    this.#nextWritten = new Promise((resolve) => {
      release = resolve;
    });
    return () => release();
  }

  async #arrival(): Promise<void> {
    const arrival = this.#nextArrival;
    this.#nextArrival = null;
    await arrival;
  }
}
