import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { SourceFile } from '../../src/import/source.ts';
import { entryOf, refusal, sourceOf, takeApproved, takeEntries } from './source-of.ts';

const fixture = (name: string): SourceFile =>
  sourceOf(readFileSync(new URL(`../fixtures/import/${name}`, import.meta.url)), name.replace('targets.simple', 'download'));

test('OpenSanctions, as a table: organisations with their aliases, nobody and nothing else', async () => {
  const { plan, entries, skipped } = await takeEntries(fixture('targets.simple.csv'));
  expect(plan).toMatchObject({ format: 'opensanctions-csv', hasHeader: true, mapping: {} });
  expect(entries).toEqual([
    entryOf('Norvex Maritime LLC', {
      id: 'NK-ex1',
      aliases: ['Norvex Shipping', 'Норвекс'],
      note: 'Example Regulations 2024 - 2024-02-01\nExample Sanctions List',
      url: 'https://www.opensanctions.org/entities/NK-ex1/',
    }),
    entryOf('Institute of Example Studies', {
      id: 'NK-ex4',
      note: 'Example Export Control List',
      url: 'https://www.opensanctions.org/entities/NK-ex4/',
    }),
  ]);
  expect(skipped).toBe(2);
});

test('FollowTheMoney: targets that are organisations, without weak aliases and with the first https link', async () => {
  const { plan, entries, skipped } = await takeEntries(fixture('entities.ftm.json'));
  expect(plan.format).toBe('ftm');
  expect(entries).toEqual([
    entryOf('Norvex Maritime LLC', {
      id: 'NK-ex1',
      aliases: ['Норвекс', 'Norvex Shipping', 'Norvex Cargo'],
      note: 'Listed for example purposes.',
      url: 'https://example.com/norvex',
    }),
    entryOf('Institute of Example Studies', { id: 'NK-ex4' }),
  ]);
  expect(skipped).toBe(3);
});

const screened = [
  entryOf('Norvex Semiconductor Co.', {
    id: 'aa01',
    aliases: ['Norvex Chip', 'NVX Semi'],
    note: 'Entity List (EL) - Bureau of Industry and Security\n89 F.R. 10000',
    url: 'https://example.gov/el-info',
  }),
  // Unverified parties are a question, and their page has no https address.
  entryOf('Quillon Trading', {
    id: 'aa02',
    severity: 'review',
    note: 'Unverified List (UVL) - Bureau of Industry and Security\n89 F.R. 10001',
  }),
  entryOf('HALDEN BANK', {
    id: 'aa05',
    aliases: ['HALDEN TRUST'],
    note: 'Specially Designated Nationals (SDN) - Treasury Department\nEXAMPLE; OTHER\nLinked to: EXAMPLE.',
  }),
];

test.each([
  ['consolidated.csv', 'csl-csv', 2],
  ['consolidated.json', 'csl-json', 1],
] as const)('the US Consolidated Screening List, %s', async (name, format, others) => {
  const { plan, entries, skipped } = await takeEntries(fixture(name));
  expect(plan.format).toBe(format);
  expect(entries).toEqual(screened);
  expect(skipped).toBe(others);
});

test.each<[end: string, isKept: boolean]>([
  ['2026-11-22', false],
  // Its last day, and later ones.
  ['2026-11-23', true],
  ['2027-01-31', true],
  ['', true],
  // What cannot be read, or may be another day, ends nothing.
  ['01/02/2020', true],
  ['waived', true],
])('of the US Consolidated Screening List what has ended is left out and counted apart: %s', async (end, isKept) => {
  const row = {
    source: 'Denied Persons List (DPL) - Bureau of Industry and Security',
    name: 'Norvex Export',
    alt_names: '',
    end_date: end,
  };
  const columns = ['_id', 'source', 'entity_number', 'type', 'programs', 'name', 'end_date', 'alt_names'] as const;
  const cells = columns.map((column) => (row as Readonly<Record<string, string>>)[column] ?? '');
  const csv = sourceOf(`${columns.join()}\n${cells.join()}\n`, 'consolidated.csv');
  const json = sourceOf(JSON.stringify({ results: [{ ...row, alt_names: [], end_date: end || null }] }), 'consolidated.json');
  for (const file of [csv, json]) {
    const { plan, entries, skipped, ended } = await takeEntries(file, {}, { today: '2026-11-23' });
    expect(plan.format).toMatch(/^csl-/);
    expect([entries.map(({ vendor }) => vendor), skipped, ended]).toEqual(isKept ? [['Norvex Export'], 0, 0] : [[], 0, 1]);
    if (isKept && end !== '') expect(entries[0]?.note).toContain(end);
    // Where nobody says which day it is nothing is history.
    expect((await takeEntries(file)).entries).toHaveLength(1);
  }
});

test('a public list is no list of approved vendors; as a table it may become one', async () => {
  const file = fixture('targets.simple.csv');
  const { plan, entries } = await takeApproved(file);
  expect(plan.format).toBe('csv');
  expect(entries.map(({ vendor }) => vendor)).toEqual([
    'Norvex Maritime LLC',
    'Jane Example',
    'EXAMPLE STAR',
    'Institute of Example Studies',
  ]);
  expect(await refusal(takeApproved(file, { format: 'opensanctions-csv' }))).toBe('kind');
});

test('what does not fit is cut, since nobody can mend a public list', async () => {
  const many = Array.from({ length: 500 }, (_, i) => `Alias ${i} ${'x'.repeat(100)}`).join(';');
  const csv = `id,schema,name,aliases,birth_date,countries,sanctions,dataset\n1,Company,Acme,"${many}",,,"${'long '.repeat(1_000)}",d\n2,Company,${'y'.repeat(400)},Norvex,,,,d\n3,Company,123,,,,,d\n`;
  const { entries, skipped } = await takeEntries(sourceOf(csv));
  expect(entries.map(({ vendor, aliases, note }) => [vendor, aliases.length, note?.length])).toEqual([
    ['Acme', 200, 1_999],
    ['Norvex', 0, 1],
  ]);
  expect(skipped).toBe(1);
});
