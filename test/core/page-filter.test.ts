import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCatalogue } from '../../scripts/catalogue.ts';
import { FURTHER_CONTEXT_TERM, NEEDS, WEIGHTS } from '../../src/core/evidence.ts';
import type { Block } from '../../src/core/finding.ts';
import { findTerms } from '../../src/core/found.ts';
import { buildIndex } from '../../src/core/index-build.ts';
import { openIndex } from '../../src/core/index-format.ts';
import { Candidates } from '../../src/core/matcher.ts';
import type { Term } from '../../src/core/model.ts';
import { mayBeVendorHost, mayContain, openPageFilter } from '../../src/core/page-filter.ts';
import { buildPageFilter } from '../../src/core/page-filter-build.ts';
import { screen } from '../../src/core/screen.ts';
import { hanPairs, makeFamily, makeProduct, makeTerm, makeVendor } from './invented.ts';

const catalogue = readCatalogue();
const filter = openPageFilter(() => buildPageFilter(catalogue, hanPairs));
const index = openIndex(buildIndex(catalogue, hanPairs));

const owners = catalogue.vendors.flatMap((vendor) => [vendor, ...vendor.products, ...vendor.related]);
const terms: readonly Term[] = owners.flatMap((owner) => owner.terms).filter(({ strength }) => strength !== 'vendor');
const families = catalogue.vendors.flatMap(({ products }) => products.flatMap(({ partNumbers }) => partNumbers));
const examples = families.filter(({ strength }) => strength !== 'vendor').flatMap((family) => family.examples);

/** What a search of the text finds that does not stand or fall with its vendor's name. */
function foundIn(text: string): string[] {
  const { found } = findTerms(index, { id: 0, text }, 0, new Candidates());
  return found.filter(({ info }) => info.strength !== 'vendor').map(({ info }) => info.term);
}

/** The names of which a search finds something that the filter would not let through. */
function missed(texts: readonly string[]): string[] {
  return texts.filter((text) => !mayContain(filter, text, true) && foundIn(text).length > 0);
}

/** Text → the same to the search, in many ways; each draws its own chances. */
type Disguise = (text: string, chance: () => number) => string;
const everyLetter =
  (change: (char: string, chance: () => number) => string): Disguise =>
  (text, chance) =>
    [...text].map((char) => change(char, chance)).join('');
const pick = (from: string | readonly string[], chance: () => number): string => from[Math.floor(chance() * from.length)] ?? '';

const traditional = new Map(Array.from({ length: hanPairs.length / 2 }, (_, i) => [hanPairs.charAt(2 * i + 1), hanPairs.charAt(2 * i)]));
const lookAlikes = new Map(
  [...'aаcсeеoоpрxхyуiіkкTТMМHНBВOΟAΑ'].flatMap((char, i, all) => (i % 2 === 0 ? [[char, all[i + 1] ?? char]] : [])),
);

const disguises: Readonly<Record<string, Disguise>> = {
  nothing: (text) => text,
  'small letters': (text) => text.toLowerCase(),
  capitals: (text) => text.toUpperCase(),
  'any case': everyLetter((char, chance) => (chance() < 0.5 ? char.toUpperCase() : char.toLowerCase())),
  separators: (text, chance) => text.replace(/[ -]/g, () => pick(['', ' ', '-', ' - ', '\u00a0', '‑', '  ', '\n'], chance)),
  'separators between all words': (text, chance) => text.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, () => pick(['', ' ', '-'], chance)),
  'full stops of legal names': (text, chance) => text.replace(/[., ]+/g, () => pick([' ', '., ', ', ', '.', ''], chance)),
  'full width': everyLetter((char, chance) =>
    /[!-~]/.test(char) && chance() < 0.7 ? String.fromCharCode(char.charCodeAt(0) + 0xfee0) : char,
  ),
  'mathematical letters': everyLetter((char) => (/[a-z]/.test(char) ? String.fromCodePoint(0x1d41a + char.charCodeAt(0) - 0x61) : char)),
  ligatures: (text) => text.replace(/fi/g, 'ﬁ').replace(/fl/g, 'ﬂ').replace(/ff/g, 'ﬀ'),
  'look-alikes': everyLetter((char, chance) => (chance() < 0.4 ? (lookAlikes.get(char) ?? char) : char)),
  traditional: everyLetter((char) => traditional.get(char) ?? char),
  'invisible characters': everyLetter((char, chance) =>
    chance() < 0.3 ? `${char}${pick('\u00ad\u200b\u2060\ufeff\ufe0f', chance)}` : char,
  ),
  'invisible characters of two units': everyLetter((char, chance) => (chance() < 0.2 ? `${char}\u{e0020}` : char)),
  marks: everyLetter((char, chance) => (chance() < 0.02 ? `${char}${pick('\u0301\u0307\u0325\u3099', chance)}` : char)),
  decomposed: (text) => text.normalize('NFD'),
  'letters set apart': (text) => [...text.replace(/\s/g, '')].join(' '),
  'letters set apart by wide blanks': (text) => [...text.replace(/\s/g, '')].join('\u3000'),
  'a line end': (text, chance) => {
    const at = Math.floor(chance() * text.length);
    return `${text.slice(0, at)}${pick(['\n', '-\n', ' \r\n '], chance)}${text.slice(at)}`;
  },
  'a blank behind a hyphen': (text) => text.replace(/-/g, '-  '),
  'the letter O': (text) => text.replace(/0/g, 'O'),
  'the letter O once': (text) => text.replace('0', 'o'),
};

