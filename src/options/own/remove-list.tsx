import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { OwnList } from '../../core/own-list.ts';
import { Button } from '../../ui/button.tsx';
import { useUi } from '../../ui/context.ts';
import { ForeignText } from '../../ui/text.tsx';

/** The way to be rid of a list, with a question first: it cannot be brought back. */
export function RemoveList({ list, onRemove }: { readonly list: OwnList; readonly onRemove: () => void }): JSX.Element {
  const { t } = useUi().translator;
  const [isAsking, setAsking] = useState(false);
  const label = t('action_remove');
  if (!isAsking)
    return (
      <div>
        <button type="button" class="button" aria-label={`${label}: ${list.title}`} onClick={() => setAsking(true)}>
          {label}
        </button>
      </div>
    );
  const question = `list-${list.id}-remove`;
  return (
    <div class="notice remove-list" role="alertdialog" aria-labelledby={question}>
      <p id={question}>
        <ForeignText>{t(list.kind === 'restricted' ? 'own_remove_ask' : 'approved_remove_ask', list.title)}</ForeignText>
      </p>
      <p class="buttons">
        <Button label={label} look="main" onClick={onRemove} />
        <Button label={t('own_keep')} onClick={() => setAsking(false)} />
      </p>
    </div>
  );
}
