/**
 * The only normaliser: terms and text go through the same fold, so that what is compared was treated alike.
 *
 * Folded away: case, full and half width and other compatibility forms (NFKC), Traditional against Simplified
 * characters, letters of other scripts that look Latin, kinds of hyphens and spaces, runs of white space, and invisible
 * characters. Kept: accents (é is not e) and punctuation. Since folding changes lengths (`ﬁ`, soft hyphens, `  `), the
 * result carries an offset map back to the original.
 *
 *     "ＦｏｒｔｉＧａｔｅ‑100F" → "fortigate-100f"     "華為" → "华为"     "VМware" (Cyrillic М) → "vmware"
 *
 * Everything is driven by two tables over UTF-16 units, built once and stored with the compiled index, so that a stored
 * index and the code that reads it can never disagree on what a letter is.
 */

import { lazyPattern } from './lazy.ts';
import { grown } from './typed-arrays.ts';

/** What a folded unit is to a boundary. Letters and digits come last, marks between them and the rest: see `isInWord`. */
export const CharClass = {
  /** Punctuation, symbols: a boundary on both sides. */
  other: 0,
  /** Space or hyphen. */
  separator: 1,
  /** Han, kana, Hangul and other scripts written without spaces: open on both sides. */
  open: 2,
  /** A combining mark; belongs to the letter before it. */
  mark: 3,
  /** A letter of a script that separates words: closed against letters and digits. */
  letter: 4,
  digit: 5,
} as const;

/** Whether a unit of this class, a letter, digit or mark, goes on with the word before it. */
export const isInWord = (charClass: number | undefined): boolean => (charClass as number) >= CharClass.mark;
/** Whether a unit of this class, a letter or digit, is closed against others of its kind. */
export const isClosed = (charClass: number | undefined): boolean => (charClass as number) >= CharClass.letter;

/** Whether a unit of this class, a letter, digit or mark of any script, is among those by which the keys of an index begin (`heads.ts`). */
export const isInHead = (charClass: number | undefined): boolean => (charClass as number) >= CharClass.open;

/** Folded value of a unit that disappears. */
const DROPPED = 0;
/** Folded value of a unit that becomes several, or needs its neighbour (surrogates): decided in the slow path. */
export const SLOW = 0xffff;

export const SPACE = 0x20;
export const HYPHEN = 0x2d;

export interface FoldTables {
  /** Unit → folded unit, or `DROPPED`, or `SLOW`; above its 16 bits the unit's `Kind`. Length 65,536. */
  readonly folds: Uint32Array;
  /** Unit → `CharClass`. Length 65,536. */
  readonly classes: Uint8Array;
}

/** The folded unit of one unit that becomes one unit; otherwise `DROPPED` or `SLOW`. */
export const foldedUnit = ({ folds }: FoldTables, unit: number): number => (folds[unit] as number) & 0xffff;

/** Some of a text, folded unit by unit, so that places stay the same; what folds to several units or to nothing is kept as it is. */
export function foldUnits(tables: FoldTables, text: string, start: number, end: number): string {
  let folded = '';
  for (let i = Math.max(0, start); i < Math.min(end, text.length); i++) {
    const unit = foldedUnit(tables, text.charCodeAt(i));
    folded += unit === DROPPED || unit === SLOW ? text.charAt(i) : String.fromCharCode(unit);
  }
  return folded;
}

/** Letters of other scripts that look like a Latin one in at least one case, both cases alike so that case still folds. */
const LOOK_ALIKES =
  'аaвbеeкkмmнhоoрpсcтtуyхxіiјjѕsԁdԛqԝwһh' + // Cyrillic
  'αaβbεeζzηhιiκkμmνnοoρpτtυyχx' + // Greek
  'ıiɡgℓl'; // Latin oddities

/** Every sign that folds to a hyphen. */
export const HYPHENS = '-‐‑‒–—―−﹘﹣－⁃˗';
/** Signs set behind a name: a boundary, not the letters that NFKC makes of them. */
const NAME_SIGNS = '™℠®©';
/** What folds to nothing. */
export const invisible = lazyPattern(String.raw`[\p{Cf}\p{Variation_Selector}]|\u034f|[\u115f\u1160\u3164\uffa0]`, 'u');
const markPattern = lazyPattern(String.raw`\p{M}`, 'u');
/** No mark stands before it. */
const FIRST_MARK = 0x300;
/** Scripts written without spaces between words. Their marks (tone marks, the voicing marks of kana) are open as well. */
const OPEN_SCRIPTS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u30fc\u3005-\u3007]|[\u3099\u309a]/u;

