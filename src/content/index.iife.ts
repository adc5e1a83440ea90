/** The content script of every page: starts once per document; injected again, it asks the first one to read everything again. */
import { openPageFilter } from '../core/page-filter.ts';
import { createRuntimeLink } from '../platform/runtime.ts';
import { runningSession, setRunning } from './running.ts';
import { startSession } from './session.ts';

/** Chromium has it since version 140, Firefox since 133; by hand it takes ten times as long. */
const bytes: typeof Uint8Array & { fromBase64?(base64: string): Uint8Array } = Uint8Array;

const running = runningSession();
if (running !== null) running.rescan();
else if ((document as { prerendering?: boolean }).prerendering === true)
  document.addEventListener('prerenderingchange', start, { once: true });
else start();

/** A page that the browser prepares ahead is no page the reviewer looks at: it waits until it is shown. */
function start(): void {
  setRunning(startSession({ window, runtime: createRuntimeLink(), filter: openPageFilter(() => bytesOf(PAGE_FILTER)) }));
}

function bytesOf(base64: string): Uint8Array {
  if (bytes.fromBase64 !== undefined) return bytes.fromBase64(base64);
  const text = atob(base64);
  const read = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) read[i] = text.charCodeAt(i);
  return read;
}
