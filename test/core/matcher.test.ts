import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CharClass, Folded, foldInto, foldString } from '../../src/core/fold.ts';
import { type Index, IndexError, openIndex } from '../../src/core/index-format.ts';
import { Candidates, scan } from '../../src/core/matcher.ts';
import type { Term } from '../../src/core/model.ts';
import { splitWords } from '../../src/core/term-key.ts';
import { compile, indexOf, indexOfTerms, makeFamily, makeProduct, makeTerm, makeVendor, seenIn, tables } from './invented.ts';

/** "term@text" of everything found, in reading order, the longer first. */
function found(index: Index, text: string): string[] {
  return seenIn(index, text)
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .map((seen) => (seen.text === seen.term ? seen.text : `${seen.term}@${seen.text}`));
}

describe('where a name may begin and end', () => {
  test.each<[rule: string, term: string, yes: string[], no: string[]]>([
    ['not inside a word', 'SA', ['SA', 'the SA.', '(SA)', 'SA-7', 'SA/SB', 'SA_x'], ['samsung', 'visa', 'NASA', 'SAX', 'SA7', '7SA']],
    ['an accent is part of the letter', 'Nov', ['Nov', 'nov.'], ['nová', 'Nova', 'novà', 'Nov\u0301', 'éNov', 'e\u0301nov']],
    ['Latin is open beside Han', 'Cisco', ['采购Cisco防火墙', '思科Cisco', 'Cisco，防火墙'], ['采购Ciscox防火墙', 'XCisco防火墙']],
    ['Latin is open beside kana and Hangul', 'Cisco', ['サーバCisco', 'Ciscoの', '시스코Cisco사'], []],
    ['Latin is open beside Thai, whose words end in vowel signs and tone marks too', 'Cisco', ['ซื้อCisco', 'ที่Cisco', 'Ciscoที่'], []],
    ['Latin is open beside decomposed kana', 'Cisco', ['サーハ\u3099Cisco'], []],
    ['Latin is closed against other scripts with spaces', 'Cisco', ['Я Cisco', 'Cisco-я'], ['яCisco', 'Ciscoя', 'שCisco']],
    ['a Han edge is always open', '海康威视', ['海康威视', '采购海康威视摄像机', 'A海康威视B', '7海康威视8'], ['海康', '海康成视']],
    ['Latin and Han together', 'Norvex诺维', ['Norvex诺维', 'Norvex 诺维', 'Norvex-诺维', 'NORVEX诺维克'], ['XNorvex诺维', 'Norvex维诺']],
    [
      'digits are closed against letters and digits',
      'BX 12',
      ['BX 12', 'BX-12', 'BX12', '买BX12台', 'BX12.'],
      ['BX 120', 'BX12a', 'ABX12', '1BX12'],
    ],
    [
      'signs beside a name are open',
      'Norvex',
      ['Norvex®', '“Norvex”', "Norvex's", '@norvex', 'www.norvex.com', 'Norvex_1', '🔥Norvex🔥'],
      [],
    ],
    [
      'the trade-mark and service-mark signs are signs',
      'RampartGate',
      ['RampartGate™', 'RampartGate™ 100F', 'RampartGate℠'],
      ['RampartGatetm'],
    ],
    ['a footnote number is no reason to miss a name', 'RampartGate', ['RampartGate¹', 'RampartGate²'], []],
    ['symbols in the term itself', 'C++Check', ['C++Check', '(c++check)'], ['C+Check', 'C Check']],
    ['a term that ends in a sign', 'Norvex!', ['Norvex!', 'Norvex!now'], ['Norvex']],
  ])('%s', (_rule, term, yes, no) => {
    const index = indexOfTerms(term);
    for (const text of yes) expect([text, seenIn(index, text).length]).toEqual([text, 1]);
    for (const text of no) expect([text, seenIn(index, text)]).toEqual([text, []]);
  });

  test.each<[text: string, start: number, end: number]>([
    ['采购Norvex防火墙', 2, 8],
    ['Ｎｏｒｖｅｘ　防火墙', 0, 6],
    ['a No\u00adr\u200bvex\u200b b', 2, 10],
    ['ﬁ Norvex ﬁ', 2, 8],
    ['𝐍𝐨𝐫𝐯𝐞𝐱!', 0, 12],
    ['x  \n Norvex', 5, 11],
    ['VNorvex, Norveх', 9, 15], // the last letter is Cyrillic; the first word is another one
    ['Norvex60F', 0, 6],
    ['Norvexs', 0, 6],
  ])('the span lies in the original text: %j', (text, start, end) => {
    expect(seenIn(indexOfTerms('Norvex'), text).map((seen) => [seen.start, seen.end])).toEqual([[start, end]]);
  });
});

