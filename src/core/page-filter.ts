/**
 * A small filter that the page keeps, so that a page in which nothing can be found does not wake the worker.
 *
 * `mayContain` is true for every text in which `scan` and `findTerms` would find a term or part number that could become
 * a match. It is also true for some others: that costs a needless message, while a missed one would cost a finding. It
 * stays on the safe side in three ways:
 *
 * - The tree of terms knows the ends of long ones by a hash, and leaves out what begins with another name.
 * - Where a term may have a separator, any run of them is skipped; the rare characters of the terms share symbols.
 * - Terms that count only beside their vendor's name (strength `vendor`) are not in the filter, since that name is. Terms
 *   that count for nothing when written small are asked for their capitals, unless something on the page, a link or the
 *   host, may make up for that (`anyCase`).
 *
 * The tables are made from the catalogue by `page-filter-build.ts`, with the fold of `fold.ts`.
 */
import { INVISIBLE } from './fold.ts';
import { createPartTest, type PartTest, type PartText } from './page-filter-parts.ts';
import { SYM_HYPHEN, SYM_SIGNS, SYM_SPACE, SYMBOLS } from './pattern.ts';
import { closeUp } from './spread.ts';

/** What a UTF-16 unit is to the filter; symbols of the terms come behind. */
export const Code = {
  /** In no term, and no letter or digit of a word. */
  other: 0,
  /** In no term, but a letter or digit that a word goes on with. */
  closed: 1,
  /** Folded away. */
  dropped: 2,
  /** Folds to several units, or needs its neighbour. */
  slow: 3,
  space: 4,
  hyphen: 5,
  digit: 6,
  letter: 16,
  /** Other letters of scripts that separate words. */
  otherLetter: 42,
  /** From here on symbols beside which a word may begin and end. */
  open: 64,
  dot: 64,
  comma: 65,
  /** The other signs that part numbers may have. */
  sign: 66,
  /** Vowel signs and other marks that no fold changes, all of them. */
  itself: 71,
  /** Shared by all others: Han, kana, Hangul. */
  shared: 72,
} as const;

/** Bits of a node of the tree of terms; its symbol is in the low eight. */
export const Node = { last: 0x100, hasChildren: 0x200, gap: 0x400, legalGap: 0x800 } as const;

/**
 * What ends at a node of the tree, in its highest four bits: a prefix; a name that stands for all that begin with it; a
 * whole name, behind which a word must end; or a name of which the rest is kept as a hash, its tail.
 */
export const End = { none: 0, prefix: 1, cut: 2, whole: 4, tail: 8 } as const;
/** Added to `End.whole` and `End.tail`: the capitals without which the text is no candidate. */
export const Capitals = { any: 0, some: 1, first: 2, all: 3 } as const;

/** Symbols of a tail that are looked at. */
export const MAX_TAIL = 63;
export const addToTail = (hash: number, symbol: number): number => (Math.imul(hash, 31) + symbol) & 0xffff;
/** Ten bits of the hash, and the length. */
export const tailWord = (hash: number, length: number): number => (((hash ^ (hash >>> 6)) & 0x3ff) << 6) | length;

/** An opened filter. */
export interface PageFilter {
  /** Unit → `Code` or symbol. Length 65,536. */
  readonly codes: Uint8Array;
  readonly nodes: Uint16Array;
  /** Node → its first child, or its tail. */
  readonly children: Uint16Array;
  /** Symbol → node of the terms that begin with it, or 0. */
  readonly roots: Uint16Array;
  /** First two symbols of a part number → its patterns, those that need no digit and all of them. */
  readonly parts: readonly ({ readonly plain: PartTest[]; readonly all: PartTest[] } | undefined)[];
  /** Hashes of the vendors' domains. */
  readonly domains: ReadonlySet<number>;
}

/**
 * Opens the bytes that `buildPageFilter` made: five counts, the nodes and tails of the tree, the hashes of the domains, the codes of all units as
 * runs, the patterns as text, and of each pattern whether it needs a digit and the pairs of symbols that it begins with.
 */
