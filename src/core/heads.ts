/**
 * Which letters the keys of an index have, as bits: told before the trie is touched, whose memory is cold where there are many
 * names, that no key stands at a place of a text. Like a Bloom filter it may say that one does where none does, never the
 * other way round.
 *
 * Letters alone count, whatever stands between them: signs, hyphens and spaces are left out of keys and texts alike, since a
 * separator of a key may be several units of a text, or none. The places of a text where a name may begin are looked at in up to
 * three rounds, each of which leaves fewer:
 *
 * 1. Where there are few keys, by a small table: of keys of three letters it has these, of longer ones the first four, a bit
 *    each. That dismisses three places in four. From some ten thousand keys on it would dismiss less than it costs.
 * 2. By heads: the head of a key is its first 2, 3, 4, 5, 7 or 10 letters, the longest of these that it has. The heads of all
 *    lengths are looked up, and neither that nor what follows from it is a branch, since a processor cannot guess it. More lengths
 *    would let fewer places through and cost all of them more.
 * 3. By where words end: most places that are left begin like a name and go on otherwise. "Conte" is one, and the text has
 *    "contest". A key of less than ten letters whose last word may not go on is in a table by all its letters, and the text is asked
 *    for as many letters only where it lets a name end behind them.
 *
 * A head of two letters has a bit of its own, all else two bits or three in a word that the upper bits of a hash tell.
 */
import { CharClass, type Folded, isInHead } from './fold.ts';

/** A key of so many letters is told by its first ones. */
const LONG = 10;
/** Letters of a key that are looked at. */
const MOST = 12;

/** Before the tables: the words of `firsts`, `shorts`, `wholes` and `opens`. */
const HEADER_WORDS = 4;
const PAIR_WORDS = 2 ** 15 / 32;
/** Where a pair is marked once more for keys that may go on; no letter has the bit. */
const PAIR_OPEN = 0x80;
/** Bits for each key of a table, at least. */
const BITS_PER_KEY = 16;
/** A table of the least size stays in the innermost cache. */
const LEAST_WORDS = 2048;
/** Of a table that only some of the keys are in. */
const LEAST_WORDS_OF_SOME = 256;
/** Words of `firsts`, which is there beside heads of the least size only. */
const FIRST_WORDS = 1024;

const MIX = 0x9e3779b1;
const MIX_FIRST = 0x85ebca77;
const MIX_SECOND = 0xc2b2ae3d;

const mixed = (letters: number): number => {
  const product = Math.imul(letters, MIX);
  return product ^ (product >>> 15);
};
/** Of letters one to four, five to eight and nine to twelve, seven bits each in a byte. */
const hash3 = (first: number): number => mixed(first & 0xff_ffff);
const hash4 = (first: number): number => mixed(first);
const hash8 = (first: number, second: number): number => mixed(Math.imul(first, MIX_FIRST) + second);
const hash5 = (first: number, second: number): number => hash8(first, second & 0xff);
const hash7 = (first: number, second: number): number => hash8(first, second & 0xff_ffff);
const hash12 = (first: number, second: number, third: number): number =>
  mixed(Math.imul(Math.imul(first, MIX_FIRST) + second, MIX_SECOND) + third);
const hash10 = (first: number, second: number, third: number): number => hash12(first, second, third & 0xffff);

/** Which bits of its word a hash has beside the first, as shifts, of which five bits count. */
const secondBit = (hash: number): number => hash >>> 5;
const thirdBit = (hash: number): number => hash >>> 10;
/** The third bit of a key of twelve letters or more: by the last two. */
const longBit = (hash: number, third: number): number => thirdBit(hash) + 1 + (third >>> 16) + (third >>> 23);

/** The letters of four `letterBytes`. */
const LETTERS = 0x7f7f_7f7f;
/** The letter s, four times. */
const PLURAL = 0x7373_7373;

/**
 * Before which of four letters a name may end: the highest bit of their `letterBytes`, set also for an s before one that has it, since a
 * name may have a plural s. `next` are the four from the second on.
 */
const endsOf = (four: number, next: number): number => four | (~(((four & LETTERS) ^ PLURAL) + LETTERS) & next);

/** The heads that the second round finds at a place: which bit says it of heads of 3, 4, 5, 7 and 10 letters; the lowest is of 2. */
const FOUND3 = 1;
const FOUND4 = 2;
const FOUND5 = 3;
const FOUND7 = 4;
const FOUND10 = 5;
const FOUND_BITS = 6;

