/**
 * Catalogue → index: everything the search needs, in one ArrayBuffer.
 *
 * Terms, context terms, `notThis` phrases and the beginnings of part-number patterns stand in one trie, so that one
 * pass over a text finds the names and all that speaks for or against them. The trie is a double array: a state's
 * child for symbol s is at cell `base + s`, and belongs to it when that cell's check is the state.
 */
import { createFoldTables, type FoldTables, foldString, HYPHENS } from './fold.ts';
import {
  checksum,
  FORMAT_VERSION,
  HARD_SEPARATOR,
  type IndexMeta,
  LEGAL_SEPARATOR,
  MAGIC,
  PayloadKind,
  SECTIONS,
  SOFT_SEPARATOR,
  type TermInfo,
  type TradeInfo,
} from './index-format.ts';
import type { Catalogue, Product, Related, Term, Trade, Vendor } from './model.ts';
import { beginningsOf, type CompiledPattern, compilePattern } from './pattern.ts';

interface TrieNode {
  readonly children: Map<number, TrieNode>;
  readonly payloads: number[];
}
const newNode = (): TrieNode => ({ children: new Map(), payloads: [] });

/**
 * Compiles a catalogue. `hanPairs` as for `createFoldTables`. Throws `PatternError` for a part-number pattern that
 * cannot be used, with the vendor and product in the message.
 */
export function buildIndex(catalogue: Catalogue, hanPairs: string): ArrayBuffer {
  const tables = createFoldTables(hanPairs);
  const builder = new Builder(tables);
  for (const vendor of catalogue.vendors) builder.addVendor(vendor);
  for (const trade of catalogue.trades) builder.addTrade(trade);
  return builder.finish(catalogue.vendors);
}

class Builder {
  private readonly root = newNode();
  private readonly symbols = new Map<number, number>();
  private readonly terms: TermInfo[] = [];
  private readonly patterns: CompiledPattern[] = [];
  private readonly trades: TradeInfo[] = [];
  private groups = 0;

  constructor(private readonly tables: FoldTables) {}

  addVendor(vendor: Vendor): void {
    const context = this.addGroup(PayloadKind.context, vendor.contextTerms);
    const not = this.addGroup(PayloadKind.not, vendor.notThis);
    const base = { vendor: vendor.id };
    for (const term of vendor.terms) this.addTerm(term, base, context, [not]);
    for (const product of vendor.products)
      this.addOwner(vendor, product, { product: product.id, category: product.category }, context, not);
    for (const brand of vendor.related) {
      this.addOwner(vendor, brand, { related: brand.id, relation: brand.relation }, context, not);
    }
  }

  addTrade({ vendors, makers }: Trade): void {
    this.trades.push({ group: this.addGroup(PayloadKind.context, makers), vendors });
  }

  private addOwner(vendor: Vendor, owner: Product | Related, target: Partial<TermInfo>, vendorContext: number, vendorNot: number): void {
    const context = owner.contextTerms.length > 0 ? this.addGroup(PayloadKind.context, owner.contextTerms) : vendorContext;
    const not = this.addGroup(PayloadKind.not, owner.notThis);
    const base = { vendor: vendor.id, ...target };
    for (const term of owner.terms) this.addTerm(term, base, context, [not, vendorNot]);
    if (!('partNumbers' in owner)) return;
    for (const family of owner.partNumbers) {
      try {
        const compiled = compilePattern(family.pattern);
        const beginnings = beginningsOf(family.pattern, compiled);
        const pattern = this.patterns.push(compiled) - 1;
        const info: TermInfo = {
          ...base,
          kind: 'part-number',
          strength: family.strength,
          term: family.label,
          context,
          not: [not, vendorNot],
        };
        const payload = (((this.terms.push(info) - 1) << 2) | PayloadKind.pattern) >>> 0;
        info.pattern = pattern;
        for (const beginning of beginnings) this.insert(this.literalKey(beginning), payload);
      } catch (error) {
        throw new Error(`vendor ${vendor.id}, ${owner.id}, family "${family.label}": ${(error as Error).message}`, { cause: error });
      }
    }
  }

  private addTerm(term: Term, base: Pick<TermInfo, 'vendor'> & Partial<TermInfo>, ownerContext: number, ownerNot: number[]): void {
    const context = term.contextTerms ? this.addGroup(PayloadKind.context, term.contextTerms) : ownerContext;
    const not = term.notThis ? [...ownerNot, this.addGroup(PayloadKind.not, term.notThis)] : ownerNot;
    const info: TermInfo = { ...base, kind: term.kind, strength: term.strength, term: term.text, context, not };
    if (term.case) info.case = term.case;
    this.insert(this.termKey(term.text, term.kind === 'legal'), ((this.terms.push(info) - 1) << 2) | PayloadKind.term);
  }

  private addGroup(kind: number, phrases: readonly string[]): number {
    const group = ++this.groups;
    for (const phrase of phrases) {
      // "Quantum" speaks for Check Point, "quantum" for nobody.
      const isName = kind === PayloadKind.context && /^\p{Lu}/u.test(phrase) ? 1 : 0;
      this.insert(this.termKey(phrase, false), (group << 3) | (isName << 2) | kind);
    }
    return group;
  }

  private insert(key: readonly number[], payload: number): void {
    if (key.length === 0) return;
    let node = this.root;
    for (const symbol of key) {
      let child = node.children.get(symbol);
      if (!child) {
        child = newNode();
        node.children.set(symbol, child);
      }
      node = child;
    }
    if (!node.payloads.includes(payload)) node.payloads.push(payload);
  }

  private symbol(unit: number): number {
    let symbol = this.symbols.get(unit);
    if (symbol === undefined) {
      symbol = this.symbols.size + LEGAL_SEPARATOR + 1;
      this.symbols.set(unit, symbol);
    }
    return symbol;
  }

