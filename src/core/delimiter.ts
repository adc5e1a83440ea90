/** Which character parts the columns of a text. */

/** Tried in this order; an earlier one wins a tie, since commas also stand inside names and numbers (`1;2,50;3`). */
const delimiters = ['\t', ';', '|', ','] as const;

/** What a delimiter makes of a text. */
export interface Cut {
  readonly delimiter: string;
  /** Share of the rows that have `columns` cells, 0 to 1; 0 where nothing is parted. */
  readonly regular: number;
  readonly columns: number;
}

/** The delimiter that cuts a text into the most regular table; a comma when there is none. `widthsOf` counts the cells of each row. */
export function mostRegularCut(widthsOf: (delimiter: string) => readonly number[]): Cut {
  let best: Cut = { delimiter: ',', regular: 0, columns: 1 };
  for (const delimiter of delimiters) {
    const widths = widthsOf(delimiter);
    const counts = new Map<number, number>();
    for (const width of widths) if (width > 1) counts.set(width, (counts.get(width) ?? 0) + 1);
    for (const [columns, count] of counts) {
      const regular = count / widths.length;
      if (regular > best.regular || (regular === best.regular && columns > best.columns)) best = { delimiter, regular, columns };
    }
  }
  return best;
}
