import type { JSX } from 'preact';
import type { List, Vendor } from '../../core/model.ts';
import { StatusTag } from '../../ui/chips.tsx';
import type { Translator } from '../../ui/connect.ts';
import { useUi } from '../../ui/context.ts';
import { describeDeadline, formatDate } from '../../ui/dates.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { LockNote } from '../../ui/lock-note.tsx';
import { LocalText } from '../../ui/text.tsx';
import { Toggle } from '../../ui/toggle.tsx';
import { count } from '../../ui/translate.ts';
import { ListDetails } from './list-details.tsx';

export interface ListCardProps {
  readonly list: List;
  readonly vendors: ReadonlyMap<string, Vendor>;
  readonly isOn: boolean;
  readonly onSwitch: (isOn: boolean) => void;
}

/** One list: its switch, what it asks, how it stands; opens to everything that is known of it. */
export function ListCard({ list, vendors, isOn, onSwitch }: ListCardProps): JSX.Element {
  const { translator, today } = useUi();
  const { t, language } = translator;
  const titleId = `list-${list.id}`;
  const facts = [
    ...(list.effective === undefined ? [] : [t('list_effective', formatDate(language, list.effective))]),
    ...(list.deadline === undefined ? [] : [t('list_deadline', describeDeadline(translator, list.deadline, today))]),
    describeMembers(translator, list),
    t('list_as_of', formatDate(language, list.asOf)),
  ];
  return (
    <article class={isOn ? 'list-card' : 'list-card list-card-off'} aria-labelledby={titleId}>
      <Toggle list={list.id} isOn={isOn} labelledBy={titleId} describedBy={`${titleId}-summary`} onChange={onSwitch} />
      <div class="list-words">
        <h4 id={titleId}>
          <LocalText text={list.title} />
        </h4>
        <p id={`${titleId}-summary`} class="list-summary">
          <LocalText text={list.summary} />
        </p>
        <p class="list-meta small">
          <StatusTag status={list.status} />
          <LockNote of={`lists/${list.id}`} />
          {list.asks && <span class="tag">{t('list_asks')}</span>}
          {facts.map((fact) => (
            <span key={fact} class="quiet">
              {fact}
            </span>
          ))}
        </p>
        <Disclosure look="link" label={t('list_details')}>
          <ListDetails list={list} vendors={vendors} />
        </Disclosure>
      </div>
    </article>
  );
}

/** "16 members", "16 members, list not complete" or "3 of 46 members known". */
function describeMembers(translator: Translator, list: List): string {
  const known = list.entries.length;
  if (list.members.complete && known === 0) return translator.t('members_none');
  if (list.members.complete) return count(translator, 'members', known);
  if (list.members.total !== undefined && list.members.total > known) return translator.t('members_known_of', known, list.members.total);
  return translator.t('members_incomplete', count(translator, 'members', known));
}
