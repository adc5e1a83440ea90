/**
 * What a frame needs only where something was found: marks and cards. A script of its own (marker.iife.ts), built apart from
 * the one that reads. What both must share goes through the seam; a module that keeps something for the whole script exists
 * twice.
 */
import type { Card } from '../messaging/calls.ts';
import { createCard } from './card.ts';
import { sharePasswords } from './fields.ts';
import { createOverlay, type Overlay, type OverlayOptions } from './overlay.ts';

/** What the script that reads gives to the one that marks. */
export interface MarkerSeam extends Omit<OverlayOptions, 'onDrawn'> {
  /** Fields that were password fields once. */
  readonly passwords: WeakSet<Element>;
  /** Fetches a card; null when the finding is gone. */
  readonly loadCard: (id: string) => Promise<Card | null>;
  readonly openOffer: (id: string, index: number) => void;
}

/** What the script that reads asks of the one that marks. */
export interface Marker extends Pick<Overlay, 'setMarks' | 'clear' | 'refresh' | 'stop'> {
  /** What the reviewer did with pointer or keyboard. */
  handle(event: Event): void;
  /** Scrolls to the mark, pulses it, opens its card. False when there is no such mark or nothing to be seen. */
  reveal(id: string): Promise<boolean>;
}

export type CreateMarker = (seam: MarkerSeam) => Marker;

/** A marker without marks. */
export function createMarker({ passwords, loadCard, openOffer, ...seam }: MarkerSeam): Marker {
  sharePasswords(passwords);
  const overlay = createOverlay({ ...seam, onDrawn: () => card.follow() });
  const card = createCard({
    window: seam.window,
    layer: seam.layer,
    markAt: overlay.at,
    boxesOf: overlay.boxesOf,
    load: loadCard,
    openOffer,
  });
  return {
    setMarks: overlay.setMarks,
    clear: overlay.clear,
    refresh: overlay.refresh,
    handle: card.handle,
    async reveal(id) {
      if (!(await overlay.reveal(id))) return false;
      await card.open(id);
      return true;
    },
    stop() {
      card.stop();
      overlay.stop();
    },
  };
}
