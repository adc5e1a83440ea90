import type { JSX } from 'preact';
import { type Settings, settingsShape } from '../../settings/schema.ts';
import { useUi } from '../../ui/context.ts';
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
  // A language is named in itself: who needs it can read it.
  const languages: Readonly<Record<Settings['language'], string>> = {
    auto: t('as_browser'),
    en: 'English',
    zh_CN: '简体中文',
  };
  return (
    <section id="display" aria-labelledby="display-title">
      <h2 id="display-title">{t('section_display')}</h2>
      <Choice<Settings['language']>
        label={t('field_language')}
        value={settings.language}
        options={settingsShape.language.options.map((value) => ({ value, label: languages[value] }))}
        onChange={(language) => onChange({ language })}
      />
      <Choice<Settings['theme']>
        label={t('field_theme')}
        value={settings.theme}
        options={settingsShape.theme.options.map((value) => ({ value, label: t(`theme_${value}`) }))}
        onChange={(theme) => onChange({ theme })}
      />
    </section>
  );
}
