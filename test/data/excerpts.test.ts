/** The excerpts of the catalogue stand in for all of it: for every vendor, product and brand, in every market. */
import { describe, expect, test } from 'vitest';
import { readCatalogue } from '../../scripts/catalogue.ts';
import { openRules, rulesOf, withoutTerms } from '../../src/core/excerpts.ts';
import type { Match } from '../../src/core/finding.ts';
import { Lookup } from '../../src/core/lookup.ts';
import type { Policy } from '../../src/core/policy.ts';
import { buildFindings, buildReport, levelOf, type ScreenedFrame } from '../../src/core/report.ts';
import { judgeReport } from '../../src/core/verdict.ts';
import { homeMarkets } from '../../src/settings/schema.ts';

const catalogue = readCatalogue();
const whole = new Lookup(catalogue);
const rules = new Lookup(openRules(rulesOf(catalogue)));
const shown = new Lookup(withoutTerms(catalogue));

const described: Pick<Match, 'vendor' | 'product' | 'related'>[] = catalogue.vendors.flatMap((vendor) => [
  { vendor: vendor.id },
  ...vendor.products.map((product) => ({ vendor: vendor.id, product: product.id })),
  ...vendor.related.map((related) => ({ vendor: vendor.id, related: related.id })),
]);
const matches = described.map(
  (what, block): Match => ({
    ...what,
    block,
    start: 0,
    end: 4,
    text: 'Name',
    before: '',
    after: '',
    kind: 'name',
    strength: 'plain',
    term: 'Name',
    evidence: [{ code: 'own_name', text: 'Name' }],
    needed: 4,
    role: 'offered',
  }),
);
const coverage = { blocks: 1, characters: 1, fields: 0, cells: 0, attributes: 0, shadowRoots: 0, unread: [] };
const frameOf = (found: readonly Match[]): ScreenedFrame => ({ frame: 0, page: {}, matches: found, coverage });

function decisions(lookup: Lookup, policy: Policy): unknown[] {
  return buildFindings([frameOf(matches)], lookup, policy).map((finding) => [
    finding.match.block,
    levelOf(finding),
    finding.confidence,
    finding.standing,
    finding.counted,
    finding.lists.map(({ id, asks, inScope, grade, entryStatus, listStatus }) => [id, asks, inScope, grade, entryStatus, listStatus]),
  ]);
}

const allOn = Object.fromEntries(catalogue.lists.map(({ id }) => [id, true]));
const policies = homeMarkets.flatMap((homeMarket) =>
  (['all-products', 'in-scope-only'] as const).flatMap((scope) => [
    { homeMarket, scope, lists: {} },
    { homeMarket, scope, lists: allOn },
  ]),
);

describe.each(policies)('$homeMarket, $scope, $lists', (policy) => {
  test('the same report where words are shown', () => {
    expect(buildReport([frameOf(matches)], shown, policy)).toEqual(buildReport([frameOf(matches)], whole, policy));
  });

  test('the same findings by the rules', () => {
    expect(decisions(rules, policy)).toEqual(decisions(whole, policy));
  });

  test('the same verdict by the rules, with findings and without', () => {
    for (const found of [matches, matches.slice(0, 1), []]) {
      const [a, b] = [rules, whole].map((lookup) => buildReport([frameOf(found)], lookup, policy));
      expect([a && judgeReport(a), a?.counted, a?.lists.incomplete.length]).toEqual([
        b && judgeReport(b),
        b?.counted,
        b?.lists.incomplete.length,
      ]);
    }
  });
});

test('the rules hold none of the words, and no excerpt a term', () => {
  const text = rulesOf(catalogue);
  expect(text.length).toBeLessThan(JSON.stringify(catalogue).length / 15);
  expect(text).not.toContain('https://');
  expect(text + JSON.stringify(withoutTerms(catalogue))).not.toContain('"strength"');
});
