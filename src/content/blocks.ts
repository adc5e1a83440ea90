/**
 * DOM → blocks: the text that a reader sees, in pieces that nothing matches across.
 *
 *     <td>Check <b>Point</b></td><td>FG-<br>100</td>   →   'Check Point' · 'FG- 100'
 *
 * A block is a run of inline content inside one block-level element. One hand-written walk over firstChild/nextSibling
 * (a TreeWalker with a filter callback is eight times slower), with its own stack, so that it can rest between any two
 * nodes and go on in a later task, when the page may have changed: what changed in between is reported by the mutation
 * observer and read again, so the walk only has to stay on its feet (`resume`).
 *
 * Block or inline is decided by tag, because asking the style of every element would cost more than everything else;
 * the style is asked where it matters: when two words would be glued together across an element's edge, for custom
 * elements, and for visibility. Known limits: a `<div style="display:inline">` still ends a block, and text that CSS
 * generates (`content:`) is not in the DOM and not read.
 */
import { withLink } from '../core/links.ts';
import { collapse, isBlank } from './collapse.ts';
import {
  checkVisibility,
  childElementCountOf,
  elementsByTagName,
  firstChildOf,
  firstElementChildOf,
  getAttribute,
  hasAttribute,
  hasAttributes,
  hostOfRoot,
  isConnected,
  isContentEditable,
  localNameOf,
  matches,
  nextSiblingOf,
  nodeTypeOf,
  parentElementOf,
  parentNodeOf,
  textContentOf,
} from './dom.ts';
import { fieldTexts } from './fields.ts';
import { otherHostOf, pageHostOf } from './links.ts';
import { canHostShadow, composedParent, type ShadowOf, slotIn } from './shadow.ts';

/** Longest block. Terms are far shorter; a longer run is cut at white space. */
export const MAX_BLOCK_UNITS = 65_536;
/** How far back from there a cut looks for white space. */
const CUT_SEARCH = 1_024;
/** Elements counted in one piece, a fraction of a millisecond, and what that costs. */
const COUNTED_AT_ONCE = 20_000;
const COUNTING_UNITS = 64;
/** Nodes looked at to see whether an attribute only repeats an element's text. */
const COMPARED_NODES = 1_000;
/** Where a text field's value is cut into blocks. */
const BLANK_LINES = /\n[ \t\r]*\n/;
/** Nodes read in one pass over a frame; about 1 s of slices. What is left is counted and said. */
export const MAX_NODES = 300_000;

/** A block as it was read. */
export interface Draft {
  /** 0 before it has one. Here from the start: an object that grows later costs as much again. */
  readonly id: number;
  /** The pass over the page in which it was news last; 0 before it was. */
  pass: number;
  readonly text: string;
  /** Text nodes in order; empty for values and attributes. */
  readonly nodes: readonly Text[];
  /** Where each node's text begins in `text`. Plain numbers: a typed array of one or two elements costs ten times as much. */
  readonly starts: readonly number[];
  /** Unit of the first node at which the block begins; not 0 only inside a very long text node. */
  readonly from: number;
  /** The block-level element (or shadow host) that owns the block. */
  readonly container: Element;
  readonly row: number | undefined;
  readonly field: boolean;
  /** From an attribute that is shown or spoken: `alt`, `title`, `aria-label`. */
  readonly isAttribute: boolean;
  /** The element whose value or attribute this is; null for text. */
  readonly element: Element | null;
  /** Other hosts that its words link to, the first few in the order of the text. */
  readonly links: readonly string[];
}

/** What a walk reports to. Containers nest; a container's blocks come between its `enter` and `leave`. */
export interface BlockSink {
  enter(container: Element): void;
  /** False when there is no room for more: the walk ends. */
  emit(draft: Draft): boolean;
  leave(container: Element): void;
  /** Nothing in this element is rendered (any more). */
  drop(element: Element): void;
  foundShadow(root: ShadowRoot, host: Element): void;
  /** A custom element without a shadow root: it may get one later, which no observer reports. */
  foundRootless(element: Element): void;
  /** A field whose value was read, or is to be once it has one. */
  foundField(element: Element): void;
  /** Number of the row (`tr`, role=row). */
  rowOf(row: Element): number;
  /** Remembers an element that shows nothing. `pruned`: nor does anything in it; true when that was known already. */
  foundHidden(element: Element, pruned: boolean): boolean;
  /** Takes that back. */
  foundRendered(element: Element): void;
}

/** Where to read. */
export interface ReadingRoot {
  /** A block-level element: one for which `isBlockElement` holds. */
  readonly element: Element;
  /** Only its own runs of text and not the block-level elements in it. */
  readonly shallow: boolean;
}

export interface WalkOptions {
  readonly sink: BlockSink;
  readonly roots: readonly ReadingRoot[];
  /** Elements that left the page: their blocks are dropped. */
  readonly removed: readonly Element[];
  /** True when nothing was read before: there is nothing to drop. */
  readonly first: boolean;
  readonly shadowOf: ShadowOf;
  /** Our own host element. */
  readonly isOwn: (element: Element) => boolean;
  readonly maxNodes?: number;
}

