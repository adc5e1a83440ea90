import { expect, test } from 'vitest';
import { buildCard } from '../../src/background/card.ts';
import type { Finding, Offer, ReportItem } from '../../src/core/finding.ts';
import { approvedReport, singleReport } from '../fakes/report-data.ts';

const words = {
  language: 'en',
  t: (key: string, ...values: readonly (string | number)[]): string => [key, ...values].join(' '),
  pick: (text: { readonly en: string }): string => text.en,
};
const [item] = approvedReport.confirmed[0]?.items ?? [];
const finding = item?.findings[0] as Finding;
const offersOf = (one: ReportItem | undefined) => buildCard(finding, one, 'CN', words).offers;

test("offers the organisation's own first, under a heading of its own, with list, number and end", () => {
  expect(offersOf(item).map(({ heading, name, note }) => [heading, name, note])).toEqual([
    [
      'approved_heading',
      '山石网科通信技术股份有限公司 · SG-6000-A2600 下一代防火墙',
      '集团合格供应商名录 2026 · HT-2026-0148 · approved_card_until 30 Jun 2027',
    ],
    ['approved_heading', 'Topsec', '集团合格供应商名录 2026'],
    [
      'approved_heading',
      'Huawei Technologies Co., Ltd.',
      'Approved vendors 2026 · C-17/2026 · approved_card_until 22 Nov 2026 · card_conflict Blocked supplierscommaSection 889 · approved_card_unsure FCC Covered List',
    ],
  ]);
});

test('says that an approval has expired, and calls what is bundled by its own name', () => {
  const rest = item && { ...item, offers: item.offers.slice(3) };
  expect(offersOf(rest).map(({ heading, note }) => [heading, note])).toEqual([
    ['approved_expired_heading', 'Approved vendors 2026 · C-04/2025 · approved_card_expired 21 Nov 2026'],
    ['heading_domestic_alternatives', 'basis_vendor_document'],
    ['heading_domestic_alternatives', 'basis_press · card_link_unverified'],
  ]);
});

test('names what the bundled ones are called in the home market', () => {
  const single = singleReport.confirmed[0]?.items[0];
  expect(buildCard(finding, single, 'US', words).offers[0]?.heading).toBe('heading_alternatives');
});

test('says of a date that it is a deadline', () => {
  const [own] = singleReport.confirmed[0]?.items[0]?.findings ?? [];
  expect(buildCard(own as Finding, item, 'CN', words).lists.map(({ status }) => status)).toEqual([
    expect.stringMatching(/ · list_deadline 30 Jun 2026$/),
  ]);
});

const cardOf = (one: Finding, of: ReportItem | undefined = undefined) => buildCard(one, of, 'CN', words);
const bare = (): Finding => {
  const { product, related, line, ...rest } = finding;
  return rest;
};

test('is headed by the vendor, and by the product or what else it is of', () => {
  const fortiGate = { id: 'fortigate', name: { en: 'FortiGate', zh_CN: 'FortiGate' } };
  const horizon = { id: 'horizon', name: { en: 'Horizon', zh_CN: 'Horizon' }, relation: 'former' };
  const headings = [{}, { product: fortiGate }, { related: horizon }].map((more) => cardOf({ ...bare(), ...more } as Finding).heading);
  const vendor = finding.vendor.name.en;
  expect(headings).toEqual([vendor, `${vendor} · FortiGate`, `${vendor} · Horizon`]);
});

test('tells the line that the name stands in, where there is one', () => {
  expect(cardOf(bare()).line).toBe('');
  const line = { id: 1, table: 1, number: '3', quantity: 2, unit: 'pcs' };
  expect(cardOf({ ...bare(), line } as Finding).line).toContain('2');
});

test('offers a link where there is a page to open', () => {
  expect(offersOf(item).map(({ link }) => link)).toEqual(item?.offers.slice(0, 3).map(({ url }) => url !== undefined));
  expect(new Set(item?.offers.map(({ url }) => url !== undefined)).size).toBe(2);
});

test('doubts a link that nobody has tried, and no link where there is none', () => {
  const [offer] = singleReport.confirmed[0]?.items[0]?.offers ?? [];
  const { url, ...unlinked } = { ...offer, urlVerified: false, conflicts: [] } as Offer;
  const noteOf = (offered: Offer) => offersOf({ ...item, offers: [offered] } as ReportItem)[0]?.note;
  expect(noteOf({ ...unlinked, url: 'https://vendor.example/' })).toContain('card_link_unverified');
  expect(noteOf(unlinked)).not.toContain('card_link_unverified');
});

test.each<[what: string, item: Partial<ReportItem> | undefined, words: string]>([
  ['there are alternatives', { product: finding.product as NonNullable<Finding['product']>, offers: item?.offers ?? [] }, ''],
  ['it is known that there is none', { offers: [], noneKnown: { en: 'Made by one vendor only.', zh_CN: '' } }, 'Made by one vendor only.'],
  ['nobody collected any for the market', { offers: [], isUncollected: true }, 'offers_uncollected'],
  ['none is known', { offers: [], product: finding.product as NonNullable<Finding['product']> }, 'card_no_offer'],
  ['it is not known which product it is', { offers: [] }, 'offers_need_product'],
  ['nothing is known', undefined, 'offers_need_product'],
])('says why nothing is offered where %s', (_what, of, said) => {
  expect(cardOf(finding, of && ({ key: 'k', findings: [finding], ...of } as ReportItem)).noOffer).toBe(said);
});

test('says how it stands with a member where that is not in force', () => {
  const [list] = finding.lists;
  const statuses = (['in-force', 'suspended'] as const).map(
    (entryStatus) => cardOf({ ...finding, lists: [{ ...list, entryStatus }] } as Finding).lists[0]?.status,
  );
  expect(statuses[0]).not.toContain('member_');
  expect(statuses[1]).toContain('member_suspended');
});
