import { expect, test } from 'vitest';
import { buildCard } from '../../src/background/card.ts';
import type { Finding, ReportItem } from '../../src/core/finding.ts';
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
