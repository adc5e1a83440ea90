/** Commands of the harness that need no session: what the walk, the fields and the counters say by themselves. */
import type { BlockIndex } from '../../../src/content/block-index.ts';
import { type BlockSink, createWalk, type Draft, surroundingsOf } from '../../../src/content/blocks.ts';
import { createCover } from '../../../src/content/cover.ts';
import { createUnreadCounter } from '../../../src/content/coverage.ts';
import { documentElementOf, localNameOf, querySelector, querySelectorAll } from '../../../src/content/dom.ts';
import { fieldStateOf, rememberPassword } from '../../../src/content/fields.ts';
import { intersect } from '../../../src/content/hit-test.ts';
import { createPageReader } from '../../../src/content/page-reader.ts';
import { createShadowLookup } from '../../../src/content/shadow.ts';
import { createEyes } from '../../../src/content/sight.ts';
import { createYielder } from '../../../src/content/slices.ts';

/** A draft as the tests see it. */
export interface ReadDraft {
  readonly text: string;
  readonly container: string;
  readonly row?: number;
  readonly field?: true;
  readonly attribute?: true;
  readonly links?: readonly string[];
}

interface Collected extends BlockSink {
  readonly drafts: Draft[];
  readonly dropped: Element[];
}

function createSink(): Collected {
  const drafts: Draft[] = [];
  const dropped: Element[] = [];
  const rows = new Map<Element, number>();
  return {
    drafts,
    dropped,
    enter: () => undefined,
    emit: (draft) => drafts.push(draft) > 0,
    leave: () => undefined,
    drop: (element) => dropped.push(element),
    foundShadow: () => undefined,
    foundRootless: () => undefined,
    rowOf: (row) => rows.get(row) ?? rows.set(row, rows.size + 1).size,
    foundHidden: () => false,
    foundRendered: () => undefined,
    foundField: () => undefined,
  };
}

function describe({ text, container, row, field, isAttribute, links }: Draft): ReadDraft {
  return {
    text,
    container: localNameOf(container),
    ...(row === undefined ? {} : { row }),
    ...(field ? { field } : {}),
    ...(isAttribute ? { attribute: true } : {}),
    ...(links.length === 0 ? {} : { links }),
  } as ReadDraft;
}

const isOwn = () => false;
const shadows = createShadowLookup();
const shadowOf = shadows.of;

interface How {
  /** Element to begin with; without one the whole page. */
  readonly root?: string;
  readonly shallow?: boolean;
  /** Rests after so many units. */
  readonly units?: number;
  /** Element that the page takes away, and after how many steps. */
  readonly gone?: readonly [string, number];
  /** Element whose text the page replaces with a word, and after how many steps. */
  readonly cut?: readonly [string, number];
}

function walk({ root, shallow = false, units = 1_000_000, gone, cut }: How, removed: readonly Element[] = []): Collected {
  const sink = createSink();
  const element = root === undefined ? documentElementOf(document) : querySelector(document, root);
  const roots = element === null || removed.length > 0 ? [] : [{ element, shallow }];
  const reading = createWalk({ sink, roots, removed, first: removed.length === 0, shadowOf, isOwn });
  for (let steps = 0; reading.step(units) > 0; steps += 1) {
    if (gone?.[1] === steps) Element.prototype.remove.call(querySelector(document, gone[0]));
    if (cut?.[1] === steps) (querySelector(document, cut[0])?.firstChild as Text).data = 'short';
    reading.resume();
  }
  return sink;
}

