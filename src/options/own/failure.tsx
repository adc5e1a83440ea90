import type { JSX } from 'preact';
import { useUi } from '../../ui/context.ts';
import { ForeignText } from '../../ui/text.tsx';
import type { TaskFailure } from '../import/messages.ts';
import { wordsOf } from './problem-words.ts';

/** Why something was not done. Nothing while all is well. */
export function Failure({ failure }: { readonly failure: TaskFailure | null }): JSX.Element | null {
  const { translator } = useUi();
  if (failure === null) return null;
  return (
    <div class="notice notice-alert" role="alert">
      <p>
        <ForeignText>{wordsOf(translator, failure)}</ForeignText>
      </p>
    </div>
  );
}
