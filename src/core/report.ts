/** Matches + policy → findings, grouped as they are shown. Pure: the popup, the badge and the command line share it. */
import { alternativesFor } from './alternatives.ts';
import { addAmounts } from './amounts.ts';
import { contraryApprovals } from './approved.ts';
import { weigh } from './evidence.ts';
import type {
  AlternativesOf,
  AwayMatch,
  ChildFrames,
  Confidence,
  Coverage,
  Evidence,
  Finding,
  Line,
  LineSummary,
  LineTable,
  ListHit,
  Match,
  PageContext,
  PlacedLine,
  Report,
  ReportGroup,
  ReportItem,
  ReportSection,
  UnreadKind,
} from './finding.ts';
import { findingId } from './finding-id.ts';
import type { Lookup } from './lookup.ts';
import type { Entry, List, Product, Related, Source, Vendor } from './model.ts';
import { DOES_NOT_COME, IS_PREPARED, isCounted, joinFindings, MUST_BE_IMPORTED, NOTHING_INSTEAD, ownHit } from './own-findings.ts';
import { isFoundBy, isReadable, isRenewable, listOfVendor, type OwnEntry } from './own-list.ts';
import { type Exemption, exemptionOf, isListEnabled, type Policy, scopeOfList } from './policy.ts';

/** What was screened in one frame (or one file: frame 0). */
export interface ScreenedFrame {
  readonly frame: number;
  readonly page: PageContext;
  readonly matches: readonly Match[];
  /** Seen and scrolled away. */
  readonly away?: readonly AwayMatch[];
  /** Line items in which something was found, at least. */
  readonly lines?: readonly PlacedLine[];
  readonly tables?: readonly LineTable[];
  readonly coverage: Omit<Coverage, 'frames'> & Partial<ChildFrames>;
}

function keep<T>(known: Map<string, T>, key: string, find: () => T): T {
  const value = known.get(key) ?? find();
  known.set(key, value);
  return value;
}

/**
 * Judges the matches of all frames together under the policy. A match whose vendor is on no enabled list, or whose
 * product is outside the scope when only scope counts, gives no finding. What is exempt is found and does not count.
 */
export function buildFindings(frames: readonly ScreenedFrame[], lookup: Lookup, policy: Policy): Finding[] {
  const settled = settledOnPage(frames, lookup);
  const findings: Finding[] = [];
  const { hits } = lookup.joinedUnder(policy);
  const hitsOf: HitsOf = (match, vendor, product) =>
    vendor
      ? keep(hits, `${match.vendor}/${product?.id ?? ''}`, () => listHits(vendor, product, lookup, policy))
      : ownHits(match, lookup, policy);
  for (const { frame, matches, away = [], lines = [] } of frames) {
    const lineOf = linesByPlace(lines);
    const add = (match: Match, extra: Pick<Finding, 'line' | 'isAway'>): void => {
      const finding = buildFinding(frame, match, settled, lookup, hitsOf);
      if (finding) findings.push({ ...finding, ...extra });
    };
    for (const match of matches) {
      const line = lineOf(match);
      add(match, line ? { line } : {});
    }
    for (const { match, line } of away) add(match, line ? { line, isAway: true } : { isAway: true });
  }
  const joined = lookup.ownLists.length === 0 ? findings : joinFindings(findings);
  const { exemptions = [] } = policy;
  return exemptions.length === 0 ? joined : joined.map((finding) => setAside(finding, exemptions));
}

/** The finding, not counted where an exemption covers what it names. What the organisation's own lists say of it stays. */
function setAside(finding: Finding, exemptions: readonly Exemption[]): Finding {
  const exemption = exemptionOf(finding.vendor.id, finding.product?.id, exemptions);
  if (!exemption) return finding;
  const lists = finding.lists.filter(({ grade }) => grade === 'own');
  if (lists.length === 0) return { ...finding, exemption, counted: false };
  const left = { ...finding, lists };
  return { ...left, counted: isCounted(left) };
}

/** The line item in which a match stands: by its row, or by its block on a product card. */
export function linesByPlace(lines: readonly PlacedLine[]): (match: Pick<Match, 'row' | 'block'>) => Line | undefined {
  const byRow = new Map<number, Line>();
  const byBlock = new Map<number, Line>();
  for (const { line, rows, blocks } of lines) {
    for (const row of rows) byRow.set(row, line);
    for (const block of blocks) byBlock.set(block, line);
  }
  return ({ row, block }) => (row === undefined ? undefined : byRow.get(row)) ?? byBlock.get(block);
}

