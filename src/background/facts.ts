/**
 * What pages are screened with: the bundled facts with their compiled index, and the organisation's own lists beside them.
 * Fetched once per life of the worker, when first asked for; nothing is compiled here.
 */
import type { ApprovedVendors } from '../core/approved.ts';
import { type ApprovedEntries, knowApproved } from '../core/approved-owners.ts';
import type { FactsById } from '../core/facts-by-id.ts';
import { FORMAT_VERSION, type Index, IndexError, joinNames, openIndex } from '../core/index-format.ts';
import { lazy, shared } from '../core/lazy.ts';
import { Lookup } from '../core/lookup.ts';
import type { Catalogue } from '../core/model.ts';
import {
  type ApprovedEntry,
  isReadable,
  isRenewable,
  MAX_APPROVED,
  type OverdueList,
  type OwnEntry,
  type OwnList,
} from '../core/own-list.ts';
import type { ScreenedFrame } from '../core/report.ts';
import type { StoredEntries } from '../core/stored-entries.ts';
import { StoredTerms } from '../core/stored-terms.ts';
import type { StoredFiles } from '../platform/own-list-store.ts';
import { type OwnLists, openEntries, readerOf } from '../settings/own-lists.ts';
import { KnownEntries } from './own-entries.ts';
import type { SoundLists } from './sound-lists.ts';

export interface Facts {
  /** Starts to fetch what every page is screened with, for who is about to ask. Own lists are read when somebody asks for them. */
  begin(): void;
  index(): Promise<Index>;
  /** What a page can be screened and marked with now: own lists that are yet to be read are not among it. */
  ahead(): Promise<AheadFacts>;
  /** For counts and marks: names and sources are empty, there are no alternatives. */
  rules(): Promise<Lookup>;
  /** For what is shown; with the approved vendors. */
  lookup(): Promise<Lookup>;
  /** Brings to `rules` and `lookup` what own lists say of the vendors in some frames: called before anything is judged by them. */
  readEntries(frames: readonly Pick<ScreenedFrame, 'matches' | 'away'>[]): Promise<void>;
  /** Whether there are own lists that an earlier version compiled and this one will compile again. */
  hasOldLists(): Promise<boolean>;
  /** Looks again which own lists there are. True when there may be names that were not looked for until now. */
  refresh(): Promise<boolean>;
}

export interface AheadFacts {
  readonly index: Index;
  /** As `rules`. */
  readonly rules: Lookup;
}

export interface PackagedFacts {
  fetchIndex(): Promise<ArrayBuffer>;
  /** The rules, opened. Asked for once. */
  readRules(): FactsById;
  fetchCatalogue(): Promise<Catalogue>;
}

/** The compiled names of a list in memory, and its terms where they are stored. */
interface OpenList {
  readonly storedAt: number | undefined;
  readonly index: ArrayBuffer;
  readonly terms: StoredTerms;
  /** Its bytes have passed the checksum before. */
  isSound: boolean;
}

