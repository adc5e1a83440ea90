/** What own lists say of the vendors that were found: read from storage when a page has them, and kept for the next page. */
import type { OwnEntries } from '../core/lookup.ts';
import { entryOfVendor, type OwnEntry, ownVendorId } from '../core/own-list.ts';
import type { StoredEntries } from '../core/stored-entries.ts';

/** Entries that are kept, at least: more than one tab can have. */
const KEPT = 4096;

type OpenList = (list: string) => Promise<StoredEntries<OwnEntry> | undefined>;

export class KnownEntries implements OwnEntries {
  /** What was asked for lately, and what before that. */
  private recent = new Map<string, OwnEntry>();
  private older = new Map<string, OwnEntry>();
  private readonly lists = new Map<string, ReturnType<OpenList>>();

  /** `open` is called once for each list that something was found of. */
  constructor(private readonly open: OpenList) {}

  get(vendor: string): OwnEntry | undefined {
    return this.recent.get(vendor) ?? this.older.get(vendor);
  }

  /** Brings the entries of the vendors that are of own lists; bundled ones and those that are gone stay unknown. */
  async read(vendors: Iterable<string>): Promise<void> {
    if (this.recent.size > KEPT) {
      this.older = this.recent;
      this.recent = new Map();
    }
    const wanted = new Map<string, number[]>();
    for (const vendor of new Set(vendors)) {
      const known = this.get(vendor);
      if (known) this.recent.set(vendor, known);
      const place = known ? undefined : entryOfVendor(vendor);
      if (place) wanted.set(place.list, [...(wanted.get(place.list) ?? []), place.number]);
    }
    await Promise.all([...wanted].map(([list, numbers]) => this.readList(list, numbers)));
  }

  private async readList(list: string, numbers: readonly number[]): Promise<void> {
    const entries = await this.openOnce(list);
    if (!entries) return;
    for (const [number, entry] of await entries.getMany(numbers)) this.recent.set(ownVendorId(list, number), entry);
  }

  private openOnce(list: string): ReturnType<OpenList> {
    const opening =
      this.lists.get(list) ??
      this.open(list).catch((error: unknown) => {
        this.lists.delete(list);
        throw error;
      });
    this.lists.set(list, opening);
    return opening;
  }
}
