import { describe, expect, test } from 'vitest';
import { alternativesFor } from '../../src/core/alternatives.ts';
import type { AlternativesOf, Finding, Match, PlacedLine, Report, UnreadKind } from '../../src/core/finding.ts';
import { buildIndex } from '../../src/core/index-build.ts';
import { openIndex } from '../../src/core/index-format.ts';
import { Lookup } from '../../src/core/lookup.ts';
import type { Alternatives, Catalogue, Entry, List, Vendor } from '../../src/core/model.ts';
import { isListEnabled, type Policy, scopeOfList } from '../../src/core/policy.ts';
import { buildFindings, buildReport, levelOf, type ScreenedFrame } from '../../src/core/report.ts';
import { screen } from '../../src/core/screen.ts';
import { judgeReport } from '../../src/core/verdict.ts';
import { catalogue, hanPairs, makeProduct, makeTerm } from './invented.ts';

const index = openIndex(buildIndex(catalogue, hanPairs));
const lookup = new Lookup(catalogue);
const china: Policy = { homeMarket: 'CN', lists: {}, scope: 'all-products' };
const america: Policy = { ...china, homeMarket: 'US' };

function frameOf(text: string | readonly string[], frame = 0, unread: readonly { what: UnreadKind; count: number }[] = []): ScreenedFrame {
  const blocks = (typeof text === 'string' ? [text] : text).map((part, id) => ({ id, text: part }));
  return {
    frame,
    page: {},
    matches: screen(index, blocks, {}),
    coverage: { blocks: blocks.length, characters: 10, fields: 1, cells: 3, attributes: 4, shadowRoots: 2, unread },
  };
}

function findingsIn(text: string, policy: Policy = china, own: Lookup = lookup): Finding[] {
  return buildFindings([frameOf(text)], own, policy);
}

function reportOf(text: string | readonly string[], policy: Policy = china, own: Lookup = lookup): Report {
  return buildReport([frameOf(text)], own, policy);
}

const listOf = (id: string): List => catalogue.lists.find((list) => list.id === id) as List;
const entryOf = (more: Partial<Entry> = {}): Entry => ({ ...(listOf('cn-notice').entries[0] as Entry), ...more });
const withLists = (...lists: List[]): Lookup => new Lookup({ ...catalogue, lists });
const listIds = (finding: Finding | undefined): string[] => (finding?.lists ?? []).map((list) => list.id);

describe('which lists count', () => {
  test('those of the home market are on, others are off', () => {
    expect(listIds(findingsIn('Norvex')[0])).toEqual(['cn-notice']);
    expect(listIds(findingsIn('Haiyan')[0])).toEqual(['cn-asks']);
    expect(listIds(findingsIn('Haiyan', america)[0])).toEqual(['us-cameras']);
    expect(findingsIn('Norvex', { ...china, homeMarket: 'GB' })).toEqual([]);
  });

  test('a switch goes before the default, both ways', () => {
    expect(findingsIn('Norvex', { ...china, lists: { 'cn-notice': false } })).toEqual([]);
    expect(listIds(findingsIn('Haiyan', { ...china, lists: { 'us-cameras': true } })[0])).toEqual(['us-cameras', 'cn-asks']);
    expect(listIds(findingsIn('Haiyan', { ...china, lists: { 'us-cameras': false } })[0])).toEqual(['cn-asks']);
  });

  test('a list named like a property of every object is not switched by it', () => {
    expect(isListEnabled({ id: 'constructor', jurisdiction: 'CN' }, china)).toBe(true);
    expect(isListEnabled({ id: 'constructor', jurisdiction: 'US' }, china)).toBe(false);
  });

  test('a vendor on no enabled list gives no finding', () => {
    expect(findingsIn('Zhaoming')).toEqual([]);
    expect(findingsIn('Zhaoming', america)).toHaveLength(1);
  });

  test('a match of a vendor that the catalogue no longer has gives no finding', () => {
    const own = new Lookup({ ...catalogue, vendors: [] });
    expect(findingsIn('Norvex', china, own)).toEqual([]);
  });
});

