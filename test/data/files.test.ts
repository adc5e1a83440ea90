import { describe, expect, test } from 'vitest';
import { term } from '../../src/core/model.ts';
import {
  alternativeFiles,
  byText,
  categoryFile,
  categoryList,
  listFiles,
  lists,
  markets,
  repeated,
  strings,
  tradeFile,
  tradeList,
  vendorFiles,
  vendors,
} from './catalogue.ts';

const all = [...vendorFiles, ...listFiles, ...alternativeFiles, categoryFile, tradeFile];

function outOfOrder<T>(where: string, items: readonly T[], compare: (a: T, b: T) => number, name: (item: T) => string) {
  return items.flatMap((item, i) => {
    const before = items[i - 1];
    return before !== undefined && compare(before, item) > 0 ? [`${where}: "${name(item)}" stands after "${name(before)}"`] : [];
  });
}

const byId = (a: { id: string }, b: { id: string }) => byText(a.id, b.id);
const idOf = (item: { id: string }) => item.id;

describe('every file', () => {
  test.each(all.map((one) => [one.file, one] as const))('%s fits its schema', (_, one) => {
    expect(one.problems).toEqual([]);
  });

  test.each(all.map((one) => [one.file, one] as const))('%s is written canonically', (_, one) => {
    // The schema gives its own key order, so this holds the order of keys, the indent and the last line end at once.
    if (one.value !== undefined) expect(one.text).toBe(`${JSON.stringify(one.value, null, 2)}\n`);
  });

  test('is named after its id', () => {
    const wrong = [...vendors, ...lists]
      .filter(({ file, value }) => !file.endsWith(`/${value.id}.json`))
      .map(({ file, value }) => `${file}: id is ${value.id}`);
    const wrongMarket = markets
      .filter(({ file, value }) => file !== `alternatives/${value.jurisdiction.toLowerCase()}.json`)
      .map(({ file, value }) => `${file}: jurisdiction is ${value.jurisdiction}`);
    expect([...wrong, ...wrongMarket]).toEqual([]);
  });

  test('has ids once', () => {
    const doubles: string[] = [];
    const check = (where: string, ids: readonly string[]) => {
      doubles.push(...repeated(ids).map((id) => `${where}: "${id}" twice`));
    };
    check('categories.json', categoryList.map(idOf));
    check('trades.json', tradeList.map(idOf));
    for (const { id, vendors: members, makers } of tradeList) check(`trades.json: ${id}`, [...members, ...makers]);
    check(
      'vendors',
      vendors.map(({ value }) => value.id),
    );
    check(
      'lists',
      lists.map(({ value }) => value.id),
    );
    for (const { file, value } of vendors) {
      check(`${file} products`, value.products.map(idOf));
      check(`${file} related`, value.related.map(idOf));
    }
    for (const { file, value } of lists) {
      check(`${file} announcements`, value.announcements.map(idOf));
      check(`${file} questions`, value.questions.map(idOf));
      check(`${file} uncertainties`, value.uncertainties.map(idOf));
      check(
        `${file} entries (vendor, date, announcement)`,
        value.entries.map((e) => `${e.vendor} ${e.addedOn ?? ''} ${e.announcement ?? ''}`),
      );
    }
    for (const { file, value } of markets) {
      check(`${file} vendors`, value.vendors.map(idOf));
      check(
        `${file} products`,
        value.vendors.flatMap((v) => v.products.map(idOf)),
      );
      check(
        `${file} noneKnown`,
        value.noneKnown.map((none) => none.category),
      );
    }
    expect(doubles).toEqual([]);
  });

  test('is sorted as docs/data.md says', () => {
    const kinds: readonly string[] = term.shape.kind.options;
    const byTerm = (a: { kind: string; text: string }, b: { kind: string; text: string }) =>
      kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || byText(a.text, b.text);
    const wrong: string[] = [];
    wrong.push(...outOfOrder('categories.json', categoryList, byId, idOf));
    for (const { file, value } of vendors) {
      wrong.push(...outOfOrder(`${file} products`, value.products, byId, idOf));
      wrong.push(...outOfOrder(`${file} related`, value.related, byId, idOf));
      for (const owner of [value, ...value.products, ...value.related])
        wrong.push(...outOfOrder(`${file} terms of ${owner.id}`, owner.terms, byTerm, (t) => `${t.kind} ${t.text}`));
    }
    for (const { file, value } of lists) {
      const key = (e: { vendor: string; addedOn?: string | undefined }) => `${e.vendor} ${e.addedOn ?? ''}`;
      wrong.push(...outOfOrder(`${file} entries`, value.entries, (a, b) => byText(key(a), key(b)), key));
      const when = (a: { date: string; id: string }) => `${a.date} ${a.id}`;
      wrong.push(...outOfOrder(`${file} announcements`, value.announcements, (a, b) => byText(when(a), when(b)), when));
      wrong.push(...outOfOrder(`${file} questions`, value.questions, byId, idOf));
    }
    for (const { file, value } of markets) {
      wrong.push(...outOfOrder(`${file} vendors`, value.vendors, byId, idOf));
      for (const v of value.vendors) wrong.push(...outOfOrder(`${file} products of ${v.id}`, v.products, byId, idOf));
      wrong.push(
        ...outOfOrder(
          `${file} noneKnown`,
          value.noneKnown,
          (a, b) => byText(a.category, b.category),
          (n) => n.category,
        ),
      );
    }
    expect(wrong).toEqual([]);
  });

  test('links by https only, and keeps what is not a link in address', () => {
    const wrong: string[] = [];
    for (const { file, raw } of all)
      for (const { path, key, text } of strings(raw)) {
        if (key === 'url' && !text.startsWith('https://')) wrong.push(`${file}: ${path}: ${text}`);
        if (key === 'address' && !/^https?:\/\/\S+$/.test(text)) wrong.push(`${file}: ${path}: no address: ${text}`);
      }
    expect(wrong).toEqual([]);
  });

  test('gives a source either a link or an address, not both', () => {
    const wrong: string[] = [];
    const walk = (file: string, value: unknown, path: string) => {
      if (Array.isArray(value)) for (const [i, item] of value.entries()) walk(file, item, `${path}[${i}]`);
      else if (typeof value === 'object' && value !== null) {
        if ('url' in value && 'address' in value) wrong.push(`${file}: ${path}`);
        for (const [name, item] of Object.entries(value)) walk(file, item, `${path}.${name}`);
      }
    };
    for (const { file, raw } of all) walk(file, raw, '');
    expect(wrong).toEqual([]);
  });

  test('is free of markup and of untrimmed or doubled blanks', () => {
    const wrong: string[] = [];
    for (const { file, raw } of all)
      for (const { path, key, text } of strings(raw)) {
        if (key === 'url' || key === 'address') continue;
        if (/<\/?(a|b|br|div|em|i|img|p|script|span|strong|style)\b[^>]*>/i.test(text)) wrong.push(`${file}: ${path}: markup: ${text}`);
        if (text !== text.trim() || / {2}|[\t\r\n]/.test(text)) wrong.push(`${file}: ${path}: blanks: "${text}"`);
      }
    expect(wrong).toEqual([]);
  });

  test('calls nothing approved on its own authority', () => {
    // "approved" is a word of the reviewer's organisation; titles and other people's words may hold it.
    const wrong: string[] = [];
    for (const { file, value } of [...lists, ...markets])
      for (const { path, key, text } of strings(value))
        if ((key === 'en' || key === 'zh_CN') && /\b(is|are|was) approved\b|已批准|获批准/.test(text))
          wrong.push(`${file}: ${path}: ${text}`);
    expect(wrong).toEqual([]);
  });
});

