import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

const { Tabs } = await import('../../src/background/tabs.ts');
const { createTabStore } = await import('../../src/background/tab-store.ts');
const { tabKey } = await import('../../src/messaging/tab-key.ts');

import type { TabPorts } from '../../src/background/tabs.ts';
import { openRules, rulesOf } from '../../src/core/excerpts.ts';
import type { UnreadKind } from '../../src/core/finding.ts';
import { buildIndex } from '../../src/core/index-build.ts';
import { openIndex } from '../../src/core/index-format.ts';
import { Lookup } from '../../src/core/lookup.ts';
import type { ContentCalls, FrameCoverage, PackedMarks } from '../../src/messaging/calls.ts';
import type { BadgeFace } from '../../src/platform/badge.ts';
import { defaultSettings, type Settings } from '../../src/settings/schema.ts';
import { createSettingsStore } from '../../src/settings/store.ts';
import { catalogue, hanPairs } from '../core/invented.ts';
import { withNames } from '../core/own-names.ts';
import { FakeManagedSource } from '../fakes/managed-source.ts';
import { coverage, noNews } from '../fakes/screen-call.ts';
import { FakeStorageArea } from '../fakes/storage-area.ts';
import { unpackMarks } from '../unpack-marks.ts';

const index = openIndex(buildIndex(catalogue, hanPairs));
const lookup = new Lookup(catalogue);
const rules = new Lookup(openRules(rulesOf(catalogue)));

const TAB = 7;
const site = 'https://shop.example/cart';

interface Asked {
  readonly tabId: number;
  readonly frame: number;
  readonly call: string;
  readonly payload: unknown;
}

/** A browser with one worker, which can be killed at any moment: what it knew in memory is gone then. */
class World {
  readonly session = new FakeStorageArea();
  readonly local = new FakeStorageArea();
  readonly urls = new Map<number, string>([[TAB, site]]);
  readonly badges = new Map<number, BadgeFace>();
  /** What each call to the button could take as shown already. */
  readonly shownBefore: (BadgeFace | undefined)[] = [];
  /** How often the whole catalogue was asked for. */
  lookups = 0;
  readonly asked: Asked[] = [];
  /** Calls to all frames of a tab. */
  readonly told: { readonly tabId: number; readonly call: string }[] = [];
  /** The life of the document in each frame, as its script knows it. */
  readonly scans = new Map<string, string>();
  readonly opened: string[] = [];
  readonly injected: number[] = [];
  /** Frames that were given what draws marks. */
  readonly markers: string[] = [];
  readonly readers: string[] = [];
  /** Says of an address whether the script put in last was to go into such a frame. */
  mayRead: (url: string) => boolean = () => true;
  granted = new Set<string>();
  /** Frames that have no script of ours. */
  silent = new Set<number>();
  injectionFails = false;
  searched = index;
  /** What is at hand before own lists are. */
  openedFirst = index;
  /** What the facts say when they look for own lists again. */
  hasNewNames = false;
  onAsk: ((asked: Asked) => Promise<void>) | null = null;
  /** Called whenever somebody asks for the index. */
  onIndex: (() => void) | null = null;
  /** What frames say of a mark that they are to show. */
  revealed: unknown = 'shown';
  worker = this.start();

  private start(): InstanceType<typeof Tabs> {
    const settings = createSettingsStore(this.local, new FakeManagedSource());
    const ports: TabPorts = {
      facts: {
        index: async () => {
          this.onIndex?.();
          return this.searched;
        },
        ahead: async () => ({ index: this.openedFirst, rules }),
        rules: async () => rules,
        lookup: async () => this.readAll(),
        readEntries: async () => undefined,
        refresh: async () => this.hasNewNames,
      },
      store: createTabStore(this.session),
      readSettings: async () => (await settings.read()).settings,
      updateSettings: (change) => settings.update(change),
      loadTranslator: async (language) => ({ language, t: (key, ...values) => [key, ...values].join(' '), pick: (text) => text.en }),
      faceWords:
        () =>
        (key, ...values) =>
          [key, ...values].join(' '),
      getTab: async (tabId) => (this.urls.has(tabId) ? { url: this.urls.get(tabId) ?? '' } : null),
      getAllTabIds: async () => [...this.urls.keys()],
      inject: async (tabId, mayRead = () => true) => {
        this.injected.push(tabId);
        this.mayRead = mayRead;
        if (this.injectionFails) throw new Error('cannot access this page');
      },
      injectMarker: async (tabId, frame) => {
        this.markers.push(`${tabId}:${frame}`);
        if (this.injectionFails) throw new Error('cannot access this frame');
      },
      injectLines: async (tabId, frame) => {
        this.readers.push(`${tabId}:${frame}`);
        if (this.injectionFails) throw new Error('cannot access this frame');
      },
      askFrame: async (tabId, frame, call, payload) => {
        const asked = { tabId, frame, call, payload };
        this.asked.push(asked);
        await this.onAsk?.(asked);
        if (this.silent.has(frame)) return null;
        const scan = this.scans.get(`${tabId}:${frame}`);
        if (call === 'report') return { value: scan };
        if (call === 'marks') return { value: (payload as { scan: string }).scan === scan };
        return { value: call === 'reveal' ? this.revealed : null };
      },
      tellFrames: (tabId, call) => {
        this.told.push({ tabId, call });
      },
      openTab: async (url) => {
        this.opened.push(url);
      },
      showBadge: async (tabId, face, before) => {
        this.badges.set(tabId, face);
        this.shownBefore.push(before);
      },
      hasAccess: async (pattern) => this.granted.has(pattern),
      patternOf: (url) => (url ? `${new URL(url).origin}/*` : ''),
    };
    return new Tabs(ports);
  }

  private readAll(): typeof lookup {
    this.lookups += 1;
    return lookup;
  }

  kill(): void {
    this.worker = this.start();
  }

  set(change: Partial<Settings>): Promise<void> {
    return createSettingsStore(this.local, new FakeManagedSource()).update(change);
  }

  /** A frame reports its blocks; each text is a block of the given number. */
  report(
    blocks: Record<number, string>,
    {
      frame = 0,
      url = site,
      tab = TAB,
      ...more
    }: Partial<Parameters<ContentCalls['screen']>[0]> & { frame?: number; url?: string; tab?: number } = {},
  ): Promise<ReturnType<ContentCalls['screen']>> {
    this.scans.set(`${tab}:${frame}`, more.scan ?? 's1');
    return this.worker.screen(
      {
        scan: 's1',
        startedAt: 1000,
        reset: false,
        complete: true,
        title: 'Cart',
        blocks: Object.entries(blocks).map(([id, text]) => ({ id: Number(id), text })),
        removed: [],
        ...noNews,
        coverage,
        hasMarker: true,
        ...more,
      },
      { tabId: tab, frameId: frame, url },
    );
  }

  badge(tab = TAB): string | undefined {
    return this.badges.get(tab)?.text;
  }

  /** The marks that were pushed to frames, as "level@block"; a call without marks only asks whether the page is there. */
  get pushes(): { readonly frame: number; readonly marks: string[] }[] {
    return this.asked.flatMap(({ call, frame, payload }) => {
      const packed = call === 'marks' ? (payload as { marks?: PackedMarks }).marks : undefined;
      return packed ? [{ frame, marks: marks(packed) }] : [];
    });
  }

  /** The last ones that were pushed to a frame. */
  pushed(frame: number): string[] | undefined {
    return this.pushes.filter((push) => push.frame === frame).at(-1)?.marks;
  }
}

