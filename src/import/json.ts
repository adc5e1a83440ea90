/**
 * JSON, record by record, so that a file of any size needs the memory of one record.
 *
 * Records are the objects of `[{…}, {…}]`, of `{"entries": [{…}]}` or `{"results": […]}`, or those that follow one another,
 * one a line. A scan that knows strings and brackets finds where each begins and ends, and `JSON.parse` reads it.
 */
import { ImportError } from './problems.ts';
import type { Cell } from './rows.ts';

export interface JsonRecord {
  /** The line that it begins in, counted from 1. */
  readonly line: number;
  readonly fields: JsonFields;
}
/** A map, since a file may call a field `__proto__`. */
export type JsonFields = ReadonlyMap<string, unknown>;

/** Brackets within brackets. Every list that we know has fewer than ten. */
const MAX_DEPTH = 32;
/** UTF-16 units of a record, or of what stands before the records. */
const MAX_RECORD = 4 * 1024 * 1024;

/** The key that holds the records of a file that is one object. */
const HOLDER = /"(?:entries|results)"\s*:\s*$/;
/** Room for the longest of them, with some blanks. */
const HOLDER_UNITS = 64;

/** `onEnvelope` gets what stands before the records in an object that holds them. Throws `ImportError`. */
export async function* readJson(
  texts: AsyncIterable<string>,
  onEnvelope: (fields: JsonFields) => void = () => undefined,
): AsyncGenerator<JsonRecord[]> {
  const scanner = new JsonScanner(onEnvelope);
  for await (const text of texts) yield scanner.add(text);
  scanner.end();
}

class JsonScanner {
  /** What is still needed of the text, and the place in it that is looked at. */
  private text = '';
  private at = 0;
  private line = 1;
  private depth = 0;
  private isInString = false;
  /** Brackets around each record: 0 where they follow one another, 1 in a list, 2 in a list that an object holds. */
  private level = 0;
  /** Where the record began; -1 between records. */
  private start = -1;
  private startLine = 1;
  private records = 0;
  /** Behind the last bracket of a list. */
  private isOver = false;
  /** Behind the list that an object holds. */
  private isTail = false;

  constructor(private readonly onEnvelope: (fields: JsonFields) => void) {}

  /** The records that the text completes. */
  add(text: string): JsonRecord[] {
    this.text += text;
    const found: JsonRecord[] = [];
    for (; this.at < this.text.length; this.at++) {
      const unit = this.text.charCodeAt(this.at);
      if (this.isInString) {
        if (unit === QUOTE) this.isInString = false;
        else if (unit === BACKSLASH) {
          // At the end of the piece it waits for what it hides.
          if (this.at + 1 === this.text.length) break;
          this.at++;
        }
      } else if (unit === OPEN_BRACE || unit === OPEN_BRACKET) this.open(unit);
      else if (unit === CLOSE_BRACE || unit === CLOSE_BRACKET) {
        const record = this.close(unit);
        if (record) found.push(record);
      } else if (unit === NEWLINE) this.line++;
      else if (this.start === -1) this.checkBetween(unit);
      else if (unit === QUOTE) this.isInString = true;
    }
    // Only a record that is not complete is needed any more.
    const done = this.start === -1 ? this.at : this.start;
    this.text = this.text.slice(done);
    this.at -= done;
    if (this.start !== -1) this.start = 0;
    if (this.text.length > MAX_RECORD) throw new ImportError('cell-too-long', { line: this.startLine });
    return found;
  }

  end(): void {
    if (this.depth > 0) throw new ImportError('json-cut', { line: this.line });
    if (this.records === 0) throw new ImportError('empty');
  }

  private checkBetween(unit: number): void {
    if (unit === BLANK || unit === TAB || unit === CARRIAGE_RETURN || (unit === COMMA && this.level > 0 && !this.isOver)) return;
    // A list of texts or numbers is JSON, too.
    throw new ImportError(this.level > 0 && !this.isOver ? 'json-shape' : 'json', { line: this.line });
  }

  private open(unit: number): void {
    this.depth++;
    if (this.depth > MAX_DEPTH) throw new ImportError('json-deep', { line: this.line });
    if (this.start !== -1) {
      const isHolder = this.level === 0 && this.depth === 2 && this.records === 0 && unit === OPEN_BRACKET && this.isHolder();
      if (isHolder) this.enterList();
      return;
    }
    if (this.isOver) throw new ImportError('json', { line: this.line });
    if (unit === OPEN_BRACE) {
      this.start = this.at;
      this.startLine = this.line;
    } else if (this.depth === 1 && this.records === 0) this.level = 1;
    else throw new ImportError('json-shape', { line: this.line });
  }

  private isHolder(): boolean {
    return HOLDER.test(this.text.slice(Math.max(this.start, this.at - HOLDER_UNITS), this.at));
  }

  /** What began as a record turns out to hold them. */
  private enterList(): void {
    this.onEnvelope(parseObject(`${this.text.slice(this.start, this.at)}[]}`, this.startLine));
    this.level = 2;
    this.start = -1;
  }

  private close(unit: number): JsonRecord | undefined {
    this.depth--;
    if (this.start === -1) {
      if (unit !== CLOSE_BRACKET || this.depth < 0) throw new ImportError('json', { line: this.line });
      this.isOver = this.level === 1;
      if (this.level === 2) {
        this.start = this.at + 1;
        this.startLine = this.line;
        this.isTail = true;
      }
      return undefined;
    }
    if (this.depth > (this.isTail ? 0 : this.level)) return undefined;
    const text = this.text.slice(this.start, this.at + 1);
    this.start = -1;
    if (this.isTail) {
      parseObject(`{${text.replace(/^\s*,/, '')}`, this.startLine);
      this.isTail = false;
      this.isOver = true;
      return undefined;
    }
    this.records++;
    return { line: this.startLine, fields: parseObject(text, this.startLine) };
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const COMMA = 0x2c;
const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const TAB = 0x09;
const BLANK = 0x20;

function parseObject(text: string, line: number): JsonFields {
  try {
    return fieldsOf(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) throw new ImportError('json', { line });
    throw error;
  }
}

/** The fields of an object; none of anything else. */
export function fieldsOf(value: unknown): JsonFields {
  return new Map(typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []);
}

/** What a value says as text; '' for objects. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** The texts of a list, or the one text. */
export function textsOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).map(textOf).filter((text) => text !== '');
}

/** A value as a cell of a table. */
export const cellOf = (value: unknown): Cell => (Array.isArray(value) ? textsOf(value) : textOf(value));
