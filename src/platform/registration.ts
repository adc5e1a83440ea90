/** The content script on granted sites, registered for as long as the grant stands. */
import { browser } from './browser.ts';

const ID = 'vendor-lens';

/** Makes the registration match the granted origins: added, changed or withdrawn. */
export async function registerFor(origins: readonly string[], file: string): Promise<void> {
  const registered = await browser.scripting.getRegisteredContentScripts({ ids: [ID] });
  if (origins.length === 0) {
    if (registered.length > 0) await browser.scripting.unregisterContentScripts({ ids: [ID] });
    return;
  }
  const script = {
    id: ID,
    js: [file],
    matches: [...origins],
    allFrames: true,
    // about:blank, srcdoc and blob frames belong to the page that made them.
    matchOriginAsFallback: true,
    runAt: 'document_idle' as const,
    persistAcrossSessions: true,
  };
  if (registered.length > 0) await browser.scripting.updateContentScripts([script]);
  else await browser.scripting.registerContentScripts([script]);
}

/** Calls back when the extension was installed or updated, and when the browser starts. */
export function listenToStart(onStart: () => void): void {
  browser.runtime.onInstalled.addListener(() => onStart());
  browser.runtime.onStartup.addListener(() => onStart());
}
