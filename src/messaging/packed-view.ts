/**
 * A tab's view as it travels to our pages. In a report every finding carries its vendor, product and lists, and every
 * product its alternatives: of thousands of findings that would be many megabytes of the same. Here each is sent once.
 */
import type { Finding, ListHit, Offer, Report, ReportGroup, ReportItem, ReportSection } from '../core/finding.ts';
import type { PageCalls, TabView } from './calls.ts';

/** What all findings of an item have in common. */
type Shared = Pick<Finding, 'vendor' | 'product' | 'related' | 'lists' | 'exemption'>;

/** Evidence that is its match's own is left out too. */
type PackedFinding = Omit<Finding, keyof Shared | 'evidence'> & Partial<Pick<Finding, 'evidence'>>;

/** `lists` and `offers` are places in the tables of the report; `lists` are those of each of its findings. */
interface PackedItem extends Omit<ReportItem, 'findings' | 'offers'> {
  readonly findings: readonly PackedFinding[];
  readonly lists: readonly number[];
  readonly offers: readonly number[];
}

interface PackedGroup extends Omit<ReportGroup, 'lists' | 'items'> {
  readonly lists: readonly number[];
  readonly items: readonly PackedItem[];
}

interface PackedReport extends Omit<Report, ReportSection> {
  readonly sections: Readonly<Record<ReportSection, readonly PackedGroup[]>>;
  readonly hits: readonly ListHit[];
  readonly offers: readonly Offer[];
}

export interface PackedView extends Omit<TabView, 'report'> {
  readonly report: PackedReport | null;
}

/** Each different thing once; equal ones have one place. */
class Table<T> {
  readonly rows: T[] = [];
  private readonly places = new Map<string, number>();

  place(row: T): number {
    const text = JSON.stringify(row);
    const known = this.places.get(text) ?? this.rows.push(row) - 1;
    this.places.set(text, known);
    return known;
  }
}

/** Packs a view whose report is one that `buildReport` made: the findings of an item have the same lists. */
export function packView({ report, ...view }: TabView): PackedView {
  return { ...view, report: report && packReport(report) };
}

function packReport({ confirmed, asked, possible, former, exempt, ...rest }: Report): PackedReport {
  const hits = new Table<ListHit>();
  const offers = new Table<Offer>();
  const packItem = ({ findings, offers: own, ...item }: ReportItem): PackedItem => ({
    ...item,
    findings: findings.map(packFinding),
    lists: (findings[0]?.lists ?? []).map((hit) => hits.place(hit)),
    offers: own.map((offer) => offers.place(offer)),
  });
  const pack = (groups: readonly ReportGroup[]): PackedGroup[] =>
    groups.map((group) => ({ ...group, lists: group.lists.map((hit) => hits.place(hit)), items: group.items.map(packItem) }));
  const sections = { confirmed: pack(confirmed), asked: pack(asked), possible: pack(possible), former: pack(former), exempt: pack(exempt) };
  return { ...rest, sections, hits: hits.rows, offers: offers.rows };
}

function packFinding({ vendor, product, related, lists, exemption, evidence, ...own }: Finding): PackedFinding {
  return evidence === own.match.evidence ? own : { ...own, evidence };
}

/** Calls that are answered with a view. */
const VIEW_CALLS: ReadonlySet<string> = new Set<keyof PageCalls>(['getTab', 'check', 'setPaused']);

/** The answer to a call as it is sent. */
export function packAnswer(call: string, value: unknown): unknown {
  return VIEW_CALLS.has(call) ? packView(value as TabView) : value;
}

/** The answer to a call as its handler gave it. */
export function unpackAnswer(call: string, value: unknown): unknown {
  return VIEW_CALLS.has(call) ? unpackView(value as PackedView) : value;
}

/** What `packView` was given. */
export function unpackView({ report, ...view }: PackedView): TabView {
  return { ...view, report: report && unpackReport(report) };
}

function unpackReport({ sections, hits, offers, ...rest }: PackedReport): Report {
  const listsAt = (places: readonly number[]): ListHit[] => places.map((place) => hits[place] as ListHit);
  const unpackGroup = ({ lists, items, ...group }: PackedGroup): ReportGroup => ({
    ...group,
    lists: listsAt(lists),
    items: items.map(({ findings, lists: own, offers: places, ...item }): ReportItem => {
      const { product, related, exemption } = item;
      const shared = {
        vendor: group.vendor,
        ...(product ? { product } : {}),
        ...(related ? { related } : {}),
        ...(exemption ? { exemption } : {}),
        lists: listsAt(own),
      };
      return {
        ...item,
        findings: findings.map((finding) => unpackFinding(finding, shared)),
        offers: places.map((place) => offers[place] as Offer),
      };
    }),
  });
  const { confirmed, asked, possible, former, exempt } = sections;
  return {
    ...rest,
    confirmed: confirmed.map(unpackGroup),
    asked: asked.map(unpackGroup),
    possible: possible.map(unpackGroup),
    former: former.map(unpackGroup),
    exempt: exempt.map(unpackGroup),
  };
}

function unpackFinding(packed: PackedFinding, shared: Shared): Finding {
  return { evidence: packed.match.evidence, ...packed, ...shared };
}