describe('separators', () => {
  test.each<[rule: string, term: string, yes: string[], no: string[]]>([
    [
      'hyphen, space and nothing are one',
      'Check Point',
      [
        'Check Point',
        'Check-Point',
        'CheckPoint',
        'CHECKPOINT',
        'Check‑Point',
        'Check–Point',
        'Check\u00a0Point',
        'Check　Point',
        'Check\nPoint',
      ],
      ['Check_Point', 'Check.Point', 'Check, Point', 'Chec kPoint', 'Check Points4', 'CheckPoin'],
    ],
    ['a hyphen in the term is the same', 'Check-Point', ['Check Point', 'Check-Point', 'CheckPoint'], ['Check/Point']],
    ['a full-width hyphen in the term is a hyphen', 'Check－Point', ['Check Point', 'Check-Point', 'CheckPoint'], []],
    [
      'at most three units of hyphens and spaces',
      'Check Point',
      ['Check - Point', 'Check---Point', 'Check      Point'],
      ['Check - -Point', 'Check ---Point', 'Check----Point'],
    ],
    [
      'between Latin and Han a space is a matter of taste',
      'Norvex 堡垒 X',
      ['Norvex堡垒X', 'Norvex 堡垒 X', 'Norvex-堡垒-X'],
      ['Norvex，堡垒X'],
    ],
    [
      'several separators at once',
      'Next Gen Fire Wall',
      ['NextGenFireWall', 'Next-Gen Fire-Wall', 'next gen firewall'],
      ['Next Generation Fire Wall'],
    ],
    ['Han words are not joined over punctuation', '诺维 克斯', ['诺维克斯', '诺维 克斯'], ['诺维，克斯']],
  ])('%s', (_rule, term, yes, no) => {
    const index = indexOfTerms(term);
    for (const text of yes) expect([text, seenIn(index, text).map((seen) => [seen.text, seen.loose])]).toEqual([text, [[text, false]]]);
    for (const text of no) expect([text, seenIn(index, text)]).toEqual([text, []]);
  });

  test.each<[term: string, text: string, loose: boolean]>([
    ['SmartConsole', 'SmartConsole', false],
    ['SmartConsole', 'SMARTCONSOLE', false],
    ['SmartConsole', 'Smart Console', true],
    ['SmartConsole', 'smart-console', true],
    ['VMware', 'VM ware', true],
    ['ESXi 8', 'ESXi8', false],
    ['ESXi8', 'ESXi 8', true],
    ['RampartGate Pro', 'Rampart Gate Pro', true],
    ['RampartGate Pro', 'RampartGatePro', false],
  ])('a name written apart inside a word is found and marked loose: %s in %s: %s', (term, text, loose) => {
    expect(seenIn(indexOfTerms(term), text).map((seen) => [seen.text, seen.loose])).toEqual([[text, loose]]);
  });

  test('a word is not taken apart where the term has no change of case', () => {
    expect(found(indexOfTerms('Norvex', 'vSphere'), 'Nor vex, vsp here, vsphere')).toEqual(['vSphere@vsphere']);
  });

  test('legal names ignore stops and commas, at most three units of them', () => {
    const index = indexOfTerms(makeTerm('Norvex Systems Co., Ltd.', { kind: 'legal' }));
    for (const text of [
      'Norvex Systems Co., Ltd.',
      'NORVEX SYSTEMS CO.,LTD',
      'Norvex Systems Co. Ltd.',
      'Norvex-Systems Co Ltd',
      'Norvex Systems, Co., Ltd',
    ])
      expect([text, seenIn(index, text).length]).toEqual([text, 1]);
    for (const text of ['Norvex Systems Co. / Ltd.', 'Norvex Systems Co..., Ltd.', 'Norvex Systems Co., Ltda', 'Norvex: Systems Co., Ltd.'])
      expect([text, seenIn(index, text)]).toEqual([text, []]);
    // The stop behind "Ltd." is not part of the name: it may be the sentence's.
    expect(seenIn(index, 'Norvex Systems Co., Ltd.').map((seen) => seen.end)).toEqual([23]);
  });

  test('names that are not legal names do care about stops', () => {
    expect(found(indexOfTerms('Norvex Co'), 'Norvex. Co')).toEqual([]);
  });

  test('a Chinese legal name with its brackets of either width', () => {
    const index = indexOfTerms(makeTerm('诺维克斯（北京）有限公司', { kind: 'legal' }));
    for (const text of ['诺维克斯（北京）有限公司', '諾維克斯(北京)有限公司'])
      expect([text, seenIn(index, text).length]).toEqual([text, 1]);
    expect(seenIn(index, '诺维克斯北京有限公司')).toEqual([]);
  });

  test.each<[string, readonly (readonly [string, boolean])[]]>([
    [
      'Check Point',
      [
        ['Check', false],
        ['Point', false],
      ],
    ],
    [
      'Check-Point',
      [
        ['Check', false],
        ['Point', false],
      ],
    ],
    [
      'SmartConsole',
      [
        ['Smart', false],
        ['Console', true],
      ],
    ],
    [
      'ESXi8',
      [
        ['ESXi', false],
        ['8', true],
      ],
    ],
    [
      'Norvex堡垒',
      [
        ['Norvex', false],
        ['堡垒', false],
      ],
    ],
    [
      '堡垒8',
      [
        ['堡垒', false],
        ['8', false],
      ],
    ],
    [
      '  a  b ',
      [
        ['a', false],
        ['b', false],
      ],
    ],
    [
      'vSphere',
      [
        ['v', false],
        ['Sphere', true],
      ],
    ],
  ])('words of %j', (text, words) => {
    expect(splitWords(text)).toEqual(words.map(([word, soft]) => ({ text: word, soft })));
  });
});

