import { describe, expect, test } from 'vitest';
import { buildIndex } from '../../src/core/index-build.ts';
import { type Index, openIndex } from '../../src/core/index-format.ts';
import type { Trade } from '../../src/core/model.ts';
import { readingsAt } from '../../src/core/screen.ts';
import { catalogue, hanPairs, indexOf, makeFamily, makeProduct, makeRelated, makeTerm, makeVendor } from './invented.ts';
import { blocksOf, evidenceOf, filler, index, type Page, readings } from './readings.ts';

describe('strengths', () => {
  const own = indexOf(
    makeVendor('acme', [makeTerm('Acme')], {
      contextTerms: ['rack', 'fan'],
      products: [
        makeProduct('tide', [makeTerm('Tide', { strength: 'word' })]),
        makeProduct('ports', [makeTerm('Port Security', { strength: 'vendor' })], {
          partNumbers: [makeFamily('BX-##', { strength: 'vendor' })],
        }),
      ],
    }),
  );
  const of = (page: Page, owner: string): string[] => readings(page, {}, own).filter((reading) => reading.startsWith(owner));

  test.each<[rule: string, page: Page, standing: string[]]>([
    ['alone is open', 'a Tide', ['tide open: Tide']],
    ['counts beside its vendor', 'Acme Tide', ['tide settled: Tide']],
    ['counts near its vendor', ['Acme', 'x', 'Tide'], ['tide settled: Tide']],
    ['counts with a context term', 'Tide rack', ['tide settled: Tide']],
    ['written small needs more than one', 'tide rack', []],
    ['written small counts with more than one', ['Acme', 'tide fan'], ['tide settled: tide']],
    ['written small counts with more than one in its block', 'Acme sells a tide fan', ['tide settled: tide']],
    ['written small needs more than its vendor in its block', 'Acme sells a tide', []],
  ])('a word of everyday language %s', (_rule, page, standing) => {
    expect(of(page, 'tide')).toEqual(standing);
  });

  test.each<[rule: string, page: Page, standing: string[]]>([
    ['counts beside its vendor', 'Acme BX-12', ['ports settled: BX-12']],
    ['counts in the block of its vendor', `Acme ${filler(300)}BX-12`, ['ports settled: BX-12']],
    ['counts in the row of its vendor', [['Acme', 'x', 'BX-12']], ['ports settled: BX-12']],
    ['is nothing alone', 'BX-12', []],
    ['is nothing near its vendor', ['Acme', 'BX-12'], []],
    ['is nothing with context terms', 'BX-12 rack fan', []],
    ['is nothing with several signs of which none is in its row', ['Acme', 'BX-12 rack'], []],
  ])('a part number that many makers give %s', (_rule, page, standing) => {
    expect(of(page, 'ports')).toEqual(standing);
  });

  test.each<[rule: string, page: Page, standing: string[]]>([
    ['count right behind the name', 'Acme Port Security', ['ports settled: Acme Port Security']],
    ['not with other words between', 'Acme rack for Port Security', []],
    ['not with context terms', 'Port Security rack fan', []],
    ['with a sign between', 'Acme® Port Security', ['ports settled: Acme® Port Security']],
    ['not behind the end of a sentence', 'We use Acme. Port Security matters.', []],
    ['not as the next of a list', 'Acme, Port Security', []],
    ['not as the next of a Chinese list', 'Acme、Port Security', []],
  ])('generic words %s', (_rule, page, standing) => {
    expect(of(page, 'ports')).toEqual(standing);
  });

  // The longest block that the worker takes; work that grew with the square of the blanks would take minutes.
  test('generic words are judged also where blanks without end stand behind them', () => {
    expect(of(`Port Security${'\u00a0'.repeat(262_000)}x`, 'ports')).toEqual([]);
  });
});

