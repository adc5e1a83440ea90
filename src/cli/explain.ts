/**
 * The whole reckoning for the words at one place of a file: every reading of them, what speaks for and against each, and
 * what `check` makes of it. The file is screened as `check` does it, so that both say the same of a place.
 */
import { weightsOf } from '../core/evidence.ts';
import type { Finding, ListHit, Match } from '../core/finding.ts';
import type { Lookup } from '../core/lookup.ts';
import type { Catalogue, List, Product, Related, Vendor } from '../core/model.ts';
import { isListEnabled, type Policy } from '../core/policy.ts';
import { judgeOnPage, listHits, type PageJudgement, settledOnPage, standingOf } from '../core/report.ts';
import type { Reading } from '../core/screen.ts';
import type { FileDocument } from './document.ts';
import { type LocatedFinding, openScreening, readAt, screenBlocks, screenFrame } from './screening.ts';

/** Text that is shown before and after the words, in UTF-16 units. */
const reach = 60;
/** Longer words are cut where they are shown. */
const maxWords = 120;

/** Words of the file with some text around, as a reader sees them; `…` where something was cut. */
export interface Excerpt {
  readonly before: string;
  readonly words: string;
  readonly after: string;
}

/** What a match names. */
export interface ReadAs {
  readonly vendor: Vendor;
  readonly product: Product | undefined;
  readonly related: Related | undefined;
  readonly standing: Finding['standing'];
}

/** The lists on which the vendor, with this product, stands. The last three say why there is none in `on`. */
export interface ListsOfReading {
  readonly on: readonly ListHit[];
  /** Switched off. */
  readonly off: readonly ListHit[];
  /** On, but the product is outside their scope and only scope counts. */
  readonly outOfScope: readonly ListHit[];
  /** On, but they name other products of the vendor only. */
  readonly otherProducts: readonly List[];
}

/** One reading of the words, fully reckoned. */
export interface ExplainedReading extends ReadAs {
  readonly match: Match;
  readonly fate: Reading['fate'];
  /** Whether the words go on in the next line. */
  readonly isWrapped: boolean;
  /** What stays instead; set when it is outdone. */
  readonly outdoneBy?: ReadAs & { readonly match: Match };
  /** Of a reading that is kept with what the rest of the file adds; of another nothing is added. */
  readonly judgement: PageJudgement;
  /** Of each piece of evidence, in the same order. */
  readonly weights: readonly number[];
  readonly lists: ListsOfReading;
  /** What `check` reports; undefined when it reports nothing. */
  readonly finding?: LocatedFinding;
}

export interface Explanation {
  /** Undefined where the file has no text that is read. */
  readonly excerpt?: Excerpt;
  /** The one that is kept first. Empty where nothing of the data stands. */
  readonly readings: readonly ExplainedReading[];
  /** The nearest findings that end before the place, and that begin behind it. */
  readonly before?: LocatedFinding;
  readonly after?: LocatedFinding;
}

/** Explains the words at an offset of a file's text, under the policy it was made with. */
export type Explain = (document: FileDocument, offset: number) => Explanation;

/** Throws as `openScreening` does. `maxMatches` is a test seam. */
export function createExplain(indexBytes: ArrayBuffer, catalogue: Catalogue, policy: Policy, maxMatches?: number): Explain {
  const screening = openScreening(indexBytes, catalogue, policy, maxMatches);
  const { lookup } = screening;
  return (document, offset) => {
    const frame = screenBlocks(document, screening);
    const { findings } = screenFrame(document, frame, screening);
    const settled = settledOnPage([frame], lookup);

    const explainReading = ({ match, fate, outdoneBy }: Reading): ExplainedReading | undefined => {
      const readAs = describe(match, lookup);
      const other = outdoneBy && describe(outdoneBy, lookup);
      if (!readAs) return undefined;
      const judgement = judgeOnPage(match, fate === 'kept' ? settled : new Map());
      const finding = fate === 'kept' ? findings.find((one) => isSamePlace(one.finding.match, match)) : undefined;
      return {
        ...readAs,
        match,
        fate,
        isWrapped: document.blocks[match.block]?.seam !== undefined,
        ...(outdoneBy && other && { outdoneBy: { ...other, match: outdoneBy } }),
        judgement,
        weights: weightsOf(judgement.evidence),
        lists: listsOf(readAs, lookup, policy),
        ...(finding && { finding }),
      };
    };

    const places = document.find(offset);
    const covers = (block: number, start: number, end: number): boolean => {
      const span = document.locate(block, start, end);
      return span.start <= offset && offset < span.end;
    };
    const readings = places
      .flatMap((place) => readAt(document, place, screening))
      // In markup between two words what is read there must reach over it.
      .filter(({ match }) => covers(match.block, match.start, match.end))
      .map((reading): Reading => {
        const whole = frame.halves.find((half) => isSamePlace(half.match, reading.match))?.whole;
        return reading.fate === 'kept' && whole ? { ...reading, fate: 'outdone', outdoneBy: whole } : reading;
      })
      .sort((a, b) => Number(b.fate === 'kept') - Number(a.fate === 'kept'))
      .flatMap((reading) => explainReading(reading) ?? []);
    const plain = places.find(({ block, at }) => covers(block, at, at + 1));
    const words = readings[0]?.match ?? (plain && { block: plain.block, start: plain.at, end: plain.at + 1 });
    const before = findings.findLast(({ end }) => end <= offset);
    const after = findings.find(({ start }) => start > offset);
    return {
      ...(words && { excerpt: excerptOf(document.blocks[words.block]?.text ?? '', words.start, words.end) }),
      readings,
      ...(before && { before }),
      ...(after && { after }),
    };
  };
}

/** Undefined for a vendor that the catalogue does not have. */
function describe(match: Match, lookup: Lookup): ReadAs | undefined {
  const vendor = lookup.vendors.get(match.vendor);
  return (
    vendor && {
      vendor,
      product: vendor.products.find(({ id }) => id === match.product),
      related: vendor.related.find(({ id }) => id === match.related),
      standing: standingOf(match, vendor),
    }
  );
}

function isSamePlace(a: Match, b: Match): boolean {
  return a.block === b.block && a.start === b.start && a.end === b.end;
}

function listsOf({ vendor, product }: ReadAs, lookup: Lookup, policy: Policy): ListsOfReading {
  const on = listHits(vendor, product, lookup, policy);
  if (on.length > 0) return { on, off: [], outOfScope: [], otherProducts: [] };
  const switches = Object.fromEntries(lookup.catalogue.lists.map(({ id }) => [id, true]));
  const all = listHits(vendor, product, lookup, { ...policy, lists: switches, scope: 'all-products', listScopes: {} });
  const others = lookup.entriesOf(vendor.id).filter(({ list }) => isListEnabled(list, policy) && !all.some(({ id }) => id === list.id));
  return {
    on,
    off: all.filter((list) => !isListEnabled(list, policy)),
    outOfScope: all.filter((list) => isListEnabled(list, policy)),
    otherProducts: [...new Set(others.map(({ list }) => list))],
  };
}

function excerptOf(text: string, start: number, end: number): Excerpt {
  const from = Math.max(0, start - reach);
  const to = Math.min(text.length, end + reach);
  return {
    before: `${from > 0 ? '…' : ''}${text.slice(from, start)}`,
    words: end - start > maxWords ? `${text.slice(start, start + maxWords)}…` : text.slice(start, end),
    after: `${text.slice(end, to)}${to < text.length ? '…' : ''}`,
  };
}
