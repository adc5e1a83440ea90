/** Shadow roots, closed ones too: extensions may look into both, pages cannot see that they do. */
import { assignedSlotOf, firstChildOf, hostOfRoot, localNameOf, nodeTypeOf, parentNodeOf, querySelectorAll, shadowRootOf } from './dom.ts';
import type { Step } from './slices.ts';

type OpenOrClosed = (element: Element) => ShadowRoot | null;

declare const chrome: { readonly dom?: { openOrClosedShadowRoot?: OpenOrClosed } } | undefined;

/** The only built-in elements on which `attachShadow` works; every other host has a hyphen in its name. */
const BUILT_IN_HOSTS: ReadonlySet<string> = new Set([
  'article', 'aside', 'blockquote', 'body', 'div', 'footer', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6',
  'header', 'main', 'nav', 'p', 'section', 'span',
]); // biome-ignore format: a list to read, not to scroll

/** Whether an element of this name can have a shadow root at all. Asking the browser for each element costs more. */
export function canHostShadow(localName: string): boolean {
  return BUILT_IN_HOSTS.has(localName) || localName.includes('-');
}

/** An element's shadow root as far as it is known, or null. Who knows already whether it is likely to have one may say so. */
export type ShadowOf = (element: Element, isLikely?: boolean) => ShadowRoot | null;

export interface ShadowLookup {
  /** The element's author shadow root as far as it is known without much asking, or null. */
  readonly of: ShadowOf;
  /** Asks the browser whatever it costs; `of` knows the answer from then on. */
  lookCloser(element: Element): ShadowRoot | null;
}

/** A custom element, or an empty one: what else would that be there for? */
function isLikelyHost(element: Element): boolean {
  return firstChildOf(element) === null || localNameOf(element).includes('-');
}

/**
 * A lookup. Chrome's `openOrClosedShadowRoot` costs 2-3 µs a call, more than all the rest of reading an element: it is asked
 * at once for likely hosts, and for other built-in
 * elements with `lookCloser`, after the page was read. Firefox's costs no more than any other property.
 */
export function createShadowLookup(): ShadowLookup {
  const closed = new WeakMap<Element, ShadowRoot>();
  /** Hardly any page has one: then nothing need be looked up. */
  let hasClosed = false;
  const askChrome = typeof chrome === 'undefined' ? undefined : chrome?.dom?.openOrClosedShadowRoot;
  const askFirefox = Object.getOwnPropertyDescriptor(Element.prototype, 'openOrClosedShadowRoot')?.get as
    | ((this: Element) => ShadowRoot | null)
    | undefined;

  function ask(element: Element): ShadowRoot | null {
    if (askChrome === undefined) {
      return askFirefox?.call(element) ?? shadowRootOf(element);
    }
    try {
      const root = askChrome(element);
      if (root !== null) {
        closed.set(element, root);
        hasClosed = true;
      }
      return root;
    } catch {
      return shadowRootOf(element); // Chrome refuses elements that are not HTML elements
    }
  }

  function find(element: Element, isLikely = isLikelyHost(element)): ShadowRoot | null {
    if (askChrome === undefined) return ask(element);
    const known = shadowRootOf(element) ?? (hasClosed ? closed.get(element) : undefined) ?? null;
    return known === null && isLikely ? ask(element) : known;
  }

  return {
    of: find,
    lookCloser: (element) => find(element, true),
  };
}

/** Work that looks closer at all built-in elements of a root that can have a shadow root. */
export function searchShadows(
  root: Document | ShadowRoot,
  { lookCloser }: ShadowLookup,
  onFound: (root: ShadowRoot, host: Element) => void,
): Step {
  // Name by name: one search for all of them is long where the page is. Nor is each element asked for its name: the browser
  // would keep an object for it, in a table that is moved at a stroke, 10 ms long, whenever it is full.
  const names = [...BUILT_IN_HOSTS];
  let next = 0;
  let elements: NodeListOf<Element> | undefined;
  let at = 0;
  return (units) => {
    for (let done = 0; done < units; done += 1, at += 1) {
      const element = elements?.item(at) ?? null;
      if (element === null) {
        const name = names[next];
        if (name === undefined) return done;
        elements = querySelectorAll(root, name);
        next += 1;
        at = 0;
        return done + 1;
      }
      const found = lookCloser(element);
      if (found !== null) onFound(found, element);
    }
    return units;
  };
}

/** The parent in the composed tree: out of a shadow root comes its host. */
export function composedParent(node: Node): Node | null {
  return parentNodeOf(node) ?? hostOfRoot(node);
}

/** The slot of a shadow root, closed or not, in which a child of its host is shown; null when in none. */
export function slotIn(root: ShadowRoot, node: Node): HTMLSlotElement | null {
  const open = assignedSlotOf(node);
  if (open !== null) return open;
  for (const slot of root.querySelectorAll('slot')) if (slot.assignedNodes().includes(node)) return slot;
  return null;
}

/** The parent element in the tree as it is rendered: slotted nodes are inside their slot where that is known. */
export function renderedParent(node: Node): Element | null {
  let parent: Node | null = assignedSlotOf(node) ?? composedParent(node);
  while (parent !== null && nodeTypeOf(parent) !== Node.ELEMENT_NODE) parent = composedParent(parent);
  return parent as Element | null;
}