describe('an ambiguous name that is confirmed', () => {
  const own = indexOf(
    makeVendor('acme', [makeTerm('Apex', { strength: 'context', contextTerms: ['firewall'] })], {
      products: [
        makeProduct('tide', [makeTerm('Tide', { strength: 'word' })]),
        makeProduct('ports', [makeTerm('Port Security', { strength: 'vendor' })], {
          partNumbers: [makeFamily('BX-##', { strength: 'vendor' }), makeFamily('CX-##', { strength: 'context' })],
        }),
      ],
    }),
  );
  const of = (page: Page): string[] => readings(page, {}, own).sort();

  test.each<[rule: string, page: Page, standing: string[]]>([
    ['speaks for a number in its block', 'Apex firewall, BX-12', ['acme settled: Apex', 'ports settled: BX-12']],
    ['speaks for a number in its row', [['Apex', 'firewall', 'BX-12']], ['acme settled: Apex', 'ports settled: BX-12']],
    ['speaks for a word near it', ['Apex firewall', 'x', 'Tide'], ['acme settled: Apex', 'tide settled: Tide']],
    ['speaks for generic words behind it', 'Apex Port Security firewall', ['ports settled: Apex Port Security']],
    ['says nothing before it is confirmed', 'Apex, BX-12', ['acme open: Apex']],
    ['says nothing further off', ['Apex firewall', 'a', 'b', 'c', 'BX-12'], ['acme settled: Apex']],
  ])('%s', (_rule, page, standing) => {
    expect(of(page)).toEqual(standing);
  });

  test.each<[rule: string, page: Page, standing: string[]]>([
    ['by a product right behind it', 'the Apex Tide', ['acme settled: Apex', 'tide settled: Tide']],
    ['by its own product', 'Apex’s Tide', ['acme settled: Apex', 'tide settled: Tide']],
    ['not by one with words between', 'the Apex of a Tide', ['acme open: Apex', 'tide open: Tide']],
    ['not by generic words', 'the Apex Port Security', ['acme open: Apex']],
    ['not by one before it', 'Tide Apex', ['acme open: Apex', 'tide open: Tide']],
    ['not by one that is written small', 'the Apex tide', ['acme open: Apex']],
    ['not when it is written small itself', 'the apex Tide', ['tide open: Tide']],
    ['not in the next cell', [['Apex', 'Tide']], ['acme open: Apex', 'tide open: Tide']],
    ['by a number with a cell of its own', [['Apex', 'x', 'BX-12']], ['acme settled: Apex', 'ports settled: BX-12']],
    ['not by one among other words', [['Apex', 'BX-12 rack']], ['acme open: Apex']],
    ['not where the name is one of other words', [['the Apex', 'BX-12']], ['acme open: Apex']],
    ['by a number behind a sign', 'Apex/CX-12', ['acme settled: Apex', 'ports settled: CX-12']],
    ['by a number behind what such columns are called', 'Apex，型号：CX-12', ['acme settled: Apex', 'ports settled: CX-12']],
    ['not by one that many makers give', 'Apex/BX-12', ['acme open: Apex']],
    ['not by a number behind other words', 'Apex 在 CX-12', ['acme open: Apex', 'ports open: CX-12']],
  ])('is confirmed %s', (_rule, page, standing) => {
    expect(of(page)).toEqual(standing);
  });
});

describe('ambiguous names that are each other’s context terms', () => {
  const own = indexOf(
    makeVendor('apex', [makeTerm('Apex', { strength: 'context', contextTerms: ['Crest', 'firewall'] })]),
    makeVendor('crest', [makeTerm('Crest', { strength: 'context', contextTerms: ['Apex', 'firewall'] })]),
    makeVendor('haiyan', [makeTerm('海岩', { strength: 'context', contextTerms: ['岭峰'] })]),
    makeVendor('lingfeng', [makeTerm('岭峰', { strength: 'context', contextTerms: ['海岩'] })]),
  );
  const settled = (page: Page): string[] => readings(page, {}, own).filter((reading) => reading.includes('settled'));
  const both = ['apex settled: Apex', 'crest settled: Crest'];
  const bothHan = ['haiyan settled: 海岩', 'lingfeng settled: 岭峰'];

  test.each<[rule: string, page: Page, standing: string[]]>([
    ['side by side in a list', 'Apex, Crest', both],
    ['joined by a word', 'Apex and Crest', both],
    ['as the last of a list', 'Apex, and Crest', both],
    ['joined by a stroke', '海岩/岭峰', bothHan],
    ['joined by a Chinese comma', '海岩、岭峰', bothHan],
    ['each with a cell of its own', [['Apex', 'Crest']], both],
    ['not with words between', 'Apex of the Crest', []],
    ['not as persons of one list', '王海岩、张岭峰', []],
    ['not in sentences of one block', '海岩水泥一批；岭峰茶叶一批', []],
    ['not as words of cells', [['the Apex', 'a Crest']], []],
  ])('speak for one another %s', (_rule, page, standing) => {
    expect(settled(page)).toEqual(standing);
  });
});

