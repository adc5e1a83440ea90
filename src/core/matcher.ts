/**
 * The search: folded text → every term, context term, `notThis` phrase and part number in it, overlaps included.
 *
 * A trie is walked from the places where a word may begin and from nowhere else, so nothing inside a word is ever
 * tried. Where a term has a separator, the text may have hyphen, space or nothing; that makes the walk branch, but only
 * at those places and never more than once each, so the cost per character is bounded by the longest term and does not
 * grow with the number of terms.
 *
 * A boundary has one definition: where a name may begin is marked by `foldInto`, where it may end is told by `endsWord`.
 * A Latin or digit edge is closed against letters and digits and open beside Han, kana, Hangul and punctuation; a Han
 * edge is always open. Two things may follow a name that ends in letters: a plural s, and a model number
 * (`FortiGate60F`, `ESXi8`). A capital behind a small letter is a boundary as well, for names of some length: texts are
 * glued where markup was lost (`OverviewFortinet`, `FortinetFirewalls`). So are the written-out escapes `\t`, `\n`
 * and `\r`.
 */
import { CharClass, Folded, foldInto, followsSmallLetter, HYPHEN, isClosed, isInWord, SPACE } from './fold.ts';
import { type Index, type IndexPart, kindOf, numberOf, numberValue, ValueKind } from './index-format.ts';
import { findPart, type PartEnd } from './part-search.ts';
import { END, HARD_SEPARATOR, HAS_END, HAS_SEPARATOR, HAS_UNIT, LEGAL_SEPARATOR, LIST, ROOT, SOFT_SEPARATOR, WIDE } from './trie.ts';
import { grown } from './typed-arrays.ts';

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
  /** Which part of the index it was found in. */
  part: Uint8Array = new Uint8Array(256);
  /** A value as in the trie, but of a pattern the number of its term. */
  value: Int32Array = new Int32Array(256);
  /** Offsets into the original text, half-open. */
  start: Int32Array = new Int32Array(256);
  end: Int32Array = new Int32Array(256);
  flags: Uint8Array = new Uint8Array(256);
  length = 0;
  readonly folded = new Folded();

  add(part: number, value: number, start: number, end: number, flags: number): void {
    if (this.length === this.value.length) this.grow();
    this.part[this.length] = part;
    this.value[this.length] = value;
    this.start[this.length] = start;
    this.end[this.length] = end;
    this.flags[this.length++] = flags;
  }

  private grow(): void {
    const size = this.length + 1;
    this.part = grown(this.part, size);
    this.value = grown(this.value, size);
    this.start = grown(this.start, size);
    this.end = grown(this.end, size);
    this.flags = grown(this.flags, size);
  }
}

/** A key ends, or may go on in several ways. */
const FORKS = HAS_END | HAS_SEPARATOR;

/** Branches that may wait at once; more than any term has separators. */
const STACK = 96;
const stackState = new Int32Array(STACK);
const stackAt = new Int32Array(STACK);
const stackFlags = new Uint8Array(STACK);

/** Finds all candidates of `text` and leaves them in `out`: those of one part of the index behind another's, each in order of their start. */
export function scan(index: Index, text: string, out: Candidates): Candidates {
  out.length = 0;
  foldInto(index, text, out.folded);
  for (let number = 0; number < index.parts.length; number++) scanPart(index, number, text, out);
  return out;
}

/**
 * Goes down the trie from each place where a name may begin. Most ways end after a few units, without a term or a
 * separator on them: those are gone here, the others are handed to the search at their first fork.
 */
