import type { JSX } from 'preact';
import type { Category, List, Vendor } from '../../core/model.ts';
import { scopeOfList } from '../../core/policy.ts';
import type { Settings } from '../../settings/schema.ts';
import { StatusTag } from '../../ui/chips.tsx';
import type { Translator } from '../../ui/connect.ts';
import { useUi } from '../../ui/context.ts';
import { daysUntil, describeDeadline, formatDate } from '../../ui/dates.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Icon } from '../../ui/icons.tsx';
import { LockNote } from '../../ui/lock-note.tsx';
import { LocalText } from '../../ui/text.tsx';
import { Toggle } from '../../ui/toggle.tsx';
import { count } from '../../ui/translate.ts';
import { ageIfOld } from '../lists.ts';
import { ListDetails } from './list-details.tsx';
import { hasNarrowScope } from './list-scope.tsx';

export interface ListCardProps {
  readonly list: List;
  readonly vendors: ReadonlyMap<string, Vendor>;
  readonly categories: readonly Category[];
  /** Members that a search found. */
  readonly found: readonly Vendor[];
  readonly settings: Settings;
  readonly version: string;
  readonly isOn: boolean;
  readonly onSwitch: (isOn: boolean) => void;
  readonly onChange: (change: Partial<Settings>) => void;
}

/** More would make a list of its own; the members below have a search. */
const MAX_FOUND = 6;

/** One list: its switch, what it asks, how it stands; opens to everything that is known of it. */
export function ListCard(props: ListCardProps): JSX.Element {
  const { list, found, settings, isOn, onSwitch } = props;
  const { translator, today } = useUi();
  const { t, language } = translator;
  const titleId = `list-${list.id}`;
  const age = ageIfOld(list, today);
  const isNarrowed = hasNarrowScope(list) && scopeOfList(list.id, settings) === 'in-scope-only';
  const facts = [
    ...(list.effective === undefined ? [] : [describeEffective(translator, list.effective, today)]),
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
          {isNarrowed && <span class="tag">{t('list_narrowed')}</span>}
          {facts.map((fact) => (
            <span key={fact} class="quiet">
              {fact}
            </span>
          ))}
        </p>
        {age !== null && (
          <p class="list-old small">
            <Icon name="partial" />
            {count(translator, 'list_old', age)}
          </p>
        )}
        {found.length > 0 && (
          <p class="list-found small">
            {t('list_names')}{' '}
            {found.slice(0, MAX_FOUND).map(({ id, name }) => (
              <span key={id} class="list-member">
                <LocalText text={name} />
              </span>
            ))}
            {found.length > MAX_FOUND && <span class="quiet">{t('list_names_more', found.length - MAX_FOUND)}</span>}
          </p>
        )}
        <Disclosure look="link" label={t('list_details')} of={translator.pick(list.title)}>
          <ListDetails {...props} />
        </Disclosure>
      </div>
    </article>
  );
}

/** "effective 22 Jun 2026"; what is still to come is counted down. */
function describeEffective(translator: Translator, date: string, today: string): string {
  const isAhead = daysUntil(date, today) > 0;
  return translator.t('list_effective', isAhead ? describeDeadline(translator, date, today) : formatDate(translator.language, date));
}

/** "16 members", "16 members, list not complete" or "3 of 46 members known". */
function describeMembers(translator: Translator, list: List): string {
  const known = list.entries.length;
  if (list.members.complete && known === 0) return translator.t('members_none');
  if (list.members.complete) return count(translator, 'members', known);
  if (list.members.total !== undefined && list.members.total > known) return translator.t('members_known_of', known, list.members.total);
  return translator.t('members_incomplete', count(translator, 'members', known));
}
