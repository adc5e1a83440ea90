/**
 * What the page takes away because the reader scrolls: grids keep only the rows in sight, and use a row's elements again for
 * another one. What stood there was seen on this page all the same, and what was found in it stays on record; what the page
 * takes away for any other reason does not.
 */
import {
  bodyOf,
  closest,
  documentElementOf,
  elementsByTagName,
  parentNodeOf,
  querySelectorAll,
  scrollLeftOf,
  scrollTopOf,
  textContentOf,
} from './dom.ts';
import { composedParent } from './shadow.ts';
import { type Clock, type Step, stepOver } from './slices.ts';

/** Grids draw their rows some frames after the scroll, slow ones after a request to their server. */
const EXPLAINS_MS = 1_000;
/** Scrollers that are remembered; a page moves one or two at a time. */
const MAX_SCROLLERS = 8;
/** Some pages write the place into their address a moment after the scroll: looked at this often meanwhile. */
const LOOK_MS = 250;
/** The wheel is listened to again this long after the last scroll: while that still explains what happens. */
const WHEEL_RESTS_MS = 400;
const GRID = '[role="grid"], [role="treegrid"], [role="table"]';
/** More elements than a bar that only scrolls is made of. */
const MAX_BAR_ELEMENTS = 3;

export interface Scrolling {
  /** Listens in a document or shadow root: scroll events do not leave the root they happen in. */
  listen(root: Document | ShadowRoot): void;
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

/** Listens nowhere yet; where it does, until the signal is aborted. `run` does longer work in pieces, a little later. */
export function createScrolling(document: Document, clock: Clock, signal: AbortSignal, run: (step: Step) => void): Scrolling {
  /** Where scrollers stood when they were looked at last. */
  const positions = new WeakMap<Element, string>();
  let recent: Scroll[] = [];
  let address = addressOf(document);
  let hasMovedOn = false;
  let movedAt = Number.NEGATIVE_INFINITY;
  let isLooking = false;

  function positionOf(scroller: Element): string {
    return `${Math.round(scrollLeftOf(scroller))} ${Math.round(scrollTopOf(scroller))}`;
  }

  /** Notes where the scrollers stand that were scrolled before we came. */
  function notePositions(root: Document | ShadowRoot): void {
    // Not at once: where a page scrolls by itself, it begins before it is idle, and layout need not be forced for this.
    run(stepOver([notePagePosition], (note) => note()));
    // One after the other, as each search is long where the page is.
    for (const rows of ['tr', '[role="row"]']) {
      let step: Step | undefined;
      run((units) => {
        step ??= stepOver(querySelectorAll(root, rows), noteAround);
        return step(units);
      });
    }
  }

  function noteAround(row: Element): void {
    for (let at = composedParent(row); at instanceof Element && !positions.has(at); at = composedParent(at))
      positions.set(at, positionOf(at));
  }

  function notePagePosition(): void {
    // One of them is what scrolls.
    for (const element of [documentElementOf(document), bodyOf(document)])
      if (element !== null) positions.set(element, positionOf(element));
  }

  /** Whether nothing stands in a scroller: some grids scroll a bar beside their rows. */
  function isBar(scroller: Element): boolean {
    return elementsByTagName(scroller, '*').item(MAX_BAR_ELEMENTS) === null && (textContentOf(scroller) ?? '').trim() === '';
  }

  /** What moves: the grid around a scroller or wheel, or what the scroller is beside. */
  function movedBy(type: string, target: Node): Node {
    if (!(target instanceof Element)) return target;
    if (type === 'wheel') return closest(target, `${GRID}, table`) ?? parentNodeOf(target) ?? target;
    // Not the table around: old applications are laid out in one.
    return closest(target, GRID) ?? (isBar(target) ? (parentNodeOf(target) ?? target) : target);
  }

  function add(moved: Node): void {
    recent = [{ target: moved, at: clock.now() }, ...recent.filter((scroll) => scroll.target !== moved)].slice(0, MAX_SCROLLERS);
    lookLater();
  }

  function note(event: Event): void {
    lookAtAddress();
    const target = event.composedPath()[0];
    if (!(target instanceof Node)) return;
    if (event.type === 'wheel') movedAt = Number.NEGATIVE_INFINITY;
    else if (target instanceof Element) positions.set(target, positionOf(target));
    else notePagePosition();
    // A new page is scrolled to its top, which explains nothing of what it replaces.
    if (clock.now() - movedAt < EXPLAINS_MS) return;
    add(movedBy(event.type, target));
    if (event.type === 'scroll') document.removeEventListener('wheel', note, options);
  }

  /**
   * For each turn of the wheel that anybody listens to, the browser finds out what lies under the pointer: 5 to 8 ms on a table
   * of 5,500 rows, where scrolling itself asks for nothing. So nobody listens while scrolling says what the wheel does.
   */
  function listenToWheel(): void {
    document.addEventListener('wheel', note, options);
  }

  /** What the reader does besides may well take rows away: a click on "delete", an edit, a drop. */
  function forget(event: Event): void {
    const isHarmless = event instanceof KeyboardEvent && event.key !== 'Delete' && event.key !== 'Backspace';
    if (event.isTrusted && !isHarmless) recent = [];
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
    if (recent.length > 0) return;
    hasMovedOn = true;
    movedAt = clock.now();
  }

  function lookLater(): void {
    if (isLooking || signal.aborted) return;
    isLooking = true;
    setTimeout(() => {
      isLooking = false;
      lookAtAddress();
      dropOld();
      if (recent.every(({ at }) => clock.now() - at >= WHEEL_RESTS_MS)) listenToWheel();
      if (recent.length > 0) lookLater();
    }, LOOK_MS);
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
      notePositions(root);
      root.addEventListener('scroll', note, options);
      // It leaves shadow roots, as scrolling does not.
      if (root === document) listenToWheel();
      for (const type of ['click', 'input', 'drop', 'keydown']) root.addEventListener(type, forget, options);
    },
    explains,
    explainsLate(element) {
      if (explains(element)) return true;
      if (clock.now() - movedAt < EXPLAINS_MS) return false;
      for (let at: Node | null = element; at !== null; at = composedParent(at)) {
        if (!(at instanceof Element)) continue;
        const position = positionOf(at);
        if (position === (positions.get(at) ?? '0 0')) continue;
        positions.set(at, position);
        add(movedBy('scroll', at));
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
