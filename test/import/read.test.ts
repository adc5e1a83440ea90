import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { inspect } from '../../src/import/inspect.ts';
import { readEntries } from '../../src/import/read.ts';
import type { PlanChange, SourceFile } from '../../src/import/source.ts';
import { encode } from '../encode.ts';
import { entryOf, refusal, sourceOf, takeApproved, takeEntries } from './source-of.ts';

const fixture = (name: string): SourceFile => sourceOf(readFileSync(new URL(`../fixtures/import/${name}`, import.meta.url)), name);
const categories = [
  { id: 'firewall', name: { en: 'Firewall', zh_CN: '防火墙' } },
  { id: 'waf', name: { en: 'Web application firewall', zh_CN: 'Web应用防火墙' } },
];

describe('a list as people keep it', () => {
  test('a title above the headings, semicolons, quotes, several values in a cell', async () => {
    const { plan, entries, problems } = await takeEntries(fixture('vendors.csv'));
    expect(plan).toMatchObject({ format: 'csv', encoding: 'utf-8', delimiter: ';', hasHeader: true });
    expect(plan.mapping).toEqual({ id: 0, vendor: 1, aliases: 2, partNumbers: 3, severity: 4, note: 5 });
    expect(entries).toEqual([
      entryOf('Norvex Systems GmbH', {
        id: '1',
        aliases: ['Norvex', 'NVX Systems', 'Norvex Security'],
        partNumbers: ['NVX-#{3,4}'],
        note: 'Board decision 12/2026\nsee intranet',
      }),
      entryOf('北辰云安科技有限公司', {
        id: '3',
        aliases: ['北辰云安', 'BeiChen'],
        partNumbers: ['BC-(100|200)F'],
        note: '通知〔2026〕3号',
      }),
      entryOf('Halden Optics', { id: '4', severity: 'review' }),
    ]);
    expect(problems).toEqual([{ code: 'extra-cells', line: 7, value: 'check first' }]);
  });

  test('approved vendors, with Chinese headings, categories by name and dates as they are written', async () => {
    const { plan, entries, problems } = await takeApproved(fixture('approved.csv'), {}, { categories });
    expect(plan.mapping).toEqual({
      vendor: 0,
      product: 1,
      categories: 2,
      reference: 3,
      validUntil: 4,
      scope: 5,
      region: 6,
      url: 7,
      note: 8,
    });
    expect(entries).toEqual([
      {
        vendor: '上海明堃网络有限公司',
        product: '明堃防火墙',
        categories: ['firewall'],
        reference: 'HT-2026-001',
        validUntil: '2026-12-31',
        scope: '集团总部及子公司',
        region: '华东',
        url: 'https://example.cn/mk',
        note: '框架协议',
      },
      { vendor: '成都启岳信息技术有限公司', categories: [], reference: 'HT-2026-002', region: '西南' },
    ]);
    expect(problems).toEqual([{ code: 'date-ambiguous', line: 4, column: '有效期至', value: '03/04/2026' }]);
  });

  test('one name a line, with commas in them', async () => {
    const { plan, entries } = await takeEntries(fixture('names.txt'));
    expect(plan).toMatchObject({ format: 'names', hasHeader: false, mapping: { vendor: 0 } });
    expect(entries.map(({ vendor }) => vendor)).toEqual([
      'Norvex Systems GmbH',
      '北辰云安科技有限公司',
      'Quillon Robotics, Inc.',
      'Halden Optics',
    ]);
  });

  test('the first ten rows are shown, as they stand in the file', async () => {
    const csv = `Vendor,Note\n${Array.from({ length: 20 }, (_, i) => `Acme ${i},=${i}`).join('\n')}`;
    const { columns, rows, sheets } = await inspect(sourceOf(csv), 'restricted');
    expect({ columns, sheets, count: rows.length, first: rows[0] }).toEqual({
      columns: ['Vendor', 'Note'],
      sheets: [],
      count: 10,
      first: ['Acme 0', '=0'],
    });
  });

  test('progress goes from nothing to the whole file, and a batch is never the whole file', async () => {
    const file = sourceOf(`Vendor\n${'Acme Robotics Limited\n'.repeat(50_000)}`);
    const { plan } = await inspect(file, 'restricted');
    const told: number[] = [];
    let largest = 0;
    for await (const batch of readEntries(file, plan, { onProblem: () => undefined, onProgress: (bytes) => told.push(bytes) })) {
      largest = Math.max(largest, batch.length);
    }
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.length).toBeGreaterThan(10);
    expect(told.at(-1)).toBe(file.size);
    expect(largest).toBeLessThan(4_000);
  });

  test('a million rows are read batch by batch, and the next one is too many', async () => {
    const rows = Array.from({ length: 1_000_001 }, (_, i) => `Acme ${i}\n`);
    const file = sourceOf(`Vendor\n${rows.join('')}`);
    const { plan } = await inspect(file, 'restricted');
    let read = 0;
    let largest = 0;
    const reading = async (): Promise<void> => {
      for await (const batch of readEntries(file, plan, { onProblem: () => undefined, onProgress: () => undefined })) {
        read += batch.length;
        largest = Math.max(largest, batch.length);
      }
    };
    expect(await refusal(reading())).toBe('too-many in line 1000002: 1000000');
    expect(read).toBeGreaterThan(990_000);
    expect(largest).toBeLessThan(7_000);
  });
});

