import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { Match, Role } from '../../src/core/finding.ts';
import { isPriced, roleOf } from '../../src/core/role.ts';
import { readingsAt, screen } from '../../src/core/screen.ts';
import type { TermInfo } from '../../src/core/term-data.ts';
import { indexOf, makeFamily, makeProduct, makeTerm, makeVendor } from './invented.ts';
import { blocksOf, evidenceOf, filler, index, matchesIn, type Page, readings, standingOf } from './readings.ts';

describe('a term that nobody else uses', () => {
  test('counts alone', () => {
    expect(readings('We quote Norvex and 诺维克斯.')).toEqual(['norvex settled: Norvex', 'norvex settled: 诺维克斯']);
    expect(evidenceOf('We quote Norvex.', 'Norvex')).toEqual(['own_name=Norvex']);
  });

  test('counts in any case', () => {
    expect(readings('norvex, NORVEX, rampartgate')).toEqual([
      'norvex settled: norvex',
      'norvex settled: NORVEX',
      'rampart settled: rampartgate',
    ]);
  });

  test('says so when its vendor stands beside it too', () => {
    expect(evidenceOf('Norvex RampartGate', 'RampartGate')).toEqual(['own_name=RampartGate', 'vendor_beside=Norvex']);
    expect(evidenceOf('RampartGate', 'RampartGate')).toEqual(['own_name=RampartGate']);
  });

  test('written apart is a question of its surroundings, for a product', () => {
    expect(readings('the rampart gate of the castle')).toEqual([]);
    expect(readings('Norvex Rampart Gate')).toEqual(['norvex settled: Norvex', 'rampart settled: Rampart Gate']);
    expect(evidenceOf('Norvex Rampart Gate', 'RampartGate')).toEqual(['loose_spelling=Rampart Gate', 'vendor_beside=Norvex']);
  });

  test('names nothing when it is inside another word', () => {
    expect(readings('Norvexia, XNorvex, Norvexé')).toEqual([]);
  });
});

