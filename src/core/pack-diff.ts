/** What became of the entries of a list from one version to the next. */
import type { ApprovedEntry, OwnEntry } from './own-list.ts';

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
export function diffEntries(before: readonly Entry[], after: readonly Entry[]): PackDiff {
  const pairs = new Map<Entry, Entry>();
  const pair = (keyOf: (entry: Entry) => string | undefined): void => {
    const paired = new Set(pairs.values());
    const waiting = new Map<string, Entry[]>();
    for (const entry of before) {
      const key = paired.has(entry) ? undefined : keyOf(entry);
      if (key === undefined) continue;
      const others = waiting.get(key);
      if (others) others.push(entry);
      else waiting.set(key, [entry]);
    }
    for (const entry of after) {
      const key = pairs.has(entry) ? undefined : keyOf(entry);
      const found = key === undefined ? undefined : waiting.get(key)?.shift();
      if (found) pairs.set(entry, found);
    }
  };
  pair(({ id }) => id);
  pair(({ vendor, product }) => JSON.stringify([vendor, product]));

  const kept = new Set(pairs.values());
  const changed = after.flatMap((entry) => {
    const old = pairs.get(entry);
    const fields = old ? fieldsThatDiffer(old, entry) : [];
    return old && fields.length > 0 ? { before: old, after: entry, fields } : [];
  });
  return { added: after.filter((entry) => !pairs.has(entry)), removed: before.filter((entry) => !kept.has(entry)), changed };
}

function fieldsThatDiffer(before: Entry, after: Entry): string[] {
  const values = (entry: Entry): Readonly<Record<string, unknown>> => ({ ...entry });
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => JSON.stringify(values(before)[name]) !== JSON.stringify(values(after)[name]));
}

/** An entry in a word or two. */
export const nameOfEntry = ({ vendor, product }: Entry): string => (product === undefined ? vendor : `${vendor} · ${product}`);
