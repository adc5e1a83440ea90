import { describe, expect, it } from 'vitest';
import en from '../../public/_locales/en/messages.json';
import zh from '../../public/_locales/zh_CN/messages.json';
import { daysUntil, describeDeadline, formatDate, isoDay } from '../../src/ui/dates.ts';
import { createTranslator } from '../../src/ui/translate.ts';

describe('formatDate', () => {
  it.each([
    ['en', '2026-06-30', '30 Jun 2026'],
    ['en', '2026-06', 'Jun 2026'],
    ['en', '2026', '2026'],
    ['zh-CN', '2026-06-30', '2026年6月30日'],
    ['zh-CN', '2026-06', '2026年6月'],
    ['zh-CN', '2026', '2026年'],
    ['en', 'soon', 'soon'],
  ])('%s %s: %s', (language, date, expected) => expect(formatDate(language, date)).toBe(expected));
});

describe('daysUntil', () => {
  it.each([
    ['2026-12-04', '2026-11-22', 12],
    ['2026-06-30', '2026-11-22', -145],
    ['2026-11-22', '2026-11-22', 0],
    // A month or a year ends with its last day: a deadline "in 2026" has not passed in November.
    ['2026-11', '2026-11-22', 8],
    ['2026', '2026-11-22', 39],
    ['2028-02', '2028-02-01', 28],
    // A day with 23 hours does not shift it.
    ['2026-03-30', '2026-03-28', 2],
  ])('%s seen from %s: %i', (date, today, days) => expect(daysUntil(date, today)).toBe(days));
});

describe('describeDeadline', () => {
  const english = createTranslator('en', en);
  const chinese = createTranslator('zh_CN', zh);
  it.each([
    [english, '2026-12-04', '4 Dec 2026, in 12 days'],
    [english, '2026-11-23', '23 Nov 2026, in 1 day'],
    [english, '2026-11-22', '22 Nov 2026, today'],
    [english, '2026-11-21', '21 Nov 2026, passed 1 day ago'],
    [english, '2026-06-30', '30 Jun 2026, passed 145 days ago'],
    [chinese, '2026-06-30', '2026年6月30日，已逾期 145 天'],
  ])('%#', (translator, date, expected) => expect(describeDeadline(translator, date, '2026-11-22')).toBe(expected));
});

it('takes the local day of an instant', () => expect(isoDay(new Date(2026, 0, 5, 23, 59))).toBe('2026-01-05'));
