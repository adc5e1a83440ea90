import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ClosedUp, closeUp } from '../../src/core/spread.ts';
import { evidenceOf, filler, matchesIn, readings } from './readings.ts';

describe('letter-spaced words', () => {
  test.each<[rule: string, text: string, closed: string]>([
    ['four letters and more', 'N O R V', 'NORV'],
    ['in a sentence', 'the N O R V E X firewall.', 'the NORVEX firewall.'],
    ['in any case, with accents', 'n o r v é', 'norvé'],
    ['digits and hyphens', 'N X - 1 0 0 A', 'NX-100A'],
    ['any kind of blank', 'N\u00a0O\u2003R\u2009V\u202fE\u205fX\u3000Y', 'NORVEXY'],
    ['several, two blanks apart', 'R A M P A R T  G A T E', 'RAMPART  GATE'],
    ['several lines', 'N O R V\nE X I A', 'NORV\nEXIA'],
    ['in brackets and beside punctuation', '(N O R V), N O R V.', '(NORV), NORV.'],
    ['two Han characters and more', '华 为', '华为'],
    ['Han characters up to a word', '采购 诺 维 克 斯 公司', '采购 诺维克斯 公司'],
    ['Han characters with a wide blank', '华\u3000为', '华为'],
    ['Han beside Latin', 'N O R V 华 为', 'NORV华为'],
    ['Han characters over the end of a line', '采购诺维\n克斯, 诺维 \r\n\u3000克斯', '采购诺维克斯, 诺维克斯'],
  ])('are closed up: %s', (_rule, text, closed) => {
    expect(closeUp(text)?.text).toBe(closed);
  });

  test.each<[rule: string, texts: string[]]>([
    ['three letters are a list', ['a b c', 'x, a b c', 'A B C, D E F']],
    ['words are prose', ['plan B or C', 'I am a cat', 'AB CD EF GH', '12 34 56 78']],
    ['a letter within a word', ['xN O R', 'N O Rx', 'A B C DE']],
    ['two blanks, tabs and line ends are none', ['N  O  R  V', 'N\tO\tR\tV', 'N\nO\nR\nV', '华  为']],
    ['the end of a line parts all but Han', ['Norvex\nSystems', '诺维\nSystems', '诺维，\n克斯', '诺维\n\n克斯']],
    ['signs are no letters', ['a, b, c, d', '- - - - -', '. . . .', '· · · ·']],
    ['Han characters of a word', ['中华 为', '华 为民', '中华 人民']],
    ['nothing', ['', ' ', 'x', '华', '    ']],
  ])('are nothing else: %s', (_rule, texts) => {
    for (const text of texts) expect([text, closeUp(text)]).toEqual([text, undefined]);
  });

  test('are found where they stand, blanks included', () => {
    const closed = closeUp('the N O R V E X 2, 诺 维 x') as ClosedUp;
    expect(closed.text).toBe('the NORVEX2, 诺维 x');
    expect(closed.locate(4, 10)).toEqual({ start: 4, end: 15 });
    expect(closed.locate(5, 6)).toEqual({ start: 6, end: 7 });
    expect(closed.locate(0, 5)).toEqual({ start: 0, end: 5 });
    expect(closed.locate(13, 15)).toEqual({ start: 19, end: 22 });
    for (const [start, end] of [
      [0, 4],
      [11, 13],
      [15, 17],
    ] as const)
      expect(closed.locate(start, end)).toBeUndefined();
  });
});

test('a place far down in a long text is found as fast as the first', () => {
  // Within the time a test may take: looking at every word before it would need a hundred times that.
  const text = '华 为,'.repeat(200_000);
  const closed = closeUp(text) as ClosedUp;
  for (let i = 150_000; i < 200_000; i++) expect.soft(closed.locate(3 * i, 3 * i + 2)?.start).toBe(4 * i);
});

