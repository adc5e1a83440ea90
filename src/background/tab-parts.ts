/**
 * How a tab's record lies in storage: a small head, and the lists that may be long cut into parts, so that a change
 * writes only the parts that it touches.
 *
 * The head names every part with its revision. A part that is missing, or of another revision than the head says, makes
 * the record unreadable as a whole: no half-written state can be read back, whatever was interrupted.
 */
import { tabKey } from '../messaging/tab-key.ts';
import type { FrameRecord, TabRecord } from './tab-record.ts';

/** The numbers that one part holds: some 100 kB where every block has one match, so that an edit is quickly written. */
const PART_SPAN = 256;

/** The lists of a frame that are cut, each with the number by which its items are told apart. */
const NUMBER_OF = {
  matches: ({ block }: FrameRecord['matches'][number]) => block,
  lines: ({ line }: FrameRecord['lines'][number]) => line.id,
  // In the order in which they went, so by their place.
  away: (_: unknown, at: number) => at,
  dropped: (_: unknown, at: number) => at,
} as const;
type ListName = keyof typeof NUMBER_OF;
const LIST_NAMES = Object.keys(NUMBER_OF) as ListName[];

interface Part {
  readonly revision: number;
  readonly items: readonly unknown[];
}

/** The items as JSON: objects by the thousand take the browser twelve times as long to store, ten to read, and count for over three times as much. */
interface StoredPart {
  readonly revision: number;
  readonly json: string;
}

const storedPart = ({ revision, items }: Part): StoredPart => ({ revision, json: JSON.stringify(items) });

/** What remains of a frame without its lists; `parts`: name → revision. */
interface FrameHead extends Omit<FrameRecord, ListName> {
  readonly parts: Readonly<Record<string, number>>;
}

interface Head extends Omit<TabRecord, 'frames'> {
  readonly revision: number;
  readonly frames: Readonly<Record<number, FrameHead>>;
}

/** A record with what is stored of it, by key. */
export interface StoredTab {
  readonly record: TabRecord;
  readonly head: Head;
  readonly parts: ReadonlyMap<string, Part>;
}

/** What has to be written and removed, in this order. */
export interface Writing {
  readonly values: Readonly<Record<string, unknown>>;
  readonly stale: readonly string[];
}

const partKey = (tabId: number, frame: number | string, name: string): string => `${tabKey(tabId)}:${frame}:${name}`;

/** Whether a key belongs to a tab: its head or a part of it. */
export const isKeyOf = (tabId: number, key: string): boolean => key === tabKey(tabId) || key.startsWith(`${tabKey(tabId)}:`);

/** The tab whose head is stored under a key; undefined for other keys. */
export function tabOfHead(key: string): number | undefined {
  const [, id] = /^tab:(\d+)$/.exec(key) ?? [];
  return id === undefined ? undefined : Number(id);
}

/** Cuts a record. Parts that are as before keep their revision. */
export function cutRecord(tabId: number, record: TabRecord, before: StoredTab | null): StoredTab {
  // Greater than any of a record that was forgotten meanwhile.
  const revision = Math.max(Date.now(), (before?.head.revision ?? 0) + 1);
  const parts = new Map<string, Part>();
  const frames: Record<number, FrameHead> = {};
  for (const [id, { matches, lines, away, dropped, ...rest }] of Object.entries(record.frames)) {
    const names: Record<string, number> = {};
    const lists = { matches, lines, away, dropped: Object.entries(dropped) };
    for (const list of LIST_NAMES) {
      for (const [number, items] of cutList(lists[list], NUMBER_OF[list] as (item: unknown, at: number) => number)) {
        const name = `${list}:${number}`;
        const key = partKey(tabId, id, name);
        const old = before?.parts.get(key);
        const part = old && isSameList(old.items, items) ? old : { revision, items };
        parts.set(key, part);
        names[name] = part.revision;
      }
    }
    frames[Number(id)] = { ...rest, parts: names };
  }
  const head: Head = { ...record, frames, revision };
  return { record, head, parts };
}

function cutList(list: readonly unknown[], numberOf: (item: unknown, at: number) => number): Map<number, unknown[]> {
  const cut = new Map<number, unknown[]>();
  list.forEach((item, at) => {
    const number = Math.floor(numberOf(item, at) / PART_SPAN);
    const items = cut.get(number);
    if (items) items.push(item);
    else cut.set(number, [item]);
  });
  return cut;
}

/** What is kept of a list is the same objects; what was found again may be equal. */
function isSameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i] || isEqual(item, b[i]));
}

const isEqual = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What turns the one stored state into the other; null when they are equal. */
export function compareStored(tabId: number, before: StoredTab | null, after: StoredTab): Writing | null {
  const values: Record<string, unknown> = {};
  for (const [key, part] of after.parts) if (before?.parts.get(key) !== part) values[key] = storedPart(part);
  const stale = [...(before?.parts.keys() ?? [])].filter((key) => !after.parts.has(key));
  const isSameHead = before !== null && isEqual({ ...before.head, revision: 0 }, { ...after.head, revision: 0 });
  if (isSameHead) return null;
  values[tabKey(tabId)] = after.head;
  return { values, stale };
}

/** Keys of the parts that a stored head names. */
export function partKeysOf(tabId: number, head: unknown): string[] {
  return Object.entries((head as Head).frames).flatMap(([id, { parts }]) => Object.keys(parts).map((name) => partKey(tabId, id, name)));
}

/** Puts a record together; null where a part is missing or is not the one that the head means. */
export function joinRecord(tabId: number, stored: unknown, values: Readonly<Record<string, unknown>>): StoredTab | null {
  const head = stored as Head;
  const parts = new Map<string, Part>();
  const frames: Record<number, FrameRecord> = {};
  for (const [id, { parts: names, ...rest }] of Object.entries(head.frames)) {
    const lists: Record<ListName, unknown[]> = { matches: [], lines: [], away: [], dropped: [] };
    const numbered = Object.entries(names).map(([name, revision]) => {
      const [list, number] = name.split(':') as [ListName, string];
      return { list, number: Number(number), key: partKey(tabId, id, name), revision };
    });
    for (const { list, key, revision } of numbered.sort((a, b) => a.number - b.number)) {
      const stored = values[key] as StoredPart | undefined;
      if (stored?.revision !== revision) return null;
      const items = JSON.parse(stored.json) as unknown[];
      parts.set(key, { revision, items });
      lists[list].push(...items);
    }
    const { dropped, ...others } = lists;
    frames[Number(id)] = { ...rest, ...others, dropped: Object.fromEntries(dropped as [string, number][]) } as FrameRecord;
  }
  const { revision: _, ...rest } = head;
  return { record: { ...rest, frames }, head, parts };
}
