/**
 * Words of everyday language, English and Chinese: a name that is one of them means something else on most pages.
 *
 * They are packed folded and in order, one a line, each as the number of characters that it begins with as the word before
 * (a digit of base 36) and the rest of it.
 */
import { type FoldTables, foldString } from './fold.ts';

export interface OrdinaryWords {
  /** Whether the whole of a name is an ordinary word, however it is written. A name of several words never is. */
  has(name: string): boolean;
}

const MAX_SHARED = 35;
/** Of these signs folding makes small letters and nothing else. */
const ASCII = /^[!-~]*$/;

/** Packs words for `openOrdinaryWords`, which takes the same tables. */
export function packOrdinaryWords(words: readonly string[], tables: FoldTables): string {
  const sorted = [...new Set(words.map((word) => foldString(tables, word)))].sort();
  return sorted
    .map((word, i) => {
      const before = sorted[i - 1] ?? '';
      let shared = 0;
      while (shared < MAX_SHARED && shared < before.length && word[shared] === before[shared]) shared++;
      return shared.toString(36) + word.slice(shared);
    })
    .join('\n');
}

/** Opens packed words. `tables` are those of the bundled index. */
export function openOrdinaryWords(packed: string, tables: FoldTables): OrdinaryWords {
  const words = new Set<string>();
  let word = '';
  let longest = 0;
  for (const line of packed.split('\n')) {
    word = word.slice(0, Number.parseInt(line.charAt(0), 36) || 0) + line.slice(1);
    words.add(word);
    longest = Math.max(longest, word.length);
  }
  return {
    has(name) {
      const trimmed = name.trim();
      // Most names are longer than any word or are several, and to look one up costs more than all the rest.
      if (trimmed.length > longest || trimmed.includes(' ')) return false;
      return words.has(ASCII.test(trimmed) ? trimmed.toLowerCase() : foldString(tables, trimmed));
    },
  };
}
