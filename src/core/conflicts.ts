/**
 * Who is restricted where, over all lists, and what of that is offered as an alternative somewhere or approved by the
 * organisation: one row for each company. Lists that are switched off are there too.
 */
import { isExpired, type Owner } from './approved.ts';
import { vendorOf } from './bundled.ts';
import type { ListHit } from './finding.ts';
import type { AlternativeVendor, Catalogue, Entry, List, Localized, MemberStatus, Source } from './model.ts';
import type { OwnList } from './own-list.ts';
import { type ApprovedStanding, type OwnListing, type OwnStandings, strongestListings } from './own-standings.ts';
import { isListEnabled, type Policy } from './policy.ts';

/** A list on which a company stands, with the strongest of its entries there. */
export interface Listing extends Pick<ListHit, 'id' | 'shortTitle' | 'listStatus' | 'entryStatus' | 'grade'> {
  /** Absent for own lists. */
  readonly jurisdiction?: string;
  readonly isEnabled: boolean;
  /** True where the list asks and does not restrict. */
  readonly asks: boolean;
  /** Set where the name on an own list also means other things. */
  readonly isUnsure?: true;
  /** Set where an own list restricts one product and not the company. */
  readonly product?: string;
}

/** A restriction that is recorded without a bundled list. */
export interface Recorded {
  readonly instrument: Localized;
  readonly jurisdiction: string;
  readonly source: Source;
}

/** The company as an alternative in one market. */
export interface Offered {
  readonly market: string;
  readonly products: number;
}

/** The company as one approved list has it. */
export interface ApprovedBy {
  readonly list: Pick<OwnList, 'id' | 'title'>;
  readonly isEnabled: boolean;
  readonly isExpired: boolean;
  /** True where the list may mean somebody else. */
  readonly isUnsure: boolean;
  /** As the list writes them: the first of its entries. */
  readonly names: readonly string[];
  /** How many entries follow those. */
  readonly more: number;
}

export interface CompanyRow {
  /** Of the vendor, of the alternative where no vendor describes it, or of the approved company where nobody else does. */
  readonly id: string;
  readonly name: Localized;
  /** Enabled ones first. */
  readonly lists: readonly Listing[];
  readonly recorded: readonly Recorded[];
  readonly offered: readonly Offered[];
  readonly approved: readonly ApprovedBy[];
}

/** What is known of the organisation's own lists. */
export interface OwnSide {
  readonly lists: readonly OwnList[];
  readonly standings: OwnStandings;
}

export type SwitchPolicy = Pick<Policy, 'homeMarket' | 'lists' | 'listDefaults' | 'today'>;

/** Entries of an approved list that a row names. */
const NAMED = 3;

const STATUS_ORDER: readonly MemberStatus[] = ['in-force', 'unclear', 'suspended', 'measures-stopped'];

/**
 * Every company that is restricted somewhere: on most lists first, those that are switched on before others, then by name.
 */
export function companyRows(catalogue: Catalogue, policy: SwitchPolicy, own?: OwnSide): CompanyRow[] {
  const listings = listingsByVendor(catalogue.lists, policy);
  const alternatives = alternativesByCompany(catalogue);
  const { ownListings, approvals, others } = joinOwn(catalogue, own);
  const names = new Map(catalogue.vendors.map(({ id, name }) => [id, name]));
  const companies = new Set([...listings.keys(), ...alternatives.keys(), ...ownListings.keys()]);
  return [...companies]
    .map((id): CompanyRow => {
      const known = alternatives.get(id) ?? [];
      return {
        id,
        name: names.get(id) ?? known[0]?.vendor.name ?? { en: others.get(id) ?? id },
        lists: [...ownOf(ownListings.get(id) ?? [], own, policy), ...(listings.get(id) ?? [])].sort(compareListings),
        recorded: uniqueRecorded(known.flatMap(({ vendor }) => vendor.alsoRestricted)),
        offered: sumByMarket(known),
        approved: approvedBy(approvals.get(id) ?? [], own, policy),
      };
    })
    .filter(({ lists, recorded }) => lists.length + recorded.length > 0)
    .sort(compareRows);
}

