import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { dataFolder, readHanPairs, readOrdinaryWords } from '../../scripts/catalogue.ts';
import { createFoldTables } from '../../src/core/fold.ts';
import { openOrdinaryWords, packOrdinaryWords } from '../../src/core/ordinary-words.ts';
import { vendors } from './catalogue.ts';

const tables = createFoldTables(readHanPairs());
const packed = packOrdinaryWords(readOrdinaryWords(), tables);
const words = openOrdinaryWords(packed, tables);

test('all words that go in come out, and others do not', () => {
  expect(readOrdinaryWords().filter((word) => !words.has(word))).toEqual([]);
  for (const name of ['', 'falco', 'falconr', 'Quillfeather', 'Falcon Horizon', '海康威视'])
    expect([name, words.has(name)]).toEqual([name, false]);
});

test.each([
  ['a word', 'horizon'],
  ['its inflections', 'Falcons'],
  ['in capitals', 'SENTINEL'],
  ['in full width', 'Ｑｕａｎｔｕｍ'],
  ['a Chinese word', '长城'],
  ['in traditional characters', '長城'],
  ['a place', '天津'],
  ['a word of the trade', 'Endpoint'],
])('%s is ordinary: %s', (_, name) => expect(words.has(name)).toBe(true));

test.each(['Fortinet', 'Huawei', 'Google', 'Palantir', '华为', '奇安信', '深信服', '微软', 'General Electric', 'Office Chair'])(
  '%s is not',
  (name) => expect(words.has(name)).toBe(false),
);

describe('the files', () => {
  test('are in order, without repetition', () => {
    for (const file of ['en.txt', 'zh.txt', 'trade.txt']) {
      const lines = readFileSync(`${dataFolder}ordinary-words/${file}`, 'utf8').trimEnd().split('\n');
      expect([file, lines]).toEqual([file, [...new Set(lines)].sort()]);
    }
  });

  test('are small once they are packed', () => expect(Buffer.byteLength(packed)).toBeLessThan(300_000));

  test('have no name that a bundled vendor bears plainly', () => {
    const plain = vendors.flatMap(({ value }) => value.terms.filter(({ strength }) => strength === 'plain').map(({ text }) => text));
    expect(plain.filter((name) => words.has(name))).toEqual([]);
  });

  test('go with the notice of their sources', () => {
    const notice = readFileSync(`${dataFolder}ordinary-words/NOTICE.txt`, 'utf8');
    for (const author of ['Kevin Atkinson', 'Princeton University', 'Sun Junyi']) expect(notice).toContain(author);
  });
});