  private literalKey(folded: string): number[] {
    return [...folded].map((char) => this.symbol(char.charCodeAt(0)));
  }

  /** Words of a term joined by separator symbols: hard where the term has a separator, soft at a change of case or kind. */
  private termKey(text: string, legal: boolean): number[] {
    const key: number[] = [];
    const words = splitWords(legal ? text.replace(/[.,]/g, ' ') : text);
    for (const [index, word] of words.entries()) {
      if (index > 0) key.push(word.soft ? SOFT_SEPARATOR : legal ? LEGAL_SEPARATOR : HARD_SEPARATOR);
      for (const char of foldString(this.tables, word.text)) key.push(this.symbol(char.charCodeAt(0)));
    }
    return key;
  }

  finish(vendors: readonly Vendor[]): ArrayBuffer {
    const trie = layOut(this.root);
    const symbolTable = new Uint16Array(65536);
    for (const [unit, symbol] of this.symbols) symbolTable[unit] = symbol;
    const meta: IndexMeta = {
      terms: this.terms,
      trades: this.trades,
      domains: vendors.flatMap((vendor) => vendor.domains.map((domain) => [domain, vendor.id] as const)),
    };
    return pack({
      fold: bytesOf(this.tables.fold),
      classes: this.tables.classes,
      symbols: bytesOf(symbolTable),
      cells: bytesOf(trie.cells),
      outputs: bytesOf(trie.outputs),
      payloads: bytesOf(trie.payloads),
      patterns: packPatterns(this.patterns),
      meta: new TextEncoder().encode(JSON.stringify(meta)),
    });
  }
}

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

interface Trie {
  readonly cells: Int32Array;
  readonly outputs: Int32Array;
  readonly payloads: Uint32Array;
}

/** Places the trie into a double array, first fit from the first free cell on. */
function layOut(root: TrieNode): Trie {
  let capacity = 1 << 16;
  let base = new Int32Array(capacity);
  let check = new Int32Array(capacity).fill(-1);
  let outputs = new Int32Array(capacity);
  const payloads: number[] = [0];
  let firstFree = 2;
  let last = 1;
  check[1] = 0;

  const grow = (needed: number): void => {
    if (needed < capacity) return;
    const old = capacity;
    while (capacity <= needed) capacity *= 2;
    const copy = <T extends Int32Array>(from: T): Int32Array<ArrayBuffer> => {
      const to = new Int32Array(capacity);
      to.set(from);
      return to;
    };
    base = copy(base);
    outputs = copy(outputs);
    check = copy(check).fill(-1, old);
  };

  const queue: { node: TrieNode; state: number }[] = [{ node: root, state: 1 }];
  for (let item = queue.pop(); item; item = queue.pop()) {
    const { node, state } = item;
    if (node.payloads.length > 0) {
      outputs[state] = payloads.length;
      payloads.push(node.payloads.length, ...node.payloads);
    }
    const symbols = [...node.children.keys()].sort((a, b) => a - b);
    if (symbols.length === 0) continue;
    const lowest = symbols[0] as number;
    const highest = symbols[symbols.length - 1] as number;
    while (firstFree < capacity && check[firstFree] !== -1) firstFree++;
    let at = Math.max(1, firstFree - lowest);
    for (;;) {
      grow(at + highest + 1);
      if (symbols.every((symbol) => check[at + symbol] === -1)) break;
      at++;
    }
    base[state] = at;
    for (const symbol of symbols) {
      check[at + symbol] = state;
      last = Math.max(last, at + symbol);
      queue.push({ node: node.children.get(symbol) as TrieNode, state: at + symbol });
    }
  }
  // Room behind the last state, so that the search may look at `base + symbol` without a bound check.
  const room = last + 1 + 65536;
  grow(room);
  const cells = new Int32Array(2 * room);
  for (let state = 0; state < room; state++) {
    cells[2 * state] = base[state] as number;
    cells[2 * state + 1] = check[state] as number;
  }
  return { cells, outputs: outputs.slice(0, last + 1), payloads: Uint32Array.from(payloads) };
}

/** Per pattern: class count, state count, then class table, accepting flags (both padded to 2 bytes) and transitions. */
function packPatterns(patterns: readonly CompiledPattern[]): Uint8Array {
  const words: number[] = [patterns.length];
  const starts: number[] = [];
  for (const pattern of patterns) {
    starts.push(words.length);
    words.push(pattern.classes, pattern.accepting.length, ...pattern.classOf, ...pattern.accepting, ...pattern.next);
  }
  return bytesOf(Uint16Array.from([...words, ...starts.flatMap((start) => [start & 0xffff, start >>> 16])]));
}

function bytesOf(array: Uint16Array | Int32Array | Uint32Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

function pack(sections: Record<(typeof SECTIONS)[number], Uint8Array>): ArrayBuffer {
  const align = (n: number): number => (n + 7) & ~7;
  const headerBytes = align(4 * (4 + 2 * SECTIONS.length));
  const total = SECTIONS.reduce((sum, name) => sum + align(sections[name].byteLength), headerBytes);
  const buffer = new ArrayBuffer(total);
  const header = new Uint32Array(buffer, 0, 4 + 2 * SECTIONS.length);
  let offset = headerBytes;
  SECTIONS.forEach((name, i) => {
    const section = sections[name];
    new Uint8Array(buffer).set(section, offset);
    header[4 + 2 * i] = offset;
    header[5 + 2 * i] = section.byteLength;
    offset += align(section.byteLength);
  });
  header[0] = MAGIC;
  header[1] = FORMAT_VERSION;
  header[2] = total;
  header[3] = checksum(buffer);
  return buffer;
}
