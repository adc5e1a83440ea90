import { describe, expect, test } from 'vitest';
import { isLeftOut, planReading, readingOf, type SiteChoices, withoutParts } from '../../src/core/sites.ts';

const choices: SiteChoices = {
  onlySites: [],
  pausedHosts: ['shop.example', 'pay.bank.example'],
  neverSites: ['*.bank.example', 'hr.example/salaries'],
};

test.each([
  ['https://other.example/', 'read'],
  ['https://shop.example/orders', 'paused'],
  ['https://www.shop.example/', 'read'],
  ['https://bank.example/', 'never'],
  ['https://my.bank.example/', 'never'],
  ['https://hr.example/', 'read'],
  ['https://hr.example/salaries/2026', 'never'],
  ['about:blank', 'read'],
  ['', 'read'],
])('%s: %s', (url, reading) => {
  expect(readingOf(url, choices)).toBe(reading);
});

test('never is stronger than paused', () => {
  expect(readingOf('https://pay.bank.example/', choices)).toBe('never');
});

test.each([
  ['https://shop.example/orders/7', false],
  ['http://shop.example:81/orders', false],
  ['https://shop.example/', true],
  ['https://www.shop.example/', false],
  ['http://localhost:8080/', false],
  ['http://localhost/', true],
  ['', false],
])('of %s another part was chosen: %s', (url, is) => {
  expect(isLeftOut(url, { onlySites: ['shop.example/orders', 'shop.example/tenders', 'localhost:8080', '*'] })).toBe(is);
});

test('a whole site takes the place of its parts, and of no others', () => {
  const whole = { text: 'shop.example', scheme: undefined, host: 'shop.example', withSubdomains: false, port: undefined, path: undefined };
  expect(withoutParts(['shop.example/a', '*.shop.example/a', 'shop.example:81', 'other.example/a'], whole)).toEqual([
    '*.shop.example/a',
    'other.example/a',
  ]);
});

describe('the script is put in', () => {
  const none: SiteChoices = { pausedHosts: [], onlySites: [], neverSites: [] };
  const withPort = { withPort: true };

  test('on what is granted', () => {
    const grants = ['*://*.shop.example/*', 'http://127.0.0.1/*', 'https://*/*'];
    expect(planReading(grants, none, withPort)).toEqual({ wholes: grants, parts: [], excluded: [] });
  });

  test('on the chosen parts in place of the host', () => {
    const onlySites = ['shop.example/orders/*', 'shop.example/tenders/*', 'www.shop.example/*/x', 'gone.example/a/*'];
    expect(planReading(['*://shop.example/*', 'https://other.example/*'], { ...none, onlySites }, withPort)).toEqual({
      wholes: ['https://other.example/*'],
      parts: ['*://shop.example/orders/*', '*://shop.example/tenders/*'],
      excluded: [],
    });
  });

  test('everywhere, whatever was chosen before', () => {
    const grants = ['<all_urls>', '*://shop.example/*'];
    expect(planReading(grants, { ...none, onlySites: ['shop.example/orders/*'] }, withPort)).toMatchObject({ wholes: grants, parts: [] });
  });

  test('and not where nothing may be read; what is no pattern changes nothing', () => {
    const neverSites = ['*.bank.example', 'hr.example/salaries/*', 'localhost:8080', '*', 'a b'];
    const plan = planReading(['<all_urls>'], { ...none, pausedHosts: ['shop.example', '[::1]'], neverSites }, withPort);
    const excluded = ['*://shop.example/*', '*://[::1]/*', '*://*.bank.example/*', '*://hr.example/salaries/*'];
    expect(plan.excluded).toEqual([...excluded, 'http://localhost:8080/*', 'https://localhost:8080/*']);
    expect(
      planReading(['<all_urls>'], { ...none, pausedHosts: ['shop.example', '[::1]'], neverSites }, { withPort: false }).excluded,
    ).toEqual(excluded);
  });
});
