/** Pages that are too much: the work is cut small, reading stops at its limits, and says so. Times are printed, not tested. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, type Kind, type Lab, openLab, pageOf, type SentBlock, usualKinds } from './lab.ts';

interface RunStats {
  readonly slices: number;
  readonly longestUnits: number;
  readonly longestMs: number;
  readonly totalMs: number;
  readonly times: readonly number[];
}
interface Sent {
  readonly blocks: readonly string[];
  readonly complete: boolean;
  readonly reset: boolean;
  readonly units: number;
}

async function report(bench: Bench, kind: Kind, what: string): Promise<RunStats[]> {
  const reads = await bench.ask<RunStats[]>('reads');
  for (const { slices, longestUnits, longestMs, totalMs, times } of reads) {
    const sorted = [...times].sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]?.toFixed(1);
    console.log(
      `${kind}, ${what}: ${slices} slices, half under ${at(0.5)} ms, 95 % under ${at(0.95)} ms, longest ${longestMs.toFixed(1)} ms / ${longestUnits} units, all ${totalMs.toFixed(0)} ms`,
    );
  }
  return reads;
}

const unreadOf = async (bench: Bench) =>
  (await bench.ask<{ unread: { what: string; count: number }[] }>('coverage')).unread.find(({ what }) => what === 'budget')?.count;

describe.each(usualKinds)('%s', (kind) => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await openLab(kind);
  });
  afterAll(() => lab?.close());

  test('100,000 nodes: many slices, messages of at most 256 Ki units, the last one complete', async () => {
    const row = '<tr><td>FG-100F</td><td>FortiGate firewall</td><td>12</td><td>3,400.00</td></tr>';
    const bench = await lab.open(pageOf(`<table>${row.repeat(11_200)}</table>`), null);
    await bench.ask('start', {});
    await bench.ask('idle');
    const [first] = await report(bench, kind, '100,000 nodes');
    expect(first?.slices).toBeGreaterThan(3);
    const log = await bench.ask<Sent[]>('log');
    expect(log.length).toBeGreaterThan(1);
    expect(Math.max(...log.map(({ units }) => units))).toBeLessThanOrEqual(262_144);
    expect(log.map(({ reset }) => reset)).toEqual(log.map((_, i) => i === 0));
    expect(log.map(({ complete }) => complete)).toEqual(log.map((_, i) => i === log.length - 1));
    expect(await bench.ask<SentBlock[]>('blocks')).toHaveLength(44_800);
    expect(await unreadOf(bench)).toBeUndefined();
    // A change of one cell does not read the table again.
    await bench.page.evaluate(() => {
      const cell = document.querySelectorAll('td')[20_000];
      if (cell) cell.textContent = 'changed';
    });
    await bench.ask('idle');
    const [, ...later] = [first, ...(await report(bench, kind, 'one cell of it'))];
    expect(Math.max(...later.map((stats) => stats?.longestUnits ?? 0))).toBeLessThan(100);
    await bench.close();
  });

  test('links count towards the size of a message', async () => {
    const link = (i: number) => `<a href="https://${'a.'.repeat(115)}h${i}.example/">x</a>`;
    const block = `<p>${Array.from({ length: 8 }, (_, i) => link(i)).join('')}</p>`;
    const bench = await lab.open(pageOf(block.repeat(300)));
    expect(await bench.ask<SentBlock[]>('blocks')).toHaveLength(300);
    // 300 blocks of 8 hosts of some 240 characters: 576 Ki characters.
    expect((await bench.ask<Sent[]>('log')).length).toBeGreaterThanOrEqual(3);
    await bench.close();
  });

  test('a text node of 50 MB: pieces, no long slice, the rest is said', async () => {
    const bench = await lab.open(pageOf('<p>before</p><pre id=a></pre><p>after</p>'), null);
    await bench.page.evaluate(() => {
      const line = 'FortiGate 100F, Cisco ASA, and other words of a log file that never ends\n';
      document.getElementById('a')?.append(line.repeat(Math.ceil(50_000_000 / line.length)));
    });
    await bench.ask('start', { terms: ['Check Point'] });
    await bench.ask('idle');
    const [first] = await report(bench, kind, '50 MB text node');
    expect(first?.slices).toBeGreaterThan(1);
    const blocks = await bench.ask<SentBlock[]>('blocks');
    const lengths = blocks.map(({ text }) => text.length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(65_536);
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBeGreaterThan(4_900_000);
    expect(blocks.every(({ text }) => !/^ortiGate|Forti$/.test(text))).toBe(true);
    // 45 MB in pieces of 64 Ki, and the paragraph after it.
    expect(await unreadOf(bench)).toBeGreaterThan(680);
    await bench.close();
  });

  test('a value of 5 MB is read in pieces, whole words and whole paragraphs', async () => {
    const line = 'FortiGate 100F, Cisco ASA, and other words of a price list\n';
    const paragraph = `${line.repeat(9)}end of paragraph\n\n`;
    const bench = await lab.open(pageOf('<p>before</p><textarea id=a></textarea><p id=b>after</p>'), null);
    await bench.page.evaluate(
      (text) => {
        (document.getElementById('a') as HTMLTextAreaElement).value = text;
        document.getElementById('b')?.setAttribute('title', text.slice(0, 200_000));
      },
      paragraph.repeat(Math.ceil(4_700_000 / paragraph.length)),
    );
    // A unit is as much as 1,024 characters: no step takes more than one piece.
    const drafts = await bench.ask<{ text: string; container: string; field?: true; attribute?: true }[]>('drafts', { units: 1 });
    const fields = drafts.filter(({ field }) => field);
    const whole = `${line.replaceAll('\n', ' ').repeat(9)}end of paragraph`;
    expect(drafts.map(({ text }) => text.length).every((length) => length <= 65_536)).toBe(true);
    expect(fields).toHaveLength(Math.ceil(4_700_000 / paragraph.length));
    expect(fields.filter(({ text }) => text !== whole)).toEqual([]);
    expect(drafts.filter(({ attribute }) => attribute)).toHaveLength(4);
    expect([drafts[0]?.text, drafts.at(-1)?.text]).toEqual(['before', 'after']);
    await bench.close();
  });

  test.each([1, 2, 3, 4, 5])('a long text of which the page leaves a word in the middle of it, after step %i', async (step) => {
    const bench = await lab.open(pageOf(`<pre id=a>${'word '.repeat(40_000)}</pre><p>after</p>`), null);
    const drafts = await bench.ask<{ text: string }[]>('drafts', { root: 'body', units: 1, cut: ['#a', step] });
    expect(drafts.at(-1)?.text).toBe('after');
    await bench.close();
  });

  test('a label that repeats the text is none, also in white space of its own', async () => {
    const bench = await lab.open(
      pageOf(`<main aria-label="word word"><p><b>${'word '.repeat(1_000_000)}</b></p></main><p title="a b"> a <b> b </b></p>`),
      null,
    );
    const drafts = await bench.ask<{ text: string; attribute?: true }[]>('drafts', {});
    expect(drafts.filter(({ attribute }) => attribute)).toMatchObject([{ text: 'word word' }]);
    await bench.close();
  });

  test('what is left is counted, however much it is', async () => {
    const bench = await lab.open(pageOf('<p>word</p>'.repeat(90_000)), { maxNodes: 1_000 });
    expect(await unreadOf(bench)).toBeGreaterThan(89_000);
    expect(await unreadOf(bench)).toBeLessThan(90_000);
    await bench.close();
  });

  test('the limit of nodes and the limit of characters end the reading', async () => {
    const html = pageOf(`${'<p>word</p>'.repeat(1_000)}`);
    const nodes = await lab.open(html, { maxNodes: 500 });
    expect((await nodes.ask<SentBlock[]>('blocks')).length).toBeGreaterThan(200);
    expect((await nodes.ask<SentBlock[]>('blocks')).length).toBeLessThan(501);
    expect(await unreadOf(nodes)).toBeGreaterThan(400);
    await nodes.close();
    const characters = await lab.open(html, { maxCharacters: 1_000 });
    expect(await characters.ask<SentBlock[]>('blocks')).toHaveLength(250);
    expect(await unreadOf(characters)).toBeGreaterThan(700);
    await characters.close();
  });
});
