/** The settings page's connection to the real browser. */
import { callWorker } from '../messaging/send.ts';
import { openAlarms } from '../platform/alarms.ts';
import { getShortcuts } from '../platform/commands.ts';
import { getVersion } from '../platform/messages.ts';
import { EVERYWHERE, patternOf } from '../platform/origins.ts';
import { openOwnListStore } from '../platform/own-list-store.ts';
import { fetchCatalogue, fetchIndex, fetchOrdinaryWords } from '../platform/packaged.ts';
import { getGrantedOrigins, hasAccess, removeAccess, requestAccess, watchAccess } from '../platform/permissions.ts';
import { localStorageArea } from '../platform/storage.ts';
import { createOwnLists } from '../settings/own-lists.ts';
import { createSettingsStore } from '../settings/store.ts';
import { createSubscriptionStore, subscriptionKey } from '../settings/subscriptions.ts';
import type { SettingsConnection } from '../ui/connect.ts';
import { isoDay } from '../ui/dates.ts';
import { importNames } from './import/import-names.ts';
import type { OwnListsConnection } from './own-lists-connection.ts';
import type { SubscriptionsConnection } from './subscriptions-connection.ts';

export function connectSettings(): SettingsConnection {
  const store = createSettingsStore(localStorageArea());
  return {
    getCatalogue: fetchCatalogue,
    getSettings: store.read,
    update: store.update,
    watch(onChange) {
      const stops = [store.watch(onChange), watchAccess(onChange, onChange)];
      return () => {
        for (const stop of stops) stop();
      };
    },
    getGrants: getGrantedOrigins,
    requestEverywhere: () => requestAccess(EVERYWHERE),
    removeGrant: removeAccess,
    getShortcuts,
    version: getVersion(),
  };
}

/** The own lists, with a thread of its own for each import. */
export function connectOwnLists(): OwnListsConnection {
  const lists = createOwnLists(openOwnListStore(), localStorageArea());
  const ports = {
    lists,
    fetchIndex,
    fetchOrdinaryWords,
    startWorker: () => new Worker(new URL('./import/worker.ts', import.meta.url), { type: 'module' }),
    today: () => isoDay(new Date()),
  };
  return {
    all: lists.all,
    importNames: (file, onProgress, signal) => importNames(ports, file, onProgress, signal),
    remove: lists.remove,
    watch: lists.watch,
  };
}

/** The lists followed at an address: their records are read here, and changed by the worker alone. */
export function connectSubscriptions(): SubscriptionsConnection {
  const store = createSubscriptionStore(localStorageArea());
  const alarms = openAlarms();
  return {
    async all() {
      const [subscriptions, planned] = await Promise.all([store.all(), alarms.all()]);
      return subscriptions.map((one) => ({ ...one, nextCheck: planned.get(subscriptionKey(one.id)) }));
    },
    watch: store.watch,
    async requestAccess(url) {
      // Both begun within the click, and answered in this order.
      const had = hasAccess(patternOf(url));
      const granted = requestAccess(patternOf(url));
      return { hadAccess: await had, isGranted: await granted };
    },
    removeAccess: (url) => removeAccess(patternOf(url)),
    lookUp: (url, key) => callWorker('lookUpPack', { url, ...(key !== undefined && { key }) }),
    subscribe: (url, key, hadAccess) => callWorker('subscribe', { url, key, hadAccess }),
    check: (id, accept) => callWorker('checkSubscription', { id, ...(accept !== undefined && { accept }) }),
    remove: (id) => callWorker('unsubscribe', { id }),
    dismiss: (id) => callWorker('dismissChange', { id }),
  };
}
