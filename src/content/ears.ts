/**
 * Pointer and keyboard, listened to in every frame from the start, whatever is found. A page can tell whether anybody
 * listens who might stop a touch (its events can be cancelled then), and which of its own listeners come before ours.
 */

/** Everything between pressing and clicking that a page could react to. */
const PRESS_EVENTS = [
  'pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'auxclick', 'dblclick', 'contextmenu', 'touchstart', 'touchend',
]; // biome-ignore format: one line

/** Hears everything before the page does, until the signal. */
export function listenToUser(view: Window, act: (event: Event) => void, signal: AbortSignal): void {
  const options = { capture: true, signal };
  view.addEventListener('pointermove', act, { ...options, passive: true });
  for (const type of PRESS_EVENTS) view.addEventListener(type, act, { ...options, passive: false });
  for (const type of ['keydown', 'keyup']) view.addEventListener(type, act, options);
}
