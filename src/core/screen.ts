/**
 * Blocks → matches: terms, judged by what stands around them. What is decided here depends on the text and the data
 * alone, never on which lists are on.
 */
import { type BlockContext, type Found, isBrand, isGeneric, isVendorName, NEAR, PageContextIndex, type RowContext } from './context.ts';
import type { Block, Match, PageContext } from './finding.ts';
import { BlockReader } from './found.ts';
import type { Index } from './index-format.ts';
import { isOwnName, type Judged, judge, vendorOfHost } from './judge.ts';
import { Candidates } from './matcher.ts';
import { listOfVendor } from './own-list.ts';
import { roleOf } from './role.ts';
import type { TermInfo } from './term-data.ts';

const MAX_TEXT = 120;
const EXCERPT = 60;

/**
 * Screens the blocks of one page, frame or file. Blocks must be in reading order; blocks of one row share `row`.
 * Returns matches ordered by block and start. Those of the bundled data do not overlap within a block, nor do those of one
 * of the organisation's own lists. `scratch` is overwritten; one that is used again and again spares small texts the making
 * of it.
 */
export function screen(index: Index, blocks: readonly Block[], page: PageContext, scratch: Candidates = new Candidates()): Match[] {
  return screenWith(new BlockReader(index, blocks, scratch), index, blocks, page);
}

/** The same with terms that are partly in storage: those that the text has are read before anything is judged. */
export async function screenStored(index: Index, blocks: readonly Block[], page: PageContext): Promise<Match[]> {
  const reader = new BlockReader(index, blocks, new Candidates());
  let loaded: readonly (boolean | undefined)[];
  do {
    // To find a term is to ask for it.
    if (reader.named().length > 0) reader.readTitle(page);
    loaded = await Promise.all(index.parts.map(({ terms }) => terms.load?.()));
  } while (loaded.includes(true));
  return screenWith(reader, index, blocks, page);
}

function screenWith(reader: BlockReader, index: Index, blocks: readonly Block[], page: PageContext): Match[] {
  const matches: Match[] = [];
  for (const { own, row, kept } of judgeBlocks(reader, index, blocks, page)) {
    for (const judged of kept) matches.push(toMatch(judged, own.block, row));
  }
  return matches;
}

/** Whether a name of its own reaches over the line break; words that need help may be two lines of a list. */
function isOver(judged: Judged, seam: number): boolean {
  return judged.start < seam && seam < judged.end && (isOwnName(judged) || (isGeneric(judged) && judged.standing === 'settled'));
}

/** One reading of some words of a block, with what became of it. */
export interface Reading {
  readonly match: Match;
  /** `kept`: it is the match. `outdone`: a surer or longer reading of the same words is. `dropped`: too little speaks for it. */
  readonly fate: 'kept' | 'outdone' | 'dropped';
  /** The reading that stays instead; set when this one is outdone. */
  readonly outdoneBy?: Match;
}

/** Every reading of the words at `offset` of the block at `position`, also of those that come to nothing; kept ones first. */
export function readingsAt(index: Index, blocks: readonly Block[], page: PageContext, position: number, offset: number): Reading[] {
  const readings: Reading[] = [];
  for (const { own, row, judged, kept } of judgeBlocks(new BlockReader(index, blocks, new Candidates()), index, blocks, page)) {
    if (own.at !== position) continue;
    const { seam } = own.block;
    const covers = ({ start, end }: Judged): boolean =>
      start <= offset && offset < end && (seam === undefined || (start < seam && seam < end));
    const describe = (one: Judged): Match => toMatch(one, own.block, row);
    for (const one of kept) if (covers(one)) readings.push({ match: describe(one), fate: 'kept' });
    for (const one of judged) {
      if (!covers(one) || kept.some((other) => isSame(other, one))) continue;
      const [other] = one.standing === 'dropped' ? [] : kept.filter(({ start, end }) => start < one.end && one.start < end).sort(compare);
      readings.push({ match: describe(one), ...(other ? { fate: 'outdone', outdoneBy: describe(other) } : { fate: 'dropped' }) });
    }
    break;
  }
  return readings;
}

