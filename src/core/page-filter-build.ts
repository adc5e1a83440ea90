/** Catalogue → the filter of `page-filter.ts`, as bytes for the page. */
import { createFoldTables, type FoldTables, foldedUnit, foldString, HYPHEN, isClosed, SLOW, SPACE } from './fold.ts';
import { foldIdOf } from './index-format.ts';
import type { Catalogue, Term } from './model.ts';
import { addToTail, End, FIRST_LATE, hashOf, ITSELF, MAX_TAIL, Node, tailWord } from './page-filter.ts';
import { capitalsOf } from './page-filter-capitals.ts';
import { Code, plainCode } from './page-filter-codes.ts';
import { Capitals } from './page-filter-ends.ts';
import { codeOfPart, shorten } from './page-filter-parts.ts';
import { buildShapes } from './page-filter-shapes-build.ts';
import { beginningsOf, type CompiledPattern, compilePattern, LITERALS, symbolOf as partSymbolOf, SYMBOLS } from './pattern.ts';
import { makerName, splitWords } from './term-key.ts';

/** From here on, what only one term goes on with is kept as a hash. */
const TAIL_DEPTH = 4;
/** A term of so many symbols that may be written in any case stands for all that begin with it. */
const NAME_DEPTH = 6;

/** Builds the filter. `hanPairs` as for `createFoldTables`. */
export function buildPageFilter(catalogue: Catalogue, hanPairs: string): Uint8Array {
  const tables = createFoldTables(hanPairs);
  const terms: Term[] = [];
  const patterns: string[] = [];
  for (const vendor of catalogue.vendors) {
    for (const owner of [vendor, ...vendor.products, ...vendor.related]) {
      // What counts beside its vendor's name only is found when that is.
      for (const term of owner.terms) if (term.strength !== 'vendor') terms.push(term);
      if (!('partNumbers' in owner)) continue;
      for (const { pattern, strength } of owner.partNumbers) if (strength !== 'vendor') patterns.push(pattern);
    }
  }
  // Beside these an everyday word may be a name, which is no term itself.
  for (const { makers, companions } of catalogue.trades) {
    if (companions) for (const maker of makers) terms.push({ text: makerName(maker), kind: 'alias', strength: 'word' });
  }
  const alphabet = new Alphabet(tables, terms);
  const tree = new Tree(tables, alphabet);
  const isWithin = withinOthers(terms);
  for (const term of terms) if (!isWithin(term)) tree.add(term);
  const { nodes, tails } = tree.layOut();
  const domains = [...new Set(catalogue.vendors.flatMap((vendor) => vendor.domains.map(hashOf)))];
  const { steps, setOf, sets } = buildShapes(patterns.map((pattern) => compilePattern(pattern)));
  const partText = new TextEncoder().encode(patterns.map(shorten).join('\n'));
  const early = alphabet.spread(0, FIRST_LATE);
  const late = alphabet.spread(FIRST_LATE, 65_536);
  const bytes: number[] = [];
  const word = (value: number): number => bytes.push(value & 0xff, value >>> 8);
  /** In one byte where that holds it, which it does not for 0. */
  const count = (value: number): void => {
    bytes.push(value < 256 ? value : 0);
    if (value === 0 || value >= 256) word(value);
  };
  const units = ({ runs, symbols, first }: Spread): void => {
    for (const [length, code] of runs) {
      bytes.push(code);
      count(length);
    }
    let last = first;
    for (const [unit, code] of symbols) {
      count(unit - last);
      bytes.push(code);
      last = unit;
    }
  };
  const lengths = [nodes, domains, steps, early.runs, early.symbols, partText, sets, late.runs, late.symbols];
  const fold = foldIdOf(tables);
  for (const value of [fold & 0xffff, fold >>> 16, ...lengths.map(({ length }) => length)]) word(value);
  for (const value of [...nodes, ...linkNodes(nodes, tails), ...domains, ...steps]) word(value);
  units(early);
  bytes.push(...partText);
  for (const pattern of patterns) {
    const compiled = compilePattern(pattern);
    bytes.push(needsDigit(compiled) ? 1 : 0);
    const codeAt = (text: string, at: number): number => codeOfPart(partSymbolOf(text.charCodeAt(at)));
    const pairs = new Set(beginningsOf(pattern, compiled).map((text) => (codeAt(text, 0) << 8) | codeAt(text, 1)));
    for (const value of [pairs.size, ...pairs]) word(value);
  }
  bytes.push(...setOf, ...sets);
  units(late);
  return Uint8Array.from(bytes);
}

/** Codes for the characters of the shortest names alone; the others share what is left. */
const OWN_CODES = 130;

