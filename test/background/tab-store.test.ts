import { isDeepStrictEqual } from 'node:util';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { applyFrame, EMPTY_TAB, type FrameChange, framesOf, MAX_MATCHES_PER_TAB, type TabRecord } from '../../src/background/tab-record.ts';
import { createTabStore, type TabStore } from '../../src/background/tab-store.ts';
import type { Match, PlacedLine } from '../../src/core/finding.ts';
import type { LineNews } from '../../src/messaging/calls.ts';
import { tabKey } from '../../src/messaging/tab-key.ts';
import { coverage, noNews } from '../fakes/screen-call.ts';
import { FakeStorageArea } from '../fakes/storage-area.ts';

const empty: TabRecord = EMPTY_TAB;

function matchIn(block: number): Match {
  return {
    block,
    start: 0,
    end: 6,
    text: 'Norvex',
    before: '',
    after: '',
    vendor: 'norvex',
    kind: 'name',
    strength: 'plain',
    term: 'Norvex',
    evidence: [],
    needed: 4,
    role: 'mentioned',
  };
}

function changeOf(blocks: readonly number[], more: Partial<FrameChange> = {}): FrameChange {
  return {
    scan: 's1',
    startedAt: 1000,
    reset: false,
    complete: true,
    address: 'https://shop.example/',
    page: {},
    coverage,
    sent: blocks.map((id) => ({ id })),
    removed: [],
    ...noNews,
    matches: blocks.map(matchIn),
    ...more,
  };
}

const blocksOf = (record: TabRecord | null, frame = 0): number[] | undefined => record?.frames[frame]?.matches.map((match) => match.block);

beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('the store', () => {
  test('knows nothing of a tab that nobody reported', async () => {
    expect(await createTabStore(new FakeStorageArea()).read(1)).toBeNull();
  });

  test('a worker that is killed between any two changes loses nothing', async () => {
    const area = new FakeStorageArea();
    for (let block = 0; block < 5; block++) await createTabStore(area).change(1, (record) => applyFrame(record, 0, changeOf([block])));
    expect(blocksOf(await createTabStore(area).read(1))).toEqual([0, 1, 2, 3, 4]);
  });

  test('a change is in storage before its caller hears of it', async () => {
    const area = new FakeStorageArea();
    const record = await createTabStore(area).change(1, (old) => ({ ...old, shown: 'x' }));
    expect(await createTabStore(area).read(1)).toEqual(record);
  });

  test('changes of one tab run one after the other', async () => {
    const area = new FakeStorageArea();
    const store = createTabStore(area);
    await Promise.all([0, 1, 2, 3].map((block) => store.change(1, (record) => applyFrame(record, 0, changeOf([block])))));
    expect(blocksOf(await createTabStore(area).read(1))).toEqual([0, 1, 2, 3]);
  });

  test('tabs do not mix', async () => {
    const area = new FakeStorageArea();
    const store = createTabStore(area);
    await Promise.all([store.change(1, (old) => ({ ...old, shown: 'one' })), store.change(11, (old) => ({ ...old, shown: 'eleven' }))]);
    await store.forget(1);
    expect(await createTabStore(area).read(1)).toBeNull();
    expect((await createTabStore(area).read(11))?.shown).toBe('eleven');
  });

  test('what is forgotten is gone, in memory and in storage', async () => {
    const area = new FakeStorageArea();
    const store = createTabStore(area);
    await store.change(1, (old) => ({ ...old, shown: 'x' }));
    await store.forget(1);
    expect([await store.read(1), area.values.size]).toEqual([null, 0]);
  });

  test('a change that throws reaches its caller and leaves the record, the next one goes on', async () => {
    const store = createTabStore(new FakeStorageArea());
    await store.change(1, (old) => ({ ...old, shown: 'x' }));
    const failing = store.change(1, () => {
      throw new Error('no');
    });
    const next = store.change(1, (old) => ({ ...old, error: 'e' }));
    await expect(failing).rejects.toThrow('no');
    expect(await next).toEqual({ ...empty, shown: 'x', error: 'e' });
  });

  test('a change that is begun is known before it is stored, and tells when it is', async () => {
    const area = new FakeStorageArea();
    const store = createTabStore(area);
    const finish = area.holdNextWrite();
    const { record, stored } = store.beginChange(1, (old) => ({ ...old, shown: 'x' }));
    expect((await record).shown).toBe('x');
    expect(area.values.size).toBe(0);
    finish();
    expect((await stored).shown).toBe('x');
    expect((await createTabStore(area).read(1))?.shown).toBe('x');
  });

  test('a change that cannot be made is neither known nor stored', async () => {
    const { record, stored } = createTabStore(new FakeStorageArea()).beginChange(1, () => {
      throw new Error('no');
    });
    await expect(stored).rejects.toThrow('no');
    await expect(record).rejects.toThrow('no');
  });

  test('a read that was under way does not bring back an older record', async () => {
    const area = new FakeStorageArea();
    await createTabStore(area).change(1, (old) => ({ ...old, shown: 'old' }));
    const store = createTabStore(area);
    const arrive = area.holdNextRead();
    const early = store.read(1);
    const change = store.change(1, (old) => ({ ...old, shown: 'new' }));
    arrive();
    await Promise.all([early, change]);
    expect((await store.read(1))?.shown).toBe('new');
    expect((await store.change(1, (old) => ({ ...old, error: 'e' }))).shown).toBe('new');
  });

  test('a read that was under way does not bring back what was forgotten', async () => {
    const area = new FakeStorageArea();
    await createTabStore(area).change(1, (old) => ({ ...old, shown: 'old' }));
    const store = createTabStore(area);
    const arrive = area.holdNextRead();
    const early = store.read(1);
    const forgotten = store.forget(1);
    arrive();
    await Promise.all([early, forgotten]);
    expect(await store.read(1)).toBeNull();
  });
});

