/** All companies with what own lists add: looked for in a thread when the table is opened, and after each change of a list. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { type CompanyWords, companyRows, type SwitchPolicy, withWords } from '../core/conflicts.ts';
import type { Catalogue } from '../core/model.ts';
import type { ComparedLists } from './import/messages.ts';
import type { OwnListsConnection } from './own-lists-connection.ts';

export interface Compared {
  readonly companies: readonly CompanyWords[];
  /** Null until the own lists were looked through, and where there are none. */
  readonly own: ComparedLists | null;
  readonly state: 'looking' | 'known' | 'failed';
}

interface Found extends Pick<Compared, 'own' | 'state'> {
  /** Null where only bundled lists are known: then `bundled` are all. */
  readonly companies: readonly CompanyWords[] | null;
}

/** The bundled companies at once, and all of them when the own lists were looked through; the last answer until there is a new one. */
export function useComparedLists(
  { compare, watch }: Pick<OwnListsConnection, 'compare' | 'watch'>,
  catalogue: Catalogue,
  policy: SwitchPolicy,
): Compared {
  const [found, setFound] = useState<Found>({ companies: null, own: null, state: 'looking' });
  const bundled = useMemo(() => companyRows(catalogue, policy).map(withWords), [catalogue, policy]);
  useEffect(() => {
    let looking = new AbortController();
    const look = async (): Promise<void> => {
      looking.abort();
      looking = new AbortController();
      const { signal } = looking;
      setFound((before) => ({ ...before, state: 'looking' }));
      const companies: CompanyWords[] = [];
      const onCompanies = (more: readonly CompanyWords[]): void => void companies.push(...more);
      const outcome = await compare(catalogue, policy, { signal, onCompanies });
      if (signal.aborted) return;
      if (outcome.kind !== 'done') setFound({ companies: null, own: null, state: 'failed' });
      else setFound({ companies: outcome.value && companies, own: outcome.value, state: 'known' });
    };
    void look();
    const stop = watch(() => void look());
    return () => {
      looking.abort();
      stop();
    };
  }, [compare, watch, catalogue, policy]);
  return { ...found, companies: found.companies ?? bundled };
}
