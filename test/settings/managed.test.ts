import { describe, expect, test } from 'vitest';
import { findUnknownLists, type ManagedPolicy, parsePolicy } from '../../src/settings/managed.ts';

const key = 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k';

const nothing: ManagedPolicy = {
  choices: {},
  lists: {},
  listScopes: {},
  allowedSites: undefined,
  deniedSites: [],
  subscriptions: [],
  requiredDecisionFields: [],
  off: [],
  locked: [],
  ignored: [],
};

describe('a policy', () => {
  test('says of each field what is in force', () => {
    const policy = parsePolicy({
      homeMarket: 'US',
      scope: 'in-scope-only',
      language: 'en',
      lists: ['+us-section-889', '-cn-2026-cybersecurity'],
      listScopes: { 'us-section-889': 'all-products' },
      sites: { allowed: ['*.supplier.example', 'erp.example:8443/orders/*'], denied: ['mail.example'] },
      subscriptions: [{ url: 'https://lists.example/restricted.jws', key, title: 'Group list' }],
      requiredDecisionFields: ['reason', 'ticket'],
      features: { import: false, exemptions: true, pause: false },
      lock: ['homeMarket', 'lists/us-section-889'],
    });
    expect(policy).toEqual({
      choices: { homeMarket: 'US', scope: 'in-scope-only', language: 'en' },
      lists: { 'us-section-889': true, 'cn-2026-cybersecurity': false },
      listScopes: { 'us-section-889': 'all-products' },
      allowedSites: ['*.supplier.example', 'erp.example:8443/orders/*'],
      deniedSites: ['mail.example'],
      subscriptions: [{ url: 'https://lists.example/restricted.jws', key, title: 'Group list' }],
      requiredDecisionFields: ['reason', 'ticket'],
      off: ['import', 'pause'],
      locked: [
        'homeMarket',
        'lists/us-section-889',
        'listScopes/us-section-889',
        'features/import',
        'features/pause',
        'pausedHosts',
        'neverSites',
      ],
      ignored: [],
    });
  });

  test('that is empty sets nothing', () => {
    expect(parsePolicy({})).toEqual(nothing);
  });

  test('an asterisk locks what the policy sets, and nothing else', () => {
    expect(parsePolicy({ homeMarket: 'US', lists: ['+a', '-b'], lock: ['*'] }).locked).toEqual(['homeMarket', 'lists/a', 'lists/b']);
  });
});

