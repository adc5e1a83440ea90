/** Looks through the stored lists for the companies that are known by name; see `own-standings.ts` and `conflicts.ts`. */
import type { ApprovedEntries } from '../../core/approved-owners.ts';
import { type CompanyWords, companyRows, withWords } from '../../core/conflicts.ts';
import { type Index, IndexError, joinNames, openIndex } from '../../core/index-format.ts';
import { type ApprovedEntry, entryOfVendor, isReadable, MAX_APPROVED, type OwnEntry, ownVendorId } from '../../core/own-list.ts';
import { findStandings, type ReadOwnEntries } from '../../core/own-standings.ts';
import type { StoredEntries } from '../../core/stored-entries.ts';
import { StoredTerms } from '../../core/stored-terms.ts';
import { openEntries, readerOf } from '../../settings/own-lists.ts';
import type { ComparedLists, StoredList, Tasks } from './messages.ts';

/** Companies that are handed over at once: reading so many keeps the page for a few milliseconds. */
const BATCH = 500;

/** Hands the rows of all companies over, in their order. */
export async function compareLists(
  { lists, index, catalogue, policy }: Tasks['compare']['order'],
  handOver: (companies: readonly CompanyWords[]) => void,
): Promise<ComparedLists> {
  const unread: string[] = [];
  let joined = openIndex(index);
  const approved: ApprovedEntries[] = [];
  for (const stored of lists) {
    const { kind, title } = stored.list;
    if (kind === 'restricted') {
      const wider = await join(joined, stored);
      if (wider === undefined) unread.push(title);
      else joined = wider;
    } else {
      const entries = await readApproved(stored);
      if (entries === undefined) unread.push(title);
      else approved.push(entries);
    }
  }
  const standings = await findStandings(approved, joined, catalogue, readFrom(lists));
  const rows = companyRows(catalogue, policy, { lists: lists.map(({ list }) => list), standings });
  for (let from = 0; from < rows.length; from += BATCH) handOver(rows.slice(from, from + BATCH).map(withWords));
  return { unread };
}

/** The index with the names of one list more; undefined where they cannot be searched. */
async function join(index: Index, { list, files }: StoredList): Promise<Index | undefined> {
  const { terms } = files;
  if (!isReadable(list) || !files.index || !terms) return undefined;
  try {
    return joinNames(index, await files.index.arrayBuffer(), new StoredTerms(list.terms, terms.size, readerOf(terms)));
  } catch (error) {
    if (!(error instanceof IndexError)) throw error;
    return undefined;
  }
}

async function readApproved({ list, files }: StoredList): Promise<ApprovedEntries | undefined> {
  // A longer list is refused where it is imported, and offered nowhere.
  if (list.count > MAX_APPROVED) return undefined;
  const stored = openEntries(list, files) as StoredEntries<ApprovedEntry> | undefined;
  if (stored === undefined) return undefined;
  const entries: ApprovedEntry[] = [];
  for await (const batch of stored.all()) entries.push(...batch);
  return { list, entries };
}

function readFrom(lists: readonly StoredList[]): ReadOwnEntries {
  return async (vendors) => {
    const wanted = new Map<string, number[]>();
    for (const vendor of vendors) {
      const place = entryOfVendor(vendor);
      if (place === undefined) continue;
      const numbers = wanted.get(place.list);
      if (numbers) numbers.push(place.number);
      else wanted.set(place.list, [place.number]);
    }
    const found = new Map<string, OwnEntry>();
    for (const { list, files } of lists) {
      const entries = openEntries(list, files) as StoredEntries<OwnEntry> | undefined;
      const known = await entries?.getMany(wanted.get(list.id) ?? []);
      for (const [number, entry] of known ?? []) found.set(ownVendorId(list.id, number), entry);
    }
    return found;
  };
}
