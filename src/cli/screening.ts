/** The core, as the command line uses it: one file is one frame of one page. */
import type { Finding, Report, ReportItem } from '../core/finding.ts';
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

/** Opens the compiled matcher; throws `IndexError` when it is damaged or of another version. */
export function createScreen(indexBytes: ArrayBuffer, catalogue: Catalogue, policy: Policy): Screen {
  const index = openIndex(indexBytes);
  const lookup = new Lookup(catalogue);
  return (document) => {
    const page = { ...(document.title !== undefined && { title: document.title }) };
    const matches = screen(index, document.blocks, page);
    const report = buildReport([{ frame: 0, page, matches, coverage: document.coverage }], lookup, policy);
    return { report, findings: locateFindings(report, document) };
  };
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
