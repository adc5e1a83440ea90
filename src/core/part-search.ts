/** Part numbers in a text: the compiled patterns of an index, run from the places where the trie saw a beginning. */
import { CharClass, type Folded, HYPHEN, isInWord, SPACE } from './fold.ts';
import type { IndexPart } from './index-format.ts';
import { LETTER_O, SYMBOLS, symbolOf, ZERO } from './pattern.ts';

/** Letters for a zero that one number may have; a word has more ("FG-OOO"). */
const MAX_LETTERS_FOR_DIGITS = 2;

/** Whether so many states need two bytes for the number of one, the lower first; otherwise it is one. */
export const isWide = (states: number): boolean => states > 256;

/** Where a part number ends. */
export interface PartEnd {
  /** Folded unit behind the number, -1 where there is none. */
  last: number;
  hasLetterForDigit: boolean;
}

/**
 * The longest part number of a pattern that begins at folded unit `from`; overwrites `end` and returns it. A hyphen at
 * the end of a line is still one hyphen, and so is one with a blank behind it in a number that is not whole yet; where a
 * number can only go on with a zero the letter O is taken for it.
 */
export function findPart(
  part: Pick<IndexPart, 'patterns' | 'patternStarts'>,
  pattern: number,
  classes: Uint8Array,
  text: string,
  folded: Folded,
  from: number,
  end: PartEnd,
): PartEnd {
  const { patterns } = part;
  const { units, length } = folded;
  const at = part.patternStarts[pattern] as number;
  const columns = patterns[at] as number;
  const states = (patterns[at + 1] as number) | ((patterns[at + 2] as number) << 8);
  const classOf = at + 3;
  const accepting = classOf + SYMBOLS;
  const next = accepting + states;
  const wide = isWide(states);
  const behind = (state: number, symbol: number): number => {
    const cell = state * columns + (patterns[classOf + symbol] as number);
    return wide
      ? (patterns[next + 2 * cell] as number) | ((patterns[next + 2 * cell + 1] as number) << 8)
      : (patterns[next + cell] as number);
  };
  end.last = -1;
  end.hasLetterForDigit = false;
  let state = 1;
  let letters = 0;
  for (let i = from; i < length; i++) {
    const symbol = symbolOf(units[i] as number);
    if (symbol < 0) break;
    let reached = behind(state, symbol);
    if (reached === 0 && symbol === LETTER_O && letters < MAX_LETTERS_FOR_DIGITS && hasDigitBeside(classes, folded, from, i)) {
      reached = behind(state, ZERO);
      letters++;
    }
    state = reached;
    if (state === 0) break;
    if (units[i] === HYPHEN && units[i + 1] === SPACE && i + 1 < length) {
      // Behind a whole number it is a dash, which would swallow the next word, unless the line ends there.
      const blank = text.slice(folded.startOf(i + 1), folded.startOf(i + 2));
      if (end.last < 0 || blank.includes('\n')) i++;
    }
    if (patterns[accepting + state] === 0) continue;
    if (i + 1 < length && isInWord(classes[units[i + 1] as number])) continue;
    end.last = i + 1;
    end.hasLetterForDigit = letters > 0;
  }
  return end;
}

/** Whether a digit stands right before or behind folded unit `at`, other letters O aside. */
function hasDigitBeside(classes: Uint8Array, { units, length }: Folded, from: number, at: number): boolean {
  let left = at - 1;
  while (left > from && units[left] === 0x6f) left--;
  let right = at + 1;
  while (right < length && units[right] === 0x6f) right++;
  return (
    (left >= from && classes[units[left] as number] === CharClass.digit) ||
    (right < length && classes[units[right] as number] === CharClass.digit)
  );
}
