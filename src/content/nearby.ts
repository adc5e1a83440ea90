/**
 * Which of many elements are near the window. An IntersectionObserver says so without forcing layout, but it looks at each of
 * its elements in each frame, 1 µs for one: with the marks of a long table that is more than drawing them. So elements that
 * stand in a long row of siblings are taken in groups, of which only the first and the last are observed:
 *
 *     tr tr tr … tr | tr tr …        a group is near when its first or its last is; as it is no taller than the margins around
 *     ↑           ↑                  what scrolls, nothing between them is missed
 *
 * A group that turns out to be taller, or whose ends are not shown, is split.
 */
import { boundingBoxOf, checkVisibility, childrenOf } from './dom.ts';
import { isBefore } from './dom-drawing.ts';
import { type Box, unite } from './hit-test.ts';
import { renderedParent } from './shadow.ts';
import { boxed, type Sight } from './sight.ts';

/** How far around the window elements are kept ready, and around the scrollers in it, CSS pixels. */
const NEAR = 1_000;
/** A taller group could have both of its ends outside of the margins and something in sight between them. */
const MAX_HEIGHT = 2 * NEAR;
/** What is near is measured when it is this close, CSS pixels: text may stick out of its element. */
const SLACK = 200;
/** Siblings from which on there are many. */
const MANY = 100;
/** Members of a group. Where scrollers have no margins (Firefox before 141) each is observed. */
const GROUP = 'scrollMargin' in IntersectionObserver.prototype ? 16 : 1;
/** How deep an element may be inside of one of many siblings. */
const MAX_DEPTH = 6;
/** What is learned of the size of groups is kept so far below what fitted: marks do not stand evenly. */
const ROOM = 0.8;
/** No group is made smaller than this: from one of two nothing is learned. */
const MIN_GROUP = 3;

export interface Nearby {
  /** What was entered and is in the window or close to it. Reads layout. */
  close(sight: Sight): readonly Element[];
  /** What was entered and is near, close or not, as far as is known. */
  ready(): Iterable<Element>;
  readonly isEmpty: boolean;
  enter(element: Element): void;
  leave(element: Element): void;
  /** To be called when many were entered or left: observes what is to be observed now. */
  settle(): void;
  /** The page changed: the ends of groups may be hidden now, and what was put elsewhere no longer stands between them. */
  doubt(put: ReadonlySet<Element>): void;
  stop(): void;
}

interface Group {
  readonly members: Element[];
  /** Its first and last member when they were observed. */
  first: Element | undefined;
  last: Element | undefined;
}