/** Number of letters behind which a name may end → its bit among the ends that the third round looks at. */
const END_BITS = [0, 0, 0, 0, 3, 11, 19, 27, 2, 10] as const;
const endBit = (letters: number): number => 1 << (END_BITS[letters] as number);
/** The heads that were found → the ends at which one of their keys may end. */
const ENDS_OF_HEADS = Int32Array.from({ length: 1 << FOUND_BITS }, (_, found) => {
  let ends = 0;
  if (((found >> FOUND3) & 1) !== 0) ends |= endBit(3);
  if (((found >> FOUND4) & 1) !== 0) ends |= endBit(4);
  if (((found >> FOUND5) & 1) !== 0) ends |= endBit(5) | endBit(6);
  if (((found >> FOUND7) & 1) !== 0) ends |= endBit(7) | endBit(8) | endBit(9);
  return ends;
});
/** The bit of an end → masks of the letters before it. */
const [FIRST_BEFORE, SECOND_BEFORE, THIRD_BEFORE] = [0, 4, 8].map((from) => {
  const masks = new Int32Array(32);
  for (let letters = 3; letters < LONG; letters++) {
    const bytes = Math.min(Math.max(letters - from, 0), 4);
    masks[END_BITS[letters] as number] = bytes === 0 ? 0 : LETTERS >>> (32 - 8 * bytes);
  }
  return masks;
}) as [Int32Array, Int32Array, Int32Array];

/** Of the letters before an end, which its bit tells. */
const hashBefore = (end: number, first: number, second: number, third: number): number =>
  hash12(first & (FIRST_BEFORE[end] as number), second & (SECOND_BEFORE[end] as number), third & (THIRD_BEFORE[end] as number));

/** The upper bits of a hash say which word of a table, whose size is a power of two. */
const shiftOf = (table: Uint32Array): number => Math.clz32(table.length) + 1;

interface Tables {
  /** First letters for the first round; empty where there are many keys. */
  readonly firsts: Uint32Array;
  /** Heads of two letters, and others that say as little. */
  readonly pairs: Uint32Array;
  /** Heads of three and four letters. They are few: apart from the others they stay near the processor. */
  readonly shorts: Uint32Array;
  /** Keys of three to nine letters whose last word may not go on. */
  readonly wholes: Uint32Array;
  /** The first three or five letters of the other keys of less than ten. Empty where there are none, as in most lists. */
  readonly opens: Uint32Array;
  /** Heads of five letters and more. */
  readonly heads: Uint32Array;
}

function tablesOf(words: Uint32Array): Tables {
  let at = HEADER_WORDS;
  const next = (length: number): Uint32Array => {
    at += length;
    return words.subarray(at - length, at);
  };
  const lengthOf = (part: number): number => words[part] as number;
  return {
    firsts: next(lengthOf(0)),
    pairs: next(PAIR_WORDS),
    shorts: next(lengthOf(1)),
    wholes: next(lengthOf(2)),
    opens: next(lengthOf(3)),
    heads: words.subarray(at),
  };
}

/** Heads as they are stored. */
export class Heads {
  private readonly tables: Tables;

  /** `words` as `HeadMarker` made them. */
  constructor(words: Uint32Array) {
    this.tables = tablesOf(words);
  }

  /** Leaves in `folded.chosen` those of its begins at which a key may stand, and returns how many. */
  choose(folded: Folded): number {
    const { tables } = this;
    if (tables.firsts.length === 0) return chooseByEnds(tables, folded, chooseByHeads(tables, folded, folded.begins, folded.beginCount));
    return chooseByEnds(tables, folded, chooseByHeads(tables, folded, folded.likely, chooseByFirsts(tables, folded)));
  }
}

/** The first round: leaves in `likely` those begins that it lets through, and returns how many. */
function chooseByFirsts({ pairs, firsts }: Tables, { begins, beginCount, letters, likely }: Folded): number {
  const shift = shiftOf(firsts);
  let count = 0;
  for (let i = 0; i < beginCount; i++) {
    const at = begins[2 * i + 1] as number;
    const first = letters.getUint32(at, true) & LETTERS;
    const three = hash3(first);
    const four = hash4(first);
    const found =
      ((pairs[(first & 0xffff) >>> 5] as number) >>> first) |
      ((firsts[three >>> shift] as number) >>> three) |
      ((firsts[four >>> shift] as number) >>> four);
    likely[2 * count] = begins[2 * i] as number;
    likely[2 * count + 1] = at;
    count += found & 1;
  }
  return count;
}

