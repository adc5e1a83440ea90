/** One item told as labels and values: "品牌 | 华为", "数量 | 2". */
import { basisIn, currencyIn, decimalMarkOf, isBasis, parseQuantity, priceOfOne, scaleIn } from './amounts.ts';
import { clip, isBlankMark, isCode, isOrdinal, MAX_DESCRIPTION, MAX_NUMBER, MAX_PART, MAX_UNIT } from './cell-text.ts';
import type { Money } from './finding.ts';
import type { HeaderKind } from './header-words.ts';
import { readHeader } from './headers.ts';
import { complete, readMoney } from './line-items.ts';
import type { Cell, LineDraft, MoneyColumn, Row, Writable } from './line-model.ts';

export interface Pair {
  readonly label: string;
  readonly value: string;
}

/**
 * One item told as labels and values ("品牌 | 华为", "数量 | 2"). Undefined unless it is named, or has a part number, and
 * has a price, a quantity or an amount. `rows` is empty.
 */
export function readPairs(pairs: readonly Pair[]): LineDraft | undefined {
  const values = new Map<HeaderKind, { readonly value: string; readonly label: string; readonly rank: number }>();
  for (const { label, value } of pairs) {
    const header = value.trim() === '' ? undefined : readHeader(label);
    if (header && header.rank < (values.get(header.kind)?.rank ?? 9)) values.set(header.kind, { value, label, rank: header.rank });
  }
  const textOf = (max: number, ...kinds: HeaderKind[]): string | undefined => {
    for (const kind of kinds) {
      const text = clip(values.get(kind)?.value ?? '', max);
      if (text !== '' && !isBlankMark(text)) return text;
    }
    return undefined;
  };
  const mark = decimalMarkOf(['price', 'amount', 'quantity'].flatMap((kind) => values.get(kind as HeaderKind)?.value ?? []));
  const currency = currencyIn(values.get('currency')?.value ?? '');
  const moneyOf = (kind: 'price' | 'amount' | 'per'): Money | undefined => {
    const pair = values.get(kind);
    if (!pair) return undefined;
    const own = currencyIn(pair.label) ?? currency;
    const column: MoneyColumn = { scale: scaleIn(pair.label), ...(own !== undefined && { currency: own }) };
    return readMoney(pair.value, { roles: [], headerRows: [], price: column, amount: column, ...(mark && { mark }) }, column, undefined);
  };
  const quantity = parseQuantity(values.get('quantity')?.value ?? values.get('units')?.value ?? '', mark);
  const named = textOf(MAX_DESCRIPTION, 'description', 'item', 'name');
  const numbered = textOf(MAX_PART, 'no');
  const specified = textOf(MAX_PART, 'specification');
  const isPart = numbered !== undefined && !isOrdinal(numbered);
  const part =
    textOf(MAX_PART, 'part') ?? (isPart ? numbered : undefined) ?? (specified !== undefined && isCode(specified) ? specified : undefined);
  const number = textOf(MAX_NUMBER, 'number') ?? (isPart ? undefined : numbered);
  const unit = textOf(MAX_UNIT, 'unit') ?? (quantity?.unit === undefined ? undefined : clip(quantity.unit, MAX_UNIT));
  const basis = parseQuantity(values.get('per')?.value ?? '', mark)?.value ?? basisIn(values.get('price')?.label ?? '');
  const stated = moneyOf('price') ?? moneyOf('per');
  const price = stated && values.has('price') && isBasis(basis) ? priceOfOne(stated, basis) : stated;
  const amount = moneyOf('amount');
  if ((named === undefined && part === undefined) || (!quantity && !price && !amount)) return undefined;
  const line: Writable<LineDraft> = {
    rows: [],
    ...(number !== undefined && { number }),
    ...(named !== undefined && { description: named }),
    ...(part !== undefined && { part }),
    ...(quantity && { quantity: quantity.value }),
    ...(unit !== undefined && quantity && { unit }),
    ...(price && { price }),
    ...(amount && { amount }),
  };
  complete(line, textOf(MAX_PART, 'brand'));
  return line;
}

/** More rows are no one item's. */
const MAX_PAIRS = 100;

/**
 * The labels and values of a table of two columns, or of four (label, value, label, value). Undefined for any other, and
 * unless three labels, or two of at most four, are header words that we know.
 */
export function pairsOf(rows: readonly Row[]): Pair[] | undefined {
  if (rows.length > MAX_PAIRS) return undefined;
  const pairs: Pair[] = [];
  let known = 0;
  for (const { cells, isHead } of rows) {
    // A title, or a remark over the whole width.
    if (cells.length === 1) continue;
    // Headers side by side stand over columns.
    if (isHead || cells.every((cell) => cell.isHeader)) return undefined;
    if (cells.length !== 2 && cells.length !== 4) return undefined;
    for (let i = 0; i < cells.length; i += 2) {
      const label = (cells[i] as Cell).text;
      const value = (cells[i + 1] as Cell).text;
      if (label.trim() === '' && value.trim() === '') continue;
      pairs.push({ label, value });
      if (readHeader(label)) known++;
    }
  }
  return known >= 3 || (known === 2 && pairs.length <= 4) ? pairs : undefined;
}