describe('encodings', () => {
  const text = '供应商,备注\n华信,甲\n';
  const utf16 = (isLittle: boolean): number[] =>
    [...text].flatMap((character) => {
      const unit = character.charCodeAt(0);
      return isLittle ? [unit & 0xff, unit >> 8] : [unit >> 8, unit & 0xff];
    });
  test.each([
    ['UTF-8', [...new TextEncoder().encode(text)], 'utf-8'],
    ['UTF-8 with a mark', [0xef, 0xbb, 0xbf, ...new TextEncoder().encode(text)], 'utf-8'],
    ['UTF-16 LE with a mark', [0xff, 0xfe, ...utf16(true)], 'utf-16le'],
    ['UTF-16 BE with a mark', [0xfe, 0xff, ...utf16(false)], 'utf-16be'],
    ['UTF-16 LE without one', utf16(true), 'utf-16le'],
    ['UTF-16 BE without one', utf16(false), 'utf-16be'],
    ['GB18030', [...encode('gb18030', text)], 'gb18030'],
  ])('%s', async (_, bytes, encoding) => {
    const { plan, entries } = await takeEntries(sourceOf(Uint8Array.from(bytes)));
    expect(plan.encoding).toBe(encoding);
    expect(entries).toEqual([entryOf('华信', { note: '甲' })]);
  });

  test('Big5', async () => {
    const { plan, entries } = await takeEntries(sourceOf(encode('big5', 'Vendor,Note\n華信科技,不得採購\n')));
    expect(plan).toMatchObject({ encoding: 'big5' });
    expect(entries).toEqual([entryOf('華信科技', { note: '不得採購' })]);
  });

  test('another one can be chosen, and is refused where it cannot be', async () => {
    const latin = sourceOf(Uint8Array.from([...new TextEncoder().encode('Vendor\nS'), 0xf8, ...new TextEncoder().encode('ren\n')]));
    expect((await takeEntries(latin, { encoding: 'windows-1252' })).entries).toEqual([entryOf('Søren')]);
    expect(await refusal(takeEntries(latin, { encoding: 'utf-8' }))).toBe('encoding: utf-8');
    expect(await refusal(takeEntries(latin, { encoding: 'no-such' }))).toBe('encoding: no-such');
  });
});