/** What some match settles by its own surroundings, with its text: vendors by id, products by `vendor/product`. */
export function settledOnPage(frames: readonly ScreenedFrame[], lookup: Lookup): Map<string, string> {
  const settled = new Map<string, string>();
  for (const { matches, away = [] } of frames) {
    for (const match of [...matches, ...away.map((gone) => gone.match)]) {
      // What was sold says nothing of its old owner.
      if (standingOf(match, lookup.vendors.get(match.vendor)) === 'former' || weigh(match.evidence) < match.needed) continue;
      if (match.strength === 'plain' || !settled.has(match.vendor)) settled.set(match.vendor, match.text);
      if (match.product !== undefined) settled.set(`${match.vendor}/${match.product}`, match.text);
    }
  }
  return settled;
}

/** The match's evidence with what the rest of the page adds to it. */
function withPage(match: Match, settled: ReadonlyMap<string, string>): readonly Evidence[] {
  if (weigh(match.evidence) >= match.needed) return match.evidence;
  // Where the words around it mean something else, what stands elsewhere on the page says nothing.
  if (match.evidence.some(({ code }) => code === 'not_this')) return match.evidence;
  const product = match.product === undefined ? undefined : settled.get(`${match.vendor}/${match.product}`);
  if (product !== undefined) return [...match.evidence, { code: 'product_on_page', text: product }];
  const vendor = settled.get(match.vendor);
  return vendor === undefined ? match.evidence : [...match.evidence, { code: 'vendor_on_page', text: vendor }];
}

/** What a match comes to with the rest of the page, whichever lists are on. */
export interface PageJudgement {
  readonly evidence: readonly Evidence[];
  /** Of the weights of the evidence. */
  readonly sum: number;
  /** Undefined for what gives no finding: more speaks against it than for it. */
  readonly confidence: Confidence | undefined;
}

/** Weighs a match together with what `settledOnPage` says of its page. */
export function judgeOnPage(match: Match, settled: ReadonlyMap<string, string>): PageJudgement {
  const evidence = withPage(match, settled);
  const sum = weigh(evidence);
  // Less than nothing speaks for it, and it is not the question that another maker's brand is.
  const isNothing = sum < 0 && !evidence.some(({ code }) => code === 'rebrand');
  return { evidence, sum, confidence: sum >= match.needed ? 'confirmed' : isNothing ? undefined : 'possible' };
}

/** Whether the product or brand that a match names is the vendor's today. `vendor` is the match's, where it is known. */
export function standingOf(match: Match, vendor: Vendor | undefined): Finding['standing'] {
  const isSold = match.product !== undefined && vendor?.products.find((entry) => entry.id === match.product)?.status === 'divested';
  const isFormer = match.related !== undefined && vendor?.related.find((entry) => entry.id === match.related)?.relation === 'former';
  return isSold || isFormer ? 'former' : 'current';
}

type HitsOf = (match: Match, vendor: Vendor | undefined, product: Product | undefined) => readonly ListHit[];

function buildFinding(
  frame: number,
  match: Match,
  settled: ReadonlyMap<string, string>,
  lookup: Lookup,
  hitsOf: HitsOf,
): Finding | undefined {
  const vendor = lookup.vendors.get(match.vendor);
  const product = match.product === undefined ? undefined : vendor?.products.find((entry) => entry.id === match.product);
  const related = match.related === undefined ? undefined : vendor?.related.find((entry) => entry.id === match.related);
  const own = vendor ? undefined : lookup.ownEntries.get(match.vendor);
  const lists = hitsOf(match, vendor, product);
  if (lists.length === 0) return undefined;
  const { evidence, confidence } = judgeOnPage(match, settled);
  if (!confidence) return undefined;
  const finding = {
    id: findingId(frame, match.block, match.start),
    frame,
    vendor: { id: match.vendor, name: vendor?.name ?? { en: own?.vendor ?? match.term } },
    ...(product ? { product: describeProduct(product, lookup) } : {}),
    ...(own?.product === undefined ? {} : { product: describeOwnProduct(own, match.vendor, lookup) }),
    ...(related ? { related: describeRelated(related) } : {}),
    match,
    confidence,
    standing: standingOf(match, vendor),
    evidence,
    lists,
  };
  return { ...finding, counted: isCounted(finding) };
}

