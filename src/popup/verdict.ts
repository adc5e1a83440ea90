/** The one line on top of the popup: what is known of this page, never more than that. */
import type { LineSummary, Report } from '../core/finding.ts';
import { judgeReport, type ReportVerdict } from '../core/verdict.ts';
import type { TabView } from '../messaging/calls.ts';
import type { Translator } from '../ui/connect.ts';
import type { IconName } from '../ui/icons.tsx';
import { count } from '../ui/translate.ts';

export type VerdictKind = ReportVerdict | 'loading' | 'checking' | 'not-checked' | 'no-access' | 'paused' | 'never' | 'failed';

export interface Verdict {
  readonly kind: VerdictKind;
  readonly tone: 'alert' | 'clean' | 'neutral';
  readonly icon: IconName;
  readonly text: string;
}

const icons: Readonly<Record<VerdictKind, IconName>> = {
  loading: 'waiting',
  checking: 'waiting',
  restricted: 'restricted',
  named: 'question',
  unconfirmed: 'question',
  incomplete: 'partial',
  unread: 'partial',
  clean: 'clean',
  'no-lists': 'off',
  'not-checked': 'lens',
  'no-access': 'locked',
  paused: 'paused',
  never: 'off',
  failed: 'conflict',
};

/** What a tab amounts to. `null` is a tab that was not asked for yet. */
export function judgeTab(view: TabView | null): VerdictKind {
  if (view === null) return 'loading';
  if (view.state !== 'done') return view.state;
  return view.report === null ? 'not-checked' : judgeReport(view.report);
}

/** Number of findings in some groups, counted or not. */
export function countFindings(groups: Report['possible']): number {
  return groups.reduce((sum, group) => sum + group.items.reduce((inner, item) => inner + item.findings.length, 0), 0);
}

/**
 * The line items to speak of under a verdict; null where there are none, and where "none restricted" would be said of
 * what was not checked.
 */
export function summaryToShow(kind: VerdictKind, report: Report | null): LineSummary | null {
  const lines = report?.lines ?? null;
  const isJudged = kind !== 'checking' && kind !== 'failed' && kind !== 'no-lists';
  return lines !== null && (lines.restricted > 0 || isJudged) ? lines : null;
}

/** The verdict in words, with its icon and tone. */
export function wordVerdict(translator: Translator, view: TabView | null): Verdict {
  const kind = judgeTab(view);
  const report = view?.report ?? null;
  const counts =
    report !== null && report.counted > 0
      ? `${count(translator, 'vendors', report.vendors)} · ${count(translator, 'places', report.counted)}`
      : '';
  let text: string;
  if (kind === 'restricted') text = counts;
  else if (kind === 'checking' && counts !== '') text = translator.t('verdict_checking_so_far', counts);
  else if (kind === 'incomplete') text = count(translator, 'verdict_incomplete', report?.lists.incomplete.length ?? 0);
  else if (kind === 'unconfirmed' && report !== null) {
    const possible = countFindings(report.possible);
    const asked = countFindings(report.asked);
    text = [
      translator.t('verdict_unconfirmed'),
      ...(possible > 0 ? [translator.t('verdict_possible', possible)] : []),
      ...(asked > 0 ? [count(translator, 'verdict_asked', asked)] : []),
    ].join(' · ');
  } else text = translator.t(`verdict_${kind.replace('-', '_')}`);
  const tone = counts !== '' && kind !== 'failed' ? 'alert' : kind === 'clean' ? 'clean' : 'neutral';
  return { kind, tone, icon: icons[kind], text };
}
