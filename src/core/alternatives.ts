/**
 * What may be offered instead, and what speaks against it. Every alternative is checked against all lists, those
 * switched off too: something approved here may be restricted elsewhere, and that is shown, not hidden.
 */
import { approvedOffers, type Owner } from './approved.ts';
import { basisOf, NO_BASIS, pageOf, productsOf, rankOfBasis, vendorOf } from './bundled.ts';
import type { AlternativesOf, Named, Offer, OfferConflict } from './finding.ts';
import type { Lookup } from './lookup.ts';
import type { Alternatives, AlternativeVendor, Category, Localized } from './model.ts';
import { isListEnabled, type Policy } from './policy.ts';

/** Sourced before public text before unverified. */
const VERIFICATION_ORDER = { sourced: 0, 'public-text': 1, unverified: 2 } as const;

/**
 * Alternatives for a product category: what the organisation approved, then those of the home market. A vendor that is
 * both is offered once, as approved. Without a category only vendors are offered that are approved for whatever they
 * make. The restricted vendor itself is never offered.
 */
export function alternativesFor(category: string | undefined, vendor: string, lookup: Lookup, policy: Policy): AlternativesOf {
  const market = lookup.catalogue.alternatives.find((file) => file.jurisdiction === policy.homeMarket);
  const described = category === undefined ? undefined : lookup.categories.get(category);
  const approved = approvedOffers(lookup.approved, {
    category: described,
    categories: lookup.categories,
    vendor,
    market,
    policy,
    conflictsOf: (owners, candidate) => conflictsOf(owners, candidate, lookup, policy),
  });
  const more = approved.more === 0 ? {} : { moreApproved: approved.more };
  if (!market) return { offers: approved.offers, ...more, isUncollected: true };
  if (!described) return { offers: approved.offers, ...more };
  const isItself = (candidate: AlternativeVendor): boolean =>
    vendorOf(candidate) === vendor || lookup.approved.ownersOf(candidate.id).some((owner) => owner.vendor === vendor);
  const bundled = market.vendors.filter((candidate) => !isItself(candidate));
  const offers = bundled
    .filter(({ id }) => !approved.alternatives.has(id))
    .flatMap((candidate) => offersOf(candidate, described, lookup, policy))
    .sort(compareOffers);
  const isAny = bundled.some((candidate) => productsOf(candidate, described).length > 0);
  const none = isAny ? undefined : noneKnown(market, described);
  return { offers: [...approved.offers, ...offers], ...more, ...(none ? { noneKnown: none } : {}) };
}

function noneKnown(market: Alternatives, { id }: Category): Localized | undefined {
  return market.noneKnown.find((entry) => entry.category === id)?.reason;
}

function offersOf(candidate: AlternativeVendor, category: Category, lookup: Lookup, policy: Policy): Offer[] {
  const products = productsOf(candidate, category);
  if (products.length === 0) return [];
  const conflicts = conflictsOf([], candidate, lookup, policy);
  return products.map((product) => ({
    vendor: { id: candidate.id, name: candidate.name },
    product: { id: product.id, name: product.name },
    category: { id: category.id, name: category.name },
    ...pageOf(candidate, product),
    verification: product.verification,
    basis: basisOf(candidate),
    conflicts,
  }));
}

/** What restricts a vendor: as the owners of its name, and as the bundled alternative that it is. */
function conflictsOf(
  owners: readonly Owner[],
  candidate: AlternativeVendor | undefined,
  lookup: Lookup,
  policy: Policy,
): readonly OfferConflict[] {
  const all = candidate ? [...owners, { vendor: vendorOf(candidate), isSure: true }, ...lookup.approved.ownersOf(candidate.id)] : owners;
  if (all.length === 0) return [];
  const byList = new Map<string, OfferConflict>();
  // What is sure speaks for its list.
  for (const owner of all.toSorted((a, b) => Number(b.isSure) - Number(a.isSure))) {
    const unsure = owner.isSure ? {} : { isUnsure: true as const };
    const own = lookup.ownListOf(owner.vendor);
    if (own && !byList.has(own.id)) byList.set(own.id, { title: { en: own.title }, enabled: isListEnabled(own, policy), ...unsure });
    for (const { list, entry } of lookup.entriesOf(owner.vendor)) {
      if (byList.has(list.id) || (owner.product !== undefined && entry.products && !entry.products.includes(owner.product))) continue;
      const { jurisdiction } = list;
      byList.set(list.id, { title: list.shortTitle, jurisdiction, enabled: isListEnabled(list, policy), ...unsure });
    }
  }
  const recorded = (candidate?.alsoRestricted ?? []).map((restriction) => ({
    title: restriction.instrument,
    jurisdiction: restriction.jurisdiction,
    enabled: false,
  }));
  return [...byList.values(), ...recorded];
}

function compareOffers(a: Offer, b: Offer): number {
  return (
    Math.sign(a.conflicts.length) - Math.sign(b.conflicts.length) ||
    VERIFICATION_ORDER[a.verification] - VERIFICATION_ORDER[b.verification] ||
    bestBasis(a) - bestBasis(b) ||
    b.basis.length - a.basis.length ||
    compareNames(a.vendor, b.vendor) ||
    compareNames(a.product ?? a.vendor, b.product ?? b.vendor)
  );
}

function bestBasis(offer: Offer): number {
  return offer.basis[0] ? rankOfBasis(offer.basis[0].kind) : NO_BASIS;
}

function compareNames(a: Named, b: Named): number {
  return a.name.en < b.name.en ? -1 : a.name.en > b.name.en ? 1 : 0;
}
