import { describe, expect, test } from 'vitest';
import { alternativesFor } from '../../src/core/alternatives.ts';
import { type ApprovedEntries, knowApproved } from '../../src/core/approved-owners.ts';
import type { AlternativesOf, Offer, ReportGroup } from '../../src/core/finding.ts';
import { buildIndex } from '../../src/core/index-build.ts';
import { openIndex } from '../../src/core/index-format.ts';
import { Lookup } from '../../src/core/lookup.ts';
import type { Alternatives, Catalogue } from '../../src/core/model.ts';
import type { ApprovedEntry } from '../../src/core/own-list.ts';
import type { Policy } from '../../src/core/policy.ts';
import { buildReport } from '../../src/core/report.ts';
import { screenStored } from '../../src/core/screen.ts';
import { hanPairs, catalogue as invented } from './invented.ts';
import { entriesOf, makeEntry, makeOwnList, withNames } from './own-names.ts';

/** With a kind of firewall below firewalls. */
const catalogue: Catalogue = {
  ...invented,
  categories: [
    ...invented.categories,
    {
      id: 'branch-firewall',
      name: { en: 'Branch firewall', zh_CN: '分支防火墙' },
      definition: 'Small firewalls.',
      securityFunction: true,
      broader: 'firewall',
    },
  ],
};
const bundled = openIndex(buildIndex(catalogue, hanPairs));
const china: Policy = { homeMarket: 'CN', lists: {}, scope: 'all-products', today: '2026-11-23' };

const entry = (vendor: string, more: Partial<ApprovedEntry> = {}): ApprovedEntry => ({ vendor, categories: ['firewall'], ...more });
const approvedList = (id: string, ...entries: ApprovedEntry[]): ApprovedEntries => ({ list: { id, title: `List ${id}` }, entries });

interface World {
  readonly lists: readonly ApprovedEntries[];
  /** Own restricted lists, by id. */
  readonly own?: Readonly<Record<string, readonly string[]>>;
  readonly facts?: Catalogue;
}

async function lookUp({ lists, own = {}, facts = catalogue }: World) {
  let index = facts === catalogue ? bundled : openIndex(buildIndex(facts, hanPairs));
  for (const [id, names] of Object.entries(own)) index = await withNames(index, id, ...names);
  const restricted = Object.keys(own).map((id) => makeOwnList(id));
  const entries = entriesOf(Object.fromEntries(Object.entries(own).map(([id, names]) => [id, names.map((name) => makeEntry(name))])));
  return { index, lookup: new Lookup(facts, restricted, entries, await knowApproved(lists, index, facts)) };
}

async function offersFor(world: World, category: string | undefined = 'firewall', policy = china): Promise<AlternativesOf> {
  return alternativesFor(category, 'norvex', (await lookUp(world)).lookup, policy);
}

const listed = (...entries: ApprovedEntry[]): World => ({ lists: [approvedList('own:avl', ...entries)] });
const approvedOf = ({ offers }: AlternativesOf): readonly Offer[] => offers.filter(({ approval }) => approval !== undefined);
const vendorsOf = (offers: readonly Offer[]): string[] => offers.map(({ vendor }) => vendor.name.en);
const titlesOf = ({ conflicts }: Offer): string[] =>
  conflicts.map(({ title, enabled, isUnsure }) => `${title.en}${enabled ? '' : ' (off)'}${isUnsure ? '?' : ''}`);

