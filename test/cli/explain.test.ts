import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import english from '../../public/_locales/en/messages.json' with { type: 'json' };
import { readCatalogue, readHanPairs } from '../../scripts/catalogue.ts';
import { BlockDraft, DocumentBuilder, type FileDocument } from '../../src/cli/document.ts';
import { createExplain, type Explain, type ExplainedReading } from '../../src/cli/explain.ts';
import { kindOf } from '../../src/cli/input.ts';
import { showExplanation } from '../../src/cli/output-explanation.ts';
import { readCsv } from '../../src/cli/read-csv.ts';
import { readHtml } from '../../src/cli/read-html.ts';
import { readText } from '../../src/cli/read-text.ts';
import { run } from '../../src/cli/run.ts';
import { createScreen, type LocatedFinding, type Screen } from '../../src/cli/screening.ts';
import { buildIndex } from '../../src/core/index-build.ts';
import type { Catalogue } from '../../src/core/model.ts';
import type { Policy } from '../../src/core/policy.ts';
import { createTranslator } from '../../src/ui/translate.ts';
import { catalogue, hanPairs, makeTerm, makeVendor } from '../core/invented.ts';
import { FakeOutside } from '../fakes/outside.ts';

const index = buildIndex(catalogue, hanPairs);
const china: Policy = { homeMarket: 'CN', lists: {}, scope: 'all-products' };

