/**
 * Layer, overlay and card alone, in an extension's isolated world: no watcher and no worker, so that between two calls of a
 * test nothing happens but what the page does. Each text node is a block. What is still running is counted.
 */

import type { PageBlock } from '../../../src/content/block-index.ts';
import { type CardView, createCard } from '../../../src/content/card.ts';
import { collapse, isBlank } from '../../../src/content/collapse.ts';
import { closest, getAttribute, parentElementOf } from '../../../src/content/dom.ts';
import { listenToUser } from '../../../src/content/ears.ts';
import { createLayer, type Layer } from '../../../src/content/layer.ts';
import { createOverlay, type Overlay } from '../../../src/content/overlay.ts';
import type { Shape } from '../../../src/content/painter.ts';
import { createShadowLookup } from '../../../src/content/shadow.ts';
import type { Card, Mark } from '../../../src/messaging/calls.ts';
import { NO_MARKS, packMarks } from '../../../src/messaging/marks.ts';
import { unpackMarks } from '../../unpack-marks.ts';
import { answerCalls, type Commands } from './answer-calls.ts';
import { countObserved, leftovers, timings } from './leftovers.ts';

export interface OverlayStart {
  /** Finds these in each text node; the level follows a colon ("Cisco:possible"). */
  readonly terms: readonly string[];
  /** Selects the rows of line items; rows with the same `data-line` are one line. */
  readonly rows?: string;
  /** Without a card. */
  readonly bare?: boolean;
}

const shadowOf = createShadowLookup().lookCloser;
let layer: Layer | null = null;
let overlay: Overlay | null = null;
let card: CardView | null = null;
let blocks = new Map<number, PageBlock>();
let byNode = new Map<Text, PageBlock>();
let rowsBy: OverlayStart['rows'];
let terms: OverlayStart['terms'] = [];
let drawings = 0;
let raisings = 0;

/** Text nodes of the page, those in shadow roots too. */
function* textNodes(root: Node): Generator<Text> {
  if (root instanceof Text) yield root;
  if (root === layer?.host || root instanceof HTMLScriptElement || root instanceof HTMLStyleElement) return;
  if (root instanceof Element) {
    const shadow = shadowOf(root);
    if (shadow !== null) yield* textNodes(shadow);
  }
  const children = Reflect.get(Node.prototype, 'childNodes', root) as NodeListOf<ChildNode>;
  for (const child of children) yield* textNodes(child);
}

function textBlock(node: Text, id: number): PageBlock {
  const container = parentElementOf(node) as Element;
  const place = { nodes: [node], starts: [0], from: 0, container, row: undefined, element: null };
  return { ...place, id, text: collapse(node.data).trim(), field: false, links: [] } as unknown as PageBlock;
}

function fieldBlock(element: HTMLInputElement, id: number): PageBlock {
  const place = { nodes: [], starts: [], from: 0, container: element, row: undefined, element };
  return { ...place, id, text: element.value, field: true, links: [] } as unknown as PageBlock;
}

/** Reads the page: a node with the text that it had keeps its block. */
function read(): void {
  const before = byNode;
  blocks = new Map();
  byNode = new Map();
  let id = Math.max(0, ...[...before.values()].map((block) => block.id));
  for (const node of textNodes(document)) {
    if (isBlank(node.data)) continue;
    const known = before.get(node);
    id += 1;
    const block = known?.text === collapse(node.data).trim() ? known : textBlock(node, known?.id ?? id);
    byNode.set(node, block);
    blocks.set(block.id, block);
  }
  for (const field of Document.prototype.querySelectorAll.call(document, 'input') as NodeListOf<HTMLInputElement>) {
    id += 1;
    blocks.set(id, fieldBlock(field, id));
  }
}

/** What a name that is looked for a second time is found in: the same words again. */
const TWIN = 1_000_000;

function marks() {
  const found: Omit<Mark, 'id'>[] = [];
  for (const { id, text } of blocks.values()) {
    for (const [n, spec] of terms.entries()) {
      const [term = '', level = 'confirmed'] = spec.split(':');
      for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
        const block = terms.indexOf(spec) < n ? id + TWIN : id;
        found.push({ block, start: at, end: at + term.length, level: level as Mark['level'] });
      }
    }
  }
  return packMarks(0, found);
}

/** Of the marks, in the order of the page. */
function ids(): string[] {
  return unpackMarks(marks()).map(({ id }) => id);
}

function lineRowsOf({ nodes, container }: PageBlock): readonly Element[] {
  const row = rowsBy === undefined ? null : closest(nodes[0] === undefined ? container : (parentElementOf(nodes[0]) ?? container), rowsBy);
  if (row === null) return [];
  const line = getAttribute(row, 'data-line');
  return line === null ? [row] : [...document.querySelectorAll(`[data-line="${line}"]`)];
}

