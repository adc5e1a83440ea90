/**
 * When to look at the page again: something happened that may have moved or covered what is marked, or it is moving now.
 *
 * One look answers one event, in the next frame; while things move there is one in each frame. A transition that only
 * changes colours, and the spinner that turns for ever beside the marks, are no reason to go on.
 */

import { isConnected, isHidden } from './dom.ts';
import { animationsIn, fontsOf, frameTimeOf, listenTo } from './dom-drawing.ts';

/** Layout also moves without any event (style sheets that a script edits); looked at this often while marks are near. */
const CHECK_MS = 500;
/** Frames go on this long after the last thing that moved. */
const AFTER_MOVE_MS = 150;
/** A transition or animation may start slowly; one that has moved nothing for so long will not. */
const SLOW_START_MS = 1_000;

/** Once is enough: these say that something is different now. */
const LOOK_AT = [
  'load', 'toggle', 'beforetoggle', 'contentvisibilityautostatechange', 'fullscreenchange', 'transitionend', 'transitioncancel',
  'animationend', 'animationcancel',
]; // biome-ignore format: a list to read
/** What the page makes of these is seen soon enough a little later: a look at a large page in each frame slows typing. */
const LOOK_SOON_AT = ['click', 'keydown', 'input', 'pointerover'];
const SOON_MS = 200;
const PAINT_ONLY = /color|shadow|fill|stroke|background|decoration|cursor|radius|filter/;

/** What may change the place of something. The text is watched as well: a stale mark goes at once. */
const OBSERVED: MutationObserverInit = {
  subtree: true,
  childList: true,
  characterData: true,
  attributeFilter: ['style', 'class', 'hidden', 'open'],
};

/** What may be going on. */
export interface Motion {
  /** Something may be moving all by itself. */
  readonly isAnimated: boolean;
  /** Something was scrolled a moment ago. */
  readonly isScrolled: boolean;
}

export interface FramesOptions {
  readonly window: Window;
  /** Looks and draws. True when anything is elsewhere than before. */
  readonly draw: (motion: Motion) => boolean;
  /** A quick look without a frame, when nothing is known to have happened: false where it takes a real one. */
  readonly isAsBefore: () => boolean;
  /** ms until it is worth looking again, infinite where no answer is waited for; null where there is nothing to look at. */
  readonly waitMs: () => number | null;
  /** Called before any frame when the page is different than before; of changes of the DOM, with what they are. */
  readonly onChange: (records: readonly MutationRecord[]) => void;
}

export interface Frames {
  /** Draws in the next frame. */
  look(): void;
  /** Sees in a moment whether anything moved, and then now and then. */
  rest(): void;
  /** Listens and observes here too; a second time does nothing. Events of scrolling and moving do not leave shadow roots. */
  watch(root: Document | ShadowRoot): void;
  stop(): void;
}

