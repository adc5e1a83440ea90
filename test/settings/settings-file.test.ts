import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { storablePart } from '../../src/settings/overlay.ts';
import { defaultSettings, homeMarkets, type Settings } from '../../src/settings/schema.ts';
import {
  changesOf,
  FILE_FORMAT,
  type FileContent,
  type FileList,
  isInForce,
  readSettingsFile,
  type SettingsFile,
  SettingsFileError,
  writeSettingsFile,
} from '../../src/settings/settings-file.ts';

async function* batchesOf(entries: readonly unknown[]): AsyncGenerator<readonly unknown[]> {
  for (let first = 0; first < entries.length; first += 2) yield entries.slice(first, first + 2);
}

async function write(
  settings: Settings,
  lists: readonly FileList[] = [],
  more: Partial<Pick<FileContent, 'grants' | 'subscriptions'>> = {},
): Promise<string> {
  const content: FileContent = {
    settings,
    lists: lists.map((list) => ({ ...list, entries: batchesOf(list.entries) })),
    grants: [],
    subscriptions: [],
    writtenOn: '2026-11-23',
    ...more,
  };
  let text = '';
  for await (const piece of writeSettingsFile(content)) text += piece;
  return text;
}

/** A thumbprint. */
const key = 'k'.repeat(43);
const fileOf = (more: object): string => JSON.stringify({ format: FILE_FORMAT, version: 1, ...more });
const placesOf = ({ problems }: SettingsFile): string[] => problems.map(({ place }) => place);

const word = fc.string({ minLength: 1, maxLength: 8 });
const site = fc.constantFrom('shop.example', '*.bank.example', 'hr.example/salaries/*', 'localhost:8080', '[::1]');
const anySettings: fc.Arbitrary<Settings> = fc.record({
  homeMarket: fc.constantFrom(...homeMarkets),
  lists: fc.dictionary(word, fc.boolean(), { noNullPrototype: true }),
  scope: fc.constantFrom('all-products', 'in-scope-only'),
  listScopes: fc.dictionary(word, fc.constantFrom('all-products', 'in-scope-only'), { noNullPrototype: true }),
  exemptions: fc.array(fc.record({ vendor: word, reason: fc.string(), since: fc.constant('2026-11-23') })),
  profile: fc.record({ isDone: fc.boolean(), buyer: fc.array(word) }),
  language: fc.constantFrom('auto', 'en', 'zh_CN'),
  theme: fc.constantFrom('auto', 'light', 'dark'),
  pausedHosts: fc.uniqueArray(fc.constantFrom('shop.example', '[::1]', 'localhost')),
  onlySites: fc.uniqueArray(site),
  neverSites: fc.uniqueArray(site),
});
const anyList: fc.Arbitrary<FileList> = fc.record(
  {
    id: fc.stringMatching(/^own:[a-z0-9]{8}$/),
    kind: fc.constantFrom('restricted', 'approved'),
    title: fc.string({ minLength: 1, maxLength: 80, unit: 'grapheme' }).filter((title) => title.length <= 80),
    treatOrdinary: fc.constantFrom('context', 'plain'),
    entries: fc.array(fc.record({ vendor: fc.string({ unit: 'binary' }), aliases: fc.array(word) }), { maxLength: 5 }),
  },
  { requiredKeys: ['id', 'kind', 'title', 'entries'] },
);

