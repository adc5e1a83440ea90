/**
 * Where in the DOM the marks lie. Kept from one change of the page to the next: only blocks that were read again, or whose
 * marks changed, are looked up anew.
 *
 * Most marks of a long page are never looked at. Of those only the element around their words is found out; where in it the
 * words stand is looked up when that comes near the window.
 *
 * A place also knows the words it was made for. Between a change of the page and the next reading, up to 300 ms, a row of a
 * virtual grid may show another product already: what is not intact is not drawn.
 */
import type { Mark } from '../messaging/calls.ts';
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
  /** Places by holder. A holder without places is not in it. */
  readonly byHolder: ReadonlyMap<Element, ReadonlySet<Place>>;
  /** The place of a mark. */
  find(id: string): Place | undefined;
  /** Null where the words are not there any more. Reads style when a block is asked about for the first time. */
  spotOf(place: Place): Spot | null;
  /** Replaces the marks. They are placed by `work`. */
  set(marks: readonly Mark[]): void;
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

/** The marks of one block, in its order. */
interface Group {
  readonly marks: readonly Mark[];
  /** The block when the marks came: one that was edited since must not carry them to other words. */
  origin: PageBlock | undefined;
  block: PageBlock | undefined;
  places: readonly Place[];
  /** Of the places whose words were found; undefined until one of them is asked about. */
  spots: ReadonlyMap<Place, Spot> | undefined;
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

/** The element around the first words of a mark; null where there is none. */
function holderOf(block: PageBlock, mark: Mark): Element | null {
  if (block.element !== null) return block.element;
  const node = textAt(block, mark.start);
  return node === undefined ? null : renderedParent(node);
}

/** No places yet. */
export function createPlaces({ window: view, blockOf, onHolder }: PlacesOptions): Places {
  const groups = new Map<number, Group>();
  const byHolder = new Map<Element, Set<Place>>();
  /** Marks that came and are not placed yet, by block. */
  let todo = new Map<number, Mark[]>();

  function anchorOf(holder: Element): Pick<Spot, 'anchor' | 'isUpright'> {
    const anchor = boxed(view, holder);
    return { anchor, isUpright: view.getComputedStyle(anchor).writingMode !== 'horizontal-tb' };
  }

  function findSpots({ origin, block, places }: Group): Map<Place, Spot> {
    const found = new Map<Place, Spot>();
    if (origin === undefined || block === undefined) return found;
    const { element } = block;
    const mapper = createSpanMapper(block);
    const said = element === null ? '' : textOf(element);
    const anchors = new Map<Element, Pick<Spot, 'anchor' | 'isUpright'>>();
    for (const place of places) {
      const { start, end } = place.mark;
      const text = origin.text.slice(start, end);
      if (block !== origin && block.text.slice(start, end) !== text) continue;
      const stretches = mapper.segments(start, end).map((segment) => ({ ...segment, text: textAround(segment) }));
      const words = stretches.map(({ node, from, to }) => node.substringData(from, to - from)).join('');
      const isThere = element === null ? isSameText(words, text) : withoutSpace(said).includes(withoutSpace(text));
      // Else it changed since it was read; it will be read again in a moment.
      if (!isThere || !isConnected(place.holder)) continue;
      const { anchor, isUpright } = anchors.get(place.holder) ?? anchorOf(place.holder);
      anchors.set(place.holder, { anchor, isUpright });
      found.set(place, { anchor, stretches, element, isUpright, said });
    }
    return found;
  }

  function put(group: Group, block: PageBlock | undefined): void {
    const before = group.places;
    group.block = block;
    group.spots = undefined;
    group.places =
      block === undefined
        ? []
        : group.marks.flatMap((mark) => {
            const holder = holderOf(block, mark);
            return holder === null ? [] : { mark, block, holder };
          });
    // The new ones first: a holder that stays is not observed anew.
    for (const one of group.places) {
      const list = byHolder.get(one.holder);
      if (list === undefined) {
        byHolder.set(one.holder, new Set([one]));
        onHolder(one.holder, true);
      } else list.add(one);
    }
    for (const one of before) forget(one);
  }

  /** Puts the marks where their block is now, and looks again for words that were not found. */
  function lookAgain(group: Group, block: PageBlock | undefined): void {
    if (block !== group.block || group.places.length < group.marks.length) put(group, block);
    else if (group.spots !== undefined && group.spots.size < group.places.length) group.spots = undefined;
  }

  function forget(place: Place): void {
    const list = byHolder.get(place.holder);
    list?.delete(place);
    if (list?.size !== 0) return;
    byHolder.delete(place.holder);
    onHolder(place.holder, false);
  }

  /** Puts the marks of one block. */
  function take(id: number, list: Mark[]): void {
    list.sort((a, b) => a.start - b.start);
    const block = blockOf(id);
    const known = groups.get(id);
    if (known !== undefined && known.block === block && areSame(known.marks, list)) {
      known.origin = block;
      lookAgain(known, block);
      return;
    }
    const group: Group = { marks: list, origin: block, block, places: known?.places ?? [], spots: undefined };
    groups.set(id, group);
    put(group, block);
  }

  function work(hasTime: () => boolean): boolean {
    for (const [id, list] of todo) {
      if (!hasTime()) return false;
      todo.delete(id);
      take(id, list);
    }
    return true;
  }

  return {
    byHolder,
    find(id) {
      work(() => true);
      for (const { places } of groups.values()) for (const place of places) if (place.mark.id === id) return place;
      return undefined;
    },
    spotOf(place) {
      const group = groups.get(place.mark.block);
      if (group === undefined) return null;
      group.spots ??= findSpots(group);
      return group.spots.get(place) ?? null;
    },
    set(marks) {
      todo = byBlock(marks);
      for (const [id, group] of groups) {
        if (todo.has(id)) continue;
        for (const one of group.places) forget(one);
        groups.delete(id);
      }
    },
    work,
    refresh() {
      for (const [id, group] of groups) if (!todo.has(id)) lookAgain(group, blockOf(id));
    },
  };
}
