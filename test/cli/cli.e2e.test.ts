/** The built program as a user starts it: exit codes, both outputs, files and the standard input. */
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { FindingRecord } from '../../src/cli/output.ts';

// Test seam: a build elsewhere can be tested too.
const program = process.env.VENDOR_LENS_CLI ?? fileURLToPath(new URL('../../dist/cli/vendor-lens.js', import.meta.url));
const fixtures = fileURLToPath(new URL('../fixtures/files/', import.meta.url));

type Line = FindingRecord & { readonly file: string };

interface Run {
  readonly code: number | null;
  readonly output: string;
  readonly errors: readonly string[];
}

function vendorLens(args: readonly string[], input: string | Uint8Array = '', env: Readonly<Record<string, string>> = {}): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: fixtures,
    input,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C', ...env },
  });
  return { code: status, output: stdout, errors: stderr.split('\n').filter(Boolean) };
}

function findings(...args: readonly string[]): Line[] {
  const { output, errors } = vendorLens(['check', '--format', 'jsonl', ...args]);
  expect(errors).toEqual([]);
  return output
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
}

const read = (file: string): string => readFileSync(fixtures + file, 'utf8');

describe('exit codes and what is said', () => {
  test('nothing confirmed: 0, and the incomplete lists are said in one line', () => {
    const { code, output, errors } = vendorLens(['check', 'clean.txt']);
    expect({ code, errors }).toEqual({ code: 0, errors: [] });
    expect(output).toContain('clean.txt: nothing found');
    expect(output).toMatch(/^Not all members are known of \d of them, .*: Cyber notice 2026, /m);
    expect(output.trimEnd().split('\n')).toHaveLength(4);
    const { output: lists } = vendorLens(['lists']);
    expect(lists).toMatch(/^ {2}cn-mof-2026-10: 3 of 46 names are known/m);
  });

  test('a file without text is not told as one in which nothing was found', () => {
    const { code, output } = vendorLens(['check', '--as', 'csv', '-'], ' \n,,\n');
    expect(code).toBe(0);
    expect(output).toContain('-: no text in it (read: 0 blocks');
  });

  test('one file that cannot be read is told once', () => {
    const { code, output, errors } = vendorLens(['check', 'no-such-file.txt']);
    expect({ code, output }).toEqual({ code: 2, output: '' });
    expect(errors).toHaveLength(1);
  });

  test('something confirmed: 1', () => {
    const { code, errors } = vendorLens(['check', 'quote-en.txt', 'clean.txt']);
    expect({ code, errors }).toEqual({ code: 1, errors: [] });
  });

  test.each([
    ['scan.bin', /^vendor-lens: scan\.bin: is binary.*; /],
    ['offer.pdf', /^vendor-lens: offer\.pdf: is a PDF.*; /],
    ['no-such-file.txt', /^vendor-lens: no-such-file\.txt: no such file; /],
    ['.', /^vendor-lens: \.: is a directory; /],
  ])('%s cannot be read: one line, 2, and the next file is checked', (file, line) => {
    const { code, output, errors } = vendorLens(['check', '--format', 'jsonl', file, 'quote-en.txt']);
    expect(code).toBe(2);
    expect(errors).toEqual([expect.stringMatching(line)]);
    expect(output).toContain('"file":"quote-en.txt"');
  });

  test.each([
    [['check', '--fast', 'clean.txt'], /^vendor-lens: unknown option --fast; /],
    [['check', '--format', 'csv', 'clean.txt'], /^vendor-lens: --format csv is not available yet; /],
    [['check', '--lists', 'no-such-list', 'clean.txt'], /^vendor-lens: no-such-list: no such list; /],
    [['check'], /^vendor-lens: no file given; /],
    [[], /^vendor-lens: no command given; /],
    [['explain', 'clean.txt'], /^vendor-lens: clean\.txt names no place; /],
    [['explain', 'clean.txt:99999'], /^vendor-lens: clean\.txt: offset 99999 is outside the file; /],
    [['explain', 'clean.txt:99:1'], /^vendor-lens: clean\.txt: line 99 is outside the file; /],
  ])('%j is refused in one line with 2', (args, line) => {
    const { code, output, errors } = vendorLens(args);
    expect({ code, output }).toEqual({ code: 2, output: '' });
    expect(errors).toEqual([expect.stringMatching(line)]);
  });

  test('in Chinese where it is asked for', () => {
    expect(vendorLens(['check', '--lang', 'zh_CN', 'scan.bin']).errors[0]).toMatch(/二进制/);
    expect(vendorLens(['check', 'clean.txt'], '', { LC_ALL: 'zh_CN.UTF-8' }).output).toContain('未发现');
  });
});

