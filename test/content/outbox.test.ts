import { describe, expect, test } from 'vitest';
import type { PageBlock } from '../../src/content/block-index.ts';
import { createOutbox, FIRST_UNITS, type Outbox } from '../../src/content/outbox.ts';
import type { PlacedLine } from '../../src/core/finding.ts';
import { type ContentCalls, MAX_LINES } from '../../src/messaging/calls.ts';
import { CallRefused } from '../../src/platform/runtime.ts';
import { coverage } from '../fakes/screen-call.ts';

type ScreenCall = Parameters<ContentCalls['screen']>[0];

const block = (id: number, text = `text ${id}`, row?: number): PageBlock =>
  ({ id, text, row, field: false, links: [] }) as unknown as PageBlock;
/** So many of them are a long page. */
const paragraph = (id: number): PageBlock => block(id, 'x'.repeat(1_000));
const idsOf = ({ blocks }: ScreenCall): number[] => blocks.map(({ id }) => id);
const line = (id: number): PlacedLine => ({ line: { id, table: 1 }, rows: [id], blocks: [] });

/** A worker that can be away, and what it was sent. */
class Worker {
  readonly calls: ScreenCall[] = [];
  failures = 0;
  /** Refuses calls of which this is true. */
  refuses: (call: ScreenCall) => boolean = () => false;
  leftOut = 0;
  isSilent = false;
  /** All that the page has. */
  known: readonly PageBlock[] = [block(1)];
  /** Runs while a call is under way. */
  meanwhile: (() => void) | undefined;
  answer = { marks: { frame: 0, numbers: [] }, stop: false, resend: false };

  readonly box: Outbox = createOutbox({
    call: async (_name, payload) => {
      this.meanwhile?.();
      this.meanwhile = undefined;
      if (this.failures > 0) {
        this.failures -= 1;
        throw new Error('no receiver');
      }
      if (this.refuses(payload as ScreenCall)) throw new CallRefused('refused');
      this.calls.push(payload as ScreenCall);
      const { answer } = this;
      this.answer = { marks: { frame: 0, numbers: [] }, stop: false, resend: false };
      return answer as never;
    },
    nextTask: () => Promise.resolve(),
    scan: () => 's1',
    startedAt: () => 1,
    title: () => '',
    coverage: () => coverage,
    all: () => this.known,
    hasAllLines: () => true,
    allLines: () => ({ lines: [line(1)], tables: [{ id: 1, lines: 1, amounts: [] }] }),
    isSilent: () => this.isSilent,
    hasMarker: () => false,
    onMarks: () => undefined,
    onRefused: (count) => {
      this.leftOut += count;
    },
    onStop: () => undefined,
    onGone: () => undefined,
  });

  async send(): Promise<ScreenCall> {
    this.box.send({ complete: true });
    await this.box.idle();
    return this.calls.at(-1) as ScreenCall;
  }
}

describe('blocks that were scrolled away', () => {
  test('are told under their key, once the worker knows them', async () => {
    const { box, send, calls } = withSend();
    for (const id of [1, 2, 3]) box.put(block(id));
    await send();
    box.away(1, 'L7');
    box.away(2, 'L7');
    box.away(9, 'L9');
    expect(await send()).toMatchObject({ removed: [], away: [{ key: 'L7', blocks: [1, 2] }] });
    expect(calls).toHaveLength(2);
  });

  test('and never sent are not sent any more', async () => {
    const { box, send } = withSend();
    box.put(block(1));
    box.put(block(2));
    box.away(1, 'L7');
    expect(await send()).toMatchObject({ blocks: [{ id: 2 }], away: [] });
  });

  test('and back before the worker was told are gone like any others', async () => {
    const { box, send } = withSend();
    box.put(block(1));
    await send();
    box.away(1, 'L7');
    box.returned('L7');
    expect(await send()).toMatchObject({ removed: [1], away: [], returned: ['L7'] });
  });

  test('are told again when the worker could not be reached, also where they came back meanwhile', async () => {
    const worker = new Worker();
    for (const id of [1, 2]) worker.box.put(block(id));
    await worker.send();
    worker.box.away(1, 'L7');
    worker.box.away(2, 'L8');
    worker.failures = 1;
    worker.meanwhile = () => worker.box.returned('L8');
    await worker.send();
    expect(await worker.send()).toMatchObject({ removed: [2], away: [{ key: 'L7', blocks: [1] }], returned: ['L8'] });
  });
});

