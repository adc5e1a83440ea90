/** Long work in slices, by a clock of the test's own. */
import { expect, test } from 'vitest';
import { type RunStats, runSliced, SLICE_MS } from '../../src/content/slices.ts';

/** Runs so many steps that take so long each, ms. */
function run(steps: readonly number[]): Promise<RunStats> {
  let now = 0;
  let at = 0;
  return runSliced(
    () => {
      const ms = steps[at];
      if (ms === undefined) return 0;
      at += 1;
      now += ms;
      return 1;
    },
    { clock: { now: () => now }, yieldToPage: () => Promise.resolve(), signal: new AbortController().signal },
  );
}

test('short steps fill a slice', async () => {
  const { slices, longestMs, totalMs } = await run(Array.from({ length: 100 }, () => 0.1));
  expect(totalMs).toBeCloseTo(10);
  expect(longestMs).toBeLessThanOrEqual(SLICE_MS);
  expect(slices).toBeLessThanOrEqual(4);
});

test('no step is begun for which, if it takes as long as the one before, there is no room', async () => {
  const { times } = await run([3, 3, 3]);
  expect(times.filter((ms) => ms > 0)).toEqual([3, 3, 3]);
});

test('a step that took long is the last of its slice', async () => {
  const { times } = await run([1, 2.5, 0.1, 0.1]);
  expect(times[0]).toBe(3.5);
});
