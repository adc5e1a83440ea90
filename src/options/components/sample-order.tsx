import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Finding } from '../../core/finding.ts';
import type { Policy } from '../../core/policy.ts';
import { levelOf } from '../../core/report.ts';
import { ListChip } from '../../ui/chips.tsx';
import { useUi } from '../../ui/context.ts';
import { wordSummary } from '../../ui/lines.ts';
import { LocalText } from '../../ui/text.tsx';
import { blockOf, type CheckedOrder } from '../sample/check-order.ts';

/** Checks the sample order under a policy. */
export type CheckSample = (policy: Policy) => Promise<CheckedOrder>;

export interface SampleOrderProps {
  readonly checkSample: CheckSample;
  readonly policy: Policy;
}

/** The sample order with what the chosen lists flag in it; follows the choice. */
export function SampleOrderView({ checkSample, policy }: SampleOrderProps): JSX.Element | null {
  const { translator } = useUi();
  const { t } = translator;
  const [checked, setChecked] = useState<CheckedOrder | null>(null);
  const [isFailed, setFailed] = useState(false);
  useEffect(() => {
    let isGone = false;
    checkSample(policy).then(
      (found) => {
        if (!isGone) setChecked(found);
      },
      (error: unknown) => {
        console.error('settings: the sample order could not be checked', error);
        if (!isGone) setFailed(true);
      },
    );
    return () => {
      isGone = true;
    };
  }, [checkSample, policy]);
  if (isFailed) return <p class="notice notice-alert">{t('error_lists')}</p>;
  if (checked === null) return null;
  const { order, report } = checked;
  const summary = report.lines && wordSummary(translator, report.lines);
  return (
    <div class="sample" data-sample={report.counted}>
      <p class="sample-verdict" role="status">
        <strong>{summary?.lines}</strong> {summary?.amounts.join(t('comma'))}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls where it is narrow, by the keyboard too */}
      <section class="sample-sheet" aria-label={order.title} tabIndex={0}>
        <table lang="en">
          <caption>{order.title}</caption>
          <thead>
            <tr>
              {order.head.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {order.rows.map((cells, row) => (
              <tr key={row} class={checked.findings.some((one) => one.counted && one.line?.id === row) ? 'sample-restricted' : ''}>
                {cells.map((texts, cell) => (
                  <td key={cell}>
                    {texts.map((text, place) => (
                      <span key={place} class="sample-text">
                        <Marked text={text} findings={checked.findings.filter(({ match }) => match.block === blockOf(row, cell, place))} />
                      </span>
                    ))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <ul class="sample-found">
        {report.confirmed.map(({ vendor, lists, items }) => (
          <li key={vendor.id} data-vendor={vendor.id}>
            <p>
              <strong>
                <LocalText text={vendor.name} />
              </strong>
              {items.flatMap(({ product }) =>
                product === undefined
                  ? []
                  : [
                      <span key={product.id}>
                        {' · '}
                        <LocalText text={product.name} />
                      </span>,
                    ],
              )}
            </p>
            <div class="chips">
              {lists.map((hit) => (
                <ListChip key={hit.id} hit={hit} />
              ))}
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Text with its findings marked, as they are on a page. */
function Marked({ text, findings }: { readonly text: string; readonly findings: readonly Finding[] }): JSX.Element {
  const parts: ComponentChildren[] = [];
  let from = 0;
  for (const finding of findings) {
    const { start, end } = finding.match;
    if (finding.exemption !== undefined || start < from) continue;
    parts.push(
      text.slice(from, start),
      <mark key={start} class={`sample-${levelOf(finding)}`}>
        {text.slice(start, end)}
      </mark>,
    );
    from = end;
  }
  return (
    <>
      {parts}
      {text.slice(from)}
    </>
  );
}
