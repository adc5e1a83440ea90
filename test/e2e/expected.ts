/** What a fixture page should give, as its expected.json says, and whether a report gives it. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import type { Finding, Line, LineSummary, Money, Report, ReportGroup } from '../../src/core/finding.ts';
import { until } from '../until.ts';
import type { Session, Tab } from './extension.ts';

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

/** Folder of the built pages of components. */
export function findComponents(): string {
  const folder = fileURLToPath(new URL('../../out/components', import.meta.url));
  if (!existsSync(folder)) throw new Error(`${folder} is missing: run "npm run build:components" first`);
  return folder;
}

/** A line item as a reader would write it down. */
export type ExpectedLine = Omit<Line, 'id' | 'table'>;

/** One confirmed finding. `line` null: in no line item. */
export interface ExpectedFinding {
  /** "fortinet/fortigate"; "fortinet/-" for the vendor as such. */
  readonly name: string;
  readonly text: string;
  readonly line: ExpectedLine | null;
  readonly isAway: boolean;
}

/** What a page gives in one of its states: all of it, in any order. */
export interface ExpectedState {
  readonly findings: readonly ExpectedFinding[];
  /** Null where the page has no line items; left out where how many the page shows is the browser's business. */
  readonly summary?: LineSummary | null;
}

export function finding(name: string, text: string, line: ExpectedLine | null = null): ExpectedFinding {
  return { name, text, line, isAway: false };
}

/** The same findings after their rows were scrolled away. */
export function away(findings: readonly ExpectedFinding[]): readonly ExpectedFinding[] {
  return findings.map((found) => ({ ...found, isAway: true }));
}

export function money(value: number, currency: string): Money {
  return { value, currency };
}

/**
 * Waits until the tab gives exactly this; otherwise fails with the difference. It may pass through other states on the way,
 * but must rest in this one.
 */
export async function expectState(session: Session, tab: Tab, what: string, expected: ExpectedState): Promise<void> {
  const wanted = { ...expected, findings: inOrder(expected.findings) };
  let seen: unknown = 'no report';
  const isThere = async (): Promise<boolean> => {
    const { report } = await session.getTab(tab);
    if (report !== null) seen = stateOf(report, 'summary' in expected);
    return isDeepStrictEqual(seen, wanted);
  };
  // What it was last is shown below, as a difference.
  await until(what, isThere, STATE_MS).catch(() => undefined);
  expect(seen, what).toEqual(wanted);
  await new Promise((resolve) => setTimeout(resolve, REST_MS));
  await isThere();
  expect(seen, `${what}, a moment later`).toEqual(wanted);
}

/** Far more than the page needs, so that what is wrong is waited for once. */
const STATE_MS = 8_000;
/** Longer than the extension waits before it reads a change. */
const REST_MS = 350;

function stateOf(report: Report, withSummary: boolean): ExpectedState {
  const findings = listFindings(report.confirmed).map(({ vendor, product, match, line, isAway }) => ({
    name: `${vendor.id}/${product?.id ?? '-'}`,
    text: match.text,
    line: line === undefined ? null : withoutIds(line),
    isAway: isAway === true,
  }));
  return { findings: inOrder(findings), ...(withSummary ? { summary: report.lines } : {}) };
}

function withoutIds({ id: _id, table: _table, ...line }: Line): ExpectedLine {
  return line;
}

function inOrder(findings: readonly ExpectedFinding[]): ExpectedFinding[] {
  const keyOf = ({ name, text, line, isAway }: ExpectedFinding): string => JSON.stringify([name, line?.number, text, isAway]);
  return findings.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