/**
 * The second round: leaves in `likely` those of the first `placeCount` of `places` that it lets through, in `chosen` the heads that it
 * found at each, and returns how many.
 */
function chooseByHeads(
  { pairs, shorts, heads }: Tables,
  { letters, likely, chosen }: Folded,
  places: Int32Array,
  placeCount: number,
): number {
  const shortShift = shiftOf(shorts);
  const shift = shiftOf(heads);
  let count = 0;
  for (let i = 0; i < placeCount; i++) {
    const begin = places[2 * i] as number;
    const at = places[2 * i + 1] as number;
    const first = letters.getUint32(at, true) & LETTERS;
    const second = letters.getUint32(at + 4, true) & LETTERS;
    const third = letters.getUint32(at + 8, true) & LETTERS;
    let found = ((pairs[(first & 0xffff) >>> 5] as number) >>> first) & 1;
    let hash = hash3(first);
    let word = shorts[hash >>> shortShift] as number;
    found |= ((word >>> hash) & (word >>> secondBit(hash)) & 1) << FOUND3;
    hash = hash4(first);
    word = shorts[hash >>> shortShift] as number;
    found |= ((word >>> hash) & (word >>> secondBit(hash)) & 1) << FOUND4;
    hash = hash5(first, second);
    word = heads[hash >>> shift] as number;
    found |= ((word >>> hash) & (word >>> secondBit(hash)) & 1) << FOUND5;
    hash = hash7(first, second);
    word = heads[hash >>> shift] as number;
    found |= ((word >>> hash) & (word >>> secondBit(hash)) & 1) << FOUND7;
    hash = hash10(first, second, third);
    word = heads[hash >>> shift] as number;
    found |= ((word >>> hash) & (word >>> secondBit(hash)) & ((word >>> thirdBit(hash)) | (word >>> longBit(hash, third))) & 1) << FOUND10;
    likely[2 * count] = begin;
    likely[2 * count + 1] = at;
    chosen[count] = found;
    // One where any head was found.
    count += (found + (1 << FOUND_BITS) - 1) >>> FOUND_BITS;
  }
  return count;
}

/** The third round: leaves in `chosen` those of the first `likelyCount` likely places that it lets through, and returns how many. */
function chooseByEnds({ pairs, wholes, opens }: Tables, { letters, likely, chosen }: Folded, likelyCount: number): number {
  const hasOpens = opens.length > 0;
  const openShift = shiftOf(opens);
  const wholeShift = shiftOf(wholes);
  let count = 0;
  for (let i = 0; i < likelyCount; i++) {
    const at = likely[2 * i + 1] as number;
    const heads = chosen[i] as number;
    let first = letters.getUint32(at, true);
    let second = letters.getUint32(at + 4, true);
    let third = letters.getUint32(at + 8, true);
    const ends0 = endsOf(first, (first >>> 8) | (second << 24));
    const ends4 = endsOf(second, (second >>> 8) | (third << 24));
    const ends8 = endsOf(third, third >>> 8);
    first &= LETTERS;
    second &= LETTERS;
    third &= LETTERS;
    let found = (heads >>> FOUND10) | (heads & (ends0 >>> 23)) | ((pairs[((first & 0xffff) | PAIR_OPEN) >>> 5] as number) >>> first);
    if (hasOpens) {
      let hash = hash3(first);
      let word = opens[hash >>> openShift] as number;
      found |= (word >>> hash) & (word >>> secondBit(hash));
      hash = hash5(first, second);
      word = opens[hash >>> openShift] as number;
      found |= (word >>> hash) & (word >>> secondBit(hash));
    }
    let ends = ((ends0 >>> 31) | ((ends4 & ~LETTERS) >>> 4) | ((ends8 & ~LETTERS & 0xffff) >>> 5)) & (ENDS_OF_HEADS[heads] as number);
    while (ends !== 0) {
      const end = 31 - Math.clz32(ends);
      ends ^= 1 << end;
      const hash = hashBefore(end, first, second, third);
      const word = wholes[hash >>> wholeShift] as number;
      found |= (word >>> hash) & (word >>> secondBit(hash)) & (word >>> thirdBit(hash));
    }
    chosen[count] = likely[2 * i] as number;
    count += found & 1;
  }
  return count;
}

/** Marks the heads of keys. */
export class HeadMarker {
  private readonly letters = new DataView(new ArrayBuffer(MOST));
  private readonly firsts: Uint32Array;
  private readonly pairs = new Uint32Array(PAIR_WORDS);
  private readonly heads: Uint32Array;
  /** Hashes for the tables that only some keys are in: how many is known at the end. */
  private readonly shorts: number[] = [];
  private readonly wholes: number[] = [];
  private readonly opens: number[] = [];

