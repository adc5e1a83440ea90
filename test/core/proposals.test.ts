import { describe, expect, test } from 'vitest';
import type { BuyerKind } from '../../src/core/buyer-kinds.ts';
import type { AppliesTo, List } from '../../src/core/model.ts';
import { proposeLists } from '../../src/core/proposals.ts';
import { catalogue } from './invented.ts';

const rule = (buyers: BuyerKind[], force: AppliesTo['force'] = 'binds'): AppliesTo => ({
  buyers,
  force,
  reason: { en: `${force} ${buyers}`, zh_CN: '' },
  verification: 'sourced',
});

const makeList = (id: string, jurisdiction: string, ...appliesTo: AppliesTo[]): List => ({
  ...(catalogue.lists[0] as List),
  id,
  jurisdiction,
  appliesTo,
});

const offices = makeList('offices', 'CN', rule(['public-body']), rule(['government-supplier'], 'may-concern'));
const everyone = makeList('everyone', 'CN', rule(['private-company'], 'may-concern'), rule(['private-company', 'public-body']));
const contractors = makeList('contractors', 'US', rule(['government-supplier', 'public-body']));
const lists = [offices, everyone, contractors];

const propose = (homeMarket: string, ...buyer: BuyerKind[]): string[] =>
  proposeLists(lists, { homeMarket, buyer }).map(({ list, standing, reasons }) =>
    `${list.id}: ${standing} ${reasons.map(({ force }) => force).join('+')}`.trim(),
  );

describe('which lists are proposed', () => {
  test('those of the home market that reach the buyer, what binds first', () => {
    expect(propose('CN', 'private-company')).toEqual(['everyone: proposed binds+may-concern', 'offices: other', 'contractors: other']);
    expect(propose('CN', 'public-body')).toEqual(['offices: proposed binds', 'everyone: proposed binds', 'contractors: other']);
  });

  test('those of another market only where a tie to its public bodies is possible', () => {
    expect(propose('CN', 'government-supplier')).toEqual([
      'contractors: elsewhere binds',
      'offices: proposed may-concern',
      'everyone: other',
    ]);
    expect(propose('US', 'public-body')).toEqual(['contractors: proposed binds', 'offices: other', 'everyone: other']);
  });

  test('all of the home market where nothing was said, and none elsewhere', () => {
    expect(propose('CN')).toEqual(['offices: proposed', 'everyone: proposed', 'contractors: other']);
    expect(propose('GB')).toEqual(['offices: other', 'everyone: other', 'contractors: other']);
  });
});
