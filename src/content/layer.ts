/**
 * The one thing we add to the page: a host element, the same on every page and at every moment, whatever was found.
 *
 * Verdict privacy: the page can see that the host is there and nothing else. The shadow root is closed and styled only
 * through element styles (a `<style>` in it would obey the page's CSP and break). The host covers the window, is
 * contained and clipped, and takes no pointer events, so none of the page's measuring calls changes with what is inside.
 * It has to cover the window all the time: an IntersectionObserver with `trackVisibility` (Chromium) reports what is
 * painted over an element, and would find the marks one by one if they alone did.
 * The layer in it is a manual popover: it is in the top layer, above every z-index, without an event that leaves the
 * shadow root.
 */
import { childrenOf, defaultViewOf, documentElementOf, localNameOf } from './dom.ts';
import { listenTo, makeElement } from './dom-drawing.ts';

const HOST_STYLE: readonly (readonly [string, string])[] = [
  ['all', 'initial'],
  ['position', 'fixed'],
  ['inset', '0'],
  ['display', 'block'],
  ['contain', 'strict'],
  ['overflow', 'clip'],
  ['pointer-events', 'none'],
  ['user-select', 'none'],
  ['z-index', '2147483647'],
];

const LAYER_STYLE: Readonly<Record<string, string>> = {
  all: 'initial',
  position: 'fixed',
  inset: '0',
  width: 'auto',
  height: 'auto',
  display: 'block',
  margin: '0',
  border: '0',
  padding: '0',
  background: 'transparent',
  contain: 'strict',
  overflow: 'clip',
  'pointer-events': 'none',
  'user-select': 'none',
};

/** How often a host that the page throws out (a framework that takes over the whole document) is put back. */
const MAX_RETURNS = 20;

/** Sets styles that nothing of the page can override. */
export function setStyle(element: HTMLElement, styles: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(styles)) element.style.setProperty(name, value, 'important');
}

/** The same as text, for an element that gets all of its styles at once. */
export function styleText(styles: Readonly<Record<string, string>>): string {
  return Object.entries(styles)
    .map(([name, value]) => `${name}:${value}!important;`)
    .join('');
}

export interface Layer {
  readonly host: HTMLElement;
  /** Everything that is drawn goes in here, in window coordinates. */
  readonly root: HTMLElement;
  /** Puts the host back if the page removed it. */
  keep(): void;
  /** Makes a pixel of the layer one of the window, whatever `zoom` the page has set on its root. Reads style. */
  fit(): void;
  /** Stays above the dialogs and popovers that open in this root: no event of theirs leaves a shadow root. */
  watch(root: Document | ShadowRoot): void;
  remove(): void;
}

/** Firefox ends a script whose extension is reloaded before it can clean up: its host is still there. */
function removeLeftovers(document: Document, host: HTMLElement): void {
  for (const child of [...childrenOf(documentElementOf(document) as Element)]) {
    if (child === host || localNameOf(child) !== 'div' || child.attributes.length !== 1 || child.hasChildNodes()) continue;
    const { style } = child as HTMLElement;
    if (HOST_STYLE.every(([name]) => style.getPropertyValue(name) === host.style.getPropertyValue(name))) child.remove();
  }
}

/** Adds the host to the document. */
export function createLayer(document: Document): Layer {
  const view = defaultViewOf(document);
  const ending = new AbortController();
  const host = makeElement(document, 'div');
  for (const [name, value] of HOST_STYLE) host.style.setProperty(name, value, 'important');
  removeLeftovers(document, host);
  const shadow = host.attachShadow({ mode: 'closed' });
  const root = makeElement(document, 'div');
  setStyle(root, LAYER_STYLE);
  root.setAttribute('popover', 'manual');
  shadow.append(root);
  let returns = 0;
  let zoom = 1;
  let raising = 0;
  const watched = new WeakSet<Document | ShadowRoot>();
  // `showModal` has no event before Chromium 132 and Firefox 133.
  const observer = new MutationObserver(raiseSoon);

  function show(): void {
    try {
      root.showPopover?.();
    } catch {
      // A document that is not active shows nothing; without the top layer the z-index has to do.
    }
  }

  function raise(): void {
    raising = 0;
    if (!host.isConnected) return;
    try {
      root.hidePopover?.();
    } catch {
      // it was not shown
    }
    show();
  }

  /** In the very frame in which it opens. Always, not only where marks are: the page can find out what is painted over its dialog. */
  function raiseSoon(): void {
    if (raising === 0) raising = view?.requestAnimationFrame(raise) ?? 0;
  }

  function onToggle({ target }: Event): void {
    if (target instanceof Element && localNameOf(target) !== 'details') raiseSoon();
  }

  function watch(within: Document | ShadowRoot): void {
    if (watched.has(within) || ending.signal.aborted) return;
    watched.add(within);
    const options = { capture: true, passive: true, signal: ending.signal };
    // Before it opens is soon enough for its first frame, where the browser says so.
    for (const type of ['beforetoggle', 'toggle']) listenTo(within, type, onToggle, options);
    observer.observe(within, { subtree: true, attributeFilter: ['open'] });
  }

  function print(isOnPaper: boolean): void {
    setStyle(root, { display: isOnPaper ? 'none' : 'block' });
  }

  /** Marks and cards are for the screen. */
  function watchPrinting(view: Window): void {
    const options = { capture: true, signal: ending.signal };
    const paper = view.matchMedia('print');
    view.addEventListener('beforeprint', ({ isTrusted }) => isTrusted && print(true), options);
    view.addEventListener('afterprint', ({ isTrusted }) => isTrusted && print(false), options);
    paper.addEventListener('change', ({ matches }) => print(matches), { signal: ending.signal });
    if (paper.matches) print(true);
  }

  documentElementOf(document)?.append(host);
  show();
  watch(document);
  listenTo(document, 'fullscreenchange', raiseSoon, { capture: true, signal: ending.signal });
  if (view !== null) watchPrinting(view);

  return {
    host,
    root,
    keep() {
      const parent = documentElementOf(document);
      if (host.isConnected || returns >= MAX_RETURNS || parent === null) return;
      returns += 1;
      parent.append(host);
      show();
    },
    fit() {
      const now = (host as { readonly currentCSSZoom?: number }).currentCSSZoom ?? 1;
      if (now === zoom || !(now > 0)) return;
      zoom = now;
      setStyle(root, { zoom: String(1 / zoom) });
    },
    watch,
    remove() {
      ending.abort();
      observer.disconnect();
      view?.cancelAnimationFrame(raising);
      host.remove();
    },
  };
}
