/**
 * Marks, drawn over the page and never in it. See layer.ts for what the page must not learn.
 *
 * Only what is within a screen of the window is measured (nearby.ts says what that is), only
 * what is in the window is drawn; all reads of a frame come before its writes. What is marked is in places.ts, when to look
 * again in frames.ts, how much can be seen in sight.ts and cover.ts, the bars of line items in row-bar.ts.
 */
import type { PackedMarks } from '../messaging/calls.ts';
import type { PageBlock } from './block-index.ts';
import { type Candidate, createCover } from './cover.ts';
import { boundingBoxOf, hostOfRoot, isConnected, nodeTypeOf, rootNodeOf } from './dom.ts';
import { createFrames, type Motion } from './frames.ts';
import { type Box, type DrawnBox, intersect, markAt } from './hit-test.ts';
import type { Layer } from './layer.ts';
import { createNearby } from './nearby.ts';
import { createPainter, type Shape } from './painter.ts';
import { createPlaces, isIntact, type Place } from './places.ts';
import { pulse, scrollTo } from './reveal.ts';
import { createBarPlacer, type Line, seeLine } from './row-bar.ts';
import { renderedParent } from './shadow.ts';
import { boxed, createEyes, EVERYWHERE, type Sight } from './sight.ts';
import { BAR } from './tokens.ts';
import { createWordBoxes, type Words } from './word-boxes.ts';

/** Rectangles drawn at once. More do not fit on a screen that anybody could read. */
const MAX_DRAWN = 1_000;

/** Placing marks takes no longer than this at once, ms; thousands of marks take some frames. */
const PLACING_MS = 3;

/** Of so many looks that nothing called for one measures everything; the others only see whether the elements stand where they stood. */
const THOROUGH = 4;

/** Fewer elements than this are all asked in each quick look. */
const FEW = 12;

/** Marks that are taken away are kept ready so long, ms: a list is often switched off and on again. */
const KEPT_MS = 10_000;

/** While the page scrolls, marks this far out of the window are drawn together with the next that comes in. CSS pixels. */
const AHEAD = 800;

/** A smooth scroll takes less than 1.5 s; a mark that stands still this long has arrived. */
const MAX_SCROLL_FRAMES = 90;
const STILL_FRAMES = 3;

export interface OverlayOptions {
  readonly window: Window & typeof globalThis;
  readonly layer: Layer;
  readonly blockOf: (id: number) => PageBlock | undefined;
  /** True when the block's text is newer than what the worker's marks speak of. */
  readonly isStale: (block: number) => boolean;
  /** Elements of the rows of the line item that the block stands in, in the order of the page; none where it stands in no line. */
  readonly lineRowsOf: (block: PageBlock) => readonly Element[];
  /** Called at each drawing, with the rectangles in the window. Before anything is written: it may still read layout. */
  readonly onDrawn: () => void;
}

export interface Overlay {
  /** Replaces all marks. Those that none take the place of are out of sight, and ready to come again. */
  setMarks(marks: PackedMarks): void;
  /** Removes all marks, and forgets them. */
  clear(): void;
  /** The page was read again, or its line items are others: find the places again. */
  refresh(): void;
  /** The uppermost mark at a point of the window. */
  at(x: number, y: number): DrawnBox | null;
  /** Rectangles of a mark that are in the window now, those over its words first. */
  boxesOf(id: string): readonly DrawnBox[];
  /** Scrolls to the mark and pulses it. Resolves when it is drawn; false when there is no such mark or nothing to be seen. */
  reveal(id: string): Promise<boolean>;
  stop(): void;
}

/** Something that is drawn unless it is covered. */
interface Seen extends Candidate {
  /** The shape for what is left of the box. */
  readonly shape: (left: Box) => Shape;
}

function isSpeck({ left, top, right, bottom }: Box): boolean {
  return right - left < 1 || bottom - top < 1;
}

/**
 * The rest of a box, with what the window's edge cut off of the whole: the layer ends there too, and a mark that keeps its
 * size while it scrolls out need not be painted again.
 */