describe('a term within the name of something else', () => {
  test.each<[page: Page, at: number]>([
    ['Norvex, the last Bastion, NX-100A', 17],
    ['Norvex Bastion host firewall cluster', 8],
    [[['Norvex', 'Bastion host']], 0],
  ])('is nothing, whatever else stands there: %j', (page, at) => {
    const blocks = blocksOf(page);
    const told = readingsAt(index, blocks, { host: 'norvex.example', title: 'Norvex' }, blocks.length - 1, at);
    expect(told.map(({ match, fate }) => [fate, match.evidence.map(({ code }) => code)])).toEqual([['dropped', ['inside_other']]]);
  });
});

describe('what is written small or apart', () => {
  test.each<[rule: string, page: Page, own: string[]]>([
    ['small, alone', 'a bastion', []],
    ['small, with what is enough for a capital', ['Norvex', 'a bastion'], []],
    ['small, with enough', ['Norvex', 'a bastion firewall'], ['bastion settled: bastion']],
    ['apart, alone', 'a Rampart Gate', []],
    ['apart, with its vendor near', ['Norvex', 'a Rampart Gate'], ['rampart settled: Rampart Gate']],
    ['small and apart, with its vendor beside', 'norvex rampart gate', ['rampart settled: rampart gate']],
  ])('is a match only where its own surroundings confirm it: %s', (_rule, page, own) => {
    expect(readings(page).filter((reading) => !reading.startsWith('norvex'))).toEqual(own);
  });
});