describe('what is written', () => {
  const many = (count: number, from = 0): number[] => Array.from({ length: count }, (_, i) => from + i);

  async function filled(blocks: number): Promise<{ area: FakeStorageArea; store: TabStore }> {
    const area = new FakeStorageArea();
    const store = createTabStore(area);
    await store.change(1, (record) => applyFrame(record, 0, changeOf(many(blocks))));
    area.written.length = 0;
    return { area, store };
  }
  const apply = (store: TabStore, change: FrameChange, frame = 0): Promise<TabRecord> =>
    store.change(1, (record) => applyFrame(record, frame, change));

  test('is nothing where nothing changed, also when blocks were sent again', async () => {
    const { area, store } = await filled(700);
    await apply(store, changeOf([5]));
    await apply(store, changeOf([]));
    expect(area.written).toEqual([]);
  });

  test('is the head alone where nothing was found or lost', async () => {
    const { area, store } = await filled(700);
    await apply(store, changeOf([5_000], { matches: [], coverage: { ...coverage, blocks: 2 } }));
    expect(area.written).toEqual([tabKey(1)]);
  });

  test('is the head and what holds the block that changed', async () => {
    const { area, store } = await filled(1_000);
    await apply(store, changeOf([5], { matches: [] }));
    expect(area.written).toHaveLength(2);
    expect(JSON.stringify(area.values.get(area.written[0] as string)).length).toBeLessThan(100_000);
  });

  test('holds matches as text, of any signs', async () => {
    const { area, store } = await filled(1);
    const odd = { ...matchIn(2), text: '"\\\u2028\ud800 华为' };
    await apply(store, changeOf([2], { matches: [odd] }));
    expect(Object.values(area.values.get('tab:1:0:matches:0') as object).map((value) => typeof value)).toEqual(['number', 'string']);
    expect((await createTabStore(area).read(1))?.frames[0]?.matches.at(-1)).toEqual(odd);
  });

  test('of one frame does not touch another', async () => {
    const { area, store } = await filled(700);
    await apply(store, changeOf([1, 2]), 3);
    expect(area.written).toEqual(['tab:1:3:matches:0', tabKey(1)]);
  });

  test('is read back in the order of the page, and what went is gone from storage', async () => {
    const { area, store } = await filled(1_000);
    await apply(store, changeOf([3_000, 2_000], { removed: many(600) }));
    expect(blocksOf(await createTabStore(area).read(1))).toEqual([...many(400, 600), 2_000, 3_000]);
    await store.forget(1);
    expect(area.values.size).toBe(0);
  });

  test('is read back equal, whatever there is to keep', async () => {
    const area = new FakeStorageArea();
    const lines = [300, 1].map((id) => ({ line: { id, table: 1 }, rows: [], blocks: [id + 1] }));
    const tables = [{ id: 1, lines: 2, amounts: [] }];
    const store = createTabStore(area);
    await apply(store, changeOf([2, 300, 301], { lines: { lines, gone: [], tables } }));
    // One less than there is room for, of which the second row that went finds none.
    await apply(store, changeOf(many(MAX_MATCHES_PER_TAB - 2, 400), { away: [{ key: 'a', blocks: [2, 300] }] }));
    const record = await store.change(1, (old) => ({ ...old, shown: '0:2:0', error: 'e' }));
    const { away, lines: kept, dropped } = record.frames[0] ?? {};
    expect([away?.length, kept?.length, Object.keys(dropped ?? {}).length]).toEqual([1, 1, 1]);
    expect(await createTabStore(area).read(1)).toEqual(record);
  });
});

