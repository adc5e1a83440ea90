/**
 * What is known of the frame's text: which blocks there are, under which ids, and where in the DOM they lie. Decides what
 * is news: a block that is read again with the same text and links keeps its id and is not sent again.
 */
import type { BlockSink, Draft } from './blocks.ts';
import { createOffsetCursor, type OffsetCursor } from './collapse.ts';
import { closest, getAttribute, isConnected, querySelectorAll } from './dom.ts';
import { fieldStateOf } from './fields.ts';
import { SplitMap } from './split-map.ts';

/** Characters kept of one frame: about fifty long pages, 5 s of messages at worst. The rest is reported as unread. */
export const MAX_CHARACTERS = 5_000_000;

/** A block with its id. */
export type PageBlock = Draft;

/** A stretch of one text node. */
export interface Segment {
  readonly node: Text;
  readonly from: number;
  readonly to: number;
}

/** Told about every block that is new, has another text or other links, or is gone. */
export interface BlockNews {
  put(block: PageBlock): void;
  remove(id: number): void;
  /** Gone because the reader scrolled on; `key` tells the block, or its line, again. */
  away(id: number, key: string): void;
  /** What was away under this key is there again. */
  returned(key: string): void;
}

export interface BlockIndexOptions {
  /** The element, or one around it, that was taken away or used for something else because the reader scrolled; else null. */
  readonly awayRoot?: (element: Element) => Node | null;
  /** The line item that a block stands in; undefined where it is none. */
  readonly lineOf?: (block: PageBlock) => number | undefined;
  /** Test seam. */
  readonly maxCharacters?: number;
}

export interface BlockIndex extends BlockSink {
  readonly size: number;
  readonly characters: number;
  readonly fields: number;
  readonly attributes: number;
  readonly shadowRoots: ReadonlySet<ShadowRoot>;
  /** Elements found not rendered, and custom elements without shadow root: to be asked again now and then. */
  readonly hidden: Map<Element, 'pruned' | 'transparent'>;
  readonly rootless: Set<Element>;
  /** Fields with what they held when they were read (`fieldStateOf`). */
  readonly fieldStates: Map<Element, string>;
  get(id: number): PageBlock | undefined;
  all(): Iterable<PageBlock>;
  /** Elements of a row: several where a grid pins some of its columns. */
  rowElements(row: number): readonly Element[];
  /** The same where the page took them away and nothing was made of that yet: what was read of the row stands in these. */
  lastRowElements(row: number): readonly Element[];
  /** A row's blocks, in the order in which they were read first. */
  blocksOfRow(row: number): readonly PageBlock[];
  hasBlocks(row: number): boolean;
  /** Blocks that stand in a container, or in elements inside it. */
  blocksIn(container: Element): readonly PageBlock[];
  /** Counts a row that was read as changed, whatever is read in it. */
  touchRow(row: Element): void;
  /** What changed since this was asked last; to be asked when a pass is over. */
  takeTouched(): Touched;
  /**
   * Puts the unchanged cells of a row that was touched as well: a cell is judged by the others of its row, and the worker
   * keeps no text.
   */
  completeRow(row: number): void;
  /** What was put so far is sent now, perhaps in the middle of a row: that row is to be completed as if it had changed. */
  cutRow(): void;
  /** Whether some of the line's blocks were scrolled away. */
  isLineAway(line: number): boolean;
  /** The line stands on the page, perhaps again, in these rows. */
  foundLine(line: number, rows: readonly number[]): void;
  /** Forgets what was scrolled away: the page moved on to another address. */
  forgetAway(): void;
  /** Forgets what a reading that failed had begun: it comes with no `leave`. */
  abandon(): void;
  /** Forgets shadow roots and remembered elements that left the page. */
  sweep(): void;
}

