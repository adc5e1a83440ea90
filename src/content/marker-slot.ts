/** The place of the marker in a session: keeps the marks until it is there, and asks for it where it does not come. */
import type { PackedMarks, Revealed } from '../messaging/calls.ts';
import { blocksOf, hasMark, NO_MARKS } from '../messaging/marks.ts';
import { ContextGone } from '../platform/runtime.ts';
import type { CreateMarker, Marker, MarkerSeam } from './marker.ts';

/**
 * How long it may take to come, ms, before it is asked for. The worker puts it in with its first answer that has marks; one
 * that was killed in between, or that sent marks unasked, does not.
 */
const WAITS_MS = [250, 2_000, 15_000];

export interface MarkerSlotOptions {
  readonly seam: MarkerSeam;
  /** Has the worker put the marker into this frame; false when the browser refuses. */
  readonly request: () => Promise<boolean>;
  readonly onGone: () => void;
}

export interface MarkerSlot extends Omit<Marker, 'handle' | 'reveal'> {
  readonly isFilled: boolean;
  /** Ids of blocks with marks. */
  markedBlocks(): Iterable<number>;
  handle(event: Event): void;
  reveal(id: string): Promise<Revealed>;
  /** Asks for it at once, where nothing brings it by itself. False when the browser refuses. */
  fetch(): Promise<boolean>;
  /** Takes the marker in; a second one is not needed. */
  fill(create: CreateMarker): void;
}

const isEmpty = ({ numbers }: PackedMarks): boolean => numbers.length === 0;

/** An empty slot. */
export function createMarkerSlot({ seam, request, onGone }: MarkerSlotOptions): MarkerSlot {
  let marker: Marker | null = null;
  let marks: PackedMarks = NO_MARKS;
  let isStopped = false;
  let tries = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function waitForMarker(): void {
    const wait = WAITS_MS[tries];
    if (marker !== null || isStopped || isEmpty(marks) || timer !== undefined || wait === undefined) return;
    tries += 1;
    timer = setTimeout(async () => {
      await fetchMarker();
      timer = undefined;
      waitForMarker();
    }, wait);
  }

  function stopWaiting(): void {
    clearTimeout(timer);
    timer = undefined;
  }

  /** False when the browser refuses. */
  async function fetchMarker(): Promise<boolean> {
    try {
      // What the browser refuses once it refuses again; the worker tells of it.
      if (await request()) return true;
      tries = WAITS_MS.length;
      return false;
    } catch (error) {
      if (error instanceof ContextGone) onGone();
      // Else the worker is away: the next wait is longer.
      return true;
    }
  }

  return {
    get isFilled() {
      return marker !== null;
    },
    setMarks(next) {
      if (isEmpty(marks)) tries = 0;
      marks = next;
      if (isEmpty(next)) stopWaiting();
      if (marker === null) waitForMarker();
      else marker.setMarks(next);
    },
    clear() {
      marks = NO_MARKS;
      stopWaiting();
      marker?.clear();
    },
    markedBlocks: () => blocksOf(marks),
    refresh: () => marker?.refresh(),
    handle: (event) => marker?.handle(event),
    async reveal(id) {
      if (marker === null && !hasMark(marks, id)) return 'gone';
      if (marker === null && !(await fetchMarker())) return 'undrawn';
      return (await marker?.reveal(id)) ? 'shown' : 'gone';
    },
    fetch: fetchMarker,
    fill(create) {
      if (isStopped || marker !== null) return;
      stopWaiting();
      marker = create(seam);
      marker.setMarks(marks);
    },
    stop() {
      isStopped = true;
      stopWaiting();
      marker?.stop();
    },
  };
}