describe('jsonl', () => {
  test('a line holds every promised field and nothing else', () => {
    const line = findings('quote-en.txt').find(({ text }) => text.startsWith('FortiGate'));
    expect(line).toEqual({
      file: 'quote-en.txt',
      start: expect.any(Number),
      end: expect.any(Number),
      text: 'FortiGate 100F',
      vendor: 'fortinet',
      product: 'fortigate',
      category: 'network-firewall',
      lists: expect.arrayContaining([
        { id: 'cn-2026-cybersecurity', status: 'reported', entryStatus: expect.any(String), grade: expect.any(String), inScope: true },
      ]),
      confidence: 'confirmed',
      standing: 'current',
      role: expect.stringMatching(/^(offered|mentioned)$/),
      why: expect.any(Array),
      alternatives: expect.any(Array),
    });
    // A key that no message has would come out as the key.
    for (const sentence of line?.why ?? []) expect(sentence).not.toMatch(/^evidence_/);
    expect(line?.why).not.toEqual([]);
    expect(line?.alternatives[0]).toMatchObject({ vendor: expect.any(String), product: expect.any(String), basis: expect.any(Array) });
  });

  test.each(['quote-en.txt', 'quote-zh.txt'])('offsets in %s are those of the text', (file) => {
    const lines = findings(file);
    expect(lines.length).toBeGreaterThan(2);
    for (const { start, end, text } of lines) expect(read(file).slice(start, end)).toBe(text);
    expect(lines.map(({ start }) => start)).toEqual(lines.map(({ start }) => start).sort((a, b) => a - b));
  });

  test('offsets in HTML cover the source, across tags, entities and blanks', () => {
    const html = read('order-en.html');
    const sources = findings('order-en.html').map(({ start, end }) => html.slice(start, end));
    expect(sources).toContainEqual(expect.stringMatching(/^Check&nbsp;Point/));
    expect(sources).toContain('Palo&#32;Alto<br>Networks');
    expect(sources).toContain('Forti</b><i>Gate</i> 60F');
    expect(sources).toContain('SentinelOne');
  });

  test('what a reader of the page does not see is not found', () => {
    const vendors = findings('order-en.html').map(({ vendor }) => vendor);
    for (const unseen of ['crowdstrike', 'imperva', 'rapid7', 'cyberark', 'fortinet-css']) expect(vendors).not.toContain(unseen);
  });

  test('offsets in CSV cover the source, quotes and line ends in cells included', () => {
    const csv = read('prices-en.csv');
    const lines = findings('prices-en.csv');
    expect(lines.map(({ start, end }) => csv.slice(start, end))).toContain('FortiGate 60F');
    expect(lines.find(({ vendor }) => vendor === 'crowdstrike')).toBeDefined();
    for (const { start, end, text } of lines) expect(csv.slice(start, end)).toBe(text);
  });

  test('a Chinese price list and a GB18030 file are read', () => {
    expect(findings('prices-zh.csv').map(({ text }) => text)).toContain('PA-220');
    const [first, second] = findings('quote-gb18030.txt');
    expect(first).toMatchObject({ text: '飞塔', vendor: 'fortinet' });
    expect(second).toMatchObject({ text: 'FortiGate-100F', vendor: 'fortinet' });
  });

  test('a product named for compatibility is found and not counted', () => {
    const text = 'Works with VMware vSphere 8 and later.\n';
    const { code, output } = vendorLens(['check', '--format', 'jsonl', '-'], text);
    expect(JSON.parse(output.split('\n')[0] ?? '')).toMatchObject({ vendor: 'vmware', role: 'compatible' });
    expect(code).toBe(0);
  });
});

