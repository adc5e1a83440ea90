/**
 * Records → findings. A record is one line with one JSON object; the texts of the fields asked for are screened as one
 * small document: those of a single field as lines of text, those of several as the cells of one row, which speak for
 * one another.
 */
import { isUtf8 } from 'node:buffer';
import { mayHoldTerm } from '../core/found.ts';
import { alternativesOf, buildFindings } from '../core/report.ts';
import type { Translator } from '../ui/connect.ts';
import type { RecordOptions } from './arguments.ts';
import type { Portion } from './lines.ts';
import { FindingWriter, type FoundText } from './output.ts';
import { fail, guard, type Problem, type Result, succeed } from './problem.ts';
import { readCells, readTexts } from './read-text.ts';
import { type FieldText, openField, textsOf } from './record-fields.ts';
import { type Screening, screenBlocks } from './screening.ts';

/** What the lines of a portion come to; plain data. */
export interface ScreenedRecords {
  /** A line for each finding: a `FindingRecord` that begins with the file, the record's number, its id and the field. */
  readonly output: string;
  /** Findings that make the exit code 1. */
  readonly counted: number;
  /** Records that were screened. */
  readonly records: number;
  /** Fields that some of them have. */
  readonly seen: readonly string[];
  /** Records that could not be screened, or not whole. */
  readonly problems: readonly RecordProblem[];
}

/** Without a line where it is about the file. */
export interface RecordProblem {
  readonly line?: number;
  readonly problem: Problem;
}

/** Screens the records in some lines of a file. */
export type RecordScreen = (file: string, lines: Portion) => ScreenedRecords;

/** A text of one line and of a usual length is one block, so what holds no term needs no more than the search. */
const maxPlain = 65_536;

/** Screens records under one policy. */
export function createRecordScreen(screening: Screening, options: RecordOptions, translator: Translator): RecordScreen {
  const { index, lookup, policy, scratch } = screening;
  const fields = options.fields.map(openField);
  const id = options.id === undefined ? undefined : openField(options.id);
  const writer = new FindingWriter(translator);

  const mayHold = ({ text }: FieldText): boolean => text.length > maxPlain || text.includes('\n') || mayHoldTerm(index, text, scratch);

  /** The findings of the texts, in their order; how many matches were left out. */
  const screenTexts = (texts: readonly FieldText[]): { readonly found: readonly FoundInField[]; readonly dropped: number } => {
    const all = texts.map(({ text }) => text);
    const document = fields.length > 1 ? readCells(all) : readTexts(all);
    const frame = screenBlocks(document, screening);
    const found = buildFindings([frame], lookup, policy).map((finding) => {
      const { block, start, end } = finding.match;
      return { finding, ...locateInField(document.locate(block, start, end), texts) };
    });
    const dropped = frame.coverage.unread.find(({ what }) => what === 'matches')?.count ?? 0;
    return { found: found.sort((a, b) => a.at - b.at), dropped };
  };

  return (file, { first, bytes }) => {
    let output = '';
    let counted = 0;
    let records = 0;
    const seen = new Set<string>();
    const screenLine = (line: number, source: string | undefined): Result<unknown> => {
      const record = parseRecord(source);
      if (!record.ok || record.value === undefined) return record;
      const texts = textsOf(record.value, fields, seen);
      if (!texts.ok) return texts;
      records++;
      if (!texts.value.some(mayHold)) return texts;
      const { found, dropped } = screenTexts(texts.value);
      const head = { file, record: line, ...(id && { id: id.read(record.value) ?? null }) };
      for (const one of found) {
        if (one.finding.counted) counted++;
        const { offers } = alternativesOf(one.finding, lookup, policy);
        output += `${writer.write({ ...head, field: one.field }, one, offers)}\n`;
      }
      return dropped > 0 ? fail('cli_error_record_matches', String(dropped)) : texts;
    };
    const problems: RecordProblem[] = [];
    let line = first;
    for (const source of splitLines(bytes)) {
      const screened = guard(() => screenLine(line, source));
      if (!screened.ok) problems.push({ line, problem: screened.problem });
      line++;
    }
    return { output, counted, records, seen: [...seen], problems };
  };
}

/** A finding whose offsets count within the text of its field. */
interface FoundInField extends FoundText {
  readonly field: string;
  /** Where it begins in all texts of the record put end to end. */
  readonly at: number;
}

function locateInField(
  place: { readonly start: number; readonly end: number },
  texts: readonly FieldText[],
): Omit<FoundInField, 'finding'> {
  let from = 0;
  for (const { field, text } of texts) {
    const start = place.start - from;
    const end = place.end - from;
    if (start < text.length) return { field, at: place.start, start, end, text: text.slice(start, end) };
    from += text.length;
  }
  throw new RangeError(`no text at ${place.start}`);
}

/** Undefined for a line that is not valid UTF-8. The last one may be the nothing behind the last line end. */
function splitLines(bytes: Uint8Array<ArrayBuffer>): readonly (string | undefined)[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isUtf8(buffer)) return buffer.toString('utf8').split('\n');
  const lines: (string | undefined)[] = [];
  for (let from = 0; from < buffer.length; ) {
    const end = (buffer.indexOf('\n', from) + 1 || buffer.length + 1) - 1;
    const line = buffer.subarray(from, end);
    lines.push(isUtf8(line) ? line.toString('utf8') : undefined);
    from = end + 1;
  }
  return lines;
}

/** Undefined for an empty line. */
function parseRecord(source: string | undefined): Result<object | undefined> {
  if (source === undefined) return fail('cli_error_record_encoding');
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch (error) {
    // `trim` takes the byte order mark of an empty first line too.
    if (source.trim() === '') return succeed(undefined);
    if (source.startsWith('\ufeff')) return parseRecord(source.slice(1));
    return fail('cli_error_record_json', error instanceof Error ? error.message : String(error));
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? succeed(value) : fail('cli_error_record_no_object');
}
