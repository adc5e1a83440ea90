import { expect, test } from 'vitest';
import { readingOf } from '../../src/core/sites.ts';

const choices = { pausedHosts: ['shop.example', 'pay.bank.example'], neverSites: ['*.bank.example', 'hr.example/salaries'] };

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
