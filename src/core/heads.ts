/**
 * Which letters the keys of an index begin with, as bits: told before the trie is touched, whose memory is cold where
 * there are many names, that no key begins at a place of a text. Like a Bloom filter it may say that one does where none
 * does, never the other way round.
 *
 * The head of a key is its first letters, 2, 3, 4, 5, 7 or 10 of them, whatever stands between them: signs, hyphens and
 * spaces are left out of keys and texts alike, since a separator of a key may be several units of a text, or none. A key
 * marks its longest head. At each place of a text where a name may begin the heads of all lengths are looked up; neither
 * that nor what follows from it is a branch, since a processor cannot guess it. More lengths would let fewer places
 * through and cost all of them more.
 *
 * A head of two letters has a bit of its own, a longer one two bits in a word that the upper bits of its hash tell.
 *
 * Where there are few keys a smaller table is asked before: of keys of three letters it has these, of longer ones the first four, a
 * bit each. That dismisses three places in four. From some ten thousand keys on it would dismiss less than it costs.
 */
import { type Folded, isInHead } from './fold.ts';

/** Letters of the longest head. */
const LONGEST = 10;

const PAIR_WORDS = 65536 / 32;
/** Bits for each key, at least. A table of the least size stays in the innermost cache. */
const BITS_PER_KEY = 16;
const LEAST_WORDS = 2048;
/** Words of the smaller table, which stands beside a larger one of the least size only. */
const FIRST_WORDS = 1024;

const MIX = 0x9e3779b1;
const MIX_FIRST = 0x85ebca77;
const MIX_SECOND = 0xc2b2ae3d;

const mixed = (letters: number): number => {
  const product = Math.imul(letters, MIX);
  return product ^ (product >>> 15);
};
const hash3 = (first: number): number => mixed(first & 0xff_ffff);
const hash4 = (first: number): number => mixed(first);
const hash5 = (first: number, second: number): number => mixed(Math.imul(first, MIX_FIRST) + (second & 0xff));
const hash7 = (first: number, second: number): number => mixed(Math.imul(first, MIX_FIRST) + (second & 0xff_ffff));
const hash10 = (first: number, second: number, third: number): number =>
  mixed(Math.imul(Math.imul(first, MIX_FIRST) + second, MIX_SECOND) + third);

/** Words that the heads of so many keys take. */
function headWords(keys: number): number {
  let words = LEAST_WORDS;
  while (32 * words < BITS_PER_KEY * keys) words *= 2;
  return PAIR_WORDS + words + (words === LEAST_WORDS ? FIRST_WORDS : 0);
}

/** Heads as they are stored. */
export class Heads {
  private readonly pairs: Uint32Array;
  /** Empty where there are many keys. */
  private readonly firsts: Uint32Array;
  private readonly table: Uint32Array;
  /** The upper bits of a hash say which word of a table. */
  private readonly firstShift = Math.clz32(FIRST_WORDS) + 1;
  private readonly shift: number;

  /** As many words as `headWords` told: the pairs, the smaller table if there is one, and the larger one. */
  constructor(words: Uint32Array) {
    const isSmall = words.length === headWords(0);
    const tableAt = PAIR_WORDS + (isSmall ? FIRST_WORDS : 0);
    this.pairs = words.subarray(0, PAIR_WORDS);
    this.firsts = words.subarray(PAIR_WORDS, tableAt);
    this.table = words.subarray(tableAt);
    this.shift = Math.clz32(this.table.length) + 1;
  }

