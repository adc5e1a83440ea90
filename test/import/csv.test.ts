import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCsv, readLines, writeCsvRow } from '../../src/import/csv.ts';
import { readJson } from '../../src/import/json.ts';
import type { Row } from '../../src/import/rows.ts';

async function* pieces(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

async function all<Item>(batches: AsyncIterable<readonly Item[]>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const batch of batches) items.push(...batch);
  return items;
}

const cells = (rows: readonly Row[]): unknown[] => rows.map((row) => row.cells);

test.each([
  ['quoted delimiters', '"a,b",c', [['a,b', 'c']]],
  ['doubled quotes', '"say ""hi""","",c', [['say "hi"', '', 'c']]],
  ['line ends in quotes', '"a\r\nb",c', [['a\r\nb', 'c']]],
  ['an inch sign in a plain cell', '24" monitor,c', [['24" monitor', 'c']]],
  ['text behind a closing quote', '"Nor"vex,c', [['Norvex', 'c']]],
  ['blanks before a quote', 'a, "b, c"', [['a', 'b, c']]],
  [
    'a last cell that is empty',
    'a,\nb,',
    [
      ['a', ''],
      ['b', ''],
    ],
  ],
  ['line ends of all kinds', 'a\rb\r\nc\n\nd\r\n', [['a'], ['b'], ['c'], [''], ['d']]],
])('%s, wherever the text is cut', async (_, text, wanted) => {
  for (const size of [1, 2, 3, 100]) expect([size, cells(await all(readCsv(pieces(text, size), ',')))]).toEqual([size, wanted]);
});

test('rows know the line that they begin in', async () => {
  const rows = await all(readCsv(pieces('a\n"b\nc"\r\nd\n\n"e\re",f\ng', 2), ','));
  expect(rows.map(({ line }) => line)).toEqual([1, 2, 4, 5, 6, 8]);
});

test('well-formed files are cut as csv-parse cuts them, and what we write is well-formed', async () => {
  const cell = fc.oneof(fc.stringMatching(/^[ab",;\n飞 ]{0,6}$/), fc.string({ maxLength: 6 }));
  const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 1, max: 9 }), async (table, size) => {
      const text = table.map(writeCsvRow).join('');
      expect(parse(text, { relax_column_count: true, record_delimiter: '\r\n' })).toEqual(table);
      expect(cells(await all(readCsv(pieces(text, size), ',')))).toEqual(table);
    }),
  );
});

test('lines, wherever the text is cut', async () => {
  const text = 'a,b\r\n"c\r\r\nd\n\ne';
  for (const size of [1, 2, 3, 100]) {
    const rows = await all(readLines(pieces(text, size)));
    expect([size, rows.map(({ line, cells: [cell] }) => [line, cell])]).toEqual([
      size,
      [
        [1, 'a,b'],
        [2, '"c'],
        [3, ''],
        [4, 'd'],
        [5, ''],
        [6, 'e'],
      ],
    ]);
  }
});

test('JSON is cut as JSON.parse reads it, wherever the text is cut', async () => {
  const records = fc.array(fc.dictionary(fc.string({ maxLength: 5 }), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 }), {
    minLength: 1,
    maxLength: 4,
  });
  await fc.assert(
    fc.asyncProperty(
      records,
      fc.integer({ min: 1, max: 9 }),
      fc.constantFrom(0, 1, 2),
      fc.constantFrom(undefined, 1),
      async (list, size, form, indent) => {
        const text = [
          JSON.stringify(list, null, indent),
          list.map((one) => JSON.stringify(one, null, indent)).join('\n'),
          JSON.stringify({ total: { entries: [1] }, entries: list, after: [{}] }, null, indent),
        ][form] as string;
        const read = await all(readJson(pieces(text, size)));
        expect(read.map(({ fields }) => [...fields])).toEqual(list.map((one) => Object.entries(JSON.parse(JSON.stringify(one)))));
      },
    ),
  );
});
