/** What only the debugger sees of a page: closed shadow roots. Chromium only. */
import type { Page, Protocol } from 'puppeteer-core';

type Node = Protocol.DOM.Node;

/** An element inside a closed shadow root that an extension added beside the body. */
export interface HiddenElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Its own text, or what it draws in place of text: the card keeps its words out of reach of `window.find`. */
  readonly text: string;
  readonly backendId: number;
  /** Attributes of the element around it, if that is in the root too. */
  readonly parent: Readonly<Record<string, string>> | undefined;
}

export interface HiddenRoot {
  /** Tag name of the host element, as the page sees it. */
  readonly host: string;
  readonly elements: readonly HiddenElement[];
}

/** Closed shadow roots on elements that stand beside the body: where an overlay lives, never a page of the fixtures. */
export async function findHiddenRoots(page: Page): Promise<readonly HiddenRoot[]> {
  const debug = await page.createCDPSession();
  try {
    const { root } = await debug.send('DOM.getDocument', { depth: -1, pierce: true });
    const html = root.children?.find((child) => child.nodeName === 'HTML');
    return (html?.children ?? []).flatMap((host) =>
      (host.shadowRoots ?? [])
        .filter((shadow) => shadow.shadowRootType === 'closed')
        .map((shadow) => ({ host: host.localName, elements: (shadow.children ?? []).flatMap((child) => listElements(child)) })),
    );
  } finally {
    await debug.detach();
  }
}

/**
 * What an overlay draws, told by what it must have anyway: marks are shown boxes in the part that assistive technology
 * skips, a card is what stands in the status message.
 */
const drawn = {
  mark: ({ attributes, parent }: HiddenElement): boolean =>
    parent?.['aria-hidden'] === 'true' && /display: block/.test(attributes.style ?? ''),
  card: ({ parent }: HiddenElement): boolean => parent?.role === 'status',
} as const;

/** Marks, or cards, that are drawn now. */
export function listDrawn(roots: readonly HiddenRoot[], what: keyof typeof drawn = 'mark'): readonly HiddenElement[] {
  return roots.flatMap((root) => root.elements.filter(drawn[what]));
}

/** All words in the hidden roots, in order. */
export function listWords(roots: readonly HiddenRoot[]): readonly string[] {
  return roots.flatMap((root) => root.elements.map((element) => element.text)).filter((text) => text !== '');
}

/** Middle of the first mark or card in the viewport's coordinates; undefined when none is drawn. */
export async function findMarkCentre(page: Page, what: keyof typeof drawn = 'mark'): Promise<{ x: number; y: number } | undefined> {
  const [first] = listDrawn(await findHiddenRoots(page), what);
  if (first === undefined) return undefined;
  const debug = await page.createCDPSession();
  try {
    const { model } = await debug.send('DOM.getBoxModel', { backendNodeId: first.backendId });
    const [left = 0, top = 0, , , right = 0, bottom = 0] = model.border;
    return { x: (left + right) / 2, y: (top + bottom) / 2 };
  } finally {
    await debug.detach();
  }
}

function listElements(node: Node, parent?: HiddenElement['parent']): HiddenElement[] {
  if (node.nodeType !== 1) return [];
  const pairs = node.attributes ?? [];
  const attributes: Record<string, string> = {};
  for (let index = 0; index < pairs.length; index += 2) attributes[pairs[index] ?? ''] = pairs[index + 1] ?? '';
  const drawnText = /quotes: "((?:[^"\\]|\\.)*)"/.exec(attributes.style ?? '')?.[1]?.replace(/\\(.)/g, '$1');
  const element = { name: node.localName, attributes, text: drawnText ?? textOf(node), backendId: node.backendNodeId, parent };
  return [element, ...(node.children ?? []).flatMap((child) => listElements(child, attributes))];
}

function textOf(node: Node): string {
  return node.nodeType === 3 ? node.nodeValue : (node.children ?? []).map(textOf).join('');
}
