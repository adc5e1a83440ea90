/** A product card → its line: the name, the price that it asks, part number, unit and quantity. */
import { isUnit, multiplyMoney, parseMoney, parseQuantity } from '../core/amounts.ts';
import type { Money } from '../core/finding.ts';
import type { LineDraft } from '../core/line-model.ts';
import type { PageBlock } from './block-index.ts';
import { isMarkedAsName, MAX_DEPTH } from './card-survey.ts';
import {
  FORMER_CLASS,
  FORMER_LABEL,
  HARMLESS,
  IN_PARTS,
  isBuying,
  isNameText,
  LINK,
  LIST_LABEL,
  looksLikePrice,
  MAX_TEXT_NAME_UNITS,
  MONEY,
  NO_RANK,
  NOT_THE_PRICE,
  NOT_THE_PRICE_BEHIND,
  nameIn,
  OTHER_FIELD,
  PART_VALUE,
  PER_UNIT,
  PROMOTION_CLASS,
  partLabels,
  QUANTITY_FIELD,
  STRUCK_CLASS,
  STRUCK_TAGS,
  TEXT,
  UNIT_LABEL,
} from './card-words.ts';
import { closest, getAttribute, hasAttributes, localNameOf, nodeTypeOf, querySelectorAll } from './dom.ts';
import { composedParent } from './shadow.ts';

export const MAX_CARD_BLOCKS = 400;
/** Longer text is not even looked at for a name. */
const MAX_PROSE_UNITS = 1_000;
const MAX_FIELDS = 40;
/** Longer text is prose, and the amounts in it are not the price. */
const MAX_PRICED_UNITS = 160;
/** Labels stand in short text. */
const MAX_LABELLED_UNITS = 400;
/** As much before and behind an amount says what it is. */
const MAX_LABEL_UNITS = 24;

/** What a piece of text is by the elements around it. */
interface Place {
  readonly isStruck: boolean;
  readonly isFormer: boolean;
  readonly isControl: boolean;
  /** How well the place names the product; headings by their level. */
  readonly rank: number;
  /** The element that makes it a name. */
  readonly group: Element | null;
}

const RANKS: ReadonlyMap<string, number> = new Map([
  ['h1', 11],
  ['h2', 10],
  ['h3', 9],
  ['h4', 7],
  ['h5', 6],
  ['h6', 5],
]);
/** Marked as a name by its class. */
const MARKED = 8;
/** From here on all text of the element is the name; below, each block on its own. */
const LEAST_GROUP = 5;
/** A link to where the picture leads too. */
const PRODUCT_LINK = 4;
const ANY_LINK = 3;
const BOLD = 2;
const PLAIN = 1;

const OUTSIDE: Place = { isStruck: false, isFormer: false, isControl: false, rank: PLAIN, group: null };

function placesIn(card: Element): (element: Node) => Place {
  const known = new Map<Node, Place>();
  const pictured = hrefsOfPictures(card);

  function read(element: Element, around: Place): Place {
    const name = localNameOf(element);
    const hasMarks = hasAttributes(element);
    const type = (hasMarks && getAttribute(element, 'class')) || '';
    const role = hasMarks ? getAttribute(element, 'role') : null;
    let rank = RANKS.get(name) ?? (role === 'heading' ? LEAST_GROUP : NO_RANK);
    if (hasMarks && isMarkedAsName(element, type)) rank = Math.max(rank, MARKED);
    if (name === 'a') rank = Math.max(rank, pictured.has(getAttribute(element, 'href') ?? '') ? PRODUCT_LINK : ANY_LINK);
    else if (name === 'b' || name === 'strong') rank = Math.max(rank, BOLD);
    const isControl = around.isControl || name === 'button' || role === 'button' || PROMOTION_CLASS.test(type);
    const isStruck = around.isStruck || STRUCK_TAGS.has(name) || STRUCK_CLASS.test(type);
    const isFormer = around.isFormer || FORMER_CLASS.test(type);
    // The innermost mark of the same kind is the name itself, and not the name with all that belongs to it.
    const isBetter = rank > around.rank || (rank === MARKED && around.rank === MARKED);
    if (!isBetter && isControl === around.isControl && isStruck === around.isStruck && isFormer === around.isFormer) return around;
    return { isStruck, isFormer, isControl, rank: isBetter ? rank : around.rank, group: isBetter ? element : around.group };
  }

  return (node) => {
    const chain: Node[] = [];
    let place: Place | undefined;
    for (let at: Node | null = node; at !== null && chain.length < MAX_DEPTH; at = at === card ? null : composedParent(at)) {
      place = known.get(at);
      if (place !== undefined) break;
      chain.push(at);
    }
    place ??= OUTSIDE;
    for (const at of chain.reverse()) {
      if (nodeTypeOf(at) === Node.ELEMENT_NODE) place = read(at as Element, place);
      known.set(at, place);
    }
    return place;
  };
}

