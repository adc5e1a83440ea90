/**
 * What in this frame holds text that the script could not read. Counted when a report is due, not during the walk; pictures
 * and canvases, which are on most pages and need layout, only when somebody looks at the report.
 */
import type { UnreadKind } from '../core/finding.ts';
import { boundingBoxOf, checkVisibility, elementsByTagName, getAttribute, hostOfRoot, querySelectorAll } from './dom.ts';
import { STEP_UNITS } from './slices.ts';
import { countMissingRows, scrollerOf } from './virtual-rows.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Smaller canvases and pictures are decoration: icons, spacers, sparklines. CSS pixels. */
const MIN_CANVAS: Size = { width: 64, height: 32 };
/** Smaller frames are counters and sign-in helpers. */
const MIN_FRAME: Size = { width: 64, height: 32 };
const MIN_IMAGE: Size = { width: 200, height: 100 };
const ANY: Size = { width: 1, height: 1 };
/** Elements measured per kind and root; a page of thousands of pictures has said enough by then. */
const MAX_MEASURED = 500;
/** No grid has more rows than this; what a page states beyond is nonsense. */
const MAX_ROWS = 1_000_000;

const WITH_VISIBILITY = { visibilityProperty: true };

interface UnreadElements {
  readonly name: string;
  readonly what: 'canvas' | 'image' | 'embed' | 'frame';
  readonly least: Size;
}

/** A picture with an `alt` is read by that. */
const UNREAD: readonly UnreadElements[] = [
  { name: 'canvas', what: 'canvas', least: MIN_CANVAS },
  { name: 'img', what: 'image', least: MIN_IMAGE },
  { name: 'object', what: 'embed', least: ANY },
  { name: 'embed', what: 'embed', least: ANY },
  { name: 'iframe', what: 'frame', least: MIN_FRAME },
  { name: 'frame', what: 'frame', least: MIN_FRAME },
];

/** Counts what was not read, in steps for `runSliced`. Layout is read. */
export interface UnreadCounter {
  /** Does about `units` units of work; returns how many, 0 when finished. */
  step(units: number): number;
  /** What was found so far, with `budgetLeft` more where reading stopped early. */
  unread(budgetLeft: number): { readonly what: UnreadKind; readonly count: number }[];
  /** Frames large enough to hold text, so far. */
  readonly frames: number;
  /** Those of them whose documents are of another origin. */
  readonly foreignFrames: number;
}

export interface UnreadCounterOptions {
  /** The document and its shadow roots. */
  readonly roots: readonly (Document | ShadowRoot)[];
  /** False leaves pictures and canvases out. */
  readonly hasPictures?: boolean;
  /** Rows of a grid that were read since it was there, also those that it keeps no more. */
  readonly seen?: (grid: Element) => number;
  /** A row of each table, with how many of the table's lines were read and are not there any more. */
  readonly rows?: Iterable<{ readonly row: Element; readonly away: number }>;
}

/** A counter that has counted nothing yet. */
export function createUnreadCounter({ roots, hasPictures = true, seen = () => 0, rows = [] }: UnreadCounterOptions): UnreadCounter {
  const kinds = hasPictures ? UNREAD : UNREAD.filter(({ what }) => what !== 'canvas' && what !== 'image');
  const counts = { canvas: 0, image: 0, embed: 0, 'grid-rows': 0 };
  const isPdf = document.contentType === 'application/pdf';
  let frames = 0;
  let foreignFrames = 0;
  const work = count();

  /** Yields after each piece of work how many units it was: a whole step for a search of the root, of which nobody knows the size. */
  function* count(): Generator<number, void> {
    for (const root of roots) {
      for (const kind of kinds) yield* countElements(root, kind);
      yield* countGridRows(root);
    }
    yield* countVirtualRows();
  }

  /** Rows for which a list keeps room. */
  function* countVirtualRows(): Generator<number, void> {
    const scrollers = new Map<Element, number>();
    for (const root of roots) {
      for (const element of querySelectorAll(root, '[style*="overflow"]')) if (scrollers.size < MAX_MEASURED) scrollers.set(element, 0);
      yield STEP_UNITS;
    }
    for (const { row, away } of rows) {
      const scroller = scrollerOf(row);
      if (scroller !== null) scrollers.set(scroller, (scrollers.get(scroller) ?? 0) + away);
      yield 8;
    }
    for (const [scroller, away] of scrollers) {
      counts['grid-rows'] += Math.max(0, countMissingRows(scroller) - away);
      yield 8;
    }
  }

  function* countElements(root: Document | ShadowRoot, { name, what, least }: UnreadElements): Generator<number, void> {
    // Live, so that finding the next one is a small step; a shadow root has no such list.
    const elements = hostOfRoot(root) === null ? elementsByTagName(root as Document, name) : querySelectorAll(root, name);
    let measured = 0;
    for (let i = 0; measured < MAX_MEASURED; i += 1) {
      const element = elements.item(i);
      if (i === 0) yield STEP_UNITS;
      if (element === null) return;
      if (what !== 'image' || !getAttribute(element, 'alt')) {
        measured += 1;
        if (isShown(element, least)) {
          // The browser's own PDF viewer is a page with nothing but a closed frame.
          if (isPdf) counts.embed += 1;
          else if (what === 'frame') {
            frames += 1;
            if ((element as HTMLIFrameElement).contentDocument === null) foreignFrames += 1;
          } else counts[what] += 1;
        }
      }
      yield 1;
    }
  }

  /** Rows that a grid says it has but does not show (virtual scrolling). */
  function* countGridRows(root: Document | ShadowRoot): Generator<number, void> {
    const grids = querySelectorAll(root, '[aria-rowcount]');
    yield STEP_UNITS;
    for (const grid of grids) {
      const stated = Math.min(Math.floor(Number(getAttribute(grid, 'aria-rowcount'))), MAX_ROWS);
      if (Number.isNaN(stated) || !isShown(grid, ANY)) continue;
      if (stated === -1) {
        counts['grid-rows'] += 1; // the page does not know either
        continue;
      }
      const present = querySelectorAll(grid, 'tr, [role="row"]').length;
      counts['grid-rows'] += Math.max(0, stated - Math.max(present, seen(grid)));
      yield STEP_UNITS;
    }
  }

  return {
    step(units) {
      let done = 0;
      while (done < units) {
        const piece = work.next();
        if (piece.done) break;
        done += piece.value;
      }
      return done;
    },
    unread(budgetLeft) {
      const all = { ...counts, budget: budgetLeft };
      return (Object.keys(all) as (keyof typeof all)[]).filter((what) => all[what] > 0).map((what) => ({ what, count: all[what] }));
    },
    get frames() {
      return frames;
    },
    get foreignFrames() {
      return foreignFrames;
    },
  };
}

function isShown(element: Element, least: Size): boolean {
  const box = boundingBoxOf(element);
  return box.width >= least.width && box.height >= least.height && checkVisibility(element, WITH_VISIBILITY);
}

/** Whether the window is large enough to hold text. */
export function isFrameShown(view: Window): boolean {
  return view.innerWidth >= MIN_FRAME.width && view.innerHeight >= MIN_FRAME.height;
}