const CARD: Omit<Card, 'id'> = {
  level: 'confirmed',
  heading: 'Cisco',
  verdict: 'Restricted',
  line: '',
  reasons: [],
  lists: [],
  offers: [],
  noOffer: '',
  labels: { lists: '', offers: '', close: 'Close', more: '' },
};

function rectOf({ left, top, width, height }: DOMRect): { left: number; top: number; width: number; height: number } {
  return { left, top, width, height };
}

/** What is drawn, told apart by what it looks like. */
function drawn() {
  const canvas = layer?.root.querySelector('[aria-hidden]');
  return [...(canvas?.children ?? [])].flatMap((element) => {
    const { borderRadius, borderBottomWidth, borderLeftWidth, display } = getComputedStyle(element);
    const rect = rectOf(element.getBoundingClientRect());
    if (display === 'none' || rect.width === 0 || rect.height === 0) return [];
    const kind = borderRadius !== '0px' ? 'row' : element.getBoundingClientRect().width <= 3 ? 'field' : 'words';
    return [{ ...rect, kind, line: borderBottomWidth !== '0px' ? 'bottom' : borderLeftWidth !== '0px' ? 'left' : 'none' }];
  });
}

/** The styles of all that is drawn. */
function written(): string[] {
  const elements = layer?.root.querySelector('[aria-hidden]')?.children ?? [];
  return [...(elements as Iterable<HTMLElement>)].map(({ style }) => style.cssText).filter((text) => !text.includes('display: none'));
}

/** Rectangles of the terms, asked of the page itself. */
function expected() {
  const range = document.createRange();
  const rects = [];
  for (const node of textNodes(document)) {
    for (const spec of terms) {
      const [term = ''] = spec.split(':');
      for (let at = node.data.indexOf(term); at >= 0; at = node.data.indexOf(term, at + 1)) {
        range.setStart(node, at);
        range.setEnd(node, at + term.length);
        rects.push(...[...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0).map(rectOf));
      }
    }
  }
  return rects;
}

/** Greatest distance between marks and words in the window, in pixels; very far where their number differs. */
function distance(): number {
  const isInWindow = ({ left, top, width, height }: { left: number; top: number; width: number; height: number }) =>
    left + width > 1 && top + height > 1 && left < innerWidth - 1 && top < innerHeight - 1;
  const order = (a: { left: number; top: number }, b: { left: number; top: number }) => a.top - b.top || a.left - b.left;
  const is = drawn()
    .filter((one) => one.kind === 'words' && isInWindow(one))
    .sort(order);
  const should = expected().filter(isInWindow).sort(order);
  if (is.length !== should.length) return 1e6;
  return Math.max(
    0,
    ...is.map((rect, i) => {
      const other = should[i] ?? rect;
      return Math.max(...(['left', 'top', 'width', 'height'] as const).map((side) => Math.abs(rect[side] - other[side])));
    }),
  );
}

/** After the next frame was painted. */
function painted(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => resolve();
      channel.port2.postMessage(null);
    });
  });
}

const ending = new AbortController();

