/**
 * The worker's ear. The sender is checked before the payload: content scripts may make the few calls of `ContentCalls`
 * for their own tab and frame, our own pages those of `PageCalls`, and nobody else anything.
 */
import * as z from 'zod/mini';
import type { ContentCalls, PageCalls } from './calls.ts';
import { packAnswer } from './packed-view.ts';
import { contentSchemas, pageSchemas } from './schemas.ts';

/** Where a content script's call comes from, as the browser says and not the caller. */
export interface FrameAddress {
  readonly tabId: number;
  readonly frameId: number;
  readonly url: string;
}

export type ContentHandlers = {
  readonly [K in keyof ContentCalls]: (call: Parameters<ContentCalls[K]>[0], from: FrameAddress) => Promise<ReturnType<ContentCalls[K]>>;
};
export type PageHandlers = {
  readonly [K in keyof PageCalls]: (call: Parameters<PageCalls[K]>[0]) => Promise<ReturnType<PageCalls[K]>>;
};

/** The parts of the browser's sender that decide. */
export interface Sender {
  readonly id?: string | undefined;
  readonly url?: string | undefined;
  readonly frameId?: number | undefined;
  readonly tab?: { readonly id?: number | undefined } | undefined;
}

export type Answer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: string };

const envelope = z.object({ to: z.literal('worker'), call: z.string(), payload: z.unknown() });

/**
 * Returns the answer to a message, or undefined for what is not addressed to the worker. Never rejects: a fault of the
 * caller or of a handler is an answer with the reason.
 */
export function createReceiver(
  own: { readonly id: string; readonly origin: string },
  content: ContentHandlers,
  page: PageHandlers,
): (message: unknown, sender: Sender) => Promise<Answer> | undefined {
  return (message, sender) => {
    const parsed = envelope.safeParse(message);
    if (!parsed.success) return undefined;
    const { call, payload } = parsed.data;
    if (sender.id !== own.id) return refuse(`${call}: sent from outside the extension`);
    if (sender.url?.startsWith(own.origin)) {
      return isKey(pageSchemas, call) ? answer(call, pageSchemas[call](), payload, page[call] as Handler) : refuse(`${call}: no such call`);
    }
    const tabId = sender.tab?.id;
    if (tabId === undefined || !isKey(contentSchemas, call)) return refuse(`${call}: not for a content script`);
    const from: FrameAddress = { tabId, frameId: sender.frameId ?? 0, url: sender.url ?? '' };
    return answer(call, contentSchemas[call](), payload, (value) => (content[call] as Handler)(value, from));
  };
}

type Handler = (payload: unknown, from?: FrameAddress) => Promise<unknown>;

function isKey<T extends object>(object: T, key: string): key is keyof T & string {
  return Object.hasOwn(object, key);
}

async function refuse(error: string): Promise<Answer> {
  return { ok: false, error };
}

async function answer(call: string, schema: z.ZodMiniType, payload: unknown, handle: Handler): Promise<Answer> {
  const parsed = schema.safeParse(payload);
  if (!parsed.success) return refuse(`${call}: ${parsed.error.issues[0]?.path.join('.')}: ${parsed.error.issues[0]?.message}`);
  try {
    return { ok: true, value: packAnswer(call, await handle(parsed.data)) };
  } catch (error) {
    console.error(`vendor-lens: ${call} failed`, error);
    return { ok: false, error: error instanceof Error ? error.message : String(error) };
  }
}