/**
 * Builds the tables. `hanPairs` is Traditional and Simplified character in turn (`src/data/han-variants.json`).
 * Takes some tens of milliseconds: done when an index is built, never when one is opened.
 */
export function createFoldTables(hanPairs: string): FoldTables {
  const folds = new Uint32Array(65536);
  const classes = new Uint8Array(65536);
  const lookAlikes = new Map<string, string>();
  for (let i = 0; i < LOOK_ALIKES.length; i += 2) lookAlikes.set(LOOK_ALIKES.charAt(i), LOOK_ALIKES.charAt(i + 1));
  const simplified = new Map<string, string>();
  for (let i = 0; i + 1 < hanPairs.length; i += 2) simplified.set(hanPairs.charAt(i), hanPairs.charAt(i + 1));

  for (let unit = 0; unit < 65536; unit++) {
    const char = String.fromCharCode(unit);
    classes[unit] = classOf(char);
    if (unit >= 0xd800 && unit <= 0xdfff) {
      folds[unit] = SLOW;
      continue;
    }
    if (unit === 0 || invisible().test(char)) {
      folds[unit] = unit === 0 ? SPACE : DROPPED;
      continue;
    }
    const once = foldChar(char, lookAlikes, simplified);
    // A second time: what NFKC yields may fold further (⁻ → − → -).
    const folded = once.length === 1 ? foldChar(once, lookAlikes, simplified) : once;
    // Marks go the slow way, where they join the letter before them.
    folds[unit] = folded.length === 1 && !markPattern().test(folded) ? folded.charCodeAt(0) : SLOW;
  }
  for (let unit = 0; unit < 65536; unit++) {
    const folded = folds[unit] as number;
    const kind = folded === SLOW ? Kind.slow : folded === DROPPED ? Kind.dropped : kindOfUnit(unit, folded, classes[folded] as number);
    folds[unit] = folded | (kind << KIND_SHIFT);
  }
  return { folds, classes };
}

function foldChar(char: string, lookAlikes: Map<string, string>, simplified: Map<string, string>): string {
  if (HYPHENS.includes(char)) return '-';
  if (/\s/.test(char) || NAME_SIGNS.includes(char)) return ' ';
  if (char === 'İ') return 'i';
  if (char === '’' || char === 'ʼ') return "'";
  let folded = char.normalize('NFKC').toLowerCase();
  if (folded.length === 1) folded = lookAlikes.get(folded) ?? simplified.get(folded) ?? folded;
  // A spacing accent (´ → space + mark) would open a boundary that is not there.
  return folded.startsWith(' ') ? ' ' : folded;
}

function classOf(char: string): number {
  if (char === ' ' || char === '-') return CharClass.separator;
  if (OPEN_SCRIPTS.test(char)) return CharClass.open;
  if (markPattern().test(char)) return CharClass.mark;
  if (/\p{Nd}/u.test(char)) return CharClass.digit;
  if (/[\p{L}\p{N}]/u.test(char)) return CharClass.letter;
  return CharClass.other;
}

/**
 * What a unit of the original text is to the places where names may begin. Finer than `CharClass`: a capital behind a
 * small letter begins a name within a word, and so does what stands behind an escape that is written out (`\tFortinet`),
 * whose own letter begins nothing: `can\nexpose` does not say "nexpose".
 */
const Kind = {
  other: 0,
  backslash: 1,
  hyphen: 2,
  space: 3,
  open: 4,
  mark: 5,
  letter: 6,
  small: 7,
  /** t, n, r: behind a backslash a tab or line end. */
  escape: 8,
  capital: 9,
  digit: 10,
  dropped: 11,
  slow: 12,
  /** Of the unit before: an escape behind its backslash. */
  escaped: 13,
} as const;
/** Letters that may be looked at behind the last one. */
const BEYOND = 16;

