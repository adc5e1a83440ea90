/**
 * The part of the window in which something can be seen: clipped by the scrollers around it, cut off by what lies over it
 * (sticky heads, fixed bars, menus). Reads layout, never writes.
 */
import { boundingBoxOf, localNameOf } from './dom.ts';
import { innerBoxOf, outerSizeOf } from './dom-drawing.ts';
import { type Box, intersect } from './hit-test.ts';
import { renderedParent } from './shadow.ts';

/** Whose clipping a box is subject to: positioned boxes escape what lies between them and their containing block. */
type Position = 'static' | 'absolute' | 'fixed';

const EVERYWHERE: Box = {
  left: Number.NEGATIVE_INFINITY,
  top: Number.NEGATIVE_INFINITY,
  right: Number.POSITIVE_INFINITY,
  bottom: Number.POSITIVE_INFINITY,
};

/** Reads of one frame. Thrown away after it: any of it may change. */
export interface Sight {
  readonly window: Box;
  /** Where content of `element` can be seen, the window's own edges apart; null for nowhere. */
  clipOf(element: Element | null): Box | null;
  styleOf(element: Element): CSSStyleDeclaration;
  boxOf(element: Element): Box;
}

/** Looks at the page as it is now. */
export function createSight(view: Window): Sight {
  const window: Box = { left: 0, top: 0, right: view.innerWidth, bottom: view.innerHeight };
  const styles = new Map<Element, CSSStyleDeclaration>();
  const boxes = new Map<Element, Box>();
  const clips: Record<Position, Map<Element, Box | null>> = { static: new Map(), absolute: new Map(), fixed: new Map() };

  function styleOf(element: Element): CSSStyleDeclaration {
    const known = styles.get(element) ?? view.getComputedStyle(element);
    styles.set(element, known);
    return known;
  }

  function boxOf(element: Element): Box {
    const known = boxes.get(element) ?? boundingBoxOf(element);
    boxes.set(element, known);
    return known;
  }

  /** Scrolling of these is the window's own, unless both have a scroller of their own. */
  function isViewport(element: Element): boolean {
    const name = localNameOf(element);
    if (name === 'html') return true;
    if (name !== 'body') return false;
    const html = renderedParent(element);
    return html === null || styleOf(html).overflowX === 'visible';
  }

  /** Without border and scroll bars. */
  function insideOf(element: Element): Box {
    const { left, top, right, bottom } = boxOf(element);
    const outer = outerSizeOf(element);
    if (outer === null || outer.width === 0 || outer.height === 0) return { left, top, right, bottom };
    const inner = innerBoxOf(element);
    const x = (right - left) / outer.width;
    const y = (bottom - top) / outer.height;
    // Turned by a transform: its bounding box says nothing about its borders.
    if (Math.abs(x - y) > 0.05) return { left, top, right, bottom };
    const begin = { left: left + inner.left * x, top: top + inner.top * y };
    return { ...begin, right: begin.left + inner.width * x, bottom: begin.top + inner.height * y };
  }

  function holds(style: CSSStyleDeclaration, position: Position): boolean {
    if (position === 'static' || (position === 'absolute' && style.position !== 'static')) return true;
    return (
      style.transform !== 'none' ||
      style.filter !== 'none' ||
      style.perspective !== 'none' ||
      /paint|layout|strict|content/.test(style.contain) ||
      /transform|filter|perspective/.test(style.willChange)
    );
  }

  function find(element: Element | null, position: Position): Box | null {
    if (element === null || isViewport(element)) return EVERYWHERE;
    const known = clips[position].get(element);
    if (known !== undefined) return known;
    const style = styleOf(element);
    let clip: Box | null;
    if (!holds(style, position)) clip = find(renderedParent(element), position);
    else {
      const own = style.position;
      clip = find(renderedParent(element), own === 'absolute' || own === 'fixed' ? own : 'static');
      const clips = style.overflowX !== 'visible' || style.overflowY !== 'visible';
      if (clip !== null && clips && style.display !== 'inline' && style.display !== 'contents') clip = intersect(clip, insideOf(element));
    }
    clips[position].set(element, clip);
    return clip;
  }

  return { window, clipOf: (element) => find(element, 'static'), styleOf, boxOf };
}