describe('a file', () => {
  test('is read as it was written, whatever was set', async () => {
    const lists = fc.uniqueArray(anyList, { selector: ({ id }) => id, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(anySettings, lists, async (settings, own) => {
        const more = {
          grants: ['<all_urls>', '*://shop.example/*'],
          subscriptions: [{ url: 'https://lists.example/a.json', key }],
        };
        const read = readSettingsFile(await write(settings, own, more));
        expect(read).toEqual({ settings, lists: own, ...more, problems: [] });
        expect(changesOf(settings, read, [])).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('begins with what it is, and has one entry a line', async () => {
    const entries = [{ vendor: 'Acme' }, { vendor: 'Norvex' }, { vendor: '采购' }];
    const text = await write(defaultSettings, [{ id: 'own:1', kind: 'restricted', title: 'Left', entries }]);
    expect(text.startsWith(`{\n  "format": "${FILE_FORMAT}",\n  "version": 1,`)).toBe(true);
    expect(text.split('\n').filter((line) => line.startsWith('{"vendor"'))).toHaveLength(3);
  });

  test('holds no more of the settings than the schema knows', async () => {
    const settings = { ...defaultSettings, deniedSites: ['secret.example'] } as Settings;
    expect(await write(settings)).not.toContain('secret.example');
  });
});

describe('what is no file of settings is refused', () => {
  test.each([
    ['', 'not-json'],
    ['<!doctype html><title>Sign in</title>', 'not-json'],
    [fileOf({}).slice(0, -1), 'not-json'],
    ['[]', 'not-settings'],
    ['null', 'not-settings'],
    ['{"format":"vendor-lens-list","version":1}', 'not-settings'],
    ['{"vendor":"Acme"}', 'not-settings'],
    [`{"format":"${FILE_FORMAT}"}`, 'not-settings'],
    [fileOf({ version: 2 }), 'newer'],
    ['['.repeat(100_000), 'not-json'],
  ] as const)('%.60s: %s', (text, code) => {
    expect(() => readSettingsFile(text)).toThrow(SettingsFileError);
    try {
      readSettingsFile(text);
    } catch (error) {
      expect((error as SettingsFileError).code).toBe(code);
    }
  });

  test('deep nesting costs the field that it is in', () => {
    const read = readSettingsFile(
      `{"format":"${FILE_FORMAT}","version":1,"settings":{"theme":"dark","lists":${'['.repeat(5_000)}${']'.repeat(5_000)}}}`,
    );
    expect([read.settings, placesOf(read)]).toEqual([{ theme: 'dark' }, ['settings.lists']]);
  });
});

describe('what is wrong with a part costs that part', () => {
  test('of the settings', () => {
    const read = readSettingsFile(fileOf({ settings: { homeMarket: 'XX', theme: 'dark', fonts: 'large', lists: { 'cn-notice': 'yes' } } }));
    expect(read.settings).toEqual({ theme: 'dark' });
    expect(placesOf(read)).toEqual(['settings.homeMarket', 'settings.fonts', 'settings.lists.cn-notice']);
  });

  test('of the sites', () => {
    const read = readSettingsFile(
      fileOf({ settings: { neverSites: ['*.Bank.example', '*', 'bank.example', 'javascript:alert(1)', 'BANK.example'] } }),
    );
    expect(read.settings).toEqual({ neverSites: ['*.bank.example', 'bank.example'] });
    expect(placesOf(read)).toEqual(['settings.neverSites[1]', 'settings.neverSites[3]']);
  });

  test('of the lists, of which two may not have one id', () => {
    const list = { id: 'own:1', kind: 'restricted', title: 'Left', entries: [] };
    const lists = [list, { ...list, title: 'Twin' }, { ...list, id: 'us-889' }, { ...list, id: 'own:2', kind: 'banned' }, 7];
    const read = readSettingsFile(fileOf({ lists }));
    expect(read.lists).toEqual([list]);
    expect(placesOf(read)).toEqual(['lists[2].id', 'lists[3].kind', 'lists[4]', 'lists: Twin']);
    expect(read.problems.map(({ fault }) => fault)).toEqual(['own-list', 'own-list', 'own-list', 'twin']);
    expect(readSettingsFile(fileOf({ lists: Array(101).fill(list) })).problems).toEqual([{ place: 'lists', fault: 'too-many-lists' }]);
  });

  test('of the addresses', () => {
    const addresses = ['javascript:alert(1)', 'http://lists.example/', 'https://user:pass@lists.example/'].map((url) => ({ url, key }));
    const good = { url: 'https://lists.example/a.json', key };
    const read = readSettingsFile(fileOf({ grants: ['<all_urls>', 7], subscriptions: [...addresses, { ...good, key: 'short' }, good] }));
    expect([read.grants, read.subscriptions]).toEqual([['<all_urls>'], [good]]);
    expect(placesOf(read)).toEqual([0, 1, 2].map((at) => `subscriptions[${at}].url`).concat('subscriptions[3].key', 'grants[1]'));
  });

  test('__proto__ changes nothing', () => {
    const text = `{"format":"${FILE_FORMAT}","version":1,"__proto__":{"x":1},"settings":{"__proto__":{"theme":"dark"},"lists":{"__proto__":true,"a":true}}}`;
    const { settings } = readSettingsFile(text);
    expect(settings.theme).toBeUndefined();
    expect(Object.keys(settings.lists ?? {})).toEqual(['a']);
    expect(({} as { x?: number }).x).toBeUndefined();
  });
});

test('whatever text there is, it is read or refused', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.json().map((json) => fileOf({ settings: JSON.parse(json), lists: JSON.parse(json), grants: JSON.parse(json) })),
      ),
      (text) => {
        try {
          readSettingsFile(text);
        } catch (error) {
          expect(error).toBeInstanceOf(SettingsFileError);
        }
      },
    ),
  );
});

test('a place is named to where it goes wrong, and cut where it is long', () => {
  const exemptions = [{ vendor: 'acme', reason: 'old stock', since: '2026-11-23' }, { vendor: 'norvex' }];
  const lists = { [`${'x'.repeat(1_000)}`]: 'yes' };
  const { problems } = readSettingsFile(fileOf({ settings: { exemptions, lists } }));
  expect(problems.map(({ place }) => place.slice(0, 24))).toEqual(['settings.exemptions[1].r', 'settings.lists.xxxxxxxxx']);
  expect(problems[1]?.place.length).toBeLessThan(130);
});

describe('a change', () => {
  const changesIn = (settings: Partial<Settings>, now: Partial<Settings> = {}, locked: readonly string[] = []) =>
    changesOf({ ...defaultSettings, ...now }, { settings }, locked);

  test('is a field that the file has with another value', () => {
    const { settings } = readSettingsFile(fileOf({ settings: { theme: 'dark', homeMarket: 'CN', neverSites: ['a.example'], lists: {} } }));
    expect(changesIn(settings)).toEqual([
      { field: 'theme', from: 'auto', to: 'dark', fixed: [] },
      { field: 'neverSites', from: [], to: ['a.example'], fixed: [] },
    ]);
    expect(changesIn({ lists: { b: false, a: true } }, { lists: { a: true, b: false } })).toEqual([]);
  });

  test('is named and not in force where the organisation has fixed the field', () => {
    const changes = changesIn({ homeMarket: 'US', theme: 'dark' }, {}, ['homeMarket']);
    expect(changes).toEqual([
      { field: 'homeMarket', from: 'CN', to: 'CN', fixed: 'all' },
      { field: 'theme', from: 'auto', to: 'dark', fixed: [] },
    ]);
    expect(changes.map(isInForce)).toEqual([false, true]);
    expect(changesIn({ homeMarket: 'CN' }, {}, ['homeMarket'])).toEqual([]);
  });

  test('leaves lists as they are that the organisation has fixed, and names those that the file has otherwise', () => {
    const now = { lists: { a: true, b: true, c: false } };
    expect(changesIn({ lists: { a: false, b: true, c: true, d: true } }, now, ['lists/a', 'lists/b'])).toEqual([
      { field: 'lists', from: now.lists, to: { a: true, b: true, c: true, d: true }, fixed: ['a'] },
    ]);
    // Nothing is said of a list that the file does not have.
    expect(changesIn({ lists: { b: true, c: false } }, now, ['lists/a'])).toEqual([]);
    expect(changesIn({ lists: { a: false, c: false } }, now, ['lists/a', 'lists/b']).map(isInForce)).toEqual([false]);
  });

  test('is what the settings are afterwards, whatever the organisation has fixed', async () => {
    const lock = fc.constantFrom(...Object.keys(defaultSettings), 'lists/a', 'lists/b', 'listScopes/a');
    await fc.assert(
      fc.asyncProperty(anySettings, anySettings, fc.uniqueArray(lock), async (now, wanted, locked) => {
        const changes = changesOf(now, { settings: wanted }, locked);
        const stored = { ...now, ...storablePart(wanted, now, locked) };
        const said = { ...now, ...Object.fromEntries(changes.map(({ field, to }) => [field, to])) };
        expect(said).toEqual(stored);
      }),
    );
  });
});