interface JudgedBlock {
  readonly own: BlockContext;
  readonly row: RowContext;
  readonly judged: readonly Judged[];
  /**
   * Of these the ones that stay, in order, those of one list not overlapping; a model written onto the name belongs to it. Of a block over a
   * line break only what reaches over the break.
   */
  readonly kept: readonly Judged[];
}

function* judgeBlocks(reader: BlockReader, index: Index, blocks: readonly Block[], page: PageContext): Generator<JudgedBlock> {
  const named = reader.named();
  if (named.length === 0) return;
  const scanned = new PageContextIndex(blocks, named, (at) => reader.read(at));
  const signs = {
    title: reader.readTitle(page),
    host: vendorOfHost(index, page.host),
  };
  // Ambiguous names and brands first: those that are confirmed speak for what stands near them, but not for one another.
  const names = new Map<Found, Judged>();
  for (const own of named) {
    // What is written small speaks for nothing, and may ask those that were confirmed.
    const asking = own.found.filter((found) => !found.anchor && !found.lowerCase && (isVendorName(found) || isBrand(found)));
    if (asking.length === 0) continue;
    const row = scanned.rowOf(own);
    for (const found of asking) names.set(found, judge(found, own, row, scanned, signs, index));
  }
  scanned.promote([...names].flatMap(([found, { standing }]) => (standing === 'settled' ? [found] : [])));
  for (const own of named) {
    const row = scanned.rowOf(own);
    const judged = own.found.map((found) => names.get(found) ?? judge(found, own, row, scanned, signs, index));
    const bundled = judged.filter(({ info }) => listOfVendor(info.vendor) === undefined);
    const best = longestBest(bundled, own.block.text.length);
    const kept: Judged[] = [];
    for (const [i, one] of best.entries()) {
      const end = endWithModel(one, own.block.text);
      const start = isGeneric(one) ? startOfName(one, kept) : one.start;
      kept.push({ ...one, start, end: end <= (best[i + 1]?.start ?? end) ? end : one.end });
    }
    if (bundled.length < judged.length) {
      kept.push(...longestOfOwnLists(judged, own.block.text.length));
      kept.sort((a, b) => a.start - b.start);
    }
    const { seam } = own.block;
    yield { own, row, judged, kept: seam === undefined ? kept : kept.filter((one) => isOver(one, seam)) };
  }
}

/** The same term at the same place, with or without a model behind it or its vendor's name before it. */
const isSame = (a: Found, b: Found): boolean => a.info === b.info && a.start < b.end && b.start < a.end;

/** Generic words and the name before them are one name ("McAfee Endpoint Security"): takes the name out of what was kept. */
function startOfName(words: Judged, kept: Judged[]): number {
  const name = kept.at(-1);
  if (!name || name.info.vendor !== words.info.vendor || name.info.product !== undefined || words.start - name.end > NEAR.beside)
    return words.start;
  kept.pop();
  return name.start;
}

const ORDER = { settled: 0, open: 1, dropped: 2 } as const;

/**
 * Of candidates that overlap, the surest and then the longest. Longest alone is wrong: an unproven long reading would
 * hide the plain vendor name inside it.
 */
function longestBest(judged: readonly Judged[], length: number): Judged[] {
  const sorted = judged.filter((candidate) => candidate.standing !== 'dropped').sort(compare);
  if (sorted.length < 2) return sorted;
  const taken = new Uint8Array(length);
  const kept = sorted.filter(({ start, end }) => {
    if (taken.subarray(start, end).includes(1)) return false;
    taken.fill(1, start, end);
    return true;
  });
  return kept.sort((a, b) => a.start - b.start);
}

/**
 * Each own list by itself, as if there were no other: any of them may be switched off later. Entries that share a name are
 * all found by it: one may forbid what another one asks about.
 */
function longestOfOwnLists(judged: readonly Judged[], length: number): Judged[] {
  const lists = new Map<string, Judged[]>();
  for (const name of judged) {
    const list = listOfVendor(name.info.vendor);
    if (list !== undefined) lists.set(list, [...(lists.get(list) ?? []), name]);
  }
  return [...lists.values()].flatMap((names) => withTwins(longestBest(names, length), names));
}

