/** Which lists a buyer should switch on, from what the lists say of those whom they reach. */
import type { BuyerKind } from './buyer-kinds.ts';
import type { AppliesTo, List } from './model.ts';

/** What a buyer said of itself. */
export interface BuyerProfile {
  readonly homeMarket: string;
  /** Empty where nothing was said. */
  readonly buyer: readonly BuyerKind[];
}

export interface Proposal {
  readonly list: List;
  /**
   * `proposed`: of the home market, and it reaches this buyer. `elsewhere`: of another market, and it reaches who sells to its
   * public bodies or spends their money, as this buyer does somewhere. `other`: neither.
   */
  readonly standing: 'proposed' | 'elsewhere' | 'other';
  /** Why; what binds comes first. Empty where nothing was said, and for `other`. */
  readonly reasons: readonly AppliesTo[];
}

/** Ties to a public body that reach over a border. */
const TIES: ReadonlySet<BuyerKind> = new Set(['government-supplier', 'public-funds']);

/**
 * What each list means to a buyer: those that bind first, else in their own order. Of who says nothing all lists of the home market are
 * taken to apply: too many is the lesser harm.
 */
export function proposeLists(lists: readonly List[], { homeMarket, buyer }: BuyerProfile): Proposal[] {
  const ties = buyer.filter((kind) => TIES.has(kind));
  const proposals = lists.map((list): Proposal => {
    const isHome = list.jurisdiction === homeMarket;
    const reasons = reasonsFor(list, isHome ? buyer : ties);
    const isReached = reasons.length > 0 || (isHome && buyer.length === 0);
    return { list, standing: !isReached ? 'other' : isHome ? 'proposed' : 'elsewhere', reasons };
  });
  const binds = ({ reasons }: Proposal): number => Number(reasons[0]?.force === 'binds');
  return proposals.sort((a, b) => binds(b) - binds(a));
}

function reasonsFor({ appliesTo }: List, buyer: readonly BuyerKind[]): AppliesTo[] {
  return appliesTo
    .filter(({ buyers }) => buyers.some((kind) => buyer.includes(kind)))
    .sort((a, b) => Number(b.force === 'binds') - Number(a.force === 'binds'));
}
