import { describe, expect, it } from 'vitest';
import en from '../../public/_locales/en/messages.json';
import zh from '../../public/_locales/zh_CN/messages.json';
import type { Line, LineSummary, Money } from '../../src/core/finding.ts';
import type { Translator } from '../../src/ui/connect.ts';
import { wordLine, wordSummary } from '../../src/ui/lines.ts';
import { createTranslator } from '../../src/ui/translate.ts';

const english = createTranslator('en', en);
const chinese = createTranslator('zh_CN', zh);
const cny = (value: number): Money => ({ value, currency: 'CNY' });

describe('what is restricted of an order', () => {
  type Amounts = LineSummary['amounts'];
  const sum = (currency: string, restricted: number, total: number, lines: number): Amounts[number] => ({
    currency,
    restricted,
    total,
    lines,
  });
  it.each<[rule: string, restricted: number, lines: number, amounts: Amounts, english: string, chinese: string]>([
    [
      'lines and their share of the money',
      3,
      12,
      [sum('CNY', 48_000, 310_500, 12)],
      '3 of 12 lines restricted | ¥48,000 of ¥310,500',
      '12 行明细中有 3 行受限 | ¥48,000（共 ¥310,500）',
    ],
    [
      'one line of one',
      1,
      1,
      [sum('CNY', 9.5, 9.5, 1)],
      '1 of 1 line restricted | ¥9.50 of ¥9.50',
      '1 行明细中有 1 行受限 | ¥9.50（共 ¥9.50）',
    ],
    [
      'large numbers',
      1200,
      86_000,
      [sum('CNY', 1_200_000, 2_000_000_000, 86_000)],
      '1,200 of 86,000 lines restricted | ¥1,200,000 of ¥2,000,000,000',
      '86,000 行明细中有 1,200 行受限 | ¥1,200,000（共 ¥2,000,000,000）',
    ],
    ['no amounts: the lines alone', 3, 12, [], '3 of 12 lines restricted', '12 行明细中有 3 行受限'],
    [
      'several currencies, each with its own decimals',
      3,
      12,
      [sum('CNY', 48_000, 310_500, 8), sum('JPY', 1000, 2000, 2), sum('USD', 10.5, 20, 2)],
      '3 of 12 lines restricted | ¥48,000 of ¥310,500 | JP¥1,000 of JP¥2,000 | $10.50 of $20.00',
      '12 行明细中有 3 行受限 | ¥48,000（共 ¥310,500） | JP¥1,000（共 JP¥2,000） | US$10.50（共 US$20.00）',
    ],
    [
      'a currency in which nothing is restricted is left out',
      1,
      4,
      [sum('CNY', 5, 10, 2), sum('USD', 0, 900, 2)],
      '1 of 4 lines restricted | ¥5 of ¥10',
      '4 行明细中有 1 行受限 | ¥5（共 ¥10）',
    ],
    [
      'no currency named: plain numbers',
      1,
      2,
      [sum('', 48_000, 310_500, 2)],
      '1 of 2 lines restricted | 48,000 of 310,500',
      '2 行明细中有 1 行受限 | 48,000（共 310,500）',
    ],
    [
      'amounts of some lines only, over all currencies',
      3,
      12,
      [sum('CNY', 48_000, 310_500, 7), sum('USD', 1, 2, 2)],
      '3 of 12 lines restricted | ¥48,000 of ¥310,500 | $1 of $2 | amount known for 9 of 12 lines',
      '12 行明细中有 3 行受限 | ¥48,000（共 ¥310,500） | US$1（共 US$2） | 12 行中仅 9 行有金额',
    ],
    [
      'the restricted lines are those without an amount: no "¥0"',
      3,
      12,
      [sum('CNY', 0, 310_500, 9)],
      '3 of 12 lines restricted | amount known for 9 of 12 lines',
      '12 行明细中有 3 行受限 | 12 行中仅 9 行有金额',
    ],
    [
      'a credit',
      1,
      2,
      [sum('CNY', -500, 1000, 2)],
      '1 of 2 lines restricted | −¥500 of ¥1,000',
      '2 行明细中有 1 行受限 | −¥500（共 ¥1,000）',
    ],
    ['nothing restricted: no amounts either', 0, 12, [sum('CNY', 0, 310_500, 9)], '0 of 12 lines restricted', '12 行明细中未发现受限项'],
    ['nothing restricted in one line', 0, 1, [], '0 of 1 line restricted', '1 行明细中未发现受限项'],
  ])('%s', (_rule, restricted, lines, amounts, inEnglish, inChinese) => {
    const words = (translator: Translator): string => {
      const { lines: first, amounts: shares, known } = wordSummary(translator, { lines, restricted, amounts });
      return [first, ...shares, ...(known === null ? [] : [known])].join(' | ');
    };
    expect(words(english)).toBe(inEnglish);
    expect(words(chinese)).toBe(inChinese);
  });
});

