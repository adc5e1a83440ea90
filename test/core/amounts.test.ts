import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addAmounts,
  basisIn,
  currencyIn,
  type DecimalMark,
  decimalMarkOf,
  isUnit,
  lastMoneyIn,
  multiplyMoney,
  parseMoney,
  parseNumber,
  parseQuantity,
  scaleIn,
} from '../../src/core/amounts.ts';
import type { Money } from '../../src/core/finding.ts';

/** "1200 CNY"; '' for no money. */
function say(money: Money | undefined): string {
  return money ? `${money.value} ${money.currency ?? ''}`.trim() : '';
}

describe('an amount', () => {
  test.each<[how: string, expected: string, texts: string[]]>([
    ['plain', '1200', ['1200', ' 1200 ', '1200.00', '1200,00', '1200.0000']],
    ['with a comma between thousands', '1234.5', ['1,234.50', '1,234.5', '\n  1,234.50\t']],
    ['with a point between thousands', '1234.5', ['1.234,50', '1.234,5']],
    ['with a blank of any kind', '1234.5', ['1 234,50', '1\u00a0234,50', '1\u202f234,50', '1\u2009234.50']],
    ['with an apostrophe', '1234.5', ["1'234.50", '1’234.50', "1'234,50"]],
    ['of thousands of millions', '1000000000', ['1,000,000,000', '1.000.000.000', '1 000 000 000', '1.000.000.000,00']],
    ['of millions', '1234567', ['1,234,567', '1.234.567', '1 234 567', "1'234'567", '1,234,567.00', '1.234.567,00']],
    ['in lakhs and crores', '12345678.9 INR', ['₹1,23,45,678.90', 'Rs. 1,23,45,678.90', 'INR 1,23,45,678.90']],
    ['in lakhs', '100000 INR', ['₹1,00,000.00', 'Rs 1,00,000', '₹ 1,00,000']],
    ['full width', '1234.5', ['１，２３４．５０', '１２３４．５']],
    ['below one', '0.99', ['0.99', '0,99', '.99']],
    ['with a dash for no cents', '1200', ['1,200.-', '1.200,-', '1’200.–', "1'200.--", '1200.—']],
    ['negative', '-1200', ['-1,200.00', '−1,200', '(1,200.00)', '1,200.00-', '- 1,200', '（1,200）']],
    ['of nothing', '0', ['0', '0.00', '-0', '(0.00)']],
    [
      'in yuan',
      '12000 CNY',
      [
        '¥12,000.00',
        '￥ 12000',
        '￥１２，０００',
        'RMB 12,000',
        'CNY12000',
        '12,000元',
        '人民币12,000.00元',
        '12,000.00 元整',
        'RMB¥12,000',
        '12,000 人民币',
        'CN¥12,000',
        '人民币：12,000元',
      ],
    ],
    ['in ten thousands', '12000 CNY', ['1.2万元', '1.2 万元', '¥1.2万', '人民币1.2万元']],
    ['in ten thousands, no currency', '125000', ['12.5万', '12.5 萬']],
    [
      'in Han numerals',
      '31000 CNY',
      ['叁万壹仟元整', '人民币叁万壹仟元', '三万一千元', '大写：人民币叁万壹仟元整', '3万1千元', '叁萬壹仟元正'],
    ],
    ['in Han numerals with cents', '123456.78 CNY', ['壹拾贰万叁仟肆佰伍拾陆元柒角捌分', '人民币：十二万三千四百五十六元七角八分']],
    ['in Han numerals with gaps', '100020015 CNY', ['一亿零二万零一十五元', '壹亿零贰万零拾伍元整']],
    ['in words behind the number', '1500000', ['1.5 million', '1,5 Mio.', '1.5 mn', '15 lakh', '0.15 crore', '1500 thousand']],
    ['in letters behind the number', '1500000 USD', ['$1.5M', 'USD 1.5 M', '$1,500k', '$1500 K', 'US$1.5 million', '1.5 million USD']],
    ['in lakhs and crores, by a letter', '1500000 INR', ['₹15 L', '₹ 0.15 Cr', 'Rs. 15 Lakh', '₹15 lakhs']],
    ['in hundred millions', '300000000 CNY', ['3亿元', '3 億元', '¥3亿']],
    ['in millions and thousands', '5000000 CNY', ['5百万元', '5,000千元', '500万元']],
    [
      'in dollars',
      '1200 USD',
      [
        '$1,200.00',
        'US$1,200',
        'US$ 1,200',
        'US $1,200',
        'USD 1,200',
        '1,200 USD',
        'USD1200',
        '1200usd',
        'USD $1,200',
        '$1,200 USD',
        '1,200 美元',
        '1,200 dollars',
        '＄1,200',
      ],
    ],
    ['in dollars, negative', '-1200 USD', ['-$1,200', '$-1,200', '($1,200.00)', '$(1,200)', 'USD -1,200', '(1,200.00 USD)', '$1,200.00-']],
    ['in Hong Kong dollars', '500 HKD', ['HK$ 500', 'HK$500.00', 'HKD 500', '500 港币', '港币500元']],
    ['in other dollars', '500 SGD', ['S$500', 'SGD 500', '500 新加坡元']],
    ['in Taiwan dollars', '500 TWD', ['NT$500', 'NT$ 500', 'TWD500', '新台幣500元']],
    ['in Canadian and Australian dollars', '500 CAD', ['C$500', 'CA$500', 'CAD 500', '$500 CAD', '500 CAD']],
    ['in euros', '1234.5 EUR', ['€1.234,50', '1.234,50 €', '€ 1 234,50', 'EUR 1,234.50', '1.234,50EUR', '1.234,50 Euro', '1234,50 欧元']],
    ['in euros without cents', '1234 EUR', ['€1.234', '1.234 €', 'EUR 1.234', '€1,234', '1.234,- €', '€ 1 234']],
    ['in pounds', '99 GBP', ['£99', '£ 99.00', '99 GBP', '￡99', '99英镑']],
    ['in francs', '1200 CHF', ["CHF 1'200.–", "1'200.00 CHF", 'SFr. 1200.-', 'Fr. 1’200.—']],
    ['in yen and won', '5000 JPY', ['5,000円', 'JPY 5,000', '5000日元', 'JP¥5,000']],
    ['in won', '5000 KRW', ['₩5,000', '￦5,000', 'KRW 5000', '5,000원']],
    ['in rupiah, dong and reais', '100000 IDR', ['Rp 100.000', 'Rp. 100.000,00', 'IDR 100.000']],
    ['in currencies east of the euro', '1234.5 PLN', ['1 234,50 zł', 'PLN 1234.50']],
    ['in crowns of no one country', '100', ['100 kr', 'kr 100', '100kr', 'kr. 100']],
  ])('%s', (_how, expected, texts) => {
    for (const text of texts) expect([text, say(parseMoney(text))]).toEqual([text, expected]);
  });

  test.each<[how: string, expected: string, texts: string[]]>([
    [
      'of one unit',
      '12 USD',
      [
        '$12.00 / ea',
        '$12.00/unit',
        '$12.00 per unit',
        '$12 each',
        '$12.00 ea.',
        '$12/user/month',
        '$12.00 per user per month',
        '$12 a month',
        '$12.00 /\n  ea',
      ],
    ],
    ['of one unit, Chinese', '1200 CNY', ['¥1,200/台', '1,200元/台', '¥1,200 每台', '1200元 / 个', '¥1,200/套/年']],
    [
      'with a remark on tax',
      '12000 CNY',
      [
        '¥12,000.00 (含税)',
        '¥12,000.00（不含税）',
        '¥12,000含税',
        '12,000元 (13%增值税)',
        '¥12,000 excl. VAT',
        '¥12,000.00 incl. 13% VAT',
        '¥12,000起',
        'CNY 12,000 net',
      ],
    ],
    [
      'with a remark and a unit',
      '1200 EUR',
      ['1.200,00 € / Stk', '1.200,00 € inkl. MwSt.', '1 200,00 € HT', '1.200,00 €*', '1.200,00 € pro Stück'],
    ],
  ])('%s', (_how, expected, texts) => {
    for (const text of texts) expect([text, say(parseMoney(text))]).toEqual([text, expected]);
  });

  test.each<[what: string, texts: string[]]>([
    ['a date', ['2026-01-05', '2026.01.05', '05/01/2026', '05.01.2026', '2026年1月5日', '5 Jan 2026', '2026-01', '1/5/26']],
    ['a time', ['10:30', '12:00:00', '10 am']],
    [
      'a phone number',
      ['138 0013 8000', '+86 10 6552 9988', '555-123-4567', '(010) 6552 9988', '0800 123 456', '010 123 456', '400-820-8888'],
    ],
    ['an address', ['192.168.100.200', '10.0.0.1', '127.0.0.1:80']],
    ['a version', ['7.0.3', '1.2.3.4', 'v7.2', '7.4.1-2463', '12.4(24)T']],
    [
      'a part number',
      [
        'FG-100F',
        'PA-440',
        '100F',
        'C9300-48P-E',
        '02333-001',
        'RM100',
        'CHF-100',
        'USD-1200',
        '24"',
        '2CD2143',
        'AC-1000',
        'R740',
        'TL-1043',
        '100RM',
        '100TL',
        'PHP8',
      ],
    ],
    ['a numeral that can be meant in two ways', ['三万五元', '元', '人民币元', '万元', '百元', '元整', '十十元']],
    ['a letter that may be a unit', ['1.5 M', '15 L', '$15 L', '10 k', '$10 m']],
    ['a share', ['10%', '10 %', '12.5％', '1:2', '3/4', '1/2']],
    ['a range', ['10-20', '$100-200', '$100 – $200', '1,000~2,000', '10 to 20']],
    ['several amounts', ['¥15,000.00 ¥12,000.00', '$12.00$10.00', '12 USD 15 USD', '1,200 1,300.00 5']],
    ['a quantity', ['10 pcs', '2 台', '3.00 EA', '5 kg', '4 x', 'x 4', '10 years']],
    ['the price of many', ['$12 / 100 pcs', '$12 per 1000']],
    [
      'words',
      [
        'N/A',
        'TBD',
        '—',
        '-',
        '',
        ' ',
        '面议',
        'free',
        'included',
        'USD',
        '元',
        '$',
        '()',
        '(',
        '$-',
        'one',
        '$$$$$$$5',
        '12,000 apples',
        'x',
        '.',
        ',',
        '.-',
      ],
    ],
    [
      'groups of no number',
      [
        '12,34,56',
        '1,2,3',
        '1,234,56',
        '1234,567,890',
        '1.234.56',
        '1,234.567.890',
        "1'23",
        '1 23',
        '0,123,456',
        '1..2',
        '1,,2',
        '1,234,',
        '1 234 5678',
      ],
    ],
    ['longer than a cell with a number', [`1${' '.repeat(70)}2`, '1'.repeat(65), `${'1,'.repeat(40)}1`]],
    ['too many digits to keep', ['1234567890123456', '1,234,567,890,123,456.00']],
  ])('is not %s', (_what, texts) => {
    for (const text of texts) expect([text, say(parseMoney(text))]).toEqual([text, '']);
  });

  test('of which the cell does not tell the decimal mark follows the table', () => {
    expect(say(parseMoney('1,234'))).toBe('1234');
    expect(say(parseMoney('1.234'))).toBe('1.234');
    expect(say(parseMoney('1,234', 'comma'))).toBe('1.234');
    expect(say(parseMoney('1.234', 'comma'))).toBe('1234');
    expect(say(parseMoney('€1.234', 'point'))).toBe('1.234 EUR');
    expect(say(parseMoney('10.000', 'comma', 'EUR'))).toBe('10000 EUR');
    // What the cell tells goes before.
    expect(say(parseMoney('1,234.50', 'comma'))).toBe('1234.5');
    expect(say(parseMoney('1.234,50', 'point'))).toBe('1234.5');
    expect(say(parseMoney('0,500', 'point'))).toBe('0.5');
    expect(say(parseMoney('0.500', 'comma'))).toBe('0.5');
  });

  test('takes the currency of its column where it names none, or one that several share', () => {
    expect(say(parseMoney('1,200', undefined, 'CNY'))).toBe('1200 CNY');
    expect(say(parseMoney('¥1,200', undefined, 'JPY'))).toBe('1200 JPY');
    expect(say(parseMoney('$1,200', undefined, 'HKD'))).toBe('1200 HKD');
    expect(say(parseMoney('1,200元', undefined, 'TWD'))).toBe('1200 TWD');
    expect(say(parseMoney('1,200 kr', undefined, 'SEK'))).toBe('1200 SEK');
    expect(say(parseMoney('US$1,200', undefined, 'HKD'))).toBe('1200 USD');
    expect(say(parseMoney('$1,200', undefined, 'CNY'))).toBe('1200 USD');
    expect(say(parseMoney('€1,200', undefined, 'CNY'))).toBe('1200 EUR');
  });
});

