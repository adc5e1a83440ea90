/** Shadow roots, closed ones too: extensions may look into both, pages cannot see that they do. */

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

/** Returns a function that gives an element's author shadow root, or null. Open roots only where the browser offers no more. */
export function createShadowLookup(): OpenOrClosed {
  const ask = typeof chrome === 'undefined' ? undefined : chrome?.dom?.openOrClosedShadowRoot;
  if (ask !== undefined) {
    return (element) => {
      try {
        return ask(element);
      } catch {
        return element.shadowRoot; // Chrome refuses elements that are not HTML elements
      }
    };
  }
  return (element) => (element as { openOrClosedShadowRoot?: ShadowRoot | null }).openOrClosedShadowRoot ?? element.shadowRoot;
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
