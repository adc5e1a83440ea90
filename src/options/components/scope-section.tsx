import type { JSX } from 'preact';
import { type Settings, settingsShape } from '../../settings/schema.ts';
import { useUi } from '../../ui/context.ts';
import { LockNote } from '../../ui/lock-note.tsx';
import { useIsLocked } from '../../ui/locks.ts';
import { keyOf } from '../../ui/translate.ts';

/** Whether a listed vendor counts with all its products or only inside the list's own words. */
export function ScopeSection({
  scope,
  onChange,
}: {
  readonly scope: Settings['scope'];
  readonly onChange: (change: Partial<Settings>) => void;
}): JSX.Element {
  const { t } = useUi().translator;
  return (
    <section id="scope" aria-labelledby="scope-title">
      <h2 id="scope-title">{t('section_scope')}</h2>
      <LockNote of="scope" />
      <fieldset class="radios" disabled={useIsLocked('scope')}>
        <legend class="visually-hidden">{t('section_scope')}</legend>
        {settingsShape.scope().options.map((option) => (
          <label key={option}>
            <input type="radio" name="scope" value={option} checked={scope === option} onChange={() => onChange({ scope: option })} />
            <span>
              {t(keyOf('scope', option))}
              <span class="quiet small">{t(keyOf('scope_why', option))}</span>
            </span>
          </label>
        ))}
      </fieldset>
    </section>
  );
}