function withTwins(best: readonly Judged[], names: readonly Judged[]): readonly Judged[] {
  if (best.length === names.length) return best;
  const byPlace = new Map(best.map((one) => [one.start, one]));
  const twins = names.filter((name) => {
    const one = byPlace.get(name.start);
    return one && one.end === name.end && one.standing === name.standing && one.info.vendor !== name.info.vendor;
  });
  return [...best, ...twins];
}

/** The surest first, of equally sure ones whole words ("Norvex CloudEngine" is no "Norvex Cloud"), then the longest, at last the first of the data. */
function compare(a: Judged, b: Judged): number {
  return (
    ORDER[a.standing] - ORDER[b.standing] ||
    Number(a.isGlued) - Number(b.isGlued) ||
    b.end - b.start - (a.end - a.start) ||
    rank(a.info) - rank(b.info) ||
    a.start - b.start ||
    a.order - b.order
  );
}

/** How much less likely a reading of the same words is, by what its term is: a guess by prefix least of all. */
const RANK: Readonly<Record<TermInfo['kind'], number>> = { name: 0, 'part-number': 1, legal: 2, alias: 2, abbreviation: 2, prefix: 16 };

/** Of readings of the same words: one of our own terms before a guess by prefix, a plain one before an ambiguous one. */
function rank(info: TermInfo): number {
  return RANK[info.kind] + (info.strength === 'plain' ? 0 : 8) + (info.product === undefined ? 4 : 0);
}

/** A model or version written onto a product's name: `FortiGate-100F`, `ESXi8`, `vSphere 7.0`, `FortiGate 60F`. */
const MODEL =
  /^(?:[-‐-―]?(?=[A-Z]{0,3}\d)[A-Z\d]{1,8}(?:\.\d{1,3}){0,3}| (?:v?\d{1,2}(?:\.\d{1,3}){0,3}|\d{2,4}[A-Z]{1,2}))(?![A-Za-z\d%]|[.,]\d| ?(?:units?|pcs?|ea|x|licen|users?|nodes?|years?|months?|days?|台|套|个|件|年|月|×))/u;

/** The part of a number that others of its family have too: "5430" of "PA-5430", "60F" of "FG-60F". */
const MODEL_OF_NUMBER = /(?<=[-\s])(?=[A-Z]*\d)[A-Z\d]{2,8}$/iu;

/** Where a number or a model ends together with those that share its beginning: "PA-5430/5250/3250", "FG-60F/61F". */
function endWithFamily({ start, end }: Judged, text: string): number {
  if (text.charAt(end) !== '/') return end;
  const model = MODEL_OF_NUMBER.exec(text.slice(start, end))?.[0];
  if (model === undefined) return end;
  const shape = model.replace(/[A-Z\d]/giu, (sign) => (/\d/u.test(sign) ? '\\d' : '[A-Z]'));
  return end + (new RegExp(`^(?:/${shape}(?![\\p{L}\\d]))+`, 'iu').exec(text.slice(end, end + 64))?.[0].length ?? 0);
}

function endWithModel(judged: Judged, text: string): number {
  const { info, end } = judged;
  if (info.kind === 'part-number') return endWithFamily(judged, text);
  if (info.product === undefined || info.strength === 'vendor') return end;
  const model = MODEL.exec(text.slice(end, end + 24))?.[0];
  // "FortiGate 70G/90G" too.
  return model === undefined ? end : endWithFamily({ ...judged, end: end + model.length }, text);
}

function toMatch(judged: Judged, block: Block, row: RowContext): Match {
  const { info, start, end } = judged;
  return {
    block: block.id,
    ...(block.row === undefined ? {} : { row: block.row }),
    start,
    end,
    text: block.text.slice(start, Math.min(end, start + MAX_TEXT)),
    before: block.text.slice(Math.max(0, start - EXCERPT), start),
    after: block.text.slice(end, end + EXCERPT),
    vendor: info.vendor,
    ...(info.product === undefined ? {} : { product: info.product }),
    ...(info.related === undefined ? {} : { related: info.related }),
    kind: info.kind,
    strength: info.strength,
    term: info.term,
    evidence: judged.evidence,
    needed: judged.needed,
    role: row.isForbidden ? 'excluded' : roleOf(block.text, start, end, info.kind, row.isPriced),
  };
}
