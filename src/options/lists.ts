/** How the settings page orders and switches lists. */
import type { List } from '../core/model.ts';
import { isListEnabled } from '../core/policy.ts';
import type { HomeMarket, Settings } from '../settings/schema.ts';

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