describe('what may follow a name', () => {
  test('a plural s behind a name of five letters or more', () => {
    const index = indexOfTerms('Norvex', 'PAN', 'Wizz');
    expect(found(index, 'two Norvexs, NORVEXS and Norvex’s')).toEqual(['Norvex', 'Norvex@NORVEX', 'Norvex']);
    expect(found(index, 'PANs, Wizzs')).toEqual([]);
    expect(found(index, 'Norvexst, Norvexs4, Norvexsé, Norvexss')).toEqual([]);
  });

  test('a model number behind a name of four letters or more', () => {
    const index = indexOfTerms('FortiGate', 'ESXi', 'PAN', 'NX7');
    expect(seenIn(index, 'FortiGate60F, ESXi8').map((seen) => [seen.text, seen.model])).toEqual([
      ['FortiGate', true],
      ['ESXi', true],
    ]);
    expect(found(index, 'PAN220, NX70, FortiGateway, FORTIGATEX9')).toEqual([]);
    expect(seenIn(index, 'FortiGate 60F').map((seen) => seen.model)).toEqual([false]);
  });

  test('nothing may stand before a name', () => {
    expect(found(indexOfTerms('FortiGate'), '60FortiGate, SFortiGate, sfortigate')).toEqual([]);
  });
});

describe('words glued together', () => {
  const index = indexOfTerms('Norvex', makeTerm('Forti', { kind: 'prefix' }));

  test.each<[rule: string, text: string, seen: [text: string, glued: boolean][]]>([
    ['a capital behind a small letter begins a word', 'OverviewNorvex', [['Norvex', true]]],
    ['or ends it', 'NorvexFirewalls', [['Norvex', true]]],
    ['also where it begins a word by prefix', 'myFortiXyz', [['FortiXyz', true]]],
    ['not a capital behind a capital', 'XNorvex, NORVEXFirewalls', []],
    ['not a capital with an accent, nor one behind an accent', 'NorvexÉ, éNorvex', []],
    [
      'a word of its own is not glued',
      'Norvex, Norvexs, Norvex60F',
      [
        ['Norvex', false],
        ['Norvex', false],
        ['Norvex', false],
      ],
    ],
    [
      'an escape that is written out parts words',
      '\\tNorvex\\nnorvex',
      [
        ['Norvex', false],
        ['norvex', false],
      ],
    ],
    ['the letter of an escape is none of a word', 'can\\norvex', []],
    [
      'a capital behind a backslash is none of an escape',
      'C:\\Norvex\\Agent, DOMAIN\\Norvex',
      [
        ['Norvex', false],
        ['Norvex', false],
      ],
    ],
    ['another letter behind the backslash, or none, does not', '\\aNorvex, \\xnorvex', [['Norvex', true]]],
  ])('%s', (_rule, text, seen) => {
    expect(seenIn(index, text).map(({ text: own, glued }) => [own, glued])).toEqual(seen);
  });
});

