/**
 * Who of the companies that are known by name stands on the organisation's own restricted lists: bundled vendors and
 * alternatives, and what the organisation approved. Their names are looked for in the lists, and not those of the lists
 * among them: a list may have a million names.
 */
import type { ApprovedVendor, Owner } from './approved.ts';
import { type ApprovedEntries, knowApproved, ownersOf, type Row } from './approved-owners.ts';
import { vendorOf } from './bundled.ts';
import type { Index } from './index-format.ts';
import type { Catalogue, Vendor } from './model.ts';
import { type ApprovedEntry, listOfVendor, type OwnEntry } from './own-list.ts';

/** Where a company stands on an own list. */
export interface OwnListing {
  /** Id of the list. */
  readonly list: string;
  /** True where the list asks and does not restrict. */
  readonly asks: boolean;
  /** False where the name also means other things. */
  readonly isSure: boolean;
  /** Set where one product is restricted and not the company. */
  readonly product?: string;
}

/** An approved entry whose company is known, or stands on an own list. */
export interface ApprovedStanding
  extends Pick<ApprovedVendor, 'company' | 'alternatives'>,
    Pick<ApprovedEntry, 'vendor' | 'product' | 'validUntil'> {
  /** Id of the list. */
  readonly list: string;
  /** Bundled vendors whose the entry is. */
  readonly owners: readonly Owner[];
  readonly listings: readonly OwnListing[];
}

export interface OwnStandings {
  /** By the vendor, or by the alternative that no vendor describes. */
  readonly companies: ReadonlyMap<string, readonly OwnListing[]>;
  readonly approved: readonly ApprovedStanding[];
}

/** Reads entries of own lists by their ids as vendors; those that are gone are left out. */
export type ReadOwnEntries = (vendors: readonly string[]) => Promise<ReadonlyMap<string, OwnEntry>>;

/** `index` is that of the bundled data with the own lists joined. */
export async function findStandings(
  lists: readonly ApprovedEntries[],
  index: Index,
  catalogue: Catalogue,
  readEntries: ReadOwnEntries,
): Promise<OwnStandings> {
  const vendors = new Map(catalogue.vendors.map((vendor) => [vendor.id, vendor]));
  const approved = await knowApproved(lists, index, catalogue);
  const companies = new Map<string, readonly Owner[]>();
  const add = (company: string, owners: readonly Owner[]): void => {
    const own = owners.filter(isOwn);
    if (own.length > 0) companies.set(company, [...(companies.get(company) ?? []), ...own]);
  };
  const owners = await ownersOf(catalogue.vendors.map(rowsOf), index, vendors);
  for (const [i, { id }] of catalogue.vendors.entries()) add(id, owners[i] ?? []);
  for (const candidate of catalogue.alternatives.flatMap((market) => market.vendors)) {
    add(vendorOf(candidate), approved.ownersOf(candidate.id));
  }

  const found = [...companies.values(), ...approved.all.map((one) => one.owners.filter(isOwn))].flat();
  const entries = await readEntries([...new Set(found.map(({ vendor }) => vendor))]);
  const listingsOf = (all: readonly Owner[]): OwnListing[] =>
    strongestListings(all.filter(isOwn).map((owner) => toListing(owner, entries)));
  return {
    companies: new Map([...companies].map(([company, own]) => [company, listingsOf(own)])),
    approved: approved.all.flatMap((one) => toStanding(one, listingsOf(one.owners))),
  };
}

const isOwn = ({ vendor }: Owner): boolean => listOfVendor(vendor) !== undefined;

/** The names that mean the vendor and nothing else, each as a row of its own. */
function rowsOf({ name, legalNames, terms }: Vendor): Row[] {
  const spelled = terms.flatMap(({ text, kind, strength }) => (strength === 'plain' && kind !== 'prefix' ? text : []));
  const names = [name.en, name.zh_CN, ...legalNames, ...spelled];
  return [...new Set(names)].flatMap((vendor) => (vendor === undefined ? [] : { vendor }));
}

function toListing({ vendor, isSure }: Owner, entries: ReadonlyMap<string, OwnEntry>): OwnListing {
  const entry = entries.get(vendor);
  const product = entry?.product === undefined ? {} : { product: entry.product };
  return { list: listOfVendor(vendor) ?? vendor, asks: entry?.severity === 'review', isSure, ...product };
}

/** One of each list: what is sure before what is not, the company before a product, what restricts before what asks. */
export function strongestListings(listings: readonly OwnListing[]): OwnListing[] {
  const weakness = ({ isSure, product, asks }: OwnListing): number =>
    Number(!isSure) * 4 + Number(product !== undefined) * 2 + Number(asks);
  const strongest = new Map<string, OwnListing>();
  for (const listing of listings) {
    const known = strongest.get(listing.list);
    if (known === undefined || weakness(listing) < weakness(known)) strongest.set(listing.list, listing);
  }
  return [...strongest.values()];
}

function toStanding({ list, company, entry, owners, alternatives }: ApprovedVendor, listings: readonly OwnListing[]): ApprovedStanding[] {
  if (owners.length === 0 && alternatives.length === 0) return [];
  const { vendor, product, validUntil } = entry;
  return [
    {
      list: list.id,
      company,
      vendor,
      ...(product === undefined ? {} : { product }),
      ...(validUntil === undefined ? {} : { validUntil }),
      alternatives,
      owners: owners.filter((owner) => !isOwn(owner)),
      listings,
    },
  ];
}