/** The units from `first` on that have symbols, and runs of what the others are. */
interface Spread {
  readonly first: number;
  readonly runs: readonly (readonly [length: number, code: number])[];
  readonly symbols: readonly (readonly [unit: number, code: number])[];
}

/** Folded unit → code, for the units that stand in terms or part numbers. */
class Alphabet {
  private readonly codes = new Map<number, number>();

  constructor(
    private readonly tables: FoldTables,
    terms: readonly Term[],
  ) {
    for (const char of `0123456789abcdefghijklmnopqrstuvwxyz,${LITERALS}`) this.codes.set(char.charCodeAt(0), codeOfSign(char));
    /** Unit → length of the shortest name that it stands in. */
    const shortest = new Map<number, number>();
    for (const { text } of terms) {
      const units = foldString(tables, text)
        .split('')
        .map((char) => char.charCodeAt(0));
      for (const unit of units) shortest.set(unit, Math.min(shortest.get(unit) ?? units.length, units.length));
    }
    let next: number = Code.shared;
    for (const [unit] of [...shortest].sort((a, b) => a[1] - b[1] || a[0] - b[0])) {
      if (this.codes.has(unit) || unit === SPACE || unit === HYPHEN) continue;
      if (foldedUnit(tables, unit) === SLOW) this.codes.set(unit, Code.itself);
      else if (isClosed(tables.classes[unit])) this.codes.set(unit, Code.otherLetter + (unit % (Code.open - Code.otherLetter)));
      else if (next < Code.shared + OWN_CODES) this.codes.set(unit, next++);
      else this.codes.set(unit, next + (unit % (Code.own - next)));
    }
  }

  codeOf(unit: number): number {
    const code = this.codes.get(unit);
    if (code === undefined) throw new Error(`U+${unit.toString(16)} is in no term`);
    return code;
  }

  spread(first: number, end: number): Spread {
    const runs: [number, number][] = [];
    const symbols: [number, number][] = [];
    for (let original = first; original < end; original++) {
      const code = original === ITSELF.charCodeAt(0) ? Code.itself : this.codeOfOriginal(original);
      const last = runs.at(-1);
      if (code >= Code.digit) symbols.push([original, code]);
      // What has a symbol needs no run of its own.
      if (last && (last[1] === code || code >= Code.digit) && last[0] < 0xffff) last[0]++;
      else runs.push([1, code >= Code.digit ? Code.other : code]);
    }
    return { first, runs, symbols };
  }

  private codeOfOriginal(original: number): number {
    const unit = foldedUnit(this.tables, original);
    if (unit === SLOW) return Code.slow;
    if (unit === 0) return Code.dropped;
    if (unit === SPACE) return Code.space;
    if (unit === HYPHEN) return Code.hyphen;
    return this.codes.get(unit) ?? (isClosed(this.tables.classes[unit]) ? Code.closed : Code.other);
  }
}

function codeOfSign(char: string): number {
  const plain = plainCode(char.charCodeAt(0));
  if (plain !== undefined) return plain;
  const sign = LITERALS.indexOf(char);
  return sign < 0 ? Code.comma : sign === 0 ? Code.dot : Code.sign + sign - 1;
}

/** Whether a term contains a name of a script in which names begin and end anywhere, and so is found where it is. */
function withinOthers(terms: readonly Term[]): (term: Term) => boolean {
  const names = new Set(terms.filter(({ kind, text }) => kind !== 'prefix' && /^\p{Script=Han}{2,}$/u.test(text)).map(({ text }) => text));
  return ({ text }) => {
    for (let from = 0; from < text.length; from++) {
      for (let to = from + 2; to <= text.length; to++) if (to - from < text.length && names.has(text.slice(from, to))) return true;
    }
    return false;
  };
}

/** Node → its first child, or its tail. Nodes stand level by level, the children of one beside each other. */
function linkNodes(nodes: readonly number[], tails: readonly number[]): number[] {
  let next = 1;
  let tail = 0;
  return nodes.map((bits) => {
    if (bits >>> 12 >= End.tail) return tails[tail++] as number;
    if ((bits & Node.hasChildren) === 0) return 0;
    const first = next;
    while (((nodes[next++] as number) & Node.last) === 0);
    return first;
  });
}

interface TreeNode {
  readonly children: Map<number, TreeNode>;
  /** `Node.gap` and `Node.legalGap`. */
  gaps: number;
  /** Terms that end here or below. */
  terms: number;
  /** `Capitals` of those that end here; undefined where none does. */
  whole: number | undefined;
  isPrefix: boolean;
}

const newNode = (): TreeNode => ({ children: new Map(), gaps: 0, terms: 0, whole: undefined, isPrefix: false });

class Tree {
  private readonly root = newNode();