describe('an ordinary word', () => {
  test('alone stays open until its vendor is seen', () => {
    expect(readings('The Bastion was renewed.')).toEqual(['bastion open: Bastion']);
    expect(evidenceOf('The Bastion was renewed.', 'Bastion')).toEqual(['ordinary_word=Bastion']);
  });

  test('counts beside its vendor, on either side', () => {
    expect(evidenceOf('Norvex Bastion', 'Bastion')).toEqual(['ordinary_word=Bastion', 'vendor_beside=Norvex']);
    expect(evidenceOf('Bastion (Norvex)', 'Bastion')).toEqual(['ordinary_word=Bastion', 'vendor_beside=Norvex']);
    expect(evidenceOf('诺维克斯堡垒', '堡垒')).toEqual(['ordinary_word=堡垒', 'vendor_beside=诺维克斯']);
  });

  test('beside is four units, further is the same block', () => {
    expect(evidenceOf('Norvex  - Bastion', 'Bastion')).toContain('vendor_beside=Norvex');
    expect(evidenceOf('Norvex    - Bastion', 'Bastion')).toContain('vendor_in_row=Norvex');
  });

  test('counts in a paragraph that names its vendor, within 400 units', () => {
    expect(evidenceOf(`Norvex ${filler(390)}Bastion`, 'Bastion')).toEqual(['ordinary_word=Bastion', 'vendor_in_row=Norvex']);
    expect(readings(`Norvex ${filler(420)}Bastion`)).toEqual(['norvex settled: Norvex', 'bastion open: Bastion']);
  });

  test('counts when another cell of its row names its vendor, not when another row does far away', () => {
    expect(evidenceOf([['Bastion', '2', 'Norvex']], 'Bastion')).toEqual(['ordinary_word=Bastion', 'vendor_in_row=Norvex']);
    expect(
      readings([
        ['Bastion', '2'],
        ['a', 'b'],
        ['c', 'd'],
        ['Norvex', '1'],
      ]),
    ).toEqual(['bastion open: Bastion', 'norvex settled: Norvex']);
  });

  test('counts near a block that names its vendor, up to three blocks away on either side', () => {
    for (const page of [
      ['Norvex', 'a', 'b', 'Bastion'],
      ['Bastion', 'a', 'b', 'Norvex'],
    ])
      expect(evidenceOf(page, 'Bastion')).toEqual(['ordinary_word=Bastion', 'vendor_near=Norvex']);
    expect(readings(['Norvex', 'a', 'b', 'c', 'Bastion'])).toContain('bastion open: Bastion');
  });

  test('counts in its row beside a context term that every row repeats', () => {
    const rows = Array.from({ length: 12 }, (_, i) => ['cluster', '12 pcs', `Bastion ${i}`]);
    const apart = rows.map((row) => matchesIn([row]).map(({ evidence }) => evidence));
    expect(apart[0]?.[0]?.map(({ code }) => code)).toContain('context_term');
    expect(matchesIn(rows).map(({ evidence }) => [evidence])).toEqual(apart);
  });

  test('is not helped by what stands far from the nearer end of a long block', () => {
    expect(readings([`Norvex ${filler(500)}`, 'Bastion'])).toContain('bastion open: Bastion');
    expect(evidenceOf([`${filler(500)}Norvex`, 'Bastion'], 'Bastion')).toContain('vendor_near=Norvex');
    expect(readings(['Bastion', `${filler(500)}Norvex`])).toContain('bastion open: Bastion');
    expect(evidenceOf(['Bastion', `Norvex ${filler(500)}`], 'Bastion')).toContain('vendor_near=Norvex');
  });

  test('counts beside another product or part number of its vendor', () => {
    expect(evidenceOf('RampartGate, Bastion', 'Bastion')).toEqual(['ordinary_word=Bastion', 'vendor_beside=RampartGate']);
    expect(evidenceOf('Bastion NX-100A', 'Bastion')).toEqual(['ordinary_word=Bastion', 'vendor_beside=NX-100A']);
  });

  test('is not helped by another vendor', () => {
    expect(readings('Haiyan, Bastion')).toEqual(['haiyan settled: Haiyan', 'bastion open: Bastion']);
  });

  test('is not helped by a word that itself needs help', () => {
    expect(readings('Bastion BX-12')).toEqual(['bastion open: Bastion', 'bastion open: BX-12']);
  });

  test('counts with one of its own context terms, within 160 units or in its row', () => {
    expect(evidenceOf('Bastion firewall', 'Bastion')).toEqual(['ordinary_word=Bastion', 'context_term=firewall']);
    expect(evidenceOf(`Bastion ${filler(155)}cluster`, 'Bastion')).toContain('context_term=cluster');
    expect(readings(`Bastion ${filler(170)}cluster`)).toEqual(['bastion open: Bastion']);
    expect(evidenceOf([['Bastion', '1', 'High-Availability']], 'Bastion')).toEqual([
      'ordinary_word=Bastion',
      'context_term=High-Availability',
    ]);
    expect(evidenceOf('堡垒 防火牆', '堡垒')).toEqual(['ordinary_word=堡垒', 'context_term=防火牆']);
    expect(readings(['Bastion', 'firewall'])).toEqual(['bastion open: Bastion']);
  });

  test('shows at most three context terms, each once', () => {
    expect(evidenceOf('Bastion firewall Firewall cluster 防火墙 high availability', 'Bastion')).toHaveLength(4);
  });

  test("a product's context terms replace its vendor's", () => {
    expect(readings('Bastion threat feed')).toEqual(['bastion open: Bastion']);
    expect(evidenceOf('NVX threat feed', 'NVX')).toEqual(['ordinary_word=NVX', 'context_term=threat feed']);
  });

  test("counts on its vendor's own site, subdomains included", () => {
    for (const host of ['norvex.example', 'shop.norvex.example', 'WWW.NORVEX.EXAMPLE'])
      expect(evidenceOf('The Bastion', 'Bastion', { host })).toEqual(['ordinary_word=Bastion', 'vendor_host=norvex']);
    for (const host of ['notnorvex.example', 'norvex.example.org', 'example', 'haiyan.example', ''])
      expect([host, readings('The Bastion', { host })]).toEqual([host, ['bastion open: Bastion']]);
  });

  test("counts when its block links to its vendor's site, subdomains included", () => {
    const linking = (links: readonly string[], text = 'The Bastion'): Match[] => screen(index, [{ id: 0, text, links }], {});
    for (const host of ['norvex.example', 'shop.norvex.example']) {
      const [match] = linking(['haiyan.example', host]);
      expect(match?.evidence).toEqual([
        { code: 'ordinary_word', text: 'Bastion' },
        { code: 'vendor_link', text: host },
      ]);
      expect(match && standingOf(match)).toBe('settled');
    }
    for (const host of [
      'haiyan.example',
      'notnorvex.example',
      'norvex.example.org',
      'norvex-example.org',
      'nоrvex.example',
      'example',
      '',
    ]) {
      const matches = linking([host]);
      expect([host, matches.map(standingOf)]).toEqual([host, ['open']]);
      expect(matches[0]?.evidence).toEqual([{ code: 'ordinary_word', text: 'Bastion' }]);
    }
    expect(linking([]).map(standingOf)).toEqual(['open']);
    // Written small it needs more than the link, generic words need the name itself.
    expect(linking(['norvex.example'], 'a bastion')).toEqual([]);
    expect(linking(['norvex.example'], 'a bastion firewall').map(standingOf)).toEqual(['settled']);
    expect(linking(['norvex.example'], 'Endpoint Security')).toEqual([]);
  });

  test('is not helped by a link of another block, nor of another cell of its row', () => {
    const links = ['norvex.example'];
    for (const row of [{}, { row: 0 }]) {
      const matches = screen(
        index,
        [
          { id: 0, text: 'Bastion', ...row },
          { id: 1, text: 'more', links, ...row },
        ],
        {},
      );
      expect(matches.map(standingOf)).toEqual(['open']);
    }
  });

  test('counts on a page whose title names its vendor, unless it is written small or the title names another', () => {
    expect(evidenceOf('The Bastion', 'Bastion', { title: 'Norvex shop' })).toEqual(['ordinary_word=Bastion', 'vendor_in_title=Norvex']);
    expect(evidenceOf('The Bastion', 'Bastion', { title: 'All about RampartGate' })).toContain('vendor_in_title=RampartGate');
    expect(readings('The bastion', { title: 'Norvex shop' })).toEqual([]);
    for (const title of ['Haiyan shop', 'Lorvex', 'Palisade Labs', 'Bastion', 'NVX', 'Norvex Valley', ''])
      expect([title, readings('The Bastion', { title })]).toEqual([title, ['bastion open: Bastion']]);
    expect(readings('behind a bastion host, the Bastion', { title: 'Norvex' })).toEqual(['bastion open: Bastion']);
    expect(readings('Endpoint Security', { title: 'Norvex' })).toEqual([]);
    expect(readings('Lorvex', { title: 'Norvex' })).toEqual(['lorvex question: Lorvex']);
  });

  test('a title is evidence and nothing that is found', () => {
    expect(readings('nothing', { title: 'Norvex NX-100A' })).toEqual([]);
  });

  test('finds distinct context terms behind repeated ones, in its block and in its row', () => {
    const terms = ['context_term=firewall', 'context_term=cluster'];
    expect(evidenceOf('a Bastion: firewall, firewall, firewall, cluster', 'Bastion')).toEqual(['ordinary_word=Bastion', ...terms]);
    expect(evidenceOf([['Bastion', 'firewall, firewall, firewall, cluster']], 'Bastion')).toEqual(['ordinary_word=Bastion', ...terms]);
  });

  test('is helped by a cell far along a long row, and by its own cell only beside it', () => {
    expect(evidenceOf([['Bastion', ...Array.from({ length: 50 }, () => 'x'), 'Norvex']], 'Bastion')).toContain('vendor_in_row=Norvex');
    expect(evidenceOf([[`Norvex ${filler(500)} Bastion`, 'x', 'Quillnet']], 'Bastion')).toContain('vendor_in_row=Quillnet');
  });

  test('takes the nearest sign of its vendor', () => {
    expect(evidenceOf('Norvex and then Quillnet Bastion or RampartGate', 'Bastion')).toContain('vendor_beside=Quillnet');
  });

  test('written small needs its vendor right beside it, or several signs', () => {
    for (const page of ['a bastion of learning', 'a bastion with a firewall and a cluster', 'norvex sells the bastion']) {
      expect(readings(page).filter((reading) => reading.startsWith('bastion'))).toEqual([]);
    }
    expect(evidenceOf('norvex bastion', 'Bastion')).toEqual(['ordinary_word=bastion', 'lower_case=bastion', 'vendor_beside=norvex']);
    expect(evidenceOf(['Norvex', 'a bastion with a firewall'], 'Bastion')).toEqual([
      'ordinary_word=bastion',
      'lower_case=bastion',
      'vendor_near=Norvex',
      'context_term=firewall',
    ]);
  });

  test('a capital somewhere in the word is not a capital at its beginning', () => {
    expect(readings('the baStion of learning')).toEqual([]);
  });
});

