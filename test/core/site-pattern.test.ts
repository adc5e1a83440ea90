import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isSitePattern,
  MAX_SITE_PATTERN,
  matchesSite,
  matchPatternsOf,
  originPatternOf,
  parseSitePattern,
  type SitePattern,
} from '../../src/core/site-pattern.ts';

function read(text: string): SitePattern {
  const parsed = parseSitePattern(text);
  if (!isSitePattern(parsed)) throw new Error(`${text}: ${parsed.problem}`);
  return parsed;
}

describe('a pattern means', () => {
  test.each([
    ['shop.example', 'https://shop.example/', true],
    ['shop.example', 'http://shop.example:8080/orders/1?x=2#y', true],
    ['shop.example', 'https://www.shop.example/', false],
    ['shop.example', 'https://shop.example.evil.example/', false],
    ['shop.example', 'https://myshop.example/', false],
    ['shop.example', 'https://evil.example/shop.example/', false],
    ['shop.example', 'https://shop.example@evil.example/', false],
    ['shop.example', 'https://shop.example./', true],
    ['shop.example.', 'https://shop.example/', true],
    ['SHOP.example', 'https://shop.EXAMPLE/', true],
    ['*.shop.example', 'https://shop.example/', true],
    ['*.shop.example', 'https://a.b.shop.example/', true],
    ['*.shop.example', 'https://myshop.example/', false],
    ['shop.example/orders', 'https://shop.example/orders', true],
    ['shop.example/orders', 'https://shop.example/orders/17', true],
    ['shop.example/orders', 'https://shop.example/orders?page=2', true],
    ['shop.example/orders', 'https://shop.example/orders-archive', false],
    ['shop.example/orders/*', 'https://shop.example/orders/', true],
    ['shop.example/orders/*', 'https://shop.example/orders', false],
    ['shop.example/*/print', 'https://shop.example/orders/17/print', true],
    ['shop.example/*/print', 'https://shop.example/orders/17/edit', false],
    ['shop.example/a*a', 'https://shop.example/a', false],
    ['shop.example/Orders', 'https://shop.example/orders', false],
    ['shop.example/?tender=*', 'https://shop.example/?tender=12', true],
    ['shop.example/', 'https://shop.example/anything', true],
    ['shop.example/#top', 'https://shop.example/anything', true],
    ['localhost:8080', 'http://localhost:8080/', true],
    ['localhost:8080', 'http://localhost:8081/', false],
    ['localhost:8080', 'http://localhost/', false],
    ['shop.example:443', 'https://shop.example/', true],
    ['shop.example:443', 'http://shop.example/', false],
    ['shop.example:*', 'http://shop.example:81/', true],
    ['https://shop.example', 'https://shop.example/', true],
    ['https://shop.example', 'http://shop.example/', false],
    ['*://shop.example/*', 'http://shop.example/x', true],
    ['[::1]:8080', 'http://[::1]:8080/', true],
    ['::1', 'http://[::1]:9/', true],
    ['[2001:DB8::0:1]', 'https://[2001:db8::1]/', true],
    ['127.0.0.1', 'http://127.0.0.1:1234/', true],
    ['*.0.0.1.example', 'http://127.0.0.1/', false],
    ['采购.中国', 'https://xn--7n3ap4g.xn--fiqs8s/', true],
    ['bücher.example', 'https://xn--bcher-kva.example/', true],
    ['shop.example/采购', 'https://shop.example/%E9%87%87%E8%B4%AD/1', true],
    ['__proto__', 'http://__proto__/', true],
    ['__proto__', 'https://shop.example/', false],
    ['shop.example', 'about:blank', false],
    ['shop.example', 'file:///shop.example', false],
    ['shop.example', 'ftp://shop.example/', false],
    ['shop.example', 'javascript:shop.example', false],
    ['shop.example', '', false],
  ])('%s, of %s: %s', (pattern, url, isMeant) => {
    read(pattern);
    expect(matchesSite([pattern], url)).toBe(isMeant);
    expect(matchesSite(['other.example', pattern], url)).toBe(isMeant);
  });

  test('nothing where it is none, and spoils no other', () => {
    expect(matchesSite(['*', 'a b', ''], 'https://shop.example/')).toBe(false);
    expect(matchesSite(['*', 'shop.example'], 'https://shop.example/')).toBe(true);
  });
});

