import { expect, test } from 'vitest';
import { chooseLanguage, parseArguments } from '../../src/cli/arguments.ts';
import { parsePackArguments } from '../../src/cli/pack-arguments.ts';

test('check with nothing else uses the defaults', () => {
  expect(parseArguments(['check', 'a.txt', '-'])).toEqual({
    ok: true,
    value: { name: 'check', lists: 'default', format: 'table', homeMarket: 'CN', scope: 'all-products', files: ['a.txt', '-'] },
  });
});

test('every option of check', () => {
  const args = 'check --lists a,b --lists=c --format jsonl --home US --scope in-scope-only --lang zh_CN --as csv x';
  expect(parseArguments(args.split(' '))).toEqual({
    ok: true,
    value: { name: 'check', lists: ['a', 'b', 'c'], format: 'jsonl', homeMarket: 'US', scope: 'in-scope-only', as: 'csv', files: ['x'] },
  });
  expect(parseArguments(['check', '--all-lists', 'x'])).toMatchObject({ value: { lists: 'all' } });
});

test('fields of records, an id, threads and the exit code', () => {
  const args = 'check --jsonl-in description,item.part --jsonl-in description --id po.number --jobs 4 --exit-zero -';
  expect(parseArguments(args.split(' '))).toEqual({
    ok: true,
    value: {
      name: 'check',
      lists: 'default',
      format: 'jsonl',
      homeMarket: 'CN',
      scope: 'all-products',
      files: ['-'],
      records: { fields: ['description', 'item.part'], id: 'po.number' },
      jobs: 4,
      exitZero: true,
    },
  });
  expect(parseArguments(['check', '--jobs', 'auto', 'x'])).toMatchObject({ value: { format: 'table', jobs: 'auto' } });
  expect(parseArguments(['check', '--jsonl-in', 'x', '--format', 'jsonl', '-'])).toMatchObject({ value: { records: { fields: ['x'] } } });
});

test('explain takes one place, as an offset or as line and column', () => {
  const defaults = { name: 'explain', lists: 'default', homeMarket: 'CN', scope: 'all-products' };
  expect(parseArguments(['explain', 'a.txt:120'])).toEqual({ ok: true, value: { ...defaults, file: 'a.txt', place: { offset: 120 } } });
  expect(parseArguments(['explain', 'a.txt:4:23'])).toMatchObject({ value: { file: 'a.txt', place: { line: 4, column: 23 } } });
  expect(parseArguments(['explain', 'C:\\a b:c.txt:0'])).toMatchObject({ value: { file: 'C:\\a b:c.txt', place: { offset: 0 } } });
  const args = 'explain --lists a,b --home US --scope in-scope-only --lang zh_CN --as html x:7';
  expect(parseArguments(args.split(' '))).toEqual({
    ok: true,
    value: { name: 'explain', lists: ['a', 'b'], homeMarket: 'US', scope: 'in-scope-only', as: 'html', file: 'x', place: { offset: 7 } },
  });
});

test('a place in the standard input is no option', () => {
  expect(parseArguments(['explain', '-:120'])).toMatchObject({ value: { file: '-', place: { offset: 120 } } });
  expect(parseArguments(['explain', '--as', 'csv', '-:4:23'])).toMatchObject({ value: { file: '-', as: 'csv', place: { line: 4 } } });
  expect(parseArguments(['explain', '--', '-:3'])).toMatchObject({ value: { file: '-', place: { offset: 3 } } });
});

test('after -- a name may begin with a hyphen', () => {
  expect(parseArguments(['check', '--', '--x.txt'])).toMatchObject({ value: { files: ['--x.txt'] } });
});

test.each([
  [['--help'], 'help'],
  [['check', '-h'], 'help'],
  [['-V'], 'version'],
  [['lists', '--home', 'US'], 'lists'],
])('%j asks for %s', (args, name) => {
  expect(parseArguments(args)).toMatchObject({ ok: true, value: { name } });
});

