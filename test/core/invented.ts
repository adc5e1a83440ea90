/** The invented catalogue of `test/fixtures/lists`, and indexes made from it or from a handful of terms. */
import { fileURLToPath } from 'node:url';
import { readCatalogue, readHanPairs } from '../../scripts/catalogue.ts';
import { createFoldTables } from '../../src/core/fold.ts';
import { buildIndex } from '../../src/core/index-build.ts';
import { type Index, kindOf, numberOf, openIndex, ValueKind } from '../../src/core/index-format.ts';
import { Candidates, GLUED, LETTER_FOR_DIGIT, LOOSE, MODEL_FOLLOWS, scan } from '../../src/core/matcher.ts';
import type { Catalogue, PartFamily, Product, Related, Term, Vendor } from '../../src/core/model.ts';

export const hanPairs = readHanPairs();
export const tables = createFoldTables(hanPairs);
export const catalogue: Catalogue = readCatalogue(fileURLToPath(new URL('../fixtures/lists/', import.meta.url)));

export function makeTerm(text: string, more: Partial<Term> = {}): Term {
  return { text, kind: 'name', strength: 'plain', ...more };
}

export function makeFamily(pattern: string, more: Partial<PartFamily> = {}): PartFamily {
  return { label: pattern, pattern, examples: [], strength: 'plain', verification: 'sourced', sources: [], ...more };
}

export function makeVendor(id: string, terms: readonly Term[], more: Partial<Vendor> = {}): Vendor {
  return {
    id,
    name: { en: id },
    legalNames: [],
    relevance: 'it',
    domains: [],
    terms: [...terms],
    contextTerms: [],
    notThis: [],
    products: [],
    related: [],
    notes: [],
    verification: 'sourced',
    sources: [],
    ...more,
  };
}

export function makeProduct(id: string, terms: readonly Term[], more: Partial<Product> = {}): Product {
  return {
    id,
    name: { en: id },
    category: 'firewall',
    status: 'current',
    terms: [...terms],
    contextTerms: [],
    notThis: [],
    partNumbers: [],
    verification: 'sourced',
    sources: [],
    ...more,
  };
}

export function makeRelated(id: string, relation: Related['relation'], terms: readonly Term[]): Related {
  return { id, name: { en: id }, relation, terms: [...terms], contextTerms: [], notThis: [], verification: 'sourced', sources: [] };
}

export function compile(vendors: readonly Vendor[]): ArrayBuffer {
  return buildIndex({ vendors, lists: [], alternatives: [], categories: [], trades: [] }, hanPairs);
}

export function indexOf(...vendors: Vendor[]): Index {
  return openIndex(compile(vendors));
}

/** An index of one vendor with these names. */
export function indexOfTerms(...terms: (string | Term)[]): Index {
  return indexOf(
    makeVendor(
      'acme',
      terms.map((term) => (typeof term === 'string' ? makeTerm(term) : term)),
    ),
  );
}

export interface Seen {
  readonly term: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly loose: boolean;
  readonly model: boolean;
  readonly glued: boolean;
  readonly letter: boolean;
}

/** All term and part-number candidates of a text, in the order of the search. */
export function seenIn(index: Index, text: string): Seen[] {
  const candidates = scan(index, text, new Candidates());
  const seen: Seen[] = [];
  for (let i = 0; i < candidates.length; i++) {
    const value = candidates.value[i] as number;
    if (kindOf(value) === ValueKind.context || kindOf(value) === ValueKind.not) continue;
    const start = candidates.start[i] as number;
    const end = candidates.end[i] as number;
    const flags = candidates.flags[i] as number;
    seen.push({
      term: index.parts[candidates.part[i] as number]?.terms.get(numberOf(value))?.term ?? '',
      start,
      end,
      text: text.slice(start, end),
      loose: (flags & LOOSE) !== 0,
      model: (flags & MODEL_FOLLOWS) !== 0,
      glued: (flags & GLUED) !== 0,
      letter: (flags & LETTER_FOR_DIGIT) !== 0,
    });
  }
  return seen;
}