/**
 * A reusable folded text. `units[0..length)` are folded units; `startOf(i)` is the original offset at which folded unit
 * i begins, and `startOf(length)` the original length. Several folded units may share one start, and dropped units
 * belong to none: the end of a match at folded i is `endOf(i)`.
 */
export class Folded {
  units: Uint16Array = new Uint16Array(1024);
  length = 0;
  /** The kind of what was folded last. */
  before: number = Kind.other;
  /**
   * Where a name may begin, two numbers each: the folded unit doubled, plus one where only a capital parts it from the word before;
   * and the first of its letters. Kept in one array, since each array costs the loop that fills it.
   */
  begins: Int32Array = new Int32Array(2 * 1024);
  beginCount = 0;
  /**
   * The lower seven bits of each folded unit that `isInHead`, without what stands between them. The highest bit is set where a name may
   * end before it, as behind the last one, and also for half of the letters beyond ASCII, which cost least so. A plural s is not told.
   * There is room to look beyond the last one.
   */
  letterBytes: Uint8Array = new Uint8Array(1024 + BEYOND);
  letters = new DataView(this.letterBytes.buffer);
  letterCount = 0;
  /** Room for some of `begins`. */
  likely: Int32Array = new Int32Array(2 * 1024);
  /** Room for the first numbers of some of `begins`. */
  chosen: Int32Array = new Int32Array(1024);
  /** Folded units from each of which on, up to the next, original offsets are greater by the same number: in most texts one. Of several of one unit the last counts. */
  private shifted: Int32Array = new Int32Array(16);
  private shifts: Int32Array = new Int32Array(16);
  private shiftCount = 1;

  /** Forgets what it has, and makes room for a text. */
  reset(capacity: number): void {
    this.length = 0;
    this.before = Kind.other;
    this.beginCount = 0;
    this.letterCount = 0;
    this.shifted[0] = 0;
    this.shifts[0] = 0;
    this.shiftCount = 1;
    this.ensure(capacity);
  }

  /** Original offset at which a folded unit begins. */
  startOf(unit: number): number {
    const { shifted } = this;
    let low = 0;
    let high = this.shiftCount;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((shifted[middle] as number) <= unit) low = middle;
      else high = middle;
    }
    return unit + (this.shifts[low] as number);
  }

  /** Original offset just behind folded unit `last` (the one before an exclusive end). */
  endOf(text: string, last: number): number {
    const start = this.startOf(last);
    const unit = text.charCodeAt(start);
    let end = start + (unit >= 0xd800 && unit <= 0xdbff && start + 1 < text.length ? 2 : 1);
    while (text.charCodeAt(end) >= FIRST_MARK && markPattern().test(text.charAt(end))) end++;
    return end;
  }

  /** The next folded unit begins at this offset of the original text. */
  goOnAt(start: number): void {
    const shift = start - this.length;
    if (shift === this.shifts[this.shiftCount - 1]) return;
    this.shifted = grown(this.shifted, this.shiftCount + 1);
    this.shifts = grown(this.shifts, this.shiftCount + 1);
    this.shifted[this.shiftCount] = this.length;
    this.shifts[this.shiftCount++] = shift;
  }

  /** Adds a folded unit of the original text at `start`; `step` says what it is. */
  append(unit: number, start: number, step: number): void {
    this.ensure(this.length + 2);
    this.goOnAt(start);
    if ((step & BEGINS) !== 0) {
      this.begins[2 * this.beginCount] = this.length << 1;
      this.begins[2 * this.beginCount++ + 1] = this.letterCount;
    }
    if ((step & COUNTS) !== 0) this.letterBytes[this.letterCount++] = letterByte(unit, step);
    this.units[this.length++] = unit;
  }

  /** Puts another unit in the place of the last one. */
  replaceLast(unit: number, { classes }: FoldTables): void {
    if (isInHead(classes[this.units[this.length - 1] as number])) this.letterCount--;
    if (isInHead(classes[unit])) this.letterBytes[this.letterCount++] = letterByte(unit, ENDS);
    this.units[this.length - 1] = unit;
  }

  ensure(capacity: number): void {
    if (this.units.length >= capacity) return;
    this.units = grown(this.units, capacity);
    this.begins = grown(this.begins, 2 * this.units.length);
    this.likely = grown(this.likely, 2 * this.units.length);
    this.letterBytes = grown(this.letterBytes, this.units.length + BEYOND);
    this.letters = new DataView(this.letterBytes.buffer);
    this.chosen = grown(this.chosen, this.units.length);
  }
}