describe('one line', () => {
  it.each<[rule: string, line: Omit<Line, 'id' | 'table'>, english: string, chinese: string]>([
    [
      'everything known',
      { number: '3', part: 'FG-100F-BDL-950-12', quantity: 2, unit: 'pcs', price: cny(24_000), amount: cny(48_000) },
      'Line 3 | FG-100F-BDL-950-12 | 2 pcs × ¥24,000 = ¥48,000',
      '序号 3 | FG-100F-BDL-950-12 | 2 pcs × ¥24,000 = ¥48,000',
    ],
    ['the number as written', { number: '1.2.10' }, 'Line 1.2.10', '序号 1.2.10'],
    ['nothing but a description', { description: 'Firewall' }, '', ''],
    ['no number of its own', { part: 'FG-60F', amount: cny(5) }, 'FG-60F | amount ¥5', 'FG-60F | 金额 ¥5'],
    ['a quantity without a unit', { quantity: 1200 }, 'quantity 1,200', '数量 1,200'],
    ['a quantity with a unit', { quantity: 1.5, unit: '人月' }, '1.5 人月', '1.5 人月'],
    ['a unit without a quantity is left out', { unit: 'pcs', amount: cny(5) }, 'amount ¥5', '金额 ¥5'],
    ['a price alone', { price: cny(24_000) }, 'unit price ¥24,000', '单价 ¥24,000'],
    ['quantity and price', { quantity: 2, price: cny(24_000) }, '2 × ¥24,000', '2 × ¥24,000'],
    ['quantity and amount', { quantity: 2, unit: '台', amount: cny(48_000) }, '2 台 | amount ¥48,000', '2 台 | 金额 ¥48,000'],
    [
      'price and amount, no quantity',
      { price: cny(24_000), amount: cny(48_000) },
      'unit price ¥24,000 | amount ¥48,000',
      '单价 ¥24,000 | 金额 ¥48,000',
    ],
    [
      'an amount that is not the product: no "="',
      { quantity: 2, price: cny(24_000), amount: cny(40_000) },
      '2 × ¥24,000 | amount ¥40,000',
      '2 × ¥24,000 | 金额 ¥40,000',
    ],
    [
      'an amount in another currency is not the product',
      { quantity: 2, price: { value: 5, currency: 'USD' }, amount: cny(10) },
      '2 × $5 | amount ¥10',
      '2 × US$5 | 金额 ¥10',
    ],
    [
      'a rounded price still makes the product',
      { quantity: 3, price: cny(33.33), amount: cny(100) },
      '3 × ¥33.33 = ¥100.00',
      '3 × ¥33.33 = ¥100.00',
    ],
    ['a credit', { quantity: -3, price: cny(1200), amount: cny(-3600) }, '−3 × ¥1,200 = −¥3,600', '−3 × ¥1,200 = −¥3,600'],
    [
      'no currency named',
      { quantity: 2, price: { value: 24_000 }, amount: { value: 48_000 } },
      '2 × 24,000 = 48,000',
      '2 × 24,000 = 48,000',
    ],
    ['for nothing', { quantity: 2, price: cny(0), amount: cny(0) }, '2 × ¥0 = ¥0', '2 × ¥0 = ¥0'],
  ])('%s', (_rule, line, inEnglish, inChinese) => {
    const words = (translator: Translator): string =>
      wordLine(translator, { id: 1, table: 1, ...line })
        .map((pieces) => pieces.map(({ text }) => text).join(''))
        .join(' | ');
    expect(words(english)).toBe(inEnglish);
    expect(words(chinese)).toBe(inChinese);
  });

  it('keeps the words of the page apart from the signs, so that their direction stays their own', () => {
    const pieces = wordLine(english, { id: 1, table: 1, quantity: 12, unit: 'قطعة', price: cny(1), amount: cny(12) }).flat();
    expect(pieces.map(({ look }) => look)).toEqual(['quantity', 'sign', 'price', 'sign', 'amount']);
  });
});
