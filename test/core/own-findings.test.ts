import { describe, expect, test } from 'vitest';
import type { Finding, Report } from '../../src/core/finding.ts';
import { buildIndex } from '../../src/core/index-build.ts';
import { type Index, openIndex } from '../../src/core/index-format.ts';
import { Lookup } from '../../src/core/lookup.ts';
import type { OwnEntry, OwnList } from '../../src/core/own-list.ts';
import type { Policy } from '../../src/core/policy.ts';
import { buildFindings, buildReport, type ScreenedFrame } from '../../src/core/report.ts';
import { screenStored } from '../../src/core/screen.ts';
import { catalogue, hanPairs } from './invented.ts';
import { compile, entriesOf, makeEntry, makeOwnList, withList, withNames } from './own-names.ts';

const bundled = openIndex(buildIndex(catalogue, hanPairs));
const china: Policy = { homeMarket: 'CN', lists: {}, scope: 'all-products' };
/** With every bundled list off. */
const nowhere: Policy = { ...china, homeMarket: 'GB' };

async function frameOf(index: Index, text: string): Promise<ScreenedFrame> {
  const coverage = { blocks: 1, characters: 10, fields: 0, cells: 0, attributes: 0, shadowRoots: 0, unread: [] };
  return { frame: 0, page: {}, matches: await screenStored(index, [{ id: 1, text }], {}), coverage };
}

/** "words: vendor on list, list" of each finding; counted ones with an exclamation mark. */
const describeAll = (findings: readonly Finding[]): string[] =>
  findings.map(
    ({ match, vendor, lists, counted }) => `${match.text}: ${vendor.id} on ${lists.map(({ id }) => id).join(', ')}${counted ? '!' : ''}`,
  );

/** The lookup with lists of names, each list as it is stored. */
const lookupOf = (lists: Record<string, string[]>, more: Partial<OwnList> = {}): Lookup =>
  new Lookup(
    catalogue,
    Object.keys(lists).map((id) => makeOwnList(id, more)),
    entriesOf(Object.fromEntries(Object.entries(lists).map(([id, names]) => [id, names.map((name) => makeEntry(name))]))),
  );

async function findingsIn(text: string, lists: Record<string, string[]>, policy: Policy = china): Promise<string[]> {
  let index = bundled;
  for (const [id, names] of Object.entries(lists)) index = await withNames(index, id, ...names);
  const lookup = lookupOf(lists);
  return describeAll(buildFindings([await frameOf(index, text)], lookup, policy));
}

describe('a name of an own list', () => {
  test('is a vendor of its own, under the name that the list writes', async () => {
    const index = await withNames(bundled, 'own:a', 'Quillfeather Industries Co., Ltd.');
    const lookup = lookupOf({ 'own:a': ['Quillfeather Industries Co., Ltd.'] }, { title: 'Blocked suppliers' });
    const [finding] = buildFindings([await frameOf(index, 'Pumps by QUILLFEATHER INDUSTRIES CO LTD')], lookup, nowhere);
    expect(finding).toMatchObject({
      vendor: { id: 'own:a:0', name: { en: 'Quillfeather Industries Co., Ltd.' } },
      confidence: 'confirmed',
      standing: 'current',
      counted: true,
    });
    expect(finding?.lists).toMatchObject([
      { id: 'own:a', title: { en: 'Blocked suppliers' }, grade: 'own', asks: false, listedAs: 'Quillfeather Industries Co., Ltd.' },
    ]);
    expect(finding?.lists[0]?.jurisdiction).toBeUndefined();
  });

  test('has no bundled alternatives, and says so', async () => {
    const index = await withNames(bundled, 'own:a', 'Quillfeather');
    const lookup = lookupOf({ 'own:a': ['Quillfeather'] });
    const [group] = buildReport([await frameOf(index, 'Quillfeather')], lookup, china).confirmed;
    expect(group?.items[0]).toMatchObject({ offers: [], noneKnown: { en: expect.stringContaining('no alternatives') } });
  });

  test('of a few letters is possible at most', async () => {
    const index = await withNames(bundled, 'own:a', 'HQZ', '鹏');
    const lookup = lookupOf({ 'own:a': ['HQZ', '鹏'] });
    const findings = buildFindings([await frameOf(index, 'HQZ, HQZ. 大鹏')], lookup, china);
    expect(findings.map(({ match, confidence, counted }) => [match.text, confidence, counted])).toEqual([
      ['HQZ', 'possible', false],
      ['HQZ', 'possible', false],
      ['鹏', 'possible', false],
    ]);
  });
});

