/**
 * Changes of the page → what to read again. The observers only collect; everything else happens later, in one task for
 * many changes: dirty places are widened to the block they belong to, those inside other dirty places are dropped.
 *
 * Reading is asked for 50 ms after the first change, then at most every 300 ms, and less often where reading is slow:
 * a page that changes all the time must not pay for us all the time.
 */

import type { BlockIndex } from './block-index.ts';
import { isBlockElement, isRendered, type ReadingRoot, surroundingsOf } from './blocks.ts';
import {
  childElementCountOf,
  contains,
  getAttribute,
  isConnected,
  isHere,
  isHidden,
  localNameOf,
  nodeTypeOf,
  querySelectorAll,
} from './dom.ts';
import { fieldStateOf, rememberPassword } from './fields.ts';
import { otherHostOf, pageHostOf } from './links.ts';
import type { Changes } from './page-reader.ts';
import type { Scrolling } from './scrolling.ts';
import { composedParent } from './shadow.ts';
import type { Clock, RunStats } from './slices.ts';

/** A page that rests: long enough to take a burst together, too short to notice. */
const QUIET_MS = 50;
/** A page that does not: three updates a second are as many as anybody reads. */
const STORM_MS = 300;
/** Share of time: after a reading of n ms, rest at least 4n. */
const REST_FACTOR = 4;
const FIELD_MS = 150;
/** Scripts set values without any event: fields are looked at this often, so many at a time. */
const POLL_MS = 500;
const POLLED_FIELDS = 500;
/** More changes than this are cheaper to read as a whole page (Dark Reader's limit). */
const MANY = 1_000;
/** Removals remembered until it is clear whether they answer to scrolling. */
const MAX_UNEXPLAINED = 10_000;
/** Hidden elements asked again in one go. */
const MAX_RECHECK = 2_000;
/** Custom elements may attach their shadow root after we came by; looked at again then, and at every change. */
const UPGRADE_MS = [1_000, 5_000];

const OBSERVED: MutationObserverInit = {
  subtree: true,
  childList: true,
  characterData: true,
  attributes: true,
  attributeFilter: ['hidden', 'open', 'style', 'class', 'aria-hidden', 'value', 'aria-label', 'alt', 'title', 'aria-rowindex', 'rowspan'],
};
/**
 * Observed apart, for the old value: pages rewrite addresses by the hundred, hardly ever to another host, and old values
 * of `style` would have to be written out at every change.
 */
const OBSERVED_BEFORE: MutationObserverInit = { subtree: true, attributeFilter: ['href', 'type'], attributeOldValue: true };
const VALUE_ATTRIBUTES: ReadonlySet<string> = new Set(['value', 'aria-label', 'alt', 'title', 'aria-rowindex']);
/** After these something may have appeared or vanished without any change in the DOM. */
const VISIBILITY_EVENTS = ['transitionend', 'animationend', 'toggle', 'fullscreenchange'];

export interface WatcherOptions {
  readonly document: Document;
  readonly clock: Clock;
  readonly index: BlockIndex;
  readonly isOwn: (element: Element) => boolean;
  readonly shadowOf: (element: Element) => ShadowRoot | null;
  readonly scrolling: Scrolling;
  /** Containers of blocks that carry marks: asked whether they are still visible. */
  readonly marked: () => Iterable<Element>;
  /** Reads; the next changes wait until it resolves. */
  readonly onChanges: (changes: Changes) => Promise<RunStats>;
  /** A reading failed: the page was not read in full. Everything is read with the next change. */
  readonly onFailed: (error: unknown) => void;
  /** The page moved on to another address without loading; called before its changes are read. */
  readonly onMoved: () => void;
  /** Called first when something changed, before anything is read; false stops the watcher (orphaned script). */
  readonly isAlive: () => boolean;
}

export interface Watcher {
  /** Observes the document or a shadow root; a second time does nothing. */
  watch(root: Document | ShadowRoot): void;
  /** Asks for one element to be read again. */
  read(element: Element): void;
  /** Asks for a pass over everything. */
  readAll(): void;
  /**
   * What was taken away, or used again, because the reader scrolled, in the changes that are being read: the element or one
   * around it. Null where neither was.
   */
  awayRoot(element: Element): Node | null;
  /** Resolves when no change is waiting and nothing is being read. */
  idle(): Promise<void>;
  stop(): void;
}

