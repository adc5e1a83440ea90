/**
 * The DOM's own members, whatever the page calls its form fields.
 *
 *     <form><input name="firstChild"></form>      form.firstChild → the input      firstChildOf(form) → the first child
 *
 * A form's fields stand in front of members of the same name, in the content script's world too (Chromium; the standard
 * has the same for a document's images, forms and frames). Order forms are what we read, and names like `children`,
 * `contains` or `title` are not rare in them. The getters and methods of the prototypes cannot be named away. Calling
 * them costs what asking the object costs in Chromium, and a third of that in Firefox. Everything that may meet a form or
 * the document goes through here. Text nodes, shadow roots, slots, anchors and the fields themselves have no such names,
 * nor has the window where it has a member of its own.
 */

/** Bound, so that a call runs no code of ours: in a page that was just opened none of that is compiled yet. */
function getter<This, Value>(prototype: object, name: string): (object: This) => Value {
  const get = Object.getOwnPropertyDescriptor(prototype, name)?.get;
  if (get === undefined) throw new Error(`the browser has no ${name}`);
  return Function.prototype.call.bind(get);
}

function method<This, Args extends unknown[], Result>(prototype: object, name: string): (object: This, ...args: Args) => Result {
  const own = (prototype as Record<string, unknown>)[name];
  if (typeof own !== 'function') throw new Error(`the browser has no ${name}`);
  return Function.prototype.call.bind(own);
}

export const nodeTypeOf = getter<Node, number>(Node.prototype, 'nodeType');
export const parentNodeOf = getter<Node, ParentNode | null>(Node.prototype, 'parentNode');
export const parentElementOf = getter<Node, Element | null>(Node.prototype, 'parentElement');
export const firstChildOf = getter<Node, ChildNode | null>(Node.prototype, 'firstChild');
export const nextSiblingOf = getter<Node, ChildNode | null>(Node.prototype, 'nextSibling');
export const isConnected = getter<Node, boolean>(Node.prototype, 'isConnected');
const ownerDocumentOf = getter<Node, Document | null>(Node.prototype, 'ownerDocument');
export const textContentOf = getter<Node, string | null>(Node.prototype, 'textContent');
export const baseURIOf = getter<Node, string>(Node.prototype, 'baseURI');
export const rootNodeOf = method<Node, [], Node>(Node.prototype, 'getRootNode');
export const contains = method<Node, [other: Node | null], boolean>(Node.prototype, 'contains');

/** Whether it stands in this document: another one may have adopted it. */
export function isHere(node: Node): boolean {
  return isConnected(node) && ownerDocumentOf(node) === document;
}

export const localNameOf = getter<Element, string>(Element.prototype, 'localName');
export const firstElementChildOf = getter<Element, Element | null>(Element.prototype, 'firstElementChild');
export const nextElementSiblingOf = getter<Element, Element | null>(Element.prototype, 'nextElementSibling');
export const lastElementChildOf = getter<Element, Element | null>(Element.prototype, 'lastElementChild');
export const previousElementSiblingOf = getter<Element, Element | null>(Element.prototype, 'previousElementSibling');
export const childElementCountOf = getter<Element, number>(Element.prototype, 'childElementCount');
export const childrenOf = getter<Element, HTMLCollection>(Element.prototype, 'children');
export const clientHeightOf = getter<Element, number>(Element.prototype, 'clientHeight');
export const scrollHeightOf = getter<Element, number>(Element.prototype, 'scrollHeight');
export const scrollTopOf = getter<Element, number>(Element.prototype, 'scrollTop');
export const scrollLeftOf = getter<Element, number>(Element.prototype, 'scrollLeft');
export const shadowRootOf = getter<Element, ShadowRoot | null>(Element.prototype, 'shadowRoot');
export const hasAttributes = method<Element, [], boolean>(Element.prototype, 'hasAttributes');
export const hasAttribute = method<Element, [name: string], boolean>(Element.prototype, 'hasAttribute');
export const getAttribute = method<Element, [name: string], string | null>(Element.prototype, 'getAttribute');
export const matches = method<Element, [selector: string], boolean>(Element.prototype, 'matches');
export const closest = method<Element, [selector: string], Element | null>(Element.prototype, 'closest');
export const checkVisibility = method<Element, [options?: CheckVisibilityOptions], boolean>(Element.prototype, 'checkVisibility');
export const boundingBoxOf = method<Element, [], DOMRect>(Element.prototype, 'getBoundingClientRect');