/* What an element is by its name: one of these kinds, and what else there is to its name in bits above. */
const BLOCK = 0;
const INLINE = 1;
const SKIP = 2;
const BREAK = 3;
const CUSTOM = 4;
const FIELD = 5;
const IMAGE = 6;
const SLOT = 7;
const NOTHING = 8;
/** A thing in the line that is not text. */
const ATOM = 9;
const KIND = 0x0f;
const CAN_HOST = 0x10;
const ROW = 0x20;
const LINK = 0x40;
const DETAILS = 0x80;

const NAMES: readonly (readonly [names: string, traits: number])[] = [
  // Any other name is a block too; these are found without a further look.
  ['article aside blockquote body button center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody td tfoot th thead ul', BLOCK],
  ['tr', BLOCK | ROW],
  ['details', BLOCK | DETAILS],
  ['abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark meter nobr output picture progress q ruby s samp small span strike strong sub sup time tspan textpath tt u var svg g rb rtc', INLINE],
  ['a', INLINE | LINK],
  // `rt`, `rp`: pronunciation between the characters of a name would break it.
  ['script style noscript template head title meta link base param source track area map datalist rt rp frameset noframes noembed defs symbol desc metadata path rect circle ellipse line polyline polygon use mask pattern filter clipPath linearGradient radialGradient marker animate', SKIP],
  ['iframe frame object embed canvas video audio applet image', ATOM],
  ['input textarea select', FIELD],
  ['br', BREAK],
  ['img', IMAGE],
  ['slot', SLOT],
  ['wbr', NOTHING],
]; // biome-ignore format: lists to read, not to scroll

const TRAITS: ReadonlyMap<string, number> = new Map(
  NAMES.flatMap(([names, traits]) => names.split(' ').map((name) => [name, traits | (canHostShadow(name) ? CAN_HOST : 0)] as const)),
);

function traitsOf(localName: string): number {
  return TRAITS.get(localName) ?? (localName.includes('-') ? CUSTOM | CAN_HOST : BLOCK);
}

function kindOf(localName: string): number {
  return traitsOf(localName) & KIND;
}

const BLOCK_ROLES: ReadonlySet<string> = new Set(['cell', 'gridcell', 'columnheader', 'rowheader', 'listitem', 'option']);

/** One for all: nearly every block has none. */
const NO_LINKS: readonly string[] = [];
/** Most blocks are one text node. */
const ONE_START: readonly number[] = [0];
/** Values and attributes are none. */
const NO_NODES: readonly Text[] = [];
const NO_STARTS: readonly number[] = [];

/**
 * Attributes that make blocks or hide them. Asked together of each element that has any: one by one they took half the time of reading
 * a page, and one search of the whole page is long where the page is.
 */
const SPECIAL = '[role], [title], [aria-label], [contenteditable], [hidden]';

const NOT_RENDERED = 0;
const RENDERED = 1;
/** `visibility: hidden`: has a box, shows nothing, but a child may be visible again. */
const TRANSPARENT = 2;

const WITH_VISIBILITY = { visibilityProperty: true };

/**
 * Opacity is not asked: things that fade in later are there to be read.
 */
function visibilityOf(element: Element): number {
  if (checkVisibility(element, WITH_VISIBILITY)) return RENDERED;
  if (checkVisibility(element)) return TRANSPARENT;
  // `display: contents` has no box, and its children may well be seen.
  const style = getComputedStyle(element);
  if (style.display !== 'contents') return NOT_RENDERED;
  return style.visibility === 'visible' ? RENDERED : TRANSPARENT;
}

/** Whether the element can be seen and with it what stands in it, as far as the element itself decides. */
export function isRendered(element: Element): boolean {
  return visibilityOf(element) === RENDERED && !isFolded(element);
}

/** Closed details, and what only the browser's own search unfolds: rendered, but not what is in it, except a summary. */
function isFolded(element: Element): boolean {
  if (localNameOf(element) === 'details') return !hasAttribute(element, 'open');
  if (getAttribute(element, 'hidden') !== 'until-found') return false;
  const { contentVisibility, display } = getComputedStyle(element);
  return contentVisibility === 'hidden' && !isInlineDisplay(display);
}

function isWordCode(code: number): boolean {
  if (code < 0x80) return (code >= 0x30 && code <= 0x39) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a);
  if (code < 0xc0) return code === 0xaa || code === 0xb5 || code === 0xba;
  return !((code >= 0x2000 && code <= 0x206f) || (code >= 0x3000 && code <= 0x303f) || (code >= 0xff00 && code <= 0xff0f));
}

function isInlineDisplay(display: string): boolean {
  return display === 'inline' || display === 'contents' || display.startsWith('ruby');
}

/* How much of what stands in an element is read: all of it, none of the blocks in it, nothing but what is to be dropped. */
const ALL = 0;
const SHALLOW = 1;
const DROP = 2;