describe('what is in the window, sent ahead', () => {
  const top = { middleOf: null, isWhole: false };

  /** A worker that was sent the beginning of a page of so many paragraphs. */
  async function withAhead(count: number, ahead: Parameters<Outbox['sendAhead']>[0] = top): Promise<Worker> {
    const worker = new Worker();
    for (let id = 1; id <= count; id += 1) worker.box.put(paragraph(id));
    worker.box.sendAhead(ahead);
    await worker.box.idle();
    return worker;
  }

  test('is as much of the beginning as fits a first message, and goes again with the rest, in the order of the page', async () => {
    const worker = await withAhead(30);
    expect(worker.calls.map(idsOf)).toEqual([[1, 2, 3, 4, 5, 6, 7]]);
    expect(worker.calls[0]).toMatchObject({ reset: true, complete: false, isAhead: true });
    const all = await worker.send();
    expect(idsOf(all)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    expect(all).toMatchObject({ reset: false, complete: true, removed: [] });
    expect(all).not.toHaveProperty('isAhead');
  });

  test('is what stands around the middle of a window that is further down', async () => {
    const { calls } = await withAhead(30, { middleOf: (blocks) => blocks.findIndex(({ id }) => id === 20), isWhole: true });
    expect(calls.map(idsOf)).toEqual([[17, 18, 19, 20, 21, 22, 23]]);
  });

  test('is the beginning where nothing stands in the middle', async () => {
    const { calls } = await withAhead(30, { middleOf: () => -1, isWhole: true });
    expect(calls.map(idsOf)).toEqual([[1, 2, 3, 4, 5, 6, 7]]);
  });

  test.each([
    ['the beginning', null, 1],
    ['the middle', (blocks: readonly PageBlock[]) => blocks.findIndex(({ id }) => id === 70), 21],
  ])('has whole rows: %s', async (_where, middleOf, first) => {
    const worker = new Worker();
    // Rows of 20 cells: the fifth goes over the end of the first message.
    for (let id = 1; id <= 200; id += 1) worker.box.put(block(id, 'x'.repeat(42), Math.ceil(id / 20)));
    worker.box.sendAhead({ middleOf, isWhole: true });
    await worker.box.idle();
    expect(worker.calls.map((call) => [call.blocks.at(0)?.id, call.blocks.length])).toEqual([[first, 100]]);
  });

  test('is all of a short page that was read to its end, once', async () => {
    const worker = await withAhead(12, { middleOf: null, isWhole: true });
    worker.box.put(block(13));
    await worker.send();
    expect(worker.calls.map((call) => [call.blocks.length, call.complete, call.isAhead])).toEqual([
      [12, false, undefined],
      [1, true, undefined],
    ]);
  });

  test('has marks that are good until the rest is told, but for what changed meanwhile', async () => {
    const { box } = await withAhead(30);
    expect([7, 8].map(box.isPending)).toEqual([false, true]);
    box.put(paragraph(7));
    expect([6, 7].map(box.isPending)).toEqual([false, true]);
  });

  test('and gone before the rest is told is taken back', async () => {
    const worker = await withAhead(30);
    worker.box.remove(2);
    worker.box.remove(9);
    const all = await worker.send();
    expect(all.removed).toEqual([2]);
    expect(idsOf(all)).not.toContain(2);
  });

  test('comes before all else, once, and not where nothing can be found', async () => {
    const worker = new Worker();
    for (let id = 1; id <= 30; id += 1) worker.box.put(paragraph(id));
    worker.isSilent = true;
    worker.box.sendAhead(top);
    worker.isSilent = false;
    expect(worker.box.isFirstFull).toBe(true);
    await worker.send();
    expect(worker.box.isFirstFull).toBe(false);
    worker.box.put(paragraph(31));
    worker.box.sendAhead(top);
    await worker.box.idle();
    expect(worker.calls.map((call) => call.blocks.length)).toEqual([30]);
  });

  test('is not the beginning of a page where that has nothing to be found, but is the middle', async () => {
    const middleOf = (blocks: readonly PageBlock[]): number => blocks.findIndex(({ id }) => id === 20);
    const calls = async (ahead: Parameters<Outbox['sendAhead']>[0]): Promise<number[][]> => {
      const worker = new Worker();
      worker.isSilent = true;
      for (let id = 1; id <= 30; id += 1) {
        if (id === 15) worker.isSilent = false;
        worker.box.put(paragraph(id));
      }
      worker.box.sendAhead(ahead);
      await worker.box.idle();
      return worker.calls.map(idsOf);
    };
    expect(await calls(top)).toEqual([]);
    expect(await calls({ middleOf, isWhole: true })).toEqual([[17, 18, 19, 20, 21, 22, 23]]);
  });

  test('has no good marks any more when the worker forgot it', async () => {
    const worker = new Worker();
    worker.known = Array.from({ length: 30 }, (_, i) => paragraph(i + 1));
    for (const known of worker.known) worker.box.put(known);
    worker.box.sendAhead(top);
    await worker.box.idle();
    expect(worker.box.isPending(1)).toBe(false);
    worker.box.reset();
    expect(worker.box.isPending(1)).toBe(true);
  });

  test('is told with the rest to a worker that could not be reached, which knows of nothing before', async () => {
    const worker = new Worker();
    worker.failures = 1;
    for (let id = 1; id <= 30; id += 1) worker.box.put(paragraph(id));
    worker.box.sendAhead(top);
    await worker.box.idle();
    expect(worker.box.isPending(1)).toBe(true);
    expect(await worker.send()).toMatchObject({ reset: true, complete: true });
    expect(worker.calls.map((call) => call.blocks.length)).toEqual([30]);
  });

  test('is enough when it fills a first message', () => {
    const { box } = new Worker();
    box.put(block(1, 'x'.repeat(FIRST_UNITS - 100)));
    expect(box.isFirstFull).toBe(false);
    box.put(paragraph(2));
    expect(box.isFirstFull).toBe(true);
  });
});

describe('what the worker refuses', () => {
  /** As often as it is tried again by itself. */
  async function sendOften(worker: Worker): Promise<void> {
    for (let times = 0; times < 4; times += 1) await worker.send();
  }

  test('again and again, while it takes all else, is left out, and the page is over', async () => {
    const worker = new Worker();
    worker.refuses = ({ blocks }) => blocks.some(({ id }) => id === 2);
    worker.box.put(block(1, 'x'.repeat(60_000)));
    worker.box.put(block(2, 'x'.repeat(60_000)));
    worker.box.put(block(3));
    await sendOften(worker);
    expect(worker.leftOut).toBe(2);
    expect(worker.calls.flatMap(idsOf)).toEqual([1]);
    expect(worker.calls.at(-1)).toMatchObject({ complete: true, reset: false });
    worker.box.put(block(4));
    expect(await worker.send()).toMatchObject({ blocks: [{ id: 4 }], complete: true });
  });

  test('is kept where it takes nothing at all', async () => {
    const worker = new Worker();
    worker.refuses = () => true;
    worker.box.put(block(1));
    await sendOften(worker);
    await sendOften(worker);
    worker.refuses = () => false;
    expect(await worker.send()).toMatchObject({ blocks: [{ id: 1 }], complete: true, reset: true });
    expect(worker.leftOut).toBe(0);
  });

  test('may be its lines alone', async () => {
    const worker = new Worker();
    worker.refuses = ({ lines }) => lines.lines.length > 0;
    worker.box.put(block(1));
    worker.box.line(line(1));
    await sendOften(worker);
    expect(worker.calls.flatMap(idsOf)).toEqual([1]);
    expect(worker.leftOut).toBe(1);
  });

  test('is taken back as it was told before', async () => {
    const worker = new Worker();
    worker.box.put(block(1));
    await worker.send();
    worker.refuses = ({ blocks }) => blocks.length > 0;
    worker.box.put(block(1, 'new'));
    await sendOften(worker);
    expect(worker.calls.at(-1)).toMatchObject({ removed: [1], complete: true });
  });
});

describe('line items', () => {
  test('follow the last of the blocks, in bounded calls, and the pass is over with them', async () => {
    const { box, send, calls } = withSend();
    box.put(block(1, 'x'.repeat(200_000)));
    box.put(block(2, 'x'.repeat(200_000)));
    for (let id = 1; id <= MAX_LINES + 1; id += 1) box.line(line(id));
    box.tables([{ id: 1, lines: MAX_LINES + 1, amounts: [] }]);
    await send();
    expect(calls.map(({ blocks, lines, complete }) => [blocks.length, lines.lines.length, complete])).toEqual([
      [1, 0, false],
      [1, MAX_LINES, false],
      [0, 1, true],
    ]);
    expect(calls.filter(({ lines }) => lines.tables !== null)).toHaveLength(1);
  });

  test('told twice are sent once, as they were told last', async () => {
    const { box, send } = withSend();
    box.line(line(1));
    box.line({ ...line(1), rows: [5] });
    box.goneLine(2);
    expect((await send()).lines).toMatchObject({ lines: [{ rows: [5] }], gone: [2] });
  });

  test('are told again when the worker could not be reached, but for newer news', async () => {
    const worker = new Worker();
    for (const id of [1, 2, 3]) worker.box.line(line(id));
    worker.box.goneLine(4);
    worker.box.tables([{ id: 1, lines: 3, amounts: [] }]);
    worker.failures = 1;
    worker.meanwhile = () => {
      worker.box.goneLine(2);
      worker.box.line({ ...line(3), rows: [5] });
      worker.box.line(line(4));
    };
    await worker.send();
    const { lines } = await worker.send();
    expect(lines.lines.map((placed) => [placed.line.id, placed.rows]).sort()).toEqual([
      [1, [1]],
      [3, [5]],
      [4, [4]],
    ]);
    expect(lines).toMatchObject({ gone: [2], tables: [{ lines: 3 }] });
  });

  test('are all sent to a worker that lost the frame', async () => {
    const worker = new Worker();
    worker.box.put(block(1));
    await worker.send();
    worker.box.put(block(1, 'new'));
    worker.answer = { marks: { frame: 0, numbers: [] }, stop: false, resend: true };
    expect(await worker.send()).toMatchObject({ reset: true, lines: { lines: [{ rows: [1] }], tables: [{ id: 1 }] } });
  });
});

function withSend(): { box: Outbox; send: () => Promise<ScreenCall>; calls: readonly ScreenCall[] } {
  const worker = new Worker();
  return { box: worker.box, send: () => worker.send(), calls: worker.calls };
}
