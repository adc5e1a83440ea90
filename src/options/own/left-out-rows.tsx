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
  isNothingElse = false,
}: {
  readonly problems: readonly RowProblem[];
  readonly leftOut: number;
  /** That no row is left: the reasons are all there is to see. */
  readonly isNothingElse?: boolean;
}): JSX.Element | null {
  const { translator } = useUi();
  const { t } = translator;
  const [isAll, setAll] = useState(false);
  if (leftOut === 0) return null;
  const shown = isAll ? problems : problems.slice(0, SHOWN);
  return (
    <Disclosure look="link" label={count(translator, 'own_left_out', leftOut)} openAtFirst={isNothingElse || leftOut <= SHOWN}>
      <ul class="left-out-rows small">
        {shown.map((problem, index) => (
          <li key={index}>
            <ForeignText>{wordsOf(translator, problem)}</ForeignText>
          </li>
        ))}
      </ul>
      {problems.length > shown.length && (
        <Button look="plain" label={t('own_left_out_all', problems.length)} onClick={() => setAll(true)} />
      )}
      {isAll && leftOut > problems.length && <p class="quiet small">{t('own_left_out_more', leftOut - problems.length)}</p>}
    </Disclosure>
  );
}
