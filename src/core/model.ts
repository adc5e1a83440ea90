/**
 * The facts Vendor Lens ships and the shapes they must have.
 *
 * Five kinds of files under `src/data/`: vendors, lists, alternatives, categories, trades. Every object is strict: an unknown
 * key is an error, so that a misspelt field stops the build and is not silently ignored. Types are inferred from the
 * schemas; nothing else declares these shapes.
 */
import { z } from 'zod';
import { buyerKinds } from './buyer-kinds.ts';

const text = z.string().trim().min(1);
const id = z.string().regex(/^[a-z0-9]+(-{1,2}[a-z0-9]+)*$/, 'must be lower-case letters and digits joined by hyphens');

/** A calendar date known to the day, the month or the year only. */
export const partialDate = z.string().regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/, 'must be YYYY, YYYY-MM or YYYY-MM-DD');

const httpsUrl = z.url({ protocol: /^https$/ });

/** English is always there; Chinese where it is known. */
export const localized = z.strictObject({ en: text, zh_CN: text.exactOptional() });
/** Words of ours that a reviewer reads: both languages are required. */
export const localizedBoth = z.strictObject({ en: text, zh_CN: text });

/**
 * Where a fact was read. `url` is a link we offer. `address` is shown as plain text, never as a link: pages known only
 * by http, and third-party reposts of somebody else's text.
 */
export const source = z.strictObject({
  title: text,
  publisher: text.exactOptional(),
  date: partialDate.exactOptional(),
  url: httpsUrl.exactOptional(),
  address: text.exactOptional(),
});

/**
 * How far a fact was checked. `sourced`: a cited page says so. `public-text`: seen in public text without a citable
 * address. `unverified`: general knowledge; stays so marked until somebody finds a source.
 */
export const verification = z.enum(['sourced', 'public-text', 'unverified']);

/**
 * What a term needs before it counts.
 * `plain`: stands alone (FortiGate). `context`: also an ordinary word, another maker's name or a short code; needs one
 * of its context terms, its vendor or a part number nearby (NSX, PA-220). `word`: a word of everyday language; as
 * `context`, but the vendor's name elsewhere on the page is not enough (Horizon, Falcon). `vendor`: generic words that
 * mean nothing alone; need the vendor's name close by (Endpoint Security).
 */
export const strength = z.enum(['plain', 'context', 'word', 'vendor']);

/**
 * A spelling that may be found in text. Case, width, Traditional/Simplified, hyphen, space and nothing between its
 * words do not matter unless `case` says so. `prefix` terms match a whole word that begins with the text and goes on
 * with a capital letter ("Forti" finds FortiXyz, not fortify).
 */
export const term = z.strictObject({
  text: text.max(160),
  kind: z.enum(['name', 'legal', 'alias', 'abbreviation', 'prefix']),
  strength,
  /** `exact`: capitals as written here. `capital`: at least the first letter is a capital in the text. */
  case: z.enum(['exact', 'capital']).exactOptional(),
  /** Replaces the owner's `contextTerms` for this term. */
  contextTerms: z.array(text).exactOptional(),
  /** Added to the owner's `notThis` for this term. */
  notThis: z.array(text).exactOptional(),
});

/** A family of part numbers in the pattern grammar of `pattern.ts`. */
export const partFamily = z.strictObject({
  label: text,
  pattern: text.max(160),
  examples: z.array(text),
  strength,
  note: text.exactOptional(),
  verification,
  sources: z.array(source),
});

export const product = z.strictObject({
  id,
  name: localized,
  category: id,
  /** Overrides the category's `securityFunction` where this product differs. */
  securityFunction: z.boolean().exactOptional(),
  status: z.enum(['current', 'legacy', 'renamed', 'divested']),
  /** Owner today where the product was sold; such a product is found, but stands apart as `former`. */
  currentOwner: text.exactOptional(),
  terms: z.array(term),
  contextTerms: z.array(text),
  notThis: z.array(text),
  partNumbers: z.array(partFamily),
  note: text.exactOptional(),
  verification,
  sources: z.array(source),
});

/** A brand or company that belongs, or belonged, to the vendor without being a product of it. */
export const related = z.strictObject({
  id,
  name: localized,
  /** `rebrand`: others' goods that the vendor made, some models only: a question, never confirmed on its own. */
  relation: z.enum(['subsidiary', 'brand', 'affiliate', 'rebrand', 'former']),
  relationNote: text.exactOptional(),
  terms: z.array(term),
  contextTerms: z.array(text),
  notThis: z.array(text),
  note: text.exactOptional(),
  verification,
  sources: z.array(source),
});

