/** What a finished report amounts to: one judgement for the popup's headline and the button's badge. */
import type { Report } from './finding.ts';

export type ReportVerdict =
  | 'restricted'
  /** Listed vendors stand there, but nothing of theirs is offered or in use. */
  | 'named'
  /** Only possible findings, or questions. */
  | 'unconfirmed'
  /** All that was found is exempt. */
  | 'set-aside'
  /** Nothing found, but an enabled list lacks members. */
  | 'incomplete'
  /** Nothing found, but parts were not read. */
  | 'unread'
  | 'clean'
  | 'no-lists';

/** `clean` only when nothing at all stands against it. */
export function judgeReport(report: Report): ReportVerdict {
  if (report.lists.enabled === 0) return 'no-lists';
  if (report.counted > 0) return 'restricted';
  if (report.confirmed.length > 0) return 'named';
  if (report.possible.length + report.asked.length > 0) return 'unconfirmed';
  if (report.exempt.length > 0) return 'set-aside';
  if (report.lists.incomplete.length > 0) return 'incomplete';
  return report.coverage.unread.length > 0 ? 'unread' : 'clean';
}
