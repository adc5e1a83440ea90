/** The compiled index as bytes: what `index-build.ts` writes and `matcher.ts` reads. */
import type { FoldTables } from './fold.ts';
import { Heads } from './heads.ts';
import { openPatterns, type PartSteps } from './part-search.ts';
import type { Steps } from './steps.ts';
import { SharingTerms, type TermInfo, type TermSource } from './term-data.ts';
import { symbolTable, type Trie } from './trie.ts';
import { bytesOf } from './typed-arrays.ts';

export const MAGIC = 0x584c_4956; // "VLIX"
/** Grows with every change of layout or of folding. */
export const FORMAT_VERSION = 11;

/**
 * What a value in the trie stands for, in its low three bits. Above them the number of a term (term, prefix) or pattern,
 * or a group of phrases (context, not); a context phrase has one bit more, set where it is a name and counts only with
 * a capital in the text.
 */
export const ValueKind = { term: 0, pattern: 1, context: 2, not: 3, prefix: 4 } as const;

export const kindOf = (value: number): number => value & 7;
/** Whether a word may go on behind a key of this value: it is only the beginning of what is found. */
export const mayGoOn = (value: number): boolean => kindOf(value) === ValueKind.pattern || kindOf(value) === ValueKind.prefix;
/** The number of a term or pattern. */
export const numberOf = (value: number): number => value >>> 3;
/** The group of a phrase. */
export const groupOf = (value: number): number => value >>> 4;
export const isNamePhrase = (value: number): boolean => (value & 8) !== 0;
export const numberValue = (kind: number, number: number): number => (number << 3) | kind;
export const phraseValue = (kind: number, group: number, isName: boolean): number => (group << 4) | (isName ? 8 : 0) | kind;

export const SECTIONS = ['folds', 'classes', 'alphabet', 'heads', 'cells', 'tails', 'lists', 'patterns', 'terms', 'meta'] as const;
export type Sections = Record<(typeof SECTIONS)[number], Uint8Array>;

/** An everyday word that is a vendor's name beside another name of its trade, and as it stands in folded text. */
export interface Companion {
  readonly folded: string;
  readonly info: TermInfo;
}

/** Makers side by side: a group of phrases, and the ids of the vendors among them. */
export interface TradeInfo {
  readonly group: number;
  readonly vendors: readonly string[];
  /** The makers that are no vendors here, folded, as they stand alone in a cell. */
  readonly alone: readonly string[];
  readonly companions: readonly Companion[];
}

/** What a part of the index says of itself, besides what is packed. */
export interface PartMeta {
  /** The term of each pattern. */
  readonly patternTerms: readonly number[];
}

export interface IndexMeta extends PartMeta {
  readonly trades: readonly TradeInfo[];
  readonly domains: readonly (readonly [domain: string, vendor: string])[];
}

const readMeta = <Meta extends PartMeta>({ meta }: Sections): Meta => JSON.parse(new TextDecoder().decode(meta)) as Meta;
export const packMeta = <Meta extends PartMeta>(meta: Meta): Uint8Array => new TextEncoder().encode(JSON.stringify(meta));

/** One compiled set of terms: views on the bytes it was opened from. */
export interface IndexPart extends Omit<Trie, 'alphabet' | 'heads'> {
  readonly heads: Heads;
  /** Unit → symbol of the trie, 0 where no key has the unit. Length 65,536. */
  readonly symbols: Uint16Array;
  readonly patterns: PartSteps;
  readonly patternTerms: readonly number[];
  readonly terms: TermSource;
}

/** All that is searched together: the bundled terms, and any number of others, with the fold that they share. */
export interface Index extends FoldTables {
  readonly foldId: number;
  readonly parts: readonly IndexPart[];
  readonly trades: readonly TradeInfo[];
  /** Domain → vendor id. */
  readonly domains: ReadonlyMap<string, string>;
}

/** The bytes are not an index of this version; build it again. */
export class IndexError extends Error {
  override name = 'IndexError';
}

/** Words of magic, version, size in bytes, checksum, fold and one of nothing, before the places and sizes of the sections. */
const HEADER_WORDS = 6;
const CHECKSUM_WORD = 3;
const FOLD_WORD = 4;

/** Pages that the checksum covers, and their words: all of an index of 512 KiB, of a larger one as much, spread evenly. */
const CHECKED_PAGES = 128;
const PAGE_WORDS = 1024;
/** Of the FNV-1a hash, which the checksum is, by words. */
const HASH_PRIME = 0x0100_0193;

/** Tells damage: any changed byte in an index of up to 512 KiB, another size or a torn write in one of any size. */
function checksum(buffer: ArrayBuffer): number {
  const words = new Uint32Array(buffer);
  const pages = Math.ceil(words.length / PAGE_WORDS);
  const stride = Math.max(1, (pages - 1) / (CHECKED_PAGES - 1));
  let sum = 1;
  for (let i = 0; i < Math.min(pages, CHECKED_PAGES); i++) {
    const start = Math.round(i * stride) * PAGE_WORDS;
    const end = Math.min(start + PAGE_WORDS, words.length);
    for (let at = start; at < end; at++) {
      if (at === CHECKSUM_WORD) continue;
      // Each step can be undone, so that no single change of a word is lost on the way.
      sum = Math.imul(sum ^ (words[at] as number), HASH_PRIME);
    }
  }
  return sum >>> 0;
}