test.each([
  ['', 'empty'],
  ['  ', 'empty'],
  [`${'a'.repeat(MAX_SITE_PATTERN)}.example`, 'long'],
  [`shop.example/${'采'.repeat(MAX_SITE_PATTERN / 8)}`, 'long'],
  ['shop .example', 'space'],
  ['shop.example\tother.example', 'space'],
  ['shop.example/a b', 'space'],
  ['\u202eelpmaxe.pohs', 'space'],
  ['*', 'everything'],
  ['*.*', 'everything'],
  ['*/orders', 'everything'],
  ['*:8080', 'everything'],
  ['*://*/*', 'everything'],
  ['https://*/', 'everything'],
  ['<all_urls>', 'everything'],
  ['javascript:alert(1)', 'scheme'],
  ['javascript://shop.example/%0aalert(1)', 'scheme'],
  ['mailto:buyer@shop.example', 'scheme'],
  ['data:text/html,x', 'scheme'],
  ['file:///home', 'scheme'],
  ['chrome://settings', 'scheme'],
  ['shop*.example', 'wildcard'],
  ['shop.*', 'wildcard'],
  ['*shop.example', 'wildcard'],
  ['*.*.example', 'wildcard'],
  ['*.127.0.0.1', 'wildcard'],
  ['*.[::1]', 'wildcard'],
  ['buyer@shop.example', 'host'],
  ['https://buyer:secret@shop.example', 'host'],
  ['/orders', 'host'],
  ['https://', 'host'],
  ['.example', 'host'],
  ['shop..', 'host'],
  ['shop.example\\@evil.example', 'host'],
  ['[::1', 'host'],
  ['shop.example?x', 'host'],
  ['localhost:0', 'port'],
  ['localhost:65536', 'port'],
  ['https://localhost:80a', 'port'],
] as const)('%j is refused: %s', (text, problem) => {
  expect(parseSitePattern(text)).toEqual({ problem });
});

test.each([
  [' https://Shop.Example:0443/Orders/../x#top ', 'https://shop.example:443/x'],
  ['*://*.shop.example/*', '*.shop.example'],
  ['::1', '[::1]'],
  ['采购.中国', 'xn--7n3ap4g.xn--fiqs8s'],
])('%s is stored as %s', (typed, text) => {
  expect(read(typed).text).toBe(text);
  expect(read(text)).toEqual(read(typed));
});

test.each([
  ['shop.example', '*://shop.example/*', ['*://shop.example/*']],
  ['https://*.shop.example', 'https://*.shop.example/*', ['https://*.shop.example/*']],
  ['shop.example/orders/*', '*://shop.example/*', ['*://shop.example/orders/*']],
  ['shop.example/orders', '*://shop.example/*', ['*://shop.example/orders', '*://shop.example/orders/*', '*://shop.example/orders?*']],
  ['localhost:8080', '*://localhost/*', ['http://localhost:8080/*', 'https://localhost:8080/*']],
])('the browser is asked for %s: %s', (pattern, origin, matches) => {
  expect(originPatternOf(read(pattern))).toBe(origin);
  expect(matchPatternsOf(read(pattern), { withPort: true })).toEqual(matches);
});

test('a port is left away for browsers that take none', () => {
  expect(matchPatternsOf(read('localhost:8080/a/*'), { withPort: false })).toEqual(['*://localhost/a/*']);
});

describe('whatever is typed', () => {
  const typed = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc
      .array(
        fc.constantFrom(
          'shop',
          '.',
          '*',
          ':',
          '/',
          '@',
          '[',
          ']',
          '8080',
          'https',
          '://',
          '?',
          '#',
          '%',
          '\\',
          '__proto__',
          'javascript',
          '采购',
          ' ',
        ),
        { maxLength: 12 },
      )
      .map((parts) => parts.join('')),
  );

  test('it is refused, or a pattern that is stored and read again as itself', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const parsed = parseSitePattern(text);
        if (!isSitePattern(parsed)) return;
        expect(parseSitePattern(parsed.text)).toEqual(parsed);
        expect(parsed.host).not.toBe('');
        expect(parsed.host).not.toContain('*');
      }),
      { numRuns: 3000 },
    );
  });

  test('a web address that is no number or name with an asterisk means itself', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), (url) => {
        fc.pre(!url.includes('*'));
        const parsed = parseSitePattern(url);
        fc.pre(isSitePattern(parsed));
        expect(matchesSite([url], url)).toBe(true);
      }),
    );
  });

  test('it is never slow', () => {
    const pattern = `shop.example/${'*a'.repeat(240)}b`;
    const url = `https://shop.example/${'a'.repeat(200_000)}`;
    read(pattern);
    const start = performance.now();
    for (let times = 0; times < 10; times += 1) expect(matchesSite([pattern], url)).toBe(false);
    // A search that goes back takes minutes.
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});
