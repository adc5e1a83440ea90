/**
 * What the page takes away because the reader scrolls: grids keep only the rows in sight, and use a row's elements again for
 * another one. What stood there was seen on this page all the same, and what was found in it stays on record; what the page
 * takes away for any other reason does not.
 */
import { closest, parentNodeOf, scrollLeftOf, scrollTopOf } from './dom.ts';
import { composedParent } from './shadow.ts';
import type { Clock } from './slices.ts';

/** Grids draw their rows some frames after the scroll, slow ones after a request to their server. */
const EXPLAINS_MS = 1_000;
/** Scrollers that are remembered; a page moves one or two at a time. */
const MAX_SCROLLERS = 8;
const GRID = '[role="grid"], [role="treegrid"], [role="table"], table';

export interface Scrolling {
  /** Listens in a document or shadow root: scroll events do not leave the root they happen in. */
  listen(root: EventTarget): void;
  /** Whether what happens to this element now is likely an answer to scrolling. */
  explains(element: Node): boolean;
  /** The same a little later, where a script scrolled and its event is still to come. Reads layout. */
  explainsLate(element: Node): boolean;
  /** Notes whether the page has another address by now; to be called before anything is made of a change. */
  lookAtAddress(): void;
  /** Whether the page moved on to another address, without loading, since this was asked last. */
  takeMove(): boolean;
}

interface Scroll {
  readonly target: Node;
  readonly at: number;
}

/** What tells one page of an application from another: not the part that only names a place on the page. */
function addressOf({ location }: Document): string {
  const { pathname, search, hash } = location;
  return pathname + search + (/[/!?=]/.test(hash) ? hash : '');
}

/** Listens nowhere yet; where it does, until the signal is aborted. */
export function createScrolling(document: Document, clock: Clock, signal: AbortSignal): Scrolling {
  /** Where scrollers stood when they were looked at last. */
  const positions = new WeakMap<Element, string>();
  let recent: Scroll[] = [];
  let address = addressOf(document);
  let hasMovedOn = false;

  function positionOf(scroller: Element): string {
    return `${Math.round(scrollLeftOf(scroller))} ${Math.round(scrollTopOf(scroller))}`;
  }

  function add(target: Node): void {
    // Some grids scroll a bar beside their rows: the grid around it is what moves.
    const moved = target instanceof Element ? (closest(target, GRID) ?? parentNodeOf(target) ?? target) : target;
    recent = [{ target: moved, at: clock.now() }, ...recent.filter((scroll) => scroll.target !== moved)].slice(0, MAX_SCROLLERS);
  }

  function note(event: Event): void {
    lookAtAddress();
    const target = event.composedPath()[0];
    if (!(target instanceof Node)) return;
    if (event.type === 'scroll' && target instanceof Element) positions.set(target, positionOf(target));
    add(target);
  }

  /** What the reader does besides may well take rows away: a click on "delete", an edit, a drop. */
  function forget(event: Event): void {
    if (event.isTrusted) recent = [];
  }

  function dropOld(): void {
    const since = clock.now() - EXPLAINS_MS;
    if (recent.some(({ at }) => at < since)) recent = recent.filter(({ at }) => at >= since);
  }

  function lookAtAddress(): void {
    const now = addressOf(document);
    if (now === address) return;
    address = now;
    dropOld();
    // Some pages write the place that the reader scrolled to into their address.
    if (recent.length === 0) hasMovedOn = true;
  }

  function explains(element: Node): boolean {
    if (recent.length === 0) return false;
    dropOld();
    for (let at: Node | null = element; at !== null; at = composedParent(at)) {
      if (recent.some(({ target }) => target === at)) return true;
    }
    return false;
  }

  const options: AddEventListenerOptions = { capture: true, passive: true, signal };

  return {
    listen(root) {
      for (const type of ['scroll', 'wheel']) root.addEventListener(type, note, options);
      for (const type of ['click', 'input', 'drop']) root.addEventListener(type, forget, options);
    },
    explains,
    explainsLate(element) {
      if (explains(element)) return true;
      for (let at: Node | null = element; at !== null; at = composedParent(at)) {
        if (!(at instanceof Element)) continue;
        const position = positionOf(at);
        if (position === (positions.get(at) ?? '0 0')) continue;
        positions.set(at, position);
        add(at);
        return true;
      }
      return false;
    },
    lookAtAddress,
    takeMove() {
      const answer = hasMovedOn;
      hasMovedOn = false;
      return answer;
    },
  };
}