  constructor(
    private readonly tables: FoldTables,
    private readonly alphabet: Alphabet,
  ) {}

  add(term: Term): void {
    const capitals = capitalsOf(term);
    const path = [this.root];
    const isLegal = term.kind === 'legal';
    const words = splitWords(isLegal ? term.text.replace(/[.,]/g, ' ') : term.text);
    for (const [i, word] of words.entries()) {
      if (i > 0) (path.at(-1) as TreeNode).gaps |= isLegal ? Node.legalGap : Node.gap;
      for (const char of foldString(this.tables, word.text).split('')) {
        const unit = char.charCodeAt(0);
        const node = path.at(-1) as TreeNode;
        if (unit === SPACE || unit === HYPHEN) {
          node.gaps |= Node.gap;
          continue;
        }
        const symbol = this.alphabet.codeOf(unit);
        const child = node.children.get(symbol) ?? newNode();
        node.children.set(symbol, child);
        path.push(child);
      }
    }
    const end = path.at(-1) as TreeNode;
    // The same spelling again, of another owner or with other capitals, is no further way on.
    if (end.whole === undefined && !end.isPrefix) for (const node of path) node.terms++;
    if (term.kind === 'prefix') end.isPrefix = true;
    else end.whole = join(end.whole, capitals);
  }

  /** The nodes level by level, those of one parent beside each other, and the tails in the order of their nodes. */
  layOut(): { readonly nodes: number[]; readonly tails: number[] } {
    const nodes = [Node.last | Node.hasChildren];
    const tails: number[] = [];
    let level = [{ node: this.root, depth: 0 }];
    while (level.length > 0) {
      const next: typeof level = [];
      for (const { node, depth } of level) {
        const children = [...node.children].sort(([a], [b]) => a - b);
        for (const [i, [symbol, child]] of children.entries()) {
          const { end, gaps, tail } = describe(child, symbol, depth + 1);
          const isLeaf = end === End.cut || tail !== undefined || child.children.size === 0;
          nodes.push(symbol | gaps | (i === children.length - 1 ? Node.last : 0) | (isLeaf ? 0 : Node.hasChildren) | (end << 12));
          if (tail !== undefined) tails.push(tail);
          if (!isLeaf) next.push({ node: child, depth: depth + 1 });
        }
      }
      level = next;
    }
    return { nodes, tails };
  }
}

/** How a node ends. What is below a tail or a cut is left out. */
function describe(node: TreeNode, symbol: number, depth: number): { readonly end: number; readonly gaps: number; readonly tail?: number } {
  const { gaps, whole } = node;
  // A name of some length, or of a script in which names end anywhere, stands for all that begin with it.
  const isName = whole === Capitals.any && (depth >= NAME_DEPTH || symbol >= Code.open);
  if ((node.children.size > 0 && isName) || (node.isPrefix && whole !== undefined)) return { end: End.cut, gaps };
  if (node.isPrefix) return { end: End.prefix, gaps };
  if (depth >= TAIL_DEPTH && node.terms === 1 && node.children.size > 0) return tailOf(node);
  return { end: whole === undefined ? End.none : End.whole + whole, gaps };
}

/** The one way on from a node. */
function tailOf(node: TreeNode): { readonly end: number; readonly gaps: number; readonly tail: number } {
  let last = node;
  let { gaps } = node;
  let hash = 0;
  let length = 0;
  for (let [step] = last.children; step !== undefined; [step] = last.children) {
    const [symbol, child] = step;
    hash = addToTail(hash, symbol);
    length++;
    last = child;
    gaps |= child.gaps;
    // The rest of a very long name is not looked at.
    if (length === MAX_TAIL) return { end: End.tail + Capitals.any, gaps, tail: tailWord(hash, length) };
  }
  if (last.isPrefix) throw new Error('a prefix of some length must stand alone');
  return { end: End.tail + (last.whole ?? Capitals.any), gaps, tail: tailWord(hash, length) };
}

/** What is asked of a text in which either may stand. */
function join(a: number | undefined, b: number): number {
  if (a === undefined || a === b) return b;
  if (a === Capitals.any || b === Capitals.any) return Capitals.any;
  return a === Capitals.some || b === Capitals.some ? Capitals.some : Capitals.first;
}

/** Whether everything that the pattern matches has a digit. The letter O stands for a zero only beside one. */
function needsDigit({ next, classes, classOf, accepting }: CompiledPattern): boolean {
  const reached = new Set([1]);
  for (const state of reached) {
    if (accepting[state] === 1) return false;
    for (let symbol = 10; symbol < SYMBOLS; symbol++) {
      const behind = next[state * classes + (classOf[symbol] as number)] as number;
      if (behind !== 0) reached.add(behind);
    }
  }
  return true;
}