export function openPageFilter(bytes: Uint8Array): PageFilter {
  let at = 0;
  const word = (): number => {
    at += 2;
    return (bytes[at - 2] as number) | ((bytes[at - 1] as number) << 8);
  };
  const words = (count: number): Uint16Array => {
    const read = new Uint16Array(count);
    for (let i = 0; i < count; i++) read[i] = word();
    return read;
  };
  const [nodeCount, tailCount, domainCount, runCount, textLength] = words(5) as unknown as [number, number, number, number, number];
  const nodes = words(nodeCount);
  const tails = words(tailCount);
  const domains = new Set(words(domainCount));
  const codes = new Uint8Array(65_536);
  for (let run = 0, unit = 0; run < runCount; run++) {
    const code = bytes[at++] as number;
    const length = (bytes[at++] as number) || word();
    codes.fill(code, unit, unit + length);
    unit += length;
  }
  const parts = new Array<{ plain: PartTest[]; all: PartTest[] } | undefined>(SYMBOLS * SYMBOLS).fill(undefined);
  const patterns = new TextDecoder().decode(bytes.subarray(at, at + textLength)).split('\n');
  at += textLength;
  for (const pattern of patterns) {
    const test = createPartTest(pattern);
    const needsDigit = bytes[at++] === 1;
    for (const pair of words(word())) {
      parts[pair] ??= { plain: [], all: [] };
      parts[pair].all.push(test);
      if (!needsDigit) parts[pair].plain.push(test);
    }
  }
  // Nodes stand level by level, the children of one beside each other, so that the tree needs no pointers.
  const children = new Uint16Array(nodeCount);
  const roots = new Uint16Array(256);
  let next = 1;
  let tail = 0;
  for (let node = 0; node < nodeCount; node++) {
    if ((nodes[node] as number) >>> 12 >= End.tail) children[node] = tails[tail++] as number;
    if (((nodes[node] as number) & Node.hasChildren) === 0) continue;
    children[node] = next;
    while (((nodes[next++] as number) & Node.last) === 0);
  }
  let node = 0;
  do {
    node++;
    roots[(nodes[node] as number) & 0xff] = node;
  } while (((nodes[node] as number) & Node.last) === 0);
  return { codes, nodes, children, roots, parts, domains };
}

/** Whether the text may contain something that can become a match. `anyCase`: also where the text writes a name small. */
export function mayContain(filter: PageFilter, text: string, anyCase = false): boolean {
  if (seek(filter, text, anyCase)) return true;
  const closed = closeUp(text);
  return closed !== undefined && seek(filter, closed.text, anyCase);
}

/** Whether the host is a vendor's, or below of one's. Now and then another's counts as one. */
export function mayBeVendorHost({ domains }: PageFilter, host: string): boolean {
  for (let rest = host.toLowerCase(); rest.includes('.'); rest = rest.slice(rest.indexOf('.') + 1)) {
    if (domains.has(hashOf(rest))) return true;
  }
  return false;
}

/** 16 bits of a name (FNV-1a, folded). */
export function hashOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 16)) & 0xffff;
}

function seek(filter: PageFilter, text: string, anyCase: boolean): boolean {
  const answer = search(filter, text, anyCase);
  if (answer !== 'unclear') return answer;
  const plain = spellOut(filter, text);
  return plain === undefined || search(filter, plain.text, anyCase || plain.hidesCase) !== false;
}

const isCapital = (unit: number): boolean => unit >= 0x41 && unit <= 0x5a;
const isSmall = (unit: number): boolean => unit >= 0x61 && unit <= 0x7a;
/** t, n, r: behind a backslash a tab or line end. */
const isEscape = (unit: number): boolean => unit === 0x74 || unit === 0x6e || unit === 0x72;
const isClosed = (code: number): boolean => code === Code.closed || (code >= Code.digit && code < Code.open);