function uncut(rest: Box, box: Box, whole: Box): Box {
  return {
    left: rest.left === box.left ? whole.left : rest.left,
    top: rest.top === box.top ? whole.top : rest.top,
    right: rest.right === box.right ? whole.right : rest.right,
    bottom: rest.bottom === box.bottom ? whole.bottom : rest.bottom,
  };
}

function moved({ left, top, right, bottom }: Box, x: number, y: number): Box {
  return { left: left + x, top: top + y, right: right + x, bottom: bottom + y };
}

/** Elements that are shown, or otherwise, since a change. */
function elementsOf({ type, target, addedNodes }: MutationRecord): Element[] {
  const nodes = type === 'attributes' ? [target] : [...addedNodes];
  return nodes.filter((node): node is Element => nodeTypeOf(node) === Node.ELEMENT_NODE);
}

function isTwin(a: Shape, b: Shape): boolean {
  if (a.kind !== b.kind || a.level !== b.level) return false;
  return a.left === b.left && a.top === b.top && a.right === b.right && a.bottom === b.bottom;
}

/** One of each: two marks over the same words, of a cell and of what is said of it, would be twice as dark. */
function withoutTwins(shapes: readonly Shape[]): Shape[] {
  const seen = new Map<number, Shape[]>();
  return shapes.filter((shape) => {
    const corner = shape.left + 100_000 * shape.top;
    const others = seen.get(corner);
    if (others?.some((other) => isTwin(shape, other))) return false;
    if (others === undefined) seen.set(corner, [shape]);
    else others.push(shape);
    return true;
  });
}

