/** Keyboard commands of the manifest. */
import { browser } from './browser.ts';

export interface Shortcut {
  /** As the manifest names it; `_execute_action` opens the popup. */
  readonly name: string;
  /** "Alt+Shift+J"; '' where the command has none. */
  readonly keys: string;
}

/** Attaches at once, as a worker that may be woken by the event must. */
export function listenToCommands(onCommand: (name: string) => void): void {
  browser.commands.onCommand.addListener((name) => onCommand(name));
}

/** The commands with the keys that the reviewer's browser gives them. */
export async function getShortcuts(): Promise<Shortcut[]> {
  return (await browser.commands.getAll()).flatMap(({ name, shortcut }) => (name === undefined ? [] : [{ name, keys: shortcut ?? '' }]));
}
