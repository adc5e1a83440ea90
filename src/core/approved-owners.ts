/**
 * Whose vendor an approved entry is. Each entry is read as a row of a price list would be, the vendor in one cell and the
 * product in the next, with the index that pages are searched with. So an ambiguous name is settled by the same
 * surroundings here as there: by a product beside it, or by a link to the vendor's own site.
 *
 * A vendor is known by its whole name, but for the form of the company ("Norvex Systems Ltd"). "Norvex Partners" is
 * somebody else.
 */
import { type ApprovedVendor, ApprovedVendors, type Owner } from './approved.ts';
import { vendorOf } from './bundled.ts';
import { companyKey, lettersOf, withoutForm } from './company-name.ts';
import { weigh } from './evidence.ts';
import type { Block, Match } from './finding.ts';
import type { FoldTables } from './fold.ts';
import type { Index } from './index-format.ts';
import { hostOf } from './links.ts';
import { Candidates } from './matcher.ts';
import type { AlternativeVendor, Catalogue, Vendor } from './model.ts';
import { type ApprovedEntry, listOfVendor, type OwnList } from './own-list.ts';
import { standingOf } from './report.ts';
import { screen } from './screen.ts';

/** Entries that are searched before the terms they have are read from storage. */
const BATCH = 512;

/** An approved list with its entries, in order. */
export interface ApprovedEntries {
  readonly list: Pick<OwnList, 'id' | 'title'>;
  readonly entries: readonly ApprovedEntry[];
}

/** Finds out whose the entries are. `index` is that of the bundled data with the own lists joined. */
export async function knowApproved(lists: readonly ApprovedEntries[], index: Index, catalogue: Catalogue): Promise<ApprovedVendors> {
  const vendors = new Map(catalogue.vendors.map((vendor) => [vendor.id, vendor]));
  const candidates = catalogue.alternatives.flatMap((market) => market.vendors);
  const alternativesOf = byNameOrVendor(candidates, index);
  const all: ApprovedVendor[] = [];
  for (const { list, entries } of lists) {
    const rows = entries.map((entry) => [entry]);
    for (const [number, owners] of (await ownersOf(rows, index, vendors)).entries()) {
      const entry = entries[number] as ApprovedEntry;
      const name = companyKey(index, entry.vendor);
      const alternatives = alternativesOf(name, owners);
      // Two names of a bundled alternative are one company.
      const company = alternatives[0] ?? name;
      const key = entry.product === undefined ? company : `${company}/${lettersOf(index, entry.product)}`;
      all.push({ list, number, entry, company, key, owners, alternatives });
    }
  }
  return new ApprovedVendors(all, await restrictedAlternatives(candidates, index, vendors));
}

/** The own restricted entries that bundled alternatives are, by their ids. Of bundled lists the data themselves tell. */
async function restrictedAlternatives(
  candidates: readonly AlternativeVendor[],
  index: Index,
  vendors: ReadonlyMap<string, Vendor>,
): Promise<ReadonlyMap<string, readonly Owner[]>> {
  const restricted = new Map<string, readonly Owner[]>();
  // The first part of the index is that of the bundled data.
  if (index.parts.length === 1) return restricted;
  for (const [i, owners] of (await ownersOf(candidates.map(namesOf), index, vendors)).entries()) {
    const own = owners.filter(({ vendor }) => listOfVendor(vendor) !== undefined);
    if (own.length > 0) restricted.set((candidates[i] as AlternativeVendor).id, own);
  }
  return restricted;
}

/** Tells which bundled alternatives a company is: those of its name, else those of its vendor, which may have several brands. */
function byNameOrVendor(
  candidates: readonly AlternativeVendor[],
  tables: FoldTables,
): (name: string, owners: readonly Owner[]) => readonly string[] {
  const byName = new Map<string, string[]>();
  const byVendor = new Map<string, string[]>();
  const add = (map: Map<string, string[]>, key: string, id: string): unknown => map.set(key, [...(map.get(key) ?? []), id]);
  for (const candidate of candidates) {
    for (const { vendor } of namesOf(candidate)) add(byName, companyKey(tables, vendor), candidate.id);
    add(byVendor, vendorOf(candidate), candidate.id);
  }
  return (name, owners) => {
    const ofVendors = (): string[] =>
      owners.flatMap(({ vendor, product, isSure }) => (isSure && product === undefined ? (byVendor.get(vendor) ?? []) : []));
    return byName.get(name) ?? ofVendors();
  };
}

/** A row of a price list, as it is searched. */
export type Row = Pick<ApprovedEntry, 'vendor' | 'product' | 'url'>;

function namesOf({ name, legalName }: AlternativeVendor): Row[] {
  return [...new Set([name.en, name.zh_CN, legalName])].flatMap((vendor) => (vendor === undefined ? [] : { vendor }));
}

/** The owners of each group of rows. */
export async function ownersOf(
  groups: readonly (readonly Row[])[],
  index: Index,
  vendors: ReadonlyMap<string, Vendor>,
): Promise<Owner[][]> {
  const scratch = new Candidates();
  const owners: Owner[][] = [];
  for (let first = 0; first < groups.length; first += BATCH) {
    const batch = groups.slice(first, first + BATCH);
    for (let isKnown = false; !isKnown; ) {
      owners.length = first;
      for (const rows of batch) owners.push(once(rows.flatMap((row) => ownersOfRow(row, index, vendors, scratch))));
      // Terms of own lists are in storage; those that were met are there for the second time.
      const loaded = await Promise.all(index.parts.map(({ terms }) => terms.load?.()));
      isKnown = !loaded.includes(true);
    }
  }
  return owners;
}

const VENDOR_CELL = 0;

function ownersOfRow(row: Row, index: Index, vendors: ReadonlyMap<string, Vendor>, scratch: Candidates): Owner[] {
  const vendor = row.vendor.trim();
  const host = row.url === undefined ? '' : hostOf(row.url);
  const blocks: Block[] = [{ id: VENDOR_CELL, row: 0, text: vendor, ...(host === '' ? {} : { links: [host] }) }];
  if (row.product !== undefined) blocks.push({ id: VENDOR_CELL + 1, row: 0, text: row.product.trim() });
  return screen(index, blocks, {}, scratch).flatMap((match) => {
    const isNamed = match.role === 'offered' || match.role === 'mentioned';
    if (!isNamed || standingOf(match, vendors.get(match.vendor)) === 'former') return [];
    const isSettled = weigh(match.evidence) >= match.needed;
    if (match.block === VENDOR_CELL ? !isWhole(match, vendor) : !isSettled) return [];
    const product = match.product === undefined ? {} : { product: match.product };
    return [{ vendor: match.vendor, ...product, isSure: isSettled && match.start === 0 }];
  });
}

const isWhole = ({ start, end }: Match, name: string): boolean => start === 0 && withoutForm(name.slice(end).toLowerCase()) === '';

/** Each vendor and product once, surely where one name is sure. */
function once(owners: readonly Owner[]): Owner[] {
  const known = new Map<string, Owner>();
  for (const owner of owners) {
    const key = `${owner.vendor}/${owner.product ?? ''}`;
    if (!known.get(key)?.isSure) known.set(key, owner);
  }
  return [...known.values()];
}
