/**
 * Blocks → matches: candidates, judged by what stands around them.
 *
 * A term that nobody else uses counts by itself. A term that is also an ordinary word, a place or a short code needs
 * evidence: its vendor beside it, in the same row or near; a context term of its own; the page's host. Generic words
 * need the vendor's name close by and are dropped without it. What is decided here depends on the text and the data
 * alone, never on which lists are on.
 */

import type { Block, Evidence, Match, PageContext } from './finding.ts';
import { CharClass } from './fold.ts';
import { type Index, PayloadKind, type TermInfo } from './index-format.ts';
import { Candidates, LOOSE, scan } from './matcher.ts';
import { roleOf } from './role.ts';

/** Distances in UTF-16 units, and blocks, within which something counts as near. Chosen on the evaluation corpus. */
const NEAR = {
  /** "VMware vSphere", "VMware® vSphere", "飞塔（Fortinet）". */
  beside: 4,
  /** A context term speaks for a word in the same sentence or two. */
  contextTerm: 160,
  /** A phrase of another meaning speaks against it over the same distance. */
  not: 120,
  /** The vendor's name within a long paragraph. */
  vendor: 400,
  /** Neighbouring blocks: the heading above a table, the line before. */
  blocks: 3,
} as const;

const MAX_TEXT = 120;
const EXCERPT = 60;

/** One term found in one block, before it is judged. */
interface Found {
  readonly at: number;
  readonly info: TermInfo;
  readonly start: number;
  readonly end: number;
  readonly loose: boolean;
  readonly lowerCase: boolean;
  readonly lookAlike: boolean;
  /** Counts without help, and so speaks for others of its vendor. */
  readonly anchor: boolean;
  /** A phrase of another meaning that stands near. */
  otherMeaning?: string;
}

interface Phrase {
  readonly start: number;
  readonly end: number;
}

interface ScannedBlock {
  readonly block: Block;
  readonly found: Found[];
  /** Group number → phrases of that group in the block. */
  readonly context: Map<number, Phrase[]>;
}

/**
 * Screens the blocks of one page, frame or file. Blocks must be in reading order; blocks of one row share `row`.
 * Returns matches ordered by block and start, not overlapping within a block.
 */
export function screen(index: Index, blocks: readonly Block[], page: PageContext): Match[] {
  const scratch = new Candidates();
  const scanned = blocks.map((block, at) => scanBlock(index, block, at, scratch));
  const rows = groupRows(scanned);
  const host = vendorOfHost(index, page.host);
  const matches: Match[] = [];
  for (const current of scanned) {
    if (current.found.length === 0) continue;
    const row = current.block.row === undefined ? [current] : (rows.get(current.block.row) ?? [current]);
    const judged = current.found.map((found) => judgeFound(found, current, row, scanned, host));
    for (const match of longestBest(judged)) matches.push(toMatch(match, current.block, row));
  }
  return matches;
}

function scanBlock(index: Index, block: Block, at: number, scratch: Candidates): ScannedBlock {
  const candidates = scan(index, block.text, scratch);
  const found: Found[] = [];
  const context = new Map<number, Phrase[]>();
  const not = new Map<number, Phrase[]>();
  for (let i = 0; i < candidates.length; i++) {
    const payload = candidates.payload[i] as number;
    const start = candidates.start[i] as number;
    const end = candidates.end[i] as number;
    const kind = payload & 3;
    if (kind === PayloadKind.context || kind === PayloadKind.not) {
      const groups = kind === PayloadKind.context ? context : not;
      const phrases = groups.get(payload >>> 2);
      if (phrases) phrases.push({ start, end });
      else groups.set(payload >>> 2, [{ start, end }]);
    } else {
      const term = describe(index, block.text, at, payload >>> 2, start, end, candidates.flags[i] as number);
      if (term) found.push(term);
    }
  }
  return { block, context, found: not.size === 0 ? found : found.filter((term) => !isCovered(term, not, block.text)) };
}

/** Null for what only looks like the term: letters of another script throughout, an abbreviation written small. */
function describe(index: Index, text: string, at: number, term: number, start: number, end: number, flags: number): Found | null {
  const info = index.terms[term] as TermInfo;
  const original = text.slice(start, end);
  let latin = 0;
  let foreign = 0;
  for (let i = 0; i < original.length; i++) {
    const unit = original.charCodeAt(i);
    if (index.classes[unit] !== CharClass.letter) continue;
    if (unit < 0x250 || (unit >= 0xff21 && unit <= 0xff5a)) latin++;
    else if (index.fold[unit] !== unit && (index.fold[unit] as number) < 0x80) foreign++;
  }
  if (foreign > 0 && latin === 0 && /[a-z]/i.test(info.term)) return null;
  const lowerCase = isWrittenSmall(info, original);
  if (lowerCase && info.kind === 'abbreviation') return null;
  const loose = (flags & LOOSE) !== 0;
  return {
    at,
    info,
    start,
    end,
    loose,
    lowerCase,
    lookAlike: foreign > 0,
    anchor:
      info.strength === 'plain' &&
      !(lowerCase && info.case !== undefined) &&
      // A product's name written apart may be plain words ("smart console"); a vendor's hardly ever.
      (!loose || info.product === undefined) &&
      info.relation !== 'rebrand' &&
      info.relation !== 'former',
  };
}

