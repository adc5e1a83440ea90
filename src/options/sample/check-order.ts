/** Checks the sample order as a page with such a table is checked: the same search, judgement and report. */
import type { Block, Finding, PlacedLine, Report } from '../../core/finding.ts';
import type { Index } from '../../core/index-format.ts';
import type { Lookup } from '../../core/lookup.ts';
import type { Policy } from '../../core/policy.ts';
import { buildFindings, buildReport } from '../../core/report.ts';
import { screenStored } from '../../core/screen.ts';
import type { OrderCell, SampleOrder } from './order.ts';

export interface CheckedOrder {
  readonly order: SampleOrder;
  readonly report: Report;
  /** In the order of the text; `match.block` is what `blockOf` gives. */
  readonly findings: readonly Finding[];
}

/** More than a cell has texts, or a row cells. */
const TEXTS = 8;
const CELLS = 32;

/** The block of one text of the order, by its row, cell and place in the cell. */
export const blockOf = (row: number, cell: number, text: number): number => (row * CELLS + cell) * TEXTS + text;

/** Where the table has what. */
const columns = { number: 0, part: 1, description: 2, quantity: 3, price: 4, amount: 5 } as const;

export async function checkOrder(order: SampleOrder, index: Index, lookup: Lookup, policy: Policy): Promise<CheckedOrder> {
  const { rows, title } = order;
  const blocks = rows.flatMap((cells, row) =>
    cells.flatMap((texts, cell) => texts.map((text, place): Block => ({ id: blockOf(row, cell, place), text, row }))),
  );
  const page = { title };
  const lines = rows.map(readLine);
  const values = lines.flatMap(({ line }) => line.amount?.value ?? []);
  const amounts = [{ currency: 'USD', value: values.reduce((sum, value) => sum + value, 0), lines: values.length }];
  const frame = {
    frame: 0,
    page,
    matches: await screenStored(index, blocks, page),
    lines,
    tables: [{ id: 0, lines: rows.length, amounts }],
    coverage: {
      blocks: blocks.length,
      characters: blocks.reduce((sum, { text }) => sum + text.length, 0),
      fields: 0,
      cells: rows.flat().length,
      attributes: 0,
      shadowRoots: 0,
      unread: [],
    },
  };
  const findings = buildFindings([frame], lookup, policy);
  return { order, report: buildReport([frame], lookup, policy, findings), findings };
}

function readLine(cells: readonly OrderCell[], row: number): PlacedLine {
  const textIn = (column: keyof typeof columns): string => cells[columns[column]]?.[0] ?? '';
  const numberIn = (column: keyof typeof columns): number => Number(textIn(column).replaceAll(',', ''));
  return {
    line: {
      id: row,
      table: 0,
      number: textIn('number'),
      part: textIn('part'),
      description: textIn('description'),
      quantity: numberIn('quantity'),
      price: { value: numberIn('price'), currency: 'USD' },
      amount: { value: numberIn('amount'), currency: 'USD' },
    },
    rows: [row],
    blocks: [],
  };
}
