/** Which lists count, how, and for what not: the reviewer's choices as the core sees them. */

/** Whether all products of a listed vendor count, or only those inside the list's stated scope. */
export type CountedScope = 'all-products' | 'in-scope-only';

/** A recorded decision that a vendor, or one product of it, does not count. */
export interface Exemption {
  readonly vendor: string;
  /** Absent where all that the vendor sells is exempt. */
  readonly product?: string | undefined;
  readonly reason: string;
  /** YYYY-MM-DD */
  readonly since: string;
}

export interface Policy {
  /** Jurisdiction (ISO 3166) whose lists are on by default and whose alternatives are offered. */
  readonly homeMarket: string;
  /** Lists switched against their default. */
  readonly lists: Readonly<Record<string, boolean>>;
  /** Lists that an organisation's policy switches until the reviewer does. */
  readonly listDefaults?: Readonly<Record<string, boolean>> | undefined;
  readonly scope: CountedScope;
  /** Where a list differs from `scope`, by its id. */
  readonly listScopes?: Readonly<Record<string, CountedScope>>;
  readonly exemptions?: readonly Exemption[];
  /** The reviewer's day, YYYY-MM-DD. Without it every approval that ends counts as expired. */
  readonly today?: string;
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

/** What counts of a list: as the reviewer said for it, else as for all. */
export function scopeOfList(list: string, { scope, listScopes = {} }: Pick<Policy, 'scope' | 'listScopes'>): CountedScope {
  return (Object.hasOwn(listScopes, list) ? listScopes[list] : undefined) ?? scope;
}

/** The exemption that covers a product of a vendor, or the vendor as such; one of the vendor covers all its products. */
export function exemptionOf(vendor: string, product: string | undefined, exemptions: readonly Exemption[]): Exemption | undefined {
  const own = exemptions.filter((exemption) => exemption.vendor === vendor);
  return own.find((exemption) => exemption.product === undefined) ?? own.find((exemption) => exemption.product === product);
}

/** The exemptions with one more, in the place of an older one for the same. */
export function withExemption<Kept extends Exemption>(exemptions: readonly Kept[], added: Kept): Kept[] {
  return [...withoutExemption(exemptions, added), added];
}

/** The exemptions without the one for this vendor, or for this product of it. */
export function withoutExemption<Kept extends Exemption>(
  exemptions: readonly Kept[],
  { vendor, product }: Pick<Exemption, 'vendor' | 'product'>,
): Kept[] {
  return exemptions.filter((exemption) => exemption.vendor !== vendor || exemption.product !== product);
}
