/** The entries of an own list, left in storage and read in parts: one by one for what was found, or all of them in order. */
import type { ApprovedEntry, OwnEntry } from './own-list.ts';
import { type ReadBytes, StoredRecords } from './packed-records.ts';

/** What most entries that restrict say; their records leave it out. */
const USUAL = { aliases: [], partNumbers: [], severity: 'prohibited' } as const satisfies Partial<OwnEntry>;

/** An entry as it is packed; the same text for all that say the same. */
export function recordOf({ vendor, product, category, note, url, id, aliases, partNumbers, severity }: OwnEntry): string {
  // What is undefined is not written.
  return JSON.stringify({
    vendor,
    product,
    category,
    note,
    url,
    id,
    aliases: aliases.length > 0 ? aliases : undefined,
    partNumbers: partNumbers.length > 0 ? partNumbers : undefined,
    severity: severity === USUAL.severity ? undefined : severity,
  });
}

/** Entries that `all` hands out at once. */
const BATCH = 1024;

/** Entries by their number, counted from 0. Entries that restrict are opened by `storedOwnEntries`. */
export class StoredEntries<Entry extends OwnEntry | ApprovedEntry> {
  private readonly records: StoredRecords;
  private readonly decoder = new TextDecoder();

  /** `bytes` is the length of what `RecordPacker` packed; `usual` is what its records leave out. */
  constructor(
    readonly size: number,
    bytes: number,
    read: ReadBytes,
    private readonly usual: Partial<Entry> = {},
  ) {
    this.records = new StoredRecords(size, bytes, read);
  }

  /** Those of the numbers that the list has. */
  async getMany(numbers: readonly number[]): Promise<ReadonlyMap<number, Entry>> {
    const wanted = [...new Set(numbers)].filter((number) => number >= 0 && number < this.size).sort((a, b) => a - b);
    const records = await this.records.getMany(wanted);
    return new Map([...records].map(([number, record]) => [number, this.decode(record)]));
  }

  /** All entries in their order. */
  async *all(): AsyncGenerator<readonly Entry[]> {
    for (let first = 0; first < this.size; first += BATCH) {
      const numbers = Array.from({ length: Math.min(BATCH, this.size - first) }, (_, i) => first + i);
      const records = await this.records.getMany(numbers);
      yield numbers.map((number) => this.decode(records.get(number) as Uint8Array));
    }
  }

  private decode(record: Uint8Array): Entry {
    return { ...this.usual, ...(JSON.parse(this.decoder.decode(record)) as Entry) };
  }
}

/** Entries that restrict, as `compileEntries` wrote them. */
export function storedOwnEntries(size: number, bytes: number, read: ReadBytes): StoredEntries<OwnEntry> {
  return new StoredEntries<OwnEntry>(size, bytes, read, USUAL);
}
