/** Asks again and again until the answer is neither false nor undefined nor null, and gives it; a thrown error counts as "not yet". */
export async function until<T>(
  what: string,
  ask: () => T | Promise<T>,
  timeout = 30_000,
): Promise<Exclude<Awaited<T>, false | undefined | null>> {
  const end = Date.now() + timeout;
  let last: unknown;
  for (;;) {
    try {
      last = await ask();
    } catch (error) {
      // A page that is just being replaced, most often.
      last = error;
    }
    if (last !== false && last !== undefined && last !== null && !(last instanceof Error)) {
      return last as Exclude<Awaited<T>, false | undefined | null>;
    }
    if (Date.now() > end) {
      const detail = last instanceof Error ? `: ${last.message}` : '';
      throw new Error(`Waited ${timeout / 1000} s for ${what}${detail}`, { cause: last });
    }
    // How often to look, not how long to wait: the state decides.
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}
