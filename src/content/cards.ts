/**
 * Line items outside of tables: product cards (a name, a price and something to buy with) and definition lists.
 *
 *     <li><a href="/p"><img></a> <h3>FortiGate 100F</h3> <s>$2,699</s> <b>$2,495</b> <button>Add to cart</button></li>
 *
 * A price is where the search begins: they are few and cheap to tell. From there it goes up, one element at a time, and looks
 * at what each step adds, until a name and a control to buy with have come in. That is the card, unless what a step adds has a
 * price and a control of its own: then it is a list of cards, and this price belongs to none of them.
 *
 * Everything is told from tags, attributes and words; no style and no layout is asked. Known limits: a former price that only
 * a style strikes out is told by its class, its label, or not at all; a product whose controls are icons without words or
 * telling class names has no card; what a page shows twice (a bar that follows the scrolling) is two cards.
 */

import {
  emptySurvey,
  isForSale,
  isManyForSale,
  isNamed,
  join,
  MAX_CARD_NODES,
  MAX_SMALL_NODES,
  raise,
  rankOf,
  rootIn,
  type ShadowOf,
  type Survey,
  survey,
  surveysOfTask,
} from './card-survey.ts';
import { NO_RANK, TITLE, TOTAL } from './card-words.ts';
import { firstChildOf, getAttribute, localNameOf, nextSiblingOf, nodeTypeOf, shadowRootOf } from './dom.ts';
import { composedParent } from './shadow.ts';

/** Steps up that bring something new; elements with a single child are not counted. */
const MAX_LEVELS = 8;
/** Steps up of any kind. */
export const MAX_STEPS = 24;
/** Steps that bring something new on the way from a price with its control to the name. */
const MAX_NAME_LEVELS = 6;
/** Nodes that are looked at around one price for a control; the box to buy with of a large shop has more than a thousand. */
const MAX_BOX_NODES = 2_000;
/** No card has more children than that, blanks between them included; a flat page has. */
const MAX_CHILDREN = 120;
/** A group of so many links is a menu, and its heading names no product. */
const MAX_LINKS = 8;

const PAGE_PARTS: ReadonlySet<string> = new Set(['html', 'body', 'nav', 'footer']);
const PAGE_ROLES: ReadonlySet<string> = new Set(['navigation', 'banner', 'contentinfo', 'search', 'menu', 'menubar']);
const SECTIONS: ReadonlySet<string> = new Set(['article', 'section', 'li', 'main', 'aside']);
/** What is whole in itself: the name of what is sold in one stands in it. */
const ITEMS: ReadonlySet<string> = new Set(['li', 'article', 'dialog']);

function isRow(element: Element): boolean {
  return localNameOf(element) === 'tr' || getAttribute(element, 'role') === 'row';
}

export function isInRow(element: Element): boolean {
  for (let at: Node | null = element; at !== null; at = composedParent(at)) {
    if (nodeTypeOf(at) === Node.ELEMENT_NODE && isRow(at as Element)) return true;
  }
  return false;
}

function isPagePart(element: Element): boolean {
  const name = localNameOf(element);
  if (PAGE_PARTS.has(name) || PAGE_ROLES.has(getAttribute(element, 'role') ?? '')) return true;
  if (name !== 'header') return false;
  for (let at = composedParent(element); at !== null; at = composedParent(at)) {
    if (nodeTypeOf(at) === Node.ELEMENT_NODE && SECTIONS.has(localNameOf(at as Element))) return false;
  }
  return true;
}

/** Whether two neighbours look like two items of one list. */
export function isAlike(a: Node, b: Node): boolean {
  if (nodeTypeOf(a) !== Node.ELEMENT_NODE || nodeTypeOf(b) !== Node.ELEMENT_NODE) return false;
  if (localNameOf(a as Element) !== localNameOf(b as Element)) return false;
  const first = (element: Element) => getAttribute(element, 'class')?.trim().split(/\s/, 1)[0] ?? '';
  return first(a as Element) === first(b as Element);
}

