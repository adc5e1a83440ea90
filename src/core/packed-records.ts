/**
 * Many small records behind one another, each JSON in UTF-8, then where each of them begins and where the last one ends,
 * then their number; places and number are words of 32 bits, the lower bytes first. They are packed piece by piece, and
 * read in parts from wherever they lie.
 */
import { bytesOf, grown } from './typed-arrays.ts';

/** Packs records as they come. */
export class RecordPacker {
  private readonly encoder = new TextEncoder();
  private records = new Uint8Array(1024);
  private used = 0;
  /** Bytes that were taken. */
  private taken = 0;
  private places = new Uint32Array(256);
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** Adds a record as JSON and returns its number. */
  add(json: string): number {
    // UTF-8 takes at most three bytes for a unit.
    this.records = grown(this.records, this.used + 3 * json.length);
    this.places = grown(this.places, this.count + 1);
    this.places[this.count] = this.taken + this.used;
    this.used += this.put(json);
    return this.count++;
  }

  /** Writes the text behind what is there, and returns how many bytes it takes. */
  private put(json: string): number {
    const { records, used } = this;
    for (let i = 0; i < json.length; i++) {
      const unit = json.charCodeAt(i);
      if (unit > 0x7f) return this.encoder.encodeInto(json, records.subarray(used)).written;
      // ASCII, as most records are: a call of the encoder costs more than to write them.
      records[used + i] = unit;
    }
    return json.length;
  }

  /** The bytes of the records that were added since the last call: what is packed can be stored piece by piece. */
  take(): Uint8Array {
    const records = this.records.slice(0, this.used);
    this.taken += this.used;
    this.used = 0;
    return records;
  }

  /** The last piece: what was not taken yet, the places and the number. */
  finish(): Uint8Array {
    const rest = this.take();
    const padding = -this.taken & 3;
    const piece = new Uint8Array(rest.length + padding + 4 * (this.count + 2));
    piece.set(rest);
    const words = Uint32Array.of(this.taken, this.count);
    piece.set(bytesOf(this.places.subarray(0, this.count)), rest.length + padding);
    piece.set(bytesOf(words), piece.length - 8);
    return piece;
  }
}

/** Records in memory. */
export class PackedRecords {
  readonly size: number;
  private readonly places: Uint32Array;

  /** `packed` begins at a multiple of four bytes in its buffer. */
  constructor(private readonly packed: Uint8Array) {
    const { buffer, byteOffset, byteLength } = packed;
    this.size = new Uint32Array(buffer, byteOffset + byteLength - 4, 1)[0] as number;
    this.places = new Uint32Array(buffer, byteOffset + byteLength - 4 * (this.size + 2), this.size + 1);
  }

  /** The bytes of a record, whose number is below `size`. */
  get(number: number): Uint8Array {
    return this.packed.subarray(this.places[number], this.places[number + 1]);
  }
}

/** Bytes `[start, end)` of what is packed. */
export type ReadBytes = (start: number, end: number) => Promise<Uint8Array>;

/** Bytes between two records that are read with them, since another read costs more. */
const GAP = 16_384;
/** Places that are read at once. */
const PAGE = 4096;

/** Records left where they lie. Of the places only those are kept that were asked for, with some thousand around them. */
export class StoredRecords {
  private readonly pages = new Map<number, Promise<Uint32Array>>();

  /** `bytes` is the length of what is packed. */
  constructor(
    readonly size: number,
    private readonly bytes: number,
    private readonly read: ReadBytes,
  ) {}

  /** The bytes of some records by their numbers, which are below `size` and in ascending order. */
  async getMany(numbers: readonly number[]): Promise<ReadonlyMap<number, Uint8Array>> {
    const pages = new Map<number, Uint32Array>();
    const wanted = [...new Set(numbers.map((number) => Math.floor(number / PAGE)))];
    await Promise.all(wanted.map(async (page) => pages.set(page, await this.page(page))));
    const startOf = (number: number): number => pages.get(Math.floor(number / PAGE))?.[number % PAGE] as number;
    const endOf = (number: number): number => pages.get(Math.floor(number / PAGE))?.[(number % PAGE) + 1] as number;

    const found = new Map<number, Uint8Array>();
    const readRange = async (near: readonly number[]): Promise<void> => {
      const start = startOf(near[0] as number);
      const bytes = await this.read(start, endOf(near.at(-1) as number));
      for (const number of near) found.set(number, bytes.subarray(startOf(number) - start, endOf(number) - start));
    };
    const ranges: Promise<void>[] = [];
    for (let first = 0; first < numbers.length; ) {
      let behind = first + 1;
      while (behind < numbers.length && endOf(numbers[behind - 1] as number) + GAP >= startOf(numbers[behind] as number)) behind++;
      ranges.push(readRange(numbers.slice(first, behind)));
      first = behind;
    }
    await Promise.all(ranges);
    return found;
  }

  /** Where the records of a page begin, and where the last of them ends. */
  private page(page: number): Promise<Uint32Array> {
    const known = this.pages.get(page);
    if (known) return known;
    const table = this.bytes - 4 * (this.size + 2);
    const first = page * PAGE;
    const last = Math.min(first + PAGE, this.size);
    const reading = this.read(table + 4 * first, table + 4 * (last + 1)).then(
      // Copied, since a view on words must begin at a multiple of four bytes.
      (bytes) => new Uint32Array(bytes.slice().buffer),
      (error: unknown) => {
        this.pages.delete(page);
        throw error;
      },
    );
    this.pages.set(page, reading);
    return reading;
  }
}
