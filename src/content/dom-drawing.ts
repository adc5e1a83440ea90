/** What only drawing asks of the DOM, whatever the page calls its form fields and pictures; dom.ts says more. */

/** The value of a getter of the prototype. */
function read<Value>(prototype: object, name: string, object: object): Value {
  return Reflect.get(prototype, name, object) as Value;
}

const HTML = 'http://www.w3.org/1999/xhtml';

/** Of HTML in a document of any kind: in XML and SVG a bare `createElement` makes what has neither style nor shadow root. */
export function makeElement(document: Document, name: string): HTMLElement {
  return Document.prototype.createElementNS.call(document, HTML, name) as HTMLElement;
}

export function makeRange(document: Document): Range {
  return Document.prototype.createRange.call(document);
}

export function listenTo(target: EventTarget, type: string, act: (event: Event) => void, options: AddEventListenerOptions): void {
  EventTarget.prototype.addEventListener.call(target, type, act, options);
}

/** The time of the frame that is on screen or being made: the same until the next begins. */
export function frameTimeOf(document: Document): unknown {
  return read<DocumentTimeline>(Document.prototype, 'timeline', document).currentTime;
}

/** Animations of the elements of a document or shadow root. */
export function animationsIn(root: Document | ShadowRoot): readonly Animation[] {
  const { prototype } = root.nodeType === Node.DOCUMENT_FRAGMENT_NODE ? ShadowRoot : Document;
  return prototype.getAnimations?.call(root) ?? [];
}

export function fontsOf(document: Document): FontFaceSet {
  return read(Document.prototype, 'fonts', document);
}

export function scrollingElementOf(document: Document): Element | null {
  return read(Document.prototype, 'scrollingElement', document);
}

/** Whether a node comes before another one. Of siblings, the browser goes back from the other one until it meets it. */
export function isBefore(node: Node, other: Node): boolean {
  return (Node.prototype.compareDocumentPosition.call(node, other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}

/** Width and height with borders; null for what is no HTML element. Not transformed, unlike its bounding box. */
export function outerSizeOf(element: Element): { readonly width: number; readonly height: number } | null {
  if (!(element instanceof HTMLElement)) return null;
  const { prototype } = HTMLElement;
  return { width: read(prototype, 'offsetWidth', element), height: read(prototype, 'offsetHeight', element) };
}

/** What is inside of borders and scroll bars, from the upper left corner of the borders. Not transformed either. */
export function innerBoxOf(element: Element): { left: number; top: number; width: number; height: number } {
  const { prototype } = Element;
  return {
    left: read(prototype, 'clientLeft', element),
    top: read(prototype, 'clientTop', element),
    width: read(prototype, 'clientWidth', element),
    height: read(prototype, 'clientHeight', element),
  };
}

export function scrollIntoView(element: Element, options: ScrollIntoViewOptions): void {
  Element.prototype.scrollIntoView.call(element, options);
}

export function scrollBy(element: Element, options: ScrollToOptions): void {
  (Element.prototype.scrollBy as (options: ScrollToOptions) => void).call(element, options);
}