/** Whether the element has more children than any card. Asking for their number costs as much as there are. */
function isCrowded(parent: Node): boolean {
  let count = 0;
  for (let node: Node | null = firstChildOf(parent); node !== null; node = nextSiblingOf(node)) {
    count += 1;
    if (count > MAX_CHILDREN) return true;
  }
  return false;
}

function* childrenOf(parent: Node, shadowOf: ShadowOf): Generator<Node> {
  for (let node: Node | null = firstChildOf(parent); node !== null; node = nextSiblingOf(node)) yield node;
  const root = nodeTypeOf(parent) === Node.ELEMENT_NODE ? rootIn(parent as Element, localNameOf(parent as Element), shadowOf) : null;
  if (root !== null) yield root;
}

/**
 * The product card that a price stands in: the smallest element with a name and a control to buy with, and nothing else for
 * sale in it. Null where there is none, and in rows of tables and grids. `shadowOf`: shadow roots as far as they are known;
 * without it the open ones.
 */
export function cardAround(price: Element, shadowOf: ShadowOf = shadowRootOf): Element | null {
  const surveys = surveysOfTask(shadowOf);
  const surveyOf = (node: Node): Survey => {
    const known = surveys.get(node) ?? survey(node, shadowOf);
    surveys.set(node, known);
    return known;
  };

  let child: Node = price;
  let seen = surveyOf(price);
  let label = TOTAL.test(seen.first) ? seen.first : '';
  /** The smallest element with all but a name worth the word. */
  let meagre: Element | null = null;
  let levels = 0;
  let nameLevels = 0;
  for (let step = 0; step < MAX_STEPS && !TOTAL.test(label); step += 1) {
    if (seen.nodes > (isForSale(seen) ? MAX_CARD_NODES : MAX_BOX_NODES)) break;
    if (nodeTypeOf(child) === Node.ELEMENT_NODE) {
      const at = child as Element;
      if (isRow(at) || isPagePart(at)) break;
      seen = raise(seen, rankOf(at, localNameOf(at), getAttribute(at, 'role')));
      if (isForSale(seen)) {
        if (isManyForSale(seen)) break;
        if (isNamed(seen)) return isInRow(at) ? null : at;
        if (seen.rank > NO_RANK && seen.nodes <= MAX_SMALL_NODES && (nameLevels === 0 || (nameLevels === 1 && seen.hasPicture)))
          meagre ??= at;
        if (ITEMS.has(localNameOf(at)) || nameLevels >= MAX_NAME_LEVELS) break;
      }
    }
    const parent = composedParent(child);
    if (parent === null || nodeTypeOf(parent) === Node.DOCUMENT_NODE) break;
    if (isCrowded(parent)) break;

    const wasForSale = isForSale(seen);
    let early = emptySurvey();
    let later = emptySurvey();
    let isBehind = false;
    let isList = false;
    for (const node of childrenOf(parent, shadowOf)) {
      if (node === child) {
        isBehind = true;
        continue;
      }
      let other = surveyOf(node);
      // A neighbour that is a card itself, or is to this part what one product of a list is to the next.
      isList = isNamed(other) && (isForSale(other) || (isAlike(node, child) && other.trade === 'P' && isNamed(seen) && !wasForSale));
      if (isList || early.nodes + later.nodes > MAX_CARD_NODES) break;
      // On the way to a name: it stands before what it names, and no menu has it. The heading of the page may stand anywhere.
      const isOff = wasForSale && other.rank < TITLE && ((isBehind && nameLevels > 0) || other.links > MAX_LINKS);
      if (isOff) other = { ...other, rank: NO_RANK, lead: NO_RANK };
      if (isBehind) later = join(later, other);
      else early = join(early, other);
    }
    if (isList) break;
    label ||= early.last;
    if (early.nodes + later.nodes > 0 && (early.first !== '' || later.first !== '' || early.trade + later.trade !== '')) {
      levels += 1;
      if (wasForSale) nameLevels += 1;
      if (levels - nameLevels > MAX_LEVELS) break;
    }
    seen = join(join(early, seen), later);
    child = parent;
  }
  return meagre === null || isInRow(meagre) || TOTAL.test(label) ? null : meagre;
}
