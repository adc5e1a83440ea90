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

/** Letters that may be looked at behind the last one. */
const BEYOND = 16;

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
  /** The lower byte of each folded unit that `isInHead`, without what stands between them. There is room to look beyond the last one. */
  letterBytes: Uint8Array = new Uint8Array(1024 + BEYOND);
  letters = new DataView(this.letterBytes.buffer);
  letterCount = 0;
  /** Of each place in `begins` the first of its letters. */
  heads: Int32Array = new Int32Array(1024);
  /** Room for some of `begins`. */
  chosen: Int32Array = new Int32Array(1024);

  /** Original offset just behind folded unit `last` (the one before an exclusive end). */
  endOf(text: string, last: number): number {
    const start = this.starts[last] as number;
    const unit = text.charCodeAt(start);
    let end = start + (unit >= 0xd800 && unit <= 0xdbff && start + 1 < text.length ? 2 : 1);
    while (end < text.length && MARK.test(text.charAt(end))) end++;
    return end;
  }

  /** Adds a folded unit of the original text at `start`; `step` says what it is. */
  append(unit: number, start: number, step: number): void {
    this.ensure(this.length + 2);
    if ((step & BEGINS) !== 0) {
      this.heads[this.beginCount] = this.letterCount;
      this.begins[this.beginCount++] = this.length << 1;
    }
    if ((step & COUNTS) !== 0) this.letterBytes[this.letterCount++] = unit;
    this.units[this.length] = unit;
    this.starts[this.length++] = start;
  }

  /** Puts another unit in the place of the last one. */
  replaceLast(unit: number, { classes }: FoldTables): void {
    if (isInHead(classes[this.units[this.length - 1] as number])) this.letterCount--;
    if (isInHead(classes[unit])) this.letterBytes[this.letterCount++] = unit;
    this.units[this.length - 1] = unit;
  }

  ensure(capacity: number): void {
    if (this.units.length >= capacity) return;
    this.units = grown(this.units, capacity);
    this.starts = grown(this.starts, this.units.length);
    this.begins = grown(this.begins, this.units.length);
    this.letterBytes = grown(this.letterBytes, this.units.length + BEYOND);
    this.letters = new DataView(this.letterBytes.buffer);
    this.heads = grown(this.heads, this.units.length);
    this.chosen = grown(this.chosen, this.units.length);
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

/** Bits of a step: a name may begin here; only a capital parts it from the word before; the unit stays; it needs more than a step; it is a letter. */
const BEGINS = 1;
const GLUED = 2;
const STAYS = 4;
const IRREGULAR = 8;
const COUNTS = 16;

/** Kind of the unit before, times 16, plus the unit's own → the step. */
const STEPS = Uint8Array.from({ length: 256 }, (_, pair) => stepOf(pair >> 4, pair & 15));

function stepOf(before: number, own: number): number {
  switch (own) {
    case Kind.slow:
    case Kind.dropped:
    case Kind.backslash:
      return IRREGULAR;
    case Kind.space:
      return before === Kind.space ? 0 : STAYS;
    case Kind.hyphen:
      return STAYS;
    case Kind.letter:
    case Kind.small:
    case Kind.escape:
    case Kind.capital:
    case Kind.digit: {
      if (before === Kind.backslash && own === Kind.escape) return IRREGULAR;
      const isGlued = own === Kind.capital && (before === Kind.small || before === Kind.escape);
      return STAYS | COUNTS | (before < Kind.mark || before === Kind.escaped ? BEGINS : isGlued ? BEGINS | GLUED : 0);
    }
    default:
      return STAYS | BEGINS | (own === Kind.other ? 0 : COUNTS);
  }
}

/** Whether the capital at `at` of an original text stands behind a small letter. */
export function followsSmallLetter(text: string, at: number): boolean {
  return at > 0 && isCapital(text.charCodeAt(at)) && isSmall(text.charCodeAt(at - 1));
}

/** Units that are folded at once, at most and at first behind an irregular one. */
const RUN = 256;
const SHORT_RUN = 16;

/**
 * Folds `text` into `out` (its old content is overwritten) and returns `out`. Marks on the way where names may begin.
 * Never throws; lone surrogates stay.
 */
export function foldInto(tables: FoldTables, text: string, out: Folded): Folded {
  const { folds } = tables;
  const n = text.length;
  out.length = 0;
  out.beginCount = 0;
  out.letterCount = 0;
  out.ensure(n + 1);
  let before: number = Kind.other;
  let run = RUN;
  for (let at = 0; at < n; ) {
    const end = Math.min(n, at + run);
    const last = foldRun(folds, text, at, end, before, out);
    if (last >= 0) {
      before = last;
      at = end;
      run = Math.min(RUN, 2 * run);
      continue;
    }
    const irregular = findIrregular(folds, text, at, before);
    before = foldRun(folds, text, at, irregular, before, out);
    at = irregular + pairWidth(text, irregular);
    before = foldIrregular(tables, text.slice(irregular, at), irregular, before, out);
    out.ensure(out.length + n - at + 1);
    run = SHORT_RUN;
  }
  out.starts[out.length] = n;
  return out;
}

/**
 * Appends the folded units of [from, to). `before` is the kind of what stands before; returns that of the last unit, or
 * -1, having added nothing, when a unit in it is irregular. Branches are what this costs most, so there is none: which
 * way a text goes at each unit cannot be guessed. Nor does a step wait for the one before it.
 */
function foldRun(folds: Uint32Array, text: string, from: number, to: number, before: number, out: Folded): number {
  const { units, starts, begins, letterBytes, heads } = out;
  const steps = STEPS;
  let { length, beginCount, letterCount } = out;
  let last = before << KIND_SHIFT;
  let seen = 0;
  for (let at = from; at < to; at++) {
    const entry = folds[text.charCodeAt(at)] as number;
    const step = steps[((last >>> (KIND_SHIFT - 4)) & 0xf0) | (entry >>> KIND_SHIFT)] as number;
    last = entry;
    seen |= step;
    units[length] = entry;
    starts[length] = at;
    letterBytes[letterCount] = entry;
    begins[beginCount] = (length << 1) | ((step >> 1) & 1);
    heads[beginCount] = letterCount;
    beginCount += step & BEGINS;
    length += (step >> 2) & 1;
    letterCount += step >> 4;
  }
  if ((seen & IRREGULAR) !== 0) return -1;
  out.length = length;
  out.beginCount = beginCount;
  out.letterCount = letterCount;
  return last >>> KIND_SHIFT;
}

/** The first irregular unit of a text from `from` on, which has one. */
function findIrregular(folds: Uint32Array, text: string, from: number, before: number): number {
  let kind = before;
  for (let at = from; ; at++) {
    const own = (folds[text.charCodeAt(at)] as number) >>> KIND_SHIFT;
    if (((STEPS[(kind << 4) | own] as number) & IRREGULAR) !== 0) return at;
    kind = own;
  }
}

function pairWidth(text: string, i: number): number {
  const unit = text.charCodeAt(i);
  if (unit < 0xd800 || unit > 0xdbff) return 1;
  const next = text.charCodeAt(i + 1);
  return next >= 0xdc00 && next <= 0xdfff ? 2 : 1;
}

/** Appends what an irregular unit or pair at `at` becomes; `before` and the result are as for `foldRun`. */
function foldIrregular(tables: FoldTables, piece: string, at: number, before: number, out: Folded): number {
  const unit = piece.charCodeAt(0);
  switch ((tables.folds[unit] as number) >>> KIND_SHIFT) {
    case Kind.backslash:
      out.append(unit, at, BEGINS);
      return Kind.backslash;
    case Kind.escape:
      out.append(unit, at, COUNTS);
      return Kind.escaped;
    case Kind.dropped:
      // The letter before is no longer right before the next one.
      return Math.min(before, Kind.letter);
    default:
      return foldSlow(tables, piece, at, before, out);
  }
}

function foldSlow(tables: FoldTables, piece: string, at: number, before: number, out: Folded): number {
  let last = before;
  for (const unit of expand(tables, piece)) {
    const joined = out.length > 0 ? compose(tables, out.units[out.length - 1] as number, unit) : 0;
    if (joined !== 0) {
      out.replaceLast(joined, tables);
      last = kindOfClass(tables.classes[joined] as number);
      continue;
    }
    const kind = unit === SPACE ? Kind.space : unit === HYPHEN ? Kind.hyphen : kindOfClass(tables.classes[unit] as number);
    const step = STEPS[(last << 4) | kind] as number;
    last = kind;
    if ((step & STAYS) !== 0) out.append(unit, at, step);
  }
  return last;
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
