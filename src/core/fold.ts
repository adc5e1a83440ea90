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

/** What a folded unit is to a boundary. */
export const CharClass = {
  /** Punctuation, symbols: a boundary on both sides. */
  other: 0,
  /** A letter of a script that separates words: closed against letters and digits. */
  letter: 1,
  digit: 2,
  /** Han, kana, Hangul and other scripts written without spaces: open on both sides. */
  open: 3,
  /** Space or hyphen. */
  separator: 4,
  /** A combining mark; belongs to the letter before it. */
  mark: 5,
} as const;

/** Folded value of a unit that disappears. */
const DROPPED = 0;
/** Folded value of a unit that becomes several, or needs its neighbour (surrogates): decided in the slow path. */
const SLOW = 0xffff;

export const SPACE = 0x20;
export const HYPHEN = 0x2d;

export interface FoldTables {
  /** Unit → folded unit, or `DROPPED`, or `SLOW`. Length 65,536. */
  readonly fold: Uint16Array;
  /** Folded unit → `CharClass`. Length 65,536. */
  readonly classes: Uint8Array;
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
  const fold = new Uint16Array(65536);
  const classes = new Uint8Array(65536);
  const lookAlikes = new Map<string, string>();
  for (let i = 0; i < LOOK_ALIKES.length; i += 2) lookAlikes.set(LOOK_ALIKES.charAt(i), LOOK_ALIKES.charAt(i + 1));
  const simplified = new Map<string, string>();
  for (let i = 0; i + 1 < hanPairs.length; i += 2) simplified.set(hanPairs.charAt(i), hanPairs.charAt(i + 1));

  for (let unit = 0; unit < 65536; unit++) {
    const char = String.fromCharCode(unit);
    classes[unit] = classOf(char);
    if (unit >= 0xd800 && unit <= 0xdfff) {
      fold[unit] = SLOW;
      continue;
    }
    if (unit === 0 || INVISIBLE.test(char)) {
      fold[unit] = unit === 0 ? SPACE : DROPPED;
      continue;
    }
    const once = foldChar(char, lookAlikes, simplified);
    // A second time: what NFKC yields may fold further (⁻ → − → -).
    const folded = once.length === 1 ? foldChar(once, lookAlikes, simplified) : once;
    // Marks go the slow way, where they join the letter before them.
    fold[unit] = folded.length === 1 && !MARK.test(folded) ? folded.charCodeAt(0) : SLOW;
  }
  return { fold, classes };
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
  starts: Int32Array = new Int32Array(1025);
  length = 0;

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
    let size = this.units.length;
    while (size < capacity) size *= 2;
    const units = new Uint16Array(size);
    units.set(this.units);
    const starts = new Int32Array(size + 1);
    starts.set(this.starts);
    this.units = units;
    this.starts = starts;
  }
}

/** Folds `text` into `out` (its old content is overwritten) and returns `out`. Never throws; lone surrogates stay. */
export function foldInto(tables: FoldTables, text: string, out: Folded): Folded {
  const { fold } = tables;
  const n = text.length;
  out.ensure(n + 32);
  let units = out.units;
  let starts = out.starts;
  let length = 0;
  for (let i = 0; i < n; i++) {
    const folded = fold[text.charCodeAt(i)] as number;
    if (folded === DROPPED) continue;
    if (folded === SLOW) {
      const width = pairWidth(text, i);
      const expanded = expand(tables, text.slice(i, i + width));
      out.length = length;
      out.ensure(length + expanded.length + (n - i) + 32);
      units = out.units;
      starts = out.starts;
      for (const unit of expanded) {
        const joined = length > 0 ? compose(tables, units[length - 1] as number, unit) : 0;
        if (joined !== 0) {
          units[length - 1] = joined;
          continue;
        }
        if (unit === SPACE && length > 0 && units[length - 1] === SPACE) continue;
        units[length] = unit;
        starts[length++] = i;
      }
      i += width - 1;
      continue;
    }
    if (folded === SPACE && length > 0 && units[length - 1] === SPACE) continue;
    units[length] = folded;
    starts[length++] = i;
  }
  starts[length] = n;
  out.length = length;
  return out;
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
  return composed.length === 1 ? (tables.fold[composed.charCodeAt(0)] as number) : 0;
}

function expand(tables: FoldTables, piece: string): number[] {
  if (INVISIBLE.test(piece)) return [];
  const normal = piece.normalize('NFKC').toLowerCase();
  const units: number[] = [];
  for (let i = 0; i < normal.length; i++) {
    const unit = normal.charCodeAt(i);
    const folded = tables.fold[unit] as number;
    // What is still slow after normalisation (a rare ideograph, a lone surrogate) stands for itself.
    if (folded === SLOW) units.push(unit);
    else if (folded !== DROPPED) units.push(folded);
  }
  return units;
}

/** The folded text as a string: for terms, tests and keys, not for scanning. Leading and trailing spaces go. */
export function foldString(tables: FoldTables, text: string): string {
  const folded = foldInto(tables, text, new Folded());
  return String.fromCharCode(...folded.units.subarray(0, folded.length)).trim();
}