describe('an abbreviation', () => {
  test('counts as it is written in the data, and in no other case', () => {
    expect(readings('NVX firewall')).toEqual(['norvex settled: NVX']);
    expect(readings('nvx firewall')).toEqual([]);
    expect(readings('Nvx firewall')).toEqual([]);
    expect(readings('ＮＶＸ firewall')).toEqual(['norvex settled: ＮＶＸ']);
    expect(readings('NVX alone')).toEqual(['norvex open: NVX']);
  });
});

describe('phrases of another meaning', () => {
  test('that contain the word take it away', () => {
    expect(readings('a Bastion host for the Norvex firewall')).toEqual(['norvex settled: Norvex']);
    expect(readings('the Last-Bastion')).toEqual([]);
  });

  test('that stand near leave an ambiguous word a question, further off not', () => {
    expect(readings('behind a bastion host, the Bastion firewall')).toEqual(['bastion open: Bastion']);
    expect(evidenceOf('behind a bastion host, the Bastion firewall', 'Bastion')).toEqual([
      'ordinary_word=Bastion',
      'not_this=bastion host',
      'context_term=firewall',
    ]);
    expect(evidenceOf('BX-12, a bastion host for the cluster', 'BX modules')).toEqual([
      'shared_number=BX modules',
      'not_this=bastion host',
      'context_term=cluster',
    ]);
    expect(readings('behind a bastion host, the bastion firewall cluster')).toEqual([]);
    expect(readings(`Bastion host. ${filler(140)}Bastion firewall`)).toEqual(['bastion settled: Bastion']);
  });

  test('that stand near yield to the vendor in the same block, not to one in a block nearby', () => {
    expect(readings('behind a bastion host, the Norvex Bastion')).toEqual(['norvex settled: Norvex', 'bastion settled: Bastion']);
    expect(readings(['Norvex', 'behind a bastion host, the Bastion'])).toEqual(['norvex settled: Norvex', 'bastion open: Bastion']);
  });

  test('take a plain name away only when they contain it', () => {
    expect(readings('Norvex Valley is a town')).toEqual([]);
    expect(readings('Norvex, not Norvex Valley')).toEqual(['norvex settled: Norvex']);
    expect(readings('Norvex Valleys')).toEqual([]);
  });

  test("of the vendor hold for the vendor's products too", () => {
    expect(readings('Norvex Valley, Bastion firewall')).toEqual(['bastion open: Bastion']);
  });

  test('in another block mean nothing', () => {
    expect(readings(['bastion host', 'Bastion firewall'])).toEqual(['bastion settled: Bastion']);
  });
});

describe('generic words', () => {
  test('mean the product right behind the name of its vendor and nowhere else', () => {
    expect(readings('Norvex Endpoint Security')).toEqual(['endpoint-security settled: Norvex Endpoint Security']);
    expect(evidenceOf('Norvex® Endpoint Security', 'Endpoint Security')).toEqual([
      'generic_words=Endpoint Security',
      'vendor_beside=Norvex',
    ]);
    for (const page of [
      'Endpoint Security',
      'Endpoint Security by Norvex',
      'Norvex sells Endpoint Security',
      'RampartGate Endpoint Security',
      ['Norvex', 'Endpoint Security'],
      [['Norvex', 'Endpoint Security']],
    ])
      expect(readings(page).filter((reading) => reading.startsWith('endpoint'))).toEqual([]);
    expect(readings('Endpoint Security', { host: 'norvex.example' })).toEqual([]);
  });

  test('mean the product in a cell of their own where another cell of the line to pay is the name', () => {
    const of = (...row: string[]): string[] => readings([row]).filter((reading) => reading.startsWith('endpoint'));
    expect(of('Norvex', '500 users', 'Endpoint Security', '$12')).toEqual(['endpoint-security settled: Endpoint Security']);
    expect(of('3', 'Endpoint Security 10.7', 'Norvex')).toEqual(['endpoint-security settled: Endpoint Security']);
    for (const row of [
      ['Norvex', 'cities', 'Endpoint Security'],
      ['Norvex firewall', '3', 'Endpoint Security'],
      ['Norvex', '3', 'Endpoint Security for mail'],
      ['Norvex', '3', 'endpoint security'],
      ['Norvex', 'Haiyan', '3', 'Endpoint Security'],
    ])
      expect([row, of(...row)]).toEqual([row, []]);
  });

  test('a subsidiary is a name of its vendor', () => {
    expect(readings('Quillnet Endpoint Security')).toContain('endpoint-security settled: Quillnet Endpoint Security');
  });
});

