import type { JSX, RefObject } from 'preact';
import { useUi } from '../../ui/context.ts';
import type { View } from '../use-view.ts';

export interface SkipLinkProps {
  readonly view: View;
  readonly target: RefObject<HTMLElement | null>;
}

/** The first thing that Tab reaches, and seen only there: past the way-finder, to what is shown. */
export function SkipLink({ view, target }: SkipLinkProps): JSX.Element {
  const { t } = useUi().translator;
  const skip = (event: MouseEvent): void => {
    // The address names the view, so the focus is moved here.
    event.preventDefault();
    target.current?.focus();
  };
  return (
    <a class="skip-link" href={`#${view}`} onClick={skip}>
      {t('settings_skip')}
    </a>
  );
}
