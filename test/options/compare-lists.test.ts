import { expect, test } from 'vitest';
import { compilePack } from '../../src/background/compile-pack.ts';
import { type CompanyWords, companyRows, withWords } from '../../src/core/conflicts.ts';
import { buildIndex } from '../../src/core/index-build.ts';
import { readPack } from '../../src/core/pack.ts';
import { compareLists } from '../../src/options/import/compare-lists.ts';
import type { StoredList } from '../../src/options/import/messages.ts';
import { catalogue, hanPairs } from '../core/invented.ts';
import { makeOwnList } from '../core/own-names.ts';

const policy = { homeMarket: 'CN', lists: {}, today: '2026-11-23' };
const fetchIndex = async (): Promise<ArrayBuffer> => buildIndex(catalogue, hanPairs);

async function stored(id: string, kind: 'restricted' | 'approved', vendors: readonly string[]): Promise<StoredList> {
  const entries = vendors.map((vendor) => ({ vendor }));
  const head = { format: 'vendor-lens-pack/1', id: 'pack', title: id, version: 1, issuedOn: '2026-11-23', kind };
  const pack = await readPack(new TextEncoder().encode(JSON.stringify({ ...head, entries })));
  const { files, terms } = await compilePack(pack, id, { fetchIndex, fetchOrdinaryWords: async () => '' });
  return { list: { ...makeOwnList(id), kind, title: id, count: entries.length, terms }, files };
}

test('companies are handed over in their order, some hundreds at a time, with what is searched in them', async () => {
  const vendors = Array.from({ length: 1_200 }, (_, i) => `Quillfeather${i} Umbrage`);
  const lists = await Promise.all([stored('own:a', 'restricted', vendors), stored('own:b', 'approved', vendors)]);
  const batches: (readonly CompanyWords[])[] = [];
  const order = { lists, index: await fetchIndex(), catalogue, policy };
  expect(await compareLists(order, (companies) => batches.push(companies))).toEqual({ unread: [] });

  const bundled = companyRows(catalogue, policy);
  expect(batches.map(({ length }) => length)).toEqual([500, 500, 200 + bundled.length]);
  const all = batches.flat();
  expect(all.filter(({ row }) => row.approved.length > 0)).toHaveLength(1_200);
  expect(all.filter(({ words }) => words.includes('quillfeather777 umbrage')).map(({ row }) => row.name.en)).toEqual([
    'Quillfeather777 Umbrage',
  ]);
  expect(all.map(({ row }) => withWords(row))).toEqual(all);
});

test('without own lists there are the bundled companies', async () => {
  const batches: (readonly CompanyWords[])[] = [];
  await compareLists({ lists: [], index: await fetchIndex(), catalogue, policy }, (companies) => batches.push(companies));
  expect(batches.flat().map(({ row }) => row)).toEqual(companyRows(catalogue, policy));
});
