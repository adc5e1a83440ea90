import { expect, test } from 'vitest';
import { categoryIds, categoryList, listById, lists, markets, tradeList, vendorById, vendors } from './catalogue.ts';

test('every product has a known category', () => {
  const wrong = vendors.flatMap(({ file, value }) =>
    value.products.filter((p) => !categoryIds.has(p.category)).map((p) => `${file}: product ${p.id}: no category ${p.category}`),
  );
  expect(wrong).toEqual([]);
});

test('every owner that is given by id is a vendor here, and not the vendor itself', () => {
  const wrong = vendors.flatMap(({ file, value }) => {
    const owner = value.owner?.vendor;
    return owner !== undefined && (owner === value.id || !vendorById.has(owner)) ? [`${file}: owner.vendor ${owner}`] : [];
  });
  expect(wrong).toEqual([]);
});

test('every vendor of a trade is known, and its makers are no vendors', () => {
  const names = new Map(
    vendors.flatMap(({ value }) =>
      [value, ...value.products, ...value.related].flatMap(({ terms }) =>
        terms.map((term) => [term.text.toLowerCase(), value.id] as const),
      ),
    ),
  );
  const wrong = tradeList.flatMap(({ id, vendors: members, makers, companions = [] }) => [
    ...members.filter((vendor) => !vendorById.has(vendor)).map((vendor) => `${id}: no vendor ${vendor}`),
    ...companions.filter(({ vendor }) => !members.includes(vendor)).map(({ text }) => `${id}: ${text} is of no vendor of the trade`),
    ...makers
      .filter((maker) => names.has(maker.toLowerCase()))
      .map((maker) => `${id}: ${maker} is a name of ${names.get(maker.toLowerCase())}`),
  ]);
  expect(wrong).toEqual([]);
});

test('every entry names a known vendor', () => {
  const wrong = lists.flatMap(({ file, value }) =>
    value.entries.filter((e) => !vendorById.has(e.vendor)).map((e) => `${file}: entry ${e.vendor}: no such vendor`),
  );
  expect(wrong).toEqual([]);
});

test('every product of an entry belongs to its vendor', () => {
  const wrong = lists.flatMap(({ file, value }) =>
    value.entries.flatMap((e) => {
      const known = new Set(vendorById.get(e.vendor)?.products.map((p) => p.id));
      return (e.products ?? []).filter((id) => !known.has(id)).map((id) => `${file}: entry ${e.vendor}: no product ${id}`);
    }),
  );
  expect(wrong).toEqual([]);
});

test('every announcement of an entry is in its list', () => {
  const wrong = lists.flatMap(({ file, value }) => {
    const known = new Set(value.announcements.map((a) => a.id));
    return value.entries
      .filter((e) => (e.announcement === undefined ? known.size > 0 : !known.has(e.announcement)))
      .map((e) => `${file}: entry ${e.vendor} ${e.addedOn ?? ''}: announcement ${e.announcement ?? 'missing'}`);
  });
  expect(wrong).toEqual([]);
});

test('an entry has the date of its announcement', () => {
  const wrong = lists.flatMap(({ file, value }) => {
    const dates = new Map(value.announcements.map((a) => [a.id, a.date]));
    return value.entries
      .filter((e) => e.announcement !== undefined && dates.get(e.announcement) !== e.addedOn)
      .map((e) => `${file}: entry ${e.vendor}: ${e.addedOn} but ${e.announcement} is of ${dates.get(e.announcement ?? '')}`);
  });
  expect(wrong).toEqual([]);
});

test('every category in a list is known', () => {
  const wrong = lists.flatMap(({ file, value }) => [
    ...(typeof value.scope.products === 'string' ? [] : value.scope.products)
      .filter((id) => !categoryIds.has(id))
      .map((id) => `${file}: scope.products: no category ${id}`),
    ...value.entries.flatMap((e) =>
      (e.categories ?? []).filter((id) => !categoryIds.has(id)).map((id) => `${file}: entry ${e.vendor}: no category ${id}`),
    ),
    ...value.questions.flatMap((q) =>
      q.categories.filter((id) => !categoryIds.has(id)).map((id) => `${file}: question ${q.id}: no category ${id}`),
    ),
  ]);
  expect(wrong).toEqual([]);
});

test('the categories of an entry, and of the products it names, are inside the scope of its list', () => {
  const wrong = lists.flatMap(({ file, value }) => {
    const { products } = value.scope;
    if (typeof products === 'string') return [];
    return value.entries.flatMap((e) => {
      const named = vendorById.get(e.vendor)?.products.filter((p) => e.products?.includes(p.id)) ?? [];
      return [...(e.categories ?? []), ...named.map((p) => p.category)]
        .filter((id) => !products.includes(id))
        .map((id) => `${file}: entry ${e.vendor}: ${id} is outside scope.products`);
    });
  });
  expect(wrong).toEqual([]);
});

