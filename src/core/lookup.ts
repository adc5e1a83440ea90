/** What the vendors of a catalogue and of the organisation's own lists are, and what restricts them. */
import { ApprovedVendors } from './approved.ts';
import { type FactsById, factsById, type Listing } from './facts-by-id.ts';
import type { AlternativesOf, ListHit } from './finding.ts';
import type { Catalogue } from './model.ts';
import { listOfVendor, type OverdueList, type OwnEntry, type OwnList } from './own-list.ts';
import type { Policy } from './policy.ts';

/** The entries of own lists, as far as they are at hand. */
export interface OwnEntries {
  /** By the vendor's id; undefined where the list is gone, or has no such entry any more. */
  get(vendor: string): OwnEntry | undefined;
}

/** The catalogue and the organisation's own lists by ids, made once for both. */
export class Lookup {
  readonly catalogue: FactsById;
  private readonly joined = new WeakMap<Policy, Joined>();

  constructor(
    catalogue: Catalogue | FactsById,
    /** Those that restrict. */
    readonly ownLists: readonly OwnList[] = [],
    readonly ownEntries: OwnEntries = NO_ENTRIES,
    readonly approved: ApprovedVendors = new ApprovedVendors(),
    readonly overdue: readonly OverdueList[] = [],
  ) {
    this.catalogue = 'entriesOf' in catalogue ? catalogue : factsById(catalogue);
  }

  get vendors(): FactsById['vendors'] {
    return this.catalogue.vendors;
  }

  get categories(): FactsById['categories'] {
    return this.catalogue.categories;
  }

  /** The own list that a vendor is a name of; undefined for a bundled vendor, and where the list was removed. */
  ownListOf(vendor: string): OwnList | undefined {
    const id = listOfVendor(vendor);
    return id === undefined ? undefined : this.ownLists.find((list) => list.id === id);
  }

  entriesOf(vendor: string): readonly Listing[] {
    return this.catalogue.entriesOf(vendor);
  }

  joinedUnder(policy: Policy): Joined {
    const known = this.joined.get(policy) ?? { hits: new Map(), alternatives: new Map() };
    this.joined.set(policy, known);
    return known;
  }
}

const NO_ENTRIES: OwnEntries = new Map();

/** What was looked up under one policy, kept: the same few vendors and products come again and again. */
export interface Joined {
  /** By `vendor/product`. */
  readonly hits: Map<string, readonly ListHit[]>;
  /** By `vendor/category`. */
  readonly alternatives: Map<string, AlternativesOf>;
}
