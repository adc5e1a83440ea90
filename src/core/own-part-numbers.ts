/** Part numbers of the organisation's own lists: what a pattern must have, since nobody checked it on real text. */
import { PatternError, type PatternNode, parsePattern, SYM_HYPHEN } from './pattern.ts';
import { type ReadyPattern, readyPattern } from './pattern-data.ts';

/** Letters or digits that are the same in all numbers of a family. With fewer it would be found on any page. */
const FIXED = 2;
/** Letters and digits of a number that few others have; of one that is nothing but digits, as prices and dates are. */
const ENOUGH = 4;
const ENOUGH_DIGITS = 8;

/** The pattern would be found on any page. */
export class WidePatternError extends PatternError {
  override name = 'WidePatternError';
}

export interface OwnPartNumber {
  readonly pattern: ReadyPattern;
  /** Its numbers may be so short that they mean too many things. */
  readonly isShort: boolean;
}

/** A pattern of an own list made ready. Throws `PatternError` where it cannot be used, `WidePatternError` where it must not. */
export function readyPartNumber(pattern: string): OwnPartNumber {
  const { length, letters } = narrow(pattern);
  return { pattern: readyPattern(pattern), isShort: length < (letters > 0 ? ENOUGH : ENOUGH_DIGITS) };
}

/** One number and no family: nothing about it can be too large or too intricate. */
const ONE_NUMBER = /^[a-z\d][a-z\d-]{1,63}$/i;

/** Throws what `readyPartNumber` throws. */
export function checkPartNumber(pattern: string): void {
  if (ONE_NUMBER.test(pattern)) narrow(pattern);
  else readyPartNumber(pattern);
}

function narrow(pattern: string): Least {
  const least = leastOf(parsePattern(pattern));
  if (least.fixed >= FIXED) return least;
  throw new WidePatternError(
    `pattern "${pattern}" would be found everywhere: it needs at least ${FIXED} letters or digits that do not vary`,
  );
}

/** What every text of a pattern has, at least. */
interface Least {
  /** Letters and digits that do not vary. */
  readonly fixed: number;
  /** Letters and digits. */
  readonly length: number;
  readonly letters: number;
}

const isLetter = (symbol: number): boolean => symbol >= 10 && symbol < SYM_HYPHEN;

function leastOf(node: PatternNode): Least {
  switch (node.kind) {
    case 'set': {
      const isWord = node.symbols.every((symbol) => symbol < SYM_HYPHEN);
      return { fixed: isWord && node.symbols.length === 1 ? 1 : 0, length: isWord ? 1 : 0, letters: node.symbols.every(isLetter) ? 1 : 0 };
    }
    case 'repeat': {
      const { fixed, length, letters } = leastOf(node.part);
      return { fixed: node.min * fixed, length: node.min * length, letters: node.min * letters };
    }
    default: {
      const all = node.parts.map(leastOf);
      const joined = (of: (least: Least) => number): number =>
        node.kind === 'sequence' ? all.reduce((sum, least) => sum + of(least), 0) : Math.min(...all.map(of));
      return { fixed: joined(({ fixed }) => fixed), length: joined(({ length }) => length), letters: joined(({ letters }) => letters) };
    }
  }
}
