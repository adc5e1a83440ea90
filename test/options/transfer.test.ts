import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CheckedFile } from '../../src/options/import/messages.ts';
import { type TransferPorts, takeOver, writeAll } from '../../src/options/transfer/transfer.ts';
import { defaultSettings, type Settings } from '../../src/settings/schema.ts';
import { readSettingsFile, type SettingsFile } from '../../src/settings/settings-file.ts';

const checked: CheckedFile = {
  files: { entries: new Blob(['1']) },
  entries: 1,
  terms: 1,
  duplicates: 0,
  ordinary: { count: 0, sample: [] },
  problems: [],
  leftOut: 0,
  skipped: 0,
};
const list = { id: 'own:1', kind: 'restricted', title: 'Left', entries: [{ vendor: 'Acme' }] } as const;
const file: SettingsFile = {
  settings: { theme: 'dark', scope: 'all-products' },
  lists: [list],
  subscriptions: [],
  grants: [],
  problems: [],
};

let settings: Settings;
let updates: Partial<Settings>[];
let stored: string[];
let ports: TransferPorts;
beforeEach(() => {
  settings = defaultSettings;
  updates = [];
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
    getGrants: async () => ['*://shop.example/*'],
    getFollowed: async () => [],
    update: async (change) => {
      updates.push(change);
      settings = { ...settings, ...change };
    },
  };
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
});

test('a file is taken over: what differs is written, and its lists are stored', async () => {
  expect(await takeOver(ports, settings, file, {})).toEqual({ kind: 'done', value: { incomplete: [] } });
  expect([updates, stored]).toEqual([[{ theme: 'dark' }], ['own:1']]);
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
  expect((await takeOver({ ...ports, ownLists }, settings, file, {})).kind).toBe('done');
  expect(stored).toEqual(compiled);
  expect(stored).toEqual([expect.stringMatching(/^own:[0-9a-f]{8}$/)]);
});

test('a list that cannot be compiled, and a cancel, leave everything as it was', async () => {
  const refused = { kind: 'refused', failure: { code: 'patterns' } } as const;
  const outcome = await takeOver({ ...ports, ownLists: { ...ports.ownLists, checkEntries: async () => refused } }, settings, file, {});
  expect(outcome).toEqual({ ...refused, title: 'Left' });
  expect(await takeOver(ports, settings, file, { signal: AbortSignal.abort() })).toEqual({ kind: 'cancelled' });
  expect([updates, stored]).toEqual([[], []]);
});

test('no room for the lists: the settings are put back', async () => {
  const full = { kind: 'refused', failure: { code: 'full' } } as const;
  expect(await takeOver({ ...ports, ownLists: { ...ports.ownLists, storeAll: async () => full } }, settings, file, {})).toEqual(full);
  expect([settings, updates]).toEqual([defaultSettings, [{ theme: 'dark' }, { theme: 'auto' }]]);
});

test('settings that cannot be written: no list is stored', async () => {
  const broken = { ...ports, update: () => Promise.reject(new Error('quota')) };
  expect((await takeOver(broken, settings, file, {})).kind).toBe('refused');
  expect(stored).toEqual([]);
});

test('entries that were left out are told of', async () => {
  const problems = [{ code: 'no-name', line: 2 }] as CheckedFile['problems'];
  const value = { ...checked, leftOut: 3, problems };
  const some = { ...ports.ownLists, checkEntries: async () => ({ kind: 'done', value }) as const };
  expect(await takeOver({ ...ports, ownLists: some }, settings, file, {})).toEqual({
    kind: 'done',
    value: { incomplete: [{ title: 'Left', leftOut: 3, first: problems[0] }] },
  });
});

test('lists that are followed at an address are not written, what the browser granted is named', async () => {
  const own = { ...list, count: 1, terms: 1, importedOn: '2026-11-23', bytes: 1, format: 1 };
  const followed = { ...own, id: 'own:2', origin: { kind: 'subscription', id: 's', version: 1 } } as const;
  const all = async () => [{ ...own, origin: { kind: 'made' } } as const, followed];
  const written = await writeAll({ ...ports, ownLists: { ...ports.ownLists, all } }, settings, '2026-11-23');
  const read = readSettingsFile(await written.text());
  expect([read.lists.map(({ id }) => id), read.grants]).toEqual([['own:1'], ['*://shop.example/*']]);
});
