/** What is known of one tab, and how the reports of its frames change it. Plain data; `tab-store.ts` keeps it. */
import type { AwayMatch, Block, LineTable, Match, PageContext, PlacedLine } from '../core/finding.ts';
import { linesByPlace, type ScreenedFrame } from '../core/report.ts';
import type { AwayBlocks, FrameCoverage, LineNews } from '../messaging/calls.ts';

/** Some 0.8 kB each as they are stored: a full tab takes 2.3 MB of the 10 MB that a browser gives all tabs together. */
export const MAX_MATCHES_PER_TAB = 3000;

export interface FrameRecord {
  /** One life of a document; a new one replaces the frame. */
  readonly scan: string;
  /** When the document began, ms since the epoch. */
  readonly startedAt: number;
  /** Of the document when it reported last; '' where it has none of its own. */
  readonly address: string;
  readonly page: PageContext;
  readonly complete: boolean;
  readonly coverage: FrameCoverage;
  readonly matches: readonly Match[];
  /** Matches in rows that were scrolled out of their grid. */
  readonly away: readonly AwayMatch[];
  /** Line items in which something was found. */
  readonly lines: readonly PlacedLine[];
  readonly tables: readonly LineTable[];
  /** Line items were looked for only around what was found. */
  readonly hasPartialLines: boolean;
  /** Matches left out because the tab was full: block id → how many. */
  readonly dropped: Readonly<Record<number, number>>;
}

export interface TabRecord {
  readonly frames: Readonly<Record<number, FrameRecord>>;
  /** A message key when the last attempt failed, '' otherwise. */
  readonly error: string;
  /** Address of the page at which it failed, '' where that may not be seen. */
  readonly failedAt: string;
  /** The content script was just put into the page and has not reported yet. */
  readonly checking: boolean;
  /** The finding that the keyboard commands showed last. */
  readonly shown: string;
}

/** A tab of which nothing is known. */
export const EMPTY_TAB: TabRecord = { frames: {}, error: '', failedAt: '', checking: false, shown: '' };

/**
 * Frames of other sites live in other processes, whose clocks may differ a little. What is kept wrongly does not answer
 * when marks are sent next, and goes then.
 */
const CLOCK_SKEW_MS = 500;

/** What a content script's message changes in its frame. */
export interface FrameChange {
  readonly scan: string;
  readonly startedAt: number;
  readonly reset: boolean;
  readonly complete: boolean;
  readonly address: string;
  readonly page: PageContext;
  readonly coverage: FrameCoverage;
  /** Blocks that were sent now; what was known of them is replaced. */
  readonly sent: readonly Pick<Block, 'id' | 'row'>[];
  readonly removed: readonly number[];
  readonly away: readonly AwayBlocks[];
  readonly returned: readonly string[];
  readonly lines: LineNews;
  readonly matches: readonly Match[];
}

/**
 * The record after a frame reported. When the top frame has a new document, frames that began before it go with the old
 * one; frames of the new page may well have reported first, and stay.
 */
export function applyFrame(record: TabRecord, frameId: number, change: FrameChange): TabRecord {
  const before = record.frames[frameId];
  const isSameLife = before?.scan === change.scan;
  const known = !change.reset && isSameLife ? before : undefined;
  const isNewPage = frameId === 0 && !isSameLife;
  const others = Object.fromEntries(
    Object.entries(record.frames).filter(
      ([id, frame]) => Number(id) !== frameId && (!isNewPage || frame.startedAt >= change.startedAt - CLOCK_SKEW_MS),
    ),
  );
  const gone = new Set([...change.sent.map(({ id }) => id), ...change.removed, ...change.away.flatMap(({ blocks }) => blocks)]);
  const kept = known?.matches.filter((match) => !gone.has(match.block)) ?? [];
  const elsewhere = Object.values(others).reduce((sum, frame) => sum + frame.matches.length + frame.away.length, 0);
  const room = Math.max(0, MAX_MATCHES_PER_TAB - elsewhere);
  // In the order of the page, which is the order in which they are stepped through.
  const all = [...kept, ...change.matches].sort((a, b) => a.block - b.block || a.start - b.start);
  // What was seen cannot be sent again: it survives a reset.
  const away = awayAfter(isSameLife ? before : undefined, change);
  const dropped: Record<number, number> = {};
  for (const [block, count] of Object.entries(known?.dropped ?? {})) if (!gone.has(Number(block))) dropped[Number(block)] = count;
  const roomAway = Math.max(0, room - all.length);
  for (const { block } of [...all.slice(room), ...away.slice(roomAway).map(({ match }) => match)])
    dropped[block] = (dropped[block] ?? 0) + 1;
  const matches = all.slice(0, room);
  const { scan, startedAt, address, page, coverage } = change;
  const frame: FrameRecord = {
    scan,
    startedAt,
    address,
    page,
    coverage,
    complete: change.complete || known?.complete === true,
    matches,
    away: away.slice(0, roomAway),
    lines: linesAfter(known, change, matches),
    tables: change.lines.tables ?? known?.tables ?? [],
    hasPartialLines: change.lines.isPartial === true,
    dropped,
  };
  return { ...record, error: '', checking: false, frames: { ...others, [frameId]: frame } };
}

/** What is away after a change: what came back is not, and of the blocks scrolled away now the matches are. */
function awayAfter(known: FrameRecord | undefined, { away, returned }: FrameChange): AwayMatch[] {
  if (!known) return [];
  const back = new Set(returned);
  const keys = new Map(away.flatMap(({ key, blocks }) => blocks.map((block): [number, string] => [block, key])));
  const lineOf = linesByPlace(known.lines);
  const gone = known.matches.flatMap((match): AwayMatch[] => {
    const key = keys.get(match.block);
    const line = lineOf(match);
    return key === undefined ? [] : [{ key, match, ...(line ? { line } : {}) }];
  });
  return [...known.away.filter(({ key }) => !back.has(key)), ...gone];
}

/** The line items after a change, of those in which something is found. */
function linesAfter(known: FrameRecord | undefined, { sent, lines }: FrameChange, matches: readonly Match[]): PlacedLine[] {
  // A row that was sent again is told again, as a line or as none.
  const told = new Set([...lines.gone, ...lines.lines.map(({ line }) => line.id)]);
  const rows = new Set(sent.flatMap(({ row }) => row ?? []));
  const blocks = new Set(sent.map(({ id }) => id));
  const isOld = (placed: PlacedLine): boolean =>
    told.has(placed.line.id) || placed.rows.some((row) => rows.has(row)) || placed.blocks.some((block) => blocks.has(block));
  const wantedRows = new Set(matches.flatMap(({ row }) => row ?? []));
  const wantedBlocks = new Set(matches.map(({ block }) => block));
  return [...(known?.lines.filter((placed) => !isOld(placed)) ?? []), ...lines.lines].filter(
    (placed) => placed.rows.some((row) => wantedRows.has(row)) || placed.blocks.some((block) => wantedBlocks.has(block)),
  );
}

/** The frames of a record as screening results, top frame first. */
export function framesOf(record: TabRecord): ScreenedFrame[] {
  return Object.entries(record.frames)
    .map(([id, frame]): ScreenedFrame => {
      const { page, matches, away, lines, tables, coverage } = frame;
      const dropped = Object.values(frame.dropped).reduce((sum, count) => sum + count, 0);
      const unread = dropped > 0 ? [...coverage.unread, { what: 'matches' as const, count: dropped }] : coverage.unread;
      return { frame: Number(id), page, matches, away, lines, tables, coverage: { ...coverage, unread } };
    })
    .sort((a, b) => a.frame - b.frame);
}
