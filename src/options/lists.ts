/** How the settings page orders, finds and switches lists. */
import type { Entry, List, Vendor } from '../core/model.ts';
import { isListEnabled, scopeOfList } from '../core/policy.ts';
import type { HomeMarket, Settings } from '../settings/schema.ts';
import { daysUntil } from '../ui/dates.ts';

export interface JurisdictionLists {
  readonly jurisdiction: string;
  readonly lists: readonly List[];
}

const firmness: readonly List['status'][] = ['in-force', 'reported', 'enacted', 'proposed'];

/** Lists by jurisdiction: the home market first, the others by code; within one, the firmer first, then by id. */
export function groupLists(lists: readonly List[], homeMarket: HomeMarket): readonly JurisdictionLists[] {
  const groups = new Map<string, List[]>();
  for (const list of lists) groups.set(list.jurisdiction, [...(groups.get(list.jurisdiction) ?? []), list]);
  return [...groups]
    .map(([jurisdiction, members]) => ({
      jurisdiction,
      lists: members.sort(
        (a, b) => Number(a.asks) - Number(b.asks) || firmness.indexOf(a.status) - firmness.indexOf(b.status) || (a.id < b.id ? -1 : 1),
      ),
    }))
    .sort(
      (a, b) => Number(b.jurisdiction === homeMarket) - Number(a.jurisdiction === homeMarket) || (a.jurisdiction < b.jurisdiction ? -1 : 1),
    );
}

/** `lists` of the settings after a switch. What equals the default is forgotten, so that it follows the home market. */
export function switchList(
  list: { readonly id: string; readonly jurisdiction?: string },
  settings: Pick<Settings, 'homeMarket' | 'lists'>,
  isOn: boolean,
): Settings['lists'] {
  const lists = withoutSwitch(list.id, settings.lists);
  const isDefault = isOn === isListEnabled(list, { ...settings, lists });
  return isDefault ? lists : { ...lists, [list.id]: isOn };
}

/** `lists` of the settings once a list is at its default, or is gone. */
export function withoutSwitch(list: string, lists: Settings['lists']): Settings['lists'] {
  return Object.fromEntries(Object.entries(lists).filter(([id]) => id !== list));
}

/** `listScopes` of the settings after a choice for one list. What equals that for all is forgotten, so that it follows it. */
export function chooseScope(
  list: string,
  { scope, listScopes }: Pick<Settings, 'scope' | 'listScopes'>,
  chosen: Settings['scope'],
): Settings['listScopes'] {
  const others = Object.fromEntries(Object.entries(listScopes).filter(([id]) => id !== list));
  return chosen === scopeOfList(list, { scope }) ? others : { ...others, [list]: chosen };
}

/**
 * Days after which facts are called old. Lists of this kind change a few times a year: of half a year nobody should assume
 * that nothing has changed.
 */
export const OLD_AFTER_DAYS = 180;

/** Age of a list's facts in days where they are old; null where they are not. */
export function ageIfOld({ asOf }: Pick<List, 'asOf'>, today: string): number | null {
  const age = -daysUntil(asOf, today);
  return age > OLD_AFTER_DAYS ? age : null;
}

export interface FoundList {
  readonly list: List;
  /** Vendors among its members whose names hold the words; none where nothing is sought. */
  readonly members: readonly Vendor[];
}

/** The lists whose title or issuer, or the name of a member, holds the words; all where there are none. */
export function searchLists(lists: readonly List[], vendors: ReadonlyMap<string, Vendor>, words: string): readonly FoundList[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return lists.map((list) => ({ list, members: [] }));
  return lists.flatMap((list) => {
    const found = list.entries.filter((entry) => namesOfMember(entry, vendors).includes(wanted));
    const ids = new Set(found.map(({ vendor }) => vendor));
    const members = [...ids].flatMap((id) => vendors.get(id) ?? []);
    return members.length > 0 || namesOfList(list).includes(wanted) ? [{ list, members }] : [];
  });
}

function namesOfList({ id, title, shortTitle, authority, legalBasis }: List): string {
  return [id, title.en, title.zh_CN, shortTitle.en, shortTitle.zh_CN, authority?.en, authority?.zh_CN, legalBasis?.en, legalBasis?.zh_CN]
    .join('\n')
    .toLowerCase();
}

/** Every name that an entry can be looked up by, in small letters. */
export function namesOfMember(entry: Entry, vendors: ReadonlyMap<string, Vendor>): string {
  const vendor = vendors.get(entry.vendor);
  return [entry.vendor, vendor?.name.en, vendor?.name.zh_CN, ...entry.listedAs, ...entry.listedAsZh].join('\n').toLowerCase();
}

/** `lists` of the settings once exactly the chosen ones of these lists are on; others, such as own ones, stay as they are. */
export function switchAll(
  lists: readonly List[],
  settings: Pick<Settings, 'homeMarket' | 'lists'>,
  chosen: ReadonlySet<string>,
): Settings['lists'] {
  return lists.reduce((switches, list) => switchList(list, { ...settings, lists: switches }, chosen.has(list.id)), settings.lists);
}
