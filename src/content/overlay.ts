/**
 * Marks, drawn over the page and never in it. See layer.ts for what the page must not learn.
 *
 * Only marks whose element is within a screen of the window are measured (an IntersectionObserver says which, without
 * forcing layout), only what is in the window is drawn; all reads of a frame come before its writes. Rectangles are placed
 * with `transform`: a moved `left` would be reported to the page as a layout shift.
 */
import type { Mark } from '../messaging/calls.ts';
import { createSpanMapper, type PageBlock, type Segment } from './block-index.ts';
import { createSight, type Sight } from './geometry.ts';
import { type Box, type DrawnBox, intersect, markAt } from './hit-test.ts';
import { type Layer, setStyle } from './layer.ts';
import { renderedParent } from './shadow.ts';
import { BAR, MARK, PULSE } from './tokens.ts';

/** Screens above and below the window in which marks are kept ready. */
const NEAR = '100%';
/** Layout also moves without any event (fonts, hover menus, sticky things); looked at this often while marks are shown. */
const CHECK_MS = 500;
/** Rectangles of one mark; a name does not break over more lines. */
const MAX_BOXES = 12;
/** Rectangles drawn at once. More do not fit on a screen that anybody could read. */
const MAX_DRAWN = 1_000;

/** A smooth scroll takes less than 1.5 s; a mark that stands still this long has arrived. */
const MAX_SCROLL_FRAMES = 90;
const STILL_FRAMES = 3;

interface Place {
  readonly mark: Mark;
  /** Whose visibility counts, and what the IntersectionObserver looks at. */
  readonly anchor: Element;
  readonly segments: readonly Segment[];
  /** The field or picture whose value or name it is; null for text. */
  readonly element: Element | null;
}

interface Shape extends DrawnBox {
  readonly level: Mark['level'];
  readonly isBar: boolean;
}

export interface OverlayOptions {
  readonly window: Window & typeof globalThis;
  readonly layer: Layer;
  readonly blockOf: (id: number) => PageBlock | undefined;
  /** True when the block's text is newer than what the worker's marks speak of. */
  readonly isStale: (block: number) => boolean;
  /** Called after each drawing, with the rectangles in the window. */
  readonly onDrawn: () => void;
}

export interface Overlay {
  /** Replaces all marks. */
  setMarks(marks: readonly Mark[]): void;
  /** The DOM changed: find the places again. */
  refresh(): void;
  /** Ids of blocks with marks. */
  markedBlocks(): Iterable<number>;
  /** The uppermost mark at a point of the window. */
  at(x: number, y: number): DrawnBox | null;
  /** Rectangles of a mark that are in the window now. */
  boxesOf(id: string): readonly DrawnBox[];
  /** Scrolls to the mark and pulses it. Resolves when it is drawn; false when there is no such mark or nothing to be seen. */
  reveal(id: string): Promise<boolean>;
  stop(): void;
}

/** The nearest element with a box: `display: contents` never meets the window. */
function boxedElement(view: Window, start: Element): Element {
  let at: Element = start;
  while (view.getComputedStyle(at).display === 'contents') {
    const parent = renderedParent(at);
    if (parent === null) break;
    at = parent;
  }
  return at;
}

