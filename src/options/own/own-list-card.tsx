import type { JSX } from 'preact';
import { isReadable, isRenewable, type OwnList } from '../../core/own-list.ts';
import { useUi } from '../../ui/context.ts';
import { LockNote } from '../../ui/lock-note.tsx';
import { ForeignText } from '../../ui/text.tsx';
import { Toggle } from '../../ui/toggle.tsx';
import { addressOf } from './kinds.ts';
import { ListFacts } from './list-facts.tsx';
import { RemoveList } from './remove-list.tsx';

export interface OwnListCardProps {
  readonly list: OwnList;
  readonly isOn: boolean;
  readonly onSwitch: (isOn: boolean) => void;
  readonly onRemove: () => void;
}

/** One own list: its switch, what it holds since when, the way to its entries and the way to be rid of it. */
export function OwnListCard({ list, isOn, onSwitch, onRemove }: OwnListCardProps): JSX.Element {
  const { t } = useUi().translator;
  const titleId = `list-${list.id}`;
  return (
    <article class={isOn ? 'list-card' : 'list-card list-card-off'} aria-labelledby={titleId}>
      <Toggle list={list.id} isOn={isOn} labelledBy={titleId} onChange={onSwitch} />
      <div class="list-words">
        <h3 id={titleId}>
          <a href={addressOf(list)}>
            <ForeignText>{list.title}</ForeignText>
          </a>
        </h3>
        <ListFacts list={list} />
        <LockNote of={`lists/${list.id}`} />
        {!isReadable(list) && <p class="note">{t(isRenewable(list) ? 'own_prepared' : 'own_unreadable')}</p>}
      </div>
      <RemoveList list={list} onRemove={onRemove} />
    </article>
  );
}