/** An overlay without marks. */
export function createOverlay(options: OverlayOptions): Overlay {
  const { window: view, layer, blockOf, isStale, lineRowsOf, onDrawn } = options;
  const { document } = view;
  const painter = createPainter(document, layer);
  const eyes = createEyes(view);
  const cover = createCover(view);
  const bars = createBarPlacer(cover);
  const waiting = new Set<() => void>();

  /** In the window now, the uppermost last. */
  let shapes: readonly Shape[] = [];
  /** Those with marks that are near, by the line's first row. */
  let lines = new Map<Element, Line>();
  let areLinesKnown = true;
  /** Rows of the lines of blocks. Kept until the page is read again. */
  let rowsOf = new Map<PageBlock, readonly Element[]>();
  /** Nothing was elsewhere when it was drawn last. */
  let isStill = true;
  /** The elements of what was measured last, and where they were. */
  let stood = new Map<Element, Box>();
  let quickLooks = 0;
  /** What was drawn of marks that were taken away and are kept; null while there are none. */
  let kept: readonly Shape[] | null = null;
  let keptTimer: ReturnType<typeof setTimeout> | undefined;
  /** The page, or the marks, may be others than when they were drawn last. */
  let isDoubtful = true;
  /** The root around the holder that came last. */
  let watchedLast: Node | null = null;
  let isStopped = false;
  let stopPulse: (() => void) | undefined;

  const nearby = createNearby(view, () => {
    areLinesKnown = false;
    if (kept === null) frames.look();
  });
  const places = createPlaces({ window: view, blockOf, onHolder });
  const wordBoxes = createWordBoxes(document, places);

  const frames = createFrames({
    window: view,
    draw,
    isAsBefore,
    waitMs: () => (kept !== null || (nearby.isEmpty && shapes.length === 0) ? null : cover.waitMs),
    onChange(records) {
      isDoubtful = true;
      eyes.doubt();
      cover.doubt(records.flatMap(elementsOf));
      bars.doubt();
      wordBoxes.doubt();
      if (records.length > 0) nearby.doubt(new Set(records.filter(({ type }) => type === 'childList').flatMap(elementsOf)));
      // Not even for a frame: words may be others already.
      if (records.some(({ type, removedNodes }) => type === 'characterData' || removedNodes.length > 0)) {
        shapes = shapes.filter(({ isIntact }) => isIntact());
        painter.erase(({ isIntact }) => !isIntact());
      }
    },
  });

  /* What is watched */

  function onHolder(holder: Element, isNew: boolean): void {
    if (!isNew) {
      leave(holder);
      return;
    }
    watchAround(holder);
    nearby.enter(holder);
  }

  function watchAround(holder: Element): void {
    const innermost = rootNodeOf(holder);
    // Most are in the same root as the one before.
    if (innermost === watchedLast) return;
    watchedLast = innermost;
    for (let root: Node | null = innermost; root !== null; ) {
      frames.watch(root as Document | ShadowRoot);
      const host = hostOfRoot(root);
      root = host === null ? null : rootNodeOf(host);
    }
  }

  function leave(element: Element): void {
    if (places.has(element) || lines.has(element)) return;
    nearby.leave(element);
  }

  function rowsAround(block: PageBlock): readonly Element[] {
    const rows = rowsOf.get(block) ?? lineRowsOf(block);
    rowsOf.set(block, rows);
    return rows;
  }

  /** The first row of a line is near as long as one of its marks is: the bar is there before the words, and after them. */
  function findLines(): void {
    areLinesKnown = true;
    const found = new Map<Element, { rows: readonly Element[]; places: Place[] }>();
    for (const holder of nearby.ready()) {
      for (const block of places.blocksIn(holder)) {
        const rows = rowsAround(block);
        const [first] = rows;
        if (first === undefined) continue;
        const confirmed = places.in(holder).filter((place) => place.block === block && place.mark.level === 'confirmed');
        const line = found.get(first);
        if (line !== undefined) line.places.push(...confirmed);
        else if (confirmed.length > 0) found.set(first, { rows, places: confirmed });
      }
    }
    const before = lines;
    lines = found;
    for (const first of before.keys()) if (!found.has(first)) leave(first);
    for (const first of found.keys()) if (!before.has(first)) nearby.enter(first);
    nearby.settle();
  }

  function placeMarks(): void {
    const end = view.performance.now() + PLACING_MS;
    const isPlaced = places.work(() => view.performance.now() < end);
    nearby.settle();
    if (isPlaced) return;
    isDoubtful = true;
    frames.look();
  }

  /** The marks are others, or the page was read again. */
  function onNews(): void {
    rowsOf = new Map();
    areLinesKnown = false;
    isDoubtful = true;
    placeMarks();
    // Else there is nothing to draw before it is known what is near.
    if (!nearby.isEmpty || shapes.length > 0) frames.look();
  }

  /** Out of sight, at once. */
  function keepMarks(): void {
    if (kept !== null || places.isEmpty) return;
    kept = shapes;
    shapes = [];
    keptTimer = setTimeout(forgetMarks, KEPT_MS);
    onDrawn();
    painter.hide();
  }

  /** Nothing is kept from here on. */
  function endKeeping(): void {
    clearTimeout(keptTimer);
    kept = null;
  }

  function forgetMarks(): void {
    endKeeping();
    places.clear();
    onNews();
  }

  /** Into sight again, where no text can have changed meanwhile and none is stale for it; false where it may. */
  function bringBack(marks: PackedMarks): boolean {
    if (kept === null || isDoubtful || !places.isSet(marks) || !kept.every(isWordsOrIntact)) return false;
    const before = kept;
    endKeeping();
    if (isStill && areLinesKnown && !nearby.isEmpty && [...stood].every(isWhereItWas)) {
      shapes = before;
      painter.show();
      frames.rest();
    } else frames.look();
    return true;
  }

  /* Measuring */

  function barBeside(box: Box, element: Element, sight: Sight): Box {
    const width = BAR.width + BAR.gap;
    return sight.styleOf(element).direction === 'rtl'
      ? { left: box.right + BAR.gap, right: box.right + width, top: box.top, bottom: box.bottom }
      : { left: box.left - width, right: box.left - BAR.gap, top: box.top, bottom: box.bottom };
  }

  function measure(holder: Element, sight: Sight, seen: Seen[]): void {
    const { words, x, y } = wordBoxes.of(holder, sight);
    for (const one of words) {
      const { anchor, element } = one.spot;
      // A field's own overflow clips its text, not the bar outside it.
      const clip = sight.clipOf(element === null ? anchor : renderedParent(element));
      if (clip === null) continue;
      const own = [element ?? anchor];
      const inWindow = intersect(clip, sight.window) ?? sight.window;
      for (const { key, box: measured } of one.boxes) {
        const rect = moved(measured, x, y);
        const whole = intersect(clip, rect);
        const box = whole === null ? null : intersect(whole, sight.window);
        if (whole === null || box === null || isSpeck(box)) continue;
        const shape = (rest: Box) => shapeOf(one, key, rect, uncut(rest, box, whole), sight);
        seen.push({ key: one.place, own, box, clip: inWindow, shape });
      }
    }
  }

  function shapeOf({ place: { mark }, spot, isIntact }: Words, key: string, rect: Box, left: Box, sight: Sight): Shape {
    const what = { key, id: mark.id, level: mark.level, isIntact };
    const { element, isUpright } = spot;
    if (element !== null) return { ...what, ...barBeside(left, element, sight), kind: 'field', line: 'none' };
    const hasLine = isUpright ? left.left - rect.left < 1 : rect.bottom - left.bottom < 1;
    return { ...what, ...left, kind: 'words', line: hasLine ? (isUpright ? 'left' : 'bottom') : 'none' };
  }

  /** Whether the words of a place are still there. */
  function isShown(place: Place): boolean {
    const spot = places.spotOf(place);
    return spot !== null && isIntact(spot);
  }

  function measureLine(line: Line, sight: Sight, seen: Seen[]): void {
    const place = line.places.find(isShown);
    const there = place === undefined ? null : seeLine(line, sight);
    const box = there === null ? null : intersect(there.strip, sight.window);
    if (place === undefined || there === null || box === null || isSpeck(box)) return;
    const { id, level } = place.mark;
    const what = { key: `row:${id}`, id, level, isIntact: () => line.places.some(isShown) };
    seen.push({
      key: line.rows[0] ?? line,
      own: line.rows,
      box,
      clip: intersect(there.clip, sight.window) ?? sight.window,
      shape: (rest) => ({ ...what, ...bars.place(line, there, uncut(rest, box, there.strip), sight), kind: 'row', line: 'none' }),
    });
  }

  /* Drawing */

  function measureAll(sight: Sight): Seen[] {
    const seen: Seen[] = [];
    const close = nearby.close(sight);
    for (const holder of close) if (seen.length < MAX_DRAWN) measure(holder, sight, seen);
    for (const element of close) {
      const line = lines.get(element);
      if (line !== undefined && isConnected(element)) measureLine(line, sight, seen);
    }
    wordBoxes.rest();
    return seen;
  }

  /** What is out of the window, and may soon be scrolled in. What may cover it is not asked for yet. */
  function seeAhead(sight: Sight): Shape[] {
    const { left, top, right, bottom } = sight.window;
    const window = { left: left - AHEAD, top: top - AHEAD, right: right + AHEAD, bottom: bottom + AHEAD };
    const seen = measureAll({ ...sight, window });
    return seen.filter(({ box }) => intersect(box, sight.window) === null).map(({ box, shape }) => shape(box));
  }

  function see(sight: Sight, isScrolled: boolean): Shape[] {
    if (!areLinesKnown) findLines();
    const seen = measureAll(sight);
    const left = cover.see(seen, sight, { isStill, isScrolled });
    stood = new Map();
    for (const { own } of seen) for (const element of own) stood.set(element, sight.boxOf(element));
    return seen.flatMap(({ shape }, i) => {
      const box = left[i];
      return box === null || box === undefined || isSpeck(box) ? [] : [shape(box)];
    });
  }

  function isWhereItWas([element, was]: readonly [Element, Box]): boolean {
    const { left, top, right, bottom } = boundingBoxOf(element);
    return left === was.left && top === was.top && right === was.right && bottom === was.bottom;
  }

  /** Of changes of text we are told; of what somebody types into a field we are not. */
  function isWordsOrIntact({ kind, isIntact }: Shape): boolean {
    return kind === 'words' || isIntact();
  }

  /**
   * Whether everything stands where it stood, as far as some of it tells: what moves is seldom alone, and in the next look it is the
   * turn of others. Now and then that is not asked, and everything measured instead.
   */
  function isAsBefore(): boolean {
    quickLooks = (quickLooks + 1) % THOROUGH;
    if (quickLooks === 0) wordBoxes.doubt();
    if (quickLooks === 0 || nearby.isEmpty || !isStill || !areLinesKnown) return false;
    const all = [...stood];
    const step = all.length < FEW ? 1 : THOROUGH - 1;
    for (let i = quickLooks % step; i < all.length; i += step) if (!isWhereItWas(all[i] as [Element, Box])) return false;
    return shapes.every(isWordsOrIntact);
  }

  function draw({ isAnimated, isScrolled }: Motion): boolean {
    layer.keep();
    if (kept === null) isDoubtful = false;
    placeMarks();
    if (isAnimated) wordBoxes.doubt();
    if (kept !== null) return false;
    if (nearby.isEmpty) {
      shapes = [];
      onDrawn();
      isStill = !painter.paint([], EVERYWHERE);
      return !isStill;
    }
    layer.fit();
    const sight = eyes.look();
    shapes = see(sight, isScrolled);
    const own = withoutTwins(shapes);
    const ahead = isScrolled && !painter.hasAll(own) ? withoutTwins(seeAhead(sight)) : [];
    onDrawn();
    isStill = !painter.paint(own, sight.window, ahead);
    return !isStill;
  }

  /* Revealing */

  /** The next frame; a moment later at most, as a hidden window has no frames. */
  function nextFrame(): Promise<void> {
    return new Promise((resolve) => {
      if (isStopped) {
        resolve();
        return;
      }
      const done = () => {
        view.cancelAnimationFrame(frame);
        clearTimeout(timer);
        waiting.delete(done);
        resolve();
      };
      const frame = view.requestAnimationFrame(done);
      const timer = setTimeout(done, 100);
      waiting.add(done);
    });
  }

  function boxesOf(id: string): Shape[] {
    const own = shapes.filter((shape) => shape.id === id);
    return [...own.filter(({ kind }) => kind !== 'row'), ...own.filter(({ kind }) => kind === 'row')];
  }

  return {
    setMarks(next) {
      if (next.numbers.length === 0) keepMarks();
      else if (!bringBack(next)) {
        // What is known of marks that were kept may not hold any more.
        if (kept !== null) places.clear();
        endKeeping();
        places.set(next, isStale);
        onNews();
      }
    },
    clear: forgetMarks,
    refresh() {
      if (kept !== null) forgetMarks();
      places.refresh();
      onNews();
    },
    at: (x, y) => markAt(shapes, x, y),
    boxesOf,
    async reveal(id) {
      const place = kept === null ? places.find(id) : undefined;
      const boxOf = () => {
        const spot = place === undefined ? null : places.spotOf(place);
        return spot === null ? undefined : wordBoxes.firstOf(spot);
      };
      if (place === undefined || boxOf() === undefined) return false;
      scrollTo(view, boxed(view, place.holder), boxOf);
      // Scrolling may be smooth, and start late: wait until the mark stands still in the window for some frames.
      let last = Number.NaN;
      let still = 0;
      for (let turns = 0; turns < MAX_SCROLL_FRAMES && still < STILL_FRAMES && !isStopped; turns += 1) {
        await nextFrame();
        frames.look();
        const top = boxOf()?.top ?? Number.NaN;
        still = top === last && top >= 0 && top < view.innerHeight ? still + 1 : 0;
        last = top;
      }
      await nextFrame();
      if (isStopped) return false;
      stopPulse?.();
      stopPulse = pulse(view, painter.putOver, () => boxesOf(id)[0]);
      return true;
    },
    stop() {
      isStopped = true;
      stopPulse?.();
      endKeeping();
      stood.clear();
      frames.stop();
      places.clear();
      lines.clear();
      nearby.stop();
      eyes.doubt();
      shapes = [];
      for (const done of waiting) done();
      painter.remove();
    },
  };
}