const commands: Commands = {
  async start({ terms: wanted, rows, bare = false }: OverlayStart) {
    terms = wanted;
    rowsBy = rows;
    layer = createLayer(document);
    const { root } = layer;
    root.onbeforetoggle = ({ newState }) => {
      if (newState === 'open') raisings += 1;
    };
    overlay = createOverlay({
      window,
      layer,
      blockOf: (id) => blocks.get(id % TWIN),
      isStale: () => false,
      lineRowsOf,
      onDrawn() {
        drawings += 1;
        card?.follow();
      },
    });
    if (!bare) {
      card = createCard({
        window,
        layer,
        markAt: overlay.at,
        boxesOf: overlay.boxesOf,
        load: async (id) => ({ ...CARD, id }),
        openOffer: () => undefined,
      });
      listenToUser(window, card.handle, ending.signal);
    }
    read();
    overlay.setMarks(marks());
    for (let i = 0; i < 3; i += 1) await painted();
    return root.isConnected;
  },
  /** As after a change of the page: reads again; the worker's marks come besides unless `silent`. */
  read(silent: boolean) {
    read();
    if (!silent) overlay?.setMarks(marks());
    overlay?.refresh();
  },
  /** Takes all marks away, and has them forgotten. */
  clear() {
    overlay?.clear();
  },
  /** Takes all marks away, as when a list is switched off. */
  takeAway() {
    overlay?.setMarks(NO_MARKS);
  },
  /**
   * Brings back the marks of what was read last. How often the browser was asked where words are until they were drawn, and
   * how often all was drawn.
   */
  async bringBack() {
    const { prototype } = Range;
    const { getClientRects } = prototype;
    const before = drawings;
    let asked = 0;
    prototype.getClientRects = function (this: Range) {
      asked += 1;
      return getClientRects.call(this);
    };
    overlay?.setMarks(marks());
    for (let i = 0; i < 3; i += 1) await painted();
    prototype.getClientRects = getClientRects;
    return { asked, drawings: drawings - before };
  },
  drawn,
  written,
  expected,
  distance,
  /** Names in the window below an element, and how many of them are marked. */
  uncovered(selector: string) {
    const head = document.querySelector(selector)?.getBoundingClientRect().bottom ?? 0;
    const words = expected().filter(({ top, height }) => top >= head && top + height <= innerHeight);
    const marks = drawn();
    const isMarked = (rect: (typeof words)[number]) =>
      marks.some(({ left, top, width }) => Math.abs(left - rect.left) + Math.abs(top - rect.top) + Math.abs(width - rect.width) < 1);
    return { words: words.length, drawn: words.filter(isMarked).length };
  },
  /** Until no frame is asked for any more. */
  async rested() {
    while (leftovers().includes('frame')) await new Promise((resolve) => setTimeout(resolve, 20));
  },
  async settled() {
    for (let i = 0; i < 3; i += 1) await painted();
    return distance();
  },
  /** After each of this many frames as they were painted: how far off the marks are, where their words, and what was there. */
  async follow(frames: number) {
    const seen: { off: number; at: string; drawn: number; text: string }[] = [];
    for (let i = 0; i < frames; i += 1) {
      await painted();
      const values = [...document.querySelectorAll('input')].map(({ value }) => value);
      const text = `${document.body.innerText}${values}`;
      seen.push({ off: distance(), at: JSON.stringify(expected()), drawn: drawn().length, text });
    }
    return seen;
  },
  isShown: () => layer !== null && getComputedStyle(layer.root).display !== 'none',
  openCard: () => overlay !== null && card?.open(ids()[0] ?? ''),
  reveal: (id: string) => overlay?.reveal(id),
  /** Starts to reveal and does not wait. */
  beginReveal() {
    void overlay?.reveal(ids().at(-1) ?? '');
  },
  ids,
  /** Kinds of a mark's rectangles, in the order in which the card takes them. */
  kindsOf: (id: string) => overlay?.boxesOf(id).map((box) => (box as Partial<Shape>).kind),
  at: ({ x, y }: { x: number; y: number }) => overlay?.at(x, y)?.id ?? null,
  watchRoots() {
    for (const host of document.querySelectorAll('*')) {
      const root = shadowOf(host);
      if (root !== null && host !== layer?.host) layer?.watch(root);
    }
  },
  stop() {
    ending.abort();
    card?.stop();
    overlay?.stop();
    layer?.remove();
  },
  leftovers,
  observed: countObserved,
  timings,
  /** ms for asking the browser for 60 rectangles after a scroll: median of means, as clocks are coarse. */
  readingCost() {
    const range = document.createRange();
    const nodes = [...byNode].filter(([, { text }]) => terms.some((term) => text.includes(term))).slice(0, 60);
    const means: number[] = [];
    for (let i = 0; i < 15; i += 1) {
      const begun = performance.now();
      for (let round = 0; round < 10; round += 1) {
        scrollBy(0, round % 2 === 0 ? 1 : -1);
        for (const [node] of nodes) {
          range.selectNodeContents(node);
          range.getClientRects();
        }
      }
      means.push((performance.now() - begun) / 10);
    }
    return means.sort((a, b) => a - b)[7];
  },
  drawings: () => drawings,
  /** How often our layer was put above all others since the last call. */
  raisings() {
    const before = raisings;
    raisings = 0;
    return before;
  },
  /** How often that has happened by the first frame in which a popover that is opened here is seen. */
  async raisingsByFirstFrame(id: string) {
    raisings = 0;
    document.getElementById(id)?.showPopover();
    // What the opening asked for stands before this in the same frame.
    await new Promise(requestAnimationFrame);
    return raisings;
  },
  /** ms for placing all marks: anew, again with nothing changed, and after one block changed. */
  async placing() {
    const all = marks();
    const time = (act: () => void) => {
      const begun = performance.now();
      act();
      return performance.now() - begun;
    };
    overlay?.clear();
    await painted();
    const anew = time(() => overlay?.setMarks(all));
    await painted();
    const same = time(() => overlay?.setMarks(marks()));
    const nothing = time(() => overlay?.refresh());
    const [first] = byNode.values();
    if (first !== undefined) blocks.set(first.id, { ...first });
    const one = time(() => overlay?.refresh());
    return { marks: ids().length, anew, same, nothing, one };
  },
};

answerCalls(commands);
