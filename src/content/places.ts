/**
 * Where in the DOM the marks lie. Kept from one change of the page to the next: only blocks that were read again, or whose
 * marks changed, are looked up anew.
 *
 * Most marks of a long page are never looked at. They stay the numbers that they came as, and only the elements around their
 * words are found out; what stands in one of these is looked up when it comes near the window.
 *
 * A place also knows the words it was made for. Between a change of the page and the next reading, up to 300 ms, a row of a
 * virtual grid may show another product already: what is not intact is not drawn.
 */
import { readFindingId } from '../core/finding-id.ts';
import type { Mark, PackedMarks } from '../messaging/calls.ts';
import { MARK_SIZE, unpackMark } from '../messaging/marks.ts';
import { createSpanMapper, type PageBlock, type Segment, textAt } from './block-index.ts';
import { getAttribute, isConnected } from './dom.ts';
import { fieldTexts } from './fields.ts';
import { renderedParent } from './shadow.ts';
import { boxed } from './sight.ts';

/** Attributes that make blocks; see blocks.ts. */
const SPOKEN = ['alt', 'aria-label', 'title'];

/** A stretch of a text node with what stands there: one unit more at both ends, so that "Ciscoville" is not "Cisco". */
interface Stretch extends Segment {
  readonly text: string;
}

export interface Place {
  readonly mark: Mark;
  readonly block: PageBlock;
  /** The element around its first words; of a field or picture, itself. */
  readonly holder: Element;
}

/** What there is to draw of a place. */
export interface Spot {
  /** Whose visibility counts: the holder, or the nearest element around it that has a box. */
  readonly anchor: Element;
  readonly stretches: readonly Stretch[];
  /** The field or picture whose value or name it is; null for text. */
  readonly element: Element | null;
  /** What the field or picture said. */
  readonly said: string;
  /** Written from top to bottom. */
  readonly isUpright: boolean;
}

export interface Places {
  /** There are no marks. */
  readonly isEmpty: boolean;
  has(holder: Element): boolean;
  /** Blocks with places in a holder, each once; none where it is not known. Looks at no place. */
  blocksIn(holder: Element): ReadonlySet<PageBlock>;
  /** Places in a holder, none where it is not known. The same list until something in it changes. */
  in(holder: Element): readonly Place[];
  /** The place of a mark. */
  find(id: string): Place | undefined;
  /** Null where the words are not there any more. Reads style when a holder is asked about for the first time. */
  spotOf(place: Place): Spot | null;
  /** Replaces the marks, but for those of blocks that are left out. They are placed by `work`. */
  set(marks: PackedMarks, isLeftOut: (block: number) => boolean): void;
  /** Whether these are the marks that were set last, and all of them are placed. */
  isSet(marks: PackedMarks): boolean;
  /** Removes all marks. */
  clear(): void;
  /** Places marks while there is time; false when some are left. */
  work(hasTime: () => boolean): boolean;
  /** Looks again at blocks that were read since. */
  refresh(): void;
}

export interface PlacesOptions {
  readonly window: Window;
  readonly blockOf: (id: number) => PageBlock | undefined;
  /** Told of each holder that is new, and of each that no mark has any more. */
  readonly onHolder: (holder: Element, isNew: boolean) => void;
}

/** So many blocks are placed before the clock is asked again: asking takes as long as placing one. */
const BLOCKS_A_LOOK = 8;

/** The marks of one block: their numbers in a message, [from, to). */
interface Run {
  readonly marks: PackedMarks;
  readonly from: number;
  readonly to: number;
}

/** A run that was placed. */
interface Group {
  run: Run;
  /** The block when the marks came: one that was edited since must not carry them to other words. */
  origin: PageBlock | undefined;
  block: PageBlock | undefined;
  clusters: readonly Cluster[];
  /** Whether each of its marks is in a cluster. */
  isWhole: boolean;
}

/** Marks of one block that follow one another in one element: as many of the run's, from one on. */
interface Cluster {
  readonly group: Group;
  readonly block: PageBlock;
  readonly holder: Element;
  readonly first: number;
  count: number;
  /** Made when they are asked for. */
  places: readonly OwnPlace[] | undefined;
  /** False as soon as its marks are gone. */
  isHeld: boolean;
}

/** `spot` is undefined until somebody asks. */
interface OwnPlace extends Place {
  readonly cluster: Cluster;
  spot: Spot | null | undefined;
}

interface Holding {
  readonly clusters: Set<Cluster>;
  places: readonly OwnPlace[] | undefined;
}

function textAround({ node, from, to }: Segment): string {
  const begin = Math.max(0, from - 1);
  return begin < node.length ? node.substringData(begin, to + 1 - begin) : '';
}