describe('scope', () => {
  test('a product outside the stated scope counts unless only the scope shall count', () => {
    const [all] = findingsIn('HyperGrid');
    expect([all?.product?.id, all?.counted, all?.lists[0]?.inScope]).toEqual(['hypergrid', true, false]);
    expect(findingsIn('HyperGrid', { ...china, scope: 'in-scope-only' })).toEqual([]);
  });

  test('a product inside it, and a vendor without product, count either way', () => {
    for (const scope of ['all-products', 'in-scope-only'] as const)
      for (const text of ['RampartGate', 'Norvex'])
        expect([scope, text, findingsIn(text, { ...china, scope })[0]?.lists[0]?.inScope]).toEqual([scope, text, true]);
  });

  test("a product's own word on security goes before its category's", () => {
    const vendors = catalogue.vendors.map((vendor) => ({
      ...vendor,
      products: vendor.products.map((product) =>
        product.id === 'hypergrid' ? { ...product, securityFunction: true } : { ...product, securityFunction: false },
      ),
    }));
    const own = new Lookup({ ...catalogue, vendors });
    expect(findingsIn('HyperGrid', china, own)[0]?.lists[0]?.inScope).toBe(true);
    expect(findingsIn('RampartGate', china, own)[0]?.lists[0]?.inScope).toBe(false);
  });

  test('a scope of named categories', () => {
    const list = listOf('cn-notice');
    const own = withLists({ ...list, scope: { ...list.scope, products: ['hypervisor'] } });
    expect(findingsIn('HyperGrid', china, own)[0]?.lists[0]?.inScope).toBe(true);
    expect(findingsIn('RampartGate', china, own)[0]?.lists[0]?.inScope).toBe(false);
  });

  test('an entry for some categories puts the others out of scope', () => {
    const own = withLists({ ...listOf('cn-notice'), entries: [entryOf({ categories: ['vpn'] })] });
    expect(findingsIn('RampartGate', china, own)[0]?.lists[0]?.inScope).toBe(false);
  });

  test('of two equal entries on one list, one for the category at hand puts it in scope', () => {
    const own = withLists({ ...listOf('cn-notice'), entries: [entryOf({ categories: ['vpn'] }), entryOf({ categories: ['firewall'] })] });
    expect(findingsIn('RampartGate', china, own)[0]?.lists.map((list) => list.inScope)).toEqual([true]);
  });
});

describe('an entry that names products', () => {
  const policy: Policy = { ...china, homeMarket: 'US' };

  test('restricts these', () => {
    expect(findingsIn('Norvex Bastion', policy).map((finding) => [finding.product?.id, listIds(finding), finding.counted])).toContainEqual([
      'bastion',
      ['us-products'],
      true,
    ]);
  });

  test('does not restrict others', () => {
    expect(findingsIn('RampartGate', policy)).toEqual([]);
  });

  test('only asks where the text names the vendor alone', () => {
    const [finding] = findingsIn('Norvex', policy);
    expect([listIds(finding), finding?.lists[0]?.asks, finding?.counted]).toEqual([['us-products'], true, false]);
  });
});

describe('what is counted', () => {
  const one = (text: string, policy: Policy = china): Finding => {
    const findings = findingsIn(text, policy);
    return findings[findings.length - 1] as Finding;
  };

  test.each<[rule: string, text: string, level: string, counted: boolean]>([
    ['a confirmed name', 'Norvex', 'confirmed', true],
    ['a confirmed part number', 'NX-100A', 'confirmed', true],
    ['not an ordinary word without proof', 'Bastion', 'possible', false],
    ['not a rebrand', 'Lorvex', 'possible', false],
    ['not a product that was sold', 'TunnelWay', 'former', false],
    ['not a brand that was sold', 'Palisade Labs', 'former', false],
    ['a brand that belongs to the vendor', 'Quillnet', 'confirmed', true],
    ['not what something is compatible with', 'compatible with Norvex', 'confirmed', false],
    ['not what is replaced', 'migrate from Norvex', 'confirmed', false],
    ['not what a list only asks about', 'Haiyan', 'asked', false],
  ])('%s: %s', (_rule, text, level, counted) => {
    const finding = one(text);
    expect([levelOf(finding), finding.counted]).toEqual([level, counted]);
  });

  test('a vendor on a list that asks and one that restricts is counted', () => {
    const finding = one('Haiyan', { ...china, lists: { 'us-cameras': true } });
    expect([levelOf(finding), finding.counted]).toEqual(['confirmed', true]);
  });

  test('the report sums it up, and every finding stands in one section', () => {
    const report = reportOf('Norvex RampartGate, compatible with RampartGate.\nx'.concat(' TunnelWay Lorvex Haiyan Bastion'));
    const all = [...report.confirmed, ...report.asked, ...report.possible, ...report.former].flatMap((group) =>
      group.items.flatMap((item) => item.findings),
    );
    expect(new Set(all.map((finding) => finding.id)).size).toBe(all.length);
    expect(all.length).toBe(
      frameOf('Norvex RampartGate, compatible with RampartGate.\nx'.concat(' TunnelWay Lorvex Haiyan Bastion')).matches.length,
    );
    expect(report.counted).toBe(all.filter((finding) => finding.counted).length);
    expect(report.vendors).toBe(1);
    expect(report.former.map((group) => group.counted)).toEqual([0]);
  });

  test('the current owner of a sold product is said', () => {
    expect(one('TunnelWay').product?.currentOwner).toBe('Otherco');
  });
});

