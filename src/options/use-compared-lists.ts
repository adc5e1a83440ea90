/** What own lists add to the table of companies: looked for in a thread when the table is opened, and after each change of a list. */
import { useEffect, useState } from 'preact/hooks';
import type { Catalogue } from '../core/model.ts';
import type { ComparedLists } from './import/messages.ts';
import type { OwnListsConnection } from './own-lists-connection.ts';

export interface Compared {
  /** Null until known; the last answer while a new one is looked for. */
  readonly own: ComparedLists | null;
  readonly state: 'looking' | 'known' | 'failed';
}

export function useComparedLists({ compare, watch }: Pick<OwnListsConnection, 'compare' | 'watch'>, catalogue: Catalogue): Compared {
  const [compared, setCompared] = useState<Compared>({ own: null, state: 'looking' });
  useEffect(() => {
    let looking = new AbortController();
    const look = async (): Promise<void> => {
      looking.abort();
      looking = new AbortController();
      const { signal } = looking;
      setCompared(({ own }) => ({ own, state: 'looking' }));
      const outcome = await compare(catalogue, { signal });
      if (signal.aborted) return;
      if (outcome.kind === 'done') setCompared({ own: outcome.value, state: 'known' });
      else setCompared({ own: null, state: 'failed' });
    };
    void look();
    const stop = watch(() => void look());
    return () => {
      looking.abort();
      stop();
    };
  }, [compare, watch, catalogue]);
  return compared;
}
