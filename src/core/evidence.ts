/**
 * What each piece of evidence weighs and how much a term needs: the whole of the judgement, in one place.
 *
 * A term is confirmed when the weights of its evidence add up to what it needs, and is only possible below that. So any
 * verdict can be reckoned by hand (`vendor-lens explain` prints the sum). The numbers were chosen on the evaluation
 * corpus; docs/accuracy.md says how far that goes.
 */
import type { Evidence, EvidenceCode } from './finding.ts';

import type { Strength } from './model.ts';
import type { TermInfo } from './term-data.ts';

export const WEIGHTS: Readonly<Record<EvidenceCode, number>> = {
  /* for: nobody else uses the name */
  own_name: 10,
  part_number: 10,
  listed_number: 10,
  unlisted_product: 10,
  /* for: the vendor is near, the nearer the surer */
  vendor_beside: 10,
  vendor_in_row: 7,
  vendor_link: 7,
  vendor_near: 5,
  vendor_in_title: 5,
  vendor_host: 5,
  product_behind: 5,
  product_on_page: 5,
  vendor_on_page: 4,
  /* for: words that belong to the product; see FURTHER_CONTEXT_TERM */
  context_term: 5,
  other_makers: 5,
  /* about the term: these say why evidence is asked for, and weigh nothing */
  shared_number: 0,
  ordinary_word: 0,
  everyday_word: 0,
  generic_words: 0,
  look_alike: 0,
  spread_letters: 0,
  /* against */
  loose_spelling: -1,
  letter_for_digit: -1,
  lower_case: -4,
  not_this: -3,
  other_maker_before: -8,
  other_maker_in_row: -8,
  /* against, whatever else stands there */
  inside_other: -200,
  rebrand: -200,
};

/** The first context term weighs `WEIGHTS.context_term`; the second this much; any further one nothing. */
export const FURTHER_CONTEXT_TERM = 1;

/** What a term needs to be confirmed, by its strength. */
export const NEEDS: Readonly<Record<Strength, number>> = {
  plain: 4,
  /** One sign is enough, the vendor anywhere on the page among them. */
  context: 4,
  /** One sign is enough, but the vendor elsewhere on the page says too little of Horizon or Falcon. */
  word: 5,
  /** Nothing but the vendor's name: right before words, in the row of a number. */
  vendor: 7,
};

/** Codes of a few letters or digits mean too many things for the vendor somewhere else on the page to decide. */
const NEEDED_BY_CODE = 5;

/** What a term needs to be confirmed. */
export function neededBy({ kind, strength }: Pick<TermInfo, 'kind' | 'strength'>): number {
  const isCode = kind === 'part-number' || kind === 'abbreviation';
  return isCode && strength === 'context' ? NEEDED_BY_CODE : NEEDS[strength];
}

/** The sum of the weights. */
export function weigh(evidence: readonly Evidence[]): number {
  return weightsOf(evidence).reduce((sum, weight) => sum + weight, 0);
}

/** The weight of each piece, in the same order: a second context term weighs less than the first. */
export function weightsOf(evidence: readonly Evidence[]): number[] {
  let contextTerms = 0;
  return evidence.map(({ code }) => {
    if (code !== 'context_term') return WEIGHTS[code];
    contextTerms++;
    if (contextTerms === 1) return WEIGHTS.context_term;
    return contextTerms === 2 ? FURTHER_CONTEXT_TERM : 0;
  });
}
