/** The extension's own message channel, as the worker and our pages use it. */
import { browser } from './browser.ts';

export function sendMessage(message: unknown): Promise<unknown> {
  return browser.runtime.sendMessage(message);
}

/** Our id, and the origin of our own pages with a slash at its end. */
export function getIdentity(): { readonly id: string; readonly origin: string } {
  return { id: browser.runtime.id, origin: browser.runtime.getURL('') };
}

type Receiver = Parameters<typeof browser.runtime.onMessage.addListener>[0];

/** Attaches at once. `receive` returns undefined for what is not for it. */
export function listenToMessages(
  receive: (
    message: unknown,
    sender: { id?: string; url?: string; frameId?: number; tab?: { id?: number } },
  ) => Promise<unknown> | undefined,
): void {
  browser.runtime.onMessage.addListener(((message: unknown, sender: object) => receive(message, sender)) as Receiver);
}

export function getVersion(): string {
  return browser.runtime.getManifest().version;
}

export function openOptions(): Promise<void> {
  return browser.runtime.openOptionsPage();
}
