/**
 * How a policy of the organisation lies over the settings:
 *
 *     defaults  <  policy, where it is not locked  <  what the reviewer chose  <  policy, where it is locked
 *
 * Settings that have a value for each list are laid over list by list.
 */
import type { ManagedPolicy } from './managed.ts';
import { defaultSettings, type Settings, settingsShape, storedShape } from './schema.ts';

type Locked = ManagedPolicy['locked'];

const byList: ReadonlySet<string> = new Set<keyof Settings>(['lists', 'listScopes']);
const plain = Object.keys(settingsShape).filter((field) => !byList.has(field)) as (keyof typeof settingsShape)[];

/** What holds where the reviewer chose nothing. */
export const defaultsUnder = (policy: ManagedPolicy | null): Settings => ({ ...defaultSettings, ...policy?.choices });

/** The settings in force, of those that the reviewer chose over `defaultsUnder`. */
export function settingsUnder(policy: ManagedPolicy | null, chosen: Settings): Settings {
  if (policy === null) return chosen;
  const { lists, listScopes, allowedSites, deniedSites, locked } = policy;
  const defaults = defaultsUnder(policy);
  const fixed = Object.fromEntries(plain.filter((field) => locked.includes(field)).map((field) => [field, defaults[field]]));
  return {
    ...chosen,
    ...fixed,
    lists: { ...partOf('lists', chosen.lists, locked, false), ...partOf('lists', lists, locked, true) },
    listDefaults: partOf('lists', lists, locked, false),
    listScopes: { ...partOf('listScopes', chosen.listScopes, locked, false), ...listScopes },
    allowedSites,
    deniedSites,
  };
}

/** What of a change is stored. What the policy has fixed stays as the reviewer had it before, for the day it is fixed no more. */
export function storablePart(change: Partial<Settings>, before: Settings, locked: Locked): Partial<Settings> {
  const kept = Object.entries(change).filter(([field]) => Object.hasOwn(storedShape, field) && !locked.includes(field));
  return Object.fromEntries(
    kept.map(([field, value]) => {
      if (!byList.has(field) || value === undefined) return [field, value];
      const old: Readonly<Record<string, unknown>> = before[field as 'lists' | 'listScopes'];
      return [field, { ...partOf(field, value as typeof old, locked, false), ...partOf(field, old, locked, true) }];
    }),
  );
}

/** Ids of the lists whose values in a field are fixed; none for a field of one value. */
export const fixedLists = (field: keyof Settings, value: unknown, locked: Locked): readonly string[] =>
  byList.has(field) ? Object.keys(partOf(field, value as Readonly<Record<string, unknown>>, locked, true)) : [];

/** The values for those lists that are fixed, or for those that are not. */
function partOf<T>(field: string, values: Readonly<Record<string, T>>, locked: Locked, isFixed: boolean): Record<string, T> {
  const isLocked = (id: string): boolean => locked.includes(field) || locked.includes(`${field}/${id}`);
  return Object.fromEntries(Object.entries(values).filter(([id]) => isLocked(id) === isFixed));
}
