/** The compiled index as bytes: what `index-build.ts` writes and `matcher.ts` reads. */
import type { TermKind } from './finding.ts';
import type { FoldTables } from './fold.ts';
import type { Strength } from './model.ts';

export const MAGIC = 0x584c_4956; // "VLIX"
/** Grows with every change of layout or of folding. */
export const FORMAT_VERSION = 3;

/** Trie symbols that stand for a place where a separator may be. */
export const HARD_SEPARATOR = 1;
export const SOFT_SEPARATOR = 2;
export const LEGAL_SEPARATOR = 3;

/**
 * Low two bits of a payload; the rest is a term index (term, pattern) or a group number (context, not) doubled, plus one
 * where the phrase is a name and counts only with a capital in the text.
 */
export const PayloadKind = { term: 0, pattern: 1, context: 2, not: 3 } as const;

export const SECTIONS = ['fold', 'classes', 'symbols', 'cells', 'outputs', 'payloads', 'patterns', 'meta'] as const;

/** What a term stands for and what it needs; `context` and `not` are groups of phrases in the same trie. */
export interface TermInfo {
  readonly vendor: string;
  readonly product?: string;
  readonly category?: string;
  readonly related?: string;
  readonly relation?: string;
  readonly kind: TermKind;
  readonly strength: Strength;
  readonly term: string;
  readonly context: number;
  readonly not: readonly number[];
  case?: 'exact' | 'capital';
  pattern?: number;
}

/** Makers side by side: a group of phrases, and the ids of the vendors among them. */
export interface TradeInfo {
  readonly group: number;
  readonly vendors: readonly string[];
}

export interface IndexMeta {
  readonly terms: readonly TermInfo[];
  readonly trades: readonly TradeInfo[];
  readonly domains: readonly (readonly [domain: string, vendor: string])[];
}

/** An opened index: views on the bytes it was opened from. */
export interface Index extends FoldTables {
  readonly symbols: Uint16Array;
  readonly cells: Int32Array;
  readonly outputs: Int32Array;
  readonly payloads: Uint32Array;
  readonly patterns: Uint16Array;
  /** Word offsets of the patterns within `patterns`. */
  readonly patternStarts: readonly number[];
  readonly terms: readonly TermInfo[];
  readonly trades: readonly TradeInfo[];
  /** Domain → vendor id. */
  readonly domains: ReadonlyMap<string, string>;
}

/** The bytes are not an index of this version; build it again. */
export class IndexError extends Error {
  override name = 'IndexError';
}

/** Sum over all words but the header's checksum field. */
export function checksum(buffer: ArrayBuffer): number {
  const words = new Uint32Array(buffer);
  let sum = 0;
  for (let i = 0; i < words.length; i++) if (i !== 3) sum = (Math.imul(sum, 31) + (words[i] as number)) | 0;
  return sum >>> 0;
}

/** Opens a compiled index without copying. Throws `IndexError` when the bytes are damaged or of another version. */
export function openIndex(buffer: ArrayBuffer): Index {
  const header = buffer.byteLength >= 16 ? new Uint32Array(buffer, 0, 4) : new Uint32Array(4);
  if (header[0] !== MAGIC) throw new IndexError('not a Vendor Lens index');
  if (header[1] !== FORMAT_VERSION) throw new IndexError(`index version ${header[1]}, expected ${FORMAT_VERSION}`);
  if (header[2] !== buffer.byteLength || header[3] !== checksum(buffer)) throw new IndexError('the index is damaged');
  const directory = new Uint32Array(buffer, 16, 2 * SECTIONS.length);
  const section = (name: (typeof SECTIONS)[number]): [number, number] => {
    const i = SECTIONS.indexOf(name);
    return [directory[2 * i] as number, directory[2 * i + 1] as number];
  };
  const words16 = (name: (typeof SECTIONS)[number]): Uint16Array => {
    const [offset, bytes] = section(name);
    return new Uint16Array(buffer, offset, bytes / 2);
  };
  const words32 = (name: (typeof SECTIONS)[number]): Int32Array => {
    const [offset, bytes] = section(name);
    return new Int32Array(buffer, offset, bytes / 4);
  };
  const patterns = words16('patterns');
  const count = patterns[0] as number;
  const table = patterns.length - 2 * count;
  const patternStarts = Array.from(
    { length: count },
    (_, i) => (patterns[table + 2 * i] as number) + (patterns[table + 2 * i + 1] as number) * 65536,
  );
  const [metaOffset, metaBytes] = section('meta');
  const meta = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, metaOffset, metaBytes))) as IndexMeta;
  return {
    fold: words16('fold'),
    classes: new Uint8Array(buffer, ...section('classes')),
    symbols: words16('symbols'),
    cells: words32('cells'),
    outputs: words32('outputs'),
    payloads: new Uint32Array(buffer, section('payloads')[0], section('payloads')[1] / 4),
    patterns,
    patternStarts,
    terms: meta.terms,
    trades: meta.trades,
    domains: new Map(meta.domains),
  };
}
