/** What is made only when it is needed: the content script begins in every frame, and few of them hold a table. */

/** A function that makes the value at its first call and gives the same one ever after. */
export function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Shares one call among all who ask; after a failure the next one asks anew. */
export function shared<T>(load: () => Promise<T>): () => Promise<T> {
  let pending: Promise<T> | undefined;
  return () => {
    pending ??= load().catch((error: unknown) => {
      pending = undefined;
      throw error;
    });
    return pending;
  };
}

/**
 * A pattern that is compiled when it is needed. A literal is checked already when the script is parsed, and one with `\p{}`
 * takes a quarter of a millisecond: those of this project were a quarter of what the content script takes to be parsed.
 */
export const lazyPattern = (source: string, flags: string): (() => RegExp) => lazy(() => new RegExp(source, flags));
