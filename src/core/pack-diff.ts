/** What became of the entries of a list from one version to the next. */
import type { ApprovedEntry, OwnEntry } from './own-list.ts';
import { finish, resting, type Steps } from './steps.ts';

type Entry = OwnEntry | ApprovedEntry;

export interface ChangedEntry {
  readonly before: Entry;
  readonly after: Entry;
  /** Names of the fields that differ. */
  readonly fields: readonly string[];
}

export interface PackDiff {
  readonly added: readonly Entry[];
  readonly removed: readonly Entry[];
  readonly changed: readonly ChangedEntry[];
}

/**
 * Entries are the same where their ids are, and of the others where vendor and product are. Each is paired once, in order,
 * so that of two equal entries one can go.
 */
export const diffEntries = (before: readonly Entry[], after: readonly Entry[]): PackDiff => finish(diffing(before, after));

/** The same, in steps. */
export function* diffing(before: readonly Entry[], after: readonly Entry[]): Steps<PackDiff> {
  const pairs = new Map<Entry, Entry>();
  const pair = function* (keyOf: (entry: Entry) => string | undefined): Steps<void> {
    const paired = new Set(pairs.values());
    const waiting = new Map<string, Entry[]>();
    yield* resting(before, (entry) => {
      const key = paired.has(entry) ? undefined : keyOf(entry);
      if (key === undefined) return;
      const others = waiting.get(key);
      if (others) others.push(entry);
      else waiting.set(key, [entry]);
    });
    yield* resting(after, (entry) => {
      const key = pairs.has(entry) ? undefined : keyOf(entry);
      const found = key === undefined ? undefined : waiting.get(key)?.shift();
      if (found) pairs.set(entry, found);
    });
  };
  yield* pair(({ id }) => id);
  yield* pair(({ vendor, product }) => JSON.stringify([vendor, product]));

  const kept = new Set(pairs.values());
  const changed = yield* resting(after, (entry): ChangedEntry[] => {
    const old = pairs.get(entry);
    const fields = old ? fieldsThatDiffer(old, entry) : [];
    return old && fields.length > 0 ? [{ before: old, after: entry, fields }] : [];
  });
  return {
    added: after.filter((entry) => !pairs.has(entry)),
    removed: before.filter((entry) => !kept.has(entry)),
    changed: changed.flat(),
  };
}

/** Entries without repetitions, in steps. */
export function* findDistinct(entries: readonly Entry[]): Steps<readonly Entry[]> {
  const known = new Set<string>();
  const isNew = yield* resting(entries, (entry) => {
    const text = JSON.stringify(entry);
    return !known.has(text) && Boolean(known.add(text));
  });
  return entries.filter((_, index) => isNew[index]);
}

function fieldsThatDiffer(before: Entry, after: Entry): string[] {
  const values = (entry: Entry): Readonly<Record<string, unknown>> => ({ ...entry });
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => JSON.stringify(values(before)[name]) !== JSON.stringify(values(after)[name]));
}

/** An entry in a word or two. */
export const nameOfEntry = ({ vendor, product }: Entry): string => (product === undefined ? vendor : `${vendor} · ${product}`);
