/** A table's rows, as every format gives them. */

/** Text, or several where the format itself tells them apart. */
export type Cell = string | readonly string[];

export interface Row {
  /** Counted from 1: the line of a text, the row of a sheet. */
  readonly line: number;
  readonly cells: readonly Cell[];
}

/** A cell as it is shown. */
export const showCell = (cell: Cell): string => (typeof cell === 'string' ? cell : cell.join('; '));

export const isBlank = ({ cells }: Row): boolean =>
  cells.every((cell) => (typeof cell === 'string' ? cell.trim() === '' : cell.length === 0));
