import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutLines } from '../../src/cli/lines.ts';

async function* inChunks(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

/** The lines with their numbers; null for one that is too long. */
async function cut(text: string, size: number, maxLine = 1_000): Promise<[number, string | null][]> {
  const lines: [number, string | null][] = [];
  for await (const part of cutLines(inChunks(text, size), maxLine)) {
    if ('tooLong' in part) lines.push([part.tooLong, null]);
    else {
      const own = new TextDecoder('utf-8', { fatal: true }).decode(part.bytes).split(/(?<=\n)/);
      lines.push(...own.map((line, i): [number, string] => [part.first + i, line]));
    }
  }
  return lines;
}

test('lines are the same however the stream is cut, in the middle of a character too', async () => {
  const line = fc.string({ unit: fc.constantFrom('a', '飞', '😀', '\r', ' '), maxLength: 6 });
  const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n'));
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (whole, size) => {
      const expected = whole === '' ? [] : whole.split(/(?<=\n)/).map((one, i): [number, string] => [i + 1, one]);
      expect(await cut(whole, size)).toEqual(expected);
    }),
  );
});

test.each([1, 3, 7])('a line that is too long is left out and counted, in chunks of %i', async (size) => {
  const long = 'x'.repeat(20);
  expect(await cut(`${long}\na\n${long}\n${long}\nb\n${long}`, size, 10)).toEqual([
    [1, null],
    [2, 'a\n'],
    [3, null],
    [4, null],
    [5, 'b\n'],
    [6, null],
  ]);
  const fits = 'x'.repeat(9);
  expect(await cut(`${fits}\n${fits}y\n${fits}`, size, 10)).toEqual([
    [1, `${fits}\n`],
    [2, null],
    [3, fits],
  ]);
});

test('of a line that is too long nothing is kept', async () => {
  // Each chunk is let go of: were they kept, this would take 2 GB.
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (let i = 0; i < 2_000; i++) yield new Uint8Array(1_000_000).fill(0x78);
    yield new TextEncoder().encode('\nb');
  }
  const parts = [];
  for await (const part of cutLines(endless(), 2_000_000)) parts.push(part);
  expect(parts).toEqual([{ tooLong: 1 }, { first: 2, bytes: new TextEncoder().encode('b') }]);
  expect(process.memoryUsage.rss()).toBeLessThan(1_500_000_000);
});

test('whole lines are given before the stream goes on, with memory of their own', async () => {
  let isAsked = false;
  const chunk = new TextEncoder().encode('a\nb');
  async function* slow(): AsyncGenerator<Uint8Array> {
    yield chunk;
    isAsked = true;
    chunk.fill(0x2d);
    yield new TextEncoder().encode('\n');
  }
  const parts = cutLines(slow(), 10);
  const first = await parts.next();
  expect(isAsked).toBe(false);
  const second = await parts.next();
  expect([first.value, second.value]).toEqual([
    { first: 1, bytes: new TextEncoder().encode('a\n') },
    { first: 2, bytes: new TextEncoder().encode('b\n') },
  ]);
});
