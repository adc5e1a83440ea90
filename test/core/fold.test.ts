import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CharClass, createFoldTables, Folded, foldInto, foldString } from '../../src/core/fold.ts';
import { hanPairs, tables } from './invented.ts';

const fold = (text: string): string => foldString(tables, text);
const startsOf = (folded: Folded): number[] => Array.from({ length: folded.length + 1 }, (_, i) => folded.startOf(i));

/** Any text a page may hold: whole characters, lone surrogates, and the signs that fold to more or less than one unit. */
const anyText = fc.oneof(
  { weight: 2, arbitrary: fc.string({ unit: 'binary' }) },
  { weight: 2, arbitrary: fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 30 }).map((units) => String.fromCharCode(...units)) },
  {
    weight: 3,
    arbitrary: fc.string({
      maxLength: 30,
      unit: fc.constantFrom(
        'a',
        'B',
        '7',
        ' ',
        '  ',
        '\u3000',
        '-',
        '‑',
        'ﬁ',
        'İ',
        '™',
        '½',
        '\u00ad',
        '\u200b',
        'é',
        'e\u0301',
        '華',
        '𝐅',
        '\ud835',
        '\udc00',
        'Ｚ',
        '\n',
      ),
    }),
  },
);

describe('what is folded away', () => {
  test.each([
    ['case', 'FortiGate', 'fortigate'],
    ['full width letters, digits and signs', 'ＦｏｒｔｉＧａｔｅ－１００Ｆ（Ａ）', 'fortigate-100f(a)'],
    ['half-width kana', 'ﾌｫｰﾃｨ', 'フォーティ'],
    ['half-width kana with its voicing mark', 'ﾊﾟﾛｱﾙﾄ', 'パロアルト'],
    ['Traditional characters', '華為技術', '华为技术'],
    ['Traditional and Latin together', '採購VMware虛擬化軟體', '采购vmware虚拟化软体'],
    ['Cyrillic look-alikes', 'VМwаrе', 'vmware'],
    ['Greek look-alikes', 'ΝΟΡΒΕΧ', 'nopbex'],
    ['dotless i and script letters', 'Cıscℴ ℓ', 'cisco l'],
    ['soft hyphens', 'For\u00adti\u00adGate', 'fortigate'],
    ['zero-width characters', 'Forti\u200bGate\u200d\ufeff', 'fortigate'],
    ['direction controls', '\u202eForti\u2066Gate\u2069\u200f', 'fortigate'],
    ['variation selectors and the grapheme joiner', 'For\ufe0fti\u034fGate', 'fortigate'],
    ['tag characters beyond the first plane', 'Forti\u{e0041}Gate', 'fortigate'],
    ['Hangul fillers', 'For\u3164tiGate', 'fortigate'],
    ['no-break, thin, ideographic and other spaces', 'a\u00a0b\u2009c\u3000d\te\nf', 'a b c d e f'],
    ['runs of white space', 'a \u00a0\t \r\n b', 'a b'],
    ['white space at the ends', '  a  ', 'a'],
    ['runs of spaces with something invisible between', 'a \u200b b', 'a b'],
    ['non-breaking hyphen, dashes and minus', 'a‐b‑c‒d–e—f―g−h﹘i﹣j－k', 'a-b-c-d-e-f-g-h-i-j-k'],
    ['ligatures', 'oﬃce ﬁrewall', 'office firewall'],
    ['dotted capital I', 'İSTANBUL', 'istanbul'],
    ['capital sharp s, but not into ss', 'STRAẞE straße', 'straße straße'],
    ['long s', 'ſophoſ', 'sophos'],
    ['mathematical letters', '𝐅𝐨𝐫𝐭𝐢𝟏', 'forti1'],
    ['enclosed and squared letters', 'Ⓕ㎏', 'fkg'],
    ['roman numeral signs', 'Ⅴ Ⅻ', 'v xii'],
    ['kinds of apostrophes', 'Norvex’s Norvexʼs', "norvex's norvex's"],
    ['NUL', 'a\u0000b', 'a b'],
    ['compatibility ideographs', '\uf900\u{2f81a}', fold('豈冬')],
  ])('%s', (_what, text, folded) => {
    expect(fold(text)).toBe(folded);
  });
});

