/**
 * Rows of the page → rows of a table: which text stands in which column. Merged cells, rows that a grid spreads over
 * several elements, and cells that state their own column are all put into one grid.
 */
import type { Cell, Row } from '../core/line-items.ts';
import type { PageBlock } from './block-index.ts';
import { getAttribute, localNameOf, nodeTypeOf, querySelector, querySelectorAll } from './dom.ts';
import { composedParent, renderedParent } from './shadow.ts';

const TABLE_ROLES: ReadonlySet<string> = new Set(['table', 'grid', 'treegrid']);
const CELL_ROLES: ReadonlySet<string> = new Set(['cell', 'gridcell', 'columnheader', 'rowheader']);
const CELLS = 'td, th, [role="cell"], [role="gridcell"], [role="columnheader"], [role="rowheader"]';
/** Merged cells reach over the rows below in tables that people wrote; one of this size came out of a machine. */
const MAX_SPANNED_ROWS = 5_000;

interface Position {
  readonly column: number;
  readonly span: number;
}

/** First columns of the cells of each row, where cells are merged over several rows. */
export type Spans = ReadonlyMap<Element, readonly number[]>;

/** The table or grid that a row belongs to; the element around it where there is none. */
export function tableOf(row: Element): Element {
  let parent: Element | null = null;
  for (let at = renderedParent(row); at !== null; at = renderedParent(at)) {
    parent ??= at;
    if (localNameOf(at) === 'table' || TABLE_ROLES.has(getAttribute(at, 'role') ?? '')) return at;
  }
  return parent ?? row;
}

/** Merged over rows, one row merged over none: components write that at every cell. */
const MERGED = '[rowspan]:not([rowspan="1"])';

/** Whether cells are merged over rows somewhere in this table, or row. */
export function hasMergedCells(element: Element): boolean {
  return querySelector(element, MERGED) !== null;
}

/** Where the cells begin of rows that merged cells reach; undefined where there are none. Yields after each row. */
export function* readSpans(table: Element | null): Generator<undefined, Spans | undefined> {
  if (!(table instanceof HTMLTableElement) || !hasMergedCells(table)) return undefined;
  const spans = new Map<Element, number[]>();
  for (const merged of table.querySelectorAll(MERGED)) {
    let row = merged.parentElement;
    if (!(row instanceof HTMLTableRowElement) || row.closest('table') !== table || spans.has(row)) continue;
    /** Rows that each column is still taken for. */
    const taken: number[] = [];
    // A merged cell ends with its section at the latest.
    for (let isReached = true; isReached && row !== null; row = row.nextElementSibling as HTMLElement | null) {
      if (!(row instanceof HTMLTableRowElement)) continue;
      if (spans.size >= MAX_SPANNED_ROWS) return spans;
      spans.set(row, startsOf(row, taken));
      isReached = taken.some((rows) => rows > 0);
      yield;
    }
  }
  return spans;
}

/** First columns of the cells of a row; `taken` is what the rows above take of it, and afterwards of the next one. */
function startsOf(row: HTMLTableRowElement, taken: number[]): number[] {
  const starts: number[] = [];
  const begun: (readonly [column: number, rows: number])[] = [];
  let column = 0;
  for (const cell of row.cells) {
    while ((taken[column] ?? 0) > 0) column += 1;
    starts.push(column);
    for (let i = 0; i < cell.colSpan; i += 1, column += 1) if (cell.rowSpan !== 1) begun.push([column, cell.rowSpan]);
  }
  for (let i = 0; i < taken.length; i += 1) taken[i] = Math.max(0, (taken[i] ?? 0) - 1);
  // A span of 0 goes on to the end of the section.
  for (const [at, rows] of begun) taken[at] = rows === 0 ? MAX_SPANNED_ROWS : rows - 1;
  return starts;
}

function roleOf(element: Element): string {
  return getAttribute(element, 'role') ?? '';
}