describe('prefix terms', () => {
  const index = indexOfTerms(makeTerm('Forti', { kind: 'prefix' }));

  test.each([
    ['FortiXyz', 'FortiXyz'],
    ['a FortiXyz7 b', 'FortiXyz7'],
    ['FortiAI', 'FortiAI'],
    ['采购FortiXyz一台', 'FortiXyz'],
    ['ＦｏｒｔｉＸｙｚ', 'ＦｏｒｔｉＸｙｚ'],
    ['FortiXyz-2', 'FortiXyz'],
  ])('a word that goes on with a capital: %s', (text, match) => {
    expect(seenIn(index, text).map((seen) => seen.text)).toEqual([match]);
  });

  test.each([
    'Forti',
    'fortify',
    'Fortify',
    'Fortitude',
    'FORTITUDE',
    'FORTIXYZ',
    'Forti Xyz',
    'Forti-Xyz',
    'Forti7',
    'FortiX',
    'XFortiXyz',
    'éFortiXyz',
    `FortiX${'y'.repeat(40)}`,
  ])('no other word: %s', (text) => {
    expect(seenIn(index, text)).toEqual([]);
  });
});

describe('overlapping candidates', () => {
  test('all are reported; which one counts is decided later', () => {
    const index = indexOfTerms('Norvex', 'Norvex Systems', 'Systems', 'Systems Gate', 'Gate');
    expect(found(index, 'Norvex Systems Gate')).toEqual(['Norvex Systems', 'Norvex', 'Systems Gate', 'Systems', 'Gate']);
  });

  test('they come in order of their start', () => {
    const starts = seenIn(indexOfTerms('a b', 'a', 'b c', 'c'), 'a b c a-b-c').map((seen) => seen.start);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    expect(starts.length).toBe(8);
  });

  test('overlapping Han terms', () => {
    expect(found(indexOfTerms('海康威视', '康威', '威视科技'), '海康威视科技')).toEqual(['海康威视', '康威', '威视科技']);
  });

  test('the same spelling under two vendors is two candidates', () => {
    const index = indexOf(makeVendor('one', [makeTerm('Quanta')]), makeVendor('two', [makeTerm('QUANTA')]));
    expect(seenIn(index, 'quanta').map((seen) => seen.term)).toEqual(['Quanta', 'QUANTA']);
  });

  test('the same text is found in the same way with and without other terms', () => {
    const many = Array.from({ length: 500 }, (_, i) => `Nor${i.toString(36)} ${(i * 7).toString(36)}ex`);
    expect(found(indexOfTerms('Nor vex', ...many), 'a Norvex b')).toEqual(['Nor vex@Norvex']);
  });

  test('candidates of an earlier text are gone', () => {
    const index = indexOfTerms('Norvex');
    const candidates = new Candidates();
    expect(scan(index, 'Norvex '.repeat(1000), candidates).length).toBe(1000);
    expect(scan(index, 'nothing', candidates).length).toBe(0);
    expect(scan(index, '', candidates).length).toBe(0);
  });
});