describe('a list of makers', () => {
  test('are none for a word that is written small', () => {
    const acme = makeVendor('acme', [makeTerm('Acme'), makeTerm('Gate Post', { strength: 'context' })]);
    const trades: Trade[] = [{ id: 'security', vendors: ['acme'], makers: ['Ostrava Guard'] }];
    const own = openIndex(buildIndex({ ...catalogue, vendors: [acme], trades }, hanPairs));
    expect(readings('Ostrava Guard, Gate Post', {}, own)).toEqual(['acme settled: Gate Post']);
    expect(readings('Ostrava Guard, gate post', {}, own)).toEqual([]);
    expect(readings(['Acme', 'Ostrava Guard met at the gate post'], {}, own)).toEqual(['acme settled: Acme']);
  });

  const withTrades = (...trades: Trade[]): Index => openIndex(buildIndex({ ...catalogue, trades }, hanPairs));

  test.each<[rule: string, page: Page, maker: string]>([
    ['beside it', 'NVX, Ostrava Guard', 'Ostrava Guard'],
    ['before it', 'Ostrava Guard and NVX', 'Ostrava Guard'],
    ['within 160 units', `NVX ${filler(155)}Ostrava Guard`, 'Ostrava Guard'],
    ['in its row', [['NVX', '2', '3', '4', '5', 'Ostrava Guard']], 'Ostrava Guard'],
    ['within three blocks', ['NVX', 'a', 'b', 'Ostrava Guard'], 'Ostrava Guard'],
    ['three blocks before it', ['Ostrava Guard', 'a', 'b', 'NVX'], 'Ostrava Guard'],
    ['that is a described vendor', 'NVX / Haiyan', 'Haiyan'],
    ['that is a described vendor, in its row', [['NVX', '2', '3', '4', '5', 'Haiyan']], 'Haiyan'],
    ['that is a described vendor, near', ['Haiyan', 'NVX'], 'Haiyan'],
  ])('confirms an ambiguous vendor name by a maker of its trade %s', (_rule, page, maker) => {
    expect(evidenceOf(page, 'NVX')).toEqual(['ordinary_word=NVX', `other_makers=${maker}`]);
  });

  test.each<[rule: string, page: Page]>([
    ['further off', `NVX ${filler(165)}Ostrava Guard`],
    ['four blocks away', ['NVX', 'a', 'b', 'c', 'Ostrava Guard']],
    [
      'in another row further off',
      [
        ['NVX', 'a'],
        ['b', 'c'],
        ['d', 'Ostrava Guard'],
      ],
    ],
    ['that is written small', 'NVX, ostrava guard'],
    ['that is part of another word', 'NVX, Ostrava Guardian'],
    ['of another trade', 'NVX, Zhaoming'],
    ['that is an ambiguous name in the next block', ['NVX', '海岩']],
    ['that is an ambiguous name in the next cell', [['NVX', '海岩']]],
  ])('does not by a maker %s', (_rule, page) => {
    expect(evidenceOf(page, 'NVX')).toEqual(['ordinary_word=NVX']);
  });

  test('does not by a maker of another trade', () => {
    const own = withTrades(
      { id: 'one', vendors: ['norvex'], makers: ['Belgard'] },
      { id: 'two', vendors: ['haiyan'], makers: ['Ostrava Guard'] },
    );
    expect(readings('NVX, Belgard', {}, own)).toEqual(['norvex settled: NVX']);
    for (const other of ['Ostrava Guard', 'Haiyan', '海岩']) {
      for (const page of [`NVX, ${other}`, [['NVX', other]], ['NVX', other]])
        expect(readings(page, {}, own).filter((reading) => reading.startsWith('norvex'))).toEqual(['norvex open: NVX']);
    }
  });

  test('says nothing of a product', () => {
    const around = (name: string): Page[] => [`${name}, Ostrava Guard, Haiyan`, [name, 'Ostrava Guard']];
    const inRow = (name: string): Page => [[name, 'Ostrava Guard']];
    for (const page of [...around('Bastion'), inRow('Bastion')])
      expect(readings(page).filter((reading) => !reading.startsWith('haiyan'))).toEqual(['bastion open: Bastion']);
    for (const page of [...around('堡垒'), inRow('堡垒')])
      expect(readings(page).filter((reading) => !reading.startsWith('haiyan'))).toEqual(['bastion open: 堡垒']);
    for (const page of around('BX-12'))
      expect(readings(page).filter((reading) => !reading.startsWith('haiyan'))).toEqual(['bastion open: BX-12']);
  });

  test('confirms two ambiguous names by each other, at most four units apart', () => {
    for (const gap of [', ', '、', ' / ', ' or '])
      expect(readings(`NVX${gap}海岩`)).toEqual(['norvex settled: NVX', 'haiyan settled: 海岩']);
    for (const gap of [' and ', ', or ']) expect(readings(`NVX${gap}海岩`)).toEqual(['norvex open: NVX', 'haiyan open: 海岩']);
    expect(readings('NVX, NVX')).toEqual(['norvex open: NVX', 'norvex open: NVX']);
  });

  describe('of different trades', () => {
    const own = indexOf(
      makeVendor('acme', [makeTerm('宏达通'), makeTerm('Acme')]),
      makeVendor('dawn', [makeTerm('晨曦', { strength: 'context' }), makeTerm('Dawn', { strength: 'context' })]),
    );
    const ofDawn = (page: Page): string[] => readings(page, {}, own).filter((reading) => reading.startsWith('dawn'));

    test.each<[rule: string, page: Page, standing: string]>([
      ['behind a certain name', '宏达通、晨曦', 'settled'],
      ['before one', '晨曦/Acme', 'settled'],
      ['with others', '用户有宏达通、晨曦等', 'settled'],
      ['as part of another word', '宏达通、晨曦微露', 'open'],
      ['in another sentence', '宏达通。晨曦', 'open'],
      ['with nothing between', '宏达通晨曦', 'open'],
      ['in the next cell', [['宏达通', '晨曦']], 'open'],
      ['in the next block', ['宏达通', '晨曦'], 'open'],
    ])('leave a Chinese name in one list no doubt: %s', (_rule, page, standing) => {
      expect(ofDawn(page)).toEqual([`dawn ${standing}: 晨曦`]);
    });

    test('say nothing of a name in Latin letters', () => {
      expect(ofDawn('宏达通、Dawn')).toEqual(['dawn open: Dawn']);
    });
  });
});

