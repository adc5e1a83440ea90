/** A term as the key of a trie: how its words hang together, and how they are folded. */
import { Folded, type FoldTables, foldInto, HYPHENS, SPACE } from './fold.ts';
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

const scratch = new Folded();

/**
 * The folded units of a term's words with a separator between two of them: hard where the term has one, soft at a
 * change of case or kind. In legal names stops and commas are separators as well.
 */
export function keyOf(tables: FoldTables, text: string, isLegal: boolean): number[] {
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
