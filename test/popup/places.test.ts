import { describe, expect, it } from 'vitest';
import type { Finding, Line } from '../../src/core/finding.ts';
import { isSameLine, quotePlace, stepPlace } from '../../src/popup/places.ts';
import { listFindings } from '../e2e/expected.ts';
import { singleReport } from '../fakes/report-data.ts';

const [some] = listFindings(singleReport.confirmed) as readonly [Finding];
const place = (before: string, text: string, after: string, line?: Omit<Line, 'id' | 'table'>): Finding => {
  const { line: _own, ...rest } = some;
  return { ...rest, match: { ...some.match, before, text, after }, ...(line === undefined ? {} : { line: { id: 3, table: 1, ...line } }) };
};
const long = 'x'.repeat(60);

describe('what is quoted of a place', () => {
  it.each<[rule: string, finding: Finding, quote: string | null]>([
    ['no line: the text around it', place('two ', 'FortiGate', ' units'), 'two [FortiGate] units'],
    [
      'the description says more than a cell with the name',
      place('', 'FortiGate', '', { description: 'Firewall FortiGate  100F, 3 years' }),
      'Firewall [FortiGate] 100F, 3 years',
    ],
    [
      'the description is that cell',
      place('', 'FortiGate', ' 100F', { description: 'FortiGate 100F', part: 'FG-100F' }),
      '[FortiGate] 100F',
    ],
    [
      'the description says less',
      place('Line 3: ', 'FortiGate', ' 100F, 2 pcs', { description: '100F' }),
      'Line 3: [FortiGate] 100F, 2 pcs',
    ],
    [
      'the place is the part number: the description, and nothing is found in it',
      place('', 'FG-100F', '', { part: 'FG-100F', description: 'Branch firewall' }),
      'Branch firewall',
    ],
    ['the place is the part number, and there is no description: nothing to add', place('', 'FG-100F', ' ', { part: 'FG-100F' }), null],
    [
      'the place is the maker’s cell: it, and what the line describes',
      place('', 'Fortinet', '', { part: 'X1', description: 'Branch firewall' }),
      '[Fortinet] · Branch firewall',
    ],
    ['a place within a long text is not replaced', place(long, 'FG', '', { description: `${long}${long}FG` }), `…${long}[FG]`],
    [
      'what is cut off is said, and no half of a word is left',
      place(
        'ndard support, delivered to the warehouse in Rotterdam: one ',
        'FG',
        ' with three years of support, 负载均衡并提供原厂授权及安装服务，含三年质保与培训，Fortine',
      ),
      '… support, delivered to the warehouse in Rotterdam: one [FG] with three years of support, 负载均衡并提供原厂授权及安装服务，含三年质保与培训，…',
    ],
    [
      'nor half of a character',
      place(`\udfb7${'字'.repeat(59)}`, 'FG', `${'字'.repeat(59)}\ud842`),
      `…${'字'.repeat(59)}[FG]${'字'.repeat(59)}…`,
    ],
    ['a short text is whole', place(long.slice(1), 'FG', long.slice(1)), `${long.slice(1)}[FG]${long.slice(1)}`],
    [
      'a long description is cut around the words',
      place('', 'FG-1', '', { description: `a${long}FG-1${long}b` }),
      `…${long}[FG-1]${long}…`,
    ],
    [
      'a long description without the words is cut at its end',
      place('', 'FG-1', '', { part: 'FG-1', description: `${long}${long}b` }),
      `${long}${long}…`,
    ],
    ['a cut never halves a character', place('', 'FG-1', '', { description: `FG-1${'𠮷'.repeat(61)}` }), `[FG-1]${'𠮷'.repeat(60)}…`],
  ])('%s', (_rule, finding, expected) => {
    const quote = quotePlace(finding);
    const marked = quote && quote.before + (quote.text === '' ? '' : `[${quote.text}]`) + quote.after;
    expect(quote?.more === undefined ? marked : `${marked} · ${quote.more}`).toBe(expected);
  });
});

describe('the same line', () => {
  const one = place('', 'a', '', { number: '3' });
  it('is the same number in the same frame', () => {
    expect(isSameLine(one, place('', 'b', '', {}))).toBe(true);
    expect(isSameLine(one, { ...one, frame: one.frame + 1 })).toBe(false);
    expect(isSameLine(one, { ...one, line: { id: 4, table: 1 } })).toBe(false);
  });
  it('is none where there is no line', () => {
    expect(isSameLine(place('', 'a', ''), place('', 'a', ''))).toBe(false);
    expect(isSameLine(undefined, one)).toBe(false);
  });
});

describe('stepping through places', () => {
  const here = place('', 'a', '');
  const away: Finding = { ...here, isAway: true };
  it.each<[rule: string, findings: readonly Finding[], current: number, step: 1 | -1, next: number]>([
    ['begins with the first', [here, here], -1, 1, 0],
    ['begins backwards with the last', [here, here, here], -1, -1, 2],
    ['goes round the end', [here, here], 1, 1, 0],
    ['goes round the beginning', [here, here, here], 0, -1, 2],
    ['skips what was scrolled away', [here, away, away, here], 0, 1, 3],
    ['skips it backwards too', [here, away, here, away], 0, -1, 2],
    ['skips it at the beginning', [away, here], -1, 1, 1],
    ['stays where nothing else is left', [away, here, away], 1, 1, 1],
    ['finds nothing when all was scrolled away', [away, away], -1, 1, -1],
    ['finds nothing among none', [], -1, 1, -1],
  ])('%s', (_rule, findings, current, step, next) => expect(stepPlace(findings, current, step)).toBe(next));
});
