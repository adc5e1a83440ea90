/** Places in a file: as offsets, and as the lines and columns that people read. A line ends behind its `\n`. */
import { fail, type Result, succeed } from './problem.ts';

/** A place as it was asked for. Offsets count UTF-16 units from 0, lines and columns from 1. */
export type Place = { readonly offset: number } | { readonly line: number; readonly column: number };

/** A place in a file. */
export interface FilePlace {
  /** `-` is the standard input. */
  readonly file: string;
  readonly place: Place;
}

/** Reads `FILE:OFFSET` or `FILE:LINE:COLUMN`; of a file's name with colons in it, the numbers at the end are the place. */
export function parsePlace(argument: string): Result<FilePlace> {
  const [, file, first, second] = /^(.+?):(\d+)(?::(\d+))?$/s.exec(argument) ?? [];
  if (file === undefined || first === undefined) return fail('cli_error_bad_place', argument);
  if (second === undefined) return succeed({ file, place: { offset: Number(first) } });
  const place = { line: Number(first), column: Number(second) };
  return place.line > 0 && place.column > 0 ? succeed({ file, place }) : fail('cli_error_bad_place', argument);
}

/** The offset of a place in a text. Problems: the text ends, or the line does, before it. */
export function resolvePlace(text: string, place: Place): Result<number> {
  if (text === '') return fail('cli_error_place_empty');
  if ('offset' in place) {
    return place.offset < text.length
      ? succeed(place.offset)
      : fail('cli_error_place_offset', String(place.offset), String(text.length - 1));
  }
  let start = 0;
  for (let line = 1; ; line++) {
    const next = text.indexOf('\n', start) + 1 || text.length;
    if (line === place.line) {
      const columns = next - start;
      return place.column <= columns
        ? succeed(start + place.column - 1)
        : fail('cli_error_place_column', String(place.column), String(line), String(columns));
    }
    if (next === text.length) return fail('cli_error_place_line', String(place.line), String(line));
    start = next;
  }
}

/** "line:column" of each offset; offsets must be in order. */
export function describePlaces(text: string, offsets: readonly number[]): string[] {
  let line = 1;
  let lineStart = 0;
  return offsets.map((offset) => {
    for (let next = text.indexOf('\n', lineStart); next !== -1 && next < offset; next = text.indexOf('\n', lineStart)) {
      line++;
      lineStart = next + 1;
    }
    return `${line}:${offset - lineStart + 1}`;
  });
}