describe('what is kept', () => {
  test.each([
    ['accents: nová is not nova', 'nová', 'nová'],
    ['a combining mark, joined to its letter', 'nova\u0323', 'nov\u1ea1'],
    ['ß is not ss', 'ß', 'ß'],
    ['punctuation', 'a.b,c/d_e&f(g)', 'a.b,c/d_e&f(g)'],
    ['lone surrogates', 'a\ud83db\udc00', 'a\ud83db\udc00'],
    ['characters beyond the first plane', '😀𠀀', '😀𠀀'],
    ['Simplified characters', '华为', '华为'],
    ['nothing', '', ''],
  ])('%s', (_what, text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  test('a letter and its accent are the same whether written as one character or as two', () => {
    expect(fold('Socie\u0301te\u0301')).toBe(fold('Société'));
  });
});

describe('the offset map', () => {
  const map = (text: string): { units: string; starts: number[] } => {
    const folded = foldInto(tables, text, new Folded());
    return {
      units: String.fromCharCode(...folded.units.subarray(0, folded.length)),
      starts: startsOf(folded),
    };
  };

  test.each([
    ['one to one', 'aB1', 'ab1', [0, 1, 2, 3]],
    ['one becomes two', 'ﬁx', 'fix', [0, 0, 1, 2]],
    ['two become one', '𝐅x', 'fx', [0, 2, 3]],
    ['dropped units belong to none', 'a\u00adb', 'ab', [0, 2, 3]],
    ['dropped units at the end', 'a\u200b', 'a', [0, 2]],
    ['a run of spaces begins at its first', 'a \t b', 'a b', [0, 1, 4, 5]],
    ['an unknown pair stays two units of one start', '😀x', '😀x', [0, 0, 2, 3]],
    ['a lone surrogate stands for itself', '\ud835x', '\ud835x', [0, 1, 2]],
    ['nothing', '', '', [0]],
  ])('%s', (_what, text, units, starts) => {
    expect(map(text)).toEqual({ units, starts });
  });

  test('the end of a match is behind the whole original character', () => {
    const text = 'x𝐅';
    const folded = foldInto(tables, text, new Folded());
    expect(folded.endOf(text, 0)).toBe(1);
    expect(folded.endOf(text, 1)).toBe(3);
    // A dropped unit behind the last one is not part of the match.
    expect(foldInto(tables, 'ab\u200b', new Folded()).endOf('ab\u200b', 1)).toBe(2);
  });

  test('every unit starts within the text, never before the unit to its left', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const folded = foldInto(tables, text, new Folded());
        expect(folded.startOf(folded.length)).toBe(text.length);
        for (let i = 0; i < folded.length; i++) {
          const start = folded.startOf(i);
          expect(start).toBeGreaterThanOrEqual(i === 0 ? 0 : folded.startOf(i - 1));
          expect(start).toBeLessThan(text.length);
          const end = folded.endOf(text, i);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('the original between the start and the end of a unit folds to a text with that unit', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const folded = foldInto(tables, text, new Folded());
        for (let i = 0; i < folded.length; i++) {
          const piece = foldInto(tables, text.slice(folded.startOf(i), folded.endOf(text, i)), new Folded());
          expect([...piece.units.subarray(0, piece.length)]).toContain(folded.units[i]);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('a used buffer gives what a new one gives, whatever it held before', () => {
    const used = new Folded();
    fc.assert(
      fc.property(anyText, (text) => {
        const again = foldInto(tables, text, used);
        const fresh = foldInto(tables, text, new Folded());
        expect([...again.units.subarray(0, again.length)]).toEqual([...fresh.units.subarray(0, fresh.length)]);
        expect(startsOf(again)).toEqual(startsOf(fresh));
      }),
    );
  });

  test('the buffer grows when every character becomes eighteen', () => {
    const text = '\ufdfa'.repeat(3000);
    const folded = foldInto(tables, text, new Folded());
    expect(folded.length).toBe(18 * 3000);
    expect(folded.startOf(folded.length)).toBe(3000);
    expect(folded.startOf(folded.length - 1)).toBe(2999);
  });

  test('a text keeps its offsets, however often they shift', () => {
    const piece = 'xﬁ\u00ad  𝐅\\t';
    const starts = [0, 1, 1, 3, 5, 7, 8];
    const folded = foldInto(tables, piece.repeat(2000), new Folded());
    expect(folded.length).toBe(starts.length * 2000);
    for (let i = 0; i < folded.length; i++)
      expect(folded.startOf(i)).toBe(piece.length * Math.floor(i / starts.length) + (starts[i % starts.length] as number));
  });

  test('a text of a million characters keeps its offsets', () => {
    const text = `${'x'.repeat(1_000_000)}ﬁ`;
    const folded = foldInto(tables, text, new Folded());
    expect(folded.length).toBe(1_000_002);
    expect(folded.startOf(1_000_001)).toBe(1_000_000);
  });
});

describe('folding twice', () => {
  /** Characters of a range that a second fold changes. Folded in one go: a comma between keeps them apart. */
  function unsettled(first: number, end: number): string[] {
    const wrong: string[] = [];
    for (let from = first; from < end; from += 0x400) {
      const chars = Array.from({ length: 0x400 }, (_, i) => String.fromCodePoint(from + i)).filter(
        (char) => fold(char) !== '' && char !== ',',
      );
      const once = fold(chars.join(','));
      const twice = fold(once).split(',');
      if (fold(once) === once) continue;
      once.split(',').forEach((piece, i) => {
        if (piece !== twice[i]) wrong.push(`"${piece}" → "${twice[i]}"`);
      });
    }
    return wrong;
  }

  test('changes nothing more, for every single unit', () => {
    expect(unsettled(0, 0x10000)).toEqual([]);
  });

  test('changes nothing more, for every character of the planes in use', () => {
    expect(unsettled(0x10000, 0x40000)).toEqual([]);
    expect(unsettled(0xe0000, 0xe0400)).toEqual([]);
  });

  test('changes nothing more, for texts', () => {
    // The few units for which single folding is not final have the test above to themselves; and what is dropped between
    // two halves of a pair joins them.
    const apart = /[\u207b\u208b\u85b4\ufe31\ufe32]|\p{Surrogate}/u;
    fc.assert(
      fc.property(
        anyText.filter((text) => !apart.test(text)),
        (text) => {
          expect(fold(fold(text))).toBe(fold(text));
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('classes', () => {
  const classOf = (char: string): number => tables.classes[fold(char).charCodeAt(0)] as number;

  test.each([
    ['Latin, accented, Cyrillic, Hebrew and Arabic letters are letters', 'aéжאب', CharClass.letter],
    ['digits of any script are digits', '7٣', CharClass.digit],
    ['Han, kana, Hangul, bopomofo and Thai are open', '中々あアー한ㄅก', CharClass.open],
    ['punctuation and symbols are neither', '.,/_&@§（', CharClass.other],
    ['marks are marks', '\u0301\u0323', CharClass.mark],
  ])('%s', (_what, chars, expected) => {
    for (const char of chars) expect([char, classOf(char)]).toEqual([char, expected]);
  });

  test('hyphens and spaces are separators', () => {
    for (const char of ['a-b', 'a b', 'a‑b', 'a\u3000b']) expect(tables.classes[fold(char).charCodeAt(1)]).toBe(CharClass.separator);
  });
});

test('the table of characters is pairs of single units', () => {
  expect(hanPairs.length % 2).toBe(0);
  expect(/[\ud800-\udfff]/.test(hanPairs)).toBe(false);
});

test('without a table of characters, Traditional and Simplified stay apart', () => {
  const plain = createFoldTables('');
  expect(foldString(plain, '華Ａ')).toBe('華a');
});
