import type { JSX } from 'preact';
import type { Report } from '../../core/finding.ts';
import { Button } from '../../ui/button.tsx';
import { useUi } from '../../ui/context.ts';
import { useIsLocked } from '../../ui/locks.ts';
import { ForeignText } from '../../ui/text.tsx';
import type { VerdictKind } from '../verdict.ts';
import { IncompleteLists } from './incomplete-lists.tsx';

export interface StatePanelProps {
  readonly kind: VerdictKind;
  readonly error: string;
  readonly report: Report | null;
  /** Site patterns by which nothing is read here. */
  readonly neverBy: readonly string[];
  readonly onCheck: () => void;
  readonly onResume: () => void;
  readonly onLift: () => void;
  readonly onSettings: () => void;
}

/** Why there is no plain result, and the one thing to do about it. Nothing where the findings speak for themselves. */
export function StatePanel(props: StatePanelProps): JSX.Element | null {
  const { translator } = useUi();
  const { t } = translator;
  const isNeverLocked = useIsLocked('neverSites');
  const incomplete = props.report?.lists.incomplete ?? [];
  switch (props.kind) {
    case 'checking':
      return props.report === null ? <Panel text={t('state_checking')} /> : null;
    case 'not-checked':
      return (
        <Panel text={t('state_not_checked')}>
          <Button look="main" icon="lens" label={t('action_check')} onClick={props.onCheck} />
        </Panel>
      );
    case 'no-access':
      return <Panel text={t('state_no_access')} hint={t('state_no_access_hint')} />;
    case 'paused':
      return (
        <Panel text={t('state_paused')}>
          <Button look="main" icon="resume" label={t('action_resume')} onClick={props.onResume} />
        </Panel>
      );
    case 'never':
      // By none of the reviewer's own.
      if (props.neverBy.length === 0) return <Panel text={t('policy_never')} />;
      return (
        <Panel text={t('state_never')}>
          <p class="quiet">
            <ForeignText>{t('state_never_by', props.neverBy.join(', '))}</ForeignText>
          </p>
          <Button look="main" icon="resume" label={t('action_lift')} isDisabled={isNeverLocked} onClick={props.onLift} />
        </Panel>
      );
    case 'failed':
      return (
        <Panel text={props.error === '' ? t('error_unknown') : props.error} hint={t('state_failed_hint')}>
          <Button look="main" icon="again" label={t('action_check_again')} onClick={props.onCheck} />
        </Panel>
      );
    case 'no-lists':
      return (
        <Panel text={t('state_no_lists')}>
          <Button look="main" icon="settings" label={t('action_choose_lists')} onClick={props.onSettings} />
        </Panel>
      );
    case 'named':
      return <Panel text={t('state_named')} />;
    case 'unconfirmed':
    case 'set-aside':
    case 'incomplete':
      return incomplete.length > 0 ? <IncompleteLists lists={incomplete} onSettings={props.onSettings} /> : null;
    case 'unread':
      return <Panel text={t('state_unread')} />;
    case 'clean':
      return <Panel text={t((props.report?.former.length ?? 0) > 0 ? 'state_clean_former' : 'state_clean')} />;
    default:
      return null;
  }
}

function Panel({
  text,
  hint,
  children,
}: {
  readonly text: string;
  readonly hint?: string;
  readonly children?: JSX.Element | readonly JSX.Element[];
}): JSX.Element {
  return (
    <div class="panel">
      <p>{text}</p>
      {hint !== undefined && <p class="quiet">{hint}</p>}
      {children}
    </div>
  );
}
