/** Terms as `TermPacker` packed them, left in storage: only those that a text has are read, and kept for the next text. */
import { type ReadBytes, StoredRecords } from './packed-records.ts';
import { decodeTerm, type TermInfo, type TermSource } from './term-data.ts';

/** Terms that are kept, at least; some 200 bytes each. */
const KEPT = 4096;

export class StoredTerms implements TermSource {
  private readonly wanted = new Set<number>();
  /** What was asked for lately, and what before that. */
  private recent = new Map<number, TermInfo>();
  private older = new Map<number, TermInfo>();
  private readonly decoder = new TextDecoder();
  private readonly records: StoredRecords;

  /** `bytes` is the length of what is packed. */
  constructor(
    readonly size: number,
    bytes: number,
    read: ReadBytes,
  ) {
    this.records = new StoredRecords(size, bytes, read);
  }

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
    for (const [term, record] of await this.records.getMany(terms))
      if (!this.recent.has(term)) this.recent.set(term, decodeTerm(record, this.decoder));
    return true;
  }
}
