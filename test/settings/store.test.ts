import { describe, expect, test } from 'vitest';
import { defaultSettings, type Settings } from '../../src/settings/schema.ts';
import { createSettingsStore, parseSettings, SETTINGS_KEY } from '../../src/settings/store.ts';
import { FakeStorageArea } from '../fakes/storage-area.ts';

const own: Settings = {
  homeMarket: 'US',
  lists: { 'us-cameras': false, 'cn-notice': true },
  scope: 'in-scope-only',
  listScopes: { 'cn-notice': 'all-products' },
  exemptions: [{ vendor: 'acme', product: 'acme-gate', reason: 'licence runs until March', since: '2026-10-01' }],
  profile: { isDone: true, buyer: ['public'] },
  language: 'zh_CN',
  theme: 'dark',
  pausedHosts: ['shop.example'],
  onlySites: ['shop.example/orders/*'],
  neverSites: ['*.bank.example'],
};

describe('what is stored', () => {
  test('nothing is the defaults and no problem', () => {
    expect(parseSettings(undefined)).toEqual({ settings: defaultSettings, problems: [] });
  });

  test('is read back as it was written', async () => {
    const store = createSettingsStore(new FakeStorageArea());
    await store.update(own);
    expect(await store.read()).toEqual({ settings: own, problems: [] });
  });

  test.each([null, 7, 'text', true, [], [own]])('that is no object at all gives the defaults and says so: %j', (stored) => {
    const { settings, problems } = parseSettings(stored);
    expect(settings).toEqual(defaultSettings);
    expect(problems.map((problem) => problem.field)).toEqual(['*']);
  });

  test.each<[keyof Settings, unknown]>([
    ['homeMarket', 'XX'],
    ['homeMarket', null],
    ['lists', { 'us-cameras': 'yes' }],
    ['lists', []],
    ['scope', 'everything'],
    ['language', 'fr'],
    ['theme', 3],
    ['pausedHosts', 'shop.example'],
    ['pausedHosts', [7]],
  ])('a broken %s (%j) falls back alone and is reported', (field, value) => {
    const { settings, problems } = parseSettings({ ...own, [field]: value });
    expect(settings).toEqual({ ...own, [field]: defaultSettings[field] });
    expect(problems.map((problem) => problem.field)).toEqual([field]);
    expect(problems[0]?.reason).not.toBe('');
  });

  test('several broken fields are all reported', () => {
    const { settings, problems } = parseSettings({ homeMarket: 1, scope: 2, theme: 'dark' });
    expect(settings).toEqual({ ...defaultSettings, theme: 'dark' });
    expect(problems.map((problem) => problem.field)).toEqual(['homeMarket', 'scope']);
  });

  test('a missing field stands at its default without a problem', () => {
    expect(parseSettings({ theme: 'dark' })).toEqual({ settings: { ...defaultSettings, theme: 'dark' }, problems: [] });
  });

  test('fields of another version are left aside', () => {
    expect(parseSettings({ ...own, fontSize: 12 })).toEqual({ settings: own, problems: [] });
  });

  test('a stored prototype reaches nothing', () => {
    const { settings } = parseSettings(JSON.parse('{"__proto__": {"theme": "dark"}, "lists": {"__proto__": true, "constructor": false}}'));
    expect(settings.theme).toBe('auto');
    expect(Object.getPrototypeOf(settings)).toBe(Object.prototype);
    expect(Object.hasOwn({}, 'theme')).toBe(false);
  });
});

describe('updates', () => {
  test('write the given fields and leave the others', async () => {
    const store = createSettingsStore(new FakeStorageArea());
    await store.update(own);
    await store.update({ theme: 'light' });
    expect((await store.read()).settings).toEqual({ ...own, theme: 'light' });
  });

  test('at the same time do not overwrite each other', async () => {
    const store = createSettingsStore(new FakeStorageArea());
    await Promise.all([
      store.update({ theme: 'dark' }),
      store.update({ language: 'en' }),
      store.update({ scope: 'in-scope-only' }),
      store.update({ theme: 'light' }),
    ]);
    expect((await store.read()).settings).toEqual({ ...defaultSettings, theme: 'light', language: 'en', scope: 'in-scope-only' });
  });

  test('that fail say so to their caller and do not stop those behind them', async () => {
    const area = new FakeStorageArea();
    const store = createSettingsStore(area);
    area.failure = new Error('disk full');
    const first = store.update({ theme: 'dark' });
    await expect(first).rejects.toThrow('disk full');
    area.failure = null;
    await store.update({ language: 'en' });
    expect((await store.read()).settings).toEqual({ ...defaultSettings, language: 'en' });
  });

  test('that fail while others wait leave the others their turn', async () => {
    const area = new FakeStorageArea();
    const store = createSettingsStore(area);
    area.failure = new Error('disk full');
    const first = store.update({ theme: 'dark' });
    const second = first.catch(() => {
      area.failure = null;
    });
    const third = second.then(() => store.update({ scope: 'in-scope-only' }));
    await Promise.all([second, third]);
    expect((await store.read()).settings.scope).toBe('in-scope-only');
  });

  test('mend nothing else that is broken by guessing: the next read still tells of it', async () => {
    const area = new FakeStorageArea();
    area.values.set(SETTINGS_KEY, { ...own, homeMarket: 'XX' });
    const store = createSettingsStore(area);
    await store.update({ theme: 'light' });
    expect((await store.read()).problems.map((problem) => problem.field)).toEqual(['homeMarket']);
  });

  test('change the defaults of nobody', async () => {
    const store = createSettingsStore(new FakeStorageArea());
    await store.update({ pausedHosts: ['a.example'], lists: { x: true } });
    expect(defaultSettings.pausedHosts).toEqual([]);
    expect(defaultSettings.lists).toEqual({});
  });
});

describe('watching', () => {
  test('calls for a change of the settings and of nothing else, until stopped', async () => {
    const area = new FakeStorageArea();
    const store = createSettingsStore(area);
    let calls = 0;
    const stop = store.watch(() => calls++);
    await store.update({ theme: 'dark' });
    expect(calls).toBe(1);
    await area.set({ 'something-else': 1 });
    expect(calls).toBe(1);
    stop();
    await store.update({ theme: 'light' });
    expect(calls).toBe(1);
  });

  test('hears of changes that another part of the extension made', async () => {
    const area = new FakeStorageArea();
    let calls = 0;
    createSettingsStore(area).watch(() => calls++);
    await createSettingsStore(area).update({ theme: 'dark' });
    expect(calls).toBe(1);
  });
});
