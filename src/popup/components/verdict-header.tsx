import type { JSX } from 'preact';
import type { Report } from '../../core/finding.ts';
import { useUi } from '../../ui/context.ts';
import { Icon } from '../../ui/icons.tsx';
import { ForeignText } from '../../ui/text.tsx';
import { count } from '../../ui/translate.ts';
import type { Verdict } from '../verdict.ts';

/** The verdict and what it speaks of: which page, how many lists. Screen readers hear it change. */
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
  const isBusy = verdict.kind === 'checking' || verdict.kind === 'loading';
  return (
    <header class={`verdict verdict-${verdict.tone}`}>
      <Icon name={verdict.icon} />
      <div class="verdict-words">
        <div role="status">
          <h1>{verdict.text}</h1>
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
