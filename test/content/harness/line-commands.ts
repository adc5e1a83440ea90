/** Commands of the harness that look at the line reader itself: its steps, and what it keeps. */
import { type BlockNews, createBlockIndex } from '../../../src/content/block-index.ts';
import { createWalk } from '../../../src/content/blocks.ts';
import { closest, documentElementOf, isConnected, querySelectorAll } from '../../../src/content/dom.ts';
import { createLineReader } from '../../../src/content/lines.ts';
import { createShadowLookup } from '../../../src/content/shadow.ts';

/** What one update took. */
export interface LineWork {
  readonly steps: number;
  readonly longestMs: number;
  readonly totalMs: number;
  /** Lines told, and ids told gone. */
  readonly told: number;
  readonly gone: number;
  /** Lines of all tables, as they were told last. */
  readonly lines: number;
}

const shadowOf = createShadowLookup().of;
const noNews: BlockNews = { put: () => undefined, remove: () => undefined, away: () => undefined, returned: () => undefined };

function createBench() {
  let told = 0;
  let gone = 0;
  let lines = 0;
  let isScrolling = false;
  const index = createBlockIndex(noNews, {
    awayRoot: (element) => (isScrolling ? closest(element, 'tr, [role="row"]') : null),
    lineOf: (block) => reader.lineOf(block),
  });
  const reader = createLineReader(
    index,
    {
      line: () => {
        told += 1;
      },
      goneLine: () => {
        gone += 1;
      },
      tables: (tables) => {
        lines = tables.reduce((sum, table) => sum + table.lines, 0);
      },
    },
    shadowOf,
  );
  reader.want('all');
  return {
    /** `removed`: elements that left the page. */
    read(roots: readonly Element[], isAway: boolean, first: boolean, removed: readonly Element[] = []): LineWork {
      told = 0;
      gone = 0;
      isScrolling = isAway;
      const readingRoots = roots.map((element) => ({ element, shallow: false }));
      const walk = createWalk({ sink: index, roots: readingRoots, removed, first, shadowOf, isOwn: () => false });
      while (walk.step(100_000) > 0);
      const step = reader.update(index.takeTouched());
      let steps = 0;
      let longestMs = 0;
      const begun = performance.now();
      for (let before = begun, isOver = false; !isOver; steps += 1) {
        isOver = step(1) === 0;
        const now = performance.now();
        longestMs = Math.max(longestMs, now - before);
        before = now;
      }
      index.sweep();
      return { steps, longestMs, totalMs: performance.now() - begun, told, gone, lines };
    },
  };
}

let bench: ReturnType<typeof createBench> | undefined;
let kept: WeakRef<Element>[] = [];

export const lineCommands: Record<string, (argument: never) => unknown> = {
  /** Reads the page without a session, and its lines step by step. */
  lineWork() {
    bench = createBench();
    return bench.read([documentElementOf(document) as Element], false, true);
  },
  /** Reads these elements again, and drops remembered ones that are gone. `isAway`: because the reader scrolled. */
  lineWorkAgain({ selector, isAway = false }: { selector: string; isAway?: boolean }) {
    const gone = kept.flatMap((ref) => ref.deref() ?? []).filter((element) => !isConnected(element));
    return bench?.read([...querySelectorAll(document, selector)], isAway, false, gone);
  },
  /** Remembers elements without keeping them. */
  remember(selector: string) {
    kept.push(...Array.from(querySelectorAll(document, selector), (element) => new WeakRef(element)));
    return kept.length;
  },
  /** How many of them are still there. */
  remembered() {
    kept = kept.filter((ref) => ref.deref() !== undefined);
    return kept.length;
  },
};
