/**
 * The bar beside a line item in which something was found: at the edge where its rows begin, the same side for all lines of
 * a table. Outside of the table where there is room, so that it lies over no text; else just inside the edge, in the padding
 * of the first cell.
 */
import type { Cover } from './cover.ts';
import { childrenOf, getAttribute, localNameOf } from './dom.ts';
import { type Box, intersect, unite } from './hit-test.ts';
import type { Place } from './places.ts';
import { renderedParent } from './shadow.ts';
import type { Sight } from './sight.ts';
import { ROW_BAR } from './tokens.ts';

/** How deep rows stand in their table. */
const MAX_DEPTH = 12;
const TABLE_ROLES: ReadonlySet<string> = new Set(['table', 'grid', 'treegrid']);

export type Side = 'left' | 'right' | 'top';

/** A line item with confirmed marks. */
export interface Line {
  /** Its elements, in the order of the page. Never empty. */
  readonly rows: readonly Element[];
  /** Places of its confirmed marks. */
  readonly places: readonly Place[];
}

/** Where a line can be seen. */
export interface LineSight {
  readonly side: Side;
  /** A strip along the edge where it begins, inside of it. What covers this covers the bar. */
  readonly strip: Box;
  /** Where its first rows can be seen at all. */
  readonly clip: Box;
  /** Which ends of the strip are the line's own and not cut off. */
  readonly isBegin: boolean;
  readonly isEnd: boolean;
}

/** The table or grid that a row stands in; null for a product card. */
function tableOf(row: Element): Element | null {
  let at = renderedParent(row);
  for (let depth = 0; at !== null && depth < MAX_DEPTH; depth += 1) {
    if (localNameOf(at) === 'table' || TABLE_ROLES.has(getAttribute(at, 'role') ?? '')) return at;
    at = renderedParent(at);
  }
  return null;
}

/** A row without a box of its own (`display: contents`) is where its cells are. */
function rowBox(row: Element, sight: Sight): Box | null {
  const own = sight.boxOf(row);
  if (own.right > own.left || own.bottom > own.top) return own;
  let box: Box | null = null;
  for (const cell of childrenOf(row)) {
    const other = sight.boxOf(cell);
    box = box === null ? other : unite(box, other);
  }
  return box;
}

function startOf(element: Element, sight: Sight): Side {
  const { direction, writingMode } = sight.styleOf(element);
  if (writingMode !== 'horizontal-tb') return 'top';
  return direction === 'rtl' ? 'right' : 'left';
}

/** Looks where the line begins; null when nothing of it is in the window. */
export function seeLine({ rows }: Line, sight: Sight): LineSight | null {
  let seen: Box | null = null;
  let whole: Box | null = null;
  let around: Box | null = null;
  for (const row of rows) {
    const box = rowBox(row, sight);
    const isInWindow = box !== null && intersect(box, sight.window) !== null;
    const clip = isInWindow ? sight.clipOf(renderedParent(row)) : null;
    const part = box === null || clip === null ? null : intersect(box, clip);
    if (box === null || part === null) continue;
    around ??= clip;
    whole = whole === null ? box : unite(whole, box);
    seen = seen === null ? part : unite(seen, part);
  }
  const [first] = rows;
  if (seen === null || whole === null || around === null || first === undefined) return null;
  const side = startOf(first, sight);
  const depth = ROW_BAR.width + 2;
  const isAcross = side === 'top';
  return {
    side,
    clip: around,
    strip: {
      ...seen,
      ...(side === 'left' && { right: Math.min(seen.right, seen.left + depth) }),
      ...(side === 'right' && { left: Math.max(seen.left, seen.right - depth) }),
      ...(side === 'top' && { bottom: Math.min(seen.bottom, seen.top + depth) }),
    },
    isBegin: isAcross ? seen.left - whole.left < 1 : seen.top - whole.top < 1,
    isEnd: isAcross ? whole.right - seen.right < 1 : whole.bottom - seen.bottom < 1,
  };
}

export interface BarPlacer {
  /** The bar for what is left to see of the strip. */
  place(line: Line, seen: LineSight, left: Box, sight: Sight): Box;
  /** The page changed: what stood beside the tables may be gone, or have come. */
  doubt(): void;
}

/** Decides once for each table, so that the bars of its lines stand under one another. */
export function createBarPlacer(cover: Cover): BarPlacer {
  let decided = new Map<Element, boolean>();

  /** How far outside of the rows' edge the bar begins; null where it has no room there. */
  function outside(line: Line, side: Side, strip: Box, sight: Sight): number | null {
    const [row] = line.rows as readonly [Element];
    const table = tableOf(row);
    const frame = table === null ? strip : sight.boxOf(table);
    const beyond = side === 'right' ? frame.right - strip.right : strip[side] - frame[side];
    // A frame further off is the page's own layout, or what was scrolled out.
    const owner = table !== null && beyond > -1 && beyond <= ROW_BAR.reach ? table : row;
    const begin = (owner === row ? 0 : Math.max(0, beyond)) + ROW_BAR.gap;
    const bar = beside(side, strip, begin);
    const around = sight.clipOf(renderedParent(owner));
    const clip = around === null ? null : intersect(around, sight.window);
    const seen = clip === null ? null : intersect(bar, clip);
    if (seen === null || seen[side] !== bar[side]) return null;
    const isFree = decided.get(owner) ?? cover.isFree(owner, (seen.left + seen.right) / 2, (seen.top + seen.bottom) / 2);
    if (isFree !== undefined) decided.set(owner, isFree);
    return isFree === false ? null : begin;
  }

  function beside(side: Side, strip: Box, gap: number): Box {
    const { width } = ROW_BAR;
    if (side === 'left') return { ...strip, left: strip.left - gap - width, right: strip.left - gap };
    if (side === 'right') return { ...strip, left: strip.right + gap, right: strip.right + gap + width };
    return { ...strip, top: strip.top - gap - width, bottom: strip.top - gap };
  }

  return {
    place(line, { side, strip, isBegin, isEnd }, left, sight) {
      const begin = outside(line, side, strip, sight);
      const bar = beside(side, strip, begin ?? -ROW_BAR.width);
      const isAcross = side === 'top';
      const room = isAcross ? left.right - left.left : left.bottom - left.top;
      const inset = room > 6 * ROW_BAR.inset ? ROW_BAR.inset : 0;
      // Cut where the rows are; what covers only the strip's own side moves nothing.
      return isAcross
        ? { ...bar, left: left.left + (isBegin ? inset : 0), right: left.right - (isEnd ? inset : 0) }
        : { ...bar, top: left.top + (isBegin ? inset : 0), bottom: left.bottom - (isEnd ? inset : 0) };
    },
    doubt() {
      decided = new Map();
    },
  };
}
