import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { inspect } from '../../src/import/inspect.ts';
import { ImportError } from '../../src/import/problems.ts';
import type { SourceFile } from '../../src/import/source.ts';
import { pack } from '../../src/import/zip.ts';
import { entryOf, refusal, sourceOf, takeApproved, takeEntries } from './source-of.ts';

type Cell = string | number | boolean | Date | null;

async function workbook(...sheets: { readonly name: string; readonly rows: readonly (readonly Cell[])[] }[]): Promise<SourceFile> {
  const cells = sheets.map(({ name, rows }) => ({
    sheet: name,
    dateFormat: 'yyyy/mm/dd',
    data: rows.map((row) => row.map((value) => (value === null ? null : { value }))),
  }));
  return sourceOf(await writeXlsxFile(cells).toBuffer(), 'list.xlsx');
}

/** A workbook made by hand, with what no library of ours would write. */
async function madeOf(sheet: string, more: Readonly<Record<string, string>> = {}): Promise<SourceFile> {
  const files = {
    'xl/workbook.xml':
      '<x:workbook xmlns:x="m" xmlns:rel="r"><x:sheets><x:sheet name="Hidden" state="hidden" rel:id="a"/><x:sheet name="L&amp;G" rel:id="b"/></x:sheets></x:workbook>',
    'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="b" Target="/xl/worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
    ...more,
  };
  return sourceOf(
    await pack(
      Object.entries(files).map(([name, xml]) => ({ name, texts: [xml] })),
      'application/zip',
    ),
    'list.xlsx',
  );
}

test('a workbook of another program: numbers, dates and truth as text, blank rows and titles left out', async () => {
  const file = await workbook({
    name: '合格供应商',
    rows: [
      ['合格供应商名录', null, null, null],
      [null, null, null, null],
      ['供应商', '产品', '合同号', '有效期至'],
      ['明堃', '防火墙 & <网关>', 20260001, new Date(Date.UTC(2026, 11, 31))],
      [null, null, null, null],
      ['启岳', null, 0.1, '2027-01-31'],
    ],
  });
  const { plan, entries, problems } = await takeApproved(file);
  expect(plan).toEqual({
    kind: 'approved',
    format: 'xlsx',
    sheet: '合格供应商',
    hasHeader: true,
    mapping: { vendor: 0, product: 1, reference: 2, validUntil: 3 },
  });
  expect(problems).toEqual([]);
  expect(entries).toEqual([
    { vendor: '明堃', product: '防火墙 & <网关>', categories: [], reference: '20260001', validUntil: '2026-12-31' },
    { vendor: '启岳', categories: [], reference: '0.1', validUntil: '2027-01-31' },
  ]);
});

test('a sheet is chosen; by itself it is the first that holds something', async () => {
  const file = await workbook(
    { name: 'Cover', rows: [] },
    { name: 'A', rows: [['Vendor'], ['Acme']] },
    { name: 'B', rows: [['Vendor'], ['Norvex'], [123]] },
  );
  expect(await inspect(file, 'restricted')).toMatchObject({ sheets: ['Cover', 'A', 'B'], plan: { sheet: 'A' }, rows: [['Acme']] });
  const chosen = await takeEntries(file, { sheet: 'B' });
  expect(chosen.entries).toEqual([entryOf('Norvex')]);
  expect(chosen.problems).toEqual([{ code: 'no-letter', line: 3, column: 'Vendor', value: '123' }]);
  expect(await refusal(takeEntries(file, { sheet: 'C' }))).toBe('no-sheet: C');
});

describe('a workbook with numbers of eight bytes (Zip64), as programs write that do not know its size beforehand', () => {
  // Written by Python's zipfile with every number so, those at the end included.
  const bytes = new Uint8Array(readFileSync(new URL('../fixtures/import/zip64.xlsx', import.meta.url)));

  test('is read like any other', async () => {
    const { entries, problems } = await takeEntries(sourceOf(bytes, 'list.xlsx'));
    expect([entries, problems]).toEqual([[entryOf('Norvex Optics'), entryOf('明堃')], []]);
  });

  test.each([
    ['the way to its end', [0x50, 0x4b, 0x06, 0x07]],
    ['its end', [0x50, 0x4b, 0x06, 0x06]],
  ])('and without %s is damaged', async (_what, signature) => {
    const at = bytes.findLastIndex((_byte, index) => signature.every((byte, offset) => bytes[index + offset] === byte));
    const broken = bytes.with(at, 0);
    expect(await refusal(inspect(sourceOf(broken, 'list.xlsx'), 'restricted'))).toBe('damaged');
  });
});

