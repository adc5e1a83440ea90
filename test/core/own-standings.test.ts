import { describe, expect, test } from 'vitest';
import type { ApprovedEntries } from '../../src/core/approved-owners.ts';
import { type CompanyRow, companyRows, isOffered, mattersNow } from '../../src/core/conflicts.ts';
import { buildIndex } from '../../src/core/index-build.ts';
import { openIndex } from '../../src/core/index-format.ts';
import type { Catalogue } from '../../src/core/model.ts';
import type { ApprovedEntry, OwnEntry } from '../../src/core/own-list.ts';
import { findStandings } from '../../src/core/own-standings.ts';
import { hanPairs, catalogue as invented } from './invented.ts';
import { compile, entriesOf, makeEntry, makeOwnList, withList } from './own-names.ts';

const china = { homeMarket: 'CN', lists: {}, today: '2026-11-23' };
const names = (...vendors: string[]): OwnEntry[] => vendors.map((vendor) => makeEntry(vendor));
const entry = (vendor: string, more: Partial<ApprovedEntry> = {}): ApprovedEntry => ({ vendor, categories: [], ...more });

interface World {
  readonly own?: Readonly<Record<string, readonly OwnEntry[]>>;
  readonly approved?: Readonly<Record<string, readonly ApprovedEntry[]>>;
  readonly facts?: Catalogue;
}

async function rowsIn({ own = {}, approved = {}, facts = invented }: World, policy: Parameters<typeof companyRows>[1] = china) {
  let index = openIndex(buildIndex(facts, hanPairs));
  for (const [id, entries] of Object.entries(own)) index = withList(index, await compile(id, [entries]));
  const restricted = Object.keys(own).map((id) => makeOwnList(id));
  const offered = Object.keys(approved).map((id) => makeOwnList(id, { kind: 'approved' }));
  const inOrder = offered.map((list): ApprovedEntries => ({ list, entries: approved[list.id] ?? [] }));
  const known = entriesOf(own);
  const read: string[] = [];
  const standings = await findStandings(inOrder, index, facts, async (vendors) => {
    read.push(...vendors);
    return new Map(vendors.flatMap((vendor) => [[vendor, known.get(vendor) as OwnEntry] as const]));
  });
  return { rows: companyRows(facts, policy, { lists: [...restricted, ...offered], standings }), read };
}

const listsOf = ({ lists }: CompanyRow): string[] =>
  lists.map(
    ({ id, isEnabled, isUnsure, asks, product }) =>
      `${id}${isEnabled ? '' : ' off'}${isUnsure ? '?' : ''}${asks ? ' asks' : ''}${product === undefined ? '' : ` ${product}`}`,
  );
const approvedOf = ({ approved }: CompanyRow): string[] =>
  approved.map(
    ({ list, names: written, more, isEnabled, isExpired, isUnsure }) =>
      `${list.id}${isEnabled ? '' : ' off'}: ${written.join(', ')}${more > 0 ? ` +${more}` : ''}${isUnsure ? '?' : ''}${isExpired ? ' expired' : ''}`,
  );

async function rowOf(id: string, world: World, policy = china): Promise<CompanyRow | undefined> {
  return (await rowsIn(world, policy)).rows.find((row) => row.id === id);
}
async function describeRow(id: string, world: World, policy = china): Promise<readonly [string[], string[]] | undefined> {
  const row = await rowOf(id, world, policy);
  return row && [listsOf(row), approvedOf(row)];
}

describe('own restricted lists in the table of companies', () => {
  test('a bundled vendor that stands on one has it in its row, by any of its own names', async () => {
    const own = { 'own:a': names('Umbrage Works', 'HAIYAN'), 'own:b': names('Haiyan') };
    expect(await describeRow('haiyan', { own })).toEqual([['own:a', 'own:b', 'cn-asks asks', 'us-cameras off'], []]);
  });

  test('a list that is off is there and says so', async () => {
    const world = { own: { 'own:a': names('Haiyan') } };
    expect((await describeRow('haiyan', world, { ...china, lists: { 'own:a': false } }))?.[0]).toEqual([
      'cn-asks asks',
      'own:a off',
      'us-cameras off',
    ]);
  });

  test('a bundled alternative that only an own list restricts has a row, with where it is offered', async () => {
    const row = await rowOf('canglong', { own: { 'own:a': names('Canglong') } });
    expect(row && [listsOf(row), row.offered]).toEqual([['own:a'], [{ market: 'CN', products: 1 }]]);
    expect(await rowOf('canglong', {})).toBeUndefined();
  });

  test('names that nobody offers or describes are not there, and are not read', async () => {
    const own = { 'own:a': [...names(...Array.from({ length: 3000 }, (_, i) => `Stranger ${i} Works`)), ...names('Haiyan')] };
    const { rows, read } = await rowsIn({ own });
    const { rows: without } = await rowsIn({});
    expect(rows.map(({ id }) => id).sort()).toEqual(without.map(({ id }) => id).sort());
    expect(read).toEqual(['own:a:3000']);
  });

  test('an entry that only asks says so; one of a list that forbids stands for the list', async () => {
    const asks = makeEntry('Haiyan', { severity: 'review' });
    expect((await describeRow('haiyan', { own: { 'own:a': [asks] } }))?.[0]).toContain('own:a asks');
    expect((await describeRow('haiyan', { own: { 'own:a': [asks, makeEntry('Haiyan', { note: 'Since May' })] } }))?.[0]).toContain('own:a');
  });

  test('"Haiyan Partners" is somebody else', async () => {
    expect((await describeRow('haiyan', { own: { 'own:a': names('Haiyan Partners') } }))?.[0]).toEqual(['cn-asks asks', 'us-cameras off']);
  });
});

