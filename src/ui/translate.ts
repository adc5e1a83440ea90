/** Messages in the reviewer's language, read from the same `_locales` files that the browser reads. */
import type { Settings } from '../settings/schema.ts';
import type { Translator } from './connect.ts';

/** The parts of a `_locales/<locale>/messages.json` that we use. */
export type Messages = Readonly<Record<string, { readonly message: string }>>;

/** Names of the folders under `_locales`. */
export type Locale = 'en' | 'zh_CN';

const languageTags: Readonly<Record<Locale, string>> = { en: 'en', zh_CN: 'zh-CN' };

/**
 * A translator over messages at hand. Numbers among the values are written in the language's way (1,204); give a
 * string where that is wrong. `$$` stands for one dollar sign, as in Chrome's own format.
 */
export function createTranslator(locale: Locale, messages: Messages): Translator {
  const language = languageTags[locale];
  // Made when a number first needs it: that takes some 10 ms in a worker that was just started.
  let numbers: Intl.NumberFormat | undefined;
  const format = (value: number): string => {
    if (Number.isInteger(value) && value >= 0 && value < 1_000) return String(value);
    numbers ??= new Intl.NumberFormat(language);
    return numbers.format(value);
  };
  return {
    language,
    t(key, ...values) {
      const found = Object.hasOwn(messages, key) ? messages[key] : undefined;
      if (found === undefined) return key;
      return found.message.replace(/\$([$1-9])/g, (_, mark: string) => {
        if (mark === '$') return '$';
        const value = values[Number(mark) - 1];
        return typeof value === 'number' ? format(value) : (value ?? '');
      });
    },
    pick: (text) => (locale === 'zh_CN' ? (text.zh_CN ?? text.en) : text.en),
  };
}

/** The locale for a setting: the browser's language decides on `auto`. Every kind of Chinese reads zh_CN before English. */
export function chooseLocale(setting: Settings['language'], uiLanguage: string): Locale {
  if (setting !== 'auto') return setting;
  return /^zh\b/i.test(uiLanguage) ? 'zh_CN' : 'en';
}

/** A translator for a setting, with the browser's language and the packaged messages passed in. */
export async function loadTranslator(
  setting: Settings['language'],
  getUILanguage: () => string,
  fetchMessages: (locale: Locale) => Promise<Messages>,
): Promise<Translator> {
  const locale = chooseLocale(setting, getUILanguage());
  return createTranslator(locale, await fetchMessages(locale));
}

/** The key of a code in a family of messages: `keyOf('unread', 'grid-rows')` is `unread_grid_rows`. */
export function keyOf(family: string, code: string): string {
  return `${family}_${code.replaceAll('-', '_')}`;
}

/** A counted message: `<key>_one` or `<key>_other` by the language's plural rule, `$1` being the number. */
export function count(translator: Translator, key: string, amount: number, ...values: readonly string[]): string {
  const one = new Intl.PluralRules(translator.language).select(amount) === 'one';
  return translator.t(`${key}_${one ? 'one' : 'other'}`, amount, ...values);
}
