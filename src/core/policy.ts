/** Which lists count, and how: the reviewer's choices as the core sees them. */
export interface Policy {
  /** Jurisdiction (ISO 3166) whose lists are on by default and whose alternatives are offered. */
  readonly homeMarket: string;
  /** Lists switched against their default. */
  readonly lists: Readonly<Record<string, boolean>>;
  /** Lists that an organisation's policy switches until the reviewer does. */
  readonly listDefaults?: Readonly<Record<string, boolean>> | undefined;
  readonly scope: 'all-products' | 'in-scope-only';
}

/**
 * A list is on when the reviewer said so, else when the organisation's policy did, else when it is of the home market or,
 * without jurisdiction, the organisation's own.
 */
export function isListEnabled(
  { id, jurisdiction }: { readonly id: string; readonly jurisdiction?: string },
  { homeMarket, lists, listDefaults = {} }: Pick<Policy, 'homeMarket' | 'lists' | 'listDefaults'>,
): boolean {
  for (const switches of [lists, listDefaults]) if (Object.hasOwn(switches, id)) return switches[id] === true;
  return jurisdiction === undefined || jurisdiction === homeMarket;
}