test.each<[text: string, value: number | undefined]>([
  ['1,234.50', 1234.5],
  ['１２', 12],
  ['-3', -3],
  ['007', 7],
  ['1 000', 1000],
  ['1.234', 1.234],
  ['10 pcs', undefined],
  ['$10', undefined],
  ['10%', undefined],
  ['7.0.3', undefined],
  ['5.', undefined],
  ['', undefined],
])('the number of %j is %s', (text, value) => {
  expect(parseNumber(text)).toBe(value);
});

describe('a quantity', () => {
  test.each<[text: string, value: number, unit?: string]>([
    ['10', 10],
    ['1,200', 1200],
    ['1 000', 1000],
    ['2.5', 2.5],
    ['10 pcs', 10, 'pcs'],
    ['10pcs', 10, 'pcs'],
    ['3.00 EA', 3, 'EA'],
    ['2 台', 2, '台'],
    ['２台', 2, '台'],
    ['50套', 50, '套'],
    ['2台/套', 2, '台/套'],
    ['2(台)', 2, '台'],
    ['1.2万台', 12_000, '台'],
    ['5 千克', 5, '千克'],
    ['10 ft', 10, 'ft'],
    ['12 Monate', 12, 'Monate'],
    ['1 unit(s)', 1, 'unit(s)'],
    ['24 user licenses', 24, 'user licenses'],
    ['10 pcs (boxed)', 10, 'pcs'],
    ['x 4', 4],
    ['x4', 4],
    ['× 4', 4],
    ['4 x', 4],
    ['4×', 4],
    ['一批', 1, '批'],
    ['两 套', 2, '套'],
    ['壹台', 1, '台'],
    ['十二个月', 12, '个月'],
    ['-2', -2],
    ['- 2 +', 2],
    ['Qty: 3', 3],
    ['数量：3', 3],
    ['2 Remove', 2],
  ])('%s', (text, value, unit) => {
    expect(parseQuantity(text)).toEqual(unit === undefined ? { value } : { value, unit });
  });

  test.each([
    '',
    'x',
    'TBD',
    '100F',
    '1st',
    '10%',
    '5 Jan',
    '5 Jan 2026',
    '10 of 12',
    '10-20',
    '1/2',
    '2 x 4',
    '$10',
    '12 USD',
    '12元',
    '12元/台',
    '3亿元',
    '7.0.3',
    '2026-01-05',
    'PA-440',
    '2U',
    '一',
    '一般',
    '一、二',
    '单台',
  ])('is not %j', (text) => {
    expect(parseQuantity(text)).toBeUndefined();
  });

  test('follows the decimal mark of the table', () => {
    expect(parseQuantity('10,000 ST', 'comma')).toEqual({ value: 10, unit: 'ST' });
    expect(parseQuantity('10.000 EA', 'point')).toEqual({ value: 10, unit: 'EA' });
    expect(parseQuantity('1.000', 'comma')).toEqual({ value: 1000 });
  });

  test('has units of many kinds', () => {
    for (const unit of ['pcs', 'EA', 'Stk.', '台', '个月', 'license(s)', ' Units ']) expect([unit, isUnit(unit)]).toEqual([unit, true]);
    for (const word of ['', 'F', 'firewall', '防火墙', 'USD', '10']) expect([word, isUnit(word)]).toEqual([word, false]);
  });
});

