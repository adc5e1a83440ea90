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

export interface Layer {
  readonly host: HTMLElement;
  /** Everything that is drawn goes in here. */
  readonly root: HTMLElement;
  /** Puts the host back if the page removed it. */
  keep(): void;
  /** Above a dialog or fullscreen element that opened since. */
  raise(): void;
  remove(): void;
}

/** Adds the host to the document. */
export function createLayer(document: Document): Layer {
  const host = document.createElement('div');
  for (const [name, value] of HOST_STYLE) host.style.setProperty(name, value, 'important');
  const shadow = host.attachShadow({ mode: 'closed' });
  const root = document.createElement('div');
  setStyle(root, LAYER_STYLE);
  root.setAttribute('popover', 'manual');
  shadow.append(root);
  let returns = 0;

  function show(): void {
    try {
      root.showPopover?.();
    } catch {
      // A document that is not active shows nothing; without the top layer the z-index has to do.
    }
  }

  document.documentElement.append(host);
  show();

  return {
    host,
    root,
    keep() {
      if (host.isConnected || returns >= MAX_RETURNS || document.documentElement === null) return;
      returns += 1;
      document.documentElement.append(host);
      show();
    },
    raise() {
      if (!host.isConnected) return;
      try {
        root.hidePopover?.();
      } catch {
        // it was not shown
      }
      show();
    },
    remove() {
      host.remove();
    },
  };
}
