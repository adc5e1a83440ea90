/** Lists of names that the organisation imported: what is kept of each besides its names, and the ids of its vendors. */
import { FORMAT_VERSION } from './index-format.ts';

/** One imported list. Its names are kept apart from it, compiled. */
export interface OwnList {
  /** `own:` and a few letters and digits; no other list ever has the same. */
  readonly id: string;
  /** As the organisation calls it. */
  readonly title: string;
  /** How many names it has. */
  readonly count: number;
  /** The day of the import, YYYY-MM-DD. */
  readonly importedOn: string;
  /** Bytes that its names take in storage. */
  readonly bytes: number;
  /** `FORMAT_VERSION` of the program that compiled it. */
  readonly format: number;
}

/** Under this key the extension's storage tells of own lists; see `OwnListsNote`. */
export const OWN_LISTS_KEY = 'ownLists';

export interface OwnListsNote {
  /** True while there may be own lists: then no page can be told from the bundled terms alone to hold nothing. */
  readonly hasNames: boolean;
  /** Another with every change. */
  readonly change: string;
}

const PREFIX = 'own:';

/** A name's id as a vendor; `number` counts the names of the list from 0. */
export const ownVendorId = (list: string, number: number): string => `${list}:${number}`;

export const newListId = (random: string): string => PREFIX + random;

/** The list that a vendor's id belongs to; undefined for a bundled vendor. */
export function listOfVendor(vendor: string): string | undefined {
  return vendor.startsWith(PREFIX) ? vendor.slice(0, vendor.lastIndexOf(':')) : undefined;
}

/** False where another version of the program compiled the names: they must be imported again. */
export const isReadable = ({ format }: OwnList): boolean => format === FORMAT_VERSION;
