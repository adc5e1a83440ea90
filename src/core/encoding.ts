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

function startsWith(bytes: Uint8Array, first: readonly number[]): boolean {
  return first.every((byte, i) => bytes[i] === byte);
}

function ascii(text: string): number[] {
  return [...text].map((character) => character.charCodeAt(0));
}