describe('columns', () => {
  const mappingOf = async (csv: string, kind: 'restricted' | 'approved' = 'restricted', change: PlanChange = {}) =>
    (await inspect(sourceOf(csv), kind, change)).plan.mapping;

  test.each([
    ['Manufacturer,Model,Reason,Link', { vendor: 0, partNumbers: 1, note: 2, url: 3 }],
    ['制造商,产品型号,曾用名,处理方式,原因', { vendor: 0, partNumbers: 1, aliases: 2, severity: 3, note: 4 }],
    ['No.,Company name,Product,Product category', { id: 0, vendor: 1, product: 2, category: 3 }],
    ['項次,廠商名稱,產品型號,類別,備註', { id: 0, vendor: 1, partNumbers: 2, category: 3, note: 4 }],
    ['*受限供应商全称（必填）,货号,备注（选填）', { vendor: 0, partNumbers: 1, note: 2 }],
    ['VENDOR_NAME,part_no,severity', { vendor: 0, partNumbers: 1, severity: 2 }],
    ['Name of the supplier,Notes', { vendor: 0, note: 1 }],
  ])('%s', async (heading, mapping) => {
    expect(await mappingOf(`${heading}\nNorvex${',x'.repeat(Object.keys(mapping).length - 1)}\n`)).toEqual(mapping);
  });

  test('a number in the list is one that tells its entries apart', async () => {
    expect(await mappingOf('Code,Vendor\nHW,Norvex\nHW,Acme\nHW,Halden\n')).toEqual({ vendor: 1 });
    expect(await mappingOf('Code,Number,Vendor\nHW,1,Norvex\nHW,2,Acme\nHW,3,Halden\n')).toEqual({ id: 1, vendor: 2 });
    expect(await mappingOf('Code,Vendor\nHW-1,Norvex\nHW-2,Acme\nHW-2,Halden\n')).toEqual({ id: 0, vendor: 1 });
  });

  test('a source is a link where it holds addresses, else a note', async () => {
    expect(await mappingOf('Vendor,Source\nAcme,https://example.com\nNorvex,\n')).toEqual({ vendor: 0, url: 1 });
    expect(await mappingOf('Vendor,Source\nAcme,Board decision\nNorvex,\n')).toEqual({ vendor: 0, note: 1 });
    expect(await mappingOf('Vendor,Note,Source\nAcme,x,Board decision\n')).toEqual({ vendor: 0, note: 1 });
  });

  test('without headings the values decide', async () => {
    const csv = '1,Norvex GmbH,https://example.com/1,review\n2,Halden Optics,https://example.com/2,prohibited\n';
    expect(await inspect(sourceOf(csv), 'restricted')).toMatchObject({
      plan: { hasHeader: false, mapping: { vendor: 1, url: 2, severity: 3 } },
      columns: ['', '', '', ''],
    });
    expect(await mappingOf('Norvex GmbH,2026-12-31,x\nHalden Optics,2027年1月1日,y\n', 'approved')).toEqual({ vendor: 0, validUntil: 1 });
  });

  test('headings can be switched off and on', async () => {
    const csv = 'Vendor\nAcme\n';
    expect((await takeEntries(sourceOf(csv), { hasHeader: false })).entries.map(({ vendor }) => vendor)).toEqual(['Vendor', 'Acme']);
    expect((await takeEntries(sourceOf('Acme;x\nNorvex;y\n'), { hasHeader: true, mapping: { vendor: 0 } })).entries).toEqual([
      entryOf('Norvex'),
    ]);
  });

  test.each([',', ';', '\t', '|'])('columns parted by %j', async (delimiter) => {
    const csv = [`Vendor${delimiter}Note`, `Acme${delimiter}"a, b; c"`, `Norvex${delimiter}x`].join('\n');
    const { plan, entries } = await takeEntries(sourceOf(csv, 'list.txt'));
    expect(plan).toMatchObject({ format: 'csv', delimiter });
    expect(entries).toEqual([entryOf('Acme', { note: 'a, b; c' }), entryOf('Norvex', { note: 'x' })]);
  });

  test.each(['en', 'zh_CN'])('the words that the settings show for what to do are read: %s', async (language) => {
    const messages = JSON.parse(readFileSync(new URL(`../../public/_locales/${language}/messages.json`, import.meta.url), 'utf8'));
    const word = (severity: string): string => messages[`own_severity_${severity}`].message;
    const csv = `Vendor,Severity\nAcme,${word('prohibited')}\nNorvex,${word('review')}\n`;
    const { entries, problems } = await takeEntries(sourceOf(csv));
    expect({ entries, problems }).toEqual({ entries: [entryOf('Acme'), entryOf('Norvex', { severity: 'review' })], problems: [] });
  });

  test("Excel's own hint says what parts the columns, and is no row", async () => {
    expect((await takeEntries(sourceOf('sep=|\nVendor|Note\nAcme, Inc|x\n'))).entries).toEqual([entryOf('Acme, Inc', { note: 'x' })]);
  });
});

