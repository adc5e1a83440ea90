import { crc32, inflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { zip } from '../../scripts/lib/zip.mjs';

const files = new Map([
  ['b/long.txt', Buffer.from('the same words '.repeat(500))],
  ['a.json', Buffer.from('{"名":"单"}')],
  ['空.txt', Buffer.alloc(0)],
]);

/** Reads a zip file from its end, as programs do. */
function unzip(bytes: Buffer): Map<string, Buffer> {
  const end = bytes.length - 22;
  expect(bytes.readUInt32LE(end)).toBe(0x06054b50);
  const found = new Map<string, Buffer>();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    expect(bytes.readUInt32LE(at)).toBe(0x02014b50);
    const nameLength = bytes.readUInt16LE(at + 28);
    const local = bytes.readUInt32LE(at + 42);
    expect(bytes.readUInt32LE(local)).toBe(0x04034b50);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const content = inflateRawSync(bytes.subarray(start, start + bytes.readUInt32LE(at + 20)));
    expect([content.length, crc32(content)]).toEqual([bytes.readUInt32LE(at + 24), bytes.readUInt32LE(at + 16)]);
    found.set(bytes.toString('utf8', at + 46, at + 46 + nameLength), content);
    at += 46 + nameLength;
  }
  expect(at).toBe(end);
  return found;
}

test('what is zipped is read back', () => {
  const found = unzip(zip(files));
  expect([...found.keys()]).toEqual(['a.json', 'b/long.txt', '空.txt']);
  for (const [name, content] of found) expect(content, name).toEqual(files.get(name));
});

test('the same files give the same bytes, in whatever order they come', () => {
  expect(zip(new Map([...files].reverse()))).toEqual(zip(files));
});