  /** Leaves in `folded.chosen` those of its begins at which a key may begin, and returns how many. */
  choose(folded: Folded): number {
    const { pairs, table, shift } = this;
    const { letters, chosen } = folded;
    const asksFirsts = this.firsts.length > 0;
    const places = asksFirsts ? folded.likely : folded.begins;
    const placeCount = asksFirsts ? this.chooseLikely(folded) : folded.beginCount;
    let count = 0;
    for (let i = 0; i < placeCount; i++) {
      const at = places[2 * i + 1] as number;
      const first = letters.getUint32(at, true);
      const second = letters.getUint32(at + 4, true);
      const third = letters.getUint16(at + 8, true);
      let found = (pairs[(first & 0xffff) >>> 5] as number) >>> first;
      let hash = hash3(first);
      let word = table[hash >>> shift] as number;
      found |= (word >>> hash) & (word >>> (hash >>> 5));
      hash = hash4(first);
      word = table[hash >>> shift] as number;
      found |= (word >>> hash) & (word >>> (hash >>> 5));
      hash = hash5(first, second);
      word = table[hash >>> shift] as number;
      found |= (word >>> hash) & (word >>> (hash >>> 5));
      hash = hash7(first, second);
      word = table[hash >>> shift] as number;
      found |= (word >>> hash) & (word >>> (hash >>> 5));
      hash = hash10(first, second, third);
      word = table[hash >>> shift] as number;
      found |= (word >>> hash) & (word >>> (hash >>> 5));
      chosen[count] = places[2 * i] as number;
      count += found & 1;
    }
    return count;
  }

  /** Leaves in `folded.likely` those of its begins that the smaller table lets through, and returns how many. */
  private chooseLikely({ begins, beginCount, letters, likely }: Folded): number {
    const { pairs, firsts, firstShift } = this;
    let count = 0;
    for (let i = 0; i < beginCount; i++) {
      const at = begins[2 * i + 1] as number;
      const first = letters.getUint32(at, true);
      const three = hash3(first);
      const four = hash4(first);
      const found =
        ((pairs[(first & 0xffff) >>> 5] as number) >>> first) |
        ((firsts[three >>> firstShift] as number) >>> three) |
        ((firsts[four >>> firstShift] as number) >>> four);
      likely[2 * count] = begins[2 * i] as number;
      likely[2 * count + 1] = at;
      count += found & 1;
    }
    return count;
  }

  /** Marks the head of a key that has `count` letters, or `LONGEST` and more. */
  mark(letters: DataView, count: number): void {
    const first = letters.getUint32(0, true);
    const second = letters.getUint32(4, true);
    if (count >= 3 && this.firsts.length > 0) this.markFirst(count === 3 ? hash3(first) : hash4(first));
    if (count < 3) this.markPair(first & 0xffff, count);
    else if (count === 3) this.markHash(hash3(first));
    else if (count === 4) this.markHash(hash4(first));
    else if (count < 7) this.markHash(hash5(first, second));
    else if (count < LONGEST) this.markHash(hash7(first, second));
    else this.markHash(hash10(first, second, letters.getUint16(8, true)));
  }

  private markPair(pair: number, count: number): void {
    const { pairs } = this;
    if (count === 2) pairs[pair >>> 5] = (pairs[pair >>> 5] as number) | (1 << pair);
    // A key of one letter may be followed by any other, and one without letters by anything.
    else if (count === 1) for (let next = 0; next < 256; next++) this.markPair((pair & 0xff) | (next << 8), 2);
    else pairs.fill(0xffff_ffff);
  }

  private markFirst(hash: number): void {
    const { firsts, firstShift } = this;
    firsts[hash >>> firstShift] = (firsts[hash >>> firstShift] as number) | (1 << hash);
  }

  private markHash(hash: number): void {
    const { table, shift } = this;
    table[hash >>> shift] = (table[hash >>> shift] as number) | (1 << hash) | (1 << (hash >>> 5));
  }
}

/** Marks the heads of keys. */
export class HeadMarker {
  readonly words: Uint32Array;
  private readonly heads: Heads;
  private readonly letters = new Uint8Array(LONGEST);
  private readonly view = new DataView(this.letters.buffer);

  constructor(
    keys: number,
    private readonly classes: Uint8Array,
  ) {
    this.words = new Uint32Array(headWords(keys));
    this.heads = new Heads(this.words);
  }

  /** Marks the key that stands in `units` from `start` on, up to the first unit that is 0. */
  add(units: Uint16Array, start: number): void {
    let count = 0;
    for (let at = start; units[at] !== 0 && count < LONGEST; at++) {
      if (isInHead(this.classes[units[at] as number])) this.letters[count++] = units[at] as number;
    }
    this.heads.mark(this.view, count);
  }
}