function scanPart(index: Index, number: number, text: string, out: Candidates): void {
  const part = index.parts[number] as IndexPart;
  const { cells, tails, symbols } = part;
  const { units, chosen, length } = out.folded;
  const count = part.heads.choose(out.folded);
  let search: Search | undefined;
  const rootBase = (cells[2 * ROOT] as number) >>> 3;
  for (let i = 0; i < count; i++) {
    const begin = chosen[i] as number;
    const from = begin >> 1;
    let at = from;
    // Units that no key has are symbol 0, which leads to a state's own value if it has one and nowhere else.
    let parent = ROOT;
    let state = rootBase + (symbols[units[at++] as number] as number);
    while (cells[2 * state + 1] === parent) {
      const word = cells[2 * state] as number;
      if (word < 0) {
        const symbol = tails[~word] as number;
        const isPlain = symbol > LEGAL_SEPARATOR && symbol !== WIDE;
        if (isPlain && (at === length || symbols[units[at] as number] !== symbol)) break;
      }
      if (word < 0 || (word & FORKS) !== 0) {
        search ??= new Search(index, part, number, text, out);
        search.walk(from, at, state, begin & 1);
        break;
      }
      if (at === length) break;
      parent = state;
      state = (word >>> 3) + (symbols[units[at++] as number] as number);
    }
  }
}

/** The search for the terms of one part in one text. */
class Search {
  private readonly cells: Int32Array;
  private readonly tails: Uint8Array;
  private readonly symbols: Uint16Array;
  private readonly classes: Uint8Array;
  private readonly folded: Folded;
  private readonly units: Uint16Array;
  private readonly length: number;
  private readonly partEnd: PartEnd = { last: -1, hasLetterForDigit: false };

  constructor(
    index: Index,
    private readonly part: IndexPart,
    private readonly number: number,
    private readonly text: string,
    private readonly out: Candidates,
  ) {
    this.cells = part.cells;
    this.tails = part.tails;
    this.symbols = part.symbols;
    this.classes = index.classes;
    this.folded = out.folded;
    this.units = out.folded.units;
    this.length = out.folded.length;
  }

  /**
   * Follows all keys that begin at folded unit `from` and lead to a state, which the units before `at` have reached.
   * `glued` is 1 where only a capital parts the name from the word before.
   */
  walk(from: number, reached: number, first: number, glued: number): void {
    const { cells, symbols, units, length } = this;
    let at = reached;
    let state = first;
    let flags = glued === 0 ? 0 : GLUED;
    let top = 0;
    for (;;) {
      const word = cells[2 * state] as number;
      let next = 0;
      if (word < 0) this.followTail(from, at, ~word, flags);
      else {
        const base = word >>> 3;
        if ((word & HAS_END) !== 0) this.accept(from, at, (cells[2 * (base + END)] as number) >>> 0, flags);
        if ((word & HAS_SEPARATOR) !== 0) {
          // Branches for the separators a term may have here; each waits while the plain continuation is followed.
          for (let separator = HARD_SEPARATOR; separator <= LEGAL_SEPARATOR; separator++) {
            if (cells[2 * (base + separator) + 1] !== state || top === STACK) continue;
            const behind = this.skipSeparator(at, separator);
            stackState[top] = base + separator;
            stackAt[top] = behind;
            stackFlags[top++] = separator === SOFT_SEPARATOR && behind > at ? flags | LOOSE : flags;
          }
        }
        if ((word & HAS_UNIT) !== 0 && at < length) {
          const symbol = symbols[units[at] as number] as number;
          if (symbol !== 0 && cells[2 * (base + symbol) + 1] === state) next = base + symbol;
        }
      }
      if (next !== 0) {
        state = next;
        at++;
        continue;
      }
      if (top === 0) return;
      top--;
      state = stackState[top] as number;
      at = stackAt[top] as number;
      flags = stackFlags[top] as number;
    }
  }

  /** Follows the rest of the only key that goes on here. */
  private followTail(from: number, start: number, place: number, startFlags: number): void {
    const { tails, symbols, units, length } = this;
    let at = start;
    let flags = startFlags;
    let i = place;
    for (;;) {
      let symbol = tails[i++] as number;
      if (symbol === END) break;
      if (symbol === WIDE) {
        symbol = (tails[i] as number) | ((tails[i + 1] as number) << 8);
        i += 2;
      }
      if (symbol <= LEGAL_SEPARATOR) {
        const behind = this.skipSeparator(at, symbol);
        if (symbol === SOFT_SEPARATOR && behind > at) flags |= LOOSE;
        at = behind;
        continue;
      }
      if (at >= length || symbols[units[at] as number] !== symbol) return;
      at++;
    }
    const low = (tails[i] as number) | ((tails[i + 1] as number) << 8);
    this.accept(from, at, (low | ((tails[i + 2] as number) << 16) | ((tails[i + 3] as number) << 24)) >>> 0, flags);
  }

