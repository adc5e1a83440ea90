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
export const INVISIBLE = /[\p{Cf}\p{Variation_Selector}]|\u034f|[\u115f\u1160\u3164\uffa0]/u;
const MARK = /\p{M}/u;
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
    if (unit === 0 || INVISIBLE.test(char)) {
      folds[unit] = unit === 0 ? SPACE : DROPPED;
      continue;
    }
    const once = foldChar(char, lookAlikes, simplified);
    // A second time: what NFKC yields may fold further (⁻ → − → -).
    const folded = once.length === 1 ? foldChar(once, lookAlikes, simplified) : once;
    // Marks go the slow way, where they join the letter before them.
    folds[unit] = folded.length === 1 && !MARK.test(folded) ? folded.charCodeAt(0) : SLOW;
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
  if (MARK.test(char)) return CharClass.mark;
  if (/\p{Nd}/u.test(char)) return CharClass.digit;
  if (/[\p{L}\p{N}]/u.test(char)) return CharClass.letter;
  return CharClass.other;
}

/**
 * A reusable folded text. `units[0..length)` are folded units; `starts[i]` is the original offset at which folded unit
 * i begins, and `starts[length]` the original length. Several folded units may share one start, and dropped units
 * belong to none: the end of a match at folded i is `endOf(i)`.
 */
export class Folded {
  units: Uint16Array = new Uint16Array(1024);
  starts: Int32Array = new Int32Array(1024);
  length = 0;
  /** The folded units at which a name may begin, each doubled, plus one where only a capital parts it from the word before. */
  begins: Int32Array = new Int32Array(1024);
  beginCount = 0;

  /** Original offset just behind folded unit `last` (the one before an exclusive end). */
  endOf(text: string, last: number): number {
    const start = this.starts[last] as number;
    const unit = text.charCodeAt(start);
    let end = start + (unit >= 0xd800 && unit <= 0xdbff && start + 1 < text.length ? 2 : 1);
    while (end < text.length && MARK.test(text.charAt(end))) end++;
    return end;
  }