function textOf(element: Element): string {
  const spoken = SPOKEN.map((name) => getAttribute(element, name) ?? '');
  return [...fieldTexts(element).map(({ text }) => text), ...spoken].join('\n');
}

/** Whether the words are still there, unchanged, as far as can be seen without layout. */
export function isIntact({ stretches, element, said }: Spot): boolean {
  if (element !== null) return isConnected(element) && textOf(element) === said;
  return stretches.every((stretch) => isConnected(stretch.node) && textAround(stretch) === stretch.text);
}

function withoutSpace(text: string): string {
  return text.replace(/\s+/g, '');
}

function isSameText(a: string, b: string): boolean {
  return a === b || withoutSpace(a) === withoutSpace(b);
}

function sizeOf({ from, to }: Run): number {
  return to - from;
}

function allOf(marks: PackedMarks): Run {
  return { marks, from: 0, to: marks.numbers.length };
}

function areSame(a: Run, b: Run): boolean {
  const size = sizeOf(a);
  if (size !== sizeOf(b) || a.marks.frame !== b.marks.frame) return false;
  const [ours, theirs] = [a.marks.numbers, b.marks.numbers];
  const { from } = a;
  const shift = b.from - from;
  for (let at = from; at < a.to; at += 1) if (ours[at] !== theirs[at + shift]) return false;
  return true;
}

/** The runs of a message, by block. */
function runsOf(marks: PackedMarks, isLeftOut: (block: number) => boolean): Map<number, Run> {
  const { numbers } = marks;
  const runs = new Map<number, Run>();
  for (let from = 0; from < numbers.length; ) {
    const block = numbers[from] as number;
    let to = from;
    while (numbers[to] === block) to += MARK_SIZE;
    if (!isLeftOut(block)) runs.set(block, { marks, from, to });
    from = to;
  }
  return runs;
}