describe('a worker that is killed while it writes', () => {
  /** Dies at the given step: whatever is asked of storage from then on does not happen any more. */
  class DyingArea extends FakeStorageArea {
    steps = 0;
    constructor(
      values: ReadonlyMap<string, unknown>,
      private readonly last: number,
    ) {
      super();
      for (const [key, value] of values) this.values.set(key, value);
    }
    revive(): void {
      this.steps = Number.NEGATIVE_INFINITY;
    }
    private live(): boolean {
      this.steps += 1;
      return this.steps <= this.last;
    }
    override async set(values: Readonly<Record<string, unknown>>): Promise<void> {
      // Key by key: no promise of the browser's that all of them are set at once is relied upon.
      for (const [key, value] of Object.entries(values)) if (this.live()) await super.set({ [key]: value });
    }
    override async remove(keys: readonly string[]): Promise<void> {
      for (const key of keys) if (this.live()) await super.remove([key]);
    }
  }

  test('leaves the record as it was, as it should be, or none, and never half of it', async () => {
    const blocks = Array.from({ length: 900 }, (_, id) => id);
    const area = new FakeStorageArea();
    const before = await createTabStore(area).change(1, (record) => applyFrame(record, 0, changeOf(blocks)));
    const change = (record: TabRecord): TabRecord =>
      applyFrame(record, 0, changeOf([10, 600, 1_200], { removed: blocks.slice(256, 512), matches: [matchIn(600), matchIn(1_200)] }));
    const seen = new Set<string>();
    for (let last = 0; last < 9; last++) {
      const dying = new DyingArea(area.values, last);
      await createTabStore(dying).change(1, change);
      const left = await createTabStore(dying).read(1);
      const which = left === null ? 'none' : [before, change(before)].findIndex((one) => isDeepStrictEqual(one, left));
      seen.add(String(which));
    }
    expect([...seen].sort()).toEqual(['0', '1', 'none']);
  });

  test('and what it left over does not come back', async () => {
    const area = new FakeStorageArea();
    await createTabStore(area).change(1, (record) => applyFrame(record, 0, changeOf([1, 300])));
    const dying = new DyingArea(area.values, 1);
    await createTabStore(dying).change(1, (record) => applyFrame(record, 0, changeOf([], { removed: [300] })));
    expect([...dying.values.keys()]).toContain('tab:1:0:matches:1');
    dying.revive();
    const store = createTabStore(dying);
    expect(blocksOf(await store.read(1))).toEqual([1]);
    await store.change(1, (record) => applyFrame(record, 0, changeOf([400])));
    expect(blocksOf(await createTabStore(dying).read(1))).toEqual([1, 400]);
  });
});

