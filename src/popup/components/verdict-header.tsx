import type { JSX } from 'preact';
import type { LineSummary, Report } from '../../core/finding.ts';
import { useUi } from '../../ui/context.ts';
import { Icon } from '../../ui/icons.tsx';
import { wordSummary } from '../../ui/lines.ts';
import { ForeignText, Part } from '../../ui/text.tsx';
import { count } from '../../ui/translate.ts';
import { summaryToShow, type Verdict } from '../verdict.ts';

/** The verdict, what it comes to in lines and money, and what it speaks of. Screen readers hear it change. */
export function VerdictHeader({
  verdict,
  host,
  report,
}: {
  readonly verdict: Verdict;
  readonly host: string;
  readonly report: Report | null;
}): JSX.Element {
  const { translator } = useUi();
  const summary = summaryToShow(verdict.kind, report);
  const isBusy = verdict.kind === 'checking' || verdict.kind === 'loading';
  return (
    <header class={`verdict verdict-${verdict.tone}`}>
      <Icon name={verdict.icon} />
      <div class="verdict-words">
        <div role="status">
          <h1>{verdict.text}</h1>
          {summary !== null && <Summary summary={summary} />}
        </div>
        <p class="small">
          {host !== '' && <ForeignText>{host}</ForeignText>}
          {host !== '' && report !== null && ' · '}
          {report !== null && count(translator, 'lists_on', report.lists.enabled)}
        </p>
      </div>
      {isBusy && <div class="progress" aria-hidden="true" />}
    </header>
  );
}

/** Lines and money at a glance. One currency fits beside the lines; several stand below, one a line. */
function Summary({ summary }: { readonly summary: LineSummary }): JSX.Element {
  const { lines, amounts, known } = wordSummary(useUi().translator, summary);
  const beside = amounts.length === 1 ? amounts[0] : undefined;
  return (
    <div data-lines="">
      <p class={`parts ${summary.restricted > 0 ? 'verdict-lines' : 'small'}`}>
        <Part isFirst>{lines}</Part>
        {beside !== undefined && <Part isFirst={false}>{beside}</Part>}
      </p>
      {beside === undefined && amounts.length > 0 && (
        <ul class="verdict-amounts">
          {amounts.map((amount) => (
            <li key={amount}>{amount}</li>
          ))}
        </ul>
      )}
      {known !== null && <p class="small">{known}</p>}
    </div>
  );
}
