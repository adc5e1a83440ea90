/**
 * The trie that holds all keys of an index, in typed arrays: a double array for what several keys share, and a tail for
 * what only one key goes on with.
 *
 * A state is a pair of cells, its word and its check. The child of a state for symbol s is the state `base + s`, and
 * belongs to it when that one's check is the state. A word that is not negative is `base << 3 | flags`; a negative one
 * is `~place` of the rest of the only key that goes on from here. A rest is its symbols, a 0 and the key's value, four
 * bytes, the lowest first.
 */

/** The only state that has no parent. */
export const ROOT = 1;

/** Leads to the value of the key that ends in a state: the word of that child is the value. */
export const END = 0;
/** Symbols that stand for a place where a separator may be. */
export const HARD_SEPARATOR = 1;
export const SOFT_SEPARATOR = 2;
export const LEGAL_SEPARATOR = 3;
/** The first symbol of a unit; frequent units have low ones. */
export const FIRST_UNIT = 4;

/** Flags of a word: some key ends here; a separator follows; a unit follows. */
export const HAS_END = 1;
export const HAS_SEPARATOR = 2;
export const HAS_UNIT = 4;

/** In a tail a symbol from here on takes three bytes: this one and the symbol, its lower byte first. */
export const WIDE = 255;

/** A value with this bit is a place in `lists`, where several values stand behind their number. Other values are below it. */
export const LIST = 0x8000_0000;

export interface Trie {
  /** Word and check of each state in turn, with room behind the last one for every symbol. */
  readonly cells: Int32Array;
  readonly tails: Uint8Array;
  readonly lists: Uint32Array;
  /** Tells where no key begins: see `heads.ts`. */
  readonly heads: Uint32Array;
  /** The units of the symbols from `FIRST_UNIT` on. */
  readonly alphabet: Uint16Array;
}

/** Unit → symbol, 0 where no key has the unit. Length 65,536. */
export function symbolTable(alphabet: Uint16Array): Uint16Array {
  const symbols = new Uint16Array(65536);
  for (let i = 0; i < alphabet.length; i++) symbols[alphabet[i] as number] = FIRST_UNIT + i;
  return symbols;
}
