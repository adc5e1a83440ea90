/**
 * What the worker accepts. A content script runs in a process that a hostile page may have taken over, so every payload
 * is parsed and bounded before anything reads it.
 */
import { z } from 'zod';
import type { Block } from '../core/finding.ts';
import { MAX_HOST, MAX_LINKS } from '../core/links.ts';
import { type ContentCalls, MAX_BLOCKS, MAX_LINES, type PageCalls } from './calls.ts';

/** A batch is at most 256 Ki characters by agreement, and a single block is shorter than that. */
const MAX_BLOCK_TEXT = 262_144;

const count = z.number().int().nonnegative();
const findingId = z.string().max(64);

/** Keys are the text of a block, cut, or a number. */
const key = z.string().max(256);

/*
 * Blocks and ids come by the ten thousand, in messages that a page waits for. They are checked by hand: a schema takes
 * some ten times as long.
 */
const isList = (value: unknown, max: number, isItem: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.length <= max && value.every(isItem);
const isText = (value: unknown, max: number): boolean => typeof value === 'string' && value.length <= max;
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const isHost = (value: unknown): boolean => isText(value, MAX_HOST);

function isBlock(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { id, text, row, field, links } = value as Readonly<Record<string, unknown>>;
  return (
    isCount(id) &&
    isText(text, MAX_BLOCK_TEXT) &&
    (row === undefined || isCount(row)) &&
    (field === undefined || typeof field === 'boolean') &&
    (links === undefined || isList(links, MAX_LINKS, isHost))
  );
}

const ids = z.custom<number[]>((value) => isList(value, 1_000_000, isCount), 'not a list of ids');
const blocks = z
  .custom<Block[]>((value) => isList(value, MAX_BLOCKS, isBlock), 'not a list of blocks')
  .transform((checked) => checked.map(withoutRest));

/** Only what was checked goes on. */
function withoutRest({ id, text, row, field, links }: Block): Block {
  return {
    id,
    text,
    ...(row === undefined ? {} : { row }),
    ...(field === undefined ? {} : { field }),
    ...(links === undefined ? {} : { links }),
  };
}

const money = z.object({ value: z.number(), currency: z.string().max(3).exactOptional() });
const line = z.object({
  id: count,
  table: count,
  number: z.string().max(16).exactOptional(),
  description: z.string().max(200).exactOptional(),
  part: z.string().max(80).exactOptional(),
  quantity: z.number().exactOptional(),
  unit: z.string().max(16).exactOptional(),
  price: money.exactOptional(),
  amount: money.exactOptional(),
});
const lineTable = z.object({
  id: count,
  lines: count,
  amounts: z.array(z.object({ currency: z.string().max(3), value: z.number(), lines: count })).max(50),
});

const unread = z.enum(['budget', 'frame', 'canvas', 'image', 'embed', 'grid-rows', 'matches']);

export const contentSchemas = {
  screen: z.object({
    scan: z.string().max(64),
    startedAt: z.number().nonnegative(),
    reset: z.boolean(),
    complete: z.boolean(),
    title: z
      .string()
      .catch('')
      .transform((title) => title.slice(0, 500)),
    blocks,
    removed: ids,
    away: z.array(z.object({ key, blocks: ids })).max(100_000),
    returned: z.array(key).max(1_000_000),
    lines: z.object({
      lines: z.array(z.object({ line, rows: z.array(count).max(1_000), blocks: z.array(count).max(1_000) })).max(MAX_LINES),
      gone: ids,
      tables: z.array(lineTable).max(1_000).nullable(),
    }),
    coverage: z.object({
      blocks: count,
      characters: count,
      fields: count,
      cells: count,
      attributes: count,
      shadowRoots: count,
      unread: z.array(z.object({ what: unread, count })).max(16),
      childFrames: count.exactOptional(),
      isShown: z.boolean().exactOptional(),
    }),
  }),
  card: z.object({ id: findingId }),
  openOffer: z.object({ id: findingId, index: count }),
} satisfies { [K in keyof ContentCalls]: z.ZodType<Parameters<ContentCalls[K]>[0]> };

export const pageSchemas = {
  getTab: z.object({ tabId: count }),
  check: z.object({ tabId: count }),
  reveal: z.object({ tabId: count, id: findingId }),
  setPaused: z.object({ tabId: count, host: z.string().min(1).max(253), paused: z.boolean() }),
} satisfies { [K in keyof PageCalls]: z.ZodType<Parameters<PageCalls[K]>[0]> };
