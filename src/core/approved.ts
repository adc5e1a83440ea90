/**
 * The organisation's approved vendors, as they are offered: the only ones that are called approved.
 *
 * An approval covers a category where it names the category, one that is broader, or none at all. Whose vendor an entry is
 * was found out before (`approved-owners.ts`): an entry that is also a bundled alternative becomes one offer with it, and
 * one that is restricted itself says so.
 */
import { basisOf, pageOf, productsOf } from './bundled.ts';
import type { Approval, ContraryApproval, Named, Offer, OfferConflict } from './finding.ts';
import type { Alternatives, AlternativeVendor, Category } from './model.ts';
import type { ApprovedEntry, OwnList } from './own-list.ts';
import { isListEnabled, type Policy } from './policy.ts';

/** Approved offers of one product at most; a reviewer compares a few, and a message carries them. */
const MAX_OFFERS = 50;
const MAX_CONTRARY = 10;

/** A vendor that a name stands for: of the bundled data, or an entry of an own restricted list. */
export interface Owner {
  readonly vendor: string;
  /** Set where a product of the vendor is named. */
  readonly product?: string;
  /** False where the name also means other things. */
  readonly isSure: boolean;
}

/** An approved entry with what is known of its vendor. */
export interface ApprovedVendor {
  readonly list: Pick<OwnList, 'id' | 'title'>;
  /** Counts the entries of the list from 0. */
  readonly number: number;
  readonly entry: ApprovedEntry;
  /** The same for what is the same company: the id of a bundled alternative, else its folded name. */
  readonly company: string;
  /** The company and the product, folded: the same for what is the same. */
  readonly key: string;
  readonly owners: readonly Owner[];
  /** Ids of bundled alternative vendors that are this one. */
  readonly alternatives: readonly string[];
}

/** How an approval covers a category, the closest first. */
const Cover = { own: 0, broader: 1, any: 2 } as const;
type Cover = (typeof Cover)[keyof typeof Cover];

interface Covering {
  readonly approved: ApprovedVendor;
  readonly cover: Cover;
}

/** All approved entries of all lists, switched off ones included, by what they are asked for. */
export class ApprovedVendors {
  private readonly byCategory = new Map<string, ApprovedVendor[]>();
  private readonly forAny: ApprovedVendor[] = [];
  private readonly byOwner = new Map<string, ApprovedVendor[]>();

  constructor(
    readonly all: readonly ApprovedVendor[] = [],
    /** Bundled alternatives, by id, that stand on own restricted lists. */
    private readonly restricted: ReadonlyMap<string, readonly Owner[]> = new Map(),
  ) {
    // In the order in which equals are offered, once for all that is asked.
    for (const approved of all.toSorted(compareVendors)) {
      if (approved.entry.categories.length === 0) this.forAny.push(approved);
      for (const category of new Set(approved.entry.categories)) append(this.byCategory, category, approved);
      for (const vendor of new Set(approved.owners.map((owner) => owner.vendor))) append(this.byOwner, vendor, approved);
    }
  }

  /** Entries that cover a category, each once; without a category those that cover whatever the vendor makes. */
  covering(category: Category | undefined, categories: ReadonlyMap<string, Category>): Covering[] {
    const known = new Map<ApprovedVendor, Cover>();
    const seen = new Set<string>();
    for (let at = category; at && !seen.has(at.id); at = at.broader === undefined ? undefined : categories.get(at.broader)) {
      seen.add(at.id);
      for (const approved of this.byCategory.get(at.id) ?? []) {
        if (!known.has(approved)) known.set(approved, at === category ? Cover.own : Cover.broader);
      }
    }
    const named = [...known].map(([approved, cover]) => ({ approved, cover }));
    return [...named, ...this.forAny.map((approved) => ({ approved, cover: Cover.any }))];
  }

  /** Entries that approve a vendor, or one of its products. */
  of(vendor: string): readonly ApprovedVendor[] {
    return this.byOwner.get(vendor) ?? [];
  }

  /** The own restricted entries that a bundled alternative is. */
  ownersOf(alternative: string): readonly Owner[] {
    return this.restricted.get(alternative) ?? [];
  }
}

