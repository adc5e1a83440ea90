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

import { cut, MAX_DESCRIPTION } from '../core/cell-text.ts';
import { findColumns } from '../core/columns.ts';
import type { LineTable, PlacedLine } from '../core/finding.ts';
import { linesOf, readRow } from '../core/line-items.ts';
import type { Columns, LineDraft, Row, RowReading } from '../core/line-model.ts';
import { pairsOf, readPairs } from '../core/line-pairs.ts';
import type { BlockIndex, PageBlock, Touched } from './block-index.ts';
import { readCard } from './card-reading.ts';
import { looksLikePrice } from './card-words.ts';
import { cardAround } from './cards.ts';
import { definitionListOf, readDefinitions } from './definitions.ts';
import { contains, elementsByTagName, getAttribute, hostOfRoot, isConnected, querySelectorAll, rootNodeOf, shadowRootOf } from './dom.ts';
import { joinTables, type Known, Table, type TableRow, UNREAD_ROW } from './line-table.ts';
import { headAround, isQuantityHead, PlainRows } from './plain-rows.ts';
import { composedParent, renderedParent } from './shadow.ts';
import { STEP_UNITS, type Step } from './slices.ts';
import { isShapedAsBefore, readSpans, readTableRow, type Spans, tableOf } from './table-grid.ts';
import { lookIfVirtual } from './virtual-rows.ts';

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
/** Heads over rows of plain elements. */
const MAX_PLAIN = 50;
/** Texts around which a head is looked for in one update: each product of a list may have a field with such a label. */
const MAX_TRIED = 200;
/** Levels above a text within which such a row, and what these stand in, is looked for. */
const PLAIN_LEVELS = 24;

/** The steps of a piece of work: each takes a unit, or so many as it says. */
type Work = Generator<number | undefined>;

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

const NOTHING: Touched = { rows: [], blocks: [], scrolled: new Set() };

/**
 * Whether a row takes the same part among its neighbours as before, so that only its own line changes. `isSpanned`: rows of
 * the table have their names from rows above.
 */
function isSamePart(before: RowReading | undefined, after: RowReading | undefined, isSpanned: boolean): boolean {
  if (before === undefined || after === undefined || before.kind !== after.kind) return false;
  if (isSpanned && (before.isSpanned !== after.isSpanned || before.description !== after.description)) return false;
  // A numbered row without anything to pay may be a heading of the next.
  return before.number === after.number && isBare(before) === isBare(after);
}

