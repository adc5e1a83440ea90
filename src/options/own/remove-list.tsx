import type { JSX } from 'preact';
import type { OwnList } from '../../core/own-list.ts';
import { useUi } from '../../ui/context.ts';
import { NamedButton } from '../components/named-button.tsx';
import { Question, useAsking } from '../components/question.tsx';

/** The way to be rid of a list, with a question first: it cannot be brought back. */
export function RemoveList({ list, onRemove }: { readonly list: OwnList; readonly onRemove: () => void }): JSX.Element {
  const { t } = useUi().translator;
  const { isAsking, button, ask, stop } = useAsking();
  const label = t('action_remove');
  return isAsking ? (
    <Question
      text={t(list.kind === 'restricted' ? 'own_remove_ask' : 'approved_remove_ask', list.title)}
      yes={label}
      no={t('own_keep')}
      onYes={onRemove}
      onNo={stop}
    />
  ) : (
    <div>
      <NamedButton label={label} of={list.title} buttonRef={button} onClick={ask} />
    </div>
  );
}
