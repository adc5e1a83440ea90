/**
 * What was found in each tab. `storage.session` is the truth and memory only a cache: the worker may be killed between
 * any two lines.
 */
import { TAB_PREFIX, tabKey } from '../messaging/tab-key.ts';
import type { StorageArea } from '../platform/storage.ts';
import { compareStored, cutRecord, isKeyOf, joinRecord, partKeysOf, type StoredTab, tabOfHead, type Writing } from './tab-parts.ts';
import { EMPTY_TAB, type TabRecord } from './tab-record.ts';

export interface TabStore {
  /** Tabs of which something is known. */
  known(): Promise<readonly number[]>;
  /** Null when nothing is known of the tab. */
  read(tabId: number): Promise<TabRecord | null>;
  /** Applies a change; changes of one tab run one after the other. Only what differs is written. */
  change(tabId: number, change: (record: TabRecord) => TabRecord): Promise<TabRecord>;
  /** The same for who goes on while it is written; `stored` rejects where it could not be. */
  beginChange(tabId: number, change: (record: TabRecord) => TabRecord): Changing;
  /** Forgets the tab; with `isStale`, only when the record is still one that it approves of. */
  forget(tabId: number, isStale?: (record: TabRecord) => boolean): Promise<void>;
}

export interface Changing {
  /** As it becomes; nothing is safe before `stored`. */
  readonly record: Promise<TabRecord>;
  readonly stored: Promise<TabRecord>;
}

export function createTabStore(area: StorageArea): TabStore {
  const queues = new Map<number, Promise<unknown>>();
  const cache = new Map<number, StoredTab>();

  const load = async (tabId: number): Promise<StoredTab | null> => {
    const cached = cache.get(tabId);
    if (cached) return cached;
    const { [tabKey(tabId)]: head } = await area.get([tabKey(tabId)]);
    if (head === undefined) return null;
    const keys = partKeysOf(tabId, head);
    const stored = joinRecord(tabId, head, keys.length > 0 ? await area.get(keys) : {});
    if (stored) cache.set(tabId, stored);
    return stored;
  };

  const save = async (tabId: number, before: StoredTab | null, record: TabRecord): Promise<void> => {
    const after = cutRecord(tabId, record, before);
    const writing = compareStored(tabId, before, after);
    if (!writing) return;
    await write(tabId, writing);
    // Only what is stored may be read back.
    cache.set(tabId, after);
    // The head names them no more: left over by a worker that was killed here, they do no harm.
    if (writing.stale.length > 0) await area.remove(writing.stale);
  };

  const write = async (tabId: number, { values }: Writing): Promise<void> => {
    try {
      await area.set(values);
    } catch (error) {
      // The session's quota is full. The tab at hand matters more than the others, which can be read again.
      const others = (await area.keys()).filter((key) => key.startsWith(TAB_PREFIX) && !isKeyOf(tabId, key));
      if (others.length === 0) throw error;
      await area.remove(others);
      for (const other of cache.keys()) if (other !== tabId) cache.delete(other);
      console.warn('vendor-lens: session storage was full; the findings of all other tabs were dropped', error);
      await area.set(values);
    }
  };

  const enqueue = <T>(tabId: number, work: () => Promise<T>): Promise<T> => {
    const result = (queues.get(tabId) ?? Promise.resolve()).then(work);
    // The queue goes on after a failure; the failure itself goes to the caller.
    const settled = result.then(
      () => undefined,
      () => undefined,
    );
    queues.set(tabId, settled);
    void settled.then(() => queues.get(tabId) === settled && queues.delete(tabId));
    return result;
  };

  const beginChange: TabStore['beginChange'] = (tabId, change) => {
    const making = enqueue(tabId, async () => {
      const before = await load(tabId);
      return { before, after: change(before?.record ?? EMPTY_TAB) };
    });
    const stored = enqueue(tabId, async () => {
      const { before, after } = await making;
      await save(tabId, before, after);
      return after;
    });
    const record = making.then(({ after }) => after);
    // What cannot be read or made is not stored either; who waits for that alone hears of it there.
    record.catch(() => undefined);
    return { record, stored };
  };

  return {
    known: async () => (await area.keys()).flatMap((key) => tabOfHead(key) ?? []),
    // In turn with the changes: a read beside one could put the record back into the cache that the change replaced.
    read: (tabId) => enqueue(tabId, async () => (await load(tabId))?.record ?? null),
    change: (tabId, change) => beginChange(tabId, change).stored,
    beginChange,
    forget: (tabId, isStale) =>
      enqueue(tabId, async () => {
        const stored = await load(tabId);
        if (isStale && (!stored || !isStale(stored.record))) return;
        cache.delete(tabId);
        await area.remove([tabKey(tabId), ...(stored?.parts.keys() ?? [])]);
      }),
  };
}
