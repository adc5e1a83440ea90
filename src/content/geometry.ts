/** Where something on the page can really be seen: clipped by its scrollers, not covered by something opaque. Reads layout. */
import { bodyOf, boundingBoxOf, contains, documentElementOf, elementFromPoint, localNameOf, rootNodeOf } from './dom.ts';
import { type Box, intersect } from './hit-test.ts';
import { renderedParent } from './shadow.ts';

/** Reads of one frame. Thrown away after it: any of it may change. */
export interface Sight {
  /** The part of the window in which content of `element` can be seen; null when none. */
  clipOf(element: Element): Box | null;
  /** Whether something opaque that is not part of `element` lies over the point. */
  isCovered(element: Element, x: number, y: number): boolean;
}

/** Looks at the page as it is now. */
export function createSight(view: Window): Sight {
  const { document } = view;
  const viewport: Box = { left: 0, top: 0, right: view.innerWidth, bottom: view.innerHeight };
  const clips = new Map<Element, Box | null>();

  function boxOf(element: Element): Box {
    const { left, top, right, bottom } = boundingBoxOf(element);
    return { left, top, right, bottom };
  }

  function isRoot(element: Element): boolean {
    return element === documentElementOf(document) || element === bodyOf(document);
  }

  function clipOf(element: Element): Box | null {
    const known = clips.get(element);
    if (known !== undefined) return known;
    let clip: Box | null = viewport;
    // An absolutely positioned box is not clipped by a scroller between it and its containing block.
    let isSkipping = false;
    for (let at: Element | null = element; at !== null && clip !== null && !isRoot(at); at = renderedParent(at)) {
      const style = view.getComputedStyle(at);
      const isPositioned = style.position !== 'static';
      if (!isSkipping || isPositioned || style.transform !== 'none') {
        isSkipping = false;
        const clipsContent = style.overflowX !== 'visible' || style.overflowY !== 'visible';
        if (clipsContent && style.display !== 'inline' && style.display !== 'contents') clip = intersect(clip, boxOf(at));
        if (style.position === 'fixed') break;
        if (style.position === 'absolute') isSkipping = true;
      }
    }
    clips.set(element, clip);
    return clip;
  }

  function isOpaque(element: Element): boolean {
    if (['img', 'video', 'canvas', 'iframe', 'object', 'embed'].includes(localNameOf(element))) return true;
    const style = view.getComputedStyle(element);
    if (style.backgroundImage !== 'none') return true;
    const colour = style.backgroundColor;
    return colour !== 'transparent' && !/[,/]\s*0(\.0*)?\)$/.test(colour);
  }

  return {
    clipOf,
    isCovered(element, x, y) {
      const hit = elementFromPoint(rootNodeOf(element), x, y);
      if (hit === null || contains(hit, element) || contains(element, hit)) return false;
      // A link stretched over a product tile is hit too, and hides nothing: only what is painted covers.
      for (let at: Element | null = hit; at !== null && !contains(at, element); at = renderedParent(at)) {
        if (isOpaque(at)) return true;
      }
      return false;
    },
  };
}