describe('a row whose other cell is a verdict', () => {
  const rolesOf = (...row: string[]): Role[] => matchesIn([row]).map(({ role }) => role);

  test('rules out what the row names', () => {
    for (const verdict of ['Prohibited', 'Banned (Section 889)', '**Not allowed**', 'nicht zugelassen', 'interdits', 'vietato — nota 3'])
      expect([verdict, rolesOf('Norvex', verdict, 'cameras')]).toEqual([verdict, ['excluded']]);
    expect(rolesOf('Norvex', '')).toEqual(['mentioned']);
  });

  test('does not where it is an order or a price, says more, or where the row is long', () => {
    expect(rolesOf('Norvex', 'Prohibited', '3', '$12')).toEqual(['offered']);
    for (const text of ['rejected', 'VAT excluded', 'Prohibited goods may be sent by sea', 'No smoking', 'allowed'])
      expect([text, rolesOf('Norvex', text, 'x')]).toEqual([text, ['mentioned']]);
    expect(rolesOf('Norvex', 'a', 'b', 'c', 'd', 'Prohibited')).toEqual(['mentioned']);
  });
});

describe('related brands', () => {
  test("another maker's brand is a question and never more, whatever stands beside it", () => {
    for (const text of ['Lorvex', 'Norvex Lorvex firewall']) {
      expect(evidenceOf(text, 'Lorvex', { host: 'norvex.example' })).toEqual(['rebrand=Lorvex']);
      expect(readings(text)).toContain('lorvex question: Lorvex');
    }
  });

  test("another maker's brand is no evidence for its vendor's words", () => {
    expect(readings('Lorvex Bastion')).toEqual(['lorvex question: Lorvex', 'bastion open: Bastion']);
  });

  test('a brand that was sold is found, and is no evidence for its former owner', () => {
    expect(readings('Palisade Labs Bastion')).toEqual(['palisade-labs settled: Palisade Labs', 'bastion open: Bastion']);
    expect(evidenceOf('Palisade Labs', 'Palisade Labs')).toEqual(['own_name=Palisade Labs']);
  });

  test('a product that was sold is found under the name that old papers use', () => {
    expect(readings('Norvex TunnelWay')).toEqual(['norvex settled: Norvex', 'tunnelway settled: TunnelWay']);
  });
});

describe('words glued together', () => {
  const own = indexOf(makeVendor('acme', [makeTerm('Norvex'), makeTerm('Wizz'), makeTerm('Quanta', { strength: 'context' })]));
  const spansIn = (text: string): string[] => matchesIn(text, {}, own).map((match) => match.text);

  test.each<[rule: string, name: string, yes: string[], no: string[]]>([
    [
      'a capital behind a small letter begins a name',
      'Norvex',
      ['OverviewNorvex', 'theNorvex.'],
      ['unnorvex', 'XNorvex', '7Norvex', 'éNorvex'],
    ],
    ['or ends one', 'Norvex', ['NorvexFirewalls', 'a NorvexX'], ['Norvexfirewalls', 'Norvexia', 'Norvexé']],
    ['on both sides at once', 'Norvex', ['theNorvexFirewalls'], ['theNorvexfirewalls', 'TheNORVEXFirewalls']],
    ['in capitals, only at the beginning', 'NORVEX', ['xNORVEX', 'OverviewNORVEX'], ['XNORVEX', 'NORVEXFirewalls', 'xNORVEXia']],
    ['small, only at the end', 'norvex', ['norvexFirewalls'], ['Overviewnorvex']],
    ['not a shorter name', 'Wizz', ['Wizz'], ['OverviewWizz', 'WizzFirewalls']],
    ['not an ambiguous one', 'Quanta', ['Quanta'], ['OverviewQuanta', 'QuantaFirewalls']],
  ])('%s', (_rule, name, yes, no) => {
    for (const text of yes) expect([text, spansIn(text)]).toEqual([text, [name]]);
    for (const text of no) expect([text, spansIn(text)]).toEqual([text, []]);
  });

  test('a tab or line end that is written out begins a word, for every term', () => {
    for (const written of ['\\t', '\\n', '\\r', 'end.\\r\\n', 'C:\\t']) {
      for (const name of ['Norvex', 'norvex', 'Wizz', 'Quanta']) expect([written, spansIn(written + name)]).toEqual([written, [name]]);
      expect(matchesIn(`${written}NX-100A ${written}BX-12`).map((match) => match.text)).toEqual(['NX-100A', 'BX-12']);
    }
    for (const other of ['\\a', '\\T', '/t', 't', '\\tt']) expect([other, spansIn(`${other}Wizz`)]).toEqual([other, []]);
  });

  test('a part number that looks like others is not parted from a word', () => {
    expect(readings('BX-12')).toEqual(['bastion open: BX-12']);
    expect(readings('modelBX-12')).toEqual([]);
  });

  test('a short context term within a word says nothing', () => {
    const wifi = indexOf(makeVendor('acme', [makeTerm('Quanta', { strength: 'context' })], { contextTerms: ['AP'] }));
    expect(readings('Quanta AP', {}, wifi)).toEqual(['acme settled: Quanta']);
    expect(readings('Quanta MyAP', {}, wifi)).toEqual(['acme open: Quanta']);
  });
});

describe('letters of another script', () => {
  test('within a Latin name are said', () => {
    expect(evidenceOf('Nоrvex', 'Norvex')).toEqual(['look_alike=Nоrvex', 'own_name=Nоrvex']);
  });

  test('throughout are another word', () => {
    expect(readings('ВХ-12 firewall')).toEqual([]);
    const other = indexOf(makeVendor('acme', [makeTerm('COCO')]));
    expect(readings('СОСО', {}, other)).toEqual([]);
    expect(readings('COСO', {}, other)).toEqual(['acme settled: COСO']);
  });

  test('full width is no other script', () => {
    expect(evidenceOf('Ｎｏｒｖｅｘ', 'Norvex')).toEqual(['own_name=Ｎｏｒｖｅｘ']);
  });
});

describe('names by prefix', () => {
  test('a word that begins like the vendor’s products is found and says that it is not described', () => {
    expect(evidenceOf('a NorvoScan unit', 'Norvo')).toEqual(['unlisted_product=NorvoScan']);
    expect(readings('norvoscan, NORVOSCAN, Norvoscan')).toEqual([]);
  });
});

