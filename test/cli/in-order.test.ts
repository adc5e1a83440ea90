import { describe, expect, test } from 'vitest';
import { inOrder } from '../../src/cli/in-order.ts';

/** Numbers from 0, counted as they are asked for. */
class Source {
  asked = 0;
  isClosed = false;

  constructor(
    private readonly count: number,
    private readonly wait: (i: number) => Promise<void> = async () => undefined,
  ) {}

  async *items(): AsyncGenerator<number> {
    try {
      for (let i = 0; i < this.count; i++) {
        this.asked++;
        await this.wait(i);
        yield i;
      }
    } finally {
      this.isClosed = true;
    }
  }
}

/** Work that is finished from outside, in any order. */
class Desk {
  readonly open = new Map<number, (value: string) => void>();
  most = 0;

  readonly work = (item: number): Promise<string> =>
    new Promise((resolve) => {
      this.open.set(item, resolve);
      this.most = Math.max(this.most, this.open.size);
    });

  finish(item: number): void {
    this.open.get(item)?.(`done ${item}`);
    this.open.delete(item);
  }
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe.each([1, 2, 5])('with %i at once', (limit) => {
  test('everything is given in order, whichever is done first, and no more is taken up than may be', async () => {
    const desk = new Desk();
    const source = new Source(9);
    const given: string[] = [];
    const reading = (async () => {
      for await (const one of inOrder(source.items(), limit, desk.work)) given.push(one);
    })();
    while (given.length < 9) {
      await settle();
      expect(source.asked).toBeLessThanOrEqual(given.length + limit);
      // The last that was taken up is the first to be done.
      const last = Math.max(...desk.open.keys());
      if (desk.open.size > 0) desk.finish(last);
    }
    await reading;
    expect(given).toEqual(Array.from({ length: 9 }, (_, i) => `done ${i}`));
    expect(desk.most).toBe(limit);
  });

  test('a reader that does not ask stops the taking', async () => {
    const source = new Source(100);
    const results = inOrder(source.items(), limit, (item) => item);
    await results.next();
    await settle();
    expect(source.asked).toBeLessThanOrEqual(limit + 1);
  });
});

test('what is done is given while the next item is waited for', async () => {
  const never = new Promise<void>(() => undefined);
  const source = new Source(2, (i) => (i === 0 ? Promise.resolve() : never));
  const results = inOrder(source.items(), 4, (item) => item);
  expect(await results.next()).toEqual({ done: false, value: 0 });
});

test('a reader that stops closes the source', async () => {
  const source = new Source(100);
  for await (const item of inOrder(source.items(), 3, (one) => one)) if (item === 5) break;
  await settle();
  expect(source.isClosed).toBe(true);
});

test('a failure comes at its place, and later ones are not lost on the process', async () => {
  const given: number[] = [];
  const work = async (item: number): Promise<number> => {
    if (item >= 2) throw new Error(`broke at ${item}`);
    return item;
  };
  await expect(
    (async () => {
      for await (const one of inOrder(new Source(9).items(), 5, work)) given.push(one);
    })(),
  ).rejects.toThrow('broke at 2');
  expect(given).toEqual([0, 1]);
});
