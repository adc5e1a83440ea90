/**
 * Rectangles on the layer. Each keeps its element from frame to frame, so that scrolling writes one transform per mark. Placed
 * with `transform`: a moved `left` would be reported to the page as a layout shift.
 */
import type { Mark } from '../messaging/calls.ts';
import { makeElement } from './dom-drawing.ts';
import type { DrawnBox } from './hit-test.ts';
import { type Layer, setStyle } from './layer.ts';
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
  /** Draws these and nothing else. True when anything changed. */
  paint(shapes: readonly Shape[]): boolean;
  /** Takes some away at once. */
  erase(isGone: (shape: Shape) => boolean): void;
  /** Where other things can be drawn over the marks. */
  readonly canvas: HTMLElement;
  remove(): void;
}

interface Slot {
  readonly element: HTMLElement;
  size: string;
  place: string;
  look: string;
}

/** An empty canvas on the layer. */
export function createPainter(document: Document, layer: Layer): Painter {
  const canvas = makeElement(document, 'div');
  setStyle(canvas, { position: 'absolute', inset: '0', contain: 'strict', overflow: 'clip' });
  canvas.setAttribute('aria-hidden', 'true');
  layer.root.append(canvas);

  let drawn: readonly Shape[] = [];
  let slots = new Map<string, Slot>();
  const spare: Slot[] = [];

  function addSlot(): Slot {
    const element = makeElement(document, 'div');
    setStyle(element, { position: 'absolute', left: '0', top: '0', 'box-sizing': 'border-box', display: 'none' });
    canvas.append(element);
    return { element, size: '', place: '', look: '' };
  }

  function free(slot: Slot): void {
    setStyle(slot.element, { display: 'none' });
    slot.look = '';
    spare.push(slot);
  }

  function dress({ level, kind, line }: Shape): Record<string, string> {
    const { line: stroke, tint } = MARK[level];
    const isWords = kind === 'words';
    return {
      display: 'block',
      'background-color': kind === 'row' ? ROW_BAR.colour : isWords ? tint : 'transparent',
      'border-bottom': isWords && line === 'bottom' ? stroke : '0',
      'border-left': kind === 'field' ? stroke.replace(/^\d+px/, `${BAR.width}px`) : isWords && line === 'left' ? stroke : '0',
      'border-radius': kind === 'row' ? `${ROW_BAR.width / 2}px` : '0',
    };
  }

  function update(slot: Slot, shape: Shape): boolean {
    const { left, top, right, bottom, level, kind, line } = shape;
    const look = `${level} ${kind} ${line}`;
    const size = `${right - left} ${bottom - top}`;
    const place = `translate(${left}px, ${top}px)`;
    const isSame = slot.look === look && slot.size === size && slot.place === place;
    if (slot.look !== look) setStyle(slot.element, dress(shape));
    if (slot.size !== size) setStyle(slot.element, { width: `${right - left}px`, height: `${bottom - top}px` });
    if (slot.place !== place) setStyle(slot.element, { transform: place });
    Object.assign(slot, { look, size, place });
    return !isSame;
  }

  return {
    get shapes() {
      return drawn;
    },
    paint(shapes) {
      drawn = shapes;
      const before = slots;
      slots = new Map();
      let hasChanged = false;
      for (const shape of shapes) {
        const slot = before.get(shape.key);
        if (slot === undefined) continue;
        before.delete(shape.key);
        slots.set(shape.key, slot);
      }
      for (const slot of before.values()) free(slot);
      for (const shape of shapes) {
        const slot = slots.get(shape.key) ?? spare.pop() ?? addSlot();
        slots.set(shape.key, slot);
        if (update(slot, shape)) hasChanged = true;
      }
      return hasChanged || before.size > 0;
    },
    erase(isGone) {
      const gone = drawn.filter(isGone);
      if (gone.length === 0) return;
      drawn = drawn.filter((shape) => !gone.includes(shape));
      for (const { key } of gone) {
        const slot = slots.get(key);
        if (slot !== undefined) free(slot);
        slots.delete(key);
      }
    },
    canvas,
    remove() {
      canvas.remove();
    },
  };
}