describe('a letter-spaced name', () => {
  test('says so and counts like any other, under the text as it stands there', () => {
    expect(evidenceOf('the N O R V E X firewall', 'Norvex')).toEqual(['spread_letters=N O R V E X', 'own_name=N O R V E X']);
    expect(evidenceOf('诺 维 克 斯 公司', '诺维克斯')).toEqual(['spread_letters=诺 维 克 斯', 'own_name=诺 维 克 斯']);
    // Wrapped is not letter-spaced.
    expect(evidenceOf('采购诺维\n克斯公司', '诺维克斯')).toEqual(['own_name=诺维\n克斯']);
    expect(evidenceOf('N X - 1 0 0 A', 'NX appliances')).toContain('spread_letters=N X - 1 0 0 A');
    const [match] = matchesIn('the N O R V E X firewall');
    expect([match?.start, match?.end]).toEqual([4, 15]);
  });

  test('is not apart for a gap between its words', () => {
    for (const text of ['R A M P A R T G A T E', 'R A M P A R T  G A T E']) {
      expect(evidenceOf(text, 'RampartGate')).toEqual([`spread_letters=${text}`, `own_name=${text}`]);
    }
  });

  test('that is an ordinary word needs help, which may be letter-spaced too', () => {
    expect(readings('B A S T I O N')).toEqual(['bastion open: B A S T I O N']);
    expect(readings('B A S T I O N firewall')).toEqual(['bastion settled: B A S T I O N']);
    expect(evidenceOf('堡 垒 防 火 墙', '堡垒')).toContain('context_term=防 火 墙');
    expect(readings('b a s t i o n')).toEqual([]);
  });

  test('is none within a longer one, or with two blanks inside', () => {
    for (const text of ['N O R V E X I A', 'N O R  V E X', 'N O R V E  X', '8 N X - 1  0 0 A 7', '1 2 N X - 1 0 0 A 3', '小诺 维 克 斯'])
      expect([text, readings(text)]).toEqual([text, []]);
  });

  test('is none within the name of something else', () => {
    expect(readings('N O R V E X  V a l l e y')).toEqual([]);
  });

  test('finds what is letter-spaced beside it, whatever is written closely further on', () => {
    expect(evidenceOf(`Bastion F I R E W A L L ${filler(300)}cluster`, 'Bastion')).toContain('context_term=F I R E W A L L');
    expect(evidenceOf(`N O R V E X Systems Bastion ${filler(900)}Norvex`, 'Bastion')).toContain('vendor_beside=N O R V E X Systems');
    expect(readings(`B A S T I O N  h o s t, ${filler(300)}bastion host`)).toEqual([]);
  });
});

const BLANKS = [' ', '\u00a0', '\u2003', '\u3000'];
const bare = (text: string): string => text.replace(/\s/g, '');
const blank = fc.constantFrom(...BLANKS);
const word = fc.constantFrom('ab', 'Norvex', 'é2', '12', '华为', '诺维克斯', '(', '.', '😀😀', '𝐀𝐁');

describe('of any text', () => {
  test('without such a word nothing is closed up', () => {
    const few = fc.constantFrom('a', 'a b', 'a b c', '1 2', 'X - 1', '华', '为  华', '-', '😀');
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.option(few), word, blank), { maxLength: 12 }), (parts) => {
        // A word parts the few from one another.
        const text = parts.map(([some, own, gap]) => `${some ?? ''}${gap}${own}${gap}`).join('');
        expect([text, closeUp(text)]).toEqual([text, undefined]);
      }),
      { numRuns: 300 },
    );
  });

  test('a span of the closed text is the same text with its blanks', () => {
    const run = fc
      .tuple(fc.array(fc.constantFrom('N', 'o', 'é', '7', '-', '𝐍'), { maxLength: 6 }), blank)
      .map(([letters, gap]) => ['A', 'b', '3', ...letters, 'X'].join(gap));
    const han = fc
      .tuple(fc.array(fc.constantFrom('华', '为', '諾', '𠀀'), { minLength: 1, maxLength: 4 }), blank)
      .map(([chars, gap]) => ['海', ...chars].join(gap));
    const other = fc.oneof(word, blank, fc.constantFrom('\n', ', ', '  ', '('), fc.string({ unit: 'binary', maxLength: 2 }));
    let located = 0;
    fc.assert(
      fc.property(
        fc.array(fc.oneof(run, han, other), { maxLength: 10 }),
        fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 8, maxLength: 8 }),
        (parts, picks) => {
          const text = parts.join('');
          const closed = closeUp(text);
          if (!closed) return;
          expect(bare(closed.text)).toBe(bare(text));
          expect(closed.locate(0, closed.text.length)).toEqual({ start: 0, end: text.length });
          for (const [a, b] of picks) {
            const start = a % closed.text.length;
            const end = start + 1 + (b % (closed.text.length - start));
            const span = closed.locate(start, end);
            if (!span) continue;
            located++;
            // No blank too many at either end.
            const isValid = text[span.start] === closed.text[start] && text[span.end - 1] === closed.text[end - 1];
            expect([isValid, bare(text.slice(span.start, span.end))]).toEqual([true, bare(closed.text.slice(start, end))]);
          }
        },
      ),
      { numRuns: 200 },
    );
    expect(located).toBeGreaterThan(500);
  });

  // As long as a block may be. What a regular expression does cannot be counted: growing with the square it takes seconds.
  test.each([
    ['- - - -…', '- '],
    ['a - - -…', 'a - - - - - - - '],
    ['a a a a…', 'a '],
    ['华 华 华…', '华 '],
  ])('a long line of %s is no trouble', { timeout: 1_000 }, (_what, unit) => {
    expect(closeUp(`${unit.repeat(65_536 / unit.length)}(`)?.text.length ?? 0).toBeLessThan(65_536);
  });
});
