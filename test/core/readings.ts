/** Pages in short, and what is found on them as lines to compare. */
import { expect } from 'vitest';
import { weigh } from '../../src/core/evidence.ts';
import type { Block, Match, PageContext } from '../../src/core/finding.ts';
import { buildIndex } from '../../src/core/index-build.ts';
import { type Index, openIndex } from '../../src/core/index-format.ts';
import { screen } from '../../src/core/screen.ts';
import { catalogue, hanPairs } from './invented.ts';

/** Of the invented catalogue. */
export const index = openIndex(buildIndex(catalogue, hanPairs));

/** A text is one block; an array of texts is one block each; a nested array is a row of cells. */
export type Page = string | readonly (string | readonly string[])[];

export function blocksOf(page: Page): Block[] {
  const blocks: Block[] = [];
  (typeof page === 'string' ? [page] : page).forEach((part, row) => {
    if (typeof part === 'string') blocks.push({ id: blocks.length, text: part });
    else for (const text of part) blocks.push({ id: blocks.length, text, row });
  });
  return blocks;
}

export function matchesIn(page: Page, context: PageContext = {}, of: Index = index): Match[] {
  return screen(of, blocksOf(page), context);
}

/** Whether a match is confirmed by its own surroundings, may be by the rest of the page, or has more against it than for it. */
export function standingOf(match: Match): 'settled' | 'open' | 'question' {
  const sum = weigh(match.evidence);
  return sum >= match.needed ? 'settled' : sum < 0 ? 'question' : 'open';
}

/** "owner standing: text", one per match. */
export function readings(page: Page, context: PageContext = {}, of: Index = index): string[] {
  return matchesIn(page, context, of).map(
    (match) => `${match.product ?? match.related ?? match.vendor} ${standingOf(match)}: ${match.text}`,
  );
}

/** "code=text" for each piece of evidence of the only match of `term`. */
export function evidenceOf(page: Page, term: string, context: PageContext = {}, of: Index = index): string[] {
  const found = matchesIn(page, context, of).filter((match) => match.term === term);
  expect(found.map((match) => match.term)).toEqual([term]);
  return (found[0] as Match).evidence.map((evidence) => `${evidence.code}=${evidence.text}`);
}

/** Text that nothing is found in, of the given length. */
export const filler = (length: number): string =>
  'lorem ipsum '
    .repeat(Math.ceil(length / 12))
    .slice(0, length - 1)
    .concat(' ');
