/** What tells a first start from any other, and the page that is then opened. */
import { browser } from './browser.ts';

/** Attaches at once. Calls back after an installation, not after an update. */
export function listenToInstall(onInstall: () => void): void {
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install') onInstall();
  });
}

/** Address of the page that asks what there is to ask at the first start. */
export const setUpAddress = (): string => browser.runtime.getURL('src/options/index.html#set-up');
