/** Part numbers in a text: the compiled patterns of an index, run from the places where the trie saw a beginning. */
import { CharClass, type Folded, HYPHEN, isInWord, SPACE } from './fold.ts';
import { LETTER_O, SYMBOLS, symbolOf, ZERO } from './pattern.ts';

/** Letters for a zero that one number may have; a word has more ("FG-OOO"). */
const MAX_LETTERS_FOR_DIGITS = 2;

/** Bits of a step, below the place of the state behind it: that state is a whole number; its own state has no further step. */
export const WHOLE = 2;
export const LAST = 1;
/** Words of a set of symbols. */
export const SET_WORDS = Math.ceil(SYMBOLS / 32);

/**
 * One automaton for all patterns, in which states are shared that go on alike. A state is the place of its first step, 0 that of one
 * without; a step is the set of the symbols that it is taken with, and the state behind it.
 */
export interface PartSteps {
  /** Step → four times the place of the state behind it, with `WHOLE` and `LAST`. The first is of nobody. */
  readonly steps: Uint32Array;
  /** Step → its set. */
  readonly setOf: Uint32Array;
  /** Set → its symbols, a bit each, in `SET_WORDS` words. */
  readonly sets: Uint32Array;
  /** Pattern → its first state, as a step leads to it. */
  readonly starts: Uint32Array;
}

/** Patterns as `PatternPacker` packed them, as views. `packed` begins at a multiple of four bytes in its buffer. */
export function openPatterns({ buffer, byteOffset, byteLength }: Uint8Array): PartSteps {
  const words = new Uint32Array(buffer, byteOffset, byteLength / 4);
  const steps = words[0] as number;
  const sets = 2 + 2 * steps;
  const starts = sets + SET_WORDS * (words[1] as number);
  return {
    steps: words.subarray(2, 2 + steps),
    setOf: words.subarray(2 + steps, sets),
    sets: words.subarray(sets, starts),
    starts: words.subarray(starts),
  };
}

/** The step that is taken from where `from` leads to; 0 where there is none. */
function stepFrom({ steps, setOf, sets }: PartSteps, from: number, symbol: number): number {
  const word = symbol >>> 5;
  const bit = 1 << (symbol & 31);
  for (let place = from >>> 2; place !== 0; place++) {
    const step = steps[place] as number;
    if (((sets[SET_WORDS * (setOf[place] as number) + word] as number) & bit) !== 0) return step;
    if ((step & LAST) !== 0) break;
  }
  return 0;
}

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
  patterns: PartSteps,
  pattern: number,
  classes: Uint8Array,
  text: string,
  folded: Folded,
  from: number,
  end: PartEnd,
): PartEnd {
  const { units, length } = folded;
  end.last = -1;
  end.hasLetterForDigit = false;
  let state = patterns.starts[pattern] as number;
  let letters = 0;
  for (let i = from; i < length; i++) {
    const symbol = symbolOf(units[i] as number);
    if (symbol < 0) break;
    let reached = stepFrom(patterns, state, symbol);
    if (reached === 0 && symbol === LETTER_O && letters < MAX_LETTERS_FOR_DIGITS && hasDigitBeside(classes, folded, from, i)) {
      reached = stepFrom(patterns, state, ZERO);
      letters++;
    }
    state = reached;
    if (state === 0) break;
    if (units[i] === HYPHEN && units[i + 1] === SPACE && i + 1 < length) {
      // Behind a whole number it is a dash, which would swallow the next word, unless the line ends there.
      const blank = text.slice(folded.startOf(i + 1), folded.startOf(i + 2));
      if (end.last < 0 || blank.includes('\n')) i++;
    }
    if ((state & WHOLE) === 0) continue;
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
