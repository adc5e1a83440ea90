/**
 * Where the words of marks are in the window. To ask the browser where a stretch of text is costs most of what drawing does,
 * but words move with the element around them:
 *
 *     <p>a new Cisco ASA</p>    was at 40, 300 and its words at 95, 302; is at 40, 180 and as large as it was:
 *                               its words are at 95, 182
 *
 * This holds until anything says that the page changed: then, and now and then without it, the browser is asked anew. It never
 * holds for an element that scrolls what is in it, or that has no box of its own.
 */
import { boundingBoxOf, checkVisibility, isConnected } from './dom.ts';
import { makeRange } from './dom-drawing.ts';
import type { Box } from './hit-test.ts';
import { isIntact, type Place, type Places, type Spot } from './places.ts';
import type { Sight } from './sight.ts';

/** Rectangles of one mark; a name does not break over more lines. */
const MAX_BOXES = 12;

/** A mark's words that are shown. */
export interface Words {
  readonly place: Place;
  readonly spot: Spot;
  /** Whether they are still there. */
  readonly isIntact: () => boolean;
  /** Where they were when they were measured, each with a name that is the same in each frame. */
  readonly boxes: readonly { readonly key: string; readonly box: Box }[];
}

export interface WordsInSight {
  readonly words: readonly Words[];
  /** How far they have moved since. */
  readonly x: number;
  readonly y: number;
}

export interface WordBoxes {
  /** The words of all marks in a holder that are shown. Reads layout. */
  of(holder: Element, sight: Sight): WordsInSight;
  /** The first rectangle of a mark, measured now. */
  firstOf(spot: Spot): Box | undefined;
  /** The page changed: words may be elsewhere in their elements, or hidden. */
  doubt(): void;
  /** Keeps no node of the page from being freed. */
  rest(): void;
}

interface Measured {
  readonly round: number;
  readonly places: readonly Place[];
  /** Of the holder. */
  readonly box: Box;
  readonly words: readonly Words[];
  /** Whether they move with the holder. */
  readonly isAttached: boolean;
}

/** A pixel is not one of the screen everywhere: sizes of the same thing differ by rounding. */
const SAME_PX = 0.01;

function isSameSize(a: Box, b: Box): boolean {
  const width = a.right - a.left - (b.right - b.left);
  const height = a.bottom - a.top - (b.bottom - b.top);
  return Math.abs(width) < SAME_PX && Math.abs(height) < SAME_PX;
}

/** Nothing is measured yet. */
export function createWordBoxes(document: Document, places: Places): WordBoxes {
  const range = makeRange(document);
  const known = new WeakMap<Element, Measured>();
  let round = 0;

  function rectsOf({ stretches, element }: Spot): Box[] {
    if (element !== null) return [boundingBoxOf(element)];
    const rects: Box[] = [];
    for (const { node, from, to } of stretches) {
      if (!isConnected(node) || to > node.length) continue;
      range.setStart(node, from);
      range.setEnd(node, to);
      for (const { left, top, right, bottom } of range.getClientRects()) {
        if (rects.length < MAX_BOXES && right > left && bottom > top) rects.push({ left, top, right, bottom });
      }
    }
    return rects;
  }

  function measure(holder: Element, sight: Sight): Measured {
    const list = places.in(holder);
    const words: Words[] = [];
    let isAttached = !sight.isClipping(holder);
    /** All of them have the same anchor. */
    let isShown: boolean | undefined;
    for (const place of list) {
      const spot = places.spotOf(place);
      if (spot === null || !isIntact(spot)) continue;
      isAttached &&= spot.anchor === holder;
      isShown ??= checkVisibility(spot.anchor, { visibilityProperty: true, opacityProperty: true });
      if (!isShown) break;
      const boxes = rectsOf(spot).map((box, i) => ({ key: `${place.mark.id}#${i}`, box }));
      words.push({ place, spot, isIntact: () => isIntact(spot), boxes });
    }
    return { round, places: list, box: sight.boxOf(holder), words, isAttached };
  }

  function find(holder: Element, sight: Sight): WordsInSight {
    const before = known.get(holder);
    if (before?.isAttached && before.round === round && before.places === places.in(holder)) {
      const box = sight.boxOf(holder);
      if (isSameSize(box, before.box)) return { words: before.words, x: box.left - before.box.left, y: box.top - before.box.top };
    }
    const measured = measure(holder, sight);
    known.set(holder, measured);
    return { words: measured.words, x: 0, y: 0 };
  }

  return {
    of: find,
    firstOf: (spot) => rectsOf(spot)[0],
    doubt() {
      round += 1;
    },
    rest() {
      range.setStart(document, 0);
      range.collapse(true);
    },
  };
}
