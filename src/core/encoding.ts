/** What the bytes of a file say of its encoding, and of being no text at all. */

/** Formats that people take for text, or attach in its place. */
export type BinaryKind = 'pdf' | 'zip' | 'ole' | 'rtf' | 'image' | 'archive';

const signatures: readonly { readonly bytes: readonly number[]; readonly kind: BinaryKind }[] = [
  { bytes: ascii('%PDF-'), kind: 'pdf' },
  { bytes: [...ascii('PK'), 3, 4], kind: 'zip' },
  { bytes: [...ascii('PK'), 5, 6], kind: 'zip' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], kind: 'ole' },
  // Readable as text, but Chinese stands in it as \u escapes: nothing would be found, and it would look checked.
  { bytes: ascii('{\\rtf'), kind: 'rtf' },
  { bytes: [0x89, ...ascii('PNG')], kind: 'image' },
  { bytes: [0xff, 0xd8, 0xff], kind: 'image' },
  { bytes: ascii('GIF8'), kind: 'image' },
  { bytes: [...ascii('II*'), 0], kind: 'image' },
  { bytes: [...ascii('MM'), 0, 0x2a], kind: 'image' },
  { bytes: [0x1f, 0x8b], kind: 'archive' },
  { bytes: [...ascii('7z'), 0xbc, 0xaf], kind: 'archive' },
  { bytes: ascii('Rar!'), kind: 'archive' },
];

const marks: readonly { readonly bytes: readonly number[]; readonly encoding: string }[] = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
];

/** The byte order mark at the beginning, with its length in bytes; undefined where there is none. */
export function markOf(bytes: Uint8Array): { readonly encoding: string; readonly length: number } | undefined {
  const mark = marks.find((one) => startsWith(bytes, one.bytes));
  return mark && { encoding: mark.encoding, length: mark.bytes.length };
}

/** What the first bytes are the beginning of; undefined for text. */
export function binaryKindOf(bytes: Uint8Array): BinaryKind | undefined {
  return signatures.find((signature) => startsWith(bytes, signature.bytes))?.kind;
}

/** Bytes from the beginning, each time it is called. */
export type OpenBytes = () => AsyncIterable<Uint8Array>;

/**
 * The encoding of a text, by its name in the WHATWG Encoding standard; undefined for what is no text. In this order: byte
 * order mark, formats that are no text, UTF-16 that lost its mark, strict UTF-8, GB18030. Reads the whole text.
 */
export async function findEncoding(open: OpenBytes): Promise<string | undefined> {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let isUtf8 = true;
  let length = 0;
  /** NUL bytes at even and at odd places. */
  const nuls: [number, number] = [0, 0];
  for await (const chunk of open()) {
    if (length === 0) {
      const mark = markOf(chunk);
      if (mark) return mark.encoding;
      if (binaryKindOf(chunk)) return undefined;
    }
    for (let at = chunk.indexOf(0); at !== -1; at = chunk.indexOf(0, at + 1)) {
      nuls[((length + at) & 1) as 0 | 1]++;
      if (nuls[0] > 0 && nuls[1] > 0) return undefined;
    }
    length += chunk.length;
    isUtf8 &&= decodes(utf8, chunk);
  }
  const [even, odd] = nuls;
  // Every line end of UTF-16 holds a NUL, and so does every Latin letter: always the same half of the unit.
  if (even + odd > 0) return even + odd > 1 && length % 2 === 0 ? (odd > 0 ? 'utf-16le' : 'utf-16be') : undefined;
  return isUtf8 && decodes(utf8) ? 'utf-8' : 'gb18030';
}

/** Whether the next bytes are what the decoder reads; without bytes, whether nothing is left over. */
function decodes(decoder: TextDecoder, bytes?: Uint8Array): boolean {
  try {
    if (bytes) decoder.decode(bytes, { stream: true });
    else decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

function startsWith(bytes: Uint8Array, first: readonly number[]): boolean {
  return first.every((byte, i) => bytes[i] === byte);
}

function ascii(text: string): number[] {
  return [...text].map((character) => character.charCodeAt(0));
}
