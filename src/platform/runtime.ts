/**
 * The wire between a content script and the worker: one envelope each way, an answer that is a value or an error.
 *
 *     { to: 'worker', call, payload } →  { ok: true, value } | { ok: false, error }
 *     { to: 'frame',  call, payload } →  the same
 *
 * Written against `chrome.*` itself and not the polyfill: it runs in every frame of every granted page, both browsers offer
 * `chrome.runtime` with promises under MV3, and a page element with `id="browser"` would stand in front of a missing
 * `browser` global (named window properties reach isolated worlds), but never in front of the real `chrome`.
 */

import { OWN_FILTER_KEY, OWN_LISTS_KEY, type OwnListsNote, type OwnNamesFilter } from '../core/own-list.ts';
import { fromBase64 } from './base64.ts';

export type Answer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: string };

interface Sender {
  readonly id?: string;
  readonly tab?: unknown;
}
type Listener = (message: unknown, sender: Sender, respond: (answer: Answer) => void) => boolean | undefined;

interface Runtime {
  readonly id?: string;
  sendMessage(message: unknown): Promise<unknown>;
  readonly onMessage: { addListener(listener: Listener): void; removeListener(listener: Listener): void };
}

interface LocalStorage {
  get(keys: readonly string[]): Promise<Readonly<Record<string, unknown>>>;
}

declare const chrome: { readonly runtime?: Runtime; readonly storage?: { readonly local: LocalStorage } } | undefined;

/** The extension was reloaded, updated or removed: this script is an orphan and can only clean up. */
export class ContextGone extends Error {
  override readonly name = 'ContextGone';
}

/** The worker understood the call and refused it; asking again would not help. */
export class CallRefused extends Error {
  override readonly name = 'CallRefused';
}

/** What a page knows of the names of own lists: that there are none, the bytes for `takeNames`, or only that there may be some. */
export type OwnNames = 'none' | 'unknown' | Uint8Array;

/** The part of the extension's runtime that a content script uses. */
export interface RuntimeLink {
  /** False once the extension was reloaded or removed under this script. */
  isAlive(): boolean;
  /** Sends one call; rejects with `ContextGone`, `CallRefused`, or another error when the worker could not be reached. */
  sendToWorker(call: string, payload: unknown): Promise<unknown>;
  /** Never rejects: what cannot be read is unknown. */
  readOwnNames(): Promise<OwnNames>;
  /** Answers calls that the worker makes to this frame. Returns a function that stops answering. */
  onWorkerCall(handlers: ReadonlyMap<string, (payload: unknown) => unknown>): () => void;
}

function liveRuntime(): Runtime | null {
  const runtime = typeof chrome === 'undefined' ? undefined : chrome?.runtime;
  return runtime?.id === undefined ? null : runtime;
}

function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && typeof (value as { ok?: unknown }).ok === 'boolean';
}

/** The real runtime. */
export function createRuntimeLink(): RuntimeLink {
  return {
    isAlive: () => liveRuntime() !== null,

    async sendToWorker(call, payload) {
      const runtime = liveRuntime();
      if (runtime === null) throw new ContextGone('extension context is gone');
      let answer: unknown;
      try {
        answer = await runtime.sendMessage({ to: 'worker', call, payload });
      } catch (error) {
        if (liveRuntime() === null) throw new ContextGone(String(error));
        throw error;
      }
      if (!isAnswer(answer)) throw new Error(`no answer to ${call}`);
      if (!answer.ok) throw new CallRefused(answer.error);
      return answer.value;
    },

    async readOwnNames() {
      const local = typeof chrome === 'undefined' ? undefined : chrome?.storage?.local;
      try {
        // Both at once: what is asked for later may be of a later note.
        const stored = await local?.get([OWN_LISTS_KEY, OWN_FILTER_KEY]);
        if (stored === undefined) return 'unknown';
        const note = stored[OWN_LISTS_KEY] as OwnListsNote | undefined;
        if (note?.hasNames !== true) return 'none';
        const filter = stored[OWN_FILTER_KEY] as OwnNamesFilter | null | undefined;
        return filter?.change === note.change ? fromBase64(filter.bytes) : 'unknown';
      } catch {
        // The context is gone, or the browser keeps its storage from us: then the worker must know.
        return 'unknown';
      }
    },

    onWorkerCall(handlers) {
      const runtime = liveRuntime();
      if (runtime === null) return () => undefined;
      const listener: Listener = (message, sender, respond) => {
        // Only the worker speaks to a frame, and it has no tab; another content script has one.
        if (sender.id !== runtime.id || sender.tab !== undefined) return undefined;
        if (typeof message !== 'object' || message === null) return undefined;
        const { to, call, payload } = message as { to?: unknown; call?: unknown; payload?: unknown };
        if (to !== 'frame' || typeof call !== 'string') return undefined;
        const handler = handlers.get(call);
        if (handler === undefined) return undefined;
        Promise.resolve()
          .then(() => handler(payload))
          .then(
            (value) => respond({ ok: true, value }),
            (error: unknown) => respond({ ok: false, error: String(error) }),
          );
        return true; // the answer comes later, in both browsers
      };
      runtime.onMessage.addListener(listener);
      return () => {
        // After a reload the event object throws; the listener is gone with the context then.
        if (liveRuntime() !== null) runtime.onMessage.removeListener(listener);
      };
    },
  };
}
