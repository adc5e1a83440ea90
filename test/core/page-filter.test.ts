import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCatalogue } from '../../scripts/catalogue.ts';
import { FURTHER_CONTEXT_TERM, NEEDS, WEIGHTS } from '../../src/core/evidence.ts';
import { findTerms } from '../../src/core/found.ts';
import { buildIndex } from '../../src/core/index-build.ts';
import { openIndex } from '../../src/core/index-format.ts';
import { Candidates } from '../../src/core/matcher.ts';
import type { Term } from '../../src/core/model.ts';
import { mayBeVendorHost, mayContain, openPageFilter } from '../../src/core/page-filter.ts';
import { buildPageFilter } from '../../src/core/page-filter-build.ts';
import { screen } from '../../src/core/screen.ts';
import { before, behind, chancesOf, type Disguise, disguises } from './disguises.ts';
import { fixtureTexts } from './fixture-texts.ts';
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

describe('the filter lets through all that a search finds', () => {
  test('every name and every example of a part number of the catalogue', () => {
    expect(missed(terms.map(({ text }) => text))).toEqual([]);
    expect(missed(examples)).toEqual([]);
    const { trades } = catalogue;
    const lists = trades.flatMap(({ makers, companions = [] }) =>
      makers.flatMap((maker) => companions.map(({ text }) => `${maker}、${text}。`)),
    );
    expect(missed(lists)).toEqual([]);
    expect(lists.filter((text) => foundIn(text).length > 0).length).toBeGreaterThan(0.95 * lists.length);
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

test('more kinds of signs in part numbers than there are numbers for', () => {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const pairs = letters.flatMap((one, i) => letters.slice(i + 1).map((other) => one + other));
  const partNumbers = pairs.map((pair) => makeFamily(`${pair}[${pair}]7##`));
  const vendor = makeVendor('acme', [makeTerm('Norvex')], { products: [makeProduct('gate', [], { partNumbers })] });
  const own = openPageFilter(() =>
    buildPageFilter({ vendors: [vendor], lists: [], alternatives: [], categories: [], trades: [] }, hanPairs),
  );
  const numbers = pairs.flatMap((pair) => letters.map((letter) => [`${pair}${letter}742`, pair.includes(letter)] as const));
  expect(numbers.filter(([number, isTheirs]) => mayContain(own, `an ${number} here`, true) !== isTheirs)).toEqual([]);
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

describe('whole texts', () => {
  test('in which something is found have a block that the filter lets through', () => {
    let withMatches = 0;
    for (const { name, blocks } of fixtureTexts()) {
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