describe('JSON', () => {
  test('a list of objects, with lists in them', async () => {
    const json =
      '[{"company":"Acme","aliases":["A;B","飞塔"],"extra":{"deep":[1]},"severity":"review"},\n{"company":"Norvex","model":"NVX-1"}]';
    expect((await takeEntries(sourceOf(json, 'list.json'))).entries).toEqual([
      entryOf('Acme', { aliases: ['A;B', '飞塔'], severity: 'review' }),
      entryOf('Norvex', { partNumbers: ['NVX-1'] }),
    ]);
  });

  test('one object a line, and objects that an object holds', async () => {
    expect((await takeEntries(sourceOf('{"name":"Acme"}\n{"name":"Norvex"}\n', 'list'))).entries).toEqual([
      entryOf('Acme'),
      entryOf('Norvex'),
    ]);
    const held = '{"about":{"entries":[{"name":"no"}]},"entries":[{"name":"Acme"},{"name":"Norvex"}],"after":[{}]}';
    expect((await takeEntries(sourceOf(held, 'list'))).entries).toEqual([entryOf('Acme'), entryOf('Norvex')]);
  });

  test('names of fields that JavaScript knows are names of fields', async () => {
    const json = '[{"__proto__":{"vendor":"x"},"constructor":"y","toString":"z","vendor":"Acme"}]';
    const { entries } = await takeEntries(sourceOf(json, 'list.json'));
    expect(entries).toEqual([entryOf('Acme')]);
    expect(({} as Record<string, unknown>).vendor).toBeUndefined();
  });

  test('a problem tells the line of the record', async () => {
    const { problems } = await takeEntries(
      sourceOf('[\n{"vendor":"Acme"},\n{\n"vendor":"Norvex","url":"http://example.com"}]', 'list.json'),
    );
    expect(problems).toEqual([{ code: 'link', line: 3, column: 'url', value: 'http://example.com' }]);
  });

  test.each([
    ['ends too early', '[{"vendor":"Acme"},{"vendor":', 'json-cut in line 1'],
    ['ends within a text', '[{"vendor":"Ac', 'json-cut in line 1'],
    ['too deep', `[${'{"a":'.repeat(40)}1${'}'.repeat(40)}]`, 'json-deep in line 1'],
    ['far too deep', '['.repeat(1_000_000), 'json-shape in line 1'],
    ['not JSON', '[\n{"vendor":"Acme"},\n{vendor:"Norvex"}]', 'json in line 3'],
    ['something behind it', '[{"vendor":"Acme"}] x', 'json in line 1'],
    ['a list of texts', '["Acme","Norvex"]', 'json-shape in line 1'],
    ['no entries', '{"entries":[]}', 'empty'],
    ['a later version', '{"format":"vendor-lens-list","version":2,"kind":"restricted","entries":[{"vendor":"Acme"}]}', 'version'],
    ['the other kind', '{"format":"vendor-lens-list","version":1,"kind":"approved","entries":[{"vendor":"Acme"}]}', 'kind'],
  ])('refused: %s', async (_, json, wanted) => expect(await refusal(takeEntries(sourceOf(json, 'list.json')))).toBe(wanted));
});

