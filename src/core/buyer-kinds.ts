/** What may be true of a buyer, several at once: what the organisation is, then what it does. Apart from the schemas, for pages that have none. */
export const buyerKinds = [
  'public-body',
  'state-owned',
  'private-company',
  'government-supplier',
  'public-funds',
  'critical-infrastructure',
  'telecom',
  'defence',
] as const;

export type BuyerKind = (typeof buyerKinds)[number];