/** Nothing is observed yet; `onChange` is called when other elements are near than before. */
export function createNearby(view: Window & typeof globalThis, onChange: () => void): Nearby {
  /** What was entered, by the one of many siblings that it stands in, or itself. */
  const entered = new Map<Element, Set<Element>>();
  const stands = new Map<Element, Element>();
  const groups = new Map<Element, Group>();
  const observed = new Map<Element, Group>();
  const near = new Set<Element>();
  /** Of these it was not said yet, but of what they were in a group with. */
  const guessed = new Set<Element>();
  /** The group of each parent that was begun last. */
  let open = new WeakMap<Element, Group>();
  let unsettled = new Set<Group>();
  /** Whether parents have many children. Kept until the page changes. */
  const many = new Map<Element, boolean>();
  /** The one of many siblings that an element is, or is in; null for none. Kept as long. */
  const stood = new Map<Element, Element | null>();
  /** The parents of such siblings. Kept as long. */
  const parents = new Map<Element, Element>();
  /** What was found to come before what. Kept as long. */
  const order = new Map<Element, Element>();
  /** Members of a group that were not too tall together, by parent. */
  const sizes = new WeakMap<Element, number>();
  let isDoubtful = false;

  const observer = new IntersectionObserver(
    (entries) => {
      const boxes = new Map<Element, Box>();
      let isNews = false;
      for (const { target, isIntersecting, boundingClientRect } of entries) {
        const group = observed.get(target);
        if (group === undefined) continue;
        const { left, top, right, bottom } = boundingClientRect;
        boxes.set(target, { left, top, right, bottom });
        const isGuessed = guessed.delete(target);
        if (isIntersecting !== near.has(target)) isNews ||= isIntersecting || !isGuessed;
        if (isIntersecting) near.add(target);
        else {
          near.delete(target);
          if (left === right && top === bottom) disperse(target);
        }
      }
      // Both ends are in the first report of a group, and of one that has grown.
      for (const [target, to] of boxes) {
        const group = observed.get(target);
        const from = group?.first === undefined ? undefined : boxes.get(group.first);
        if (group === undefined || target !== group.last || from === undefined || group.members.length <= 2) continue;
        learnSize(group, unite(from, to));
        if (!isSmall(from, to)) split(group, from, to);
      }
      settle();
      if (isNews) onChange();
    },
    // The document as root: margins around the implicit root do not count inside other sites' frames.
    { root: view.document, rootMargin: `${NEAR}px`, scrollMargin: `${NEAR}px` } as IntersectionObserverInit,
  );

  function endsOf({ members }: Group): readonly Element[] {
    const [first] = members;
    const last = members.at(-1);
    return first === undefined || last === undefined ? [] : [first, last];
  }

  /** Whether whatever is between two boxes is near when one of them is. */
  function isSmall(from: Box, to: Box): boolean {
    if (from.left === from.right || to.left === to.right) return false;
    const { left, top, right, bottom } = unite(from, to);
    return bottom - top <= MAX_HEIGHT && right - left <= Math.max(view.innerWidth, from.right - from.left);
  }

  function isClose({ top, bottom, left, right }: Box, { window }: Sight): boolean {
    return bottom > window.top - SLACK && top < window.bottom + SLACK && right > window.left - SLACK && left < window.right + SLACK;
  }

  /** Asks for one of them and not how many there are: counting those of a long page takes 3 ms, and would be done in each frame. */
  function hasMany(parent: Element): boolean {
    const known = many.get(parent) ?? childrenOf(parent).item(MANY - 1) !== null;
    many.set(parent, known);
    return known;
  }

  function manyOf(element: Element, depth = 0): Element | null {
    const known = stood.get(element);
    if (known !== undefined) return known;
    const parent = depth > MAX_DEPTH ? null : renderedParent(element);
    let found: Element | null = null;
    if (parent !== null && hasMany(parent)) {
      found = element;
      parents.set(element, parent);
    } else if (parent !== null) found = manyOf(parent, depth + 1);
    stood.set(element, found);
    return found;
  }

  function isInOrder(element: Element, next: Element): boolean {
    if (order.get(element) === next) return true;
    const isFirst = isBefore(element, next);
    if (isFirst) order.set(element, next);
    return isFirst;
  }

  function put(stand: Element): void {
    const parent = parents.get(stand);
    const last = parent === undefined ? undefined : open.get(parent);
    const before = last?.members.at(-1);
    const size = parent === undefined ? 1 : (sizes.get(parent) ?? GROUP);
    const canGrow = last !== undefined && before !== undefined && last.members.length < size && isInOrder(before, stand);
    const group = canGrow ? last : { members: [], first: undefined, last: undefined };
    if (parent !== undefined) open.set(parent, group);
    add(stand, group);
  }

  function add(stand: Element, group: Group): void {
    group.members.push(stand);
    groups.set(stand, group);
    unsettled.add(group);
  }

  /** Into as many as it takes, as far as can be seen from its ends. */
  function split(group: Group, from: Box, to: Box): void {
    const { members } = group;
    if (members.length <= 2) return;
    const wasNear = endsOf(group).some((end) => near.has(end));
    // Observed anew, for a report of both ends at the same time.
    for (const end of [group.first, group.last]) if (end !== undefined) unobserve(end);
    group.first = undefined;
    group.last = undefined;
    const box = unite(from, to);
    const parts = Math.max(2, Math.ceil((box.bottom - box.top) / MAX_HEIGHT));
    const size = Math.max(2, Math.ceil(members.length / parts));
    const all = members.splice(size);
    for (let at = 0; at < all.length; at += size) {
      const part: Group = { members: [], first: undefined, last: undefined };
      for (const stand of all.slice(at, at + size)) add(stand, part);
      if (wasNear) guessNear(part);
    }
    unsettled.add(group);
    if (wasNear) guessNear(group);
    open = new WeakMap(); // no group that was split grows again
  }

  /** The next groups of the same parent are to be as large as can be without being split. */
  function learnSize({ members }: Group, { top, bottom }: Box): void {
    const [first] = members;
    const parent = first === undefined ? undefined : parents.get(first);
    if (parent === undefined || bottom <= top) return;
    const fitting = Math.floor((ROOM * members.length * MAX_HEIGHT) / (bottom - top));
    sizes.set(parent, Math.min(GROUP, Math.max(MIN_GROUP, fitting)));
  }

  /** Until its ends are reported. */
  function guessNear(group: Group): void {
    for (const end of endsOf(group)) {
      if (near.has(end)) continue;
      near.add(end);
      guessed.add(end);
    }
  }

  function unobserve(end: Element): void {
    observer.unobserve(end);
    observed.delete(end);
  }

  function settle(): void {
    for (const group of unsettled) {
      const { members, first, last } = group;
      group.first = members[0];
      group.last = members.at(-1);
      for (const end of [first, last]) {
        if (end === undefined || end === group.first || end === group.last || observed.get(end) !== group) continue;
        unobserve(end);
        near.delete(end);
        guessed.delete(end);
      }
      // Of one that has grown both ends are reported again: it may be too tall by now.
      if (first !== undefined && first === group.first && last !== group.last) unobserve(first);
      for (const end of [group.first, group.last]) {
        if (end === undefined) continue;
        if (!observed.has(end)) observer.observe(end);
        observed.set(end, group);
      }
    }
    if (unsettled.size > 0) unsettled = new Set();
  }

  /** What has `display: contents` is near nothing: what was entered stands for itself then, or what it has its box from does. */
  function disperse(stand: Element): void {
    if (view.getComputedStyle(stand).display !== 'contents') return;
    const elements = [...(entered.get(stand) ?? [])];
    for (const element of elements) leave(element);
    for (const element of elements) enter(element, boxed(view, element));
  }

  /** Ends that are not shown are near nothing, whatever is between them. */
  function splitHidden(): void {
    isDoubtful = false;
    for (const group of new Set(groups.values())) {
      const [first, last] = endsOf(group);
      if (first === undefined || last === undefined || group.members.length <= 2) continue;
      if (!checkVisibility(first) || !checkVisibility(last)) split(group, boundingBoxOf(first), boundingBoxOf(last));
    }
    settle();
  }

  function enter(element: Element, stand = manyOf(element) ?? element): void {
    stands.set(element, stand);
    const known = entered.get(stand);
    if (known === undefined) {
      entered.set(stand, new Set([element]));
      put(stand);
    } else known.add(element);
  }

  function leave(element: Element): void {
    const stand = stands.get(element);
    const known = stand === undefined ? undefined : entered.get(stand);
    stands.delete(element);
    known?.delete(element);
    if (stand === undefined || known === undefined || known.size > 0) return;
    entered.delete(stand);
    takeOut(stand);
  }

  function takeOut(stand: Element): void {
    const group = groups.get(stand);
    groups.delete(stand);
    if (group === undefined) return;
    group.members.splice(group.members.indexOf(stand), 1);
    unsettled.add(group);
  }

  /** Puts what was moved with what it stands beside now. */
  function regroup(stands: readonly Element[]): void {
    for (const stand of stands) takeOut(stand);
    for (const stand of stands) {
      manyOf(stand);
      put(stand);
    }
    settle();
  }

  return {
    get isEmpty() {
      return near.size === 0;
    },
    close(sight) {
      if (isDoubtful) splitHidden();
      const found: Element[] = [];
      for (const group of new Set([...near].map((end) => observed.get(end)))) {
        const members = [...(group?.members ?? [])];
        if (group !== undefined && members.length > 2) {
          const [from, to] = endsOf(group).map(sight.boxOf) as [Box, Box];
          if (!isSmall(from, to)) split(group, from, to);
          else if (!isClose(unite(from, to), sight)) continue;
        }
        for (const stand of members) if (isClose(sight.boxOf(stand), sight)) found.push(...(entered.get(stand) ?? []));
      }
      settle();
      return found;
    },
    *ready() {
      for (const group of new Set([...near].map((end) => observed.get(end)))) {
        for (const stand of group?.members ?? []) yield* entered.get(stand) ?? [];
      }
    },
    enter: (element) => enter(element),
    leave,
    settle,
    doubt(put) {
      isDoubtful = true;
      for (const map of [many, stood, parents, order]) if (map.size > 0) map.clear();
      regroup([...put].filter((element) => groups.has(element)));
    },
    stop() {
      observer.disconnect();
      for (const map of [entered, stands, groups, observed, near, guessed, unsettled, many, stood, parents, order]) map.clear();
    },
  };
}
