/** What stands in a piece of the page: prices, controls to buy with, and what could be the name of a product. */

import {
  ABOUT_PRICE,
  BUY_CODE,
  BUY_TEXT,
  HAS_LETTER,
  isBuying,
  isLongName,
  isNameText,
  LINK,
  looksLikePrice,
  MAX_PRICE_UNITS,
  NAME,
  NAMED_CLASS,
  NO_RANK,
  nameIn,
  OTHER_NAME,
  TEXT,
  TITLE,
} from './card-words.ts';
import { checkVisibility, closest, firstChildOf, getAttribute, localNameOf, nextSiblingOf, nodeTypeOf, shadowRootOf } from './dom.ts';
import { canHostShadow, composedParent } from './shadow.ts';

/** Shorter words beside an amount say something of it. */
const MIN_BESIDE_PRICE = 6;
const MIN_NAMED_PRICE = 10;
/** Up to so many nodes, a name may stand anywhere in the card; in a larger one before the price. */
export const MAX_SMALL_NODES = 500;
/** Nodes of a whole card: the upper part of a product page. */
export const MAX_CARD_NODES = 6_000;
/** Elements within elements that are looked into; the stack has an end. */
export const MAX_DEPTH = 200;

/** What stands in a piece of the page. */
export interface Survey {
  nodes: number;
  /** P for prices and B for controls to buy with, in the order of the page, runs as one: "PB". */
  trade: string;
  /** Words of the first control. */
  words: string;
  /** The best that could be a name; and the best before the first price, where a long link is as good as a heading. */
  rank: number;
  lead: number;
  /** Whether a picture stands before the first price. */
  hasPicture: boolean;
  links: number;
  first: string;
  last: string;
}

export type ShadowOf = (element: Element) => ShadowRoot | null;

/** Surveys made in this task, in which the page cannot change: prices of one list look through the same neighbours. */
let task: { readonly shadowOf: ShadowOf; readonly surveys: Map<Node, Survey> } | null = null;

export function surveysOfTask(shadowOf: ShadowOf): Map<Node, Survey> {
  if (task?.shadowOf === shadowOf) return task.surveys;
  if (task === null) {
    queueMicrotask(() => {
      task = null;
    });
  }
  task = { shadowOf, surveys: new Map() };
  return task.surveys;
}

const SKIPPED: ReadonlySet<string> = new Set([
  'script', 'style', 'template', 'noscript', 'svg', 'select', 'option', 'datalist', 'iframe', 'object', 'canvas', 'video', 'audio', 'textarea',
]); // biome-ignore format: a list to read, not to scroll
const HEADINGS: ReadonlySet<string> = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6']);

export function emptySurvey(): Survey {
  return { nodes: 0, trade: '', words: '', rank: NO_RANK, lead: NO_RANK, hasPicture: false, links: 0, first: '', last: '' };
}

function addTrade(trade: string, more: string): string {
  let all = trade;
  for (const mark of more) if (all.length < 4 && !all.endsWith(mark)) all += mark;
  return all;
}

export function isForSale({ trade }: Survey): boolean {
  return trade.length >= 2;
}

/** Prices and equal controls in turn: more than one thing is sold here. */
export function isManyForSale({ trade }: Survey): boolean {
  return trade.length >= 4;
}

export function isNamed({ rank, lead, hasPicture, nodes }: Survey): boolean {
  if (rank >= TITLE || lead >= NAME) return true;
  // The notes of a large box, many of them hidden, have headings of their own.
  return nodes <= MAX_SMALL_NODES && (rank >= NAME || (rank >= LINK && hasPicture));
}

/** `later` follows `early` on the page. */
export function join(early: Survey, later: Survey): Survey {
  const isUnpriced = !early.trade.includes('P');
  const isSameControl = early.words === '' || later.words === '' || early.words === later.words;
  return {
    nodes: early.nodes + later.nodes,
    trade: addTrade(early.trade, isSameControl ? later.trade : later.trade.replaceAll('B', '')),
    words: early.words || later.words,
    rank: Math.max(early.rank, later.rank),
    lead: isUnpriced ? Math.max(early.lead, later.lead) : early.lead,
    hasPicture: early.hasPicture || (isUnpriced && later.hasPicture),
    links: early.links + later.links,
    first: early.first || later.first,
    last: later.last || early.last,
  };
}

/** What stands in an element that names its text that well. */
export function raise(inside: Survey, rank: number): Survey {
  if (inside.rank === NO_RANK || inside.rank >= rank) return inside;
  return { ...inside, rank, lead: inside.lead === NO_RANK ? NO_RANK : Math.max(inside.lead, rank) };
}

/** Whether the text is rendered. Asked of names only: hidden notes have headings too, hidden prices and controls do no harm. */
function isShown(text: Text): boolean {
  const parent = composedParent(text);
  return parent === null || nodeTypeOf(parent) !== Node.ELEMENT_NODE || checkVisibility(parent as Element);
}

/** The shadow root of an element. Closed ones of custom elements only: asking each empty `div` costs more than all the rest. */
export function rootIn(element: Element, name: string, shadowOf: ShadowOf): ShadowRoot | null {
  if (name.includes('-')) return shadowOf(element);
  return canHostShadow(name) ? shadowRootOf(element) : null;
}