const KIND_SHIFT = 16;

function kindOfUnit(unit: number, folded: number, charClass: number): number {
  if (folded === SPACE) return Kind.space;
  if (folded === HYPHEN) return Kind.hyphen;
  if (unit === 0x5c) return Kind.backslash;
  if (unit === 0x74 || unit === 0x6e || unit === 0x72) return Kind.escape;
  if (isCapital(unit)) return Kind.capital;
  if (isSmall(unit)) return Kind.small;
  return kindOfClass(charClass);
}

/** The kind of a unit that the original text does not have itself. */
function kindOfClass(charClass: number): number {
  if (charClass === CharClass.letter) return Kind.letter;
  if (charClass === CharClass.digit) return Kind.digit;
  if (charClass === CharClass.mark) return Kind.mark;
  return charClass === CharClass.open ? Kind.open : Kind.other;
}

const isCapital = (unit: number): boolean => unit >= 0x41 && unit <= 0x5a;
const isSmall = (unit: number): boolean => unit >= 0x61 && unit <= 0x7a;

/**
 * Bits of a step: a name may end before it; a name may begin here; only a capital parts it from the word before; it is a letter; it
 * needs more than a step. They stand where the loop of `foldRun` has least to do.
 */
const ENDS = 1;
const BEGINS = 2;
const GLUED = 4;
const COUNTS = 8;
const IRREGULAR = 16;

/** A letter as it is kept in `letterBytes`; what is above a byte is no part of it. */
const letterByte = (unit: number, step: number): number => unit | (step << 7);

/** Kind of the unit before, times 16, plus the unit's own → the step. */
const STEPS = Uint8Array.from({ length: 256 }, (_, pair) => stepOf(pair >> 4, pair & 15));

function stepOf(before: number, own: number): number {
  switch (own) {
    case Kind.slow:
    case Kind.dropped:
    case Kind.backslash:
      return IRREGULAR;
    case Kind.space:
      return before === Kind.space ? IRREGULAR : 0;
    case Kind.hyphen:
      return 0;
    case Kind.letter:
    case Kind.small:
    case Kind.escape:
    case Kind.capital:
    case Kind.digit: {
      if (before === Kind.backslash && own === Kind.escape) return IRREGULAR;
      if (before < Kind.mark || before === Kind.escaped) return COUNTS | BEGINS | ENDS;
      if (own === Kind.capital && (before === Kind.small || before === Kind.escape)) return COUNTS | BEGINS | GLUED | ENDS;
      return COUNTS | (own === Kind.digit && before !== Kind.digit ? ENDS : 0);
    }
    default:
      return own === Kind.other ? BEGINS : COUNTS | BEGINS | ENDS;
  }
}

/** Whether the capital at `at` of an original text stands behind a small letter. */
export function followsSmallLetter(text: string, at: number): boolean {
  return at > 0 && isCapital(text.charCodeAt(at)) && isSmall(text.charCodeAt(at - 1));
}

/**
 * Folds `text` into `out` (its old content is overwritten) and returns `out`. Marks on the way where names may begin.
 * Never throws; lone surrogates stay.
 */
export function foldInto(tables: FoldTables, text: string, out: Folded): Folded {
  const n = text.length;
  out.reset(n + 1);
  for (let at = 0; at < n; ) {
    at = foldRun(tables.folds, text, at, out);
    if (at === n) break;
    at = foldIrregular(tables, text, at, out);
    out.ensure(out.length + n - at + 1);
  }
  out.letterBytes[out.letterCount] = letterByte(0, ENDS);
  out.goOnAt(n);
  return out;
}

/**
 * Appends the folded units from `from` up to the first irregular one, and returns where that is, or the length of the text. Branches
 * are what this costs most, so there is none but the two that end it, which a processor guesses: which way a text goes at each unit
 * cannot be guessed. Nor does a step wait for the one before it.
 */
