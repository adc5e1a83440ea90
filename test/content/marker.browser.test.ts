/** What draws marks comes into a frame when there is something to mark, from another script. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PackedMarks } from '../../src/messaging/calls.ts';
import { until } from '../until.ts';
import { type Bench, type Kind, type Lab, openLab, pageOf } from './lab.ts';

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
/** Longer than the first wait for what does not come, and shorter than the second. */
const ASKED_MS = 800;

describe.each<Kind>(['chromium', 'firefox'])('%s', (kind) => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await openLab(kind);
  });
  afterAll(() => lab.close());

  /** A page with one name, whose worker behaves as told. */
  async function open(worker: object, terms: readonly string[] = ['Cisco ASA']): Promise<Bench> {
    const bench = await lab.open(pageOf('<p id=p>One Cisco ASA and a table.</p><p id=q>Chairs</p>'), null);
    await bench.ask('set', worker);
    await bench.ask('start', { terms });
    return bench;
  }
  const drawn = async (bench: Bench): Promise<number> => (await bench.ask<unknown[]>('drawn')).length;
  const isDrawn = (bench: Bench): Promise<unknown> => until('the mark', async () => (await drawn(bench)) === 1);
  const state = (bench: Bench): Promise<{ asked: number; has: boolean }> => bench.ask('marker');

  test('a page without marks never gets it', async () => {
    const bench = await open({}, ['Fortinet']);
    await wait(ASKED_MS);
    expect(await state(bench)).toEqual({ asked: 0, has: false });
    await bench.close();
  });

  test('it comes with the first marks and is not asked for', async () => {
    const bench = await open({});
    await isDrawn(bench);
    await wait(ASKED_MS);
    expect(await state(bench)).toEqual({ asked: 0, has: true });
    await bench.close();
  });

  test('where it does not come, as the worker was killed after its answer, it is asked for', async () => {
    const bench = await open({ givesMarker: false });
    expect(await drawn(bench)).toBe(0);
    await isDrawn(bench);
    expect(await state(bench)).toEqual({ asked: 1, has: true });
    await bench.close();
  });

  test('a worker that is away is asked again', async () => {
    const bench = await open({ givesMarker: false });
    // More than one call outlasts, fewer than two.
    await bench.ask('set', { failures: 5 });
    await isDrawn(bench);
    expect(await state(bench)).toEqual({ asked: 1, has: true });
    await bench.close();
  });

  test('where the browser refuses nothing is drawn, and it is not asked for again', async () => {
    const bench = await open({ givesMarker: false, grantsMarker: false });
    await until('the question', async () => (await state(bench)).asked === 1);
    await wait(2 * ASKED_MS + 1_000);
    expect(await state(bench)).toEqual({ asked: 1, has: false });
    expect(await bench.ask('frameCall', { call: 'reveal', payload: { id: '0:1:4' } })).toBe('undrawn');
    expect(await bench.ask('frameCall', { call: 'reveal', payload: { id: 'another' } })).toBe('gone');
    expect([await drawn(bench), await bench.ask('isRunning')]).toEqual([0, true]);
    await bench.close();
  });

  test('one that comes behind the marks is not asked for', async () => {
    const bench = await open({ givesMarker: false });
    await until('the marks', async () => (await bench.ask<PackedMarks>('marks')).numbers.length > 0);
    await bench.ask('giveMarker');
    await isDrawn(bench);
    await wait(ASKED_MS);
    expect((await state(bench)).asked).toBe(0);
    await bench.close();
  });

  test('marks that are sent unasked call for it', async () => {
    const bench = await open({}, []);
    const [block] = await bench.ask<{ id: number }[]>('blocks');
    const { scan } = (await bench.ask<{ scan: string }[]>('calls'))[0] as { scan: string };
    const marks = { frame: 0, numbers: [block?.id, 4, 13, 0] };
    expect(await bench.ask('frameCall', { call: 'marks', payload: { scan, marks } })).toBe(true);
    await isDrawn(bench);
    expect((await state(bench)).asked).toBe(1);
    await bench.close();
  });

  test('a mark can be shown before it is there', async () => {
    const bench = await open({ givesMarker: false });
    const { frame, numbers } = await bench.ask<PackedMarks>('marks');
    const id = `${frame}:${numbers[0]}:${numbers[1]}`;
    expect(await bench.ask('frameCall', { call: 'reveal', payload: { id: 'another' } })).toBe('gone');
    expect((await state(bench)).asked).toBe(0);
    expect(await bench.ask('frameCall', { call: 'reveal', payload: { id } })).toBe('shown');
    expect([await drawn(bench), (await bench.ask<{ text: string }>('card')).text]).toEqual([1, expect.stringContaining('Fortinet')]);
    await bench.close();
  });

  test('words that changed while it was under way carry no mark', async () => {
    const bench = await open({ givesMarker: false });
    await bench.ask('set', { terms: [] });
    await bench.page.evaluate("p.textContent = 'One oak desk! and a table.'");
    await bench.ask('giveMarker');
    await wait(100);
    expect([await drawn(bench), (await state(bench)).has]).toEqual([0, true]);
    await bench.close();
  });

  test('a second one is not taken', async () => {
    const bench = await open({});
    await isDrawn(bench);
    const parts = await bench.ask('parts');
    expect(parts).toBeGreaterThan(0);
    await bench.ask('giveMarker');
    expect(await bench.ask('parts')).toBe(parts);
    await bench.close();
  });

  test('a page that was stopped, or whose extension is gone, takes none and asks for none', async () => {
    const stopped = await open({ givesMarker: false });
    await stopped.ask('stop');
    await stopped.ask('giveMarker');
    await wait(ASKED_MS);
    expect(await state(stopped)).toEqual({ asked: 0, has: false });
    await stopped.close();
    const orphan = await open({ givesMarker: false });
    await orphan.ask('set', { alive: false });
    await until('the script to stop', async () => !(await orphan.ask('isRunning')));
    expect(await orphan.page.evaluate('document.documentElement.children.length')).toBe(2);
    await orphan.close();
  });
});
