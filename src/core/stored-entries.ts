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
const BATCH = 4096;

const [OPEN, COMMA, CLOSE] = new TextEncoder().encode('[,]') as unknown as [number, number, number];

/** JSON of an array of what each record is JSON of: to decode many at once costs less than one by one. */
function arrayOf(records: readonly Uint8Array[]): Uint8Array {
  const json = new Uint8Array(records.reduce((length, record) => length + record.length + 1, 2));
  json[0] = OPEN;
  let used = 1;
  for (const [i, record] of records.entries()) {
    if (i > 0) json[used++] = COMMA;
    json.set(record, used);
    used += record.length;
  }
  json[used++] = CLOSE;
  return json.subarray(0, used);
}

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
    const entries = await this.read(wanted);
    return new Map(wanted.map((number, i) => [number, entries[i] as Entry]));
  }

  /** All entries in their order. */
  async *all(): AsyncGenerator<readonly Entry[]> {
    for (let first = 0; first < this.size; first += BATCH) {
      const numbers = Array.from({ length: Math.min(BATCH, this.size - first) }, (_, i) => first + i);
      yield this.read(numbers);
    }
  }

  /** Entries by numbers that the list has, in ascending order. */
  private async read(numbers: readonly number[]): Promise<Entry[]> {
    const records = await this.records.getMany(numbers);
    const json = this.decoder.decode(arrayOf(numbers.map((number) => records.get(number) as Uint8Array)));
    return (JSON.parse(json) as Entry[]).map((entry) => ({ ...this.usual, ...entry }));
  }
}

/** Entries that restrict, as `compileEntries` wrote them. */
export function storedOwnEntries(size: number, bytes: number, read: ReadBytes): StoredEntries<OwnEntry> {
  return new StoredEntries<OwnEntry>(size, bytes, read, USUAL);
}