describe('part numbers', () => {
  const index = indexOf(
    makeVendor('acme', [makeTerm('Acme')], {
      products: [
        makeProduct('gate', [], {
          partNumbers: [makeFamily('NX~#{3}@?(-[A-Z0-9]{1,6}){0,3}'), makeFamily('SG[1-3]#/@'), makeFamily('QX-#{4}(-##)?')],
        }),
      ],
    }),
  );
  const numbers = (text: string): string[] => seenIn(index, text).map((seen) => seen.text);

  test.each<[rule: string, text: string, expected: string[]]>([
    ['hyphen, space, nothing', 'NX-100, NX 100, nx100', ['NX-100', 'NX 100', 'nx100']],
    ['the longest wins', 'NX-100F-BDL-950', ['NX-100F-BDL-950']],
    ['not cut inside a word', 'NX-1000, NX-100FF, NX-10', []],
    ['falls back to the last whole one', 'NX-100F-TOOLONGPART', ['NX-100F']],
    ['a sentence goes on behind it', 'NX-100F, NX-100. NX-100/2', ['NX-100F', 'NX-100', 'NX-100']],
    ['not in the middle of a word', 'ANX-100 7NX100', ['NX-100'].slice(1)],
    ['behind a hyphen', 'HW-NX-100', ['NX-100']],
    ['beside Han', '采购NX-100F两台', ['NX-100F']],
    ['in full width', 'ＮＸ－１００Ｆ', ['ＮＸ－１００Ｆ']],
    ['with signs of its own', 'SG2' + '1/A, SG41/A', ['SG21/A']],
    ['at the very end', 'NX-100', ['NX-100']],
    ['with a trade-mark sign', 'NX-100F™', ['NX-100F']],
  ])('%s', (_rule, text, expected) => {
    expect(numbers(text)).toEqual(expected);
  });

  test.each<[rule: string, text: string, expected: string[]]>([
    ['is one hyphen', 'NX-\n100F', ['NX-\n100F']],
    ['with a blank as well', 'NX- 100F, NX-\r\n100F', ['NX- 100F', 'NX-\r\n100F']],
    ['further on in the number', 'NX-100F-\nBDL-950, x', ['NX-100F-\nBDL-950']],
    ['is none with a blank before it', 'NX -\n100F', []],
    ['joins no other words', 'NX-\nor 100F', []],
    ['joins over no other hyphen', 'NX-\n-100F', []],
    ['within a line is a dash behind a whole number', 'NX-100F- BDL, NX-100F- new', ['NX-100F', 'NX-100F']],
    ['is not part of a number that ends there', 'NX-100F-\n(new)', ['NX-100F']],
  ])('a hyphen at the end of a line %s', (_rule, text, expected) => {
    expect(numbers(text)).toEqual(expected);
  });

  test.each<[rule: string, text: string, expected: [text: string, letter: boolean][]]>([
    [
      'two at most',
      'NX-1OO, QX-1OO0',
      [
        ['NX-1OO', true],
        ['QX-1OO0', true],
      ],
    ],
    ['not three', 'QX-1OOO', []],
    [
      'before a digit too',
      'NX-O10, NX-OO1',
      [
        ['NX-O10', true],
        ['NX-OO1', true],
      ],
    ],
    ['not where no digit is beside it', 'NX-OOO, NX-O', []],
    [
      'in any case and width',
      'nx1oo, ＮＸ－１ＯＯ',
      [
        ['nx1oo', true],
        ['ＮＸ－１ＯＯ', true],
      ],
    ],
    ['no other letter', 'NX-1Q0, NX-1D0, NX-I00', []],
    [
      'not where the number may have the letter',
      'NX-100O, NX-100-OO',
      [
        ['NX-100O', false],
        ['NX-100-OO', false],
      ],
    ],
    ['and the longest still wins', 'NX-1OOF-BDL', [['NX-1OOF-BDL', true]]],
    [
      'only in the part that is found',
      'QX-1000-1OO, QX-1000-1O',
      [
        ['QX-1000', false],
        ['QX-1000-1O', true],
      ],
    ],
  ])('the letter O stands for a zero: %s', (_rule, text, expected) => {
    expect(seenIn(index, text).map((seen) => [seen.text, seen.letter])).toEqual(expected);
  });
});

/*
 * A second search, written from the description at the head of matcher.ts: for every place where a word may begin, try
 * every term on its own, with hyphen, space or nothing where the term has a separator.
 */
interface Naive {
  readonly term: string;
  readonly start: number;
  readonly end: number;
}

