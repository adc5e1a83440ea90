/**
 * Rows that a list keeps room for and does not render, estimated from the room: most virtual lists do not say how many rows
 * they have. What they have in common is a scroller whose content is high, and only a part of that height has rows in it.
 */
import {
  boundingBoxOf,
  childElementCountOf,
  childrenOf,
  clientHeightOf,
  closest,
  getAttribute,
  querySelector,
  scrollHeightOf,
  textContentOf,
} from './dom.ts';
import { renderedParent } from './shadow.ts';

/** A scroller with less content than this many times its height renders all of it as a rule. */
const MIN_SCREENS = 2;
const MIN_HEIGHT = 40;
const MIN_ROWS = 5;
/** Virtual lists render a screen or three. */
const MAX_RENDERED = 300;
/** Levels below a scroller in which its rows are looked for, and children followed on each. */
const LEVELS = 5;
const BREADTH = 8;
/** Levels above a row in which its scroller is looked for. */
const MAX_CLIMB = 12;
/** Share of the height up to which rows may fill it. */
const MOST_FILLED = 0.7;

/** The one of some rows that is asked for all: head and sums often stand outside of what scrolls. */
export function middleRow(rows: ReadonlySet<number> | ReadonlyMap<number, unknown>): number | undefined {
  let left = rows.size >> 1;
  for (const id of rows.keys()) {
    if (left === 0) return id;
    left -= 1;
  }
  return undefined;
}

/** The scroller that a row moves in; null where only the page scrolls. Reads layout and styles. */
export function scrollerOf(row: Element): Element | null {
  let at = renderedParent(row);
  for (let level = 0; at !== null && level < MAX_CLIMB; level += 1, at = renderedParent(at)) {
    if (scrollHeightOf(at) > clientHeightOf(at) + 1 && /auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  }
  return null;
}

/** The element whose children are the rows: the one with the most children. */
function rowsIn(scroller: Element): Element {
  let best = scroller;
  let level: Element[] = [scroller];
  for (let depth = 0; depth < LEVELS && level.length > 0; depth += 1) {
    const next: Element[] = [];
    for (const element of level) {
      if (childElementCountOf(element) > childElementCountOf(best)) best = element;
      for (let i = 0; i < BREADTH; i += 1) {
        const child = childrenOf(element).item(i);
        if (child !== null) next.push(child);
      }
    }
    level = next;
  }
  return best;
}

/** About how many rows a scroller has room for besides those that are there; 0 where it shows all it has. Reads layout. */
export function countMissingRows(scroller: Element): number {
  const parent = rowsIn(scroller);
  // Most of what is asked about is no list; and a list that renders this many renders them all. Known without layout.
  const children = childElementCountOf(parent);
  if (children < MIN_ROWS || children > MAX_RENDERED) return 0;
  const clientHeight = clientHeightOf(scroller);
  const scrollHeight = scrollHeightOf(scroller);
  if (clientHeight < MIN_HEIGHT || scrollHeight < MIN_SCREENS * clientHeight) return 0;
  // Grids that number their rows have said it better.
  if (getAttribute(scroller, 'aria-rowcount') !== null || querySelector(scroller, '[aria-rowcount]') !== null) return 0;
  let rows = 0;
  let top = Number.POSITIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < MAX_RENDERED; i += 1) {
    const child = childrenOf(parent).item(i);
    if (child === null) break;
    const box = boundingBoxOf(child);
    // A spacer keeps the room free: it has a height and no words.
    if (box.height === 0 || (textContentOf(child) ?? '').trim() === '') continue;
    rows += 1;
    top = Math.min(top, box.top);
    bottom = Math.max(bottom, box.bottom);
  }
  const all = Math.max(scrollHeightOf(parent), boundingBoxOf(parent).height);
  const measured = bottom - top;
  if (rows < MIN_ROWS || all < 0.8 * scrollHeight || measured > MOST_FILLED * all) return 0;
  return Math.round((all - measured) / (measured / rows));
}

/** Whether the list of these rows, of which one is given, states or has room for more than it has. */
function hasMissingRows(row: Element, count: number): boolean {
  const grid = closest(row, '[aria-rowcount]');
  if (grid !== null) {
    const stated = Number(getAttribute(grid, 'aria-rowcount'));
    return stated === -1 || stated > count;
  }
  if (count < MIN_ROWS || count > MAX_RENDERED) return false;
  const scroller = scrollerOf(row);
  return scroller !== null && countMissingRows(scroller) > 0;
}

/** What is known of the rows of a table, by their numbers in the index. */
export interface RowsAsked {
  readonly rows: ReadonlySet<number> | ReadonlyMap<number, unknown>;
  /** How many there were when it was asked whether they are all. */
  rowsAsked: number;
  /** Keeps only the rows, or columns, in sight. */
  isVirtual: boolean;
}

/** Asks again, where the table has another number of rows than before, whether these are all. Reads layout and styles. */
export function lookIfVirtual(table: RowsAsked, elementsOf: (row: number) => readonly Element[]): void {
  const { size } = table.rows;
  if (table.isVirtual || size === table.rowsAsked) return;
  const id = middleRow(table.rows);
  const row = id === undefined ? undefined : elementsOf(id)[0];
  if (row === undefined) return;
  table.rowsAsked = size;
  table.isVirtual = hasMissingRows(row, size);
}
