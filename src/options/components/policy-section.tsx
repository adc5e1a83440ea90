import type { ComponentChildren, JSX } from 'preact';
import type { Catalogue } from '../../core/model.ts';
import { groupThumbprint } from '../../core/pack.ts';
import { isListEnabled } from '../../core/policy.ts';
import { findUnknownLists, type IgnoredValue, type ManagedPolicy, managedChoices } from '../../settings/managed.ts';
import type { Settings } from '../../settings/schema.ts';
import type { StoredSettings } from '../../settings/store.ts';
import type { Translator } from '../../ui/connect.ts';
import { useUi } from '../../ui/context.ts';
import { Icon } from '../../ui/icons.tsx';
import { languageName } from '../../ui/languages.ts';
import { useIsLocked } from '../../ui/locks.ts';
import { regionName } from '../../ui/regions.ts';
import { ForeignText, LocalText } from '../../ui/text.tsx';
import { keyOf } from '../../ui/translate.ts';

export interface PolicySectionProps {
  /** Null where the organisation has set none. */
  readonly managed: ManagedPolicy | null;
  readonly policyState: StoredSettings['policyState'];
  readonly settings: Settings;
  readonly catalogue: Catalogue;
}

/** The organisation's policy in words: what is in force, what of it can be changed, and what of it is ignored. */
export function PolicySection({ managed, policyState, settings, catalogue }: PolicySectionProps): JSX.Element {
  const { t } = useUi().translator;
  return (
    <section id="policy" aria-labelledby="policy-title">
      <h2 id="policy-title">{t('section_policy')}</h2>
      {policyState === 'kept' && (
        <p class="notice" role="status" data-policy="kept">
          {t('policy_kept')}
        </p>
      )}
      {managed === null && policyState === 'read' && (
        <>
          <p>{t('policy_none')}</p>
          <p class="quiet small">{t('policy_none_how')}</p>
        </>
      )}
      {managed !== null && (
        <>
          <p class="quiet">{t('policy_intro')}</p>
          <InForce managed={managed} settings={settings} catalogue={catalogue} />
          <Ignored values={[...managed.ignored, ...findUnknownLists(managed, new Set(catalogue.lists.map(({ id }) => id)))]} />
        </>
      )}
    </section>
  );
}

function InForce({
  managed,
  settings,
  catalogue,
}: Omit<PolicySectionProps, 'policyState'> & { readonly managed: ManagedPolicy }): JSX.Element {
  const { translator } = useUi();
  const { t } = translator;
  const { choices, allowedSites, deniedSites, subscriptions, requiredDecisionFields, off } = managed;
  const lists = catalogue.lists.filter(({ id }) => Object.hasOwn(managed.lists, id));
  const scoped = catalogue.lists.filter(({ id }) => Object.hasOwn(managed.listScopes, id));
  const isAllLocked = useIsLocked('lists');
  return (
    <table class="policy">
      <thead>
        <tr>
          <th scope="col">{t('policy_column_setting')}</th>
          <th scope="col">{t('policy_column_value')}</th>
          <th scope="col">{t('policy_column_state')}</th>
        </tr>
      </thead>
      <tbody>
        {managedChoices.map((field) => {
          const value = choices[field];
          return value === undefined ? null : (
            <Row key={field} label={t(`field_${field}`)} name={field} isChanged={settings[field] !== value}>
              {wordChoice(translator, field, value)}
            </Row>
          );
        })}
        {lists.map((list, index) => (
          <Row
            key={list.id}
            label={t('policy_lists')}
            isFurther={index > 0}
            name={`lists/${list.id}`}
            isChanged={isListEnabled(list, settings) !== managed.lists[list.id]}
          >
            <LocalText text={list.title} />
            <p class="quiet">{t(managed.lists[list.id] === true ? 'policy_list_on' : 'policy_list_off')}</p>
          </Row>
        ))}
        {isAllLocked && (
          <Row label={t('policy_lists')} isFurther={lists.length > 0} name="lists">
            {t('policy_lists_fixed')}
          </Row>
        )}
        {scoped.map((list, index) => (
          <Row key={list.id} label={t('policy_list_scopes')} isFurther={index > 0} name={`listScopes/${list.id}`}>
            <LocalText text={list.title} />
            <p class="quiet">{t(keyOf('scope', managed.listScopes[list.id] as Settings['scope']))}</p>
          </Row>
        ))}
        {allowedSites !== undefined && (
          <Row label={t('policy_allowed')}>{allowedSites.length === 0 ? t('policy_allowed_nowhere') : <Texts items={allowedSites} />}</Row>
        )}
        {deniedSites.length > 0 && (
          <Row label={t('policy_denied')}>
            <Texts items={deniedSites} />
          </Row>
        )}
        {subscriptions.map(({ url, key, title }, index) => (
          <Row key={url} label={t('policy_subscriptions')} isFurther={index > 0}>
            {title !== undefined && <ForeignText>{title}</ForeignText>}
            <p class="policy-code quiet">
              <ForeignText>{url}</ForeignText>
            </p>
            <p class="policy-code quiet">
              {t('sub_label_key')} <span class="thumbprint">{groupThumbprint(key)}</span>
            </p>
          </Row>
        ))}
        {requiredDecisionFields.length > 0 && (
          <Row label={t('policy_decisions')}>
            <ForeignText>{requiredDecisionFields.join(', ')}</ForeignText>
            <p class="quiet">{t('policy_decisions_note')}</p>
          </Row>
        )}
        {off.length > 0 && (
          <Row label={t('policy_off')}>
            <Texts items={off.map((feature) => t(`policy_feature_${feature}`))} />
          </Row>
        )}
      </tbody>
    </table>
  );
}

