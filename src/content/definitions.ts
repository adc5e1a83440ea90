/** Definition lists, and lists of labelled items ("Price: $9"), that tell one line. */
import type { LineDraft } from '../core/line-model.ts';
import { type Pair, readPairs } from '../core/line-pairs.ts';
import type { PageBlock } from './block-index.ts';
import { MAX_CARD_BLOCKS, quantityIn } from './card-reading.ts';
import type { ShadowOf } from './card-survey.ts';
import { knownLabels, looksLikePrice, MAKERS_PART, OUTER_GAPS } from './card-words.ts';
import { cardAround, isInRow, MAX_STEPS } from './cards.ts';
import { firstChildOf, localNameOf, nextSiblingOf, nodeTypeOf, querySelectorAll, shadowRootOf } from './dom.ts';
import { composedParent } from './shadow.ts';

const MAX_PAIRS = 40;
const MIN_LABELS = 3;

/** The text before the first colon of an item, or its first text; '' where there is none near. */
function labelOf(item: Element): string {
  let node: Node | null = firstChildOf(item);
  for (let i = 0; i < 8 && node !== null; i += 1) {
    const type = nodeTypeOf(node);
    if (type === Node.TEXT_NODE && (node as Text).data.trim() !== '') {
      const text = (node as Text).data.trim().slice(0, 30);
      return text.split(/[:：]/, 1)[0]?.trim() ?? '';
    }
    node = (type === Node.ELEMENT_NODE ? firstChildOf(node) : null) ?? nextSiblingOf(node);
  }
  return '';
}

function isLabelled(item: Element): boolean {
  const label = labelOf(item).replace(OUTER_GAPS, '').toLowerCase();
  return knownLabels().has(label) || MAKERS_PART.test(label);
}

function isLabelledList(list: Element): boolean {
  let labelled = 0;
  let asked = 0;
  for (let node = firstChildOf(list); node !== null && asked < MAX_PAIRS; node = nextSiblingOf(node)) {
    if (nodeTypeOf(node) !== Node.ELEMENT_NODE || localNameOf(node as unknown as Element) !== 'li') continue;
    asked += 1;
    if (isLabelled(node as unknown as Element)) labelled += 1;
    if (labelled >= MIN_LABELS) return true;
  }
  return false;
}

/** The `dl` around, or the list of at least three items of the kind "Price: $9"; null where there is none, and in table rows. */
export function definitionListOf(element: Element): Element | null {
  let at: Node | null = element;
  for (let step = 0; step < 5 && at !== null; step += 1, at = composedParent(at)) {
    if (nodeTypeOf(at) !== Node.ELEMENT_NODE) continue;
    const name = localNameOf(at as Element);
    if (name === 'dl') return isInRow(at as Element) ? null : (at as Element);
    if (name === 'ul' || name === 'ol') return isLabelledList(at as Element) && !isInRow(at as Element) ? (at as Element) : null;
    if (name === 'li' && !isLabelled(at as Element)) return null;
    if (name === 'table' || name === 'tr') return null;
  }
  return null;
}

/** The line that a definition list, or a list of labelled items, tells; null where it tells none. */
export function readDefinitions(list: Element, blocks: readonly PageBlock[], shadowOf: ShadowOf = shadowRootOf): LineDraft | null {
  if (blocks.length > MAX_CARD_BLOCKS) return null;
  for (const block of blocks) {
    if (!looksLikePrice(block.text)) continue;
    const card = cardAround(block.element ?? block.container, shadowOf);
    if (card !== null && card !== list) return null; // the card's line has it
  }
  const pairs = localNameOf(list) === 'dl' ? pairsOfDefinitions(list, blocks) : pairsOfItems(list, blocks);
  if (pairs.length === 0 || pairs.length > MAX_PAIRS) return null;
  return readPairs(pairs) ?? null;
}

/** The nearest element around a block, below `list`, for which `isPart` holds. */
function partAround(block: PageBlock, list: Element, isPart: (name: string) => boolean): Element | null {
  let at: Node | null = block.element ?? block.container;
  for (let step = 0; step < MAX_STEPS && at !== null && at !== list; step += 1, at = composedParent(at)) {
    if (nodeTypeOf(at) === Node.ELEMENT_NODE && isPart(localNameOf(at as Element))) return at as Element;
  }
  return null;
}

function textsOf(list: Element, blocks: readonly PageBlock[], isPart: (name: string) => boolean): Map<Element, string[]> {
  const texts = new Map<Element, string[]>();
  for (const block of blocks) {
    if (block.element !== null && !block.field) continue;
    const part = partAround(block, list, isPart);
    if (part === null) continue;
    const known = texts.get(part);
    if (known === undefined) texts.set(part, [block.text]);
    else known.push(block.text);
  }
  return texts;
}

function pairsOfDefinitions(list: Element, blocks: readonly PageBlock[]): Pair[] {
  const isPart = (name: string) => name === 'dt' || name === 'dd';
  const texts = textsOf(list, blocks, isPart);
  const pairs: Pair[] = [];
  let labels: string[] = [];
  let isNew = true;
  for (const part of querySelectorAll(list, 'dt, dd')) {
    const text = texts.get(part)?.join(' ') ?? '';
    if (localNameOf(part) === 'dt') {
      if (isNew) labels = [];
      labels.push(text);
      isNew = false;
      continue;
    }
    const value = text || String(quantityIn(part) ?? '');
    const last = pairs.at(-1);
    if (isNew && last !== undefined) pairs[pairs.length - 1] = { label: last.label, value: `${last.value} ${value}`.trim() };
    else if (!isNew) pairs.push({ label: labels.join(' '), value });
    isNew = true;
  }
  return pairs.filter(({ label, value }) => label !== '' && value !== '');
}

function pairsOfItems(list: Element, blocks: readonly PageBlock[]): Pair[] {
  const texts = textsOf(list, blocks, (name) => name === 'li');
  const pairs: Pair[] = [];
  for (const [item, said] of texts) {
    const text = said.join(' ');
    const colon = text.search(/[:：]/);
    const label = colon > 0 ? text.slice(0, colon) : labelOf(item);
    const value = (colon > 0 ? text.slice(colon + 1) : text.slice(label.length)).trim() || String(quantityIn(item) ?? '');
    if (label !== '' && value !== '') pairs.push({ label: label.trim(), value });
  }
  return pairs;
}
