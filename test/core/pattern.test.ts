import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { beginningsOf, compilePattern, PatternError } from '../../src/core/pattern.ts';
import { matchWhole } from '../match-whole.ts';
import { tables } from './invented.ts';

function matches(pattern: string, text: string): boolean {
  return matchWhole(compilePattern(pattern), text, tables);
}

function refusalOf(pattern: string): string {
  try {
    beginningsOf(pattern, compilePattern(pattern));
  } catch (error) {
    expect(error).toBeInstanceOf(PatternError);
    return (error as Error).message;
  }
  return '';
}

describe('what the signs stand for', () => {
  test.each<[sign: string, pattern: string, yes: string[], no: string[]]>([
    ['letters and digits are themselves, in either case', 'Fg1', ['FG1', 'fg1', 'Fg1', 'ＦＧ１'], ['fg', 'fg2', 'fg11', 'xfg1', '']],
    ['signs are themselves', 'a.b/c:d+e_f&g', ['a.b/c:d+e_f&g', 'A.B/C:D+E_F&G'], ['axb/c:d+e_f&g', 'a b/c:d+e_f&g']],
    ['- is one hyphen of any kind or one space', 'ab-1', ['ab-1', 'ab 1', 'ab‑1', 'ab–1', 'ab　1', 'ab\u00a01'], ['ab1', 'ab--1', 'ab_1']],
    ['a run of white space is one space', 'ab-1', ['ab  1', 'ab \t 1'], ['ab - 1', 'ab- 1']],
    ['~ is hyphen, space or nothing', 'ab~1', ['ab-1', 'ab 1', 'ab1'], ['ab--1', 'ab.1']],
    ['# is one digit', 'ab#', ['ab0', 'ab9', 'ab７'], ['aba', 'ab', 'ab10']],
    ['@ is one letter', 'ab@', ['aba', 'abZ'], ['ab1', 'abé', 'ab华']],
    ['% is a letter or a digit', 'ab%', ['abz', 'ab0'], ['ab-', 'ab']],
    ['[…] is one of its members', '[ab9]z', ['az', 'bz', '9z'], ['cz', 'abz']],
    ['a range in a set', '[b-d2-4]z', ['bz', 'cz', 'dz', '2z', '4z'], ['az', 'ez', '1z', '5z', '-z']],
    ['a last - in a set is a hyphen and not a space', 'x[a-]z', ['xaz', 'x-z', 'x‑z'], ['x z', 'xz']],
    ['a set of a hyphen alone', 'x[-]z', ['x-z'], ['x z', 'xz']],
    ['a range before a last -', 'x[a-c-]z', ['xaz', 'xcz', 'x-z'], ['xdz']],
    ['signs in a set', 'x[./]z', ['x.z', 'x/z'], ['x:z']],
    ['x{n} repeats n times', 'a#{3}', ['a123'], ['a12', 'a1234']],
    ['x{m,n} repeats m to n times', 'a#{2,4}', ['a12', 'a123', 'a1234'], ['a1', 'a12345']],
    ['x{0,n} may be absent', 'ab#{0,2}', ['ab', 'ab1', 'ab12'], ['ab123']],
    ['? is once or not', 'ab?c', ['abc', 'ac'], ['abbc']],
    ['a repeat holds for the atom before it', 'ab{2}', ['abb'], ['abab', 'ab']],
    ['a repeat of a group', '(ab){2}', ['abab'], ['ab', 'abb']],
    ['a repeat of a repeat', 'xa{2}{2}', ['xaaaa'], ['xaa', 'xaaa']],
    ['(a|b) is one of these', 'x(ab|c|d#)z', ['xabz', 'xcz', 'xd5z'], ['xz', 'xabcz', 'xdz']],
    ['alternation without brackets spans the whole', 'ab|cd', ['ab', 'cd'], ['abd', 'acd', 'abcd']],
    ['groups in groups', 'x(a(b|c)|(d)){1,2}', ['xab', 'xacd', 'xdd'], ['xa', 'xb', 'xabacd']],
    [
      'the family of the module comment',
      'FG-#{2,4}@{1,2}(-[A-Z0-9]{1,6}){0,4}',
      ['FG-100F', 'fg 100f', 'FG‑60F‑BDL‑950‑12'],
      ['FG100F', 'FG-1F', 'FG-100', 'FG-100F-'],
    ],
  ])('%s', (_sign, pattern, yes, no) => {
    for (const text of yes) expect([text, matches(pattern, text)]).toEqual([text, true]);
    for (const text of no) expect([text, matches(pattern, text)]).toEqual([text, false]);
  });

  test('without fold tables a text is only made small', () => {
    const compiled = compilePattern('FG-#');
    expect(matchWhole(compiled, 'FG-1')).toBe(true);
    expect(matchWhole(compiled, 'FG‑1')).toBe(false);
  });
});