describe('a name in two scripts', () => {
  const own = indexOf(
    makeVendor('dawn', [
      makeTerm('晨曦', { strength: 'context' }),
      makeTerm('晨光', { strength: 'context' }),
      makeTerm('Dawn', { strength: 'context' }),
    ]),
    makeVendor('tide', [makeTerm('Tide', { strength: 'context' })]),
  );

  test.each<[text: string]>([['晨曦（Dawn）'], ['晨曦 (Dawn)'], ['Dawn 晨曦'], ['Dawn（晨曦）']])('is a name twice: %s', (text) => {
    expect(readings(text, {}, own).map((reading) => reading.replace(/:.*/, ''))).toEqual(['dawn settled', 'dawn settled']);
  });

  test.each<[text: string]>([['晨曦、Dawn'], ['晨曦（晨光）'], ['晨曦（dawn）'], ['晨曦（Tide）'], ['晨曦，见 Dawn']])(
    'is none in %s',
    (text) => {
      for (const reading of readings(text, {}, own)) expect(reading).toContain(' open');
    },
  );
});

describe("another maker's name before an ordinary word", () => {
  test.each<[text: string, maker: string]>([
    ['Ostrava Guard Bastion', 'Ostrava Guard'],
    ['磐石安全 Bastion', '磐石安全'],
    ['a Haiyan Bastion', 'Haiyan'],
  ])('makes it a product of that maker: %s', (text, maker) => {
    expect(evidenceOf(text, 'Bastion')).toEqual(['ordinary_word=Bastion', `other_maker_before=${maker}`]);
    expect(readings(text)).toContain('bastion question: Bastion');
  });

  test('goes before context terms and the vendor further off, not before the vendor beside it', () => {
    expect(readings('Ostrava Guard Bastion firewall')).toEqual(['bastion question: Bastion']);
    expect(readings('Ostrava Guard Bastion in a Norvex rack')).toContain('bastion question: Bastion');
    expect(readings('Ostrava Guard Bastion (Norvex)')).toContain('bastion settled: Bastion');
  });

  test.each([
    'Ostrava Guard, Bastion',
    'Ostrava Guard  Bastion',
    'Ostrava Guard\nBastion',
    'Ostrava Guard: Bastion',
    'Bastion Ostrava Guard',
    '海岩 Bastion',
    'Zhaoming Bastion',
    'ostrava guard Bastion',
    'RidgeCam Bastion',
  ])('is one space before it, and certain: %j', (text) => {
    expect(evidenceOf(text, 'Bastion')).toEqual(['ordinary_word=Bastion']);
  });

  test('takes no certain name away, and none of a vendor', () => {
    expect(evidenceOf('Ostrava Guard RampartGate', 'RampartGate')).toEqual(['own_name=RampartGate']);
    expect(evidenceOf('Ostrava Guard NVX', 'NVX')).toEqual(['ordinary_word=NVX', 'other_makers=Ostrava Guard']);
    expect(evidenceOf('Norvex Bastion', 'Bastion')).toEqual(['ordinary_word=Bastion', 'vendor_beside=Norvex']);
  });
});