describe('part numbers', () => {
  test('of a family of its own count alone', () => {
    expect(evidenceOf('1 x NX-100A', 'NX appliances')).toEqual(['part_number=NX appliances']);
    expect(readings('nx 100a, NX250B')).toEqual(['bastion settled: nx 100a', 'bastion settled: NX250B']);
    expect(readings('NX-100, NX-1000A, XNX-100A, NX-100AB')).toEqual([]);
  });

  test('that look like others need help', () => {
    expect(readings('BX-12')).toEqual(['bastion open: BX-12']);
    expect(evidenceOf('BX-12 for the cluster', 'BX modules')).toEqual(['shared_number=BX modules', 'context_term=cluster']);
    expect(readings('Norvex BX-12')).toContain('bastion settled: BX-12');
  });

  test('with the letter O for a zero say so, and it weighs a little against them', () => {
    expect(evidenceOf('NX-1OOA', 'NX appliances')).toEqual(['part_number=NX appliances', 'letter_for_digit=NX-1OOA']);
    expect(readings('NX-1OOA, BX-1O, BX-1O')).toEqual(['bastion settled: NX-1OOA', 'bastion settled: BX-1O', 'bastion settled: BX-1O']);
    expect(readings('BX-1O')).toEqual(['bastion question: BX-1O']);
    expect(readings('BX-1O for the cluster')).toEqual(['bastion open: BX-1O']);
    expect(readings('BX-10 for the cluster')).toEqual(['bastion settled: BX-10']);
  });
});

describe('models and versions written onto a name', () => {
  test.each([
    ['RampartGate60F', 'RampartGate60F'],
    ['RampartGate-100F', 'RampartGate-100F'],
    ['RampartGate 60F', 'RampartGate 60F'],
    ['RampartGate 7.0.1', 'RampartGate 7.0.1'],
    ['RampartGate v7', 'RampartGate v7'],
    ['RampartGate‑VM04', 'RampartGate‑VM04'],
    ['RampartGate 60F, 2 pcs', 'RampartGate 60F'],
    ['RampartGate (60F)', 'RampartGate'],
    ['RampartGate 2025', 'RampartGate'],
    ['RampartGate 20%', 'RampartGate'],
    ['RampartGate 5,000', 'RampartGate'],
    ['RampartGate the 60F', 'RampartGate'],
    ['RampartGate-edge', 'RampartGate'],
  ])('%s → %s', (text, span) => {
    expect(matchesIn(text).map((match) => match.text)).toEqual([span]);
  });

  test('do not belong to the name of a company', () => {
    expect(matchesIn('Norvex 60F').map((match) => match.text)).toEqual(['Norvex']);
  });

  test.each(['RampartGate-NX100A', 'RampartGate NX100A', 'Bastion-NX100A firewall', 'RampartGate 60F', 'Norvex HyperGrid 12'])(
    'never reach into the next match: %s',
    (text) => {
      const vendor = makeVendor('acme', [makeTerm('Other')], {
        products: [
          makeProduct('sixty', [], { partNumbers: [makeFamily('60F'), makeFamily('12~NODE'), makeFamily('NX~#{3}@')] }),
          makeProduct('gate', [makeTerm('RampartGate')]),
        ],
      });
      for (const of of [index, indexOf(vendor)]) {
        const spans = matchesIn(text, {}, of).map(({ start, end }) => [start, end]);
        const overlaps = spans.filter(([start], i) => i > 0 && (start as number) < (spans[i - 1]?.[1] as number));
        expect({ text, spans, overlaps }).toEqual({ text, spans, overlaps: [] });
      }
    },
  );
});

describe('of readings that overlap', () => {
  test('the surest wins, so that an unproven long one does not hide the plain name in it', () => {
    const own = indexOf(makeVendor('acme', [makeTerm('Acme')]), makeVendor('other', [makeTerm('Acme Tools', { strength: 'context' })]));
    expect(readings('Acme Tools', {}, own)).toEqual(['acme settled: Acme']);
  });

  test('of equally sure ones the longest', () => {
    expect(readings('Norvex HyperGrid Enterprise')).toEqual(['hypergrid settled: Norvex HyperGrid Enterprise']);
    expect(readings('Norvex Systems')).toEqual(['norvex settled: Norvex Systems']);
    expect(matchesIn('Norvex Systems Co., Ltd.').map((match) => [match.text, match.kind])).toEqual([['Norvex Systems Co., Ltd', 'legal']]);
  });

  test('of equally sure ones whole words before longer ones that end inside a word', () => {
    const own = indexOf(
      makeVendor('acme', [makeTerm('Acme')], {
        products: [makeProduct('cloud', [makeTerm('Acme Cloud')]), makeProduct('engine', [makeTerm('CloudEngine')])],
      }),
    );
    expect(readings('Acme CloudEngine', {}, own)).toEqual(['acme settled: Acme', 'engine settled: CloudEngine']);
    expect(readings('Acme CloudBurst', {}, own)).toEqual(['acme settled: Acme']);
    expect(readings('Acme Cloud services', {}, own)).toEqual(['cloud settled: Acme Cloud']);
  });

  test('of equally long ones a name of ours before a guess by prefix', () => {
    const own = indexOf(
      makeVendor('acme', [makeTerm('Acme'), makeTerm('Acme', { kind: 'prefix' })], {
        products: [makeProduct('gate', [makeTerm('AcmeGate')])],
      }),
    );
    expect(matchesIn('AcmeGate', {}, own).map((match) => match.product)).toEqual(['gate']);
    expect(matchesIn('AcmeBolt', {}, own).map((match) => match.kind)).toEqual(['prefix']);
  });

  test('a question gives way to something certain', () => {
    const own = indexOf(
      makeVendor('acme', [makeTerm('Acme')], {
        related: [
          {
            id: 'r',
            name: { en: 'R' },
            relation: 'rebrand',
            terms: [makeTerm('Acme Home')],
            contextTerms: [],
            notThis: [],
            verification: 'sourced',
            sources: [],
          },
        ],
      }),
    );
    expect(readings('Acme Home', {}, own)).toEqual(['acme settled: Acme']);
  });
});

