/**
 * What the extension carries of the catalogue, in two excerpts: the worker is started anew for every few messages, and
 * reads no more than it needs each time. The terms are in neither, as the compiled index holds them.
 */
import type { FactsById, Listing } from './facts-by-id.ts';
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

/** What every verdict needs of the rules. The lists are without their entries. */
interface RulesHead {
  readonly lists: readonly (Pick<List, 'id' | 'jurisdiction' | 'status' | 'asks' | 'asOf'> & {
    readonly complete: boolean;
    readonly products: List['scope']['products'];
  })[];
  readonly categories: readonly Omit<Category, keyof typeof OF_CATEGORY>[];
  /** The ids of the vendors, in the order of their rules. */
  readonly vendors: readonly string[];
}

interface VendorRules extends Pick<Vendor, 'id' | 'relevance' | 'verification'> {
  readonly products: readonly Omit<Product, keyof typeof OF_PRODUCT>[];
  readonly related: readonly Omit<Related, keyof typeof NO_WORDS>[];
  /** Its entries, each with the place of its list among the lists. */
  readonly listed: readonly (readonly [list: number, entry: Omit<Entry, keyof typeof OF_ENTRY>])[];
}

/**
 * What a verdict rests on, without the words; a twentieth of the catalogue. A line of JSON with what all verdicts need and one for
 * each vendor, since a page names few of them: to read all takes as long as to screen some thousand characters.
 */
export function rulesOf({ vendors, lists, categories }: Catalogue): string {
  const head: RulesHead = {
    lists: lists.map(({ id, jurisdiction, status, asks, asOf, scope, members }) => ({
      id,
      jurisdiction,
      status,
      asks,
      asOf,
      complete: members.complete,
      products: scope.products,
    })),
    categories: categories.map((category) => leaveOut(category, OF_CATEGORY)),
    vendors: vendors.map(({ id }) => id),
  };
  const listedBy = (vendor: string): VendorRules['listed'] =>
    lists.flatMap(({ entries }, list) =>
      entries
        .filter((entry) => entry.vendor === vendor)
        .map(({ note: _, scopeNote: __, announcement: ___, ...entry }) => [list, leaveOut(entry, OF_ENTRY)] as const),
    );
  const each = vendors.map(
    ({ id, relevance, verification, products, related }): VendorRules => ({
      id,
      relevance,
      verification,
      products: products.map(({ note: _, currentOwner: __, ...product }) => leaveOut(product, OF_PRODUCT)),
      related: related.map(({ note: _, relationNote: __, ...brand }) => leaveOut(brand, NO_WORDS)),
      listed: listedBy(id),
    }),
  );
  return [head, ...each].map((part) => JSON.stringify(part)).join('\n');
}

function leaveOut<Whole extends object, Left extends object>(whole: Whole, left: Left): Omit<Whole, keyof Left> {
  return Object.fromEntries(Object.entries(whole).filter(([key]) => !(key in left))) as Omit<Whole, keyof Left>;
}

/**
 * The rules as facts; what is said of a vendor is read when it is asked for. Findings made from them are the same findings, judged and
 * counted alike, but their names and sources are empty, and there are no alternatives.
 */
export function openRules(rules: string): FactsById {
  const [head = '', ...lines] = rules.split('\n');
  const { lists, categories, vendors } = JSON.parse(head) as RulesHead;
  const opened = lists.map(
    ({ complete, products, ...list }): List => ({
      ...OF_LIST,
      ...list,
      members: { complete },
      scope: { ...OF_SCOPE, products },
      entries: [],
    }),
  );
  const lineOf = new Map(vendors.map((id, i) => [id, lines[i] as string]));
  const known = new Map<string, { readonly vendor: Vendor; readonly listings: readonly Listing[] }>();
  const read = (id: string): { readonly vendor: Vendor; readonly listings: readonly Listing[] } | undefined => {
    const line = lineOf.get(id);
    if (line === undefined || known.has(id)) return known.get(id);
    const { products, related, listed, ...vendor } = JSON.parse(line) as VendorRules;
    const facts = {
      vendor: {
        ...OF_VENDOR,
        ...vendor,
        products: products.map((product) => ({ ...OF_PRODUCT, ...product })),
        related: related.map((brand) => ({ ...NO_WORDS, ...brand })),
      },
      listings: listed.map(([list, entry]) => ({ list: opened[list] as List, entry: { ...OF_ENTRY, ...entry } })),
    };
    known.set(id, facts);
    return facts;
  };
  return {
    lists: opened,
    alternatives: [],
    categories: new Map(categories.map((category) => [category.id, { ...OF_CATEGORY, ...category }])),
    vendors: { get: (id) => read(id)?.vendor },
    entriesOf: (id) => read(id)?.listings ?? [],
  };
}