describe('the vendor elsewhere on the page', () => {
  const judge = (...frames: ScreenedFrame[]): string[] =>
    buildFindings(frames, lookup, china)
      .filter((finding) => finding.match.term === 'Bastion')
      .map((finding) => `${finding.confidence} ${finding.evidence.map((evidence) => `${evidence.code}=${evidence.text}`).join(' ')}`);
  const far = ['a', 'b', 'c', 'd', 'Bastion'];

  test('settles an open word, in the same frame and across frames', () => {
    expect(judge(frameOf(['Norvex', ...far]))).toEqual(['confirmed ordinary_word=Bastion vendor_on_page=Norvex']);
    expect(judge(frameOf(far), frameOf('Norvex', 7))).toEqual(['confirmed ordinary_word=Bastion vendor_on_page=Norvex']);
    expect(judge(frameOf('诺维克斯', 3), frameOf(far, 9))).toEqual(['confirmed ordinary_word=Bastion vendor_on_page=诺维克斯']);
  });

  test('another vendor does not', () => {
    expect(judge(frameOf(far), frameOf('Haiyan', 1))).toEqual(['possible ordinary_word=Bastion']);
  });

  test('another open word does not', () => {
    expect(judge(frameOf(far), frameOf('NVX', 1))).toEqual(['possible ordinary_word=Bastion']);
  });

  test("another maker's brand does not", () => {
    expect(judge(frameOf(far), frameOf('Lorvex', 1))).toEqual(['possible ordinary_word=Bastion']);
  });

  test('a brand that the vendor sold does not, as it does not in the same block', () => {
    expect(judge(frameOf(far), frameOf('Palisade Labs', 1))).toEqual(['possible ordinary_word=Bastion']);
  });

  test('never settles a question', () => {
    const [finding] = buildFindings([frameOf('Lorvex'), frameOf('Norvex', 1)], lookup, china);
    expect([finding?.related?.id, finding?.confidence]).toEqual(['lorvex', 'possible']);
  });

  test('an id names frame, block and place', () => {
    expect(buildFindings([frameOf(['x', 'a Norvex'], 4)], lookup, china).map((finding) => finding.id)).toEqual(['4:1:2']);
  });
});

