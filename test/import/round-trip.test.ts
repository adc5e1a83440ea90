import fc from 'fast-check';
import { readSheet } from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import { cleanName, cleanText } from '../../src/core/clean-text.ts';
import type { ApprovedEntry, OwnEntry } from '../../src/core/own-list.ts';
import { type ExportFormat, writeEntries } from '../../src/import/write.ts';
import { entryOf, sourceOf, takeApproved, takeEntries } from './source-of.ts';

const formats: readonly ExportFormat[] = ['csv', 'xlsx', 'json'];

async function* inBatches<Entry>(entries: readonly Entry[], size = 3): AsyncGenerator<readonly Entry[]> {
  for (let at = 0; at < entries.length; at += size) yield entries.slice(at, at + size);
}

const exported = async (kind: 'restricted' | 'approved', entries: readonly (OwnEntry | ApprovedEntry)[], format: ExportFormat) =>
  sourceOf(await writeEntries(kind, inBatches(entries), format), `list.${format}`);

/** What people write, and what they should not. */
const piece = fc.oneof(
  fc.constantFrom(
    '=',
    '+',
    '-',
    '@',
    "'",
    "'=",
    '"',
    ',',
    ';',
    '；',
    '|',
    '\\',
    '\n',
    '\t',
    '(',
    ')',
    ' ',
    '_x000D_',
    '&amp;',
    '<b>',
    '\u202e',
  ),
  fc.constantFrom('Acme', 'Ltd', '飞塔', '华信', 'é', '🚀', '2026-12-31', '=SUM(A1)', 'https://', 'vendor', 'Vendor', '1'),
  fc.string({ unit: 'binary', maxLength: 5 }),
);
const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
const name = text.map(cleanName);
const filledName = name.map((one) => one || 'Norvex');
const vendor = name.map((one) => (/\p{L}/u.test(one) ? one : `Acme ${one}`.trim()));
const note = fc.oneof(text, fc.constant('很长 '.repeat(300))).map((one) => cleanText(one) || 'Note');
const url = fc.constantFrom('https://example.com/a?b=1,2;3', 'https://example.cn/政策', 'https://example.com/=x');
const partNumber = fc.constantFrom('FG-100F', 'FG-(100|200)F', 'AX[1-9]{2}', 'SRX300~#{2,4}', 'PA-%{3}');
const optional: { requiredKeys: [] } = { requiredKeys: [] };

const entry: fc.Arbitrary<OwnEntry> = fc
  .tuple(
    fc.record({
      vendor,
      aliases: fc.array(filledName, { maxLength: 4 }),
      partNumbers: fc.array(partNumber, { maxLength: 3 }),
      severity: fc.constantFrom('prohibited' as const, 'review' as const),
    }),
    fc.record({ product: filledName, category: fc.constant('firewall'), note, url }, optional),
  )
  .map(([needed, more]) => ({ ...needed, ...more }));
const approvedEntry: fc.Arbitrary<ApprovedEntry> = fc
  .tuple(
    fc.record({ vendor, categories: fc.array(fc.constantFrom('firewall', 'waf'), { maxLength: 2 }) }),
    fc.record(
      {
        product: filledName,
        url,
        reference: filledName,
        validUntil: fc.constantFrom('2026-12-31', '2028-02-29'),
        scope: note,
        region: filledName,
        note,
      },
      optional,
    ),
  )
  .map(([needed, more]) => ({ ...needed, ...more }));

/** Ids that differ. */
const numbered = <Entry>(entries: readonly Entry[]): Entry[] => entries.map((one, i) => (i % 2 ? one : { ...one, id: `=${i},${i}` }));
const list = <Entry>(one: fc.Arbitrary<Entry>): fc.Arbitrary<Entry[]> => fc.array(one, { minLength: 1, maxLength: 7 }).map(numbered);

describe.each(formats)('%s', (format) => {
  test('restricted entries come back as they were', async () => {
    await fc.assert(
      fc.asyncProperty(list(entry), async (entries) => {
        const taken = await takeEntries(await exported('restricted', entries, format));
        expect(taken.problems).toEqual([]);
        expect(taken.entries).toEqual(entries);
      }),
      { numRuns: 60 },
    );
  });

  test('approved entries come back as they were', async () => {
    await fc.assert(
      fc.asyncProperty(list(approvedEntry), async (entries) => {
        const taken = await takeApproved(await exported('approved', entries, format));
        expect(taken.problems).toEqual([]);
        expect(taken.entries).toEqual(entries);
      }),
      { numRuns: 60 },
    );
  });

  test('more entries than are in memory at once', async () => {
    const entries = Array.from({ length: 12_000 }, (_, i) => entryOf(`Vendor ${i}`, { aliases: [`别名${i}`] }));
    expect((await takeEntries(await exported('restricted', entries, format))).entries).toEqual(entries);
  });
});

test('no cell of an export is a formula, in a spreadsheet program that reads text as one', async () => {
  const entries = [entryOf('=HYPERLINK("https://evil.example")', { aliases: ['+1', '-2'], note: '@SUM(A1)', product: '\t=1' })];
  const csv = await (await exported('restricted', entries, 'csv')).blob.text();
  expect(csv.split(/[,\n\r]/).filter((cell) => /^"?[=+\-@\t]/.test(cell))).toEqual([]);
  const [, row] = await readSheet(Buffer.from(await (await exported('restricted', entries, 'xlsx')).blob.arrayBuffer()));
  expect(row?.filter((cell) => /^[=+\-@\t]/.test(String(cell)))).toEqual([]);
});

test('Chinese in a CSV carries the mark by which spreadsheet programs know UTF-8', async () => {
  const bytes = new Uint8Array(await (await exported('restricted', [entryOf('飞塔')], 'csv')).blob.arrayBuffer());
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
});

test('our workbooks say to another reader what they say to us', async () => {
  const entries = [
    entryOf('Acme & Söhne <GmbH>', {
      id: '00123',
      aliases: ['飞塔', 'A;B'],
      note: 'one\ntwo\n  three',
      url: 'https://example.com/?a=1&b="2"',
    }),
    entryOf('Norvex', { product: '_x0041_', severity: 'review' }),
  ];
  const rows = await readSheet(Buffer.from(await (await exported('restricted', entries, 'xlsx')).blob.arrayBuffer()), { trim: false });
  expect(rows).toEqual([
    ['ID', 'Vendor', 'Product', 'Category', 'Aliases', 'Part numbers', 'Severity', 'Note', 'Link'],
    ['00123', 'Acme & Söhne <GmbH>', null, null, '飞塔; A\\;B', null, 'prohibited', 'one\ntwo\n  three', 'https://example.com/?a=1&b="2"'],
    [null, 'Norvex', '_x0041_', null, null, null, 'review', null, null],
  ]);
});
