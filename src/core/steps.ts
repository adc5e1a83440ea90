/** Long work that can rest on the way: written once, done in one go where nobody waits and in slices where somebody does. */

/** Yields where it may rest, and returns what comes of it. */
export type Steps<Result> = Generator<undefined, Result>;

/** Called where the work may rest: undefined to go on, or a promise to wait for. */
export type Pause = () => Promise<void> | undefined;

/** Items between two rests: some ten microseconds each. */
const ITEMS = 128;

/** The same items, with a rest now and then. */
export function* resting<Item, Result>(items: readonly Item[], work: (item: Item, index: number) => Result): Steps<Result[]> {
  const results: Result[] = [];
  for (const [index, item] of items.entries()) {
    if (index % ITEMS === 0) yield;
    results.push(work(item, index));
  }
  return results;
}

/** Does all of it at once. */
export function finish<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Does it in slices, as `pause` says. */
export async function finishInSlices<Result>(steps: Steps<Result>, pause: Pause): Promise<Result> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    const rest = pause();
    if (rest) await rest;
  }
}
