/**
 * What lies over the marks. Only the browser knows, and asking it is dear: `elementFromPoint` takes 0.01 ms on most pages, but
 * 0.2 ms on a table of 10,000 rows. So there is a budget for each frame:
 *
 * - What was found to cover something (a sticky head, a fixed bar, a menu) is remembered, and whether it covers another mark
 *   that it meets is asked first.
 * - Then come the marks next to the window's edges, where new covers are met, then those that were not asked about for longest.
 * - When the page changed, everything is asked again, over as many frames as it takes; until then the last answer counts.
 */
import { elementFromPoint, isConnected, localNameOf, rootNodeOf } from './dom.ts';
import { type Box, intersect, isInside, without } from './hit-test.ts';
import { renderedParent } from './shadow.ts';
import type { Sight } from './sight.ts';

/** Of a frame's 16 ms; measuring and drawing take about as much. */
const BUDGET_MS = 1.5;
/** Always asked about: what comes in at the edges must not wait. */
const MIN_CANDIDATES = 2;
/** Before it is known what a question costs. */
const FIRST_QUESTIONS = 8;
const MAX_COVERS = 32;
/** A tint over the page (a hovered row, a ripple) hides nothing. */
const MIN_ALPHA = 0.1;
const PICTURES: ReadonlySet<string> = new Set(['img', 'video', 'canvas', 'iframe', 'object', 'embed']);

/** A box of something that is about to be drawn. */
export interface Candidate {
  /** The same object in each frame. */
  readonly key: object;
  /** What it belongs to: neither these, nor anything in or around them, covers it. */
  readonly own: readonly Element[];
  readonly box: Box;
}

export interface Cover {
  /** What is left to see of each; null for nothing. */
  see(candidates: readonly Candidate[], sight: Sight): (Box | null)[];
  /** Whether there is nothing at the point but what is around `own`. */
  isFree(own: Element, x: number, y: number): boolean;
  /** The page changed: what was found out may not hold any more. */
  doubt(): void;
  /** False while there are candidates that were not asked about since. */
  readonly isSettled: boolean;
}

interface Facts {
  /** Rounds in which it was asked about last, at one corner and at the other. */
  asked: readonly [before: number, last: number];
  isTop: boolean;
  readonly covers: Map<Element, { readonly isOver: boolean; readonly doubts: number; readonly round: number }>;
}

function alphaOf(colour: string): number {
  const alpha = /^rgba\(.*,\s*([\d.]+)\)$|\/\s*([\d.]+)\)$/.exec(colour);
  return alpha === null ? 1 : Number(alpha[1] ?? alpha[2]);
}

function isOpaque(element: Element, sight: Sight): boolean {
  if (PICTURES.has(localNameOf(element))) return true;
  const style = sight.styleOf(element);
  return style.backgroundImage !== 'none' || alphaOf(style.backgroundColor) > MIN_ALPHA;
}