/** An overlay without marks. */
export function createOverlay(options: OverlayOptions): Overlay {
  const { window: view, layer, blockOf, isStale, onDrawn } = options;
  const { document } = view;
  const ending = new AbortController();
  const range = document.createRange();
  const pool: { element: HTMLElement; look: string }[] = [];
  const canvas = document.createElement('div');
  setStyle(canvas, { position: 'absolute', inset: '0', contain: 'strict', overflow: 'clip' });
  canvas.setAttribute('aria-hidden', 'true');
  layer.root.append(canvas);

  let marks: readonly Mark[] = [];
  /** Text under each mark when it came: a block that was edited since must not carry it elsewhere. */
  let texts = new Map<string, string>();
  let places: Place[] = [];
  let byAnchor = new Map<Element, Place[]>();
  const near = new Set<Element>();
  let shapes: readonly Shape[] = [];
  let frame = 0;
  let checkTimer: ReturnType<typeof setTimeout> | undefined;
  let stopPulse: (() => void) | undefined;

  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) near.add(target);
        else near.delete(target);
      }
      request();
    },
    // The document as root where that is allowed: margins around the implicit root do not count inside other sites' frames.
    { rootMargin: `${NEAR} 0px` },
  );

  /* Finding places */

  function findPlaces(): void {
    const byBlock = new Map<number, Mark[]>();
    for (const mark of marks) {
      const list = byBlock.get(mark.block);
      if (list === undefined) byBlock.set(mark.block, [mark]);
      else list.push(mark);
    }
    places = [];
    for (const [id, list] of byBlock) {
      const block = blockOf(id);
      if (block === undefined) continue;
      list.sort((a, b) => a.start - b.start);
      const mapper = createSpanMapper(block);
      for (const mark of list) {
        if (block.text.slice(mark.start, mark.end) !== texts.get(mark.id)) continue;
        const segments = mapper.segments(mark.start, mark.end);
        const holder = block.element ?? (segments[0] === undefined ? null : renderedParent(segments[0].node));
        if (holder === null || !holder.isConnected) continue;
        places.push({ mark, anchor: boxedElement(view, holder), segments, element: block.element });
      }
    }
    const before = byAnchor;
    byAnchor = new Map();
    for (const place of places) {
      const list = byAnchor.get(place.anchor);
      if (list === undefined) byAnchor.set(place.anchor, [place]);
      else list.push(place);
    }
    for (const anchor of before.keys()) {
      if (byAnchor.has(anchor)) continue;
      observer.unobserve(anchor);
      near.delete(anchor);
    }
    for (const anchor of byAnchor.keys()) if (!before.has(anchor)) observer.observe(anchor);
    request();
  }

  /* Measuring */

  function rectsOf({ segments, element }: Place): readonly Box[] {
    if (element !== null) return [element.getBoundingClientRect()];
    const rects: Box[] = [];
    for (const { node, from, to } of segments) {
      if (!node.isConnected || to > node.length) continue;
      range.setStart(node, from);
      range.setEnd(node, to);
      for (const rect of range.getClientRects()) {
        if (rects.length < MAX_BOXES && rect.width > 0 && rect.height > 0) rects.push(rect);
      }
    }
    return rects;
  }

  function barBeside(box: Box, element: Element): Box {
    const width = BAR.width + BAR.gap;
    return view.getComputedStyle(element).direction === 'rtl'
      ? { left: box.right + BAR.gap, right: box.right + width, top: box.top, bottom: box.bottom }
      : { left: box.left - width, right: box.left - BAR.gap, top: box.top, bottom: box.bottom };
  }

  function measure(place: Place, sight: Sight, found: Shape[]): void {
    const { mark, anchor, element } = place;
    if (anchor.checkVisibility?.({ visibilityProperty: true, opacityProperty: true }) === false) return;
    // A field's own overflow clips its text, not the bar outside it.
    const outer = element === null ? anchor : renderedParent(element);
    const clip = outer === null ? null : sight.clipOf(outer);
    if (clip === null) return;
    for (const rect of rectsOf(place)) {
      const seen = intersect(clip, rect);
      if (seen === null || seen.right - seen.left < 1 || seen.bottom - seen.top < 1) continue;
      if (sight.isCovered(element ?? anchor, (seen.left + seen.right) / 2, (seen.top + seen.bottom) / 2)) continue;
      if (element === null) found.push({ ...seen, id: mark.id, level: mark.level, isBar: false });
      else found.push({ ...barBeside(seen, element), id: mark.id, level: mark.level, isBar: true });
    }
  }

  /* Drawing */

  function draw(): void {
    frame = 0;
    layer.keep();
    const found: Shape[] = [];
    if (near.size > 0) {
      const sight = createSight(view);
      for (const anchor of near) {
        for (const place of byAnchor.get(anchor) ?? []) {
          if (found.length < MAX_DRAWN) measure(place, sight, found);
        }
      }
      range.setStart(document, 0); // hold no node of the page
      range.collapse(true);
    }
    shapes = found;
    found.forEach((shape, i) => {
      pool[i] ??= addToPool();
      paint(pool[i], shape);
    });
    for (const spare of pool.slice(found.length)) {
      if (spare.look !== '') setStyle(spare.element, { display: 'none' });
      spare.look = '';
    }
    onDrawn();
    clearTimeout(checkTimer);
    if (near.size > 0 && !document.hidden) checkTimer = setTimeout(request, CHECK_MS);
  }

  function addToPool(): (typeof pool)[number] {
    const element = document.createElement('div');
    setStyle(element, { position: 'absolute', left: '0', top: '0', 'box-sizing': 'border-box', display: 'none' });
    canvas.append(element);
    return { element, look: '' };
  }

  function paint(slot: (typeof pool)[number] | undefined, { left, top, right, bottom, level, isBar }: Shape): void {
    const look = `${left} ${top} ${right} ${bottom} ${level} ${isBar}`;
    if (slot === undefined || slot.look === look) return;
    slot.look = look;
    const { line, tint } = MARK[level];
    setStyle(slot.element, {
      display: 'block',
      transform: `translate(${left}px, ${top}px)`,
      width: `${right - left}px`,
      height: `${bottom - top}px`,
      'background-color': isBar ? 'transparent' : tint,
      'border-bottom': isBar ? '0' : line,
      'border-left': isBar ? line.replace(/^\d+px/, `${BAR.width}px`) : '0',
    });
  }

  function request(): void {
    if (frame === 0 && !ending.signal.aborted) frame = view.requestAnimationFrame(draw);
  }

  /* Revealing */

  /** Three soft rings around the mark. Drawn by hand: an animation would be listed in `document.getAnimations()` of some browsers. */
  function pulse(id: string): void {
    stopPulse?.();
    const ring = document.createElement('div');
    setStyle(ring, {
      position: 'absolute',
      left: '0',
      top: '0',
      'box-sizing': 'border-box',
      border: `${PULSE.ring}px solid ${PULSE.colour}`,
      'border-radius': '4px',
      opacity: '0',
    });
    canvas.append(ring);
    const isStill = view.matchMedia('(prefers-reduced-motion: reduce)').matches;
    const begun = view.performance.now();
    let handle = 0;
    const turn = () => {
      const passed = view.performance.now() - begun;
      const box = shapes.find((shape) => shape.id === id);
      if (passed > PULSE.times * PULSE.periodMs) {
        stopPulse?.();
        return;
      }
      if (box === undefined) setStyle(ring, { opacity: '0' });
      else {
        const gap = PULSE.ring + 1;
        setStyle(ring, {
          transform: `translate(${box.left - gap}px, ${box.top - gap}px)`,
          width: `${box.right - box.left + 2 * gap}px`,
          height: `${box.bottom - box.top + 2 * gap}px`,
          opacity: isStill ? '0.9' : String(Math.sin((passed / PULSE.periodMs) * Math.PI) ** 2),
        });
      }
      handle = view.requestAnimationFrame(turn);
    };
    handle = view.requestAnimationFrame(turn);
    stopPulse = () => {
      view.cancelAnimationFrame(handle);
      ring.remove();
      stopPulse = undefined;
    };
  }

  function scrollTo(place: Place): void {
    const target = place.element ?? place.anchor;
    if (target.getBoundingClientRect().height <= view.innerHeight / 2) {
      const isStill = view.matchMedia('(prefers-reduced-motion: reduce)').matches;
      target.scrollIntoView({ block: 'center', inline: 'nearest', behavior: isStill ? 'auto' : 'smooth' });
      return;
    }
    // A mark deep in a tall element: bring it to the middle of every scroller around it, from the inside out.
    for (let at: Element | null = target; at !== null; at = renderedParent(at)) {
      const isPage = at === document.scrollingElement;
      if (!isPage && !/auto|scroll/.test(view.getComputedStyle(at).overflowY)) continue;
      const rect = rectsOf(place)[0];
      if (rect === undefined) return;
      const top = isPage ? 0 : at.getBoundingClientRect().top;
      const height = isPage ? view.innerHeight : at.clientHeight;
      at.scrollBy({ top: (rect.top + rect.bottom) / 2 - (top + height / 2), behavior: 'instant' });
    }
  }

  /** The next frame; a moment later at most, as a hidden window has no frames. */
  function nextFrame(): Promise<unknown> {
    return new Promise((resolve) => {
      view.requestAnimationFrame(resolve);
      setTimeout(resolve, 100);
    });
  }

  const events: AddEventListenerOptions = { capture: true, passive: true, signal: ending.signal };
  for (const type of ['transitionend', 'animationend', 'load', 'toggle']) document.addEventListener(type, request, events);
  view.addEventListener('resize', request, events);
  view.addEventListener('scroll', request, events); // of every scroller: captured
  document.addEventListener('visibilitychange', request, events);
  document.addEventListener('fullscreenchange', () => layer.raise(), events);
  const sizes = new ResizeObserver(request);
  sizes.observe(document.documentElement);

  return {
    setMarks(next) {
      marks = next.filter((mark) => !isStale(mark.block));
      texts = new Map(marks.map(({ id, block, start, end }) => [id, blockOf(block)?.text.slice(start, end) ?? '']));
      findPlaces();
    },
    refresh: findPlaces,
    *markedBlocks() {
      for (const mark of marks) yield mark.block;
    },
    at: (x, y) => markAt(shapes, x, y),
    boxesOf: (id) => shapes.filter((shape) => shape.id === id),
    async reveal(id) {
      const place = places.find(({ mark }) => mark.id === id);
      if (place === undefined || rectsOf(place).length === 0) return false;
      scrollTo(place);
      // Scrolling may be smooth, and start late: wait until the mark stands still in the window for some frames.
      let last = Number.NaN;
      let still = 0;
      for (let frames = 0; frames < MAX_SCROLL_FRAMES && still < STILL_FRAMES; frames += 1) {
        await nextFrame();
        near.add(place.anchor);
        request();
        const top = rectsOf(place)[0]?.top ?? Number.NaN;
        still = top === last && top >= 0 && top < view.innerHeight ? still + 1 : 0;
        last = top;
      }
      await nextFrame();
      if (ending.signal.aborted) return false;
      pulse(id);
      return true;
    },
    stop() {
      ending.abort();
      stopPulse?.();
      view.cancelAnimationFrame(frame);
      clearTimeout(checkTimer);
      observer.disconnect();
      sizes.disconnect();
      canvas.remove();
    },
  };
}