describe('options', () => {
  test('- reads the standard input, as text unless told otherwise', () => {
    const html = '<p>Check</p><p>FortiGate <b>60F</b></p>';
    const asText = vendorLens(['check', '--format', 'jsonl', '-'], html);
    const asHtml = vendorLens(['check', '--format', 'jsonl', '--as', 'html', '-'], html);
    expect(JSON.parse(asText.output)).toMatchObject({ file: '-', text: 'FortiGate' });
    expect(JSON.parse(asHtml.output)).toMatchObject({ file: '-', text: 'FortiGate 60F' });
    expect([asText.code, asHtml.code]).toEqual([1, 1]);
  });

  test('binary on the standard input is refused too', () => {
    const { code, errors } = vendorLens(['check', '-'], Uint8Array.from([1, 0, 2]));
    expect(code).toBe(2);
    expect(errors).toEqual([expect.stringMatching(/^vendor-lens: -: is binary/)]);
  });

  test('lists decide what is found', () => {
    const input = '华为交换机 Huawei USG6000\nFortiGate 100F\n';
    const vendors = (...args: string[]) =>
      new Set(
        vendorLens(['check', '--format', 'jsonl', ...args, '-'], input)
          .output.split('\n')
          .filter(Boolean)
          .map((line) => (JSON.parse(line) as Line).vendor),
      );
    expect(vendors()).toEqual(new Set(['fortinet']));
    expect(vendors('--home', 'US')).toEqual(new Set(['huawei']));
    expect(vendors('--lists', 'us-section-889')).toEqual(new Set(['huawei']));
    expect(vendors('--all-lists')).toEqual(new Set(['fortinet', 'huawei']));
  });

  test('json is one document with coverage, incomplete lists and unread files', () => {
    const { code, output } = vendorLens(['check', '--format', 'json', 'order-en.html', 'scan.bin', 'clean.txt']);
    expect(code).toBe(2);
    const report = JSON.parse(output);
    expect(report.files.map(({ file }: { file: string }) => file)).toEqual(['order-en.html', 'clean.txt']);
    expect(report.files[0]).toMatchObject({ kind: 'html', encoding: 'utf-8', coverage: { unread: [{ what: 'image', count: 1 }] } });
    expect(report.files[0].counted).toBeGreaterThan(0);
    expect(report.lists.incomplete[0]).toMatchObject({ id: expect.any(String), note: expect.any(String) });
    expect(report.unread).toEqual([{ file: 'scan.bin', reason: expect.stringMatching(/binary/) }]);
    expect(JSON.parse(vendorLens(['check', '--format', 'json', 'scan.bin']).output)).toMatchObject({ files: [], lists: null });
  });

  test('the table shows place, product, list, reason and what to buy instead', () => {
    const { output } = vendorLens(['check', 'quote-zh.txt', 'quote-en.txt']);
    expect(output).toMatch(/^quote-en\.txt: \d+ confirmed/m);
    expect(output).toMatch(/^ {2}4:23 +confirmed +FortiGate 100F +Fortinet · FortiGate +\S.*reported/m);
    expect(output).toMatch(/^ {2}Instead of Fortinet · FortiGate: \S/m);
    expect(output).not.toMatch(/\b(cli|evidence)_/);
  });

  test('lists shows every list with its default', () => {
    const { code, output } = vendorLens(['lists']);
    expect(code).toBe(0);
    expect(output).toMatch(/^cn-2026-cybersecurity +on +CN/m);
    expect(output).toMatch(/^us-section-889 +off +US/m);
    expect(vendorLens(['lists', '--home', 'US']).output).toMatch(/^us-section-889 +on +US/m);
  });

  test('--help and --version', () => {
    expect(vendorLens(['--help'])).toMatchObject({ code: 0, errors: [], output: expect.stringContaining('--all-lists') });
    expect(vendorLens(['--version']).output).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('explain', () => {
  test.each(['quote-en.txt', 'quote-zh.txt', 'quote-gb18030.txt', 'prices-en.csv', 'prices-zh.csv', 'order-en.html'])(
    'gives every finding of %s the confidence that check gives it',
    (file) => {
      const lines = findings(file);
      expect(lines.length).toBeGreaterThan(0);
      for (const { start, confidence, why } of lines) {
        const { code, output, errors } = vendorLens(['explain', `${file}:${start}`]);
        expect({ code, errors }).toEqual({ code: 0, errors: [] });
        expect(output).toMatch(new RegExp(`^  Verdict +${confidence}`, 'm'));
        for (const sentence of why) expect(output).toContain(`  ${sentence.replace(/\s+/g, ' ')}\n`);
        expect(output).not.toMatch(/\b(cli|evidence)_/);
      }
    },
  );

  test('takes the place that the table shows, and the standard input', () => {
    const { code, output } = vendorLens(['explain', 'quote-en.txt:4:23']);
    expect(code).toBe(0);
    expect(output).toMatch(/^quote-en\.txt: place 4:23, offset \d+\n/);
    expect(output).toMatch(/^Reading 1 of \d+: “FortiGate 100F” as Fortinet · FortiGate$/m);
    const piped = vendorLens(['explain', '-:4:23'], read('quote-en.txt'));
    expect(piped).toEqual({ code: 0, errors: [], output: output.replace('quote-en.txt', '-') });
  });

  test('in Chinese, and where nothing is read', () => {
    expect(vendorLens(['explain', 'quote-zh.txt:3:4'], '', { LC_ALL: 'zh_CN.UTF-8' }).output).toMatch(/^ {2}结论 +已确认$/m);
    const { code, output } = vendorLens(['explain', 'clean.txt:0']);
    expect(code).toBe(0);
    expect(output).toMatch(/Nothing is read at this place: .*\n.*before it: none\n.*after it: none\n$/);
  });
});

test('a reader that goes away ends it without a word', async () => {
  // More than a pipe holds, so that a write is refused for certain.
  const child = spawn(process.execPath, [program, 'check', '--format', 'jsonl', '-'], { cwd: fixtures });
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  child.stdout.once('data', () => child.stdout.destroy());
  child.stdin.end('FortiGate 100F\n'.repeat(2_000));
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect({ code, errors }).toEqual({ code: 1, errors: '' });
});