const marks = (all: PackedMarks): string[] => unpackMarks(all).map(({ level, block }) => `${level}@${block}`);

let world: World;
beforeEach(() => {
  world = new World();
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('what draws marks', () => {
  const found = { 0: 'Norvex switch' };

  test('goes to a frame with its first marks, once in a life of the document', async () => {
    await world.report(found, { frame: 3, reset: true, complete: false, hasMarker: false });
    await world.report({ 1: 'Norvex too' }, { frame: 3, hasMarker: false });
    expect(world.markers).toEqual([`${TAB}:3`]);
    await world.report(found, { frame: 3, scan: 's2', reset: true, hasMarker: false });
    expect(world.markers).toEqual([`${TAB}:3`, `${TAB}:3`]);
  });

  test('stays away where there are no marks, or where it is already', async () => {
    await world.report({ 0: 'an oak table' }, { reset: true, hasMarker: false });
    await world.report(found, { frame: 1, reset: true, hasMarker: true });
    expect(world.markers).toEqual([]);
  });

  test('goes to a frame that asks; one that may not have it still has its findings', async () => {
    expect(await world.worker.injectMarker({ tabId: TAB, frameId: 2, url: site })).toBe(true);
    expect(await world.worker.injectLines({ tabId: TAB, frameId: 4, url: site })).toBe(true);
    expect([world.markers, world.readers]).toEqual([[`${TAB}:2`], [`${TAB}:4`]]);
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    world.injectionFails = true;
    expect((await world.report(found, { reset: true, hasMarker: false })).marks.numbers).toHaveLength(4);
    expect(await world.worker.injectMarker({ tabId: TAB, frameId: 0, url: site })).toBe(false);
    expect(await world.worker.injectLines({ tabId: TAB, frameId: 0, url: site })).toBe(false);
    expect(warn).toHaveBeenCalledTimes(3);
    expect((await world.worker.view(TAB)).report?.counted).toBe(1);
  });
});

describe('a frame that reports', () => {
  test('gets all its marks and sets the badge', async () => {
    const answer = await world.report({ 0: 'Norvex', 1: 'nothing', 2: 'Bastion cluster, Lorvex, TunnelWay, Haiyan' }, { reset: true });
    expect(answer).toMatchObject({ stop: false, resend: false });
    expect(marks(answer.marks)).toEqual(['confirmed@0', 'confirmed@2', 'possible@2', 'former@2', 'asked@2']);
    expect(world.badge()).toBe('2');
  });

  test('gets marks of earlier batches too, and loses those of changed and removed blocks', async () => {
    await world.report({ 0: 'Norvex', 1: 'Norvex', 2: 'Norvex' }, { reset: true });
    expect(marks((await world.report({ 1: 'sold out' }, { removed: [2] })).marks)).toEqual(['confirmed@0']);
    expect(world.badge()).toBe('1');
  });

  test('marks name the place in the block', async () => {
    const { marks: own } = await world.report({ 4: 'buy Norvex!' }, { reset: true });
    expect(unpackMarks(own)).toEqual([{ id: '0:4:4', block: 4, start: 4, end: 10, level: 'confirmed' }]);
  });

  test('is asked to send all again when the worker does not know its scan', async () => {
    expect(await world.report({ 5: 'Norvex' })).toEqual({ marks: { frame: 0, numbers: [] }, stop: false, resend: true });
    expect(world.session.values.size).toBe(0);
    await world.report({ 0: 'Norvex' }, { reset: true });
    expect(await world.report({ 5: 'Norvex' }, { scan: 's2' })).toEqual({ marks: { frame: 0, numbers: [] }, stop: false, resend: true });
    expect(await world.report({ 5: 'Norvex' }, { frame: 3 })).toEqual({ marks: { frame: 0, numbers: [] }, stop: false, resend: true });
    expect(world.badge()).toBe('1');
  });

  test('is asked to send all again where its record goes while its blocks are searched', async () => {
    await world.report({ 0: 'Norvex' }, { reset: true });
    world.onIndex = () => {
      world.onIndex = null;
      void world.worker.closed(TAB);
    };
    expect(await world.report({ 5: 'Norvex' })).toEqual({ marks: { frame: 0, numbers: [] }, stop: false, resend: true });
    expect((await world.worker.view(TAB)).report).toBeNull();
  });

  test('is stopped on a paused host, and nothing of it is kept', async () => {
    await world.set({ pausedHosts: ['shop.example'] });
    expect(await world.report({ 0: 'Norvex' }, { reset: true })).toEqual({ marks: { frame: 0, numbers: [] }, stop: true, resend: false });
    expect(world.session.values.size).toBe(0);
    expect(world.badge()).toBeUndefined();
    expect((await world.report({ 0: 'Norvex' }, { reset: true, url: 'https://other.example/' })).stop).toBe(false);
  });

  test('is stopped in a page of a paused host also when it has no host of its own', async () => {
    await world.set({ pausedHosts: ['shop.example'] });
    for (const url of ['about:blank', 'about:srcdoc'])
      expect([url, (await world.report({ 0: 'Norvex' }, { reset: true, frame: 4, url })).stop]).toEqual([url, true]);
  });

  test('a vendor named in one frame settles what another left open, and that frame is told', async () => {
    await world.report({ 0: 'Bastion' }, { reset: true });
    expect(world.badge()).toBe('?');
    await world.report({ 0: 'Norvex' }, { reset: true, frame: 2, scan: 'inner' });
    expect(world.pushed(0)).toEqual(['confirmed@0']);
    expect(world.pushed(2)).toBeUndefined();
    expect(world.badge()).toBe('2');
  });

  test('of frames that report while marks are sent all have those of the last', async () => {
    await world.report({ 0: 'Bastion' }, { reset: true });
    const held: (() => void)[] = [];
    world.onAsk = ({ call }) => (call === 'marks' ? new Promise<void>((resolve) => held.push(resolve)) : Promise.resolve());
    for (const frame of [1, 2, 3, 4]) await world.report({ 0: 'a chair' }, { reset: true, frame, scan: `inner ${frame}` });
    await world.report({ 0: 'Norvex' }, { reset: true, frame: 5, scan: 'inner 5' });
    expect(world.pushes.map(({ frame }) => frame)).toEqual([0]);
    world.onAsk = null;
    for (const answer of held) answer();
    await vi.waitFor(() => expect(world.pushes).toHaveLength(7));
    expect([world.pushed(0), world.pushed(5)]).toEqual([['confirmed@0'], ['confirmed@0']]);
  });

  test('an inner frame that reports first is still known when the top frame has reported', async () => {
    await world.report({ 0: 'Norvex' }, { reset: true, frame: 2, scan: 'inner' });
    await world.report({ 0: 'Welcome' }, { reset: true });
    expect(world.badge()).toBe('1');
  });

  test('a new document in the top frame leaves nothing of the old frames', async () => {
    await world.report({ 0: 'Norvex' }, { reset: true });
    await world.report({ 0: 'Norvex' }, { reset: true, frame: 2, scan: 'inner' });
    await world.report({ 0: 'Welcome' }, { reset: true, scan: 'next', startedAt: 2000 });
    expect(world.badge()).toBe('–');
    expect((await world.report({ 1: 'Norvex' }, { frame: 2, scan: 'inner' })).resend).toBe(true);
  });

  test('frames that report at the same time all count', async () => {
    await world.report({ 0: 'Norvex' }, { reset: true });
    await Promise.all([1, 2, 3, 4].map((frame) => world.report({ 0: 'Norvex' }, { reset: true, frame, scan: `f${frame}` })));
    expect((await world.worker.view(TAB)).report?.counted).toBe(5);
  });
});

describe('the beginning of a page, which comes again with the rest', () => {
  const text = { 0: 'Norvex switch' };
  const all = { ...text, 1: 'Lorvex' };
  const beginning = { reset: true, complete: false, isAhead: true } as const;

  test('is answered before it is stored, and is on record when the rest comes', async () => {
    const finish = world.session.holdNextWrite();
    const answer = await world.report(text, { ...beginning, hasMarker: false });
    expect([marks(answer.marks), world.session.values.size, world.markers]).toEqual([['confirmed@0'], 0, [`${TAB}:0`]]);
    const rest = world.report(all);
    finish();
    expect(marks((await rest).marks)).toEqual(['confirmed@0', 'possible@1']);
    expect((await world.worker.view(TAB)).state).toBe('done');
  });

  test('loses nothing where the worker is killed after the answer, or cannot store it', async () => {
    world.session.holdNextWrite();
    await world.report(text, beginning);
    world.kill();
    expect((await world.report(all)).resend).toBe(true);

    const error = vi.spyOn(console, 'error').mockReturnValue();
    world.session.failure = new Error('the disk is gone');
    await world.report(text, { ...beginning, scan: 's2' });
    await vi.waitFor(() => expect(error).toHaveBeenCalled());
    world.session.failure = null;
    expect((await world.report(all, { scan: 's2' })).resend).toBe(true);
  });

  test('waits for nothing that is known of the tab, and takes its place', async () => {
    await world.report({ 0: 'Norvex', 7: 'Norvex' }, { reset: true });
    world.kill();
    const finish = world.session.holdNextRead();
    expect(marks((await world.report(text, { ...beginning, scan: 's2' })).marks)).toEqual(['confirmed@0']);
    finish();
    expect(marks((await world.report(all, { scan: 's2' })).marks)).toEqual(['confirmed@0', 'possible@1']);
    expect(world.badge()).toBe('1');
  });

  test('is stopped where the page is not read, also in a frame of another host', async () => {
    await world.report({ 0: 'Norvex' }, { reset: true });
    await world.set({ pausedHosts: ['shop.example'] });
    const stops = (frame: number, url: string) => world.report(text, { ...beginning, scan: `s${frame}`, frame, url });
    expect([(await stops(0, site)).stop, (await stops(2, 'about:srcdoc')).stop]).toEqual([true, true]);
    expect((await stops(0, 'https://other.example/')).stop).toBe(false);
  });

  test('is marked without own lists that are yet to be read; the tab is being checked until they were looked for', async () => {
    world.searched = await withNames(index, 'own:a', 'Quillfeather');
    const answer = await world.report({ 0: 'Quillfeather' }, beginning);
    expect(marks(answer.marks)).toEqual([]);
    await vi.waitFor(() => expect(world.session.values.size).toBeGreaterThan(0));
    expect(world.badge()).toBeUndefined();
    expect((await world.worker.view(TAB)).state).toBe('checking');
    await world.report({ 0: 'Quillfeather' });
    expect(await namesOnRecord()).toEqual(['own:a:0']);
    expect((await world.worker.view(TAB)).state).toBe('done');
  });

  test('has frames called that were not heard of', async () => {
    await world.report(text, { ...beginning, coverage: { ...coverage, childFrames: 1 } });
    await vi.waitFor(() => expect(world.told).toContainEqual({ tabId: TAB, call: 'report' }));
  });

  test('is never the whole of a page, whatever it says', async () => {
    await world.report(text, { ...beginning, complete: true });
    await vi.waitFor(() => expect(world.session.values.size).toBeGreaterThan(0));
    expect((await world.worker.view(TAB)).state).toBe('checking');
  });
});

/** Vendors whose names were found in the tab. */
async function namesOnRecord(): Promise<string[]> {
  const record = await createTabStore(world.session).read(TAB);
  return Object.values(record?.frames ?? {}).flatMap(({ matches }) => matches.map(({ vendor }) => vendor));
}

describe('a worker that is killed between any two calls', () => {
  test('answers once its record is stored, and not before', async () => {
    const finish = world.session.holdNextWrite();
    const answering = world.report({ 0: 'Norvex switch' }, { reset: true });
    let isAnswered = false;
    void answering.then(() => {
      isAnswered = true;
    });
    await vi.waitFor(() => expect(world.badge()).toBe('1'));
    await new Promise((resolve) => setTimeout(resolve));
    expect([isAnswered, world.session.values.size]).toEqual([false, 0]);
    finish();
    expect(marks((await answering).marks)).toEqual(['confirmed@0']);
    expect(world.session.values.size).toBeGreaterThan(0);
  });

  test('gives no answer when its record cannot be stored', async () => {
    world.session.failure = new Error('the disk is gone');
    await expect(world.report({ 0: 'Norvex switch' }, { reset: true })).rejects.toThrow('the disk is gone');
  });

  test('loses nothing of a page that reports in slices', async () => {
    await world.report({ 0: 'Norvex' }, { reset: true, complete: false });
    world.kill();
    await world.report({ 1: 'RampartGate' }, { complete: false });
    world.kill();
    expect(marks((await world.report({ 2: 'Lorvex' })).marks)).toEqual(['confirmed@0', 'confirmed@1', 'possible@2']);
    world.kill();
    const view = await world.worker.view(TAB);
    expect([view.state, view.report?.counted]).toEqual(['done', 2]);
  });

  test('still knows cards, offers, the finding shown last, and settings', async () => {
    await world.report({ 0: 'Norvex', 1: 'RampartGate' }, { reset: true });
    world.kill();
    const from = { tabId: TAB, frameId: 0, url: site };
    expect((await world.worker.card('0:1:0', from))?.heading).toBe('Norvex Systems · RampartGate');
    world.kill();
    await world.worker.step(TAB, 1);
    world.kill();
    await world.worker.step(TAB, 1);
    world.kill();
    await world.worker.step(TAB, 1);
    expect(world.asked.filter((asked) => asked.call === 'reveal').map((asked) => asked.payload)).toEqual([
      { id: '0:0:0' },
      { id: '0:1:0' },
      { id: '0:0:0' },
    ]);
    world.kill();
    await world.worker.setPaused(TAB, 'shop.example', true);
    world.kill();
    expect((await world.worker.view(TAB)).state).toBe('paused');
  });

  test('after the session is over the page is read again and not in part', async () => {
    await world.report({ 0: 'Norvex', 1: 'RampartGate' }, { reset: true });
    world.session.values.clear();
    world.kill();
    expect((await world.report({ 2: 'nothing' })).resend).toBe(true);
    expect(marks((await world.report({ 0: 'Norvex', 1: 'RampartGate', 2: 'nothing' }, { reset: true })).marks)).toHaveLength(2);
  });
});

describe('the badge', () => {
  const gap = (what: UnreadKind): FrameCoverage => ({ ...coverage, unread: [{ what, count: 1 }] });

  test.each<[rule: string, text: string, more: Partial<Parameters<ContentCalls['screen']>[0]>, badge: string, tone: string]>([
    ['a number for what is counted', 'Norvex, Norvex', {}, '2', 'alert'],
    ['the number already while reading goes on', 'Norvex', { complete: false }, '1', 'alert'],
    ['the number also when something could not be read', 'Norvex', { coverage: gap('grid-rows') }, '1', 'alert'],
    ['a dash for nothing found while a list that is on is not complete', 'nothing', {}, '–', 'quiet'],
    [
      'a question for a possible, a former, an asked and a compatible one',
      'Lorvex; TunnelWay; Haiyan; compatible with Norvex',
      {},
      '?',
      'quiet',
    ],
    ['not clean while reading goes on', 'nothing', { complete: false }, '…', 'quiet'],
    ['not clean when rows were out of sight', 'nothing', { coverage: gap('grid-rows') }, '?', 'partial'],
    ['nothing found although there is a picture, as on most pages', 'nothing', { coverage: gap('canvas') }, '–', 'quiet'],
    ['no more than three digits', 'Norvex '.repeat(1200), {}, '999+', 'alert'],
  ])('%s', async (_rule, text, more, badge, tone) => {
    await world.report({ 0: text }, { reset: true, ...more });
    expect([world.badge(), world.badges.get(TAB)?.tone]).toEqual([badge, tone]);
  });

  test('a check mark only when every list that is on is complete', async () => {
    await world.set({ lists: { 'cn-notice': false, 'us-cameras': true } });
    await world.report({ 0: 'nothing' }, { reset: true });
    expect([world.badge(), world.badges.get(TAB)?.tone]).toEqual(['✓', 'clean']);
  });

  test('is shown whole where a document is new or the worker is, and by what changed otherwise', async () => {
    await world.report({ 0: 'Norvex' }, { reset: true });
    await world.report({ 1: 'Norvex' });
    const [first, second] = world.shownBefore;
    expect([first, second?.text]).toEqual([undefined, '1']);
    // The browser clears the button with the document.
    await world.report({ 0: 'Norvex' }, { reset: true, scan: 'next', startedAt: 2000 });
    world.kill();
    await world.report({ 1: 'Norvex' }, { scan: 'next', startedAt: 2000 });
    expect(world.shownBefore.slice(2)).toEqual([undefined, undefined]);
  });

  test('and the marks need none of the words that the popup shows', async () => {
    await world.report({ 0: 'Norvex, Lorvex' }, { reset: true });
    await world.worker.step(TAB, 1);
    expect(world.lookups).toBe(0);
    await world.worker.view(TAB);
    expect(world.lookups).toBe(1);
  });

  test('not clean while an inner frame is still being read', async () => {
    await world.report({ 0: 'nothing' }, { reset: true });
    await world.report({ 0: 'nothing' }, { reset: true, complete: false, frame: 1, scan: 'inner' });
    expect(world.badge()).toBe('…');
  });

  test('not clean when matches were left out because the tab was full', async () => {
    await world.report({ 0: 'Lorvex '.repeat(3100) }, { reset: true });
    expect(world.badge()).toBe('?');
    expect((await world.worker.view(TAB)).report?.coverage.unread).toEqual([{ what: 'matches', count: 100 }]);
  });
});

describe('frames', () => {
  const shown = { ...coverage, isShown: true };

  test('one that is shown but never reported is said to be unread', async () => {
    await world.report({ 0: 'nothing' }, { reset: true, coverage: { ...shown, childFrames: 2 } });
    await world.report({ 0: 'nothing' }, { reset: true, frame: 3, scan: 'inner', coverage: shown });
    expect((await world.worker.view(TAB)).report?.coverage.unread).toEqual([{ what: 'frame', count: 1 }]);
    expect(world.badge()).toBe('?');
  });

  test('one that no longer answers is gone, and its findings with it', async () => {
    await world.report({ 0: 'nothing' }, { reset: true });
    await world.report({ 0: 'Norvex' }, { reset: true, frame: 3, scan: 'inner' });
    expect(world.badge()).toBe('1');
    world.silent.add(3);
    await world.report({ 1: 'nothing more' }, {});
    await vi.waitFor(() => expect(world.badge()).toBe('–'));
  });
});

describe('access', () => {
  test('a grant has open tabs read that nobody read yet, and no paused one', async () => {
    world.urls.set(8, 'https://other.example/');
    world.silent.add(0);
    world.granted.add('https://other.example/*');
    world.granted.add('https://shop.example/*');
    await world.set({ pausedHosts: ['shop.example'] });
    await world.worker.readGranted();
    expect(world.injected).toEqual([8]);
  });

  test('a withdrawal takes marks and findings away where nothing else grants the page', async () => {
    await world.report({ 0: 'Norvex' }, { reset: true });
    await world.worker.accessWithdrawn();
    expect(world.asked.some((asked) => asked.call === 'stop' && asked.frame === 0)).toBe(true);
    expect((await world.worker.view(TAB)).state).toBe('not-checked');
    expect(world.badge()).toBe('');
  });
});

describe('a grant that is for fetching a list', () => {
  beforeEach(async () => {
    world.granted.add('https://shop.example/*');
    await world.set({ readGrants: [] });
  });

  test('has no page read', async () => {
    await world.worker.readGranted();
    expect([world.injected, (await world.worker.view(TAB)).access]).toEqual([[], 'click']);
  });

  test('keeps nothing of a page whose reading ended; other sites are not asked', async () => {
    await world.report({ 0: 'Norvex' }, { reset: true });
    await world.worker.accessWithdrawn((origin) => origin.includes('other.example'));
    expect((await world.worker.view(TAB)).state).toBe('done');
    await world.worker.accessWithdrawn((origin) => origin.includes('shop.example'));
    expect((await world.worker.view(TAB)).state).toBe('not-checked');
  });
});

describe('a change of settings', () => {
  test('judges every tab anew without reading a page', async () => {
    world.urls.set(8, 'https://other.example/');
    await world.report({ 0: 'Norvex' }, { reset: true });
    await world.report({ 0: 'Haiyan' }, { reset: true, tab: 8, url: 'https://other.example/' });
    world.kill();
    await world.set({ homeMarket: 'US' });
    await world.worker.refreshAll();
    expect([world.badge(TAB), world.badge(8)]).toEqual(['?', '1']);
    expect(new Set(world.asked.map(({ tabId, call }) => `${tabId} ${call}`))).toEqual(new Set([`${TAB} marks`, '8 marks']));
    expect(world.pushed(0)).toEqual(['confirmed@0']);
    expect(world.injected).toEqual([]);
  });

  test('that switches a list off takes its marks away, and back on brings them back', async () => {
    await world.report({ 0: 'Norvex' }, { reset: true });
    await world.set({ lists: { 'cn-notice': false } });
    await world.worker.refreshAll();
    expect([world.badge(), world.pushed(0)]).toEqual(['✓', []]);
    await world.set({ lists: {} });
    await world.worker.refreshAll();
    expect([world.badge(), world.pushed(0)]).toEqual(['1', ['confirmed@0']]);
  });

  test('that pauses a host stops its frames, forgets its tab and clears the badge', async () => {
    await world.report({ 0: 'Norvex' }, { reset: true });
    await world.report({ 0: 'Norvex' }, { reset: true, frame: 3, scan: 'inner' });
    world.asked.length = 0;
    await world.set({ pausedHosts: ['shop.example'] });
    await world.worker.refreshAll();
    expect(world.asked.map((asked) => [asked.frame, asked.call])).toEqual([
      [0, 'stop'],
      [3, 'stop'],
    ]);
    expect(world.session.values.has(tabKey(TAB))).toBe(false);
    expect(world.badge()).toBe('');
  });

  test('that pauses the host of a page stops the frames of other hosts in it too, for they are part of that page', async () => {
    await world.report({ 0: 'Norvex' }, { reset: true });
    await world.report({ 0: 'Norvex' }, { reset: true, frame: 3, scan: 'inner', url: 'about:srcdoc' });
    await world.set({ pausedHosts: ['shop.example'] });
    await world.worker.refreshAll();
    expect(world.asked.filter((asked) => asked.call === 'stop').map((asked) => asked.frame)).toEqual([0, 3]);
  });

  test('that pauses the host of an inner frame takes its findings out of the count', async () => {
    await world.report({ 0: 'Norvex' }, { reset: true });
    await world.report({ 0: 'Norvex' }, { reset: true, frame: 3, scan: 'inner', url: 'https://ads.example/' });
    await world.set({ pausedHosts: ['ads.example'] });
    await world.worker.refreshAll();
    expect(world.badge()).toBe('1');
  });

  test('overtakes one before it, which then shows nothing any more', async () => {
    await world.report({ 0: 'Norvex' }, { reset: true });
    let goOn = (): void => undefined;
    world.onAsk = () =>
      new Promise((resolve) => {
        goOn = resolve;
      });
    const older = world.worker.refreshAll();
    await vi.waitFor(() => expect(world.asked).toHaveLength(1));
    world.onAsk = null;
    await world.set({ neverSites: ['shop.example'] });
    await world.worker.refreshAll();
    expect(world.badge()).toBe('');
    goOn();
    await older;
    expect(world.badge()).toBe('');
  });

  test('overtakes one before it also where the marks of that one are on their way', async () => {
    await world.report({ 0: 'Norvex' }, { reset: true });
    let goOn = (): void => undefined;
    world.onAsk = ({ payload }) =>
      (payload as { marks?: unknown }).marks === undefined
        ? Promise.resolve()
        : new Promise((resolve) => {
            goOn = resolve;
          });
    const older = world.worker.refreshAll();
    await vi.waitFor(() => expect(world.pushes).toHaveLength(1));
    world.onAsk = null;
    await world.set({ lists: { 'cn-notice': false } });
    await world.worker.refreshAll();
    expect(world.badge()).toBe('✓');
    goOn();
    await older;
    expect(world.badge()).toBe('✓');
  });

  test('leaves tabs alone that were never read', async () => {
    await world.worker.refreshAll();
    expect([world.badges.size, world.asked]).toEqual([0, []]);
  });
});

describe('own lists', () => {
  beforeEach(() => world.urls.set(8, 'https://other.example/').set(9, 'https://third.example/'));

  test('that were added have the granted pages read again, also those of which nothing is known, and no others', async () => {
    world.granted = new Set(['https://shop.example/*', 'https://other.example/*']);
    world.hasNewNames = true;
    await world.report({ 0: 'Norvex' }, { reset: true });
    await world.report({ 0: 'Norvex' }, { reset: true, tab: 9, url: 'https://third.example/' });
    await world.worker.ownListsChanged();
    expect(world.injected).toEqual([TAB, 8]);
    expect(world.badge(9)).toBe('1');
  });

  test('that were replaced have pages read again where something of an own list was found, granted or not', async () => {
    world.hasNewNames = true;
    world.searched = await withNames(index, 'own:a', 'Quillfeather');
    await world.report({ 0: 'Quillfeather' }, { reset: true });
    await world.report({ 0: 'Norvex' }, { reset: true, tab: 9, url: 'https://third.example/' });
    await world.worker.ownListsChanged();
    expect(world.injected).toEqual([TAB]);
  });

  test('that changed several times at once have pages read again once, whichever change brought new names', async () => {
    world.granted = new Set(['https://shop.example/*']);
    await world.report({ 0: 'Norvex' }, { reset: true });
    const changes = [true, true, false].map((hasNewNames) => {
      world.hasNewNames = hasNewNames;
      return world.worker.ownListsChanged();
    });
    await Promise.all(changes);
    expect(world.injected).toEqual([TAB]);
    await world.worker.ownListsChanged();
    expect(world.injected).toEqual([TAB]);
  });

  test('that were removed change what is shown, and nothing is read for it', async () => {
    world.granted = new Set(['https://shop.example/*']);
    await world.report({ 0: 'Norvex' }, { reset: true });
    world.asked.length = 0;
    await world.worker.ownListsChanged();
    expect(world.pushes.map((push) => push.marks)).toContainEqual(['confirmed@0']);
    expect(world.injected).toEqual([]);
  });
});

describe('pausing', () => {
  test('is written, shown at once, and taken back by reading again', async () => {
    await world.report({ 0: 'Norvex' }, { reset: true });
    const paused = await world.worker.setPaused(TAB, 'shop.example', true);
    expect([paused.state, paused.report]).toEqual(['paused', null]);
    await world.worker.setPaused(TAB, 'shop.example', false);
    expect(world.injected).toEqual([TAB]);
    expect((await createSettingsStore(world.local, new FakeManagedSource()).read()).settings.pausedHosts).toEqual([]);
  });

  test('keeps hosts sorted and each once', async () => {
    for (const host of ['b.example', 'a.example', 'b.example']) await world.worker.setPaused(TAB, host, true);
    expect((await createSettingsStore(world.local, new FakeManagedSource()).read()).settings.pausedHosts).toEqual([
      'a.example',
      'b.example',
    ]);
  });

  test('of two hosts at the same time pauses both', async () => {
    await Promise.all([world.worker.setPaused(TAB, 'a.example', true), world.worker.setPaused(TAB, 'b.example', true)]);
    expect((await createSettingsStore(world.local, new FakeManagedSource()).read()).settings.pausedHosts).toEqual([
      'a.example',
      'b.example',
    ]);
  });
});

describe('a site that is never read', () => {
  const stopped = (): number[] => world.asked.filter(({ call }) => call === 'stop').map(({ frame }) => frame);
  const patterns = async (): Promise<readonly string[]> =>
    (await createSettingsStore(world.local, new FakeManagedSource()).read()).settings.neverSites;

  test('stops the script that reports, and nothing of it is kept', async () => {
    await world.set({ neverSites: ['shop.example/salaries', '*.bank.example'] });
    expect((await world.report({ 0: 'Norvex' }, { reset: true, url: 'https://shop.example/salaries/1' })).stop).toBe(true);
    expect((await world.report({ 0: 'Norvex' }, { reset: true, frame: 2, url: 'https://my.bank.example/' })).stop).toBe(true);
    expect(world.session.values.size).toBe(0);
    expect((await world.report({ 0: 'Norvex' }, { reset: true })).stop).toBe(false);
  });

  test('is not read by a click, which names the patterns; lifting takes those away and reads it', async () => {
    await world.set({ neverSites: ['*.shop.example', 'other.example', 'shop.example'] });
    const view = await world.worker.check(TAB);
    expect([view.state, view.neverBy, view.report]).toEqual(['never', ['*.shop.example', 'shop.example'], null]);
    expect(world.injected).toEqual([]);
    await world.worker.setNever(TAB, 'shop.example', false);
    expect([await patterns(), world.injected]).toEqual([['other.example'], [TAB]]);
  });

  test('is named by its host from the popup, and once', async () => {
    await world.report({ 0: 'Norvex' }, { reset: true });
    for (const _ of [1, 2]) await world.worker.setNever(TAB, 'shop.example', true);
    expect(await patterns()).toEqual(['shop.example']);
    expect((await world.worker.view(TAB)).state).toBe('never');
  });

  test('is not paused by the key, nor resumed', async () => {
    await world.set({ neverSites: ['shop.example'] });
    await world.worker.togglePause(TAB);
    expect((await createSettingsStore(world.local, new FakeManagedSource()).read()).settings.pausedHosts).toEqual([]);
  });

  test('a script is put into the other frames only', async () => {
    await world.set({ neverSites: ['*.bank.example'], pausedHosts: ['ads.example'] });
    await world.worker.check(TAB);
    const urls = [site, 'https://my.bank.example/', 'https://ads.example/', 'null'];
    expect(urls.map((url) => world.mayRead(url))).toEqual([true, false, false, true]);
  });

  test('that is set while its page is open has all its frames stopped, and forgets them', async () => {
    await world.report({ 0: 'Norvex' }, { reset: true });
    await world.report({ 0: 'Norvex' }, { reset: true, frame: 3, scan: 'inner', url: 'about:srcdoc' });
    await world.set({ neverSites: ['shop.example'] });
    await world.worker.refreshAll();
    expect([stopped(), world.session.values.size, world.badge()]).toEqual([[0, 3], 0, '']);
  });

  test('that is a frame of another page has that frame stopped, by its path too', async () => {
    await world.report({ 0: 'Norvex' }, { reset: true });
    await world.report({ 0: 'Norvex' }, { reset: true, frame: 3, scan: 'inner', url: 'https://pay.example/card?step=1' });
    await world.report({ 0: 'Norvex' }, { reset: true, frame: 4, scan: 'help', url: 'https://pay.example/help' });
    await world.set({ neverSites: ['pay.example/card'] });
    await world.worker.refreshAll();
    expect([stopped(), world.badge()]).toEqual([[3], '2']);
  });

  test('takes the script away also where it kept to itself', async () => {
    await world.set({ neverSites: ['shop.example'] });
    await world.worker.refreshAll();
    expect(world.told).toEqual([{ tabId: TAB, call: 'stop' }]);
  });
});

describe('a part of a site that was chosen', () => {
  beforeEach(async () => {
    world.silent.add(0);
    world.granted.add('https://shop.example/*');
    await world.set({ onlySites: ['shop.example/orders'] });
  });

  test('has the rest of the site wait for a click', async () => {
    await world.worker.readGranted();
    expect(world.injected).toEqual([]);
    expect((await world.worker.view(TAB)).access).toBe('click');
    await world.worker.check(TAB);
    expect(world.injected).toEqual([TAB]);
  });

  test('is read without one', async () => {
    world.urls.set(TAB, 'https://shop.example/orders/7');
    await world.worker.readGranted();
    expect(world.injected).toEqual([TAB]);
    expect((await world.worker.view(TAB)).access).toBe('site');
  });

  test('does not matter where every site is granted', async () => {
    world.granted.add('<all_urls>');
    await world.worker.readGranted();
    expect(world.injected).toEqual([TAB]);
  });
});

describe('a page that is left while it is judged', () => {
  test.each([
    ['for one that keeps to itself', () => world.scans.set(`${TAB}:0`, 'next')],
    ['for one that is never read', () => world.silent.add(0)],
  ])('%s leaves no number and no findings behind', async (_, leave) => {
    world.onAsk = async () => void leave();
    await world.report({ 0: 'Norvex' }, { reset: true });
    await vi.waitFor(() => expect(world.badge()).toBe(''));
    await vi.waitFor(() => expect(world.session.values.has(tabKey(TAB))).toBe(false));
  });

  test('for one that reports leaves the number of that one, however late it is looked for', async () => {
    let answer: () => void = () => undefined;
    world.onAsk = () => new Promise((resolve) => (answer = resolve));
    await world.report({ 0: 'Norvex' }, { reset: true });
    await vi.waitFor(() => expect(world.asked).toHaveLength(1));
    const first = answer;
    world.onAsk = null;
    await world.report({ 0: 'Haiyan', 1: 'Norvex' }, { reset: true, scan: 'next' });
    await vi.waitFor(() => expect(world.asked).toHaveLength(2));
    const shown = world.badge();
    first();
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect([shown, world.badge(), world.session.values.has(tabKey(TAB))]).toEqual(['1', '1', true]);
  });

  test('is not asked again while its number stays what it was', async () => {
    await world.report({ 0: 'Norvex' }, { reset: true });
    await vi.waitFor(() => expect(world.asked).toHaveLength(1));
    await world.report({ 1: 'an oak table' });
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect([world.badge(), world.asked.length]).toEqual(['1', 1]);
  });
});

describe('a document that comes or goes', () => {
  test('is forgotten when none of our scripts answers in the top frame', async () => {
    await world.report({ 0: 'Norvex' }, { reset: true });
    world.silent.add(0);
    expect((await world.worker.view(TAB)).state).toBe('not-checked');
    expect(world.session.values.size).toBe(0);
  });

  test('is forgotten when another document answers', async () => {
    await world.report({ 0: 'Norvex' }, { reset: true });
    world.scans.set(`${TAB}:0`, 'next');
    expect((await world.worker.view(TAB)).state).toBe('not-checked');
  });

  test('is kept while the script answers: the address changed, the document did not', async () => {
    await world.report({ 0: 'Norvex' }, { reset: true });
    world.kill();
    world.urls.set(TAB, 'https://shop.example/next');
    expect((await world.worker.view(TAB)).report?.counted).toBe(1);
  });

  test('is not forgotten when it reported while the old one was being asked', async () => {
    await world.report({ 0: 'Norvex' }, { reset: true });
    world.onAsk = async () => {
      world.onAsk = null;
      await world.report({ 0: 'RampartGate' }, { reset: true, scan: 'next' });
    };
    expect((await world.worker.view(TAB)).report?.counted).toBe(1);
  });

  test('a failure goes with the next document, and stays with its own', async () => {
    world.injectionFails = true;
    world.silent.add(0);
    await world.worker.check(TAB);
    expect((await world.worker.view(TAB)).state).toBe('failed');
    world.urls.set(TAB, 'https://shop.example/next');
    expect((await world.worker.view(TAB)).state).toBe('not-checked');
  });

  test('a check that never reported goes with its document', async () => {
    await world.worker.check(TAB);
    expect((await world.worker.view(TAB)).state).toBe('checking');
    world.silent.add(0);
    expect((await world.worker.view(TAB)).state).toBe('not-checked');
  });

  test('goes before an inner frame of the next one counts', async () => {
    await world.report({ 0: 'Norvex', 1: 'Norvex' }, { reset: true });
    world.scans.set(`${TAB}:0`, 'next');
    await world.report({ 0: 'RampartGate' }, { reset: true, frame: 3, scan: 'inner' });
    expect(world.badge()).toBe('1');
  });

  test('what other tabs left behind goes when a new page reports', async () => {
    for (const tab of [8, 9, 10]) {
      world.urls.set(tab, `https://tab-${tab}.example/`);
      await world.report({ 0: 'Norvex' }, { reset: true, tab });
    }
    world.urls.delete(8);
    world.scans.set('9:0', 'next');
    await world.report({ 0: 'nothing' }, { reset: true });
    const left = (): string[] => [...new Set([...world.session.values.keys()].map((key) => key.split(':').slice(0, 2).join(':')))];
    await vi.waitFor(() => expect(left().sort()).toEqual([tabKey(10), tabKey(TAB)].sort()));
  });

  test('a closed tab is forgotten', async () => {
    await world.report({ 0: 'Norvex' }, { reset: true });
    await world.worker.closed(TAB);
    expect(world.session.values.size).toBe(0);
  });
});

describe('a page that kept to itself', () => {
  test('is heard when the popup opens, and shown as if it had reported at once', async () => {
    world.onAsk = async ({ call }) => {
      if (call === 'report') await world.report({ 0: 'nothing' }, { reset: true });
    };
    const { state, report } = await world.worker.view(TAB);
    expect([state, report?.counted]).toEqual(['done', 0]);
    expect(world.told).toContainEqual({ tabId: TAB, call: 'report' });
  });

  test('and so are the frames that are known, which count for the reader what they do not count unasked', async () => {
    await world.report({ 0: 'Norvex' }, { reset: true });
    await world.report({ 0: 'Norvex' }, { reset: true, frame: 3, scan: 'inner' });
    const reports = () => world.asked.filter(({ call }) => call === 'report').map(({ frame, payload }) => [frame, payload]);
    expect(reports()).toEqual([[0, { isSeen: false }]]);
    await world.worker.view(TAB);
    expect(reports().slice(1)).toEqual([
      [0, { isSeen: true }],
      [3, { isSeen: true }],
    ]);
  });

  test('of many frames is called once, and once more for what reports meanwhile', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    try {
      const shown = { ...coverage, isShown: true, childFrames: 40 };
      await world.report({ 0: 'nothing' }, { reset: true, coverage: shown });
      for (let frame = 1; frame <= 20; frame += 1)
        await world.report({ 0: 'nothing' }, { reset: true, frame, scan: `inner ${frame}`, coverage: { ...shown, childFrames: 0 } });
      expect(world.told).toHaveLength(1);
      vi.runAllTimers();
      expect(world.told).toHaveLength(3);
    } finally {
      vi.useRealTimers();
    }
  });

  test('always reports when it is checked by a click', async () => {
    await world.worker.check(TAB);
    expect(world.told).toContainEqual({ tabId: TAB, call: 'report' });
  });

  test('has its other frames asked when one is shown and was not heard of', async () => {
    const shown = { ...coverage, isShown: true };
    await world.report({ 0: 'Norvex' }, { reset: true, coverage: { ...shown, childFrames: 1 } });
    expect(world.told).toEqual([{ tabId: TAB, call: 'report' }]);
    await world.report({ 0: 'nothing' }, { reset: true, frame: 3, scan: 'inner', coverage: shown });
    await world.report({ 1: 'nothing' }, { coverage: { ...shown, childFrames: 1 } });
    expect(world.told).toHaveLength(1);
  });

  test('has its other frames asked again where a document or another frame comes, and not with every report', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    try {
      const withFrames = (childFrames: number) => ({ coverage: { ...coverage, isShown: true, childFrames } });
      const callsOf = async (report: () => Promise<unknown>): Promise<number> => {
        const before = world.told.length;
        await report();
        vi.runAllTimers();
        return world.told.length - before;
      };
      expect(await callsOf(() => world.report({ 0: 'Norvex' }, { reset: true, ...withFrames(1) }))).toBe(2);
      expect(await callsOf(() => world.report({ 1: 'nothing' }, withFrames(1)))).toBe(0);
      expect(await callsOf(() => world.report({ 2: 'nothing' }, withFrames(2)))).toBe(2);
      expect(await callsOf(() => world.report({ 0: 'Norvex' }, { reset: true, scan: 's2', ...withFrames(2) }))).toBe(2);
    } finally {
      vi.useRealTimers();
    }
  });

  test('has its other frames asked once more, for those that were still loading', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    try {
      await world.report({ 0: 'Norvex' }, { reset: true, coverage: { ...coverage, isShown: true, childFrames: 1 } });
      expect(world.told).toHaveLength(1);
      vi.runAllTimers();
      expect(world.told).toEqual(Array.from({ length: 2 }, () => ({ tabId: TAB, call: 'report' })));
    } finally {
      vi.useRealTimers();
    }
  });

  test('is left alone by a change of settings and by a grant', async () => {
    world.granted.add('https://shop.example/*');
    world.scans.set(`${TAB}:0`, 'quiet');
    await world.worker.refreshAll();
    expect([world.injected, world.told, world.session.values.size, world.badges.size]).toEqual([[], [], 0, 0]);
  });

  test('is stopped when its grant is withdrawn', async () => {
    await world.worker.accessWithdrawn();
    expect(world.told).toEqual([{ tabId: TAB, call: 'stop' }]);
  });
});