describe('the same product and the vendor elsewhere on the page', () => {
  const norvex = catalogue.vendors.find((vendor) => vendor.id === 'norvex') as Vendor;
  const tide = makeProduct('tide', [
    makeTerm('Tide', { strength: 'word' }),
    makeTerm('Tidewater Pro'),
    makeTerm('Port Lock', { strength: 'vendor' }),
  ]);
  const vendors = [{ ...norvex, products: [...norvex.products, tide] }];
  const own = { index: openIndex(buildIndex({ ...catalogue, vendors }, hanPairs)), lookup: new Lookup({ ...catalogue, vendors }) };

  /** "confidence codes" of the last finding, or nothing. The first text stands too far off to be near. */
  function judge(text: string, elsewhere: string): string | undefined {
    const frame = {
      ...frameOf(''),
      matches: screen(
        own.index,
        [elsewhere, 'a', 'b', 'c', text].map((part, id) => ({ id, text: part })),
        {},
      ),
    };
    const finding = buildFindings([frame], own.lookup, china).find(({ match }) => match.block === 4);
    return finding && `${finding.confidence} ${finding.evidence.map(({ code }) => code).join(' ')}`;
  }

  test.each<[rule: string, text: string, elsewhere: string, expected: string | undefined]>([
    ['the vendor is enough for an ordinary word', 'Bastion', 'Norvex', 'confirmed ordinary_word vendor_on_page'],
    ['not for a word of everyday language', 'Tide', 'Norvex', 'possible everyday_word vendor_on_page'],
    ['the same product is enough for it', 'Tide', 'Tidewater Pro', 'confirmed everyday_word product_on_page'],
    ['also where it is confirmed by its vendor', 'Tide', 'Norvex Tide', 'confirmed everyday_word product_on_page'],
    ['not where it is only possible', 'Tide', 'Tide', 'possible everyday_word'],
    ['another product stands for the vendor', 'Tide', 'RampartGate', 'possible everyday_word vendor_on_page'],
    ['the same product goes before the vendor', 'Bastion', 'Norvex NX-100A', 'confirmed ordinary_word product_on_page'],
    ['what is confirmed by itself asks for nothing', 'Norvex Bastion', 'NX-100A', 'confirmed own_name'],
    ['generic words are not helped', 'Port Lock', 'Tidewater Pro', undefined],
    ['nor what is written small', 'bastion', 'Norvex', undefined],
    ['nor what is written apart', 'Rampart Gate', 'Norvex RampartGate', undefined],
  ])('%s', (_rule, text, elsewhere, expected) => {
    expect(judge(text, elsewhere)).toBe(expected);
  });

  test.each<[rule: string, text: string, elsewhere: string, expected: string | undefined]>([
    ['words of another meaning beside it stop all help', 'bastion host, Bastion', 'Norvex NX-100A', undefined],
    [
      'with a context term it stays a question',
      'bastion host, Bastion firewall',
      'Norvex NX-100A',
      'possible ordinary_word not_this context_term',
    ],
    ['the letter O asks for a little more', 'BX-1O', 'Norvex', 'possible shared_number letter_for_digit vendor_on_page'],
    ['which not even the same product gives', 'BX-1O', 'NX-100A', 'possible shared_number letter_for_digit product_on_page'],
    ['less than nothing is no finding', 'BX-1O', 'x', undefined],
    ["another maker's product is none, the vendor elsewhere or not", 'Ostrava Guard Bastion', 'Norvex NX-100A', undefined],
    ['a rebrand is a question', 'Lorvex', 'x', 'possible rebrand'],
    ['and stays one', 'Lorvex', 'Norvex', 'possible rebrand vendor_on_page'],
    ['nothing for and nothing against is a question', 'Bastion', 'x', 'possible ordinary_word'],
  ])('against: %s', (_rule, text, elsewhere, expected) => {
    expect(judge(text, elsewhere)).toBe(expected);
  });
});

