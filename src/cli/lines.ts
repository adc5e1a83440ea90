/** A stream of bytes → portions of whole lines, in bounded memory. A line ends with LF; its bytes are left as they are. */

/** One or more whole lines; the last of the stream may have no end. */
export interface Portion {
  /** Number of the first line, from 1; every line counts, empty ones too. */
  readonly first: number;
  /** With memory of their own. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The number of a line that is longer than allowed and is left out. */
export interface LongLine {
  readonly tooLong: number;
}

const lineFeed = 0x0a;

/**
 * Gives the lines of a chunk as soon as it has come, so that a slow stream is not waited for. `maxLine` is in bytes, and
 * at least as many as a chunk has.
 */
export async function* cutLines(stream: AsyncIterable<Uint8Array>, maxLine: number): AsyncGenerator<Portion | LongLine> {
  let line = 1;
  // The beginning of a line whose end has not come yet; of one that is too long only the length.
  let begun: Uint8Array[] = [];
  let length = 0;
  const begin = (part: Uint8Array): void => {
    length += part.length;
    if (length > maxLine) begun = [];
    else if (part.length > 0) begun.push(new Uint8Array(part));
  };
  for await (const chunk of stream) {
    const end = chunk.lastIndexOf(lineFeed) + 1;
    if (end > 0) {
      let from = 0;
      if (length > 0 && length + chunk.indexOf(lineFeed) + 1 > maxLine) {
        yield { tooLong: line++ };
        begun = [];
        from = chunk.indexOf(lineFeed) + 1;
      }
      if (begun.length > 0 || end > from) {
        const bytes = join([...begun, chunk.subarray(from, end)]);
        yield { first: line, bytes };
        line += countLines(bytes);
      }
      begun = [];
      length = 0;
    }
    begin(chunk.subarray(end));
  }
  if (length > maxLine) yield { tooLong: line };
  else if (length > 0) yield { first: line, bytes: join(begun) };
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function countLines(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) lines++;
  return lines;
}
