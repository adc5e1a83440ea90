import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { guessDelimiter, readCsv } from '../../src/cli/read-csv.ts';

const table = (text: string): [number | undefined, string][] => readCsv(text).blocks.map((block) => [block.row, block.text]);

/** Source of the first place where `wanted` stands in a cell. */
function source(text: string, wanted: string): string {
  const document = readCsv(text);
  const block = document.blocks.find((one) => one.text.includes(wanted));
  if (!block) throw new Error(`${wanted} is in no cell`);
  const start = block.text.indexOf(wanted);
  const span = document.locate(block.id, start, start + wanted.length);
  return text.slice(span.start, span.end);
}

test('a record is a row, a cell a block; blank cells give none', () => {
  expect(table('a,b\n,  \nc,,d\n')).toEqual([
    [0, 'a'],
    [0, 'b'],
    [2, 'c'],
    [2, 'd'],
  ]);
});

test('cells that are not blank are counted', () => {
  expect(readCsv('a,b\n,  \n"c",,d\n').coverage).toMatchObject({ blocks: 4, cells: 4, attributes: 0 });
  expect(readCsv(`a,${'word '.repeat(20_000)}`).coverage).toMatchObject({ blocks: 3, cells: 2 });
});

test.each([
  ['quoted delimiters', '"a,b",c', ['a,b', 'c']],
  ['doubled quotes', '"say ""hi""",c', ['say "hi"', 'c']],
  ['line ends in quotes', '"a\r\nb",c', ['a\r\nb', 'c']],
  ['an inch sign in a plain cell', '24" monitor,c', ['24" monitor', 'c']],
  ['text behind a closing quote', '"Forti"Gate,c', ['FortiGate', 'c']],
  ['blanks before a quote', 'a, "b, c"', ['a', 'b, c']],
  ['a quote that is never closed', '"open,FortiGate\nnext,row', ['"open', 'FortiGate', 'next', 'row']],
  ['old Mac line ends', 'a,b\rc,d', ['a', 'b', 'c', 'd']],
  ["Excel's own hint, against the look of the table", 'sep=|\na,b\nc,d', ['a,b', 'c,d']],
])('reads %s', (_name, text, cells) => {
  expect(table(text).map(([, cell]) => cell)).toEqual(cells);
});

test('after a stray quote, quoted cells on later lines are still read', () => {
  expect(table('"open,x\n"a\nb",c').map(([, cell]) => cell)).toEqual(['"open', 'x', 'a\nb', 'c']);
  expect(table('"open,x\n"a,b",c').map(([, cell]) => cell)).toEqual(['"open', 'x', 'a,b', 'c']);
});

test.each([
  [',', 'item,name,price\n1,chair,2\n2,desk,3'],
  [';', 'item;name;price\n1;chair, black;2,50\n2;desk;3,00'],
  ['\t', 'item\tname\n1\tchair, black\n2\tdesk; white'],
  ['|', 'item|name|price\n1|chair|2'],
  [',', 'item,name,S|M\n1,chair,S|M\n2,desk,L|M'],
  [',', 'no delimiter at all'],
  [';', 'a title\n\nitem;name\n1;"x, y"\n2;z'],
])('guesses %j', (delimiter, text) => {
  expect(guessDelimiter(text)).toBe(delimiter);
});

test('places of quoted cells cover their source', () => {
  const text = '1;"Fortinet; FortiGate ""60F"" unit"\n2;Wiz';
  expect(source(text, 'Fortinet')).toBe('Fortinet');
  expect(source(text, 'FortiGate "60F" unit')).toBe('FortiGate ""60F"" unit');
  expect(source(text, '60F')).toBe('60F');
  expect(source(text, 'Wiz')).toBe('Wiz');
});

test('well-formed files are cut as csv-parse cuts them', () => {
  const cell = fc.stringMatching(/^[ab",\n飞 ]{0,6}$/);
  const records = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(records, (rows) => {
      // The hint settles the delimiter, which is not what is tested here.
      const body = rows.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')).join('\n');
      const expected = parse(body, { relax_column_count: true }).flatMap((row: string[], i: number) =>
        row.filter((one) => one.trim() !== '').map((one) => [i, one]),
      );
      expect(table(`sep=,\n${body}`)).toEqual(expected);
    }),
  );
});

test('removing the quotes from the source gives the text', () => {
  const cell = fc.stringMatching(/^[ab",;\n飞]{1,8}$/);
  fc.assert(
    fc.property(cell, fc.nat(), fc.nat(), (value, a, b) => {
      const text = `sep=;\nx;"${value.replaceAll('"', '""')}"`;
      const document = readCsv(text);
      const block = document.blocks.find((one) => one.text === value);
      fc.pre(block !== undefined && value !== 'x');
      if (!block) return;
      const start = a % value.length;
      const end = start + 1 + (b % (value.length - start));
      const span = document.locate(block.id, start, end);
      // At its ends a span may hold one of the two quotes that stand for one.
      expect(text.slice(span.start, span.end).replaceAll('"', '')).toBe(value.slice(start, end).replaceAll('"', ''));
    }),
  );
});

test('a cell without spaces is cut without looking back over what was cut before', () => {
  const look = vi.spyOn(String.prototype, 'lastIndexOf');
  try {
    expect(readCsv('x'.repeat(300_000)).blocks).toHaveLength(5);
    for (const text of look.mock.contexts.slice(-4)) expect(String(text).length).toBeLessThan(70_000);
  } finally {
    look.mockRestore();
  }
});