describe('lists are told apart', () => {
  test('a list that is switched off, or was removed, gives no finding', async () => {
    const index = await withNames(bundled, 'own:a', 'Quillfeather');
    const frames = [await frameOf(index, 'Quillfeather')];
    const all = lookupOf({ 'own:a': ['Quillfeather'] });
    expect(buildFindings(frames, all, china)).toHaveLength(1);
    expect(buildFindings(frames, all, { ...china, lists: { 'own:a': false } })).toEqual([]);
    expect(buildFindings(frames, new Lookup(catalogue), china)).toEqual([]);
  });

  test('the same words on a bundled and an own list are one finding with both reasons', async () => {
    expect(await findingsIn('Norvex', { 'own:a': ['Norvex'] })).toEqual(['Norvex: norvex on own:a, cn-notice!']);
  });

  test('the bundled vendor alone, where the own list does not have it; the own name alone, where the bundled lists are off', async () => {
    expect(await findingsIn('Norvex', { 'own:a': ['Quillfeather'] })).toEqual(['Norvex: norvex on cn-notice!']);
    expect(await findingsIn('Norvex', { 'own:a': ['Norvex'] }, nowhere)).toEqual(['Norvex: own:a:0 on own:a!']);
  });

  test('a vendor that is set aside is still what an own list says of it, and nothing of an own list is set aside', async () => {
    const exemptions = ['norvex', 'own:a:0'].map((vendor) => ({ vendor, reason: 'Waiver 17', since: '2026-11-12' }));
    const setAside = { ...china, exemptions };
    expect(await findingsIn('Norvex', { 'own:a': ['Norvex'] }, setAside)).toEqual(['Norvex: norvex on own:a!']);
    expect(await findingsIn('Norvex', { 'own:a': ['Norvex'] }, { ...setAside, homeMarket: 'GB' })).toEqual(['Norvex: own:a:0 on own:a!']);
    expect(await findingsIn('Norvex', { 'own:a': ['Quillfeather'] }, setAside)).toEqual(['Norvex: norvex on cn-notice']);
  });

  test('a longer own name hides no bundled vendor within it, whichever of them is off', async () => {
    const lists = { 'own:a': ['Quillfeather Norvex Partners'] };
    const text = 'Offer of Quillfeather Norvex Partners';
    expect(await findingsIn(text, lists)).toEqual(['Norvex: norvex on own:a, cn-notice!']);
    expect(await findingsIn(text, lists, { ...china, lists: { 'own:a': false } })).toEqual(['Norvex: norvex on cn-notice!']);
    expect(await findingsIn(text, lists, nowhere)).toEqual(['Quillfeather Norvex Partners: own:a:0 on own:a!']);
  });

  test('of one own list the longest name counts, of several each list', async () => {
    const text = 'Quillfeather Industries';
    expect(await findingsIn(text, { 'own:a': ['Quillfeather', 'Quillfeather Industries'] })).toEqual([`${text}: own:a:1 on own:a!`]);
    const lists = { 'own:a': ['Quillfeather'], 'own:b': ['Quillfeather Industries'] };
    expect(await findingsIn(text, lists)).toEqual([`${text}: own:b:0 on own:b, own:a!`]);
    expect(await findingsIn(text, lists, { ...china, lists: { 'own:b': false } })).toEqual(['Quillfeather: own:a:0 on own:a!']);
  });

  test('a few letters within a surer name are no reason', async () => {
    const names = { 'own:a': ['Norvex Bell'], 'own:b': ['Ox'] };
    expect(await findingsIn('Norvex Ox Bell', { 'own:a': ['Norvex Ox Bell'], 'own:b': ['Ox'] }, nowhere)).toEqual([
      'Norvex Ox Bell: own:a:0 on own:a!',
    ]);
    expect(await findingsIn('Norvex Ox Bell', names, nowhere)).toEqual(['Ox: own:b:0 on own:b']);
  });

  test('an own list makes of a bundled question a restriction', async () => {
    expect(await findingsIn('Haiyan', {})).toEqual(['Haiyan: haiyan on cn-asks']);
    expect(await findingsIn('Haiyan', { 'own:a': ['Haiyan'] })).toEqual(['Haiyan: haiyan on own:a, cn-asks!']);
  });

  test('words further on in the same block are findings of their own, in order', async () => {
    expect(await findingsIn('Umbrage, Norvex, Quillfeather', { 'own:a': ['Quillfeather', 'Umbrage'] })).toEqual([
      'Umbrage: own:a:1 on own:a!',
      'Norvex: norvex on cn-notice!',
      'Quillfeather: own:a:0 on own:a!',
    ]);
  });
});

test('a list of another format is said to be incomplete', () => {
  const lookup = new Lookup(catalogue, [makeOwnList('own:a', { title: 'Old', format: 1 }), makeOwnList('own:b')]);
  const { lists } = buildReport([], lookup, nowhere);
  expect(lists.enabled).toBe(2);
  expect(lists.incomplete).toMatchObject([{ id: 'own:a', name: { en: 'Old' } }]);
});

