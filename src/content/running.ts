/** Where the scripts of one frame find one another: they are built apart and share nothing but the world they run in. */
import type { Session } from './session.ts';

// A symbol: a page element's id or name can stand in for a missing string property of the global, never for a symbol.
const RUNNING = Symbol.for('vendor-lens');
const world = globalThis as { [RUNNING]?: Session | null };

/** The session of this document; null when there is none, or it has stopped. */
export function runningSession(): Session | null {
  const session = world[RUNNING];
  return session?.isRunning === true ? session : null;
}

export function setRunning(session: Session | null): void {
  world[RUNNING] = session;
}