describe('what is refused, and where', () => {
  test.each<[what: string, pattern: string, says: RegExp]>([
    ['nothing', '', /position 1: nothing to match here/],
    ['an empty alternative', 'ab(c|)', /position 6: nothing to match here/],
    ['an empty group', 'ab()', /position 4: nothing to match here/],
    ['a leading bar', '|ab', /position 1: nothing to match here/],
    ['a group that is not closed', 'ab(cd', /position 6: a "\(" is not closed/],
    ['a bracket too many', 'ab)c', /position 3: unexpected "\)"/],
    ['a set that is not closed', 'ab[cd', /position 6: the pattern ends too early/],
    ['an empty set', 'ab[]', /position 4: an empty set/],
    ['a range backwards', 'ab[d-b]', /position 7: a range goes from/],
    ['a range from digit to letter', 'ab[5-b]', /a range goes from a digit to a digit/],
    ['a range between signs', 'ab[.-/]', /a range goes from/],
    ['a repeat of nothing', '?ab', /position 1: "\?" is not part of the grammar/],
    ['a repeat without numbers', 'ab{}', /position 3: a repeat is \{n\} or \{m,n\}/],
    ['a repeat without end', 'ab{2', /position 3: a repeat is/],
    ['a repeat without an upper bound', 'ab{2,}', /position 3: a repeat is/],
    ['a repeat without a lower bound', 'ab{,2}', /position 3: a repeat is/],
    ['a repeat over 32', 'ab{33}', /at most 32/],
    ['a repeat of three digits', 'ab{100}', /a repeat is/],
    ['a repeat from more to less', 'ab{3,2}', /a repeat goes from/],
    ['a repeat of zero', 'ab{0}', /a repeat goes from/],
    ['a star', 'ab*', /position 3: "\*" is not part of the grammar/],
    ['a plus is a sign, a caret is not', 'ab^', /position 3: "\^" is not part of the grammar/],
    ['a backslash', 'ab\\d', /position 3: "\\" is not part of the grammar/],
    ['a letter with an accent', 'abé', /position 3: "é" is not part of the grammar/],
    ['a Han character', 'ab华', /position 3/],
    ['a closing brace alone', 'ab}', /position 3/],
    ['a negated set', 'ab[^c]', /position 4: "\^" is not part of the grammar/],
    ['a pattern that may match nothing', 'a?', /matches nothing at all/],
    ['a pattern that may match one character', 'ab?', /matches a single character/],
    ['a pattern that begins with a separator', '-ab', /must begin with a letter or digit/],
    ['a pattern that may begin with a separator', '~ab', /must begin with a letter or digit/],
    ['a pattern that begins with a sign', '.ab', /must begin with a letter or digit/],
    ['a pattern that begins in too many ways', '@@#', /begins in 676 ways; at most 128/],
    ['a pattern over 160 characters', `ab${'c'.repeat(159)}`, /over 160 characters/],
  ])('%s', (_what, pattern, says) => {
    expect(refusalOf(pattern)).toMatch(says);
    // A refusal shows what it refuses, so that it can be found among a thousand.
    expect(refusalOf(pattern)).toContain(pattern.slice(0, 40));
  });

  test('what is just within the limits is accepted', () => {
    expect(refusalOf('ab{32}')).toBe('');
    expect(refusalOf(`ab${'c'.repeat(158)}`)).toBe('');
    expect(refusalOf('[a-m]#')).toMatch(/130 ways/);
    expect(refusalOf('[a-l]#')).toBe('');
  });
});

