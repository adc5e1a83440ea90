/** What every component may need and none should have to hand down: the words and the day. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Translator } from './connect.ts';

export interface Ui {
  readonly translator: Translator;
  /** Local day as YYYY-MM-DD; deadlines are told from here. */
  readonly today: string;
}

const Context = createContext<Ui | null>(null);

/** Gives its children the words and the day. */
export const UiProvider = Context.Provider;

/** The words and the day. Throws outside of a `UiProvider`, which is a bug. */
export function useUi(): Ui {
  const ui = useContext(Context);
  if (ui === null) throw new Error('useUi needs a UiProvider above it');
  return ui;
}