describe('the order of lists', () => {
  const ids = (...variants: [string, Partial<Entry>, Partial<List>][]): string[] => {
    const lists = variants.map(([id, entry, list]) => ({ ...listOf('cn-notice'), id, entries: [entryOf(entry)], ...list }));
    return listIds(findingsIn('Norvex', china, withLists(...lists))[0]);
  };

  test('restricting before asking', () => {
    expect(ids(['a', { grade: 'official' }, { asks: true }], ['b', { grade: 'inferred' }, {}])).toEqual(['b', 'a']);
  });

  test('official before what the press saw, named or what is inferred', () => {
    expect(
      ids(
        ['a', { grade: 'inferred' }, {}],
        ['b', { grade: 'named-by-press' }, {}],
        ['c', { grade: 'document-seen-by-press' }, {}],
        ['d', { grade: 'official' }, {}],
      ),
    ).toEqual(['d', 'c', 'b', 'a']);
  });

  test('in force before unclear, suspended and stopped', () => {
    expect(
      ids(
        ['a', { status: 'measures-stopped' }, {}],
        ['b', { status: 'suspended' }, {}],
        ['c', { status: 'unclear' }, {}],
        ['d', { status: 'in-force' }, {}],
      ),
    ).toEqual(['d', 'c', 'b', 'a']);
  });

  test('lists in force before enacted, reported and proposed; then by id', () => {
    expect(
      ids(
        ['a', {}, { status: 'proposed' }],
        ['b', {}, { status: 'reported' }],
        ['c', {}, { status: 'enacted' }],
        ['d', {}, { status: 'in-force' }],
        ['e', {}, { status: 'in-force' }],
      ),
    ).toEqual(['d', 'e', 'c', 'b', 'a']);
  });

  test('the strongest of several entries speaks for its list', () => {
    const own = withLists({
      ...listOf('cn-notice'),
      entries: [
        entryOf({ status: 'suspended', addedOn: '2024' }),
        entryOf({ addedOn: '2025' }),
        entryOf({ grade: 'inferred', addedOn: '2026' }),
      ],
    });
    expect(findingsIn('Norvex', china, own)[0]?.lists.map((list) => [list.entryStatus, list.addedOn])).toEqual([['in-force', '2025']]);
  });

  test("the entry's own sources come first, none twice", () => {
    const [hit] = findingsIn('Norvex')[0]?.lists ?? [];
    expect(hit?.sources.map((source) => source.title)).toEqual(['norvex entry', 'cn-notice list']);
    const source = { title: 'one', url: 'https://example.org/one' };
    const own = withLists({
      ...listOf('cn-notice'),
      entries: [entryOf({ sources: [source] })],
      sources: [{ ...source, title: 'the same page' }],
    });
    expect(findingsIn('Norvex', china, own)[0]?.lists[0]?.sources).toEqual([source]);
  });

  test.each([
    ['2019-08-13', '2019-08-13', true],
    ['2018-08-13', '2019-08-13', true],
    ['2019-08', '2019-08-13', true],
    ['2019-08-13', '2019', true],
    ['2024-10-10', '2023-09-15', false],
    ['2023-10', '2023-09-15', false],
  ])('an entry of %s on a list that began on %s: shows that day: %s', (addedOn, effective, isShown) => {
    const list = withLists({ ...listOf('cn-notice'), effective, entries: [entryOf({ addedOn })] });
    expect(findingsIn('Norvex', china, list)[0]?.lists[0]?.effective).toBe(isShown ? effective : undefined);
  });

  test('what is not known is left out, what is known is shown', () => {
    const [hit] = findingsIn('Haiyan', america)[0]?.lists ?? [];
    expect(hit).toMatchObject({
      effective: '2019-08-13',
      legalBasis: { en: 'Act 1', zh_CN: '第1号法' },
      scopeNote: { en: 'Video only.', zh_CN: '仅限视频。' },
      membersComplete: true,
      jurisdiction: 'US',
    });
    expect(hit && ('deadline' in hit || 'addedOn' in hit)).toBe(false);
  });
});

describe('groups', () => {
  test('are by vendor and product, the more serious vendor first', () => {
    const report = reportOf('Norvex RampartGate RampartGate Quillnet Haiyan Zhaoming', { ...china, lists: { 'us-cameras': true } });
    expect(report.confirmed.map((group) => [group.vendor.id, group.counted, group.items.map((item) => item.key)])).toEqual([
      ['haiyan', 1, ['haiyan/']],
      ['zhaoming', 1, ['zhaoming/']],
      ['norvex', 4, ['norvex/', 'norvex/rampart', 'norvex/~quillnet']],
    ]);
    expect(report.vendors).toBe(3);
  });

  test('of equally serious vendors the one with more counted findings comes first', () => {
    const list = { ...listOf('cn-notice'), entries: [entryOf({ vendor: 'haiyan' }), entryOf({ vendor: 'norvex' })] };
    expect(reportOf('Haiyan Norvex Norvex', china, withLists(list)).confirmed.map((group) => group.vendor.id)).toEqual([
      'norvex',
      'haiyan',
    ]);
  });

  test('show each list of their findings once', () => {
    const report = reportOf('Norvex RampartGate HyperGrid');
    expect(report.confirmed[0]?.lists.map((list) => list.id)).toEqual(['cn-notice']);
  });
});

describe('lists in the report', () => {
  test('those that are on are numbered, incomplete ones named with their note', () => {
    const { lists } = reportOf('nothing');
    expect(lists.enabled).toBe(2);
    expect(lists.incomplete.map((list) => [list.id, list.note?.en])).toEqual([['cn-notice', 'Names as the press gives them.']]);
  });

  test('an incomplete list that is off is not named', () => {
    expect(reportOf('nothing', america).lists).toEqual({ enabled: 2, incomplete: [] });
  });
});

