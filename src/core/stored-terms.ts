/** Terms as `TermPacker` packed them, left in storage: only those that a text has are read, and kept for the next text. */
import { decodeTerm, type TermInfo, type TermSource } from './term-data.ts';

/** Bytes `[start, end)` of what is packed. */
export type ReadBytes = (start: number, end: number) => Promise<Uint8Array>;

/** Terms that are kept, at least; some 200 bytes each. */
const KEPT = 4096;
/** Bytes between two records that are read with them, since another read costs more. */
const GAP = 16_384;

export class StoredTerms implements TermSource {
  private readonly wanted = new Set<number>();
  /** What was asked for lately, and what before that. */
  private recent = new Map<number, TermInfo>();
  private older = new Map<number, TermInfo>();
  private readonly decoder = new TextDecoder();
  private places: Promise<Uint32Array> | undefined;

  /** `bytes` is the length of what is packed. */
  constructor(
    readonly size: number,
    private readonly bytes: number,
    private readonly read: ReadBytes,
  ) {}

  /** Undefined for a term that was not read yet; `load` brings it. */
  get(term: number): TermInfo | undefined {
    const known = this.recent.get(term) ?? this.older.get(term);
    if (known) this.recent.set(term, known);
    else if (term < this.size) this.wanted.add(term);
    return known;
  }

  async load(): Promise<boolean> {
    const terms = [...this.wanted].sort((a, b) => a - b);
    this.wanted.clear();
    if (terms.length === 0) {
      // Between two texts: whoever still asks for a term gets the same object.
      if (this.recent.size > KEPT) {
        this.older = this.recent;
        this.recent = new Map();
      }
      return false;
    }
    const places = await this.loadPlaces();
    await Promise.all(
      [...rangesOf(terms, places)].map(async ({ first, behind }) => {
        const start = places[terms[first] as number] as number;
        const bytes = await this.read(start, places[(terms[behind - 1] as number) + 1] as number);
        for (const term of terms.slice(first, behind)) {
          const record = bytes.subarray((places[term] as number) - start, (places[term + 1] as number) - start);
          if (!this.recent.has(term)) this.recent.set(term, decodeTerm(record, this.decoder));
        }
      }),
    );
    return true;
  }

  /** Where the records begin, and where the last one ends: four bytes a term, read once. */
  private loadPlaces(): Promise<Uint32Array> {
    const end = this.bytes - 4;
    this.places ??= this.read(end - 4 * (this.size + 1), end).then(
      ({ buffer, byteOffset }) => new Uint32Array(buffer, byteOffset, this.size + 1),
      (error: unknown) => {
        this.places = undefined;
        throw error;
      },
    );
    return this.places;
  }
}

/** Terms, in order, that lie close enough to be read at once. */
function* rangesOf(terms: readonly number[], places: Uint32Array): Generator<{ readonly first: number; readonly behind: number }> {
  for (let first = 0; first < terms.length; ) {
    let behind = first + 1;
    while (behind < terms.length && endOf(terms[behind - 1]) + GAP >= (places[terms[behind] as number] as number)) behind++;
    yield { first, behind };
    first = behind;
  }
  function endOf(term: number | undefined): number {
    return places[(term ?? 0) + 1] as number;
  }
}