function describeProduct(product: Product, lookup: Lookup): NonNullable<Finding['product']> {
  const category = lookup.categories.get(product.category);
  return {
    id: product.id,
    name: product.name,
    category: { id: product.category, name: category?.name ?? { en: product.category } },
    ...(product.currentOwner === undefined ? {} : { currentOwner: product.currentOwner }),
    verification: product.verification,
  };
}

function describeOwnProduct({ product = '', category }: OwnEntry, id: string, lookup: Lookup): NonNullable<Finding['product']> {
  const known = category === undefined ? undefined : lookup.categories.get(category);
  return { id, name: { en: product }, ...(known ? { category: { id: known.id, name: known.name } } : {}) };
}

function describeRelated(related: Related): NonNullable<Finding['related']> {
  return { id: related.id, name: related.name, relation: related.relation };
}

/** The own list that the entry is on, where it is switched on. Nothing where the entry says something else by now. */
function ownHits({ vendor, term }: Match, lookup: Lookup, policy: Policy): ListHit[] {
  const list = lookup.ownListOf(vendor);
  const entry = lookup.ownEntries.get(vendor);
  return list && entry && isListEnabled(list, policy) && isFoundBy(entry, term) ? [ownHit(list, entry)] : [];
}

/** Enabled lists on which the vendor, with this product, stands: restricting before asking, official and in force first. */
export function listHits(vendor: Vendor, product: Product | undefined, lookup: Lookup, policy: Policy): ListHit[] {
  const hits: ListHit[] = [];
  for (const { list, entry } of lookup.entriesOf(vendor.id)) {
    if (!isListEnabled(list, policy)) continue;
    if (entry.products && product && !entry.products.includes(product.id)) continue;
    const inScope = isInScope(list, entry, product, lookup);
    // A question, and not a restriction: a list not yet made, measures that were stopped, or a list that names products
    // where the text names only the vendor.
    const asks =
      list.asks ||
      list.status === 'proposed' ||
      entry.status === 'measures-stopped' ||
      (entry.products !== undefined && product === undefined);
    if (!inScope && scopeOfList(list.id, policy) === 'in-scope-only') continue;
    hits.push({
      id: list.id,
      title: list.title,
      shortTitle: list.shortTitle,
      summary: list.summary,
      jurisdiction: list.jurisdiction,
      listStatus: list.status,
      entryStatus: entry.status,
      grade: entry.grade,
      asks,
      inScope,
      membersComplete: list.members.complete,
      sources: uniqueSources([...entry.sources, ...list.sources]),
      ...(entry.addedOn === undefined ? {} : { addedOn: entry.addedOn }),
      ...(list.effective === undefined || isLater(entry.addedOn, list.effective) ? {} : { effective: list.effective }),
      ...(list.deadline === undefined ? {} : { deadline: list.deadline }),
      ...(list.legalBasis === undefined ? {} : { legalBasis: list.legalBasis }),
      ...(entry.scopeNote === undefined ? {} : { scopeNote: entry.scopeNote }),
    });
  }
  return strongestPerList(hits.sort(compareHits));
}

/** Whether an entry came when its list had long begun: the list's first day says nothing of it then. Days may be known to the month or the year only. */
function isLater(addedOn: string | undefined, effective: string): boolean {
  return addedOn !== undefined && addedOn.slice(0, effective.length) > effective.slice(0, addedOn.length);
}

/** A vendor may stand on a list several times, once per announcement; the strongest entry speaks for the list. */
function strongestPerList(sorted: readonly ListHit[]): ListHit[] {
  return sorted.filter((hit, i) => sorted.findIndex((other) => other.id === hit.id) === i);
}

/** A vendor named without a product may be anything it sells: inside the scope until a product says otherwise. */
function isInScope(list: List, entry: Entry, product: Product | undefined, lookup: Lookup): boolean {
  if (!product) return true;
  if (entry.categories && !entry.categories.includes(product.category)) return false;
  const { products } = list.scope;
  if (products === 'all') return true;
  if (products === 'security-function') {
    return product.securityFunction ?? lookup.categories.get(product.category)?.securityFunction ?? false;
  }
  return products.includes(product.category);
}

