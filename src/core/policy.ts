/** Which lists count, and how: the reviewer's choices as the core sees them. */
export interface Policy {
  /** Jurisdiction (ISO 3166) whose lists are on by default and whose alternatives are offered. */
  readonly homeMarket: string;
  /** Lists switched against their default. */
  readonly lists: Readonly<Record<string, boolean>>;
  readonly scope: 'all-products' | 'in-scope-only';
  /** The reviewer's day, YYYY-MM-DD. Without it every approval that ends counts as expired. */
  readonly today?: string;
}

/** A list is on when the reviewer said so, else when it is of the home market or, without jurisdiction, the organisation's own. */
export function isListEnabled(
  { id, jurisdiction }: { readonly id: string; readonly jurisdiction?: string },
  { homeMarket, lists }: Pick<Policy, 'homeMarket' | 'lists'>,
): boolean {
  return Object.hasOwn(lists, id) ? lists[id] === true : jurisdiction === undefined || jurisdiction === homeMarket;
}
