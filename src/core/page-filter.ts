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
 * The places where a name may begin are marked first, without a branch, since branches are what reading a text costs most;
 * two symbols at each of them tell nearly always that there is none. The tables are made from the catalogue by
 * `page-filter-build.ts`, with the fold of `fold.ts`. Names of own lists come later, as `page-filter-names.ts` has them.
 */

import { invisible } from './fold.ts';
import { ByteReader } from './page-filter-bytes.ts';
import { Code, isClosed, isSmall } from './page-filter-codes.ts';
import { endsWhole } from './page-filter-ends.ts';
import { NameReader, readNames } from './page-filter-names.ts';
import { openParts, PartReader, type PartTests } from './page-filter-parts.ts';
import { closeUp } from './spread.ts';
import { grown } from './typed-arrays.ts';

/** Bits of a node of the tree of terms; its symbol is in the low eight. */
export const Node = { last: 0x100, hasChildren: 0x200, gap: 0x400, legalGap: 0x800 } as const;

/**
 * What ends at a node of the tree, in its highest four bits: a prefix; a name that stands for all that begin with it; a
 * whole name, behind which a word must end; or a name of which the rest is kept as a hash, its tail. The capitals that it
 * needs are added to the last two.
 */
export const End = { none: 0, prefix: 1, cut: 2, whole: 4, tail: 8 } as const;
/** Symbols of a tail that are looked at. */
export const MAX_TAIL = 63;
export const addToTail = (hash: number, symbol: number): number => (Math.imul(hash, 31) + symbol) & 0xffff;
/** Ten bits of the hash, and the length. */
export const tailWord = (hash: number, length: number): number => (((hash ^ (hash >>> 6)) & 0x3ff) << 6) | length;

/** A filter. Its bytes are asked for, and opened, when it is first needed: many frames have no text. */
export interface PageFilter {
  readonly open: () => Opened;
}

interface Opened {
  /** Unit → `Code` or symbol, and `Kind` above its eight bits. Length 65,536. */
  readonly entries: Uint16Array;
  /** The nodes of the tree, level by level, the children of one beside each other. */
  readonly nodes: Uint16Array;
  /** Node → its first child, or its tail. */
  readonly children: Uint16Array;
  /** Symbol → node of the terms that begin with it, or 0. */
  readonly roots: Uint16Array;
  readonly rootCount: number;
  /** A Latin letter or digit and what stands behind it → the node of the terms that begin so, and above its 16 bits the number of the part numbers' tests, plus 1. */
  readonly pairs: Uint32Array;
  readonly parts: PartReader;
  /** Hashes of the vendors' domains. */
  readonly domains: ReadonlySet<number>;
  readonly text: MarkedText;
  /** Opens the units from `FIRST_LATE` on, which are unclear before. False where they are open. */
  readonly openAllUnits: () => boolean;
  /** `foldIdOf` the fold of all this. */
  readonly fold: number;
  /** Takes in names of own lists, in the place of others. */
  readonly takeNames: (names: NameReader) => void;
  /** Undefined where there are none. */
  readonly names: NameReader | undefined;
}

/** The text that is looked at, reused for the next one. */
interface MarkedText {
  /** The codes of its units, with some of nothing behind them. */
  units: Uint8Array;
  /** Where a name may begin. */
  begins: Int32Array;
}

export function openPageFilter(read: () => Uint8Array): PageFilter {
  let opened: Opened | undefined;
  return {
    open() {
      opened ??= openBytes(read());
      return opened;
    },
  };
}

/** From here on the units are those of Han and other scripts that are opened when a text has one of them. */
export const FIRST_LATE = 0x2e80;

/**
 * What `buildPageFilter` made, so that there is little to do before the first text is looked at: the counts; the nodes of
 * the tree, where each has its children, the hashes of the domains and the steps of `page-filter-shapes.ts`, in 16 bits
 * each; the units before `FIRST_LATE`; the part numbers; the other units.
 */