describe('coverage', () => {
  test('is summed over frames, unread parts by their reason', () => {
    const frames = [
      frameOf(['a', 'b'], 0, [
        { what: 'canvas', count: 1 },
        { what: 'frame', count: 2 },
      ]),
      frameOf('c', 5, [{ what: 'canvas', count: 3 }]),
    ];
    expect(buildReport(frames, lookup, china).coverage).toEqual({
      frames: 2,
      blocks: 3,
      characters: 20,
      fields: 2,
      cells: 6,
      attributes: 8,
      shadowRoots: 4,
      unread: [
        { what: 'canvas', count: 4 },
        { what: 'frame', count: 2 },
      ],
    });
  });

  describe('line items', () => {
    /** Three lines of a table, restricted in the first two. */
    const order = (more: Partial<ScreenedFrame> = {}): ScreenedFrame => {
      const frame = frameOf(['Norvex', 'Norvex', 'paper']);
      const matches = frame.matches.map((match) => ({ ...match, row: match.block + 10 }));
      const line = (id: number, row: number, value: number, currency = 'CNY'): PlacedLine => ({
        line: { id, table: 1, number: String(id), amount: { value, currency } },
        rows: [row],
        blocks: [],
      });
      const tables = [{ id: 1, lines: 3, amounts: [{ currency: 'CNY', value: 600.3, lines: 3 }] }];
      return { ...frame, matches, lines: [line(1, 10, 100.1), line(2, 11, 200.2)], tables, ...more };
    };

    test('a finding belongs to its line', () => {
      expect(buildFindings([order()], lookup, china).map(({ line }) => line?.number)).toEqual(['1', '2']);
    });

    test('what is restricted is summed without the noise of binary fractions', () => {
      expect(buildReport([order()], lookup, china).lines).toEqual({
        lines: 3,
        restricted: 2,
        amounts: [{ currency: 'CNY', restricted: 300.3, total: 600.3, lines: 3 }],
      });
    });

    test('two findings in one line count its amount once', () => {
      const frame = order();
      const matches = frame.matches.map((match) => ({ ...match, row: 10 }));
      expect(buildReport([{ ...frame, matches }], lookup, china).lines).toMatchObject({ restricted: 1, amounts: [{ restricted: 100.1 }] });
    });

    test('a line whose finding is not counted is not restricted', () => {
      const frame = frameOf(['compatible with Norvex']);
      const matches = frame.matches.map((match) => ({ ...match, row: 10 }));
      expect(buildReport([order({ matches })], lookup, china).lines).toMatchObject({ lines: 3, restricted: 0 });
    });

    test('of several frames and currencies are told apart', () => {
      const dollars = { tables: [{ id: 1, lines: 2, amounts: [{ currency: 'USD', value: 50, lines: 1 }] }], matches: [], lines: [] };
      expect(buildReport([order(), order({ frame: 4, ...dollars })], lookup, china).lines).toEqual({
        lines: 5,
        restricted: 2,
        amounts: [
          { currency: 'CNY', restricted: 300.3, total: 600.3, lines: 3 },
          { currency: 'USD', restricted: 0, total: 50, lines: 1 },
        ],
      });
    });

    test('scrolled away stay findings, with their line and a word that they are away', () => {
      const frame = order();
      const placed = frame.lines as readonly PlacedLine[];
      const away = frame.matches.map((match, i) => ({ key: `L${i}`, match, line: (placed[i] as PlacedLine).line }));
      const report = buildReport([{ ...frame, matches: [], lines: [], away }], lookup, china);
      expect([report.counted, report.lines?.restricted]).toEqual([2, 2]);
      expect(report.confirmed[0]?.items[0]?.findings.map(({ isAway, line }) => [isAway, line?.number])).toEqual([
        [true, '1'],
        [true, '2'],
      ]);
    });

    test('there are none to speak of on a page without', () => {
      expect(reportOf('Norvex').lines).toBeNull();
    });
  });

  test('nothing read is nothing found', () => {
    const report = buildReport([], lookup, china);
    expect(report).toMatchObject({ confirmed: [], asked: [], possible: [], former: [], counted: 0, vendors: 0 });
    expect(report.coverage.frames).toBe(0);
  });
});

