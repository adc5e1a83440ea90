import { expect, test } from 'vitest';
import { decode } from '../../src/cli/decode.ts';
import { encode } from '../encode.ts';

const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...new TextEncoder().encode(part)] : [...part])));
const utf16 = (text: string, littleEndian: boolean): number[] =>
  [...text].flatMap((character) => {
    const unit = character.charCodeAt(0);
    return littleEndian ? [unit & 0xff, unit >> 8] : [unit >> 8, unit & 0xff];
  });

test.each([
  ['nothing', bytes(), '', 'utf-8'],
  ['UTF-8', bytes('飞塔 FortiGate é'), '飞塔 FortiGate é', 'utf-8'],
  ['UTF-8 with a mark, which is not part of the text', bytes([0xef, 0xbb, 0xbf], 'a飞'), 'a飞', 'utf-8'],
  ['a second mark, which is part of the text', bytes([0xef, 0xbb, 0xbf], [0xef, 0xbb, 0xbf], 'a'), '\ufeffa', 'utf-8'],
  ['UTF-16LE with a mark', bytes([0xff, 0xfe], utf16('a飞', true)), 'a飞', 'utf-16le'],
  ['UTF-16BE with a mark', bytes([0xfe, 0xff], utf16('a飞', false)), 'a飞', 'utf-16be'],
  ['GB2312 characters', bytes([0xb7, 0xc9, 0xcb, 0xfe], ' FG'), '飞塔 FG', 'gb18030'],
  ['a four-byte GB18030 character', bytes([0x81, 0x39, 0xee, 0x39]), '㐀', 'gb18030'],
  ['Big5', encode('big5', '防火牆 FG 兩台，含三年保固'), '防火牆 FG 兩台，含三年保固', 'big5'],
])('decodes %s', (_name, input, text, encoding) => {
  expect(decode(input)).toEqual({ ok: true, value: { text, encoding } });
});

test.each([
  ['a PDF', bytes('%PDF-1.7\n'), 'cli_error_pdf'],
  ['a ZIP container', bytes('PK', [3, 4, 20, 0]), 'cli_error_zip'],
  ['an old Office file', bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'cli_error_ole'],
  ['RTF, though it is text', bytes('{\\rtf1 \\u39134?}'), 'cli_error_rtf'],
  ['PNG', bytes([0x89], 'PNG\r\n'), 'cli_error_image'],
  ['JPEG', bytes([0xff, 0xd8, 0xff, 0xe0]), 'cli_error_image'],
  ['gzip', bytes([0x1f, 0x8b, 8]), 'cli_error_archive'],
  ['bytes with NUL', bytes('abc', [0, 1, 0xff, 2]), 'cli_error_binary'],
  ['UTF-16 that lost its mark', bytes(utf16('FortiGate 100F', true)), 'cli_error_utf16_without_mark'],
  ['UTF-32 with its mark, which begins like UTF-16', bytes([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), 'cli_error_binary'],
  ['half a character behind a mark', bytes([0xff, 0xfe, 0x61]), 'cli_error_undecodable'],
  ['no known encoding', bytes('caf', [0xe9, 0x20], 'x'), 'cli_error_undecodable'],
])('refuses %s', (_name, input, key) => {
  expect(decode(input)).toMatchObject({ ok: false, problem: { key } });
});

test('a declared charset counts only where the bytes are not UTF-8', () => {
  const latin = bytes('caf', [0xe9, 0x20]);
  expect(decode(latin, 'iso-8859-1')).toEqual({ ok: true, value: { text: 'café ', encoding: 'windows-1252' } });
  expect(decode(bytes('飞塔'), 'iso-8859-1')).toMatchObject({ value: { text: '飞塔', encoding: 'utf-8' } });
});

test('a declared charset that is none, or that does not fit, is as good as none', () => {
  const gb = bytes([0xb7, 0xc9]);
  expect(decode(gb, 'no-such-charset')).toMatchObject({ value: { text: '飞' } });
  expect(decode(gb, 'utf-8')).toMatchObject({ value: { text: '飞' } });
});