describe('when session storage is full', () => {
  async function filled(): Promise<FakeStorageArea> {
    const area = new FakeStorageArea();
    const store = createTabStore(area);
    for (const tab of [1, 2]) await store.change(tab, (record) => applyFrame(record, 0, changeOf([0, 1, 2, 3, 4])));
    await area.set({ other: 'kept' });
    const ofOne = [...area.values].filter(([key]) => key.startsWith(tabKey(1)));
    area.quota = ofOne.reduce((sum, [, value]) => sum + JSON.stringify(value).length, 0) * 2.4;
    return area;
  }

  test('what was already known of the tab at hand stays', async () => {
    const area = await filled();
    await createTabStore(area).change(2, (record) => applyFrame(record, 3, changeOf([5, 6, 7, 8, 9])));
    const record = await createTabStore(area).read(2);
    expect([blocksOf(record), blocksOf(record, 3)]).toEqual([
      [0, 1, 2, 3, 4],
      [5, 6, 7, 8, 9],
    ]);
    expect(await createTabStore(area).read(1)).toBeNull();
  });

  test('the tab at hand is kept, other tabs are dropped, and what is not a tab stays', async () => {
    const area = await filled();
    const store = createTabStore(area);
    await store.read(2);
    await store.change(3, (record) => applyFrame(record, 0, changeOf([7, 8, 9])));
    expect(blocksOf(await createTabStore(area).read(3))).toEqual([7, 8, 9]);
    expect([await store.read(1), await store.read(2)]).toEqual([null, null]);
    expect(area.values.get('other')).toBe('kept');
  });

  test('and there is nothing to drop, the caller hears of it', async () => {
    const area = new FakeStorageArea();
    area.quota = 100;
    await expect(createTabStore(area).change(1, (record) => applyFrame(record, 0, changeOf([0])))).rejects.toThrow(/quota/);
  });

  test('a change that could not be written is not remembered as if it were', async () => {
    const area = new FakeStorageArea();
    const store = createTabStore(area);
    await store.change(1, (old) => ({ ...old, shown: 'old' }));
    area.failure = new Error('QUOTA_BYTES quota exceeded');
    await expect(store.change(1, (old) => ({ ...old, shown: 'new' }))).rejects.toThrow(/quota/);
    area.failure = null;
    expect((await store.read(1))?.shown).toBe('old');
  });

  test('the change after one that failed is written', async () => {
    const area = new FakeStorageArea();
    const store = createTabStore(area);
    area.failure = new Error('full');
    await expect(store.change(1, (old) => old)).rejects.toThrow('full');
    area.failure = null;
    await store.change(1, (old) => ({ ...old, shown: 'x' }));
    expect((await createTabStore(area).read(1))?.shown).toBe('x');
  });
});

describe('what a frame reports', () => {
  const apply = (record: TabRecord, ...changes: [frame: number, change: FrameChange][]): TabRecord =>
    changes.reduce((at, [frame, change]) => applyFrame(at, frame, change), record);

  test('is added to what was known of it', () => {
    expect(blocksOf(apply(empty, [0, changeOf([1, 2])], [0, changeOf([3])]))).toEqual([1, 2, 3]);
  });

  test('replaces what was known of the blocks that were sent', () => {
    const record = apply(empty, [0, changeOf([1, 2, 3])], [0, changeOf([2], { matches: [] })]);
    expect(blocksOf(record)).toEqual([1, 3]);
  });

  test('takes removed blocks out', () => {
    expect(blocksOf(apply(empty, [0, changeOf([1, 2, 3])], [0, changeOf([], { removed: [1, 3] })]))).toEqual([2]);
  });

  test('starts anew after a reset, and for another life of the document', () => {
    expect(blocksOf(apply(empty, [0, changeOf([1, 2])], [0, changeOf([3], { reset: true })]))).toEqual([3]);
    expect(blocksOf(apply(empty, [0, changeOf([1, 2])], [0, changeOf([3], { scan: 's2' })]))).toEqual([3]);
  });

  test('a new document in the top frame takes the old inner frames with it', () => {
    const record = apply(empty, [0, changeOf([1])], [5, changeOf([2])], [0, changeOf([3], { scan: 's2', reset: true, startedAt: 2000 })]);
    expect(Object.keys(record.frames)).toEqual(['0']);
  });

  test('a reset of the same document in the top frame keeps the inner frames', () => {
    const record = apply(empty, [0, changeOf([1])], [5, changeOf([2])], [0, changeOf([3], { reset: true })]);
    expect([blocksOf(record, 0), blocksOf(record, 5)]).toEqual([[3], [2]]);
  });

  test('a new document in an inner frame keeps the others', () => {
    const record = apply(
      empty,
      [0, changeOf([1])],
      [5, changeOf([2])],
      [6, changeOf([3])],
      [5, changeOf([4], { scan: 's2', reset: true })],
    );
    expect([0, 5, 6].map((frame) => blocksOf(record, frame))).toEqual([[1], [4], [3]]);
  });

  test('an inner frame that reports before its top frame is kept', () => {
    const record = apply(empty, [5, changeOf([2])], [0, changeOf([1], { scan: 'top', reset: true })]);
    expect([blocksOf(record, 0), blocksOf(record, 5)]).toEqual([[1], [2]]);
  });

  test('a frame once complete stays so while more changes come, until it starts anew', () => {
    const later = apply(empty, [0, changeOf([1], { complete: false })], [0, changeOf([2])], [0, changeOf([3], { complete: false })]);
    expect(later.frames[0]?.complete).toBe(true);
    expect(apply(later, [0, changeOf([4], { complete: false, reset: true })]).frames[0]?.complete).toBe(false);
  });

  test('clears an earlier failure and keeps what was shown', () => {
    expect(apply({ ...empty, error: 'error_injection', shown: '0:1:2' }, [0, changeOf([1])])).toMatchObject({ error: '', shown: '0:1:2' });
  });

  test('changes nothing of the record it was given', () => {
    const before = apply(empty, [0, changeOf([1])]);
    const copy = structuredClone(before);
    apply(before, [0, changeOf([2], { removed: [1] })], [3, changeOf([3])]);
    expect(before).toEqual(copy);
  });
});

