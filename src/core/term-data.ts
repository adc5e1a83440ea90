/**
 * What the terms of an index stand for. They are many and few of them are ever found, so each is kept as the bytes of
 * its own record and decoded when it is asked for.
 */
import type { TermKind } from './finding.ts';
import { lazyPattern } from './lazy.ts';
import type { Strength } from './model.ts';
import { RecordPacker } from './packed-records.ts';
import { bytesOf } from './typed-arrays.ts';

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
  readonly case?: 'exact' | 'capital';
}

/** Where the parts of a name meet: at a blank or hyphen, at a change of case, before a digit. */
export const innerBorder = lazyPattern(String.raw`[\s-]|\p{Ll}\p{Lu}|\p{L}\d`, 'u');

/** Terms by their number. */
export interface TermSource {
  readonly size: number;
  /** Undefined when the term is not at hand. The same object each time. */
  get(term: number): TermInfo | undefined;
  /** Brings the terms that were asked for and not at hand; false when there were none. Absent where all are in memory. */
  load?(): Promise<boolean>;
}

/** What most terms are; records leave it out. */
const USUAL = { kind: 'name', strength: 'plain', context: 0, not: [] } as const satisfies Partial<TermInfo>;

/** Packs terms as they come; packed terms are packed records. */
export class TermPacker {
  private readonly records = new RecordPacker();

  get size(): number {
    return this.records.size;
  }

  /** Adds a term and returns its number. */
  add(term: TermInfo): number {
    // What is undefined is not written.
    const record = {
      vendor: term.vendor,
      term: term.term,
      product: term.product,
      category: term.category,
      related: term.related,
      relation: term.relation,
      case: term.case,
      kind: term.kind === USUAL.kind ? undefined : term.kind,
      strength: term.strength === USUAL.strength ? undefined : term.strength,
      context: term.context === USUAL.context ? undefined : term.context,
      not: term.not.length > 0 ? term.not : undefined,
    };
    return this.records.add(JSON.stringify(record));
  }

  /** The bytes of the terms that were added since the last call. */
  take(): Uint8Array {
    return this.records.take();
  }

  /** The last piece: what was not taken yet, the places and the number. */
  finish(): Uint8Array {
    return this.records.finish();
  }
}

/** The term of a record. */
export function decodeTerm(record: Uint8Array, decoder: TextDecoder): TermInfo {
  return { ...USUAL, ...(JSON.parse(decoder.decode(record)) as Partial<TermInfo> & Pick<TermInfo, 'vendor' | 'term'>) };
}

/** Terms as `TermPacker` packed them, all of them in memory. */
export class PackedTerms implements TermSource {
  readonly size: number;
  private readonly places: Uint32Array;
  private readonly decoder = new TextDecoder();
  private readonly known = new Map<number, TermInfo>();

  /** `packed` begins at a multiple of four bytes in its buffer. */
  constructor(private readonly packed: Uint8Array) {
    const { buffer, byteOffset, byteLength } = packed;
    this.size = new Uint32Array(buffer, byteOffset + byteLength - 4, 1)[0] as number;
    const bytes = 4 * (this.size + 2);
    this.places = new Uint32Array(buffer, byteOffset + byteLength - bytes, this.size + 1);
  }

  get(term: number): TermInfo | undefined {
    const known = this.known.get(term);
    if (known || term >= this.size) return known;
    const info = decodeTerm(this.packed.subarray(this.places[term], this.places[term + 1]), this.decoder);
    this.known.set(term, info);
    return info;
  }
}

/**
 * Packs terms of which many say the same but for their text, as those of one product do. Packed terms are what they say,
 * each once and packed by `TermPacker` as a term without text; the texts in UTF-8; where each text begins and where the
 * last one ends; for each term which of the first it says; then the sizes of the first two and the number of terms. All
 * numbers are words of 32 bits.
 */
export function packTerms(terms: readonly TermInfo[]): Uint8Array {
  const packer = new TermPacker();
  const known = new Map<string, number>();
  const shares = terms.map((term) => {
    const shared = { ...term, term: '' };
    const key = JSON.stringify(shared);
    const number = known.get(key) ?? packer.add(shared);
    known.set(key, number);
    return number;
  });
  const encoder = new TextEncoder();
  const texts = terms.map(({ term }) => encoder.encode(term));
  const places = [0];
  for (const text of texts) places.push((places.at(-1) as number) + text.length);
  const shared = packer.finish();
  const length = places.at(-1) as number;
  const words = Uint32Array.from([...places, ...shares, shared.length, length, terms.length]);
  const packed = new Uint8Array(shared.length + length + (-length & 3) + words.byteLength);
  packed.set(shared);
  texts.forEach((text, i) => {
    packed.set(text, shared.length + (places[i] as number));
  });
  packed.set(bytesOf(words), packed.length - words.byteLength);
  return packed;
}

/** Terms as `packTerms` packed them. */
export class SharingTerms implements TermSource {
  readonly size: number;
  private readonly shared: PackedTerms;
  private readonly texts: Uint8Array;
  private readonly places: Uint32Array;
  private readonly shares: Uint32Array;
  private readonly decoder = new TextDecoder();
  private readonly known = new Map<number, TermInfo>();

  /** `packed` begins at a multiple of four bytes in its buffer. */
  constructor({ buffer, byteOffset, byteLength }: Uint8Array) {
    const [shared, length, size] = new Uint32Array(buffer, byteOffset + byteLength - 12, 3) as unknown as [number, number, number];
    this.size = size;
    this.shared = new PackedTerms(new Uint8Array(buffer, byteOffset, shared));
    this.texts = new Uint8Array(buffer, byteOffset + shared, length);
    const words = byteOffset + byteLength - 12 - 4 * (2 * size + 1);
    this.places = new Uint32Array(buffer, words, size + 1);
    this.shares = new Uint32Array(buffer, words + 4 * (size + 1), size);
  }

  get(term: number): TermInfo | undefined {
    const known = this.known.get(term);
    if (known || term >= this.size) return known;
    const shared = this.shared.get(this.shares[term] as number);
    if (!shared) return undefined;
    const info = { ...shared, term: this.decoder.decode(this.texts.subarray(this.places[term], this.places[term + 1])) };
    this.known.set(term, info);
    return info;
  }
}
