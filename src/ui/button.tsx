import type { JSX } from 'preact';
import { Icon, type IconName } from './icons.tsx';

export interface ButtonProps {
  readonly label: string;
  /** What it is of, for those who hear it among others of the same words. */
  readonly of?: string | undefined;
  readonly icon?: IconName;
  /** `main` is the one thing to do next; `plain` looks like a link. */
  readonly look?: 'main' | 'plain';
  readonly isDisabled?: boolean;
  readonly onClick: () => void;
}

/** A button with words. */
export function Button({ label, of, icon, look, isDisabled = false, onClick }: ButtonProps): JSX.Element {
  return (
    <button
      type="button"
      class={look === undefined ? 'button' : `button button-${look}`}
      {...(of === undefined ? {} : { 'aria-label': nameOf(label, of) })}
      disabled={isDisabled}
      onClick={onClick}
    >
      {icon !== undefined && <Icon name={icon} />}
      {label}
    </button>
  );
}

/** A button whose words are in its tooltip and its name. For a pair of arrows, not for anything unusual. */
export function IconButton({ label, of, icon, isDisabled = false, onClick }: ButtonProps & { readonly icon: IconName }): JSX.Element {
  return (
    <button type="button" class="button button-icon" aria-label={nameOf(label, of)} title={label} disabled={isDisabled} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}

/** "Next place: FortiGate" */
export function nameOf(label: string, of: string | undefined): string {
  return of === undefined ? label : `${label}: ${of}`;
}
