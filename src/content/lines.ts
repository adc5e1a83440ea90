/**
 * The line items of the frame: which rows and product cards are something to buy, and what they come to. Keeps what it knows of
 * a table, so that an edited cell costs one row and not the table.
 *
 *     rows put or removed → rows of the grid → columns → lines → news for the worker
 *
 * Most pages hold nothing that anybody wants to know the amount of: of tables that nobody asked for (`want`) only their rows are
 * known. A table that keeps only the rows in sight is read all the same, since what it lets go of cannot be read later. What is
 * not known are lines that went before a table was seen to be of that kind: of lists without `aria-rowcount` that move with
 * the page and not in a scroller of their own, those of the first scroll; and cards that went before cards were asked for.
 *
 * A line is told again by what it says, not by where it stands: grids use a row's elements again for another row, and sort.
 */

import { addAmounts } from '../core/amounts.ts';
import type { LineTable, PlacedLine } from '../core/finding.ts';
import {
  type Columns,
  cut,
  findColumns,
  type LineDraft,
  linesOf,
  MAX_DESCRIPTION,
  pairsOf,
  type Row,
  type RowReading,
  readPairs,
  readRow,
} from '../core/line-items.ts';
import type { BlockIndex, PageBlock, Touched } from './block-index.ts';
import { cardAround, definitionListOf, looksLikePrice, readCard, readDefinitions } from './cards.ts';
import { contains, elementsByTagName, getAttribute, hostOfRoot, isConnected, querySelectorAll, rootNodeOf, shadowRootOf } from './dom.ts';
import { composedParent, renderedParent } from './shadow.ts';
import type { Step } from './slices.ts';
import { hasMergedCells, readSpans, readTableRow, type Spans, tableOf } from './table-grid.ts';
import { hasMissingRows } from './virtual-rows.ts';

/** Rows that are looked at for what the columns mean. */
const SAMPLE_ROWS = 40;
/** A table of head cells alone stands at most this far up from the table of its lines, among a few others. */
const HEAD_LEVELS = 5;
const MAX_HEAD_ROWS = 3;
const MAX_TABLES_NEAR = 24;
/** Levels above a price or a control within which a card can become whole by what comes late; prices that wait for it. */
const CARD_LEVELS = 8;
const MAX_UNPLACED = 1_000;
const MAX_RETRIED = 100;
/** What the worker takes of one line, and of tables. */
const MAX_PLACES = 1_000;
const MAX_TABLES = 1_000;

export interface LineNewsSink {
  line(line: PlacedLine): void;
  goneLine(id: number): void;
  tables(tables: readonly LineTable[]): void;
}

export interface LineReader {
  /**
   * Says around which blocks line items are wanted: from the next update on the tables that these stand in, and the cards of the
   * page if one stands outside of tables, are kept up to date, and the others forgotten. True if that update has something to do
   * before the page changes again.
   */
  want(blocks: Iterable<PageBlock> | 'all'): boolean;
  /** Work that brings the wanted lines up to date after these places changed. One at a time. */
  update(touched?: Touched): Step;
  /** The line that a block stands in. */
  lineOf(block: PageBlock): number | undefined;
  /** Elements of the rows, or the card, of that line; none where there is no line. */
  elementsOf(block: PageBlock): readonly Element[];
  /** A row of each table that was read, with how many of its lines were scrolled away. */
  sampleRows(): Iterable<{ readonly row: Element; readonly away: number }>;
  /** Rows of a grid that were on the page at some time. */
  seenRows(grid: Element): number;
  /** Filled cells of the tables that were read. */
  readonly cells: number;
  /** Everything known, for a worker that lost it. */
  all(): { readonly lines: Iterable<PlacedLine>; readonly tables: readonly LineTable[] };
  /** Forgets the lines that were scrolled away. */
  forgetAway(): void;
}

interface Known {
  readonly placed: PlacedLine;
  readonly key: string;
  /** What it was read from; the same objects mean the same line. Empty for cards. */
  readonly readings: readonly RowReading[];
}

interface TableRow {
  readonly cells: number;
  readonly reading: RowReading | undefined;
}

const UNREAD_ROW: TableRow = { cells: 0, reading: undefined };
const NOTHING: Touched = { rows: [], blocks: [], scrolled: new Set() };