describe('approved vendors', () => {
  test('come before all bundled ones, with what the list says of them', async () => {
    const details = {
      reference: 'C-2026-17',
      validUntil: '2027-06-30',
      scope: 'Head office',
      region: 'East',
      note: 'Ask for spare parts',
      url: 'https://ostrava.example/',
    };
    const { offers } = await offersFor(listed(entry('Ostrava Networks', { product: 'Ostrava Gate', ...details })));
    const { url, ...rest } = details;
    expect(offers[0]).toEqual({
      vendor: { id: 'own:avl:0', name: { en: 'Ostrava Networks' } },
      product: { id: 'own:avl:0', name: { en: 'Ostrava Gate' } },
      category: { id: 'firewall', name: { en: 'Firewall', zh_CN: '防火墙' } },
      url,
      urlVerified: true,
      verification: 'sourced',
      basis: [],
      conflicts: [],
      approval: { list: 'List own:avl', isExpired: false, ...rest },
    });
    expect(offers.slice(1).map(({ product, approval }) => [product?.id, approval])).toEqual([
      ['canglong-shield', undefined],
      ['beihai-one', undefined],
      ['anshan-wall', undefined],
      ['lantern', undefined],
    ]);
  });

  test('are offered for their own category, then for a broader one, then those approved for whatever they make', async () => {
    const world = listed(
      entry('Anywhere', { categories: [] }),
      entry('Broad', { categories: ['camera', 'firewall'] }),
      entry('Narrow', { categories: ['branch-firewall'] }),
      entry('Elsewhere', { categories: ['endpoint'] }),
    );
    expect(vendorsOf(approvedOf(await offersFor(world, 'branch-firewall')))).toEqual(['Narrow', 'Broad', 'Anywhere']);
    expect(vendorsOf(approvedOf(await offersFor(world, 'firewall')))).toEqual(['Broad', 'Anywhere']);
    expect(vendorsOf(approvedOf(await offersFor(world, 'no-such-category')))).toEqual(['Anywhere']);
    const [narrow, broad, any] = approvedOf(await offersFor(world, 'branch-firewall'));
    expect([narrow?.category?.id, broad?.category?.id, any?.category]).toEqual(['branch-firewall', 'firewall', undefined]);
  });

  test('categories that are broader than one another end nowhere', async () => {
    const categories = catalogue.categories.map((one) => (one.id === 'firewall' ? { ...one, broader: 'branch-firewall' } : one));
    const world = { ...listed(entry('Narrow', { categories: ['branch-firewall'] })), facts: { ...catalogue, categories } };
    expect(vendorsOf(approvedOf(await offersFor(world, 'firewall')))).toEqual(['Narrow']);
  });

  test('where the text names no product, only those that are approved for whatever they make', async () => {
    const world = listed(entry('Ostrava'), entry('Anywhere', { categories: [] }));
    expect(await lookUp(world).then(({ lookup }) => alternativesFor(undefined, 'norvex', lookup, china))).toMatchObject({
      offers: [{ vendor: { name: { en: 'Anywhere' } } }],
    });
  });

  test('are offered in every home market, collected or not', async () => {
    const found = await offersFor(listed(entry('Ostrava')), 'firewall', { ...china, homeMarket: 'GB' });
    expect([vendorsOf(found.offers), found.isUncollected]).toEqual([['Ostrava'], true]);
  });

  test('are gone when their list is switched off', async () => {
    const world = { lists: [approvedList('own:a', entry('Ostrava')), approvedList('own:b', entry('Pribram'))] };
    expect(vendorsOf(approvedOf(await offersFor(world)))).toEqual(['Ostrava', 'Pribram']);
    expect(vendorsOf(approvedOf(await offersFor(world, 'firewall', { ...china, lists: { 'own:a': false } })))).toEqual(['Pribram']);
  });

  test('only https links are offered', async () => {
    const unsafe = ['javascript:alert(1)', 'http://ostrava.example/', 'data:text/html,x'].map((url) =>
      entry('Ostrava', { product: url, url }),
    );
    expect(approvedOf(await offersFor(listed(...unsafe))).map(({ url }) => url)).toEqual([undefined, undefined, undefined]);
  });

  test('of very many the first are offered and the others counted', async () => {
    const many = Array.from({ length: 120 }, (_, i) => entry(`Vendor ${String(i).padStart(3, '0')}`));
    const found = await offersFor(listed(...many));
    expect([approvedOf(found).length, found.moreApproved, found.offers[49]?.vendor.name.en]).toEqual([50, 70, 'Vendor 049']);
    expect(await offersFor(listed(...many.slice(0, 50)))).not.toHaveProperty('moreApproved');
  });
});

