import { describe, expect, test, vi } from 'vitest';
import type { ManagedValues } from '../../src/platform/managed.ts';
import { defaultSettings, type Settings } from '../../src/settings/schema.ts';
import { createSettingsStore, parseSettings, SETTINGS_KEY, type SettingsStore } from '../../src/settings/store.ts';
import { FakeManagedSource } from '../fakes/managed-source.ts';
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
    const store = createSettingsStore(new FakeStorageArea(), new FakeManagedSource());
    await store.update(own);
    expect(await store.read()).toEqual({ settings: own, chosen: own, problems: [], managed: null, policyState: 'read', locked: [] });
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
    const store = createSettingsStore(new FakeStorageArea(), new FakeManagedSource());
    await store.update(own);
    await store.update({ theme: 'light' });
    expect((await store.read()).settings).toEqual({ ...own, theme: 'light' });
  });

  test('at the same time do not overwrite each other', async () => {
    const store = createSettingsStore(new FakeStorageArea(), new FakeManagedSource());
    await Promise.all([
      store.update({ theme: 'dark' }),
      store.update({ language: 'en' }),
      store.update({ scope: 'in-scope-only' }),
      store.update({ theme: 'light' }),
    ]);
    expect((await store.read()).settings).toEqual({ ...defaultSettings, theme: 'light', language: 'en', scope: 'in-scope-only' });
  });

  test('of two of our pages at the same time do not overwrite each other', async () => {
    const area = new FakeStorageArea();
    let queue: Promise<unknown> = Promise.resolve();
    const takeTurns = <Value>(_name: string, work: () => Promise<Value>): Promise<Value> => {
      const result = queue.then(work);
      queue = result;
      return result;
    };
    const [one, other] = [0, 1].map(() => createSettingsStore(area, new FakeManagedSource(), takeTurns));
    await Promise.all([one?.update({ theme: 'dark' }), other?.update({ language: 'en' })]);
    expect((await one?.read())?.settings).toEqual({ ...defaultSettings, theme: 'dark', language: 'en' });
  });

  test('that fail say so to their caller and do not stop those behind them', async () => {
    const area = new FakeStorageArea();
    const store = createSettingsStore(area, new FakeManagedSource());
    area.failure = new Error('disk full');
    const first = store.update({ theme: 'dark' });
    await expect(first).rejects.toThrow('disk full');
    area.failure = null;
    await store.update({ language: 'en' });
    expect((await store.read()).settings).toEqual({ ...defaultSettings, language: 'en' });
  });

  test('that fail while others wait leave the others their turn', async () => {
    const area = new FakeStorageArea();
    const store = createSettingsStore(area, new FakeManagedSource());
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
    const store = createSettingsStore(area, new FakeManagedSource());
    await store.update({ theme: 'light' });
    expect((await store.read()).problems.map((problem) => problem.field)).toEqual(['homeMarket']);
  });

  test('change the defaults of nobody', async () => {
    const store = createSettingsStore(new FakeStorageArea(), new FakeManagedSource());
    await store.update({ pausedHosts: ['a.example'], lists: { x: true } });
    expect(defaultSettings.pausedHosts).toEqual([]);
    expect(defaultSettings.lists).toEqual({});
  });
});

describe('watching', () => {
  test('calls for a change of the settings and of nothing else, until stopped', async () => {
    const area = new FakeStorageArea();
    const store = createSettingsStore(area, new FakeManagedSource());
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
    createSettingsStore(area, new FakeManagedSource()).watch(() => calls++);
    await createSettingsStore(area, new FakeManagedSource()).update({ theme: 'dark' });
    expect(calls).toBe(1);
  });
});

