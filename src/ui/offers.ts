/** What could be bought instead, by who vouches for it and in words. */
import type { Offer, OfferConflict } from '../core/finding.ts';
import type { Translator } from './connect.ts';

export type OfferKind = 'approved' | 'expired' | 'bundled';

/** Approved by the organisation, approved once, or offered on a basis of the bundled data. */
export function kindOf({ approval }: Offer): OfferKind {
  if (approval === undefined) return 'bundled';
  return approval.isExpired ? 'expired' : 'approved';
}

/** Offers of each kind, in their order. */
export function offersByKind(offers: readonly Offer[]): Readonly<Record<OfferKind, readonly Offer[]>> {
  const of = (kind: OfferKind): readonly Offer[] => offers.filter((offer) => kindOf(offer) === kind);
  return { approved: of('approved'), expired: of('expired'), bundled: of('bundled') };
}

/** The message above offers of a kind. Only China's collection is domestic by its rule; the others gather what is sold there. */
export function headingOf(kind: OfferKind, homeMarket: string): string {
  if (kind === 'approved') return 'approved_heading';
  if (kind === 'expired') return 'approved_expired_heading';
  return homeMarket === 'CN' ? 'heading_domestic_alternatives' : 'heading_alternatives';
}

/** The sentence made of a family's message for lists that restrict, and of that for lists that may; none where there are none. */
export function wordConflicts(
  { t }: Translator,
  conflicts: readonly OfferConflict[],
  [sure, unsure]: readonly [sure: string, unsure: string],
  name: (conflict: OfferConflict) => string,
): string[] {
  const sentence = (key: string, some: readonly OfferConflict[]): string[] =>
    some.length === 0 ? [] : [t(key, some.map(name).join(t('comma')))];
  return [
    ...sentence(
      sure,
      conflicts.filter(({ isUnsure }) => !isUnsure),
    ),
    ...sentence(
      unsure,
      conflicts.filter(({ isUnsure }) => isUnsure),
    ),
  ];
}