describe('a tab with too many matches', () => {
  const many = (count: number, from = 0): number[] => Array.from({ length: count }, (_, i) => from + i);

  test('keeps the first, over all frames, and says how many are left out', () => {
    let record = applyFrame(empty, 0, changeOf(many(MAX_MATCHES_PER_TAB - 10)));
    record = applyFrame(record, 4, changeOf(many(25)));
    expect([
      record.frames[0]?.matches.length,
      record.frames[4]?.matches.length,
      Object.keys(record.frames[4]?.dropped ?? {}).length,
    ]).toEqual([MAX_MATCHES_PER_TAB - 10, 10, 15]);
    expect(framesOf(record).map((frame) => frame.coverage.unread)).toEqual([[], [{ what: 'matches', count: 15 }]]);
  });

  test('the same block sent again while the tab is full is left out once and not twice', () => {
    let record = applyFrame(empty, 0, changeOf(many(MAX_MATCHES_PER_TAB)));
    for (let i = 0; i < 3; i++) record = applyFrame(record, 0, changeOf([9999]));
    expect(record.frames[0]?.dropped).toEqual({ 9999: 1 });
  });

  test('what was left out goes on counting while other blocks are sent', () => {
    const full = applyFrame(empty, 0, changeOf(many(MAX_MATCHES_PER_TAB + 5)));
    const record = applyFrame(full, 0, changeOf([], { sent: [{ id: 0 }] }));
    expect(record.frames[0]?.matches).toHaveLength(MAX_MATCHES_PER_TAB - 1);
    expect(framesOf(record)[0]?.coverage.unread).toEqual([{ what: 'matches', count: 5 }]);
  });

  test('matches of one block stand in the order of its text', () => {
    const at = (start: number): Match => ({ ...matchIn(1), start, end: start + 6 });
    const record = applyFrame(empty, 0, changeOf([], { matches: [at(20), at(3)] }));
    expect(record.frames[0]?.matches.map(({ start }) => start)).toEqual([3, 20]);
  });

  test('a fresh start forgets what was left out', () => {
    let record = applyFrame(empty, 0, changeOf(many(MAX_MATCHES_PER_TAB + 5)));
    record = applyFrame(record, 0, changeOf([1], { reset: true }));
    expect(record.frames[0]?.dropped).toEqual({});
  });
});

