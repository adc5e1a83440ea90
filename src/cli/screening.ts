/** The core, as the command line uses it: one file is one frame of one page. */
import type { Block, Finding, Match, Report, ReportItem } from '../core/finding.ts';
import { openIndex } from '../core/index-format.ts';
import type { Catalogue } from '../core/model.ts';
import type { Policy } from '../core/policy.ts';
import { buildReport, Lookup, levelOf } from '../core/report.ts';
import { screen } from '../core/screen.ts';
import type { FileDocument, Span } from './document.ts';

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
const maxMatches = 100_000;

/** Opens the compiled matcher; throws `IndexError` when it is damaged or of another version. */
export function createScreen(indexBytes: ArrayBuffer, catalogue: Catalogue, policy: Policy): Screen {
  const index = openIndex(indexBytes);
  const lookup = new Lookup(catalogue);
  return (document) => {
    const page = { ...(document.title !== undefined && { title: document.title }) };
    const matches: Match[] = [];
    let dropped = 0;
    for (const portion of cutPortions(document.blocks, portionBlocks)) {
      for (const match of screen(index, portion, page)) {
        if (matches.length < maxMatches) matches.push(match);
        else dropped++;
      }
    }
    const { unread } = document.coverage;
    const coverage =
      dropped === 0 ? document.coverage : { ...document.coverage, unread: [...unread, { what: 'matches' as const, count: dropped }] };
    const report = buildReport([{ frame: 0, page, matches, coverage }], lookup, policy);
    return { report, findings: locateFindings(report, document) };
  };
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