describe('the last amount in a cell', () => {
  test.each<[text: string, expected: string]>([
    ['¥15,000.00 ¥12,000.00', '12000 CNY'],
    ['¥15,000.00 ¥ 12,000.00', '12000 CNY'],
    ['15,000元12,000元', '12000 CNY'],
    ['USD 15 USD 12', '12 USD'],
    ['15 USD 12 USD', '12 USD'],
    ['$12.00$12.00', '12 USD'],
    ['15,000.00\n12,000.00', '12000'],
    ['Was $15.00 Now $12.00', '12 USD'],
    ['Now $12.00 Was $15.00', '12 USD'],
    ['原价¥15,000.00 现价¥12,000.00', '12000 CNY'],
    ['¥12,000.00 原价 ¥15,000.00', '12000 CNY'],
    ['$4,980.00 per unit, save $200.00', '4980 USD'],
    ['Price from $1,200.00 (list)', '1200 USD'],
    ['from 12.50', '12.5'],
    ['2 x $12.00', '12 USD'],
    ['$12.00 for 2 pcs', '12 USD'],
    ['$12.00 -$3.00', '12 USD'],
    ['$12.00 - $15.00', ''],
    ['$12.00–$15.00', ''],
    ['$12.00 to $15.00', ''],
    ['12,00 bis 15,00 €', ''],
    ['¥100至¥200', ''],
    ['¥100~200元/台', ''],
    ['$12.00 - 24 pcs', '12 USD'],
    ['from $12.00 - $15.00, now $11.00', '11 USD'],
    ['人民币壹佰万元整（¥1,000,000.00）', '1000000 CNY'],
    ['约3万1千元', ''],
    ['12.50 7.25%', '12.5'],
    ['12.50 7.25kg', '12.5'],
    // A single amount is one, whatever it is said to be.
    ['Save $20', '20 USD'],
    ['1,234.50', '1234.5'],
    ['(1,200.00)', '-1200'],
    ['', ''],
    ['call us', ''],
    ['FG-100F 12', ''],
    ['FG-100F, 2026-01-05, 10%', ''],
    ['ships in 3 weeks', ''],
    ['v7.25.13', ''],
  ])('%j: %s', (text, expected) => {
    expect(say(lastMoneyIn(text))).toBe(expected);
  });

  test('takes mark and currency of its column', () => {
    expect(say(lastMoneyIn('$15 $12', undefined, 'HKD'))).toBe('12 HKD');
    expect(say(lastMoneyIn('€ 15.000 € 12.000', 'comma'))).toBe('12000 EUR');
  });
});

