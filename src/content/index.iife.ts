/** The content script: starts once per document; injected again, it asks the first one to read everything again. */
import { openPageFilter } from '../core/page-filter.ts';
import { createRuntimeLink } from '../platform/runtime.ts';
import { type Session, startSession } from './session.ts';

// A symbol: a page element's id or name can stand in for a missing string property of the global, never for a symbol.
const RUNNING = Symbol.for('vendor-lens');
const world = globalThis as { [RUNNING]?: Session | null };

const running = world[RUNNING];
if (running?.isRunning === true) running.rescan();
else if ((document as { prerendering?: boolean }).prerendering === true)
  document.addEventListener('prerenderingchange', start, { once: true });
else start();

/** A page that the browser prepares ahead is no page the reviewer looks at: it waits until it is shown. */
function start(): void {
  world[RUNNING] = startSession({ window, runtime: createRuntimeLink(), filter: openPageFilter(() => bytesOf(PAGE_FILTER)) });
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}
