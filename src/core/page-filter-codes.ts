/** What the units of a text are to the page's filter. */

/** What a UTF-16 unit is; symbols of the terms come behind. */
export const Code = {
  /** In no term, and no letter or digit of a word. */
  other: 0,
  /** In no term, but a letter or digit that a word goes on with. */
  closed: 1,
  /** Folded away. */
  dropped: 2,
  /** Folds to several units, or needs its neighbour. */
  slow: 3,
  space: 4,
  hyphen: 5,
  digit: 6,
  letter: 16,
  /** Other letters of scripts that separate words. */
  otherLetter: 42,
  /** From here on symbols beside which a word may begin and end. */
  open: 64,
  dot: 64,
  comma: 65,
  /** The other signs that part numbers may have. */
  sign: 66,
  /** Vowel signs and other marks that no fold changes, all of them. */
  itself: 71,
  /** Shared by all others: Han, kana, Hangul. */
  shared: 72,
  /** Such a one that stands in names of own lists alone. */
  own: 255,
} as const;

/** The code of a folded unit that is a plain Latin letter or digit. */
export function plainCode(unit: number): number | undefined {
  if (unit >= 0x30 && unit <= 0x39) return Code.digit + unit - 0x30;
  return isSmall(unit) ? Code.letter + unit - 0x61 : undefined;
}

/** Whether a word goes on with the code. */
export const isClosed = (code: number): boolean => code === Code.closed || (code >= Code.digit && code < Code.open);
export const isCapital = (unit: number): boolean => unit >= 0x41 && unit <= 0x5a;
export const isSmall = (unit: number): boolean => unit >= 0x61 && unit <= 0x7a;