/** Looks through a node and what is in it; stops where it is larger than any card. */
export function survey(root: Node, shadowOf: ShadowOf): Survey {
  const found = emptySurvey();
  let depth = 0;

  function text(node: Text, rank: number, control: string[] | null): void {
    const said = node.data.trim();
    if (said === '') return;
    found.first ||= said.slice(0, MAX_PRICE_UNITS);
    found.last = said.slice(0, MAX_PRICE_UNITS);
    if (control !== null && control.length < 8) control.push(said.slice(0, 80));
    if (looksLikePrice(said)) {
      // "FortiGate 60F – $595" is both.
      const rest = said.length < MIN_NAMED_PRICE ? '' : nameIn(said);
      if (rest.length >= MIN_BESIDE_PRICE && !ABOUT_PRICE.test(rest)) name(rest, rank, node);
      found.trade = addTrade(found.trade, 'P');
    } else if (control === null && said.length <= 16 && BUY_TEXT.test(said)) sell(said);
    else name(said, rank, node);
  }

  function name(said: string, rank: number, node: Text): void {
    const isUnpriced = !found.trade.includes('P');
    const lead = rank === LINK && isLongName(said) ? NAME : rank;
    const isBetter = rank > found.rank || (isUnpriced && lead > found.lead);
    if (!isBetter || !isNameText(said, rank) || (rank >= NAME && !isShown(node))) return;
    found.rank = Math.max(found.rank, rank);
    if (isUnpriced) found.lead = Math.max(found.lead, lead);
  }

  function sell(words: string): void {
    found.words ||= words;
    if (found.words === words) found.trade = addTrade(found.trade, 'B');
  }

  function children(parent: Node, rank: number, control: string[] | null): void {
    depth += 1;
    for (let node = firstChildOf(parent); node !== null && found.nodes <= MAX_CARD_NODES; node = nextSiblingOf(node)) {
      visit(node, rank, control);
    }
    depth -= 1;
  }

  function visit(node: Node, rank: number, control: string[] | null): void {
    found.nodes += 1;
    const type = nodeTypeOf(node);
    if (type === Node.TEXT_NODE) text(node as Text, rank, control);
    else if (depth > MAX_DEPTH) return;
    else if (type === Node.ELEMENT_NODE) element(node as Element, rank, control);
    else if (type === Node.DOCUMENT_FRAGMENT_NODE) children(node, rank, control);
  }

  function element(at: Element, rank: number, control: string[] | null): void {
    const name = localNameOf(at);
    if (SKIPPED.has(name)) return;
    if (name === 'img' || name === 'picture') {
      if (!found.trade.includes('P')) found.hasPicture = true;
      return;
    }
    if (name === 'input') {
      const words = wordsOfInput(at);
      if (isBuying(words)) sell(words);
      return;
    }
    const role = getAttribute(at, 'role');
    const isButton = name === 'button' || role === 'button';
    const isLink = name === 'a';
    let inner = rank;
    if (isButton) inner = NO_RANK;
    else if (rank !== NO_RANK && rank < NAME) inner = Math.max(rank, rankOf(at, name, role));
    const root = rootIn(at, name, shadowOf);
    if (!isButton && !isLink) {
      children(at, inner, control);
      if (root !== null) children(root, inner, control);
      return;
    }
    if (isLink) found.links += 1;
    const { trade, rank: before, lead, last } = found;
    const said: string[] = [];
    children(at, inner, said);
    if (root !== null) children(root, inner, said);
    control?.push(...said);
    const words = wordsOf(at, said.join(' '));
    if (words === null) return;
    // The words of the control are neither a name nor, as in "Buy now for $9", another price.
    Object.assign(found, { trade, rank: before, lead, last });
    sell(words);
  }

  visit(root, TEXT, null);
  return found;
}

/** How well an element names what its text says. */
export function rankOf(element: Element, name: string, role: string | null): number {
  if (name === 'h1') return TITLE;
  if (HEADINGS.has(name) || role === 'heading' || isMarkedAsName(element, getAttribute(element, 'class') ?? '')) return NAME;
  return name === 'a' || name === 'b' || name === 'strong' ? LINK : TEXT;
}

/** The words by which a control buys; null where it does not. */
function wordsOf(control: Element, text: string): string | null {
  if (isBuying(text) && text.length <= MAX_PRICE_UNITS) return text;
  // Spoken words name the product: they do not tell one control from another.
  if (isBuying(getAttribute(control, 'aria-label')?.trim() ?? '') || isBuying(getAttribute(control, 'title')?.trim() ?? '')) return '*';
  if (HAS_LETTER.test(text)) return null;
  for (const name of ['class', 'id', 'name', 'href', 'data-action']) if (BUY_CODE.test(getAttribute(control, name) ?? '')) return '*';
  const form = closest(control, 'form');
  return form !== null && BUY_CODE.test(getAttribute(form, 'action') ?? '') ? '*' : null;
}

function wordsOfInput(input: Element): string {
  const type = getAttribute(input, 'type')?.toLowerCase();
  if (type !== 'submit' && type !== 'button' && type !== 'image') return '';
  return (
    getAttribute(input, 'value') ||
    getAttribute(input, 'alt') ||
    getAttribute(input, 'aria-label') ||
    getAttribute(input, 'title') ||
    ''
  ).trim();
}

export function isMarkedAsName(element: Element, type: string): boolean {
  if (type !== '' && type.length < 400 && NAMED_CLASS.test(type) && !OTHER_NAME.test(type)) return true;
  return getAttribute(element, 'itemprop') === 'name';
}
