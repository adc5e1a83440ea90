import { describe, expect, it } from 'vitest';
import { formatMoney } from '../../src/ui/money.ts';

type Amount = readonly [value: number, currency?: string];

describe('amounts of money', () => {
  it.each<[rule: string, amounts: readonly Amount[], english: readonly string[], chinese: readonly string[]]>([
    [
      'whole amounts have no decimals',
      [
        [48_000, 'CNY'],
        [310_500, 'CNY'],
      ],
      ['¥48,000', '¥310,500'],
      ['¥48,000', '¥310,500'],
    ],
    [
      'one amount that is not whole gives decimals to all',
      [
        [48_000, 'CNY'],
        [310_500.5, 'CNY'],
      ],
      ['¥48,000.00', '¥310,500.50'],
      ['¥48,000.00', '¥310,500.50'],
    ],
    ['the yen has a sign of its own, even alone', [[31_250_000, 'JPY']], ['JP¥31,250,000'], ['JP¥31,250,000']],
    ['the dollar is the reader’s own only in English', [[900, 'USD']], ['$900'], ['US$900']],
    ['another dollar is told from it', [[900, 'HKD']], ['HK$900'], ['HK$900']],
    ['a currency without a sign is written as its code', [[900, 'CHF']], ['CHF\u00a0900'], ['CHF\u00a0900']],
    ['a code in small letters is the same code', [[900, 'cny']], ['¥900'], ['¥900']],
    ['no currency: the number alone', [[1234.5]], ['1,234.50'], ['1,234.50']],
    ['no currency named in a sum: the number alone', [[1234, '']], ['1,234'], ['1,234']],
    ['what is no code stands as written', [[1234, '元/套']], ['元/套 1,234'], ['元/套 1,234']],
    ['a credit has a minus that is seen', [[-3600, 'CNY']], ['−¥3,600'], ['−¥3,600']],
    ['nothing has no minus', [[-0, 'CNY']], ['¥0'], ['¥0']],
    ['a price below a coin keeps its digits', [[0.085, 'CNY']], ['¥0.085'], ['¥0.085']],
    ['what adding up leaves behind is no digit', [[0.1 + 0.2, 'CNY']], ['¥0.30'], ['¥0.30']],
    ['what adding up leaves behind makes nothing less than whole', [[48_000.000000001, 'CNY']], ['¥48,000'], ['¥48,000']],
    ['a part of a yen is kept', [[12.5, 'JPY']], ['JP¥12.5'], ['JP¥12.5']],
    ['billions are written out', [[1_234_567_890_123, 'CNY']], ['¥1,234,567,890,123'], ['¥1,234,567,890,123']],
    ['a number beyond exactness stays short', [[-1.2345e21, 'CNY']], ['−¥1.23E21'], ['−¥1.23E21']],
  ])('%s', (_rule, amounts, english, chinese) => {
    const money = amounts.map(([value, currency]) => ({ value, ...(currency === undefined ? {} : { currency }) }));
    expect(formatMoney('en', money)).toEqual(english);
    expect(formatMoney('zh-CN', money)).toEqual(chinese);
  });
});