describe('an approval that ends', () => {
  const world = listed(entry('Aurich', { validUntil: '2026-11-22' }), entry('Ostrava', { validUntil: '2026-11-23' }), entry('Pribram'));

  test('holds on its last day and not on the next', async () => {
    const expired = async (today?: string) =>
      approvedOf(await offersFor(world, 'firewall', { homeMarket: 'CN', lists: {}, scope: 'all-products', ...(today ? { today } : {}) }))
        .filter(({ approval }) => approval?.isExpired)
        .map(({ vendor }) => vendor.name.en);
    expect(await expired('2026-11-22')).toEqual([]);
    expect(await expired('2026-11-23')).toEqual(['Aurich']);
    expect(await expired('2026-11-24')).toEqual(['Aurich', 'Ostrava']);
    // Whoever does not know the day vouches for nothing.
    expect(await expired()).toEqual(['Aurich', 'Ostrava']);
  });

  test('ranks behind those that hold, and before bundled ones', async () => {
    const { offers } = await offersFor(world);
    expect(vendorsOf(offers).slice(0, 4)).toEqual(['Ostrava', 'Pribram', 'Aurich', 'Canglong']);
  });
});

describe('an approved vendor that is also a bundled alternative', () => {
  test('is one offer, approved, with what is known of it', async () => {
    const { offers } = await offersFor(listed(entry('BEIHAI Co., Ltd.')));
    expect(offers.filter(({ vendor }) => /beihai/i.test(vendor.name.en))).toHaveLength(1);
    expect(offers[0]).toMatchObject({
      vendor: { id: 'beihai', name: { en: 'BEIHAI Co., Ltd.' } },
      known: [{ en: 'Beihai One' }],
      url: 'https://beihai.example/',
      basis: [{ kind: 'press' }],
      approval: { list: 'List own:avl' },
    });
    expect(offers[0]).not.toHaveProperty('product');
  });

  test('is the brand that it is named like, or by another name the first of its vendor', async () => {
    const withBrand = catalogue.alternatives.map((market): Alternatives => {
      const brands = market.vendors
        .filter(({ id }) => id === 'zhaoming')
        .map((one) => ({ ...one, id: 'zhaoming-cloud', name: { en: 'Zhaoming Cloud' } }));
      return { ...market, vendors: [...market.vendors, ...brands] };
    });
    const facts = { ...catalogue, alternatives: withBrand };
    const idsFor = async (vendor: string) =>
      (await offersFor({ ...listed(entry(vendor)), facts })).offers
        .map((offer) => offer.vendor.id)
        .filter((id) => id.startsWith('zhaoming'));
    expect(await idsFor('Zhaoming Cloud Ltd')).toEqual(['zhaoming-cloud', 'zhaoming']);
    expect(await idsFor('照明安全')).toEqual(['zhaoming', 'zhaoming-cloud']);
  });

  test("keeps the list's own product and link", async () => {
    const { offers } = await offersFor(listed(entry('Anshan', { product: 'Wall 9', url: 'https://anshan.example/9' })));
    expect(offers[0]).toMatchObject({ product: { name: { en: 'Wall 9' } }, url: 'https://anshan.example/9', basis: [{}] });
    expect(offers[0]).not.toHaveProperty('known');
    expect(offers.map(({ product }) => product?.id)).not.toContain('anshan-wall');
  });

  test('stays a bundled one where the approval is for something else, or its list is off', async () => {
    const world = listed(entry('Beihai', { categories: ['camera'] }));
    expect((await offersFor(world)).offers.find(({ vendor }) => vendor.id === 'beihai')).not.toHaveProperty('approval');
    const off = await offersFor(listed(entry('Beihai')), 'firewall', { ...china, lists: { 'own:avl': false } });
    expect(off.offers.find(({ vendor }) => vendor.id === 'beihai')).toMatchObject({ product: { id: 'beihai-one' } });
  });

  test('when all are, nothing is said to be missing', async () => {
    const [market] = catalogue.alternatives;
    const facts = {
      ...catalogue,
      alternatives: market ? [{ ...market, noneKnown: [{ category: 'endpoint', reason: { en: 'none', zh_CN: '无' } }] }] : [],
    };
    const found = await offersFor({ ...listed(entry('Beihai', { categories: ['endpoint'] })), facts }, 'endpoint');
    expect([vendorsOf(found.offers), found.noneKnown]).toEqual([['Beihai'], undefined]);
  });

  test('what two lists approve is offered once, by the approval that holds longest', async () => {
    const ends = ['2026-01-01', '2027-01-01', '2028-01-01'].map((validUntil, i) =>
      approvedList(`own:${i}`, entry(i === 0 ? 'OSTRAVA' : 'Ostrava Ltd', { validUntil })),
    );
    const found = approvedOf(await offersFor({ lists: ends }));
    expect(found.map(({ approval }) => approval?.list)).toEqual(['List own:2']);
    const twoNames = await offersFor({ lists: [approvedList('own:a', entry('Zhaoming Ltd')), approvedList('own:b', entry('照明安全'))] });
    expect(approvedOf(twoNames).map(({ vendor }) => vendor.id)).toEqual(['zhaoming']);
    const open = await offersFor({ lists: [...ends, approvedList('own:9', entry('Ostrava Ltd'))] });
    expect(approvedOf(open).map(({ approval }) => approval?.list)).toEqual(['List own:9']);
  });
});