describe('alternatives', () => {
  const offersFor = (category: string | undefined, policy: Policy = china, own: Catalogue = catalogue, vendor = 'norvex') =>
    alternativesFor(category, vendor, new Lookup(own), policy);
  const names = ({ offers }: AlternativesOf): (string | undefined)[] => offers.map((offer) => offer.product?.id);

  test('without conflict first, then the better verified, then the better basis', () => {
    expect(names(offersFor('firewall'))).toEqual(['canglong-shield', 'beihai-one', 'anshan-wall', 'lantern']);
  });

  test('the restricted vendor is never offered instead of itself, under its own id or another', () => {
    expect(names(offersFor('firewall')).filter((id) => id?.startsWith('norvex'))).toEqual([]);
    expect(names(offersFor('firewall', china, catalogue, 'zhaoming'))).not.toContain('lantern');
  });

  test('conflicts are shown, also from lists that are off and from what is recorded elsewhere', () => {
    const lantern = offersFor('firewall').offers.find((offer) => offer.product?.id === 'lantern');
    expect(lantern?.conflicts).toEqual([
      { title: { en: 'us-cameras short', zh_CN: 'us-cameras 简称' }, jurisdiction: 'US', enabled: false },
      { title: { en: 'Notice 7', zh_CN: '第7号通知' }, jurisdiction: 'GB', enabled: false },
    ]);
    const on = offersFor('firewall', { ...china, lists: { 'us-cameras': true } }).offers.find((offer) => offer.product?.id === 'lantern');
    expect(on?.conflicts.map((conflict) => conflict.enabled)).toEqual([true, false]);
  });

  test("a product's own page goes before its maker's", () => {
    const { offers } = offersFor('firewall');
    expect(offers.find((offer) => offer.product?.id === 'anshan-wall')?.url).toBe('https://anshan.example/wall');
    expect(offers.find((offer) => offer.product?.id === 'beihai-one')?.url).toBe('https://beihai.example/');
    expect(offers.find((offer) => offer.product?.id === 'canglong-shield')).not.toHaveProperty('url');
  });

  test('a page is verified only when both its product and its maker are', () => {
    const verified = new Map(offersFor('firewall').offers.map((offer) => [offer.product?.id, offer.urlVerified]));
    expect(verified.get('beihai-one')).toBe(true);
    expect(verified.get('anshan-wall')).toBe(false);
  });

  test('only products of the same category are offered', () => {
    expect(names(offersFor('endpoint'))).toEqual(['beihai-end']);
    expect(names(offersFor('camera'))).toEqual([]);
  });

  test('where nothing is known, that is said with its reason', () => {
    expect(offersFor('hypervisor')).toEqual({ offers: [], noneKnown: { en: 'Nothing usable is known.', zh_CN: '暂无可用产品。' } });
    expect(offersFor('camera')).toEqual({ offers: [] });
    expect(reportOf('HyperGrid').confirmed[0]?.items[0]?.noneKnown?.en).toBe('Nothing usable is known.');
  });

  test('once something is known the reason is not given', () => {
    const own: Catalogue = {
      ...catalogue,
      alternatives: catalogue.alternatives.map(
        (market): Alternatives => ({ ...market, noneKnown: [{ category: 'firewall', reason: { en: 'old', zh_CN: '旧' } }] }),
      ),
    };
    expect(offersFor('firewall', china, own)).not.toHaveProperty('noneKnown');
  });

  test('those of the home market only, and none for a vendor without product', () => {
    expect(offersFor('firewall', america).offers).toEqual([]);
    expect(offersFor('firewall', { ...china, homeMarket: 'GB' })).toEqual({ offers: [], isUncollected: true });
    expect(offersFor(undefined)).toEqual({ offers: [] });
    expect(offersFor('no-such-category')).toEqual({ offers: [] });
    expect(reportOf('Norvex').confirmed[0]?.items[0]?.offers).toEqual([]);
  });
});

test('judging changes no match', () => {
  const frame = frameOf(['Norvex Bastion NX-100A', 'Lorvex']);
  const before: Match[] = structuredClone([...frame.matches]);
  buildReport([frame], lookup, china);
  expect(frame.matches).toEqual(before);
});

