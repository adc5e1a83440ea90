/** A term as the key of a trie: how its words hang together, and how they are folded. */
import { Folded, type FoldTables, foldedUnit, foldInto, HYPHEN, HYPHENS, SPACE } from './fold.ts';
import { HARD_SEPARATOR, LEGAL_SEPARATOR, SOFT_SEPARATOR } from './trie.ts';

/** Private-use characters that mark a place while a term is split. */
const SPACED = '\ue000';
const JOINED = '\ue001';

const SEPARATORS = new RegExp(`[\\s${HYPHENS.replace('-', '\\-')}]+`, 'u');

/** Splits a term where its writers may or may not put a space: at spaces and hyphens, and at changes of case or kind. */
export function splitWords(text: string): { readonly text: string; readonly soft: boolean }[] {
  const words: { text: string; soft: boolean }[] = [];
  for (const piece of text.split(SEPARATORS).filter(Boolean)) {
    const parts = piece
      // Between Latin and Han a space is a matter of taste, as hard a separator as any.
      .replace(/(?<=[\p{Script=Latin}\d])(?=\p{Script=Han})|(?<=\p{Script=Han})(?=[\p{Script=Latin}\d])/gu, SPACED)
      .replace(/(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu}{2})(?=\p{Ll}{3})|(?<=\p{Script=Latin}{2})(?=\d)/gu, JOINED)
      .split(/([\ue000\ue001])/u);
    let soft = false;
    for (const part of parts) {
      if (part === SPACED) soft = false;
      else if (part === JOINED) soft = true;
      else if (part) {
        words.push({ text: part, soft: soft && words.length > 0 });
        soft = false;
      }
    }
  }
  return words;
}

/** What parts the members of a Chinese list. */
export const LIST_COMMAS = '、,，';

/** The name of a maker of a trade: "宇视、" is known in running text by its comma alone. */
export const makerName = (maker: string): string => maker.replace(/^、|、$/gu, '');

/** How such a maker stands in running text: many lists are written with the comma of a sentence. */
export const makerSpellings = (maker: string): string[] => (maker === makerName(maker) ? [maker] : [maker, maker.replace('、', ',')]);

const scratch = new Folded();

/**
 * The folded units of a term's words with a separator between two of them: hard where the term has one, soft at a
 * change of case or kind. In legal names stops and commas are separators as well.
 */
export function keyOf(tables: FoldTables, text: string, isLegal: boolean): number[] {
  if (PLAIN.test(text)) return plainKeyOf(tables, text, isLegal);
  const key: number[] = [];
  for (const [i, word] of splitWords(isLegal ? text.replace(/[.,]/g, ' ') : text).entries()) {
    if (i > 0) key.push(word.soft ? SOFT_SEPARATOR : isLegal ? LEGAL_SEPARATOR : HARD_SEPARATOR);
    const { units, length } = foldInto(tables, word.text, scratch);
    let start = 0;
    let end = length;
    while (start < end && units[start] === SPACE) start++;
    while (end > start && units[end - 1] === SPACE) end--;
    for (let unit = start; unit < end; unit++) key.push(units[unit] as number);
  }
  return key;
}

/** ASCII, of which every sign is folded to one unit. */
const PLAIN = /^[ -~]*$/;
const COMMA = 0x2c;
const STOP = 0x2e;

const isSmall = (unit: number): boolean => unit >= 0x61 && unit <= 0x7a;
const isCapital = (unit: number): boolean => unit >= 0x41 && unit <= 0x5a;
const isLetter = (unit: number): boolean => isSmall(unit) || isCapital(unit);
const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39;

/** The same key, in one walk over the text: most names of long lists are plain. */
function plainKeyOf(tables: FoldTables, text: string, isLegal: boolean): number[] {
  const key: number[] = [];
  let isApart = false;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === SPACE || unit === HYPHEN || (isLegal && (unit === COMMA || unit === STOP))) {
      isApart = true;
      continue;
    }
    if (key.length > 0) {
      if (isApart) key.push(isLegal ? LEGAL_SEPARATOR : HARD_SEPARATOR);
      else if (changesAt(text, at)) key.push(SOFT_SEPARATOR);
    }
    isApart = false;
    key.push(foldedUnit(tables, unit));
  }
  return key;
}

/** Whether case or kind changes between two signs of a word, as `splitWords` sees it. */
function changesAt(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  const before = text.charCodeAt(at - 1);
  if (isCapital(unit)) return isSmall(before);
  if (isDigit(unit)) return isLetter(before) && isLetter(text.charCodeAt(at - 2));
  return (
    isSmall(unit) &&
    isCapital(before) &&
    isCapital(text.charCodeAt(at - 2)) &&
    isSmall(text.charCodeAt(at + 1)) &&
    isSmall(text.charCodeAt(at + 2))
  );
}
