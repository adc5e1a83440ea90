import { expect, test } from 'vitest';
import { overdueLists, type Subscription } from '../../src/settings/subscriptions.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const now = Date.UTC(2026, 10, 23);

const subscription: Subscription = {
  id: 'a',
  url: 'https://lists.example/blocked.jws',
  key: 'k',
  isManaged: false,
  hadAccess: false,
  list: 'own:a',
  pack: 'blocked',
  title: 'Blocked',
  publisher: '',
  kind: 'restricted',
  version: 3,
  seal: '',
  issuedOn: '2026-11-01',
  expiresOn: '',
  entries: 2,
  etag: '',
  lastModified: '',
  checkedAt: now,
  goodAt: now,
  failure: null,
  held: null,
  change: null,
};
const failure = { code: 'offline', detail: '', at: now };

test.each<[string, Partial<Subscription>, boolean]>([
  ['that is up to date', {}, false],
  ['of which none came yet', { version: 0 }, true],
  ['that failed today', { failure, goodAt: now - DAY_MS }, false],
  ['that failed for four days', { failure, goodAt: now - 4 * DAY_MS }, true],
  ['that was not looked for while the browser was closed', { goodAt: now - 30 * DAY_MS }, false],
  ['of approved vendors, which restricts nothing', { kind: 'approved', failure, goodAt: 0 }, false],
])('a list %s is overdue or not', (_what, more, isOverdue) => {
  expect(overdueLists([{ ...subscription, ...more }], now)).toEqual(isOverdue ? [{ id: 'own:a', title: 'Blocked' }] : []);
});
