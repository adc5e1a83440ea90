/** Words of everyday language, English and Chinese: a name that is one of them means something else on most pages. */
import { type FoldTables, foldString } from './fold.ts';

export interface OrdinaryWords {
  /** Whether the whole of a name is an ordinary word, however it is written. A name of several words hardly ever is. */
  has(name: string): boolean;
}

/** Opens the bundled words: one a line. `tables` as for terms, so that a word is told however it is written. */
export function openOrdinaryWords(text: string, tables: FoldTables): OrdinaryWords {
  const words = new Set(text.split('\n').map((word) => foldString(tables, word)));
  words.delete('');
  return { has: (name) => words.has(foldString(tables, name).trim()) };
}