function searchNaively(terms: readonly Term[], text: string): Naive[] {
  const folded = foldInto(tables, text, new Folded());
  const units = [...folded.units.subarray(0, folded.length)];
  const classAt = (at: number): number =>
    at < 0 || at >= units.length ? CharClass.other : (tables.classes[units[at] as number] as number);
  const isWord = (at: number): boolean => classAt(at) === CharClass.letter || classAt(at) === CharClass.digit;
  const joins = (at: number): boolean => isWord(at) || classAt(at) === CharClass.mark;
  const results: Naive[] = [];
  const before = (at: number): string => text.slice(0, folded.startOf(at));
  const isGlued = (at: number): boolean => /[a-z]$/.test(before(at)) && /^[A-Z]/.test(text.slice(folded.startOf(at)));
  const mayBegin = (at: number): boolean => !isWord(at) || !joins(at - 1) || isGlued(at) || /\\[tnr]$/.test(before(at));

  const mayEnd = (from: number, at: number): boolean => {
    if (!isWord(at - 1) || !joins(at)) return true;
    if (classAt(at - 1) !== CharClass.letter || at - from < 4) return false;
    if (classAt(at) === CharClass.digit) return true;
    return isGlued(at) || (units[at] === 's'.charCodeAt(0) && at - from >= 5 && !joins(at + 1));
  };

  for (const term of terms) {
    const legal = term.kind === 'legal';
    const words = splitWords(legal ? term.text.replace(/[.,]/g, ' ') : term.text).map((word) => foldString(tables, word.text));
    const separators = legal ? ' -.,' : ' -';
    for (let from = 0; from < units.length; from++) {
      if (!mayBegin(from)) continue;
      let at = from;
      const fits = words.every((word, i) => {
        if (i > 0) for (let n = 0; n < 3 && at < units.length && separators.includes(String.fromCharCode(units[at] as number)); n++) at++;
        const here = String.fromCharCode(...units.slice(at, at + word.length));
        at += word.length;
        return here === word;
      });
      if (!fits || !mayEnd(from, at)) continue;
      results.push({ term: term.text, start: folded.startOf(from), end: folded.endOf(text, at - 1) });
    }
  }
  return results;
}

describe('against a search that tries every term everywhere', () => {
  const letters = ['a', 'b', 'B', 'C', 'é', '海', '威', '7', '8', 's', 'я'];
  const term: fc.Arbitrary<Term> = fc
    .record({
      words: fc.array(fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 }),
      glue: fc.constantFrom(' ', '-', ''),
      kind: fc.constantFrom<Term['kind']>('name', 'name', 'alias', 'legal'),
    })
    .map(({ words, glue, kind }) => makeTerm(words.join(kind === 'legal' && glue === '' ? '., ' : glue), { kind }));
  const piece = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...letters) },
    { weight: 3, arbitrary: fc.constantFrom(' ', '  ', '-', '‑', '\u3000', '.', ',', '(', '_', '\n', '\\t') },
    { weight: 1, arbitrary: fc.constantFrom('Ａ', 'ｂ', 'в', '\u00ad', '\u200b', 'e\u0301', 'ﬁ', '½', '𝐀', '\ud835', '😀', 'の', '™') },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 2 }).filter((text) => !/\p{M}/u.test(text)) },
  );

  test('the same candidates with the same spans, for random terms and texts', () => {
    let total = 0;
    fc.assert(
      fc.property(
        fc.uniqueArray(term, { minLength: 1, maxLength: 8, selector: ({ text, kind }) => `${kind} ${text}` }),
        fc.array(fc.tuple(fc.array(piece, { maxLength: 6 }), fc.nat(3), fc.constantFrom('a', '海', ' ', '-', '', '(')), { maxLength: 8 }),
        (terms, parts) => {
          // Terms themselves stand in the text too, or there would be little to find.
          const text = parts.map(([pieces, i, glue]) => pieces.join('') + glue + (terms[i % terms.length]?.text ?? '')).join('');
          const index = indexOfTerms(...terms);
          const order = (a: Naive, b: Naive): number =>
            a.start - b.start || a.end - b.end || (a.term < b.term ? -1 : a.term > b.term ? 1 : 0);
          const seen = seenIn(index, text).map(({ term: own, start, end }) => ({ term: own, start, end }));
          expect(seen.sort(order)).toEqual(searchNaively(terms, text).sort(order));
          total += seen.length;
        },
      ),
      { numRuns: 100 },
    );
    expect(total).toBeGreaterThan(200);
  }, 60_000);

  test('spans are valid, and what they cover folds to the term but for separators', () => {
    const index = indexOfTerms('Norvex Systems', 'RampartGate', '海康威视', makeTerm('Norvex Co., Ltd.', { kind: 'legal' }));
    const names = ['Norvex Systems', 'norvex-ЅYSTEMS', 'Rampart-Gate', 'RampartGates', '海康威視', 'Norvex Co Ltd'];
    const bare = (text: string): string => foldString(tables, text).replace(/[ \-.,]/g, '');
    const words = [
      'Norvex',
      'norveх',
      'Systems',
      'ＳＹＳＴＥＭＳ',
      'Rampart',
      'Gate',
      'GATES',
      '海康',
      '威視',
      'Co.',
      'Ltd',
      '-',
      ' ',
      ', ',
      '\u200b',
      '\u00ad',
      '8',
      's',
      'é',
    ];
    let total = 0;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words, ...names, ' ', ' ', '，'), { maxLength: 20 }), (parts) => {
        const text = parts.join('');
        for (const seen of seenIn(index, text)) {
          expect(seen.start).toBeGreaterThanOrEqual(0);
          expect(seen.end).toBeGreaterThan(seen.start);
          expect(seen.end).toBeLessThanOrEqual(text.length);
          expect(bare(seen.text)).toBe(bare(seen.term));
          total++;
        }
      }),
      { numRuns: 1000 },
    );
    expect(total).toBeGreaterThan(100);
  });

  test('any text at all is searched without a fault', () => {
    const index = indexOfTerms('Norvex', '海康威视', makeTerm('Forti', { kind: 'prefix' }));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0xffff })), (units) => {
        const text = String.fromCharCode(...units);
        for (const seen of seenIn(index, text)) expect(seen.end).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

/** The index with every look at its trie counted. */
function counting(index: Index): { index: Index; looks: () => number } {
  let looks = 0;
  const counted = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(of, key) {
        looks++;
        return Reflect.get(of, key, of) as unknown;
      },
    });
  const parts = index.parts.map((part) => ({ ...part, cells: counted(part.cells), tails: counted(part.tails) }));
  return { index: { ...index, parts }, looks: () => looks };
}

