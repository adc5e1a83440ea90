import type { JSX } from 'preact';
import type { Category, List } from '../../core/model.ts';
import { scopeOfList } from '../../core/policy.ts';
import { type Settings, settingsShape } from '../../settings/schema.ts';
import type { Translator } from '../../ui/connect.ts';
import { useUi } from '../../ui/context.ts';
import { LockNote } from '../../ui/lock-note.tsx';
import { useIsLocked } from '../../ui/locks.ts';
import { keyOf } from '../../ui/translate.ts';
import { chooseScope } from '../lists.ts';

export interface ListScopeProps {
  readonly list: List;
  readonly categories: readonly Category[];
  readonly settings: Settings;
  readonly onChange: (change: Partial<Settings>) => void;
}

/** Whether a member may sell something that lies outside the list's stated scope; else there is nothing to choose. */
export function hasNarrowScope({ scope, entries }: List): boolean {
  return scope.products !== 'all' || entries.some(({ categories }) => categories !== undefined);
}

/** What the list's scope is, and whether only that counts. */
export function ListScope({ list, categories, settings, onChange }: ListScopeProps): JSX.Element {
  const { translator } = useUi();
  const { t } = translator;
  const setting = `listScopes/${list.id}`;
  const isLocked = useIsLocked(setting);
  const chosen = scopeOfList(list.id, settings);
  return (
    <>
      <p>{describeScope(list, categories, translator)}</p>
      {hasNarrowScope(list) && (
        <fieldset class="radios list-scope" disabled={isLocked}>
          <legend class="visually-hidden">{t('section_scope')}</legend>
          {settingsShape.scope().options.map((option) => (
            <label key={option}>
              <input
                type="radio"
                name={`scope-${list.id}`}
                value={option}
                checked={chosen === option}
                onChange={() => onChange({ listScopes: chooseScope(list.id, settings, option) })}
              />
              <span>
                {t(keyOf('list_scope', option))}
                {option === settings.scope && <span class="quiet"> {t('list_scope_as_all')}</span>}
              </span>
            </label>
          ))}
          <LockNote of={setting} />
        </fieldset>
      )}
    </>
  );
}

function describeScope({ scope: { products }, ...list }: List, categories: readonly Category[], { t, pick }: Translator): string {
  if (products === 'all') return t(list.entries.some((entry) => entry.categories) ? 'list_scope_is_entries' : 'list_scope_is_all');
  if (products === 'security-function') return t('list_scope_is_security');
  const names = categories.filter(({ id }) => products.includes(id)).map(({ name }) => pick(name));
  return t('list_scope_is', names.join(t('comma')));
}
