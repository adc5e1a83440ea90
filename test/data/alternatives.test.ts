import { describe, expect, test } from 'vitest';
import { lists, markets, vendorById } from './catalogue.ts';

/** Categories that a reviewer can meet in a finding: of any product of any vendor on any list. */
const restricted = new Set(
  lists.flatMap(({ value }) => value.entries.flatMap((e) => vendorById.get(e.vendor)?.products.map((p) => p.category) ?? [])),
);

describe.each(markets.map(({ file, value }) => [file, value] as const))('%s', (_, market) => {
  const offered = new Set(market.vendors.flatMap((v) => v.products.map((p) => p.category)));
  const none = new Set(market.noneKnown.map((n) => n.category));

  test('offers something in every restricted category, or says that it knows nothing', () => {
    expect([...restricted].filter((id) => !offered.has(id) && !none.has(id)).sort()).toEqual([]);
  });

  test('says "none known" only where it offers nothing', () => {
    expect([...none].filter((id) => offered.has(id))).toEqual([]);
  });

  test('says "none known" only of categories that are restricted', () => {
    expect([...none].filter((id) => !restricted.has(id))).toEqual([]);
  });

  test('has no product without a vendor entry that says why, or an unverified mark', () => {
    const wrong = market.vendors.filter((v) => v.basis.length === 0 && v.verification !== 'unverified').map((v) => v.id);
    expect(wrong).toEqual([]);
  });

  test('calls a basis sourced exactly when it has a source that can be looked up', () => {
    const wrong = market.vendors.flatMap((v) =>
      v.basis
        .filter((b) => (b.verification === 'sourced') !== (b.source?.url !== undefined || b.source?.address !== undefined))
        .map((b) => `${v.id}: ${b.text.en}`),
    );
    expect(wrong).toEqual([]);
  });

  test('says its bases in Chinese where the market is China', () => {
    const wrong = market.vendors.flatMap((v) => v.basis.filter((b) => b.text.zh_CN === undefined).map((b) => `${v.id}: ${b.text.en}`));
    expect(market.jurisdiction === 'CN' ? wrong : []).toEqual([]);
  });

  test('calls a vendor sourced only when one basis is', () => {
    const wrong = market.vendors
      .filter((v) => v.verification === 'sourced' && !v.basis.some((b) => b.verification === 'sourced'))
      .map((v) => v.id);
    expect(wrong).toEqual([]);
  });

  test('has no sourced product of an unverified vendor', () => {
    const wrong = market.vendors
      .filter((v) => v.verification === 'unverified')
      .flatMap((v) => v.products.filter((p) => p.verification === 'sourced').map((p) => `${v.id}: ${p.id}`));
    expect(wrong).toEqual([]);
  });

  test('offers products, and a home page unless none is known', () => {
    expect(market.vendors.filter((v) => v.products.length === 0).map((v) => v.id)).toEqual([]);
    expect(market.vendors.filter((v) => v.url === undefined && v.urlVerification !== 'unverified').map((v) => v.id)).toEqual([]);
  });

  test('marks a legal name as checked or not wherever it has one', () => {
    const wrong = market.vendors.filter((v) => (v.legalName === undefined) !== (v.legalNameVerification === undefined)).map((v) => v.id);
    expect(wrong).toEqual([]);
  });

  test('says that being here is no approval', () => {
    expect(market.notes.join(' ')).toMatch(/not of government approvals|is no approval/);
  });
});

describe('across markets', () => {
  test('no alternative comes from a vendor that a list of its own market restricts', () => {
    const wrong = markets.flatMap(({ file, value }) => {
      const here = lists.filter((l) => l.value.jurisdiction === value.jurisdiction && !l.value.asks);
      return value.vendors.flatMap((v) =>
        v.vendor === undefined
          ? []
          : here.filter((l) => l.value.entries.some((e) => e.vendor === v.vendor)).map((l) => `${file}: ${v.id} stands on ${l.file}`),
      );
    });
    expect(wrong).toEqual([]);
  });

  test('China: nothing bundled claims a certificate or an official catalogue', () => {
    const cn = markets.find(({ value }) => value.jurisdiction === 'CN')?.value;
    const wrong = cn?.vendors
      .filter((v) => v.basis.some((b) => b.kind === 'certification' || b.kind === 'official-catalogue'))
      .map((v) => v.id);
    expect(wrong).toEqual([]);
  });

  test('the first alternatives that the press named are there', () => {
    const cn = new Set(markets.find(({ value }) => value.jurisdiction === 'CN')?.value.vendors.map((v) => v.id));
    expect(['360', 'neusoft', 'qianxin', 'sangfor', 'h3c', 'huawei'].filter((id) => !cn.has(id))).toEqual([]);
  });
});
