/**
 * Lines in rows of plain elements, without a table or roles: carts of shops, procurement portals, forms of ERP systems.
 *
 *     <div class=head><div>Item</div><div>Qty</div><div>Rate</div><div>Amount</div></div>
 *     <div class=body>
 *       <div class=row><div>FortiGate 100F</div><div>2</div><div>$10</div><div>$20</div></div> …
 *
 * The search begins at a text that heads quantities: few pages have one. The head is the element around it whose children are
 * header words, and name what is bought, how many of it, and what it costs. Behind it, or behind what is around it, the first
 * element is looked for that reads as a line under this head; what stands beside that and looks alike is a row as well.
 *
 * A cell belongs to the header at the same place among the children. Where a row has other parts than the head (a picture before
 * the name, a button at the end) its texts are taken in order, and only where they fit in one way: numbers stand under the
 * headers of numbers, and the quantity times the price is the amount. No layout is asked.
 *
 * Known limits: heads without a quantity; rows that come long after their head; cells that are grouped below the children of a
 * row; grids whose cells are all children of one element; a head and rows in different shadow roots.
 */
import { lastMoneyIn, parseQuantity } from '../core/amounts.ts';
import { isValue } from '../core/cell-text.ts';
import { multiplies } from '../core/columns.ts';
import type { Header, HeaderKind } from '../core/header-words.ts';
import { headsQuantities, MAX_HEADER, readHeader } from '../core/headers.ts';
import type { Cell, Row } from '../core/line-model.ts';
import type { BlockIndex, PageBlock } from './block-index.ts';
import { quantityIn } from './card-reading.ts';
import { HAS_LETTER } from './card-words.ts';
import { isAlike } from './cards.ts';
import {
  childElementCountOf,
  childrenOf,
  elementsByTagName,
  firstChildOf,
  getAttribute,
  isConnected,
  localNameOf,
  nextSiblingOf,
  nodeTypeOf,
  parentElementOf,
} from './dom.ts';
import { composedParent, renderedParent } from './shadow.ts';

/** Levels from a header text up to its head, and from the head up to what the rows stand beside. */
const HEAD_LEVELS = 4;
const LEVELS = 5;
/** Levels below a neighbour of the head in which rows are looked for. */
const MAX_DEPTH = 8;
/** Elements that are no rows and are looked at, and how many more for each row that was found. */
const MAX_LOOKED = 500;
const LOOKED_PER_ROW = 4;
const MIN_CELLS = 3;
const MAX_CELLS = 40;
/** Parts that a row may have beyond those of the head. */
const MAX_MORE = 5;
/** Times that rows are looked for under a head that has none. */
const MAX_SEARCHES = 30;
/** A row with more elements in it is a page; lists to choose from are long. */
const MAX_ELEMENTS = 600;

const NAMING: ReadonlySet<HeaderKind> = new Set(['description', 'item', 'name', 'part', 'specification'] as const);
const QUANTITY: ReadonlySet<HeaderKind> = new Set(['quantity'] as const);
const MONEY: ReadonlySet<HeaderKind> = new Set(['price', 'amount'] as const);
/** What is read as a table, or is no text of the page. */
const OTHERS: ReadonlySet<string> = new Set(['table', 'select', 'script', 'style', 'template', 'svg', 'nav']);
const PAGE: ReadonlySet<string> = new Set(['body', 'html']);

/** One child of a row with what stands in it. */
interface Part {
  readonly element: Element;
  readonly text: string;
  /** Nothing but an attribute says it: the picture of the product, the name of a control. */
  readonly isSpoken: boolean;
}

interface Parts {
  readonly parts: readonly Part[];
  readonly blocks: readonly number[];
}

interface Head {
  readonly parts: readonly Part[];
  /** What each part says, as far as it is known. */
  readonly headers: readonly (Header | undefined)[];
}

/** Whether the search may begin at this text. */
export function isQuantityHead(block: PageBlock): boolean {
  const { text, nodes, starts } = block;
  if (block.row !== undefined || block.field || block.isAttribute) return false;
  if (nodes.length < MIN_CELLS || text.length > MAX_CELLS * MAX_HEADER) return headsQuantities(text);
  // Cells in the line are one text.
  return starts.some((start, i) => headsQuantities(text.slice(start, starts[i + 1])));
}

