/** Shadow roots, closed ones too: extensions may look into both, pages cannot see that they do. */

type OpenOrClosed = (element: Element) => ShadowRoot | null;

declare const chrome: { readonly dom?: { openOrClosedShadowRoot?: OpenOrClosed } } | undefined;

/** The only built-in elements on which `attachShadow` works; every other host has a hyphen in its name. */
const BUILT_IN_HOSTS: ReadonlySet<string> = new Set([
  'article', 'aside', 'blockquote', 'body', 'div', 'footer', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6',
  'header', 'main', 'nav', 'p', 'section', 'span',
]); // biome-ignore format: a list to read, not to scroll

/** Selects the built-in elements that can have a shadow root. */
export const BUILT_IN_HOST_SELECTOR = [...BUILT_IN_HOSTS].join(',');

/** Whether an element of this name can have a shadow root at all. Asking the browser for each element costs more. */
export function canHostShadow(localName: string): boolean {
  return BUILT_IN_HOSTS.has(localName) || localName.includes('-');
}

export interface ShadowLookup {
  /** The element's author shadow root as far as it is known without much asking, or null. */
  of(element: Element): ShadowRoot | null;
  /** Asks the browser whatever it costs; `of` knows the answer from then on. */
  lookCloser(element: Element): ShadowRoot | null;
}

/**
 * A lookup. Chrome's `openOrClosedShadowRoot` costs 2-3 µs a call, more than all the rest of reading an element: it is asked
 * at once for custom elements and for empty ones (what else would an empty element be there for?), and for other built-in
 * elements with `lookCloser`, after the page was read. Firefox's costs no more than any other property.
 */
export function createShadowLookup(): ShadowLookup {
  const closed = new WeakMap<Element, ShadowRoot>();
  const askChrome = typeof chrome === 'undefined' ? undefined : chrome?.dom?.openOrClosedShadowRoot;

  function ask(element: Element): ShadowRoot | null {
    if (askChrome === undefined) {
      return (element as { openOrClosedShadowRoot?: ShadowRoot | null }).openOrClosedShadowRoot ?? element.shadowRoot;
    }
    try {
      const root = askChrome(element);
      if (root !== null) closed.set(element, root);
      return root;
    } catch {
      return element.shadowRoot; // Chrome refuses elements that are not HTML elements
    }
  }

  function find(element: Element): ShadowRoot | null {
    if (askChrome === undefined) return ask(element);
    const known = element.shadowRoot ?? closed.get(element) ?? null;
    if (known !== null) return known;
    return element.firstChild === null || element.localName.includes('-') ? ask(element) : null;
  }

  return {
    of: find,
    lookCloser: (element) => find(element) ?? ask(element),
  };
}

/** The parent in the composed tree: out of a shadow root comes its host. */
export function composedParent(node: Node): Node | null {
  return node.parentNode ?? (node as Partial<ShadowRoot>).host ?? null;
}

/** The parent element in the tree as it is rendered: slotted nodes are inside their slot where that is known. */
export function renderedParent(node: Node): Element | null {
  const slot = (node as Element | Text).assignedSlot;
  let parent: Node | null = slot ?? composedParent(node);
  while (parent !== null && parent.nodeType !== Node.ELEMENT_NODE) parent = composedParent(parent);
  return parent as Element | null;
}
