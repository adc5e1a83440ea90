import { describe, expect, it } from 'vitest';
import { chooseLocale, count, createTranslator, keyOf, loadTranslator, type Messages } from '../../src/ui/translate.ts';

const messages: Messages = {
  plain: { message: 'Nothing found' },
  two: { message: '$2 before $1' },
  price: { message: '$$$1' },
  places_one: { message: '$1 place' },
  places_other: { message: '$1 places on $2' },
};

describe('t', () => {
  const { t } = createTranslator('en', messages);
  it('gives the message', () => expect(t('plain')).toBe('Nothing found'));
  it('gives the key itself when there is no message, so that a gap is seen', () => expect(t('missing')).toBe('missing'));
  it('does not take inherited properties for messages', () => expect(t('constructor')).toBe('constructor'));
  it('fills values in by number, in any order', () => expect(t('two', 'a', 'b')).toBe('b before a'));
  it('leaves out what was not given', () => expect(t('two', 'a')).toBe(' before a'));
  it('writes numbers the language’s way and strings as they are', () => expect(t('two', 1204, '1204')).toBe('1204 before 1,204'));
  it('does not fill in what a value contains', () => expect(t('two', '$2', 'b')).toBe('b before $2'));
  it('reads two dollar signs as one', () => expect(t('price', 5)).toBe('$5'));
});

describe('pick', () => {
  const both = { en: 'Huawei', zh_CN: '华为' };
  it('takes Chinese for a Chinese reader', () => expect(createTranslator('zh_CN', {}).pick(both)).toBe('华为'));
  it('falls back to English', () => expect(createTranslator('zh_CN', {}).pick({ en: 'Imperva' })).toBe('Imperva'));
  it('takes English for an English reader', () => expect(createTranslator('en', {}).pick(both)).toBe('Huawei'));
});

describe('chooseLocale', () => {
  it.each([
    ['auto', 'en-GB', 'en'],
    ['auto', 'zh-CN', 'zh_CN'],
    ['auto', 'zh', 'zh_CN'],
    ['auto', 'zh-TW', 'zh_CN'],
    ['auto', 'de', 'en'],
    ['auto', 'zhx', 'en'],
    ['en', 'zh-CN', 'en'],
    ['zh_CN', 'en-US', 'zh_CN'],
  ] as const)('setting %s in a browser that speaks %s: %s', (setting, browser, locale) =>
    expect(chooseLocale(setting, browser)).toBe(locale),
  );
});

it('loads the messages of the chosen language only', async () => {
  const asked: string[] = [];
  const translator = await loadTranslator(
    'auto',
    () => 'zh-CN',
    async (locale) => {
      asked.push(locale);
      return messages;
    },
  );
  expect(asked).toEqual(['zh_CN']);
  expect(translator.language).toBe('zh-CN');
});

it('counts by the plural rule of the language', () => {
  const english = createTranslator('en', messages);
  expect(count(english, 'places', 1)).toBe('1 place');
  expect(count(english, 'places', 0, 'p. 2')).toBe('0 places on p. 2');
  expect(count(createTranslator('zh_CN', messages), 'places', 1, 'x')).toBe('1 places on x');
});

it('makes keys that Chrome allows', () => expect(keyOf('unread', 'grid-rows')).toBe('unread_grid_rows'));
