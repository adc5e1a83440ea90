import { expect, test } from 'vitest';
import { cut, pad, printable, widthOf } from '../../src/cli/width.ts';

test.each([
  ['FortiGate', 9],
  ['飞塔', 4],
  ['ＦＧ', 4],
  ['e\u0301', 1],
  ['（a）', 5],
  ['𠮷', 2],
  ['', 0],
])('%j takes %i columns', (text, width) => {
  expect(widthOf(text)).toBe(width);
});

test('filling and cutting count columns, not characters', () => {
  expect(pad('飞塔', 6)).toBe('飞塔  ');
  expect(cut('飞塔防火墙', 6)).toBe('飞塔…');
  expect(cut('飞塔', 4)).toBe('飞塔');
});

test('nothing in a text can steer the terminal', () => {
  expect(printable('a\u001b[31mb\tc\nd\u202ee\u0007')).toBe('a\ufffd[31mb c d\ufffde\ufffd');
});
