/**
 * What lies over the marks. Only the browser knows, and asking it is dear: `elementFromPoint` takes 0.01 ms on most pages, but
 * 0.2 to 5 ms on a table of some thousand rows. So there is a budget for each frame:
 *
 * - What was found to cover something (a sticky head, a fixed bar, a menu) is remembered, and is taken to cover whatever else
 *   it meets, until that was asked.
 * - What changed is asked about first: it may be a menu that opened.
 * - Marks that stand close together are asked about in turns: what covers one of them covers others too, more often than not.
 *   First the uppermost and the lowest of them, as most of what covers others comes in from above or below.
 * - Asked first are the marks that meet something known and were not asked about it, those next to the edges of their
 *   scrollers, where new covers are met, and those that waited longest.
 * - When the page changed, everything is asked again, over as many frames as it takes; until then the last answer counts.
 * - Where a single question is more than a frame has room for, none is asked while the page scrolls. What sticks and stands beside
 *   one of the elements around a mark is taken to cover it until the browser says otherwise:
 *
 *       <header class=fixed> beside <main>, <thead><tr><th class=sticky> beside <tbody>
 */
import {
  childrenOf,
  contains,
  elementFromPoint,
  elementsByTagName,
  isConnected,
  lastElementChildOf,
  localNameOf,
  previousElementSiblingOf,
  rootNodeOf,
} from './dom.ts';
import { type Box, intersect, isInside, without } from './hit-test.ts';
import { renderedParent } from './shadow.ts';
import type { Sight } from './sight.ts';

/** Of a frame's 16 ms: while things move, when measuring and drawing take more and the page has work too; and else. */
const MOVING_MS = 1;
const STILL_MS = 2;
/**
 * After asking for n ms nothing is asked for so many times n: a two hundredth of the time while nothing moves, whatever the
 * page does besides; on a page of 5 MB one question takes 10 ms, and each key press puts all answers in doubt.
 */
const STILL_REST = 200;
const MOVING_REST = 4;
/** The same where everything is known, as far as is known. */
const IDLE_REST = 400;
/** No rest is longer, ms: on a machine with much to do each question takes long by the clock. */
const MAX_REST_MS = 500;
/** Both where a single question takes more than there is room for; and how long it rests where everything is known. */
const DEAR_REST = 400;
const MAX_DEAR_REST_MS = 2_000;
const DEAR_IDLE_MS = 10_000;
/** No rest where a question, or all of them together, cost less: no mark is to lie on a menu that opens. */
const REST_FROM_MS = 0.1;
const REST_FROM_ALL_MS = 1.5;
/** Where one question takes half of that, only in each third frame that moves: 50 ms are soon enough. */
const DEAR_MS = MOVING_MS / 2;
const DEAR_FRAMES = 3;
/** For clocks that stand still for longer than a frame. */
const MAX_QUESTIONS = 100;
/** Questions of a frame when all that is known still holds, as far as is known: while things move, and else. */
const MAX_MOVING = 16;
const MAX_IDLE = 6;
/** Marks in the same part of the window stand close together. Most things that cover others are half as high, or larger; CSS pixels. */
const PART = { width: 256, height: 128 };
/** Parts of the first look: a quarter of the questions finds what is as large as a head or a menu. */
const FIRST_PART = { width: 512, height: 256 };
/** The same where each question is more than there is room for: there is one part, then. */
const DEAR_PART = { width: 100_000, height: 100_000 };
const MAX_COVERS = 32;
/** What sticks is looked for among so many of the first and the last elements in another one, and among so many inside of each. */
const BESIDE = 8;
const INSIDE = 16;
/** So many at most for each element that others are in, and about so many in a frame. */
const MAX_BESIDE = 40;
const MAX_LOOKED_AT = 200;
/** Elements inside of one that changed which may have become covers. */
const MAX_PARTS = 8;
/** A tint over the page (a hovered row, a ripple) hides nothing. */
const MIN_ALPHA = 0.1;
const PICTURES: ReadonlySet<string> = new Set(['img', 'video', 'canvas', 'iframe', 'object', 'embed']);

/** A box of something that is about to be drawn. */
export interface Candidate {
  /** The same object in each frame. */
  readonly key: object;
  /** What it belongs to: neither these, nor anything in or around them, covers it. */
  readonly own: readonly Element[];
  readonly box: Box;
  /** Where it can be seen at all. */
  readonly clip: Box;
}

/** What is going on while marks are drawn. */
export interface Pace {
  /** Nothing moved in the frame before. */
  readonly isStill: boolean;
  /** Something was scrolled a moment ago. */
  readonly isScrolled: boolean;
}

