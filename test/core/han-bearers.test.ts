import { expect, test } from 'vitest';
import { hanBearer } from '../../src/core/han-bearers.ts';
import type { TermInfo } from '../../src/core/term-data.ts';
import { indexOf, makeProduct, makeTerm, makeVendor, tables } from './invented.ts';
import { readings } from './readings.ts';

/** The name stands in brackets. */
function bearerIn(marked: string): string | undefined {
  const start = marked.indexOf('[');
  const end = marked.indexOf(']') - 1;
  const info = { strength: 'context', kind: 'name' } as TermInfo;
  return hanBearer(tables, marked.replace(/[[\]]/gu, ''), { start, end, info });
}

test.each<[text: string, bearer: string]>([
  ['王[海岩]', '王海岩'],
  ['评委：王[海岩]、李建国', '王海岩'],
  ['保管人：林[海岩]', '林海岩'],
  ['保管人陳[海巖]', '陳海巖'],
  ['负责人 于[海岩] 139xxxx1234', '于海岩'],
  ['（张[海岩]）', '张海岩'],
  ['张[海岩]教授', '张海岩'],
  ['李[海岩]和刘洋', '李海岩'],
  ['李[海岩]等5人', '李海岩'],
  ['资料员吴[海岩]。', '吴海岩'],
  ['安防工程师张[海岩]负责摄像头', '张海岩'],
  ['现委托孙[海岩]为我方代理人', '孙海岩'],
])('a surname before the name makes a person of it: %s', (text, bearer) => {
  expect(bearerIn(text)).toBe(bearer);
});

test.each([
  '石家庄[海岩]',
  '大王[海岩]、',
  '和[海岩]、',
  '5王[海岩]',
  '王[海岩]技术股份有限公司',
  '王[海岩]牌摄像机',
  '李[海岩]等级保护',
  '公司[海岩]',
  '王[海岩]系列摄像机',
])('but not: %s', (text) => {
  expect(bearerIn(text)).toBeUndefined();
});

test.each<[text: string, bearer: string]>([
  ['[海岩]医药连锁有限公司', '海岩医药连锁有限公司'],
  ['郑州[海岩]起重机械有限公司 塔机', '海岩起重机械有限公司'],
  ['[海岩]律师事务所', '海岩律师事务所'],
  ['[海巖]物業管理有限公司', '海巖物業管理有限公司'],
  ['[海岩]眼镜店', '海岩眼镜'],
  ['[海岩]生物科技', '海岩生物科技'],
  ['雷州[海岩]县', '海岩县'],
  ['[海岩]二路8号', '海岩二路'],
  ['[海岩]大厦', '海岩大厦'],
  ['[海岩]小区智能门禁改造', '海岩小区'],
  ['[海岩]镇中心小学', '海岩镇'],
  ['宏[海岩]科技工程行', '海岩科技工程行'],
  ['物业：[海岩]物业', '海岩物业'],
])('companies of other trades, places and institutions are called so: %s', (text, bearer) => {
  expect(bearerIn(text)).toBe(bearer);
});

test.each([
  '[海岩]技术股份有限公司',
  '[海岩]建筑智能系统有限公司',
  '[海岩]医药仓库用摄像机',
  '[海岩]建设的平台由某某有限公司运维',
  '[海岩]物流',
  '[海岩]物业管控平台',
  '[海岩]路由器',
  '[海岩]路口监控',
  '[海岩]小区门禁',
  '[海岩]医院解决方案',
  '[海岩]银行行业版',
  '[海岩]酒店方案',
  '[海岩]企业行业方案',
  '[海岩]',
])('but not: %s', (text) => {
  expect(bearerIn(text)).toBeUndefined();
});

const own = indexOf(
  makeVendor(
    'haiyan',
    [makeTerm('海岩', { strength: 'context', contextTerms: ['摄像机', '岭峰'] }), makeTerm('海岩威', { strength: 'plain' })],
    {
      products: [makeProduct('kun', [makeTerm('坤鸟', { strength: 'context', contextTerms: ['服务器'] })])],
    },
  ),
  makeVendor('lingfeng', [makeTerm('岭峰', { strength: 'context', contextTerms: ['摄像机', '海岩'] })]),
);

test('a name of another bearer is nothing, whatever else stands there', () => {
  expect(readings('摄像机采购评委：王海岩、李建国', {}, own)).toEqual([]);
  expect(readings('摄像机安装于海岩大道', {}, own)).toEqual([]);
  expect(readings('服务器 坤鸟建筑劳务有限公司', {}, own)).toEqual([]);
  expect(readings('服务器 坤鸟', {}, own)).toEqual(['kun settled: 坤鸟']);
});

test('a name that nobody else bears stays one', () => {
  expect(readings('王海岩威', {}, own)).toEqual(['haiyan settled: 海岩威']);
});
