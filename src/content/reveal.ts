/** Bringing a mark into the window, and to the eye. */
import { boundingBoxOf, clientHeightOf } from './dom.ts';
import { makeElement, scrollBy, scrollIntoView, scrollingElementOf } from './dom-drawing.ts';
import type { Box } from './hit-test.ts';
import { setStyle } from './layer.ts';
import { renderedParent } from './shadow.ts';
import { PULSE } from './tokens.ts';

function isStill(view: Window): boolean {
  return view.matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** Scrolls an element into the window, or, in one that is too tall for that, the box inside it. */
export function scrollTo(view: Window, target: Element, boxOf: () => Box | undefined): void {
  const { document } = view;
  if (boundingBoxOf(target).height <= view.innerHeight / 2) {
    scrollIntoView(target, { block: 'center', inline: 'nearest', behavior: isStill(view) ? 'auto' : 'smooth' });
    return;
  }
  // Bring the box to the middle of every scroller around it, from the inside out.
  for (let at: Element | null = target; at !== null; at = renderedParent(at)) {
    const isPage = at === scrollingElementOf(document);
    if (!isPage && !/auto|scroll/.test(view.getComputedStyle(at).overflowY)) continue;
    const box = boxOf();
    if (box === undefined) return;
    const top = isPage ? 0 : boundingBoxOf(at).top;
    const height = isPage ? view.innerHeight : clientHeightOf(at);
    scrollBy(at, { top: (box.top + box.bottom) / 2 - (top + height / 2), behavior: 'instant' });
  }
}

/** Three soft rings around a box; the answer ends them early. Drawn by hand: an animation would be listed in `document.getAnimations()` of some browsers. */
export function pulse(view: Window, putOver: (ring: HTMLElement) => void, boxOf: () => Box | undefined): () => void {
  const ring = makeElement(view.document, 'div');
  setStyle(ring, {
    position: 'absolute',
    left: '0',
    top: '0',
    'box-sizing': 'border-box',
    border: `${PULSE.ring}px solid ${PULSE.colour}`,
    'border-radius': '4px',
    opacity: '0',
  });
  putOver(ring);
  const still = isStill(view);
  const begun = view.performance.now();
  let handle = view.requestAnimationFrame(turn);

  function turn(): void {
    const passed = view.performance.now() - begun;
    if (passed > PULSE.times * PULSE.periodMs) {
      stop();
      return;
    }
    const box = boxOf();
    if (box === undefined) setStyle(ring, { opacity: '0' });
    else {
      const gap = PULSE.ring + 1;
      setStyle(ring, {
        transform: `translate(${box.left - gap}px, ${box.top - gap}px)`,
        width: `${box.right - box.left + 2 * gap}px`,
        height: `${box.bottom - box.top + 2 * gap}px`,
        opacity: still ? '0.9' : String(Math.sin((passed / PULSE.periodMs) * Math.PI) ** 2),
      });
    }
    handle = view.requestAnimationFrame(turn);
  }

  function stop(): void {
    view.cancelAnimationFrame(handle);
    ring.remove();
  }

  return stop;
}