describe('an approved vendor that is restricted', () => {
  const conflictsOf = async (approved: ApprovedEntry, own: World['own'] = {}, policy = china): Promise<string[] | undefined> => {
    const [offer] = approvedOf(await offersFor({ ...listed(approved), own }, 'firewall', policy));
    return offer && titlesOf(offer);
  };

  test('says so, also for lists that are off', async () => {
    expect(await conflictsOf(entry('Haiyan'))).toEqual(['cn-asks short', 'us-cameras short (off)']);
    const on = { ...china, lists: { 'us-cameras': true } };
    expect(await conflictsOf(entry('HAIYAN Co., Ltd.'), {}, on)).toEqual(['cn-asks short', 'us-cameras short']);
  });

  test('by its whole name only', async () => {
    expect(await conflictsOf(entry('Haiyan Partners'))).toEqual([]);
    expect(await conflictsOf(entry('Friends of Haiyan'))).toEqual([]);
    expect(await conflictsOf(entry('Haiyan, Inc.'))).toEqual(['cn-asks short', 'us-cameras short (off)']);
  });

  test('by the product that is approved, whoever sells it', async () => {
    const lantern = ['us-cameras short (off)'];
    expect(await conflictsOf(entry('Smith Trading', { product: 'LanternWall 5' }))).toEqual(lantern);
    expect(await conflictsOf(entry('Smith Trading', { product: 'Cable for LanternWall' }))).not.toEqual(lantern);
    expect(await conflictsOf(entry('Smith Trading', { product: 'Tools compatible with LanternWall' }))).toEqual([]);
  });

  test('on an own list, which may be off', async () => {
    const own = { 'own:blocked': ['Umbrage Works', 'Ostrava Ltd'] };
    expect(await conflictsOf(entry('Ostrava Ltd'), own)).toEqual(['List own:blocked']);
    expect(await conflictsOf(entry('Ostrava Ltd'), own, { ...china, lists: { 'own:blocked': false } })).toEqual(['List own:blocked (off)']);
    expect(await conflictsOf(entry('Pribram'), own)).toEqual([]);
  });

  test('ranks behind the others where the list is on', async () => {
    const world = { ...listed(entry('Aurich'), entry('Ostrava', { categories: [] })), own: { 'own:blocked': ['Aurich'] } };
    expect(vendorsOf(approvedOf(await offersFor(world)))).toEqual(['Ostrava', 'Aurich']);
    const off = { ...china, lists: { 'own:blocked': false } };
    expect(vendorsOf(approvedOf(await offersFor(world, 'firewall', off)))).toEqual(['Aurich', 'Ostrava']);
  });

  test('an ambiguous name is a question, until something settles it', async () => {
    const facts: Catalogue = {
      ...catalogue,
      vendors: catalogue.vendors.map((vendor) =>
        vendor.id === 'haiyan'
          ? { ...vendor, domains: ['haiyan.example'], terms: [{ text: 'Seagull', kind: 'name', strength: 'word', case: 'capital' }] }
          : vendor,
      ),
    };
    const of = async (more: Partial<ApprovedEntry>) =>
      approvedOf(await offersFor({ ...listed(entry('Seagull', more)), facts })).map(titlesOf)[0];
    expect(await of({})).toEqual(['cn-asks short?', 'us-cameras short (off)?']);
    expect(await of({ url: 'https://www.haiyan.example/' })).toEqual(['cn-asks short', 'us-cameras short (off)']);
  });

  test('as a bundled alternative keeps what is recorded of that', async () => {
    expect(await conflictsOf(entry('Zhaoming'))).toEqual(['us-cameras short (off)', 'Notice 7 (off)']);
  });

  test('a bundled alternative that stands on an own list says so too', async () => {
    const { offers } = await offersFor({ lists: [], own: { 'own:blocked': ['Canglong'] } });
    const canglong = offers.find(({ vendor }) => vendor.id === 'canglong');
    expect(canglong && titlesOf(canglong)).toEqual(['List own:blocked']);
    expect(vendorsOf(offers)[0]).not.toBe('Canglong');
    const { lookup } = await lookUp({ lists: [], own: { 'own:blocked': ['Canglong'] } });
    expect(vendorsOf(alternativesFor('firewall', 'own:blocked:0', lookup, china).offers)).not.toContain('Canglong');
  });
});

