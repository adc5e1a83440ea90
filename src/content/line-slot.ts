/**
 * The place of the line reader in a session. Reading line items is nearly half of our code, and most pages need none of it:
 * it comes in a script of its own (lines.iife.ts) when lines are asked for, or when a table keeps only rows in sight. Until
 * then only the rows of the page are known, and which tables they stand in; the reader is told of them when it comes.
 */
import type { BlockIndex, PageBlock, Touched } from './block-index.ts';
import { childElementCountOf, getAttribute } from './dom.ts';
import type { createLineReader, LineNewsSink, LineReader } from './lines.ts';
import { renderedParent, type ShadowOf } from './shadow.ts';
import { type Step, stepOver } from './slices.ts';
import { tableOf } from './table-grid.ts';
import { lookIfVirtual, middleRow, type RowsAsked } from './virtual-rows.ts';

export type CreateLineReader = typeof createLineReader;

export interface LineSlot extends LineReader {
  readonly isFilled: boolean;
  /** Whether there are lines to be read for which nobody else brings the reader: it comes with marks by itself. */
  readonly isMissing: boolean;
  /** Takes the reader in, for the next update; a second one is not needed. */
  fill(create: CreateLineReader): void;
}

interface RowTable extends RowsAsked {
  readonly element: Element;
  readonly rows: Set<number>;
  /** Some of its rows were scrolled away. */
  isScrolled: boolean;
  /** A row that was there when it was asked for last. */
  present?: number;
}

const NOTHING: Touched = { rows: [], blocks: [], scrolled: new Set() };

/** One after the other. */
function chain(steps: readonly (() => Step)[]): Step {
  const waiting = [...steps];
  let step: Step | undefined;
  return (units) => {
    for (;;) {
      step ??= waiting.shift()?.();
      const done = step?.(units) ?? 0;
      if (done > 0 || step === undefined) return done;
      step = undefined;
    }
  };
}

/** An empty slot. */
export function createLineSlot(index: BlockIndex, news: LineNewsSink, shadowOf: ShadowOf): LineSlot {
  let create: CreateLineReader | null = null;
  let reader: LineReader | null = null;
  let wanted: readonly PageBlock[] | 'all' = [];
  const tables = new Map<Element, RowTable>();
  const tableOfRow = new Map<number, RowTable>();
  /** Rows of the first update, which come in the order of the page, and the others. */
  let isFirst = true;
  const first = new Set<number>();
  const later = new Set<number>();

  const isPressing = (): boolean => wanted === 'all' || [...tables.values()].some(({ isVirtual }) => isVirtual);

  function tableFor(row: Element, byParent: Map<Element | null, RowTable>): RowTable {
    const parent = renderedParent(row);
    const near = byParent.get(parent);
    if (near !== undefined) return near;
    const element = tableOf(row);
    const table = tables.get(element) ?? { element, rows: new Set(), rowsAsked: 0, isVirtual: false, isScrolled: false };
    tables.set(element, table);
    byParent.set(parent, table);
    return table;
  }

  function noteRow(id: number, isScrolled: boolean, byParent: Map<Element | null, RowTable>, changed: Set<RowTable>): void {
    const before = tableOfRow.get(id);
    const [element] = index.rowElements(id);
    const table = element === undefined || !index.hasBlocks(id) ? undefined : tableFor(element, byParent);
    if (before !== undefined && isScrolled) {
      before.isVirtual = true;
      before.isScrolled = true;
    }
    if (before !== undefined && before !== table) {
      before.rows.delete(id);
      changed.add(before);
      tableOfRow.delete(id);
      first.delete(id);
      later.delete(id);
    }
    if (table === undefined) return;
    table.rows.add(id);
    tableOfRow.set(id, table);
    changed.add(table);
    if (isFirst) first.add(id);
    else if (!first.has(id)) later.add(id);
  }

  /** As the reader would see it, but that a grid which states no more columns than it has keeps none out of sight. */
  function look(table: RowTable): void {
    const { element, rows } = table;
    if (rows.size === 0) tables.delete(element);
    const columns = getAttribute(element, 'aria-colcount');
    const id = columns === null ? undefined : middleRow(rows);
    const row = id === undefined ? undefined : index.rowElements(id)[0];
    if (row !== undefined) table.isVirtual ||= Number(columns) === -1 || Number(columns) > childElementCountOf(row);
    lookIfVirtual(table, index.rowElements);
  }

  function note({ rows, scrolled }: Touched): Step {
    const byParent = new Map<Element | null, RowTable>();
    const changed = new Set<RowTable>();
    return chain([
      () => stepOver(rows, (id) => noteRow(id, scrolled.has(id), byParent, changed)),
      () => stepOver([...changed], look),
      () => {
        isFirst = false;
        return () => 0;
      },
    ]);
  }

  /** The elements of a row of the table that is still there; the last answer is tried first. Empty where none is. */
  function elementsInTable(table: RowTable): readonly Element[] {
    const known = table.present === undefined ? [] : index.rowElements(table.present);
    if (known.length > 0) return known;
    for (const id of table.rows) {
      const elements = index.rowElements(id);
      if (elements.length === 0) continue;
      table.present = id;
      return elements;
    }
    return [];
  }

  /** Starts a reader and tells it what it would know if it had been there from the first row on. */
  function begin(start: CreateLineReader, touched: Touched): Step {
    // That a row went is told with the next changes: until then the table that it stood in is the one of its neighbours.
    const known = new Map(tableOfRow);
    const rowElements = (id: number): readonly Element[] => {
      const elements = index.rowElements(id);
      const table = elements.length === 0 ? known.get(id) : undefined;
      return table === undefined ? elements : elementsInTable(table);
    };
    const seen: BlockIndex = Object.create(index, { rowElements: { value: rowElements } });
    const started = start(seen, news, shadowOf);
    reader = started;
    const scrolled = new Set<number>();
    for (const { rows, isScrolled } of tables.values()) for (const id of isScrolled ? rows : []) scrolled.add(id);
    const before = [...first];
    const since = [...later, ...scrolled];
    for (const told of [tables, tableOfRow, first, later]) told.clear();
    return chain([
      () => started.update({ ...NOTHING, rows: before }),
      () => started.update({ ...NOTHING, rows: since, scrolled }),
      () => {
        started.want(wanted);
        return started.update(touched);
      },
      () => {
        known.clear();
        return () => 0;
      },
    ]);
  }

  return {
    get isFilled() {
      return create !== null;
    },
    get isMissing() {
      return create === null && isPressing();
    },
    fill(next) {
      create ??= next;
    },
    want(blocks) {
      wanted = blocks === 'all' ? 'all' : [...blocks];
      return reader === null ? create !== null && (wanted.length > 0 || isPressing()) : reader.want(wanted);
    },
    update(touched = NOTHING) {
      if (reader !== null) return reader.update(touched);
      return create === null ? note(touched) : begin(create, touched);
    },
    lineOf: (block) => reader?.lineOf(block),
    elementsOf: (block) => reader?.elementsOf(block) ?? [],
    sampleRows: () => reader?.sampleRows() ?? [],
    seenRows: (grid) => reader?.seenRows(grid) ?? 0,
    get cells() {
      return reader?.cells ?? 0;
    },
    all: () => reader?.all() ?? { lines: [], tables: [] },
    forgetAway() {
      reader?.forgetAway();
      for (const table of tables.values()) {
        table.rowsAsked = 0;
        table.isVirtual = false;
        table.isScrolled = false;
      }
    },
  };
}
