/** The core, as the command line uses it: one file is one frame of one page. */
import type { Block, Finding, Match, PageContext, Report, ReportItem } from '../core/finding.ts';
import { type Index, openIndex } from '../core/index-format.ts';
import { Lookup } from '../core/lookup.ts';
import { Candidates } from '../core/matcher.ts';
import type { Catalogue } from '../core/model.ts';
import type { Policy } from '../core/policy.ts';
import { buildReport, levelOf, type ScreenedFrame } from '../core/report.ts';
import { type Reading, readingsAt, screen } from '../core/screen.ts';
import type { BlockPlace, FileDocument, Span } from './document.ts';

/** Which part of the report a finding stands in. */
export type Verdict = ReturnType<typeof levelOf>;

/** A finding and where it stands in the file. */
export interface LocatedFinding extends Span {
  readonly verdict: Verdict;
  readonly finding: Finding;
  /** The product it belongs to, with what could be bought instead. */
  readonly item: ReportItem;
  /** The text as a reader sees it, whole; for plain text the same as the file's at [start, end). */
  readonly text: string;
}

export interface Screened {
  readonly report: Report;
  /** In the order of the file. */
  readonly findings: readonly LocatedFinding[];
}

/** Screens one file under the policy it was made with. */
export type Screen = (document: FileDocument) => Screened;

/**
 * Blocks that are screened at once; what the core needs while screening grows with them. A portion ends between rows.
 * Evidence from a neighbouring block is lost across the border, evidence from elsewhere in the file is not.
 */
const portionBlocks = 20_000;

/** Matches of one file that are kept, so that a huge parts list cannot use up the memory; the rest is said to be unread. */
const maxMatchesOfFile = 100_000;

/** What screening needs besides a file, opened once. */
export interface Screening {
  readonly index: Index;
  readonly lookup: Lookup;
  readonly policy: Policy;
  readonly maxMatches: number;
  /** Overwritten by each search. */
  readonly scratch: Candidates;
}

/** Throws `IndexError` when the compiled matcher is damaged or of another version. `maxMatches` is for one file or record. */
export function openScreening(
  indexBytes: ArrayBuffer,
  catalogue: Catalogue,
  policy: Policy,
  maxMatches: number = maxMatchesOfFile,
): Screening {
  return { index: openIndex(indexBytes), lookup: new Lookup(catalogue), policy, maxMatches, scratch: new Candidates() };
}

/** Screens files under one policy; throws as `openScreening` does. */
export function createScreen(indexBytes: ArrayBuffer, catalogue: Catalogue, policy: Policy): Screen {
  const screening = openScreening(indexBytes, catalogue, policy);
  return (document) => screenFrame(document, screenBlocks(document, screening), screening);
}

/** The matches of a file, with what was read of it, and those left out because a name goes on in the next line. */
export interface ScreenedBlocks extends ScreenedFrame {
  readonly halves: readonly Half[];
}

/** What a line says of a name that goes on in the next, and the name as it is found where the lines meet. */
export interface Half {
  readonly match: Match;
  readonly whole: Match;
}

/** Screens the blocks of a file. */
export function screenBlocks(document: FileDocument, { index, maxMatches, scratch }: Screening): ScreenedBlocks {
  const page = pageOf(document);
  const matches: Match[] = [];
  let dropped = 0;
  for (const portion of cutPortions(document.blocks, portionBlocks)) {
    for (const match of screen(index, portion, page, scratch)) {
      if (matches.length < maxMatches) matches.push(match);
      else dropped++;
    }
  }
  const { unread } = document.coverage;
  const halves = findHalves(matches, document);
  const left = new Set(halves.map(({ match }) => match));
  const coverage =
    dropped === 0 ? document.coverage : { ...document.coverage, unread: [...unread, { what: 'matches' as const, count: dropped }] };
  return { frame: 0, page, matches: left.size === 0 ? matches : matches.filter((match) => !left.has(match)), coverage, halves };
}

/** Matches within a line that are a half of one over its end. */
function findHalves(matches: readonly Match[], document: FileDocument): readonly Half[] {
  const isWrapped = ({ block }: Match): boolean => document.blocks[block]?.seam !== undefined;
  const wrappedAt = new Map<number, Match>();
  for (const match of matches) {
    if (!isWrapped(match)) continue;
    const { start, end } = document.locate(match.block, match.start, match.end);
    for (let unit = start; unit < end; unit++) wrappedAt.set(unit, match);
  }
  if (wrappedAt.size === 0) return [];
  return matches.flatMap((match) => {
    if (isWrapped(match)) return [];
    const { start, end } = document.locate(match.block, match.start, match.end);
    const whole = [wrappedAt.get(start), wrappedAt.get(end - 1)].find((wrapped) => wrapped?.vendor === match.vendor);
    return whole ? [{ match, whole }] : [];
  });
}

/** Judges the matches of a file. */
export function screenFrame(document: FileDocument, frame: ScreenedFrame, { lookup, policy }: Screening): Screened {
  const report = buildReport([frame], lookup, policy);
  return { report, findings: locateFindings(report, document) };
}

/** Every reading of the words at a place, as they are read when the whole file is screened. */
export function readAt(document: FileDocument, { block, at }: BlockPlace, { index }: Screening): readonly Reading[] {
  for (const portion of cutPortions(document.blocks, portionBlocks)) {
    const first = portion[0]?.id ?? 0;
    if (block < first + portion.length) return readingsAt(index, portion, pageOf(document), block - first, at);
  }
  return [];
}

function pageOf({ title }: FileDocument): PageContext {
  return title === undefined ? {} : { title };
}

/** The blocks in portions of about `size`, none of which ends inside a row. */
export function* cutPortions(blocks: readonly Block[], size: number): Generator<readonly Block[]> {
  for (let start = 0; start < blocks.length; ) {
    let end = Math.min(start + size, blocks.length);
    while (end < blocks.length && blocks[end]?.row !== undefined && blocks[end]?.row === blocks[end - 1]?.row) end++;
    yield blocks.slice(start, end);
    start = end;
  }
}

/** Every finding of a report, once, in the order of the file. */
export function locateFindings(report: Report, document: FileDocument): readonly LocatedFinding[] {
  return [...report.confirmed, ...report.asked, ...report.possible, ...report.former]
    .flatMap((group) => group.items)
    .flatMap((item) =>
      item.findings.map((finding): LocatedFinding => {
        const { block, start, end } = finding.match;
        return {
          verdict: levelOf(finding),
          finding,
          item,
          ...document.locate(block, start, end),
          // The match's own text is cut when it is long.
          text: document.blocks[block]?.text.slice(start, end) ?? finding.match.text,
        };
      }),
    )
    .sort((a, b) => a.start - b.start || a.end - b.end);
}
