/**
 * The names of the organisation's own lists in the page's filter, as hashes: made wherever a list is compiled, in the time of
 * a few look-ups a name, and joined with those of other lists by putting them together.
 *
 * A name is hashed by its letters and digits alone; signs and what stands between words are left out of names and texts alike.
 * So the filter finds a name however it is written apart, and now and then something that only looks like one. It knows of
 * each name the hash of its first letters, by which nearly all places of a text are dismissed, and that of all of them.
 *
 * It lets through no less than `mayContain` promises:
 *
 * - Letters are what the fold makes of them: the page's own table for Latin ones, the filter's for all others.
 * - Of a very long name, and of part numbers that vary, only the beginning is known, and whatever follows will do. So it
 *   will behind a few letters with signs before them, which make the name longer than it seems: "+NET8".
 * - A part number may have the letter O for a zero, so that both are one letter to all hashes.
 */
import { Code } from './page-filter-codes.ts';
import { Capitals, endsWhole } from './page-filter-ends.ts';

/** Grows with every change of what is hashed. */
export const NAMES_VERSION = 1;
/** 16-bit words of version, fold, how many units, and of names and lengths of beginnings the lower and the higher half. */
export const NAMES_HEADER = 8;
/** Letters of the beginning by which places are dismissed. */
export const HEAD = 4;
/** Letters of a name that are looked at. */
export const MAX_LETTERS = 24;
/** Stands for the symbol of a unit that is left out. */
export const LEFT_OUT = 1;
/** What a hash is changed by where it is of a beginning. */
export const BEGINNING = 0x2aaa_aaaa;

/** The hash of some symbols and one more. */
export function addToHash(hash: number, symbol: number): number {
  const product = Math.imul(hash ^ symbol, 0x9e37_79b1);
  return product ^ (product >>> 15);
}
export const headOf = (hash: number): number => hash >>> 16;
/** Thirty bits of a hash, and above them the `Capitals` that the name needs. */
export const restOf = (hash: number, capitals: number): number => ((hash & REST) | (capitals << REST_BITS)) >>> 0;
const REST_BITS = 30;
const HEAD_BITS = 16;
/** What a set of rests has more than its names could be numbered with, and what it has at least. */
const SPARE_BITS = 5;
const LEAST_BITS = 10;
const REST = 2 ** REST_BITS - 1;

const LETTER_O = Code.letter + 14;
/** The symbol of a plain Latin letter or digit, by its code. */
export const plainSymbol = (code: number): number => (code === LETTER_O ? Code.digit : code);

/** The sections of a filter of names, as they are stored. */
export interface NameSections {
  /** `foldIdOf` the fold. */
  readonly fold: number;
  /** Bit n: beginnings of n letters are among the names. */
  readonly beginnings: number;
  /** The names, in order of their heads. */
  readonly heads: Uint16Array;
  readonly rests: Uint32Array;
  /** In order: each unit that the names have, but plain Latin letters, digits and what is left out of any text, and behind it its symbol. */
  readonly units: Uint16Array;
}

/** Undefined for bytes of another version. */
export function readNames(bytes: Uint8Array): NameSections | undefined {
  // A copy begins where its views may.
  const { buffer } = bytes.slice();
  if (buffer.byteLength < 2 * NAMES_HEADER) return undefined;
  const words = new Uint16Array(buffer, 0, NAMES_HEADER);
  const long = (at: number): number => ((words[at] as number) | ((words[at + 1] as number) << 16)) >>> 0;
  if (words[0] !== NAMES_VERSION) return undefined;
  const names = long(4);
  const heads = 2 * NAMES_HEADER + 4 * names;
  return {
    fold: long(1),
    beginnings: long(6),
    rests: new Uint32Array(buffer, 2 * NAMES_HEADER, names),
    heads: new Uint16Array(buffer, heads, names),
    units: new Uint16Array(buffer, heads + 2 * names, 2 * (words[3] as number)),
  };
}

/** Looks for names in texts whose units have been told apart. */
export class NameReader {
  /** Unit → its symbol, `LEFT_OUT`, or 0 where no name has it. Length 65,536. */
  private readonly symbols = new Uint16Array(65_536);
  /** Whether a name has such a head. */
  private readonly heads = new Bits(HEAD_BITS);
  /** Whether a name has the lower bits of such a rest: told before the names themselves are looked through. */
  private readonly rests: Bits;

