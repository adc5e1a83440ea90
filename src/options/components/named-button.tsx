import type { JSX, RefObject } from 'preact';
import { nameOf } from '../../ui/button.tsx';

export interface NamedButtonProps {
  readonly label: string;
  /** What the row is of. */
  readonly of: string;
  readonly isDisabled?: boolean;
  readonly buttonRef?: RefObject<HTMLButtonElement | null>;
  readonly onClick: () => void;
}

/** A button of a row: its name says of which. */
export function NamedButton({ label, of, isDisabled = false, buttonRef, onClick }: NamedButtonProps): JSX.Element {
  return (
    <button ref={buttonRef ?? null} type="button" class="button" aria-label={nameOf(label, of)} disabled={isDisabled} onClick={onClick}>
      {label}
    </button>
  );
}