describe('ambiguous names and numbers of products', () => {
  const vendors = [
    makeVendor('acme', [makeTerm('Acme')], {
      products: [
        makeProduct('tide', [makeTerm('Tern', { strength: 'context' })], {
          partNumbers: [
            makeFamily('TW-#{4}', { strength: 'context' }),
            makeFamily('TWA-#{3}', { strength: 'context' }),
            makeFamily('TZ#{4}', { strength: 'context' }),
          ],
        }),
        makeProduct('relay', [makeTerm('Red Relay', { strength: 'context' }), makeTerm('SeaRelay Core', { strength: 'context' })], {
          partNumbers: [makeFamily('TWX-#{1,3}', { strength: 'context' })],
        }),
      ],
    }),
    makeVendor('rival', [makeTerm('Rivalco')]),
  ];
  const trades: Trade[] = [{ id: 'security', vendors: ['acme', 'rival'], makers: ['Globex'] }];
  const own = openIndex(buildIndex({ ...catalogue, vendors, trades }, hanPairs));
  const ofProducts = (page: Page): string[] => readings(page, {}, own).filter((reading) => /^(tide|relay) settled/.test(reading));

  test.each<[rule: string, page: Page, found: string[]]>([
    ['of two products in one text', 'TW-1200 and TWX-340', ['tide settled: TW-1200', 'relay settled: TWX-340']],
    ['of two products in lines that are near', ['TW-1200', 'paper', 'TWX-340'], ['tide settled: TW-1200', 'relay settled: TWX-340']],
    [
      'of two products in rows',
      [
        ['1', 'TW-1200'],
        ['2', 'TWX-340'],
      ],
      ['tide settled: TW-1200', 'relay settled: TWX-340'],
    ],
  ])('numbers %s confirm each other', (_rule, page, found) => expect(ofProducts(page)).toEqual(found));

  const four = ['TW-1200', 'TW-3400', 'TW-5600', 'TWA-340'];
  const settledFour = four.map((number) => `tide settled: ${number}`);
  const apart = Array.from({ length: 7 }, () => 'paper');
  test.each<[rule: string, page: Page, found: string[]]>([
    ['in one text', four.join(', '), settledFour],
    ['in lines', four, settledFour],
    ['in rows of many cells', four.map((number) => ['a', 'b', 'c', 'd', number, 'e']), settledFour],
    ['with other lines between', four.flatMap((number, at) => (at === 0 ? [number] : [...apart, number])), settledFour],
    ['and one of five signs with them', [...four, 'TWX-1'], [...settledFour, 'relay settled: TWX-1']],
  ])('four numbers of one product %s are a list of its vendor', (_rule, page, found) => expect(ofProducts(page)).toEqual(found));

  test.each<[rule: string, page: Page]>([
    ['where they are three', ['TW-1200', 'TW-3400', 'TW-5600']],
    ['where one comes twice', ['TW-1200', 'TW-3400', 'TW-5600', 'TW 5600']],
    ['far apart', four.flatMap((number) => [number, ...apart, ...apart])],
    ['as ends of longer numbers', four.map((number) => `RG-${number}`)],
    ['of letters and figures alone', ['TZ1200', 'TZ3400', 'TZ5600', 'TZ7800']],
  ])('four numbers of one product %s are none', (_rule, page) => expect(ofProducts(page)).toEqual([]));

  test.each<[rule: string, page: Page]>([
    ['of one product', 'TW-1200, TW-3400 and TWA-340'],
    ['that are short', 'TWX-3 and TW-1200'],
    ['far apart', ['TW-1200', 'a', 'b', 'c', 'd', 'TWX-340']],
  ])('numbers %s do not', (_rule, page) => expect(ofProducts(page)).toEqual([]));

  test.each<[rule: string, text: string, found: string[]]>([
    ['of several words counts beside a maker of the trade', 'Globex, Red Relay', ['relay settled: Red Relay']],
    ['of several words counts beside another vendor of the trade', 'Red Relay; Rivalco', ['relay settled: Red Relay']],
    ['of several words does not count alone', 'Red Relay', []],
    ['of several words does not count written small', 'Globex, red relay', []],
    ['of several words counts beside a maker, not written apart', 'Globex, SeaRelay Core', ['relay settled: SeaRelay Core']],
    ['written apart does not count', 'Globex, Sea Relay Core', []],
    ['of one word does not count', 'Globex, Tern', []],
  ])('a name %s', (_rule, text, found) => expect(ofProducts(text)).toEqual(found));
});