/** One value of the policy. Without a `name` nobody but the organisation sets it. */
function Row({
  label,
  isFurther = false,
  name,
  isChanged = false,
  children,
}: {
  readonly label: string;
  /** A further value of the setting above, whose label is not repeated to the eye. */
  readonly isFurther?: boolean;
  readonly name?: string;
  readonly isChanged?: boolean;
  readonly children: ComponentChildren;
}): JSX.Element {
  const { t } = useUi().translator;
  const isFixed = useIsLocked(name ?? '') || name === undefined;
  return (
    <tr data-policy={name ?? ''}>
      <th scope="row" class={isFurther ? 'policy-further' : ''}>
        <span class={isFurther ? 'visually-hidden' : ''}>{label}</span>
      </th>
      <td>{children}</td>
      <td>
        {isFixed ? (
          <span class="policy-fixed">
            <Icon name="locked" />
            {t('policy_fixed')}
          </span>
        ) : (
          <span class="quiet">{t(isChanged ? 'policy_changed' : 'policy_open')}</span>
        )}
      </td>
    </tr>
  );
}

function Texts({ items }: { readonly items: readonly string[] }): JSX.Element {
  return (
    <ul class="policy-texts">
      {items.map((item) => (
        <li key={item}>
          <ForeignText>{item}</ForeignText>
        </li>
      ))}
    </ul>
  );
}

function Ignored({ values }: { readonly values: readonly IgnoredValue[] }): JSX.Element | null {
  const { t } = useUi().translator;
  if (values.length === 0) return null;
  return (
    <>
      <h3>{t('policy_ignored')}</h3>
      <p class="quiet">{t('policy_ignored_intro')}</p>
      <table class="policy policy-ignored">
        <thead>
          <tr>
            <th scope="col">{t('policy_column_setting')}</th>
            <th scope="col">{t('policy_column_value')}</th>
            <th scope="col">{t('policy_column_reason')}</th>
          </tr>
        </thead>
        <tbody>
          {values.map(({ where, value, reason }) => (
            <tr key={`${where} ${value}`} data-ignored={where}>
              <th scope="row">
                <ForeignText>{where}</ForeignText>
              </th>
              <td class="policy-code">
                <ForeignText>{value}</ForeignText>
              </td>
              <td>{t(`policy_reason_${reason}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function wordChoice({ t, language }: Translator, field: (typeof managedChoices)[number], value: string): string {
  switch (field) {
    case 'homeMarket':
      return regionName(language, value);
    case 'scope':
      return t(keyOf('scope', value));
    case 'language':
      return languageName(t, value as Settings['language']);
  }
}