test('an entry that covers categories finds products of its vendor in them', () => {
  const wrong = lists.flatMap(({ file, value }) =>
    value.entries
      .filter((e) => e.categories && !vendorById.get(e.vendor)?.products.some((p) => e.categories?.includes(p.category)))
      .map((e) => `${file}: entry ${e.vendor}: no product in ${e.categories?.join(', ')}`),
  );
  expect(wrong).toEqual([]);
});

test('every vendor stands on a list', () => {
  const listed = new Set(lists.flatMap(({ value }) => value.entries.map((e) => e.vendor)));
  expect([...vendorById.keys()].filter((id) => !listed.has(id))).toEqual([]);
});

test('entry and vendor agree on who meets them', () => {
  const wrong = lists.flatMap(({ file, value }) =>
    value.entries
      .map((e) => ({ ...e, vendorIs: vendorById.get(e.vendor)?.relevance ?? e.relevance }))
      .filter((e) => e.relevance !== undefined && e.vendorIs !== e.relevance)
      .map((e) => `${file}: entry ${e.vendor}: ${e.relevance}, but the vendor is ${e.vendorIs}`),
  );
  expect(wrong).toEqual([]);
});

test('a broader category is known, one step up and not a circle', () => {
  const wrong = categoryList
    .filter((c) => c.broader !== undefined)
    .filter((c) => c.broader === c.id || !categoryIds.has(c.broader as string))
    .map((c) => `${c.id}: broader ${c.broader}`);
  expect(wrong).toEqual([]);
  const up = new Map(categoryList.map((c) => [c.id, c.broader]));
  for (const { id } of categoryList) {
    let at: string | undefined = id;
    for (let steps = 0; at !== undefined; steps++) {
      expect(steps, `categories.json: ${id}: broader runs in a circle`).toBeLessThan(5);
      at = up.get(at);
    }
  }
});

test('every alternative points to known vendors and categories', () => {
  const wrong = markets.flatMap(({ file, value }) => [
    ...value.vendors.flatMap((v) => [
      ...(v.vendor !== undefined && !vendorById.has(v.vendor) ? [`${file}: ${v.id}: no vendor ${v.vendor}`] : []),
      ...v.products.filter((p) => !categoryIds.has(p.category)).map((p) => `${file}: ${v.id}: ${p.id}: no category ${p.category}`),
    ]),
    ...value.noneKnown.filter((n) => !categoryIds.has(n.category)).map((n) => `${file}: noneKnown: no category ${n.category}`),
  ]);
  expect(wrong).toEqual([]);
});

test('an alternative with the id or English name of a vendor is joined to it', () => {
  const wrong = markets.flatMap(({ file, value }) =>
    value.vendors
      .filter((v) => v.vendor === undefined)
      .filter((v) => vendorById.has(v.id) || vendors.some(({ value: one }) => one.name.en.toLowerCase() === v.name.en.toLowerCase()))
      .map((v) => `${file}: ${v.id}`),
  );
  expect(wrong).toEqual([]);
});

test('companies that are restricted in another market are joined to their vendor', () => {
  const joins: [market: string, alternative: string, vendor: string][] = [
    ['CN', '360', 'qihoo-360'],
    ['CN', 'alibabacloud', 'alibaba'],
    ['CN', 'dahua', 'dahua'],
    ['CN', 'hikvision', 'hikvision'],
    ['CN', 'huawei', 'huawei'],
    ['CN', 'huaweicloud', 'huawei'],
    ['CN', 'inspur', 'inspur'],
    ['CN', 'knownsec', 'knownsec'],
    ['CN', 'tencentcloud', 'tencent'],
    ['US', 'crowdstrike', 'crowdstrike'],
    ['US', 'fortinet', 'fortinet'],
    ['US', 'mcafee', 'mcafee'],
    ['US', 'micron', 'micron'],
    ['US', 'palo-alto-networks', 'palo-alto-networks'],
    ['US', 'sentinelone', 'sentinelone'],
    ['US', 'skydio', 'skydio'],
    ['US', 'teal', 'red-cat'],
  ];
  const wrong = joins.filter(([market, id, vendor]) => {
    const found = markets.find(({ value }) => value.jurisdiction === market)?.value.vendors.find((v) => v.id === id);
    return found?.vendor !== vendor;
  });
  expect(wrong).toEqual([]);
});

test('a note that refers to another list names one that exists', () => {
  const wrong = lists.flatMap(({ file, value }) =>
    [...value.uncertainties.map((u) => u.text), ...value.notes].flatMap(({ en, zh_CN }) =>
      (`${en} ${zh_CN}`.match(/\b(?:cn|us)-[a-z0-9]+(?:-[a-z0-9]+)*\b/g) ?? [])
        .filter((id) => !listById.has(id))
        .map((id) => `${file}: ${id}`),
    ),
  );
  expect(wrong).toEqual([]);
});