describe('approved vendors in the table of companies', () => {
  test('are there where a bundled list restricts them, on or off, and nowhere else', async () => {
    const approved = { 'own:avl': [entry('Haiyan Co., Ltd.'), entry('Ostrava')] };
    expect(await describeRow('haiyan', { approved })).toEqual([['cn-asks asks', 'us-cameras off'], ['own:avl: Haiyan Co., Ltd.']]);
    const { rows } = await rowsIn({ approved });
    expect(rows.flatMap(approvedOf)).toHaveLength(1);
  });

  test('one that only an own list restricts has a row of its own, whatever the form of its name', async () => {
    const world = {
      own: { 'own:a': names('Ostrava Networks', 'Umbrage Works') },
      approved: { 'own:avl': [entry('Ostrava Networks Ltd'), entry('Pribram')], 'own:more': [entry('OSTRAVA NETWORKS')] },
    };
    const { rows } = await rowsIn(world);
    const row = rows.find(({ id }) => id === 'approved:ostravanetworks');
    expect(row?.name).toEqual({ en: 'Ostrava Networks Ltd' });
    expect(row && [listsOf(row), approvedOf(row)]).toEqual([['own:a'], ['own:avl: Ostrava Networks Ltd', 'own:more: OSTRAVA NETWORKS']]);
    expect(rows.filter(({ id }) => id.startsWith('approved:'))).toHaveLength(1);
  });

  test('a restricted product of one that is not is named', async () => {
    const own = { 'own:a': [makeEntry('Ostrava', { product: 'Ostrava Gate' })] };
    const approved = { 'own:avl': [entry('Ostrava', { product: 'Ostrava Gate' }), entry('Ostrava', { product: 'Other' })] };
    expect(await describeRow('approved:ostrava', { own, approved })).toEqual([['own:a Ostrava Gate'], ['own:avl: Ostrava · Ostrava Gate']]);
  });

  test('where a list names products, an approval of another product is no conflict', async () => {
    const facts = { ...invented, lists: invented.lists.filter(({ id }) => id === 'us-products') };
    const approved = { 'own:avl': ['RampartGate', 'Norvex Bastion'].map((product) => entry('Smith Trading', { product })) };
    expect((await describeRow('norvex', { facts, approved }))?.[1]).toEqual(['own:avl: Smith Trading · Norvex Bastion']);
  });

  test('a name that also means other things may be of the company, on its bundled lists and on own ones', async () => {
    const facts: Catalogue = {
      ...invented,
      vendors: invented.vendors.map((vendor) =>
        vendor.id === 'haiyan' ? { ...vendor, terms: [{ text: 'Seagull', kind: 'name', strength: 'word', case: 'capital' }] } : vendor,
      ),
    };
    expect((await describeRow('haiyan', { facts, approved: { 'own:avl': [entry('Seagull')] } }))?.[1]).toEqual(['own:avl: Seagull?']);
    // An ordinary word for the own list, and so not surely the bundled company either.
    const world = { facts, own: { 'own:a': names('Falcon') }, approved: { 'own:avl': [entry('Falcon')] } };
    expect(await describeRow('approved:falcon', world)).toEqual([['own:a?'], ['own:avl: Falcon']]);
    const both = { facts, own: { 'own:a': names('Seagull') }, approved: { 'own:avl': [entry('Seagull')] } };
    expect((await describeRow('haiyan', both))?.[0]).not.toContain('own:a');
    expect((await describeRow('approved:seagull', both))?.[0]).toEqual(['own:a']);
  });

  test('an alternative with a restriction on record keeps it beside the approval', async () => {
    const row = await rowOf('zhaoming', { approved: { 'own:avl': [entry('Zhaoming')] } });
    expect(row?.recorded.map(({ instrument }) => instrument.en)).toEqual(['Notice 7']);
    expect(row && approvedOf(row)).toEqual(['own:avl: Zhaoming']);
  });

  test('many entries of one company are one line with the first names; expired ones are a line of their own', async () => {
    const many = Array.from({ length: 30 }, (_, i) => entry('Haiyan', { product: `Model ${String(i).padStart(2, '0')}` }));
    const approved = { 'own:avl': [...many, entry('Haiyan', { validUntil: '2026-11-22' })] };
    expect((await describeRow('haiyan', { approved }))?.[1]).toEqual([
      'own:avl: Haiyan · Model 00, Haiyan · Model 01, Haiyan · Model 02 +27',
      'own:avl: Haiyan expired',
    ]);
  });

  test('count as offered, and matter now while the approval holds and its list is on', async () => {
    const us = { ...china, homeMarket: 'GB' };
    const of = async (more: Partial<ApprovedEntry>, policy = us): Promise<readonly boolean[]> => {
      const row = (await rowOf('haiyan', { approved: { 'own:avl': [entry('Haiyan', more)] } }, policy)) as CompanyRow;
      return [isOffered(row), mattersNow(row, policy)];
    };
    expect(await of({})).toEqual([true, true]);
    expect(await of({ validUntil: '2026-11-23' })).toEqual([true, true]);
    expect(await of({ validUntil: '2026-11-22' })).toEqual([true, false]);
    expect(await of({}, { ...us, lists: { 'own:avl': false } })).toEqual([true, false]);
  });
});
