import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hostOf, MAX_HOST, MAX_LINKS, withLink } from '../../src/core/links.ts';

test.each([
  ['https://norvex.example', 'norvex.example'],
  ['HTTP://WWW.Norvex.Example:8080/haiyan.example', 'www.norvex.example'],
  ['//norvex.example?a', 'norvex.example'],
  ['https://norvex.example#@haiyan.example', 'norvex.example'],
  [' https:\\\\norvex.example\\x', 'norvex.example'],
  ['https://nor\tvex.example/', 'norvex.example'],
  ['https://诺维克斯.example/', 'xn--74qy01cpos92l.example'],
  ['http://intranet/x', 'intranet'],
  ['http://127.0.0.1:80/', '127.0.0.1'],
  // The host is what stands behind the user's name.
  ['https://norvex.example@haiyan.example/', 'haiyan.example'],
  ['https://norvex.example:443@haiyan.example/', 'haiyan.example'],
])('%s leads to %s', (address, host) => {
  expect(hostOf(address)).toBe(host);
});

test.each([
  '',
  '#norvex.example',
  'norvex.example',
  '/norvex.example',
  '?https://norvex.example',
  './/norvex.example',
  'x//norvex.example',
  'mailto:sales@norvex.example',
  'javascript://norvex.example/%0aalert(1)',
  'ftp://norvex.example/',
  'https:norvex.example',
  'https://',
  'https://nor vex.example/',
  'https://norvex.example:99999/',
])('%j leads to no host', (address) => {
  expect(hostOf(address)).toBe('');
});

test('a host of 253 characters is one, a longer one is none', () => {
  const longest = `${'a.'.repeat(123)}example`;
  expect(longest).toHaveLength(MAX_HOST);
  expect(hostOf(`https://${longest}/`)).toBe(longest);
  expect(hostOf(`https://a${longest}/`)).toBe('');
  expect(hostOf(`https://@a${longest}/`)).toBe('');
});

test('the host that a browser would go to, however the address is written', () => {
  const piece = fc.constantFrom(
    'norvex.example',
    'haiyan',
    '.',
    ':',
    '80',
    '@',
    '/',
    '\\',
    '?',
    '#',
    ' ',
    '%41',
    '\t',
    '诺',
    'A-1',
    '[::1]',
  );
  const scheme = fc.constantFrom('https://', 'HTTP://', '//', 'http:\\\\', ' https://');
  fc.assert(
    fc.property(scheme, fc.array(piece, { maxLength: 8 }), (start, pieces) => {
      const address = start + pieces.join('');
      const url = URL.canParse(address, 'https://page.invalid/') ? new URL(address, 'https://page.invalid/') : undefined;
      expect(hostOf(address)).toBe(url?.hostname ?? '');
    }),
    { numRuns: 2_000 },
  );
});

test('links are kept once, in order, up to the limit; none is none', () => {
  expect(withLink([], '')).toEqual([]);
  expect(withLink(['a.example'], 'b.example')).toEqual(['a.example', 'b.example']);
  expect(withLink(['a.example', 'b.example'], 'a.example')).toEqual(['a.example', 'b.example']);
  const full = Array.from({ length: MAX_LINKS }, (_, i) => `h${i}.example`);
  expect(withLink(full.slice(1), 'last.example')).toHaveLength(MAX_LINKS);
  expect(withLink(full, 'late.example')).toEqual(full);
});