describe('a number that many makers give', () => {
  const vendors = [
    makeVendor('acme', [makeTerm('Acme')], {
      products: [makeProduct('ports', [makeTerm('Acmeport')], { partNumbers: [makeFamily('SX#{4}-#{2}', { strength: 'context' })] })],
    }),
    makeVendor('rival', [makeTerm('Rivalco')]),
    makeVendor('other', [makeTerm('Farbrand')]),
  ];
  const trades: Trade[] = [{ id: 'networking', vendors: ['acme', 'rival'], makers: ['Globex', '宇岩、'] }];
  const own = openIndex(buildIndex({ ...catalogue, vendors, trades }, hanPairs));
  const settled = (page: Page): string[] => readings(page, {}, own).filter((reading) => reading.startsWith('ports settled: SX'));

  test.each<[rule: string, page: Page, found: string[]]>([
    ['counts near its vendor', ['Acme', 'SX5310-24'], ['ports settled: SX5310-24']],
    ['counts behind a sign', ['Acme', '（SX5310-24'], ['ports settled: SX5310-24']],
    ['is another maker’s as the end of a longer number', ['Acme', 'RG-SX5310-24'], []],
    ['counts as the end of a longer number beside its vendor', 'Acme RG-SX5310-24', ['ports settled: SX5310-24']],
    ['counts behind its vendor and a hyphen', ['Acme', 'Acme-SX5310-24'], ['ports settled: SX5310-24']],
    ['counts with digits behind it that are no identifier', ['Acme', 'SX5310-24 0bae-43ad-abd4'], ['ports settled: SX5310-24']],
  ])('%s', (_rule, page, found) => expect(settled(page)).toEqual(found));

  test.each<[rule: string, brand: string, found: string[]]>([
    ['something else', 'switch', ['ports settled: SX5310-24']],
    ['another maker of the trade', 'Globex', []],
    ['one that running text knows by its comma', '宇岩', []],
    ['another described vendor of the trade', 'Rivalco', []],
    ['a vendor of another trade', 'Farbrand', ['ports settled: SX5310-24']],
    ['a maker and more', 'fits Globex racks', ['ports settled: SX5310-24']],
    ['its vendor', 'Acme', ['ports settled: SX5310-24']],
  ])('near its vendor, with %s in the next cell', (_rule, brand, found) => {
    expect(settled(['Acme', ['SX5310-24', brand]])).toEqual(found);
  });

  test('is nothing within the identifier of a record, not even where nobody else gives it', () => {
    const records = indexOf(
      makeVendor('acme', [makeTerm('Acme')], {
        products: [
          makeProduct('ports', [makeTerm('Acmeport')], {
            partNumbers: [makeFamily('CE#{4}[a-z0-9]{2}([-]%{4}){0,3}', { strength: 'plain' })],
          }),
        ],
      }),
    );
    const found = (text: string): string[] => readings(text, {}, records).filter((reading) => reading.startsWith('ports'));
    expect(found('ce9888da-0bae-43ad-abd4-c9875fcd8b51')).toEqual([]);
    expect(found('id=2c0d31aa-ce98-43ad-abd4-c9875fcd8b51 CE9888DA-0BAE')).toEqual(['ports settled: CE9888DA-0BAE']);
  });

  test('is its vendor’s where both stand in its row', () => {
    expect(settled([['Acme', 'SX5310-24', 'Globex']])).toEqual(['ports settled: SX5310-24']);
  });
});

describe('what an ambiguous name says of another', () => {
  const own = indexOf(
    makeVendor(
      'acme',
      [makeTerm('Acme'), makeTerm('ACM', { case: 'exact' }), makeTerm('海门', { strength: 'context', contextTerms: ['摄像机'] })],
      {
        products: [
          makeProduct('bird', [makeTerm('云鹏', { strength: 'context', contextTerms: ['云腾', '处理器'] })]),
          makeProduct('eyes', [makeTerm('Acmeye')], { partNumbers: [makeFamily('WQ#{1,2}', { strength: 'vendor' })] }),
          makeProduct('rise', [makeTerm('云腾', { strength: 'word', contextTerms: ['云鹏', '加速卡'] })]),
        ],
        related: [makeRelated('gem', 'brand', [makeTerm('白石', { strength: 'context', contextTerms: ['摄像头'] })])],
      },
    ),
  );

  test.each<[rule: string, text: string, found: string[]]>([
    [
      'two Chinese names of products do not confirm each other in a sentence',
      '热气云腾而上，云鹏展翅',
      ['rise open: 云腾', 'bird open: 云鹏'],
    ],
    ['they do side by side in a list', '云鹏/云腾', ['bird settled: 云鹏', 'rise settled: 云腾']],
    ['a word of the trade confirms them', '云鹏处理器，云腾加速卡', ['bird settled: 云鹏', 'rise settled: 云腾']],
    [
      'a name written small counts beside a confirmed one',
      '海门摄像机|海门(acm)',
      ['acme settled: 海门', 'acme settled: 海门', 'acme settled: acm'],
    ],
    ['and not alone', 'acm 摄像机', []],
    ['a brand counts with a number of the vendor right behind it', '白石WQ6', ['gem settled: 白石', 'eyes settled: WQ6']],
    ['and not with the number further on', '白石矿粉，规格WQ6', ['gem open: 白石']],
  ])('%s', (_rule, text, found) => expect(readings(text, {}, own)).toEqual(found));

  test('names in quotes are a list', () => {
    for (const text of ['["NVX", "海岩"]', "'NVX','海岩'", '“NVX”、“海岩”']) {
      expect(readings(text)).toEqual(['norvex settled: NVX', 'haiyan settled: 海岩']);
    }
  });
});