export const readingCommands: Record<string, (argument: never) => unknown> = {
  /** Blocks in the order in which they are read. */
  drafts: (how: How) => walk(how).drafts.map(describe),
  /** Names of the elements of which the blocks are dropped when this one is gone. */
  drops: (selector: string) => walk({}, [querySelector(document, selector) as Element]).dropped.map(localNameOf),
  /** Where a change at each of these elements would be read again. */
  surroundings: (selector: string) =>
    Array.from(querySelectorAll(document, selector), (element) => {
      const around = surroundingsOf(element, isOwn, shadowOf);
      return around === null ? null : [localNameOf(around.block), around.row === null ? null : localNameOf(around.row)];
    }),
  /** The same for elements that are in no document. */
  detachedSurroundings: (html: string) => {
    const holder = new DOMParser().parseFromString(html, 'text/html');
    const form = querySelector(holder, 'form') as HTMLFormElement;
    Element.prototype.remove.call(form);
    return surroundingsOf(form, isOwn, shadowOf);
  },
  /** Reads the page as a session does, beginning with what is on the screen. */
  async page() {
    const sink = createSink();
    const index = Object.assign(sink, { all: () => sink.drafts }) as unknown as BlockIndex;
    const options = { document, index, shadowOf, isOwn, clock: performance, afterSlice: () => undefined, onNear: () => undefined };
    const reader = createPageReader({ ...options, yieldToPage: createYielder(), signal: new AbortController().signal });
    await reader.read({ whole: true, roots: [], removed: [] });
    return sink.drafts.map(describe);
  },
  fieldStates: (selector: string) => Array.from(querySelectorAll(document, selector), fieldStateOf),
  rememberPassword: (selector: string) => rememberPassword(querySelector(document, selector) as Element),
  /** Parts that cannot be read. `seen`: rows of each grid, by its id; `units`: in steps of so many. */
  unread: ({ seen = {}, units = 16 }: { seen?: Record<string, number>; units?: number }) => {
    const counter = createUnreadCounter({ roots: [document], seen: (grid) => seen[grid.id] ?? 0 });
    let steps = 0;
    while (counter.step(units) > 0) steps += 1;
    return { unread: Object.fromEntries(counter.unread(0).map(({ what, count }) => [what, count])), frames: counter.frames, steps };
  },
  /**
   * Scrolls a long way, to where an element lies under another, on a machine where each look at the clock is 30 ms after the one
   * before: for how many ms it is taken to be seen there.
   */
  jump: ({ from, to, top }: { from: string; to: string; top: number }) => {
    let now = 0;
    const performance = { now: () => (now += 30) };
    const cover = createCover({ performance, innerWidth, innerHeight } as unknown as Window);
    const see = (selector: string, isStill: boolean) => {
      const element = querySelector(document, selector) as Element;
      const sight = createEyes(window).look();
      const box = sight.boxOf(element);
      return cover.see([{ key: element, own: [element], box, clip: sight.window }], sight, { isStill, isScrolled: false })[0];
    };
    for (let i = 0; i < 20; i += 1) see(from, true);
    scrollTo(0, top);
    const begun = now;
    while (see(to, false) !== null && now < begun + 20_000) now += 16;
    return now - begun;
  },
  /**
   * Scrolls on a page in which each question of what lies at a point takes 30 ms: which of the elements are taken to be seen while it
   * scrolls.
   */
  scrollDear: ({ from, to, top }: { from: string; to: readonly string[]; top: number }) => {
    let now = 0;
    const performance = { now: () => (now += 30) };
    const cover = createCover({ performance, innerWidth, innerHeight } as unknown as Window);
    const see = (selectors: readonly string[], isMoving: boolean) => {
      const sight = createEyes(window).look();
      const elements = selectors.map((selector) => querySelector(document, selector) as Element);
      const candidates = elements.map((element) => ({ key: element, own: [element], box: sight.boxOf(element), clip: sight.window }));
      return cover.see(candidates, sight, { isStill: !isMoving, isScrolled: isMoving }).map((left) => left !== null);
    };
    see([from], false);
    scrollTo(0, top);
    return see(to, true);
  },
  /** What can be seen of an element, and whether something lies over it. */
  sight: (selector: string) => {
    const element = querySelector(document, selector) as Element;
    const sight = createEyes(window).look();
    const clip = sight.clipOf(element);
    const box = clip === null ? null : intersect(sight.boxOf(element), sight.window);
    const candidates = clip === null || box === null ? [] : [{ key: element, own: [element], box, clip }];
    const [left] = createCover(window).see(candidates, sight, { isStill: true, isScrolled: false });
    return { isClipped: clip === null || clip.right - clip.left < innerWidth, isCovered: left === null };
  },
};
