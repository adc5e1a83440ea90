import type { JSX } from 'preact';
import type { TabView } from '../../messaging/calls.ts';
import { Button } from '../../ui/button.tsx';
import { useUi } from '../../ui/context.ts';

export interface FooterProps {
  readonly view: TabView;
  readonly onCheck: () => void;
  readonly onPause: (paused: boolean) => void;
  readonly onAccess: (which: 'site' | 'everywhere') => void;
  readonly onSettings: () => void;
}

/** How far the access reaches, how to widen it, and the standing actions. */
export function Footer({ view, onCheck, onPause, onAccess, onSettings }: FooterProps): JSX.Element {
  const { t } = useUi().translator;
  const canRead = view.state !== 'no-access';
  const isPaused = view.state === 'paused';
  return (
    <footer>
      {canRead && (view.originPattern !== '' || view.access !== 'click') && (
        <div class="access">
          <p class="small">{t('access_label', t(`access_${view.access}`))}</p>
          {view.access !== 'everywhere' && (
            <div class="access-actions">
              {view.access === 'click' && <Button label={t('action_access_site')} onClick={() => onAccess('site')} />}
              <Button label={t('action_access_everywhere')} onClick={() => onAccess('everywhere')} />
            </div>
          )}
        </div>
      )}
      <div class="actions">
        {canRead && view.host !== '' && (
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
    </footer>
  );
}