describe('size', () => {
  test('a set of possibilities that doubles with every character is refused', () => {
    expect(refusalOf('xx(a|b){0,20}a(a|b){12}')).toMatch(/states/);
  });

  test('repeats of repeats that would make millions of states are refused before they are made', () => {
    expect(refusalOf('ab%{32}{32}{32}{32}')).toMatch(/too large/);
  });

  // No clock here: the limit is the runner's five seconds. It took half a minute when this was written.
  test('optional repeats of optional repeats are refused at once', () => {
    expect(refusalOf('aa(((%{0,2}){0,16}){0,16}){0,2}')).toMatch(/states|too large/);
  });

  test('what is accepted has few states', () => {
    const compiled = compilePattern('FG-#{2,4}@{1,2}(-[A-Z0-9]{1,6}){0,4}');
    expect(compiled.accepting.length).toBeLessThan(100);
    expect(compiled.next.length).toBe(compiled.accepting.length * compiled.classes);
  });
});

test('families that begin in several ways and go on in one have the states behind only once', () => {
  const oneWay = compilePattern('CC-@{3}#{4}');
  const threeWays = compilePattern('(AA|BB|CC)-@{3}#{4}');
  // The first letter is all that differs.
  expect(threeWays.accepting.length).toBe(oneWay.accepting.length + 2);
});

describe('beginnings', () => {
  test.each([
    ['FG-1', ['fg 1', 'fg- 1', 'fg-1']],
    ['a-1', ['a 1', 'a- 1', 'a-1']],
    ['a~1', ['a 1', 'a- 1', 'a-1', 'a1']],
    ['[ab][12]x', ['a1x', 'a2x', 'b1x', 'b2x']],
    ['(ab|cd|a)x', ['abx', 'ax', 'cdx']],
    ['ab?c', ['abc', 'ac']],
    ['ab(cd)?', ['ab']],
    ['ab0', ['ab0', 'abo']],
    ['a0b', ['a0b']],
    ['ab[0O]', ['ab0', 'abo']],
    // Six digits would be a million; two are as many as are told apart.
    ['ab#{6}', [...'0123456789'].flatMap((digit) => (digit === '0' ? ['ab0', 'abo'] : [`ab${digit}`]))],
  ])('%s', (pattern, expected) => {
    expect(beginningsOf(pattern, compilePattern(pattern)).sort()).toEqual([...expected].sort());
  });
});

/** A pattern, the regular expression that says the same, and a maker of texts that it should match. */
interface Twin {
  readonly pattern: string;
  readonly regexp: string;
  readonly make: (pick: (below: number) => number) => string;
}
const sign = (pattern: string, regexp: string, texts: readonly string[]): Twin => ({
  pattern,
  regexp,
  make: (pick) => texts[pick(texts.length)] ?? '',
});
const { twin } = fc.letrec<{ twin: Twin; atom: Twin }>((tie) => ({
  atom: fc.oneof(
    { maxDepth: 1 },
    fc.constantFrom(
      ...['a', 'b', '1', '2'].map((char) => sign(char, char, [char])),
      sign('C', 'c', ['c', 'C']),
      sign('.', '\\.', ['.']),
      sign('+', '\\+', ['+']),
      sign('-', '[- ]', ['-', ' ']),
      sign('~', '[- ]?', ['-', ' ', '']),
      sign('#', '[0-9]', ['0', '5', '9']),
      sign('@', '[a-z]', ['a', 'M', 'z']),
      sign('%', '[0-9a-z]', ['0', 'Q']),
      sign('[a-c]', '[a-c]', ['a', 'B', 'c']),
      sign('[B1-]', '[b1-]', ['b', '1', '-']),
      sign('[0-1./]', '[0-1./]', ['0', '1', '.', '/']),
    ),
    tie('twin').map(({ pattern, regexp, make }) => ({ pattern: `(${pattern})`, regexp: `(?:${regexp})`, make })),
  ),
  twin: fc
    .array(
      fc.array(
        fc.record({
          atom: tie('atom'),
          repeat: fc.constantFrom<[string, number, number]>(
            ['', 1, 1],
            ['', 1, 1],
            ['?', 0, 1],
            ['{2}', 2, 2],
            ['{0,2}', 0, 2],
            ['{1,3}', 1, 3],
          ),
        }),
        { minLength: 1, maxLength: 3 },
      ),
      { minLength: 1, maxLength: 2 },
    )
    .map((branches) => ({
      pattern: branches.map((branch) => branch.map(({ atom, repeat }) => atom.pattern + repeat[0]).join('')).join('|'),
      regexp: branches.map((branch) => branch.map(({ atom, repeat }) => `(?:${atom.regexp})${repeat[0]}`).join('')).join('|'),
      make: (pick) =>
        (branches[pick(branches.length)] ?? [])
          .map(({ atom, repeat: [, min, max] }) => Array.from({ length: min + pick(max - min + 1) }, () => atom.make(pick)).join(''))
          .join(''),
    })),
}));

