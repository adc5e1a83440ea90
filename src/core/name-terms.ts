/** What a name of an own list tells of itself: whether it is a company's registered name, and whether others may bear it. */

/** Words for the form of a company: what they end is written with or without its stops and commas. */
const COMPANY_FORM =
  /[.,]|\b(?:co|company|corp|corporation|inc|incorporated|limited|llc|llp|ltd|plc|gmbh|ag|sa|srl|spa|bv|nv|oy|ab|as|kk|pte|pty)$/iu;

export const kindOfName = (name: string): 'legal' | 'name' => (COMPANY_FORM.test(name) ? 'legal' : 'name');

/** Each of these letters is a syllable or a word. */
const SYLLABLE = /[\p{sc=Han}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}]/u;
/** Letters of a name that few others bear. */
const ENOUGH_LETTERS = 4;

/** Whether a name has so few letters that it means too many things, or none at all. */
export function isShortName(name: string): boolean {
  let letters = 0;
  for (const character of name) {
    if (SYLLABLE.test(character)) letters += 2;
    else if (/[\p{L}\p{N}]/u.test(character)) letters++;
  }
  return letters < ENOUGH_LETTERS || !/\p{L}/u.test(name);
}
