/** Policies of an organisation in memory; none at first. */
import type { ManagedSource, ManagedValues } from '../../src/platform/managed.ts';

export class FakeManagedSource implements ManagedSource {
  readonly #listeners = new Set<() => void>();

  constructor(private values: ManagedValues | null = null) {}

  async read(): Promise<ManagedValues | null> {
    return structuredClone(this.values);
  }

  watch(onChange: () => void): () => void {
    this.#listeners.add(onChange);
    return () => this.#listeners.delete(onChange);
  }

  /** Sets another policy, as a browser that takes one up while it runs. */
  change(values: ManagedValues | null): void {
    this.values = values;
    for (const listener of this.#listeners) listener();
  }
}
