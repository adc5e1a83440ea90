/** Calls to the worker, typed, and patient with a worker that was just killed. */
import type { ContentCalls } from '../messaging/calls.ts';
import { CallRefused, ContextGone, type RuntimeLink } from '../platform/runtime.ts';

/** Waits between tries, ms. A killed worker is back in some 30 ms; the last wait covers one that compiles its lists. */
const BACKOFF_MS = [60, 250, 1_000];

export type CallWorker = <Name extends keyof ContentCalls>(
  call: Name,
  payload: Parameters<ContentCalls[Name]>[0],
) => Promise<ReturnType<ContentCalls[Name]>>;

/** Calls the worker, up to four times when it cannot be reached. Rejects with `ContextGone` or `CallRefused` at once. */
export function createWorkerLink(runtime: RuntimeLink): CallWorker {
  return async (call, payload) => {
    for (let failures = 0; ; failures += 1) {
      try {
        return (await runtime.sendToWorker(call, payload)) as never;
      } catch (error) {
        const wait = BACKOFF_MS[failures];
        if (error instanceof ContextGone || error instanceof CallRefused || wait === undefined) throw error;
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  };
}
