/**
 * What a verdict rests on, without the words: the facts by which matches are judged and counted, and none of those that
 * are only shown. A tenth of the catalogue, for the worker, which is started anew for every few messages and needs
 * numbers more often than names.
 */
import type { Catalogue, Entry, List, Product, Related, Vendor } from './model.ts';

const NO_NAME = { en: '' };
const NO_NAMES = { en: '', zh_CN: '' };
const NO_TERMS = { terms: [], contextTerms: [], notThis: [] };

/**
 * A catalogue of the same vendors, products, lists and categories. Findings made from it are the same findings, judged
 * and counted alike, but their names and sources are empty, and there are no alternatives. No index can be built from it.
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
    scope: { who: '', action: '', products: scope.products, exceptions: [], clauses: [] },
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

function rulesOfEntry({ note: _, scopeNote: __, ...entry }: Entry): Entry {
  return { ...entry, listedAs: [], listedAsZh: [], sources: [] };
}