  constructor(private readonly sections: NameSections) {
    const { symbols } = this;
    const { units, heads, rests } = sections;
    for (let i = 0; i < units.length; i += 2) symbols[units[i] as number] = units[i + 1] as number;
    this.rests = new Bits(Math.max(LEAST_BITS, SPARE_BITS + 32 - Math.clz32(rests.length)));
    for (let i = 0; i < rests.length; i++) {
      this.heads.add(heads[i] as number);
      this.rests.add(rests[i] as number);
    }
  }

  /** The letters of names that are not plain Latin ones, in order. */
  *letters(): Iterable<number> {
    const { units } = this.sections;
    for (let i = 0; i < units.length; i += 2) if (units[i + 1] !== LEFT_OUT) yield units[i] as number;
  }

  /** Whether a name may stand at one of the first `count` places in `begins`. `units`: the codes of the text. */
  finds(text: string, units: Uint8Array, begins: Int32Array, count: number, anyCase: boolean): boolean {
    for (let i = 0; i < count; i++) if (this.findsAt(text, units, begins[i] as number, anyCase)) return true;
    return false;
  }

  private findsAt(text: string, units: Uint8Array, from: number, anyCase: boolean): boolean {
    const { symbols, heads, rests } = this;
    let hash = 0;
    let head = 0;
    let isKnown = false;
    let letters = 0;
    const { beginnings } = this.sections;
    for (let at = from; at < text.length; at++) {
      const code = units[at] as number;
      let symbol: number;
      if (code >= Code.digit && code < Code.otherLetter) symbol = plainSymbol(code);
      else if (code !== Code.closed && (code < Code.otherLetter || (code >= Code.open && code < Code.shared))) continue;
      else {
        symbol = symbols[text.charCodeAt(at)] as number;
        if (symbol === 0) return false;
        if (symbol === LEFT_OUT) continue;
      }
      hash = addToHash(hash, symbol);
      letters++;
      if (letters <= HEAD) {
        head = headOf(hash);
        isKnown = heads.has(head);
      }
      if (isKnown) {
        if (rests.has(hash) && this.isWhole(text, units, from, at + 1, hash, head, anyCase)) return true;
        if ((beginnings & (1 << letters)) !== 0 && rests.has(hash ^ BEGINNING) && this.isBeginning(hash, head)) return true;
      }
      if (letters === MAX_LETTERS || (letters === HEAD && !isKnown)) return false;
    }
    return false;
  }

  private isWhole(text: string, units: Uint8Array, from: number, at: number, hash: number, head: number, anyCase: boolean): boolean {
    const { heads, rests } = this.sections;
    for (let i = firstOf(heads, head); heads[i] === head; i++) {
      const rest = rests[i] as number;
      if ((rest & REST) === (hash & REST) && endsWhole(units, text, from, at, rest >>> REST_BITS, anyCase)) return true;
    }
    return false;
  }

  private isBeginning(hash: number, head: number): boolean {
    const { heads, rests } = this.sections;
    const wanted = restOf(hash ^ BEGINNING, Capitals.any);
    for (let i = firstOf(heads, head); heads[i] === head; i++) if (rests[i] === wanted) return true;
    return false;
  }
}

/** A set of numbers, of which it looks at the lowest bits. */
class Bits {
  private readonly words: Uint32Array;
  private readonly mask: number;

  constructor(bits: number) {
    this.words = new Uint32Array(2 ** (bits - 5));
    this.mask = this.words.length - 1;
  }

  add(number: number): void {
    const word = (number >>> 5) & this.mask;
    this.words[word] = (this.words[word] as number) | (1 << number);
  }

  has(number: number): boolean {
    return (((this.words[(number >>> 5) & this.mask] as number) >>> number) & 1) !== 0;
  }
}

/** Where `head` stands first in the order. */
function firstOf(heads: Uint16Array, head: number): number {
  let low = 0;
  let high = heads.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((heads[middle] as number) < head) low = middle + 1;
    else high = middle;
  }
  return low;
}