test.each<[texts: string[], mark: DecimalMark | undefined]>([
  [['1,234.50', '1,200'], 'point'],
  [['1.234,50', '1.200'], 'comma'],
  [['1 234,50 €'], 'comma'],
  [['1,234,567'], 'point'],
  [['1.234.567'], 'comma'],
  [['12.5 EA', '2 pcs'], 'point'],
  [["CHF 1'200.–"], 'point'],
  [['0,500'], 'comma'],
  [['1,234', '1.234', '12', "1'000", '1 000'], undefined],
  [['1,234.50', '1.234,50'], undefined],
  [['1,234.50', '1.234,50', '9,99'], 'comma'],
  [['2026.01.05', '7.0.3', '192.168.100.200', 'v1.5', '10.5%', 'N/A', ''], undefined],
  [[], undefined],
])('the decimal mark of %j is %s', (texts, mark) => {
  expect(decimalMarkOf(texts)).toBe(mark);
});

describe('a header or caption', () => {
  test.each<[currency: string | undefined, texts: string[]]>([
    [
      'USD',
      [
        'Unit price (USD)',
        'Unit, USD · 单价',
        'Price in US$',
        'Amount $',
        'All prices in US dollars',
        '单价（美元）',
        "USD'000",
        'price usd',
      ],
    ],
    ['CNY', ['金额（元）', '单价(万元)', '单位：元', '单价/元', '人民币元', 'Price (RMB)', '单价 ￥', '金额(元/台)']],
    ['EUR', ['Preis in €', 'Betrag EUR', 'Prix (€)', 'Price in euros']],
    ['HKD', ['Price (HK$)', '單價 (HKD)', '金額（港元）']],
    ['JPY', ['単価（円）', 'JPY']],
    ['CAD', ['Price (CAD)', 'Price CAD']],
    // The surer of two.
    ['TWD', ['金額（元） NT$']],
    [
      undefined,
      [
        'Unit price',
        '数量',
        '单元',
        '单元格',
        '元器件采购清单',
        '多元化',
        'CAD workstations',
        'AED defibrillator',
        'try this',
        'Europe',
        'usder',
        'ABUSD',
        '5CHF',
        'kr',
        '',
      ],
    ],
  ])('names %s', (currency, texts) => {
    for (const text of texts) expect([text, currencyIn(text)]).toEqual([text, currency]);
  });

  test.each<[scale: number, texts: string[]]>([
    [10_000, ['单价(万元)', '单位：万元', '金额（万）', '总价 (萬元)', '万美元', '1.2万']],
    [100_000_000, ['单位：亿元', '3亿']],
    [1_000_000, ['百万元', 'EUR in millions', '5百万']],
    [1_000, ['千元', 'in thousands of USD', "USD '000", '($000)', 'kEUR', 'TEUR', 'Tsd. €']],
    [1, ['单价(元)', '万兆交换机', '千兆交换机', 'Price', '数量', '10,000', 'thousand oaks', '亿联', '']],
  ])('counts in %s', (scale, texts) => {
    for (const text of texts) expect([text, scaleIn(text)]).toEqual([text, scale]);
  });
});