/** Whether the line of a row can be joined without the rows around: not where it goes on under a name from a row above. */
function isJoinedAlone({ rows, byRow }: Table, id: number): boolean {
  const [first, ...others] = byRow.get(id)?.readings ?? [];
  return rows.has(id) && (others.length === 0 || first?.isSpanned !== true);
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
  /** Those whose rows are plain elements, by their heads. Wanted as the cards are. */
  const plainTables = new Map<Element, Table>();
  /** Prices without a card. */
  const unplaced = new Set<number>();
  let nextTable = 1;
  let nextLine = 1;
  let cells = 0;
  let isChanged = false;
  /** Between the steps of an update. */
  let isUpdating = false;
  /** The lines that were scrolled away are forgotten at the next update. */
  let isAwayOver = false;
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

  /** Whether its rows are those of the index. */
  function isOfRows(table: Table): boolean {
    return table !== cardTable && table.plain === undefined;
  }

  /** Whether the lines outside of tables are to be kept up to date. */
  function areLooseNeeded(): boolean {
    if (isNeeded(cardTable)) return true;
    for (const { away } of plainTables.values()) if (away.size > 0) return true;
    return false;
  }

  function neededTables(): Set<Table> {
    const needed = new Set<Table>();
    for (const table of tables.values()) if (isOfRows(table) && isNeeded(table)) needed.add(table);
    for (const table of needed) for (const other of table.near) needed.add(other);
    return needed;
  }

  function* readFirst(table: Table): Work {
    table.isRead = true;
    yield* updateTable(table, new Set(table.rows.keys()));
  }

  /** Takes back the lines of a table; only its rows are known then. */
  function* forget(table: Table): Work {
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
    if (table.plain !== undefined) return table.plain.row(id);
    const blocks = index.blocksOfRow(id);
    // A row that went while its table is read was on the page all the same: how it went is told later.
    const elements = index.lastRowElements(id);
    if (blocks.length === 0 || elements.length === 0) return null;
    const row = readTableRow(id, elements, blocks, spans);
    return table.isPartial ? withColumnsOutOfSight(table, row) : row;
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

  function* putInOrder(table: Table): Work {
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

  /** The elements around a table, as far as its head may stand, and as long as few tables stand in them. */
  function* scopesOf(element: Element): Generator<{ readonly scope: Element; readonly near: HTMLCollectionOf<Element> }> {
    let scope = renderedParent(element);
    for (let level = 0; level < HEAD_LEVELS && scope !== null; level += 1, scope = renderedParent(scope)) {
      const near = elementsByTagName(scope, 'table');
      if (near.item(MAX_TABLES_NEAR) !== null) return;
      yield { scope, near };
    }
  }

  /** The table of head cells alone that stands above this one: grids that scroll keep their head apart. */
  function* headTableOf(table: Table): Generator<number | undefined, Table | undefined> {
    const { element } = table;
    if (element === null) return undefined;
    for (const { near } of scopesOf(element)) {
      // All that stands in it was looked through for tables.
      yield STEP_UNITS;
      for (let i = near.length - 1; i >= 0; i -= 1) {
        const other = near.item(i);
        const head = other === null ? undefined : byElement.get(other);
        if (other === null || head === undefined || head === table || !isHeadSized(head)) continue;
        if (contains(other, element) || contains(element, other) || !isBefore(other, element)) continue;
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
    if (hasOwnHead || element === null || other.element === null || !isHeadSized(other)) return false;
    for (const { scope } of scopesOf(element)) if (contains(scope, other.element)) return isBefore(other.element, element);
    return false;
  }

  /** Its rows as a head; none where numbers stand in them. */
  function* headRowsOf(table: Table): Generator<number | undefined, Row[]> {
    const spans = table.element instanceof HTMLTableElement ? yield* readSpans(table.element) : undefined;
    const rows = [...table.rows.keys()].flatMap((id) => gridRow(table, id, spans) ?? []);
    const isHead = rows.every((row) => row.isHead || row.cells.every(({ text }) => !/\d/.test(text)));
    return isHead ? rows.map((row) => ({ ...row, isHead: true })) : [];
  }

  function captionOf(table: Element | null): string {
    if (table === null) return '';
    const caption = table instanceof HTMLTableElement ? table.caption?.textContent : null;
    return caption ?? getAttribute(table, 'aria-label') ?? '';
  }

  function* columnsOf(table: Table, spans: Spans | undefined): Generator<number | undefined, Columns | undefined> {
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

  /** Whether no cell is merged otherwise than before, where only these rows changed. */
  function* isMergedAsBefore(rowCount: number, { rows }: Table, spans: Spans, changed: ReadonlySet<number>): Generator<undefined, boolean> {
    if (rowCount !== spans.rowCount) return false;
    for (const id of changed) {
      const elements = index.rowElements(id);
      // One that came or went moves the rows that others reach.
      if (spans.starts.size > 0 && (elements.length === 0 || rows.get(id) === UNREAD_ROW)) return false;
      if (!elements.every((row) => isShapedAsBefore(row, spans))) return false;
      yield;
    }
    return true;
  }

  function* spansOf(table: Table, changed: ReadonlySet<number>): Generator<undefined, Spans | undefined> {
    const { element, spans } = table;
    if (!(element instanceof HTMLTableElement)) return undefined;
    if (spans === undefined || !(yield* isMergedAsBefore(element.rows.length, table, spans, changed)))
      table.spans = yield* readSpans(element);
    return table.spans;
  }

  /** Reads what changed in one table. Yields after each piece of work. */
  function* updateTable(table: Table, changed: ReadonlySet<number>): Work {
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
    let isSameShape = isSame && columns !== undefined;
    for (const id of isSame ? changed : [...table.rows.keys()]) {
      const row = table.rows.get(id);
      const grid = row === undefined ? null : gridRow(table, id, spans);
      if (row === undefined || grid === null) continue;
      const reading = columns === undefined ? undefined : readRow(grid, columns);
      if (!isSamePart(row.reading, reading, table.isSpanned || reading?.isSpanned === true)) isSameShape = false;
      let filled = 0;
      for (const { text } of grid.cells) if (text !== '') filled += 1;
      cells += filled - row.cells;
      table.rows.set(id, { cells: filled, reading });
      yield;
    }
    if (isSameShape && table.rows.size > 0 && [...changed].every((id) => isJoinedAlone(table, id))) yield* joinAgain(table, changed);
    else yield* joinAll(table, changed, spans);
  }

  /** Joins the lines of these rows alone. */
  function* joinAgain(table: Table, changed: ReadonlySet<number>): Work {
    const before = new Set([...changed].flatMap((id) => table.byRow.get(id) ?? []));
    // All at once: a page that sorts may write each line where another one stood.
    for (const known of before) table.release(known);
    for (const { placed, rows } of before) {
      const readings = rows.flatMap((id) => table.rows.get(id)?.reading ?? []);
      // Where it has its name from a row above, that row says what it said.
      const [draft] = yield* linesOf(readings, readings[0]?.isSpanned ? placed.line.description : undefined);
      if (draft !== undefined) place(table, draft, readings);
      yield;
    }
    // A line that says something else now is another line, for one that was scrolled away is told by what it says.
    for (const known of before) {
      if (!table.lines.has(known.placed.line.id)) leave(table, known);
      yield;
    }
  }

  function* joinAll(table: Table, changed: ReadonlySet<number>, spans: Spans | undefined): Work {
    const places: RowReading[] = [];
    for (const { reading } of table.rows.values()) if (reading !== undefined) places.push(reading);
    table.isSpanned = places.some(({ isSpanned }) => isSpanned);
    yield STEP_UNITS;
    let drafts = yield* linesOf(places);
    if (table.columns === undefined) drafts = yield* draftsOfPairs(table, spans);
    yield;
    const before = table.releaseAll();
    const byFirst = new Map<number | undefined, Known>();
    for (const known of before.values()) byFirst.set(known.rows[0], known);
    const news: (readonly [LineDraft, readonly RowReading[]])[] = [];
    yield STEP_UNITS;
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
      if (isSame) table.keep(same);
      else news.push([draft, readings]);
      yield;
    }
    for (const [draft, readings] of news) {
      place(table, draft, readings);
      yield;
    }
    let isTakenAway = false;
    for (const known of before.values()) {
      if (table.lines.has(known.placed.line.id)) continue;
      if (!leave(table, known)) isTakenAway = true;
      yield;
    }
    // The page took the whole of it, and that was no scrolling.
    if (isTakenAway && table.rows.size === 0 && table.element !== null && !isConnected(table.element)) yield* forgetLinesAway(table);
  }

  function* draftsOfPairs(table: Table, spans: Spans | undefined): Generator<undefined, LineDraft[]> {
    if (table.rows.size > SAMPLE_ROWS) return [];
    const rows: Row[] = [];
    for (const id of table.rows.keys()) {
      const row = gridRow(table, id, spans);
      if (row !== null) rows.push(row);
      yield;
    }
    // Columns in which nothing stands anywhere keep room.
    const filled = new Set(rows.flatMap((row) => row.cells.flatMap(({ text, column }) => (text === '' ? [] : column))));
    const pairs = pairsOf(rows.map((row) => ({ ...row, cells: row.cells.filter(({ column }) => filled.has(column)) })));
    const draft = pairs && readPairs(pairs);
    return draft ? [{ ...draft, rows: rows.map(({ id }) => id) }] : [];
  }

  function place(table: Table, draft: LineDraft, readings: readonly RowReading[], blocks: readonly number[] = []): Known {
    const { rows, description, ...others } = draft;
    const said = description === undefined ? others : { ...others, description: cut(description, MAX_DESCRIPTION) };
    const { key, id: before } = table.freeKey(draft);
    const id = before ?? nextLine++;
    const { plain } = table;
    const places = plain === undefined ? { rows, blocks } : { rows: [], blocks: plain.blocksOf(rows) };
    const placed = {
      line: { id, table: table.id, ...said },
      rows: places.rows.slice(0, MAX_PLACES),
      blocks: places.blocks.slice(0, MAX_PLACES),
    };
    const known: Known = { placed, rows, key, readings };
    table.keep(known);
    table.away.delete(id);
    table.count(id, placed.line);
    news.line(placed);
    index.foundLine(id, places.rows);
    isChanged = true;
    return known;
  }

  /** A line that is not on the page any more; it counts on, and the answer is true, when it was scrolled away. */
  function leave(table: Table, { placed: { line }, rows, key }: Known): boolean {
    for (const row of rows) if (table.byRow.get(row)?.placed.line.id === line.id) table.byRow.delete(row);
    const isAway = index.isLineAway(line.id);
    if (isAway) table.away.set(line.id, line);
    else {
      table.forgetKey(key);
      table.count(line.id, null);
      news.goneLine(line.id);
    }
    isChanged = true;
    return isAway;
  }

  function* forgetLinesAway(table: Table): Generator<undefined> {
    for (const id of yield* table.forgetAway()) {
      index.foundLine(id, []);
      yield;
    }
    isChanged = true;
  }

  /** What was scrolled away is no longer of this page. */
  function* forgetAllAway(): Generator<undefined> {
    isAwayOver = false;
    for (const table of tables.values()) {
      if (table.away.size > 0) yield* forgetLinesAway(table);
      table.seen = new Set(table.rows.keys());
      table.isVirtual = false;
      table.rowsAsked = 0;
      if (table.rows.size === 0 && table.lines.size === 0) tables.delete(table.id);
      yield;
    }
  }

  /* Rows of plain elements */

  function plainRowOf({ id }: PageBlock): { readonly table: Table; readonly row: number } | undefined {
    for (const table of plainTables.values()) {
      const row = table.plain?.rowOf(id);
      if (row !== undefined) return { table, row };
    }
    return undefined;
  }

  const isInPlainRow = (block: PageBlock): boolean => plainRowOf(block) !== undefined;

  function* updatePlain(blocks: Iterable<PageBlock>): Work {
    /** Rows that changed, of each table; heads and rows of the stale ones are looked for again. */
    const changes = new Map<Table, Set<number>>();
    const stale = new Set<Table>();
    const before = [...plainTables.values()];
    for (const table of before) {
      const changed = new Set<number>();
      for (const id of table.plain?.lost() ?? []) {
        if (id !== undefined) changed.add(id);
        yield;
      }
      if (changed.size > 0) changes.set(table, changed);
      if ([...changed].some((id) => !isPlainRowThere(table, id))) stale.add(table);
    }
    const found = before.filter(({ plain }) => plain?.scope !== null);
    let isPut = false;
    let tried = 0;
    for (const block of blocks) {
      yield;
      if (block.row !== undefined || index.get(block.id) === undefined) continue;
      isPut = true;
      if (found.length > 0) notePlain(block, found, changes, stale);
      if (plainTables.size >= MAX_PLAIN || tried >= MAX_TRIED || !isQuantityHead(block)) continue;
      tried += 1;
      const head = headAround(block, index);
      yield STEP_UNITS;
      if (head === null || plainTables.has(head)) continue;
      const table = new Table(nextTable++, head, new PlainRows(head, index));
      tables.set(table.id, table);
      plainTables.set(head, table);
      stale.add(table);
    }
    for (const table of isPut ? before : []) if (table.plain?.isWaiting) stale.add(table);
    for (const table of new Set([...stale, ...changes.keys()])) yield* updatePlainTable(table, changes.get(table), stale.has(table));
  }

  function isPlainRowThere({ plain }: Table, id: number): boolean {
    const element = plain?.elementOf(id);
    return element !== undefined && isConnected(element);
  }

  /** Notes where a block was put among the tables that are known. */
  function notePlain(block: PageBlock, known: readonly Table[], changes: Map<Table, Set<number>>, stale: Set<Table>): void {
    let at: Element | null = block.element ?? block.container;
    for (let level = 0; at !== null && level < PLAIN_LEVELS; level += 1, at = renderedParent(at)) {
      for (const table of known) {
        const { plain, element } = table;
        const row = plain?.idOf(at);
        if (row !== undefined && at !== element) {
          changes.set(table, (changes.get(table) ?? new Set()).add(row));
          return;
        }
        if (at === element || plain?.scope === at) stale.add(table);
      }
    }
  }

  function* updatePlainTable(table: Table, changed: ReadonlySet<number> = new Set(), isStale: boolean): Work {
    const { plain } = table;
    if (plain === undefined) return;
    const touched = new Set(changed);
    const isOther = plain.readHead();
    const head = plain.idOf(plain.head);
    if (isOther && head !== undefined) touched.add(head);
    if (isStale || isOther) {
      const before = table.rows;
      const ids = yield* plain.find((element) => plainTables.has(element));
      table.rows = new Map(ids.map((id) => [id, before.get(id) ?? UNREAD_ROW]));
      for (const id of ids) if (!before.has(id)) touched.add(id);
      for (const [id, row] of before) {
        if (table.rows.has(id)) continue;
        touched.add(id);
        cells -= row.cells;
      }
      yield STEP_UNITS;
    }
    if (touched.size > 0) yield* updateTable(table, touched);
    if (!isConnected(plain.head)) forgetHead(table);
  }

  function forgetHead(table: Table): void {
    if (table.element !== null) plainTables.delete(table.element);
    if (table.away.size === 0) tables.delete(table.id);
  }

  /** Takes back the lines in rows of plain elements, and what is known of these. */
  function* forgetPlain(): Work {
    for (const table of plainTables.values()) {
      for (const id of table.lines.keys()) {
        news.goneLine(id);
        isChanged = true;
        yield;
      }
      for (const row of table.rows.values()) cells -= row.cells;
      tables.delete(table.id);
    }
    plainTables.clear();
  }

  /* Cards */

  function readAgain(card: Element): void {
    const before = cards.get(card);
    const blocks = index.blocksIn(card);
    const isList = definitionListOf(card) === card;
    const draft = blocks.every(isInPlainRow) ? null : isList ? readDefinitions(card, blocks, shadowOf) : readCard(card, blocks);
    if (before !== undefined) {
      cards.delete(card);
      cardTable.release(before);
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

  /** Lines outside of tables: first the rows, since a price in one makes no card. */
  function* bringLoose(blocks: readonly PageBlock[]): Work {
    if (areLooseNeeded()) {
      const isFirst = !cardTable.isRead;
      cardTable.isRead = true;
      yield* updatePlain(isFirst ? index.all() : blocks);
      yield* updateCards(isFirst ? index.all() : blocks);
    } else if (cardTable.isRead) {
      yield* forgetPlain();
      yield* forget(cardTable);
      cardTable = new Table(cardTable.id, null);
      cards.clear();
      cardOfBlock.clear();
      unplaced.clear();
    }
  }

  /** The card or list that the block makes, where it is a price or a label. */
  function newCardOf(block: PageBlock): Element | null {
    if (isInPlainRow(block)) return null;
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

  function* updateCards(blocks: Iterable<PageBlock>): Work {
    const touched = new Set<Element>();
    for (const [card, { placed }] of cards) {
      // Also where blocks of it are gone: nobody tells of those.
      const blocks = placed.blocks.flatMap((id) => index.get(id) ?? []);
      if (!isConnected(card) || blocks.length < placed.blocks.length || blocks.every(isInPlainRow)) touched.add(card);
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
      if (looksLikePrice(block.text)) yield STEP_UNITS;
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

  function* updateAll(touched: Touched): Work {
    isUpdating = true;
    try {
      yield* bringUpToDate(touched);
    } finally {
      isUpdating = false;
    }
  }

  function* bringUpToDate({ rows, blocks, scrolled }: Touched): Work {
    if (isAwayOver) yield* forgetAllAway();
    const changes = new Map<Table, Set<number>>();
    for (const id of rows) {
      noteRow(id, scrolled.has(id), changes);
      yield;
    }
    noteWanted();
    // Also those that did not change: what was known of them may have been forgotten.
    for (const table of tables.values()) {
      if (isOfRows(table) && wanted !== 'all') {
        table.isVirtual ||= table.isPartial;
        lookIfVirtual(table, index.rowElements);
      }
      yield;
    }
    yield* updateTables(changes, neededTables());
    yield* updateHeaded(new Set(changes.keys()));
    yield* bringLoose(blocks);
    if (isChanged) news.tables(describeTables());
    isChanged = false;
  }

  function* updateTables(changes: ReadonlyMap<Table, ReadonlySet<number>>, needed: ReadonlySet<Table>): Work {
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
  function* updateHeaded(changed: ReadonlySet<Table>): Work {
    const heads = [...changed].filter(({ rows, lines }) => rows.size <= MAX_HEAD_ROWS && lines.size === 0);
    for (const table of heads.length === 0 ? [] : [...tables.values()]) {
      if (table.isRead && !changed.has(table) && table.rows.size > 0 && heads.some((head) => isHeadedBy(table, head))) {
        yield* updateTable(table, new Set());
      }
      yield;
    }
  }

  function describeTables(): LineTable[] {
    const described = [...tables.values()].filter(({ counted }) => counted.size > 0).map((table) => table.describe());
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
      if (areLooseNeeded() !== cardTable.isRead) return true;
      const needed = neededTables();
      for (const table of tables.values()) if (table !== cardTable && needed.has(table) !== table.isRead) return true;
      return false;
    },
    update(touched = NOTHING) {
      const work = updateAll(touched);
      return (units) => {
        let done = 0;
        while (done < units) {
          const step = work.next();
          if (step.done === true) break;
          done += step.value ?? 1;
        }
        return done;
      };
    },
    lineOf(block) {
      const { row } = block;
      if (row !== undefined) return tableOfRow.get(row)?.byRow.get(row)?.placed.line.id;
      const plain = plainRowOf(block);
      if (plain !== undefined) return plain.table.byRow.get(plain.row)?.placed.line.id;
      const card = cardOfBlock.get(block.id);
      return card === undefined ? undefined : cards.get(card)?.placed.line.id;
    },
    elementsOf(block) {
      const { row } = block;
      if (row !== undefined) {
        const known = tableOfRow.get(row)?.byRow.get(row);
        return known === undefined ? [] : known.placed.rows.flatMap((id) => index.rowElements(id));
      }
      const place = plainRowOf(block);
      if (place !== undefined) {
        const { table } = place;
        return (table.byRow.get(place.row)?.rows ?? []).flatMap((id) => table.plain?.elementOf(id) ?? []);
      }
      const card = cardOfBlock.get(block.id);
      return card === undefined ? [] : [card];
    },
    *sampleRows() {
      for (const table of tables.values()) {
        // One that is a line: head and totals often stand outside of what scrolls.
        const [id] = table.byRow.keys();
        const row = id === undefined ? undefined : table.plain === undefined ? index.rowElements(id)[0] : table.plain.elementOf(id);
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
      isAwayOver = true;
    },
  };
}

function isHeadSized({ rows }: Table): boolean {
  return rows.size > 0 && rows.size <= MAX_HEAD_ROWS;
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

function isInside(element: Element, outer: Element): boolean {
  for (let at: Node | null = element; at !== null; at = composedParent(at)) if (at === outer) return true;
  return false;
}
