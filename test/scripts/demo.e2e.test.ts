/** What `npm start` prints, and what it says of a target that cannot be read. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { runDemo } from '../../scripts/demo.ts';
import { type Site, serve } from '../serve.ts';

let folder: string;
let site: Site;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vendor-lens-demo-'));
  site = await serve(folder, { '/letter': { type: 'application/x-letter', body: 'Dear Sir' } });
});
afterEach(() => vi.restoreAllMocks());
afterAll(async () => {
  await site?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Runs the demo and gives what it wrote: to the standard output, or as its error. */
async function start(target: string): Promise<{ readonly code: number; readonly output: string }> {
  const lines: string[] = [];
  const keep = (line: unknown): void => void lines.push(String(line));
  vi.spyOn(console, 'log').mockImplementation(keep);
  vi.spyOn(console, 'error').mockImplementation(keep);
  const code = await runDemo({ kind: 'chromium', headless: true, target });
  return { code, output: lines.join('\n') };
}

async function write(name: string, content: string | Uint8Array): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, content);
  return file;
}

it('a file is read in the encoding it was written in', async () => {
  // “飞塔防火墙” in GB18030.
  const name = Uint8Array.of(0xb7, 0xc9, 0xcb, 0xfe, 0xb7, 0xc0, 0xbb, 0xf0, 0xc7, 0xbd);
  const { code, output } = await start(await write('order.csv', Buffer.concat([Buffer.from('1,'), name, Buffer.from(',2\n')])));
  expect(output).toContain('1 restricted vendor · 1 place');
  expect(output).toContain('FortiGate: 飞塔防火墙');
  expect(code).toBe(0);
});

it('lists that are not complete take one line', async () => {
  const { output } = await start(await write('chairs.html', '<title>Chairs</title><p>Twelve office chairs'));
  expect(output).toMatch(/^Nothing found, but \d lists are not complete$/m);
  expect(output.match(/Not all members are known/g)).toHaveLength(1);
});

it('a page without text is not called clean', async () => {
  const { output } = await start(await write('empty.txt', ''));
  expect(output).toContain('There is no text on this page, so nothing was checked.');
  expect(output).not.toContain('Nothing found');
});

it.each([
  ['a PDF', () => write('quote.pdf', '%PDF-1.7'), 'quote.pdf: is a PDF, which is not read yet; save its text as a .txt file'],
  ['a workbook', () => write('quote.xlsx', 'PK\x03\x04'), 'save sheets as CSV'],
  ['a folder', async () => folder, 'is a directory; name the files in it'],
  ['a missing file', async () => join(folder, 'no.html'), 'no.html: no such file; check the name and the folder'],
  ['an address that nobody answers', async () => 'http://127.0.0.1:2/', 'did not answer: net::ERR_CONNECTION_REFUSED. Check the address'],
  ['an error page', async () => `${site.origin}/no`, '/no answered 404 Not Found. Check the address.'],
  ['a download', async () => `${site.origin}/letter`, 'is a download, not a page'],
])('%s says what to do', async (_, target, says) => {
  const { code, output } = await start(await target());
  expect(output).toContain(says);
  expect(output).not.toContain('\n');
  expect(code).toBe(2);
});