test.each<[count: number, texts: string[]]>([
  [1, ['Price', 'Price 2024', '31,000/台', '元/套', '$12.00 / 12', '10%', '元/万元']],
  [100, ['Price per 100', '€ 12,50/100 St.', '单价（元/百个）']],
  [1_000, ['Price / 1,000', '$12.00 / 1000', '$/1k', '单价/千只', '¥12/1000个']],
  [10_000, ['Price per 10k', '单价(元/万个)', 'per 10,000']],
])('prices of %s pieces', (count, texts) => {
  for (const text of texts) expect([text, basisIn(text)]).toEqual([text, count]);
});

test('sums have no noise', () => {
  expect(addAmounts(0.1, 0.2)).toBe(0.3);
  expect(Array.from({ length: 1000 }, () => 0.1).reduce(addAmounts, 0)).toBe(100);
  expect(addAmounts(0.1, -0.1)).toBe(0);
  expect(addAmounts(-0.00001, 0)).toBe(0);
  expect(addAmounts(1e15, 0.5)).toBe(1e15 + 0.5);
  expect(multiplyMoney({ value: 1.1, currency: 'USD' }, 3)).toEqual({ value: 3.3, currency: 'USD' });
  expect(multiplyMoney({ value: 19.99 }, 100)).toEqual({ value: 1999 });
});

