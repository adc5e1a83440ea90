/**
 * What may be offered instead, and what speaks against it. Every alternative is checked against all lists, those
 * switched off too: something approved here may be restricted elsewhere, and that is shown, not hidden.
 */
import type { Named, Offer } from './finding.ts';
import type { AlternativeVendor, Catalogue, Category, List, Localized } from './model.ts';
import { isListEnabled, type Policy } from './policy.ts';

/** Sourced before public text before unverified; what others say of a vendor before what it says of itself. */
const VERIFICATION_ORDER = { sourced: 0, 'public-text': 1, unverified: 2 } as const;
const BASIS_ORDER: readonly string[] = [
  'certification',
  'official-catalogue',
  'market-report',
  'press',
  'vendor-document',
  'directory',
  'statement',
];

export interface AlternativesOf {
  readonly offers: readonly Offer[];
  /** Why there are none; undefined when there are some. */
  readonly noneKnown?: Localized;
  /** True where nobody collected alternatives for the home market yet. */
  readonly isUncollected?: true;
}

/**
 * Alternatives for a product category in the home market: without conflict first, then better verified, then by name.
 * The restricted vendor itself is never offered.
 */
export function alternativesFor(category: string | undefined, vendor: string, catalogue: Catalogue, policy: Policy): AlternativesOf {
  const market = catalogue.alternatives.find((file) => file.jurisdiction === policy.homeMarket);
  const described = catalogue.categories.find((entry) => entry.id === category);
  if (!market) return { offers: [], isUncollected: true };
  if (!category || !described) return { offers: [] };
  const offers = market.vendors
    .filter((candidate) => (candidate.vendor ?? candidate.id) !== vendor)
    .flatMap((candidate) => offersOf(candidate, described, catalogue, policy))
    .sort(compareOffers);
  if (offers.length > 0) return { offers };
  const none = market.noneKnown.find((entry) => entry.category === category);
  return none ? { offers, noneKnown: none.reason } : { offers };
}

function offersOf(candidate: AlternativeVendor, category: Category, catalogue: Catalogue, policy: Policy): Offer[] {
  const products = candidate.products.filter((product) => product.category === category.id);
  if (products.length === 0) return [];
  const conflicts = conflictsOf(candidate, catalogue, policy);
  return products.map((product) => {
    const url = product.url ?? candidate.url;
    return {
      vendor: { id: candidate.id, name: candidate.name },
      product: { id: product.id, name: product.name },
      category: { id: category.id, name: category.name },
      ...(url === undefined ? {} : { url }),
      urlVerified:
        product.url === undefined
          ? candidate.urlVerification !== 'unverified'
          : product.verification !== 'unverified' && candidate.urlVerification !== 'unverified',
      verification: product.verification,
      basis: candidate.basis.toSorted((a, b) => rankOf(a.kind) - rankOf(b.kind)),
      conflicts,
    };
  });
}

function conflictsOf(candidate: AlternativeVendor, catalogue: Catalogue, policy: Policy): Offer['conflicts'] {
  const vendor = candidate.vendor ?? candidate.id;
  const listed = catalogue.lists
    .filter((list: List) => list.entries.some((entry) => entry.vendor === vendor))
    .map((list) => ({ title: list.shortTitle, jurisdiction: list.jurisdiction, enabled: isListEnabled(list, policy) }));
  const recorded = candidate.alsoRestricted.map((restriction) => ({
    title: { en: restriction.instrument },
    jurisdiction: restriction.jurisdiction,
    enabled: false,
  }));
  return [...listed, ...recorded];
}

function compareOffers(a: Offer, b: Offer): number {
  return (
    Math.sign(a.conflicts.length) - Math.sign(b.conflicts.length) ||
    VERIFICATION_ORDER[a.verification] - VERIFICATION_ORDER[b.verification] ||
    bestBasis(a) - bestBasis(b) ||
    b.basis.length - a.basis.length ||
    compareNames(a.vendor, b.vendor) ||
    compareNames(a.product, b.product)
  );
}

function rankOf(kind: string): number {
  return BASIS_ORDER.indexOf(kind);
}

function bestBasis(offer: Offer): number {
  return offer.basis[0] ? rankOf(offer.basis[0].kind) : BASIS_ORDER.length;
}

function compareNames(a: Named, b: Named): number {
  return a.name.en < b.name.en ? -1 : a.name.en > b.name.en ? 1 : 0;
}
