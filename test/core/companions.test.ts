import { expect, test } from 'vitest';
import { buildIndex } from '../../src/core/index-build.ts';
import { openIndex } from '../../src/core/index-format.ts';
import type { Trade } from '../../src/core/model.ts';
import { catalogue, hanPairs, makeRelated, makeTerm, makeVendor } from './invented.ts';
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
  makeVendor('rover', [makeTerm('流动通信')], {
    related: [makeRelated('branches', 'subsidiary', [makeTerm('河州流动', { strength: 'context' }), makeTerm('河州通达')])],
  }),
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
  ['beside a maker that is known by its comma, with the comma of a sentence', '宇岩，流动，上网', ['rover settled: 流动']],
  ['behind such a maker, with a plain comma', '上网, 宇岩, 流动', ['rover settled: 流动']],
  ['beside a company of a vendor', '河州通达、话务', ['branches settled: 河州通达', 'talker settled: 话务']],
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

test.each<[rule: string, text: string, standing: string]>([
  ['all there is', '河州流动', 'settled'],
  ['with a sign behind', '客户：河州流动，上网', 'settled'],
  ['with what a carrier builds', '河州流动 5G专网', 'settled'],
  ['with what a carrier has', '由河州流动分公司承建', 'settled'],
  ['and another word that it begins', '河州流动App', 'open'],
  ['and the same with a blank', '河州流动 App', 'open'],
  ['and one of Chinese', '河州流动人口', 'open'],
  ['before its opposite', '河州流动、固定电话', 'open'],
  ['where one moves from', '货物由河州流动，到岸', 'open'],
  ['and how many there are', '河州流动用户数', 'open'],
  ['and a checkpoint that moves', '河州流动卡口', 'open'],
  ['and a program', '河州流动客户端', 'open'],
  ['and its customers', '河州流动客户经理', 'settled'],
  ['and its card', '河州流动卡', 'settled'],
])('a place and the everyday word, %s', (_rule, text, standing) => {
  expect(readings(text, {}, index)).toEqual([`branches ${standing}: 河州流动`]);
});
