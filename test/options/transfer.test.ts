import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CheckedFile } from '../../src/options/import/messages.ts';
import { findUnfollowed, listsOf, type TransferPorts, takeOver, writeAll } from '../../src/options/transfer/transfer.ts';
import type { Restoring } from '../../src/settings/restore.ts';
import { defaultSettings } from '../../src/settings/schema.ts';
import { readSettingsFile, type SettingsFile } from '../../src/settings/settings-file.ts';
import { createSettingsStore } from '../../src/settings/store.ts';
import { FakeManagedSource } from '../fakes/managed-source.ts';
import { FakeStorageArea } from '../fakes/storage-area.ts';

const checked: CheckedFile = {
  files: { entries: new Blob(['1']) },
  entries: 1,
  terms: 1,
  duplicates: 0,
  ordinary: { count: 0, sample: [] },
  problems: [],
  leftOut: 0,
  skipped: 0,
  ended: 0,
};
const list = { id: 'own:1', kind: 'restricted', title: 'Left', entries: [{ vendor: 'Acme' }] } as const;
const file: SettingsFile = {
  settings: { theme: 'dark', scope: 'all-products' },
  lists: [list],
  subscriptions: [],
  grants: [],
  problems: [],
};

const now = { settings: defaultSettings, chosen: defaultSettings, locked: [] };
let restored: Restoring[];
let stored: string[];
let ports: TransferPorts;
beforeEach(() => {
  restored = [];
  stored = [];
  ports = {
    ownLists: {
      all: async () => [],
      entriesOf: async () => undefined,
      checkEntries: async () => ({ kind: 'done', value: checked }),
      storeAll: async (drafts) => {
        stored.push(...drafts.map(({ id }) => id));
        return { kind: 'done', value: null };
      },
    },
    getGrants: async () => ({ forReading: ['*://shop.example/*'] }),
    getFollowed: async () => [],
    restore: async (restoring, storeLists) => {
      restored.push(restoring);
      return storeLists();
    },
  };
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
});

test('a file is taken over: what differs is written, and its lists are stored', async () => {
  expect(await takeOver(ports, now, file, {})).toEqual({ kind: 'done', value: { incomplete: [] } });
  expect([restored, stored]).toEqual([[{ settings: { theme: 'dark' }, before: { theme: 'auto' }, lists: ['own:1'] }], ['own:1']]);
});

test('a list with the id of one that is followed at an address is stored beside it', async () => {
  const origin = { kind: 'subscription', id: 's', version: 1 } as const;
  const followed = { ...list, count: 1, terms: 1, importedOn: '2026-11-23', bytes: 1, format: 1, origin };
  const compiled: string[] = [];
  const checkEntries: TransferPorts['ownLists']['checkEntries'] = async ({ id }) => {
    compiled.push(id);
    return { kind: 'done', value: checked };
  };
  const ownLists = { ...ports.ownLists, all: async () => [followed], checkEntries };
  expect((await takeOver({ ...ports, ownLists }, now, file, {})).kind).toBe('done');
  expect(stored).toEqual(compiled);
  expect(stored).toEqual([expect.stringMatching(/^own:[0-9a-f]{8}$/)]);
});

test('a list that cannot be compiled, and a cancel, leave everything as it was', async () => {
  const refused = { kind: 'refused', failure: { code: 'patterns' } } as const;
  const outcome = await takeOver({ ...ports, ownLists: { ...ports.ownLists, checkEntries: async () => refused } }, now, file, {});
  expect(outcome).toEqual({ ...refused, title: 'Left' });
  expect(await takeOver(ports, now, file, { signal: AbortSignal.abort() })).toEqual({ kind: 'cancelled' });
  expect([restored, stored]).toEqual([[], []]);
});

test('no room for the lists is said', async () => {
  const full = { kind: 'refused', failure: { code: 'full' } } as const;
  expect(await takeOver({ ...ports, ownLists: { ...ports.ownLists, storeAll: async () => full } }, now, file, {})).toEqual(full);
});

test('settings that cannot be written are said', async () => {
  const broken = { ...ports, restore: () => Promise.reject(new Error('quota')) };
  expect((await takeOver(broken, now, file, {})).kind).toBe('refused');
});

