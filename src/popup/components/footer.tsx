import type { JSX } from 'preact';
import type { TabView } from '../../messaging/calls.ts';
import { Button } from '../../ui/button.tsx';
import { useUi } from '../../ui/context.ts';
import { Icon } from '../../ui/icons.tsx';
import { useIsLocked } from '../../ui/locks.ts';

export interface FooterProps {
  readonly view: TabView;
  readonly isManaged: boolean;
  /** False where the access came with the installation. */
  readonly canWithdraw: boolean;
  readonly onCheck: () => void;
  readonly onPause: () => void;
  readonly onNever: () => void;
  readonly onAccess: (which: 'site' | 'everywhere') => void;
  readonly onWithdraw: (which: 'site' | 'everywhere') => void;
  readonly onSettings: () => void;
}

/** How far the access reaches, how to widen it and to take it back, and the standing actions. */
export function Footer(props: FooterProps): JSX.Element {
  const { view, isManaged, onCheck, onPause, onSettings } = props;
  const { t } = useUi().translator;
  const isPauseLocked = useIsLocked('pausedHosts');
  const isNeverLocked = useIsLocked('neverSites');
  const canRead = view.state !== 'no-access' && view.state !== 'never';
  const hasSite = canRead && view.host !== '';
  // What ends another state stands above, where the state is told.
  const isRead = view.state === 'done' || view.state === 'checking';
  return (
    <footer>
      {canRead && (view.originPattern !== '' || view.access !== 'click') && <Access {...props} />}
      <div class="actions">
        {hasSite && !isPauseLocked && view.state !== 'paused' && (
          <Button look="plain" icon="paused" label={t('action_pause')} onClick={onPause} />
        )}
        {hasSite && !isNeverLocked && <Button look="plain" icon="off" label={t('action_never')} onClick={props.onNever} />}
        {isRead && <Button look="plain" icon="again" label={t('action_check_again')} onClick={onCheck} />}
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

function Access({ view, canWithdraw, onAccess, onWithdraw }: FooterProps): JSX.Element {
  const { t } = useUi().translator;
  const isClosed = useIsLocked('features/everywhere');
  const { access } = view;
  return (
    <div class="access">
      <p class="small">{t('access_label', t(`access_${access}`))}</p>
      <div class="access-actions">
        {access === 'click' && <Button label={t('action_access_site')} onClick={() => onAccess('site')} />}
        {access === 'site' && canWithdraw && <Button label={t('action_access_click')} onClick={() => onWithdraw('site')} />}
        {access !== 'everywhere' && !isClosed && <Button label={t('action_access_everywhere')} onClick={() => onAccess('everywhere')} />}
        {access === 'everywhere' && canWithdraw && <Button label={t('action_access_less')} onClick={() => onWithdraw('everywhere')} />}
      </div>
    </div>
  );
}
