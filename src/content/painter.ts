/**
 * Rectangles on the layer, all on one sheet. Each keeps its element from frame to frame: when the page scrolls, the sheet is
 * moved, and nothing else is written.
 *
 *     sheet, moved by as much as most of the rectangles were
 *       rectangle, at home on the sheet; away from there by a transform of its own
 *
 * What was scrolled out of the window keeps its element too, for some time: with each that comes or goes the browser paints
 * the page again, 6 ms on a table of 5,500 rows, and moving the sheet costs nothing of that.
 *
 * Moved with `transform`, as a moved `margin` would be reported to the page as a layout shift; but placed with margins: what has
 * a transform is a layer by itself, and with a hundred of those the browser takes ten times as long to find out what lies
 * under the pointer, in the page's frames too.
 */
import type { Mark } from '../messaging/calls.ts';
import { makeElement } from './dom-drawing.ts';
import { type Box, type DrawnBox, intersect } from './hit-test.ts';
import { type Layer, setStyle, styleText } from './layer.ts';
import { BAR, MARK, ROW_BAR } from './tokens.ts';

/** A rectangle to draw. */
export interface Shape extends DrawnBox {
  /** The same in each frame, and no other's. */
  readonly key: string;
  readonly level: Mark['level'];
  /** Over words, beside a field or picture, beside a line item. */
  readonly kind: 'words' | 'field' | 'row';
  /** Where the words' line is drawn: under them, beside vertical ones; none where that edge is cut off. */
  readonly line: 'bottom' | 'left' | 'none';
  /** Whether what it was drawn for is still there. */
  readonly isIntact: () => boolean;
}

export interface Painter {
  /** What is drawn, the uppermost last. */
  readonly shapes: readonly Shape[];
  /** Whether all of them have rectangles. */
  hasAll(shapes: readonly Shape[]): boolean;
  /**
   * Draws these and nothing else in the window. `ahead` is drawn too: what may soon be scrolled in. True when anything that was
   * drawn before is elsewhere now.
   */
  paint(shapes: readonly Shape[], window: Box, ahead?: readonly Shape[]): boolean;
  /** Shows nothing, until something is drawn or `show` is called. */
  hide(): void;
  /** Shows again what was hidden, where it was. */
  show(): void;
  /** Takes some away at once. */
  erase(isGone: (shape: Shape) => boolean): void;
  /** Draws something else over all marks, in window coordinates. */
  putOver(element: HTMLElement): void;
  remove(): void;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Slot {
  readonly element: HTMLElement;
  /** Its margins on the sheet. */
  readonly home: Point;
  /** What it was copied from. */
  model: HTMLElement;
  /** What it shows, and where on the sheet. */
  shape: Shape;
  at: Point;
}

const ORIGIN: Point = { x: 0, y: 0 };
/** Moved there, the sheet costs neither layout nor paint when it comes back; hidden in any other way it does, 8 ms on a long table. */
const OUT_OF_SIGHT: Point = { x: -9_999, y: 0 };
/** Coordinates of the browser are no round numbers where a pixel is not one of the screen; this far apart is the same. */
const SAME_PX = 0.01;
/** Rectangles out of the window that keep their elements. */
const MAX_KEPT = 500;

const SHEET_STYLE = styleText({ position: 'absolute', left: '0', top: '0', display: 'grid', 'grid-template': '0 / 0' });
const SLOT_STYLE = styleText({ 'box-sizing': 'border-box', 'grid-area': '1 / 1', 'place-self': 'start' });

/** Copied for each rectangle: a copy has its styles at a third of what it costs to set them. */
function makeModel(document: Document, { level, kind, line }: Shape): HTMLElement {
  const model = makeElement(document, 'div');
  const { line: stroke, tint } = MARK[level];
  model.style.cssText = SLOT_STYLE + styleText({ display: 'block', ...paintOf(kind, stroke, tint, line) });
  return model;
}

function paintOf(kind: Shape['kind'], stroke: string, tint: string, line: Shape['line']): Readonly<Record<string, string>> {
  if (kind === 'row') return { 'background-color': ROW_BAR.colour, 'border-radius': `${ROW_BAR.width / 2}px` };
  if (kind === 'field') return { 'border-left': stroke.replace(/^\d+px/, `${BAR.width}px`) };
  return { 'background-color': tint, ...(line !== 'none' && { [`border-${line}`]: stroke }) };
}

function translate({ x, y }: Point): string {
  return `translate(${x}px, ${y}px)`;
}

function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) < SAME_PX;
}

function isSameShape(a: Shape, b: Shape): boolean {
  if (a.level !== b.level || a.kind !== b.kind || a.line !== b.line) return false;
  return isSame(a.right - a.left, b.right - b.left) && isSame(a.bottom - a.top, b.bottom - b.top);
}

