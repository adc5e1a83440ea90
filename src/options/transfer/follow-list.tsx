import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { groupThumbprint } from '../../core/pack.ts';
import type { FollowedAddress } from '../../settings/settings-file.ts';
import { parseAddress } from '../../settings/subscriptions.ts';
import { useUi } from '../../ui/context.ts';
import { useIsLocked } from '../../ui/locks.ts';
import { ForeignText } from '../../ui/text.tsx';
import { NamedButton } from '../components/named-button.tsx';
import { describeRefusal } from '../describe-refusal.ts';
import type { SubscriptionsConnection } from '../subscriptions-connection.ts';
import { useSubscriptions } from '../use-subscriptions.ts';

export interface FollowListProps {
  readonly addresses: readonly FollowedAddress[];
  readonly connection: SubscriptionsConnection;
}

/** Addresses that were followed where a file of settings comes from, each to be followed here if the reviewer wants it. */
export function FollowList({ addresses, connection }: FollowListProps): JSX.Element {
  const { translator } = useUi();
  const { t } = translator;
  const { lists, problem, adding, follow } = useSubscriptions(connection);
  /** The address whose button was pressed last, which `adding` is about. */
  const [chosen, setChosen] = useState('');
  const isClosed = useIsLocked('features/subscriptions');
  const isBusy = adding.kind === 'looking' || adding.kind === 'subscribing';
  return (
    <div class="notice" data-transfer="follow">
      <p>{t(isClosed ? 'transfer_follow_closed' : 'transfer_follow')}</p>
      {!isClosed && <p class="quiet small">{t('sub_access_hint')}</p>}
      {problem !== null && <p role="alert">{t(`sub_${problem}`)}</p>}
      <ul class="rows follow-list">
        {addresses.map(({ url, key }) => {
          const isChosen = chosen === url;
          const isFollowed = !(isChosen && isBusy) && (lists?.some((list) => list.url === parseAddress(url)) ?? false);
          return (
            <li key={url} data-follow={isFollowed ? 'followed' : isChosen ? adding.kind : 'idle'}>
              <div>
                <ForeignText>{url}</ForeignText>
                <p class="quiet small">
                  {t('sub_label_key')} <span class="thumbprint">{groupThumbprint(key)}</span>
                </p>
                {isChosen && !isFollowed && adding.kind === 'declined' && <p role="status">{t('sub_declined')}</p>}
                {isChosen && !isFollowed && adding.kind === 'refused' && (
                  <p role="alert">
                    <ForeignText>{describeRefusal(translator, adding.refusal)}</ForeignText>
                  </p>
                )}
              </div>
              {isFollowed && <span role="status">{t('transfer_followed')}</span>}
              {!isFollowed && !isClosed && (
                <NamedButton
                  label={t(isChosen && isBusy ? 'sub_looking' : 'transfer_follow_action')}
                  of={url}
                  isDisabled={isBusy || lists === null}
                  onClick={() => {
                    setChosen(url);
                    follow(url, key);
                  }}
                />
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
