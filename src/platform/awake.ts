/** Work that takes longer than the browser lets a worker idle. */
import { browser } from './browser.ts';

/** Browsers end a worker after 30 s without an event or a call to one of their interfaces. */
const CALL_MS = 20_000;

/** Keeps the worker from being ended as idle until the work is done. It may still be killed for other reasons. */
export async function keepAwake<T>(work: Promise<T>): Promise<T> {
  const timer = setInterval(() => void browser.runtime.getPlatformInfo(), CALL_MS);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}