/* What ends at the edge of a level: nothing, a shadow root and with it the run of text, or a block. */
const NO_EDGE = 0;
const ROOT_EDGE = 1;
const BLOCK_EDGE = 2;

/* Which children of an element are rendered where they stand. */
const ALL_CHILDREN = 0;
/** It has a shadow root with a slot for them; those with a slot of their own are asked. */
const ELEMENTS = 1;
const NO_CHILDREN = 2;

/* Whether the browser was asked if an element is shown; where not, the answer may be that of the level below. */
const ASKED = 0;
const UNASKED = 1;
const INHERITED = 2;

interface Level {
  readonly parent: Element | ShadowRoot;
  next: ChildNode | null;
  readonly container: Element;
  readonly row: number | undefined;
  readonly field: boolean;
  /** Other host that the anchor around leads to; '' without one. */
  readonly link: string;
  /** Seen through: what stands directly in it is not shown. False while that was not asked. */
  transparent: boolean;
  visibility: typeof ASKED | typeof UNASKED | typeof INHERITED;
  readonly edge: typeof NO_EDGE | typeof ROOT_EDGE | typeof BLOCK_EDGE;
  readonly reach: typeof ALL | typeof SHALLOW | typeof DROP;
  /** The element has a shadow root, or is folded: not all children are rendered. */
  readonly shown: typeof ALL_CHILDREN | typeof ELEMENTS | typeof NO_CHILDREN;
}

/** Text that is in no text node: a field's value, an attribute. */
interface Value extends Pick<Level, 'container' | 'row' | 'link' | 'field'> {
  readonly text: string;
  readonly element: Element;
  readonly isAttribute: boolean;
}

/** What a value has from the elements around it. */
type Place = Pick<Value, 'container' | 'row' | 'link'>;

/**
 * All the text of an element in which no element stands, as most cells, items and paragraphs are. Its text nodes are looked for
 * when a mark is to be drawn there: the browser keeps an object for each node that a script has seen, in a table that takes up to
 * 60 ms to grow where nodes are many.
 */
class LeafDraft implements Draft {
  id = 0;
  pass = 0;
  private found: Pick<Draft, 'nodes' | 'starts'> | null = null;

  constructor(
    readonly text: string,
    readonly container: Element,
    readonly row: number | undefined,
    readonly field: boolean,
    readonly links: readonly string[],
  ) {}

  get nodes(): readonly Text[] {
    this.found ??= textsIn(this.container);
    return this.found.nodes;
  }

  get starts(): readonly number[] {
    this.found ??= textsIn(this.container);
    return this.found.starts;
  }

  get from(): number {
    return 0;
  }

  get isAttribute(): boolean {
    return false;
  }

  get element(): null {
    return null;
  }
}

/** The text nodes of an element in which no element stands, and where each begins in the text of both: as the walk puts it together. */
function textsIn(element: Element): Pick<Draft, 'nodes' | 'starts'> {
  const nodes: Text[] = [];
  const starts: number[] = [];
  let length = 0;
  let isSpaced = true;
  for (let node = firstChildOf(element); node !== null; node = nextSiblingOf(node)) {
    if (!isText(node)) continue;
    const piece = collapse(node.data);
    const dropped = isSpaced && piece.startsWith(' ') ? 1 : 0;
    if (piece.length === dropped) continue;
    if (piece !== ' ') {
      nodes.push(node);
      starts.push(length);
    }
    length += piece.length - dropped;
    isSpaced = piece.endsWith(' ');
  }
  return { nodes, starts };
}

function isText(node: Node): node is Text {
  const type = nodeTypeOf(node);
  return type === Node.TEXT_NODE || type === Node.CDATA_SECTION_NODE;
}

/** A walk that can rest. */
export interface Walk {
  /** Does about `units` units of work; returns how many, 0 when finished. */
  step(units: number): number;
  /** To be called after a rest: forgets places that the page took away meanwhile. */
  resume(): void;
  /** True when it ended for want of room; `left` is then about how many elements and long stretches were not read. */
  readonly exhausted: boolean;
  readonly left: number;
  readonly nodes: number;
}

/** The block-level element (or shadow host) around a changed node, and the row around that. */
export interface Surroundings {
  readonly block: Element;
  readonly row: Element | null;
}

/** Where a change at `node` is to be read; null where nothing is read (not in the document, in a script, in our own host). */
export function surroundingsOf(node: Node, isOwn: (element: Element) => boolean, shadowOf: ShadowOf): Surroundings | null {
  let block: Element | null = null;
  let row: Element | null = null;
  let at: Node | null = node;
  while (at !== null) {
    const type = nodeTypeOf(at);
    if (type === Node.DOCUMENT_NODE) break;
    if (type === Node.ELEMENT_NODE) {
      const element = at as Element;
      const kind = kindOf(localNameOf(element));
      if (kind === SKIP || kind === ATOM || isOwn(element)) return null;
      if (block === null && isBlockElement(element, shadowOf)) block = element;
      if (row === null && isRow(element)) row = element;
    } else {
      block ??= hostOfRoot(at);
    }
    at = composedParent(at);
  }
  return at === null || block === null ? null : { block, row };
}

