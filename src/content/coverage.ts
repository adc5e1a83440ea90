/** What in this frame holds text that the script could not read. Counted when a report is due, not during the walk. */
import type { UnreadKind } from '../core/finding.ts';

/** Smaller canvases and pictures are decoration: icons, spacers, sparklines. CSS pixels. */
const MIN_CANVAS = { width: 64, height: 32 };
/** Smaller frames are counters and sign-in helpers. */
const MIN_FRAME = { width: 64, height: 32 };
const MIN_IMAGE = { width: 200, height: 100 };
/** Elements measured per kind and frame; a page of thousands of pictures has said enough by then. */
const MAX_MEASURED = 500;
/** No grid has more rows than this; what a page states beyond is nonsense. */
const MAX_ROWS = 1_000_000;

type Unread = { readonly what: UnreadKind; readonly count: number };

function isShown(element: Element, least: { width: number; height: number }): boolean {
  const box = element.getBoundingClientRect();
  return box.width >= least.width && box.height >= least.height && element.checkVisibility?.({ visibilityProperty: true }) !== false;
}

function countShown(elements: Iterable<Element>, least: { width: number; height: number }): number {
  let count = 0;
  let measured = 0;
  for (const element of elements) {
    measured += 1;
    if (measured > MAX_MEASURED) break;
    if (isShown(element, least)) count += 1;
  }
  return count;
}

/** Rows that a grid says it has but does not show (virtual scrolling). */
function countGridRows(root: ParentNode): number {
  let count = 0;
  for (const grid of root.querySelectorAll('[aria-rowcount]')) {
    const stated = Math.min(Math.floor(Number(grid.getAttribute('aria-rowcount'))), MAX_ROWS);
    if (Number.isNaN(stated)) continue;
    if (!isShown(grid, { width: 1, height: 1 })) continue;
    const present = grid.querySelectorAll('tr, [role="row"]').length;
    if (stated === -1)
      count += 1; // the page does not know either
    else if (stated > present) count += stated - present;
  }
  return count;
}

/** Frames under these roots that are large enough to hold text. Layout is read. */
export function countFrames(roots: Iterable<ParentNode>): number {
  let count = 0;
  for (const root of roots) count += countShown(root.querySelectorAll('iframe, frame'), MIN_FRAME);
  return count;
}

/** Whether the window is large enough to hold text. */
export function isFrameShown(view: Window): boolean {
  return view.innerWidth >= MIN_FRAME.width && view.innerHeight >= MIN_FRAME.height;
}

/** Unread parts under these roots (the document and its shadow roots), plus `budget` when reading stopped early. Layout is read. */
export function countUnread(roots: Iterable<ParentNode>, budgetLeft: number): Unread[] {
  const counts: Record<'canvas' | 'image' | 'embed' | 'grid-rows' | 'budget', number> = {
    canvas: 0,
    image: 0,
    embed: 0,
    'grid-rows': 0,
    budget: budgetLeft,
  };
  for (const root of roots) {
    counts.canvas += countShown(root.querySelectorAll('canvas'), MIN_CANVAS);
    counts.image += countShown(root.querySelectorAll('img:not([alt]), img[alt=""]'), MIN_IMAGE);
    counts.embed += countShown(root.querySelectorAll('object, embed'), { width: 1, height: 1 });
    counts['grid-rows'] += countGridRows(root);
  }
  return (Object.keys(counts) as (keyof typeof counts)[]).filter((what) => counts[what] > 0).map((what) => ({ what, count: counts[what] }));
}