/** Headed, as a pattern that may match nothing is refused. */
const headed = twin.map(
  ({ pattern, regexp, make }): Twin => ({ pattern: `x1(${pattern})`, regexp: `x1(?:${regexp})`, make: (pick) => `X1${make(pick)}` }),
);

/** The regular expression backtracks; on longer texts a nested optional repeat would keep it busy for minutes. */
const LONGEST_TEXT = 16;

/** Texts that the pattern should match, and each with one character dropped, doubled or put in. */
const seeds = fc.array(fc.nat(999), { minLength: 40, maxLength: 40 });
function textsOf({ make }: Twin, numbers: readonly number[]): string[] {
  let at = 0;
  const pick = (below: number): number => (numbers[at++ % numbers.length] ?? 0) % below;
  return Array.from({ length: 4 }, () => make(pick).slice(0, LONGEST_TEXT)).flatMap((text) => {
    const place = pick(text.length + 1);
    const head = text.slice(0, place);
    return [
      text,
      head + text.slice(place + 1),
      text.slice(0, place + 1) + text.slice(place),
      `${head}${'-a1. Z'.charAt(pick(6))}${text.slice(place)}`,
    ];
  });
}

test('a whole match is what the same regular expression says', () => {
  const seen = { accepted: 0, matching: 0, other: 0 };
  fc.assert(
    fc.property(headed, seeds, (pair, numbers) => {
      const oracle = new RegExp(`^(?:${pair.regexp})$`, 'u');
      let compiled: ReturnType<typeof compilePattern>;
      try {
        compiled = compilePattern(pair.pattern);
      } catch (error) {
        expect(error).toBeInstanceOf(PatternError);
        // The only good reason is its size.
        expect(pair.pattern.length > 160 || /states|too large/.test(String(error))).toBe(true);
        return;
      }
      seen.accepted++;
      for (const text of textsOf(pair, numbers)) {
        const expected = oracle.test(text.toLowerCase());
        seen[expected ? 'matching' : 'other']++;
        expect([text, matchWhole(compiled, text)]).toEqual([text, expected]);
      }
    }),
    { numRuns: 300 },
  );
  // Without these the property could hold for lack of cases.
  expect(seen.accepted).toBeGreaterThan(150);
  expect(seen.matching).toBeGreaterThan(500);
  expect(seen.other).toBeGreaterThan(500);
}, 60_000);

test('every text that a pattern matches begins with one of its beginnings', () => {
  let checked = 0;
  fc.assert(
    fc.property(headed, seeds, (pair, numbers) => {
      let compiled: ReturnType<typeof compilePattern>;
      let beginnings: string[];
      try {
        compiled = compilePattern(pair.pattern);
        beginnings = beginningsOf(pair.pattern, compiled);
      } catch {
        return; // refused: the property above judges refusals
      }
      for (const text of textsOf(pair, numbers)) {
        if (!matchWhole(compiled, text)) continue;
        checked++;
        expect(beginnings.filter((beginning) => text.toLowerCase().startsWith(beginning))).toHaveLength(1);
      }
    }),
    { numRuns: 150 },
  );
  expect(checked).toBeGreaterThan(50);
}, 60_000);
