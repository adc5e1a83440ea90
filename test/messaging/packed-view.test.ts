import { describe, expect, test } from 'vitest';
import { buildIndex } from '../../src/core/index-build.ts';
import { openIndex } from '../../src/core/index-format.ts';
import { Lookup } from '../../src/core/lookup.ts';
import type { Policy } from '../../src/core/policy.ts';
import { buildReport } from '../../src/core/report.ts';
import { screen } from '../../src/core/screen.ts';
import type { TabView } from '../../src/messaging/calls.ts';
import { packAnswer, unpackAnswer } from '../../src/messaging/packed-view.ts';
import { catalogue, hanPairs } from '../core/invented.ts';
import { coverage } from '../fakes/screen-call.ts';

const index = openIndex(buildIndex(catalogue, hanPairs));
const lookup = new Lookup(catalogue);
const policy: Policy = {
  homeMarket: 'CN',
  lists: {},
  scope: 'all-products',
  exemptions: [{ vendor: 'norvex', product: 'hypergrid', reason: 'Waiver 17', since: '2026-11-12' }],
};

function viewOf(...texts: string[]): TabView {
  const blocks = texts.map((text, id) => ({ id, text, row: id }));
  const lines = [{ line: { id: 1, table: 1, number: '1' }, rows: [0], blocks: [] }];
  const matches = screen(index, blocks, {});
  const away = screen(index, [{ id: 900, text: 'Norvex' }], {}).map((match) => ({ key: 'a', match }));
  const report = buildReport([{ frame: 0, page: {}, matches, lines, away, coverage }], lookup, policy);
  return { tabId: 1, state: 'done', host: 'shop.example', originPattern: '', access: 'click', neverBy: [], error: '', report };
}

/** Over the browser's message channel, by default as JSON. */
const sent = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const bytesOf = (view: TabView): number => JSON.stringify(packAnswer('getTab', view)).length;

describe('a view', () => {
  const texts = ['RampartGate 100', 'Lorvex and Bastion', 'TunnelWay', 'Haiyan', 'HyperGrid, Norvex', 'compatible with Norvex'];

  test.each(['getTab', 'check', 'setPaused'])('arrives as it was, as the answer to %s', (call) => {
    const view = viewOf(...texts);
    const { report } = view;
    expect([report?.confirmed, report?.asked, report?.possible, report?.former, report?.exempt].map((part) => part?.length)).not.toContain(
      0,
    );
    expect(unpackAnswer(call, sent(packAnswer(call, view)))).toEqual(sent(view));
  });

  test('without a report too', () => {
    const view = { ...viewOf(), report: null };
    expect(unpackAnswer('getTab', sent(packAnswer('getTab', view)))).toEqual(view);
  });

  test('carries what is shared once, however many findings share it', () => {
    const [few, many] = [10, 110].map((count) => bytesOf(viewOf(...Array.from({ length: count }, () => 'RampartGate')))) as [
      number,
      number,
    ];
    const [match] = screen(index, [{ id: 10, text: 'RampartGate', row: 10 }], {});
    // A finding is its match and some flags; a list's title alone would be longer.
    expect((many - few) / 100).toBeLessThan(JSON.stringify(match).length + 150);
  });
});

test('answers to other calls stay as they are', () => {
  const answer = { report: { confirmed: [] } };
  expect(packAnswer('card', answer)).toBe(answer);
  expect(unpackAnswer('reveal', 'shown')).toBe('shown');
});