/** Whether blocks end at this element's edges. */
export function isBlockElement(element: Element, shadowOf: ShadowOf): boolean {
  const traits = traitsOf(localNameOf(element));
  const kind = traits & KIND;
  if (kind === BLOCK) return true;
  if (kind !== INLINE && kind !== CUSTOM) return false;
  if ((traits & CAN_HOST) !== 0 && shadowOf(element) !== null) return true;
  if (hasAttributes(element) && isBlockByAttribute(element)) return true;
  return kind === CUSTOM && !isInlineDisplay(getComputedStyle(element).display);
}

/** Whether style rules are likely to single this element out. */
function isStyled(element: Element): boolean {
  if (!hasAttributes(element)) return false;
  return hasAttribute(element, 'class') || hasAttribute(element, 'style') || hasAttribute(element, 'hidden') || hasAttribute(element, 'id');
}

function isBlockByAttribute(element: Element): boolean {
  const role = getAttribute(element, 'role');
  if (role !== null && (role === 'row' || BLOCK_ROLES.has(role))) return true;
  return hasAttribute(element, 'contenteditable') && isContentEditable(element);
}

function isRow(element: Element): boolean {
  return localNameOf(element) === 'tr' || getAttribute(element, 'role') === 'row';
}

function closestRow(node: Node): Element | null {
  for (let at = composedParent(node); at !== null; at = composedParent(at)) {
    if (nodeTypeOf(at) === Node.ELEMENT_NODE && isRow(at as Element)) return at as Element;
  }
  return null;
}

/** The parent of a node as it is rendered: the slot, where the parent is a shadow host and the node has one. */
function renderedIn(node: Node, shadowOf: ShadowOf): Node | null {
  const parent = composedParent(node);
  if (parent === null || nodeTypeOf(parent) !== Node.ELEMENT_NODE || !canHostShadow(localNameOf(parent as Element))) return parent;
  const root = shadowOf(parent as Element);
  return (root === null || root === node ? null : slotIn(root, node)) ?? parent;
}

/** Length of the piece up to its last white space, if that is near its end; whole characters in any case. */
function cutOf(piece: string): number {
  const { length } = piece;
  for (let cut = length; cut > length - CUT_SEARCH; cut -= 1) if (isBlank(piece.charAt(cut - 1))) return cut;
  return (piece.charCodeAt(length - 1) & 0xfc00) === 0xd800 ? length - 1 : length;
}

/**
 * The text of an element with few children, '' when it is certainly longer than so many units. Comparing an attribute with
 * the text of a large subtree would read it twice.
 */
function shortTextOf(element: Element, units: number): string {
  if (childElementCountOf(element) >= 20) return '';
  let text = '';
  let at: Node = element;
  for (let count = 0; count < COMPARED_NODES; count += 1) {
    let next = firstChildOf(at);
    while (next === null) {
      if (at === element) return text;
      next = nextSiblingOf(at);
      if (next === null) at = parentNodeOf(at) as Node;
    }
    at = next;
    if (!isText(at)) continue;
    text += at.data;
    // White space counts once in the end.
    if (text.length > 4 * units + COMPARED_NODES) return '';
  }
  return '';
}

