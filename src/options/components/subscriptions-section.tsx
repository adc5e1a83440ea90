import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { useUi } from '../../ui/context.ts';
import { useIsLocked } from '../../ui/locks.ts';
import type { SubscriptionsConnection } from '../subscriptions-connection.ts';
import { useSubscriptions } from '../use-subscriptions.ts';
import { SubscribeForm } from './subscribe-form.tsx';
import { SubscriptionCard } from './subscription-card.tsx';

/** The lists that are followed at an address, and the way to follow another. */
export function SubscriptionsSection({ connection }: { readonly connection: SubscriptionsConnection }): JSX.Element {
  const { t } = useUi().translator;
  const model = useSubscriptions(connection);
  const { lists, problem, adding, checking } = model;
  const isLocked = useIsLocked('features/subscriptions');
  const heading = useRef<HTMLHeadingElement>(null);
  return (
    <section id="subscriptions" aria-labelledby="subscriptions-title">
      <h2 id="subscriptions-title">{t('section_subscriptions')}</h2>
      <p class="quiet">{t('sub_intro')}</p>
      {problem !== null && (
        <div class="notice notice-alert" role="alert">
          <p>{t(`sub_${problem}`)}</p>
        </div>
      )}
      <h3 ref={heading} tabIndex={-1}>
        {t('sub_heading_all')}
      </h3>
      {lists?.length === 0 && <p class="quiet">{t('sub_none')}</p>}
      {lists?.map((list) => (
        <SubscriptionCard
          key={list.id}
          list={list}
          isChecking={checking.has(list.id)}
          onCheck={(accept) => model.check(list.id, accept)}
          onAllow={() => model.allow(list)}
          onRemove={() => {
            // The button that had the focus goes with the list.
            heading.current?.focus();
            model.remove(list.id);
          }}
          onDismiss={() => model.dismiss(list.id)}
        />
      ))}
      {isLocked ? (
        <div class="notice">
          <p>{t('sub_closed')}</p>
        </div>
      ) : (
        <>
          <h3>{t('sub_heading_add')}</h3>
          <SubscribeForm adding={adding} onLookUp={model.lookUp} onDecide={model.decide} />
        </>
      )}
    </section>
  );
}