function openBytes(all: Uint8Array): Opened {
  const counts = wordsOf(all, 0, COUNTS);
  const count = (number: number): number => counts[number] as number;
  const stepCount = count(4);
  let at = 2 * COUNTS;
  const words = (count: number): Uint16Array => {
    at += 2 * count;
    return wordsOf(all, at - 2 * count, count);
  };
  const nodes = words(count(2));
  const children = words(nodes.length);
  const domains = new Set(words(count(3)));
  const steps = words(stepCount);
  const { roots, rootCount } = findRoots(nodes);
  const bytes = new ByteReader(all, at);
  const entries = new Uint16Array(65_536).fill(Code.slow | (Kind.unclear << KIND_SHIFT), FIRST_LATE);
  const kinds = Uint16Array.from({ length: 256 }, (_, code) => code | (kindOf(code, roots) << KIND_SHIFT));
  openUnits(entries, kinds, bytes, 0, count(5), count(6));
  markKinds(entries);
  const parts = openParts(bytes, count(7));
  const shapes = { steps, setOf: bytes.some(stepCount), sets: bytes.some(count(8)) };
  let hasAllUnits = false;
  let names: NameReader | undefined;
  return {
    fold: (count(0) | (count(1) << 16)) >>> 0,
    entries,
    nodes,
    children,
    roots,
    rootCount,
    pairs: pairUp(nodes, children, roots, parts),
    parts: new PartReader(parts, shapes),
    domains,
    text: { units: new Uint8Array(4096), begins: new Int32Array(4096) },
    openAllUnits() {
      if (hasAllUnits) return false;
      hasAllUnits = true;
      openUnits(entries, kinds, bytes, FIRST_LATE, count(9), count(10));
      if (names) markLetters(entries, names, FIRST_LATE, entries.length);
      return true;
    },
    get names() {
      return names;
    },
    takeNames(own) {
      names = own;
      markLetters(entries, own, 0, hasAllUnits ? entries.length : FIRST_LATE);
    },
  };
}

/** The two halves of the fold's id before them. */
const COUNTS = 11;

const wordsOf = (bytes: Uint8Array, at: number, count: number): Uint16Array => new Uint16Array(bytes.slice(at, at + 2 * count).buffer);

function findRoots(nodes: Uint16Array): Pick<Opened, 'roots' | 'rootCount'> {
  const roots = new Uint16Array(256);
  let node = 0;
  do {
    node++;
    roots[(nodes[node] as number) & 0xff] = node;
  } while (((nodes[node] as number) & Node.last) === 0);
  return { roots, rootCount: node };
}

/** What the units are from `first` on: runs of one code each, then those that have symbols, each by how far it is from the one before. */
function openUnits(
  entries: Uint16Array,
  kinds: Uint16Array,
  bytes: ByteReader,
  first: number,
  runCount: number,
  symbolCount: number,
): void {
  for (let run = 0, unit = first; run < runCount; run++) {
    const entry = kinds[bytes.byte()] as number;
    const end = unit + bytes.count();
    entries.fill(entry, unit, end);
    unit = end;
  }
  for (let symbol = 0, unit = first; symbol < symbolCount; symbol++) {
    unit += bytes.count();
    entries[unit] = kinds[bytes.byte()] as number;
  }
}

/** Letters that say more than their code does. */
function markKinds(entries: Uint16Array): void {
  const mark = (units: string, kind: number): void => {
    for (let i = 0; i < units.length; i++) {
      const unit = units.charCodeAt(i);
      entries[unit] = ((entries[unit] as number) & 0xff) | (kind << KIND_SHIFT);
    }
  };
  mark('abcdefghijklmnopqrstuvwxyz', Kind.small);
  mark('ABCDEFGHIJKLMNOPQRSTUVWXYZ', Kind.capital);
  mark('tnr', Kind.escape);
  mark('\\', Kind.backslash);
}

/** Marks the letters of own names in [first, end): one may begin with each of them. */
function markLetters(entries: Uint16Array, names: NameReader, first: number, end: number): void {
  for (const unit of names.letters()) {
    if (unit < first || unit >= end) continue;
    const code = (entries[unit] as number) & 0xff;
    if (isClosed(code)) entries[unit] = code | (Kind.closed << KIND_SHIFT);
    else entries[unit] = (code < Code.open ? Code.own : code) | (Kind.root << KIND_SHIFT);
  }
}