export const vendor = z.strictObject({
  id,
  name: localized,
  legalNames: z.array(text),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .exactOptional(),
  owner: z.strictObject({ name: text, vendor: id.exactOptional(), sources: z.array(source) }).exactOptional(),
  /** Whether a civil buyer meets the vendor at all. */
  relevance: z.enum(['it', 'civil', 'dual-use', 'defence']),
  domains: z.array(z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/)),
  terms: z.array(term).min(1),
  contextTerms: z.array(text),
  notThis: z.array(text),
  products: z.array(product),
  related: z.array(related),
  notes: z.array(z.strictObject({ text, verification, sources: z.array(source) })),
  verification,
  sources: z.array(source),
});

/** How surely a vendor is known to be on a list. */
export const grade = z.enum(['official', 'document-seen-by-press', 'named-by-press', 'inferred']);
export const memberStatus = z.enum(['in-force', 'suspended', 'measures-stopped', 'unclear']);

export const entry = z.strictObject({
  vendor: id,
  /** The names as the list writes them. */
  listedAs: z.array(text),
  listedAsZh: z.array(text),
  status: memberStatus,
  grade,
  addedOn: partialDate.exactOptional(),
  announcement: id.exactOptional(),
  /** Product ids of the vendor, where the list names products and not the vendor as a whole. */
  products: z.array(id).exactOptional(),
  /** Product categories, where the entry covers these only. */
  categories: z.array(id).exactOptional(),
  scopeNote: localizedBoth.exactOptional(),
  note: localizedBoth.exactOptional(),
  relevance: z.enum(['it', 'civil', 'dual-use', 'defence']).exactOptional(),
  sources: z.array(source).min(1),
});

/** What may be true of a buyer. */
export const buyerKind = z.enum(buyerKinds);

/** Whom a list reaches, in terms that a buyer can tick. The list's `scope.who` says it in full. */
export const appliesTo = z.strictObject({
  /** A buyer is reached who is one of these. */
  buyers: z.array(buyerKind).min(1),
  /** `may-concern`: not addressed, or it is not known who is. */
  force: z.enum(['binds', 'may-concern']),
  reason: localizedBoth,
  /** `unverified` where no source of the list says so. */
  verification,
});

export const list = z.strictObject({
  id,
  title: localizedBoth,
  /** A name short enough for a chip. */
  shortTitle: localizedBoth,
  /** What it asks of a reviewer, in one or two sentences. */
  summary: localizedBoth,
  jurisdiction: z.string().regex(/^[A-Z]{2}$/),
  authority: localizedBoth.exactOptional(),
  legalBasis: localizedBoth.exactOptional(),
  status: z.enum(['in-force', 'reported', 'enacted', 'proposed']),
  statusNote: localizedBoth.exactOptional(),
  /** True where a match is a question to ask and not a restriction of the vendor: never counted. */
  asks: z.boolean(),
  reportedOn: partialDate.exactOptional(),
  issuedOn: partialDate.exactOptional(),
  effective: partialDate.exactOptional(),
  effectiveNote: localizedBoth.exactOptional(),
  deadline: partialDate.exactOptional(),
  deadlineNote: localizedBoth.exactOptional(),
  asOf: partialDate,
  scope: z.strictObject({
    who: localizedBoth,
    what: localizedBoth.exactOptional(),
    action: localizedBoth,
    /** Which products of a listed vendor are inside the stated scope. */
    products: z.union([z.enum(['all', 'security-function']), z.array(id).min(1)]),
    note: localizedBoth.exactOptional(),
    exceptions: z.array(localizedBoth),
    /** Citations, the same in both languages. */
    clauses: z.array(text),
  }),
  appliesTo: z.array(appliesTo),
  members: z.strictObject({
    complete: z.boolean(),
    total: z.number().int().positive().exactOptional(),
    /** What is missing and where the official annex is to be had; required when incomplete. */
    note: localizedBoth.exactOptional(),
  }),
  announcements: z.array(
    z.strictObject({
      id,
      number: localizedBoth.exactOptional(),
      date: partialDate,
      authority: localizedBoth.exactOptional(),
      measures: z.array(localizedBoth),
      binds: localizedBoth.exactOptional(),
      status: memberStatus,
      statusNote: localizedBoth.exactOptional(),
      until: partialDate.exactOptional(),
      /** Official addresses as others recorded them; not opened, so shown as text unless https. */
      notices: z.array(source),
      sources: z.array(source),
    }),
  ),
  entries: z.array(entry),
  /** Restrictions that name kinds of goods and no vendor: questions to the reviewer, not name matches. */
  questions: z.array(
    z.strictObject({
      id,
      text: localizedBoth,
      categories: z.array(id),
      exceptions: z.array(localizedBoth),
      addedOn: partialDate.exactOptional(),
      sources: z.array(source),
    }),
  ),
  claims: z.array(z.strictObject({ text: localizedBoth, who: localizedBoth, on: partialDate.exactOptional(), sources: z.array(source) })),
  uncertainties: z.array(z.strictObject({ id, text: localizedBoth, sources: z.array(source) })),
  notes: z.array(localizedBoth),
  sources: z.array(source).min(1),
});