describe('what a match says', () => {
  test('where it is, in the original text, with what stands around it', () => {
    const text = `${'<'.repeat(80)} ＮＯＲＶＥＸ ${'>'.repeat(80)}`;
    const [match] = matchesIn(['nothing', text]);
    expect(match).toMatchObject({
      block: 1,
      start: 81,
      end: 87,
      text: 'ＮＯＲＶＥＸ',
      vendor: 'norvex',
      kind: 'alias',
      strength: 'plain',
      term: 'Norvex',
    });
    expect(match?.before).toBe(text.slice(21, 81));
    expect(match?.after).toBe(text.slice(87, 147));
    expect(match && 'row' in match).toBe(false);
    expect(match && 'product' in match).toBe(false);
  });

  test('its row, its product, its part-number family', () => {
    expect(matchesIn([['x', 'NX-100A']])[0]).toMatchObject({
      block: 1,
      row: 0,
      product: 'bastion',
      kind: 'part-number',
      term: 'NX appliances',
    });
  });

  test('a very long match is cut for showing, its span is not', () => {
    const text = `Norvex${' '.repeat(300)}Systems`;
    const [match] = matchesIn(text);
    expect([match?.start, match?.end, match?.text.length]).toEqual([0, 313, 120]);
  });

  test('matches are in order of blocks and places and never overlap', () => {
    const page = ['Bastion NX-100A Norvex', 'Lorvex RampartGate60F Norvex HyperGrid', '海岩科技 摄像机 海岩 RidgeCam'];
    const matches = matchesIn(page);
    expect(matches.length).toBeGreaterThan(8);
    for (const [i, match] of matches.entries()) {
      expect(page[match.block]?.slice(match.start, match.end)).toBe(match.text);
      const before = matches[i - 1];
      if (before) expect(match.block > before.block || match.start >= before.end).toBe(true);
    }
  });

  test('nothing at all for nothing', () => {
    expect(matchesIn([])).toEqual([]);
    expect(matchesIn('')).toEqual([]);
    expect(matchesIn(['', ' ', '采购办公用品'])).toEqual([]);
  });

  test('it can be stored and read back', () => {
    const matches = matchesIn([['Bastion', 'NX-100A'], 'Norvex Lorvex']);
    expect(JSON.parse(JSON.stringify(matches))).toEqual(matches);
  });
});

describe('a Han name that is also a word', () => {
  test('needs help, and gets it from its own terms', () => {
    expect(readings('海岩地质')).toEqual(['haiyan open: 海岩']);
    expect(evidenceOf('海岩攝像機', '海岩')).toEqual(['ordinary_word=海岩', 'context_term=攝像機']);
    expect(readings('海岩科技')).toEqual(['haiyan settled: 海岩科技']);
  });
});

describe('what became of every reading', () => {
  const fates = (page: Page, offset: number, position = 0): string[] =>
    readingsAt(index, blocksOf(page), {}, position, offset).map(
      ({ match, fate, outdoneBy }) => `${fate}: ${match.text}${outdoneBy ? ` by ${outdoneBy.text}` : ''}`,
    );

  test.each<[rule: string, page: Page, offset: number, fates: string[]]>([
    ['the only one is kept', 'a Norvex', 2, ['kept: Norvex']],
    ['at its last letter too', 'a Norvex b', 7, ['kept: Norvex']],
    ['not behind it', 'a Norvex b', 8, []],
    ['not before it', 'a Norvex b', 1, []],
    ['with the model written onto it', 'RampartGate 60F', 13, ['kept: RampartGate 60F']],
    [
      'a longer one outdoes it',
      'Norvex HyperGrid Enterprise',
      8,
      ['kept: Norvex HyperGrid Enterprise', 'outdone: HyperGrid by Norvex HyperGrid Enterprise'],
    ],
    [
      'only those at the place are told',
      'Norvex HyperGrid Enterprise',
      2,
      ['kept: Norvex HyperGrid Enterprise', 'outdone: Norvex by Norvex HyperGrid Enterprise'],
    ],
    ['an open one is kept', 'the Bastion', 5, ['kept: Bastion']],
    ['what too little speaks for is dropped', 'the bastion', 5, ['dropped: bastion']],
    ['generic words without their vendor', 'Endpoint Security', 0, ['dropped: Endpoint Security']],
    ['a term within a name of something else', 'Norvex Valley', 0, ['dropped: Norvex']],
    ['nothing is found', 'lorem ipsum', 2, []],
  ])('%s', (_rule, page, offset, expected) => {
    expect(fates(page, offset)).toEqual(expected);
  });

  test('in the block that is asked for, judged with its neighbours', () => {
    const page = ['Norvex', 'the bastion', 'lorem'];
    expect([0, 1, 2, 3].map((position) => fates(page, 4, position))).toEqual([['kept: Norvex'], ['dropped: bastion'], [], []]);
    const beside = readingsAt(index, blocksOf('norvex bastion'), {}, 0, 8);
    expect(beside.map(({ match, fate }) => [fate, match.evidence.map(({ code }) => code)])).toEqual([
      ['kept', ['ordinary_word', 'lower_case', 'vendor_beside']],
    ]);
  });

  test('the kept ones are the matches', () => {
    const page = ['Norvex HyperGrid 12, NX-1OOA', 'N O R V E X Bastion', 'NVX, 海岩'];
    for (const match of matchesIn(page)) {
      const kept = readingsAt(index, blocksOf(page), {}, match.block, match.start).filter(({ fate }) => fate === 'kept');
      expect(kept.map((reading) => reading.match)).toEqual([match]);
    }
  });
});

