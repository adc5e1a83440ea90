/**
 * What the extension carries of the catalogue, in two excerpts: the worker is started anew for every few messages, and
 * reads no more than it needs each time. The terms are in neither, as the compiled index holds them.
 */
import type { Catalogue, Category, Entry, List, Product, Related, Vendor } from './model.ts';

const NO_NAME = { en: '' };
const NO_NAMES = { en: '', zh_CN: '' };
const NO_TERMS = { terms: [], contextTerms: [], notThis: [] };

/** The catalogue without the terms: all that is ever shown of it. Half of its size. */
export function withoutTerms(catalogue: Catalogue): Catalogue {
  const vendors = catalogue.vendors.map((vendor) => ({
    ...vendor,
    ...NO_TERMS,
    products: vendor.products.map((product) => ({ ...product, ...NO_TERMS, partNumbers: [] })),
    related: vendor.related.map((related) => ({ ...related, ...NO_TERMS })),
  }));
  return { ...catalogue, vendors, trades: [] };
}

/** What an excerpt of rules leaves out of each thing, as it is put in again. */
const NO_WORDS = { name: NO_NAME, ...NO_TERMS, sources: [] };
const OF_VENDOR = { ...NO_WORDS, legalNames: [], domains: [], notes: [] };
const OF_PRODUCT = { ...NO_WORDS, partNumbers: [] };
const OF_LIST = {
  title: NO_NAMES,
  shortTitle: NO_NAMES,
  summary: NO_NAMES,
  appliesTo: [],
  announcements: [],
  questions: [],
  claims: [],
  uncertainties: [],
  notes: [],
  sources: [],
};
const OF_SCOPE = { who: NO_NAMES, action: NO_NAMES, exceptions: [], clauses: [] };
const OF_ENTRY = { listedAs: [], listedAsZh: [], sources: [] };
const OF_CATEGORY = { name: NO_NAMES, definition: '' };

/** What a verdict rests on, without the words; a twentieth of the catalogue. Plain data, for JSON. */
export interface Rules {
  readonly vendors: readonly (Pick<Vendor, 'id' | 'relevance' | 'verification'> & {
    readonly products: readonly Omit<Product, keyof typeof OF_PRODUCT>[];
    readonly related: readonly Omit<Related, keyof typeof NO_WORDS>[];
  })[];
  readonly lists: readonly (Pick<List, 'id' | 'jurisdiction' | 'status' | 'asks' | 'asOf'> & {
    readonly complete: boolean;
    readonly products: List['scope']['products'];
    readonly entries: readonly Omit<Entry, keyof typeof OF_ENTRY>[];
  })[];
  readonly categories: readonly Omit<Category, keyof typeof OF_CATEGORY>[];
}

export function rulesOf({ vendors, lists, categories }: Catalogue): Rules {
  return {
    vendors: vendors.map(({ id, relevance, verification, products, related }) => ({
      id,
      relevance,
      verification,
      products: products.map(({ note: _, currentOwner: __, ...product }) => leaveOut(product, OF_PRODUCT)),
      related: related.map(({ note: _, relationNote: __, ...brand }) => leaveOut(brand, NO_WORDS)),
    })),
    lists: lists.map(({ id, jurisdiction, status, asks, asOf, scope, members, entries }) => ({
      id,
      jurisdiction,
      status,
      asks,
      asOf,
      complete: members.complete,
      products: scope.products,
      entries: entries.map(({ note: _, scopeNote: __, announcement: ___, ...entry }) => leaveOut(entry, OF_ENTRY)),
    })),
    categories: categories.map((category) => leaveOut(category, OF_CATEGORY)),
  };
}

function leaveOut<Whole extends object, Left extends object>(whole: Whole, left: Left): Omit<Whole, keyof Left> {
  return Object.fromEntries(Object.entries(whole).filter(([key]) => !(key in left))) as Omit<Whole, keyof Left>;
}

/**
 * The rules as a catalogue. Findings made from it are the same findings, judged and counted alike, but their names and sources
 * are empty, and there are no alternatives.
 */
export function openRules({ vendors, lists, categories }: Rules): Catalogue {
  return {
    vendors: vendors.map((vendor) => ({
      ...OF_VENDOR,
      ...vendor,
      products: vendor.products.map((product) => ({ ...OF_PRODUCT, ...product })),
      related: vendor.related.map((related) => ({ ...NO_WORDS, ...related })),
    })),
    lists: lists.map(({ complete, products, ...list }) => ({
      ...OF_LIST,
      ...list,
      members: { complete },
      scope: { ...OF_SCOPE, products },
      entries: list.entries.map((entry) => ({ ...OF_ENTRY, ...entry })),
    })),
    alternatives: [],
    categories: categories.map((category) => ({ ...OF_CATEGORY, ...category })),
    trades: [],
  };
}
