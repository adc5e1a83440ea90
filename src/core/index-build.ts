/**
 * Catalogue → index: everything the search needs, in one ArrayBuffer.
 *
 * Terms, context terms, `notThis` phrases and the beginnings of part-number patterns stand in one trie, so that one
 * pass over a text finds the names and all that speaks for or against them.
 */
import { createFoldTables, type FoldTables } from './fold.ts';
import { foldIdOf, type IndexMeta, numberValue, packIndex, phraseValue, sectionsOf, type TradeInfo, ValueKind } from './index-format.ts';
import type { Catalogue, Product, Related, Term, Trade, Vendor } from './model.ts';
import { isWide } from './part-search.ts';
import { beginningsOf, type CompiledPattern, compilePattern } from './pattern.ts';
import { packTerms, type TermInfo } from './term-data.ts';
import { keyOf } from './term-key.ts';
import { TrieBuilder } from './trie-build.ts';
import { bytesOf } from './typed-arrays.ts';

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
  private readonly trie = new TrieBuilder();
  private readonly terms: TermInfo[] = [];
  private readonly patterns: CompiledPattern[] = [];
  private readonly patternTerms: number[] = [];
  private readonly trades: TradeInfo[] = [];
  private groups = 0;

  constructor(private readonly tables: FoldTables) {}

  addVendor(vendor: Vendor): void {
    const context = this.addGroup(ValueKind.context, vendor.contextTerms);
    const not = this.addGroup(ValueKind.not, vendor.notThis);
    const base = { vendor: vendor.id };
    for (const term of vendor.terms) this.addTerm(term, base, context, [not]);
    for (const product of vendor.products)
      this.addOwner(vendor, product, { product: product.id, category: product.category }, context, not);
    for (const brand of vendor.related) {
      this.addOwner(vendor, brand, { related: brand.id, relation: brand.relation }, context, not);
    }
  }

  addTrade({ vendors, makers }: Trade): void {
    this.trades.push({ group: this.addGroup(ValueKind.context, makers), vendors });
  }

  private addOwner(vendor: Vendor, owner: Product | Related, target: Partial<TermInfo>, vendorContext: number, vendorNot: number): void {
    const context = owner.contextTerms.length > 0 ? this.addGroup(ValueKind.context, owner.contextTerms) : vendorContext;
    const not = this.addGroup(ValueKind.not, owner.notThis);
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
        this.patternTerms.push(this.terms.push(info) - 1);
        for (const beginning of beginnings) this.trie.add(unitsOf(beginning), numberValue(ValueKind.pattern, pattern));
      } catch (error) {
        throw new Error(`vendor ${vendor.id}, ${owner.id}, family "${family.label}": ${(error as Error).message}`, { cause: error });
      }
    }
  }

  private addTerm(term: Term, base: Pick<TermInfo, 'vendor'> & Partial<TermInfo>, ownerContext: number, ownerNot: number[]): void {
    const context = term.contextTerms ? this.addGroup(ValueKind.context, term.contextTerms) : ownerContext;
    const not = term.notThis ? [...ownerNot, this.addGroup(ValueKind.not, term.notThis)] : ownerNot;
    const { text, kind, strength } = term;
    const info: TermInfo = { ...base, kind, strength, term: text, context, not, ...(term.case && { case: term.case }) };
    const number = this.terms.push(info) - 1;
    this.trie.add(keyOf(this.tables, text, kind === 'legal'), numberValue(kind === 'prefix' ? ValueKind.prefix : ValueKind.term, number));
  }

  private addGroup(kind: number, phrases: readonly string[]): number {
    const group = ++this.groups;
    for (const phrase of phrases) {
      // "Quantum" speaks for Check Point, "quantum" for nobody.
      const isName = kind === ValueKind.context && /^\p{Lu}/u.test(phrase);
      this.trie.add(keyOf(this.tables, phrase, false), phraseValue(kind, group, isName));
    }
    return group;
  }

  finish(vendors: readonly Vendor[]): ArrayBuffer {
    const trie = this.trie.finishAtOnce();
    const meta: IndexMeta = {
      trades: this.trades,
      domains: vendors.flatMap((vendor) => vendor.domains.map((domain) => [domain, vendor.id] as const)),
      patternTerms: this.patternTerms,
    };
    return packIndex(
      {
        folds: bytesOf(this.tables.folds),
        classes: this.tables.classes,
        ...sectionsOf(trie),
        patterns: packPatterns(this.patterns),
        terms: packTerms(this.terms),
        meta: new TextEncoder().encode(JSON.stringify(meta)),
      },
      foldIdOf(this.tables),
    );
  }
}

const unitsOf = (text: string): number[] => Array.from(text, (char) => char.charCodeAt(0));

/** For each pattern its number of classes and of states, the class table, accepting flags and transitions; behind them where each begins. */
function packPatterns(patterns: readonly CompiledPattern[]): Uint8Array {
  const pieces = patterns.map(({ classes, classOf, accepting, next }) => [
    ...[classes, accepting.length & 0xff, accepting.length >> 8],
    ...classOf,
    ...accepting,
    ...(isWide(accepting.length) ? [...next].flatMap((state) => [state & 0xff, state >> 8]) : next),
  ]);
  const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const padding = -size & 3;
  const packed = new Uint8Array(size + padding + 4 * pieces.length);
  const starts = new Uint32Array(packed.buffer, size + padding);
  let start = 0;
  pieces.forEach((piece, i) => {
    packed.set(piece, start);
    starts[i] = start;
    start += piece.length;
  });
  return packed;
}
