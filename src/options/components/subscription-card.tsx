import type { ComponentChildren, JSX } from 'preact';
import { groupThumbprint } from '../../core/pack.ts';
import { isWaitingForKey } from '../../settings/subscriptions.ts';
import { Button } from '../../ui/button.tsx';
import type { Translator } from '../../ui/connect.ts';
import { useUi } from '../../ui/context.ts';
import { daysUntil, formatDate, formatInstant } from '../../ui/dates.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { ForeignText } from '../../ui/text.tsx';
import { count } from '../../ui/translate.ts';
import { describeRefusal } from '../describe-refusal.ts';
import type { FollowedList } from '../subscriptions-connection.ts';
import { NamedButton } from './named-button.tsx';
import { Question, useAsking } from './question.tsx';
import { VersionChanges } from './version-changes.tsx';

export interface SubscriptionCardProps {
  readonly list: FollowedList;
  readonly isChecking: boolean;
  /** `accept` is the version that was held back. */
  readonly onCheck: (accept?: number) => void;
  readonly onAllow: () => void;
  readonly onRemove: () => void;
  readonly onDismiss: () => void;
}

/** One followed list: how it stands, what is wrong and what to do about it, and what its last version changed. */
export function SubscriptionCard(props: SubscriptionCardProps): JSX.Element {
  const { list, isChecking, onCheck, onAllow, onRemove, onDismiss } = props;
  const { translator, today } = useUi();
  const { t, language } = translator;
  const { isAsking, button, ask, stop } = useAsking();
  const { held, failure, change } = list;
  const titleId = `subscription-${list.id}`;
  const state = stateOf(list, today);
  const facts =
    list.version === 0
      ? []
      : [
          count(translator, `sub_holds_${list.kind}`, list.entries),
          t('sub_version_meta', String(list.version), formatDate(language, list.issuedOn)),
          count(translator, 'sub_age', Math.max(0, -daysUntil(list.issuedOn, today))),
        ];
  return (
    <article class="list-card subscription" aria-labelledby={titleId} data-subscription={list.url} data-state={state}>
      <div class="list-words">
        <h4 id={titleId}>
          <ForeignText>{list.title}</ForeignText>
        </h4>
        <p class="list-meta small">
          <span class={state === 'current' ? 'tag' : 'tag tag-reported'}>{t(`sub_state_${state}`)}</span>
          {list.isManaged && <span class="tag">{t('sub_managed')}</span>}
          {list.publisher !== '' && (
            <span class="quiet">
              <ForeignText>{list.publisher}</ForeignText>
            </span>
          )}
          {facts.map((fact) => (
            <span key={fact} class="quiet">
              {fact}
            </span>
          ))}
        </p>
        {state === 'first' && <p class="quiet small">{t('sub_not_used')}</p>}
        {held !== null && (
          <Note>
            <p>{t('sub_held', String(held.version), held.entries, list.entries)}</p>
            <p class="small">{t('sub_still_used', String(list.version))}</p>
            <Button label={t('sub_held_accept', String(held.version))} isDisabled={isChecking} onClick={() => onCheck(held.version)} />
          </Note>
        )}
        {state === 'waiting' && (
          <Note>
            <p>{t('sub_waiting', String(list.version))}</p>
          </Note>
        )}
        {failure !== null && failure.code !== 'too-few' && !(state === 'waiting' && failure.code === 'key') && (
          <Note>
            <p>
              <ForeignText>{describeRefusal(translator, failure)}</ForeignText>
            </p>
            <p class="small">
              {list.version === 0 ? t('sub_not_used') : t('sub_still_used', String(list.version))}{' '}
              {t('sub_tried_at', formatInstant(language, failure.at))}
            </p>
            {failure.code === 'key' && !list.isManaged && <p>{t('sub_key_changed')}</p>}
            {failure.code === 'no-access' && <Button label={t('sub_allow', new URL(list.url).host)} onClick={onAllow} />}
          </Note>
        )}
        {state === 'expired' && (
          <Note>
            <p>{t('sub_expired_used', formatDate(language, list.expiresOn))}</p>
          </Note>
        )}
        {change !== null && change.to === list.version && <VersionChanges change={change} onRead={onDismiss} />}
        <Disclosure look="link" label={t('sub_details')} of={list.title}>
          <Details list={list} translator={translator} />
        </Disclosure>
        {isAsking && (
          <Question text={t('sub_remove_ask', list.title)} yes={t('action_remove')} no={t('own_keep')} onYes={onRemove} onNo={stop} />
        )}
      </div>
      <div class="subscription-actions">
        <NamedButton
          label={t(isChecking ? 'sub_checking' : 'sub_check')}
          of={list.title}
          isDisabled={isChecking}
          onClick={() => onCheck()}
        />
        {!isAsking && !list.isManaged && <NamedButton label={t('action_remove')} of={list.title} buttonRef={button} onClick={ask} />}
      </div>
    </article>
  );
}

type State = 'first' | 'held' | 'waiting' | 'failed' | 'expired' | 'current';

function stateOf(list: FollowedList, today: string): State {
  const { version, held, failure, expiresOn } = list;
  if (held !== null) return 'held';
  if (isWaitingForKey(list)) return 'waiting';
  if (failure !== null) return 'failed';
  if (version === 0) return 'first';
  return expiresOn !== '' && expiresOn < today ? 'expired' : 'current';
}

function Note({ children }: { readonly children: ComponentChildren }): JSX.Element {
  return (
    <div class="notice notice-alert" role="status">
      {children}
    </div>
  );
}

function Details({ list, translator }: { readonly list: FollowedList; readonly translator: Translator }): JSX.Element {
  const { t, language } = translator;
  const times: readonly (readonly [label: string, at: number | undefined])[] = [
    ['sub_label_checked', list.checkedAt],
    ['sub_label_good', list.goodAt],
    ['sub_label_next', list.nextCheck],
  ];
  return (
    <dl class="facts subscription-details">
      <dt>{t('sub_label_address')}</dt>
      <dd class="foreign">{list.url}</dd>
      <dt>{t('sub_label_key')}</dt>
      <dd class="thumbprint">{groupThumbprint(list.key)}</dd>
      {isWaitingForKey(list) && list.signedBy !== undefined && (
        <>
          <dt>{t('sub_label_earlier_key')}</dt>
          <dd class="thumbprint">{groupThumbprint(list.signedBy)}</dd>
        </>
      )}
      {list.expiresOn !== '' && (
        <>
          <dt>{t('sub_label_expires')}</dt>
          <dd>{formatDate(language, list.expiresOn)}</dd>
        </>
      )}
      {times.map(([label, at]) =>
        at ? (
          <>
            <dt>{t(label)}</dt>
            <dd>{formatInstant(language, at)}</dd>
          </>
        ) : null,
      )}
    </dl>
  );
}