/** Where something was put or removed. */
export interface Touched {
  readonly rows: readonly number[];
  /** Blocks outside of rows that were put. */
  readonly blocks: readonly PageBlock[];
  /** Rows of which something was scrolled away. */
  readonly scrolled: ReadonlySet<number>;
}

/** Enough to tell one line or passage from the others of a page. */
const MAX_KEY = 200;

interface Reading {
  readonly old: readonly PageBlock[];
  readonly drafts: Draft[];
  /** Characters that may still be added. */
  room: number;
}

function isSame(block: PageBlock, draft: Draft): boolean {
  return block.text === draft.text && block.row === draft.row && block.field === draft.field && areSame(block.links, draft.links);
}

function areSame(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((link, i) => link === b[i]));
}

const NO_BLOCKS: readonly PageBlock[] = [];
const NO_ELEMENTS: readonly Element[] = [];

/** Those that pass; the list itself where all do, for it is asked of every row. */
function those<T>(list: readonly T[], isOne: (item: T) => boolean): readonly T[] {
  return list.every(isOne) ? list : list.filter(isOne);
}

const inOrder = (a: PageBlock, b: PageBlock): number => a.id - b.id;

/* What tells again what was scrolled away: a passage, a line, a cell of a line that stays. */
const passageKey = ({ text }: Draft): string => `T${text.slice(0, MAX_KEY)}`;
const lineKey = (line: number): string => `L${line}`;
const cellKey = (line: number, { text }: Draft): string => `C${line} ${text.slice(0, MAX_KEY)}`;

/** Selects what numbers the rows of a grid for those who do not see it. */
const GRID = '[role="grid"], [role="treegrid"], [role="table"], table';

