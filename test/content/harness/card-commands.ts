/** Commands of the harness that look for lines outside of tables: product cards and definition lists. */
import { type BlockNews, createBlockIndex, type PageBlock } from '../../../src/content/block-index.ts';
import { createWalk } from '../../../src/content/blocks.ts';
import { readCard } from '../../../src/content/card-reading.ts';
import { looksLikePrice } from '../../../src/content/card-words.ts';
import { cardAround } from '../../../src/content/cards.ts';
import { definitionListOf, readDefinitions } from '../../../src/content/definitions.ts';
import { getAttribute, nodeTypeOf } from '../../../src/content/dom.ts';
import { composedParent, createShadowLookup } from '../../../src/content/shadow.ts';
import type { LineDraft } from '../../../src/core/line-model.ts';

/** A card or list with the number of the case that it stands in, and its line if it tells one. */
export type FoundCard = readonly [place: string, draft: LineDraft | null];

export interface CardTimes {
  readonly prices: number;
  readonly lines: number;
  readonly searchMs: number;
  readonly readMs: number;
}

const shadowOf = createShadowLookup().of;
const noNews: BlockNews = { put: () => undefined, remove: () => undefined, away: () => undefined, returned: () => undefined };

/** Every block of the page, read without a session. */
function readPage(): PageBlock[] {
  const index = createBlockIndex(noNews);
  const roots = [{ element: document.documentElement, shallow: false }];
  const walk = createWalk({ sink: index, roots, removed: [], first: true, shadowOf, isOwn: () => false });
  while (walk.step(100_000) > 0);
  return [...index.all()];
}

function isInside(node: Node, outer: Element): boolean {
  for (let at: Node | null = node; at !== null; at = composedParent(at)) if (at === outer) return true;
  return false;
}

function caseOf(element: Element): string {
  for (let at: Node | null = element; at !== null; at = composedParent(at)) {
    const number = nodeTypeOf(at) === Node.ELEMENT_NODE ? getAttribute(at as Element, 'data-case') : null;
    if (number !== null) return number;
  }
  return '';
}

export const cardCommands: Record<string, (argument: never) => unknown> = {
  looksLikePrice: (texts: readonly string[]) => texts.map(looksLikePrice),
  cards(): FoundCard[] {
    const blocks = readPage();
    const cards = new Set<Element>();
    const lists = new Set<Element>();
    for (const block of blocks) {
      const element = block.element ?? block.container;
      const card = looksLikePrice(block.text) ? cardAround(element, shadowOf) : null;
      const list = card === null ? definitionListOf(element) : null;
      if (card !== null) cards.add(card);
      if (list !== null) lists.add(list);
    }
    const blocksIn = (outer: Element) => blocks.filter((block) => isInside(block.element ?? block.container, outer));
    const found: FoundCard[] = [];
    for (const card of cards) if (!lists.has(card)) found.push([caseOf(card), readCard(card, blocksIn(card))]);
    for (const list of lists) {
      const draft = readDefinitions(list, blocksIn(list), shadowOf);
      if (draft !== null) found.push([caseOf(list), draft]);
    }
    return found;
  },
  cardTimes(): CardTimes {
    const blocks = readPage();
    const prices = blocks.filter(({ text }) => looksLikePrice(text)).map(({ element, container }) => element ?? container);
    const begun = performance.now();
    const cards = new Map<Element, PageBlock[]>();
    for (const price of prices) {
      const card = cardAround(price, shadowOf);
      if (card !== null) cards.set(card, []);
    }
    const searchMs = performance.now() - begun;
    for (const block of blocks) {
      let at: Element | null = block.element ?? block.container;
      while (at !== null && !cards.has(at)) at = at.parentElement;
      if (at !== null) cards.get(at)?.push(block);
    }
    const middle = performance.now();
    let lines = 0;
    for (const [card, own] of cards) if (readCard(card, own) !== null) lines += 1;
    return { prices: prices.length, lines, searchMs, readMs: performance.now() - middle };
  },
};
