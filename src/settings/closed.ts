/** Keeps features closed that the organisation has switched off, whatever a page asks for. */
import type { OwnList } from '../core/own-list.ts';
import type { OwnListStore } from '../platform/own-list-store.ts';
import type { Feature } from './managed.ts';
import type { SettingsStore } from './store.ts';

type ReadSettings = Pick<SettingsStore, 'read'>;

export class FeatureClosed extends Error {
  override readonly name = 'FeatureClosed';

  constructor(readonly feature: Feature) {
    super(`the organisation has switched off: ${feature}`);
  }
}

export async function isClosed(feature: Feature, settings: ReadSettings): Promise<boolean> {
  return (await settings.read()).managed?.off.includes(feature) ?? false;
}

/** Where a reviewer's own lists are kept. Lists that are followed at an address are another feature. */
export function closedForImport(store: OwnListStore, settings: ReadSettings): OwnListStore {
  const refuseImported = async ({ origin }: OwnList): Promise<void> => {
    if (origin.kind !== 'subscription' && (await isClosed('import', settings))) throw new FeatureClosed('import');
  };
  return {
    all: () => store.all(),
    allWithFiles: () => store.allWithFiles(),
    get: (id) => store.get(id),
    async add(list, files) {
      await refuseImported(list);
      await store.add(list, files);
    },
    async replace(list, files) {
      await refuseImported(list);
      return store.replace(list, files);
    },
    async putAll(lists) {
      for (const { list } of lists) await refuseImported(list);
      await store.putAll(lists);
    },
    putFilter: (list, filter) => store.putFilter(list, filter),
    renew: (list, made, files) => store.renew(list, made, files),
    putRefusal: (list, refusedBy) => store.putRefusal(list, refusedBy),
    rename: (id, title) => store.rename(id, title),
    remove: (id) => store.remove(id),
  };
}