function pairUp(nodes: Uint16Array, children: Uint16Array, roots: Uint16Array, parts: readonly PartTests[]): Uint32Array {
  const pairs = new Uint32Array(Code.otherLetter << 8);
  for (let first: number = Code.digit; first < Code.otherLetter; first++) {
    const root = roots[first] as number;
    const bits = nodes[root] as number;
    const row = first << 8;
    // Where a term ends already, or a separator may follow, the way goes on from the first symbol.
    if (bits >>> 12 !== End.none) {
      if (root !== 0) pairs.fill(root, row, row + 256);
      continue;
    }
    if ((bits & (Node.gap | Node.legalGap)) !== 0)
      for (const code of [Code.space, Code.hyphen, Code.dot, Code.comma]) pairs[row | code] = root;
    if (root === 0 || (bits & Node.hasChildren) === 0) continue;
    let child = children[root] as number;
    for (; ; child++) {
      const bits = nodes[child] as number;
      pairs[row | (bits & 0xff)] = child;
      if ((bits & Node.last) !== 0) break;
    }
  }
  for (const [i, { pair }] of parts.entries()) pairs[pair] = (pairs[pair] as number) | ((i + 1) << 16);
  return pairs;
}

/** What a unit is to the places where names may begin, beside its code. */
const Kind = {
  other: 0,
  backslash: 1,
  space: 2,
  /** t, n, r: behind a backslash a tab or line end. */
  escape: 3,
  small: 4,
  capital: 5,
  /** Another letter, or a digit, of the terms. */
  closed: 6,
  /** A letter or digit in no term. */
  foreign: 7,
  /** Han and the like, and a sign: a term may begin with it, or only go on with it. */
  root: 8,
  inner: 9,
  /** Must be spelled out first. */
  unclear: 10,
  /** Of the unit before: an escape behind its backslash. */
  escaped: 11,
  /** Of the unit before: a space behind Han. */
  apart: 12,
} as const;
const KIND_SHIFT = 8;

function kindOf(code: number, roots: Uint16Array): number {
  if (code === Code.dropped || code === Code.slow) return Kind.unclear;
  if (code === Code.space) return Kind.space;
  if (code === Code.closed) return Kind.foreign;
  if (code < Code.digit) return Kind.other;
  if (isClosed(code)) return Kind.closed;
  return roots[code] !== 0 ? Kind.root : code < Code.itself ? Kind.other : Kind.inner;
}

/** Bits of a step: a name may begin here; the text must be spelled out; Han stands apart from Han. Above them the kind that the next unit has before it. */
const BEGINS = 1;
const UNCLEAR = 2;
const APART = 4;
const NEXT = 0xf0;

/** Kind of the unit before, times 16, plus the unit's own → the step. */
const STEPS = Uint8Array.from({ length: 256 }, (_, pair) => stepOf(pair >> 4, pair & 15));

function stepOf(before: number, own: number): number {
  const isHan = before === Kind.root || before === Kind.inner;
  switch (own) {
    case Kind.unclear:
      return UNCLEAR;
    case Kind.space:
      return (isHan || before === Kind.apart ? Kind.apart : Kind.space) << 4;
    case Kind.root:
    case Kind.inner:
      return (own << 4) | (before === Kind.apart ? APART : 0) | (own === Kind.root ? BEGINS : 0);
    case Kind.escape:
    case Kind.small:
    case Kind.capital:
    case Kind.closed: {
      const isInWord = before >= Kind.escape && before <= Kind.foreign;
      const isGlued = own === Kind.capital && (before === Kind.small || before === Kind.escape);
      const next = own === Kind.escape && before === Kind.backslash ? Kind.escaped : own;
      return (next << 4) | (!isInWord || isGlued ? BEGINS : 0);
    }
    default:
      return own << 4;
  }
}

