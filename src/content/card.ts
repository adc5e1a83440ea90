/**
 * The card of a mark. It lives in our closed shadow root and takes no pointer events, so that no measuring call of the
 * page meets it: hovering and clicking are decided here, from coordinates. Only a click on one of the card's own controls
 * is kept from the page. The card never takes the focus (the page would see that); it is announced as a live region,
 * and everything it offers is in the popup too, which has a keyboard.
 */
import type { Card } from '../messaging/calls.ts';
import { makeElement } from './dom-drawing.ts';
import { type Box, type DrawnBox, isInside, placeBeside } from './hit-test.ts';
import { type Layer, setStyle } from './layer.ts';
import { CARD, DARK, LIGHT, type Palette } from './tokens.ts';

export interface CardOptions {
  readonly window: Window;
  readonly layer: Layer;
  readonly markAt: (x: number, y: number) => DrawnBox | null;
  readonly boxesOf: (id: string) => readonly DrawnBox[];
  /** Fetches a card; null when the finding is gone. */
  readonly load: (id: string) => Promise<Card | null>;
  readonly openOffer: (id: string, index: number) => void;
}

export interface CardView {
  /** Opens the card of a mark that is in the window. */
  open(id: string): Promise<void>;
  close(): void;
  /** What the reviewer did with pointer or keyboard (ears.ts); keeps from the page what belongs to the card. */
  handle(event: Event): void;
  /** The marks were drawn anew: follow the mark, or close when it left the window. */
  follow(): void;
  readonly isOpen: boolean;
  stop(): void;
}

interface Control {
  readonly element: HTMLElement;
  readonly act: () => void;
}

/** A word with the space after it; of Han text one character, with the punctuation that may not begin a line. */
const PIECE = /\p{Script=Han}[\u3000-\u303f\uff00-\uff0f\uff1a-\uff20]*|[^\s\p{Script=Han}]+\s*|\s+/gu;

/**
 * Text that is shown and spoken but tells the page nothing. It is in no text node, because `window.find()` searches closed
 * shadow roots too: each piece is the opening quotation mark of a `<q>`, which needs no style sheet. And each piece is a box
 * of its own, because the page is told when a block of text is the "largest contentful paint" so far: a word is smaller
 * than the text that carries the mark.
 */