describe('what other programs write', () => {
  test('shared texts in pieces and with readings, texts in place, formulas, errors, gaps and rows without numbers', async () => {
    const file = await madeOf(
      `<row><c t="s"><v>0</v></c><c t="inlineStr"><is><t>No</t><t>te</t></is></c></row>
       <row r="4"><c r="A4" t="s"><v>1</v></c><c r="B4" t="str"><f>A4</f><v>x_x000D_y</v></c><c r="D4" t="e"><v>#N/A</v></c></row>
       <row r="5"><c r="B5" t="b"><v>1</v></c><c r="XFD5"><v>1</v></c></row>`,
      {
        'xl/sharedStrings.xml':
          '<sst><si><t>Vendor</t></si><si><r><t>Nor</t></r><r><t>vex</t></r><rPh><t>ノルベックス</t></rPh></si></sst>',
      },
    );
    const { plan, entries, problems } = await takeEntries(file);
    expect(plan.sheet).toBe('L&G');
    expect(entries).toEqual([entryOf('Norvex', { note: 'x\ny' })]);
    expect(problems).toEqual([{ code: 'no-name', line: 5, column: 'Vendor' }]);
  });

  test('rows whose numbers are none, or go back, are read like the others', async () => {
    const cell = (text: string): string => `<c t="str"><v>${text}</v></c>`;
    const file = await madeOf(
      `<row r="5">${cell('Vendor')}</row><row r="2">${cell('Norvex')}</row><row r="x">${cell('Umbrage')}</row><row>${cell('Acme')}</row>`,
    );
    expect((await takeEntries(file)).entries).toEqual([entryOf('Norvex'), entryOf('Umbrage'), entryOf('Acme')]);
  });

  test('a format of brackets that never close is no date, and takes no longer for it', async () => {
    const styles = `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="${'['.repeat(600_000)}0"/></numFmts>
      <cellXfs><xf numFmtId="170"/></cellXfs></styleSheet>`;
    const file = await madeOf('<row><c t="inlineStr"><is><t>Vendor</t></is></c></row><row><c s="0"><v>7</v></c></row>', {
      'xl/styles.xml': styles,
    });
    expect((await inspect(file, 'restricted')).rows).toEqual([['7']]);
  });

  test('dates by built-in and own formats, and from 1904', async () => {
    const styles = `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="[$-804]yyyy&quot;年&quot;m"/><numFmt numFmtId="171" formatCode="0.0&quot;d&quot;"/></numFmts>
      <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs></styleSheet>`;
    const rows = (style: number, value: string): string =>
      `<row><c t="str"><v>v</v></c></row><row><c s="${style}"><v>${value}</v></c></row>`;
    const shown = async (file: SourceFile) => (await inspect(file, 'restricted', { hasHeader: false })).rows[1]?.[0];
    expect(await shown(await madeOf(rows(1, '46387'), { 'xl/styles.xml': styles }))).toBe('2026-12-31');
    expect(await shown(await madeOf(rows(2, '46387.75'), { 'xl/styles.xml': styles }))).toBe('2026-12-31');
    expect(await shown(await madeOf(rows(0, '46387'), { 'xl/styles.xml': styles }))).toBe('46387');
    expect(await shown(await madeOf(rows(3, '46387'), { 'xl/styles.xml': styles }))).toBe('46387');
    const from1904 = '<workbook><workbookPr date1904="1"/><sheets><sheet name="S" id="b"/></sheets></workbook>';
    expect(await shown(await madeOf(rows(1, '44925'), { 'xl/styles.xml': styles, 'xl/workbook.xml': from1904 }))).toBe('2026-12-31');
  });
});

describe('refused', () => {
  const whole = async (): Promise<Uint8Array> =>
    new Uint8Array(
      await (await workbook({ name: 'A', rows: [['Vendor'], ...Array.from({ length: 50 }, (_, i) => [`Acme ${i}`])] })).blob.arrayBuffer(),
    );

  test('wherever it was cut off', async () => {
    const bytes = await whole();
    for (let end = 4; end < bytes.length; end += 97) {
      expect([end, await refusal(takeEntries(sourceOf(bytes.slice(0, end), 'list.xlsx')))]).toEqual([end, 'damaged']);
    }
  });

  test('a byte changed on the way is noticed, or changes nothing', async () => {
    const bytes = await whole();
    const { entries } = await takeEntries(sourceOf(bytes, 'list.xlsx'));
    let refused = 0;
    for (let at = 30; at < bytes.length; at += 61) {
      const broken = Uint8Array.from(bytes);
      broken[at] = ~(broken[at] as number) & 0xff;
      try {
        expect((await takeEntries(sourceOf(broken, 'list.xlsx'))).entries).toEqual(entries);
      } catch (error) {
        expect(error).toBeInstanceOf(ImportError);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(10);
  });

  test('tags within tags without end', async () => {
    expect(await refusal(takeEntries(await madeOf('<a>'.repeat(100_000))))).toBe('damaged');
  });

  test('another archive', async () => {
    const blob = await pack([{ name: 'word/document.xml', texts: ['<w/>'] }], 'application/zip');
    expect(await refusal(takeEntries(sourceOf(blob, 'list.xlsx')))).toBe('other-workbook');
  });
});