describe('what cannot be read voids only itself and is told of', () => {
  const sound = { homeMarket: 'US', lists: ['+a'] };
  test.each<[what: string, field: Record<string, unknown>, where: string, value: string, reason: string]>([
    ['a field that is none', { colour: 'red' }, 'colour', 'red', 'field'],
    [
      'a field that everything has',
      JSON.parse('{"__proto__":{"scope":"in-scope-only"}}'),
      '__proto__',
      '{"scope":"in-scope-only"}',
      'field',
    ],
    ['a scope that is none', { scope: 'some' }, 'scope', 'some', 'value'],
    ['a language by number', { language: 7 }, 'language', '7', 'value'],
    ['a lock without its brackets', { lock: true }, 'lock', 'true', 'array'],
    ['a lock of what cannot be locked', { lock: ['theme'] }, 'lock', 'theme', 'lock'],
    ['a scope of a list', { listScopes: { a: 'half' } }, 'listScopes/a', 'half', 'value'],
    ['features as a list', { features: ['pause'] }, 'features', '["pause"]', 'object'],
    ['denied sites without their brackets', { sites: { denied: 'a.example' } }, 'sites/denied', 'a.example', 'array'],
    ['sites of another kind', { sites: { trusted: ['a.example'] } }, 'sites/trusted', '["a.example"]', 'field'],
    ['a site that means everything', { sites: { denied: ['*'] } }, 'sites/denied', '*', 'site'],
    ['a feature that is none', { features: { printing: false } }, 'features/printing', 'false', 'feature'],
    ['a feature that is off in words', { features: { pause: 'no' } }, 'features/pause', 'no', 'value'],
    ['a field of decisions that is no text', { requiredDecisionFields: [3] }, 'requiredDecisionFields', '3', 'value'],
    [
      'an address that is not https',
      { subscriptions: [{ url: 'http://lists.example/a', key }] },
      'subscriptions',
      `{"url":"http://lists.example/a","key":"${key}"}`,
      'address',
    ],
    [
      // A reviewer may follow such an address, to try a list out.
      'an address of this machine that is not https',
      { subscriptions: [{ url: 'http://localhost:8080/a', key }] },
      'subscriptions',
      `{"url":"http://localhost:8080/a","key":"${key}"}`,
      'address',
    ],
    [
      'an address that is none',
      { subscriptions: [{ url: 'https://', key }] },
      'subscriptions',
      `{"url":"https://","key":"${key}"}`,
      'address',
    ],
    [
      'a key that is none',
      { subscriptions: [{ url: 'https://a.example/', key: 'x' }] },
      'subscriptions',
      '{"url":"https://a.example/","key":"x"}',
      'key',
    ],
  ])('%s', (_what, field, where, value, reason) => {
    const policy = parsePolicy({ ...sound, ...field });
    expect(policy.ignored).toEqual([{ where, value, reason }]);
    expect({ ...policy, ignored: [] }).toEqual({ ...nothing, choices: { homeMarket: 'US' }, lists: { a: true } });
  });

  test.each([
    ['without a sign', 'us-kaspersky', 'sign'],
    ['that is only a sign', '+', 'sign'],
    ['that is no text', 3, 'value'],
  ])('a list %s, while its neighbours hold', (_what, item, reason) => {
    const policy = parsePolicy({ lists: ['+a', item, '-b'] });
    expect(policy.lists).toEqual({ a: true, b: false });
    expect(policy.ignored).toEqual([{ where: 'lists', value: String(item), reason }]);
  });

  test('a long value is cut', () => {
    expect(parsePolicy({ colour: 'x'.repeat(500) }).ignored[0]?.value).toHaveLength(121);
  });
});

describe('sites allowed', () => {
  test('an empty list is no limit', () => {
    expect(parsePolicy({ sites: { allowed: [] } }).allowedSites).toBeUndefined();
  });
  test.each([[['shop.example', 'erp.example']], ['shop.example'], [7], [null]])(
    'where it is not said whether sites are allowed or denied, none is, and the rest of the policy holds: %j',
    (sites) => {
      expect(parsePolicy({ homeMarket: 'US', lists: ['+a'], sites })).toEqual({
        ...nothing,
        choices: { homeMarket: 'US' },
        lists: { a: true },
        allowedSites: [],
        ignored: [{ where: 'sites', value: typeof sites === 'string' ? sites : JSON.stringify(sites), reason: 'sites' }],
      });
    },
  );
  test('no sites in an empty list are no limit either', () => {
    expect(parsePolicy({ sites: [] })).toEqual(nothing);
  });
  test.each([[['*']], ['shop.example'], [{}]])('where none can be read, there is none: %j', (allowed) => {
    expect(parsePolicy({ sites: { allowed } }).allowedSites).toEqual([]);
  });
});

describe('lists that nobody knows', () => {
  test('are found wherever they are named', () => {
    const policy = parsePolicy({
      lists: ['+a', '-gone'],
      listScopes: { lost: 'all-products' },
      lock: ['lists/a', 'lists/missing', 'lists'],
    });
    expect(findUnknownLists(policy, new Set(['a']))).toEqual([
      { where: 'lists', value: '-gone', reason: 'list' },
      { where: 'listScopes', value: 'lost', reason: 'list' },
      { where: 'lock', value: 'lists/missing', reason: 'list' },
    ]);
  });
});

test('an address that holds a password is told of, since no list is followed there', () => {
  const { subscriptions, ignored } = parsePolicy({
    subscriptions: [{ url: 'https://reader:pass@lists.example/a.jws', key: 'k'.repeat(43) }],
  });
  expect(subscriptions).toEqual([]);
  expect(ignored).toMatchObject([{ where: 'subscriptions', reason: 'address' }]);
});
