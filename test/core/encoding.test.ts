import { describe, expect, test } from 'vitest';
import { chineseEncodingOf, findEncoding } from '../../src/core/encoding.ts';
import { encode } from '../encode.ts';

const traditional = [
  '本採購案不允許使用大陸廠牌之資通訊產品，投標廠商應檢附原廠授權證明文件。',
  '請購單：防火牆 FortiGate 100F 兩台，單價新臺幣 48,000 元',
  '品名,數量,單價,備註\n網路交換器,3,12500,含三年保固\n',
  '各機關對危害國家資通安全產品，除因業務需求且無其他替代方案外，不得採購及使用。',
  '香港特別行政區政府物流服務署招標公告',
];
const simplified = [
  '本项目不接受进口产品投标，供应商应提供原厂授权证明文件。',
  '采购清单：防火墙 FortiGate 100F 两台，单价 48,000 元',
  '名称,数量,单价,备注\n网络交换机,3,12500,三年质保\n',
  '堃鑫淼垚科技有限公司',
  '飞塔',
  '采购',
];

describe('Chinese text without a word of its encoding', () => {
  test.each(traditional)('is told to be Big5: %s', (text) => {
    expect(chineseEncodingOf(encode('big5', text))).toBe('big5');
  });

  test.each([
    ...simplified,
    // Also where it is written with traditional characters, and where it is Japanese.
    ...traditional,
    '恋の魔法とおまじない',
    'ラズベリーパイでそのまま使えません',
    // Too little to tell.
    '中心',
  ])('is told to be GB18030: %s', (text) => {
    expect(chineseEncodingOf(encode('gb18030', text))).toBe('gb18030');
  });

  test('is GB18030 where it is nothing Chinese in either', () => {
    // "Ärmel, Änderung, Ähre, Öl, für, ähnlich" as Windows writes it.
    const german = [
      [0xc4, 0x72],
      [0xc4, 0x6e],
      [0xc4, 0x68],
      [0xd6, 0x6c],
      [0xfc, 0x72],
      [0xe4, 0x68],
    ];
    expect(chineseEncodingOf(Uint8Array.from(german.flat()))).toBe('gb18030');
    expect(chineseEncodingOf(new Uint8Array())).toBe('gb18030');
  });
});

test.each([
  ['big5', traditional.join('\n')],
  ['gb18030', simplified.join('\n')],
] as const)('%s is found in a text that comes in pieces, a character cut in two', async (encoding, text) => {
  const bytes = encode(encoding, `Quote\n${text}`);
  const cut = 7;
  expect(
    await findEncoding(async function* () {
      yield bytes.subarray(0, cut);
      yield bytes.subarray(cut);
    }),
  ).toBe(encoding);
});
