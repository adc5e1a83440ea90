/** What is made only when it is needed: the content script begins in every frame, and few of them hold a table. */

/** A function that makes the value at its first call and gives the same one ever after. */
export function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