/** The element with a head around a text that heads quantities; null where there is none. */
export function headAround(block: PageBlock, index: BlockIndex): Element | null {
  let at: Element | null = block.element ?? block.container;
  for (let level = 0; level <= HEAD_LEVELS && at !== null && !PAGE.has(localNameOf(at)); level += 1, at = renderedParent(at)) {
    if (readHead(at, index) !== null) return at;
  }
  return null;
}

function readHead(element: Element, index: BlockIndex): Head | null {
  const said = readParts(element, MAX_CELLS, index);
  if (said === null) return null;
  const headers = said.parts.map(({ text }) => readHeader(text));
  const filled = said.parts.filter(({ text }) => text !== '');
  const known = headers.filter((header) => header !== undefined);
  const has = (isMeant: (header: Header) => boolean) => known.some(isMeant);
  const isHead =
    new Set(known.map(({ kind }) => kind)).size >= MIN_CELLS &&
    known.length * 2 >= filled.length &&
    filled.every(({ text }) => text.length <= MAX_HEADER && !isValue(text)) &&
    has(({ kind, rank }) => kind === 'quantity' && rank === 0) &&
    has(({ kind }) => MONEY.has(kind)) &&
    has(({ kind }) => NAMING.has(kind));
  return isHead ? { parts: said.parts, headers } : null;
}

/** What stands in each child of an element; null where it has too many or too few, or is too large for a row. */
function readParts(element: Element, most: number, index: BlockIndex): Parts | null {
  const count = childElementCountOf(element);
  if (count < MIN_CELLS || count > most || elementsByTagName(element, '*').item(MAX_ELEMENTS) !== null) return null;
  const blocks = index.blocksIn(element);
  // It is read as a table, or as a part of one.
  if (blocks.length === 0 || blocks.some(({ row }) => row !== undefined)) return null;
  const texts = new Map<Node, string>();
  const spoken = new Map<Node, string>();
  const add = (from: Node, text: string, said: Map<Node, string>): void => {
    let at: Node | null = from;
    while (at !== null && composedParent(at) !== element) at = composedParent(at);
    if (at === null) return;
    const before = said.get(at);
    said.set(at, before === undefined ? text : `${before} ${text}`);
  };
  for (const block of blocks) {
    if (block.isAttribute) add(block.element ?? block.container, block.text, spoken);
    else if (block.element !== null || block.container !== element) add(block.element ?? block.container, block.text, texts);
    else for (const [i, node] of block.nodes.entries()) add(node, block.text.slice(block.starts[i], block.starts[i + 1]), texts);
  }
  const parts = Array.from(childrenOf(element), (child) => ({
    element: child,
    text: (texts.get(child) ?? spoken.get(child) ?? '').trim(),
    isSpoken: !texts.has(child),
  }));
  return { parts, blocks: blocks.map(({ id }) => id) };
}

/** The rows under one head, each by a number that its table knows it by. */
export class PlainRows {
  private readonly ids = new Map<Element, number>();
  private readonly elements = new Map<number, Element>();
  private readonly blocks = new Map<number, readonly number[]>();
  private readonly rowOfBlock = new Map<number, number>();
  private nextId = 1;
  private searches = 0;
  /** Null where there is no head any more. */
  private said: Head | null = null;
  /** Whether the first row has its cells at the places of the headers; else their texts are taken in order. */
  private isByPlace = true;
  /** The element that head and rows stand in; null without rows. */
  scope: Element | null = null;

  constructor(
    readonly head: Element,
    private readonly index: BlockIndex,
  ) {}

  idOf(row: Element): number | undefined {
    return this.ids.get(row);
  }

  elementOf(id: number): Element | undefined {
    return this.elements.get(id);
  }

  /** The row that a block was read in. */
  rowOf(block: number): number | undefined {
    return this.rowOfBlock.get(block);
  }

  /** Blocks of these rows, as they were read. */
  blocksOf(rows: readonly number[]): number[] {
    return rows.flatMap((id) => this.blocks.get(id) ?? []);
  }

  /** Rows that lost some of their text, or left the page, which nobody tells of. Yields undefined between. */
  *lost(): Generator<number | undefined> {
    for (const [id, element] of this.elements) {
      if (!isConnected(element) || this.blocks.get(id)?.some((block) => this.index.get(block) === undefined)) yield id;
      else yield;
    }
  }