/* Whatever is written in one of these styles is read back. */

interface Style {
  readonly group: string;
  readonly mark: string;
  readonly isLakh?: true;
}
const STYLES: readonly Style[] = [
  { group: ',', mark: '.' },
  { group: '.', mark: ',' },
  { group: ' ', mark: ',' },
  { group: '\u00a0', mark: ',' },
  { group: '\u202f', mark: ',' },
  { group: ' ', mark: '.' },
  { group: "'", mark: '.' },
  { group: '’', mark: '.' },
  { group: '', mark: '.' },
  { group: '', mark: ',' },
  { group: ',', mark: '.', isLakh: true },
];

function write(cents: number, style: Style): string {
  const whole = String(Math.floor(cents / 100));
  const head = style.isLakh ? whole.slice(0, -3).replace(/\B(?=(?:\d\d)+$)/g, style.group) : '';
  const grouped =
    style.isLakh && head !== '' ? `${head}${style.group}${whole.slice(-3)}` : whole.replace(/\B(?=(?:\d{3})+$)/g, style.group);
  return `${grouped}${style.mark}${String(cents % 100).padStart(2, '0')}`;
}

const fullWidth = (text: string): string => text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));

describe('of any amount', { timeout: 60_000 }, () => {
  const cents = fc.oneof(fc.nat({ max: 1_000_000 }), fc.nat({ max: 2_000_000_000 }), fc.constantFrom(0, 1, 99_999, 100_000, 99_999_999));
  const style = fc.constantFrom(...STYLES);
  const around = fc.constantFrom<[before: string, behind: string, currency?: string]>(
    ['', ''],
    ['¥', '', 'CNY'],
    ['US$ ', '', 'USD'],
    ['', ' €', 'EUR'],
    ['CHF ', '', 'CHF'],
    ['人民币', '元', 'CNY'],
    ['', '元/台', 'CNY'],
    ['', ' USD per unit', 'USD'],
    ['£', ' (incl. VAT)', 'GBP'],
  );

  test('every style is read back, whatever the table is said to be written in', () => {
    fc.assert(
      fc.property(
        cents,
        style,
        around,
        fc.boolean(),
        fc.constantFrom(undefined, 'point' as const, 'comma' as const),
        (value, written, [before, behind, currency], isNegative, mark) => {
          const text = `${isNegative ? '-' : ''}${before}${write(value, written)}${behind}`;
          const expected = isNegative && value > 0 ? -value / 100 : value / 100;
          expect([text, say(parseMoney(text, mark))]).toEqual([text, say({ value: expected, ...(currency && { currency }) })]);
          expect([text, say(parseMoney(fullWidth(text), mark))]).toEqual([text, say({ value: expected, ...(currency && { currency }) })]);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('whole numbers are read back in the style of their table', () => {
    fc.assert(
      fc.property(fc.nat({ max: 999_999_999 }), style, (value, written) => {
        const mark = written.mark === '.' ? 'point' : 'comma';
        const text = write(value * 100, written).slice(0, -3);
        expect([text, parseNumber(text, mark), parseQuantity(text, mark)?.value, parseMoney(text, mark)?.value]).toEqual([
          text,
          value,
          value,
          value,
        ]);
      }),
      { numRuns: 500 },
    );
  });

  test('the style is told by any cell with cents', () => {
    fc.assert(
      fc.property(fc.array(cents, { minLength: 1, maxLength: 8 }), style, (values, written) => {
        expect(decimalMarkOf(values.map((value) => write(value, written)))).toBe(written.mark === '.' ? 'point' : 'comma');
      }),
    );
  });

  test('the last of two is found', () => {
    fc.assert(
      fc.property(cents, cents, fc.constantFrom(...STYLES.filter(({ group }) => group.trim() !== '' || group === '')), (a, b, written) => {
        for (const text of [
          `¥${write(a, written)} ¥${write(b, written)}`,
          `${write(a, written)}元${write(b, written)}元`,
          `${write(a, written)}元 ${write(b, written)}元`,
        ]) {
          expect([text, say(lastMoneyIn(text))]).toEqual([text, `${b / 100} CNY`]);
        }
      }),
    );
  });
});

describe('of any text', () => {
  const readers = [
    parseNumber,
    parseMoney,
    parseQuantity,
    lastMoneyIn,
    currencyIn,
    scaleIn,
    isUnit,
    (text: string) => decimalMarkOf([text]),
  ];

  test('nothing throws, and what is read is a number', { timeout: 60_000 }, () => {
    const sign = fc.constantFrom(
      ..."0123456789.,' \u00a0()-–/%:x×$€¥￥元万亿千百台",
      'USD',
      'CHF',
      'Rs',
      'kr',
      'per ',
      'ea',
      '含税',
      '\n',
      'é',
      '😀',
      '\ud800',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.array(sign, { maxLength: 40 }).map((signs) => signs.join('')),
    );
    fc.assert(
      fc.property(text, (any) => {
        for (const read of readers) read(any);
        for (const mark of [undefined, 'point', 'comma'] as const) {
          const values = [
            parseNumber(any, mark),
            parseQuantity(any, mark)?.value,
            parseMoney(any, mark)?.value,
            lastMoneyIn(any, mark)?.value,
          ];
          if (!values.every((value) => value === undefined || Number.isFinite(value))) expect([any, values]).toEqual([any, []]);
        }
        const unit = parseQuantity(any)?.unit;
        if (unit !== undefined) expect(unit.trim()).not.toBe('');
      }),
      { numRuns: 500 },
    );
  });

  // A time that a busy machine keeps as well: what grows with the square takes minutes on the longest.
  test.each([
    '1',
    '1,',
    '1.',
    '1 ',
    ' ',
    '$',
    '$ ',
    '¥1',
    '1元',
    '(',
    '-',
    'a',
    'a ',
    '/a',
    'per a ',
    '元',
    '万',
    '1 USD ',
    '\u3000',
    'é',
    '含税(',
    '100,000 ',
  ])('a long run of %j is no trouble', { timeout: 20_000 }, (unit) => {
    for (const length of [60, 250, 100_000]) {
      const text = unit.repeat(length / unit.length);
      for (let i = 0; i < (length > 1000 ? 1 : 20); i++) {
        for (const read of readers) for (const any of [text, `1${text}`, `${text}1`, `$1${text}x`]) read(any);
      }
    }
  });
});
