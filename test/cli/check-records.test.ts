/** `check --jsonl-in` on the invented catalogue: what is read of a record, what is told, and what is said of broken ones. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FindingRecord } from '../../src/cli/output.ts';
import { run } from '../../src/cli/run.ts';
import { buildIndex } from '../../src/core/index-build.ts';
import { catalogue, hanPairs } from '../core/invented.ts';
import { FakeOutside } from '../fakes/outside.ts';

type Line = FindingRecord & { readonly file: string; readonly record: number; readonly id?: unknown; readonly field: string };

const index = buildIndex(catalogue, hanPairs);

async function check(input: string | Uint8Array, args: readonly string[] = ['--jsonl-in', 'text'], set: Partial<FakeOutside> = {}) {
  const outside = new FakeOutside(undefined, { catalogue: async () => catalogue, index: async () => index });
  Object.assign(outside, { input, ...set });
  const code = await run(['check', ...args, ...(args.includes('--') ? [] : ['-'])], outside);
  const lines = outside.output
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
  return { code, lines, output: outside.output, errors: outside.errors };
}

const jsonl = (...records: readonly unknown[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join('');

describe('what is told', () => {
  test('a line for each finding, with the number of its record, its own id and the field', async () => {
    const input = jsonl({ po: { no: 7 }, text: 'paper' }, { po: { no: 8 }, text: 'two Norvex boxes' }, { text: 'RampartGate' });
    const { code, lines, output, errors } = await check(input, ['--jsonl-in', 'text', '--id', 'po.no']);
    expect({ code, errors }).toEqual({ code: 1, errors: '' });
    expect(lines.map(({ record, id, field, text, start }) => [record, id, field, text, start])).toEqual([
      [2, 8, 'text', 'Norvex', 4],
      [3, null, 'text', 'RampartGate', 0],
    ]);
    expect(output).toMatch(/^\{"file":"-","record":2,"id":8,"field":"text","start":4,"end":10,"text":"Norvex","vendor":"norvex",/);
  });

  test('the rest of the line is that of check --format jsonl for the same text', async () => {
    const text = 'Norvex Bastion, alternative to 诺维克斯 HyperGrid';
    const { lines } = await check(jsonl({ text }));
    const plain = await check(text, ['--format', 'jsonl']);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.map(({ record, field, ...line }) => line)).toEqual(plain.lines);
  });

  test('nothing found: no output and exit code 0; --exit-zero leaves 2 as it is', async () => {
    expect(await check(jsonl({ text: 'paper' }))).toMatchObject({ code: 0, output: '', errors: '' });
    expect((await check(jsonl({ text: 'Norvex' }), ['--jsonl-in', 'text', '--exit-zero'])).code).toBe(0);
    expect((await check(`${jsonl({ text: 'Norvex' })}x\n`, ['--jsonl-in', 'text', '--exit-zero'])).code).toBe(2);
    expect((await check('Norvex', ['--exit-zero', '--format', 'jsonl'])).code).toBe(0);
  });
});

describe('what is read', () => {
  test('nested fields, names with dots, lists, numbers', async () => {
    const input = jsonl(
      { item: { description: 'Norvex' } },
      { 'item.description': 'Norvex' },
      { item: { description: ['paper', 'a Norvex', null, 'Norvex'] } },
      { item: { description: 12345 } },
      { item: null },
    );
    const { lines, errors } = await check(input, ['--jsonl-in', 'item.description']);
    expect(errors).toBe('');
    expect(lines.map(({ record, field, start }) => [record, field, start])).toEqual([
      [1, 'item.description', 0],
      [2, 'item.description', 0],
      [3, 'item.description.1', 2],
      [3, 'item.description.3', 0],
    ]);
  });

  test('several fields are cells of one row and speak for one another; several records do not', async () => {
    const confidences = async (input: string, fields: string) =>
      (await check(input, ['--jsonl-in', fields])).lines.filter(({ text }) => text === 'Bastion').map(({ confidence }) => confidence);
    const record = { maker: 'Norvex', part: 'Bastion', amount: 12 };
    expect(await confidences(jsonl(record), 'part')).toEqual(['possible']);
    expect(await confidences(jsonl(record), 'maker,part')).toEqual(['confirmed']);
    expect(await confidences(jsonl({ maker: 'Norvex' }, { part: 'Bastion' }), 'maker,part')).toEqual(['possible']);
    const { lines } = await check(jsonl({ ...record, quantity: 2 }), ['--jsonl-in', 'maker,part,quantity,amount']);
    expect(lines.map(({ field, role }) => [field, role])).toEqual([
      ['maker', 'offered'],
      ['part', 'offered'],
    ]);
  });

  test('a text of several lines is read as lines, and a name wrapped over two is found', async () => {
    const text = 'paper\r\nfrom Norvex\r\nSystems\n\nRampartGate';
    const { lines } = await check(jsonl({ text }));
    for (const line of lines) expect(text.slice(line.start, line.end)).toBe(line.text);
    const plain = await check(text, ['--format', 'jsonl']);
    expect(lines.map(({ start, end }) => [start, end])).toEqual(plain.lines.map(({ start, end }) => [start, end]));
    expect(lines.map(({ text: words }) => words)).toContain('Norvex\r\nSystems');
  });

  test('a text longer than a block, and one with letters set apart', async () => {
    const { lines } = await check(jsonl({ text: `${'paper '.repeat(20_000)}Norvex` }, { text: 'N O R V E X firewall' }));
    expect(lines.map(({ record, start }) => [record, start])).toEqual([
      [1, 120_000],
      [2, 0],
    ]);
  });

  test.each([1, 2, 3, 5, 64])('in chunks of %i bytes the same is found', async (chunk) => {
    const input = `\ufeff${jsonl({ text: '购买 诺维克斯 堡垒' }, { text: '😀 Norvex' })}\r\n  \n${JSON.stringify({ text: 'Norvex' })}\r\n${JSON.stringify({ text: 'RampartGate' })}`;
    const { code, lines, errors } = await check(input, ['--jsonl-in', 'text'], { chunk });
    expect({ code, errors }).toEqual({ code: 1, errors: '' });
    expect(lines.map(({ record, text, start }) => [record, text, start])).toEqual([
      [1, '诺维克斯', 3],
      [1, '堡垒', 8],
      [2, 'Norvex', 3],
      [5, 'Norvex', 0],
      [6, 'RampartGate', 0],
    ]);
  });

  test('several files, each numbered from 1', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vendor-lens-'));
    const [a, b] = [join(folder, 'a'), join(folder, 'b')];
    writeFileSync(a, jsonl({ text: 'x' }, { text: 'Norvex' }));
    writeFileSync(b, jsonl({ text: 'Norvex' }));
    const { code, lines, errors } = await check('', ['--jsonl-in', 'text', '--', a, join(folder, 'none'), folder, b]);
    expect(lines.map(({ file, record }) => [file, record])).toEqual([
      [a, 2],
      [b, 1],
    ]);
    expect(code).toBe(2);
    expect(errors).toMatch(/none: no such file; .*\n.*: is a directory; .*\n$/);
  });
});

describe('what is broken is said with its number, and the next is read', () => {
  test.each([
    ['{"text":"Norvex"', /^vendor-lens: -:2: is not JSON \(.+\), so/],
    ['Norvex', /^vendor-lens: -:2: is not JSON \(.+\), so/],
    ['["Norvex"]', /^vendor-lens: -:2: is not a JSON object/],
    ['null', /^vendor-lens: -:2: is not a JSON object/],
    ['{"txt":"Norvex"}', /^vendor-lens: -:2: has no field text/],
    ['{"text":true}', /^vendor-lens: -:2: its field text is neither/],
    ['{"text":{"en":"Norvex"}}', /^vendor-lens: -:2: its field text is neither/],
    ['{"text":[["Norvex"]]}', /^vendor-lens: -:2: its field text is neither/],
    ['{"text":"\u001b]0;x\u0007"}', /^vendor-lens: -:2: is not JSON \(\P{Cc}+\), so/u],
  ])('%j', async (line, message) => {
    const { code, lines, errors } = await check(`${jsonl({ text: 'Norvex' })}${line}\n${jsonl({ text: 'RampartGate' })}`);
    expect(code).toBe(2);
    expect(lines.map(({ record }) => record)).toEqual([1, 3]);
    expect(errors).toMatch(message);
    expect(errors.split('\n')).toHaveLength(2);
    expect(errors).not.toMatch(/cli_/);
  });

  test('bytes that are not UTF-8', async () => {
    const input = Buffer.concat([Buffer.from('{"text":"\xff Norvex"}\n', 'latin1'), Buffer.from(jsonl({ text: '诺维克斯' }))]);
    const { code, lines, errors } = await check(input);
    expect({ code, records: lines.map(({ record }) => record) }).toEqual({ code: 2, records: [2] });
    expect(errors).toMatch(/^vendor-lens: -:1: is not valid UTF-8, .*\n$/);
  });

  test('a line longer than is read', async () => {
    const long = JSON.stringify({ text: 'x'.repeat(17 * 1024 * 1024) });
    const { code, lines, errors } = await check(`${jsonl({ text: 'a' })}${long}\n${jsonl({ text: 'Norvex' })}`, undefined, {
      chunk: 65_536,
    });
    expect({ code, records: lines.map(({ record }) => record) }).toEqual({ code: 2, records: [3] });
    expect(errors).toMatch(/^vendor-lens: -:2: is longer than 16 MiB, .*\n$/);
  });

  test('more matches than are kept of a record', async () => {
    const { code, lines, errors } = await check(jsonl({ text: 'Norvex '.repeat(10_003) }));
    expect({ code, found: lines.length }).toEqual({ code: 2, found: 10_000 });
    expect(errors).toMatch(/^vendor-lens: -:1: holds more matches than are kept, and 3 were left out/);
  });

  test('a field that no record has is said, as it may be misspelt, and is no failure', async () => {
    const { code, errors } = await check(jsonl({ text: 'a' }, { text: 'b' }), ['--jsonl-in', 'text,prat']);
    expect(code).toBe(0);
    expect(errors).toMatch(/^vendor-lens: -: no record has the field prat; .*\n$/);
    expect(await check('', ['--jsonl-in', 'text,prat'])).toMatchObject({ code: 0, errors: '' });
  });
});

test('when the reader goes away the end is quiet, and 2, since not all was looked at', async () => {
  expect(await check(jsonl({ text: 'Norvex' }, { text: 'Norvex' }), undefined, { portions: 0 })).toMatchObject({
    code: 2,
    output: '',
    errors: '',
  });
});