/** Knows of no covers yet. */
export function createCover(view: Window): Cover {
  /** In the order in which they were met last. */
  let covers = new Set<Element>();
  const known = new WeakMap<object, Facts>();
  let doubts = 0;
  let round = 0;
  /** Round from which on answers count. */
  let lastDoubt = 0;
  let questions = 0;
  let spentMs = 0;
  let isSettled = true;

  /** The element at a point, and all that is around `own`. */
  function lookAt(own: readonly Element[], x: number, y: number): { hit: Element | null; around: ReadonlySet<Element> } {
    const [first] = own;
    const hit = first === undefined ? null : elementFromPoint(rootNodeOf(first), x, y);
    const around = new Set<Element>();
    if (hit === null || own.includes(hit)) return { hit, around };
    for (const element of own) for (let at = renderedParent(element); at !== null; at = renderedParent(at)) around.add(at);
    return { hit, around };
  }

  /** What covers `own` at the point: the outermost opaque thing there that is not around it. */
  function coverAt(own: readonly Element[], x: number, y: number, sight: Sight): Element | null {
    questions += 1;
    const { hit, around } = lookAt(own, x, y);
    let found: Element | null = null;
    for (let at = hit; at !== null && !around.has(at); at = renderedParent(at)) {
      if (own.includes(at)) return null; // in it
      // A link stretched over a product tile is hit too, and hides nothing: only what is painted covers.
      if (isOpaque(at, sight) && isInside(sight.boxOf(at), x, y)) found = at;
    }
    return found;
  }

  function factsOf({ key }: Candidate): Facts {
    const facts = known.get(key) ?? { asked: [-1, -1], isTop: false, covers: new Map() };
    known.set(key, facts);
    return facts;
  }

  /** Asks at a point of the candidate, and remembers. */
  function ask(candidate: Candidate, x: number, y: number, sight: Sight): void {
    const cover = coverAt(candidate.own, x, y, sight);
    if (cover === null) return;
    factsOf(candidate).covers.set(cover, { isOver: true, doubts, round });
    covers.delete(cover);
    covers.add(cover);
  }

  /** Asks of the known covers that the candidate meets: of those in doubt, or of all that were not just met. */
  function askCovers(candidate: Candidate, isAll: boolean, sight: Sight): void {
    const facts = factsOf(candidate);
    for (const cover of [...covers]) {
      const fact = facts.covers.get(cover);
      if (fact !== undefined && (isAll ? fact.round === round : fact.doubts === doubts)) continue;
      const shared = intersect(candidate.box, sight.boxOf(cover));
      if (shared === null) continue;
      facts.covers.set(cover, { isOver: false, doubts, round });
      ask(candidate, (shared.left + shared.right) / 2, (shared.top + shared.bottom) / 2, sight);
    }
  }

  /** Asks at two opposite corners, each time at the other: whatever comes in from any side covers one of them first. */
  function askCorner(candidate: Candidate, sight: Sight): void {
    const { left, top, right, bottom } = candidate.box;
    const facts = factsOf(candidate);
    const inset = Math.min(2, (right - left) / 2, (bottom - top) / 2);
    facts.asked = [facts.asked[1], round];
    facts.isTop = !facts.isTop;
    if (facts.isTop) ask(candidate, left + inset, top + inset, sight);
    else ask(candidate, right - inset, bottom - inset, sight);
    askCovers(candidate, true, sight);
  }

  function isOver(cover: Element, candidate: Candidate, sight: Sight): boolean {
    if (known.get(candidate.key)?.covers.get(cover)?.isOver !== true) return false;
    // What the pointer does not meet is not found under a point, but what is behind it: then only what sticks is believed.
    const [first] = candidate.own;
    const isBlind = first !== undefined && sight.styleOf(first).pointerEvents === 'none';
    return !isBlind || /fixed|sticky/.test(sight.styleOf(cover).position);
  }

  /** Two always get their turn: the one next to the window's upper or lower edge, in turns, and the one that waited longest. */
  function inOrder(candidates: readonly Candidate[]): Candidate[] {
    const isUpper = round % 2 === 0;
    let outermost = candidates[0];
    for (const candidate of candidates) {
      if (outermost === undefined) break;
      const isOuter = isUpper ? candidate.box.top < outermost.box.top : candidate.box.bottom > outermost.box.bottom;
      if (isOuter) outermost = candidate;
    }
    const longest = [...candidates].sort((a, b) => factsOf(a).asked[0] - factsOf(b).asked[0]);
    return [...new Set(outermost === undefined ? longest : [outermost, ...longest])];
  }

  return {
    see(candidates, sight) {
      round += 1;
      covers = new Set([...covers].filter(isConnected).slice(-MAX_COVERS));
      const queue = inOrder(candidates);
      const begun = view.performance.now();
      const before = questions;
      // Clocks of pages are coarse, hence the mean over many questions.
      const room = spentMs > 0 ? (BUDGET_MS * questions) / spentMs : FIRST_QUESTIONS;
      const hasRoom = () => questions - before < room;
      if (covers.size > 0) for (const candidate of candidates) if (hasRoom()) askCovers(candidate, false, sight);
      for (const [i, candidate] of queue.entries()) {
        if (i >= MIN_CANDIDATES && !hasRoom()) break;
        const { size } = covers;
        askCorner(candidate, sight);
        if (covers.size > size) for (const other of candidates) askCovers(other, false, sight);
      }
      spentMs += view.performance.now() - begun;
      if (questions > 2_000) {
        questions /= 2;
        spentMs /= 2;
      }
      isSettled = candidates.every((candidate) => factsOf(candidate).asked[0] >= lastDoubt);

      return candidates.map((candidate) => {
        let left: Box | null = candidate.box;
        for (const cover of covers) {
          if (left === null) break;
          const over = intersect(left, sight.boxOf(cover));
          if (over !== null && isOver(cover, candidate, sight)) left = without(left, over);
        }
        return left;
      });
    },
    isFree(own, x, y) {
      const { hit, around } = lookAt([own], x, y);
      return hit !== null && around.has(hit);
    },
    doubt() {
      doubts += 1;
      lastDoubt = round + 1;
    },
    get isSettled() {
      return isSettled;
    },
  };
}
