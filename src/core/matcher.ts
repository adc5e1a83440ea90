/**
 * The search: folded text → every term, context term, `notThis` phrase and part number in it, overlaps included.
 *
 * A trie is walked from the places where a word may begin and from nowhere else, so nothing inside a word is ever
 * tried. Where a term has a separator, the text may have hyphen, space or nothing; that makes the walk branch, but only
 * at those places and never more than once each, so the cost per character is bounded by the longest term and does not
 * grow with the number of terms.
 *
 * A boundary has one definition, `startsWord` and `endsWord` below. A Latin or digit edge is closed against letters
 * and digits and open beside Han, kana, Hangul and punctuation; a Han edge is always open. Two things may follow a
 * name that ends in letters: a plural s, and a model number (`FortiGate60F`, `ESXi8`). A capital behind a small letter
 * is a boundary as well, for names of some length: texts are glued where markup was lost (`OverviewFortinet`,
 * `FortinetFirewalls`). So are the written-out escapes `\t`, `\n` and `\r`.
 */
import { CharClass, Folded, foldInto, HYPHEN, SPACE } from './fold.ts';
import { HARD_SEPARATOR, type Index, LEGAL_SEPARATOR, PayloadKind, SOFT_SEPARATOR } from './index-format.ts';
import { LETTER_O, SYMBOLS, symbolOf, ZERO } from './pattern.ts';

/** Set when a space or hyphen stands inside a word of the term ("Smart Console" for SmartConsole). */
export const LOOSE = 1;
/** Set when a model number follows without a separator. */
export const MODEL_FOLLOWS = 2;
/** Set when a part number has the letter O where its family has a zero. */
export const LETTER_FOR_DIGIT = 4;
/** Set when the word goes on before or behind, and only a capital parts it. */
export const GLUED = 8;

/** Candidates of one text. Reused between texts: valid until the next `scan` with it. */
export class Candidates {
  payload: Int32Array<ArrayBuffer> = new Int32Array(256);
  /** Offsets into the original text, half-open. */
  start: Int32Array<ArrayBuffer> = new Int32Array(256);
  end: Int32Array<ArrayBuffer> = new Int32Array(256);
  flags: Uint8Array<ArrayBuffer> = new Uint8Array(256);
  length = 0;
  readonly folded = new Folded();

  add(payload: number, start: number, end: number, flags: number): void {
    if (this.length === this.payload.length) this.grow();
    this.payload[this.length] = payload;
    this.start[this.length] = start;
    this.end[this.length] = end;
    this.flags[this.length++] = flags;
  }