describe('a row with a problem is left out, the others are read', () => {
  const restricted = (heading: string, cells: string): string => `Vendor,${heading}\nNorvex,\n${cells}\nHalden,\n`;
  test.each([
    ['no vendor', 'Note', ',x', { code: 'no-name', column: 'Vendor' }],
    ['no letter', 'Note', '123,x', { code: 'no-letter', column: 'Vendor', value: '123' }],
    ['a name too long', 'Product', `Acme,${'x'.repeat(301)}`, { code: 'too-long', column: 'Product', value: 'x'.repeat(80) }],
    ['a script as link', 'Link', 'Acme,javascript:alert(1)', { code: 'link', column: 'Link', value: 'javascript:alert(1)' }],
    ['a link without encryption', 'Link', 'Acme,http://example.com', { code: 'link', column: 'Link', value: 'http://example.com' }],
    [
      'a link with a password',
      'Link',
      'Acme,https://user:pw@example.com',
      { code: 'link', column: 'Link', value: 'https://user:pw@example.com' },
    ],
    [
      'a link with a mark of direction',
      'Link',
      'Acme,https://example.com/\u202egpj',
      { code: 'link', column: 'Link', value: 'https://example.com/gpj' },
    ],
    ['an unknown severity', 'Severity', 'Acme,high', { code: 'severity', column: 'Severity', value: 'high' }],
    ['a pattern that is none', 'Model', 'Acme,FG-(100', { code: 'pattern', column: 'Model', value: 'FG-(100' }],
    ['a pattern that matches everything', 'Model', 'Acme,"#{1,9}"', { code: 'pattern-wide', column: 'Model', value: '#{1,9}' }],
    ['a pattern that matches most', 'Model', 'Acme,"F##%{0,4}"', { code: 'pattern-wide', column: 'Model', value: 'F##%{0,4}' }],
    ['a cell too many', 'Note', 'Acme,x,y', { code: 'extra-cells', value: 'y' }],
    ['many aliases', 'Alias', `Acme,${'a;'.repeat(201)}`, { code: 'too-many-values', column: 'Alias', value: '201' }],
  ])('%s', async (_, heading, cells, problem) => {
    const { entries, problems } = await takeEntries(sourceOf(restricted(heading, cells)), {
      hasHeader: true,
      mapping: await mapped(heading),
    });
    expect(problems).toEqual([{ line: 3, ...problem }]);
    expect(entries.map(({ vendor }) => vendor)).toEqual(['Norvex', 'Halden']);
  });

  const fields = { Note: 'note', Product: 'product', Link: 'url', Severity: 'severity', Model: 'partNumbers', Alias: 'aliases' } as const;
  const mapped = async (heading: string) => ({ vendor: 0, [fields[heading as keyof typeof fields]]: 1 });

  test('an id that was there before; a row with a problem leaves its id to another', async () => {
    const { entries, problems } = await takeEntries(sourceOf('ID,Vendor\n1,Acme\n2,123\n2,Norvex\n1,Halden\n'));
    expect(entries.map(({ id, vendor }) => [id, vendor])).toEqual([
      ['1', 'Acme'],
      ['2', 'Norvex'],
    ]);
    expect(problems).toEqual([
      { code: 'no-letter', line: 3, column: 'Vendor', value: '123' },
      { code: 'duplicate-id', line: 5, column: 'ID', value: '1' },
    ]);
  });

  test('a category of another vocabulary: an approval needs it, a restriction stands without', async () => {
    const csv = 'Vendor,Category\nAcme,Gardening\nNorvex,web application firewall\nHalden,firewall\n';
    expect((await takeEntries(sourceOf(csv), {}, { categories })).entries).toEqual([
      entryOf('Acme'),
      entryOf('Norvex', { category: 'waf' }),
      entryOf('Halden', { category: 'firewall' }),
    ]);
    const approved = await takeApproved(sourceOf(csv), {}, { categories });
    expect(approved.entries.map(({ vendor }) => vendor)).toEqual(['Norvex', 'Halden']);
    expect(approved.problems).toEqual([{ code: 'category', line: 2, column: 'Category', value: 'Gardening' }]);
  });

  test('dates that are none, or two', async () => {
    const { problems } = await takeApproved(sourceOf('Vendor,Valid until\nAcme,31.02.2026\nAcme,soon\nAcme,01/02/2026\nAcme,13/02/2026\n'));
    expect(problems.map(({ code, line }) => [code, line])).toEqual([
      ['date', 2],
      ['date', 3],
      ['date-ambiguous', 4],
    ]);
  });

  test('a tab in a list of names', async () => {
    const { entries, problems } = await takeEntries(sourceOf('Acme\nNorvex\tGmbH\nHalden\n', 'names.txt'), { format: 'names' });
    expect([entries.length, problems]).toEqual([2, [{ code: 'tab', line: 2 }]]);
  });

  test('what nobody sees is no part of a name, an alias or a note', async () => {
    const { entries } = await takeEntries(sourceOf('Vendor,Alias,Note\n\u202eAcme\u202c,Nor\u200bvex,a\u2066b\u2069\n'));
    expect(entries).toEqual([entryOf('Acme', { aliases: ['Norvex'], note: 'ab' })]);
  });

  test('our own mark before a formula is taken away, and no other apostrophe', async () => {
    const { entries } = await takeEntries(sourceOf("Vendor,Note\nAcme,'=1+1\nNorvex,''=1\n'Halden','s\n"));
    expect(entries.map(({ vendor, note }) => [vendor, note])).toEqual([
      ['Acme', '=1+1'],
      ['Norvex', "'=1"],
      ["'Halden'", "'s"],
    ]);
  });
});

