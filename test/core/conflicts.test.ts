import { describe, expect, test } from 'vitest';
import { type CompanyRow, companyRows, mattersNow } from '../../src/core/conflicts.ts';
import type { AlternativeVendor, Catalogue, Entry, List } from '../../src/core/model.ts';
import { catalogue as invented, makeVendor } from './invented.ts';

const china = { homeMarket: 'CN', lists: {} };

const makeList = (id: string, jurisdiction: string, ...members: (string | readonly [string, Entry['status']])[]): List => ({
  ...(invented.lists[0] as List),
  id,
  jurisdiction,
  asks: false,
  entries: members.map((member) => ({
    ...(invented.lists[0]?.entries[0] as Entry),
    vendor: typeof member === 'string' ? member : member[0],
    status: typeof member === 'string' ? 'in-force' : member[1],
  })),
});

const makeAlternative = (id: string, more: Partial<AlternativeVendor> = {}): AlternativeVendor => ({
  ...(invented.alternatives[0]?.vendors[0] as AlternativeVendor),
  id,
  name: { en: `Alternative ${id}` },
  ...more,
});

const source = { title: 'Notice' };
const catalogue: Catalogue = {
  ...invented,
  vendors: ['Anvil', 'Bell', 'Cup', 'Dome'].map((name) => makeVendor(name.toLowerCase(), [], { name: { en: name } })),
  lists: [
    makeList('us-one', 'US', 'cup', 'bell', 'anvil'),
    makeList('cn-one', 'CN', 'bell', ['anvil', 'suspended'], ['anvil', 'in-force']),
    makeList('gb-one', 'GB', ['cup', 'measures-stopped']),
  ],
  alternatives: [
    {
      jurisdiction: 'CN',
      asOf: '2026',
      notes: [],
      noneKnown: [],
      vendors: [makeAlternative('kettle', { vendor: 'cup' }), makeAlternative('cup'), makeAlternative('dome')],
    },
    {
      jurisdiction: 'US',
      asOf: '2026',
      notes: [],
      noneKnown: [],
      vendors: [
        makeAlternative('lamp', {
          alsoRestricted: [{ jurisdiction: 'CN', instrument: { en: 'Export control list', zh_CN: '出口管制管控名单' }, source }],
        }),
      ],
    },
  ],
};

const rows = companyRows(catalogue, china);
const rowOf = (id: string): CompanyRow | undefined => rows.find((row) => row.id === id);

describe('who is restricted where', () => {
  test('one row a company: most lists first, then those that are on, then by name; who is on no list is not there', () => {
    expect(
      rows.map(({ id, lists }) => `${id} ${lists.map((list) => `${list.id}${list.isEnabled ? '' : ' off'}`).join(', ')}`.trim()),
    ).toEqual(['anvil cn-one, us-one off', 'bell cn-one, us-one off', 'cup us-one off, gb-one off', 'lamp']);
  });

  test('a list on which it stands twice is named once, with what is strongest', () => {
    expect(rowOf('anvil')?.lists[0]).toMatchObject({ id: 'cn-one', entryStatus: 'in-force' });
    expect(rowOf('cup')?.lists[1]).toMatchObject({ id: 'gb-one', entryStatus: 'measures-stopped' });
  });

  test('an alternative is the company that it is described as elsewhere, under its own name', () => {
    expect(rowOf('cup')).toMatchObject({ name: { en: 'Cup' }, offered: [{ market: 'CN', products: 2 }] });
    expect(rowOf('kettle')).toBeUndefined();
    expect(rowOf('dome')).toBeUndefined();
  });

  test('what is recorded without a list counts as a restriction', () => {
    expect(rowOf('lamp')).toMatchObject({
      name: { en: 'Alternative lamp' },
      recorded: [{ instrument: { en: 'Export control list' }, jurisdiction: 'CN' }],
      offered: [{ market: 'US' }],
    });
  });

  test('what matters now: restricted by a list that is on, or offered at home', () => {
    const now = (policy: typeof china): string[] =>
      companyRows(catalogue, policy)
        .filter((row) => mattersNow(row, policy))
        .map(({ id }) => id);
    expect(now(china)).toEqual(['anvil', 'bell', 'cup']);
    expect(now({ homeMarket: 'US', lists: { 'us-one': false } })).toEqual(['lamp']);
  });
});
