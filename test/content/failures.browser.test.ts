/** What fails on a page is told as not read, and keeps nothing else from being read. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, type Kind, type Lab, openLab, pageOf, type SentBlock } from './lab.ts';

interface Said {
  readonly complete: boolean;
  readonly lines: { readonly isPartial?: true };
  readonly coverage: { readonly unread: readonly { readonly what: string; readonly count: number }[] };
}

/** Reading asks for a style between the two halves of the name. */
const PAGE = '<p id=a>before</p><p>Nor<b>vex</b></p><p>behind</p>';
const ORDER = `<table><tr><th>No.</th><th>Description</th><th>Qty</th></tr>${[1, 2, 3].map((no) => `<tr><td>${no}</td><td id=d${no}>NVX-${no} part</td><td>2</td></tr>`).join('')}</table>`;
const FAILURE = [{ what: 'failure', count: 1 }];

describe.each<Kind>(['chromium', 'firefox'])('%s', (kind) => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await openLab(kind);
  });
  afterAll(() => lab?.close());

  async function open(html: string, worker: object, terms: readonly string[]): Promise<Bench> {
    const bench = await lab.open(pageOf(html), null);
    await bench.ask('set', worker);
    await bench.ask('start', { terms });
    return bench;
  }
  /** What the worker was told last, and all texts that it knows. */
  async function lastSaid(bench: Bench): Promise<Said & { readonly texts: readonly string[] }> {
    await bench.ask('idle');
    const said = (await bench.ask<Said[]>('calls')).at(-1) as Said;
    return { ...said, texts: (await bench.ask<SentBlock[]>('blocks')).map(({ text }) => text).sort() };
  }

  test('a reading that fails ends and says so; the next change has everything read', async () => {
    const bench = await lab.open(pageOf(PAGE), null);
    await bench.ask('breakStyles', true);
    await bench.ask('start', {});
    expect(await lastSaid(bench)).toMatchObject({ complete: true, coverage: { unread: FAILURE }, texts: ['before'] });
    await bench.ask('breakStyles', false);
    await bench.page.evaluate('a.textContent = "changed"');
    expect(await lastSaid(bench)).toMatchObject({ complete: true, coverage: { unread: [] }, texts: ['Norvex', 'behind', 'changed'] });
    await bench.close();
  });

  test('a change whose reading fails is read with the next one, each text once', async () => {
    const bench = await lab.open(pageOf('<div id=a><p>one</p>two</div><p id=c>three</p>'));
    await bench.ask('breakStyles', true);
    await bench.page.evaluate('a.innerHTML = "new<p>four</p>Nor<b>vex</b>"');
    expect(await lastSaid(bench)).toMatchObject({ complete: true, coverage: { unread: FAILURE } });
    await bench.ask('breakStyles', false);
    await bench.page.evaluate('c.textContent = "five"');
    expect(await lastSaid(bench)).toMatchObject({
      complete: true,
      coverage: { unread: [] },
      texts: ['Norvex', 'five', 'four', 'new'],
    });
    await bench.close();
  });

  test('line items that fail leave the text read, and whoever looks at the report is not kept waiting', async () => {
    const bench = await open(ORDER, { broken: 'lines' }, ['NVX-2']);
    await bench.ask('idle');
    const scan = await bench.ask('frameCall', { call: 'report', payload: { isSeen: true } });
    expect(scan).toEqual(expect.any(String));
    const said = await lastSaid(bench);
    expect(said).toMatchObject({ complete: true, coverage: { unread: FAILURE } });
    expect(said.lines.isPartial).toBeUndefined();
    expect(said.texts).toContain('NVX-2 part');
    await bench.close();
  });

  test('marks that are not drawn keep nothing from being sent, and the frame answers', async () => {
    const bench = await open(ORDER, { broken: 'marks' }, ['NVX-2']);
    await bench.page.evaluate('d1.textContent = "NVX-9 part"');
    expect((await lastSaid(bench)).texts).toContain('NVX-9 part');
    await bench.page.evaluate('d3.textContent = "NVX-8 part"');
    expect(await lastSaid(bench)).toMatchObject({ complete: true, coverage: { unread: [] } });
    expect((await bench.ask<SentBlock[]>('blocks')).map(({ text }) => text)).toContain('NVX-8 part');
    expect(await bench.ask('switchTerms', ['NVX-1'])).toBeNull();
    await bench.close();
  });
});