function unfindable(document: Document, text: string): HTMLElement[] {
  return (text.match(PIECE) ?? []).map((piece) => {
    const quote = makeElement(document, 'q');
    const escaped = piece.replace(/\s+/g, ' ').replace(/["\\]/g, '\\$&');
    setStyle(quote, { quotes: `"${escaped}" ""`, display: 'inline-block', 'white-space': 'pre-wrap', 'max-width': '100%' });
    return quote;
  });
}

/** A closed card. */
export function createCard(options: CardOptions): CardView {
  const { window: view, layer, markAt, boxesOf, load, openOffer } = options;
  const { document } = view;
  const ending = new AbortController();
  const dark = view.matchMedia('(prefers-color-scheme: dark)');
  const still = view.matchMedia('(prefers-reduced-motion: reduce)');

  // There from the start, empty: screen readers only announce changes of a region they know.
  const box = makeElement(document, 'div');
  box.setAttribute('role', 'status');
  box.setAttribute('aria-live', 'polite');
  layer.root.append(box);

  let shown: Card | null = null;
  let controls: Control[] = [];
  let hovered: Control | null = null;
  let pressed: Control | null = null;
  /** The mark under the pointer, and the one whose card was asked for last. */
  let resting: string | null = null;
  let wanted: string | null = null;
  /** Opened by the keyboard or the popup: the pointer elsewhere does not close it until it has been here. */
  let isPinned = false;
  let openTimer: ReturnType<typeof setTimeout> | undefined;
  let closeTimer: ReturnType<typeof setTimeout> | undefined;
  let moveFrame = 0;
  let fadeFrame = 0;
  let pointer = { x: -1, y: -1 };

  function palette(): Palette {
    return dark.matches ? DARK : LIGHT;
  }

  function make(name: string, text: string, styles: Record<string, string>): HTMLElement {
    const element = makeElement(document, name);
    setStyle(element, { display: 'block', margin: '0', padding: '0', ...styles });
    if (text !== '') element.append(...unfindable(document, text));
    return element;
  }

  function control(element: HTMLElement, act: () => void): HTMLElement {
    controls.push({ element, act });
    return element;
  }

  function heading(text: string): HTMLElement {
    return make('div', text, { font: CARD.smallFont, 'font-weight': '600', color: palette().muted, 'margin-top': '8px' });
  }

  function fill(card: Card): void {
    const colours = palette();
    controls = [];
    hovered = null;
    const parts: HTMLElement[] = [];
    const top = make('div', '', { display: 'flex', gap: '8px', 'align-items': 'start' });
    const close = make('div', '×', {
      flex: 'none',
      width: '20px',
      height: '20px',
      font: '16px/20px system-ui, sans-serif',
      'text-align': 'center',
      'border-radius': '4px',
      color: colours.muted,
    });
    close.setAttribute('role', 'button');
    close.setAttribute('aria-label', card.labels.close);
    top.append(
      make('div', card.heading, { flex: '1 1 auto', 'font-weight': '600', 'overflow-wrap': 'anywhere' }),
      control(close, () => hide()),
    );
    parts.push(top, make('div', card.verdict, { color: colours.verdict[card.level], 'font-weight': '600' }));
    if (card.line !== '') parts.push(make('div', card.line, { 'overflow-wrap': 'anywhere' }));
    for (const reason of card.reasons)
      parts.push(make('div', reason, { color: colours.muted, font: CARD.smallFont, 'overflow-wrap': 'anywhere' }));
    if (card.lists.length > 0) {
      parts.push(heading(card.labels.lists));
      for (const list of card.lists) {
        const line = make('div', '', { 'margin-top': '2px' });
        line.append(
          make('span', list.title, { display: 'inline' }),
          make('span', list.status === '' ? '' : ` · ${list.status}`, { display: 'inline', color: colours.muted }),
        );
        parts.push(line);
      }
    }
    if (card.offers.length > 0) {
      for (const [i, offer] of card.offers.entries()) {
        if (offer.heading !== card.offers[i - 1]?.heading) parts.push(heading(offer.heading));
        const line = make('div', '', { margin: '0 -4px', padding: '2px 4px', 'border-radius': '4px' });
        line.append(
          make('span', offer.name, { display: 'inline', color: offer.link ? colours.link : colours.text }),
          make('span', offer.note === '' ? '' : ` · ${offer.note}`, { display: 'inline', color: colours.muted, font: CARD.smallFont }),
        );
        if (offer.link) {
          line.setAttribute('role', 'link');
          control(line, () => openOffer(card.id, offer.index));
        }
        parts.push(line);
      }
    } else if (card.noOffer !== '') parts.push(heading(card.labels.offers), make('div', card.noOffer, {}));
    if (card.labels.more !== '')
      parts.push(make('div', card.labels.more, { color: colours.muted, font: CARD.smallFont, 'margin-top': '8px' }));
    setStyle(box, {
      all: 'initial',
      display: 'block',
      position: 'absolute',
      left: '0',
      top: '0',
      'box-sizing': 'border-box',
      width: `min(${CARD.width}px, calc(100vw - ${2 * CARD.margin}px))`,
      'max-height': `min(${CARD.maxHeight}px, calc(100vh - ${2 * CARD.margin}px))`,
      overflow: 'clip',
      padding: `${CARD.padding}px`,
      'border-radius': `${CARD.radius}px`,
      border: `1px solid ${colours.edge}`,
      'background-color': colours.surface,
      color: colours.text,
      'box-shadow': colours.shadow,
      font: CARD.font,
      'text-align': 'start',
      'white-space': 'normal',
      'color-scheme': dark.matches ? 'dark' : 'light',
      'user-select': 'none',
      'pointer-events': 'none',
    });
    box.replaceChildren(...parts);
  }

  function anchorOf(id: string): Box | null {
    const boxes = boxesOf(id);
    return boxes.find((one) => isInside(one, pointer.x, pointer.y, 1)) ?? boxes[0] ?? null;
  }

  function place(anchor: Box): void {
    const { width, height } = box.getBoundingClientRect();
    const at = placeBeside(anchor, { width, height }, { width: view.innerWidth, height: view.innerHeight }, CARD.gap, CARD.margin);
    setStyle(box, { transform: `translate(${Math.round(at.left)}px, ${Math.round(at.top)}px)` });
  }

  function fadeIn(): void {
    view.cancelAnimationFrame(fadeFrame);
    if (still.matches) {
      setStyle(box, { opacity: '1' });
      return;
    }
    const begun = view.performance.now();
    const turn = () => {
      const share = Math.min(1, (view.performance.now() - begun) / CARD.fadeMs);
      setStyle(box, { opacity: String(share) });
      if (share < 1) fadeFrame = view.requestAnimationFrame(turn);
    };
    setStyle(box, { opacity: '0' });
    fadeFrame = view.requestAnimationFrame(turn);
  }

  async function show(id: string, pinned: boolean): Promise<void> {
    wanted = id;
    if (shown?.id === id) {
      isPinned ||= pinned;
      return;
    }
    let card: Card | null;
    try {
      card = await load(id);
    } catch {
      card = null; // the worker is away; the mark stays, the next hover asks again
    }
    if (wanted !== id || ending.signal.aborted) return;
    const anchor = anchorOf(id);
    if (card === null || anchor === null) {
      hide();
      return;
    }
    shown = card;
    isPinned = pinned;
    // Left over from the mark before.
    clearTimeout(closeTimer);
    closeTimer = undefined;
    fill(card);
    place(anchor);
    fadeIn();
  }

  function hide(): void {
    clearTimeout(openTimer);
    clearTimeout(closeTimer);
    closeTimer = undefined;
    view.cancelAnimationFrame(fadeFrame);
    wanted = null;
    pressed = null;
    if (shown === null) return;
    shown = null;
    controls = [];
    hovered = null;
    box.replaceChildren();
    setStyle(box, { display: 'none' });
  }

  function controlAt(x: number, y: number): Control | null {
    if (shown === null || !isInside(box.getBoundingClientRect(), x, y)) return null;
    return controls.find(({ element }) => isInside(element.getBoundingClientRect(), x, y)) ?? null;
  }

  function hover(next: Control | null): void {
    if (next === hovered) return;
    if (hovered !== null) setStyle(hovered.element, { 'background-color': 'transparent', 'text-decoration': 'none' });
    if (next !== null) setStyle(next.element, { 'background-color': palette().hover, 'text-decoration': 'underline' });
    hovered = next;
  }

  function look(): void {
    moveFrame = 0;
    const { x, y } = pointer;
    const isOnCard = shown !== null && isInside(box.getBoundingClientRect(), x, y, CARD.gap);
    hover(isOnCard ? controlAt(x, y) : null);
    const mark = isOnCard ? null : markAt(x, y);
    if (isOnCard) isPinned = false;
    const id = mark?.id ?? null;
    if (id !== resting) {
      resting = id;
      clearTimeout(openTimer);
      if (id !== null && id !== shown?.id) openTimer = setTimeout(() => void show(id, false), CARD.openMs);
    }
    const isHere = isOnCard || (id !== null && id === shown?.id);
    if (isHere || isPinned || shown === null) {
      clearTimeout(closeTimer);
      closeTimer = undefined;
    } else closeTimer ??= setTimeout(hide, CARD.closeMs);
  }

  function onMove(event: Event): void {
    const { pointerType, clientX, clientY, isTrusted } = event as PointerEvent;
    if (!isTrusted || pointerType === 'touch') return;
    pointer = { x: clientX, y: clientY };
    if (moveFrame === 0) moveFrame = view.requestAnimationFrame(look);
  }

  function pointOf(event: Event): { x: number; y: number } {
    const touch = (event as TouchEvent).changedTouches?.[0];
    const { clientX, clientY } = touch ?? (event as MouseEvent);
    return { x: clientX, y: clientY };
  }

  function onPress(event: Event): void {
    if (!event.isTrusted) return;
    const { x, y } = pointOf(event);
    const under = controlAt(x, y);
    if (under === null && pressed === null) {
      if (event.type !== 'click') return;
      // The page gets its click as ever; the card opens besides, at once, as touch has no hovering.
      const mark = markAt(x, y);
      if (mark !== null) {
        pointer = { x, y };
        void show(mark.id, false);
      } else if (shown !== null && !isInside(box.getBoundingClientRect(), x, y)) hide();
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.type === 'pointerdown') pressed = under;
    if (event.type === 'click') {
      const chosen = under !== null && (pressed === null || pressed === under) ? under : null;
      pressed = null;
      chosen?.act();
    }
    // A press that ends elsewhere is no click; forget it after its own pointerup was kept from the page.
    if (event.type === 'mouseup' && under !== pressed) pressed = null;
  }

  let isEscaping = false;
  function onKey(event: Event): void {
    const { key, isTrusted, isComposing, type } = event as KeyboardEvent;
    if (!isTrusted || isComposing || key !== 'Escape') return;
    if (type === 'keydown' && shown !== null) isEscaping = true;
    if (!isEscaping) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (type === 'keyup') isEscaping = false;
    else hide();
  }

  dark.addEventListener('change', () => hide(), { signal: ending.signal });

  return {
    get isOpen() {
      return shown !== null;
    },
    open: (id) => show(id, true),
    handle(event) {
      if (event.type === 'pointermove') onMove(event);
      else if (event.type === 'keydown' || event.type === 'keyup') onKey(event);
      else onPress(event);
    },
    close: hide,
    follow() {
      if (shown === null) return;
      const anchor = anchorOf(shown.id);
      if (anchor === null) hide();
      else place(anchor);
    },
    stop() {
      hide();
      ending.abort();
      view.cancelAnimationFrame(moveFrame);
      box.remove();
    },
  };
}