/** `unclear`: some of the units must be spelled out first. */
function search(filter: PageFilter, text: string, anyCase: boolean): boolean | 'unclear' {
  const { codes, roots } = filter;
  const parts = new Parts(filter, text);
  let before: number = Code.other;
  for (let at = 0; at < text.length; at++) {
    const code = codes[text.charCodeAt(at)] as number;
    const isInWord = isClosed(before) && code < Code.open;
    before = code;
    if (code < Code.digit) {
      if (code === Code.dropped || code === Code.slow) return 'unclear';
      continue;
    }
    if (isInWord && !mayBeginInWord(text, at)) continue;
    const root = roots[code] as number;
    if (root !== 0 && findsTerm(filter, text, at, root, anyCase)) return true;
    if (code < Code.otherLetter && parts.beginsAt(at, code)) return true;
  }
  return false;
}

/** Behind a small letter a capital begins a word, and so does what stands behind a written-out tab or line end. */
function mayBeginInWord(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  return (isSmall(before) && isCapital(text.charCodeAt(at))) || (isEscape(before) && text.charCodeAt(at - 2) === 0x5c);
}

function findsTerm({ codes, nodes, children }: PageFilter, text: string, from: number, root: number, anyCase: boolean): boolean {
  let node = root;
  let at = from + 1;
  for (;;) {
    const bits = nodes[node] as number;
    const end = bits >>> 12;
    if (end >= End.tail) {
      const rest = readTail(codes, text, at, bits, children[node] as number);
      return rest > 0 && endsWhole(codes, text, from, rest, end - End.tail, anyCase);
    }
    if (end === End.cut) return true;
    if (end === End.prefix && at < text.length && !isSmall(text.charCodeAt(at))) return true;
    if (end >= End.whole && endsWhole(codes, text, from, at, end - End.whole, anyCase)) return true;
    if (at >= text.length) return false;
    const code = codes[text.charCodeAt(at)] as number;
    let child = (bits & Node.hasChildren) === 0 ? 0 : (children[node] as number);
    while (child !== 0 && ((nodes[child] as number) & 0xff) !== code) child = ((nodes[child] as number) & Node.last) === 0 ? child + 1 : 0;
    if (child !== 0) node = child;
    else if (!skips(bits, code)) return false;
    at++;
  }
}

/** Whether a separator is skipped behind the node. */
function skips(bits: number, code: number): boolean {
  if (code === Code.space || code === Code.hyphen) return (bits & (Node.gap | Node.legalGap)) !== 0;
  return (code === Code.dot || code === Code.comma) && (bits & Node.legalGap) !== 0;
}

/** Where the rest of a name ends that begins at `from`, or 0 where something else stands there. */
function readTail(codes: Uint8Array, text: string, from: number, bits: number, tail: number): number {
  let hash = 0;
  let left = tail & 0x3f;
  let at = from;
  for (; left > 0; at++) {
    if (at >= text.length) return 0;
    const code = codes[text.charCodeAt(at)] as number;
    if (skips(bits, code)) continue;
    if (code < Code.digit) return 0;
    hash = addToTail(hash, code);
    left--;
  }
  return tailWord(hash, tail & 0x3f) === tail ? at : 0;
}

/** Whether a name that ends at `at` and began at `from` is a candidate, as far as the filter can tell. */
function endsWhole(codes: Uint8Array, text: string, from: number, at: number, capitals: number, anyCase: boolean): boolean {
  if (!anyCase && capitals !== Capitals.any && !hasCapitals(codes, text, from, at, capitals)) return false;
  return mayEnd(codes, text, from, at);
}

/** What is not written in plain ASCII may be anything. */
function hasCapitals(codes: Uint8Array, text: string, from: number, at: number, capitals: number): boolean {
  if (capitals === Capitals.first) return !isSmall(text.charCodeAt(from));
  for (let i = from; i < at; i++) {
    const unit = text.charCodeAt(i);
    if (capitals === Capitals.all && isSmall(unit)) return false;
    if (capitals === Capitals.some && (isCapital(unit) || (unit >= 0x80 && isClosed(codes[unit] as number)))) return true;
  }
  return capitals === Capitals.all;
}

