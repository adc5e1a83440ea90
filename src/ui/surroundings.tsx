import type { ComponentChildren, JSX } from 'preact';
import { type Ui, UiProvider } from './context.ts';
import { LocksProvider } from './locks.ts';

export interface SurroundingsProps extends Ui {
  /** Names of what the organisation has fixed. */
  readonly locked: readonly string[];
  readonly children: ComponentChildren;
}

/** What every part of a page may ask for: the words, the day, and what is locked. */
export function Surroundings({ translator, today, locked, children }: SurroundingsProps): JSX.Element {
  return (
    <UiProvider value={{ translator, today }}>
      <LocksProvider value={new Set(locked)}>{children}</LocksProvider>
    </UiProvider>
  );
}