describe('line items', () => {
  const inRow = (block: number, row: number): Match => ({ ...matchIn(block), row });
  const lineOf = (id: number, rows: number[], blocks: number[] = []): PlacedLine => ({
    line: { id, table: 1, number: String(id) },
    rows,
    blocks,
  });
  const news = (...lines: PlacedLine[]): LineNews => ({ lines, gone: [], tables: null });
  const linesIn = (record: TabRecord): number[] => record.frames[0]?.lines.map(({ line }) => line.id) ?? [];
  const row = (id: number, number: number, more: Partial<FrameChange> = {}): FrameChange =>
    changeOf([], { sent: [{ id, row: number }], matches: [inRow(id, number)], ...more });

  test('are kept where something was found in them, by row or by block', () => {
    const change = changeOf([1, 2], {
      matches: [inRow(1, 10), matchIn(2)],
      lines: news(lineOf(1, [10]), lineOf(2, [11]), lineOf(3, [], [2]), lineOf(4, [], [3])),
    });
    expect(linesIn(applyFrame(empty, 0, change))).toEqual([1, 3]);
  });

  test('told again replace what was known of them, gone ones go', () => {
    const first = applyFrame(
      empty,
      0,
      changeOf([], { matches: [inRow(1, 10), inRow(2, 11)], lines: news(lineOf(1, [10]), lineOf(2, [11])) }),
    );
    const second = applyFrame(
      first,
      0,
      changeOf([], { lines: { ...news({ ...lineOf(1, [10]), line: { id: 1, table: 1, number: '1a' } }), gone: [2] } }),
    );
    expect(second.frames[0]?.lines.map(({ line }) => line.number)).toEqual(['1a']);
  });

  test('of rows that were sent again are told again or are none', () => {
    const first = applyFrame(empty, 0, row(1, 10, { lines: news(lineOf(1, [10])) }));
    expect(linesIn(applyFrame(first, 0, row(1, 10)))).toEqual([]);
    expect(linesIn(applyFrame(first, 0, row(2, 11)))).toEqual([1]);
  });

  test('go with the last thing found in them', () => {
    const first = applyFrame(empty, 0, row(1, 10, { lines: news(lineOf(1, [10])) }));
    expect(linesIn(applyFrame(first, 0, changeOf([], { removed: [1] })))).toEqual([]);
  });

  test('tables stay as they were until they are told again', () => {
    const tables = [{ id: 1, lines: 12, amounts: [] }];
    const first = applyFrame(empty, 0, changeOf([1], { lines: { ...news(), tables } }));
    expect(applyFrame(first, 0, changeOf([2])).frames[0]?.tables).toEqual(tables);
    expect(applyFrame(first, 0, changeOf([2], { lines: { ...news(), tables: [] } })).frames[0]?.tables).toEqual([]);
  });

  describe('scrolled away', () => {
    const shown = applyFrame(empty, 0, row(1, 10, { lines: news(lineOf(7, [10])) }));
    const gone = applyFrame(shown, 0, changeOf([], { away: [{ key: 'L7', blocks: [1] }] }));
    const awayIn = (record: TabRecord): (readonly [string, number | undefined])[] =>
      record.frames[0]?.away.map(({ key, line }) => [key, line?.id] as const) ?? [];

    test('what was found stays on record, with its line', () => {
      expect([blocksOf(gone), awayIn(gone)]).toEqual([[], [['L7', 7]]]);
    });

    test('and is no longer away once it is back', () => {
      const back = applyFrame(gone, 0, row(5, 10, { returned: ['L7'], lines: news(lineOf(7, [10])) }));
      expect([blocksOf(back), awayIn(back), linesIn(back)]).toEqual([[5], [], [7]]);
    });

    test('what came back and went again in one report is away once', () => {
      const back = applyFrame(gone, 0, row(5, 10, { returned: ['L7'], lines: news(lineOf(7, [10])) }));
      const again = applyFrame(back, 0, changeOf([], { returned: ['L7'], away: [{ key: 'L7', blocks: [5] }] }));
      expect(awayIn(again)).toEqual([['L7', 7]]);
    });

    test('stays through a reset of the same page, and goes with the page', () => {
      expect(awayIn(applyFrame(gone, 0, changeOf([2], { reset: true })))).toEqual([['L7', 7]]);
      expect(awayIn(applyFrame(gone, 0, changeOf([2], { reset: true, scan: 's2' })))).toEqual([]);
    });

    test('counts towards what a tab can hold', () => {
      const many = Array.from({ length: MAX_MATCHES_PER_TAB }, (_, i) => 100 + i);
      const full = applyFrame(gone, 0, changeOf(many));
      expect([full.frames[0]?.away.length, full.frames[0]?.dropped]).toEqual([0, { 1: 1 }]);
    });
  });
});

test('frames come top frame first, with what they read', () => {
  let record = applyFrame(empty, 12, changeOf([1]));
  record = applyFrame(record, 3, changeOf([2]));
  expect(framesOf(record).map((frame) => frame.frame)).toEqual([3, 12]);
  expect(framesOf(record)[0]).toEqual({ frame: 3, page: {}, matches: [matchIn(2)], away: [], lines: [], tables: [], coverage });
});