interface Told {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

async function vendorLens(args: readonly string[], input: string | Uint8Array = ''): Promise<Told> {
  const outside = new FakeOutside(undefined, { catalogue: async () => catalogue, index: async () => index });
  outside.input = input;
  const code = await run(args, outside);
  return { code, output: outside.output, errors: outside.errors };
}

/** Explains the place in `text` where `words` begin, or so many units behind. */
async function explain(text: string, words: string, { skip = 0, args = [] as readonly string[] } = {}): Promise<string> {
  const offset = text.indexOf(words) + skip;
  const { code, output, errors } = await vendorLens(['explain', ...args, `-:${offset}`], text);
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  // A key that no message has would come out as the key.
  expect(output).not.toMatch(/\b(cli|evidence|grade|relation)_/);
  return output;
}

/** What stands behind a label, line by line, for each reading. */
function labelled(output: string, label: string): string[][] {
  const readings: string[][] = [];
  let current: string[] | undefined;
  for (const line of output.split('\n')) {
    const [, own, rest = ''] = /^ {2}(\S.*?) {2,}(.*)$/.exec(line) ?? [];
    if (own !== undefined) {
      current = own === label ? [rest] : undefined;
      if (current) readings.push(current);
    } else if (line.startsWith('   ')) current?.push(line.trim());
    else current = undefined;
  }
  return readings;
}

describe('the reckoning', () => {
  const text = 'Offer\nWe quote Norvex Systems and more.\n';

  test('is told whole, in English', async () => {
    expect(await explain(text, 'Norvex')).toBe(`-: place 2:10, offset 15
  We quote Norvex Systems and more.
           ^^^^^^^^^^^^^^

Reading 1 of 2: “Norvex Systems” as Norvex Systems
  Read as   “Norvex Systems”, a name
  Strength  counts alone: nobody else uses it
  Evidence  +10  “Norvex Systems” identifies it on its own
  Sum       10 (needed: 4)
  Verdict   confirmed
  In check  reported as “confirmed” and counted
  Role      mentioned: named without a price or quantity
  Standing  belongs to the vendor today
  Lists     cn-notice short (cn-notice): Named by press, reported

Reading 2 of 2: “Norvex” as Norvex Systems
  Read as   “Norvex”, another name for it
  Strength  counts alone: nobody else uses it
  Evidence  +10  “Norvex” identifies it on its own
  Sum       10 (needed: 4)
  Verdict   outdone by “Norvex Systems” (Norvex Systems), a surer or longer reading of these words
  In check  not reported
  Role      mentioned: named without a price or quantity
  Standing  belongs to the vendor today
  Lists     cn-notice short (cn-notice): Named by press, reported
`);
  });

  test('and in Chinese, with the words marked in a terminal where Chinese takes two columns', async () => {
    expect(await explain('采购诺维克斯防火墙 2台', '诺维', { skip: 1, args: ['--lang', 'zh_CN'] })).toBe(`-：位置 1:4，偏移 3
  采购诺维克斯防火墙 2台
      ^^^^^^^^

解读 1/1：“诺维克斯”即 诺维克斯
  读作      “诺维克斯”（名称）
  强度      单独即可认定：别无他用
  依据      +10  “诺维克斯”这一名称本身即可认定
  合计      10（需要：4）
  结论      已确认
  检查结果  列为“已确认”，计数
  角色      提及：未见价格或数量
  归属      现属该厂商
  名单      cn-notice 简称（cn-notice）：媒体点名，据报道
`);
  });

  test('weighs what stands around the words, further context terms less', async () => {
    const told = await explain('Bastion: firewall, cluster, high availability', 'Bastion');
    expect(labelled(told, 'Evidence')).toEqual([
      [
        '0  “Bastion” can also mean something else',
        '+5  “firewall” stands near it and fits',
        '+1  “cluster” stands near it and fits',
        '0  “high availability” stands near it and fits',
      ],
    ]);
    expect(labelled(told, 'Sum')).toEqual([['6 (needed: 4)']]);
  });

  test('adds what the rest of the file says, and only then is this one confirmed', async () => {
    const far = 'Bastion\na\nb\nc\nd\n';
    expect(labelled(await explain(far, 'Bastion'), 'Verdict')).toEqual([['possible: worth a question, but too little to be sure']]);
    const told = await explain(`${far}Norvex`, 'Bastion');
    expect(labelled(told, 'Evidence')).toEqual([
      ['0  “Bastion” can also mean something else', '+4  “Norvex” appears elsewhere on the page'],
    ]);
    expect(labelled(told, 'Sum')).toEqual([['4 (needed: 4)']]);
    expect(labelled(told, 'Verdict')).toEqual([['confirmed']]);
    expect(labelled(told, 'In check')).toEqual([['reported as “confirmed” and counted']]);
  });

  test('adds nothing where another meaning stands near, and comes to nothing', async () => {
    const told = await explain('Norvex\na\nb\nc\nd\nThe last bastion fell; Bastion', 'Bastion');
    expect(labelled(told, 'Evidence')).toEqual([
      ['0  “Bastion” can also mean something else', '-3  “last bastion” stands near it and means something else'],
    ]);
    expect(labelled(told, 'Verdict')).toEqual([['nothing: more speaks against it than for it']]);
    expect(labelled(told, 'In check')).toEqual([['not reported']]);
  });

  test.each([
    ['generic words alone', 'see Endpoint Security', 'Endpoint', 'Endpoint Security', /^dropped: generic words/],
    ['a name written unlike itself', 'the rampart gate', 'rampart', 'RampartGate', /^dropped: it is written unlike the name/],
    ['part of another name', 'the Bastion host', 'Bastion', 'Bastion', /^dropped: the words are part of the name of something else/],
    ['a vendor in a place name', 'in Norvex Valley', 'Norvex', 'Norvex Systems', /^dropped: the words are part/],
  ])('drops %s and says so', async (_, words, at, name, verdict) => {
    const told = await explain(words, at);
    expect(told).toMatch(new RegExp(`^Reading 1 of 1: .* as .*${name}$`, 'm'));
    expect(labelled(told, 'Verdict')).toEqual([[expect.stringMatching(verdict)]]);
    expect(labelled(told, 'In check')).toEqual([['not reported']]);
  });

  test('adds nothing of the rest of the file to what is dropped or outdone', async () => {
    expect(labelled(await explain('see Endpoint Security\na\nb\nc\nd\nNorvex', 'Endpoint'), 'Evidence')).toEqual([
      ['0  “Endpoint Security” means nothing without the vendor’s name'],
    ]);
  });

  test('names the reading that outdid another, not what is left beside it', () => {
    const acme = makeVendor(
      'acme',
      ['Alpha', 'Alpha Beta', 'Beta Gamma Delta'].map((name) => makeTerm(name)),
    );
    const own: Catalogue = { ...catalogue, vendors: [acme], lists: [] };
    const { readings } = createExplain(buildIndex(own, hanPairs), own, china)(readText('Alpha Beta Gamma Delta'), 0);
    expect(readings.map(({ match, fate, outdoneBy }) => [match.text, fate, outdoneBy?.match.text])).toEqual([
      ['Alpha', 'kept', undefined],
      ['Alpha Beta', 'outdone', 'Beta Gamma Delta'],
    ]);
  });

  test('of two names in one line tells each on its own', async () => {
    const told = ['Norvex', 'Haiyan'].map((words) => explain('Norvex and Haiyan', words));
    expect((await Promise.all(told)).map((output) => labelled(output, 'In check'))).toEqual([
      [['reported as “confirmed” and counted']],
      [['reported as “ask”, not counted']],
    ]);
  });

  test('says of what the words are a part', async () => {
    expect(labelled(await explain('the Bastion host', 'Bastion'), 'Evidence')).toEqual([
      ['-200  It is part of “Bastion host”, which is something else'],
    ]);
    expect(labelled(await explain('in Norvex Valley', 'Norvex', { args: ['--lang', 'zh_CN'] }), '依据')).toEqual([
      ['-200  它是“Norvex Valley”的一部分，后者另有所指'],
    ]);
  });

  test('tells a part number by its family, alone and shared', async () => {
    const told = await explain('NX-100A', 'NX');
    expect(labelled(told, 'Read as')).toEqual([['“NX appliances”, a family of part numbers']]);
    expect(labelled(told, 'Strength')).toEqual([['counts alone: no other maker gives such numbers']]);
    expect(labelled(told, 'Role')).toEqual([['offered: a part number, or named with a price or quantity']]);
    expect(labelled(await explain('BX-12', 'BX'), 'Strength')).toEqual([['needs one sign: other makers give such numbers too']]);
  });

  test.each([
    ['compatible with Norvex', /^compatible: .*not counted$/, 'reported as “confirmed”, not counted'],
    ['migrate from Norvex', /^replaced: .*not counted$/, 'reported as “confirmed”, not counted'],
    ['Norvex, 3 pcs at USD 10', /^offered: /, 'reported as “confirmed” and counted'],
  ])('tells the role in “%s”', async (words, role, check) => {
    const told = await explain(words, 'Norvex');
    expect(labelled(told, 'Role')).toEqual([[expect.stringMatching(role)]]);
    expect(labelled(told, 'In check')).toEqual([[check]]);
  });

  test('tells what was sold, and another maker’s brand', async () => {
    const sold = await explain('TunnelWay', 'TunnelWay');
    expect(sold).toContain('as Norvex Systems · TunnelWay (now Otherco)\n');
    expect(labelled(sold, 'Standing')).toEqual([['belongs to somebody else today; not counted']]);
    expect(labelled(sold, 'In check')).toEqual([['reported as “sold”, not counted']]);
    const brand = await explain('Lorvex', 'Lorvex');
    expect(labelled(brand, 'Standing')[0]?.[1]).toMatch(/^Another maker’s brand/);
    expect(labelled(brand, 'In check')).toEqual([['reported as “possible”, not counted']]);
  });
});

describe('lists', () => {
  test('a vendor on no enabled list is confirmed and not reported, and those that are off are named', async () => {
    const told = await explain('Zhaoming', 'Zhaoming');
    expect(labelled(told, 'Verdict')).toEqual([['confirmed']]);
    expect(labelled(told, 'In check')).toEqual([['not reported: it stands on no list that counts here']]);
    expect(labelled(told, 'Lists')).toEqual([
      ['on no list that counts here; on these, which are off:', 'us-cameras short (us-cameras): Official text, suspended'],
    ]);
    const on = await explain('Zhaoming', 'Zhaoming', { args: ['--all-lists'] });
    expect(labelled(on, 'Lists')).toEqual([['us-cameras short (us-cameras): Official text, suspended']]);
    expect(labelled(on, 'In check')).toEqual([['reported as “confirmed” and counted']]);
  });

  test('a list that only asks says so', async () => {
    const told = await explain('Haiyan', 'Haiyan');
    expect(labelled(told, 'Lists')).toEqual([['cn-asks short (cn-asks): Official text, asks, does not ban']]);
    expect(labelled(told, 'In check')).toEqual([['reported as “ask”, not counted']]);
  });

  test('what only the scope leaves out, and a list of other products, are told apart from lists that are off', async () => {
    expect(labelled(await explain('HyperGrid', 'HyperGrid', { args: ['--scope', 'in-scope-only'] }), 'Lists')).toEqual([
      [expect.stringContaining('--scope in-scope-only'), expect.stringMatching(/^cn-notice short .*outside its stated scope$/)],
    ]);
    expect(labelled(await explain('RampartGate', 'RampartGate', { args: ['--lists', 'us-products'] }), 'Lists')).toEqual([
      [
        expect.stringContaining('which are off'),
        expect.stringContaining('(cn-notice)'),
        expect.stringContaining('other products'),
        'us-products short (us-products)',
      ],
    ]);
  });

  test('a vendor on no list at all is said to be', () => {
    const explanation = createExplain(index, { ...catalogue, lists: [] }, china)(readText('Norvex'), 0);
    const told = showExplanation({ file: 'x', text: 'Norvex', offset: 0 }, explanation, createTranslator('en', english));
    expect(labelled(told, 'Lists')).toEqual([['on no bundled list']]);
  });
});

describe('places', () => {
  test('line and column are those of the table of check, and mean the same as the offset', async () => {
    const text = 'Offer\r\n\n  采购 Norvex RampartGate\n';
    const table = await vendorLens(['check', '-'], text);
    const [, place = ''] = /^ {2}(\d+:\d+) +confirmed +RampartGate/m.exec(table.output) ?? [];
    expect(place).toBe('3:13');
    const byPlace = await vendorLens(['explain', `-:${place}`], text);
    expect(byPlace).toMatchObject({ code: 0, output: expect.stringContaining('“RampartGate” as') });
    expect(await vendorLens(['explain', `-:${text.indexOf('RampartGate')}`], text)).toEqual(byPlace);
  });

  test('any place within the words will do, the one behind them not', async () => {
    expect(await explain('a Norvex b', 'Norvex', { skip: 5 })).toContain('“Norvex” as');
    expect(await explain('a Norvex b', 'Norvex', { skip: 6 })).not.toContain('“Norvex” as');
  });

  test('in a cell of a CSV file, behind doubled quotes', async () => {
    const csv = 'Item;Description;Price\n1;"24"" rack; Norvex ""RampartGate""";700,00\n';
    const told = await explain(csv, 'RampartGate', { skip: 3, args: ['--as', 'csv'] });
    expect(told).toContain('-: place 2:');
    expect(told).toContain('  24" rack; Norvex "RampartGate"\n');
    expect(labelled(told, 'Role')).toEqual([[expect.stringMatching(/^offered/)]]);
    expect(labelled(told, 'Evidence')[0]).toContain('+10  “Norvex” stands right beside it');
  });

  test('in an HTML entity, in a run of blanks and in markup inside the words', async () => {
    const html = '<title>Offer</title><p>From Norvex&nbsp;Systems,   our <b>Rampart</b><i class="x">Gate</i> &amp; more</p>';
    for (const [words, skip] of [
      ['Norvex', 0],
      ['&nbsp;', 3],
    ] as const) {
      expect(await explain(html, words, { skip, args: ['--as', 'html'] })).toContain('“Norvex Systems” as Norvex Systems\n');
    }
    for (const words of ['Rampart', '</b>', 'class', 'Gate<']) {
      expect(await explain(html, words, { args: ['--as', 'html'] })).toContain('“RampartGate” as Norvex Systems · RampartGate\n');
    }
  });

  test('on a page whose title names the vendor', async () => {
    const html = '<title>Norvex</title><p>a<p>b<p>c<p>d<p>Bastion';
    expect(labelled(await explain(html, 'Bastion', { args: ['--as', 'html'] }), 'Evidence')).toEqual([
      ['0  “Bastion” can also mean something else', '+5  “Norvex” stands in the page’s title'],
    ]);
  });

  test('in the title of an element between two halves of a name', async () => {
    const html = '<p>Rampart<b title="see Norvex">Gate</b></p>';
    expect(await explain(html, 'Norvex', { args: ['--as', 'html'] })).toContain('“Norvex” as Norvex Systems\n');
    expect(await explain(html, 'Gate<', { args: ['--as', 'html'] })).toContain('“RampartGate” as');
  });
});

/** A text of two lines and the words over their end, as blocks. */
function wrapped(above: string, below: string): FileDocument {
  const builder = new DocumentBuilder();
  for (const [text, offset] of [
    [above, 0],
    [below, above.length + 1],
    [`${above}\n${below}`, 0],
  ] as const) {
    const draft = new BlockDraft();
    draft.append(text, offset);
    builder.push(draft);
  }
  const document = builder.finish();
  const blocks = document.blocks.map((block, i) => (i === 2 ? { ...block, seam: above.length } : block));
  return { ...document, blocks };
}

describe('words over the end of a line', () => {
  const explainAt = createExplain(index, catalogue, china);
  const read = (document: FileDocument, offset: number): string[] =>
    explainAt(document, offset).readings.map(({ match, fate, isWrapped }) => `${fate} ${match.text}${isWrapped ? ' wrapped' : ''}`);

  test('are read in both lines and over the end, and only what reaches over it is told of there', () => {
    const document = wrapped('from Norvex', 'Systems and RampartGate');
    expect(read(document, 6)).toEqual(['kept Norvex\nSystems wrapped', 'outdone Norvex']);
    expect(read(document, 13)).toEqual(['kept Norvex\nSystems wrapped']);
    expect(read(document, 25)).toEqual(['kept RampartGate']);
  });

  test('outdo the half of them that stands in one line, as in check', () => {
    const document = wrapped('Norvex', 'Systems');
    const explanation = explainAt(document, 0);
    expect(explanation.readings[1]?.outdoneBy?.match.text).toBe('Norvex\nSystems');
    const told = showExplanation({ file: 'x', text: 'Norvex\nSystems', offset: 0 }, explanation, createTranslator('en', english));
    expect(told).toContain('outdone by “Norvex Systems”');
    expect(told).not.toContain('more matches than are kept');
  });

  test('that need help are dropped, and the reason is said', () => {
    const document = wrapped('Norvex Rampart', 'Gate');
    expect(read(document, 8)).toEqual(['dropped Rampart\nGate wrapped']);
    const [reading] = explainAt(document, 8).readings;
    expect(reading?.judgement.confidence).toBe('confirmed');
    const translator = createTranslator('en', english);
    const told = showExplanation({ file: 'x', text: 'Norvex Rampart\nGate', offset: 8 }, explainAt(document, 8), translator);
    expect(labelled(told, 'Verdict')).toEqual([['dropped: over the end of a line only names that count alone are read']]);
  });
});

describe('where nothing is read', () => {
  const text = 'Norvex, paper\nchairs and RampartGate\n\nlamps\n';

  test('it is said, with the nearest finding on either side', async () => {
    expect(await explain(text, 'chairs')).toBe(`-: place 2:1, offset 14
  chairs and RampartGate
  ^

Nothing is read at this place: no name, product or part number that is known here.
Last finding before it: 1:1 (offset 0) “Norvex”: Norvex Systems, confirmed
Next finding after it: 2:12 (offset 25) “RampartGate”: Norvex Systems · RampartGate, confirmed
`);
    expect(await explain(text, 'lamps', { args: ['--lang', 'zh_CN'] })).toContain(
      '其前最近的一项：2:12（偏移 25）“RampartGate”：诺维克斯 · RampartGate，已确认\n其后最近的一项：无\n',
    );
  });

  test('of several findings the nearest is named', async () => {
    const told = await explain('Norvex\nHaiyan\npaper\nHaiyan\nNorvex', 'paper');
    expect(told).toMatch(/before it: 2:1 .*\n.*after it: 4:1 /);
  });

  test('where there is no text, that is what is said', async () => {
    expect(await explain(text, '\n\n', { skip: 1 })).toMatch(
      /^-: place 3:1, offset 37\n\nNothing is read at this place: no text for a reader/,
    );
    const html = '<div hidden>Norvex</div><p>Norvex</p>';
    expect(await explain(html, 'Norvex', { args: ['--as', 'html'] })).toContain('no text for a reader');
    expect(await explain(html, '</p>', { args: ['--as', 'html'] })).toContain('no text for a reader');
  });

  test('a file without findings has none on either side', async () => {
    expect(await explain('paper', 'paper')).toMatch(/before it: none\n.*after it: none\n$/);
  });
});

describe('what is wrong is said in one line, with 2', () => {
  test.each([
    [['explain'], /^vendor-lens: no place given; .*quote\.txt:4:23\n$/],
    [['explain', '-'], /^vendor-lens: - names no place; write FILE:OFFSET .*\n$/],
    [['explain', 'quote.txt'], /^vendor-lens: quote\.txt names no place; /],
    [['explain', '-:'], /^vendor-lens: -: names no place; /],
    [['explain', '-:x'], /^vendor-lens: -:x names no place; /],
    [['explain', '-:-1'], /^vendor-lens: -:-1 names no place; /],
    [['explain', '-:0:1'], /^vendor-lens: -:0:1 names no place; /],
    [['explain', '-:1:0'], /^vendor-lens: -:1:0 names no place; /],
    [['explain', '-:1', '-:2'], /^vendor-lens: explain takes one place a call, but -:2 was given as well; /],
    [['explain', '-:13'], /^vendor-lens: -: offset 13 is outside the file; write one from 0 to 12\n$/],
    [['explain', '-:99999999999999999999'], /^vendor-lens: -: offset \d+ is outside the file; /],
    [['explain', '-:3:1'], /^vendor-lens: -: line 3 is outside the file; write one from 1 to 2\n$/],
    [['explain', '-:1:8'], /^vendor-lens: -: column 8 is outside line 1; write one from 1 to 7\n$/],
    [['explain', '--lang', 'zh_CN', '-:13'], /^vendor-lens: -: 偏移 13 超出文件；请写 0 到 12 之间的偏移\n$/],
    [['explain', 'no-such-file:3'], /^vendor-lens: no-such-file: no such file; /],
    [['explain', '--format', 'json', '-:1'], /^vendor-lens: --format is no option of explain; /],
    [['explain', '--lists', '-:1'], /^vendor-lens: --lists needs a value; /],
    [['explain', '--lists', 'nine', '-:1'], /^vendor-lens: nine: no such list; /],
  ])('%j', async (args, line) => {
    const told = await vendorLens(args, 'Norvex\npaper\n');
    expect({ code: told.code, output: told.output }).toEqual({ code: 2, output: '' });
    expect(told.errors).toMatch(line);
  });

  test('an empty file and one that is not text', async () => {
    expect(await vendorLens(['explain', '-:0'], '')).toMatchObject({ code: 2, errors: expect.stringMatching(/^vendor-lens: -: is empty/) });
    expect(await vendorLens(['explain', '-:0'], Uint8Array.from([1, 0, 2]))).toMatchObject({
      code: 2,
      errors: expect.stringMatching(/^vendor-lens: -: is binary/),
    });
  });

  test('of two lists one of which is unknown the other is used', async () => {
    const told = await vendorLens(['explain', '--lists', 'nine,us-cameras', '-:0'], 'Zhaoming');
    expect(told).toMatchObject({ code: 2, errors: expect.stringMatching(/^vendor-lens: nine: no such list; .*\n$/) });
    expect(labelled(told.output, 'In check')).toEqual([['reported as “confirmed” and counted']]);
  });

  test('a file whose name ends like a place is named with a place behind it', async () => {
    expect((await vendorLens(['explain', 'a:7:1:2'])).errors).toMatch(/^vendor-lens: a:7: no such file; /);
  });
});

describe('explain and check say the same', () => {
  let screenReal: Screen;
  let explainReal: Explain;
  beforeAll(() => {
    const real = readCatalogue();
    const everyList: Policy = { ...china, lists: Object.fromEntries(real.lists.map(({ id }) => [id, true])) };
    const realIndex = buildIndex(real, readHanPairs());
    screenReal = createScreen(realIndex, real, everyList);
    explainReal = createExplain(realIndex, real, everyList);
  });
  const readers = { txt: readText, html: readHtml, csv: readCsv };

  /** What both say of a finding, as one comparable thing. */
  const ofCheck = ({ start, end, finding }: LocatedFinding): unknown => [
    start,
    end,
    finding.confidence,
    finding.standing,
    finding.match.role,
    finding.evidence,
    finding.lists.map(({ id }) => id),
  ];
  const ofExplain = (document: FileDocument, { match, judgement, standing, lists }: ExplainedReading): unknown => {
    const { start, end } = document.locate(match.block, match.start, match.end);
    return [start, end, judgement.confidence, standing, match.role, judgement.evidence, lists.on.map(({ id }) => id)];
  };

  /** At one place explain reports the findings of check that cover it, and says the same of them. */
  function expectSame(document: FileDocument, offset: number, findings: readonly LocatedFinding[], explainAt: Explain): void {
    const covering = findings.filter(({ start, end }) => start <= offset && offset < end);
    const reported = explainAt(document, offset).readings.filter(({ finding }) => finding);
    const told = reported.map((reading) => ofExplain(document, reading));
    expect(told, `offset ${offset}`).toEqual(covering.map(ofCheck));
  }

  test.each([
    ['files/quote-en.txt', 1],
    ['files/quote-zh.txt', 1],
    ['files/prices-en.csv', 1],
    ['files/prices-zh.csv', 1],
    ['files/order-en.html', 3],
    ['pages/quote-en/index.html', 101],
    ['pages/purchase-order-zh/index.html', 101],
    ['pages/us-quote/index.html', 101],
    ['pages/clean-en/index.html', 401],
  ])('at every finding of %s, and at every place (step %i)', (name, step) => {
    const file = fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
    const text = readFileSync(file, 'utf8');
    const document = readers[kindOf(file)](text);
    const { findings } = screenReal(document);
    if (!name.includes('clean')) expect(findings.length).toBeGreaterThan(0);
    for (const { start } of findings) expectSame(document, start, findings, explainReal);
    for (let offset = 0; offset < text.length; offset += step) expectSame(document, offset, findings, explainReal);
  });

  test('where a large file is cut into portions, on either side of the cut', () => {
    // The 20,000th block ends the first portion: the name in it is near the word in the next, but not screened with it.
    const lines = Array.from({ length: 20_004 }, () => 'x');
    lines[19_997] = 'Bastion';
    lines[19_999] = 'Norvex';
    lines[20_000] = 'Bastion';
    const text = lines.join('\n');
    const document = readText(text);
    const { findings } = createScreen(index, catalogue, china)(document);
    const explainAt = createExplain(index, catalogue, china);
    const codes = (offset: number): string[] =>
      explainAt(document, offset).readings.flatMap(({ judgement }) => judgement.evidence.map(({ code }) => code));
    const [first, second] = [text.indexOf('Bastion'), text.lastIndexOf('Bastion')];
    expectSame(document, first, findings, explainAt);
    expectSame(document, second, findings, explainAt);
    expect([codes(first), codes(second)]).toEqual([
      ['ordinary_word', 'vendor_near'],
      ['ordinary_word', 'product_on_page'],
    ]);
  });

  test('where a file has more matches than are kept', () => {
    const document = readText('Norvex, Norvex');
    const explainAt = createExplain(index, catalogue, china, 1);
    expect([0, 8].map((offset) => explainAt(document, offset).readings.map(({ finding }) => finding?.verdict))).toEqual([
      ['confirmed'],
      [undefined],
    ]);
    const [reading] = explainAt(document, 8).readings;
    expect([reading?.fate, reading?.judgement.confidence, reading?.lists.on.length]).toEqual(['kept', 'confirmed', 1]);
  });
});