/** No places yet. */
export function createPlaces({ window: view, blockOf, onHolder }: PlacesOptions): Places {
  const groups = new Map<number, Group>();
  const holdings = new Map<Element, Holding>();
  /**
   * Groups whose marks were taken away: the same often come again, as when a list is switched off and on, and all that was
   * found out about them still holds. Kept until the page is read again.
   */
  const left = new Map<number, Group>();
  /** Marks that came and are not placed yet, by block. */
  let todo = new Map<number, Run>();
  /** What was set last; null where some of it was left out. */
  let whole: PackedMarks | null = null;

  /* Which element they are in */

  /** Marks without an element around them are in none. */
  function clustersOf(group: Group, block: PageBlock): Cluster[] {
    const { run } = group;
    const found: Cluster[] = [];
    let last: Cluster | undefined;
    let node: Text | undefined;
    let holder: Element | null = block.element;
    for (let i = 0; run.from + i * MARK_SIZE < run.to; i += 1) {
      if (block.element === null) {
        const next = textAt(block, run.marks.numbers[run.from + i * MARK_SIZE + 1] as number);
        if (next !== node) holder = next === undefined ? null : renderedParent(next);
        node = next;
      }
      if (holder === null) last = undefined;
      else if (last?.holder === holder) last.count += 1;
      else {
        last = { group, block, holder, first: i, count: 1, places: undefined, isHeld: false };
        found.push(last);
      }
    }
    return found;
  }

  function put(group: Group, block: PageBlock | undefined): void {
    const before = group.clusters;
    group.block = block;
    group.clusters = block === undefined ? [] : clustersOf(group, block);
    let count = 0;
    // The new ones first: a holder that stays is not observed anew.
    for (const cluster of group.clusters) {
      count += cluster.count;
      hold(cluster);
    }
    for (const cluster of before) forget(cluster);
    group.isWhole = count * MARK_SIZE === sizeOf(group.run);
  }

  function hold(cluster: Cluster): void {
    const { holder } = cluster;
    const holding = holdings.get(holder);
    cluster.isHeld = true;
    if (holding === undefined) {
      holdings.set(holder, { clusters: new Set([cluster]), places: undefined });
      onHolder(holder, true);
    } else {
      holding.clusters.add(cluster);
      holding.places = undefined;
    }
  }

  function forget(cluster: Cluster): void {
    const { holder } = cluster;
    cluster.isHeld = false;
    const holding = holdings.get(holder);
    if (holding === undefined) return;
    holding.clusters.delete(cluster);
    holding.places = undefined;
    if (holding.clusters.size > 0) return;
    holdings.delete(holder);
    onHolder(holder, false);
  }

  /** Puts the marks where their block is now, and looks again for words that were not found. */
  function lookAgain(group: Group, block: PageBlock | undefined): void {
    if (block !== group.block || !group.isWhole) put(group, block);
    else for (const { places = [] } of group.clusters) for (const place of places) if (place.spot === null) place.spot = undefined;
  }

  function replace(runs: Map<number, Run>): void {
    todo = runs;
    for (const [id, group] of groups) {
      if (todo.has(id)) continue;
      for (const cluster of group.clusters) forget(cluster);
      groups.delete(id);
      left.set(id, group);
    }
  }

  /** Puts the marks of one block. */
  function take(id: number, run: Run): void {
    const block = blockOf(id);
    const known = groups.get(id);
    const same = known ?? left.get(id);
    left.delete(id);
    if (same !== undefined && same.block === block && areSame(same.run, run)) {
      same.run = run; // a group that stays does not keep an old message
      same.origin = block;
      if (known === undefined) {
        groups.set(id, same);
        for (const cluster of same.clusters) {
          // What was typed into a field may still have the words in it.
          if (cluster.places?.some(({ spot }) => spot && !isIntact(spot))) cluster.places = undefined;
          hold(cluster);
        }
      }
      lookAgain(same, block);
      return;
    }
    const group: Group = { run, origin: block, block, clusters: known?.clusters ?? [], isWhole: false };
    groups.set(id, group);
    put(group, block);
  }

  function work(hasTime: () => boolean): boolean {
    let done = 0;
    for (const [id, run] of todo) {
      if (done % BLOCKS_A_LOOK === 0 && !hasTime()) return false;
      done += 1;
      todo.delete(id);
      take(id, run);
    }
    return true;
  }

  /* Where in it their words are */

  function placesOf(cluster: Cluster): readonly OwnPlace[] {
    const { group, block, holder, first, count } = cluster;
    const { marks, from } = group.run;
    if (cluster.places !== undefined) return cluster.places;
    const places: OwnPlace[] = [];
    for (let i = first; i < first + count; i += 1) {
      places.push({ mark: unpackMark(marks, from + i * MARK_SIZE), block, holder, cluster, spot: undefined });
    }
    cluster.places = places;
    return places;
  }

  function placesIn(holding: Holding): readonly OwnPlace[] {
    const [only] = holding.clusters;
    // The list of a single cluster is the same when its marks come again, and so is where they were.
    holding.places ??= only !== undefined && holding.clusters.size === 1 ? placesOf(only) : [...holding.clusters].flatMap(placesOf);
    return holding.places;
  }

  /** Finds the words of all marks in the cluster at once: each of its text nodes is gone through once. */
  function findSpots({ group: { origin }, block, holder, places = [] }: Cluster): void {
    const { element } = block;
    const mapper = createSpanMapper(block);
    const said = element === null ? '' : textOf(element);
    const anchor = boxed(view, holder);
    const isUpright = view.getComputedStyle(anchor).writingMode !== 'horizontal-tb';
    for (const place of places) {
      place.spot = null;
      const { start, end } = place.mark;
      const text = origin?.text.slice(start, end);
      if (text === undefined || (block !== origin && block.text.slice(start, end) !== text)) continue;
      const stretches = mapper.segments(start, end).map((segment) => ({ ...segment, text: textAround(segment) }));
      const words = stretches.map(({ node, from, to }) => node.substringData(from, to - from)).join('');
      const isThere = element === null ? isSameText(words, text) : withoutSpace(said).includes(withoutSpace(text));
      // Else it changed since it was read; it will be read again in a moment.
      if (isThere && isConnected(holder)) place.spot = { anchor, stretches, element, isUpright, said };
    }
  }

  function spotOf(place: OwnPlace): Spot | null {
    if (!place.cluster.isHeld) return null;
    if (place.spot === undefined) findSpots(place.cluster);
    return place.spot ?? null;
  }

  return {
    get isEmpty() {
      return groups.size === 0 && todo.size === 0;
    },
    has: (holder) => holdings.has(holder),
    blocksIn: (holder) => new Set(Array.from(holdings.get(holder)?.clusters ?? [], ({ block }) => block)),
    in(holder) {
      const holding = holdings.get(holder);
      return holding === undefined ? [] : placesIn(holding);
    },
    find(id) {
      work(() => true);
      const block = readFindingId(id)?.block;
      const clusters = block === undefined ? undefined : groups.get(block)?.clusters;
      return clusters?.flatMap(placesOf).find(({ mark }) => mark.id === id);
    },
    spotOf: (place) => spotOf(place as OwnPlace),
    set(marks, isLeftOut) {
      whole = marks;
      replace(
        runsOf(marks, (block) => {
          const isOut = isLeftOut(block);
          if (isOut) whole = null;
          return isOut;
        }),
      );
    },
    isSet: (marks) => whole !== null && todo.size === 0 && areSame(allOf(whole), allOf(marks)),
    clear() {
      whole = null;
      replace(new Map());
    },
    work,
    refresh() {
      left.clear();
      for (const [id, group] of groups) if (!todo.has(id)) lookAgain(group, blockOf(id));
    },
  };
}