  /** Behind the separator that stands at `at`: at most three units of hyphens and spaces, in legal names also . and , */
  private skipSeparator(at: number, separator: number): number {
    const { units, length } = this;
    let behind = at;
    while (behind < length && behind - at < 3) {
      const unit = units[behind] as number;
      const skips = unit === SPACE || unit === HYPHEN || (separator === LEGAL_SEPARATOR && (unit === 0x2e || unit === 0x2c));
      if (!skips) break;
      behind++;
    }
    return behind;
  }

  /** A key ends before folded unit `at`: each of its values is a candidate if it may end there. */
  private accept(from: number, at: number, value: number, flags: number): void {
    if (value < LIST) {
      this.acceptOne(from, at, value, flags);
      return;
    }
    const { lists } = this.part;
    const list = value - LIST;
    const end = list + (lists[list] as number);
    for (let i = list + 1; i <= end; i++) this.acceptOne(from, at, lists[i] as number, flags);
  }

  private acceptOne(from: number, at: number, value: number, flags: number): void {
    const { folded, text } = this;
    let last = at;
    let found = value;
    let more = flags;
    switch (kindOf(value)) {
      case ValueKind.pattern: {
        const end = findPart(this.part.patterns, numberOf(value), this.classes, text, folded, from, this.partEnd);
        last = end.last;
        found = numberValue(ValueKind.pattern, this.part.patternTerms[numberOf(value)] as number);
        more = (end.hasLetterForDigit ? LETTER_FOR_DIGIT : 0) | (flags & GLUED);
        break;
      }
      case ValueKind.prefix:
        last = this.endOfPrefixed(from, at);
        break;
      default: {
        const ending = this.endsWord(from, at);
        if (ending < 0) return;
        more |= ending;
      }
    }
    if (last > 0) this.out.add(this.number, found, folded.startOf(from), folded.endOf(text, last - 1), more);
  }

  /** -1: a match may not end before folded unit `at`. Otherwise the flags that this end gives it. */
  private endsWord(from: number, at: number): number {
    const { classes, units, length } = this;
    if (at >= length) return 0;
    const last = classes[units[at - 1] as number];
    const next = classes[units[at] as number];
    if (!isClosed(last) || !isInWord(next)) return 0;
    // What may follow a name of some length that ends in a letter. Short ones would find too much ("PANs", "PA220" …).
    if (last !== CharClass.letter || at - from < 4) return -1;
    if (next === CharClass.digit) return MODEL_FOLLOWS;
    if (units[at] === 0x73 && at - from >= 5 && (at + 1 >= length || !isInWord(classes[units[at + 1] as number]))) return 0;
    return followsSmallLetter(this.text, this.folded.startOf(at)) ? GLUED : -1;
  }

  /** End of a word that goes on behind its prefix with a capital and a small letter ("FortiXyz"), or -1. */
  private endOfPrefixed(from: number, at: number): number {
    const { classes, folded, units, length, text } = this;
    const end = folded.startOf(at);
    if (at >= length || !/^\p{Lu}[\p{Ll}\p{Lu}\d]/u.test(text.slice(end, end + 2))) return -1;
    // FORTITUDE in capitals is a word like any other: the prefix itself must be written as a name is.
    if (!/\p{Ll}/u.test(text.slice(folded.startOf(from), end))) return -1;
    let last = at;
    while (last < length && isClosed(classes[units[last] as number])) last++;
    return last - from <= 40 ? last : -1;
  }
}