describe('an approval of the restricted vendor itself', () => {
  const groupOf = async (world: World, text = 'Norvex Bastion firewall', policy = china): Promise<ReportGroup | undefined> => {
    const { index, lookup } = await lookUp(world);
    const coverage = { blocks: 1, characters: 10, fields: 0, cells: 0, attributes: 0, shadowRoots: 0, unread: [] };
    const frame = { frame: 0, page: {}, matches: await screenStored(index, [{ id: 1, text }], {}), coverage };
    return buildReport([frame], lookup, policy).confirmed[0];
  };
  const world = listed(entry('Norvex Systems Co Ltd', { validUntil: '2026-12-31' }), entry('Ostrava'));

  test('is no offer but a conflict of the vendor', async () => {
    const group = await groupOf(world);
    expect(group?.approvals).toEqual([
      { list: 'List own:avl', isExpired: false, validUntil: '2026-12-31', vendor: 'Norvex Systems Co Ltd' },
    ]);
    const bastion = group?.items.find(({ product }) => product);
    expect(vendorsOf(bastion?.offers ?? [])).toEqual(['Ostrava', 'Canglong', 'Beihai', 'Anshan', 'Zhaoming']);
  });

  test('also of one of its products, by an expired approval, or by an ambiguous name', async () => {
    const group = await groupOf(listed(entry('NVX'), entry('Smith Trading', { product: 'Norvex Bastion', validUntil: '2020-01-01' })));
    expect(group?.approvals?.map(({ vendor, product, isExpired }) => [vendor, product, isExpired])).toEqual([
      ['NVX', undefined, false],
      ['Smith Trading', 'Norvex Bastion', true],
    ]);
    expect(group?.items[0]?.offers.filter(({ approval }) => approval)).toEqual([]);
  });

  test('is none where the product was sold: it belongs to somebody else', async () => {
    expect(await groupOf(listed(entry('Palisade Labs'), entry('Smith Trading', { product: 'TunnelWay' })))).not.toHaveProperty('approvals');
  });

  test('is not told when its list is off, nor of other vendors', async () => {
    expect(await groupOf(world, 'Norvex', { ...china, lists: { 'own:avl': false } })).not.toHaveProperty('approvals');
    expect(await groupOf(listed(entry('Ostrava')))).not.toHaveProperty('approvals');
  });

  test('of an own list too', async () => {
    const group = await groupOf(
      { ...listed(entry('Umbrage'), entry('Any', { categories: [] })), own: { 'own:blocked': ['Umbrage'] } },
      'Umbrage',
    );
    expect(group?.approvals).toMatchObject([{ vendor: 'Umbrage' }]);
    expect(vendorsOf(group?.items[0]?.offers ?? [])).toEqual(['Any']);
  });
});
