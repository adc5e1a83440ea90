/** A translator from the packaged messages, for our pages and the worker. */
import { fetchMessages, getUiLanguage } from '../platform/packaged.ts';
import type { Settings } from '../settings/schema.ts';
import type { Translator } from './connect.ts';
import { type Locale, loadTranslator, type Messages } from './translate.ts';

const loading = new Map<string, Promise<Messages>>();

/** The packaged messages do not change while we run: each file is read once. */
function fetchOnce(locale: Locale): Promise<Messages> {
  const known = loading.get(locale) ?? fetchMessages(locale);
  loading.set(locale, known);
  known.catch(() => loading.delete(locale));
  return known;
}

export function loadUiTranslator(language: Settings['language']): Promise<Translator> {
  return loadTranslator(language, getUiLanguage, fetchOnce);
}