function hrefsOfPictures(card: Element): ReadonlySet<string> {
  const hrefs = new Set<string>();
  for (const picture of querySelectorAll(card, 'a[href] img')) {
    const href = getAttribute(closest(picture, 'a') ?? picture, 'href');
    if (href !== null && href !== '' && !href.startsWith('#') && !href.startsWith('javascript:')) hrefs.add(href);
    if (hrefs.size >= 4) break;
  }
  return hrefs;
}

/** A stretch of a block: what is struck out is left away, and what is of another kind stands apart. */
interface Stretch {
  text: string;
  readonly isFormer: boolean;
  readonly isControl: boolean;
}

/** Tags that change how text looks within a word or number. */
const MARKS: ReadonlySet<string> = new Set(['b', 'strong', 'i', 'em', 'font', 'mark', 'u', 'small', 'big', 'sup', 'sub', 'bdi', 'bdo']);

/** What stands between two pieces of text of one block: nothing within a number or word, else a blank. */
function gapBetween(text: string, piece: string, before: Node | null, parent: Node | null): string {
  if (text === '' || before === parent || /\s$/.test(text) || /^\s/.test(piece)) return '';
  if (/[$¥￥€£.,]$/.test(text) && /^[\d.,]/.test(piece)) return '';
  if (/\d$/.test(text) && /^(?:[.,]\d|[.,]$|万?元)/.test(piece)) return '';
  const isMark = (inner: Node | null, outer: Node | null) =>
    inner !== null &&
    nodeTypeOf(inner) === Node.ELEMENT_NODE &&
    MARKS.has(localNameOf(inner as Element)) &&
    composedParent(inner) === outer;
  if (!isMark(parent, before) && !isMark(before, parent)) return ' ';
  // "$1,299" and a small "00" are $1,299.00.
  return /^sup$/.test(localNameOf(parent as Element)) && /^\d\d$/.test(piece.trim()) && /\d$/.test(text) ? '.' : '';
}

/** Puts the stretches of a block behind the others, and what may be a name to the names. */
function addStretches(block: PageBlock, placeOf: (node: Node) => Place, card: Element, stretches: Stretch[], names: Names): void {
  let current: Stretch | null = null;
  let before: Node | null = null;
  for (let i = 0; i < block.nodes.length; i += 1) {
    const parent = composedParent(block.nodes[i] as Text);
    const place = placeOf(parent ?? card);
    const piece = block.text.slice(block.starts[i], block.starts[i + 1] ?? block.text.length);
    if (place.isStruck) {
      current = null;
      continue;
    }
    if (current === null || current.isFormer !== place.isFormer || current.isControl !== place.isControl) {
      current = { text: '', isFormer: place.isFormer, isControl: place.isControl };
      stretches.push(current);
      before = null;
    }
    current.text += gapBetween(current.text, piece, before, parent) + piece;
    before = parent;
    if (!place.isControl)
      names.add(place.rank >= LEAST_GROUP && place.group !== null ? place.group : `${block.id} ${place.rank}`, piece, place.rank);
  }
}

/** How likely an amount is the price of the product; 0: it is not. `label` stands in another element before it. */
function rankOfPrice(before: string, after: string, label: string, isFormer: boolean): number {
  const words = before.replace(HARMLESS, '');
  if (FORMER_LABEL.test(words) || NOT_THE_PRICE.test(words) || NOT_THE_PRICE_BEHIND.test(after)) return 0;
  const said = label.replace(HARMLESS, '');
  if (FORMER_LABEL.test(said)) return 0;
  if (isFormer || LIST_LABEL.test(words) || LIST_LABEL.test(said) || NOT_THE_PRICE.test(said) || IN_PARTS.test(after)) return 1;
  return 2;
}

interface Stated {
  readonly price: Money;
  readonly unit?: string;
}

/** The price that the card asks: the first of the likeliest amounts. */
function priceIn(stretches: readonly Stretch[], description: string): Stated | null {
  let best: Stated | null = null;
  let bestRank = 0;
  let label = '';
  for (let i = 0; i < stretches.length; i += 1) {
    const { text, isFormer, isControl } = stretches[i] as Stretch;
    if (isControl || text.length > MAX_PRICED_UNITS) {
      label = '';
      continue;
    }
    let whole = text;
    // A sign in a block of its own, and the number in the next ones.
    if (text.trim().length <= 3 && looksLikePrice(text.trim())) {
      for (let next = i + 1; next <= i + 3 && /^[\d.,]+$/.test(stretches[next]?.text ?? ''); next += 1) whole += stretches[next]?.text;
    }
    const amounts = [...whole.matchAll(MONEY)];
    const last = amounts.at(-1);
    const tail = last === undefined ? whole : whole.slice(last.index + last[0].length);
    let end = 0;
    for (const [at, match] of amounts.entries()) {
      const before = whole.slice(end, match.index).slice(-MAX_LABEL_UNITS);
      end = match.index + match[0].length;
      const after = whole.slice(end, amounts[at + 1]?.index).slice(0, MAX_LABEL_UNITS);
      const price = parseMoney(match[0]);
      if (price === undefined) continue;
      const own = description.includes(before.trim()) ? '' : before;
      const rank = rankOfPrice(own, after, before.trim() === '' && at === 0 ? label : '', isFormer);
      if (rank <= bestRank) continue;
      // "$120 - $150 / piece"
      const unit = (PER_UNIT.exec(after) ?? PER_UNIT.exec(tail))?.[1];
      best = { price, ...(unit !== undefined && isUnit(unit) ? { unit } : {}) };
      bestRank = rank;
    }
    const left = tail.trim();
    label = left.length <= MAX_LABEL_UNITS && !description.includes(left) ? left : '';
  }
  return best;
}

