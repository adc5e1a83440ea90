/** The settings page's connection to the real browser. */
import { getShortcuts } from '../platform/commands.ts';
import { getVersion } from '../platform/messages.ts';
import { EVERYWHERE } from '../platform/origins.ts';
import { fetchCatalogue } from '../platform/packaged.ts';
import { getGrantedOrigins, removeAccess, requestAccess, watchAccess } from '../platform/permissions.ts';
import { localStorageArea } from '../platform/storage.ts';
import { createSettingsStore } from '../settings/store.ts';
import type { SettingsConnection } from '../ui/connect.ts';

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
