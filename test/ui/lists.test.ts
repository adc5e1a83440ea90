import { describe, expect, it } from 'vitest';
import { isListEnabled } from '../../src/core/policy.ts';
import { groupLists, switchList } from '../../src/options/lists.ts';
import { FakeSettingsConnection } from '../fakes/settings-connection.ts';

const { lists } = await new FakeSettingsConnection().getCatalogue();

describe('groupLists', () => {
  it('puts the home market first, then official before reported before questions', () => {
    expect(groupLists(lists, 'CN').map((group) => [group.jurisdiction, group.lists.map((list) => list.id)])).toEqual([
      ['CN', ['cn-mof-2026-10', 'cn-2026-cybersecurity', 'cn-gov-computers-2023']],
      ['US', ['us-section-889', 'us-section-5949']],
    ]);
    expect(groupLists(lists, 'US').map((group) => group.jurisdiction)).toEqual(['US', 'CN']);
  });
});

describe('switchList', () => {
  const home = { id: 'cn-mof-2026-10', jurisdiction: 'CN' };
  const foreign = { id: 'us-section-889', jurisdiction: 'US' };
  const settings = { homeMarket: 'CN', lists: {} } as const;
  it('records a list that leaves its default', () => {
    expect(switchList(home, settings, false)).toEqual({ 'cn-mof-2026-10': false });
    expect(switchList(foreign, settings, true)).toEqual({ 'us-section-889': true });
  });
  it('forgets a list that returns to its default, and keeps the others', () => {
    const both = { homeMarket: 'CN', lists: { [home.id]: false, [foreign.id]: true } } as const;
    expect(switchList(home, both, true)).toEqual({ 'us-section-889': true });
  });
  it('has the effect that was asked for', () => {
    for (const list of [home, foreign])
      for (const isOn of [true, false])
        expect(isListEnabled(list, { homeMarket: 'CN', lists: switchList(list, settings, isOn) })).toBe(isOn);
  });
});
