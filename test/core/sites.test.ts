import { describe, expect, test } from 'vitest';
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

  test('none at all: nothing is read', () => {
    expect(readingOf('https://quotes.supplier.example/', { ...limited, allowedSites: [] })).toBe('never');
  });
});

test('where it denies some, the others are read', () => {
  const denied = { ...choices, deniedSites: ['mail.example'] };
  expect(['https://mail.example/', 'https://other.example/'].map((url) => readingOf(url, denied))).toEqual(['never', 'read']);
});