/**
 * Whether a row matters under the lists that are on: restricted by one, or restricted anywhere and either offered at home
 * or approved by one, and still so today.
 */
export function mattersNow({ lists, offered, approved }: CompanyRow, { homeMarket }: Pick<Policy, 'homeMarket'>): boolean {
  return (
    lists.some(({ isEnabled }) => isEnabled) ||
    offered.some(({ market }) => market === homeMarket) ||
    approved.some((by) => by.isEnabled && !by.isExpired)
  );
}

/** A row with what is searched in it: names of the company and its lists, in small letters. */
export interface CompanyWords {
  readonly row: CompanyRow;
  readonly words: string;
}

export function withWords(row: CompanyRow): CompanyWords {
  const { id, name, lists, recorded, approved } = row;
  const titles = lists.flatMap(({ shortTitle }) => [shortTitle.en, shortTitle.zh_CN]);
  const approvals = approved.flatMap(({ list, names }) => [list.title, ...names]);
  const all = [
    id,
    name.en,
    name.zh_CN,
    ...titles,
    ...approvals,
    ...recorded.flatMap(({ instrument }) => [instrument.en, instrument.zh_CN]),
  ];
  return { row, words: all.join('\n').toLowerCase() };
}

/** Whether somebody offers the company: an alternative of any market, or approved. */
export const isOffered = ({ offered, approved }: CompanyRow): boolean => offered.length + approved.length > 0;

const compareListings = (a: Listing, b: Listing): number => Number(b.isEnabled) - Number(a.isEnabled);

function listingsByVendor(lists: readonly List[], policy: SwitchPolicy): Map<string, Listing[]> {
  const byVendor = new Map<string, Listing[]>();
  for (const list of lists) {
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
      const id = vendorOf(vendor);
      byCompany.set(id, [...(byCompany.get(id) ?? []), { market: jurisdiction, vendor }]);
    }
  }
  return byCompany;
}

/** An approved entry in the row of a company. */
interface ApprovedIn {
  readonly standing: ApprovedStanding;
  readonly isUnsure: boolean;
}

interface OwnFacts {
  readonly ownListings: ReadonlyMap<string, readonly OwnListing[]>;
  readonly approvals: ReadonlyMap<string, readonly ApprovedIn[]>;
  /** Names of companies that only approved lists name. */
  readonly others: ReadonlyMap<string, string>;
}

/** What own lists say, by company; of what is approved only what is restricted as well. */
function joinOwn(catalogue: Catalogue, own: OwnSide | undefined): OwnFacts {
  const { companies, approved } = own?.standings ?? { companies: new Map<string, OwnListing[]>(), approved: [] };
  const ownListings = new Map<string, OwnListing[]>([...companies].map(([id, listings]) => [id, [...listings]]));
  const approvals = new Map<string, ApprovedIn[]>();
  const others = new Map<string, string>();
  const candidates = new Map(catalogue.alternatives.flatMap(({ vendors }) => vendors.map((candidate) => [candidate.id, candidate])));
  const entries = entriesByVendor(catalogue.lists);
  const isRestricted = ({ vendor, product }: Owner): boolean =>
    companies.has(vendor) ||
    (entries.get(vendor) ?? []).some(({ products }) => product === undefined || !products || products.includes(product));

  for (const standing of approved) {
    const { owners, listings } = standing;
    const known = standing.alternatives.flatMap((id) => candidates.get(id) ?? []);
    const same = known.map((candidate): Owner => ({ vendor: vendorOf(candidate), isSure: true }));
    const recorded = new Set(known.filter(({ alsoRestricted }) => alsoRestricted.length > 0).map(vendorOf));
    const sure = new Set([...owners.filter(({ isSure }) => isSure), ...same].map(({ vendor }) => vendor));
    const restricted = new Set([...owners, ...same].filter(isRestricted).map(({ vendor }) => vendor));
    const isOwnAlone = sure.size === 0 && listings.length > 0;
    if (isOwnAlone) others.set(ownRowId(standing), others.get(ownRowId(standing)) ?? standing.vendor);
    for (const company of isOwnAlone ? [ownRowId(standing)] : sure) {
      if (listings.length + Number(restricted.has(company)) + Number(recorded.has(company)) === 0) continue;
      for (const listing of listings) append(ownListings, company, listing);
      append(approvals, company, { standing, isUnsure: false });
    }
    for (const company of restricted) if (!sure.has(company)) append(approvals, company, { standing, isUnsure: true });
  }
  return { ownListings, approvals, others };
}

