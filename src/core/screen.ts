/**
 * Blocks → matches: candidates, judged by what stands around them.
 *
 * A term that nobody else uses counts by itself. A term that is also an ordinary word, a place or a short code needs
 * evidence: its vendor beside it, in the same row or near; a context term of its own; the page's host. Generic words
 * need the vendor's name close by and are dropped without it. What is decided here depends on the text and the data
 * alone, never on which lists are on.
 */

import { BlockContext, contextTermsOf, type Found, NEAR, PageContextIndex, Phrases, type RowContext, type Span } from './context.ts';
import type { Block, Evidence, Match, PageContext } from './finding.ts';
import { CharClass } from './fold.ts';
import { type Index, PayloadKind, type TermInfo } from './index-format.ts';
import { Candidates, LOOSE, scan } from './matcher.ts';
import { roleOf } from './role.ts';

const MAX_TEXT = 120;
const EXCERPT = 60;

/**
 * Screens the blocks of one page, frame or file. Blocks must be in reading order; blocks of one row share `row`.
 * Returns matches ordered by block and start, not overlapping within a block.
 */
export function screen(index: Index, blocks: readonly Block[], page: PageContext): Match[] {
  const scratch = new Candidates();
  const scanned = new PageContextIndex(blocks.map((block, at) => scanBlock(index, block, at, scratch)));
  const title = page.title ? scanBlock(index, { id: -1, text: page.title }, -1, scratch) : undefined;
  const host = vendorOfHost(index, page.host);
  const matches: Match[] = [];
  for (const own of scanned.blocks) {
    if (own.found.length === 0) continue;
    const row = scanned.rowOf(own);
    const judged = own.found.map((found) => judgeFound(found, own, row, scanned, { title, host }));
    const best = longestBest(judged, own.block.text.length);
    for (const [i, match] of best.entries()) {
      const end = endWithModel(match, own.block.text);
      const room = best[i + 1]?.start ?? end;
      matches.push(toMatch(match, own.block, end <= room ? end : match.end, row.isPriced));
    }
  }
  return matches;
}

function scanBlock(index: Index, block: Block, at: number, scratch: Candidates): BlockContext {
  const candidates = scan(index, block.text, scratch);
  const found: Found[] = [];
  const context = new Phrases();
  const not = new Phrases();
  for (let i = 0; i < candidates.length; i++) {
    const payload = candidates.payload[i] as number;
    const span = { start: candidates.start[i] as number, end: candidates.end[i] as number };
    const kind = payload & 3;
    if (kind === PayloadKind.context) {
      const isName = (payload & 4) !== 0;
      if (!isName || /\p{Lu}/u.test(block.text.slice(span.start, span.end))) context.add(payload >>> 3, span);
    } else if (kind === PayloadKind.not) not.add(payload >>> 3, span);
    else {
      const term = describe(index, block.text, at, payload >>> 2, span, candidates.flags[i] as number);
      if (term) found.push(term);
    }
  }
  const kept = not.isEmpty ? found : found.flatMap((term) => withOtherMeaning(term, not, block.text));
  return new BlockContext(block, at, kept, context);
}

/** Null for what only looks like the term: letters of another script throughout, an abbreviation written small. */
function describe(index: Index, text: string, at: number, term: number, span: Span, flags: number): Found | null {
  const info = index.terms[term] as TermInfo;
  const original = text.slice(span.start, span.end);
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
    ...span,
    otherMeaning: '',
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
  const normal = original.normalize('NFKC');
  return info.case === 'capital' ? !/^\P{L}*\p{Lu}/u.test(normal) : !/\p{Lu}/u.test(normal);
}

