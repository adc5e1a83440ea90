import type { Settings } from '../settings/schema.ts';
import type { Translator } from './connect.ts';

/** A language named in itself, since who needs it can read it. */
export function languageName(t: Translator['t'], language: Settings['language']): string {
  const names: Readonly<Record<Settings['language'], string>> = { auto: t('as_browser'), en: 'English', zh_CN: '简体中文' };
  return names[language];
}
