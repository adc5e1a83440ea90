/** Policies of an organisation in memory; none at first. */
import type { ManagedAnswer, ManagedSource, ManagedValues } from '../../src/platform/managed.ts';

export class FakeManagedSource implements ManagedSource {
  /** Set to have the policy unreadable. */
  failure: string | null = null;
  readonly #listeners = new Set<() => void>();

  constructor(private values: ManagedValues | null = null) {}

  async read(): Promise<ManagedAnswer> {
    return this.failure === null ? { isRead: true, values: structuredClone(this.values) } : { isRead: false, reason: this.failure };
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