/** Listens to the window; to documents and shadow roots when told. */
export function createFrames({ window: view, draw, isAsBefore, waitMs, onChange }: FramesOptions): Frames {
  const ending = new AbortController();
  const watched = new Map<Document | ShadowRoot, AbortController>();
  const observer = new MutationObserver((records) => {
    onChange(records);
    if (isSameFrame()) lookLast();
    else look();
  });
  const seen = new WeakSet<Animation>();
  let frame = 0;
  /** Time of the frame in which was looked last. */
  let lookedAt: unknown = null;
  let liveUntil = 0;
  let animatedUntil = 0;
  let scrolledUntil = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let soonTimer: ReturnType<typeof setTimeout> | undefined;

  function look(): void {
    if (frame === 0 && !ending.signal.aborted) frame = view.requestAnimationFrame(turn);
  }

  /**
   * Draws in the next frame after the callbacks that the page has asked for until now: a page that moves or scrolls things in
   * each frame asks again in each, and would always be one ahead. Only when no frame has begun that was not looked at yet,
   * or that frame would be put off.
   */
  function lookLast(): void {
    view.cancelAnimationFrame(frame);
    frame = 0;
    look();
  }

  function follow(ms: number): void {
    liveUntil = Math.max(liveUntil, view.performance.now() + ms);
    look();
  }

  function followAnimation(): void {
    animatedUntil = view.performance.now() + SLOW_START_MS;
    follow(SLOW_START_MS);
  }

  /** Until something happens, or until it is time to see whether anything did. A page in the background is left alone. */
  function rest(least = 0): void {
    clearTimeout(timer);
    const worth = waitMs();
    if (worth === null || isHidden(view.document) || ending.signal.aborted) return;
    const wait = Math.max(worth, least);
    if (wait === 0) look();
    else timer = setTimeout(wait < CHECK_MS ? look : check, Math.min(wait, CHECK_MS));
  }

  function check(): void {
    if (isAsBefore()) rest();
    else look();
  }

  /** Whether this frame, or the pause after it, is the one in which was looked last. */
  function isSameFrame(): boolean {
    return frameTimeOf(view.document) === lookedAt;
  }

  function turn(): void {
    frame = 0;
    lookedAt = frameTimeOf(view.document);
    clearTimeout(timer);
    // Before anything is drawn: the answer needs style, and would make the browser work out what we wrote by itself.
    if (waitMs() !== null && hasNewAnimation()) followAnimation();
    const now = view.performance.now();
    const hasMoved = draw({ isAnimated: now < animatedUntil, isScrolled: now < scrolledUntil });
    if (waitMs() === null) return;
    if (hasMoved) follow(AFTER_MOVE_MS);
    else if (view.performance.now() < liveUntil) look();
    else rest();
  }

  /** `element.animate` has no event that says so. */
  function hasNewAnimation(): boolean {
    let isNew = false;
    for (const root of watched.keys()) {
      for (const animation of animationsIn(root)) {
        if (animation.playState !== 'running' || seen.has(animation)) continue;
        seen.add(animation);
        isNew ||= !PAINT_ONLY.test((animation as Partial<CSSTransition>).transitionProperty ?? '');
      }
    }
    return isNew;
  }

  function onEvent(): void {
    onChange([]);
    look();
  }

  function onHandling(): void {
    soonTimer ??= setTimeout(() => {
      soonTimer = undefined;
      onEvent();
    }, SOON_MS);
  }

  function onMotion(event: Event): void {
    const { type, propertyName } = event as TransitionEvent;
    if (type !== 'animationstart' && PAINT_ONLY.test(propertyName)) return;
    onChange([]);
    followAnimation();
  }

  function listen(target: EventTarget, types: readonly string[], act: (event: Event) => void, signal: AbortSignal): void {
    for (const type of types) listenTo(target, type, act, { capture: true, passive: true, signal });
  }

  /** The browser reports scrolling right before the callbacks of a frame. */
  function onScroll({ isTrusted }: Event): void {
    if (isTrusted) lookLast();
    scrolledUntil = view.performance.now() + AFTER_MOVE_MS;
    follow(AFTER_MOVE_MS);
  }
  listen(view, ['scroll'], onScroll, ending.signal);
  listen(view, ['resize'], onEvent, ending.signal);
  listen(fontsOf(view.document), ['loadingdone'], onEvent, ending.signal);

  return {
    look,
    rest: () => rest(CHECK_MS),
    watch(root) {
      if (watched.has(root) || ending.signal.aborted) return;
      for (const [old, leaving] of watched) {
        if (isConnected(old)) continue;
        leaving.abort();
        watched.delete(old);
      }
      const leaving = new AbortController();
      watched.set(root, leaving);
      listen(root, LOOK_AT, onEvent, leaving.signal);
      listen(root, LOOK_SOON_AT, onHandling, leaving.signal);
      listen(root, ['transitionstart', 'animationstart'], onMotion, leaving.signal);
      if (root !== view.document) listen(root, ['scroll'], onScroll, leaving.signal);
      else listen(root, ['visibilitychange'], onEvent, leaving.signal);
      observer.observe(root, OBSERVED);
    },
    stop() {
      ending.abort();
      for (const leaving of watched.values()) leaving.abort();
      watched.clear();
      observer.disconnect();
      view.cancelAnimationFrame(frame);
      clearTimeout(timer);
      clearTimeout(soonTimer);
    },
  };
}
