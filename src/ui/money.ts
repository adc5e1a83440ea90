/** Amounts of money in the reviewer's language. */
import type { Money } from '../core/finding.ts';

/** Parts sold by the thousand have prices of more digits than the currency has coins. */
const MAX_DIGITS = 4;
/** From here on a number is no longer exact, and too long for any line. */
const HUGE = 1e15;
/** Both are "¥" in one language or the other. */
const signs: Readonly<Record<string, string>> = { CNY: '¥', JPY: 'JP¥' };

/**
 * "¥48,000" and "¥310,500": amounts that stand together, with decimals where one of them has some. Each sign means one
 * currency wherever it stands: "¥" is CNY, also in English, and never JPY; "HK$" is no "$". Without a currency, the
 * number alone.
 */
export function formatMoney(language: string, amounts: readonly Money[]): readonly string[] {
  const areWhole = amounts.every(({ value }) => Number.isInteger(Number(value.toFixed(MAX_DIGITS))));
  return amounts.map((amount) => formatOne(language, amount, areWhole));
}

function formatOne(language: string, { value, currency }: Money, isWhole: boolean): string {
  // Intl throws at anything else; what is no code stands as it was written.
  const code = currency !== undefined && /^[a-z]{3}$/i.test(currency) ? currency.toUpperCase() : undefined;
  const style: Intl.NumberFormatOptions = code === undefined ? {} : { style: 'currency', currency: code };
  const coins = code === undefined ? 2 : (new Intl.NumberFormat(language, style).resolvedOptions().maximumFractionDigits ?? 2);
  const written = new Intl.NumberFormat(language, {
    ...style,
    signDisplay: 'negative',
    ...(Math.abs(value) >= HUGE
      ? { notation: 'scientific', maximumFractionDigits: 2 }
      : { minimumFractionDigits: isWhole ? 0 : coins, maximumFractionDigits: Math.max(coins, MAX_DIGITS) }),
  })
    .formatToParts(value)
    .map(({ type, value: text }) => {
      if (type === 'currency' && code !== undefined) return signs[code] ?? text;
      // A hyphen is overlooked.
      return type === 'minusSign' ? '−' : text;
    })
    .join('');
  return code === undefined && currency ? `${currency} ${written}` : written;
}
