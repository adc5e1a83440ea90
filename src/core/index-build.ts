/**
 * Catalogue → index: everything the search needs, in one ArrayBuffer.
 *
 * Terms, context terms, `notThis` phrases and the beginnings of part-number patterns stand in one trie, so that one
 * pass over a text finds the names and all that speaks for or against them.
 */
import { createFoldTables, type FoldTables, foldString } from './fold.ts';
import {
  foldIdOf,
  type IndexMeta,
  numberValue,
  packIndex,
  packMeta,
  phraseValue,
  sectionsOf,
  type TradeInfo,
  ValueKind,
} from './index-format.ts';
import type { Catalogue, Product, Related, Term, Trade, Vendor } from './model.ts';
import { PatternPacker, readyPattern } from './pattern-data.ts';
import { finish } from './steps.ts';
import { packTerms, type TermInfo } from './term-data.ts';
import { keyOf, makerName, makerSpellings } from './term-key.ts';
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
  private readonly trie: TrieBuilder;
  private readonly terms: TermInfo[] = [];
  private readonly patterns = new PatternPacker();
  private readonly trades: TradeInfo[] = [];
  private groups = 0;

  constructor(private readonly tables: FoldTables) {
    this.trie = new TrieBuilder(tables.classes);
  }

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

  addTrade({ vendors, makers, companions = [] }: Trade): void {
    // In a cell of its own the name is enough.
    const alone = new Set(makers.map((maker) => foldString(this.tables, makerName(maker))));
    this.trades.push({
      group: this.addGroup(ValueKind.context, makers.flatMap(makerSpellings)),
      vendors,
      alone: [...alone],
      companions: companions.map(({ vendor, text }) => ({
        folded: foldString(this.tables, text),
        info: { vendor, kind: 'alias', strength: 'word', term: text, context: 0, not: [] },
      })),
    });
  }

  private addOwner(vendor: Vendor, owner: Product | Related, target: Partial<TermInfo>, vendorContext: number, vendorNot: number): void {
    const context = owner.contextTerms.length > 0 ? this.addGroup(ValueKind.context, owner.contextTerms) : vendorContext;
    const not = this.addGroup(ValueKind.not, owner.notThis);
    const base = { vendor: vendor.id, ...target };
    for (const term of owner.terms) this.addTerm(term, base, context, [not, vendorNot]);
    if (!('partNumbers' in owner)) return;
    for (const family of owner.partNumbers) {
      try {
        const pattern = readyPattern(family.pattern);
        const info: TermInfo = {
          ...base,
          kind: 'part-number',
          strength: family.strength,
          term: family.label,
          context,
          not: [not, vendorNot],
        };
        this.patterns.add(pattern, this.terms.push(info) - 1, this.trie);
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
    const trie = finish(this.trie.finish());
    const meta: IndexMeta = {
      trades: this.trades,
      domains: vendors.flatMap((vendor) => vendor.domains.map((domain) => [domain, vendor.id] as const)),
      patternTerms: this.patterns.terms,
    };
    const packing = packIndex(
      {
        folds: bytesOf(this.tables.folds),
        classes: this.tables.classes,
        ...sectionsOf(trie),
        patterns: this.patterns.finish(),
        terms: packTerms(this.terms),
        meta: packMeta(meta),
      },
      foldIdOf(this.tables),
    );
    return finish(packing);
  }
}
