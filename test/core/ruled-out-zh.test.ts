import { describe, expect, test } from 'vitest';
import { roleOf } from '../../src/core/role.ts';

/** The role of the invented maker's name in the text. */
function roleIn(text: string): string {
  const start = text.indexOf('Norvex');
  expect(start).toBeGreaterThanOrEqual(0);
  return roleOf(text, start, start + 'Norvex'.length, 'name', false);
}

describe('what a Chinese paper rules out is excluded', () => {
  test.each([
    ['in brackets behind the ban', '严禁选用列入清单的品牌（Norvex、甲厂）'],
    ['in brackets, further on', '不得提供大陸廠牌（如：甲廠，乙廠、Norvex）資通訊產品'],
    ['in a list of brands', '禁用大陸廠牌：甲廠、Norvex'],
    ['in a list of brands left out', '排除品牌：Norvex、甲厂'],
    ['in a list that may not be bought', '禁止采购的厂商名单：甲厂，Norvex'],
    ['refused', '拒绝接受Norvex产品'],
    ['not any of it', '本项目不使用任何Norvex产品'],
    ['not to be bid', '不得投报甲厂、Norvex品牌'],
    ['the bid is rejected', '凡采用Norvex产品的，其投标将被否决'],
    ['the first of those whose bid is rejected', '凡采用Norvex、甲厂或乙厂产品的，投标文件按无效处理'],
    ['the last of those whose bid is rejected', '若选用甲厂、Norvex品牌，作废标处理'],
    ['the bid is void', '如投标产品为Norvex品牌，作无效投标处理'],
    ['any other than it', '须采用非Norvex品牌。投标文件份数不足的作无效处理'],
    ['no bid with it', '投标人不得以Norvex产品投标'],
    ['no bid with it or others, Traditional', '廠商不得以甲廠、Norvex及乙廠等產品參與投標'],
  ])('%s', (_, text) => {
    expect(roleIn(text)).toBe('excluded');
  });
});

describe('nothing is excluded by a Chinese sentence that', () => {
  test.each([
    ['switches a device off', '禁用设备：Norvex网卡'],
    ['recommends in the brackets', '不得提供其他品牌（推荐：Norvex、甲厂）'],
    ['bans what is less', '不得采用低于以下档次的品牌（Norvex、甲厂）'],
    ['bans what is not on the list', '严禁采购未列入清单的品牌（Norvex、甲厂）'],
    ['bans used goods', '不得提供二手设备（含Norvex交换机）'],
    ['rejects who has none of it', '凡未采用Norvex产品的，其投标将被否决'],
    ['rejects who is without it', '如所投产品非Norvex品牌，作无效投标处理'],
    ['takes no other', '不接受非Norvex品牌'],
    ['takes no other product', '非Norvex产品不得投标'],
    ['takes nothing but', '非Norvex品牌除外'],
    ['rejects others than two', '凡采用非甲厂、Norvex品牌的，作废标处理'],
    ['rejects for want of a paper', '凡采用Norvex产品的，须提供原厂授权，否则投标无效'],
    ['rejects for want of a report', '如投标产品为Norvex品牌未提供检测报告，作无效投标处理'],
    ['speaks of a letter', '不得以Norvex授权书代替资质参与投标'],
    ['leaves it to choose', '可排除品牌：Norvex'],
    ['says that any will do', '不限于Norvex、甲厂等品牌'],
    ['compares', '不使用Norvex时请关闭该选项'],
    ['ends before the name', '拒绝接受甲厂。品牌要求：Norvex'],
  ])('%s', (_, text) => {
    expect(roleIn(text)).not.toBe('excluded');
  });

  test('is as long as a page of blanks and names', () => {
    const text = `凡采用${'甲 、 '.repeat(4000)}Norvex${'、 乙 '.repeat(4000)}`;
    const begun = performance.now();
    expect(roleIn(text)).toBe('mentioned');
    expect(performance.now() - begun).toBeLessThan(200);
  });
});
