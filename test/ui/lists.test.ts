import { describe, expect, it } from 'vitest';
import type { List } from '../../src/core/model.ts';
import { isListEnabled, scopeOfList } from '../../src/core/policy.ts';
import { ageIfOld, chooseScope, groupLists, OLD_AFTER_DAYS, searchLists, switchAll, switchList } from '../../src/options/lists.ts';
import { FakeSettingsConnection } from '../fakes/settings-connection.ts';

const { lists, vendors } = await new FakeSettingsConnection().getCatalogue();

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

describe('switchAll', () => {
  it('has exactly the chosen lists on, by as few switches as it takes, and leaves own lists alone', () => {
    const settings = { homeMarket: 'US', lists: { 'own:abc': false, 'us-section-889': false } } as const;
    const switches = switchAll(lists, settings, new Set(['us-section-889', 'cn-mof-2026-10']));
    expect(switches).toEqual({ 'own:abc': false, 'us-section-5949': false, 'cn-mof-2026-10': true });
  });
});

describe('chooseScope', () => {
  it('records what differs from all lists, and forgets what does not', () => {
    const settings = { scope: 'all-products', listScopes: { other: 'in-scope-only' } } as const;
    const narrowed = chooseScope('one', settings, 'in-scope-only');
    expect(narrowed).toEqual({ other: 'in-scope-only', one: 'in-scope-only' });
    expect(chooseScope('one', { ...settings, listScopes: narrowed }, 'all-products')).toEqual(settings.listScopes);
  });
  it('has the effect that was asked for', () => {
    for (const scope of ['all-products', 'in-scope-only'] as const)
      for (const chosen of ['all-products', 'in-scope-only'] as const)
        expect(scopeOfList('one', { scope, listScopes: chooseScope('one', { scope, listScopes: {} }, chosen) })).toBe(chosen);
  });
});

describe('ageIfOld', () => {
  const age = (asOf: string, today: string): number | null => ageIfOld({ asOf }, today);
  it('is told from half a year on', () => {
    expect(OLD_AFTER_DAYS).toBe(180);
    expect(age('2026-05-27', '2026-11-23')).toBeNull();
    expect(age('2026-05-26', '2026-11-23')).toBe(181);
  });
  it('counts from the end of a month or year, where no day is known', () => {
    expect(age('2026-05', '2026-11-23')).toBeNull();
    expect(age('2026-04', '2026-11-23')).toBe(207);
    expect(age('2025', '2026-11-23')).toBe(327);
  });
});

describe('searchLists', () => {
  const byId = new Map(vendors.map((vendor) => [vendor.id, vendor]));
  const search = (words: string): string[] =>
    searchLists(lists, byId, words).map(({ list, members }) => [list.id, ...members.map(({ id }) => id)].join(' '));

  it('finds the lists that name a vendor, in either language, and says which', () => {
    expect(search('fortinet')).toEqual(['cn-2026-cybersecurity fortinet']);
    expect(search(' 飞塔 ')).toEqual(['cn-2026-cybersecurity fortinet']);
    expect(search('Huawei')).toEqual(['us-section-889 huawei', 'us-section-5949 huawei']);
  });
  it('finds titles and issuers', () => {
    expect(search('财政部')).toEqual(['cn-mof-2026-10']);
    expect(search('far council')).toEqual(['us-section-889', 'us-section-5949']);
  });
  it('names a member once, however often it stands on the list', () => {
    const [list] = lists as [List];
    const twice = { ...list, entries: [...list.entries, ...list.entries] };
    expect(searchLists([twice], byId, 'huawei')[0]?.members).toHaveLength(1);
  });
  it('finds all lists without words, and none with words that nobody bears', () => {
    expect(search(' ')).toEqual(lists.map(({ id }) => id));
    expect(search('constructor')).toEqual([]);
  });
});
