/**
 * Whether the worker must be told of this frame. A frame in which nothing can be found keeps to itself, so that the worker
 * is not woken for it; from the first block on in which there may be something, all of the frame's blocks go to it, since
 * what stands around a name decides what it is.
 */
import { mayBeVendorHost, mayContain, mayContainName, type PageFilter, takeNames } from '../core/page-filter.ts';
import type { OwnNames } from '../platform/runtime.ts';

interface Readable {
  readonly text: string;
  readonly links: readonly string[];
}

export interface Gate {
  readonly isOpen: boolean;
  /** Opens the gate where the block may contain something. */
  look(block: Readable): void;
  /** The page's title, now. A vendor's name in it may tell what other words mean: `all` blocks are looked at again then. */
  useTitle(title: string, all: () => Iterable<Readable>): void;
  /** Takes in the names of own lists, for the blocks to come. Opens the gate where they are not known. */
  useNames(names: Exclude<OwnNames, 'none'>, title: string): void;
  /** Opens the gate where a block that came before may contain one of them. */
  lookForNames(block: Readable): void;
  open(): void;
}

/** A closed gate; an open one without a filter. It knows the bundled terms alone, until it is told of others. */
export function createGate(filter: PageFilter | null, host: string): Gate {
  let isOpen = filter === null;
  /** A vendor's name in host or title may outweigh that other names are written small. */
  let hasSign = filter !== null && mayBeVendorHost(filter, host);
  let lastTitle = '';

  function look({ text, links }: Readable): void {
    if (isOpen || filter === null) return;
    isOpen = mayContain(filter, text, hasSign || links.some((link) => mayBeVendorHost(filter, link)));
  }

  return {
    get isOpen() {
      return isOpen;
    },
    look,
    useTitle(title, all) {
      if (isOpen || filter === null || hasSign || title === lastTitle) return;
      lastTitle = title;
      hasSign = mayContain(filter, title);
      if (hasSign) for (const block of all()) look(block);
    },
    useNames(names, title) {
      if (isOpen || filter === null) return;
      if (names === 'unknown' || !takeNames(filter, names)) isOpen = true;
      else hasSign ||= mayContainName(filter, title);
    },
    lookForNames({ text }) {
      if (!isOpen && filter !== null) isOpen = mayContainName(filter, text, hasSign);
    },
    open() {
      isOpen = true;
    },
  };
}
