/**
 * Who is restricted where, over all lists, and what of that is offered as an alternative somewhere: one row for each
 * company. Lists that are switched off are there too.
 */
import type { ListHit } from './finding.ts';
import type { AlternativeVendor, Catalogue, Entry, List, Localized, MemberStatus, Source } from './model.ts';
import { isListEnabled, type Policy } from './policy.ts';

/** A list on which a company stands, with the strongest of its entries there. */
export interface Listing extends Pick<ListHit, 'id' | 'shortTitle' | 'listStatus' | 'entryStatus' | 'grade'> {
  readonly jurisdiction: string;
  readonly isEnabled: boolean;
  /** True where the list asks and does not restrict. */
  readonly asks: boolean;
}

/** A restriction that is recorded without a bundled list. */
export interface Recorded {
  readonly instrument: string;
  readonly jurisdiction: string;
  readonly source: Source;
}

/** The company as an alternative in one market. */
export interface Offered {
  readonly market: string;
  readonly products: number;
}

export interface CompanyRow {
  /** Of the vendor, or of the alternative where no vendor describes it. */
  readonly id: string;
  readonly name: Localized;
  /** Enabled ones first. */
  readonly lists: readonly Listing[];
  readonly recorded: readonly Recorded[];
  readonly offered: readonly Offered[];
}

const STATUS_ORDER: readonly MemberStatus[] = ['in-force', 'unclear', 'suspended', 'measures-stopped'];

/**
 * Every company that is restricted somewhere: on most lists first, those that are switched on before others, then by name.
 */
export function companyRows(catalogue: Catalogue, policy: Pick<Policy, 'homeMarket' | 'lists'>): CompanyRow[] {
  const listings = listingsByVendor(catalogue.lists, policy);
  const alternatives = alternativesByCompany(catalogue);
  const names = new Map(catalogue.vendors.map(({ id, name }) => [id, name]));
  const companies = new Set([...listings.keys(), ...alternatives.keys()]);
  return [...companies]
    .map((id): CompanyRow => {
      const known = alternatives.get(id) ?? [];
      return {
        id,
        name: names.get(id) ?? known[0]?.vendor.name ?? { en: id },
        lists: listings.get(id) ?? [],
        recorded: uniqueRecorded(known.flatMap(({ vendor }) => vendor.alsoRestricted)),
        offered: sumByMarket(known),
      };
    })
    .filter(({ lists, recorded }) => lists.length + recorded.length > 0)
    .sort(compareRows);
}

/** Whether a row matters under the lists that are on: restricted by one, or offered at home and restricted anywhere. */
export function mattersNow({ lists, offered }: CompanyRow, { homeMarket }: Pick<Policy, 'homeMarket'>): boolean {
  return lists.some(({ isEnabled }) => isEnabled) || offered.some(({ market }) => market === homeMarket);
}

function listingsByVendor(lists: readonly List[], policy: Pick<Policy, 'homeMarket' | 'lists'>): Map<string, Listing[]> {
  const byVendor = new Map<string, Listing[]>();
  const inOrder = lists.toSorted((a, b) => Number(isListEnabled(b, policy)) - Number(isListEnabled(a, policy)));
  for (const list of inOrder) {
    const isEnabled = isListEnabled(list, policy);
    for (const { vendor, status: entryStatus, grade } of strongestEntries(list.entries)) {
      const { id, shortTitle, status: listStatus, jurisdiction, asks } = list;
      const known = byVendor.get(vendor) ?? [];
      byVendor.set(vendor, [...known, { id, shortTitle, listStatus, entryStatus, grade, jurisdiction, isEnabled, asks }]);
    }
  }
  return byVendor;
}

/** A vendor may stand on a list several times, once per announcement. */
function strongestEntries(entries: readonly Entry[]): Iterable<Entry> {
  const strongest = new Map<string, Entry>();
  for (const entry of entries) {
    const known = strongest.get(entry.vendor);
    if (known === undefined || STATUS_ORDER.indexOf(entry.status) < STATUS_ORDER.indexOf(known.status)) strongest.set(entry.vendor, entry);
  }
  return strongest.values();
}

interface InMarket {
  readonly market: string;
  readonly vendor: AlternativeVendor;
}

function alternativesByCompany({ alternatives }: Catalogue): Map<string, InMarket[]> {
  const byCompany = new Map<string, InMarket[]>();
  for (const { jurisdiction, vendors } of alternatives) {
    for (const vendor of vendors) {
      const id = vendor.vendor ?? vendor.id;
      byCompany.set(id, [...(byCompany.get(id) ?? []), { market: jurisdiction, vendor }]);
    }
  }
  return byCompany;
}

/** A company may be in a market under several names. */
function sumByMarket(known: readonly InMarket[]): Offered[] {
  const products = new Map<string, number>();
  for (const { market, vendor } of known) products.set(market, (products.get(market) ?? 0) + vendor.products.length);
  return [...products].map(([market, count]) => ({ market, products: count }));
}

function uniqueRecorded(recorded: readonly Recorded[]): Recorded[] {
  const isSame = (a: Recorded, b: Recorded): boolean => a.instrument === b.instrument && a.jurisdiction === b.jurisdiction;
  return recorded.filter((one, i) => recorded.findIndex((other) => isSame(one, other)) === i);
}

function compareRows(a: CompanyRow, b: CompanyRow): number {
  const enabled = ({ lists }: CompanyRow): number => lists.filter(({ isEnabled }) => isEnabled).length;
  return b.lists.length - a.lists.length || enabled(b) - enabled(a) || (a.name.en < b.name.en ? -1 : a.name.en > b.name.en ? 1 : 0);
}
