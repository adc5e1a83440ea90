/** Text that people typed or pasted, without what nobody sees. */

/** Marks of direction, control characters and halves of characters; joiners are letters' own affair. */
const UNSEEN = /[\p{Cc}\p{Cs}\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]/gu;

/** One line with single blanks. */
export function cleanName(text: string): string {
  return text
    .replace(/[\t-\r\u2028\u2029]+/gu, ' ')
    .replace(UNSEEN, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** The lines of a note, each without blanks at its end. */
export function cleanText(text: string): string {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => line.replaceAll('\t', ' ').replace(UNSEEN, '').trimEnd())
    .join('\n')
    .trim();
}