export const documentElementOf = getter<Document, Element | null>(Document.prototype, 'documentElement');
export const isHidden = getter<Document, boolean>(Document.prototype, 'hidden');
export const bodyOf = getter<Document, HTMLElement | null>(Document.prototype, 'body');
export const defaultViewOf = getter<Document, (Window & typeof globalThis) | null>(Document.prototype, 'defaultView');

const namespaceOf = getter<Element, string | null>(Element.prototype, 'namespaceURI');
const isHtmlEditable = getter<Element, boolean>(HTMLElement.prototype, 'isContentEditable');

/** Whether the user may edit the element's text. Only HTML elements know of it. */
export function isContentEditable(element: Element): boolean {
  return namespaceOf(element) === 'http://www.w3.org/1999/xhtml' && isHtmlEditable(element);
}

const slotOfElement = getter<Node, HTMLSlotElement | null>(Element.prototype, 'assignedSlot');
const slotOfText = getter<Node, HTMLSlotElement | null>(Text.prototype, 'assignedSlot');

/** The slot that the node is shown in, as far as its shadow root is open. */
export function assignedSlotOf(node: Node): HTMLSlotElement | null {
  switch (nodeTypeOf(node)) {
    case Node.ELEMENT_NODE:
      return slotOfElement(node);
    case Node.TEXT_NODE:
      return slotOfText(node);
    default:
      return null;
  }
}

/** The host of a shadow root; null for any other node. A detached form may have a field named "host". */
export function hostOfRoot(node: Node): Element | null {
  return nodeTypeOf(node) === Node.DOCUMENT_FRAGMENT_NODE ? ((node as Partial<ShadowRoot>).host ?? null) : null;
}

/** A method that elements, documents and fragments have each their own of. */
function selecting<Result>(name: string): (root: ParentNode, selector: string) => Result {
  const ofElement = method<ParentNode, [selector: string], Result>(Element.prototype, name);
  const ofDocument = method<ParentNode, [selector: string], Result>(Document.prototype, name);
  const ofFragment = method<ParentNode, [selector: string], Result>(DocumentFragment.prototype, name);
  return (root, selector) => {
    const type = nodeTypeOf(root);
    if (type === Node.ELEMENT_NODE) return ofElement(root, selector);
    return type === Node.DOCUMENT_NODE ? ofDocument(root, selector) : ofFragment(root, selector);
  };
}

export const querySelectorAll = selecting<NodeListOf<Element>>('querySelectorAll');
export const querySelector = selecting<Element | null>('querySelector');

const taggedInElement = method<ParentNode, [name: string], HTMLCollectionOf<Element>>(Element.prototype, 'getElementsByTagName');
const taggedInDocument = method<ParentNode, [name: string], HTMLCollectionOf<Element>>(Document.prototype, 'getElementsByTagName');

/** A live collection. Shadow roots have none. */
export function elementsByTagName(root: Document | Element, name: string): HTMLCollectionOf<Element> {
  return nodeTypeOf(root) === Node.DOCUMENT_NODE ? taggedInDocument(root, name) : taggedInElement(root, name);
}

const hitInDocument = method<Node, [x: number, y: number], Element | null>(Document.prototype, 'elementFromPoint');
const hitInShadow = method<Node, [x: number, y: number], Element | null>(ShadowRoot.prototype, 'elementFromPoint');

/** The topmost element of the document or shadow root there; null for another root. */
export function elementFromPoint(root: Node, x: number, y: number): Element | null {
  if (nodeTypeOf(root) === Node.DOCUMENT_NODE) return hitInDocument(root, x, y);
  return hostOfRoot(root) === null ? null : hitInShadow(root, x, y);
}
