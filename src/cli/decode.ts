/**
 * Bytes of a file → its text.
 *
 * In this order: byte order mark, formats that are not text, strict UTF-8, the charset that the file itself declares,
 * Big5 or GB18030 by which characters are usual. UTF-8 comes before them because Chinese text in UTF-8 is often also
 * valid GB18030 (and reads as nonsense), while the reverse hardly ever happens.
 * Known limit: Windows-1252 that happens to be valid GB18030 is read as GB18030; the encoding is therefore shown with
 * the result.
 */
import { type BinaryKind, binaryKindOf, chineseEncodingOf, markOf } from '../core/encoding.ts';
import { fail, type Result, succeed } from './problem.ts';

export interface Decoded {
  /** Without the byte order mark; every offset we report counts UTF-16 units of this string. */
  readonly text: string;
  /** By its name in the WHATWG Encoding standard, such as "utf-8" or "gb18030". */
  readonly encoding: string;
}

/** What to do with each format that is not text. */
const binaryKeys: Readonly<Record<BinaryKind, string>> = {
  pdf: 'cli_error_pdf',
  zip: 'cli_error_zip',
  ole: 'cli_error_ole',
  rtf: 'cli_error_rtf',
  image: 'cli_error_image',
  archive: 'cli_error_archive',
};

/** Decodes a whole file. `declared` is the charset the file names, as it is written there. Problems: not text (says what it is), or no encoding we know. */
export function decode(bytes: Uint8Array, declared?: string): Result<Decoded> {
  const mark = markOf(bytes);
  if (mark) return decodeAs(bytes.subarray(mark.length), mark.encoding);
  const kind = binaryKindOf(bytes);
  if (kind) return fail(binaryKeys[kind]);
  if (bytes.includes(0)) return fail(looksLikeUtf16(bytes) ? 'cli_error_utf16_without_mark' : 'cli_error_binary');

  const utf8 = decodeAs(bytes, 'utf-8');
  if (utf8.ok) return utf8;
  const own = declared === undefined ? utf8 : decodeAs(bytes, declared);
  return own.ok ? own : decodeAs(bytes, chineseEncodingOf(bytes));
}

/** `label` may be any text: one that is no encoding is a failure like any other. */
function decodeAs(bytes: Uint8Array, label: string): Result<Decoded> {
  let decoded: Decoded;
  try {
    // `ignoreBOM` keeps a second U+FEFF in the text, so that offsets count what the file holds.
    const decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true });
    decoded = { text: decoder.decode(bytes), encoding: decoder.encoding };
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    return fail('cli_error_undecodable');
  }
  // NUL in UTF-16 means UTF-32 or something that only happens to begin like a mark.
  return decoded.text.includes('\0') ? fail('cli_error_binary') : succeed(decoded);
}

/** Every second byte of the beginning mostly NUL: Latin text as UTF-16 whose mark was lost. */
function looksLikeUtf16(bytes: Uint8Array): boolean {
  const sample = Math.min(bytes.length, 512) & ~1;
  const zeros: [number, number] = [0, 0];
  for (let i = 0; i < sample; i += 2) {
    if (bytes[i] === 0) zeros[0]++;
    if (bytes[i + 1] === 0) zeros[1]++;
  }
  const half = sample / 2;
  return sample >= 8 && Math.max(...zeros) > half * 0.4 && Math.min(...zeros) < half * 0.05;
}