export const alternativeVendor = z.strictObject({
  id,
  /** Id in `vendors/` where the same company is described there (and may be restricted elsewhere). */
  vendor: id.exactOptional(),
  name: localized,
  legalName: text.exactOptional(),
  legalNameVerification: verification.exactOptional(),
  url: httpsUrl.exactOptional(),
  urlVerification: verification,
  /** Why it is offered. None of the bundled ones is an approval. */
  basis: z.array(
    z.strictObject({
      kind: z.enum(['press', 'vendor-document', 'directory', 'market-report', 'statement', 'official-catalogue', 'certification']),
      text: localized,
      verification,
      source: source.exactOptional(),
    }),
  ),
  /** Restrictions of this vendor elsewhere that are recorded here only and not in a bundled list. */
  alsoRestricted: z.array(z.strictObject({ jurisdiction: text, instrument: localizedBoth, source })),
  products: z.array(z.strictObject({ id, name: localized, category: id, url: httpsUrl.exactOptional(), verification })),
  note: text.exactOptional(),
  verification,
});

export const alternatives = z.strictObject({
  jurisdiction: z.string().regex(/^[A-Z]{2}$/),
  asOf: partialDate,
  notes: z.array(text),
  /** Categories for which nothing usable is known; said to the reviewer as it is. */
  noneKnown: z.array(z.strictObject({ category: id, reason: localizedBoth })),
  vendors: z.array(alternativeVendor),
});

export const category = z.strictObject({
  id,
  name: localizedBoth,
  definition: text,
  securityFunction: z.boolean(),
  broader: id.exactOptional(),
});
export const categories = z.strictObject({ categories: z.array(category) });

/**
 * Makers that stand side by side in lists, comparisons and tables. Each speaks for an ambiguous vendor name beside it
 * ("Wiz" after "CrowdStrike, Zscaler"); a maker right before a product's ordinary name speaks against it.
 */
export const trades = z.strictObject({
  trades: z.array(
    z.strictObject({
      id,
      /** Described under `vendors/`; their own unambiguous names count. */
      vendors: z.array(id).min(1),
      /** Others, by names that nobody else bears. */
      makers: z.array(text),
      /** Everyday words that are a vendor's name only right beside another name of the trade, in one list with it. */
      companions: z.array(z.strictObject({ vendor: id, text })).exactOptional(),
    }),
  ),
});

export type Localized = z.infer<typeof localized>;
export type Source = z.infer<typeof source>;
export type Verification = z.infer<typeof verification>;
export type Strength = z.infer<typeof strength>;
export type Term = z.infer<typeof term>;
export type PartFamily = z.infer<typeof partFamily>;
export type Product = z.infer<typeof product>;
export type Related = z.infer<typeof related>;
export type Vendor = z.infer<typeof vendor>;
export type Grade = z.infer<typeof grade>;
export type MemberStatus = z.infer<typeof memberStatus>;
export type Entry = z.infer<typeof entry>;
export type List = z.infer<typeof list>;
export type AppliesTo = z.infer<typeof appliesTo>;
export type AlternativeVendor = z.infer<typeof alternativeVendor>;
export type Alternatives = z.infer<typeof alternatives>;
export type Category = z.infer<typeof category>;
export type Trade = z.infer<typeof trades>['trades'][number];

/** Everything that is bundled, joined by ids. */
export interface Catalogue {
  readonly vendors: readonly Vendor[];
  readonly lists: readonly List[];
  readonly alternatives: readonly Alternatives[];
  readonly categories: readonly Category[];
  readonly trades: readonly Trade[];
}
