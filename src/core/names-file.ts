/** A text file with one name a line → the entries of a list, as they come. A file is taken whole or not at all. */
import { binaryKindOf, markOf } from './encoding.ts';
import type { OwnEntry } from './own-list.ts';
import { Seen } from './seen.ts';

export const NAME_LIMITS = {
  names: 1_000_000,
  /** UTF-16 units of a name: longer lines are no names. */
  length: 300,
} as const;

/** Why a file is refused; each is a message `own_fault_<code>`. */
export type NamesFault =
  | 'binary' // another format, or text that lost its mark
  | 'encoding' // neither Unicode nor GB18030
  | 'empty'
  | 'too-many'
  | 'too-long'
  | 'columns' // a tab parts the line
  | 'no-letter';

/** The file is not a list of names. */
export class NamesError extends Error {
  override name = 'NamesError';

  constructor(
    readonly fault: NamesFault,
    /** Where, counted from 1; undefined where it is the file as a whole. */
    readonly line?: number,
  ) {
    super(line === undefined ? fault : `${fault} in line ${line}`);
  }
}

/** A file's bytes from the beginning, each time it is called. */
export type OpenFile = () => AsyncIterable<Uint8Array>;

/** Reads one file. The counts grow as `batches` is walked through. */
export class NamesReader {
  names = 0;
  duplicates = 0;
  /** Bytes that were read. */
  bytes = 0;
  private lines = 0;

  /** `most` is a test seam. */
  constructor(
    private readonly open: OpenFile,
    private readonly most: number = NAME_LIMITS.names,
  ) {}

  /** The names of the file, without blank lines and repetitions. Throws `NamesError`. */
  async *batches(): AsyncGenerator<OwnEntry[]> {
    const known = new Seen();
    for await (const lines of this.readLines()) {
      const batch = lines.flatMap((line) => this.read(line, known) ?? []);
      if (batch.length > 0) yield batch;
    }
    if (this.names === 0) throw new NamesError('empty');
  }

  private read(line: string, known: Seen): OwnEntry | undefined {
    this.lines++;
    if (line.includes('\t')) throw new NamesError('columns', this.lines);
    const name = line.replace(UNSEEN, '').replace(/\s+/gu, ' ').trim();
    if (name === '') return undefined;
    if (name.length > NAME_LIMITS.length) throw new NamesError('too-long', this.lines);
    if (!/\p{L}/u.test(name)) throw new NamesError('no-letter', this.lines);
    if (!known.add(name)) {
      this.duplicates++;
      return undefined;
    }
    if (this.names === this.most) throw new NamesError('too-many', this.lines);
    this.names++;
    return { vendor: name, aliases: [], partNumbers: [], severity: 'prohibited' };
  }

  /** The lines that each chunk completes. */
  private async *readLines(): AsyncGenerator<string[]> {
    const decoder = new TextDecoder(await findEncoding(this.open), { fatal: true });
    let rest = '';
    const take = (text: string, isLast: boolean): string[] => {
      const lines = (rest + text).split(/\r\n|\r(?!$)|\n/);
      rest = isLast ? '' : (lines.pop() ?? '');
      // What goes on for ever is not kept.
      if (rest.length > MAX_REST) throw new NamesError('too-long', this.lines + lines.length + 1);
      return lines;
    };
    for await (const chunk of this.open()) {
      this.bytes += chunk.length;
      yield take(decode(decoder, chunk), false);
    }
    yield take(decode(decoder), true);
  }
}

/** Blanks around a name are no part of its length. */
const MAX_REST = 64 * NAME_LIMITS.length;

/** Marks of direction and other characters that nobody sees or types; joiners are letters' own affair. */
const UNSEEN = /[\p{Cc}\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;

/** The next piece of the text; without bytes what is left of it. */
function decode(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch (error) {
    if (error instanceof TypeError) throw new NamesError('encoding');
    throw error;
  }
}

/** In the order of the command line: byte order mark, formats that are no text, strict UTF-8, GB18030. */
async function findEncoding(open: OpenFile): Promise<string> {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let isFirst = true;
  try {
    for await (const chunk of open()) {
      const mark = isFirst ? markOf(chunk) : undefined;
      if (mark) return mark.encoding;
      if ((isFirst && binaryKindOf(chunk)) || chunk.includes(0)) throw new NamesError('binary');
      isFirst = false;
      utf8.decode(chunk, { stream: true });
    }
    utf8.decode();
  } catch (error) {
    if (error instanceof TypeError) return 'gb18030';
    throw error;
  }
  return 'utf-8';
}
