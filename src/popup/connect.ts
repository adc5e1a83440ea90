/** The popup's connection to the real browser and worker. */
import { callWorker } from '../messaging/send.ts';
import { tabKey } from '../messaging/tab-key.ts';
import { managedSource } from '../platform/managed.ts';
import { openOptions } from '../platform/messages.ts';
import { EVERYWHERE } from '../platform/origins.ts';
import { requestAccess } from '../platform/permissions.ts';
import { localStorageArea, sessionStorageArea } from '../platform/storage.ts';
import { getActiveTabId } from '../platform/tabs.ts';
import { createSettingsStore } from '../settings/store.ts';
import type { PopupConnection } from '../ui/connect.ts';

/** `?tab=<id>` shows another tab than the active one: the popup opened as a page of its own. */
export function connectPopup(): PopupConnection {
  const tabId = findTabId();
  const settings = createSettingsStore(localStorageArea(), managedSource());
  let site = { host: '', pattern: '' };
  const remember = async <T extends { host: string; originPattern: string }>(view: Promise<T>): Promise<T> => {
    const known = await view;
    site = { host: known.host, pattern: known.originPattern };
    return known;
  };
  return {
    getTab: async () => remember(callWorker('getTab', { tabId: await tabId })),
    check: async () => remember(callWorker('check', { tabId: await tabId })),
    reveal: async (id) => callWorker('reveal', { tabId: await tabId, id }),
    setPaused: async (paused) => remember(callWorker('setPaused', { tabId: await tabId, host: site.host, paused })),
    // No await before the request: the browser grants only what the click itself asks for.
    requestAccess: (which) => requestAccess(which === 'everywhere' ? EVERYWHERE : site.pattern),
    openSettings: openOptions,
    getSettings: settings.read,
    watch(onChange) {
      const stopTab = sessionStorageArea().watch((key) => {
        void tabId.then((id) => {
          if (key === tabKey(id)) onChange();
        });
      });
      const stopSettings = settings.watch(onChange);
      return () => {
        stopTab();
        stopSettings();
      };
    },
  };
}

async function findTabId(): Promise<number> {
  const named = Number(new URLSearchParams(location.search).get('tab') ?? Number.NaN);
  if (Number.isInteger(named)) return named;
  const active = await getActiveTabId();
  if (active === null) throw new Error('no active tab');
  return active;
}
