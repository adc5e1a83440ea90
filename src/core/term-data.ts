/**
 * What the terms of an index stand for. They are many and few of them are ever found, so each is kept as the bytes of
 * its own record and decoded when it is asked for.
 */
import type { TermKind } from './finding.ts';
import { lazyPattern } from './lazy.ts';
import type { Strength } from './model.ts';
import { PackedRecords, RecordPacker } from './packed-records.ts';
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
  private readonly records: PackedRecords;
  private readonly decoder = new TextDecoder();
  private readonly known = new Map<number, TermInfo>();

  /** `packed` begins at a multiple of four bytes in its buffer. */
  constructor(packed: Uint8Array) {
    this.records = new PackedRecords(packed);
    this.size = this.records.size;
  }

  get(term: number): TermInfo | undefined {
    const known = this.known.get(term);
    if (known || term >= this.size) return known;
    const info = decodeTerm(this.records.get(term), this.decoder);
    this.known.set(term, info);
    return info;
  }
}

type Whose = Pick<TermInfo, 'vendor' | 'product' | 'category' | 'related' | 'relation'>;
type Manner = Pick<TermInfo, 'kind' | 'strength' | 'case'>;
/** The numbers of whose it is and of its manner, then `context` and `not`. */
type Said = readonly [whose: number, manner: number, context: number, ...not: number[]];

/**
 * Packs terms of which many say the same but for their text, as those of one product do. Packed terms are whose they are, their manners
 * and what they say, each once and as packed records; the texts in UTF-8; where each text begins and where the last one ends; for
 * each term which of what is said it says; then the sizes of the first four and the number of terms. All numbers are words of 32 bits.
 */
export function packTerms(terms: readonly TermInfo[]): Uint8Array {
  const whose = new SetPacker<Whose>();
  const manners = new SetPacker<Manner>();
  const said = new SetPacker<Said>();
  const says = terms.map(({ vendor, product, category, related, relation, kind, strength, case: asked, context, not }) =>
    said.add([whose.add({ vendor, product, category, related, relation }), manners.add({ kind, strength, case: asked }), context, ...not]),
  );
  const encoder = new TextEncoder();
  const texts = terms.map(({ term }) => encoder.encode(term));
  const places = [0];
  for (const text of texts) places.push((places.at(-1) as number) + text.length);
  const length = places.at(-1) as number;
  const records = [whose, manners, said].map((packer) => packer.finish());
  const sizes = records.map((piece) => piece.length);
  const words = Uint32Array.from([...places, ...says, ...sizes, length, terms.length]);
  const pieces = [...records, ...texts, new Uint8Array(-length & 3), bytesOf(words)];
  const packed = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    packed.set(piece, at);
    at += piece.length;
  }
  return packed;
}

/** Packs what is different; what is undefined is not written. */
class SetPacker<T> {
  private readonly records = new RecordPacker();
  private readonly known = new Map<string, number>();

  /** Returns the number of a record that says the same. */
  add(record: { readonly [K in keyof T]: T[K] | undefined }): number {
    const json = JSON.stringify(record);
    const number = this.known.get(json) ?? this.records.add(json);
    this.known.set(json, number);
    return number;
  }

  finish(): Uint8Array {
    return this.records.finish();
  }
}

/** Words behind the places. */
const SIZES = 5;

/** Terms as `packTerms` packed them. */
export class SharingTerms implements TermSource {
  readonly size: number;
  private readonly whose: PackedRecords;
  private readonly manners: PackedRecords;
  private readonly said: PackedRecords;
  private readonly texts: Uint8Array;
  private readonly places: Uint32Array;
  private readonly says: Uint32Array;
  private readonly decoder = new TextDecoder();
  private readonly known = new Map<number, TermInfo>();

  /** `packed` begins at a multiple of four bytes in its buffer. */
  constructor({ buffer, byteOffset, byteLength }: Uint8Array) {
    const sizes = byteOffset + byteLength - 4 * SIZES;
    const [whose, manners, said, length, size] = new Uint32Array(buffer, sizes, SIZES) as unknown as [
      number,
      number,
      number,
      number,
      number,
    ];
    this.size = size;
    this.whose = new PackedRecords(new Uint8Array(buffer, byteOffset, whose));
    this.manners = new PackedRecords(new Uint8Array(buffer, byteOffset + whose, manners));
    this.said = new PackedRecords(new Uint8Array(buffer, byteOffset + whose + manners, said));
    this.texts = new Uint8Array(buffer, byteOffset + whose + manners + said, length);
    const words = sizes - 4 * (2 * size + 1);
    this.places = new Uint32Array(buffer, words, size + 1);
    this.says = new Uint32Array(buffer, words + 4 * (size + 1), size);
  }

  get(term: number): TermInfo | undefined {
    const known = this.known.get(term);
    if (known || term >= this.size) return known;
    const [whose, manner, context, ...not] = this.read<Said>(this.said, this.says[term] as number);
    const info = {
      ...this.read<Whose>(this.whose, whose),
      ...this.read<Manner>(this.manners, manner),
      term: this.decoder.decode(this.texts.subarray(this.places[term], this.places[term + 1])),
      context,
      not,
    };
    this.known.set(term, info);
    return info;
  }

  private read<T>(records: PackedRecords, number: number): T {
    return JSON.parse(this.decoder.decode(records.get(number))) as T;
  }
}
