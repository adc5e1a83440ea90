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
 * order mark, formats that are no text, UTF-16 that lost its mark, strict UTF-8, Big5 where its characters are the usual ones,
 * GB18030. Reads the whole text.
 */
export async function findEncoding(open: OpenBytes): Promise<string | undefined> {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  const chinese = new ChineseBytes();
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
    // What came before it is not UTF-8 any more was nearly all ASCII.
    if (!isUtf8) chinese.add(chunk);
  }
  const [even, odd] = nuls;
  // Every line end of UTF-16 holds a NUL, and so does every Latin letter: always the same half of the unit.
  if (even + odd > 0) return even + odd > 1 && length % 2 === 0 ? (odd > 0 ? 'utf-16le' : 'utf-16be') : undefined;
  return isUtf8 && decodes(utf8) ? 'utf-8' : chinese.encoding;
}

/** Which of two Chinese encodings a text is in, whose bytes are valid in both more often than not. */
export function chineseEncodingOf(bytes: Uint8Array): 'big5' | 'gb18030' {
  const chinese = new ChineseBytes();
  chinese.add(bytes);
  return chinese.encoding;
}

/** Characters that a text has to have more of in Big5: a word or two may be usual in both. */
const MORE_IN_BIG5 = 3;

/**
 * Tells Big5 from GB18030 by how many of a text's characters are usual ones. Both standards put the usual characters in front: GB2312's
 * first level and Big5's "frequently used". Text read in the wrong one has rare characters in it: two trail bytes of five in Big5 are
 * those of letters, where GB18030 keeps what hardly anybody writes.
 */
class ChineseBytes {
  /** `all` are those that are no signs. */
  private readonly big5 = { lead: 0, usual: 0, all: 0 };
  private readonly gb = { lead: 0, usual: 0 };

  add(bytes: Uint8Array): void {
    const { big5, gb } = this;
    for (const byte of bytes) {
      if (big5.lead !== 0) {
        if (!isSignInBig5(big5.lead)) big5.all++;
        if (isUsualInBig5(big5.lead, byte)) big5.usual++;
        big5.lead = 0;
      } else if (byte > 0x80) big5.lead = byte;
      if (gb.lead !== 0) {
        if (isUsualInGb(gb.lead, byte)) gb.usual++;
        gb.lead = 0;
      } else if (byte > 0x80) gb.lead = byte;
    }
  }

  /** GB18030 where they are much alike: it is the more common one by far. */
  get encoding(): 'big5' | 'gb18030' {
    const { big5, gb } = this;
    return big5.usual >= gb.usual + MORE_IN_BIG5 && big5.usual * 10 >= big5.all * 9 ? 'big5' : 'gb18030';
  }
}

const isSignInBig5 = (lead: number): boolean => lead >= 0xa1 && lead <= 0xa3;

/** "Frequently used", from 一 to 籲. */
const isUsualInBig5 = (lead: number, trail: number): boolean =>
  lead >= 0xa4 && lead <= 0xc6 && ((trail >= 0x40 && trail <= 0x7e) || (trail >= 0xa1 && trail <= 0xfe));

/** The first level of GB2312, from 啊 to 座, and kana. */
const isUsualInGb = (lead: number, trail: number): boolean =>
  ((lead >= 0xb0 && lead <= 0xd7) || lead === 0xa4 || lead === 0xa5) && trail >= 0xa1 && trail <= 0xfe;

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
