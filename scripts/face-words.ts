/** The words on the toolbar button, as the worker carries them: a few of the thousand that a page of ours fetches. */
import { readFileSync } from 'node:fs';
import type { Locale, Messages } from '../src/ui/translate.ts';

const KEY = /^(?:badge|error|verdict)_/;

export function readFaceWords(locale: Locale): Messages {
  const all = JSON.parse(readFileSync(new URL(`../public/_locales/${locale}/messages.json`, import.meta.url), 'utf8')) as Messages;
  return Object.fromEntries(
    Object.entries(all)
      .filter(([key]) => KEY.test(key))
      .map(([key, { message }]) => [key, { message }]),
  );
}

/** Replaces the constant `FACE_WORDS`. */
export function defineFaceWords(): { FACE_WORDS: string } {
  const words: Record<Locale, Messages> = { en: readFaceWords('en'), zh_CN: readFaceWords('zh_CN') };
  return { FACE_WORDS: JSON.stringify(words) };
}
