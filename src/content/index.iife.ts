/** The content script of every page: starts once per document; injected again, it asks the first one to read everything again. */
import { openPageFilter } from '../core/page-filter.ts';
import { fromBase64 } from '../platform/base64.ts';
import { createRuntimeLink } from '../platform/runtime.ts';
import { runningSession, setRunning } from './running.ts';
import { startSession } from './session.ts';

const running = runningSession();
if (running !== null) running.rescan();
else if ((document as { prerendering?: boolean }).prerendering === true)
  document.addEventListener('prerenderingchange', start, { once: true });
else start();

/** A page that the browser prepares ahead is no page the reviewer looks at: it waits until it is shown. */
function start(): void {
  setRunning(startSession({ window, runtime: createRuntimeLink(), filter: openPageFilter(() => fromBase64(PAGE_FILTER)) }));
}