  /** Reads the head; true where it says something else than before, or the same in another order. Cells that move are no news. */
  readHead(): boolean {
    const before = this.said?.parts;
    this.said = isConnected(this.head) ? readHead(this.head, this.index) : null;
    const now = this.said?.parts;
    return before?.length !== now?.length || now?.some(({ text }, i) => text !== before?.[i]?.text) === true;
  }

  /** Whether rows that come late are still waited for. */
  get isWaiting(): boolean {
    return this.scope === null && this.searches < MAX_SEARCHES;
  }

  /** Looks for the rows; their numbers after that of the head, in the order of the page. Empty where there is no head, or no row. */
  *find(isHead: (element: Element) => boolean): Generator<undefined, number[]> {
    const rows: Element[] = [];
    this.scope = null;
    this.searches += 1;
    if (this.said !== null) {
      let at = this.head;
      for (let level = 0; level < LEVELS && rows.length === 0; level += 1) {
        const parent = parentElementOf(at);
        if (parent === null) break;
        yield* this.findBehind(at, isHead, rows);
        if (rows.length > 0) this.scope = parent;
        if (PAGE.has(localNameOf(parent))) break;
        at = parent;
      }
    }
    if (rows.length > 0) this.searches = 0;
    return this.number(rows.length === 0 ? [] : [this.head, ...rows]);
  }

  private number(rows: readonly Element[]): number[] {
    const present = new Set(rows);
    for (const [element, id] of this.ids) if (!present.has(element)) this.forget(element, id);
    return rows.map((element) => {
      const id = this.ids.get(element) ?? this.nextId++;
      this.ids.set(element, id);
      this.elements.set(id, element);
      return id;
    });
  }

  private forget(element: Element, id: number): void {
    this.ids.delete(element);
    this.elements.delete(id);
    this.keepBlocks(id, []);
    this.blocks.delete(id);
  }

  private keepBlocks(id: number, blocks: readonly number[]): void {
    for (const block of this.blocks.get(id) ?? []) if (this.rowOfBlock.get(block) === id) this.rowOfBlock.delete(block);
    for (const block of blocks) this.rowOfBlock.set(block, id);
    this.blocks.set(id, blocks);
  }

  /** Rows among what follows an element in its parent, down to some depth. */
  private *findBehind(from: Element, isHead: (element: Element) => boolean, rows: Element[]): Generator<undefined> {
    const above: Element[] = [];
    let looked = 0;
    for (let at = nextElement(nextSiblingOf(from)); at !== null && looked <= MAX_LOOKED + LOOKED_PER_ROW * rows.length; ) {
      yield;
      if (isHead(at)) return;
      const last = rows.at(-1);
      const isRow = (last !== undefined && isNextAlike(last, at)) || this.isRow(at, rows.length === 0);
      if (isRow) rows.push(at);
      else looked += 1;
      const inside = isRow || above.length >= MAX_DEPTH || isOther(at) ? null : nextElement(firstChildOf(at));
      if (inside !== null) above.push(at);
      let next: Element | null = inside ?? nextElement(nextSiblingOf(at));
      while (next === null) {
        const around = above.pop();
        if (around === undefined) return;
        next = nextElement(nextSiblingOf(around));
      }
      at = next;
    }
  }

  private isRow(element: Element, isFirst: boolean): boolean {
    const said = this.said === null || isOther(element) ? null : readParts(element, this.said.parts.length + MAX_MORE, this.index);
    if (said === null) return false;
    const isByPlace = this.textsByPlace(said.parts) !== null;
    if (isFirst) this.isByPlace = isByPlace;
    return this.isByPlace ? isByPlace : this.textsInOrder(said.parts) !== null;
  }

  /** What was read of a row, as it is now. */
  row(id: number): Row {
    const element = this.elements.get(id);
    const said = element === undefined ? null : readParts(element, MAX_CELLS, this.index);
    this.keepBlocks(id, said?.blocks ?? []);
    const isHead = element === this.head;
    const texts = said === null ? [] : this.textsOf(said.parts, isHead);
    const cells: Cell[] = [];
    for (const [column, text] of texts.entries()) if (text !== undefined) cells.push({ text, column, span: 1, isHeader: isHead });
    return { id, cells, isHead };
  }

  /** Texts by the columns of the head; a gap where nothing is known of one. */
  private textsOf(parts: readonly Part[], isHead: boolean): readonly (string | undefined)[] {
    if (isHead) return parts.map(({ text }) => text);
    if (!this.isByPlace) return this.textsInOrder(parts) ?? [];
    return parts.length === this.headers.length ? parts.map((part, column) => this.textAt(part, column)) : [];
  }

