import { describe, expect, test } from 'vitest';
import type { PageBlock } from '../../src/content/block-index.ts';
import { createOutbox, type Outbox } from '../../src/content/outbox.ts';
import type { PlacedLine } from '../../src/core/finding.ts';
import { type ContentCalls, MAX_LINES } from '../../src/messaging/calls.ts';
import { coverage } from '../fakes/screen-call.ts';

type ScreenCall = Parameters<ContentCalls['screen']>[0];

const block = (id: number, text = `text ${id}`): PageBlock =>
  ({ id, text, row: undefined, field: false, links: [] }) as unknown as PageBlock;
const line = (id: number): PlacedLine => ({ line: { id, table: 1 }, rows: [id], blocks: [] });

/** A worker that can be away, and what it was sent. */
class Worker {
  readonly calls: ScreenCall[] = [];
  failures = 0;
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
    all: () => [block(1)],
    hasAllLines: () => true,
    allLines: () => ({ lines: [line(1)], tables: [{ id: 1, lines: 1, amounts: [] }] }),
    isSilent: () => false,
    hasMarker: () => false,
    onMarks: () => undefined,
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