/** Prepares a walk; nothing is read before the first `step`. */
export function createWalk(options: WalkOptions): Walk {
  const { sink, roots, removed, first, shadowOf, isOwn, maxNodes = MAX_NODES } = options;
  const levels: Level[] = [];
  let nextRoot = 0;
  let nextRemoved = 0;
  let nodes = 0;
  let elements = 0;
  /** What the text of the element visited last costs. */
  let leafUnits = 0;
  let exhausted = false;
  let left = 0;
  /** Ended early; what is left is being counted. */
  let uncounted: HTMLCollectionOf<Element> | null = null;
  let counted = 0;
  let isEnded = false;
  let pageHost: string | undefined;

  /* The block being built. Only its length and last unit are looked at, so that the string is put together once, at the end. */
  let text = '';
  let lastCode = 0x20;
  let links = NO_LINKS;
  /** The level of its first text. */
  let owner: Level | null = null;
  /* Its nodes, the first `pieces` of these: an array that grows for each block would be larger than all else of the block. */
  const textNodes: Text[] = [];
  const starts: number[] = [];
  let pieces = 0;
  /** Inline elements entered or left since the last text: the first `crossings` of these. */
  const crossed: Element[] = [];
  let crossings = 0;

  /* A text node too long for one block. */
  let longNode: Text | null = null;
  let longAt = 0;
  let longLevel: Level | null = null;

  /* Values too long for one block, and those after them. */
  let longValues: Value[] = [];
  let valueAt = 0;

  /** Children of shadow hosts → the other host that the link around their slot leads to. */
  const slotLinks = new Map<Node, string>();

  function put(draft: Draft): void {
    if (!exhausted && !sink.emit(draft)) exhausted = true;
  }

  function flush(): void {
    crossings = 0;
    if (owner === null) return;
    put({
      id: 0,
      pass: 0,
      text: lastCode === 0x20 ? text.slice(0, -1) : text,
      nodes: pieces === 1 ? [textNodes[0] as Text] : textNodes.slice(0, pieces),
      starts: pieces === 1 ? ONE_START : starts.slice(0, pieces),
      from: 0,
      container: owner.container,
      row: owner.row,
      field: owner.field,
      isAttribute: false,
      element: null,
      links,
    });
    pieces = 0;
    links = NO_LINKS;
    text = '';
    lastCode = 0x20;
    owner = null;
  }

  function space(): void {
    if (text !== '' && lastCode !== 0x20) {
      text += ' ';
      lastCode = 0x20;
    }
  }

  /** Two words meet across an element's edge: one word only if every element between is really inline. */
  function separate(): void {
    for (let i = 0; i < crossings; i += 1) {
      const display = getComputedStyle(crossed[i] as Element).display;
      if (isInlineDisplay(display)) continue;
      if (display.startsWith('inline')) space();
      else {
        flush();
        return;
      }
    }
  }

  function append(node: Text, level: Level): void {
    const raw = node.data;
    if (isBlank(raw)) {
      if (raw !== '') space();
      return;
    }
    if (level.visibility !== ASKED && !isShown()) return;
    let piece = collapse(raw);
    const firstCode = piece.charCodeAt(0);
    if (crossings > 0) {
      if (isWordCode(lastCode) && isWordCode(firstCode)) separate();
      crossings = 0;
    }
    if (text.length + piece.length > MAX_BLOCK_UNITS) flush();
    if (firstCode === 0x20 && lastCode === 0x20) piece = piece.slice(1);
    owner ??= level;
    textNodes[pieces] = node;
    starts[pieces] = text.length;
    pieces += 1;
    const link = level.shown === ALL_CHILDREN ? level.link : linkAt(node, level);
    if (link !== '') links = withLink(links, link);
    text += piece;
    lastCode = piece.charCodeAt(piece.length - 1);
  }

  /** One block out of the long text node; the rest waits for the next turn. */
  function appendLong(node: Text, level: Level): void {
    const piece = node.substringData(longAt, MAX_BLOCK_UNITS);
    const length = longAt + piece.length < node.length ? cutOf(piece) : piece.length;
    // Not trim(): a no-break space is text here, and offsets count it.
    const body = collapse(length === piece.length ? piece : piece.slice(0, length)).replace(/^ | $/g, '');
    if (body !== '') {
      put({
        id: 0,
        pass: 0,
        text: body,
        nodes: [node],
        starts: ONE_START,
        from: longAt,
        container: level.container,
        row: level.row,
        field: level.field,
        isAttribute: false,
        element: null,
        links: withLink(NO_LINKS, linkAt(node, level)),
      });
    }
    longAt += length;
    if (length === 0 || longAt >= node.length) longNode = null;
  }

  function putValue(text: string, { element, container, row, link, field, isAttribute }: Value): void {
    const links = withLink(NO_LINKS, link);
    for (const paragraph of field ? text.split(BLANK_LINES) : [text]) {
      const body = collapse(paragraph).trim();
      if (body === '') continue;
      put({ id: 0, pass: 0, text: body, nodes: NO_NODES, starts: NO_STARTS, from: 0, container, row, field, isAttribute, element, links });
    }
  }

  function addValue(value: Value): void {
    if (value.text.length > MAX_BLOCK_UNITS || longValues.length > 0) longValues.push(value);
    else putValue(value.text, value);
  }

  /** As much of the long value as fits a block; the rest waits for the next turn. */
  function advanceValue(value: Value): void {
    const piece = value.text.slice(valueAt, valueAt + MAX_BLOCK_UNITS);
    let length = piece.length;
    if (valueAt + length < value.text.length) {
      const blank = value.field ? piece.lastIndexOf('\n\n') : 0;
      length = blank > 0 ? blank : cutOf(piece);
    }
    putValue(piece.slice(0, length), value);
    valueAt += length;
    if (valueAt < value.text.length) return;
    longValues.shift();
    valueAt = 0;
  }

  /** Names that are shown or spoken but are not text: `alt`, `title`, `aria-label`, once each and only if they add something. */
  function attributes(element: Element, kind: number, place: Place): void {
    const title = getAttribute(element, 'title');
    const label = getAttribute(element, 'aria-label');
    const alt = kind === IMAGE ? getAttribute(element, 'alt') : null;
    if (!title && !label && !alt) return;
    const longest = Math.max(title?.length ?? 0, label?.length ?? 0, alt?.length ?? 0);
    const seen = new Set([collapse(shortTextOf(element, longest)).trim()]);
    for (const text of [alt, title, label]) {
      if (!text || seen.has(text)) continue;
      seen.add(text);
      addValue({ ...place, text, element, field: false, isAttribute: true });
    }
  }

  /** Other host that an anchor leads to, '' for the page's own or none; null when it is no link. */
  function linkOf(anchor: Element): string | null {
    const href = getAttribute(anchor, 'href');
    if (href === null) return null;
    pageHost ??= pageHostOf(anchor.ownerDocument);
    return otherHostOf(href, pageHost);
  }

  /** The link around a node, for a reading that begins inside it. */
  function linkAround(node: Node): string {
    for (let at = renderedIn(node, shadowOf); at !== null; at = renderedIn(at, shadowOf)) {
      const isAnchor = nodeTypeOf(at) === Node.ELEMENT_NODE && localNameOf(at as Element) === 'a';
      const link = isAnchor ? linkOf(at as Element) : null;
      if (link !== null) return link;
    }
    return '';
  }

  /** The link around a child of this level: that of the slot, for the child of a shadow host. */
  function linkAt(node: Node, level: Level): string {
    if (level.shown === ALL_CHILDREN) return level.link;
    // A shallow reading does not come by every slot.
    return slotLinks.get(node) ?? (level.reach === SHALLOW ? linkAround(node) : level.link);
  }

  /** Whether a child of a shadow host is shown apart from the text beside it. */
  function hasSlotOfItsOwn(child: Element, around: Level | undefined): boolean {
    return around !== undefined && around.shown !== ALL_CHILDREN && hasAttribute(child, 'slot');
  }

  function pushDrop(element: Element): void {
    sink.drop(element);
    const root = canHostShadow(localNameOf(element)) ? shadowOf(element) : null;
    dropIn(element, element, firstChildOf(element));
    if (root !== null) dropIn(root, element, root.firstChild);
  }

  function dropIn(parent: Element | ShadowRoot, container: Element, next: ChildNode | null): void {
    if (next === null) return;
    levels.push({
      parent,
      next,
      container,
      row: undefined,
      field: false,
      link: '',
      transparent: true,
      visibility: ASKED,
      edge: NO_EDGE,
      reach: DROP,
      shown: ALL_CHILDREN,
    });
  }

  function prune(element: Element): void {
    if (!sink.foundHidden(element, true) && !first) pushDrop(element);
  }

  /** Prunes an element in the last level, or the outermost one around it that is not rendered and was not asked about. */
  function pruneOutermost(element: Element): void {
    let outermost = element;
    let depth = levels.length;
    for (let i = levels.length - 1; i >= 0; i -= 1) {
      const level = levels[i] as Level;
      if (level.visibility === ASKED) break;
      if (level.visibility === INHERITED) continue;
      if (visibilityOf(level.parent as Element) !== NOT_RENDERED) break;
      outermost = level.parent as Element;
      depth = i;
    }
    if (depth < levels.length) flush();
    levels.length = depth;
    prune(outermost);
  }

  /**
   * Whether what stands directly in the last level is shown. Where nobody asked yet, it is asked now: what has text in it
   * and is rendered proves that everything around it is, and most elements only hold other elements.
   */
  function isShown(): boolean {
    const last = levels.length - 1;
    let i = last;
    while (levels[i]?.visibility === INHERITED) i -= 1;
    const level = levels[i];
    if (level?.visibility === UNASKED) {
      const element = level.parent as Element;
      const visibility = visibilityOf(element);
      if (visibility === NOT_RENDERED) {
        flush();
        levels.length = i;
        pruneOutermost(element);
        return false;
      }
      if (visibility === TRANSPARENT) sink.foundHidden(element, false);
      for (; i <= last; i += 1) {
        const answered = levels[i] as Level;
        answered.visibility = ASKED;
        if (visibility === TRANSPARENT) answered.transparent = true;
      }
    }
    return !(levels[last] as Level).transparent;
  }

  function visit(element: Element, level: Level, reach: Level['reach']): void {
    const traits = traitsOf(localNameOf(element));
    const kind = traits & KIND;
    if (kind === SKIP) return;
    if (level.reach === DROP) {
      pushDrop(element);
      return;
    }
    if (level.reach === SHALLOW && kind === BLOCK) {
      flush();
      return;
    }
    if (kind === BREAK) {
      space();
      return;
    }
    const canHost = (traits & CAN_HOST) !== 0;
    // Our own host has a shadow root.
    if (kind === NOTHING || (canHost && isOwn(element))) return;

    let leaf = kind === BLOCK && firstElementChildOf(element) === null ? textContentOf(element) : null;
    if (leaf !== null && leaf.length > MAX_BLOCK_UNITS) leaf = null;
    const child = leaf === null ? firstChildOf(element) : null;
    const isEmpty = child === null && !leaf;
    const isPlain = kind === BLOCK || kind === INLINE;
    if (isEmpty && isPlain && !canHost && !hasAttributes(element)) {
      if (kind === BLOCK) flush();
      if (!first) sink.drop(element);
      return;
    }
    const isSpecial = hasAttributes(element) && matches(element, SPECIAL);
    const root = canHost ? shadowOf(element, isEmpty || kind === CUSTOM) : null;
    const isRowElement = (traits & ROW) !== 0 || (isSpecial && isRow(element));
    let { transparent } = level;
    let visibility: Level['visibility'] = level.visibility === ASKED ? ASKED : INHERITED;
    let folded = false;
    // A <b> or a link without class, id or style is as visible as what it stands in.
    if (kind !== INLINE || transparent || level.shown !== ALL_CHILDREN || isStyled(element)) {
      const canFold = (traits & DETAILS) !== 0 || (isSpecial && hasAttribute(element, 'hidden'));
      // Between two pieces of text it matters whether it is there at all.
      const canWait = first && owner === null && level.shown === ALL_CHILDREN && !isSpecial && !canFold && !isRowElement && root === null;
      if (canWait && kind === ATOM) return;
      if (canWait && isPlain) {
        visibility = UNASKED;
        transparent = false;
      } else {
        const answer = visibilityOf(element);
        if (answer === NOT_RENDERED) {
          pruneOutermost(element);
          return;
        }
        visibility = ASKED;
        transparent = answer === TRANSPARENT;
        folded = canFold && isFolded(element);
        if (transparent || folded) sink.foundHidden(element, false);
        else if (!first) sink.foundRendered(element);
      }
    }
    if (kind === ATOM) {
      space();
      return;
    }
    const link = ((traits & LINK) !== 0 ? linkOf(element) : null) ?? linkAt(element, level);
    if (kind === SLOT) {
      const assigned = (element as HTMLSlotElement).assignedNodes();
      // The shadow root is read before the children of its host.
      for (const node of assigned) slotLinks.set(node, link);
      if (assigned.length > 0) return; // read where it stands in the light tree
    }

    if (root === null && kind === CUSTOM) sink.foundRootless(element);
    const isBlock =
      kind === BLOCK ||
      root !== null ||
      (isSpecial && kind !== FIELD && kind !== IMAGE && isBlockByAttribute(element)) ||
      (kind === CUSTOM && !isInlineDisplay(getComputedStyle(element).display));
    if (isBlock && level.reach === SHALLOW) {
      flush();
      return;
    }
    const row = isRowElement ? sink.rowOf(element) : level.row;
    const container = isBlock ? element : level.container;
    if (isBlock) {
      flush();
      if (!first) sink.enter(element);
    }
    if ((isSpecial || kind === IMAGE) && !transparent) attributes(element, kind, { container, row, link });
    if (kind === FIELD || kind === IMAGE) {
      space();
      if (kind === FIELD && !transparent) {
        sink.foundField(element);
        for (const value of fieldTexts(element)) addValue({ ...value, element, container, row, link, isAttribute: false });
      }
      return;
    }
    if (!isBlock) cross(element, level);
    const field = level.field || (isSpecial && hasAttribute(element, 'contenteditable') && isContentEditable(element));
    // What is too long to be read at once comes before it.
    if (leaf !== null && root === null && longValues.length === 0) {
      if (!folded) putLeaf(leaf, element, { row, field, link, transparent, visibility });
      if (!first) sink.leave(element);
      return;
    }
    levels.push({
      parent: element,
      next: leaf === null ? child : firstChildOf(element),
      container,
      row,
      field,
      link,
      transparent,
      visibility,
      edge: isBlock ? BLOCK_EDGE : NO_EDGE,
      reach,
      shown: folded ? NO_CHILDREN : root === null ? ALL_CHILDREN : root.querySelector('slot:not([name])') === null ? NO_CHILDREN : ELEMENTS,
    });
    if (root === null) return;
    sink.foundShadow(root, element);
    levels.push({
      parent: root,
      next: root.firstChild,
      container,
      row,
      field,
      link,
      transparent,
      visibility: visibility === ASKED ? ASKED : INHERITED,
      edge: ROOT_EDGE,
      reach,
      shown: folded ? NO_CHILDREN : ALL_CHILDREN,
    });
  }

  /** The text of an element in which no element stands, if it is shown. */
  function putLeaf(
    raw: string,
    element: Element,
    { row, field, link, transparent, visibility }: Pick<Level, 'row' | 'field' | 'link' | 'transparent' | 'visibility'>,
  ): void {
    if (raw !== '') nodes += 1;
    leafUnits = raw.length >> 10;
    if (transparent || isBlank(raw)) return;
    if (visibility !== ASKED) {
      const answer = visibilityOf(element);
      if (answer === NOT_RENDERED) pruneOutermost(element);
      else if (answer === TRANSPARENT) sink.foundHidden(element, false);
      if (answer !== RENDERED) return;
    }
    const text = collapse(raw);
    const begin = text.charCodeAt(0) === 0x20 ? 1 : 0;
    const end = text.length - (text.charCodeAt(text.length - 1) === 0x20 ? 1 : 0);
    put(new LeafDraft(begin === 0 && end === text.length ? text : text.slice(begin, end), element, row, field, withLink(NO_LINKS, link)));
  }

  /** Enters or leaves an inline element in this level. */
  function cross(element: Element, level: Level | undefined): void {
    crossed[crossings] = element;
    crossings += 1;
    if (hasSlotOfItsOwn(element, level)) space();
  }

  function leave(level: Level): void {
    if (level.reach === DROP) return;
    if (level.edge === NO_EDGE) {
      cross(level.parent as Element, levels[levels.length - 1]);
      return;
    }
    flush();
    if (level.edge === BLOCK_EDGE && !first) sink.leave(level.container);
  }

  function startRoot({ element: root, shallow }: ReadingRoot): void {
    if (!isConnected(root)) return;
    const row = closestRow(root);
    const around = parentElementOf(root);
    const parent = around ?? root;
    const level: Level = {
      parent,
      next: null,
      container: parent,
      row: row === null ? undefined : sink.rowOf(row),
      field: around !== null && isContentEditable(around),
      link: linkAround(root),
      transparent: false,
      visibility: ASKED,
      edge: NO_EDGE,
      reach: ALL,
      shown: ELEMENTS, // be sure to ask whether it is visible
    };
    visit(root, level, shallow ? SHALLOW : ALL);
  }

  /** One node; returns the units it cost, 0 when there is nothing left. */
  function advance(): number {
    if (longNode !== null && longLevel !== null) {
      appendLong(longNode, longLevel);
      return MAX_BLOCK_UNITS / 1_024;
    }
    const value = longValues[0];
    if (value !== undefined) {
      advanceValue(value);
      return MAX_BLOCK_UNITS / 1_024;
    }
    const level = levels[levels.length - 1];
    if (level === undefined) {
      const gone = removed[nextRemoved];
      if (gone !== undefined) {
        nextRemoved += 1;
        pushDrop(gone);
        return 1;
      }
      const root = roots[nextRoot];
      if (root === undefined) return 0;
      nextRoot += 1;
      startRoot(root);
      flushIfDone();
      return 1;
    }
    const node = level.next;
    if (node === null) {
      levels.pop();
      leave(level);
      flushIfDone();
      return 1;
    }
    level.next = nextSiblingOf(node);
    nodes += 1;
    const type = nodeTypeOf(node);
    if (type === Node.ELEMENT_NODE) {
      elements += 1;
      leafUnits = 0;
      visit(node as Element, level, level.reach);
      return 1 + leafUnits;
    }
    if ((type !== Node.TEXT_NODE && type !== Node.CDATA_SECTION_NODE) || level.transparent || level.shown === NO_CHILDREN) return 1;
    const length = (node as Text).length;
    if (length > MAX_BLOCK_UNITS) {
      if (!isShown()) return 1;
      flush();
      longNode = node as Text;
      longAt = 0;
      longLevel = level;
      return 1;
    }
    append(node as Text, level);
    return 1 + (length >> 10);
  }

  function flushIfDone(): void {
    if (levels.length === 0) flush();
  }

  /** Leaves everything as it is, for want of room. */
  function end(): void {
    isEnded = true;
    const all = roots[0];
    if (all === undefined) left = 1;
    else uncounted = elementsByTagName(all.element, '*');
    const longRest = longNode === null ? (longValues[0]?.text.length ?? 0) - valueAt : longNode.length - longAt;
    if (longRest > 0) left += Math.ceil(longRest / MAX_BLOCK_UNITS) - 1;
    flush();
    longNode = null;
    longValues = [];
    for (let level = levels.pop(); level !== undefined; level = levels.pop()) {
      if (level.edge === BLOCK_EDGE && level.reach !== DROP && !first) sink.leave(level.container);
    }
    nextRoot = roots.length;
    nextRemoved = removed.length;
  }

  /** Counts what is left, in pieces: it may be most of a page of millions of elements. Returns the units it cost, 0 when done. */
  function countLeft(): number {
    if (uncounted === null) return 0;
    counted += COUNTED_AT_ONCE;
    if (uncounted.item(counted) !== null) return COUNTING_UNITS;
    left += Math.max(1, uncounted.length - elements);
    uncounted = null;
    return COUNTING_UNITS;
  }

  return {
    get exhausted() {
      return exhausted;
    },
    get left() {
      return left;
    },
    get nodes() {
      return nodes;
    },
    step(units) {
      let done = 0;
      while (done < units) {
        if (!isEnded && (exhausted || nodes > maxNodes)) {
          exhausted = true;
          end();
        }
        const cost = isEnded ? countLeft() : advance();
        if (cost === 0) return done;
        done += cost;
      }
      return done;
    },
    resume() {
      // Taken away, or written anew and shorter: what it says now is reported as a change.
      if (longNode !== null && (!isConnected(longNode) || longAt > longNode.length)) longNode = null;
      const [begun] = longValues;
      longValues = longValues.filter(({ element }) => isConnected(element));
      if (longValues[0] !== begun) valueAt = 0;
      for (let i = 0; i < levels.length; i += 1) {
        const level = levels[i] as Level;
        if (level.next !== null && parentNodeOf(level.next) !== level.parent) level.next = null;
        if (isConnected(level.parent) || level.reach === DROP) continue;
        // The page took this subtree away. Its parent is reported as changed; leave from here on.
        flush();
        while (levels.length > i) {
          const dead = levels.pop() as Level;
          if (dead.edge === BLOCK_EDGE && dead.reach !== DROP && !first) sink.leave(dead.container);
        }
      }
    },
  };
}
