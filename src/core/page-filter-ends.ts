/** Where a name of the page's filter may end, and what capitals it needs to be a candidate. */
import { Code, isCapital, isClosed, isSmall } from './page-filter-codes.ts';

/** The capitals without which the text is no candidate. */
export const Capitals = { any: 0, some: 1, first: 2, all: 3 } as const;

/**
 * Whether a name that ends at `at` and began at `from` is a candidate, as far as the filter can tell. `units`: the codes of
 * the text.
 */
export function endsWhole(units: Uint8Array, text: string, from: number, at: number, capitals: number, anyCase: boolean): boolean {
  if (!anyCase && capitals !== Capitals.any && !hasCapitals(units, text, from, at, capitals)) return false;
  return mayEnd(units, text, from, at);
}

/** What is not written in plain ASCII may be anything. */
function hasCapitals(units: Uint8Array, text: string, from: number, at: number, capitals: number): boolean {
  if (capitals === Capitals.first) return !isSmall(text.charCodeAt(from));
  for (let i = from; i < at; i++) {
    const unit = text.charCodeAt(i);
    if (capitals === Capitals.all && isSmall(unit)) return false;
    if (capitals === Capitals.some && (isCapital(unit) || (unit >= 0x80 && isClosed(units[i] as number)))) return true;
  }
  return capitals === Capitals.all;
}

/** Units of a name behind which more of its word may follow. */
export const ENOUGH = 4;

/** As `endsWord` of the matcher, a little more freely. */
function mayEnd(units: Uint8Array, text: string, from: number, at: number): boolean {
  if (at >= text.length) return true;
  const next = units[at] as number;
  const last = units[at - 1] as number;
  if (!isClosed(next) || !isClosed(last)) return true;
  if (at - from < ENOUGH || (last >= Code.digit && last < Code.letter)) return false;
  const unit = text.charCodeAt(at);
  const isDigit = next >= Code.digit && next < Code.letter;
  return isDigit || next === LETTER_S || unit >= 0x80 || (isCapital(unit) && isSmall(text.charCodeAt(at - 1)));
}

const LETTER_S = Code.letter + 18;