export interface Cover {
  /** What is left to see of each; null for nothing. */
  see(candidates: readonly Candidate[], sight: Sight, pace: Pace): (Box | null)[];
  /** Whether there is nothing at the point but what is around `own`; undefined while it is too early to ask, and out of the window. */
  isFree(own: Element, x: number, y: number): boolean | undefined;
  /** The page changed, among others these elements: what was found out may not hold any more. */
  doubt(changed: readonly Element[]): void;
  /** ms until it is worth looking again, as there are candidates that were not asked about since; infinite when there are none. */
  readonly waitMs: number;
}

interface Facts {
  /** Rounds in which it was asked about last, at one corner and at the other. */
  askedBefore: number;
  askedLast: number;
  isTop: boolean;
  readonly covers: Map<Element, { readonly isOver: boolean; readonly round: number }>;
}

/** One of two opposite corners of a subject: the other one than last time, where it is not said which. */
interface Question {
  readonly subject: Subject;
  readonly isTop?: boolean;
}

/** A candidate of this round, with what is known of its key. */
interface Subject extends Candidate {
  readonly facts: Facts;
}

function alphaOf(colour: string): number {
  const alpha = /^rgba\(.*,\s*([\d.]+)\)$|\/\s*([\d.]+)\)$/.exec(colour);
  return alpha === null ? 1 : Number(alpha[1] ?? alpha[2]);
}

function isOpaque(element: Element, sight: Sight): boolean {
  if (PICTURES.has(localNameOf(element))) return true;
  const style = sight.styleOf(element);
  return style.backgroundImage !== 'none' || alphaOf(style.backgroundColor) > MIN_ALPHA;
}

