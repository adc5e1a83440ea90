/** What a fixture page should give, as its expected.json says, and whether a report gives it. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { Finding, Report, ReportGroup } from '../../src/core/finding.ts';

/** Folder of the fixture pages. */
export const pagesFolder = fileURLToPath(new URL('../fixtures/pages', import.meta.url));

export interface Expected {
  /** Findings that must be confirmed. `product` null: the vendor as such. */
  readonly confirmed: readonly { readonly vendor: string; readonly product: string | null; readonly text: string }[];
  /** Words that no confirmed finding may touch, whatever their case. */
  readonly absent: readonly string[];
}

/** Reads a page's expected.json. */
export function readExpected(slug: string): Expected {
  return JSON.parse(readFileSync(`${pagesFolder}/${slug}/expected.json`, 'utf8')) as Expected;
}

/** All findings of some groups. */
export function listFindings(groups: readonly ReportGroup[]): readonly Finding[] {
  return groups.flatMap((group) => group.items.flatMap((item) => item.findings));
}

/** One line for each confirmed finding: what a failing test shows. */
export function describeFindings(groups: readonly ReportGroup[]): readonly string[] {
  return listFindings(groups).map(({ vendor, product, match }) => `${vendor.id}/${product?.id ?? '-'}: ${match.text}`);
}

/**
 * Holds a report against the expectation: every expected finding is there, no other vendor or product is confirmed, no
 * ordinary word is touched. More places of an expected product are fine.
 */
export function expectReport(report: Report, expected: Expected): void {
  const found = listFindings(report.confirmed);
  const missing = expected.confirmed.filter(
    ({ vendor, product, text }) =>
      !found.some(
        (finding) => finding.vendor.id === vendor && (finding.product?.id ?? null) === product && finding.match.text.includes(text),
      ),
  );
  expect(missing, `of ${describeFindings(report.confirmed).join(' | ')}`).toEqual([]);
  const unwanted = found.filter(
    (finding) =>
      !expected.confirmed.some(
        ({ vendor, product }) => vendor === finding.vendor.id && (finding.product === undefined || product === finding.product.id),
      ) || expected.absent.some((word) => finding.match.text.toLowerCase().includes(word.toLowerCase())),
  );
  expect(unwanted.map(({ vendor, product, match }) => `${vendor.id}/${product?.id ?? '-'}: ${match.text}`)).toEqual([]);
  expect(report.counted).toBe(found.filter((finding) => finding.counted).length);
}
