/** Rectangles in window coordinates, and what lies under a point. Plain data: no DOM here. */

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A rectangle that was drawn for a mark. */
export interface DrawnBox extends Box {
  readonly id: string;
}

/** Whether the point is inside, edges included, or within `slack` of it. */
export function isInside(box: Box, x: number, y: number, slack = 0): boolean {
  return x >= box.left - slack && x <= box.right + slack && y >= box.top - slack && y <= box.bottom + slack;
}

/** What both cover; null when that is nothing. */
export function intersect(a: Box, b: Box): Box | null {
  const left = Math.max(a.left, b.left);
  const top = Math.max(a.top, b.top);
  const right = Math.min(a.right, b.right);
  const bottom = Math.min(a.bottom, b.bottom);
  return left < right && top < bottom ? { left, top, right, bottom } : null;
}

/** The smallest box around both. */
export function unite(a: Box, b: Box): Box {
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}

/** What is left to see of a box under a cover: the larger part where it is cut in two, the whole where only a corner is hidden. */
export function without(box: Box, cover: Box): Box | null {
  const isWide = cover.left <= box.left + 1 && cover.right >= box.right - 1;
  const isHigh = cover.top <= box.top + 1 && cover.bottom >= box.bottom - 1;
  if (isWide && isHigh) return null;
  if (isWide) {
    const isBelow = box.bottom - cover.bottom > cover.top - box.top;
    return isBelow ? { ...box, top: Math.max(box.top, cover.bottom) } : { ...box, bottom: Math.min(box.bottom, cover.top) };
  }
  if (isHigh) {
    const isAfter = box.right - cover.right > cover.left - box.left;
    return isAfter ? { ...box, left: Math.max(box.left, cover.right) } : { ...box, right: Math.min(box.right, cover.left) };
  }
  return isInside(cover, (box.left + box.right) / 2, (box.top + box.bottom) / 2) ? null : box;
}

/** The uppermost mark at the point (the last drawn), or null. */
export function markAt(boxes: readonly DrawnBox[], x: number, y: number): DrawnBox | null {
  for (let i = boxes.length - 1; i >= 0; i -= 1) {
    const box = boxes[i];
    if (box !== undefined && isInside(box, x, y, 1)) return box;
  }
  return null;
}

/** Where to put a card of this size beside a box: below it, above it where there is more room, and always inside the window. */
export function placeBeside(
  anchor: Box,
  size: { width: number; height: number },
  view: { width: number; height: number },
  gap: number,
  margin: number,
): { left: number; top: number } {
  const below = anchor.bottom + gap;
  const above = anchor.top - gap - size.height;
  const fitsBelow = below + size.height + margin <= view.height;
  const isMoreRoomAbove = anchor.top > view.height - anchor.bottom;
  const wanted = fitsBelow || !isMoreRoomAbove ? below : above;
  const clamp = (value: number, most: number) => Math.max(margin, Math.min(value, most - margin));
  return {
    left: clamp(anchor.left, Math.max(2 * margin, view.width - size.width)),
    top: clamp(wanted, Math.max(2 * margin, view.height - size.height)),
  };
}