/** Puts an element at home on the sheet, or away from there. */
function put({ style }: HTMLElement, { left, top, right, bottom }: Box, home: Point, away: Point): void {
  style.setProperty('width', `${right - left}px`, 'important');
  style.setProperty('height', `${bottom - top}px`, 'important');
  style.setProperty('margin-top', `${home.y}px`, 'important');
  style.setProperty('margin-left', `${home.x}px`, 'important');
  if (!isSame(away.x, 0) || !isSame(away.y, 0)) style.setProperty('transform', translate(away), 'important');
  else if (style.transform !== '') style.removeProperty('transform');
}

/** An empty sheet on the layer. */
export function createPainter(document: Document, layer: Layer): Painter {
  const sheet = makeElement(document, 'div');
  sheet.style.cssText = SHEET_STYLE;
  sheet.setAttribute('aria-hidden', 'true');
  layer.root.append(sheet);

  let drawn: readonly Shape[] = [];
  let slots = new Map<string, Slot>();
  /** By level, kind and line: there are few, for many marks. */
  const models = new Map<string, HTMLElement>();
  /** Where the sheet is in the window. */
  let origin = ORIGIN;
  let isHidden = false;

  function setHidden(hidden: boolean): void {
    if (hidden === isHidden) return;
    isHidden = hidden;
    setStyle(sheet, { transform: translate(hidden ? OUT_OF_SIGHT : origin) });
  }

  function onSheet({ left, top }: Shape): Point {
    return { x: left - origin.x, y: top - origin.y };
  }

  function modelOf(shape: Shape): HTMLElement {
    const name = `${shape.level} ${shape.kind} ${shape.line}`;
    const model = models.get(name) ?? makeModel(document, shape);
    models.set(name, model);
    return model;
  }

  function addSlot(shape: Shape): Slot {
    const model = modelOf(shape);
    // Never one that was drawn elsewhere before: the page would hear that something has moved.
    const element = model.cloneNode() as HTMLElement;
    const home = onSheet(shape);
    put(element, shape, home, ORIGIN);
    sheet.append(element);
    return { element, model, home, shape, at: home };
  }

  /** What most of them were moved by since they were drawn last, if most were moved alike. */
  function commonShift(known: readonly (readonly [Shape, Slot])[]): Point {
    let shift = ORIGIN;
    let votes = 0;
    for (const [shape, { at }] of known) {
      const now = onSheet(shape);
      const x = now.x - at.x;
      const y = now.y - at.y;
      if (votes === 0) shift = { x, y };
      votes += isSame(x, shift.x) && isSame(y, shift.y) ? 1 : -1;
    }
    return shift;
  }

  function moveSheet({ x, y }: Point): boolean {
    if (isSame(x, 0) && isSame(y, 0)) return false;
    origin = { x: origin.x + x, y: origin.y + y };
    if (!isHidden) setStyle(sheet, { transform: translate(origin) });
    return true;
  }

  /** Whether what is drawn there is in the window. */
  function isIn(window: Box, { at, shape }: Slot): boolean {
    const left = origin.x + at.x;
    const top = origin.y + at.y;
    return intersect(window, { left, top, right: left + shape.right - shape.left, bottom: top + shape.bottom - shape.top }) !== null;
  }

  function update(slot: Slot, shape: Shape): boolean {
    const { element, home } = slot;
    const at = onSheet(shape);
    if (isSame(at.x, slot.at.x) && isSame(at.y, slot.at.y) && isSameShape(slot.shape, shape)) return false;
    const model = modelOf(shape);
    if (model !== slot.model) element.style.cssText = model.style.cssText;
    put(element, shape, home, { x: at.x - home.x, y: at.y - home.y });
    Object.assign(slot, { at, shape, model });
    return true;
  }

  return {
    get shapes() {
      return drawn;
    },
    hasAll: (shapes) => shapes.every(({ key }) => slots.has(key)),
    paint(shapes, window, ahead = []) {
      drawn = shapes;
      const before = slots;
      slots = new Map();
      const known: (readonly [Shape, Slot])[] = [];
      for (const shape of shapes) {
        const slot = before.get(shape.key);
        if (slot === undefined) continue;
        before.delete(shape.key);
        slots.set(shape.key, slot);
        known.push([shape, slot]);
      }
      let hasMoved = moveSheet(commonShift(known));
      for (const [shape, slot] of known) if (update(slot, shape)) hasMoved = true;
      for (const [key, slot] of before) {
        if (slots.size >= shapes.length + MAX_KEPT || isIn(window, slot)) slot.element.remove();
        else slots.set(key, slot);
      }
      for (const shape of [...shapes, ...ahead]) if (!slots.has(shape.key)) slots.set(shape.key, addSlot(shape));
      setHidden(false);
      return hasMoved;
    },
    hide: () => setHidden(true),
    show: () => setHidden(false),
    erase(isGone) {
      const gone = drawn.filter(isGone);
      if (gone.length === 0) return;
      drawn = drawn.filter((shape) => !gone.includes(shape));
      for (const { key } of gone) {
        slots.get(key)?.element.remove();
        slots.delete(key);
      }
    },
    putOver(element) {
      sheet.after(element);
    },
    remove() {
      sheet.remove();
    },
  };
}