const GRADE_ORDER = { own: 0, official: 1, 'document-seen-by-press': 2, 'named-by-press': 3, inferred: 4 } as const;
const ENTRY_ORDER = { 'in-force': 0, unclear: 1, suspended: 2, 'measures-stopped': 3 } as const;
const STATUS_ORDER = { 'in-force': 0, enacted: 1, reported: 2, proposed: 3 } as const;

function compareHits(a: ListHit, b: ListHit): number {
  return (
    Number(a.asks) - Number(b.asks) ||
    GRADE_ORDER[a.grade] - GRADE_ORDER[b.grade] ||
    ENTRY_ORDER[a.entryStatus] - ENTRY_ORDER[b.entryStatus] ||
    STATUS_ORDER[a.listStatus] - STATUS_ORDER[b.listStatus] ||
    Number(b.inScope) - Number(a.inScope) ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}

function uniqueSources(sources: readonly Source[]): Source[] {
  return sources.filter(
    (source, i) =>
      sources.findIndex((other) => (other.url ?? other.address ?? other.title) === (source.url ?? source.address ?? source.title)) === i,
  );
}

/** Builds what the popup and the command line show. `findings` saves judging again what the caller just judged. */
export function buildReport(
  frames: readonly ScreenedFrame[],
  lookup: Lookup,
  policy: Policy,
  findings: readonly Finding[] = buildFindings(frames, lookup, policy),
): Report {
  const group = (filter: (finding: Finding) => boolean): ReportGroup[] => groupFindings(findings.filter(filter), lookup, policy);
  const counted = findings.filter((finding) => finding.counted);
  const enabled = lookup.catalogue.lists.filter((list) => isListEnabled(list, policy));
  const own = lookup.ownLists.filter((list) => isListEnabled(list, policy));
  return {
    confirmed: group((finding) => sectionOf(finding) === 'confirmed'),
    asked: group((finding) => sectionOf(finding) === 'asked'),
    possible: group((finding) => sectionOf(finding) === 'possible'),
    former: group((finding) => sectionOf(finding) === 'former'),
    exempt: group((finding) => sectionOf(finding) === 'exempt'),
    counted: counted.length,
    vendors: new Set(counted.map(groupKey)).size,
    coverage: sumCoverage(frames),
    lines: sumLines(frames, counted),
    lists: {
      enabled: enabled.length + own.length,
      incomplete: [
        ...own
          .filter((list) => !isReadable(list))
          .map((list) => ({ id: list.id, name: { en: list.title }, note: isRenewable(list) ? IS_PREPARED : MUST_BE_IMPORTED })),
        ...lookup.overdue
          .filter((list) => isListEnabled(list, policy))
          .map(({ id, title }) => ({ id, name: { en: title }, note: DOES_NOT_COME })),
        ...enabled
          .filter((list) => !list.members.complete)
          .map((list) => ({ id: list.id, name: list.shortTitle, ...(list.members.note ? { note: list.members.note } : {}) })),
      ],
    },
  };
}

/** The section of the report that a finding stands in. What is exempt stands apart, whatever it is, and has no mark. */
export function sectionOf(finding: Finding): ReportSection {
  return finding.exemption ? 'exempt' : levelOf(finding);
}

/** How sure and how serious a finding is: the look of its mark. */
export function levelOf(finding: Finding): 'confirmed' | 'asked' | 'possible' | 'former' {
  if (finding.confidence === 'possible') return 'possible';
  if (finding.standing === 'former') return 'former';
  return finding.lists.every((list) => list.asks) ? 'asked' : 'confirmed';
}

function groupFindings(findings: readonly Finding[], lookup: Lookup, policy: Policy): ReportGroup[] {
  const byVendor = groupBy(findings, groupKey);
  const groups = [...byVendor.values()].map((own): ReportGroup => {
    const items = [...groupBy(own, itemKey)].map(([key, found]) => buildItem(key, found, lookup, policy));
    const { vendor } = own[0] as Finding;
    const approvals = contraryApprovals(lookup.approved, vendor.id, policy);
    return {
      vendor,
      lists: strongestPerList(own.flatMap((finding) => finding.lists).sort(compareHits)),
      items,
      ...(approvals.length === 0 ? {} : { approvals }),
      counted: own.filter((finding) => finding.counted).length,
    };
  });
  return groups.sort(
    (a, b) => compareHits(a.lists[0] as ListHit, b.lists[0] as ListHit) || b.counted - a.counted || (a.vendor.id < b.vendor.id ? -1 : 1),
  );
}

/** The vendor; of own lists by its name, since a list may have an entry for each of its products. */
function groupKey({ vendor }: Finding): string {
  const list = listOfVendor(vendor.id);
  return list === undefined ? vendor.id : `${list}/${vendor.name.en.toLowerCase()}`;
}

function itemKey(finding: Finding): string {
  if (listOfVendor(finding.vendor.id) !== undefined) return finding.vendor.id;
  return finding.product?.id ?? (finding.related ? `~${finding.related.id}` : '');
}

function buildItem(key: string, found: readonly Finding[], lookup: Lookup, policy: Policy): ReportItem {
  const first = found[0] as Finding;
  const { offers, moreApproved, noneKnown, isUncollected } = alternativesOf(first, lookup, policy);
  return {
    key: `${first.vendor.id}/${key}`,
    ...(first.product ? { product: first.product } : {}),
    ...(first.related ? { related: first.related } : {}),
    findings: found,
    ...(first.exemption ? { exemption: first.exemption } : {}),
    offers,
    ...(moreApproved ? { moreApproved } : {}),
    ...(noneKnown ? { noneKnown } : {}),
    ...(isUncollected ? { isUncollected } : {}),
  };
}

/** What may be offered instead of what a finding names. */
export function alternativesOf({ vendor, product }: Finding, lookup: Lookup, policy: Policy): AlternativesOf {
  const isOwn = listOfVendor(vendor.id) !== undefined;
  const category = isOwn ? lookup.ownEntries.get(vendor.id)?.category : product?.category?.id;
  const { alternatives } = lookup.joinedUnder(policy);
  return keep(alternatives, `${vendor.id}/${category ?? ''}`, () => {
    const found = alternativesFor(category, vendor.id, lookup, policy);
    return isOwn && category === undefined ? { ...found, noneKnown: NOTHING_INSTEAD } : found;
  });
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const known = groups.get(key(item));
    if (known) known.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

/** What the restricted lines come to, of all. Null where there are no line items. */
function sumLines(frames: readonly ScreenedFrame[], counted: readonly Finding[]): LineSummary | null {
  const tables = frames.flatMap((frame) => frame.tables ?? []);
  const lines = tables.reduce((sum, table) => sum + table.lines, 0);
  if (lines === 0) return null;
  // Several findings may stand in one line: its amount counts once.
  const restricted = new Map<string, Line>();
  for (const { frame, line } of counted) if (line) restricted.set(`${frame}:${line.id}`, line);
  const totals = groupBy(
    tables.flatMap((table) => table.amounts),
    ({ currency }) => currency,
  );
  const amounts = [...totals].map(([currency, known]) => ({
    currency,
    restricted: [...restricted.values()]
      .flatMap(({ amount }) => (amount && (amount.currency ?? '') === currency ? amount.value : []))
      .reduce(addAmounts, 0),
    total: known.map(({ value }) => value).reduce(addAmounts, 0),
    lines: known.reduce((sum, one) => sum + one.lines, 0),
  }));
  return { lines, restricted: restricted.size, amounts };
}

function sumCoverage(frames: readonly ScreenedFrame[]): Coverage {
  const unread = new Map<UnreadKind, number>();
  const sum = { frames: frames.length, blocks: 0, characters: 0, fields: 0, cells: 0, attributes: 0, shadowRoots: 0 };
  for (const { coverage } of frames) {
    sum.blocks += coverage.blocks;
    sum.characters += coverage.characters;
    sum.fields += coverage.fields;
    sum.cells += coverage.cells;
    sum.attributes += coverage.attributes;
    sum.shadowRoots += coverage.shadowRoots;
    for (const { what, count } of coverage.unread) unread.set(what, (unread.get(what) ?? 0) + count);
  }
  // Frames that are shown somewhere but from which nothing was heard.
  const shown = frames.reduce((total, { coverage }) => total + (coverage.childFrames ?? 0), 0);
  const heard = frames.filter(({ frame, coverage }) => frame !== 0 && coverage.isShown === true).length;
  if (shown > heard) unread.set('frame', (unread.get('frame') ?? 0) + shown - heard);
  return { ...sum, unread: [...unread].map(([what, count]) => ({ what, count })) };
}
