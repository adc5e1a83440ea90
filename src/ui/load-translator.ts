/** A translator from the packaged messages, for our pages and the worker. */
import { fetchMessages, getUiLanguage } from '../platform/packaged.ts';
import type { Settings } from '../settings/schema.ts';
import type { Translator } from './connect.ts';
import { loadTranslator } from './translate.ts';

export function loadUiTranslator(language: Settings['language']): Promise<Translator> {
  return loadTranslator(language, getUiLanguage, fetchMessages);
}
