/** What a table of an order says, step by step: its rows, its columns, what each row reads as, its lines. Plain data. */
import type { DecimalMark, Scale } from './amounts.ts';
import type { Line, Money } from './finding.ts';

export interface Cell {
  readonly text: string;
  /** Of the table's grid, merged cells counted; from 0. */
  readonly column: number;
  /** How many columns it takes up. */
  readonly span: number;
  /** Marked as a header (`<th>`, `role=columnheader`). */
  readonly isHeader: boolean;
}

export interface Row {
  readonly id: number;
  /** By column. Where a cell of an earlier row reaches down into this one, there is none. */
  readonly cells: readonly Cell[];
  /** Stands in a table head (`<thead>`). */
  readonly isHead: boolean;
}

export type ColumnRole =
  | 'number'
  | 'description'
  | 'part'
  | 'brand'
  | 'quantity'
  | 'unit'
  | 'price'
  | 'amount'
  /** How many pieces the price is of: SAP's "Per". */
  | 'per'
  | 'currency'
  | 'supplier'
  /** Known, and of no use here: tax, delivery, remarks; or a second column for a role that is taken. */
  | 'other';

export interface MoneyColumn {
  /** ISO 4217, as header, caption or the other cells say. */
  readonly currency?: string;
  readonly scale: Scale;
}

/** What the columns of a table hold; plain data. */
export interface Columns {
  /** By column; a gap where nothing is known of one. */
  readonly roles: readonly (ColumnRole | undefined)[];
  readonly price: MoneyColumn;
  readonly amount: MoneyColumn;
  /** How many pieces the prices are of, where their header says it: "Price per 100". */
  readonly per?: number;
  /** Of the quantities, where the header has one: "数量(台)". */
  readonly unit?: string;
  readonly mark?: DecimalMark;
  /** Ids of header rows, and of the rows above them (a title, the buyer's address). */
  readonly headerRows: readonly number[];
}

export type RowKind = 'header' | 'item' | 'continuation' | 'total' | 'none';

/** One row by itself. The texts are collapsed and cut as in `LineDraft`. */
export interface RowReading {
  readonly row: number;
  readonly kind: RowKind;
  readonly number?: string;
  readonly description?: string;
  readonly part?: string;
  readonly brand?: string;
  readonly quantity?: number;
  readonly unit?: string;
  readonly price?: Money;
  /** As stated; for a total what it comes to. */
  readonly amount?: Money;
  /** The description's cell reaches down from a row above. */
  readonly isSpanned?: true;
}

/** A line and the rows that it takes up, in order. */
export interface LineDraft extends Omit<Line, 'id' | 'table'> {
  readonly rows: number[];
}

export type Writable<T> = { -readonly [K in keyof T]: T[K] };