describe('a policy of the organisation', () => {
  const policy = {
    homeMarket: 'US',
    scope: 'in-scope-only',
    lists: ['+us-cameras', '-cn-notice'],
    listScopes: { 'us-cameras': 'all-products' },
    sites: { allowed: ['*.supplier.example'], denied: ['mail.supplier.example'] },
  };
  const storeUnder = (values: ManagedValues, area = new FakeStorageArea()): SettingsStore =>
    createSettingsStore(area, new FakeManagedSource(values));

  test('is in force where the reviewer chose nothing, and gives way where it is not locked', async () => {
    const store = storeUnder(policy);
    const { settings, locked } = await store.read();
    expect(settings).toMatchObject({ homeMarket: 'US', scope: 'in-scope-only', lists: {} });
    expect(settings.listDefaults).toEqual({ 'us-cameras': true, 'cn-notice': false });
    expect(locked).toEqual(['listScopes/us-cameras']);

    await store.update({ homeMarket: 'CN', lists: { 'cn-notice': true } });
    const chosen = (await store.read()).settings;
    expect(chosen).toMatchObject({ homeMarket: 'CN', scope: 'in-scope-only', lists: { 'cn-notice': true } });
  });

  test('that is locked stands over what the reviewer chose, before and after', async () => {
    const area = new FakeStorageArea();
    await storeUnder({}, area).update({ homeMarket: 'CN', lists: { 'us-cameras': false, 'us-chips': true } });
    const store = storeUnder({ ...policy, lock: ['homeMarket', 'lists/us-cameras'] }, area);
    await store.update({ homeMarket: 'GB', lists: { 'us-cameras': false, 'us-chips': false }, theme: 'dark' });
    const { settings } = await store.read();
    expect(settings).toMatchObject({ homeMarket: 'US', lists: { 'us-cameras': true, 'us-chips': false }, theme: 'dark' });
    expect(settings.listDefaults).toEqual({ 'cn-notice': false });
  });

  test('that goes leaves what the reviewer had, not what it had fixed', async () => {
    const area = new FakeStorageArea();
    const before = { homeMarket: 'CN', lists: { 'us-cameras': false }, listScopes: { 'us-cameras': 'in-scope-only' } } as const;
    await storeUnder({}, area).update(before);
    const managed = storeUnder({ ...policy, lock: ['*'] }, area);
    await managed.update(({ lists, listScopes }) => ({ lists: { ...lists, 'us-chips': true }, listScopes: { ...listScopes } }));
    const { settings } = await createSettingsStore(area, new FakeManagedSource()).read();
    expect(settings).toEqual({ ...defaultSettings, ...before, lists: { 'us-cameras': false, 'us-chips': true } });
  });

  test('that locks all lists leaves only its own switches', async () => {
    const area = new FakeStorageArea();
    await storeUnder({}, area).update({ lists: { 'us-chips': true } });
    const store = storeUnder({ ...policy, lock: ['lists'] }, area);
    await store.update({ lists: { 'us-chips': true, 'us-cameras': false } });
    expect((await store.read()).settings.lists).toEqual({ 'us-cameras': true, 'cn-notice': false });
  });

  test('sets sites that are never stored', async () => {
    const area = new FakeStorageArea();
    const store = storeUnder(policy, area);
    const { settings } = await store.read();
    expect(settings).toMatchObject({ allowedSites: ['*.supplier.example'], deniedSites: ['mail.supplier.example'], neverSites: [] });
    await store.update((now) => now);
    expect(area.values.get(SETTINGS_KEY)).not.toHaveProperty('deniedSites');
    expect(area.values.get(SETTINGS_KEY)).not.toHaveProperty('listDefaults');
  });

  test('empties what it switches off, and refuses it', async () => {
    const area = new FakeStorageArea();
    await storeUnder({}, area).update(own);
    const store = storeUnder({ features: { exemptions: false, pause: false } }, area);
    await store.update({ pausedHosts: ['a.example'], neverSites: ['b.example'], exemptions: own.exemptions });
    expect((await store.read()).settings).toMatchObject({ exemptions: [], pausedHosts: [], neverSites: [] });
    expect((await createSettingsStore(area, new FakeManagedSource()).read()).settings).toEqual(own);
  });

  test('calls back when it changes, until stopped', () => {
    const source = new FakeManagedSource();
    let calls = 0;
    const stop = createSettingsStore(new FakeStorageArea(), source).watch(() => calls++);
    source.change(policy);
    stop();
    source.change(null);
    expect(calls).toBe(1);
  });
});

describe('a policy that cannot be read', () => {
  const policy = { homeMarket: 'US', lock: ['homeMarket'], features: { import: false } };

  test('is no policy that is gone: the one that was read last stays in force, for whoever reads it', async () => {
    const area = new FakeStorageArea();
    const source = new FakeManagedSource(policy);
    const before = await createSettingsStore(area, source).read();
    source.failure = 'not now';
    const after = await createSettingsStore(area, source).read();
    expect(after).toEqual({ ...before, policyState: 'kept' });
    expect(after).toMatchObject({ settings: { homeMarket: 'US' }, locked: ['homeMarket', 'features/import'] });
    await createSettingsStore(area, source).update({ homeMarket: 'GB' });
    expect((await createSettingsStore(area, source).read()).settings.homeMarket).toBe('US');
  });

  test('is said to be unknown where none was ever read', async () => {
    const source = new FakeManagedSource(policy);
    source.failure = 'not now';
    expect(await createSettingsStore(new FakeStorageArea(), source).read()).toMatchObject({ managed: null, policyState: 'unknown' });
  });

  test('is forgotten once the organisation has none', async () => {
    const area = new FakeStorageArea();
    const source = new FakeManagedSource(policy);
    await createSettingsStore(area, source).read();
    source.change(null);
    await createSettingsStore(area, source).read();
    source.failure = 'not now';
    expect(await createSettingsStore(area, source).read()).toMatchObject({ managed: null, policyState: 'unknown' });
  });

  test('and can be read again in one part of the extension is in force at once in those that still cannot', async () => {
    const area = new FakeStorageArea();
    const broken = new FakeManagedSource(policy);
    const settings = createSettingsStore(area, broken);
    await settings.read();
    broken.failure = 'not now';
    let calls = 0;
    const stops = [settings.watch(() => calls++), settings.watchPolicy(() => calls++)];
    const other = createSettingsStore(area, new FakeManagedSource({ homeMarket: 'CN' }));
    await other.read();
    expect(calls).toBe(2);
    expect(await settings.read()).toMatchObject({ settings: { homeMarket: 'CN' }, policyState: 'kept' });
    for (const stop of stops) stop();
    await createSettingsStore(area, new FakeManagedSource(policy)).read();
    expect(calls).toBe(2);
  });

  test('is written only when it is another one, and a full disk does not keep it from being in force', async () => {
    const area = new FakeStorageArea();
    const store = createSettingsStore(area, new FakeManagedSource(policy));
    await store.read();
    await store.read();
    expect(area.written).toEqual(['policy']);
    const full = new FakeStorageArea();
    full.failure = new Error('disk full');
    vi.spyOn(console, 'error').mockReturnValueOnce();
    expect((await createSettingsStore(full, new FakeManagedSource(policy)).read()).settings.homeMarket).toBe('US');
  });
});
