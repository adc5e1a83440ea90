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

describe('where the organisation allows only some sites', () => {
  const limited = { pausedHosts: [], neverSites: [], allowedSites: ['*.supplier.example'], deniedSites: ['mail.supplier.example'] };
  test.each([
    ['https://quotes.supplier.example/1', 'read'],
    ['https://mail.supplier.example/inbox', 'never'],
    ['https://other.example/', 'never'],
    ['http://localhost/', 'never'],
    ['file:///home/quote.html', 'never'],
    // Decided by the page that it is part of.
    ['about:blank', 'read'],
    ['blob:https://quotes.supplier.example/6f2d', 'read'],
    ['', 'read'],
  ])('%s: %s', (url, reading) => {
    expect(readingOf(url, limited)).toBe(reading);
  });

  test('the script is put into these alone, as far as they are granted', () => {
    const plan = (grants: readonly string[], allowedSites = limited.allowedSites): unknown =>
      planReading(grants, { ...limited, onlySites: [], allowedSites }, { withPort: true });
    const excluded = ['*://mail.supplier.example/*'];
    expect(plan(['<all_urls>'])).toEqual({ wholes: ['*://*.supplier.example/*'], parts: [], excluded });
    expect(plan(['https://quotes.supplier.example/*', 'https://other.example/*'])).toEqual({
      wholes: ['https://quotes.supplier.example/*'],
      parts: [],
      excluded,
    });
    expect(plan(['*://*.supplier.example/*'], ['quotes.supplier.example/orders/*'])).toEqual({
      wholes: [],
      parts: ['*://quotes.supplier.example/orders/*'],
      excluded,
    });
  });

  test('none at all: nothing is read', () => {
    expect(readingOf('https://quotes.supplier.example/', { ...limited, allowedSites: [] })).toBe('never');
  });
});

test('where it denies some, the others are read', () => {
  const denied = { ...choices, deniedSites: ['mail.example'] };
  expect(['https://mail.example/', 'https://other.example/'].map((url) => readingOf(url, denied))).toEqual(['never', 'read']);
});
