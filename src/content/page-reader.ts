/** Reads the frame, whole or in part, in slices, and keeps the index up to date. One reading at a time. */
import type { BlockIndex, PageBlock } from './block-index.ts';
import { createWalk, MAX_NODES, type ReadingRoot } from './blocks.ts';
import {
  boundingBoxOf,
  contains,
  defaultViewOf,
  documentElementOf,
  elementFromPoint,
  elementsByTagName,
  isHere,
  parentElementOf,
} from './dom.ts';
import { type Clock, joinStats, type RunStats, runSliced, SHORT_MS } from './slices.ts';

/** Elements from which on a page counts as large, so that what is on the screen is read before the rest. */
const LARGE_PAGE = 5_000;

/** What is to be read again. */
export interface Changes {
  /** Everything; `roots` and `removed` then do not matter. */
  readonly whole: boolean;
  readonly roots: readonly ReadingRoot[];
  readonly removed: readonly Element[];
}

export interface PageReader {
  /** Brings the index up to date. Resolves when done or aborted. Never called while another reading is under way. */
  read(changes: Changes): Promise<RunStats>;
  /** About how many elements and long stretches were left unread for want of room; 0 when everything was read. */
  readonly left: number;
  /** Which of the blocks stands in the middle of the window; null where the first reading found the page's beginning in it. */
  readonly middleOf: ((blocks: readonly PageBlock[]) => number) | null;
}

export interface PageReaderOptions {
  readonly document: Document;
  readonly index: BlockIndex;
  readonly shadowOf: (element: Element) => ShadowRoot | null;
  readonly isOwn: (element: Element) => boolean;
  readonly clock: Clock;
  readonly yieldToPage: () => Promise<void>;
  readonly signal: AbortSignal;
  /** Called after each slice, while more may follow. */
  readonly afterSlice: () => void;
  /** Called when what is near the window was read, where that comes before the rest. */
  readonly onNear: () => void;
  /** Test seam. */
  readonly maxNodes?: number;
}

/** What stands in the middle of the window; null where the page's beginning is still near. */
function middleOfWindow(document: Document): Element | null {
  const view = defaultViewOf(document);
  if (view === null || view.scrollY < view.innerHeight) return null;
  return elementFromPoint(document, view.innerWidth / 2, view.innerHeight / 2);
}

/** The block around an element that is a few screens high at most, of a large page; null where reading it ahead gains nothing. */
function nearViewport(document: Document, middle: Element, isOwn: (element: Element) => boolean): Element | null {
  // Asks for one element and not for how many there are: only as many are counted.
  if (elementsByTagName(document, '*').item(LARGE_PAGE) === null) return null;
  const height = defaultViewOf(document)?.innerHeight ?? 0;
  let near: Element | null = null;
  for (let at: Element | null = middle; at !== null; at = parentElementOf(at)) {
    if (isOwn(at) || boundingBoxOf(at).height > 3 * height) break;
    near = at;
  }
  return near;
}

/** The first of the blocks in an element, or else of those in the nearest around it; -1 where there is none. */
function firstIn(element: Element, blocks: readonly PageBlock[]): number {
  let found = -1;
  for (let at: Element | null = element; at !== null && found < 0; at = parentElementOf(at)) {
    const around = at;
    found = blocks.findIndex(({ container }) => contains(around, container));
  }
  return found;
}

/** A reader; nothing is read before the first `read`. */
export function createPageReader(options: PageReaderOptions): PageReader {
  const { document, index, shadowOf, isOwn, clock, yieldToPage, signal, afterSlice, onNear, maxNodes = MAX_NODES } = options;
  let left = 0;
  let isFirst = true;
  let middle: Element | null = null;

  async function run(roots: readonly ReadingRoot[], removed: readonly Element[], first: boolean): Promise<[RunStats, number]> {
    const walk = createWalk({ sink: index, roots, removed, first, shadowOf, isOwn, maxNodes });
    const stats = await runSliced(walk.step, {
      clock,
      signal,
      afterSlice,
      yieldToPage: async () => {
        await yieldToPage();
        walk.resume();
      },
    });
    return [stats, walk.exhausted ? walk.left : 0];
  }

  /** Drops what a page took away together with so much else that single changes were not looked at. */
  async function dropDetached(): Promise<RunStats> {
    const blocks = index.all()[Symbol.iterator]();
    return runSliced(
      (units) => {
        for (let done = 0; done < units; done += 1) {
          const { done: isOver, value: block } = blocks.next();
          if (isOver) return done;
          if (!isHere(block.container)) index.drop(block.container);
        }
        return units;
      },
      { clock, signal, yieldToPage },
    );
  }

  return {
    get left() {
      return left;
    },
    get middleOf() {
      const element = middle;
      return element && ((blocks: readonly PageBlock[]) => firstIn(element, blocks));
    },
    async read({ whole, roots, removed }) {
      // What it stands in may be taken away by the page, and is not to be held.
      middle = null;
      if (!whole) {
        const [stats, more] = await run(roots, removed, false);
        left = Math.max(left, more);
        return stats;
      }
      let first = isFirst;
      isFirst = false;
      if (first) middle = middleOfWindow(document);
      const near = middle && nearViewport(document, middle, isOwn);
      if (near !== null) {
        await run([{ element: near, shallow: false }], [], true);
        if (!signal.aborted) onNear();
        first = false;
      }
      const all = documentElementOf(document);
      const [stats, more] = await run(all === null ? [] : [{ element: all, shallow: false }], [], first);
      left = more;
      // Nothing was known that the page could have taken away.
      if (first) return stats;
      if (stats.totalMs > SHORT_MS) await yieldToPage();
      return joinStats(stats, await dropDetached());
    },
  };
}