function foldRun(folds: Uint32Array, text: string, from: number, out: Folded): number {
  out.goOnAt(from);
  const { units, begins, letterBytes } = out;
  const steps = STEPS;
  const shift = from - out.length;
  const n = text.length;
  let { letterCount } = out;
  let begin = 2 * out.beginCount;
  let last = out.before << KIND_SHIFT;
  let at = from;
  for (; at < n; at++) {
    const entry = folds[text.charCodeAt(at)] as number;
    const step = steps[((last >>> (KIND_SHIFT - 4)) & 0xf0) | (entry >>> KIND_SHIFT)] as number;
    if (step >= IRREGULAR) break;
    last = entry;
    units[at - shift] = entry;
    letterBytes[letterCount] = letterByte(entry, step);
    begins[begin] = ((at - shift) << 1) | ((step >> 2) & 1);
    begins[begin + 1] = letterCount;
    begin += step & BEGINS;
    letterCount += step >> 3;
  }
  out.length = at - shift;
  out.beginCount = begin >> 1;
  out.letterCount = letterCount;
  out.before = last >>> KIND_SHIFT;
  return at;
}

function pairWidth(text: string, i: number): number {
  const unit = text.charCodeAt(i);
  if (unit < 0xd800 || unit > 0xdbff) return 1;
  const next = text.charCodeAt(i + 1);
  return next >= 0xdc00 && next <= 0xdfff ? 2 : 1;
}

/** Appends what an irregular unit or pair at `at` becomes, and returns the offset behind it. */
function foldIrregular(tables: FoldTables, text: string, at: number, out: Folded): number {
  const { folds } = tables;
  const unit = text.charCodeAt(at);
  switch ((folds[unit] as number) >>> KIND_SHIFT) {
    case Kind.backslash:
      out.append(unit, at, BEGINS);
      out.before = Kind.backslash;
      return at + 1;
    case Kind.escape:
      out.append(unit, at, COUNTS | ENDS);
      out.before = Kind.escaped;
      return at + 1;
    case Kind.dropped:
      // The letter before is no longer right before the next one.
      out.before = Math.min(out.before, Kind.letter);
      return at + 1;
    case Kind.space: {
      // A run of spaces is its first one.
      let behind = at + 1;
      while (behind < text.length && (folds[text.charCodeAt(behind)] as number) >>> KIND_SHIFT === Kind.space) behind++;
      return behind;
    }
    default: {
      const behind = at + pairWidth(text, at);
      foldSlow(tables, text.slice(at, behind), at, out);
      return behind;
    }
  }
}

function foldSlow(tables: FoldTables, piece: string, at: number, out: Folded): void {
  for (const unit of expand(tables, piece)) {
    const joined = out.length > 0 ? compose(tables, out.units[out.length - 1] as number, unit) : 0;
    if (joined !== 0) {
      out.replaceLast(joined, tables);
      out.before = kindOfClass(tables.classes[joined] as number);
      continue;
    }
    const kind = unit === SPACE ? Kind.space : unit === HYPHEN ? Kind.hyphen : kindOfClass(tables.classes[unit] as number);
    const step = STEPS[(out.before << 4) | kind] as number;
    out.before = kind;
    if ((step & IRREGULAR) === 0) out.append(unit, at, step);
  }
}

/** The one unit that a letter and the mark behind it make, or 0. */
function compose(tables: FoldTables, letter: number, mark: number): number {
  if (mark < FIRST_MARK || tables.classes[mark] === CharClass.letter) return 0;
  const composed = String.fromCharCode(letter, mark).normalize('NFC');
  return composed.length === 1 ? foldedUnit(tables, composed.charCodeAt(0)) : 0;
}

function expand(tables: FoldTables, piece: string): number[] {
  if (invisible().test(piece)) return [];
  const normal = piece.normalize('NFKC').toLowerCase();
  const units: number[] = [];
  for (let i = 0; i < normal.length; i++) {
    const unit = normal.charCodeAt(i);
    const folded = foldedUnit(tables, unit);
    // What is still slow after normalisation (a rare ideograph, a lone surrogate) stands for itself.
    if (folded === SLOW) units.push(unit);
    else if (folded !== DROPPED) units.push(folded);
  }
  return units;
}

const scratch = new Folded();

/** The folded text as a string: for terms, tests and keys, not for scanning. Leading and trailing spaces go. */
export function foldString(tables: FoldTables, text: string): string {
  const folded = foldInto(tables, text, scratch);
  return String.fromCharCode(...folded.units.subarray(0, folded.length)).trim();
}
