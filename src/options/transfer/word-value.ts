/** The value of a setting in words, one line for each of several. */
import type { Settings } from '../../settings/schema.ts';
import type { Translator } from '../../ui/connect.ts';
import { regionName } from '../../ui/regions.ts';
import { keyOf } from '../../ui/translate.ts';

type Field = keyof Settings;

/** `titles`: of lists, by id. */
export function wordValue({ t, language }: Translator, titles: ReadonlyMap<string, string>, field: Field, value: unknown): string {
  const join = (parts: readonly string[]): string => (parts.length === 0 ? t('transfer_none') : parts.join('\n'));
  const titleOf = (id: string): string => titles.get(id) ?? id;
  const words: { readonly [Name in Field]?: (value: Settings[Name]) => string } = {
    homeMarket: (code) => regionName(language, code),
    lists: (lists) => join(Object.entries(lists).map(([id, isOn]) => t(isOn ? 'transfer_on' : 'transfer_off', titleOf(id)))),
    scope: (scope) => t(keyOf('scope', scope)),
    listScopes: (scopes) => join(Object.entries(scopes).map(([id, scope]) => t('transfer_of', titleOf(id), t(keyOf('scope', scope))))),
    exemptions: (all) => join(all.map(({ vendor, product, reason }) => t('transfer_of', product ?? vendor, reason))),
    profile: ({ buyer }) => join(buyer),
    language: (wanted) => (wanted === 'auto' ? t('as_browser') : wanted === 'en' ? 'English' : '简体中文'),
    theme: (theme) => t(`theme_${theme}`),
    pausedHosts: join,
    onlySites: join,
    neverSites: join,
  };
  return (words[field] as ((value: unknown) => string) | undefined)?.(value) ?? JSON.stringify(value);
}