  /** How many may stand in a field among controls and remarks. */
  private textAt({ element, text }: Part, column: number): string {
    if (this.headers[column]?.kind !== 'quantity' || parseQuantity(text) !== undefined) return text;
    return String(quantityIn(element) ?? text);
  }

  private get headers(): Head['headers'] {
    return this.said?.headers ?? [];
  }

  private textsByPlace(parts: readonly Part[]): readonly string[] | null {
    const { headers } = this;
    if (parts.length !== headers.length) return null;
    const texts = parts.map((part, column) => this.textAt(part, column));
    const some = (kinds: ReadonlySet<HeaderKind>, isMeant: (text: string) => boolean) =>
      texts.some((text, column) => kinds.has(headers[column]?.kind as HeaderKind) && isMeant(text));
    const isLine =
      some(NAMING, (text) => text !== '') && some(QUANTITY, isQuantity) && some(MONEY, (text) => lastMoneyIn(text) !== undefined);
    return isLine ? texts : null;
  }

  /** The texts of a row that has other parts than the head, where they can be meant in one way only. */
  private textsInOrder(parts: readonly Part[]): readonly (string | undefined)[] | null {
    const kindOf = (column: number) => this.headers[column]?.kind as HeaderKind;
    const labelled = (this.said?.parts ?? []).flatMap(({ text }, column) => (text === '' ? [] : column));
    const name = labelled.find((column) => NAMING.has(kindOf(column))) ?? 0;
    const end = labelled.findLastIndex((column) => MONEY.has(kindOf(column)) || QUANTITY.has(kindOf(column)));
    // What stands before the name and behind the last number has often no header, or none of its own.
    const columns = labelled.slice(labelled.indexOf(name), end + 1);
    const filled = parts.filter(({ text, isSpoken }) => text !== '' && !isSpoken);
    const more = filled.length - columns.length;
    if (more < 0 || more > MAX_MORE) return null;
    let found: (string | undefined)[] | null = null;
    for (let behind = 0; behind <= more; behind += 1) {
      const texts: (string | undefined)[] = [];
      const own = filled.slice(0, more - behind + 1);
      texts[name] = own.map(({ text }) => text).join(' ');
      for (const [i, part] of filled.slice(own.length, filled.length - behind).entries()) {
        const column = columns[i + 1] as number;
        texts[column] = this.textAt(part, column);
      }
      if (!this.isTied(texts)) continue;
      if (found !== null) return null;
      found = texts;
    }
    return found;
  }

  /** Whether all numbers stand where numbers should, and multiply. */
  private isTied(texts: readonly (string | undefined)[]): boolean {
    const valuesOf = (kind: HeaderKind, read: (text: string) => number | undefined): (number | undefined)[] =>
      texts.flatMap((text, column) => (text !== undefined && this.headers[column]?.kind === kind ? [read(text)] : []));
    const money = (text: string) => lastMoneyIn(text)?.value;
    const quantities = valuesOf('quantity', (text) => parseQuantity(text)?.value);
    const prices = valuesOf('price', money);
    const amounts = valuesOf('amount', money);
    if ([...quantities, ...prices, ...amounts].includes(undefined) || !texts.some((text) => text !== undefined && isName(text)))
      return false;
    return quantities.some((quantity) => prices.some((price) => amounts.some((amount) => multiplies([quantity], [price], [amount]))));
  }
}

/** Whether an element stands right behind a row and looks alike: its price may be on request, and its quantity not be known. */
function isNextAlike(row: Element, element: Element): boolean {
  if (nextElement(nextSiblingOf(row)) !== element) return false;
  return childElementCountOf(element) === childElementCountOf(row) && isAlike(element, row);
}

const isName = (text: string): boolean => HAS_LETTER.test(text) && !isValue(text);
const isQuantity = (text: string): boolean => parseQuantity(text) !== undefined;

function isOther(element: Element): boolean {
  const role = getAttribute(element, 'role');
  return OTHERS.has(localNameOf(element)) || role === 'row' || role === 'grid' || role === 'treegrid' || role === 'table';
}

function nextElement(from: Node | null): Element | null {
  for (let at = from; at !== null; at = nextSiblingOf(at)) if (nodeTypeOf(at) === Node.ELEMENT_NODE) return at as Element;
  return null;
}