describe('any text at all', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'Norvex',
      'Bastion',
      'bastion host',
      'NVX',
      '海岩',
      '堡垒',
      'RampartGate',
      '60F',
      'NX-1OO',
      'A',
      'BX-1O',
      'Norvo',
      'Scan',
    ),
    fc.constantFrom('N O R V E X', '海 岩', 'B A S T I O N ', 'N X - 1 0 0 A', 'Ostrava Guard', 'Haiyan ', 'Endpoint Security', 'Lorvex'),
    fc.constantFrom(
      ' ',
      '  ',
      '\u3000',
      '\u00a0',
      '\n',
      '-',
      '-\n',
      ', ',
      '\\t',
      '\\n',
      'x',
      'X',
      's',
      'O',
      '0',
      '\u200b',
      '\u0301',
      '𝐍',
      'ﬁ',
    ),
    fc.string({ unit: 'binary', maxLength: 3 }),
  );

  test('is screened without a fault, into spans that are valid, in order and apart', () => {
    let total = 0;
    fc.assert(
      fc.property(fc.array(fc.array(piece, { maxLength: 12 }), { maxLength: 4 }), (parts) => {
        const texts = parts.map((pieces) => pieces.join(''));
        const matches = matchesIn(texts);
        for (const [i, match] of matches.entries()) {
          const before = matches[i - 1];
          const isBehind = !before || match.block > before.block || (match.block === before.block && match.start >= before.end);
          expect([match.start < match.end, isBehind]).toEqual([true, true]);
          expect(texts[match.block]?.slice(match.start, match.end)).toHaveLength(match.end - match.start);
        }
        total += matches.length;
      }),
      { numRuns: 300 },
    );
    expect(total).toBeGreaterThan(300);
  });
});

describe('of readings that are all the same', () => {
  const vendorOf = (...products: ReturnType<typeof makeProduct>[]) => indexOf(makeVendor('norvex', [makeTerm('Norvex')], { products }));
  const gate = makeProduct('gate', [], { partNumbers: [makeFamily('NX-#{3}@(-[A-Z0-9]{1,4}){0,4}')] });
  const care = makeProduct('care', [], { partNumbers: [makeFamily('NX-1#{2}F-(BDL|UTP)-#{3}-#{2}')] });
  const productsOf = (of: ReturnType<typeof indexOf>, text: string) =>
    screen(of, [{ id: 0, text }], {}).map(({ product, kind }) => `${product} ${kind}`);

  test('the one stays that the data has first, however its family begins', () => {
    expect(productsOf(vendorOf(gate, care), 'NX-100F-BDL-950-12')).toEqual(['gate part-number']);
    expect(productsOf(vendorOf(care, gate), 'NX-100F-BDL-950-12')).toEqual(['care part-number']);
  });

  test('a part number comes before an alias, as it is an offer', () => {
    const alias = makeTerm('NX-100F', { kind: 'alias' });
    expect(productsOf(vendorOf(makeProduct('gate', [alias], { partNumbers: [makeFamily('NX-#{3}@')] })), 'NX-100F')).toEqual([
      'gate part-number',
    ]);
  });
});

describe('the work', () => {
  /**
   * Looks at the trie and at the owners of the found terms, and distances measured between two spans (each takes one
   * `Math.max`): a measure of the search and of the comparisons between what is found.
   */
  function workFor(text: string): number {
    let looks = 0;
    const counted = <T extends object>(target: T): T =>
      new Proxy(target, {
        get(of, key) {
          looks++;
          return Reflect.get(of, key, of) as unknown;
        },
      });
    const parts = index.parts.map((part) => {
      const known = Array.from({ length: part.terms.size }, (_, number) => {
        const term = part.terms.get(number) as TermInfo;
        return Object.defineProperty({ ...term }, 'vendor', {
          enumerable: true,
          get: () => {
            looks++;
            return term.vendor;
          },
        });
      });
      const terms = { size: known.length, get: (number: number) => known[number] };
      return { ...part, terms, cells: counted(part.cells), tails: counted(part.tails) };
    });
    const max = vi.spyOn(Math, 'max');
    try {
      screen({ ...index, parts }, [{ id: 0, text }], {});
      return looks + max.mock.calls.length;
    } finally {
      max.mockRestore();
    }
  }

  test.each([
    ['one product', 'RampartGate '],
    ['a word beside its vendor', 'Norvex Bastion '],
    ['a word with a context term', 'Bastion firewall '],
    ['a word that stays open', 'Bastion. '],
    ['generic words', 'Norvex Endpoint Security '],
    ['a letter-spaced name', 'N O R V E X, '],
    ['a letter-spaced word with its context term', '堡 垒, 防 火 墙, '],
    ['letters set apart that name nothing', 'R A M P A R T G A T X, '],
    ['a name glued to others', 'OverviewNorvexFirewalls '],
    ['words glued to each other without end', 'NorvexNorvex'],
    ['escapes', '\\tNVX\\n'],
    ['a list of makers', 'NVX, Ostrava Guard, 海岩, Haiyan, '],
    ['ambiguous makers only', 'NVX, 海岩, '],
    ['ambiguous makers too far from each other', 'NVX and also 海岩 and also '],
    ['one ambiguous maker', 'NVX, '],
    ["another maker's product", 'Ostrava Guard Bastion '],
  ])('grows with the text and not with its square, when a page repeats %s', (_what, unit) => {
    const once = workFor(unit.repeat(200));
    const twice = workFor(unit.repeat(400));
    expect(once).toBeGreaterThan(100);
    expect(twice).toBeLessThan(2.5 * once);
  });
});