function isInline(node: Node | null, shadowOf: WatcherOptions['shadowOf']): boolean {
  if (node === null) return false;
  if (nodeTypeOf(node) === Node.TEXT_NODE) return (node as Text).data.trim() !== '';
  return nodeTypeOf(node) === Node.ELEMENT_NODE && !isBlockElement(node as Element, shadowOf);
}

function* take<T>(items: Iterable<T>, most: number): Generator<T> {
  let count = 0;
  for (const item of items) {
    if (count >= most) return;
    count += 1;
    yield item;
  }
}

function rootIn(roots: WeakSet<Node>, node: Node): Node | null {
  for (let at: Node | null = node; at !== null; at = composedParent(at)) if (roots.has(at)) return at;
  return null;
}

/** Drops roots inside other, deep roots. */
export function outermost(roots: ReadonlyMap<Element, boolean>): ReadingRoot[] {
  const kept: ReadingRoot[] = [];
  for (const [element, shallow] of roots) {
    let covered = false;
    for (let at = composedParent(element); at !== null && !covered; at = composedParent(at)) {
      covered = roots.get(at as Element) === false;
    }
    if (!covered) kept.push({ element, shallow });
  }
  return kept;
}

/** A watcher that observes nothing yet. */
export function createWatcher(options: WatcherOptions): Watcher {
  const { document, clock, index, isOwn, shadowOf, scrolling, marked, onChanges, onFailed, onMoved, isAlive } = options;
  const view = document.defaultView;
  const ending = new AbortController();
  const watched = new WeakSet<Node>();
  const observer = new MutationObserver(collect);
  const linkObserver = new MutationObserver(collectLinks);

  let records: MutationRecord[] = [];
  let touched = new Set<Element>();
  /** Anchors that lead to another host than before. */
  let relinked = new Set<Element>();
  let again = new Set<Element>();
  /** Taken away, or used again, because the reader scrolled: since the last reading, and in the one that is under way. */
  let goingAway = new WeakSet<Node>();
  let away = new WeakSet<Node>();
  let unexplained: MutationRecord[] = [];
  let isWhole = false;
  /** The last reading failed: what it was to read is not known any more. */
  let isTorn = false;
  let isRecheck = false;
  /** Hidden elements of this round that still wait to be asked. */
  let unasked = 0;
  let isReading = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let timerDue = Number.POSITIVE_INFINITY;
  let notBefore = 0;
  let waiting: (() => void)[] = [];
  /** Most frames have no field. */
  let pollTimer: ReturnType<typeof setInterval> | undefined;
  const upgradeTimers = UPGRADE_MS.map((ms) => setTimeout(() => schedule(0), ms));

  function collect(found: MutationRecord[]): void {
    // First, so that no change is lost whatever comes of the rest.
    if (!isWhole) {
      if (records.length + found.length > MANY) {
        isWhole = true;
        records = [];
      } else records.push(...found);
    }
    schedule(QUIET_MS);
    scrolling.lookAtAddress();
    for (const record of found) if (record.type !== 'attributes') collectAway(record);
  }

  /** Asked at once, for what the reader does next may hide why a row is gone; and once more before the reading. */
  function collectAway(record: MutationRecord): void {
    if (record.type === 'childList' && record.removedNodes.length === 0) return;
    if (rootIn(goingAway, record.target) !== null || scrolling.explains(record.target)) noteAway(record);
    else if (unexplained.length < MAX_UNEXPLAINED) unexplained.push(record);
  }

  function noteAway({ target, type, removedNodes }: MutationRecord): void {
    let isUsedAgain = type === 'characterData';
    for (const node of removedNodes) {
      if (nodeTypeOf(node) === Node.ELEMENT_NODE && isBlockElement(node as Element, shadowOf)) goingAway.add(node);
      else isUsedAgain = true;
    }
    if (!isUsedAgain) return;
    const around = surroundingsOf(target, isOwn, shadowOf);
    if (around !== null) goingAway.add(around.row ?? around.block);
  }

  function collectLinks(found: MutationRecord[]): void {
    const pageHost = pageHostOf(document);
    for (const { target, attributeName, oldValue } of found) {
      const anchor = target as Element;
      // "Show password" turns it into a text field, which stays a secret.
      if (attributeName === 'type' && /^\s*password\s*$/i.test(oldValue ?? '')) rememberPassword(anchor);
      if (localNameOf(anchor) !== 'a') continue;
      // Weighed here although the rest waits: what waits here is next to nothing then.
      const href = getAttribute(anchor, 'href');
      if (otherHostOf(oldValue ?? '', pageHost) !== otherHostOf(href ?? '', pageHost)) relinked.add(anchor);
    }
    if (relinked.size > MANY) isWhole = true;
    if (relinked.size > 0) schedule(QUIET_MS);
  }

  function schedule(delay: number): void {
    const due = Math.max(clock.now() + delay, notBefore);
    if (isReading || ending.signal.aborted || due >= timerDue) return;
    clearTimeout(timer);
    timerDue = due;
    timer = setTimeout(flush, due - clock.now());
  }

  function isIdle(): boolean {
    return !isReading && timerDue === Number.POSITIVE_INFINITY;
  }

  function collectInput(event: Event): void {
    // A chosen option or a ticked box may show other parts of the page by style alone.
    if (event.type === 'change') requestRecheck();
    // Inside a closed shadow root only the listener on that root sees the true target.
    const target = event.composedPath()[0];
    if (!(target instanceof Element)) return;
    touched.add(target);
    schedule(FIELD_MS);
  }

  /** Compares some fields with what they held when they were read, the next ones the next time. */
  function poll(): void {
    if (isHidden(document) || isReading) return;
    for (const [element, before] of [...take(index.fieldStates, POLLED_FIELDS)]) {
      // To the end of the line.
      index.fieldStates.delete(element);
      if (!isConnected(element)) continue;
      const now = fieldStateOf(element);
      index.fieldStates.set(element, now);
      if (now !== before) touched.add(element);
    }
    if (touched.size > 0) schedule(FIELD_MS);
  }

  function requestRecheck(): void {
    isRecheck = true;
    unasked = index.hidden.size;
  }

  function collectVisibility(): void {
    requestRecheck();
    schedule(STORM_MS);
  }

  /** Turns records into places to read. */
  function places(): Changes {
    const roots = new Map<Element, boolean>();
    const removed = new Set<Element>();

    function mark(node: Node, deep: boolean): void {
      const around = surroundingsOf(node, isOwn, shadowOf);
      if (around === null) return;
      if (around.row !== null) roots.set(around.row, false);
      else if (deep || !roots.has(around.block)) roots.set(around.block, !deep);
    }

    function markChildren({ target, addedNodes, removedNodes, previousSibling, nextSibling }: MutationRecord): void {
      let ownText = isInline(previousSibling, shadowOf) || isInline(nextSibling, shadowOf);
      for (const node of addedNodes) {
        if (nodeTypeOf(node) === Node.TEXT_NODE) ownText ||= (node as Text).data !== '';
        if (nodeTypeOf(node) !== Node.ELEMENT_NODE || !isConnected(node)) continue;
        if (isBlockElement(node as Element, shadowOf)) mark(node, true);
        else if (childElementCountOf(node as Element) > 0)
          mark(target, true); // may have block-level elements in it
        else ownText = true;
      }
      for (const node of removedNodes) {
        if (nodeTypeOf(node) === Node.TEXT_NODE) ownText = true;
        if (nodeTypeOf(node) !== Node.ELEMENT_NODE) continue;
        if (!isHere(node)) removed.add(node as Element);
        ownText ||= !isBlockElement(node as Element, shadowOf);
      }
      if (ownText) mark(target, false);
    }

    /** The text of a cell that reaches down may be the same, but not the columns of the rows below it. */
    function markMerged(cell: Element): void {
      const row = surroundingsOf(cell, isOwn, shadowOf)?.row;
      if (row == null) return;
      index.touchRow(row);
      roots.set(row, false);
    }

    /** The block that an anchor stands in, and those that stand in it; not all of its parent, which may be the page. */
    function markLink(anchor: Element): void {
      mark(anchor, false);
      let last: Element | null = null;
      for (const element of querySelectorAll(anchor, '*')) {
        if ((last !== null && contains(last, element)) || !isBlockElement(element, shadowOf)) continue;
        mark(element, true);
        last = element;
      }
    }

    for (const record of records) {
      const { type, target, attributeName } = record;
      if (type === 'childList') markChildren(record);
      else if (type === 'characterData') mark(target, false);
      else if (attributeName !== null && VALUE_ATTRIBUTES.has(attributeName)) mark(target, false);
      else if (attributeName === 'rowspan') markMerged(target as Element);
      else {
        requestRecheck();
        const element = target as Element;
        if (isConnected(element) && !index.hidden.has(element) && !isRendered(element)) {
          mark(element, isBlockElement(element, shadowOf));
        }
      }
    }
    for (const element of touched) mark(element, localNameOf(element) === 'form');
    for (const anchor of relinked) markLink(anchor);
    for (const element of again) mark(element, true);
    if (isRecheck) {
      // A copy: asked elements go to the end of the line, and a live map would come round to them again and again.
      const round = [...index.hidden].slice(0, Math.min(MAX_RECHECK, unasked));
      unasked -= round.length;
      isRecheck = unasked > 0 && round.length > 0;
      for (const [element, state] of round) {
        // To the end of the line, so that the next round begins with the others.
        index.hidden.delete(element);
        if (!isConnected(element)) continue;
        if (isRendered(element)) mark(element, true);
        else index.hidden.set(element, state);
      }
      for (const element of marked()) if (isConnected(element) && !isRendered(element)) mark(element, true);
    }
    for (const element of index.rootless) {
      if (shadowOf(element) !== null) {
        index.rootless.delete(element);
        mark(element, true);
      }
    }
    return { whole: false, roots: outermost(roots), removed: [...removed] };
  }

  /** What was taken away because the reader scrolled, as far as it is known now. */
  function explainAway(): void {
    // Some grids take a row away and then its cells out of the row.
    const asked = unexplained;
    unexplained = [];
    for (const record of asked) {
      if (rootIn(goingAway, record.target) !== null || scrolling.explainsLate(record.target)) noteAway(record);
    }
    away = goingAway;
    goingAway = new WeakSet();
    scrolling.lookAtAddress();
    if (!scrolling.takeMove()) return;
    // Another page in the same document: what it replaces was not scrolled away.
    away = new WeakSet();
    onMoved();
  }

  function takeChanges(): Changes {
    isWhole ||= isTorn;
    try {
      return isWhole ? { whole: true, roots: [], removed: [] } : places();
    } finally {
      // Also where a change could not be placed: it would fail again at every attempt.
      records = [];
      touched = new Set();
      relinked = new Set();
      again = new Set();
      if (isWhole) isRecheck = false;
      isWhole = false;
    }
  }

  async function flush(): Promise<void> {
    timerDue = Number.POSITIVE_INFINITY;
    if (!isAlive()) return;
    isReading = true;
    const begun = clock.now();
    let worked = 0;
    try {
      explainAway();
      const changes = takeChanges();
      worked = clock.now() - begun;
      if (changes.whole || changes.roots.length > 0 || changes.removed.length > 0) {
        worked += (await onChanges(changes)).totalMs;
      }
      if (changes.whole) isTorn = false;
      // Nothing else leaves the page, and going over everything at each key press would cost more than the reading.
      if (changes.whole || changes.removed.length > 0) index.sweep();
      if (index.fieldStates.size > 0 && !ending.signal.aborted) pollTimer ??= setInterval(poll, POLL_MS);
    } catch (error) {
      isTorn = true;
      worked = clock.now() - begun;
      onFailed(error);
    } finally {
      isReading = false;
      notBefore = clock.now() + Math.max(STORM_MS, REST_FACTOR * worked);
      if (records.length > 0 || isWhole || touched.size > 0 || relinked.size > 0 || again.size > 0 || isRecheck) schedule(QUIET_MS);
      if (isIdle()) {
        for (const resolve of waiting) resolve();
        waiting = [];
      }
    }
  }

  for (const type of VISIBILITY_EVENTS) {
    document.addEventListener(type, collectVisibility, { capture: true, passive: true, signal: ending.signal });
  }
  view?.addEventListener('resize', collectVisibility, { passive: true, signal: ending.signal });

  return {
    watch(root) {
      if (watched.has(root)) return;
      watched.add(root);
      observer.observe(root, OBSERVED);
      linkObserver.observe(root, OBSERVED_BEFORE);
      scrolling.listen(root);
      for (const type of ['input', 'change', 'reset']) {
        root.addEventListener(type, collectInput, { capture: true, passive: true, signal: ending.signal });
      }
    },
    awayRoot: (element) => rootIn(away, element),
    read(element) {
      again.add(element);
      schedule(QUIET_MS);
    },
    readAll() {
      isWhole = true;
      records = [];
      notBefore = 0;
      schedule(0);
    },
    idle: () => (isIdle() ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    stop() {
      ending.abort();
      observer.disconnect();
      linkObserver.disconnect();
      clearTimeout(timer);
      clearInterval(pollTimer);
      for (const id of upgradeTimers) clearTimeout(id);
      timerDue = Number.POSITIVE_INFINITY;
      for (const resolve of waiting) resolve();
      waiting = [];
    },
  };
}