export function createFacts(
  packaged: PackagedFacts,
  own: Pick<OwnLists, 'allWithFiles'>,
  sound: SoundLists,
  readOverdue: () => Promise<readonly OverdueList[]>,
): Facts {
  const bundled = shared(async () => openIndex(await packaged.fetchIndex(), { isSound: true }));
  const rules = lazy(packaged.readRules);
  const catalogue = shared(packaged.fetchCatalogue);
  /** As if there were no own lists. */
  const alone = lazy(() => new Lookup(rules()));

  /** Undefined where its names are missing. */
  const openList = async ({ list, files: { index, terms } }: StoredFiles): Promise<OpenList | undefined> => {
    if (!index || !terms) return undefined;
    const [bytes, isSound] = await Promise.all([index.arrayBuffer(), sound.has(list)]);
    return { storedAt: list.storedAt, index: bytes, terms: new StoredTerms(list.terms, terms.size, readerOf(terms)), isSound };
  };

  /** Undefined where its bytes are not what they should be. */
  const join = (index: Index, list: OwnList, names: OpenList): Index | undefined => {
    try {
      const joined = joinNames(index, names.index, names.terms, names);
      if (!names.isSound) sound.add(list).catch((error: unknown) => console.warn('vendor-lens: a list will be checked again', error));
      names.isSound = true;
      return joined;
    } catch (error) {
      if (!(error instanceof IndexError)) throw error;
      console.error(`vendor-lens: the list "${list.title}" cannot be searched`, error);
      return undefined;
    }
  };

  const readApproved = async ({ list, files }: StoredFiles): Promise<ApprovedEntries> => {
    const entries: ApprovedEntry[] = [];
    try {
      const stored = openEntries(list, files) as StoredEntries<ApprovedEntry> | undefined;
      for await (const batch of stored?.all() ?? []) entries.push(...batch);
    } catch (error) {
      // What restricts must be shown all the same.
      console.error(`vendor-lens: the list "${list.title}" cannot be read`, error);
    }
    return { list, entries };
  };

  /** With the lists that are open already. */
  const load = (openBefore: ReadonlyMap<string, OpenList>) => {
    /** Let go of once they are taken over: those that were replaced are large. */
    let before = openBefore;
    /** By their ids. */
    const open = new Map<string, OpenList>();
    /** Lists whose bytes are not what they should be. */
    const damaged = new Set<string>();
    // Once and all at once: each way into the storage is some milliseconds of a start.
    const stored = shared(own.allWithFiles);
    const lists = async (): Promise<OwnList[]> => (await stored()).map(({ list }) => list);
    // Names are looked for in lists that restrict and in no others.
    const entries = new KnownEntries(async (id) => {
      const found = (await stored()).find(({ list }) => list.id === id);
      return found && (openEntries(found.list, found.files) as StoredEntries<OwnEntry> | undefined);
    });
    /** Whatever own lists there are is at hand. */
    let areOpen = false;
    const index = shared(async () => {
      const [alone, all] = await Promise.all([bundled(), stored()]);
      damaged.clear();
      const searched = all.filter(({ list }) => isSearched(list));
      await Promise.all(
        searched.map(async (one) => {
          const { id, storedAt } = one.list;
          const known = before.get(id);
          const names = known?.storedAt === storedAt ? known : await openList(one);
          if (names) open.set(id, names);
        }),
      );
      before = open;
      const whole = searched.reduce((joined, { list }) => {
        const names = open.get(list.id);
        const next = names && join(joined, list, names);
        if (!next) damaged.add(list.id);
        return next ?? joined;
      }, alone);
      areOpen = true;
      return whole;
    });
    const lookupOver = <Known extends Catalogue | FactsById>(
      facts: () => Known | Promise<Known>,
      approvedIn: (known: Known) => Promise<ApprovedVendors | undefined>,
      overdueNow: () => Promise<readonly OverdueList[]>,
    ) =>
      shared(async () => {
        const [known, all, overdue] = await Promise.all([facts(), lists(), overdueNow()]);
        // Which lists are damaged is known when they were opened.
        if (all.some(isSearched)) await index();
        const approvedVendors = await approvedIn(known);
        // The reviewer is told the same as of a list that could not be compiled anew.
        const restricted = all
          .filter(({ kind }) => kind === 'restricted')
          .map((list) => (damaged.has(list.id) ? { ...list, ...OF_NO_USE } : list));
        return new Lookup(known, restricted, entries, approvedVendors, overdue);
      });
    /** Read where something is offered, and not where a page is only screened. */
    const approved = async (known: Catalogue): Promise<ApprovedVendors | undefined> => {
      const all = await stored();
      if (all.length === 0) return undefined;
      const offered = all.filter(({ list }) => isOffered(list));
      const [joined, read] = await Promise.all([index(), Promise.all(offered.map(readApproved))]);
      return knowApproved(read, joined, known);
    };
    // What is only counted and marked is not worth another look into the storage at each wake.
    const counting = lookupOver(
      rules,
      async () => undefined,
      async () => [],
    );
    const ahead = async (): Promise<AheadFacts> => {
      const [searched, judged] = areOpen ? await Promise.all([index(), counting()]) : await Promise.all([bundled(), alone()]);
      return { index: searched, rules: judged };
    };
    return { lists, open, index, ahead, entries, rules: counting, lookup: lookupOver(catalogue, approved, readOverdue) };
  };

  let known = load(new Map());
  /** False as long as nothing was looked for, whatever was fetched. */
  let isAsked = false;
  return {
    begin() {
      // Who asks hears of a failure.
      bundled().catch(() => undefined);
    },
    index() {
      isAsked = true;
      return known.index();
    },
    ahead: () => known.ahead(),
    rules: () => known.rules(),
    lookup: () => known.lookup(),
    hasOldLists: async () => (await known.lists()).some(isRenewable),
    readEntries: (frames) => known.entries.read(vendorsIn(frames)),
    async refresh() {
      const { open } = known;
      const before = new Map([...(isAsked ? open : [])].map(([id, { storedAt }]) => [id, storedAt]));
      known = load(open);
      return (await known.lists()).some((list) => isSearched(list) && !(before.has(list.id) && before.get(list.id) === list.storedAt));
    },
  };
}

const OF_NO_USE: Pick<OwnList, 'format' | 'refusedBy'> = { format: 0, refusedBy: FORMAT_VERSION };

/** A longer list is refused where it is imported. */
const isOffered = ({ kind, count }: OwnList): boolean => kind === 'approved' && count <= MAX_APPROVED;

const isSearched = (list: OwnList): boolean => list.kind === 'restricted' && isReadable(list);

function* vendorsIn(frames: readonly Pick<ScreenedFrame, 'matches' | 'away'>[]): Generator<string> {
  for (const { matches, away = [] } of frames) {
    for (const { vendor } of matches) yield vendor;
    for (const { match } of away) yield match.vendor;
  }
}
