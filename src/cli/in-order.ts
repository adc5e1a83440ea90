/**
 * Does the work on each item, on up to `limit` of them at once, and gives what comes of them in the order of the items.
 * No item is asked for before there is room for it, so that a slow reader slows down what writes; what is done is given
 * at once, also while the next item is waited for. `items` is closed when the reader stops.
 */
export async function* inOrder<T, R>(items: AsyncIterable<T>, limit: number, work: (item: T) => R | Promise<R>): AsyncGenerator<R> {
  const iterator = items[Symbol.asyncIterator]();
  const running: Promise<R>[] = [];
  let coming: Promise<IteratorResult<T>> | undefined;
  let isAtEnd = false;
  try {
    for (;;) {
      if (!isAtEnd && running.length < limit) coming ??= silence(iterator.next());
      const [first] = running;
      if (first && (!coming || (await comesBefore(first, coming)))) {
        yield await first;
        running.shift();
      } else if (coming) {
        const { done, value } = await coming;
        coming = undefined;
        if (done) isAtEnd = true;
        else running.push(silence((async () => work(value))()));
      } else {
        return;
      }
    }
  } finally {
    // Not waited for: an item that was asked for may never come.
    if (!isAtEnd) void silence(Promise.resolve(iterator.return?.()));
  }
}

/** Whether the one is there when the first of both is; at once when it was there before. */
async function comesBefore(one: Promise<unknown>, other: Promise<unknown>): Promise<boolean> {
  const settled = (promise: Promise<unknown>, isOne: boolean) =>
    promise.then(
      () => isOne,
      () => isOne,
    );
  return Promise.race([settled(one, true), settled(other, false)]);
}

/** A failure is met where the promise is waited for; until then it is no unhandled one. */
function silence<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
