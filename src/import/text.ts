/** Bytes of a file → its text, in pieces, so that no more than a piece is in memory. */
import { findEncoding } from '../core/encoding.ts';
import { ImportError } from './problems.ts';

/** Bytes whose rows are in memory at once; browsers read by the megabyte. */
const PIECE_BYTES = 64 * 1024;

/** The bytes of a stream in small pieces. */
export async function* piecesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      for (let at = 0; at < value.length; at += PIECE_BYTES) yield value.subarray(at, at + PIECE_BYTES);
    }
  } finally {
    // Also when the walk ends early. A stream that broke has nothing left to give back.
    await reader.cancel().catch(() => undefined);
  }
}

/** The name of the encoding. Throws `ImportError`. */
export async function encodingOf(blob: Blob): Promise<string> {
  const encoding = await findEncoding(() => piecesOf(blob.stream()));
  if (encoding === undefined) throw new ImportError('binary');
  return encoding;
}

/** The text, without a byte order mark. Throws `ImportError`. */
export async function* readText(blob: Blob, encoding: string, onBytes: (bytes: number) => void): AsyncGenerator<string> {
  let bytes = 0;
  try {
    const decoder = new TextDecoder(encoding, { fatal: true });
    for await (const piece of piecesOf(blob.stream())) {
      const text = decoder.decode(piece, { stream: true });
      // UTF-32, or another encoding than was chosen.
      if (text.includes('\0')) throw new ImportError('binary');
      bytes += piece.length;
      onBytes(bytes);
      yield text;
    }
    yield decoder.decode();
  } catch (error) {
    // RangeError: the label is none. TypeError: the bytes are no such text.
    if (error instanceof TypeError || error instanceof RangeError) throw new ImportError('encoding', { value: encoding });
    throw error;
  }
}

/** The beginning of the text, about `units` UTF-16 units long. Throws `ImportError`. */
export async function readBeginning(blob: Blob, encoding: string, units: number): Promise<string> {
  let text = '';
  for await (const piece of readText(blob, encoding, () => undefined)) {
    text += piece;
    if (text.length >= units) break;
  }
  return text;
}
