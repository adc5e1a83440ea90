import type { JSX } from 'preact';
import { useUi } from './context.ts';
import { Icon } from './icons.tsx';
import { useIsLocked } from './locks.ts';

/** Says beside a disabled control who has fixed it. Nothing where it is not fixed. */
export function LockNote({ of }: { readonly of: string }): JSX.Element | null {
  const { t } = useUi().translator;
  if (!useIsLocked(of)) return null;
  return (
    <span class="lock-note quiet small">
      <Icon name="locked" />
      {t('policy_set_by')}
    </span>
  );
}
