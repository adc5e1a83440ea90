/** The organisation's own lists: what an entry says, what is kept of each list besides its entries, and the ids of its vendors. */
import { FORMAT_VERSION } from './index-format.ts';

/** What must not be bought, or must be asked about, as the organisation's own list says it. */
export interface OwnEntry {
  /** The entry's own number or code in the list that it came from; kept for the way back. */
  readonly id?: string;
  readonly vendor: string;
  /** Set where the entry restricts one product of the vendor and not all that the vendor sells. */
  readonly product?: string;
  /** Id of a bundled category; alternatives are offered for it. */
  readonly category?: string;
  /** Other spellings of the product, or of the vendor where there is no product. */
  readonly aliases: readonly string[];
  /** Part numbers and families of them, in the grammar of `pattern.ts`. */
  readonly partNumbers: readonly string[];
  /** `review`: a question to ask, not counted. */
  readonly severity: 'prohibited' | 'review';
  readonly note?: string;
  /** Where the reason can be read; `https:` only. */
  readonly url?: string;
}

/** The names that an entry is found by, each once: of its vendor, or of the one product that it restricts. */
export function namesOf({ vendor, product, aliases }: OwnEntry): string[] {
  if (product === undefined) return aliases.length === 0 ? [vendor] : [...new Set([vendor, ...aliases])];
  // A product's name that begins with its vendor's is both already.
  const full = product.toLowerCase().startsWith(vendor.toLowerCase()) ? [] : [`${vendor} ${product}`];
  return [...new Set([product, ...aliases, ...full])];
}

/** Whether a term is one of the entry's names or part numbers. */
export const isFoundBy = (entry: OwnEntry, term: string): boolean => entry.partNumbers.includes(term) || namesOf(entry).includes(term);

/** Entries of one approved list at most: all of them are in the worker's memory once something is shown. */
export const MAX_APPROVED = 20_000;

/** What the organisation has approved. */
export interface ApprovedEntry {
  readonly id?: string;
  readonly vendor: string;
  readonly product?: string;
  /** Ids of bundled categories that it is approved for; empty for whatever the vendor makes. */
  readonly categories: readonly string[];
  readonly url?: string;
  /** Number of the contract or certificate. */
  readonly reference?: string;
  /** Last day of the approval, YYYY-MM-DD. */
  readonly validUntil?: string;
  /** What the approval covers, in the organisation's words. */
  readonly scope?: string;
  readonly region?: string;
  readonly note?: string;
}

/**
 * Where a list came from. A subscription's list is replaced as a whole and is not edited. `key` is the thumbprint of the key that
 * signed the version, which counts among that key's versions alone; an earlier version of the program stored none.
 */
export type OwnListOrigin =
  | { readonly kind: 'file'; readonly name: string }
  | { readonly kind: 'made' }
  | { readonly kind: 'subscription'; readonly id: string; readonly version: number; readonly key?: string };

/** One own list. Its entries are kept apart from it, and so are the compiled names of those that restrict. */
export interface OwnList {
  /** `own:` and a few letters and digits; no other list ever has the same. */
  readonly id: string;
  readonly kind: 'restricted' | 'approved';
  /** As the organisation calls it. */
  readonly title: string;
  /** How many entries it has. */
  readonly count: number;
  /** How many names and part numbers are looked for; 0 for approved vendors. */
  readonly terms: number;
  readonly origin: OwnListOrigin;
  /** The day of the import or of the last edit, YYYY-MM-DD. */
  readonly importedOn: string;
  /** Bytes that it takes in storage. */
  readonly bytes: number;
  /** `FORMAT_VERSION` of the program that compiled it. */
  readonly format: number;
  /** Set by the store, ms since the epoch; another one once the entries were replaced. */
  readonly storedAt?: number;
  /** `FORMAT_VERSION` of the program that tried to compile it again, from its stored entries, and could not. */
  readonly refusedBy?: number;
  /** `plain` where the reviewer takes names that are ordinary words or very short for certain; an edit keeps to it. */
  readonly treatOrdinary?: 'context' | 'plain';
}

/** A list that is followed at an address and that came too long ago to be relied on, or never. */
export interface OverdueList {
  /** Of the own list. */
  readonly id: string;
  readonly title: string;
}

/** Under this key the extension's storage tells of own lists; see `OwnListsNote`. */
export const OWN_LISTS_KEY = 'ownLists';

export interface OwnListsNote {
  /** True while there may be own lists of any kind; notes of an earlier version say only the next. */
  readonly hasLists?: boolean;
  /** True while there may be lists that restrict: then no page can be told from the bundled terms alone to hold nothing. */
  readonly hasNames: boolean;
  /** Another with every change. */
  readonly change: string;
}

/** Under this key it has, beside the note, the filter of the names of own lists; see `OwnNamesFilter`. */
export const OWN_FILTER_KEY = 'ownNamesFilter';

/** What pages know of the names of own lists. */
export interface OwnNamesFilter {
  /** `change` of the note that it belongs to: beside any other note it says nothing. */
  readonly change: string;
  /** For `takeNames`, in base64. */
  readonly bytes: string;
}

const PREFIX = 'own:';

/** An entry's id as a vendor; `number` counts the entries of the list from 0. */
export const ownVendorId = (list: string, number: number): string => `${list}:${number}`;

/** The list and the number of an entry; undefined for a bundled vendor. */
export function entryOfVendor(vendor: string): { readonly list: string; readonly number: number } | undefined {
  const list = listOfVendor(vendor);
  return list === undefined ? undefined : { list, number: Number(vendor.slice(list.length + 1)) };
}

export const newListId = (random: string): string => PREFIX + random;

export const isOwnListId = (list: string): boolean => list.startsWith(PREFIX);

/** The list that a vendor's id belongs to; undefined for a bundled vendor. */
export function listOfVendor(vendor: string): string | undefined {
  return vendor.startsWith(PREFIX) ? vendor.slice(0, vendor.lastIndexOf(':')) : undefined;
}

/** False where another version of the program compiled the names: they are not searched. */
export const isReadable = ({ format }: Pick<OwnList, 'format'>): boolean => format === FORMAT_VERSION;

/** Whether an earlier version of the program compiled the list, so that this one will do so again; otherwise it must be imported again. */
export const isRenewable = ({ format, refusedBy }: Pick<OwnList, 'format' | 'refusedBy'>): boolean =>
  format < FORMAT_VERSION && refusedBy !== FORMAT_VERSION;
