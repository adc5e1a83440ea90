/**
 * Separated values: each record is a row, each cell a block.
 *
 * The cells are scanned here and not by csv-parse, which gives the values of cells but not where they stand in the
 * file, and refuses a whole file for one stray quote. A price list with `24" monitor` in it must still be read. On
 * well-formed files both agree; the tests hold us to that.
 */
import { mostRegularCut } from '../core/delimiter.ts';
import { BlockDraft, DocumentBuilder, type FileDocument } from './document.ts';

/** Enough to see the shape of a table: past a heading and a few notes above it. */
const sampleRecords = 100;
const sampleUnits = 64 * 1024;

/** Reads separated values. Never fails: text without any delimiter is a table of one column. */
export function readCsv(text: string): FileDocument {
  // Excel's own hint, written as a first line of its own.
  const hint = /^sep=(.)(?:\r\n|\r|\n)/.exec(text);
  const delimiter = hint?.[1] ?? guessDelimiter(text);
  const builder = new DocumentBuilder();
  for (const { draft, record } of scanCells(text, delimiter, hint?.[0].length ?? 0)) {
    if (builder.push(draft, { row: record })) builder.addCell();
  }
  return builder.finish();
}

/** The delimiter that cuts the beginning of the text into the most regular table; a comma when there is none. */
export function guessDelimiter(text: string): string {
  // Cut at a line end, or the last record would count too few cells.
  const sample = text.length <= sampleUnits ? text : text.slice(0, text.lastIndexOf('\n', sampleUnits) + 1 || sampleUnits);
  return mostRegularCut((delimiter) => {
    const widths: number[] = [];
    for (const cell of scanCells(sample, delimiter)) {
      if (cell.record >= sampleRecords) break;
      widths[cell.record] = (widths[cell.record] ?? 0) + 1;
    }
    return widths;
  }).delimiter;
}

interface Cell {
  /** Counts from 0, empty lines included. */
  readonly record: number;
  readonly draft: BlockDraft;
}

function* scanCells(text: string, delimiter: string, from = 0): Generator<Cell> {
  let at = from;
  let record = 0;
  while (at < text.length) {
    const draft = new BlockDraft();
    // Blanks before a quote are not standard, but people write `a, "b, c"`.
    const quote = text[at] === ' ' ? skipBlanks(text, at) : at;
    if (text[quote] === '"') {
      // Null for a stray quote, which is taken literally, else its cell would swallow what follows.
      at = readQuoted(text, quote + 1, delimiter, draft) ?? at;
    }
    // The whole of an unquoted cell, or what strays behind a closing quote.
    let end = at;
    while (!endsCell(text[end], delimiter)) end++;
    draft.append(text.slice(at, end), at);
    yield { record, draft };
    at = end + 1;
    if (text[end] !== delimiter) {
      if (text[end] === '\r' && text[at] === '\n') at++;
      record++;
    } else if (at === text.length) {
      yield { record, draft: new BlockDraft() };
    }
  }
}

/**
 * Reads from behind the opening quote; returns the place behind the closing one. Null, having added nothing, when there
 * is none, or when it lies on a later line and text follows it: then it more likely opens a cell of its own. That also
 * keeps the cost linear: what one search passed over without success holds no quote at which another could start one.
 */
function readQuoted(text: string, from: number, delimiter: string, draft: BlockDraft): number | null {
  const parts: { readonly start: number; readonly end: number }[] = [];
  const lineEnd = findLineEnd(text, from);
  let start = from;
  for (;;) {
    const quote = text.indexOf('"', start);
    if (quote === -1) return null;
    if (text[quote + 1] !== '"') {
      parts.push({ start, end: quote });
      if (quote > lineEnd && !endsCell(text[quote + 1], delimiter)) return null;
      for (const part of parts) draft.append(text.slice(part.start, part.end), part.start);
      return quote + 1;
    }
    // Keeps the first of two quotes; the second stays outside, between this part and the next.
    parts.push({ start, end: quote + 1 });
    start = quote + 2;
  }
}

function findLineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}

function endsCell(next: string | undefined, delimiter: string): boolean {
  return next === undefined || next === delimiter || next === '\n' || next === '\r';
}

function skipBlanks(text: string, at: number): number {
  let next = at;
  while (text[next] === ' ') next++;
  return next;
}