/** An empty index. */
export function createBlockIndex(news: BlockNews, options: BlockIndexOptions = {}): BlockIndex {
  const { awayRoot = () => null, lineOf = () => undefined, maxCharacters = MAX_CHARACTERS } = options;
  const blocks = new SplitMap<number, PageBlock>();
  /**
   * Not weak: a container is in here as long as it has blocks, which hold it anyway, and weak maps are slow to grow. Most have
   * one block, which stands here without an array around it.
   */
  const byContainer = new SplitMap<Element, PageBlock | PageBlock[]>();
  const readings = new Map<Element, Reading>();
  /** Rows by their element, or by grid and stated number where a grid spreads a row over several elements. */
  const rows = new WeakMap<Element, number>();
  const statedRows = new WeakMap<Element, Map<string, number>>();
  const rowElements = new Map<number, Element[]>();
  /** Keys of blocks that were scrolled away. */
  const away = new Set<string>();
  let loose: PageBlock[] = [];
  let lastRow: number | undefined;
  const shadowRoots = new Set<ShadowRoot>();
  const hidden = new Map<Element, 'pruned' | 'transparent'>();
  const rootless = new Set<Element>();
  const fieldStates = new Map<Element, string>();
  const members = new Map<number, PageBlock[]>();
  /** Rows in which something changed since rows were completed last. */
  let touched = new Set<number>();
  /** Which pass over the page this is. */
  let pass = 1;
  let scrolled = new Set<number>();
  let nextId = 1;
  let nextRow = 1;
  let characters = 0;
  let fields = 0;
  let attributes = 0;

  function store(id: number, draft: Draft): PageBlock {
    // The draft itself, for it is nobody's any more: a copy of each block would be half of what a large page leaves to collect.
    const block = draft as { id: number } & Draft;
    block.id = id;
    blocks.add(id, block);
    characters += block.text.length;
    if (block.field) fields += 1;
    if (block.isAttribute) attributes += 1;
    if (block.row !== undefined) addMember(block.row, block);
    return block;
  }

  /** The number of a row that its grid states: the same for all elements that the row is spread over. */
  function statedRow(row: Element): number | undefined {
    const stated = getAttribute(row, 'aria-rowindex');
    const grid = stated === null ? null : closest(row, GRID);
    if (stated === null || grid === null) return undefined;
    const known = statedRows.get(grid) ?? new Map<string, number>();
    statedRows.set(grid, known);
    const before = known.get(stated);
    // A grid that numbers its rows anew: what bore this number is another row now.
    const isOther = ((before === undefined ? undefined : rowElements.get(before)) ?? []).some(
      (element) => element !== row && isConnected(element) && getAttribute(element, 'aria-rowindex') !== stated,
    );
    const id = before === undefined || isOther ? nextRow++ : before;
    known.set(stated, id);
    return id;
  }

  /** Also those that are gone. */
  function elementsOf(row: number): readonly Element[] {
    return those(rowElements.get(row) ?? NO_ELEMENTS, (element) => rows.get(element) === row);
  }

  function addMember(row: number, block: PageBlock): void {
    const known = members.get(row);
    if (known === undefined) members.set(row, [block]);
    else known.push(block);
  }

  function put(block: PageBlock): void {
    news.put(block);
    block.pass = pass;
    lastRow = block.row;
    if (block.row === undefined) loose.push(block);
    else touched.add(block.row);
    if (away.size === 0) return;
    const line = lineOf(block);
    back(passageKey(block));
    if (line !== undefined) back(cellKey(line, block));
  }

  /** What was away under this key is there again. */
  function back(key: string): void {
    if (away.delete(key)) news.returned(key);
  }

  function forget(block: PageBlock): void {
    if (!blocks.delete(block.id)) return;
    characters -= block.text.length;
    if (block.field) fields -= 1;
    if (block.isAttribute) attributes -= 1;
    if (block.row === undefined) return;
    const row = members.get(block.row) ?? [];
    // Mostly the first: rows go from their beginning on.
    const place = row.indexOf(block);
    if (place >= 0) row.splice(place, 1);
    if (row.length === 0) members.delete(block.row);
  }

  function remove(block: PageBlock): void {
    if (!blocks.has(block.id)) return;
    forget(block);
    if (block.row !== undefined) touched.add(block.row);
    news.remove(block.id);
  }

  /** Of a cell whose row stays, as its column was scrolled away, the line and the text together are the key. */
  function keyOf(block: PageBlock, root: Node | null): string {
    const line = lineOf(block);
    if (line === undefined) return passageKey(block);
    const rows = block.row === undefined ? [] : (rowElements.get(block.row) ?? []);
    const isRowThere = root !== null && !rows.includes(root as Element) && rows.some((row) => isConnected(row));
    return isRowThere ? cellKey(line, block) : lineKey(line);
  }

  function sendAway(block: PageBlock, root: Node | null): void {
    if (!blocks.has(block.id)) return;
    const key = keyOf(block, root);
    forget(block);
    if (block.row !== undefined) {
      touched.add(block.row);
      scrolled.add(block.row);
    }
    away.add(key);
    news.away(block.id, key);
  }

  function letGo(block: PageBlock, container: Element): void {
    const root = awayRoot(container);
    if (root === null) remove(block);
    else sendAway(block, root);
  }

  function add(draft: Draft): PageBlock {
    const block = store(nextId, draft);
    nextId += 1;
    put(block);
    return block;
  }

  /** Equal texts keep their ids in order; what is left over on both sides is taken as edited, in order; then new and gone. */
  function settle(container: Element, reading: Reading): void {
    const { drafts } = reading;
    let { old } = reading;
    const root = old.length > 0 ? awayRoot(container) : null;
    if (root !== null) {
      // The element stands for another row now: its blocks are others, also where they read the same.
      for (const block of old) sendAway(block, root);
      old = [];
    }
    const kept: (PageBlock | undefined)[] = [];
    const free: PageBlock[] = [];
    let at = 0;
    for (const block of old) {
      if (!blocks.has(block.id)) continue;
      let found = -1;
      // Bounded: a list of thousands of equal blocks must not become quadratic.
      for (let i = at; i < drafts.length && i < at + 64; i += 1) {
        if (isSame(block, drafts[i] as Draft)) {
          found = i;
          break;
        }
      }
      if (found < 0) free.push(block);
      else {
        kept[found] = block;
        at = found + 1;
      }
    }
    let edited = 0;
    const list = drafts.map((draft, i) => {
      const same = kept[i];
      if (same !== undefined) {
        forget(same);
        const block = store(same.id, draft); // same text, perhaps other nodes
        block.pass = same.pass;
        return block;
      }
      const before = free[edited];
      if (before === undefined) return add(draft);
      edited += 1;
      forget(before);
      // The row that it left changed too.
      if (before.row !== undefined && before.row !== draft.row) touched.add(before.row);
      const block = store(before.id, draft);
      put(block);
      return block;
    });
    for (const block of free.slice(edited)) remove(block);
    if (list.length > 0) byContainer.set(container, list.length === 1 ? (list[0] as PageBlock) : list);
    else byContainer.delete(container);
  }

  function ownBlocks(container: Element): readonly PageBlock[] {
    const own = byContainer.get(container);
    if (own === undefined) return NO_BLOCKS;
    return Array.isArray(own) ? own : [own];
  }

  return {
    get size() {
      return blocks.size;
    },
    get characters() {
      return characters;
    },
    get fields() {
      return fields;
    },
    get attributes() {
      return attributes;
    },
    shadowRoots,
    hidden,
    rootless,
    fieldStates,
    get: (id) => blocks.get(id),
    all: () => blocks.values(),

    enter(container) {
      const old = ownBlocks(container);
      if (old.length > 0 && !readings.has(container)) {
        let room = maxCharacters - characters;
        for (const block of old) room += block.text.length;
        readings.set(container, { old, drafts: [], room });
      }
    },
    emit(draft) {
      const reading = readings.size === 0 ? undefined : readings.get(draft.container);
      if (reading !== undefined) {
        if (draft.text.length > reading.room) return false;
        reading.room -= draft.text.length;
        reading.drafts.push(draft);
        return true;
      }
      if (characters + draft.text.length > maxCharacters) return false;
      const block = add(draft);
      const list = byContainer.get(draft.container);
      if (list === undefined) byContainer.add(draft.container, block);
      else if (Array.isArray(list)) list.push(block);
      else byContainer.set(draft.container, [list, block]);
      return true;
    },
    leave(container) {
      const reading = readings.get(container);
      if (reading === undefined) return;
      readings.delete(container);
      settle(container, reading);
    },
    drop(element) {
      for (const block of ownBlocks(element)) letGo(block, element);
      byContainer.delete(element);
    },
    foundShadow(root, host) {
      shadowRoots.add(root);
      rootless.delete(host);
    },
    foundRootless(element) {
      rootless.add(element);
    },
    foundField(element) {
      fieldStates.set(element, fieldStateOf(element));
    },
    rowOf(row) {
      const id = statedRow(row) ?? rows.get(row) ?? nextRow++;
      rows.set(row, id);
      const elements = rowElements.get(id);
      // Also where it was known: a row that left the page was forgotten, and its element may be back.
      if (elements === undefined) rowElements.set(id, [row]);
      else if (!elements.includes(row)) elements.push(row);
      return id;
    },
    rowElements: (row) => those(elementsOf(row), isConnected),
    lastRowElements(row) {
      const elements = elementsOf(row);
      return elements.some(isConnected) ? elements.filter(isConnected) : elements;
    },
    hasBlocks: (row) => members.has(row),
    blocksOfRow: (row) => [...(members.get(row) ?? [])].sort(inOrder),
    blocksIn: (container) => [
      ...ownBlocks(container),
      ...[...querySelectorAll(container, '*')].flatMap((element) => byContainer.get(element) ?? []),
    ],
    foundHidden(element, pruned) {
      const before = hidden.get(element);
      hidden.set(element, pruned ? 'pruned' : 'transparent');
      return before === 'pruned';
    },
    foundRendered(element) {
      hidden.delete(element);
    },
    touchRow(row) {
      const id = rows.get(row);
      if (id !== undefined && members.has(id)) touched.add(id);
    },
    takeTouched() {
      const changed = { rows: [...touched], blocks: loose, scrolled };
      touched = new Set();
      pass += 1;
      loose = [];
      scrolled = new Set();
      return changed;
    },
    cutRow() {
      if (lastRow === undefined) return;
      for (const block of members.get(lastRow) ?? []) block.pass = 0;
    },
    completeRow(row) {
      const all = members.get(row);
      if (all === undefined || all.every((block) => block.pass === pass - 1)) return;
      for (const block of [...all].sort(inOrder)) news.put(block);
    },
    isLineAway: (line) => away.has(lineKey(line)),
    foundLine(line, own) {
      if (away.size === 0) return;
      back(lineKey(line));
      for (const block of own.flatMap((row) => members.get(row) ?? [])) back(cellKey(line, block));
    },
    forgetAway() {
      for (const key of away) news.returned(key);
      away.clear();
    },
    abandon() {
      readings.clear();
    },
    sweep() {
      for (const root of shadowRoots) if (!isConnected(root)) shadowRoots.delete(root);
      for (const element of hidden.keys()) if (!isConnected(element)) hidden.delete(element);
      for (const element of fieldStates.keys()) if (!isConnected(element)) fieldStates.delete(element);
      for (const element of rootless) if (!isConnected(element)) rootless.delete(element);
      for (const [row, elements] of rowElements)
        if (!members.has(row)) {
          const left = elements.filter(isConnected);
          if (left.length === 0) rowElements.delete(row);
          else if (left.length < elements.length) rowElements.set(row, left);
        }
    },
  };
}