/** Whether the text writes small what the data writes with capitals, as far as the term cares. */
function isWrittenSmall(info: TermInfo, original: string): boolean {
  if (!/\p{Lu}/u.test(info.term) || info.kind === 'part-number' || info.kind === 'prefix') return false;
  if (info.case === 'exact') {
    const letters = (text: string): string => text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '');
    return letters(original) !== letters(info.term);
  }
  return !/\p{Lu}/u.test(original.normalize('NFKC'));
}

/** Whether a phrase of another meaning covers the term; one that only stands near is noted. */
function isCovered(found: Found, not: Map<number, Phrase[]>, text: string): boolean {
  for (const group of found.info.not) {
    for (const phrase of not.get(group) ?? []) {
      if (phrase.start <= found.start && phrase.end >= found.end) return true;
      if (found.info.strength !== 'plain' && gap(phrase, found) <= NEAR.not) found.otherMeaning = text.slice(phrase.start, phrase.end);
    }
  }
  return false;
}

function gap(a: Phrase, b: Phrase): number {
  return Math.max(0, a.start >= b.end ? a.start - b.end : b.start - a.end);
}

function groupRows(scanned: readonly ScannedBlock[]): Map<number, ScannedBlock[]> {
  const rows = new Map<number, ScannedBlock[]>();
  for (const entry of scanned) {
    if (entry.block.row === undefined) continue;
    const row = rows.get(entry.block.row);
    if (row) row.push(entry);
    else rows.set(entry.block.row, [entry]);
  }
  return rows;
}

/** The vendor whose domain the host is, or is below of. */
function vendorOfHost(index: Index, host: string | undefined): string | undefined {
  for (let rest = host?.toLowerCase() ?? ''; rest.includes('.'); rest = rest.slice(rest.indexOf('.') + 1)) {
    const vendor = index.domains.get(rest);
    if (vendor) return vendor;
  }
  return undefined;
}

interface Judged extends Found {
  readonly evidence: readonly Evidence[];
  readonly standing: Match['standing'] | 'dropped';
}

function judgeFound(
  found: Found,
  own: ScannedBlock,
  row: readonly ScannedBlock[],
  all: readonly ScannedBlock[],
  host: string | undefined,
): Judged {
  const { info } = found;
  const evidence: Evidence[] = [];
  const text = own.block.text.slice(found.start, found.end);
  const about = (code: Evidence['code'], value?: string): void => {
    evidence.push(value === undefined ? { code } : { code, text: value });
  };
  const result = (standing: Judged['standing']): Judged => ({ ...found, evidence, standing });
  if (found.lookAlike) about('look_alike', text);
  if (info.relation === 'rebrand') {
    about('rebrand', info.term);
    return result('question');
  }
  if (info.kind === 'part-number') about('part_number', info.term);
  if (info.kind === 'prefix') about('unlisted_product', text);
  const ordinary = info.strength !== 'plain' || !(found.anchor || info.relation === 'former');
  if (!ordinary) {
    if (info.kind !== 'part-number' && info.kind !== 'prefix') about('own_name', text);
    const vendor = info.product === undefined ? undefined : vendorEvidence(found, own, row, all);
    if (vendor) evidence.push(vendor);
    return result('settled');
  }
  if (info.strength === 'vendor') about('generic_words', text);
  else if (info.strength === 'context' && info.kind !== 'part-number') about('ordinary_word', text);
  if (found.loose) about('loose_spelling', text);
  if (found.lowerCase) about('lower_case', text);

  if (info.strength === 'vendor') {
    // Generic words mean the vendor's product only right behind its name; elsewhere they add nothing to the name.
    const name = own.found.find(
      (other) => other.info.product === undefined && other.end <= found.start && supports(other, found) && gap(other, found) <= NEAR.beside,
    );
    if (!name) return result('dropped');
    about('vendor_beside', own.block.text.slice(name.start, name.end));
    return result('settled');
  }
  const vendor = vendorEvidence(found, own, row, all);
  if (vendor && (vendor.code !== 'vendor_near' || !(found.lowerCase || found.otherMeaning))) {
    evidence.push(vendor);
    return result('settled');
  }
  if (found.otherMeaning) {
    about('not_this', found.otherMeaning);
    return result(found.lowerCase || found.loose ? 'dropped' : 'question');
  }
  const terms = contextTerms(found, own, row);
  for (const term of terms) about('context_term', term);
  if (host === info.vendor) {
    about('vendor_host', host);
    return result('settled');
  }
  // Written small, one word of context is not enough: "an orca in the cloud".
  if (terms.length >= (found.lowerCase ? 2 : 1)) return result('settled');
  return result(found.lowerCase || found.loose ? 'dropped' : 'open');
}

