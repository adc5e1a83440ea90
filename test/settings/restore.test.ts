/** A restore is whole, wherever the page that did it is closed: either all is there once it was settled, or nothing. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { OwnListStore } from '../../src/platform/own-list-store.ts';
import type { StorageArea } from '../../src/platform/storage.ts';
import { createOwnLists } from '../../src/settings/own-lists.ts';
import { createRestores, RESTORE_KEY, type Restores } from '../../src/settings/restore.ts';
import { createSettingsStore } from '../../src/settings/store.ts';
import { makeOwnList } from '../core/own-names.ts';
import { FakeManagedSource } from '../fakes/managed-source.ts';
import { FakeOwnListStore } from '../fakes/own-list-store.ts';
import { Page } from '../fakes/page.ts';
import { FakeStorageArea } from '../fakes/storage-area.ts';

const files = { entries: new Blob(['entries']), index: new Blob(['index']), terms: new Blob(['terms']) };
const restoring = { settings: { theme: 'dark' }, before: { theme: 'light' }, lists: ['own:a', 'own:b'] } as const;
const drafts = restoring.lists.map((id) => ({ list: { ...makeOwnList(id), title: 'restored' }, files }));

let area: FakeStorageArea;
let store: FakeOwnListStore;
beforeEach(async () => {
  area = new FakeStorageArea();
  store = new FakeOwnListStore();
  await createSettingsStore(area, new FakeManagedSource()).update({ theme: 'light', homeMarket: 'US' });
  await createOwnLists(store, area).add(makeOwnList('own:a'), files);
});

function open(reached: StorageArea = area, kept: OwnListStore = store): { readonly restores: Restores; run(): Promise<unknown> } {
  const lists = createOwnLists(kept, reached);
  const settings = createSettingsStore(reached, new FakeManagedSource());
  const restores = createRestores({ area: reached, settings, lists, takeTurns: (_name, work) => work() });
  return { restores, run: () => restores.run(restoring, () => lists.putAll(drafts)) };
}

async function state(): Promise<string> {
  const { settings } = await createSettingsStore(area, new FakeManagedSource()).read();
  const restored = (await store.all()).filter(({ title }) => title === 'restored').length;
  return `${settings.theme}, ${settings.homeMarket}, ${restored} lists`;
}
const before = 'light, US, 0 lists';
const after = 'dark, US, 2 lists';

/** How often a restore asks its stores. */
const STEPS = 18;

describe('the page is closed', () => {
  test.each(Array.from({ length: STEPS }, (_, step) => step))('after %i steps', async (step) => {
    const page = new Page(step);
    await Promise.race([open(page.reach(area), page.reach(store)).run(), page.closed]);
    await open().restores.settle();
    expect([before, after]).toContain(await state());
    expect(area.values.has(RESTORE_KEY)).toBe(false);
  });

  test('and there are no more steps', async () => {
    const page = new Page();
    await open(page.reach(area), page.reach(store)).run();
    expect(page.calls).toBe(STEPS);
    expect(await state()).toBe(after);
  });

  test('before the lists came, and the next restore begins: the settings are taken back first', async () => {
    const lists = createOwnLists(store, area);
    void open().restores.run(restoring, () => new Promise(() => undefined));
    await expect.poll(async () => (await state()).startsWith('dark')).toBe(true);
    const { restores } = open();
    await restores.run({ settings: { homeMarket: 'GB' }, before: { homeMarket: 'US' }, lists: ['own:c'] }, () =>
      lists.putAll([{ list: makeOwnList('own:c'), files }]),
    );
    expect(await state()).toBe('light, GB, 0 lists');
  });
});

test('no room for the lists: the settings are put back', async () => {
  store.isFull = true;
  await expect(open().run()).rejects.toThrow('no room');
  expect(await state()).toBe(before);
});

test('settings that cannot be written: no list is stored', async () => {
  const settings = { update: () => Promise.reject(new Error('quota')) };
  const lists = createOwnLists(store, area);
  const restores = createRestores({ area, settings, lists, takeTurns: (_name, work) => work() });
  await expect(restores.run(restoring, () => lists.putAll(drafts))).rejects.toThrow('quota');
  await open().restores.settle();
  expect(await state()).toBe(before);
});

test('without lists the settings are written, and nothing is left of the restore', async () => {
  await open().restores.run({ ...restoring, lists: [] }, async () => undefined);
  expect([await state(), area.values.has(RESTORE_KEY)]).toEqual(['dark, US, 0 lists', false]);
});

test('what nobody had chosen is nobody’s choice after it was put back', async () => {
  store.isFull = true;
  const { restores } = open();
  const lists = createOwnLists(store, area);
  const unchosen = { ...restoring, settings: { scope: 'in-scope-only' }, before: { scope: null } } as const;
  await expect(restores.run(unchosen, () => lists.putAll(drafts))).rejects.toThrow('no room');
  const { chosen } = await createSettingsStore(area, new FakeManagedSource()).read();
  expect(chosen).toEqual({ theme: 'light', homeMarket: 'US' });
});
