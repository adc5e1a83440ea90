/**
 * Ways to collect the text of a page, timed in the page: in the extension's own world, where closed shadow roots can be
 * asked for. `page.ts` puts this script there; what it defines is called by name.
 */
import { type BlockNews, createBlockIndex } from '../src/content/block-index.ts';
import { createWalk } from '../src/content/blocks.ts';
import { createShadowLookup } from '../src/content/shadow.ts';
import { STEP_UNITS } from '../src/content/slices.ts';

/** Milliseconds of one collection, one value a run, by the way it was done; and what the page is made of. */
export interface CollectTimes {
  readonly times: Readonly<Record<string, readonly number[]>>;
  readonly textNodes: number;
  readonly elements: number;
  readonly units: number;
  /** What each way came to, so that none is thought away and a reader can compare. */
  readonly collected: Readonly<Record<string, number>>;
}

/** The browser's clock is rounded to 0.1 ms: a run repeats the work until it takes so long. */
const RUN_MS = 6;

const SKIPPED: ReadonlySet<string> = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE']);

const noNews: BlockNews = { put: () => undefined, remove: () => undefined, away: () => undefined, returned: () => undefined };

/** Joined text and where each node begins in it: the least that marks need. */
class Joined {
  readonly nodes: Text[] = [];
  readonly starts: number[] = [];
  text = '';

  add(node: Text): void {
    this.nodes.push(node);
    this.starts.push(this.text.length);
    this.text += node.data;
  }
}

function walkByHand(root: Node, joined: Joined): void {
  let at: Node = root;
  for (;;) {
    let next = SKIPPED.has(at.nodeName) ? null : at.firstChild;
    while (next === null) {
      if (at === root) return;
      next = at.nextSibling;
      if (next === null) at = at.parentNode as Node;
    }
    at = next;
    if (at.nodeType === Node.TEXT_NODE) joined.add(at as Text);
  }
}

function collectBlocks(): number {
  const index = createBlockIndex(noNews);
  const roots = [{ element: document.documentElement, shallow: false }];
  const walk = createWalk({ sink: index, roots, removed: [], first: true, shadowOf: createShadowLookup().of, isOwn });
  while (walk.step(STEP_UNITS) > 0) performance.now();
  return index.characters;
}

/** Our layer stands beside the body. */
const host = document.documentElement.lastElementChild;
const isOwn = (element: Element): boolean => element === host;

const ways: Readonly<Record<string, () => number>> = {
  textContent: () => document.body.textContent?.length ?? 0,
  innerText: () => document.body.innerText.length,
  blocks: collectBlocks,
  'hand walk': () => {
    const joined = new Joined();
    walkByHand(document.body, joined);
    return joined.text.length;
  },
  TreeWalker: () => {
    const joined = new Joined();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode() !== null) joined.add(walker.currentNode as Text);
    return joined.text.length;
  },
  'TreeWalker over elements and text': () => {
    const joined = new Joined();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) joined.add(node as Text);
    }
    return joined.text.length;
  },
  'TreeWalker with filter': () => {
    const joined = new Joined();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
      if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
      return SKIPPED.has(node.nodeName) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
    });
    while (walker.nextNode() !== null) joined.add(walker.currentNode as Text);
    return joined.text.length;
  },
};

function timeOnce(work: () => number): number {
  const begun = performance.now();
  let count = 0;
  let now = begun;
  do {
    work();
    count += 1;
    now = performance.now();
  } while (now - begun < RUN_MS);
  return (now - begun) / count;
}

/** All ways in turn, `runs` times, after one run that warms up and is not counted. */
function measure(runs: number): CollectTimes {
  const times: Record<string, number[]> = {};
  const collected: Record<string, number> = {};
  for (const [name, work] of Object.entries(ways)) {
    times[name] = [];
    collected[name] = work();
  }
  for (let run = -1; run < runs; run += 1) {
    for (const [name, work] of Object.entries(ways)) {
      const ms = timeOnce(work);
      if (run >= 0) times[name]?.push(ms);
    }
  }
  let textNodes = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode() !== null) textNodes += 1;
  return {
    times,
    collected,
    textNodes,
    elements: document.body.getElementsByTagName('*').length,
    units: document.body.textContent?.length ?? 0,
  };
}

Object.assign(globalThis, { collecting: { measure } });
