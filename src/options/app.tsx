import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { isEverywhere } from '../core/sites.ts';
import { EVERYWHERE } from '../platform/origins.ts';
import { defaultSettings, type Settings } from '../settings/schema.ts';
import { Button } from '../ui/button.tsx';
import type { SettingsConnection, Translator } from '../ui/connect.ts';
import { useDocument } from '../ui/page.ts';
import { Surroundings } from '../ui/surroundings.tsx';
import { About } from './components/about.tsx';
import { ConflictsSection } from './components/conflicts-section.tsx';
import { DisplaySection } from './components/display-section.tsx';
import { KeysSection } from './components/keys-section.tsx';
import { ListsSection } from './components/lists-section.tsx';
import { PolicySection } from './components/policy-section.tsx';
import { Problems } from './components/problems.tsx';
import type { CheckSample } from './components/sample-order.tsx';
import { ScopeSection } from './components/scope-section.tsx';
import { SetAsideSection } from './components/set-aside-section.tsx';
import { SetUpSection } from './components/set-up-section.tsx';
import { Sidebar } from './components/sidebar.tsx';
import { SitesSection } from './components/sites-section.tsx';
import { SkipLink } from './components/skip-link.tsx';
import { SubscriptionsSection } from './components/subscriptions-section.tsx';
import { OwnSection } from './own/own-section.tsx';
import type { OwnListsConnection } from './own-lists-connection.ts';
import type { SubscriptionsConnection } from './subscriptions-connection.ts';
import type { TransferPorts } from './transfer/transfer.ts';
import { TransferSection } from './transfer/transfer-section.tsx';
import { useSettings } from './use-settings.ts';
import { useView } from './use-view.ts';

export interface SettingsProps {
  readonly connection: SettingsConnection;
  readonly ownLists: OwnListsConnection;
  readonly restore: TransferPorts['restore'];
  readonly checkSample: CheckSample;
  readonly subscriptions: SubscriptionsConnection;
  readonly loadTranslator: (language: Settings['language']) => Promise<Translator>;
  readonly today: string;
}

/** The settings page: which lists count, what they hold, where the extension may read. One part at a time. */
export function SettingsApp(props: SettingsProps): JSX.Element | null {
  const { connection, ownLists, restore, subscriptions, checkSample, loadTranslator, today } = props;
  const model = useSettings(connection);
  const { view, rest } = useView();
  const { data } = model;
  const { language, theme } = data?.settings ?? defaultSettings;
  const isAnswered = data !== null || model.isUnreachable;
  const [translator, setTranslator] = useState<Translator | null>(null);
  useEffect(() => {
    let isGone = false;
    if (isAnswered)
      void loadTranslator(language).then((loaded) => {
        if (!isGone) setTranslator(loaded);
      });
    return () => {
      isGone = true;
    };
  }, [isAnswered, language, loadTranslator]);
  useDocument(translator, 'settings_title', theme);
  const main = useRef<HTMLElement>(null);
  if (translator === null) return null;

  const { t } = translator;
  return (
    <Surroundings translator={translator} today={today} locked={data?.locked ?? []}>
      <div class="page">
        <SkipLink view={view} target={main} />
        <Sidebar version={connection.version} view={view} />
        <main ref={main} tabIndex={-1}>
          <h1>{t('settings_heading')}</h1>
          <p class={`saving saving-${model.saving}`} role="status">
            {model.saving === 'idle' ? '' : t(`saving_${model.saving}`)}
          </p>
          {data === null || model.isUnreachable ? (
            <div class="notice">
              <p>{t('error_settings')}</p>
              <Button icon="again" label={t('action_retry')} onClick={model.retry} />
            </div>
          ) : (
            <>
              <Problems problems={data.problems} />
              {data.policyState === 'unknown' && (
                <div class="notice notice-alert" role="alert" data-policy="unknown">
                  <p>{t('policy_unknown')}</p>
                  <p>{t('policy_unknown_how')}</p>
                </div>
              )}
              {view === 'set-up' && (
                <SetUpSection
                  catalogue={data.catalogue}
                  settings={data.settings}
                  isEverywhere={data.grants.some(isEverywhere)}
                  checkSample={checkSample}
                  onEverywhere={() => model.requestGrants([EVERYWHERE])}
                  onChange={model.update}
                />
              )}
              {view === 'lists' && (
                <>
                  <ListsSection catalogue={data.catalogue} settings={data.settings} version={connection.version} onChange={model.update} />
                  <ScopeSection scope={data.settings.scope} onChange={model.update} />
                  <SetAsideSection catalogue={data.catalogue} exemptions={data.settings.exemptions} onChange={model.update} />
                </>
              )}
              {view === 'conflicts' && <ConflictsSection catalogue={data.catalogue} settings={data.settings} ownLists={ownLists} />}
              {(view === 'own' || view === 'approved') && (
                <OwnSection
                  key={view}
                  kind={view === 'own' ? 'restricted' : 'approved'}
                  shown={rest}
                  connection={ownLists}
                  catalogue={data.catalogue}
                  settings={data.settings}
                  onChange={model.update}
                />
              )}
              {view === 'subscriptions' && <SubscriptionsSection connection={subscriptions} />}
              {view === 'sites' && (
                <SitesSection
                  grants={data.grants}
                  settings={data.settings}
                  servers={data.servers}
                  isLimited={data.managed !== null && (data.managed.allowedSites !== undefined || data.managed.deniedSites.length > 0)}
                  canWithdraw={connection.canWithdraw}
                  onServers={model.requestServers}
                  onGrant={model.requestGrants}
                  onWithdraw={model.removeGrants}
                  onChange={model.update}
                />
              )}
              {view === 'policy' && (
                <PolicySection managed={data.managed} policyState={data.policyState} settings={data.settings} catalogue={data.catalogue} />
              )}
              {view === 'transfer' && (
                <TransferSection
                  ports={{ ...connection, ownLists, restore }}
                  subscriptions={subscriptions}
                  now={data}
                  catalogue={data.catalogue}
                  grants={data.grants}
                  onGrants={model.requestGrants}
                />
              )}
              {view === 'keys' && <KeysSection getShortcuts={connection.getShortcuts} />}
              {view === 'display' && <DisplaySection settings={data.settings} onChange={model.update} />}
            </>
          )}
          {view === 'about' && <About version={connection.version} />}
        </main>
      </div>
    </Surroundings>
  );
}
