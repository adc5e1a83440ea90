/** Dates as the data writes them (YYYY, YYYY-MM or YYYY-MM-DD), in words. */
import type { Translator } from './connect.ts';
import { count } from './translate.ts';

/** Local calendar day of an instant, as YYYY-MM-DD. */
export function isoDay(instant: Date): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${instant.getFullYear()}-${two(instant.getMonth() + 1)}-${two(instant.getDate())}`;
}

/** "30 Jun 2026", "Jun 2026", "2026"; or 2026年6月30日. Text that is not a date comes back unchanged. */
export function formatDate(language: string, date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  if (year === undefined || Number.isNaN(year)) return date;
  if (month === undefined) return language.startsWith('zh') ? `${year}年` : String(year);
  const isChinese = language.startsWith('zh');
  const format: Intl.DateTimeFormatOptions = {
    year: 'numeric',
    month: isChinese ? 'long' : 'short',
    timeZone: 'UTC',
    ...(day === undefined ? {} : { day: 'numeric' }),
  };
  // Day before month: "6/30" and "30/6" are both read in procurement, "30 Jun" is read one way only.
  return new Intl.DateTimeFormat(isChinese ? 'zh-CN' : 'en-GB', format).format(Date.UTC(year, month - 1, day ?? 1));
}

/** "23 Nov 2026, 09:14" in local time; or 2026年11月23日 09:14. */
export function formatInstant(language: string, instant: number): string {
  return new Intl.DateTimeFormat(language.startsWith('zh') ? 'zh-CN' : 'en-GB', {
    dateStyle: language.startsWith('zh') ? 'long' : 'medium',
    timeStyle: 'short',
  }).format(instant);
}

/** Days from `today` to the last day of `date`; negative when it has passed. */
export function daysUntil(date: string, today: string): number {
  const lastDay = (text: string): number => {
    const [year = 0, month, day] = text.split('-').map(Number);
    if (month === undefined) return Date.UTC(year, 11, 31);
    // Day 0 of the next month is the last day of this one.
    return day === undefined ? Date.UTC(year, month, 0) : Date.UTC(year, month - 1, day);
  };
  return Math.round((lastDay(date) - lastDay(today)) / 86_400_000);
}

/** "30 Jun 2026, passed 145 days ago" or "…, in 12 days" or "…, today". */
export function describeDeadline(translator: Translator, date: string, today: string): string {
  const shown = formatDate(translator.language, date);
  const days = daysUntil(date, today);
  if (days === 0) return translator.t('deadline_today', shown);
  return days > 0 ? count(translator, 'deadline_in', days, shown) : count(translator, 'deadline_passed', -days, shown);
}
