/** What a page of ours owes its document besides its content. */
import { useEffect } from 'preact/hooks';
import type { Settings } from '../settings/schema.ts';
import type { Translator } from './connect.ts';

/** Keeps language, title and theme of the document as the settings say. */
export function useDocument(translator: Translator | null, titleKey: string, theme: Settings['theme']): void {
  useEffect(() => {
    if (translator === null) return;
    document.documentElement.lang = translator.language;
    document.title = translator.t(titleKey);
  }, [translator, titleKey]);
  useEffect(() => {
    if (theme === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }, [theme]);
}
