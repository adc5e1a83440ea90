import { expect, test } from 'vitest';
import { closedForImport } from '../../src/settings/closed.ts';
import { createSettingsStore } from '../../src/settings/store.ts';
import { makeOwnList } from '../core/own-names.ts';
import { FakeManagedSource } from '../fakes/managed-source.ts';
import { FakeOwnListStore } from '../fakes/own-list-store.ts';
import { FakeStorageArea } from '../fakes/storage-area.ts';

const files = { entries: new Blob(['entries']), index: new Blob(['index']), terms: new Blob(['terms']) };

test('where import is switched off no list is stored but those that are followed, and what was there can go', async () => {
  const store = new FakeOwnListStore();
  const source = new FakeManagedSource();
  const guarded = closedForImport(store, createSettingsStore(new FakeStorageArea(), source));
  await guarded.add(makeOwnList('own:a'), files);
  source.change({ features: { import: false } });
  await expect(guarded.add(makeOwnList('own:b'), files)).rejects.toThrow('import');
  const followed = { ...makeOwnList('own:c'), origin: { kind: 'subscription', id: 'group', version: 3 } } as const;
  await guarded.add(followed, files);
  await expect(guarded.replace(makeOwnList('own:a'), files)).rejects.toThrow('import');
  await expect(guarded.putAll([{ list: makeOwnList('own:d'), files }])).rejects.toThrow('import');
  await guarded.remove('own:a');
  expect((await store.all()).map(({ id }) => id)).toEqual(['own:c']);
});