class Table {
  /** In the order of the page, once `isInOrder`. */
  rows = new Map<number, TableRow>();
  columns: Columns | undefined;
  /** Lines that are on the page, by id. */
  lines = new Map<number, Known>();
  /** What the lines come to that were scrolled away, by id. */
  readonly away = new Map<number, PlacedLine['line']>();
  /** All of these, and per currency what they come to. Kept as lines come and go: adding up all of them would cost more at every scroll. */
  readonly counted = new Map<number, PlacedLine['line']>();
  readonly sums = new Map<string, { value: number; lines: number }>();
  readonly byRow = new Map<number, Known>();
  readonly ids = new Map<string, number>();
  /** Cells of each row of a grid that keeps only the columns in sight, with those out of sight. */
  readonly cells = new Map<number, Row['cells']>();
  /** Rows of a grid that numbers them. */
  seen = new Set<number>();
  isInOrder = true;
  /** Since an update met its rows, others may come to stand between them. */
  isMet = false;
  isWanted = false;
  /** Its lines are kept up to date. */
  isRead = false;
  /** Keeps only the rows, or columns, in sight. */
  isVirtual = false;
  /** How many rows it had when it was asked for that. */
  rowsAsked = 0;
  /** Some rows have their name from a row above, and say not all of their line themselves. */
  isSpanned = false;
  /** How many rows the table had when no cell was merged over rows in any of them. */
  unmergedRows: number | undefined;
  /** The table of head cells that it was read with; none where it has a head of its own. */
  head: Table | undefined;
  hasOwnHead = false;
  /** Small ones above it, of which one is the head, or has lines and is none. */
  readonly near = new Set<Table>();

  constructor(
    readonly id: number,
    /** Null for the cards of the page, wherever they stand. */
    readonly element: Element | null,
  ) {}
}

/** Whether it may keep only the columns in sight. */
function isPartial({ element }: Table): boolean {
  return element !== null && getAttribute(element, 'aria-colcount') !== null;
}

/** What tells a line from the others of its table. */
function keyOf(draft: LineDraft): string {
  const { number, part, description, quantity, amount, price } = draft;
  return [number, part, description, quantity, (amount ?? price)?.value].join('\u001f');
}

/** Whether a row takes the same part among its neighbours as before, so that only its own line changes. */
function isSamePart(before: RowReading | undefined, after: RowReading | undefined): boolean {
  if (before === undefined || after === undefined || before.kind !== after.kind) return false;
  // A numbered row without anything to pay may be a heading of the next.
  return before.number === after.number && isBare(before) === isBare(after) && !before.isSpanned && !after.isSpanned;
}

function isBare({ part, quantity, price, amount }: RowReading): boolean {
  return part === undefined && quantity === undefined && price === undefined && amount === undefined;
}

