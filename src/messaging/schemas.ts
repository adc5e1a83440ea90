/**
 * What the worker accepts. A content script runs in a process that a hostile page may have taken over, so every payload
 * is parsed and bounded before anything reads it.
 */
import * as z from 'zod/mini';
import type { Block } from '../core/finding.ts';
import { lazy } from '../core/lazy.ts';
import { MAX_HOST, MAX_LINKS } from '../core/links.ts';
import { type ContentCalls, MAX_BLOCKS, MAX_LINES, type PageCalls } from './calls.ts';

/** A batch is at most 256 Ki characters by agreement, and a single block is shorter than that. */
const MAX_BLOCK_TEXT = 262_144;

/*
 * Each schema is made when its call comes: a worker that was just started is asked one thing, and makes a schema in a tenth of a
 * millisecond, since its code runs for the first time.
 */
const count = lazy(() => z.int().check(z.nonnegative()));
const text = (max: number): z.ZodMiniString => z.string().check(z.maxLength(max));
const findingId = lazy(() => text(64));

/** Keys are the text of a block, cut, or a number. */
const key = lazy(() => text(256));

/*
 * Blocks and ids come by the ten thousand, in messages that a page waits for. They are checked by hand: a schema takes
 * some ten times as long.
 */
const isList = (value: unknown, max: number, isItem: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.length <= max && value.every(isItem);
const isText = (value: unknown, max: number): boolean => typeof value === 'string' && value.length <= max;
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const isHost = (value: unknown): boolean => isText(value, MAX_HOST);

/** What has a line break of its own is made by us and never sent. */
function isBlock(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { id, text, row, field, links, seam } = value as Readonly<Record<string, unknown>>;
  return (
    seam === undefined &&
    isCount(id) &&
    isText(text, MAX_BLOCK_TEXT) &&
    (row === undefined || isCount(row)) &&
    (field === undefined || typeof field === 'boolean') &&
    (links === undefined || isList(links, MAX_LINKS, isHost))
  );
}

const ids = lazy(() => z.custom<number[]>((value) => isList(value, 1_000_000, isCount), 'not a list of ids'));
const blocks = lazy(() => z.custom<Block[]>((value) => isList(value, MAX_BLOCKS, isBlock), 'not a list of blocks'));

/** What a page says of its line items. */
function lineNews() {
  const money = z.object({ value: z.number(), currency: z.exactOptional(text(3)) });
  const line = z.object({
    id: count(),
    table: count(),
    number: z.exactOptional(text(16)),
    description: z.exactOptional(text(200)),
    part: z.exactOptional(text(80)),
    quantity: z.exactOptional(z.number()),
    unit: z.exactOptional(text(16)),
    price: z.exactOptional(money),
    amount: z.exactOptional(money),
  });
  const lineTable = z.object({
    id: count(),
    lines: count(),
    amounts: z.array(z.object({ currency: text(3), value: z.number(), lines: count() })).check(z.maxLength(50)),
  });
  return z.object({
    lines: z
      .array(z.object({ line, rows: z.array(count()).check(z.maxLength(1_000)), blocks: z.array(count()).check(z.maxLength(1_000)) }))
      .check(z.maxLength(MAX_LINES)),
    gone: ids(),
    tables: z.nullable(z.array(lineTable).check(z.maxLength(1_000))),
    isPartial: z.exactOptional(z.literal(true)),
  });
}

export const contentSchemas = {
  screen: lazy(() =>
    z.object({
      scan: text(64),
      startedAt: z.number().check(z.nonnegative()),
      reset: z.boolean(),
      complete: z.boolean(),
      isAhead: z.exactOptional(z.literal(true)),
      title: z.pipe(
        z.catch(z.string(), ''),
        z.transform((title: string) => title.slice(0, 500)),
      ),
      blocks: blocks(),
      removed: ids(),
      away: z.array(z.object({ key: key(), blocks: ids() })).check(z.maxLength(100_000)),
      returned: z.array(key()).check(z.maxLength(1_000_000)),
      lines: lineNews(),
      coverage: z.object({
        blocks: count(),
        characters: count(),
        fields: count(),
        cells: count(),
        attributes: count(),
        shadowRoots: count(),
        unread: z
          .array(
            z.object({ what: z.enum(['budget', 'frame', 'canvas', 'image', 'embed', 'grid-rows', 'matches', 'failure']), count: count() }),
          )
          .check(z.maxLength(16)),
        childFrames: z.exactOptional(count()),
        isShown: z.exactOptional(z.boolean()),
      }),
      hasMarker: z.boolean(),
    }),
  ),
  injectMarker: lazy(() => z.object({})),
  injectLines: lazy(() => z.object({})),
  card: lazy(() => z.object({ id: findingId() })),
  openOffer: lazy(() => z.object({ id: findingId(), index: count() })),
} satisfies { [K in keyof ContentCalls]: () => z.ZodMiniType<Parameters<ContentCalls[K]>[0]> };

const host = lazy(() => z.string().check(z.minLength(1), z.maxLength(253)));
const address = lazy(() => text(2_000));
const thumbprint = lazy(() => text(43));

export const pageSchemas = {
  getTab: lazy(() => z.object({ tabId: count() })),
  check: lazy(() => z.object({ tabId: count() })),
  reveal: lazy(() => z.object({ tabId: count(), id: findingId() })),
  setPaused: lazy(() => z.object({ tabId: count(), host: host(), paused: z.boolean() })),
  setNever: lazy(() => z.object({ tabId: count(), host: host(), never: z.boolean() })),
  lookUpPack: lazy(() => z.object({ url: address(), key: z.exactOptional(thumbprint()) })),
  releaseServer: lazy(() => z.object({ url: address() })),
  subscribe: lazy(() => z.object({ url: address(), key: thumbprint() })),
  checkSubscription: lazy(() => z.object({ id: text(64), accept: z.exactOptional(count()) })),
  unsubscribe: lazy(() => z.object({ id: text(64) })),
  dismissChange: lazy(() => z.object({ id: text(64) })),
} satisfies { [K in keyof PageCalls]: () => z.ZodMiniType<Parameters<PageCalls[K]>[0]> };