const ownRowId = ({ company }: ApprovedStanding): string => `approved:${company}`;

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

function entriesByVendor(lists: readonly List[]): Map<string, Entry[]> {
  const byVendor = new Map<string, Entry[]>();
  for (const { entries } of lists) for (const entry of entries) append(byVendor, entry.vendor, entry);
  return byVendor;
}

function ownOf(listings: readonly OwnListing[], own: OwnSide | undefined, policy: SwitchPolicy): Listing[] {
  return strongestListings(listings).flatMap(({ list: id, asks, isSure, product }) => {
    const list = own?.lists.find((one) => one.id === id);
    if (list === undefined) return [];
    return {
      id,
      shortTitle: { en: list.title },
      listStatus: 'in-force',
      entryStatus: 'in-force',
      grade: 'own',
      isEnabled: isListEnabled(list, policy),
      asks,
      ...(isSure ? {} : { isUnsure: true }),
      ...(product === undefined ? {} : { product }),
    };
  });
}

/** One for each list, and for what is sure, unsure or expired there. */
function approvedBy(all: readonly ApprovedIn[], own: OwnSide | undefined, policy: SwitchPolicy): ApprovedBy[] {
  const groups = new Map<string, { readonly first: Omit<ApprovedBy, 'names' | 'more'>; readonly names: Set<string> }>();
  for (const { standing, isUnsure } of all) {
    const list = own?.lists.find(({ id }) => id === standing.list);
    if (list === undefined) continue;
    const first = { list, isEnabled: isListEnabled(list, policy), isExpired: isExpired(standing, policy), isUnsure };
    const key = [list.id, first.isExpired, isUnsure].join();
    const group = groups.get(key) ?? { first, names: new Set() };
    group.names.add([standing.vendor, ...(standing.product === undefined ? [] : [standing.product])].join(' · '));
    groups.set(key, group);
  }
  return [...groups.values()]
    .map(({ first, names }) => ({ ...first, names: [...names].slice(0, NAMED), more: Math.max(0, names.size - NAMED) }))
    .sort((a, b) => Number(b.isEnabled) - Number(a.isEnabled) || Number(a.isExpired) - Number(b.isExpired));
}

/** A company may be in a market under several names. */
function sumByMarket(known: readonly InMarket[]): Offered[] {
  const products = new Map<string, number>();
  for (const { market, vendor } of known) products.set(market, (products.get(market) ?? 0) + vendor.products.length);
  return [...products].map(([market, count]) => ({ market, products: count }));
}

function uniqueRecorded(recorded: readonly Recorded[]): Recorded[] {
  const isSame = (a: Recorded, b: Recorded): boolean => a.instrument.en === b.instrument.en && a.jurisdiction === b.jurisdiction;
  return recorded.filter((one, i) => recorded.findIndex((other) => isSame(one, other)) === i);
}

function compareRows(a: CompanyRow, b: CompanyRow): number {
  const enabled = ({ lists }: CompanyRow): number => lists.filter(({ isEnabled }) => isEnabled).length;
  return b.lists.length - a.lists.length || enabled(b) - enabled(a) || (a.name.en < b.name.en ? -1 : a.name.en > b.name.en ? 1 : 0);
}