describe('the view of a tab', () => {
  test.each<[rule: string, url: string, state: string]>([
    ['not read yet', site, 'not-checked'],
    ["the browser's own pages", 'chrome://settings/', 'no-access'],
    ["an extension's page", 'moz-extension://abc/page.html', 'no-access'],
    ['an empty tab', 'about:blank', 'no-access'],
    ['the store', 'https://chromewebstore.google.com/detail/x', 'no-access'],
    ['a site that only looks like the store', 'https://chromewebstore.google.com.evil.example/', 'not-checked'],
    ['a file', 'file:///home/quote.html', 'not-checked'],
    ['an address that may not be seen', '', 'not-checked'],
  ])('%s', async (_rule, url, state) => {
    world.urls.set(TAB, url);
    expect((await world.worker.view(TAB)).state).toBe(state);
  });

  test('goes from checking to done', async () => {
    await world.report({ 0: 'Norvex' }, { reset: true, complete: false });
    expect((await world.worker.view(TAB)).state).toBe('checking');
    await world.report({});
    expect((await world.worker.view(TAB)).state).toBe('done');
  });

  describe('with line items', () => {
    const line = { line: { id: 1, table: 1, amount: { value: 48_000, currency: 'CNY' } }, rows: [], blocks: [0] };
    const tables = [{ id: 1, lines: 3, amounts: [{ currency: 'CNY', value: 90_000, lines: 3 }] }];
    const some = { lines: [], gone: [], tables: null, isPartial: true } as const;
    const all = { lines: [line], gone: [], tables };

    test('is done when all of them are told, and says what was found before', async () => {
      await world.report({ 0: 'Norvex' }, { reset: true, lines: some });
      const before = await world.worker.view(TAB);
      expect([before.state, before.report?.counted, before.report?.lines]).toEqual(['checking', 1, null]);
      world.kill();
      await world.report({}, { lines: all });
      const after = await world.worker.view(TAB);
      expect([after.state, after.report?.lines?.amounts]).toEqual([
        'done',
        [{ currency: 'CNY', restricted: 48_000, total: 90_000, lines: 3 }],
      ]);
    });

    test('asks for them, and is done at once when the frame tells them before it answers', async () => {
      await world.report({ 0: 'Norvex' }, { reset: true, lines: some });
      world.onAsk = async ({ call, payload }) => {
        if (call === 'report' && (payload as { isSeen: boolean }).isSeen) await world.report({}, { lines: all });
      };
      expect((await world.worker.view(TAB)).state).toBe('done');
    });

    test('does not wait for an inner frame that is gone', async () => {
      await world.report({ 0: 'nothing' }, { reset: true });
      await world.report({ 0: 'Norvex' }, { reset: true, frame: 7, lines: some });
      expect((await world.worker.view(TAB)).state).toBe('checking');
      world.silent.add(7);
      expect((await world.worker.view(TAB)).state).toBe('done');
    });

    test('does not ask when findings are only stepped through', async () => {
      await world.report({ 0: 'Norvex' }, { reset: true, lines: some });
      await world.worker.step(TAB, 1);
      expect(world.asked.filter(({ call }) => call === 'report').map(({ payload }) => payload)).toEqual([{ isSeen: false }]);
    });
  });

  test('knows the host from what was read when the address may not be seen', async () => {
    await world.report({ 0: 'Norvex' }, { reset: true });
    world.urls.set(TAB, '');
    expect((await world.worker.view(TAB)).host).toBe('shop.example');
  });

  test('says how far access goes', async () => {
    expect((await world.worker.view(TAB)).access).toBe('click');
    world.granted.add('https://shop.example/*');
    expect((await world.worker.view(TAB)).access).toBe('site');
    world.granted.add('<all_urls>');
    expect((await world.worker.view(TAB)).access).toBe('everywhere');
  });

  test('of a tab that is gone is empty and no fault', async () => {
    world.urls.delete(TAB);
    expect(await world.worker.view(TAB)).toMatchObject({ state: 'not-checked', host: '', report: null });
  });
});