/** Nothing is read before the first update. */
export function createLineReader(
  index: BlockIndex,
  news: LineNewsSink,
  shadowOf: (element: Element) => ShadowRoot | null = shadowRootOf,
): LineReader {
  const byElement = new WeakMap<Element, Table>();
  const tables = new Map<number, Table>();
  /** Which table a row was in when it was read last. */
  const tableOfRow = new Map<number, Table>();
  const cards = new Map<Element, Known>();
  const cardOfBlock = new Map<number, Element>();
  /** Prices without a card. */
  const unplaced = new Set<number>();
  let nextTable = 1;
  let nextLine = 1;
  let cells = 0;
  let isChanged = false;
  /** Between the steps of an update. */
  let isUpdating = false;
  /** Ids of blocks. */
  let wanted: readonly number[] | 'all' = [];
  /** One for all: what wraps a card is often used again for another, and a card that comes back must be the same line. */
  let cardTable = new Table(nextTable++, null);

  function tableFor(element: Element): Table {
    const known = byElement.get(element) ?? new Table(nextTable++, element);
    byElement.set(element, known);
    if (!tables.has(known.id)) known.isWanted = wanted === 'all';
    tables.set(known.id, known);
    return known;
  }

  /* What is wanted */

  function noteWanted(): void {
    for (const id of wanted === 'all' ? [] : wanted) {
      const block = index.get(id);
      if (block === undefined) continue;
      const table = block.row === undefined ? cardTable : tableOfRow.get(block.row);
      if (table !== undefined) table.isWanted = true;
    }
  }

  /** What was scrolled away is told again by its line. */
  function isNeeded({ isWanted, isVirtual, away }: Table): boolean {
    return isWanted || isVirtual || away.size > 0;
  }

  function neededTables(): Set<Table> {
    const needed = new Set<Table>();
    for (const table of tables.values()) if (table !== cardTable && isNeeded(table)) needed.add(table);
    for (const table of needed) for (const other of table.near) needed.add(other);
    return needed;
  }

  /** Asks one of its rows for all: head and sums often stand outside of what scrolls. */
  function lookIfVirtual(table: Table): void {
    const { size } = table.rows;
    if (table.isVirtual || wanted === 'all' || size === table.rowsAsked) return;
    table.rowsAsked = size;
    table.isVirtual = isPartial(table);
    let at = size >> 1;
    for (const id of table.rows.keys()) {
      at -= 1;
      if (at >= 0) continue;
      const [row] = index.rowElements(id);
      if (row !== undefined) table.isVirtual ||= hasMissingRows(row, size);
      return;
    }
  }

  function* readFirst(table: Table): Generator<undefined> {
    table.isRead = true;
    yield* updateTable(table, new Set(table.rows.keys()));
  }

  /** Takes back the lines of a table; only its rows are known then. */
  function* forget(table: Table): Generator<undefined> {
    for (const id of table.lines.keys()) {
      news.goneLine(id);
      isChanged = true;
      yield;
    }
    const next = new Table(table.id, table.element);
    for (const [id, row] of table.rows) {
      cells -= row.cells;
      next.rows.set(id, UNREAD_ROW);
      tableOfRow.set(id, next);
      yield;
    }
    next.seen = table.seen;
    next.isInOrder = table.isInOrder;
    next.isMet = table.isMet;
    next.rowsAsked = table.rowsAsked;
    if (next.rows.size > 0) tables.set(next.id, next);
    else tables.delete(next.id);
    if (next.element !== null) byElement.set(next.element, next);
  }

  /* Tables */

  function gridRow(table: Table, id: number, spans: Spans | undefined): Row | null {
    const blocks = index.blocksOfRow(id);
    const elements = index.rowElements(id);
    if (blocks.length === 0 || elements.length === 0) return null;
    const row = readTableRow(id, elements, blocks, spans);
    return isPartial(table) ? withColumnsOutOfSight(table, row) : row;
  }

  /** A grid may keep only the columns in sight: what the others said goes on as long as the row says the same. */
  function withColumnsOutOfSight(table: Table, row: Row): Row {
    const before = table.cells.get(row.id) ?? [];
    const inSight = new Map(row.cells.map(({ column, text }) => [column, text]));
    const isSame = before.every(({ column, text }) => (inSight.get(column) ?? text) === text);
    const kept = isSame ? before.filter(({ column }) => !inSight.has(column)) : [];
    const cells = [...row.cells, ...kept].sort((a, b) => a.column - b.column);
    table.cells.set(row.id, cells);
    return { ...row, cells };
  }

  function forgetRow(table: Table, id: number): void {
    const row = table.rows.get(id);
    if (row === undefined) return;
    cells -= row.cells;
    table.rows.delete(id);
    table.cells.delete(id);
    tableOfRow.delete(id);
  }

  /** Puts a row that was read into its table; its meaning is read when the columns are known. */
  function noteRow(id: number, isScrolled: boolean, changes: Map<Table, Set<number>>): void {
    const note = (table: Table): void => {
      const rows = changes.get(table) ?? new Set();
      changes.set(table, rows.add(id));
    };
    const before = tableOfRow.get(id);
    const [element] = index.rowElements(id);
    const table = element === undefined || !index.hasBlocks(id) ? undefined : tableFor(tableOf(element));
    if (before !== undefined) note(before);
    if (before !== undefined && isScrolled) before.isVirtual = true;
    if (before !== undefined && before !== table) forgetRow(before, id);
    if (table === undefined || element === undefined) return;
    note(table);
    tableOfRow.set(id, table);
    if (getAttribute(element, 'aria-rowindex') !== null) table.seen.add(id);
    if (!table.rows.has(id)) {
      if (table.isMet) table.isInOrder = false;
      table.rows.set(id, UNREAD_ROW);
    }
  }

  function* putInOrder(table: Table): Generator<undefined> {
    if (table.isInOrder) return;
    table.isInOrder = true;
    // Not by comparing elements with one another: each comparison may walk over all the rows between.
    const order = new Map<Element, number>();
    for (const element of table.element === null ? [] : querySelectorAll(table.element, 'tr, [role="row"]')) {
      order.set(element, order.size);
      yield;
    }
    const places: { id: number; row: TableRow; element: Element | undefined; stated: number; at: number | undefined }[] = [];
    for (const [id, row] of table.rows) {
      const [element] = index.rowElements(id);
      if (element === undefined) places.push({ id, row, element, stated: 0, at: undefined });
      else places.push({ id, row, element, stated: Number(getAttribute(element, 'aria-rowindex')), at: order.get(element) });
      yield;
    }
    places.sort((a, b) => {
      if (a.element === undefined || b.element === undefined || a.element === b.element) return a.id - b.id;
      if (a.stated !== b.stated && !Number.isNaN(a.stated - b.stated)) return a.stated - b.stated;
      if (a.at !== undefined && b.at !== undefined) return a.at - b.at;
      return isBefore(a.element, b.element) ? -1 : 1;
    });
    yield;
    table.rows = new Map(places.map(({ id, row }) => [id, row]));
  }

  /** The table of head cells alone that stands above this one: grids that scroll keep their head apart. */
  function* headTableOf(table: Table): Generator<undefined, Table | undefined> {
    let scope = table.element;
    for (let level = 0; level < HEAD_LEVELS && scope !== null && table.element !== null; level += 1) {
      scope = renderedParent(scope);
      const near = scope === null ? null : elementsByTagName(scope, 'table');
      if (near === null || near.item(MAX_TABLES_NEAR) !== null) return undefined;
      for (let i = near.length - 1; i >= 0; i -= 1) {
        const other = near.item(i) as Element;
        const head = byElement.get(other);
        if (head === undefined || head === table || head.rows.size === 0 || head.rows.size > MAX_HEAD_ROWS) continue;
        if (contains(other, table.element) || contains(table.element, other) || !isBefore(other, table.element)) continue;
        table.near.add(head);
        if (!head.isRead) yield* readFirst(head);
        if (head.lines.size === 0) return head;
      }
    }
    return undefined;
  }

  /** Whether its lines may be read with a head that stands in the other table. */
  function isHeadedBy({ element, head, hasOwnHead }: Table, other: Table): boolean {
    if (head === other) return true;
    if (hasOwnHead || element === null || other.element === null || other.rows.size === 0 || other.rows.size > MAX_HEAD_ROWS) return false;
    let scope: Element | null = element;
    for (let level = 0; level < HEAD_LEVELS && scope !== null; level += 1) {
      scope = renderedParent(scope);
      if (scope !== null && contains(scope, other.element)) return isBefore(other.element, element);
    }
    return false;
  }

  /** Its rows as a head; none where numbers stand in them. */
  function* headRowsOf(table: Table): Generator<undefined, Row[]> {
    const spans = yield* readSpans(table.element);
    const rows = [...table.rows.keys()].flatMap((id) => gridRow(table, id, spans) ?? []);
    const isHead = rows.every((row) => row.isHead || row.cells.every(({ text }) => !/\d/.test(text)));
    return isHead ? rows.map((row) => ({ ...row, isHead: true })) : [];
  }

  function captionOf(table: Element | null): string {
    if (table === null) return '';
    const caption = table instanceof HTMLTableElement ? table.caption?.textContent : null;
    return caption ?? getAttribute(table, 'aria-label') ?? '';
  }

  function* columnsOf(table: Table, spans: Spans | undefined): Generator<undefined, Columns | undefined> {
    const sample: Row[] = [];
    for (const id of table.rows.keys()) {
      const row = gridRow(table, id, spans);
      if (row !== null) sample.push(row);
      if (sample.length >= SAMPLE_ROWS) break;
      yield;
    }
    const caption = captionOf(table.element);
    table.near.clear();
    table.hasOwnHead = sample.some(({ isHead }) => isHead);
    table.head = table.hasOwnHead ? undefined : yield* headTableOf(table);
    const head = table.head === undefined ? [] : yield* headRowsOf(table.head);
    yield;
    const columns = head.length > 0 ? yield* findColumns([...head, ...sample], caption) : undefined;
    return columns ?? (yield* findColumns(sample, caption));
  }

  /** Whether the head was scrolled away with some of the lines: what it said goes on. */
  function isHeadAway(table: Table, { headerRows }: Columns): boolean {
    if (headerRows.length === 0 || headerRows.some((id) => table.rows.has(id))) return false;
    if (table.away.size > 0) return true;
    for (const { placed } of table.lines.values()) if (index.isLineAway(placed.line.id)) return true;
    return false;
  }

  /** The merged cells of a table: in one without any, only the rows that changed are looked through. */
  function* spansOf(table: Table, changed: ReadonlySet<number>): Generator<undefined, Spans | undefined> {
    const { element, unmergedRows } = table;
    if (!(element instanceof HTMLTableElement)) return undefined;
    const rowCount = element.rows.length;
    const isAsBefore = rowCount === unmergedRows && ![...changed].some((id) => index.rowElements(id).some(hasMergedCells));
    if (isAsBefore) return undefined;
    const spans = yield* readSpans(element);
    table.unmergedRows = spans === undefined ? rowCount : undefined;
    return spans;
  }

  /** Reads what changed in one table. Yields after each piece of work. */
  function* updateTable(table: Table, changed: ReadonlySet<number>): Generator<undefined> {
    const spans = yield* spansOf(table, changed);
    yield* putInOrder(table);
    yield;
    const before = table.columns;
    if (changed.size === 0 || isAmongFirst(table.rows, changed)) table.columns = yield* columnsOf(table, spans);
    if (before !== undefined && (table.columns?.headerRows.length ?? 0) === 0 && isHeadAway(table, before)) table.columns = before;
    yield;
    const { columns } = table;
    const isSame = JSON.stringify(columns) === JSON.stringify(before);
    if (isSame && changed.size === 0) return;
    let isSameShape = isSame && columns !== undefined && !table.isSpanned;
    for (const id of isSame ? changed : [...table.rows.keys()]) {
      const row = table.rows.get(id);
      const grid = row === undefined ? null : gridRow(table, id, spans);
      if (row === undefined || grid === null) continue;
      const reading = columns === undefined ? undefined : readRow(grid, columns);
      if (!isSamePart(row.reading, reading)) isSameShape = false;
      let filled = 0;
      for (const { text } of grid.cells) if (text !== '') filled += 1;
      cells += filled - row.cells;
      table.rows.set(id, { cells: filled, reading });
      yield;
    }
    if (isSameShape && table.rows.size > 0 && [...changed].every((id) => table.rows.has(id))) yield* joinAgain(table, changed);
    else yield* joinAll(table, changed, spans);
  }

  /** Joins the lines of these rows alone. */
  function* joinAgain(table: Table, changed: ReadonlySet<number>): Generator<undefined> {
    const before = new Set([...changed].flatMap((id) => table.byRow.get(id) ?? []));
    // All at once: a page that sorts may write each line where another one stood.
    for (const { placed } of before) table.lines.delete(placed.line.id);
    for (const { placed } of before) {
      const readings = placed.rows.flatMap((id) => table.rows.get(id)?.reading ?? []);
      const [draft] = yield* linesOf(readings);
      if (draft !== undefined) place(table, draft, readings);
      yield;
    }
    // A line that says something else now is another line, for one that was scrolled away is told by what it says.
    for (const known of before) if (!table.lines.has(known.placed.line.id)) leave(table, known);
  }

  function* joinAll(table: Table, changed: ReadonlySet<number>, spans: Spans | undefined): Generator<undefined> {
    const before = table.lines;
    const places = [...table.rows.values()].flatMap(({ reading }) => reading ?? []);
    table.isSpanned = places.some(({ isSpanned }) => isSpanned);
    let drafts = yield* linesOf(places);
    if (table.columns === undefined) drafts = draftsOfPairs(table, spans);
    yield;
    const byFirst = new Map([...before.values()].map((known) => [known.placed.rows[0], known]));
    const news: (readonly [LineDraft, readonly RowReading[]])[] = [];
    table.lines = new Map();
    table.byRow.clear();
    for (const draft of drafts) {
      const readings = draft.rows.flatMap((id) => table.rows.get(id)?.reading ?? []);
      const same = byFirst.get(draft.rows[0]);
      const isSame =
        same !== undefined &&
        readings.length > 0 &&
        readings.length === same.readings.length &&
        readings.every((reading, i) => reading === same.readings[i]) &&
        draft.description === same.placed.line.description &&
        !draft.rows.some((id) => changed.has(id));
      // The others when all of these have their ids: a new line that says the same must not take one.
      if (isSame) keep(table, same);
      else news.push([draft, readings]);
      yield;
    }
    for (const [draft, readings] of news) {
      place(table, draft, readings);
      yield;
    }
    let isTakenAway = false;
    for (const known of before.values()) if (!table.lines.has(known.placed.line.id) && !leave(table, known)) isTakenAway = true;
    // The page took the whole of it, and that was no scrolling.
    if (isTakenAway && table.rows.size === 0 && table.element !== null && !isConnected(table.element)) forgetLinesAway(table);
  }

  function draftsOfPairs(table: Table, spans: Spans | undefined): LineDraft[] {
    if (table.rows.size > SAMPLE_ROWS) return [];
    const rows = [...table.rows.keys()].flatMap((id) => gridRow(table, id, spans) ?? []);
    // Columns in which nothing stands anywhere keep room.
    const filled = new Set(rows.flatMap((row) => row.cells.flatMap(({ text, column }) => (text === '' ? [] : column))));
    const pairs = pairsOf(rows.map((row) => ({ ...row, cells: row.cells.filter(({ column }) => filled.has(column)) })));
    const draft = pairs && readPairs(pairs);
    return draft ? [{ ...draft, rows: rows.map(({ id }) => id) }] : [];
  }

  /** Counts a line as it is now; null for one that is gone. */
  function count(table: Table, id: number, line: PlacedLine['line'] | null): void {
    const before = table.counted.get(id);
    if (before !== undefined) addTo(table, before, -1);
    if (line === null) table.counted.delete(id);
    else {
      table.counted.set(id, line);
      addTo(table, line, 1);
    }
  }

  function addTo({ sums }: Table, { amount }: PlacedLine['line'], sign: 1 | -1): void {
    if (amount === undefined) return;
    const currency = amount.currency ?? '';
    const sum = sums.get(currency) ?? { value: 0, lines: 0 };
    // Rounded before: what was added can be taken away again.
    sum.value = addAmounts(sum.value, sign * addAmounts(0, amount.value));
    sum.lines += sign;
    if (sum.lines === 0) sums.delete(currency);
    else sums.set(currency, sum);
  }

  function keep(table: Table, known: Known): void {
    table.lines.set(known.placed.line.id, known);
    for (const row of known.placed.rows) table.byRow.set(row, known);
  }

  function place(table: Table, draft: LineDraft, readings: readonly RowReading[], blocks: readonly number[] = []): Known {
    const { rows, description, ...others } = draft;
    const said = description === undefined ? others : { ...others, description: cut(description, MAX_DESCRIPTION) };
    const own = keyOf(draft);
    // Two lines that say the same are two lines.
    let key = own;
    for (let twin = 2; table.lines.has(table.ids.get(key) ?? 0); twin += 1) key = `${own}\u001e${twin}`;
    const id = table.ids.get(key) ?? nextLine++;
    table.ids.set(key, id);
    const placed = { line: { id, table: table.id, ...said }, rows: rows.slice(0, MAX_PLACES), blocks: blocks.slice(0, MAX_PLACES) };
    const known: Known = { placed, key, readings };
    keep(table, known);
    table.away.delete(id);
    count(table, id, placed.line);
    news.line(placed);
    index.foundLine(id, rows);
    isChanged = true;
    return known;
  }

  /** A line that is not on the page any more; it counts on, and the answer is true, when it was scrolled away. */
  function leave(table: Table, { placed: { line, rows }, key }: Known): boolean {
    for (const row of rows) if (table.byRow.get(row)?.placed.line.id === line.id) table.byRow.delete(row);
    const isAway = index.isLineAway(line.id);
    if (isAway) table.away.set(line.id, line);
    else {
      table.ids.delete(key);
      count(table, line.id, null);
      news.goneLine(line.id);
    }
    isChanged = true;
    return isAway;
  }

  function forgetLinesAway(table: Table): void {
    for (const [key, id] of table.ids) if (table.away.has(id)) table.ids.delete(key);
    for (const id of table.away.keys()) {
      count(table, id, null);
      index.foundLine(id, []);
    }
    table.away.clear();
    isChanged = true;
  }

  /* Cards */

  function readAgain(card: Element): void {
    const before = cards.get(card);
    const blocks = isConnected(card) ? index.blocksIn(card) : [];
    const isList = definitionListOf(card) === card;
    const draft = blocks.length === 0 ? null : isList ? readDefinitions(card, blocks, shadowOf) : readCard(card, blocks);
    if (before !== undefined) {
      cards.delete(card);
      cardTable.lines.delete(before.placed.line.id);
      for (const id of before.placed.blocks) cardOfBlock.delete(id);
    }
    if (draft !== null) {
      tables.set(cardTable.id, cardTable);
      const ids = blocks.map(({ id }) => id);
      const known = place(cardTable, draft, [], ids);
      cards.set(card, known);
      for (const id of known.placed.blocks) {
        cardOfBlock.set(id, card);
        unplaced.delete(id);
      }
    }
    if (before !== undefined && !cardTable.lines.has(before.placed.line.id)) leave(cardTable, before);
  }

  function* bringCards(blocks: readonly PageBlock[]): Generator<undefined> {
    if (isNeeded(cardTable)) {
      const isFirst = !cardTable.isRead;
      cardTable.isRead = true;
      yield* updateCards(isFirst ? index.all() : blocks);
    } else if (cardTable.isRead) {
      yield* forget(cardTable);
      cardTable = new Table(cardTable.id, null);
      cards.clear();
      cardOfBlock.clear();
      unplaced.clear();
    }
  }

  /** The card or list that the block makes, where it is a price or a label. */
  function newCardOf(block: PageBlock): Element | null {
    const element = block.element ?? block.container;
    if (!looksLikePrice(block.text)) return definitionListOf(element);
    const card = cardAround(element, shadowOf) ?? definitionListOf(element);
    if (card === null && unplaced.size < MAX_UNPLACED) unplaced.add(block.id);
    return card;
  }

  function knownCardAround(block: PageBlock): Element | null {
    if (cards.size === 0) return null;
    let at: Element | null = block.element ?? block.container;
    for (let level = 0; at !== null && level < 3 * CARD_LEVELS; level += 1, at = renderedParent(at)) if (cards.has(at)) return at;
    return null;
  }

  function* updateCards(blocks: Iterable<PageBlock>): Generator<undefined> {
    const touched = new Set<Element>();
    for (const [card, { placed }] of cards) {
      // Also where blocks of it are gone: nobody tells of those.
      if (!isConnected(card) || placed.blocks.some((id) => index.get(id) === undefined)) touched.add(card);
      yield;
    }
    const waiting = [...unplaced];
    /** Where something was put that may be the rest of a card. */
    const near = new Set<Node>();
    for (const block of blocks) {
      yield;
      if (block.row !== undefined || index.get(block.id) === undefined) continue;
      const known = cardOfBlock.get(block.id) ?? knownCardAround(block);
      if (known !== null) touched.add(known);
      const card = newCardOf(block);
      if (card !== null) touched.add(card);
      if (waiting.length > 0) for (const element of ancestorsOf(block)) near.add(element);
    }
    let retried = 0;
    for (const id of near.size > 0 ? waiting : []) {
      const block = index.get(id);
      if (block === undefined) unplaced.delete(id);
      else if (retried < MAX_RETRIED && ancestorsOf(block).some((element) => near.has(element))) {
        retried += 1;
        const card = newCardOf(block);
        if (card !== null) touched.add(card);
      }
      yield;
    }
    for (const card of touched) {
      readAgain(card);
      yield;
    }
  }

  function* updateAll({ rows, blocks, scrolled }: Touched): Generator<undefined> {
    isUpdating = true;
    const changes = new Map<Table, Set<number>>();
    for (const id of rows) {
      noteRow(id, scrolled.has(id), changes);
      yield;
    }
    noteWanted();
    // Also those that did not change: what was known of them may have been forgotten.
    for (const table of tables.values()) {
      if (table !== cardTable) lookIfVirtual(table);
      yield;
    }
    yield* updateTables(changes, neededTables());
    yield* updateHeaded(new Set(changes.keys()));
    yield* bringCards(blocks);
    if (isChanged) news.tables(describeTables());
    isChanged = false;
    isUpdating = false;
  }

  function* updateTables(changes: ReadonlyMap<Table, ReadonlySet<number>>, needed: ReadonlySet<Table>): Generator<undefined> {
    for (const table of [...tables.values()]) if (table !== cardTable && table.isRead && !needed.has(table)) yield* forget(table);
    for (const table of new Set([...changes.keys(), ...needed])) {
      // It was forgotten.
      if (tables.get(table.id) !== table) continue;
      const changed = changes.get(table);
      if (needed.has(table) && !table.isRead) yield* readFirst(table);
      else if (table.isRead && changed !== undefined) yield* updateTable(table, changed);
      table.isMet = true;
      if (table.rows.size === 0 && table.away.size === 0) tables.delete(table.id);
    }
  }

  /** Tables of rows whose head stands in a table that changed. */
  function* updateHeaded(changed: ReadonlySet<Table>): Generator<undefined> {
    const heads = [...changed].filter(({ rows, lines }) => rows.size <= MAX_HEAD_ROWS && lines.size === 0);
    for (const table of heads.length === 0 ? [] : [...tables.values()]) {
      if (table.isRead && !changed.has(table) && table.rows.size > 0 && heads.some((head) => isHeadedBy(table, head))) {
        yield* updateTable(table, new Set());
      }
      yield;
    }
  }

  function describeTables(): LineTable[] {
    const described: LineTable[] = [];
    for (const { id, counted, sums } of tables.values()) {
      if (counted.size === 0) continue;
      const amounts = [...sums].map(([currency, { value, lines }]) => ({ currency, value, lines }));
      described.push({ id, lines: counted.size, amounts });
    }
    // What is told of tables is their sums: those beyond are told as one.
    return described.length <= MAX_TABLES
      ? described
      : [...described.slice(0, MAX_TABLES - 1), joinTables(described.slice(MAX_TABLES - 1))];
  }

  return {
    want(blocks) {
      wanted = blocks === 'all' ? 'all' : Array.from(blocks, ({ id }) => id);
      for (const table of [...tables.values(), cardTable]) table.isWanted = wanted === 'all';
      noteWanted();
      // It may be letting go of what is wanted now.
      if (isUpdating) return true;
      if (isNeeded(cardTable) !== cardTable.isRead) return true;
      const needed = neededTables();
      for (const table of tables.values()) if (table !== cardTable && needed.has(table) !== table.isRead) return true;
      return false;
    },
    update(touched = NOTHING) {
      const work = updateAll(touched);
      return (units) => {
        let done = 0;
        for (; done < units; done += 1) if (work.next().done === true) break;
        return done;
      };
    },
    lineOf(block) {
      const { row } = block;
      if (row !== undefined) return tableOfRow.get(row)?.byRow.get(row)?.placed.line.id;
      const card = cardOfBlock.get(block.id);
      return card === undefined ? undefined : cards.get(card)?.placed.line.id;
    },
    elementsOf(block) {
      const { row } = block;
      if (row !== undefined) {
        const known = tableOfRow.get(row)?.byRow.get(row);
        return known === undefined ? [] : known.placed.rows.flatMap((id) => index.rowElements(id));
      }
      const card = cardOfBlock.get(block.id);
      return card === undefined ? [] : [card];
    },
    *sampleRows() {
      for (const table of tables.values()) {
        // One that is a line: head and totals often stand outside of what scrolls.
        const [id] = table.byRow.keys();
        const row = id === undefined ? undefined : index.rowElements(id)[0];
        if (row !== undefined) yield { row, away: table.away.size };
      }
    },
    seenRows(grid) {
      let most = 0;
      for (const table of tables.values()) {
        if (table.element === null || !isInside(table.element, grid)) continue;
        most = Math.max(most, table.seen.size, table.rows.size + table.away.size);
      }
      return most;
    },
    get cells() {
      return cells;
    },
    all: () => ({
      lines: [...tables.values()].flatMap((table) => [...table.lines.values()].map(({ placed }) => placed)),
      tables: describeTables(),
    }),
    forgetAway() {
      for (const table of tables.values()) {
        if (table.away.size > 0) forgetLinesAway(table);
        table.seen.clear();
        for (const id of table.rows.keys()) table.seen.add(id);
        table.isVirtual = false;
        table.rowsAsked = 0;
        if (table.rows.size === 0 && table.lines.size === 0) tables.delete(table.id);
      }
    },
  };
}

