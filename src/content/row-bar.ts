/**
 * The bar beside a line item in which something was found: at the edge where its rows begin, the same side for all lines of
 * a table. Outside of the table where there is room; where a scroller cuts that off, just inside the edge, in the padding of
 * the first cell, or outside of the scroller where there is no padding: it lies over words only where nothing else is left.
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

/** What was decided for the bars of a table, or of one card. */
interface Decision {
  /** Nothing else stands outside of its edge. */
  isFree?: boolean;
  /** Nothing else stands outside of the scroller that cuts it off. */
  isFreeBeyond?: boolean;
  /** Its first cells leave room for a bar in front of their words. */
  isPadded?: boolean;
}

function beside(side: Side, strip: Box, gap: number): Box {
  const { width } = ROW_BAR;
  if (side === 'left') return { ...strip, left: strip.left - gap - width, right: strip.left - gap };
  if (side === 'right') return { ...strip, left: strip.right + gap, right: strip.right + gap + width };
  return { ...strip, top: strip.top - gap - width, bottom: strip.top - gap };
}

/** How far inside of the edge where a box begins another one does. */
function indentOf(side: Side, outer: Box, inner: Box): number {
  return side === 'right' ? outer.right - inner.right : inner[side] - outer[side];
}

/** Whether the words of a row begin so far inside of it that a bar fits in front of them. */
function isPadded(row: Element, side: Side, sight: Sight): boolean {
  const room = ROW_BAR.width + 1;
  const padding = { left: 'paddingLeft', right: 'paddingRight', top: 'paddingTop' } as const;
  let at: Element | null = row;
  for (let depth = 0; at !== null && depth < MAX_DEPTH; depth += 1) {
    const style = sight.styleOf(at);
    if (indentOf(side, sight.boxOf(row), sight.boxOf(at)) + Number.parseFloat(style[padding[side]]) >= room) return true;
    at = childrenOf(at)[0] ?? null;
  }
  return false;
}

/** Decides once for each table, so that the bars of its lines stand under one another. */
export function createBarPlacer(cover: Cover): BarPlacer {
  let decisions = new Map<Element, Decision>();

  /** Whether the bar can be seen there and nothing is in its way; what is not known yet is taken to be free. */
  function isRoom(bar: Box, side: Side, owner: Element, clip: Box | null, decision: Decision, name: 'isFree' | 'isFreeBeyond'): boolean {
    const seen = clip === null ? null : intersect(bar, clip);
    if (seen === null || seen[side] !== bar[side]) return false;
    const isFree = decision[name] ?? cover.isFree(owner, (seen.left + seen.right) / 2, (seen.top + seen.bottom) / 2);
    if (isFree !== undefined) decision[name] = isFree;
    return isFree !== false;
  }

  function clipAround(element: Element | null, sight: Sight): Box | null {
    const clip = sight.clipOf(element);
    return clip === null ? null : intersect(clip, sight.window);
  }

  /** The scroller that cuts off what is outside of the rows' edge; null where none does. */
  function scrollerOf(side: Side, owner: Element, strip: Box, sight: Sight): Element | null {
    for (let at = renderedParent(owner); at !== null; at = renderedParent(at)) {
      const inner = sight.clipOf(at);
      const outer = sight.clipOf(renderedParent(at));
      if (inner !== null && outer !== null && inner[side] !== outer[side] && Math.abs(indentOf(side, inner, strip)) < ROW_BAR.reach)
        return at;
    }
    return null;
  }

  /** How far outside of the rows' edge the bar begins; negative for a bar inside of it. */
  function gapOf(line: Line, side: Side, strip: Box, sight: Sight): number {
    const [row] = line.rows as readonly [Element];
    const table = tableOf(row);
    const beyond = table === null ? 0 : indentOf(side, sight.boxOf(table), strip);
    // A frame further off is the page's own layout, or what was scrolled out.
    const owner = table !== null && beyond > -1 && beyond <= ROW_BAR.reach ? table : row;
    const decision = decisions.get(owner) ?? {};
    decisions.set(owner, decision);
    const gap = (owner === row ? 0 : Math.max(0, beyond)) + ROW_BAR.gap;
    const around = clipAround(renderedParent(owner), sight);
    if (isRoom(beside(side, strip, gap), side, owner, around, decision, 'isFree')) return gap;
    decision.isPadded ??= isPadded(row, side, sight);
    const isWhole = Math.abs(indentOf(side, sight.boxOf(row), strip)) < 1;
    if (decision.isPadded && isWhole) return -ROW_BAR.width;
    // Rather outside of the scroller than over the words; any words may be at the edge of a row that is scrolled sideways.
    const scroller = scrollerOf(side, owner, strip, sight);
    if (scroller === null) return -ROW_BAR.width;
    const further = indentOf(side, sight.boxOf(scroller), strip) + ROW_BAR.gap;
    const bar = beside(side, strip, further);
    return isRoom(bar, side, scroller, clipAround(renderedParent(scroller), sight), decision, 'isFreeBeyond') ? further : -ROW_BAR.width;
  }

  return {
    place(line, { side, strip, isBegin, isEnd }, left, sight) {
      const bar = beside(side, strip, gapOf(line, side, strip, sight));
      const isAcross = side === 'top';
      const room = isAcross ? left.right - left.left : left.bottom - left.top;
      const inset = room > 6 * ROW_BAR.inset ? ROW_BAR.inset : 0;
      // Cut where the rows are; what covers only the strip's own side moves nothing.
      return isAcross
        ? { ...bar, left: left.left + (isBegin ? inset : 0), right: left.right - (isEnd ? inset : 0) }
        : { ...bar, top: left.top + (isBegin ? inset : 0), bottom: left.bottom - (isEnd ? inset : 0) };
    },
    doubt() {
      decisions = new Map();
    },
  };
}
