/** The settings page's connection to the real browser. */
import { getShortcuts } from '../platform/commands.ts';
import { managedSource } from '../platform/managed.ts';
import { getVersion } from '../platform/messages.ts';
import { openOwnListStore } from '../platform/own-list-store.ts';
import { fetchCatalogue, fetchIndex, fetchOrdinaryWords } from '../platform/packaged.ts';
import { getGrantedOrigins, hasFixedAccess, removeAccess, requestAccess, watchAccess } from '../platform/permissions.ts';
import { localStorageArea } from '../platform/storage.ts';
import { closedForImport } from '../settings/closed.ts';
import { readFollowed } from '../settings/followed.ts';
import { createOwnLists } from '../settings/own-lists.ts';
import { createSettingsStore, type SettingsStore } from '../settings/store.ts';
import type { SettingsConnection } from '../ui/connect.ts';
import { isoDay } from '../ui/dates.ts';
import { createListWorkshop } from './import/list-workshop.ts';
import type { OwnListsConnection } from './own-lists-connection.ts';

const openSettings = (): SettingsStore => createSettingsStore(localStorageArea(), managedSource());

export function connectSettings(): SettingsConnection {
  const store = openSettings();
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
    getFollowed: () => readFollowed(localStorageArea()),
    requestGrants: requestAccess,
    removeGrants: removeAccess,
    canWithdraw: !hasFixedAccess(),
    getShortcuts,
    version: getVersion(),
  };
}

/** The own lists, with a thread of its own for each task. */
export function connectOwnLists(): OwnListsConnection {
  const lists = createOwnLists(closedForImport(openOwnListStore(), openSettings()), localStorageArea());
  const takeTurns = <Value>(list: string, work: () => Promise<Value>): Promise<Value> => navigator.locks.request(list, work);
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