/** Maps spans of one block back to its text nodes. Ask in ascending order: then each node is walked once. */
export interface SpanMapper {
  /** Stretches of text nodes under [start, end); empty for values and attributes. */
  segments(start: number, end: number): readonly Segment[];
}

/** Index of the last text node of a block that begins at this offset or before. */
function nodeAt({ starts }: Draft, offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The text node of a block in which an offset is; undefined for values and attributes. */
export function textAt(block: Draft, offset: number): Text | undefined {
  return block.nodes[nodeAt(block, offset)];
}

/** A mapper for the block as it was read; a node that changed since gives clamped, possibly wrong places, never an error. */
export function createSpanMapper(block: Draft): SpanMapper {
  const cursors: (OffsetCursor | undefined)[] = [];

  function cursorOf(i: number): OffsetCursor {
    const known = cursors[i];
    if (known !== undefined) return known;
    const node = block.nodes[i] as Text;
    const begin = block.starts[i] as number;
    const from = i === 0 ? block.from : 0;
    // A long node is cut into blocks: do not look at more of it than this block's share (white space may double it).
    const cursor = createOffsetCursor(node.data, from, begin === 0 || block.text.charCodeAt(begin - 1) === 0x20);
    cursors[i] = cursor;
    return cursor;
  }

  return {
    segments(start, end) {
      const found: Segment[] = [];
      for (let i = nodeAt(block, start); i < block.nodes.length; i += 1) {
        const begin = block.starts[i] as number;
        if (begin >= end) break;
        const until = block.starts[i + 1] ?? block.text.length;
        const first = Math.max(start, begin);
        const last = Math.min(end, until) - 1;
        if (last < first) continue;
        const node = block.nodes[i] as Text;
        const cursor = cursorOf(i);
        const from = cursor.rawOf(first - begin);
        const to = Math.min(cursor.rawOf(last - begin) + 1, node.length);
        if (from < to) found.push({ node, from, to });
      }
      return found;
    },
  };
}