/** The nearest other sign of the same vendor. */
function vendorEvidence(found: Found, own: ScannedBlock, row: readonly ScannedBlock[], all: readonly ScannedBlock[]): Evidence | undefined {
  let best: Found | undefined;
  let distance = Number.POSITIVE_INFINITY;
  for (const other of own.found) {
    if (!supports(other, found)) continue;
    const apart = gap(other, found);
    if (apart < distance) {
      distance = apart;
      best = other;
    }
  }
  const named = (entry: ScannedBlock, other: Found): string => entry.block.text.slice(other.start, other.end).slice(0, MAX_TEXT);
  if (best && distance <= NEAR.vendor) {
    return { code: distance <= NEAR.beside ? 'vendor_beside' : 'vendor_in_row', text: named(own, best) };
  }
  for (const entry of row) {
    const other = entry === own ? undefined : entry.found.find((candidate) => supports(candidate, found));
    if (other) return { code: 'vendor_in_row', text: named(entry, other) };
  }
  for (let step = 1; step <= NEAR.blocks; step++) {
    for (const entry of [all[found.at - step], all[found.at + step]]) {
      const other = entry?.found.find((candidate) => supports(candidate, found));
      if (entry && other) return { code: 'vendor_near', text: named(entry, other) };
    }
  }
  return undefined;
}

function supports(other: Found, found: Found): boolean {
  if (other === found || other.info.vendor !== found.info.vendor || !other.anchor) return false;
  return other.at !== found.at || other.end <= found.start || other.start >= found.end;
}

/** Distinct context terms near the term in its block, or anywhere in its row. */
function contextTerms(found: Found, own: ScannedBlock, row: readonly ScannedBlock[]): string[] {
  const terms = new Map<string, string>();
  for (const entry of row) {
    for (const phrase of entry.context.get(found.info.context) ?? []) {
      if (entry === own) {
        const overlaps = phrase.start < found.end && phrase.end > found.start;
        if (overlaps || gap(phrase, found) > NEAR.contextTerm) continue;
      }
      const text = entry.block.text.slice(phrase.start, phrase.end);
      if (terms.size < 3) terms.set(text.toLowerCase(), text);
    }
  }
  return [...terms.values()];
}

const ORDER = { settled: 0, open: 1, question: 2, dropped: 3 } as const;

/**
 * Of candidates that overlap, the surest and then the longest. Longest alone is wrong: an unproven long reading would
 * hide the plain vendor name inside it.
 */
function longestBest(judged: readonly Judged[]): Judged[] {
  const sorted = judged
    .filter((candidate) => candidate.standing !== 'dropped')
    .sort(
      (a, b) =>
        ORDER[a.standing] - ORDER[b.standing] || b.end - b.start - (a.end - a.start) || rank(a.info) - rank(b.info) || a.start - b.start,
    );
  const kept: Judged[] = [];
  for (const candidate of sorted) {
    if (!kept.some((other) => candidate.start < other.end && candidate.end > other.start)) kept.push(candidate);
  }
  return kept.sort((a, b) => a.start - b.start);
}

/** Of readings of the same words: one of our own terms before a guess by prefix, a plain one before an ambiguous one. */
function rank(info: TermInfo): number {
  return (
    (info.kind === 'prefix' ? 8 : info.kind === 'name' ? 0 : 1) + (info.strength === 'plain' ? 0 : 4) + (info.product === undefined ? 2 : 0)
  );
}

/** A model or version written onto a product's name: `FortiGate-100F`, `ESXi8`, `vSphere 7.0`, `FortiGate 60F`. */
const MODEL =
  /^(?:[-‐-―]?(?=[A-Z]{0,3}\d)[A-Z\d]{1,8}(?:\.\d{1,3}){0,3}| (?:v?\d{1,2}(?:\.\d{1,3}){0,3}|\d{2,4}[A-Z]{1,2}))(?![A-Za-z\d%]|[.,]\d)/u;

function endWithModel(judged: Judged, text: string): number {
  const { info, end } = judged;
  if (info.kind === 'part-number' || info.product === undefined || info.strength === 'vendor') return end;
  return end + (MODEL.exec(text.slice(end, end + 24))?.[0].length ?? 0);
}

function toMatch(judged: Judged, block: Block, row: readonly ScannedBlock[]): Match {
  const { info, start } = judged;
  const end = endWithModel(judged, block.text);
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
    standing: judged.standing === 'dropped' ? 'question' : judged.standing,
    role: roleOf(
      block.text,
      start,
      end,
      info.kind,
      row.map((entry) => entry.block.text),
    ),
  };
}