  /** `keys`: how many there are. `classes` as in `FoldTables`. */
  constructor(
    keys: number,
    private readonly classes: Uint8Array,
  ) {
    this.heads = new Uint32Array(wordsFor(keys, LEAST_WORDS));
    this.firsts = new Uint32Array(this.heads.length === LEAST_WORDS ? FIRST_WORDS : 0);
  }

  /** Marks the key that stands in `units` from `start` on, up to the first unit that is 0. `goesOn`: its last word may go on in a text. */
  add(units: Uint16Array, start: number, goesOn: boolean): void {
    const { classes, letters } = this;
    let count = 0;
    let at = start;
    for (; units[at] !== 0 && count < MOST; at++) {
      if (isInHead(classes[units[at] as number])) letters.setUint8(count++, (units[at] as number) & 0x7f);
    }
    // A name may end behind a mark, but a text does not tell that before the next letter.
    const isOpen = goesOn || classes[units[at - 1] as number] === CharClass.mark;
    const first = letters.getUint32(0, true);
    const second = letters.getUint32(4, true);
    const third = letters.getUint32(8, true);
    if (count < 3) {
      this.markPairs(count, first, isOpen);
      return;
    }
    this.markHead(count, first, second, third);
    if (count >= LONG) return;
    if (isOpen) this.opens.push(count < 5 ? hash3(first) : hash5(first, second));
    else this.wholes.push(hashBefore(END_BITS[count] as number, first, second, third));
  }

  private markHead(count: number, first: number, second: number, third: number): void {
    const { firsts, heads } = this;
    const short = count === 3 ? hash3(first) : hash4(first);
    if (firsts.length > 0) mark(firsts, short);
    if (count < 5) {
      this.shorts.push(short);
      return;
    }
    if (count < LONG) {
      const hash = count < 7 ? hash5(first, second) : hash7(first, second);
      mark(heads, hash, secondBit(hash));
    } else {
      const hash = hash10(first, second, third);
      mark(heads, hash, secondBit(hash), count < MOST ? thirdBit(hash) : longBit(hash, third));
    }
  }

  private markPairs(count: number, first: number, isOpen: boolean): void {
    const { pairs } = this;
    const pair = first & LETTERS & 0xffff;
    if (count === 2) {
      markBit(pairs, pair);
      if (isOpen) markBit(pairs, pair | PAIR_OPEN);
    } else if (count === 1) {
      // A key of one letter may be followed by any other, and one without letters by anything.
      for (let next = 0; next < 128; next++) this.markPairs(2, (pair & 0x7f) | (next << 8), true);
    } else pairs.fill(0xffff_ffff);
  }

  /** What `Heads` reads. */
  finish(): Uint32Array {
    const { firsts, pairs, heads } = this;
    const shorts = new Uint32Array(wordsFor(this.shorts.length, LEAST_WORDS_OF_SOME));
    for (const hash of this.shorts) mark(shorts, hash, secondBit(hash));
    const wholes = new Uint32Array(wordsFor(this.wholes.length, LEAST_WORDS_OF_SOME));
    for (const hash of this.wholes) mark(wholes, hash, secondBit(hash), thirdBit(hash));
    const opens = new Uint32Array(this.opens.length === 0 ? 0 : wordsFor(this.opens.length, LEAST_WORDS_OF_SOME));
    for (const hash of this.opens) mark(opens, hash, secondBit(hash));
    const parts = [Uint32Array.of(firsts.length, shorts.length, wholes.length, opens.length), firsts, pairs, shorts, wholes, opens, heads];
    const words = new Uint32Array(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
      words.set(part, at);
      at += part.length;
    }
    return words;
  }
}

/** Words of a table for so many keys. */
function wordsFor(keys: number, least: number): number {
  let words = least;
  while (32 * words < BITS_PER_KEY * keys) words *= 2;
  return words;
}

/** Sets bits in the word of a hash: the first, and others by their shifts. */
function mark(table: Uint32Array, hash: number, ...shifts: readonly number[]): void {
  const at = hash >>> shiftOf(table);
  let word = (table[at] as number) | (1 << hash);
  for (const shift of shifts) word |= 1 << shift;
  table[at] = word;
}

function markBit(table: Uint32Array, bit: number): void {
  table[bit >>> 5] = (table[bit >>> 5] as number) | (1 << bit);
}