describe('the catalogue as a whole', () => {
  test('holds at least what the research held', () => {
    const entries = lists.flatMap(({ value }) => value.entries);
    const products = vendors.flatMap(({ value }) => value.products);
    const families = products.flatMap((product) => product.partNumbers);
    const inMarket = (code: string) => markets.find(({ value }) => value.jurisdiction === code)?.value;
    const counts: [string, number, number][] = [
      ['vendors', vendors.length, 144],
      ['lists', lists.length, 17],
      ['categories', categoryList.length, 106],
      ['products', products.length, 600],
      ['part-number families', families.length, 110],
      ['list entries', entries.length, 240],
      ['announcements', lists.flatMap(({ value }) => value.announcements).length, 26],
      ['questions', lists.flatMap(({ value }) => value.questions).length, 4],
      ['alternative vendors, CN', inMarket('CN')?.vendors.length ?? 0, 70],
      ['alternative vendors, US', inMarket('US')?.vendors.length ?? 0, 110],
      ['alternative products, CN', inMarket('CN')?.vendors.flatMap((v) => v.products).length ?? 0, 260],
      ['alternative products, US', inMarket('US')?.vendors.flatMap((v) => v.products).length ?? 0, 250],
    ];
    expect(counts.filter(([, have, least]) => have < least).map(([what, have, least]) => `${what}: ${have} < ${least}`)).toEqual([]);
  });
});
