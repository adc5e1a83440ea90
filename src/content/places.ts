/**
 * Where in the DOM the marks lie. Kept from one change of the page to the next: only blocks that were read again, or whose
 * marks changed, are looked up anew.
 *
 * A place also knows the words it was made for. Between a change of the page and the next reading, up to 300 ms, a row of a
 * virtual grid may show another product already: what is not intact is not drawn.
 */
import type { Mark } from '../messaging/calls.ts';
import { createSpanMapper, type PageBlock, type Segment } from './block-index.ts';
import { getAttribute, isConnected } from './dom.ts';
import { fieldTexts } from './fields.ts';
import { renderedParent } from './shadow.ts';

/** Attributes that make blocks; see blocks.ts. */
const SPOKEN = ['alt', 'aria-label', 'title'];

/** A stretch of a text node with what stands there: one unit more at both ends, so that "Ciscoville" is not "Cisco". */
interface Stretch extends Segment {
  readonly text: string;
}

export interface Place {
  readonly mark: Mark;
  readonly block: PageBlock;
  /** Whose visibility counts, and what the IntersectionObserver looks at. */
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
  readonly all: Iterable<Place>;
  /** Places by anchor. An anchor without places is not in it. */
  readonly byAnchor: ReadonlyMap<Element, ReadonlySet<Place>>;
  /** Replaces the marks. */
  set(marks: readonly Mark[]): void;
  /** Looks again at blocks that were read since. */
  refresh(): void;
}

export interface PlacesOptions {
  readonly window: Window;
  readonly blockOf: (id: number) => PageBlock | undefined;
  /** Told of each anchor that is new, and of each that no mark has any more. */
  readonly onAnchor: (anchor: Element, isNew: boolean) => void;
}

/** The marks of one block. */
interface Group {
  readonly marks: readonly Mark[];
  /** Text under each mark when it came: a block that was edited since must not carry it elsewhere. */
  readonly texts: readonly string[];
  block: PageBlock | undefined;
  places: readonly Place[];
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
export function isIntact({ stretches, element, said }: Place): boolean {
  if (element !== null) return isConnected(element) && textOf(element) === said;
  return stretches.every((stretch) => isConnected(stretch.node) && textAround(stretch) === stretch.text);
}

function withoutSpace(text: string): string {
  return text.replace(/\s+/g, '');
}

function areSame(a: readonly Mark[], b: readonly Mark[]): boolean {
  return (
    a.length === b.length &&
    a.every((mark, i) => {
      const other = b[i];
      return other?.id === mark.id && other.start === mark.start && other.end === mark.end && other.level === mark.level;
    })
  );
}

function byBlock(marks: readonly Mark[]): Map<number, Mark[]> {
  const lists = new Map<number, Mark[]>();
  for (const mark of marks) {
    const list = lists.get(mark.block);
    if (list === undefined) lists.set(mark.block, [mark]);
    else list.push(mark);
  }
  return lists;
}

/** No places yet. */
export function createPlaces({ window: view, blockOf, onAnchor }: PlacesOptions): Places {
  const groups = new Map<number, Group>();
  const byAnchor = new Map<Element, Set<Place>>();

  /** The nearest element with a box: `display: contents` never meets the window. */
  function boxed(start: Element): Element {
    let at: Element = start;
    while (view.getComputedStyle(at).display === 'contents') {
      const parent = renderedParent(at);
      if (parent === null) break;
      at = parent;
    }
    return at;
  }

  function find({ block, marks, texts }: Group): Place[] {
    if (block === undefined) return [];
    const { element } = block;
    const found: Place[] = [];
    const mapper = createSpanMapper(block);
    for (const [i, mark] of marks.entries()) {
      const text = texts[i] ?? '';
      if (block.text.slice(mark.start, mark.end) !== text) continue;
      const stretches = mapper.segments(mark.start, mark.end).map((segment) => ({ ...segment, text: textAround(segment) }));
      const words = stretches.map(({ node, from, to }) => node.substringData(from, to - from)).join('');
      // The node changed since it was read; it will be read again in a moment.
      if (element === null && withoutSpace(words) !== withoutSpace(text)) continue;
      const holder = element ?? (stretches[0] === undefined ? null : renderedParent(stretches[0].node));
      if (holder === null || !isConnected(holder)) continue;
      const anchor = boxed(holder);
      const isUpright = view.getComputedStyle(anchor).writingMode !== 'horizontal-tb';
      found.push({ mark, block, anchor, stretches, element, isUpright, said: element === null ? '' : textOf(element) });
    }
    return found;
  }

  function place(group: Group, block: PageBlock | undefined): void {
    const before = group.places;
    group.block = block;
    group.places = find(group);
    // The new ones first: an anchor that stays is not observed anew.
    for (const one of group.places) {
      const list = byAnchor.get(one.anchor);
      if (list === undefined) {
        byAnchor.set(one.anchor, new Set([one]));
        onAnchor(one.anchor, true);
      } else list.add(one);
    }
    for (const one of before) forget(one);
  }

  function forget(place: Place): void {
    const list = byAnchor.get(place.anchor);
    list?.delete(place);
    if (list?.size !== 0) return;
    byAnchor.delete(place.anchor);
    onAnchor(place.anchor, false);
  }

  return {
    get all() {
      return (function* () {
        for (const { places } of groups.values()) yield* places;
      })();
    },
    byAnchor,
    set(marks) {
      const lists = byBlock(marks);
      for (const [id, group] of groups) {
        if (lists.has(id)) continue;
        for (const one of group.places) forget(one);
        groups.delete(id);
      }
      for (const [id, list] of lists) {
        list.sort((a, b) => a.start - b.start);
        const block = blockOf(id);
        const known = groups.get(id);
        const isKnown = known !== undefined && areSame(known.marks, list);
        if (isKnown && known.block === block && known.places.length === list.length) continue;
        const texts = list.map(({ start, end }) => block?.text.slice(start, end) ?? '');
        const group: Group = { marks: list, texts, block, places: known?.places ?? [] };
        groups.set(id, group);
        place(group, block);
      }
    },
    refresh() {
      for (const [id, group] of groups) {
        const block = blockOf(id);
        if (block !== group.block || group.places.length < group.marks.length) place(group, block);
      }
    },
  };
}
