/** What is known of vendors, products and lists, as it is looked up: by ids. */
import type { Catalogue, Category, Entry, List, Vendor } from './model.ts';

/** What a list says of a vendor. */
export interface Listing {
  readonly list: List;
  readonly entry: Entry;
}

export interface FactsById extends Pick<Catalogue, 'lists' | 'alternatives'> {
  readonly vendors: Pick<ReadonlyMap<string, Vendor>, 'get'>;
  readonly categories: ReadonlyMap<string, Category>;
  /** What the lists say of a vendor, in their order. */
  entriesOf(vendor: string): readonly Listing[];
}

export function factsById({ vendors, categories, lists, alternatives }: Catalogue): FactsById {
  const entries = new Map<string, Listing[]>();
  for (const list of lists) {
    for (const entry of list.entries) {
      const known = entries.get(entry.vendor);
      if (known) known.push({ list, entry });
      else entries.set(entry.vendor, [{ list, entry }]);
    }
  }
  return {
    lists,
    alternatives,
    vendors: new Map(vendors.map((vendor) => [vendor.id, vendor])),
    categories: new Map(categories.map((category) => [category.id, category])),
    entriesOf: (vendor) => entries.get(vendor) ?? [],
  };
}
