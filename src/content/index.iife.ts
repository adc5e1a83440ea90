/** The content script: starts once per document; injected again, it asks the first one to read everything again. */
import { createRuntimeLink } from '../platform/runtime.ts';
import { type Session, startSession } from './session.ts';

// A symbol: a page element's id or name can stand in for a missing string property of the global, never for a symbol.
const RUNNING = Symbol.for('vendor-lens');
const world = globalThis as { [RUNNING]?: Session | null };

const running = world[RUNNING];
if (running?.isRunning === true) running.rescan();
else world[RUNNING] = startSession({ window, runtime: createRuntimeLink() });
