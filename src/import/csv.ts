/**
 * Separated values and plain lines, row by row, and the way back.
 *
 * The text comes in pieces and rows leave as soon as they are complete. The cells are cut here and not by csv-parse: it
 * stands on node's Buffer, whose stand-in would put more than 200 KB into the extension, and it gives up a file for one
 * inch sign. On well-formed files both agree; the tests hold us to that.
 */
import { type Cut, mostRegularCut } from '../core/delimiter.ts';
import { ImportError } from './problems.ts';
import type { Row } from './rows.ts';

/** UTF-16 units of a row. A quote that is never closed would make the rest of the file one cell. */
const MAX_ROW = 1024 * 1024;

/** Excel's own hint, written as a first line of its own. */
const HINT = /^sep=(.)$/;

/** The rows that each piece of the text completes. Throws `ImportError`. */
export async function* readCsv(texts: AsyncIterable<string>, delimiter: string): AsyncGenerator<Row[]> {
  const scanner = new CsvScanner(delimiter);
  for await (const text of texts) yield scanner.add(text);
  yield scanner.end();
}

/** Every line is a row of one cell. Throws `ImportError`. */
export async function* readLines(texts: AsyncIterable<string>): AsyncGenerator<Row[]> {
  let rest = '';
  let line = 0;
  const take = (text: string): Row[] => text.split(/\r\n|\r|\n/).map((cell) => ({ line: ++line, cells: [cell] }));
  for await (const text of texts) {
    rest += text;
    // A last carriage return may be half of a line end.
    const end = /^[\s\S]*(?:\n|\r(?!$))/.exec(rest)?.[0].length ?? 0;
    if (rest.length - end > MAX_ROW) throw new ImportError('cell-too-long', { line: line + 1 });
    if (end === 0) continue;
    yield take(rest.slice(0, end).replace(/(?:\r\n|\r|\n)$/, ''));
    rest = rest.slice(end);
  }
  if (rest !== '') yield take(rest.replace(/\r$/, ''));
}

/** Rows that are enough to see the shape of a table: past a heading and a few notes above it. */
const SAMPLE_ROWS = 100;

/** How the beginning of a text is cut best. */
export function guessCut(sample: string): Cut {
  const hint = HINT.exec(/^.*/.exec(sample)?.[0] ?? '')?.[1];
  if (hint !== undefined) return { delimiter: hint, regular: 1, columns: 2 };
  return mostRegularCut((delimiter) => sampleRows(sample, delimiter).map(({ cells }) => cells.length));
}

/** The first rows of a text that goes on, without blank lines; none where the delimiter makes nothing of it. */
export function sampleRows(sample: string, delimiter: string): Row[] {
  try {
    const scanner = new CsvScanner(delimiter);
    const rows = scanner.add(sample);
    const some = rows.length > 0 ? rows : scanner.end();
    return some.filter(({ cells }) => cells.length > 1 || cells[0] !== '').slice(0, SAMPLE_ROWS);
  } catch (error) {
    if (error instanceof ImportError) return [];
    throw error;
  }
}

class CsvScanner {
  /** What is not a whole row yet. */
  private text = '';
  private line = 1;
  private readonly delimiter: number;

  constructor(delimiter: string) {
    this.delimiter = delimiter.charCodeAt(0);
  }

  add(text: string): Row[] {
    this.text += text;
    return this.take(false);
  }

  /** The row that no line end completes. */
  end(): Row[] {
    return this.take(true);
  }

  private take(isLast: boolean): Row[] {
    const rows: Row[] = [];
    let at = 0;
    for (;;) {
      const found = this.readRow(at, isLast);
      if (!found) break;
      const { cells, end, lines } = found;
      if (this.line > 1 || cells.length > 1 || !HINT.test(cells[0] as string)) rows.push({ line: this.line, cells });
      this.line += lines;
      at = end;
    }
    this.text = this.text.slice(at);
    if (this.text.length > MAX_ROW) throw new ImportError(this.text.includes('"') ? 'quote' : 'cell-too-long', { line: this.line });
    return rows;
  }

  /** The row at `at`; undefined where it may go on in the next piece. */
  private readRow(at: number, isLast: boolean): { readonly cells: string[]; readonly end: number; readonly lines: number } | undefined {
    const { text } = this;
    if (at >= text.length) return undefined;
    const cells: string[] = [];
    let lines = 0;
    for (let from = at; ; ) {
      let quoted = '';
      let start = from;
      // Blanks before a quote are not standard, but people write `a, "b, c"`.
      const quote = text.charCodeAt(from) === BLANK ? skipBlanks(text, from) : from;
      if (text.charCodeAt(quote) === QUOTE) {
        const close = closingQuote(text, quote + 1);
        if (close === -1) {
          if (isLast) throw new ImportError('quote', { line: this.line + lines });
          return undefined;
        }
        // What follows the quote decides what it is.
        if (close + 1 === text.length && !isLast) return undefined;
        quoted = text.slice(quote + 1, close).replaceAll('""', '"');
        const within = quoted.match(LINE_END)?.length ?? 0;
        if (within > 0 && !this.endsCell(close + 1)) throw new ImportError('quote', { line: this.line + lines });
        lines += within;
        start = close + 1;
      }
      let end = start;
      while (!this.endsCell(end)) end++;
      if (end === text.length && !isLast) return undefined;
      cells.push(start === end ? quoted : quoted + text.slice(start, end));
      const unit = text.charCodeAt(end);
      from = end + 1;
      if (unit === this.delimiter) continue;
      if (unit === CARRIAGE_RETURN) {
        if (from === text.length && !isLast) return undefined;
        if (text.charCodeAt(from) === NEWLINE) from++;
      }
      return { cells, end: Math.min(from, text.length), lines: lines + 1 };
    }
  }

  private endsCell(at: number): boolean {
    if (at >= this.text.length) return true;
    const unit = this.text.charCodeAt(at);
    return unit === this.delimiter || unit === NEWLINE || unit === CARRIAGE_RETURN;
  }
}

const QUOTE = 0x22;
const BLANK = 0x20;
const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const LINE_END = /\r\n|\r|\n/g;

/** The quote that is not doubled; -1 where there is none. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at !== -1 && text.charCodeAt(at + 1) === QUOTE) at = text.indexOf('"', at + 2);
  return at;
}

function skipBlanks(text: string, at: number): number {
  let next = at;
  while (text.charCodeAt(next) === BLANK) next++;
  return next;
}

/** One row of text. Every cell is quoted that could be read another way. */
export function writeCsvRow(cells: readonly string[]): string {
  const written = cells.map((cell) => (/^\s|\s$|[",;|\t\r\n]|^$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell));
  return `${written.join(',')}\r\n`;
}
