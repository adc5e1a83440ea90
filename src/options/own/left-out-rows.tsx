import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { RowProblem } from '../../import/problems.ts';
import { Button } from '../../ui/button.tsx';
import { useUi } from '../../ui/context.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { ForeignText } from '../../ui/text.tsx';
import { count } from '../../ui/translate.ts';
import { wordsOf } from './problem-words.ts';

/** Rows that are shown at first. */
const SHOWN = 50;

/** The rows of a file that were left out, each with its place and its reason. Nothing when there are none. */
export function LeftOutRows({
  problems,
  leftOut,
}: {
  readonly problems: readonly RowProblem[];
  readonly leftOut: number;
}): JSX.Element | null {
  const { translator } = useUi();
  const { t } = translator;
  const [isAll, setAll] = useState(false);
  if (leftOut === 0) return null;
  const shown = isAll ? problems : problems.slice(0, SHOWN);
  return (
    <Disclosure look="link" label={count(translator, 'own_left_out', leftOut)} openAtFirst={leftOut <= SHOWN}>
      <table class="left-out-rows small">
        <caption class="visually-hidden">{t('own_sum_left_out')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('own_line')}</th>
            <th scope="col">{t('own_column_name')}</th>
            <th scope="col">{t('own_reason')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((problem, index) => (
            <tr key={index}>
              <td>{problem.line}</td>
              <td>
                <ForeignText>{problem.column ?? ''}</ForeignText>
              </td>
              <td>
                <ForeignText>{wordsOf(translator, problem)}</ForeignText>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {problems.length > shown.length && (
        <Button look="plain" label={t('own_left_out_all', problems.length)} onClick={() => setAll(true)} />
      )}
      {isAll && leftOut > problems.length && <p class="quiet small">{t('own_left_out_more', leftOut - problems.length)}</p>}
    </Disclosure>
  );
}