test.each([
  [[], 'cli_error_no_command', []],
  [['scan', 'x'], 'cli_error_unknown_command', ['scan']],
  [['check'], 'cli_error_no_file', []],
  [['check', '--fast', 'x'], 'cli_error_unknown_option', ['--fast']],
  [['check', '-x', 'x'], 'cli_error_unknown_option', ['-x']],
  [['check', '--format', 'xml', 'x'], 'cli_error_bad_value', ['--format', 'xml', 'table, jsonl, json']],
  [['check', '--format', 'csv', 'x'], 'cli_error_format_later', ['csv', 'table, jsonl, json']],
  [['check', '--format', 'html', 'x'], 'cli_error_format_later', ['html', 'table, jsonl, json']],
  [['check', '--home', 'DE', 'x'], 'cli_error_bad_value', ['--home', 'DE', 'CN, US, GB, CA, AU']],
  [['check', 'x', '--lists'], 'cli_error_value_missing', ['--lists']],
  [['check', '--lists', '--all-lists', 'x'], 'cli_error_value_missing', ['--lists']],
  [['check', '--lists', ',', 'x'], 'cli_error_value_missing', ['--lists']],
  [['check', '--lists', 'a', '--all-lists', 'x'], 'cli_error_lists_and_all', []],
  [['check', '--id', 'id', 'x'], 'cli_error_needs_records', ['--id']],
  [['check', '--jsonl-in', ',', 'x'], 'cli_error_value_missing', ['--jsonl-in']],
  [['check', '--jsonl-in', 'a', '--as', 'csv', 'x'], 'cli_error_records_and', ['--as']],
  [['check', '--jsonl-in', 'a', '--format', 'table', 'x'], 'cli_error_records_and', ['--format table']],
  [['check', '--jobs', '0', 'x'], 'cli_error_bad_value', ['--jobs', '0', 'auto, 1, 2 … 256']],
  [['check', '--jobs', '1.5', 'x'], 'cli_error_bad_value', ['--jobs', '1.5', 'auto, 1, 2 … 256']],
  [['check', '--jobs', '257', 'x'], 'cli_error_bad_value', ['--jobs', '257', 'auto, 1, 2 … 256']],
  [['explain', '--jobs', '2', 'x:1'], 'cli_error_option_elsewhere', ['--jobs', 'explain']],
  [['check', '--all-lists=yes', 'x'], 'cli_error_no_value_taken', ['--all-lists']],
  [['lists', '--format', 'json'], 'cli_error_option_elsewhere', ['--format', 'lists']],
  [['lists', 'x'], 'cli_error_lists_takes_no_file', ['x']],
  [['explain'], 'cli_error_no_place', []],
  [['explain', 'x'], 'cli_error_bad_place', ['x']],
  [['explain', ':4'], 'cli_error_bad_place', [':4']],
  [['explain', 'x:'], 'cli_error_bad_place', ['x:']],
  [['explain', 'x:4:'], 'cli_error_bad_place', ['x:4:']],
  [['explain', 'x:4:0'], 'cli_error_bad_place', ['x:4:0']],
  [['explain', 'x:0:4'], 'cli_error_bad_place', ['x:0:4']],
  [['explain', 'x:+4'], 'cli_error_bad_place', ['x:+4']],
  [['explain', 'x:1.5'], 'cli_error_bad_place', ['x:1.5']],
  [['explain', 'x:1', 'y:2'], 'cli_error_one_place', ['y:2']],
  [['explain', 'x:1', '--format', 'json'], 'cli_error_option_elsewhere', ['--format', 'explain']],
  [['explain', '--lists', '-:1'], 'cli_error_value_missing', ['--lists']],
])('%j is refused', (args, key, values) => {
  expect(parseArguments(args)).toEqual({ ok: false, problem: { key, values } });
});

test.each([
  [['check', '--lang', 'zh_CN', '--bad'], { LANG: 'en_US.UTF-8' }, 'zh_CN'],
  [['check', '--lang', 'fr'], { LANG: 'zh_CN.UTF-8' }, 'zh_CN'],
  [[], { LC_ALL: 'C', LANG: 'zh_CN.UTF-8' }, 'en'],
  [[], { LC_ALL: '', LANG: 'zh_TW.UTF-8' }, 'zh_CN'],
  [[], {}, 'en'],
])('the language of %j with %j is %s', (args, env, language) => {
  expect(chooseLanguage(args, env)).toBe(language);
});

test.each([
  ['-', ''],
  ['--', ''],
  ['-', ' '],
])('a fingerprint may begin with a dash', (dash, gap) => {
  const key = `${dash}${'k7'.repeat(22)}`.slice(0, 43);
  const given = gap === '' ? key : key.replace(/.{4}(?=.)/g, '$& ');
  expect(parsePackArguments(['verify', '--key', given, 'group.jws'])).toEqual({
    ok: true,
    value: { name: 'pack', action: 'verify', file: 'group.jws', key },
  });
});

test('an option is no value of the one before it', () => {
  for (const option of ['--output', '--output=x', '-h']) {
    expect(parsePackArguments(['sign', '--key', option, 'x'])).toMatchObject({ ok: false, problem: { key: 'cli_error_value_missing' } });
  }
});