describe('checking a tab', () => {
  test('injects the script', async () => {
    await world.worker.check(TAB);
    expect(world.injected).toEqual([TAB]);
  });

  test('does not try where nothing may be read', async () => {
    world.urls.set(TAB, 'chrome://settings/');
    expect((await world.worker.check(TAB)).state).toBe('no-access');
    await world.set({ pausedHosts: ['shop.example'] });
    world.urls.set(TAB, site);
    expect((await world.worker.check(TAB)).state).toBe('paused');
    expect(world.injected).toEqual([]);
  });

  test('that fails is told in the view and on the badge, old findings go, and a later success clears it', async () => {
    await world.report({ 0: 'Norvex' }, { reset: true });
    world.injectionFails = true;
    const view = await world.worker.check(TAB);
    expect([view.state, view.error, view.report]).toEqual(['failed', 'error_injection', null]);
    expect([world.badge(), world.badges.get(TAB)?.tone]).toEqual(['!', 'partial']);
    world.kill();
    await world.report({ 0: 'Norvex' }, { reset: true });
    expect([(await world.worker.view(TAB)).state, world.badge()]).toEqual(['done', '1']);
  });
});

describe('cards and offers', () => {
  const from = { tabId: TAB, frameId: 0, url: site };

  test('belong to the frame that shows the finding', async () => {
    await world.report({ 0: 'RampartGate' }, { reset: true });
    expect((await world.worker.card('0:0:0', from))?.level).toBe('confirmed');
    expect(await world.worker.card('0:0:0', { ...from, frameId: 3 })).toBeNull();
    expect(await world.worker.card('0:0:0', { ...from, tabId: 8 })).toBeNull();
    expect(await world.worker.card('0:9:9', from)).toBeNull();
  });

  test('open only addresses that the worker itself knows', async () => {
    await world.report({ 0: 'RampartGate' }, { reset: true });
    const card = await world.worker.card('0:0:0', from);
    const linked = card?.offers.find((offer) => offer.link)?.index ?? -1;
    await world.worker.openOffer('0:0:0', linked, { ...from, frameId: 3 });
    await world.worker.openOffer('0:0:0', 99, from);
    await world.worker.openOffer('0:7:7', linked, from);
    expect(world.opened).toEqual([]);
    await world.worker.openOffer('0:0:0', linked, from);
    expect(world.opened).toEqual(['https://beihai.example/']);
  });

  test('an alternative without a page opens nothing', async () => {
    await world.report({ 0: 'RampartGate' }, { reset: true });
    const card = await world.worker.card('0:0:0', from);
    const unlinked = card?.offers.find((offer) => !offer.link)?.index ?? -1;
    expect(unlinked).toBeGreaterThanOrEqual(0);
    await world.worker.openOffer('0:0:0', unlinked, from);
    expect(world.opened).toEqual([]);
  });
});