class Names {
  private readonly texts = new Map<Node | string, { text: string; rank: number }>();

  add(key: Node | string, text: string, rank: number): void {
    const known = this.texts.get(key);
    if (known === undefined) this.texts.set(key, { text, rank });
    else known.text += text;
  }

  best(): string {
    let best: { text: string; rank: number } | null = null;
    for (const { text, rank } of this.texts.values()) {
      const name = text.length > MAX_PROSE_UNITS ? '' : nameIn(text);
      const type = rank <= BOLD ? TEXT : LINK;
      if (name === '' || !isNameText(name, type) || isBuying(name)) continue;
      // A brand stands before the name, often in the same kind of element: the longer one says more.
      if (best === null || rank > best.rank || (rank === best.rank && isBrandBefore(best.text, name))) best = { text: name, rank };
    }
    return best?.text ?? '';
  }
}

function isBrandBefore(first: string, second: string): boolean {
  return first.length < 20 && second.length > first.length && second.length <= MAX_TEXT_NAME_UNITS * 2;
}

/** The line of a product card; null where it names nothing or states no price. `blocks`: those of the card in its order. */
export function readCard(card: Element, blocks: readonly PageBlock[]): LineDraft | null {
  const placeOf = placesIn(card);
  const names = new Names();
  const stretches: Stretch[] = [];
  for (const block of blocks.slice(0, MAX_CARD_BLOCKS)) {
    if (block.element === null) addStretches(block, placeOf, card, stretches, names);
  }
  const description = names.best();
  const stated = priceIn(stretches, description);
  if (description === '' || stated === null) return null;
  const texts = stretches.map(({ text }) => text);
  const part = partIn(texts);
  const unit = stated.unit ?? unitIn(texts);
  const quantity = quantityIn(card);
  return {
    rows: [],
    description,
    ...(part === undefined ? {} : { part }),
    ...(quantity === undefined ? {} : { quantity }),
    ...(unit === undefined ? {} : { unit }),
    price: stated.price,
    ...(quantity === undefined ? {} : { amount: multiplyMoney(stated.price, quantity) }),
  };
}

/** What stands behind the label: in the same text or, where the label is all of it, in the next one. */
function valuesOf(texts: readonly string[], label: RegExp): string[] {
  return texts.flatMap((text, i) => {
    const match = text.length > MAX_LABELLED_UNITS ? null : label.exec(text);
    if (match === null) return [];
    return text.slice(match.index + match[0].length).trim() || (texts[i + 1] ?? '').trim();
  });
}

function partIn(texts: readonly string[]): string | undefined {
  for (const label of partLabels()) {
    for (const text of valuesOf(texts, label)) {
      const value = PART_VALUE.exec(text)?.[1]?.replace(/[.,#/=]+$/, '');
      if (value !== undefined && value.length >= 4 && /\d/.test(value) && !looksLikePrice(value)) return value;
    }
  }
  return undefined;
}

function unitIn(texts: readonly string[]): string | undefined {
  return valuesOf(texts, UNIT_LABEL)
    .map((text) => text.split(/\s/, 1)[0] ?? '')
    .find(isUnit);
}

export function quantityIn(card: Element): number | undefined {
  let asked = 0;
  for (const field of querySelectorAll(card, 'input, select, [role="spinbutton"]')) {
    asked += 1;
    if (asked > MAX_FIELDS) break;
    const text = quantityText(field);
    const value = text === '' ? undefined : parseQuantity(text)?.value;
    if (value !== undefined && value > 0) return value;
  }
  return undefined;
}

function quantityText(field: Element): string {
  const names = ['name', 'id', 'class', 'aria-label'].map((name) => getAttribute(field, name) ?? '').join(' ');
  if (OTHER_FIELD.test(names) && !QUANTITY_FIELD.test(names)) return '';
  const isSpinner = getAttribute(field, 'role') === 'spinbutton';
  if (field instanceof HTMLSelectElement) return QUANTITY_FIELD.test(names) ? (field.selectedOptions[0]?.label ?? '') : '';
  if (field instanceof HTMLInputElement) {
    const { type } = field;
    if (type === 'number' || ((type === 'text' || type === 'tel') && (isSpinner || QUANTITY_FIELD.test(names)))) return field.value;
    return '';
  }
  return isSpinner ? (getAttribute(field, 'aria-valuenow') ?? '') : '';
}