test('what the organisation has fixed is not written, and no list is stored while importing is switched off', async () => {
  const locked = ['theme', 'features/import'];
  const checkEntries = vi.fn(ports.ownLists.checkEntries);
  const guarded = { ...ports, ownLists: { ...ports.ownLists, checkEntries } };
  const more = { ...file, settings: { ...file.settings, homeMarket: 'US' } } as const;
  expect(listsOf(more, { locked })).toEqual([]);
  expect((await takeOver(guarded, { ...now, locked }, more, {})).kind).toBe('done');
  expect(restored).toEqual([{ settings: { homeMarket: 'US' }, before: { homeMarket: 'CN' }, lists: [] }]);
  expect([checkEntries.mock.calls, stored]).toEqual([[], []]);
});

test('addresses that are not followed yet are found, however they are written', async () => {
  const key = 'k'.repeat(43);
  const known = { ...ports, getFollowed: async () => [{ url: 'https://lists.example/a', key, isChosen: false }] };
  const addresses = ['https://LISTS.example:443/a#top', 'https://lists.example/b'].map((url) => ({ url, key }));
  expect(await findUnfollowed(known, { ...file, subscriptions: addresses })).toEqual([addresses[1]]);
});

test('entries that were left out are told of', async () => {
  const problems = [{ code: 'no-name', line: 2 }] as CheckedFile['problems'];
  const value = { ...checked, leftOut: 3, problems };
  const some = { ...ports.ownLists, checkEntries: async () => ({ kind: 'done', value }) as const };
  expect(await takeOver({ ...ports, ownLists: some }, now, file, {})).toEqual({
    kind: 'done',
    value: { incomplete: [{ title: 'Left', leftOut: 3, first: problems[0] }] },
  });
});

test('lists that are followed at an address are not written, what the browser granted is named', async () => {
  const own = { ...list, count: 1, terms: 1, importedOn: '2026-11-23', bytes: 1, format: 1 };
  const followed = { ...own, id: 'own:2', origin: { kind: 'subscription', id: 's', version: 1 } } as const;
  const all = async () => [{ ...own, origin: { kind: 'made' } } as const, followed];
  const written = await writeAll({ ...ports, ownLists: { ...ports.ownLists, all } }, now, '2026-11-23');
  const read = readSettingsFile(await written.text());
  expect([read.lists.map(({ id }) => id), read.grants]).toEqual([['own:1'], ['*://shop.example/*']]);
});

test('what a policy sets and the reviewer did not choose is in no file, and a file takes no policy for a choice', async () => {
  const key = 'k'.repeat(43);
  const area = new FakeStorageArea();
  const policy = {
    homeMarket: 'US',
    theme: 'dark',
    lists: ['+us-one', '-us-two'],
    listScopes: { 'us-one': 'in-scope-only' },
    lock: ['lists/us-one'],
  };
  const settings = createSettingsStore(area, new FakeManagedSource(policy));
  await settings.update({ scope: 'in-scope-only', lists: { 'us-one': false, mine: true } });
  const followed = [
    { url: 'https://lists.example/a', key, isChosen: true },
    { url: 'https://lists.example/policy', key, isChosen: false },
  ];
  const written = await writeAll({ ...ports, getFollowed: async () => followed }, await settings.read(), '2026-11-23');
  const read = readSettingsFile(await written.text());
  expect(read.settings).toEqual({ scope: 'in-scope-only', lists: { mine: true } });
  expect(read.subscriptions).toEqual([{ url: 'https://lists.example/a', key }]);

  // Read again under the policy and without it, nothing has become a choice that was none.
  await takeOver(ports, await settings.read(), { ...read, settings: { ...read.settings, theme: 'light' } }, {});
  expect(restored).toMatchObject([{ settings: { theme: 'light' }, before: { theme: null } }]);
});

test('what is in force without having been chosen is a choice after it was in a file', async () => {
  const present = { settings: { ...defaultSettings, homeMarket: 'US' }, chosen: {}, locked: [] } as const;
  await takeOver(ports, present, { ...file, settings: { homeMarket: 'US' } }, {});
  expect(restored).toMatchObject([{ settings: { homeMarket: 'US' }, before: { homeMarket: null } }]);
});