/** Chances in a row that a seed decides. */
function chancesOf(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 8) / 0x1000000;
  };
}

const before = [
  '',
  ' ',
  'the ',
  'Overview',
  'x',
  '7',
  '(',
  '采购',
  '\\t',
  '\\n',
  'can\\n',
  'é',
  'я',
  '🔥',
  '/',
  '_',
  '№',
  '… ',
  'A B ',
  '以及',
];
const behind = [
  '',
  ' ',
  '.',
  's',
  's.',
  "'s",
  '60F',
  '8',
  'Firewalls',
  'firewalls',
  'S',
  'é',
  '\u0301',
  '®',
  '™',
  '防火墙',
  '_x',
  '-7',
  '…',
  '🔥',
  'ｓ',
  'Ä',
];

describe('the filter lets through all that a search finds', () => {
  test('every name and every example of a part number of the catalogue', () => {
    expect(missed(terms.map(({ text }) => text))).toEqual([]);
    expect(missed(examples)).toEqual([]);
    // And not because the search finds nothing.
    expect(terms.filter(({ text }) => foundIn(text).length > 0).length).toBeGreaterThan(0.95 * terms.length);
  });

  test.each(Object.keys(disguises))('in disguise: %s', (name) => {
    const disguise = disguises[name] as Disguise;
    let found = 0;
    const things = fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...terms.map(({ text }) => text)) }, fc.constantFrom(...examples));
    fc.assert(
      fc.property(things, fc.constantFrom(...before), fc.constantFrom(...behind), fc.integer(), (thing, left, right, seed) => {
        const text = `${left}${disguise(thing, chancesOf(seed))}${right}`;
        if (foundIn(text).length === 0) return;
        found++;
        expect([text, mayContain(filter, text, true)]).toEqual([text, true]);
      }),
      { numRuns: 1_500 },
    );
    expect(found).toBeGreaterThan(20);
  });

  test('two disguises at once, in ordinary text', () => {
    const names = Object.keys(disguises);
    fc.assert(
      fc.property(
        fc.constantFrom(...terms.map(({ text }) => text), ...examples),
        fc.constantFrom(...names),
        fc.constantFrom(...names),
        fc.constantFrom(...before),
        fc.constantFrom(...behind),
        fc.integer(),
        (thing, first, second, left, right, seed) => {
          const chance = chancesOf(seed);
          const disguised = (disguises[second] as Disguise)((disguises[first] as Disguise)(thing, chance), chance);
          const text = `Please send an offer for ${left}${disguised}${right} and two chairs.`;
          expect([text, mayContain(filter, text, true) || foundIn(text).length === 0]).toEqual([text, true]);
        },
      ),
      { numRuns: 6_000 },
    );
  });

  test('any text of the characters that matter', () => {
    const vendor = makeVendor(
      'acme',
      [
        makeTerm('Norvex'),
        makeTerm('RampartGate X'),
        makeTerm('诺维'),
        makeTerm('Acme Corp., Ltd.', { kind: 'legal' }),
        makeTerm('Norv', { kind: 'prefix' }),
      ],
      {
        products: [
          makeProduct('gate', [makeTerm('Gate', { strength: 'word', case: 'capital' })], {
            partNumbers: [makeFamily('NX-#{2,3}(-[A-Z]{1,2}){0,2}'), makeFamily('[AB]@{1,3}~[-]0#')],
          }),
        ],
      },
    );
    const own = { vendors: [vendor], lists: [], alternatives: [], categories: [], trades: [] };
    const small = { filter: openPageFilter(() => buildPageFilter(own, hanPairs)), index: openIndex(buildIndex(own, hanPairs)) };
    const piece = fc.constantFrom(
      ...'NORVEXnorvexｎ𝐨ѕ诺維维gGateRmp Xx-‑.,0O17\u00ad\u200b\u0301\n\\t_/s',
      'Norvex',
      'Acme',
      'Corp',
      'Ltd',
      'NX',
      'Rampart',
      'ﬁ',
      '…',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const text = pieces.join('');
        const { found } = findTerms(small.index, { id: 0, text }, 0, new Candidates());
        expect([text, found.length === 0 || mayContain(small.filter, text, true)]).toEqual([text, true]);
      }),
      { numRuns: 20_000 },
    );
  });
});

