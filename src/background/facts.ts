/**
 * What pages are screened with: the bundled facts with their compiled index, and the organisation's own lists beside them.
 * Fetched once per life of the worker, when first asked for; nothing is compiled here.
 */
import { type Index, IndexError, joinNames, openIndex } from '../core/index-format.ts';
import type { Catalogue } from '../core/model.ts';
import { isReadable, type OwnEntry, type OwnList } from '../core/own-list.ts';
import { Lookup, type ScreenedFrame } from '../core/report.ts';
import type { StoredEntries } from '../core/stored-entries.ts';
import { StoredTerms } from '../core/stored-terms.ts';
import { type OwnLists, readerOf } from '../settings/own-lists.ts';
import { KnownEntries } from './own-entries.ts';

export interface Facts {
  index(): Promise<Index>;
  /** For counts and marks: names and sources are empty, there are no alternatives. */
  rules(): Promise<Lookup>;
  /** For what is shown. */
  lookup(): Promise<Lookup>;
  /** Brings to `rules` and `lookup` what own lists say of the vendors in some frames: called before anything is judged by them. */
  readEntries(frames: readonly Pick<ScreenedFrame, 'matches' | 'away'>[]): Promise<void>;
  /** Looks again which own lists there are. True when there may be names that were not looked for until now. */
  refresh(): Promise<boolean>;
}

export interface PackagedFacts {
  fetchIndex(): Promise<ArrayBuffer>;
  fetchRules(): Promise<Catalogue>;
  fetchCatalogue(): Promise<Catalogue>;
}

/** The compiled names of a list in memory, and its terms where they are stored. */
interface OpenList {
  readonly storedAt: number | undefined;
  readonly index: ArrayBuffer;
  readonly terms: StoredTerms;
}

export function createFacts(packaged: PackagedFacts, own: Pick<OwnLists, 'all' | 'files' | 'entriesOf'>): Facts {
  const bundled = shared(async () => openIndex(await packaged.fetchIndex()));
  const rules = shared(packaged.fetchRules);
  const catalogue = shared(packaged.fetchCatalogue);
  const open = new Map<string, OpenList>();
  /** Lists whose bytes are not what they should be. */
  const damaged = new Set<string>();

  const openList = async ({ id, terms: size, storedAt }: OwnList): Promise<void> => {
    const files = open.has(id) ? undefined : await own.files(id);
    if (!files?.index || !files.terms) return;
    const { index, terms } = files;
    open.set(id, { storedAt, index: await index.arrayBuffer(), terms: new StoredTerms(size, terms.size, readerOf(terms)) });
  };

  const join = (index: Index, { id, title }: OwnList): Index => {
    const names = open.get(id);
    if (!names) return index;
    try {
      return joinNames(index, names.index, names.terms);
    } catch (error) {
      if (!(error instanceof IndexError)) throw error;
      console.error(`vendor-lens: the list "${title}" cannot be searched`, error);
      damaged.add(id);
      return index;
    }
  };

  const load = () => {
    const lists = shared(() => own.all());
    // Names are looked for in lists that restrict and in no others.
    const entries = new KnownEntries((id) => own.entriesOf(id) as Promise<StoredEntries<OwnEntry> | undefined>);
    const index = shared(async () => {
      const [alone, all] = await Promise.all([bundled(), lists()]);
      for (const [id, { storedAt }] of open) if (!all.some((list) => list.id === id && list.storedAt === storedAt)) open.delete(id);
      await Promise.all(all.filter(isSearched).map(openList));
      return all.reduce(join, alone);
    });
    const lookupOver = (facts: () => Promise<Catalogue>) =>
      shared(async () => {
        const [known, all] = await Promise.all([facts(), lists()]);
        // As of another format: the reviewer is told the same.
        return new Lookup(
          known,
          all.map((list) => (damaged.has(list.id) ? { ...list, format: 0 } : list)),
          entries,
        );
      });
    return { lists, index, entries, rules: lookupOver(rules), lookup: lookupOver(catalogue) };
  };

  let known = load();
  return {
    index: () => known.index(),
    rules: () => known.rules(),
    lookup: () => known.lookup(),
    readEntries: (frames) => known.entries.read(vendorsIn(frames)),
    async refresh() {
      const before = new Map([...open].map(([id, { storedAt }]) => [id, storedAt]));
      known = load();
      return (await known.lists()).some((list) => isSearched(list) && !(before.has(list.id) && before.get(list.id) === list.storedAt));
    },
  };
}

const isSearched = (list: OwnList): boolean => list.kind === 'restricted' && isReadable(list);

function* vendorsIn(frames: readonly Pick<ScreenedFrame, 'matches' | 'away'>[]): Generator<string> {
  for (const { matches, away = [] } of frames) {
    for (const { vendor } of matches) yield vendor;
    for (const { match } of away) yield match.vendor;
  }
}

/** Shares one call among all who ask; after a failure the next one asks anew. */
function shared<T>(load: () => Promise<T>): () => Promise<T> {
  let pending: Promise<T> | undefined;
  return () => {
    pending ??= load().catch((error: unknown) => {
      pending = undefined;
      throw error;
    });
    return pending;
  };
}