describe('an entry of an own list', () => {
  const read = async (text: string, lists: Record<string, OwnEntry[]>, policy: Policy = china): Promise<Report> => {
    let index = bundled;
    for (const [id, entries] of Object.entries(lists)) index = withList(index, await compile(id, [entries]));
    const all = Object.keys(lists).map((id) => makeOwnList(id));
    return buildReport([await frameOf(index, text)], new Lookup(catalogue, all, entriesOf(lists)), policy);
  };

  test('is shown under its vendor, with its product, note and link', async () => {
    const entry = makeEntry('Umbrage', {
      product: 'Gloomgate',
      aliases: ['GG One'],
      note: 'See file 17',
      url: 'https://umbrage.example/why',
    });
    const [group] = (await read('Two GG One', { 'own:a': [entry] })).confirmed;
    expect(group?.vendor).toEqual({ id: 'own:a:0', name: { en: 'Umbrage' } });
    expect(group?.items[0]).toMatchObject({
      product: { name: { en: 'Gloomgate' } },
      noneKnown: { en: expect.stringContaining('no alternatives') },
    });
    expect(group?.items[0]?.product?.category).toBeUndefined();
    expect(group?.lists).toMatchObject([
      {
        id: 'own:a',
        listedAs: 'Umbrage · Gloomgate',
        note: 'See file 17',
        sources: [{ title: 'https://umbrage.example/why', url: 'https://umbrage.example/why' }],
      },
    ]);
  });

  test('with a category is offered what the bundled data has for it, whether it names a product or not', async () => {
    const lists = {
      'own:a': [makeEntry('Umbrage', { product: 'Gloomgate', category: 'firewall' }), makeEntry('Quillfeather', { category: 'firewall' })],
    };
    const report = await read('Gloomgate, Quillfeather', lists);
    const items = report.confirmed.flatMap((group) => group.items);
    expect(items.map(({ product, offers }) => [product?.category?.id, offers.length > 0])).toEqual([
      ['firewall', true],
      [undefined, true],
    ]);
  });

  test('that asks for a review is asked about and not counted', async () => {
    const report = await read('Umbrage, Quillfeather', {
      'own:a': [makeEntry('Umbrage', { severity: 'review' }), makeEntry('Quillfeather')],
    });
    expect(report.asked.map(({ vendor }) => vendor.name.en)).toEqual(['Umbrage']);
    expect([report.confirmed.length, report.counted]).toEqual([1, 1]);
  });

  test('stands in one group with the others of its vendor and list, as an item of its own', async () => {
    const list = [makeEntry('Umbrage', { product: 'Gloomgate', note: 'one' }), makeEntry('UMBRAGE', { product: 'Duskwall', note: 'two' })];
    const report = await read('Gloomgate and Duskwall', { 'own:a': list, 'own:b': [makeEntry('Umbrage', { product: 'Nightvault' })] });
    expect(report.confirmed.map(({ items }) => items.length)).toEqual([2]);
    expect(report.vendors).toBe(1);
    const apart = await read('Gloomgate and Nightvault', { 'own:a': list, 'own:b': [makeEntry('Umbrage', { product: 'Nightvault' })] });
    expect(apart.confirmed).toHaveLength(2);
  });

  test('that forbids goes before another one with its name that asks', async () => {
    const asking = makeEntry('Umbrage', { severity: 'review', note: 'ask' });
    const forbidding = makeEntry('Umbrage', { aliases: ['Umbra Works'], note: 'never' });
    for (const entries of [
      [asking, forbidding],
      [forbidding, asking],
    ]) {
      const report = await read('Umbrage', { 'own:a': entries });
      expect([report.counted, report.asked.length]).toEqual([1, 0]);
      expect(report.confirmed[0]?.lists.map(({ note }) => note)).toEqual(['never']);
    }
  });

  test('that says something else since the page was read gives no finding', async () => {
    const index = withList(bundled, await compile('own:a', [[makeEntry('Umbrage'), makeEntry('Quillfeather')]]));
    const frames = [await frameOf(index, 'Umbrage, Quillfeather')];
    const now = new Lookup(
      catalogue,
      [makeOwnList('own:a')],
      entriesOf({ 'own:a': [makeEntry('Umbrage Works', { aliases: ['Umbrage'] })] }),
    );
    expect(buildFindings(frames, now, china).map(({ vendor }) => vendor.name.en)).toEqual(['Umbrage Works']);
    const shifted = new Lookup(catalogue, [makeOwnList('own:a')], entriesOf({ 'own:a': [makeEntry('Norrland'), makeEntry('Umbrage')] }));
    expect(buildFindings(frames, shifted, china)).toEqual([]);
  });

  test('found by a part number says so', async () => {
    const report = await read('UG-100F', { 'own:a': [makeEntry('Umbrage', { product: 'Gloomgate', partNumbers: ['UG-#{3}@?'] })] });
    const [finding] = report.confirmed[0]?.items[0]?.findings ?? [];
    expect(finding?.match).toMatchObject({ text: 'UG-100F', kind: 'part-number', term: 'UG-#{3}@?', role: 'offered' });
    expect(finding?.evidence).toEqual([{ code: 'listed_number', text: 'UG-#{3}@?' }]);
  });
});
