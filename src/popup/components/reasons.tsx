import type { JSX } from 'preact';
import type { ReportItem } from '../../core/finding.ts';
import { useUi } from '../../ui/context.ts';
import { count } from '../../ui/translate.ts';
import { describeWhy } from '../../ui/why.ts';

/** More would be read by nobody; each place tells its own on its card. */
const MAX_REASONS = 5;

/** Why the item counts, or may: every different reason of its findings once. */
export function Reasons({ item }: { readonly item: ReportItem }): JSX.Element {
  const { translator } = useUi();
  const reasons = new Map(item.findings.map((finding) => [describeWhy(finding, translator), finding.confidence]));
  return (
    <ul class="reasons">
      {[...reasons].slice(0, MAX_REASONS).map(([sentence, confidence]) => (
        <li key={sentence} class={confidence === 'possible' ? 'foreign reason-against' : 'foreign'}>
          {sentence}
        </li>
      ))}
      {reasons.size > MAX_REASONS && <li class="quiet reasons-more">{count(translator, 'reasons_more', reasons.size - MAX_REASONS)}</li>}
    </ul>
  );
}