/** The term, with a phrase of another meaning that stands near; nothing when such a phrase covers it. */
function withOtherMeaning(found: Found, not: Phrases, text: string): Found[] {
  let otherMeaning = '';
  for (const group of found.info.not) {
    for (const phrase of not.near(group, found, NEAR.not)) {
      if (phrase.start <= found.start && phrase.end >= found.end) return [];
      if (found.info.strength !== 'plain') otherMeaning = text.slice(phrase.start, phrase.end);
    }
  }
  return [otherMeaning === '' ? found : { ...found, otherMeaning }];
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

/** What the page as a whole says: the vendor of its host, and the names in its title. */
interface PageSigns {
  readonly title: BlockContext | undefined;
  readonly host: string | undefined;
}

function judgeFound(found: Found, own: BlockContext, row: RowContext, page: PageContextIndex, signs: PageSigns): Judged {
  const { info } = found;
  const evidence: Evidence[] = [];
  const text = own.textOf(found);
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
    const vendor = info.product === undefined ? undefined : page.vendorEvidence(found, own, row);
    if (vendor) evidence.push(vendor);
    return result('settled');
  }
  if (info.strength === 'vendor') about('generic_words', text);
  else if (info.strength === 'context' && info.kind !== 'part-number') about('ordinary_word', text);
  if (found.loose) about('loose_spelling', text);
  if (found.lowerCase) about('lower_case', text);

  if (info.strength === 'vendor') {
    // Generic words mean the vendor's product only right behind its name; elsewhere they add nothing to the name.
    const name = own.nameBefore(found);
    if (!name) return result('dropped');
    about('vendor_beside', own.textOf(name));
    return result('settled');
  }
  const vendor = page.vendorEvidence(found, own, row);
  if (vendor && (vendor.code !== 'vendor_near' || !(found.lowerCase || found.otherMeaning))) {
    evidence.push(vendor);
    return result('settled');
  }
  if (found.otherMeaning) {
    about('not_this', found.otherMeaning);
    return result(found.lowerCase || found.loose ? 'dropped' : 'question');
  }
  const terms = contextTermsOf(found, own, row);
  for (const term of terms) about('context_term', term);
  if (signs.host === info.vendor) {
    about('vendor_host', signs.host);
    return result('settled');
  }
  const titled = signs.title?.firstAnchor(info.vendor);
  if (signs.title && titled && !found.lowerCase) {
    about('vendor_on_page', signs.title.textOf(titled));
    return result('settled');
  }
  // Written small, one word of context is not enough: "an orca in the cloud".
  if (terms.length >= (found.lowerCase ? 2 : 1)) return result('settled');
  return result(found.lowerCase || found.loose ? 'dropped' : 'open');
}

const ORDER = { settled: 0, open: 1, question: 2, dropped: 3 } as const;

/**
 * Of candidates that overlap, the surest and then the longest. Longest alone is wrong: an unproven long reading would
 * hide the plain vendor name inside it.
 */
function longestBest(judged: readonly Judged[], length: number): Judged[] {
  const sorted = judged
    .filter((candidate) => candidate.standing !== 'dropped')
    .sort(
      (a, b) =>
        ORDER[a.standing] - ORDER[b.standing] || b.end - b.start - (a.end - a.start) || rank(a.info) - rank(b.info) || a.start - b.start,
    );
  if (sorted.length < 2) return sorted;
  const taken = new Uint8Array(length);
  const kept = sorted.filter(({ start, end }) => {
    if (taken.subarray(start, end).includes(1)) return false;
    taken.fill(1, start, end);
    return true;
  });
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
  /^(?:[-‐-―]?(?=[A-Z]{0,3}\d)[A-Z\d]{1,8}(?:\.\d{1,3}){0,3}| (?:v?\d{1,2}(?:\.\d{1,3}){0,3}|\d{2,4}[A-Z]{1,2}))(?![A-Za-z\d%]|[.,]\d| ?(?:units?|pcs?|ea|x|licen|users?|nodes?|years?|months?|days?|台|套|个|件|年|月|×))/u;

function endWithModel(judged: Judged, text: string): number {
  const { info, end } = judged;
  if (info.kind === 'part-number' || info.product === undefined || info.strength === 'vendor') return end;
  return end + (MODEL.exec(text.slice(end, end + 24))?.[0].length ?? 0);
}

function toMatch(judged: Judged, block: Block, end: number, isPriced: boolean): Match {
  const { info, start } = judged;
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
    role: roleOf(block.text, start, end, info.kind, isPriced),
  };
}
