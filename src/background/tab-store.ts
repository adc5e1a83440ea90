/**
 * What was found in each tab. `storage.session` is the truth and memory only a cache: the worker may be killed between
 * any two lines. One record per tab, written whole, so that no half-written state can be read back.
 */
import type { Match, PageContext } from '../core/finding.ts';
import type { ScreenedFrame } from '../core/report.ts';
import type { FrameCoverage } from '../messaging/calls.ts';
import type { StorageArea } from '../platform/storage.ts';

/** Some 600 bytes each as JSON: a full tab stays below 2 MB of the 10 MB that a browser gives all tabs together. */
export const MAX_MATCHES_PER_TAB = 3000;

export interface FrameRecord {
  /** One life of a document; a new one replaces the frame. */
  readonly scan: string;
  readonly page: PageContext;
  readonly complete: boolean;
  readonly coverage: FrameCoverage;
  readonly matches: readonly Match[];
  /** Matches left out because the tab was full. */
  readonly dropped: number;
}

export interface TabRecord {
  readonly frames: Readonly<Record<number, FrameRecord>>;
  /** A message key when the last attempt failed, '' otherwise. */
  readonly error: string;
  /** The finding that the keyboard commands showed last. */
  readonly shown: string;
}

const EMPTY: TabRecord = { frames: {}, error: '', shown: '' };
const PREFIX = 'tab:';

/** The storage key of a tab; what pages watch to learn of changes. */
export const tabKey = (tabId: number): string => `${PREFIX}${tabId}`;

export interface TabStore {
  /** Null when nothing is known of the tab. */
  read(tabId: number): Promise<TabRecord | null>;
  /** Applies a change; changes of one tab run one after the other. */
  change(tabId: number, change: (record: TabRecord) => TabRecord): Promise<TabRecord>;
  forget(tabId: number): Promise<void>;
}

export function createTabStore(area: StorageArea): TabStore {
  const queues = new Map<number, Promise<unknown>>();
  const cache = new Map<number, TabRecord>();

  const load = async (tabId: number): Promise<TabRecord | null> => {
    const cached = cache.get(tabId);
    if (cached) return cached;
    const stored = (await area.get(tabKey(tabId))) as TabRecord | undefined;
    if (stored) cache.set(tabId, stored);
    return stored ?? null;
  };

  const save = async (tabId: number, record: TabRecord): Promise<void> => {
    cache.set(tabId, record);
    try {
      await area.set(tabKey(tabId), record);
    } catch (error) {
      // The session's quota is full. The tab at hand matters more than the others, which can be read again.
      const others = (await area.keys()).filter((key) => key.startsWith(PREFIX) && key !== tabKey(tabId));
      if (others.length === 0) throw error;
      for (const key of others) {
        await area.remove(key);
        cache.delete(Number(key.slice(PREFIX.length)));
      }
      console.warn(`vendor-lens: session storage was full; findings of ${others.length} other tabs were dropped`, error);
      await area.set(tabKey(tabId), record);
    }
  };

  const enqueue = <T>(tabId: number, work: () => Promise<T>): Promise<T> => {
    const result = (queues.get(tabId) ?? Promise.resolve()).then(work);
    // The queue goes on after a failure; the failure itself goes to the caller.
    queues.set(
      tabId,
      result.catch(() => undefined),
    );
    return result;
  };

  return {
    read: load,
    change: (tabId, change) =>
      enqueue(tabId, async () => {
        const record = change((await load(tabId)) ?? EMPTY);
        await save(tabId, record);
        return record;
      }),
    forget: (tabId) =>
      enqueue(tabId, async () => {
        cache.delete(tabId);
        await area.remove(tabKey(tabId));
      }),
  };
}

/** What a content script's message changes in its frame. */
export interface FrameChange {
  readonly scan: string;
  readonly reset: boolean;
  readonly complete: boolean;
  readonly page: PageContext;
  readonly coverage: FrameCoverage;
  /** Blocks that were sent now; what was known of them is replaced. */
  readonly sent: readonly number[];
  readonly removed: readonly number[];
  readonly matches: readonly Match[];
}

/** The record after a frame reported. A new document in the top frame takes all old frames with it. */
export function applyFrame(record: TabRecord, frameId: number, change: FrameChange): TabRecord {
  const known = record.frames[frameId];
  const fresh = change.reset || known?.scan !== change.scan;
  const newDocument = fresh && frameId === 0 && known?.scan !== change.scan;
  const others = newDocument ? {} : record.frames;
  const gone = new Set([...change.sent, ...change.removed]);
  const kept = fresh || !known ? [] : known.matches.filter((match) => !gone.has(match.block));
  const elsewhere = Object.entries(others).reduce((sum, [id, frame]) => (Number(id) === frameId ? sum : sum + frame.matches.length), 0);
  const all = [...kept, ...change.matches];
  const matches = all.slice(0, Math.max(0, MAX_MATCHES_PER_TAB - elsewhere));
  const dropped = (fresh || !known ? 0 : known.dropped) + all.length - matches.length;
  const { scan, page, coverage } = change;
  const complete = change.complete || (!fresh && known?.complete === true);
  return {
    ...record,
    error: '',
    frames: { ...others, [frameId]: { scan, page, coverage, complete, matches, dropped } },
  };
}

/** The frames of a record as screening results, top frame first. */
export function framesOf(record: TabRecord): ScreenedFrame[] {
  return Object.entries(record.frames)
    .map(([id, frame]): ScreenedFrame => {
      const { page, matches, coverage, dropped } = frame;
      const unread = dropped > 0 ? [...coverage.unread, { what: 'matches' as const, count: dropped }] : coverage.unread;
      return { frame: Number(id), page, matches, coverage: { ...coverage, unread } };
    })
    .sort((a, b) => a.frame - b.frame);
}
