import type { Pause } from '../core/steps.ts';

/** Work between two pauses, ms: pages wait for the worker's answers meanwhile. */
const SLICE_MS = 15;

/** For one piece of long work: lets what waits have its turn when a slice is over. */
export function createPause(): Pause {
  let begun = performance.now();
  return () => {
    if (performance.now() - begun < SLICE_MS) return undefined;
    return new Promise((resolve) =>
      setTimeout(() => {
        begun = performance.now();
        resolve();
      }),
    );
  };
}