  private grow(): void {
    const size = this.payload.length * 2;
    const copy = (from: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> => {
      const to = new Int32Array(size);
      to.set(from);
      return to;
    };
    this.payload = copy(this.payload);
    this.start = copy(this.start);
    this.end = copy(this.end);
    const flags = new Uint8Array(size);
    flags.set(this.flags);
    this.flags = flags;
  }
}

/** Branches that may wait at once; more than any term has separators. */
const STACK = 96;
const stackState = new Int32Array(STACK);
const stackAt = new Int32Array(STACK);
const stackFlags = new Uint8Array(STACK);

/** Finds all candidates of `text` and leaves them in `out`, in order of their start. */
export function scan(index: Index, text: string, out: Candidates): Candidates {
  out.length = 0;
  const folded = foldInto(index, text, out.folded);
  const { units, length } = folded;
  const { classes, symbols, cells } = index;
  const rootBase = cells[2] as number;
  for (let at = 0; at < length; at++) {
    const unit = units[at] as number;
    const symbol = symbols[unit] as number;
    if (symbol === 0) continue;
    const isGlued = !startsWord(classes, text, folded, at) && !followsEscape(text, folded, at);
    if (isGlued && !followsSmallLetter(text, folded, at)) continue;
    const state = rootBase + symbol;
    if (cells[2 * state + 1] === 1) walk(index, text, folded, at, state, isGlued, out);
  }
  return out;
}

/** Whether a match may begin at folded unit `at`. */
function startsWord(classes: Uint8Array, text: string, folded: Folded, at: number): boolean {
  if (at === 0) return true;
  const { units, starts } = folded;
  const own = classes[units[at] as number];
  if (own !== CharClass.letter && own !== CharClass.digit) return true;
  const before = classes[units[at - 1] as number];
  if (before === CharClass.letter || before === CharClass.digit || before === CharClass.mark) return false;
  // The letter of a written-out escape is no letter of a word: "can\nexpose" does not say "nexpose". Only small ones are.
  return units[at - 1] !== 0x5c || !isEscape(text.charCodeAt(starts[at] as number));
}

/** t, n, r: behind a backslash a tab or line end. */
const isEscape = (unit: number): boolean => unit === 0x74 || unit === 0x6e || unit === 0x72;

const isCapital = (unit: number): boolean => unit >= 0x41 && unit <= 0x5a;
const isSmall = (unit: number): boolean => unit >= 0x61 && unit <= 0x7a;

/** Whether folded unit `at` is a capital behind a small letter. */
function followsSmallLetter(text: string, folded: Folded, at: number): boolean {
  const start = folded.starts[at] as number;
  return isCapital(text.charCodeAt(start)) && isSmall(text.charCodeAt(start - 1));
}

/** Whether folded unit `at` stands behind a tab or line end that is written out, as in `\tFortinet`. */
function followsEscape(text: string, folded: Folded, at: number): boolean {
  const start = folded.starts[at] as number;
  return isEscape(text.charCodeAt(start - 1)) && text.charCodeAt(start - 2) === 0x5c;
}

/** -1: a match may not end before folded unit `at`. Otherwise the flags that this end gives it. */
function endsWord(index: Index, text: string, folded: Folded, from: number, at: number): number {
  if (at >= folded.length) return 0;
  const { classes } = index;
  const { units } = folded;
  const last = classes[units[at - 1] as number];
  if (last !== CharClass.letter && last !== CharClass.digit) return 0;
  const next = classes[units[at] as number];
  if (next !== CharClass.letter && next !== CharClass.digit && next !== CharClass.mark) return 0;
  // What may follow a name of some length that ends in a letter. Short ones would find too much ("PANs", "PA220" …).
  if (last !== CharClass.letter || at - from < 4) return -1;
  if (next === CharClass.digit) return MODEL_FOLLOWS;
  if (units[at] === 0x73 && at - from >= 5) {
    const behind = at + 1 < folded.length ? classes[units[at + 1] as number] : CharClass.other;
    if (behind !== CharClass.letter && behind !== CharClass.digit && behind !== CharClass.mark) return 0;
  }
  const end = folded.starts[at] as number;
  return isCapital(text.charCodeAt(end)) && isSmall(text.charCodeAt(end - 1)) ? GLUED : -1;
}

function walk(index: Index, text: string, folded: Folded, from: number, firstState: number, isGlued: boolean, out: Candidates): void {
  const { symbols, cells, outputs } = index;
  const { units, length } = folded;
  let top = 0;
  let state = firstState;
  let at = from + 1;
  let flags = 0;
  for (;;) {
    if (state < outputs.length && (outputs[state] as number) !== 0)
      accept(index, text, folded, from, at, state, isGlued ? flags | GLUED : flags, out);
    const base = cells[2 * state] as number;
    let advanced = false;
    if (base !== 0) {
      // Branches for the separators a term may have here; each waits while the plain continuation is followed.
      for (let separator = HARD_SEPARATOR; separator <= LEGAL_SEPARATOR; separator++) {
        const next = base + separator;
        if (cells[2 * next + 1] !== state || top + 1 >= STACK) continue;
        const behind = skipSeparator(units, length, at, separator);
        stackState[top] = next;
        stackAt[top] = behind;
        stackFlags[top++] = separator === SOFT_SEPARATOR && behind > at ? flags | LOOSE : flags;
      }
      if (at < length) {
        const symbol = symbols[units[at] as number] as number;
        const next = base + symbol;
        if (symbol !== 0 && cells[2 * next + 1] === state) {
          state = next;
          at++;
          advanced = true;
        }
      }
    }
    if (advanced) continue;
    if (top === 0) return;
    top--;
    state = stackState[top] as number;
    at = stackAt[top] as number;
    flags = stackFlags[top] as number;
  }
}

/** Behind the separator that stands at `at`: at most three units of hyphens and spaces, in legal names also . and , */
function skipSeparator(units: Uint16Array, length: number, at: number, separator: number): number {
  let behind = at;
  while (behind < length && behind - at < 3) {
    const unit = units[behind] as number;
    const skips = unit === SPACE || unit === HYPHEN || (separator === LEGAL_SEPARATOR && (unit === 0x2e || unit === 0x2c));
    if (!skips) break;
    behind++;
  }
  return behind;
}

function accept(index: Index, text: string, folded: Folded, from: number, at: number, state: number, flags: number, out: Candidates): void {
  const { payloads } = index;
  const list = index.outputs[state] as number;
  const count = payloads[list] as number;
  const start = folded.starts[from] as number;
  let ending = -2;
  for (let i = list + 1; i <= list + count; i++) {
    const payload = payloads[i] as number;
    const kind = payload & 3;
    if (kind === PayloadKind.pattern) {
      const part = longestPart(index, text, folded, from, payload >>> 2);
      if (part.last > 0) out.add(payload, start, folded.endOf(text, part.last - 1), part.flags | (flags & GLUED));
      continue;
    }
    if (kind === PayloadKind.term && index.terms[payload >>> 2]?.kind === 'prefix') {
      const last = endOfPrefixed(index, text, folded, from, at);
      if (last > 0) out.add(payload, start, folded.endOf(text, last - 1), flags);
      continue;
    }
    if (ending === -2) ending = endsWord(index, text, folded, from, at);
    if (ending >= 0) out.add(payload, start, folded.endOf(text, at - 1), flags | ending);
  }
}

/** Letters for a zero that one number may have; a word has more ("FG-OOO"). */
const MAX_LETTERS_FOR_DIGITS = 2;

/** Reused by `longestPart`, which is called for every beginning of a number. */
const longest = { last: -1, flags: 0 };

/**
 * Folded end of the longest part number that begins at `from`, or -1. A hyphen at the end of a line is still one hyphen,
 * and so is one with a blank behind it in a number that is not whole yet; where a number can only go on with a zero the
 * letter O is taken for it.
 */
function longestPart(index: Index, text: string, folded: Folded, from: number, term: number): typeof longest {
  const { patterns, patternStarts, classes } = index;
  const { units, length } = folded;
  longest.last = -1;
  longest.flags = 0;
  const at = patternStarts[index.terms[term]?.pattern ?? -1];
  if (at === undefined) return longest;
  const columns = patterns[at] as number;
  const states = patterns[at + 1] as number;
  const classOf = at + 2;
  const accepting = classOf + SYMBOLS;
  const next = accepting + states;
  const step = (state: number, symbol: number): number =>
    patterns[next + state * columns + (patterns[classOf + symbol] as number)] as number;
  let state = 1;
  let letters = 0;
  for (let i = from; i < length; i++) {
    const symbol = symbolOf(units[i] as number);
    if (symbol < 0) break;
    let reached = step(state, symbol);
    if (reached === 0 && symbol === LETTER_O && letters < MAX_LETTERS_FOR_DIGITS && hasDigit(classes, units, from, i, length)) {
      reached = step(state, ZERO);
      letters++;
    }
    state = reached;
    if (state === 0) break;
    if (units[i] === HYPHEN && units[i + 1] === SPACE && i + 1 < length) {
      // Behind a whole number it is a dash, which would swallow the next word, unless the line ends there.
      const blank = text.slice(folded.starts[i + 1], folded.starts[i + 2]);
      if (longest.last < 0 || blank.includes('\n')) i++;
    }
    if (patterns[accepting + state] === 0) continue;
    const behind = i + 1 < length ? classes[units[i + 1] as number] : CharClass.other;
    if (behind !== CharClass.letter && behind !== CharClass.digit && behind !== CharClass.mark) {
      longest.last = i + 1;
      longest.flags = letters > 0 ? LETTER_FOR_DIGIT : 0;
    }
  }
  return longest;
}

/** Whether a digit stands right before or behind folded unit `at`, other letters O aside. */
function hasDigit(classes: Uint8Array, units: Uint16Array, from: number, at: number, length: number): boolean {
  let left = at - 1;
  while (left > from && units[left] === 0x6f) left--;
  let right = at + 1;
  while (right < length && units[right] === 0x6f) right++;
  return (
    (left >= from && classes[units[left] as number] === CharClass.digit) ||
    (right < length && classes[units[right] as number] === CharClass.digit)
  );
}

/** End of a word that goes on behind its prefix with a capital and a small letter ("FortiXyz"), or -1. */
function endOfPrefixed(index: Index, text: string, folded: Folded, from: number, at: number): number {
  const { classes } = index;
  const { units, length, starts } = folded;
  if (at >= length || !/^\p{Lu}[\p{Ll}\p{Lu}\d]/u.test(text.slice(starts[at] as number, (starts[at] as number) + 2))) return -1;
  // FORTITUDE in capitals is a word like any other: the prefix itself must be written as a name is.
  if (!/\p{Ll}/u.test(text.slice(starts[from] as number, starts[at] as number))) return -1;
  let last = at;
  while (last < length && (classes[units[last] as number] === CharClass.letter || classes[units[last] as number] === CharClass.digit))
    last++;
  return last - from <= 40 ? last : -1;
}