/** As `endsWord` of the matcher, a little more freely. */
function mayEnd(codes: Uint8Array, text: string, from: number, at: number): boolean {
  if (at >= text.length) return true;
  const next = codes[text.charCodeAt(at)] as number;
  const last = codes[text.charCodeAt(at - 1)] as number;
  if (!isClosed(next) || !isClosed(last)) return true;
  if (at - from < 4 || (last >= Code.digit && last < Code.letter)) return false;
  const unit = text.charCodeAt(at);
  const isDigit = next >= Code.digit && next < Code.letter;
  return isDigit || next === LETTER_S || unit >= 0x80 || (isCapital(unit) && isSmall(text.charCodeAt(at - 1)));
}

const LETTER_S = Code.letter + 18;

/** Symbol of `pattern.ts`, or -1. */
function partSymbolOf(code: number): number {
  if (code >= Code.digit && code < Code.otherLetter) return code - Code.digit;
  if (code === Code.hyphen) return SYM_HYPHEN;
  if (code === Code.space) return SYM_SPACE;
  if (code === Code.dot) return SYM_SIGNS;
  return code >= Code.sign && code < Code.itself ? code - Code.sign + SYM_SIGNS + 1 : -1;
}

/** The part numbers of one text. */
class Parts implements PartText {
  readonly length: number;
  /** How far it is known whether a digit comes before something that no part number has, and where that is. */
  private known = -1;
  private hasDigit = false;

  constructor(
    private readonly filter: PageFilter,
    private readonly text: string,
  ) {
    this.length = text.length;
  }

  /** Whether one may begin at `at`, of which `code` is known. */
  beginsAt(at: number, code: number): boolean {
    const second = this.symbolAt(at + 1);
    const tests = second < 0 ? undefined : this.filter.parts[(code - Code.digit) * SYMBOLS + second];
    if (tests === undefined) return false;
    const asked = this.digitFollows(at) ? tests.all : tests.plain;
    for (const test of asked) if (test(this, at)) return true;
    return false;
  }

  symbolAt(at: number): number {
    return at < this.length ? partSymbolOf(this.filter.codes[this.text.charCodeAt(at)] as number) : -1;
  }

  isOpenAt(at: number): boolean {
    return at >= this.length || !isClosed(this.filter.codes[this.text.charCodeAt(at)] as number);
  }

  private digitFollows(at: number): boolean {
    if (at > this.known) {
      let i = at;
      let symbol = this.symbolAt(i);
      while (symbol >= 10) symbol = this.symbolAt(++i);
      this.known = i;
      this.hasDigit = symbol >= 0;
    }
    return this.hasDigit;
  }
}

/** Stands for a unit of the slow path that no fold changes: private use, since a browser refuses a script with U+FFFF in it. */
export const ITSELF = '\uee00';

/**
 * The text with what disappears taken out and with what becomes several letters written so. Undefined where a letter and
 * the mark behind it become one: too rare to be looked into. `hidesCase`: letters were written small.
 */
function spellOut({ codes }: PageFilter, text: string): { readonly text: string; readonly hidesCase: boolean } | undefined {
  let spelled = '';
  let hidesCase = false;
  for (const char of text) {
    const code = codes[char.charCodeAt(0)] as number;
    if (code !== Code.dropped && code !== Code.slow) spelled += char;
    else if (code === Code.slow && !INVISIBLE.test(char)) {
      const before = spelled.slice(-1);
      if (joins(before, char) || joins(letterOf(codes, before), char)) return undefined;
      for (const part of char.normalize('NFKC').toLowerCase().split('')) {
        const known = codes[part.charCodeAt(0)] as number;
        if (known === Code.dropped) continue;
        spelled += known === Code.slow ? ITSELF : part;
        hidesCase ||= isClosed(known);
      }
    }
  }
  return { text: spelled, hidesCase };
}

/** Whether what stands behind the letter becomes one with it. */
function joins(letter: string, char: string): boolean {
  const length = (text: string): number => text.normalize('NFKC').length;
  return length(letter + char) < length(letter) + length(char);
}

/** The Latin letter to which the character folds, or itself. */
function letterOf(codes: Uint8Array, char: string): string {
  const code = codes[char.charCodeAt(0)] as number;
  return code >= Code.letter && code < Code.otherLetter ? String.fromCharCode(0x61 + code - Code.letter) : char;
}