function compareVendors({ entry: a }: ApprovedVendor, { entry: b }: ApprovedVendor): number {
  return (
    compareTexts(a.vendor, b.vendor) ||
    compareTexts(a.product ?? '', b.product ?? '') ||
    // Of two approvals of the same, the one that lasts longer; one without an end lasts longest.
    compareTexts(b.validUntil ?? '~', a.validUntil ?? '~')
  );
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

/** What the offers are made for. */
export interface Wanted {
  readonly category: Category | undefined;
  readonly categories: ReadonlyMap<string, Category>;
  /** The restricted vendor, which is not offered instead of itself. */
  readonly vendor: string;
  readonly market: Alternatives | undefined;
  readonly policy: Policy;
  conflictsOf(owners: readonly Owner[], candidate: AlternativeVendor | undefined): readonly OfferConflict[];
}

export interface ApprovedOffers {
  /** Valid before expired, not restricted here before restricted, the closest category first, then by name. */
  readonly offers: readonly Offer[];
  /** How many entries rank behind those. */
  readonly more: number;
  /** Ids of bundled alternative vendors that are approved. */
  readonly alternatives: ReadonlySet<string>;
}

interface Ranked {
  readonly covering: Covering;
  readonly isExpired: boolean;
  readonly conflicts: readonly OfferConflict[];
  readonly candidate: AlternativeVendor | undefined;
}

/** Approved vendors of the lists that are on. What two lists approve is offered once, by the approval that ranks first. */
export function approvedOffers(all: ApprovedVendors, wanted: Wanted): ApprovedOffers {
  const { category, categories, vendor, market, policy } = wanted;
  const byRank: Ranked[][] = [];
  const merged = new Set<string>();
  for (const covering of all.covering(category, categories)) {
    const { list, entry, owners, alternatives } = covering.approved;
    if (!isListEnabled(list, policy) || owners.some((owner) => owner.vendor === vendor)) continue;
    const candidate = alternatives.length === 0 ? undefined : market?.vendors.find(({ id }) => alternatives.includes(id));
    if (candidate) merged.add(candidate.id);
    const conflicts = wanted.conflictsOf(owners, candidate);
    const expired = isExpired(entry, policy);
    const rank = rankOf(expired, conflicts, covering.cover);
    byRank[rank] ??= [];
    byRank[rank].push({ covering, isExpired: expired, conflicts, candidate });
  }
  const ranked = byRank.flat();
  const taken = new Set<string>();
  const offers: Offer[] = [];
  let looked = 0;
  for (const one of ranked) {
    if (offers.length === MAX_OFFERS) break;
    looked++;
    const { key } = one.covering.approved;
    if (!taken.has(key)) offers.push(toOffer(one, category, categories));
    taken.add(key);
  }
  return { offers, more: ranked.length - looked, alternatives: merged };
}

/** `validUntil` is the last day on which it holds. */
export function isExpired({ validUntil }: Pick<ApprovedEntry, 'validUntil'>, { today }: Pick<Policy, 'today'>): boolean {
  return validUntil !== undefined && (today === undefined || validUntil < today);
}

/** Expired last, before those what a list that is on surely restricts, then the closest category, then what no list restricts. */
function rankOf(expired: boolean, conflicts: readonly OfferConflict[], cover: Cover): number {
  const isBarred = conflicts.some(({ enabled, isUnsure }) => enabled && !isUnsure);
  return Number(expired) * 16 + Number(isBarred) * 8 + cover * 2 + Number(conflicts.length > 0);
}

function toOffer(
  { covering: { approved, cover }, isExpired: expired, conflicts, candidate }: Ranked,
  category: Category | undefined,
  categories: ReadonlyMap<string, Category>,
): Offer {
  const { entry, list, number } = approved;
  const id = `${list.id}:${number}`;
  const bundled = candidate && category ? productsOf(candidate, category) : [];
  const [known] = entry.product === undefined ? bundled : [];
  const own = entry.url?.startsWith('https://') ? { url: entry.url, urlVerified: true } : undefined;
  const named = cover === Cover.any ? undefined : coveredBy(entry, category, categories);
  return {
    vendor: { id: candidate?.id ?? id, name: { en: entry.vendor } },
    ...(entry.product === undefined ? {} : { product: { id, name: { en: entry.product } } }),
    ...(named === undefined ? {} : { category: named }),
    ...(own ?? (candidate ? pageOf(candidate, known) : { urlVerified: true })),
    // What the organisation says of its own vendors is not for us to doubt.
    verification: 'sourced',
    basis: candidate ? basisOf(candidate) : [],
    conflicts,
    approval: describeApproval(approved, expired),
    ...(entry.product === undefined && bundled.length > 0 ? { known: bundled.map(({ name }) => name) } : {}),
  };
}

/** The category that the approval names: the wanted one, or the closest broader one. */
function coveredBy(
  { categories: own }: ApprovedEntry,
  category: Category | undefined,
  categories: ReadonlyMap<string, Category>,
): Named | undefined {
  let at = category;
  while (at && !own.includes(at.id)) at = at.broader === undefined ? undefined : categories.get(at.broader);
  return at && { id: at.id, name: at.name };
}

function describeApproval({ entry, list }: ApprovedVendor, expired: boolean): Approval {
  const { reference, validUntil, scope, region, note } = entry;
  return {
    list: list.title,
    isExpired: expired,
    ...(reference === undefined ? {} : { reference }),
    ...(validUntil === undefined ? {} : { validUntil }),
    ...(scope === undefined ? {} : { scope }),
    ...(region === undefined ? {} : { region }),
    ...(note === undefined ? {} : { note }),
  };
}

/** Lists that are on and approve the restricted vendor itself; valid approvals first. */
export function contraryApprovals(all: ApprovedVendors, vendor: string, policy: Policy): ContraryApproval[] {
  const approvals = all
    .of(vendor)
    .filter(({ list }) => isListEnabled(list, policy))
    .map((approved): ContraryApproval => {
      const { entry } = approved;
      const named = entry.product === undefined ? {} : { product: entry.product };
      return { ...describeApproval(approved, isExpired(entry, policy)), vendor: entry.vendor, ...named };
    });
  return approvals.sort((a, b) => Number(a.isExpired) - Number(b.isExpired)).slice(0, MAX_CONTRARY);
}
