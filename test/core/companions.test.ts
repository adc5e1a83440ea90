import { expect, test } from 'vitest';
import { buildIndex } from '../../src/core/index-build.ts';
import { openIndex } from '../../src/core/index-format.ts';
import type { Trade } from '../../src/core/model.ts';
import { catalogue, hanPairs, makeTerm, makeVendor } from './invented.ts';
import { type Page, readings } from './readings.ts';

const trades: Trade[] = [
  {
    id: 'carriers',
    vendors: ['acme', 'rover', 'talker'],
    makers: ['Globex', '宇岩、'],
    companions: [
      { vendor: 'rover', text: '流动' },
      { vendor: 'talker', text: '话务' },
      { vendor: 'talker', text: '720' },
    ],
  },
];
const vendors = [
  makeVendor('acme', [makeTerm('宏达通')]),
  makeVendor('rover', [makeTerm('流动通信')]),
  makeVendor('talker', [makeTerm('话务局')]),
];
const index = openIndex(buildIndex({ ...catalogue, vendors, trades }, hanPairs));

test.each<[rule: string, page: Page, companions: string[]]>([
  ['alone', '流动、话务', []],
  ['behind a name', '宏达通、流动', ['rover settled: 流动']],
  ['before a name', '支持流动/宏达通', ['rover settled: 流动']],
  ['one behind another', '宏达通|话务|流动', ['talker settled: 话务', 'rover settled: 流动']],
  ['one before another', '流动、话务和宏达通', ['rover settled: 流动', 'talker settled: 话务']],
  ['beside makers of the trade alone', '设备：Globex、流动', ['rover settled: 流动']],
  ['in Traditional characters', '宏達通、流動', ['rover settled: 流動']],
  ['with nothing between', '宏达通流动卡', ['rover settled: 流动']],
  ['with what is sold', '宏达通、流动专线', ['rover settled: 流动']],
  ['beside a maker of the trade', '宏达通终端；Globex、流动', ['rover settled: 流动']],
  ['beside a maker that is known by its comma', '宇岩、流动、宏达通终端', ['rover settled: 流动']],
  ['the beginning of another word', '宏达通、流动端', []],
  ['the beginning of another word, with nothing between', '宏达通流动用户', []],
  ['the end of another word', '中华话务、宏达通', []],
  ['in another sentence', '宏达通。流动', []],
  ['in the next cell', [['宏达通', '流动']], []],
  ['part of its own name', '流动通信、宏达通', []],
  ['a number in a list', '宏达通、720。', ['talker settled: 720']],
  ['a longer number', '宏达通、7200', []],
  ['a number with decimals', '宏达通、720.5', []],
  ['an angle', '宏达通、720°', []],
])('an everyday word that is a name beside others of its trade: %s', (_rule, page, companions) => {
  const names = ['宏达通', '宏達通', '流动通信'];
  expect(readings(page, {}, index).filter((reading) => !names.some((name) => reading.endsWith(`: ${name}`)))).toEqual(companions);
});
