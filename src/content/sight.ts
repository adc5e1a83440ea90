/**
 * The part of the window in which something can be seen: clipped by the scrollers around it, cut off by what lies over it
 * (sticky heads, fixed bars, menus). Reads layout, never writes.
 */
import { boundingBoxOf, localNameOf, matches } from './dom.ts';
import { innerBoxOf, outerSizeOf } from './dom-drawing.ts';
import { type Box, intersect } from './hit-test.ts';
import { renderedParent } from './shadow.ts';

/** Whose clipping a box is subject to: positioned boxes escape what lies between them and their containing block. */
type Position = 'static' | 'absolute' | 'fixed';

export const EVERYWHERE: Box = {
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
  /** Whether the element has an overflow of its own, be it scrolled or cut off. */
  isClipping(element: Element): boolean;
  /** `position` of its style. Unlike other styles it is kept from frame to frame. */
  positionOf(element: Element): string;
  styleOf(element: Element): CSSStyleDeclaration;
  boxOf(element: Element): Box;
}

export interface Eyes {
  /** Looks at the page as it is now. */
  look(): Sight;
  /** The page changed: styles may be others. They are kept from frame to frame otherwise; reading them took a third of drawing. */
  doubt(): void;
}

/** What an element's style says of clipping. */
interface Facts {
  readonly position: string;
  readonly clips: boolean;
  /** In the top layer, where nothing around it counts. */
  readonly isOnTop: boolean;
  readonly isPositioned: boolean;
  /** Asked where something positioned is inside. */
  isContainer: boolean | undefined;
}

/** The nearest element with a box: what has `display: contents` is shown by what is inside of it. */
export function boxed(view: Window, start: Element): Element {
  let at: Element = start;
  while (view.getComputedStyle(at).display === 'contents') {
    const parent = renderedParent(at);
    if (parent === null) break;
    at = parent;
  }
  return at;
}

/** Nothing has been looked at. */
export function createEyes(view: Window): Eyes {
  let known = new Map<Element, Facts>();

  function findFacts(element: Element, { position, overflowX, overflowY, display }: CSSStyleDeclaration): Facts {
    const isBox = display !== 'inline' && display !== 'contents';
    return {
      position,
      clips: isBox && (overflowX !== 'visible' || overflowY !== 'visible'),
      isOnTop: (position === 'fixed' || position === 'absolute') && matches(element, ':modal, :popover-open, :fullscreen'),
      isPositioned: position !== 'static',
      isContainer: undefined,
    };
  }

  /** Whether even what is fixed is placed, and clipped, by an element of this style. */
  function isContainer({ transform, filter, perspective, contain, willChange }: CSSStyleDeclaration): boolean {
    if (transform !== 'none' || filter !== 'none' || perspective !== 'none') return true;
    return /paint|layout|strict|content/.test(contain) || /transform|filter|perspective/.test(willChange);
  }

  function look(): Sight {
    const window: Box = { left: 0, top: 0, right: view.innerWidth, bottom: view.innerHeight };
    const styles = new Map<Element, CSSStyleDeclaration>();
    const boxes = new Map<Element, Box>();
    const clips: Record<Position, Map<Element, Box | null>> = { static: new Map(), absolute: new Map(), fixed: new Map() };

    function styleOf(element: Element): CSSStyleDeclaration {
      const style = styles.get(element) ?? view.getComputedStyle(element);
      styles.set(element, style);
      return style;
    }

    function factsOf(element: Element): Facts {
      const facts = known.get(element) ?? findFacts(element, styleOf(element));
      known.set(element, facts);
      return facts;
    }

    function boxOf(element: Element): Box {
      const box = boxes.get(element) ?? boundingBoxOf(element);
      boxes.set(element, box);
      return box;
    }

    /** Scrolling of these is the window's own, unless both have a scroller of their own. */
    function isViewport(element: Element): boolean {
      const name = localNameOf(element);
      if (name === 'html') return true;
      if (name !== 'body') return false;
      const html = renderedParent(element);
      return html === null || !factsOf(html).clips;
    }

    /** Without border and scroll bars. */
    function insideOf(element: Element): Box {
      const box = boxOf(element);
      const outer = outerSizeOf(element);
      if (outer === null || outer.width === 0 || outer.height === 0) return box;
      const inner = innerBoxOf(element);
      const x = (box.right - box.left) / outer.width;
      const y = (box.bottom - box.top) / outer.height;
      // Turned by a transform: its bounding box says nothing about its borders.
      if (Math.abs(x - y) > 0.05) return box;
      const left = box.left + inner.left * x;
      const top = box.top + inner.top * y;
      return { left, top, right: left + inner.width * x, bottom: top + inner.height * y };
    }

    function holds(element: Element, position: Position): boolean {
      const facts = factsOf(element);
      if (position === 'static' || (position === 'absolute' && facts.isPositioned)) return true;
      facts.isContainer ??= isContainer(styleOf(element));
      return facts.isContainer;
    }

    function find(element: Element | null, position: Position): Box | null {
      if (element === null || isViewport(element)) return EVERYWHERE;
      const before = clips[position].get(element);
      if (before !== undefined) return before;
      let clip: Box | null;
      if (!holds(element, position)) clip = find(renderedParent(element), position);
      else {
        const { position: own, clips, isOnTop } = factsOf(element);
        clip = isOnTop ? EVERYWHERE : find(renderedParent(element), own === 'absolute' || own === 'fixed' ? own : 'static');
        if (clip !== null && clips) clip = intersect(clip, insideOf(element));
      }
      clips[position].set(element, clip);
      return clip;
    }

    return {
      window,
      clipOf: (element) => find(element, 'static'),
      isClipping: (element) => factsOf(element).clips,
      positionOf: (element) => factsOf(element).position,
      styleOf,
      boxOf,
    };
  }

  return {
    look,
    doubt() {
      known = new Map();
    },
  };
}