describe('the work grows with the text and with nothing else', () => {
  const looksFor = (index: Index, text: string): number => {
    const counted = counting(index);
    scan(counted.index, text, new Candidates());
    return counted.looks();
  };
  const nasty = indexOfTerms(
    'a a a a a a',
    'a-a-b',
    'aaaa',
    'aB aB aB',
    'ab ab ab c',
    'aBaBaB aBaB',
    makeTerm('a. a. a. b', { kind: 'legal' }),
    '海海海海',
    '海 海 海 康',
  );

  test.each([
    ['aaaa…', 'a'],
    ['a a a a…', 'a '],
    ['a-a-a-a…', 'a-'],
    ['a - a - a…', 'a - '],
    ['- - - -…', '- '],
    ['.,.,.,…', '.,'],
    ['海海海海…', '海'],
    ['ab ab ab…', 'ab '],
    ['a.a.a.…', 'a.'],
    ['e with accents', 'e\u0301'],
    ['aBaBaB…', 'aB'],
    ['\\taB\\taB…', '\\taB'],
  ])('%s: twice the text is twice the work, and little per character', (_what, unit) => {
    const once = looksFor(nasty, unit.repeat(2000));
    const twice = looksFor(nasty, unit.repeat(4000));
    expect(twice).toBeLessThanOrEqual(2 * once + 200);
    expect(once / (unit.length * 2000)).toBeLessThan(60);
  });

  test('inside a long word nothing is tried', () => {
    const short = looksFor(nasty, `${'a'.repeat(1000)}`);
    const long = looksFor(nasty, `${'a'.repeat(100_000)}`);
    expect(long).toBeLessThanOrEqual(short + 10);
  });

  test('a thousand more terms change nothing for a text that has none of them', () => {
    const many = Array.from({ length: 1000 }, (_, i) => `Zq${i} thing ${i}`);
    const text = 'Norvex Systems sells Norvex to Systems. '.repeat(50);
    const few = looksFor(indexOfTerms('Norvex Systems', 'Zq'), text);
    expect(looksFor(indexOfTerms('Norvex Systems', 'Zq', ...many), text)).toBeLessThanOrEqual(few + 10);
  });

  test('terms that share every word are found in one walk for all', () => {
    const many = Array.from({ length: 300 }, (_, i) => `Nor vex Sys tems ${i}`);
    const text = 'Nor-vex Sys tems '.repeat(200);
    expect(looksFor(indexOfTerms(...many), text)).toBeLessThanOrEqual(2 * looksFor(indexOfTerms(...many.slice(0, 2)), text));
  });
});

