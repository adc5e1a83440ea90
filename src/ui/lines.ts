/** Line items in words: what of an order is restricted, and one line of it. */
import type { Line, LineSummary } from '../core/finding.ts';
import type { Translator } from './connect.ts';
import { formatMoney } from './money.ts';
import { count } from './translate.ts';

export interface SummaryWords {
  /** "3 of 12 lines restricted" */
  readonly lines: string;
  /** "¥48,000 of ¥310,500", one for each currency; empty where no amount is known. */
  readonly amounts: readonly string[];
  /** "amount known for 9 of 12 lines"; null where it is known for all or for none. */
  readonly known: string | null;
}

/** What is restricted of an order. Amounts are not told where nothing is. */
export function wordSummary(translator: Translator, { lines, restricted, amounts }: LineSummary): SummaryWords {
  if (restricted === 0) return { lines: count(translator, 'lines_none', lines), amounts: [], known: null };
  const { t, language } = translator;
  const numbers = new Intl.NumberFormat(language);
  const known = amounts.reduce((sum, amount) => sum + amount.lines, 0);
  const shares = amounts
    // A zero is what restricted lines without an amount come to: it would be read as "costs nothing".
    .filter((amount) => amount.restricted !== 0)
    .map(({ currency, restricted: value, total }) => {
      const [part = '', whole = ''] = formatMoney(language, [
        { value, currency },
        { value: total, currency },
      ]);
      return t('amount_of', part, whole);
    });
  return {
    lines: count(translator, 'lines_restricted', lines, numbers.format(restricted)),
    amounts: shares,
    known: known > 0 && known < lines ? count(translator, 'amounts_known', lines, numbers.format(known)) : null,
  };
}

/** A part of a line's words. `sign` is ours; `quantity` and `part` hold words of the page. */
export interface LinePiece {
  readonly look: 'number' | 'part' | 'quantity' | 'price' | 'amount' | 'sign';
  readonly text: string;
}

/**
 * "Line 3", "FG-100F-BDL-950-12", "2 pcs × ¥24,000 = ¥48,000": groups of pieces that should stay together. What the
 * line does not say is left out; empty where it says nothing of these.
 */
export function wordLine({ t, language }: Translator, line: Line): readonly (readonly LinePiece[])[] {
  const { price, amount } = line;
  const quantity = line.quantity === undefined ? undefined : formatQuantity(language, line.quantity);
  const written = formatMoney(
    language,
    [price, amount].filter((money) => money !== undefined),
  );
  const priceText = price && written[0];
  const amountText = amount && written.at(-1);
  const product: LinePiece[] = [];
  if (quantity !== undefined) {
    // A bare number beside others could be anything.
    const text = line.unit !== undefined ? `${quantity} ${line.unit}` : priceText !== undefined ? quantity : t('line_quantity', quantity);
    product.push({ look: 'quantity', text });
    if (priceText !== undefined) product.push({ look: 'sign', text: ' × ' });
  }
  if (priceText !== undefined) product.push({ look: 'price', text: quantity === undefined ? t('line_price', priceText) : priceText });
  const isProduct = isAmountProduct(line);
  if (amountText !== undefined && isProduct) product.push({ look: 'sign', text: ' = ' }, { look: 'amount', text: amountText });
  return [
    ...(line.number === undefined ? [] : [[{ look: 'number', text: t('line_number', line.number) } as const]]),
    ...(line.part === undefined ? [] : [[{ look: 'part', text: line.part } as const]]),
    ...(product.length === 0 ? [] : [product]),
    ...(amountText === undefined || isProduct ? [] : [[{ look: 'amount', text: t('line_amount', amountText) } as const]]),
  ];
}

/** Whether the amount is quantity × price, but for rounding: a discount or a tax makes it something else. */
function isAmountProduct({ quantity, price, amount }: Line): boolean {
  if (quantity === undefined || price === undefined || amount === undefined || price.currency !== amount.currency) return false;
  const product = quantity * price.value;
  // A price and an amount are each rounded to half a cent at most; beyond that it is floating point.
  return Math.abs(product - amount.value) <= 0.005 * (Math.abs(quantity) + 1) + Math.abs(product) * 1e-9;
}

function formatQuantity(language: string, quantity: number): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 4, signDisplay: 'negative' }).format(quantity).replace('-', '−');
}