/** Tells one fold from another: names folded by one are not found in a text folded by the other. */
export function foldIdOf({ folds, classes }: FoldTables): number {
  let sum = 0;
  for (let unit = 0; unit < 65536; unit++) sum = (Math.imul(sum, 31) + ((folds[unit] as number) << 3) + (classes[unit] as number)) | 0;
  return sum >>> 0;
}

/** The sections that a trie takes. */
export function sectionsOf({
  heads,
  cells,
  tails,
  lists,
  alphabet,
}: Trie): Pick<Sections, 'heads' | 'cells' | 'tails' | 'lists' | 'alphabet'> {
  return { heads: bytesOf(heads), cells: bytesOf(cells), tails, lists: bytesOf(lists), alphabet: bytesOf(alphabet) };
}

/** Bytes that are copied between two yields. */
const COPIED = 1 << 22;

/** Puts the sections behind one another, each on a multiple of eight bytes, with a header that tells where they are. Yields now and then. */
export function* packIndex(sections: Sections, fold: number): Steps<ArrayBuffer> {
  const align = (n: number): number => (n + 7) & ~7;
  const words = HEADER_WORDS + 2 * SECTIONS.length;
  const headerBytes = align(4 * words);
  const total = SECTIONS.reduce((sum, name) => sum + align(sections[name].byteLength), headerBytes);
  const buffer = new ArrayBuffer(total);
  const header = new Uint32Array(buffer, 0, words);
  let offset = headerBytes;
  for (const [i, name] of SECTIONS.entries()) {
    const section = sections[name];
    for (let at = 0; at < section.byteLength; at += COPIED) {
      new Uint8Array(buffer).set(section.subarray(at, at + COPIED), offset + at);
      yield;
    }
    header[HEADER_WORDS + 2 * i] = offset;
    header[HEADER_WORDS + 2 * i + 1] = section.byteLength;
    offset += align(section.byteLength);
  }
  header[0] = MAGIC;
  header[1] = FORMAT_VERSION;
  header[2] = total;
  header[FOLD_WORD] = fold;
  header[CHECKSUM_WORD] = checksum(buffer);
  return buffer;
}

/** The sections of a packed index, as views. Throws `IndexError` when the bytes are damaged or of another version. */
function unpack(buffer: ArrayBuffer, isSound = false): { readonly sections: Sections; readonly fold: number } {
  const header = buffer.byteLength >= 16 ? new Uint32Array(buffer, 0, 4) : new Uint32Array(4);
  if (header[0] !== MAGIC) throw new IndexError('not a Vendor Lens index');
  if (header[1] !== FORMAT_VERSION) throw new IndexError(`index version ${header[1]}, expected ${FORMAT_VERSION}`);
  if (header[2] !== buffer.byteLength || !(isSound || header[CHECKSUM_WORD] === checksum(buffer)))
    throw new IndexError('the index is damaged');
  const [fold] = new Uint32Array(buffer, 4 * FOLD_WORD, 1);
  const directory = new Uint32Array(buffer, 4 * HEADER_WORDS, 2 * SECTIONS.length);
  const sections = Object.fromEntries(
    SECTIONS.map((name, i) => [name, new Uint8Array(buffer, directory[2 * i], directory[2 * i + 1])]),
  ) as Sections;
  return { sections, fold: fold as number };
}

const words16 = ({ buffer, byteOffset, byteLength }: Uint8Array): Uint16Array => new Uint16Array(buffer, byteOffset, byteLength / 2);
const words32 = ({ buffer, byteOffset, byteLength }: Uint8Array): Uint32Array => new Uint32Array(buffer, byteOffset, byteLength / 4);

function openPart(sections: Sections, patternTerms: readonly number[], terms: TermSource): IndexPart {
  const { cells } = sections;
  return {
    cells: new Int32Array(cells.buffer, cells.byteOffset, cells.byteLength / 4),
    tails: sections.tails,
    heads: new Heads(words32(sections.heads)),
    lists: words32(sections.lists),
    symbols: symbolTable(words16(sections.alphabet)),
    patterns: openPatterns(sections.patterns),
    patternTerms,
    terms,
  };
}

/**
 * Opens the compiled catalogue without copying; terms are decoded when they are asked for. Throws `IndexError` when the
 * bytes are damaged or of another version. `isSound` spares the checksum where the bytes are of the package itself, which
 * the browser answers for as it does for this script: it takes 5 ms in a script that was just started.
 */
export function openIndex(buffer: ArrayBuffer, { isSound = false } = {}): Index {
  const { sections, fold } = unpack(buffer, isSound);
  const meta = readMeta<IndexMeta>(sections);
  return {
    folds: words32(sections.folds),
    classes: sections.classes,
    foldId: fold,
    parts: [openPart(sections, meta.patternTerms, new SharingTerms(sections.terms))],
    trades: meta.trades,
    domains: new Map(meta.domains),
  };
}

/**
 * Opens compiled names beside an index, without copying and whatever their number. `terms` says what they are; they may
 * lie elsewhere. Throws `IndexError` when the bytes are damaged, of another version, or of another fold than the index.
 * `isSound` spares the checksum where the same bytes have passed it.
 */
export function joinNames(index: Index, buffer: ArrayBuffer, terms: TermSource, { isSound = false } = {}): Index {
  const { sections, fold } = unpack(buffer, isSound);
  if (fold !== index.foldId) throw new IndexError('the names were compiled with another fold');
  return { ...index, parts: [...index.parts, openPart(sections, readMeta(sections).patternTerms, terms)] };
}
