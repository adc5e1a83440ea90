/** What is known of one table of line items, or of the cards of the page: its rows, its lines, and what they come to. */
import { addAmounts } from '../core/amounts.ts';
import type { LineTable, PlacedLine } from '../core/finding.ts';
import type { Columns, LineDraft, Row, RowReading } from '../core/line-model.ts';
import { getAttribute } from './dom.ts';
import type { PlainRows } from './plain-rows.ts';
import type { Spans } from './table-grid.ts';

export interface Known {
  readonly placed: PlacedLine;
  /** Of its table. */
  readonly rows: readonly number[];
  readonly key: LineKey;
  /** What it was read from; the same objects mean the same line. Empty for cards. */
  readonly readings: readonly RowReading[];
}

/** What tells a line from the others of its table: two that say the same are two lines. */
export interface LineKey {
  readonly said: string;
  /** From 1. */
  readonly twin: number;
}

export interface TableRow {
  readonly cells: number;
  readonly reading: RowReading | undefined;
}

export const UNREAD_ROW: TableRow = { cells: 0, reading: undefined };

export class Table {
  /** In the order of the page, once `isInOrder`. */
  rows = new Map<number, TableRow>();
  columns: Columns | undefined;
  /** Lines that are on the page, by id. */
  lines = new Map<number, Known>();
  /** What the lines come to that were scrolled away, by id. */
  readonly away = new Map<number, PlacedLine['line']>();
  /** All of these, and per currency what they come to. Kept as lines come and go: adding up all of them would cost more at every scroll. */
  readonly counted = new Map<number, PlacedLine['line']>();
  readonly byRow = new Map<number, Known>();
  private readonly sums = new Map<string, { value: number; lines: number }>();
  private readonly ids = new Map<string, number>();
  /** Of what several lines say, the first twin that may be free: trying one after the other is slow where thousands say the same. */
  private readonly firstFree = new Map<string, number>();
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
  /** Its merged cells, as they were read last. */
  spans: Spans | undefined;
  /** The table of head cells that it was read with; none where it has a head of its own. */
  head: Table | undefined;
  hasOwnHead = false;
  /** Small ones above it, of which one is the head, or has lines and is none. */
  readonly near = new Set<Table>();

  constructor(
    readonly id: number,
    /** Null for the cards of the page, wherever they stand. */
    readonly element: Element | null,
    /** Its rows where these are plain elements: then they have numbers of their own. */
    readonly plain?: PlainRows,
  ) {}

  /** Whether it may keep only the columns in sight. */
  get isPartial(): boolean {
    return this.element !== null && getAttribute(this.element, 'aria-colcount') !== null;
  }

  /** A key that no line on the page has, and the id of the line that had it last. */
  freeKey(draft: LineDraft): { readonly key: LineKey; readonly id: number | undefined } {
    const said = whatIsSaid(draft);
    let twin = this.firstFree.get(said) ?? 1;
    let id = this.ids.get(nameOf({ said, twin }));
    for (; id !== undefined && this.lines.has(id); id = this.ids.get(nameOf({ said, twin }))) twin += 1;
    if (twin > 1) this.firstFree.set(said, twin);
    return { key: { said, twin }, id };
  }

  keep(known: Known): void {
    const { rows, placed } = known;
    this.lines.set(placed.line.id, known);
    this.ids.set(nameOf(known.key), placed.line.id);
    for (const row of rows) this.byRow.set(row, known);
  }

  /** The line is no longer on the page, or is about to be placed anew. */
  release({ placed, key: { said, twin } }: Known): void {
    this.lines.delete(placed.line.id);
    if (twin < (this.firstFree.get(said) ?? 0)) this.firstFree.set(said, twin);
  }

  /** All lines are about to be placed anew; what they were. */
  releaseAll(): ReadonlyMap<number, Known> {
    const before = this.lines;
    this.lines = new Map();
    this.byRow.clear();
    this.firstFree.clear();
    return before;
  }

  /** A line that says this again gets another id. */
  forgetKey(key: LineKey): void {
    this.ids.delete(nameOf(key));
  }

  /** Forgets the lines that were scrolled away. Yields after each; their ids. */
  *forgetAway(): Generator<undefined, readonly number[]> {
    const gone = [...this.away.keys()];
    for (const [name, id] of this.ids) {
      if (this.away.has(id)) this.ids.delete(name);
      yield;
    }
    for (const id of gone) {
      this.count(id, null);
      yield;
    }
    this.away.clear();
    return gone;
  }

  /** Counts a line as it is now; null for one that is gone. */
  count(id: number, line: PlacedLine['line'] | null): void {
    const before = this.counted.get(id);
    if (before !== undefined) this.add(before, -1);
    if (line === null) this.counted.delete(id);
    else {
      this.counted.set(id, line);
      this.add(line, 1);
    }
  }

  private add({ amount }: PlacedLine['line'], sign: 1 | -1): void {
    if (amount === undefined) return;
    const currency = amount.currency ?? '';
    const sum = this.sums.get(currency) ?? { value: 0, lines: 0 };
    // Rounded before: what was added can be taken away again.
    sum.value = addAmounts(sum.value, sign * addAmounts(0, amount.value));
    sum.lines += sign;
    if (sum.lines === 0) this.sums.delete(currency);
    else this.sums.set(currency, sum);
  }

  /** What its lines come to. */
  describe(): LineTable {
    const amounts = [...this.sums].map(([currency, { value, lines }]) => ({ currency, value, lines }));
    return { id: this.id, lines: this.counted.size, amounts };
  }
}

function whatIsSaid({ number, part, description, quantity, amount, price }: LineDraft): string {
  return [number, part, description, quantity, (amount ?? price)?.value].join('\u001f');
}

function nameOf({ said, twin }: LineKey): string {
  return twin === 1 ? said : `${said}\u001e${twin}`;
}

/** Several as one, where more are told than are taken. */
export function joinTables(tables: readonly LineTable[]): LineTable {
  const amounts = new Map<string, LineTable['amounts'][number]>();
  for (const { currency, value, lines } of tables.flatMap((table) => table.amounts)) {
    const known = amounts.get(currency) ?? { currency, value: 0, lines: 0 };
    amounts.set(currency, { currency, value: addAmounts(known.value, value), lines: known.lines + lines });
  }
  return { id: tables[0]?.id ?? 0, lines: tables.reduce((sum, { lines }) => sum + lines, 0), amounts: [...amounts.values()] };
}
