/**
 * What the extension carries of the catalogue, in two excerpts: the worker is started anew for every few messages, and
 * reads no more than it needs each time. The terms are in neither, as the compiled index holds them.
 */
import type { Catalogue, Entry, List, Product, Related, Vendor } from './model.ts';

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

/**
 * What a verdict rests on, without the words; a tenth of the catalogue. Findings made from it are the same findings,
 * judged and counted alike, but their names and sources are empty, and there are no alternatives.
 */
export function rulesOf({ vendors, lists, categories }: Catalogue): Catalogue {
  return {
    vendors: vendors.map(rulesOfVendor),
    lists: lists.map(rulesOfList),
    alternatives: [],
    categories: categories.map((category) => ({ ...category, name: NO_NAMES, definition: '' })),
    trades: [],
  };
}

function rulesOfVendor({ id, relevance, verification, products, related }: Vendor): Vendor {
  return {
    id,
    name: NO_NAME,
    legalNames: [],
    relevance,
    domains: [],
    ...NO_TERMS,
    products: products.map(rulesOfProduct),
    related: related.map(rulesOfRelated),
    notes: [],
    verification,
    sources: [],
  };
}

function rulesOfProduct({ note: _, currentOwner: __, ...product }: Product): Product {
  return { ...product, name: NO_NAME, ...NO_TERMS, partNumbers: [], sources: [] };
}

function rulesOfRelated({ note: _, relationNote: __, ...related }: Related): Related {
  return { ...related, name: NO_NAME, ...NO_TERMS, sources: [] };
}

function rulesOfList({ id, jurisdiction, status, asks, asOf, scope, members, entries }: List): List {
  return {
    id,
    title: NO_NAMES,
    shortTitle: NO_NAMES,
    summary: NO_NAMES,
    jurisdiction,
    status,
    asks,
    asOf,
    scope: { who: NO_NAMES, action: NO_NAMES, products: scope.products, exceptions: [], clauses: [] },
    appliesTo: [],
    members: { complete: members.complete },
    announcements: [],
    entries: entries.map(rulesOfEntry),
    questions: [],
    claims: [],
    uncertainties: [],
    notes: [],
    sources: [],
  };
}

function rulesOfEntry({ note: _, scopeNote: __, announcement: ___, ...entry }: Entry): Entry {
  return { ...entry, listedAs: [], listedAsZh: [], sources: [] };
}