/**
 * Takes in the names of own lists, in the place of others: the bytes of `page-filter-names-build.ts`. False, and nothing is
 * taken in, where they are of another version or fold.
 */
export function takeNames(filter: PageFilter, bytes: Uint8Array): boolean {
  const opened = filter.open();
  const sections = readNames(bytes);
  if (sections?.fold !== opened.fold) return false;
  opened.takeNames(new NameReader(sections));
  return true;
}

/** Whether the text may contain something that can become a match. `anyCase`: also where the text writes a name small. */
export const mayContain = (filter: PageFilter, text: string, anyCase = false): boolean => holds(filter.open(), text, anyCase, findsAny);

/** The same of the names of own lists alone. */
export const mayContainName = (filter: PageFilter, text: string, anyCase = false): boolean =>
  holds(filter.open(), text, anyCase, findsName);

function holds(opened: Opened, text: string, anyCase: boolean, finds: Finds): boolean {
  const answer = search(opened, text, anyCase, finds);
  if (answer === 'nothing') return false;
  if (answer === 'something' || (answer === 'unclear' && mayBeSpelled(opened, text, anyCase, finds))) return true;
  const closed = closeUp(text);
  if (closed === undefined) return false;
  const again = search(opened, closed.text, anyCase, finds);
  return again === 'something' || (again === 'unclear' && mayBeSpelled(opened, closed.text, anyCase, finds));
}