describe('stepping through findings', () => {
  const shown = (): unknown[] =>
    world.asked.filter((asked) => asked.call === 'reveal').map((asked) => (asked.payload as { id: string }).id);

  test('goes over counted ones only, around the end, forwards and backwards', async () => {
    await world.report({ 0: 'Norvex', 1: 'Lorvex', 2: 'RampartGate', 3: 'compatible with Norvex' }, { reset: true });
    for (const by of [1, 1, 1, -1] as const) await world.worker.step(TAB, by);
    expect(shown()).toEqual(['0:0:0', '0:2:0', '0:0:0', '0:2:0']);
  });

  test('backwards begins at the last', async () => {
    await world.report({ 0: 'Norvex', 1: 'Norvex' }, { reset: true });
    await world.worker.step(TAB, -1);
    expect(shown()).toEqual(['0:1:0']);
  });

  test('reaches into inner frames', async () => {
    await world.report({ 0: 'nothing' }, { reset: true });
    await world.report({ 4: 'Norvex' }, { reset: true, frame: 6, scan: 'inner' });
    await world.worker.step(TAB, 1);
    expect(world.asked.at(-1)).toMatchObject({ frame: 6, call: 'reveal', payload: { id: '6:4:0' } });
  });

  test('goes over the others where nothing counts', async () => {
    await world.report({ 0: 'Lorvex', 1: 'compatible with Norvex' }, { reset: true });
    for (const by of [1, 1] as const) await world.worker.step(TAB, by);
    expect(shown()).toEqual(['0:0:0', '0:1:16']);
  });

  test('shows the same one again, the first where none was shown', async () => {
    await world.report({ 0: 'Norvex', 1: 'Norvex' }, { reset: true });
    for (const by of [0, 1, 0] as const) await world.worker.step(TAB, by);
    expect(shown()).toEqual(['0:0:0', '0:1:0', '0:1:0']);
  });

  test('leaves out what was scrolled away', async () => {
    await world.report({ 0: 'Norvex', 1: 'Norvex' }, { reset: true });
    await world.report({}, { away: [{ key: 'T', blocks: [0] }] });
    for (const by of [1, 1] as const) await world.worker.step(TAB, by);
    expect(shown()).toEqual(['0:1:0', '0:1:0']);
    expect((await world.worker.view(TAB)).report?.counted).toBe(2);
  });

  test.each([
    ['shown', 'shown'],
    ['undrawn', 'undrawn'],
    ['gone', 'gone'],
    [null, 'gone'],
  ])('a frame that says %j of a mark is taken at its word', async (said, told) => {
    world.revealed = said;
    expect(await world.worker.reveal(TAB, '6:4:0')).toBe(told);
    expect(world.asked.at(-1)).toMatchObject({ frame: 6, call: 'reveal' });
  });

  test('a mark is gone where its frame does not answer, and nobody is asked for what is no mark', async () => {
    world.silent.add(6);
    expect(await world.worker.reveal(TAB, '6:4:0')).toBe('gone');
    world.asked.length = 0;
    expect(await world.worker.reveal(TAB, 'none')).toBe('gone');
    expect(world.asked).toEqual([]);
  });

  test('reads a page that was not read yet', async () => {
    await world.worker.step(TAB, 1);
    expect([world.injected, shown()]).toEqual([[TAB], []]);
  });
});

describe('the key that pauses', () => {
  test('pauses the site and ends the pause', async () => {
    await world.report({ 0: 'Norvex' }, { reset: true });
    await world.worker.togglePause(TAB);
    expect((await world.worker.view(TAB)).state).toBe('paused');
    await world.worker.togglePause(TAB);
    expect((await world.worker.view(TAB)).state).not.toBe('paused');
  });
});

test('settings start at the defaults, with the home market’s lists on', async () => {
  expect(defaultSettings.homeMarket).toBe('CN');
  expect((await world.worker.view(TAB)).access).toBe('click');
  await world.report({ 0: 'Norvex' }, { reset: true });
  expect((await world.worker.view(TAB)).report?.lists.enabled).toBe(2);
});
