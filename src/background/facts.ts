/** The bundled facts and the compiled index: fetched once per life of the worker, when first asked for. */
import { type Index, openIndex } from '../core/index-format.ts';
import { Lookup } from '../core/report.ts';
import { fetchCatalogue, fetchIndex, fetchRules } from '../platform/packaged.ts';

export interface Facts {
  index(): Promise<Index>;
  /** For counts and marks: names and sources are empty, there are no alternatives. */
  rules(): Promise<Lookup>;
  /** For what is shown. */
  lookup(): Promise<Lookup>;
}

export function createFacts(): Facts {
  return {
    index: shared(async () => openIndex(await fetchIndex())),
    rules: shared(async () => new Lookup(await fetchRules())),
    lookup: shared(async () => new Lookup(await fetchCatalogue())),
  };
}

/** Shares one call among all who ask; after a failure the next one asks anew. */
function shared<T>(load: () => Promise<T>): () => Promise<T> {
  let pending: Promise<T> | undefined;
  return () => {
    pending ??= load().catch((error: unknown) => {
      pending = undefined;
      throw error;
    });
    return pending;
  };
}
