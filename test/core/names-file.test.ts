import { describe, expect, test } from 'vitest';
import { NAME_LIMITS, NamesError, NamesReader } from '../../src/core/names-file.ts';
import type { OwnEntry } from '../../src/core/own-list.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The bytes in pieces of `size`, so that lines and characters are cut anywhere. */
const inPieces = (bytes: Uint8Array, size: number) => () =>
  (async function* () {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  })();

async function read(bytes: Uint8Array, size = 7): Promise<{ readonly reader: NamesReader; readonly entries: OwnEntry[] }> {
  const reader = new NamesReader(inPieces(bytes, size));
  const entries: OwnEntry[] = [];
  for await (const batch of reader.batches()) entries.push(...batch);
  return { reader, entries };
}

const namesIn = async (bytes: Uint8Array, size?: number): Promise<string[]> =>
  (await read(bytes, size)).entries.map(({ vendor }) => vendor);

async function refusal(bytes: Uint8Array): Promise<string> {
  try {
    await read(bytes);
  } catch (error) {
    if (error instanceof NamesError) return error.message;
    throw error;
  }
  return 'taken';
}

describe('what is read', () => {
  test.each([
    ['Windows', 'Acme Ltd\r\n北方电子\r\nÉlan'],
    ['Unix', 'Acme Ltd\n北方电子\nÉlan\n'],
    ['old Macs', 'Acme Ltd\r北方电子\rÉlan\r'],
  ])('lines of %s, wherever the file is cut', async (_, text) => {
    for (const size of [1, 2, 3, 5, 100]) expect([size, await namesIn(utf8(text), size)]).toEqual([size, ['Acme Ltd', '北方电子', 'Élan']]);
  });

  test('UTF-8 with a mark, UTF-16 of either order, and GB18030', async () => {
    const utf16 = (text: string, isLittle: boolean): number[] =>
      [...text].flatMap((character) => {
        const unit = character.charCodeAt(0);
        return isLittle ? [unit & 0xff, unit >> 8] : [unit >> 8, unit & 0xff];
      });
    expect(await namesIn(Uint8Array.from([0xef, 0xbb, 0xbf, ...utf8('Acme\n飞塔')]))).toEqual(['Acme', '飞塔']);
    expect(await namesIn(Uint8Array.from([0xff, 0xfe, ...utf16('Acme\n飞塔', true)]))).toEqual(['Acme', '飞塔']);
    expect(await namesIn(Uint8Array.from([0xfe, 0xff, ...utf16('Acme\n飞塔', false)]))).toEqual(['Acme', '飞塔']);
    expect(await namesIn(Uint8Array.from([...utf8('Acme\n'), 0xb7, 0xc9, 0xcb, 0xfe]))).toEqual(['Acme', '飞塔']);
  });

  test('blank lines and repetitions are left out, and repetitions counted', async () => {
    const { reader, entries } = await read(utf8('Acme\n\n  Acme \nNorvex\n \nAcme\n'));
    expect(entries.map(({ vendor }) => vendor)).toEqual(['Acme', 'Norvex']);
    expect([reader.names, reader.duplicates]).toEqual([2, 2]);
  });

  test('no two of many names are taken for one', async () => {
    const names = Array.from({ length: 50_000 }, (_, i) => `Name ${i}`);
    expect((await read(utf8(names.join('\n')), 4096)).reader).toMatchObject({ names: 50_000, duplicates: 0 });
    expect((await read(utf8([...names, ...names].join('\n')), 4096)).reader).toMatchObject({ names: 50_000, duplicates: 50_000 });
  });

  test('marks of direction are no part of a name', async () => {
    expect(await namesIn(utf8('\u202eAcme\u202c\nNor\u200bvex'))).toEqual(['Acme', 'Norvex']);
  });
});

describe('what is refused, with the line', () => {
  test.each([
    ['a line without a letter', 'Acme\n\n12345', 'no-letter in line 3'],
    ['columns', 'Acme\tUS', 'columns in line 1'],
    ['a line too long', `Acme\n${'x'.repeat(NAME_LIMITS.length + 1)}`, 'too-long in line 2'],
    ['a line that does not end', `Acme\n${'x'.repeat(100_000)}`, 'too-long in line 2'],
    ['nothing', '', 'empty'],
    ['blank lines alone', '\n \n', 'empty'],
    ['a spreadsheet', 'PK\u0003\u0004…', 'binary'],
    ['NUL', 'Acme\u0000', 'binary'],
  ])('%s', async (_, text, wanted) => expect(await refusal(utf8(text))).toBe(wanted));

  test('bytes of no encoding that we know', async () => {
    expect(await refusal(Uint8Array.from([0x41, 0x0a, 0xff, 0xff, 0xff]))).toBe('encoding');
  });

  test('the name after the last that there is room for; a repetition needs none', async () => {
    const taken = async (text: string): Promise<void> => {
      for await (const _ of new NamesReader(inPieces(utf8(text), 4), 2).batches());
    };
    await taken('Acme\nNorvex\n\nAcme');
    await expect(taken('Acme\nNorvex\n\nQuill')).rejects.toThrow('too-many in line 4');
  });
});