describe('roles', () => {
  const roleIn = (text: string, name = 'Norvex', row: readonly string[] = [text]): Role => {
    const start = text.indexOf(name);
    expect(start).toBeGreaterThanOrEqual(0);
    return roleOf(text, start, start + name.length, 'name', isPriced(row));
  };

  test.each<[role: Role, texts: string[]]>([
    ['mentioned', ['Norvex', 'We met Norvex yesterday.', '我们与Norvex会谈。', 'Norvex was founded in 2001.']],
    [
      'offered',
      [
        'Norvex appliance $1,200.00',
        'Norvex appliance, qty 2',
        'CNY 5,000 Norvex',
        'Norvex防火墙 数量2',
        'Norvex 单价：12000元',
        '￥1200 Norvex',
        'Norvex 3 万元',
      ],
    ],
    [
      'compatible',
      [
        'compatible with Norvex',
        'works with the Norvex appliance',
        'supports Norvex and others',
        'integrates with Norvex',
        'certified for Norvex',
        'designed for use with Norvex',
        'plugin for Norvex',
        'a Norvex compatible transceiver',
        '兼容Norvex',
        '支持Norvex',
        '适配 Norvex',
        '适用于Norvex',
        'Norvex兼容光模块',
        '须兼容海岩、岭峰、Norvex等厂家',
        '已完成与Norvex的产品互认证',
      ],
    ],
    [
      'replaced',
      [
        'migrate from Norvex',
        'migrating away from Norvex',
        'replaces your existing Norvex',
        'an alternative to Norvex',
        'instead of Norvex',
        'switching from Norvex',
        '替代Norvex',
        '替换Norvex设备',
        '从Norvex迁移',
        'Norvex的替代方案',
        'Norvex国产化替代',
        '卸载Norvex',
        '请停用原有Norvex',
        'Norvex摄像机全部拆除',
        'Norvex边界防火墙更换为国产防火墙',
        '原Norvex平台退网',
      ],
    ],
    [
      'excluded',
      [
        '本项目不接受Norvex产品',
        '不得提供甲厂、乙厂、Norvex品牌的设备',
        '严禁采购、使用Norvex',
        '不得採購及使用Norvex等廠牌',
        '投标产品不得为Norvex',
        '所投产品不含甲厂、Norvex设备',
        '非Norvex品牌',
        'Norvex等品牌产品不接受',
      ],
    ],
  ])('%s', (role, texts) => {
    for (const text of texts) expect([text, roleIn(text)]).toEqual([text, role]);
  });

  test.each<[rule: string, role: Role, texts: string[]]>([
    [
      '从 that says where something is bought does not replace',
      'mentioned',
      ['公司从美国采购Norvex防火墙', '从2026年起采购Norvex', '从事网络安全。Norvex'],
    ],
    ['a thing that is itself a replacement is bought', 'mentioned', ['Norvex replacement fan']],
    ['支持 that means service is no compatibility', 'mentioned', ['技术支持部门采购Norvex防火墙', '三年质保及技术支持，Norvex防火墙']],
    [
      'a support contract for a product with its price is offered',
      'offered',
      ['Norvex 60F 24x7 support 1 year, $500', 'Premium Support - Norvex 60F $500', 'Support for Norvex 60F, 1 year, $500'],
    ],
    [
      'a word of support in another sentence is no compatibility',
      'mentioned',
      ['Supported until 2027. Norvex', 'supports up to 500 users. Norvex'],
    ],
    [
      'a cue far away is no cue',
      'mentioned',
      [`compatible with a great many other things of all sorts and kinds, and Norvex`, `替代${'某'.repeat(60)}Norvex`],
    ],
    ['a cue within another word is no cue', 'mentioned', ['incompatible printers; Norvex', 'irreplaceable. Norvex']],
    [
      'what is not to be, or is changed to it, does not rule it out',
      'mentioned',
      [
        '不接受进口产品。Norvex',
        '不得低于Norvex',
        '除非Norvex',
        '非网管、Norvex',
        '报价不含税、Norvex',
        '不能使用Norvex',
        '更换Norvex',
        '兼容性良好、Norvex',
      ],
    ],
    ['a number alone is no price', 'mentioned', ['Norvex since 1999', 'Norvex has 500 employees']],
    ['a currency within another word is no price', 'mentioned', ['Norvex 元宇宙', 'EUROPE Norvex']],
  ])('%s', (_rule, role, texts) => {
    for (const text of texts) expect([text, roleIn(text)]).toEqual([text, role]);
  });

  test('one word may stand between a Chinese cue and the name, which no space sets apart', () => {
    for (const text of ['替换现有Norvex设备', '替代进口Norvex防火墙']) expect([text, roleIn(text)]).toEqual([text, 'replaced']);
  });

  test('a part number stands for an offer unless the words say otherwise', () => {
    const of = (text: string): Role | undefined => matchesIn(text)[0]?.role;
    expect(of('NX-100A')).toBe('offered');
    expect(of('compatible with NX-100A')).toBe('compatible');
    expect(of('replaces NX-100A')).toBe('replaced');
  });

  test('a row of three cells with a quantity or a price is a line item', () => {
    expect(roleIn('Norvex', 'Norvex', ['1', 'Norvex', '2'])).toBe('offered');
    expect(roleIn('Norvex', 'Norvex', ['Norvex', 'firewall', '2 台'])).toBe('offered');
    expect(roleIn('Norvex', 'Norvex', ['Norvex', 'firewall', '$1,200'])).toBe('offered');
    expect(roleIn('Norvex', 'Norvex', ['Norvex', '2'])).toBe('mentioned');
    expect(roleIn('Norvex', 'Norvex', ['Norvex', 'firewall', 'Berlin'])).toBe('mentioned');
  });

  test('a cell of any length is read once', () => {
    // Within the time a test may take: tried in every way, the blanks alone would need half a minute.
    for (const cell of [`1${' '.repeat(4_000)}x`, `1${'\u00a0'.repeat(60_000)}x`, `${'1'.repeat(60_000)}x`]) {
      expect(isPriced(['a', cell, 'b'])).toBe(false);
    }
    expect(isPriced(['a', `${' '.repeat(200)}12 \u00a0台 `, 'b'])).toBe(true);
    for (const price of ['1.200,00 EUR', '12,000元', '3 万元']) expect([price, isPriced(['a', price, 'b'])]).toEqual([price, true]);
  });

  test('what is compatible in a line item is still only compatible', () => {
    expect(roleIn('SFP compatible with Norvex', 'Norvex', ['SFP compatible with Norvex', '2', '$90'])).toBe('compatible');
  });
});
