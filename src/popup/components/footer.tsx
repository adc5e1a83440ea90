import type { JSX } from 'preact';
import type { TabView } from '../../messaging/calls.ts';
import { Button } from '../../ui/button.tsx';
import { useUi } from '../../ui/context.ts';
import { Icon } from '../../ui/icons.tsx';
import { useIsLocked } from '../../ui/locks.ts';

export interface FooterProps {
  readonly view: TabView;
  readonly isManaged: boolean;
  readonly onCheck: () => void;
  readonly onPause: (paused: boolean) => void;
  readonly onAccess: (which: 'site' | 'everywhere') => void;
  readonly onSettings: () => void;
}

/** How far the access reaches, how to widen it, and the standing actions. */
export function Footer({ view, isManaged, onCheck, onPause, onAccess, onSettings }: FooterProps): JSX.Element {
  const { t } = useUi().translator;
  const canRead = view.state !== 'no-access';
  const isPaused = view.state === 'paused';
  const canPause = !useIsLocked('pausedHosts');
  const canReadEverywhere = !useIsLocked('features/everywhere');
  return (
    <footer>
      {canRead && (view.originPattern !== '' || view.access !== 'click') && (
        <div class="access">
          <p class="small">{t('access_label', t(`access_${view.access}`))}</p>
          {view.access !== 'everywhere' && (
            <div class="access-actions">
              {view.access === 'click' && <Button label={t('action_access_site')} onClick={() => onAccess('site')} />}
              {canReadEverywhere && <Button label={t('action_access_everywhere')} onClick={() => onAccess('everywhere')} />}
            </div>
          )}
        </div>
      )}
      <div class="actions">
        {canRead && canPause && view.host !== '' && (
          <Button
            look="plain"
            icon={isPaused ? 'resume' : 'paused'}
            label={t(isPaused ? 'action_resume' : 'action_pause')}
            onClick={() => onPause(!isPaused)}
          />
        )}
        {canRead && !isPaused && <Button look="plain" icon="again" label={t('action_check_again')} onClick={onCheck} />}
        <Button look="plain" icon="settings" label={t('action_settings')} onClick={onSettings} />
      </div>
      {isManaged && (
        <p class="managed quiet small">
          <Icon name="locked" />
          {t('policy_managed')}
        </p>
      )}
    </footer>
  );
}
