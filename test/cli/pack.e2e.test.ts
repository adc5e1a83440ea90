/** `vendor-lens pack` as it is built: from a table to a signed file, checked and compared. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Pack } from '../../src/core/pack.ts';

const program = process.env.VENDOR_LENS_CLI ?? fileURLToPath(new URL('../../dist/cli/vendor-lens.js', import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vendor-lens-pack-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function pack(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'pack', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  return { code: status, output: stdout, errors: stderr };
}

const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const facts = ['--id', 'group-blocked', '--title', 'Group: do not buy'];

let thumbprint: string;

test('a key is made for its owner alone, and never written over another', () => {
  const made = pack('keygen', 'group.jwk');
  thumbprint = made.output.trim();
  expect(made.code).toBe(0);
  expect(thumbprint.replaceAll(' ', '')).toMatch(/^[\w-]{43}$/);
  expect(statSync(join(folder, 'group.jwk')).mode & 0o777).toBe(0o600);
  const again = pack('keygen', 'group.jwk');
  expect([again.code, again.output]).toEqual([2, '']);
  expect(again.errors).toBe('vendor-lens: group.jwk: is there already and is not overwritten; name another file\n');
});

test('a table and a JSON list become a pack, and that a signed one that verifies', () => {
  write('a.csv', 'Vendor,Part numbers,Severity\nQuillfeather Optics,QF-###,\nUmbrage Works,,review\n');
  write('b.json', '[{"vendor":"Brimstone Pumps","product":"P 3"}]');
  expect(pack('build', ...facts, '--pack-version', '7', '--output', 'group.json', 'a.csv', 'b.json')).toEqual({
    code: 0,
    output: '',
    errors: 'group.json written, 3 entries; sign it with vendor-lens pack sign\n',
  });
  const { version, entries } = JSON.parse(read('group.json')) as Pack;
  expect([version, entries.map(({ vendor }) => vendor)]).toEqual([7, ['Quillfeather Optics', 'Umbrage Works', 'Brimstone Pumps']]);
  expect(pack('sign', '--key', 'group.jwk', '--output', 'group.jws', 'group.json').code).toBe(0);
  const { code, output } = pack('verify', '--key', thumbprint, 'group.jws');
  expect(code).toBe(0);
  expect(output).toContain(`key        ${thumbprint}`);
  expect(output).toMatch(/version {4}7\n.*entries {4}3 entries/s);
});

test.each(['targets.simple.csv', 'entities.ftm.json', 'consolidated.csv', 'consolidated.json'])(
  'the public list %s becomes a pack',
  (file) => {
    write(file, readFileSync(fileURLToPath(new URL(`../fixtures/import/${file}`, import.meta.url)), 'utf8'));
    expect(pack('build', ...facts, '--pack-version', '1', file)).toMatchObject({ code: 0, errors: '' });
  },
);

test('the next version is made of the one before; what changed is told, with 1 where something did', () => {
  const next = JSON.parse(read('group.json')) as { entries: unknown[] };
  next.entries = [...next.entries.slice(1), { vendor: 'Norvex Nine' }];
  write('next.json', JSON.stringify(next));
  expect(pack('build', '--pack-version', '8', '--output', 'group-8.json', 'next.json').code).toBe(0);
  const { code, output } = pack('diff', 'group.jws', 'group-8.json');
  expect(code).toBe(1);
  expect(output).toBe('version 7 → 8: 1 added, 1 removed, 0 changed\n  + Norvex Nine\n  - Quillfeather Optics\n');
  const json = JSON.parse(pack('diff', '--format', 'json', 'group.jws', 'group-8.json').output) as { added: unknown[] };
  expect(json).toMatchObject({
    from: 7,
    to: 8,
    added: [{ vendor: 'Norvex Nine' }],
    removed: [{ vendor: 'Quillfeather Optics' }],
    changed: [],
  });
  expect(pack('diff', 'group.json', 'group.jws').code).toBe(0);
});

test('a pack that a browser would refuse is refused with 1', () => {
  pack('keygen', 'other.jwk');
  pack('sign', '--key', 'other.jwk', '--output', 'other.jws', 'group.json');
  const other = pack('verify', '--key', thumbprint, 'other.jws');
  expect([other.code, other.output]).toEqual([1, '']);
  expect(other.errors).toMatch(/^vendor-lens: other\.jws: It is signed with another key/);
  write('changed.jws', read('group.jws').replace(/\..{4}/, '.AAAA'));
  expect(pack('verify', 'changed.jws')).toMatchObject({ code: 1, errors: expect.stringContaining('damaged or changed') });
  write('page.jws', '<!doctype html>');
  expect(pack('verify', 'page.jws')).toMatchObject({ code: 1, errors: expect.stringContaining('web page') });
});

test.each([
  [['build', 'a.csv'], 'a.csv: a pack needs --id; give it as an option'],
  [['build', ...facts, '--pack-version', '0', 'a.csv'], '--pack-version cannot be 0; use one of: 1, 2, 3 …'],
  [['build', ...facts, '--pack-version', '1', 'rows.csv'], 'rows.csv: Line 3: no vendor in column “Vendor”.'],
  [
    ['build', ...facts, '--pack-version', '1', '--issued', '2026-13-01', 'a.csv'],
    'a.csv: The content is not as a list must be: pack.issuedOn',
  ],
  [
    ['build', ...facts, '--pack-version', '1', '--output', 'no/such/folder.json', 'a.csv'],
    'no/such/folder.json: cannot be written (ENOENT)',
  ],
  [['sign', 'group.json'], 'pack sign needs the private key'],
  [['sign', '--key', 'a.csv', 'group.json'], 'a.csv: holds no private Ed25519 key'],
  [['sign', '--key', 'group.jwk', 'a.csv'], 'a.csv: The content is not as a list must be'],
  [['verify', '--key', 'abc', 'group.jws'], 'abc is no key fingerprint'],
  [['verify', 'no-such.jws'], 'no-such.jws: no such file'],
  [['diff', 'group.jws'], 'two packs are needed'],
  [['polish'], 'pack has no command polish; use one of: keygen, build, sign, verify, diff'],
  [[], 'pack needs a command'],
  [['sign', '--title', 'x', 'group.json'], '--title is no option of pack sign'],
])('%j is refused with 2, and what to do is said', (args, words) => {
  write('rows.csv', 'Vendor,Note\nQuillfeather Optics,\n,no name\n');
  const { code, output, errors } = pack(...args);
  expect([code, output]).toEqual([2, '']);
  expect(errors).toContain(`vendor-lens: ${words}`);
});