function isAmongFirst(rows: ReadonlyMap<number, unknown>, changed: ReadonlySet<number>): boolean {
  // A row that is gone may have been the head.
  if ([...changed].some((id) => !rows.has(id))) return true;
  let at = 0;
  for (const id of rows.keys()) {
    if (changed.has(id)) return true;
    at += 1;
    if (at >= SAMPLE_ROWS) return false;
  }
  return false;
}

/** Whether an element stands before another on the page, across shadow roots. */
function isBefore(first: Element, second: Element): boolean {
  const around = new Map<Node, Element>();
  for (let at: Element | null = first; at !== null; at = hostOfRoot(rootNodeOf(at))) around.set(rootNodeOf(at), at);
  for (let at: Element | null = second; at !== null; at = hostOfRoot(rootNodeOf(at))) {
    const other = around.get(rootNodeOf(at));
    // A row may be a form, and a form's fields may have this name.
    if (other !== undefined) return (Node.prototype.compareDocumentPosition.call(other, at) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  }
  return false;
}

/** The block's element and those around it, as far as a card reaches. */
function ancestorsOf(block: PageBlock): Element[] {
  const found: Element[] = [];
  let at: Element | null = block.element ?? block.container;
  for (let level = 0; at !== null && level < CARD_LEVELS; level += 1, at = renderedParent(at)) found.push(at);
  return found;
}

function joinTables(tables: readonly LineTable[]): LineTable {
  const amounts = new Map<string, LineTable['amounts'][number]>();
  for (const { currency, value, lines } of tables.flatMap((table) => table.amounts)) {
    const known = amounts.get(currency) ?? { currency, value: 0, lines: 0 };
    amounts.set(currency, { currency, value: addAmounts(known.value, value), lines: known.lines + lines });
  }
  return { id: tables[0]?.id ?? 0, lines: tables.reduce((sum, { lines }) => sum + lines, 0), amounts: [...amounts.values()] };
}

function isInside(element: Element, outer: Element): boolean {
  for (let at: Node | null = element; at !== null; at = composedParent(at)) if (at === outer) return true;
  return false;
}
