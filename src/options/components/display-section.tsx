import type { JSX } from 'preact';
import { type Settings, settingsShape } from '../../settings/schema.ts';
import { useUi } from '../../ui/context.ts';
import { languageName } from '../../ui/languages.ts';
import { Choice } from './choice.tsx';

/** Language and theme. */
export function DisplaySection({
  settings,
  onChange,
}: {
  readonly settings: Settings;
  readonly onChange: (change: Partial<Settings>) => void;
}): JSX.Element {
  const { t } = useUi().translator;
  return (
    <section id="display" aria-labelledby="display-title">
      <h2 id="display-title">{t('section_display')}</h2>
      <Choice<Settings['language']>
        field="language"
        label={t('field_language')}
        value={settings.language}
        options={settingsShape.language().options.map((value) => ({ value, label: languageName(t, value) }))}
        onChange={(language) => onChange({ language })}
      />
      <Choice<Settings['theme']>
        field="theme"
        label={t('field_theme')}
        value={settings.theme}
        options={settingsShape.theme().options.map((value) => ({ value, label: t(`theme_${value}`) }))}
        onChange={(theme) => onChange({ theme })}
      />
    </section>
  );
}