describe('the index as bytes', () => {
  const bytes = compile([
    makeVendor('acme', [makeTerm('Norvex Systems')], {
      domains: ['acme.example'],
      products: [makeProduct('gate', [], { partNumbers: [makeFamily('NX-#{3}')] })],
    }),
  ]);

  test('what was built is what is opened', () => {
    const index = openIndex(bytes.slice(0));
    expect(found(index, 'Norvex-Systems NX-100')).toEqual(['Norvex Systems@Norvex-Systems', 'NX-#{3}@NX-100']);
    expect([...index.domains]).toEqual([['acme.example', 'acme']]);
    expect(index.folds).toEqual(tables.folds);
    expect(index.classes).toEqual(tables.classes);
  });

  test('the same catalogue gives the same bytes', () => {
    const again = compile([
      makeVendor('acme', [makeTerm('Norvex Systems')], {
        domains: ['acme.example'],
        products: [makeProduct('gate', [], { partNumbers: [makeFamily('NX-#{3}')] })],
      }),
    ]);
    expect(Buffer.from(again).equals(Buffer.from(bytes))).toBe(true);
  });

  test('opening copies nothing', () => {
    const buffer = bytes.slice(0);
    const index = openIndex(buffer);
    const [part] = index.parts;
    for (const view of [index.folds, index.classes, part?.cells, part?.tails, part?.lists, ...Object.values(part?.patterns ?? {})])
      expect(view?.buffer).toBe(buffer);
  });

  test('an index of nothing finds nothing', () => {
    expect(seenIn(openIndex(compile([])), 'Norvex')).toEqual([]);
  });

  const open = (change: (copy: Uint8Array) => Uint8Array): (() => Index) => {
    const changed = change(new Uint8Array(bytes.slice(0)));
    return () => openIndex(changed.buffer.slice(changed.byteOffset, changed.byteOffset + changed.byteLength) as ArrayBuffer);
  };

  test.each<[string, (copy: Uint8Array) => Uint8Array, RegExp]>([
    ['nothing', () => new Uint8Array(0), /not a Vendor Lens index/],
    ['a few bytes', (copy) => copy.slice(0, 7), /not a Vendor Lens index/],
    ['something else', (copy) => new Uint8Array(copy.byteLength).fill(7), /not a Vendor Lens index/],
    ['the header alone', (copy) => copy.slice(0, 16), /damaged/],
    ['half of it', (copy) => copy.slice(0, copy.byteLength >> 1), /damaged/],
    ['all but a byte', (copy) => copy.slice(0, -1), /damaged/],
    ['eight bytes too many', (copy) => Uint8Array.from([...copy, 0, 0, 0, 0, 0, 0, 0, 0]), /damaged/],
    [
      'another version',
      (copy) => {
        copy[4] = (copy[4] as number) + 1;
        return copy;
      },
      /version \d+, expected/,
    ],
  ])('refuses %s', (_what, change, says) => {
    expect(open(change)).toThrow(IndexError);
    expect(open(change)).toThrow(says);
  });

  test('refuses a word of which the highest bit alone is changed, behind the header and at the end', () => {
    const words = bytes.byteLength >> 2;
    for (const word of [100, 101, 102, 103, words - 2, words - 1]) {
      expect(
        open((copy) => {
          copy[4 * word + 3] = (copy[4 * word + 3] as number) ^ 0x80;
          return copy;
        }),
        `word ${word}`,
      ).toThrow(IndexError);
    }
  });

  test('refuses any single changed byte, wherever it lies', () => {
    fc.assert(
      fc.property(fc.nat(bytes.byteLength - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        expect(
          open((copy) => {
            copy[at] = (copy[at] as number) ^ by;
            return copy;
          }),
        ).toThrow(IndexError);
      }),
      // Once a changed upper byte of a word could pass.
      { numRuns: 40, examples: [[328967, 5]] },
    );
  });

  test('a pattern that cannot be used stops the build and names vendor, product and family', () => {
    const vendor = makeVendor('acme', [makeTerm('Acme')], {
      products: [makeProduct('gate', [], { partNumbers: [makeFamily('NX-*', { label: 'NX line' })] })],
    });
    expect(() => compile([vendor])).toThrow(/vendor acme, gate, family "NX line": .*position 4/);
  });
});
