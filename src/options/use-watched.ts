/** What is stored, on the settings page: read at once, and again after each change, also by another page. */
import { useCallback, useEffect, useState } from 'preact/hooks';

/** Where something is stored. */
export interface Watchable<Value> {
  all(): Promise<Value>;
  /** Calls back after a change. Returns a stop function. */
  watch(onChange: () => void): () => void;
}

export interface Watched<Value> {
  /** Null until read. */
  readonly value: Value | null;
  /** Whether the last reading failed; the value is then the one that was read before. */
  readonly isUnreachable: boolean;
  read(): Promise<void>;
}

/** Connects a component to what is stored. `what` is named in the console where it cannot be read. */
export function useWatched<Value>(store: Watchable<Value>, what: string): Watched<Value> {
  const [value, setValue] = useState<Value | null>(null);
  const [isUnreachable, setUnreachable] = useState(false);

  const read = useCallback(async (): Promise<void> => {
    try {
      setValue(await store.all());
      setUnreachable(false);
    } catch (error) {
      console.error(`settings: ${what} could not be read`, error);
      setUnreachable(true);
    }
  }, [store, what]);

  useEffect(() => {
    void read();
    return store.watch(() => void read());
  }, [store, read]);

  return { value, isUnreachable, read };
}