  ensure(capacity: number): void {
    if (this.units.length >= capacity) return;
    this.units = grown(this.units, capacity);
    this.starts = grown(this.starts, this.units.length);
    this.begins = grown(this.begins, this.units.length);
  }
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

/** Bits of a step: a name may begin here; only a capital parts it from the word before; the unit stays; it is slow. Above them the kind that the next unit has before it. */
const BEGINS = 1;
const GLUED = 2;
const STAYS = 4;
const SLOW_STEP = 8;
const NEXT = 0xf0;

/** Kind of the unit before, times 16, plus the unit's own → the step. */
const STEPS = Uint8Array.from({ length: 256 }, (_, pair) => stepOf(pair >> 4, pair & 15));

function stepOf(before: number, own: number): number {
  const wordBefore = before >= Kind.mark && before !== Kind.dropped && before !== Kind.slow;
  switch (own) {
    case Kind.slow:
      return SLOW_STEP;
    case Kind.dropped:
      // The letter before is no longer right before the next one.
      return (before > Kind.letter && wordBefore ? Kind.letter : before) << 4;
    case Kind.space:
      return (Kind.space << 4) | (before === Kind.space ? 0 : STAYS);
    case Kind.hyphen:
      return (Kind.hyphen << 4) | STAYS;
    case Kind.letter:
    case Kind.small:
    case Kind.escape:
    case Kind.capital:
    case Kind.digit: {
      if (before === Kind.backslash && own === Kind.escape) return (Kind.escaped << 4) | STAYS;
      const isGlued = own === Kind.capital && (before === Kind.small || before === Kind.escape);
      return (own << 4) | STAYS | (!wordBefore || before === Kind.escaped ? BEGINS : isGlued ? BEGINS | GLUED : 0);
    }
    default:
      return (own << 4) | STAYS | BEGINS;
  }
}

/** Whether the capital at `at` of an original text stands behind a small letter. */
export function followsSmallLetter(text: string, at: number): boolean {
  return at > 0 && isCapital(text.charCodeAt(at)) && isSmall(text.charCodeAt(at - 1));
}

/** Units that are folded at once. */
const RUN = 256;

/**
 * Folds `text` into `out` (its old content is overwritten) and returns `out`. Marks on the way where names may begin.
 * Never throws; lone surrogates stay.
 */
export function foldInto(tables: FoldTables, text: string, out: Folded): Folded {
  const { folds } = tables;
  const n = text.length;
  out.length = 0;
  out.beginCount = 0;
  out.ensure(n + 1);
  let before: number = Kind.other;
  for (let at = 0; at < n; ) {
    const end = Math.min(n, at + RUN);
    const last = foldRun(folds, text, at, end, before, out);
    if (last >= 0) {
      before = last;
      at = end;
      continue;
    }
    let slow = at;
    while ((folds[text.charCodeAt(slow)] as number) >>> KIND_SHIFT !== Kind.slow) slow++;
    before = foldRun(folds, text, at, slow, before, out);
    at = slow + pairWidth(text, slow);
    before = foldSlow(tables, text.slice(slow, at), slow, before, out);
    out.ensure(out.length + n - at + 1);
  }
  out.starts[out.length] = n;
  return out;
}

/**
 * Appends the folded units of [from, to). `before` is the kind of what stands before; returns that of the last unit, or
 * -1, having added nothing, when a unit in it is slow. Branches are what this costs most, so there is none: which way a
 * text goes at each unit cannot be guessed.
 */
function foldRun(folds: Uint32Array, text: string, from: number, to: number, before: number, out: Folded): number {
  const { units, starts, begins } = out;
  const steps = STEPS;
  let { length, beginCount } = out;
  let pair = before << 4;
  let slow = 0;
  for (let at = from; at < to; at++) {
    const entry = folds[text.charCodeAt(at)] as number;
    const step = steps[pair | (entry >>> KIND_SHIFT)] as number;
    pair = step & NEXT;
    slow |= step & SLOW_STEP;
    units[length] = entry;
    starts[length] = at;
    begins[beginCount] = (length << 1) | ((step >> 1) & 1);
    beginCount += step & BEGINS;
    length += (step >> 2) & 1;
  }
  if (slow !== 0) return -1;
  out.length = length;
  out.beginCount = beginCount;
  return pair >> 4;
}

/** Appends what a slow unit or pair at `at` becomes; `before` and the result are as for `foldSimple`. */
function foldSlow(tables: FoldTables, piece: string, at: number, before: number, out: Folded): number {
  const expanded = expand(tables, piece);
  out.ensure(out.length + expanded.length + 1);
  const { units, starts, begins } = out;
  let last = before;
  for (const unit of expanded) {
    const joined = out.length > 0 ? compose(tables, units[out.length - 1] as number, unit) : 0;
    if (joined !== 0) {
      units[out.length - 1] = joined;
      last = kindOfClass(tables.classes[joined] as number);
      continue;
    }
    const kind = unit === SPACE ? Kind.space : unit === HYPHEN ? Kind.hyphen : kindOfClass(tables.classes[unit] as number);
    const step = STEPS[(last << 4) | kind] as number;
    last = step >> 4;
    if ((step & STAYS) === 0) continue;
    if ((step & BEGINS) !== 0) begins[out.beginCount++] = out.length << 1;
    units[out.length] = unit;
    starts[out.length++] = at;
  }
  return last;
}

function pairWidth(text: string, i: number): number {
  const unit = text.charCodeAt(i);
  if (unit < 0xd800 || unit > 0xdbff) return 1;
  const next = text.charCodeAt(i + 1);
  return next >= 0xdc00 && next <= 0xdfff ? 2 : 1;
}

/** The one unit that a letter and the mark behind it make, or 0. */
function compose(tables: FoldTables, letter: number, mark: number): number {
  if (mark < 0x300 || tables.classes[mark] === CharClass.letter) return 0;
  const composed = String.fromCharCode(letter, mark).normalize('NFC');
  return composed.length === 1 ? foldedUnit(tables, composed.charCodeAt(0)) : 0;
}

function expand(tables: FoldTables, piece: string): number[] {
  if (INVISIBLE.test(piece)) return [];
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