describe('what is set aside', () => {
  const reason = { reason: 'Waiver 17', since: '2026-11-12' };
  const withExempt = (...exemptions: { vendor: string; product?: string }[]): Policy => ({
    ...china,
    exemptions: exemptions.map((what) => ({ ...what, ...reason })),
  });
  const text = 'RampartGate 100 and Norvex';

  test('a vendor takes all its products with it: nothing is counted, everything stands apart with its reason', () => {
    const before = reportOf(text);
    expect(before.counted).toBe(2);
    const { confirmed, counted, vendors, exempt } = reportOf(text, withExempt({ vendor: 'norvex' }));
    expect({ confirmed, counted, vendors }).toEqual({ confirmed: [], counted: 0, vendors: 0 });
    expect(exempt.map(({ vendor, counted: own, items }) => [vendor.id, own, items.map(({ key, exemption }) => [key, exemption])])).toEqual([
      ['norvex', 0, before.confirmed[0]?.items.map(({ key }) => [key, { vendor: 'norvex', ...reason }])],
    ]);
  });

  test('a product takes only itself', () => {
    const { confirmed, exempt, counted } = reportOf(text, withExempt({ vendor: 'norvex', product: 'rampart' }));
    expect(counted).toBe(1);
    expect(confirmed.flatMap((group) => group.items.map(({ key }) => key))).toEqual(['norvex/']);
    expect(exempt.flatMap((group) => group.items.map(({ key }) => key))).toEqual(['norvex/rampart']);
  });

  test('what is no more than possible stands apart too, so that a vendor is in one place', () => {
    const [possible] = ['Lorvex'].map((name) => reportOf(name));
    expect(possible?.possible).toHaveLength(1);
    const { possible: left, exempt } = reportOf('Lorvex', withExempt({ vendor: possible?.possible[0]?.vendor.id ?? '' }));
    expect([left.length, exempt.length]).toEqual([0, 1]);
  });

  test('another vendor counts as before, also one named like a property of every object', () => {
    expect(reportOf(text, withExempt({ vendor: 'haiyan' }, { vendor: '__proto__' }, { vendor: 'constructor' })).counted).toBe(2);
  });

  test('of the line items it is not one that is restricted', () => {
    const line = { id: 1, table: 1, amount: { value: 500, currency: 'CNY' } };
    const frame: ScreenedFrame = {
      ...frameOf(['RampartGate 100', 'Norvex']),
      lines: [{ line, rows: [], blocks: [0] }],
      tables: [{ id: 1, lines: 12, amounts: [{ currency: 'CNY', value: 900, lines: 12 }] }],
    };
    const linesUnder = (policy: Policy) => buildReport([frame], lookup, policy).lines;
    expect(linesUnder(china)).toMatchObject({ lines: 12, restricted: 1, amounts: [{ restricted: 500, total: 900 }] });
    expect(linesUnder(withExempt({ vendor: 'norvex', product: 'rampart' }))).toMatchObject({
      restricted: 0,
      amounts: [{ restricted: 0, total: 900 }],
    });
  });

  test('a page with nothing else is not called clean', () => {
    expect(judgeReport(reportOf(text, withExempt({ vendor: 'norvex' })))).toBe('set-aside');
    expect(judgeReport(reportOf(text, withExempt({ vendor: 'norvex', product: 'rampart' })))).toBe('restricted');
  });
});

describe('what counts of one list', () => {
  test('differs from what counts of all, both ways', () => {
    const strict: Policy = { ...china, scope: 'in-scope-only' };
    expect(findingsIn('HyperGrid')).toHaveLength(1);
    expect(findingsIn('HyperGrid', { ...china, listScopes: { 'cn-notice': 'in-scope-only' } })).toEqual([]);
    expect(findingsIn('HyperGrid', { ...china, listScopes: { 'us-cameras': 'in-scope-only' } })).toHaveLength(1);
    expect(findingsIn('HyperGrid', { ...strict, listScopes: { 'cn-notice': 'all-products' } })).toHaveLength(1);
  });

  test('a list named like a property of every object is as all are', () => {
    expect(scopeOfList('constructor', { scope: 'in-scope-only', listScopes: {} })).toBe('in-scope-only');
  });
});