function isCell(element: Element): boolean {
  const name = localNameOf(element);
  return name === 'td' || name === 'th' || CELL_ROLES.has(roleOf(element));
}

function isHeaderCell(cell: Element): boolean {
  return roleOf(cell) === 'columnheader' || (localNameOf(cell) === 'th' && getAttribute(cell, 'scope') !== 'row');
}

/** The cell of a block; the part of the row that it stands in where no cell is around it, and null where it is in none of the rows. */
function cellOf(block: PageBlock, rows: readonly Element[], positions: ReadonlyMap<Element, Position>): Element | null {
  const own = block.element ?? block.container;
  // Most cells hold nothing but their text.
  if (positions.has(own)) return own;
  let cell: Element | null = null;
  let last: Element | null = null;
  for (let at: Node | null = own; at !== null; at = composedParent(at)) {
    if (nodeTypeOf(at) !== Node.ELEMENT_NODE) continue;
    const element = at as Element;
    if (rows.includes(element)) return cell ?? last ?? element;
    if (cell === null && isCell(element)) cell = element;
    last = element;
  }
  return null;
}

function positionsOf(row: Element, spans: Spans | undefined): Map<Element, Position> {
  const positions = new Map<Element, Position>();
  if (row instanceof HTMLTableRowElement) {
    const starts = spans?.get(row);
    const { cells } = row;
    let column = 0;
    for (let i = 0, cell = cells.item(0); cell !== null; i += 1, cell = cells.item(i)) {
      column = starts?.[i] ?? column;
      const { colSpan: span } = cell;
      positions.set(cell, { column, span });
      column += span;
    }
  }
  if (positions.size > 0) return positions;
  let cells = [...querySelectorAll(row, CELLS)];
  if (cells.length === 0) cells = [...querySelectorAll(row, ':scope > *')];
  let column = 0;
  for (const cell of cells) {
    const stated = Number.parseInt(getAttribute(cell, 'aria-colindex') ?? '', 10);
    const span = Math.max(1, Number.parseInt(getAttribute(cell, 'aria-colspan') ?? '', 10) || 1);
    if (stated >= 1) column = stated - 1;
    positions.set(cell, { column, span });
    column += span;
  }
  return positions;
}

/** What was read of one row, in the columns of its table. `rows` are the row's elements, `blocks` its blocks. */
export function readTableRow(id: number, rows: readonly Element[], blocks: readonly PageBlock[], spans: Spans | undefined): Row {
  const positions = new Map<Element, Position>();
  for (const row of rows) for (const [cell, position] of positionsOf(row, spans)) positions.set(cell, position);
  const texts = new Map<Element, string>();
  const spoken = new Map<Element, string>();
  for (const block of blocks) {
    const cell = cellOf(block, rows, positions);
    if (cell === null) continue;
    // What an attribute says is the cell's text only where it has no other.
    const said = block.isAttribute ? spoken : texts;
    const before = said.get(cell);
    said.set(cell, before === undefined ? block.text : `${before} ${block.text}`);
  }
  for (const [cell, text] of spoken) if (!texts.has(cell)) texts.set(cell, text);
  // An empty cell is one too: where there is none, a cell of a row above reaches down.
  for (const cell of positions.keys()) if (!texts.has(cell)) texts.set(cell, '');
  const cells: Cell[] = [];
  for (const [cell, text] of texts) {
    const { column, span } = positions.get(cell) ?? { column: cells.length, span: 1 };
    cells.push({ text, column, span, isHeader: isHeaderCell(cell) });
  }
  cells.sort((a, b) => a.column - b.column);
  const [first] = rows;
  const filled = cells.filter(({ text }) => text !== '');
  const isHead = first !== undefined && (isInHead(first) || (filled.length > 0 && filled.every(({ isHeader }) => isHeader)));
  return { id, cells, isHead };
}

function isInHead(row: Element): boolean {
  const parent = renderedParent(row);
  return parent !== null && localNameOf(parent) === 'thead';
}