/** Whether the host is a vendor's, or below of one's. Now and then another's counts as one. */
export function mayBeVendorHost(filter: PageFilter, host: string): boolean {
  const { domains } = filter.open();
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

function mayBeSpelled(opened: Opened, text: string, anyCase: boolean, finds: Finds): boolean {
  const plain = spellOut(opened, text);
  if (plain === undefined) return true;
  const answer = search(opened, plain.text, anyCase || plain.hidesCase, finds);
  return answer === 'something' || answer === 'unclear';
}

/** `spread`: nothing, unless letters that stand apart are closed up. `unclear`: some of the units must be spelled out first. */
type Answer = 'something' | 'nothing' | 'spread' | 'unclear';

/** Whether something stands at the first `count` places of the marked text where names may begin. */
type Finds = (opened: Opened, text: string, count: number, anyCase: boolean) => boolean;

function search(opened: Opened, text: string, anyCase: boolean, finds: Finds): Answer {
  const room = text.length + 2;
  opened.text.units = grown(opened.text.units, room);
  opened.text.begins = grown(opened.text.begins, room);
  const { units, begins } = opened.text;
  let pair = 0;
  let steps = 0;
  let count = 0;
  const { entries } = opened;
  const table = STEPS;
  for (let at = 0; at < text.length; at++) {
    const entry = entries[text.charCodeAt(at)] as number;
    const step = table[pair | (entry >>> KIND_SHIFT)] as number;
    pair = step & NEXT;
    steps |= step;
    units[at] = entry;
    begins[count] = at;
    count += step & BEGINS;
  }
  if ((steps & UNCLEAR) !== 0) return opened.openAllUnits() ? search(opened, text, anyCase, finds) : 'unclear';
  units[text.length] = Code.other;
  units[text.length + 1] = Code.other;
  if (finds(opened, text, count, anyCase)) return 'something';
  return (steps & APART) !== 0 || hasLoneLetters(units, begins, count) ? 'spread' : 'nothing';
}

const findsAny: Finds = (opened, text, count, anyCase) =>
  findsBundled(opened, text, count, anyCase) || findsName(opened, text, count, anyCase);

const findsName: Finds = ({ names, text: { units, begins } }, text, count, anyCase) =>
  names?.finds(text, units, begins, count, anyCase) ?? false;

function findsBundled(opened: Opened, text: string, count: number, anyCase: boolean): boolean {
  const { pairs, roots, rootCount, parts } = opened;
  const { units, begins } = opened.text;
  parts.use(units, text.length);
  for (let i = 0; i < count; i++) {
    const from = begins[i] as number;
    const first = units[from] as number;
    if (first >= Code.otherLetter) {
      const root = roots[first] as number;
      if (root !== 0 && findsTerm(opened, text, from, from + 1, root, anyCase)) return true;
      continue;
    }
    const both = pairs[(first << 8) | (units[from + 1] as number)] as number;
    if (both === 0) continue;
    const node = both & 0xffff;
    if (node !== 0 && findsTerm(opened, text, from, from + (node > rootCount ? 2 : 1), node, anyCase)) return true;
    if (both > 0xffff && parts.beginsAt(from, both >>> 16)) return true;
  }
  return false;
}

/** Whether two letters stand alone beside each other ("F O"), or with a hyphen that does ("F - O"). */
function hasLoneLetters(units: Uint8Array, begins: Int32Array, count: number): boolean {
  let before = -3;
  for (let i = 0; i < count; i++) {
    const at = begins[i] as number;
    const width = at - before;
    before = at;
    if (width !== 2 && width !== 4) continue;
    if (units[at - 1] !== Code.space || isClosed(units[at + 1] as number)) continue;
    if (width === 2 || (units[at - 2] === Code.hyphen && units[at - 3] === Code.space)) return true;
  }
  return false;
}

function findsTerm(opened: Opened, text: string, from: number, reached: number, start: number, anyCase: boolean): boolean {
  const { nodes, children } = opened;
  const { units } = opened.text;
  let node = start;
  let at = reached;
  for (;;) {
    const bits = nodes[node] as number;
    const end = bits >>> 12;
    if (end !== End.none) {
      if (end >= End.tail) {
        const rest = readTail(units, at, bits, children[node] as number);
        return rest > 0 && endsWhole(units, text, from, rest, end - End.tail, anyCase);
      }
      if (end === End.cut) return true;
      if (end === End.prefix && !isSmall(text.charCodeAt(at)) && at < text.length) return true;
      if (end >= End.whole && endsWhole(units, text, from, at, end - End.whole, anyCase)) return true;
    }
    const code = units[at] as number;
    let child = 0;
    if ((bits & Node.hasChildren) !== 0) {
      child = children[node] as number;
      for (;;) {
        const other = nodes[child] as number;
        if ((other & 0xff) === code) break;
        if ((other & Node.last) !== 0) {
          child = 0;
          break;
        }
        child++;
      }
    }
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
function readTail(units: Uint8Array, from: number, bits: number, tail: number): number {
  let hash = 0;
  let left = tail & 0x3f;
  let at = from;
  for (; left > 0; at++) {
    const code = units[at] as number;
    if (skips(bits, code)) continue;
    if (code < Code.digit) return 0;
    hash = addToTail(hash, code);
    left--;
  }
  return tailWord(hash, tail & 0x3f) === tail ? at : 0;
}

/** Stands for a unit of the slow path that no fold changes: private use, since a browser refuses a script with U+FFFF in it. */
export const ITSELF = '\uee00';

/**
 * The text with what disappears taken out and with what becomes several letters written so. Undefined where a letter and
 * the mark behind it become one: too rare to be looked into. `hidesCase`: letters were written small.
 */
function spellOut({ entries }: Opened, text: string): { readonly text: string; readonly hidesCase: boolean } | undefined {
  let spelled = '';
  let hidesCase = false;
  for (const char of text) {
    const code = codeOf(entries, char);
    if (code !== Code.dropped && code !== Code.slow) spelled += char;
    else if (code === Code.slow && !invisible().test(char)) {
      const before = spelled.slice(-1);
      if (joins(before, char) || joins(letterOf(entries, before), char)) return undefined;
      for (const part of char.normalize('NFKC').toLowerCase().split('')) {
        const known = codeOf(entries, part);
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
function letterOf(entries: Uint16Array, char: string): string {
  const code = codeOf(entries, char);
  return code >= Code.letter && code < Code.otherLetter ? String.fromCharCode(0x61 + code - Code.letter) : char;
}

const codeOf = (entries: Uint16Array, char: string): number => (entries[char.charCodeAt(0)] as number) & 0xff;
