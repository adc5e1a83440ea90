/** The settings page's connection to the real browser. */
import sampleOrder from '../../samples/purchase-order.html?raw';
import { openIndex } from '../core/index-format.ts';
import { lazy } from '../core/lazy.ts';
import { Lookup } from '../core/lookup.ts';
import { callWorker } from '../messaging/send.ts';
import { openAlarms } from '../platform/alarms.ts';
import { getShortcuts } from '../platform/commands.ts';
import { takeTurns } from '../platform/locks.ts';
import { managedSource } from '../platform/managed.ts';
import { getVersion } from '../platform/messages.ts';
import { openOwnListStore } from '../platform/own-list-store.ts';
import { fetchCatalogue, fetchIndex, fetchOrdinaryWords } from '../platform/packaged.ts';
import { hasFixedAccess, watchAccess } from '../platform/permissions.ts';
import { localStorageArea } from '../platform/storage.ts';
import { browserGrants } from '../settings/browser-grants.ts';
import { closedForImport } from '../settings/closed.ts';
import { readFollowed } from '../settings/followed.ts';
import { createOwnLists, type OwnLists } from '../settings/own-lists.ts';
import { createRestores, type Restores } from '../settings/restore.ts';
import { createSettingsStore, type SettingsStore } from '../settings/store.ts';
import { createSubscriptionStore, subscriptionKey } from '../settings/subscriptions.ts';
import type { SettingsConnection } from '../ui/connect.ts';
import { isoDay } from '../ui/dates.ts';
import type { CheckSample } from './components/sample-order.tsx';
import { createListWorkshop } from './import/list-workshop.ts';
import type { OwnListsConnection } from './own-lists-connection.ts';
import { checkOrder } from './sample/check-order.ts';
import { readOrder } from './sample/order.ts';
import type { SubscriptionsConnection } from './subscriptions-connection.ts';

const openSettings = (): SettingsStore => createSettingsStore(localStorageArea(), managedSource(), takeTurns);

export function connectSettings(): SettingsConnection {
  const store = openSettings();
  const subscriptions = createSubscriptionStore(localStorageArea());
  const grants = browserGrants(store, subscriptions);
  return {
    getCatalogue: fetchCatalogue,
    getSettings: store.read,
    update: store.update,
    watch(onChange) {
      const stops = [store.watch(onChange), watchAccess(onChange, onChange), subscriptions.watch(onChange)];
      return () => {
        for (const stop of stops) stop();
      };
    },
    getGrants: grants.read,
    requestServers: grants.requestServers,
    getFollowed: () => readFollowed(localStorageArea()),
    requestGrants: grants.requestReading,
    removeGrants: grants.withdrawReading,
    canWithdraw: !hasFixedAccess(),
    getShortcuts,
    version: getVersion(),
  };
}

/** The sample order, checked here with the packaged facts; they are fetched when it is first asked for. */
export function connectSample(): CheckSample {
  const open = lazy(async () => {
    const [index, catalogue] = await Promise.all([fetchIndex(), fetchCatalogue()]);
    return { order: readOrder(sampleOrder), index: openIndex(index), lookup: new Lookup(catalogue) };
  });
  return async (policy) => {
    const { order, index, lookup } = await open();
    return checkOrder(order, index, lookup, policy);
  };
}

const openOwnLists = (): OwnLists => createOwnLists(closedForImport(openOwnListStore(), openSettings()), localStorageArea(), takeTurns);

/** Writes settings and own lists of a file, both or neither. */
export const connectRestore = (): Restores['run'] =>
  createRestores({ area: localStorageArea(), settings: openSettings(), lists: openOwnLists(), takeTurns }).run;

/** The own lists, with a thread of its own for each task. */
export function connectOwnLists(): OwnListsConnection {
  const lists = openOwnLists();
  return {
    ...createListWorkshop({
      lists,
      fetchIndex,
      fetchOrdinaryWords,
      startWorker: () => new Worker(new URL('./import/worker.ts', import.meta.url), { type: 'module' }),
      takeTurns,
      today: () => isoDay(new Date()),
    }),
    all: lists.all,
    entriesOf: lists.entriesOf,
    rename: (id, title) => takeTurns(id, () => lists.rename(id, title)),
    remove: lists.remove,
    watch: lists.watch,
  };
}

/** The lists followed at an address: their records are read here, and changed by the worker alone. */
export function connectSubscriptions(): SubscriptionsConnection {
  const store = createSubscriptionStore(localStorageArea());
  const alarms = openAlarms();
  const grants = browserGrants(openSettings(), store);
  return {
    async all() {
      const [subscriptions, planned] = await Promise.all([store.all(), alarms.all()]);
      return subscriptions.map((one) => ({ ...one, nextCheck: planned.get(subscriptionKey(one.id)) }));
    },
    watch: store.watch,
    requestAccess: (url) => grants.requestServers([url]),
    releaseAccess: (url) => callWorker('releaseServer', { url }),
    lookUp: (url, key) => callWorker('lookUpPack', { url, ...(key !== undefined && { key }) }),
    subscribe: (url, key) => callWorker('subscribe', { url, key }),
    check: (id, accept) => callWorker('checkSubscription', { id, ...(accept !== undefined && { accept }) }),
    remove: (id) => callWorker('unsubscribe', { id }),
    dismiss: (id) => callWorker('dismissChange', { id }),
  };
}
