import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { isReadable, type OwnList } from '../../core/own-list.ts';
import { Button } from '../../ui/button.tsx';
import { useUi } from '../../ui/context.ts';
import { formatDate } from '../../ui/dates.ts';
import { LockNote } from '../../ui/lock-note.tsx';
import { ForeignText } from '../../ui/text.tsx';
import { Toggle } from '../../ui/toggle.tsx';
import { count } from '../../ui/translate.ts';

export interface OwnListCardProps {
  readonly list: OwnList;
  readonly isOn: boolean;
  readonly onSwitch: (isOn: boolean) => void;
  readonly onRemove: () => void;
}

/** One own list: its switch, what it holds since when, and the way to be rid of it. */
export function OwnListCard({ list, isOn, onSwitch, onRemove }: OwnListCardProps): JSX.Element {
  const { translator } = useUi();
  const { t, language } = translator;
  const [isAsking, setAsking] = useState(false);
  const titleId = `list-${list.id}`;
  const megabytes = Math.round(list.bytes / 1e6);
  const facts = [
    count(translator, 'own_names', list.count),
    t('own_imported', formatDate(language, list.importedOn)),
    // Smaller ones take no room worth a word.
    ...(megabytes > 0 ? [t('own_size', new Intl.NumberFormat(language).format(megabytes))] : []),
  ];
  return (
    <article class={isOn ? 'list-card' : 'list-card list-card-off'} aria-labelledby={titleId}>
      <Toggle list={list.id} isOn={isOn} labelledBy={titleId} onChange={onSwitch} />
      <div class="list-words">
        <h3 id={titleId}>
          <ForeignText>{list.title}</ForeignText>
        </h3>
        <p class="list-meta small quiet">
          {facts.map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
          <LockNote of={`lists/${list.id}`} />
        </p>
        {!isReadable(list) && <p class="note">{t('own_unreadable')}</p>}
        {isAsking && (
          <div class="notice" role="alertdialog" aria-labelledby={`${titleId}-remove`}>
            <p id={`${titleId}-remove`}>
              <ForeignText>{t('own_remove_ask', list.title)}</ForeignText>
            </p>
            <p class="buttons">
              <Button label={t('action_remove')} look="main" onClick={onRemove} />
              <Button label={t('own_keep')} onClick={() => setAsking(false)} />
            </p>
          </div>
        )}
      </div>
      {!isAsking && (
        <div>
          <button type="button" class="button" aria-label={`${t('action_remove')}: ${list.title}`} onClick={() => setAsking(true)}>
            {t('action_remove')}
          </button>
        </div>
      )}
    </article>
  );
}
