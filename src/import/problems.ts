/** What can be wrong with a file of entries. Each code is a message `import_<code>` ($1 line, $2 column, $3 value). */

/** One row cannot be used. It is left out, the others are read. */
export interface RowProblem {
  readonly code: RowProblemCode;
  /** Counted from 1: the line of a text, the row of a sheet. */
  readonly line: number;
  /** The column's heading, or its number where it has none. */
  readonly column?: string;
  readonly value?: string;
}

export type RowProblemCode =
  | 'no-name' // the row names no vendor
  | 'no-letter' // the vendor's name has no letter
  | 'too-long'
  | 'too-many-values' // aliases or part numbers
  | 'duplicate-id'
  | 'link' // not an https address
  | 'date'
  | 'date-ambiguous' // 03/04/2026
  | 'severity'
  | 'category'
  | 'pattern' // a part number that the grammar does not know
  | 'pattern-wide' // a part number that most texts would match
  | 'tab' // in a list of names
  | 'extra-cells'; // more cells than headings

/** The file cannot be used, or not in the way that was chosen: nothing of it is taken. */
export class ImportError extends Error {
  override name = 'ImportError';
  readonly code: FileProblemCode;
  readonly line?: number;
  readonly column?: string;
  readonly value?: string;

  constructor(code: FileProblemCode, where: { readonly line?: number; readonly column?: string; readonly value?: string } = {}) {
    super(where.line === undefined ? code : `${code} in line ${where.line}`);
    this.code = code;
    if (where.line !== undefined) this.line = where.line;
    if (where.column !== undefined) this.column = where.column;
    if (where.value !== undefined) this.value = where.value;
  }
}

export type FileProblemCode =
  | 'empty'
  | 'too-big' // $3: the limit
  | 'too-many' // rows; $3: the limit
  | 'too-many-part-numbers' // $3: the limit
  | 'binary' // no text and no workbook
  | 'encoding' // not what was chosen, or none that we know
  | 'html' // a web page under another name, such as a sign-in page
  | 'compressed'
  | 'old-workbook' // .xls
  | 'encrypted'
  | 'other-workbook' // .ods, .xlsb, or another archive
  | 'damaged' // a workbook that is cut off or broken
  | 'no-sheet' // $3: its name
  | 'no-vendor-column'
  | 'delimiter' // one column only; $3: what seems to part the columns
  | 'quote' // one that is never closed
  | 'cell-too-long'
  | 'json' // no JSON there
  | 'json-cut' // ends too early
  | 'json-deep'
  | 'json-shape' // JSON, but no entries in it
  | 'version' // an export of a later program
  | 'kind'; // approved vendors where restricted ones are wanted, or the other way round