/** Knows of no covers yet. */
export function createCover(view: Window): Cover {
  /** Whether each covered what it was asked about last, in the order in which they were met. */
  let covers = new Map<Element, boolean>();
  const known = new WeakMap<object, Facts>();
  /** Covers that the browser was not asked about. */
  const guessed = new WeakSet<Element>();
  /** In these was looked for what sticks. */
  let lookedThrough = new WeakSet<Element>();
  /** What may have become a cover. */
  const suspects = new Set<Element>();
  let round = 0;
  /** Round from which on answers count. */
  let lastDoubt = 0;
  let questions = 0;
  let restUntil = 0;
  let idleUntil = 0;
  /** Keys of the round before. */
  let before = new WeakSet<object>();
  /** Of one question, mean of the last few frames. */
  let costMs = 0;
  let isSettled = true;

  function hitAt([first]: readonly Element[], x: number, y: number): Element | null {
    return first === undefined ? null : elementFromPoint(rootNodeOf(first), x, y);
  }

  /** What `own` is shown in. */
  function aroundAll(own: readonly Element[]): ReadonlySet<Element> {
    const around = new Set<Element>();
    for (const element of own) for (let at = renderedParent(element); at !== null; at = renderedParent(at)) around.add(at);
    return around;
  }

  /** What covers `own` at the point: the outermost opaque thing there that is not around it. */
  function coverAt(own: readonly Element[], x: number, y: number, sight: Sight): Element | null {
    questions += 1;
    const hit = hitAt(own, x, y);
    // Most answers are the element itself, or what it stands in: said without looking at each that is around it.
    if (hit === null || own.some((element) => contains(element, hit) || contains(hit, element))) return null;
    const around = aroundAll(own);
    let found: Element | null = null;
    for (let at: Element | null = hit; at !== null && !around.has(at); at = renderedParent(at)) {
      if (own.includes(at)) return null; // in it
      // A link stretched over a product tile is hit too, and hides nothing: only what is painted covers.
      if (isOpaque(at, sight) && isInside(sight.boxOf(at), x, y)) found = at;
    }
    return found;
  }

  function factsOf(key: object): Facts {
    let facts = known.get(key);
    if (facts === undefined) {
      facts = { askedBefore: -1, askedLast: -1, isTop: false, covers: new Map() };
      known.set(key, facts);
    }
    return facts;
  }

  /** Asks at a point of the subject, and remembers. */
  function ask({ own, facts }: Subject, x: number, y: number, sight: Sight): void {
    const cover = coverAt(own, x, y, sight);
    if (cover === null) return;
    facts.covers.set(cover, { isOver: true, round });
    covers.delete(cover);
    covers.set(cover, true);
  }

  function isSticking(element: Element, sight: Sight): boolean {
    return /fixed|sticky/.test(sight.positionOf(element));
  }

  /** What begins or ends `parent`, and `at`. */
  function edgesOf(parent: Element, at: Element): ReadonlySet<Element> {
    const children = childrenOf(parent);
    const edges = new Set([at]);
    for (let i = 0; i < BESIDE && children[i] !== undefined; i += 1) edges.add(children[i] as Element);
    let last = lastElementChildOf(parent);
    for (let i = 0; i < BESIDE && last !== null; i += 1, last = previousElementSiblingOf(last)) edges.add(last);
    return edges;
  }

  /** Takes the opaque parts of what sticks for covers: in `parent`, beside `at` or inside of what stands there. How many it looked at. */
  function guessIn(parent: Element, at: Element, sight: Sight): number {
    const waiting = [...edgesOf(parent, at)].map((element) => ({ element, isStuck: false }));
    let count = 0;
    // Grows: the nearest first.
    for (const { element, isStuck } of waiting) {
      if (count === MAX_BESIDE) break;
      count += 1;
      const sticks = isStuck || isSticking(element, sight);
      if (sticks && isOpaque(element, sight)) guess(element, sight);
      else if (sticks || element !== at) {
        const inside = childrenOf(element);
        for (let i = 0; i < INSIDE && inside[i] !== undefined; i += 1) waiting.push({ element: inside[i] as Element, isStuck: sticks });
      }
    }
    return count;
  }

  function guess(element: Element, sight: Sight): void {
    const { zIndex } = sight.styleOf(element);
    const { left, top, right, bottom } = sight.boxOf(element);
    const { window } = sight;
    // A backdrop is behind the page, not over it.
    const isBackdrop = left <= window.left && top <= window.top && right >= window.right && bottom >= window.bottom;
    if (isBackdrop || Number(zIndex) < 0 || covers.size >= MAX_COVERS || covers.has(element)) return;
    covers.set(element, true);
    guessed.add(element);
  }

  /** In all that is around the subjects, as far as that was not done since the page changed. */
  function guessCovers(subjects: readonly Subject[], sight: Sight): void {
    let count = 0;
    for (const { own } of subjects) {
      for (let at = own[0] ?? null; at !== null; ) {
        const parent: Element | null = renderedParent(at);
        // What is around that was looked through with it.
        if (parent === null || lookedThrough.has(parent)) break;
        if (count >= MAX_LOOKED_AT) return;
        lookedThrough.add(parent);
        count += guessIn(parent, at, sight);
        at = parent;
      }
    }
  }

  /** Whether one of the elements is inside of something that sticks: that may lie over what else does. */
  function isInSticking(own: readonly Element[], sight: Sight): boolean {
    for (let at = own[0] ?? null; at !== null; at = renderedParent(at)) if (isSticking(at, sight)) return true;
    return false;
  }

  /** Asks of the known covers that the subject meets, apart from those met just now. */
  function askCovers(subject: Subject, sight: Sight): void {
    const { box, facts } = subject;
    if (covers.size === 0) return;
    for (const cover of [...covers.keys()]) {
      if (facts.covers.get(cover)?.round === round) continue;
      const shared = intersect(box, sight.boxOf(cover));
      if (shared === null) continue;
      facts.covers.set(cover, { isOver: false, round });
      covers.set(cover, false);
      ask(subject, (shared.left + shared.right) / 2, (shared.top + shared.bottom) / 2, sight);
    }
  }

  /** Whatever comes in from any side covers one of two opposite corners first. */
  function askCorner({ subject, isTop = !subject.facts.isTop }: Question, sight: Sight): void {
    const { box, facts } = subject;
    const { left, top, right, bottom } = box;
    const inset = Math.min(2, (right - left) / 2, (bottom - top) / 2);
    facts.askedBefore = facts.askedLast;
    facts.askedLast = round;
    facts.isTop = isTop;
    if (facts.isTop) ask(subject, left + inset, top + inset, sight);
    else ask(subject, right - inset, bottom - inset, sight);
    askCovers(subject, sight);
  }

  function isOver(cover: Element, { own, facts }: Subject, sight: Sight): boolean {
    const answer = facts.covers.get(cover)?.isOver;
    if ((answer ?? covers.get(cover)) !== true) return false;
    // What was never asked covers neither what is in it or around it, nor what sticks as well.
    const isFamily = () => own.some((element) => contains(cover, element) || contains(element, cover));
    if (answer === undefined && guessed.has(cover) && (isFamily() || isInSticking(own, sight))) return false;
    // What the pointer does not meet is not found under a point, but what is behind it: then only what sticks is believed.
    const [first] = own;
    const isBlind = first !== undefined && sight.styleOf(first).pointerEvents === 'none';
    return !isBlind || /fixed|sticky/.test(sight.styleOf(cover).position);
  }

  /** Whether it meets a known cover and was not asked about that since the page changed. */
  function isOpen({ box, facts }: Subject, sight: Sight): boolean {
    for (const cover of covers.keys()) {
      if ((facts.covers.get(cover)?.round ?? -1) < lastDoubt && intersect(box, sight.boxOf(cover)) !== null) return true;
    }
    return false;
  }

  /** Those that meet a known cover and were not asked about that. */
  function openOnes(subjects: readonly Subject[], sight: Sight): readonly Subject[] {
    return covers.size === 0 ? [] : subjects.filter((subject) => isOpen(subject, sight));
  }

  /** Subjects that stand close together. */
  function partsOf(subjects: readonly Subject[], size: typeof PART): Subject[][] {
    const parts = new Map<number, Subject[]>();
    for (const subject of subjects) {
      const { left, top } = subject.box;
      const part = Math.floor(top / size.height) * 1_000 + Math.floor(left / size.width);
      const list = parts.get(part);
      if (list === undefined) parts.set(part, [subject]);
      else list.push(subject);
    }
    return [...parts.values()];
  }

  /** The one next to an upper or lower edge, in turns. */
  function outermostOf(subjects: readonly Subject[]): Subject | undefined {
    const isUpper = round % 4 < 2;
    let outermost: Subject | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const subject of subjects) {
      const { box, clip } = subject;
      const distance = isUpper ? box.top - clip.top : clip.bottom - box.bottom;
      if (distance >= least) continue;
      least = distance;
      outermost = subject;
    }
    return outermost;
  }

  /** Whether subjects that stand close together were asked about often enough since the page changed: once at each corner. */
  function isKnown(part: readonly Subject[]): boolean {
    let times = 0;
    for (const { facts } of part) times += Number(facts.askedBefore >= lastDoubt) + Number(facts.askedLast >= lastDoubt);
    return times >= 2;
  }

  function isAllKnown(subjects: readonly Subject[], parts: readonly (readonly Subject[])[], sight: Sight): boolean {
    return parts.every(isKnown) && openOnes(subjects, sight).length === 0;
  }

  /** Where there is news: both corners at once, so that the next frame has nothing left to ask. */
  function questionsOfNews(subjects: readonly Subject[], parts: readonly (readonly Subject[])[], sight: Sight): Question[] {
    const unknown = parts.filter((part) => !isKnown(part));
    const highest = unknown.map((part) => part.reduce((first, one) => (one.box.top < first.box.top ? one : first)));
    const lowest = unknown.map((part) => part.reduce((last, one) => (one.box.bottom > last.box.bottom ? one : last)));
    return [
      ...openOnes(subjects, sight).map((subject) => ({ subject })),
      ...highest.filter(({ facts }) => facts.askedLast < lastDoubt).map((subject) => ({ subject, isTop: true })),
      ...lowest.map((subject) => ({ subject, isTop: false })),
    ];
  }

  /** Else: where only one can be asked about, it is in turns the outermost and one that is to be asked about anyway. */
  function usualQuestions(subjects: readonly Subject[], sight: Sight): Question[] {
    const oldest = partsOf(subjects, PART).map((part) =>
      part.reduce((first, one) => (one.facts.askedLast < first.facts.askedLast ? one : first)),
    );
    oldest.sort((a, b) => a.facts.askedLast - b.facts.askedLast);
    const others = [...openOnes(subjects, sight), ...oldest];
    const outermost = outermostOf(subjects);
    if (outermost === undefined) return [];
    const [first = outermost] = others;
    return [...new Set(round % 2 === 0 ? [outermost, ...others] : [first, outermost, ...others])].map((subject) => ({ subject }));
  }

  function askAbout(subjects: readonly Subject[], parts: readonly (readonly Subject[])[], sight: Sight, isStill: boolean): void {
    const isNews = isStill && !isAllKnown(subjects, parts, sight);
    const list = isNews ? questionsOfNews(subjects, parts, sight) : usualQuestions(subjects, sight);
    const budgetMs = isStill ? STILL_MS : MOVING_MS;
    const most = isNews ? MAX_QUESTIONS : isStill ? MAX_IDLE : MAX_MOVING;
    const begun = view.performance.now();
    questions = 0;
    const hasRoom = () => questions < most && view.performance.now() - begun < budgetMs;
    for (const [i, question] of list.entries()) {
      if (i > 0 && !hasRoom()) break;
      askCorner(question, sight);
    }
    const spent = view.performance.now() - begun;
    if (questions > 0) learnCost(spent / questions);
    rest(begun, spent, isTooDear() ? DEAR_REST : spent < REST_FROM_ALL_MS ? 0 : !isStill ? MOVING_REST : isNews ? STILL_REST : IDLE_REST);
  }

  /** What changed may cover something now: one question for each tells, and is asked even while it is too early for others. */
  function askSuspects(subjects: readonly Subject[], sight: Sight): void {
    const begun = view.performance.now();
    for (const suspect of suspects) {
      suspects.delete(suspect);
      if (!isConnected(suspect)) continue;
      const box = sight.boxOf(suspect);
      const met = subjects.find(({ own, box: other }) => intersect(other, box) !== null && !own.some((one) => contains(suspect, one)));
      const shared = met === undefined ? null : intersect(met.box, box);
      if (met === undefined || shared === null) continue;
      ask(met, (shared.left + shared.right) / 2, (shared.top + shared.bottom) / 2, sight);
      if (view.performance.now() - begun > DEAR_MS) return;
    }
  }

  /** ms until it is not too early to ask. */
  function restMs(): number {
    return costMs < REST_FROM_MS ? 0 : Math.max(0, restUntil - view.performance.now());
  }

  function rest(begun: number, spent: number, times: number): void {
    restUntil = begun + Math.min(spent * times, isTooDear() ? MAX_DEAR_REST_MS : MAX_REST_MS);
    idleUntil = begun + DEAR_IDLE_MS;
  }

  /** The first is believed. One that took less says more than one that took longer: another program may have run meanwhile. */
  function learnCost(ms: number): void {
    const share = costMs === 0 ? 1 : ms < costMs ? 1 / 2 : 1 / 8;
    costMs += (ms - costMs) * share;
  }

  /** One question alone is more than there is room for. */
  function isTooDear(): boolean {
    return costMs > STILL_MS;
  }

  /** Whether the browser may be asked in this frame. */
  function isTime({ isStill, isScrolled }: Pace, isJump: boolean, isNews: () => boolean): boolean {
    if (isTooDear()) return isStill && !isScrolled && restMs() === 0 && (isNews() || view.performance.now() >= idleUntil);
    // Scrolled so far that all are others, of which nothing is known: no rest is long enough to leave them on a head.
    return isJump || (restMs() === 0 && (isStill || costMs < DEAR_MS || round % DEAR_FRAMES === 0));
  }

  return {
    see(candidates, sight, pace) {
      round += 1;
      covers = new Map([...covers].filter(([cover]) => isConnected(cover)).slice(-MAX_COVERS));
      const subjects = candidates.map(({ key, own, box, clip }): Subject => ({ key, own, box, clip, facts: factsOf(key) }));
      const parts = partsOf(subjects, isTooDear() ? DEAR_PART : FIRST_PART);
      askSuspects(subjects, sight);
      const isJump = !subjects.some(({ key }) => before.has(key));
      before = new WeakSet(subjects.map(({ key }) => key));
      const isNews = () => !isAllKnown(subjects, parts, sight);
      if (isTime(pace, isJump, isNews)) askAbout(subjects, parts, sight, pace.isStill);
      if (isTooDear()) guessCovers(subjects, sight);
      isSettled = isAllKnown(subjects, parts, sight);

      return subjects.map((subject) => {
        let left: Box | null = subject.box;
        for (const cover of covers.keys()) {
          if (left === null) break;
          const over = intersect(left, sight.boxOf(cover));
          if (over !== null && isOver(cover, subject, sight)) left = without(left, over);
        }
        return left;
      });
    },
    isFree(own, x, y) {
      if (x < 0 || y < 0 || x >= view.innerWidth || y >= view.innerHeight) return undefined;
      const begun = view.performance.now();
      // One dear question for each frame is enough.
      if (restMs() > 0 || (costMs >= DEAR_MS && questions > 0)) return undefined;
      const hit = hitAt([own], x, y);
      const spent = view.performance.now() - begun;
      // Cheap questions may follow one another in the same frame.
      if (spent > DEAR_MS) rest(begun, spent, STILL_REST);
      return hit !== null && hit !== own && aroundAll([own]).has(hit);
    },
    doubt(changed) {
      lastDoubt = round + 1;
      lookedThrough = new WeakSet();
      for (const element of changed) {
        if (suspects.size >= MAX_COVERS) return;
        suspects.add(element);
        // A menu is often shown by a class of what it stands in. The collection is live: no more of it is made than is asked for.
        const parts = elementsByTagName(element, '*');
        for (let i = 0; i < MAX_PARTS && parts[i] !== undefined; i += 1) suspects.add(parts[i] as Element);
      }
    },
    get waitMs() {
      return isSettled ? Number.POSITIVE_INFINITY : restMs();
    },
  };
}
