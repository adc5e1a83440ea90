/**
 * Rows of the page → rows of a table: which text stands in which column. Merged cells, rows that a grid spreads over
 * several elements, and cells that state their own column are all put into one grid.
 */
import type { Cell, Row } from '../core/line-model.ts';
import type { PageBlock } from './block-index.ts';
import {
  firstElementChildOf,
  getAttribute,
  localNameOf,
  nextElementSiblingOf,
  nodeTypeOf,
  parentNodeOf,
  querySelector,
  querySelectorAll,
} from './dom.ts';
import { composedParent, renderedParent } from './shadow.ts';

const TABLE_ROLES: ReadonlySet<string> = new Set(['table', 'grid', 'treegrid']);
const CELL_ROLES: ReadonlySet<string> = new Set(['cell', 'gridcell', 'columnheader', 'rowheader']);
const CELLS = 'td, th, [role="cell"], [role="gridcell"], [role="columnheader"], [role="rowheader"]';
/** Rows that merged cells reach are remembered one by one; a table with more of them came out of a machine. */
const MAX_SPANNED_ROWS = 50_000;
/** More rows than a cell can be merged over: to the end of the section. */
const ALL_ROWS = 65_535;

/** A cell whose text is being put together; '' before there is any. */
interface GridCell extends Cell {
  text: string;
}

/** Rows of a table that merged cells reach. */
export interface Spans {
  /** First columns of their cells. */
  readonly starts: ReadonlyMap<Element, readonly number[]>;
  /** How their cells were merged, to be compared. */
  readonly shapes: ReadonlyMap<Element, string>;
  /** Rows of the table, those without merged cells too. */
  readonly rowCount: number;
}

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

function hasMergedCells(row: Element): boolean {
  return querySelector(row, MERGED) !== null;
}

/** Where the cells begin of rows that merged cells reach. Yields after each row: asked of all at once, the browser looks at every cell. */
export function* readSpans(table: HTMLTableElement): Generator<undefined, Spans> {
  const starts = new Map<Element, readonly number[]>();
  const shapes = new Map<Element, string>();
  const { rows } = table;
  const rowCount = rows.length;
  let section: Node | null = null;
  /** Rows that each column is still taken for. */
  let taken: number[] = [];
  for (let i = 0, row = rows.item(0); row !== null && starts.size < MAX_SPANNED_ROWS; i += 1, row = rows.item(i)) {
    const around = parentNodeOf(row);
    // A merged cell ends with its section at the latest.
    if (around !== section) taken = [];
    section = around;
    if (taken.some((left) => left > 0) || hasMergedCells(row)) {
      starts.set(row, startsOf(row, taken));
      shapes.set(row, shapeOf(row));
    }
    yield;
  }
  return { starts, shapes, rowCount };
}

/** Whether the cells of a row are merged as they were when this was read. */
export function isShapedAsBefore(row: Element, { shapes }: Spans): boolean {
  const before = shapes.get(row);
  return before === undefined ? !hasMergedCells(row) : row instanceof HTMLTableRowElement && shapeOf(row) === before;
}

function shapeOf(row: HTMLTableRowElement): string {
  return Array.from(row.cells, ({ colSpan, rowSpan }) => `${colSpan}x${rowSpan}`).join(' ');
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
  for (const [at, rows] of begun) taken[at] = rows === 0 ? ALL_ROWS : rows - 1;
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
function cellOf(block: PageBlock, rows: readonly Element[], known: ReadonlyMap<Element, GridCell>): Element | null {
  const own = block.element ?? block.container;
  // Most cells hold nothing but their text.
  if (known.has(own)) return own;
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

function emptyCell(cell: Element, column: number, span: number): GridCell {
  return { text: '', column, span, isHeader: isHeaderCell(cell) };
}

/** Adds the cells of one of the row's elements. */
function addCells(row: Element, spans: Spans | undefined, known: Map<Element, GridCell>): void {
  let column = 0;
  if (row instanceof HTMLTableRowElement) {
    const starts = spans?.starts.get(row);
    let place = 0;
    // Not `cells`: the browser would keep such a list for each row.
    for (let cell = firstElementChildOf(row); cell !== null; cell = nextElementSiblingOf(cell)) {
      if (!(cell instanceof HTMLTableCellElement)) continue;
      column = starts?.[place] ?? column;
      place += 1;
      const { colSpan: span } = cell;
      known.set(cell, emptyCell(cell, column, span));
      column += span;
    }
    if (place > 0) return;
  }
  let cells = [...querySelectorAll(row, CELLS)];
  if (cells.length === 0) cells = [...querySelectorAll(row, ':scope > *')];
  for (const cell of cells) {
    const stated = Number.parseInt(getAttribute(cell, 'aria-colindex') ?? '', 10);
    const span = Math.max(1, Number.parseInt(getAttribute(cell, 'aria-colspan') ?? '', 10) || 1);
    if (stated >= 1) column = stated - 1;
    known.set(cell, emptyCell(cell, column, span));
    column += span;
  }
}

/** What was read of one row, in the columns of its table. `rows` are the row's elements, `blocks` its blocks. */
export function readTableRow(id: number, rows: readonly Element[], blocks: readonly PageBlock[], spans: Spans | undefined): Row {
  // One map and one object for each cell: a table of 10,000 rows leaves 20 MB less to collect than with a map for each thing known.
  const known = new Map<Element, GridCell>();
  for (const row of rows) addCells(row, spans, known);
  const cells: GridCell[] = [];
  function say(element: Element, text: string): void {
    const cell = known.get(element) ?? emptyCell(element, cells.length, 1);
    known.set(element, cell);
    if (cell.text === '') cells.push(cell);
    cell.text = cell.text === '' ? text : `${cell.text} ${text}`;
  }
  const spoken: (readonly [cell: Element, text: string])[] = [];
  for (const block of blocks) {
    const cell = cellOf(block, rows, known);
    if (cell === null) continue;
    if (block.isAttribute) spoken.push([cell, block.text]);
    else say(cell, block.text);
  }
  // What attributes say is the cell's text only where it has no other.
  const silent = spoken.filter(([cell]) => (known.get(cell)?.text ?? '') === '');
  for (const [cell, text] of silent) say(cell, text);
  // An empty cell is one too: where there is none, a cell of a row above reaches down.
  for (const cell of known.values()) if (cell.text === '') cells.push(cell);
  cells.sort((a, b) => a.column - b.column);
  return { id, cells, isHead: isHead(rows[0], cells) };
}

function isHead(row: Element | undefined, cells: readonly GridCell[]): boolean {
  if (row === undefined) return false;
  if (isInHead(row)) return true;
  const isFilled = ({ text }: GridCell): boolean => text !== '';
  return cells.some(isFilled) && cells.every((cell) => cell.isHeader || !isFilled(cell));
}

function isInHead(row: Element): boolean {
  const parent = renderedParent(row);
  return parent !== null && localNameOf(parent) === 'thead';
}
