/** Long work in small steps: a generator that yields after each, a few milliseconds at most. */
export type Steps<Result> = Generator<void, Result>;

/** Does the work without pausing. */
export function doAtOnce<Result>(work: Steps<Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** Does the work and calls `pause` before each step but the first. */
export async function doPausing<Result>(work: Steps<Result>, pause: () => Promise<void> | undefined): Promise<Result> {
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value;
    await pause();
  }
}