describe('a file is refused', () => {
  const bytes = (...parts: (string | number)[]): Uint8Array =>
    Uint8Array.from(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...new TextEncoder().encode(part)])));
  const utf16 = (text: string): string => [...text].flatMap((character) => [character, '\0']).join('');
  const ole = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] as const;
  test.each([
    ['nothing', bytes(), 'empty'],
    ['blank lines', bytes('\n \n\n'), 'empty'],
    ['NUL', bytes('Vendor\nAcme', 0, 'x\n'), 'binary'],
    ['a PDF', bytes('%PDF-1.7 …'), 'binary'],
    ['a gzip that is cut off', bytes(0x1f, 0x8b, 8, 0), 'compressed'],
    ['a zip that is cut off', bytes('PK', 3, 4, 20, 0, 0, 0), 'damaged'],
    ['an empty zip', bytes('PK', 5, 6, ...Array<number>(18).fill(0)), 'other-workbook'],
    ['an old workbook', bytes(...ole, '…'), 'old-workbook'],
    ['a workbook with a password', bytes(...ole, utf16('EncryptedPackage'), '\0\0'), 'encrypted'],
    ['a sign-in page', bytes('<!DOCTYPE html><title>Sign in</title>'), 'html'],
    ['HTML saved as a workbook', bytes('\ufeff\n<html xmlns:x="urn:excel"><table>'), 'html'],
    ['an XML spreadsheet', bytes('<?xml version="1.0"?><Workbook/>'), 'html'],
    ['a quote that is never closed', bytes('Vendor,Note\nAcme,"x\nNorvex,y\n'), 'quote in line 2'],
    ['a quote that is closed lines later, within a cell', bytes('Vendor,Note\nAcme,"x\nNorvex,"y\n'), 'quote in line 2'],
    ['a line without end', bytes(`Vendor\n${'x'.repeat(1_100_000)}`), 'cell-too-long in line 2'],
    ['bytes of no encoding', bytes('Vendor\n', 0xff, 0xff, 0xff), 'encoding: gb18030'],
  ])('%s', async (_, content, wanted) => expect(await refusal(takeEntries(sourceOf(content, 'list.csv')))).toBe(wanted));

  test('one column where there are two, with what parts them', async () => {
    const file = sourceOf('Vendor;Note\nAcme;x\n');
    expect(await refusal(takeEntries(file, { delimiter: ',', mapping: { vendor: 0 } }))).toBe('delimiter in line 1: ;');
  });

  test('no column for the vendor', async () => {
    expect(await refusal(takeEntries(sourceOf('Vendor,Note\nAcme,x\n'), { mapping: { note: 1 } }))).toBe('no-vendor-column');
  });

  test('a file too large, unread', async () => {
    const file = { ...sourceOf('Vendor\nAcme\n'), size: 201 * 1024 * 1024 };
    expect(await refusal(takeEntries(file))).toBe('too-big: 200 MB');
    const workbook = { ...sourceOf(bytes('PK', 3, 4)), size: 51 * 1024 * 1024 };
    expect(await refusal(takeEntries(workbook))).toBe('too-big: 50 MB');
  });

  test('more approved vendors than there is room for', async () => {
    const csv = `Vendor\n${'Acme\n'.repeat(20_001)}`;
    expect(await refusal(takeApproved(sourceOf(csv)))).toBe('too-many in line 20002: 20000');
  });

  test('more part numbers than there is room for', async () => {
    const csv = `Vendor,Model\n${`Acme,${'NVX-1;'.repeat(200)}\n`.repeat(101)}`;
    expect(await refusal(takeEntries(sourceOf(csv)))).toBe('too-many-part-numbers in line 102: 20000');
  });
});