describe('names that are written small', () => {
  test('come to nothing without a sign of their vendor, as the weights are', () => {
    expect(WEIGHTS.lower_case + WEIGHTS.context_term + FURTHER_CONTEXT_TERM).toBeLessThan(Math.min(NEEDS.plain, NEEDS.context, NEEDS.word));
  });

  test('are no candidates then, and are with one', () => {
    expect(mayContain(filter, 'over the horizon')).toBe(false);
    expect(mayContain(filter, 'over the horizon', true)).toBe(true);
    expect(mayContain(filter, 'Horizon')).toBe(true);
  });

  test('the hosts of vendors are known', () => {
    expect(['fortinet.com', 'www.fortinet.com', 'FORTINET.COM'].every((host) => mayBeVendorHost(filter, host))).toBe(true);
    expect(['example.com', 'fortinet', ''].some((host) => mayBeVendorHost(filter, host))).toBe(false);
  });
});

/** Blocks of the fixture texts and files, cut at line ends. */
function* fixtures(): Generator<{ readonly name: string; readonly blocks: Block[] }> {
  for (const folder of ['../fixtures/files/', '../fixtures/pages/', '../../samples/', '../../docs/']) {
    const root = new URL(folder, import.meta.url);
    for (const file of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
      if (!/\.(txt|html|csv|md)$/.test(file)) continue;
      const text = readFileSync(new URL(file, root), 'utf8').replace(/<[^>]*>/g, '\n');
      yield { name: file, blocks: text.split(/\n+/).flatMap((line, id) => (line.trim() ? [{ id, text: line }] : [])) };
    }
  }
}

describe('whole texts', () => {
  test('in which something is found have a block that the filter lets through', () => {
    let withMatches = 0;
    for (const { name, blocks } of fixtures()) {
      if (screen(index, blocks, {}).length === 0) continue;
      withMatches++;
      expect([name, blocks.some(({ text }) => mayContain(filter, text))]).toEqual([name, true]);
    }
    expect(withMatches).toBeGreaterThan(3);
  });

  test('of names, context terms and links that stand together: a match means a block that the filter lets through', () => {
    const vendors = catalogue.vendors.filter(({ products }) => products.length > 0);
    const words = fc.constantFrom(...vendors).chain((vendor) => {
      const names = [vendor, ...vendor.products].flatMap((owner) => [...owner.terms.map(({ text }) => text), ...owner.contextTerms]);
      return fc.tuple(
        fc.array(fc.tuple(fc.constantFrom(...names, 'and', 'firewall'), fc.boolean()), { maxLength: 6 }),
        fc.option(fc.constantFrom('example.com', ...vendor.domains)),
        fc.option(fc.constantFrom('Cart', ...names)),
        fc.option(fc.constantFrom('example.com', ...vendor.domains)),
      );
    });
    fc.assert(
      fc.property(words, ([pieces, link, title, host]) => {
        const text = pieces.map(([name, isSmall]) => (isSmall ? name.toLowerCase() : name)).join(' ');
        const block = { id: 0, text, ...(link ? { links: [link] } : {}) };
        const page = { ...(title ? { title } : {}), ...(host ? { host } : {}) };
        if (screen(index, [block], page).length === 0) return;
        const hasSign = mayBeVendorHost(filter, host ?? '') || mayBeVendorHost(filter, link ?? '') || mayContain(filter, title ?? '');
        expect([block, page, mayContain(filter, text, hasSign)]).toEqual([block, page, true]);
      }),
      { numRuns: 4_000 },
    );
  });

  test('of everyday life are mostly quiet', () => {
    const english = `The committee met on Tuesday to talk about the garden behind the library. Search, Close, Share, Privacy policy, View all,
      Services, Applications, Video, Contact us. It was agreed to plant two pear trees, at a cost of 120 pounds, before 15 March 2024.
      The service was excellent, responsible for the protection of 1,200 members; see page 43-45. Cloud, smart home, backup, archive.`;
    const chinese = `本次会议讨论了图书馆后面花园的改造方案。大家一致同意在春天种植两棵梨树。预算为人民币一千二百元。
      采购单位应当在开标前三日内提交全部材料，联系人王老师，电话见附件。管理办法自发布之日起施行。学校食堂今天供应面条和米饭。`;
    const sentences = `${english}\n${chinese}`.split(/[.\n;。]/).filter((sentence) => sentence.trim());
    const loud = sentences.filter((sentence) => mayContain(filter, sentence));
    console.log(
      `page filter: ${sentences.length - loud.length} of ${sentences.length} ordinary sentences are quiet${loud.map((text) => `; not: ${text.trim()}`).join('')}`,
    );
    expect(loud.length).toBeLessThan(0.2 * sentences.length);
  });
});
