/**
 * Every call between the parts of the extension, one dictionary per direction. Types and one limit only: the content script imports
 * this file and must stay free of a schema library; `schemas.ts` holds what the worker parses on arrival.
 */
import type { Block, ChildFrames, Coverage, LineTable, PlacedLine, Report } from '../core/finding.ts';
import type { PackOffer, Refusal } from '../settings/subscriptions.ts';

/** Blocks in one `screen` call at most; the worker refuses more. */
export const MAX_BLOCKS = 10_000;
/** Line items in one call; some 200 bytes each. Putting twice as many together was one task of 9 ms and more. */
export const MAX_LINES = 500;

/** Where to draw, and how strongly. Offsets are those of the block that the content script sent. */
export interface Mark {
  readonly id: string;
  readonly block: number;
  readonly start: number;
  readonly end: number;
  readonly level: 'confirmed' | 'possible' | 'former' | 'asked';
}

/** All marks of a frame, as numbers; marks.ts packs and unpacks them. */
export interface PackedMarks {
  /** The frame that they are for: their ids begin with it. */
  readonly frame: number;
  readonly numbers: readonly number[];
}

/** A card in small: already translated, plain text only. */
export interface Card {
  readonly id: string;
  readonly level: Mark['level'];
  /** "Fortinet · FortiGate" */
  readonly heading: string;
  /** The verdict in one line: "Restricted: confirmed". */
  readonly verdict: string;
  /** "Line 3 · 2 pcs × ¥24,000 = ¥48,000"; '' outside of line items. */
  readonly line: string;
  /** Why it counts, one sentence each. */
  readonly reasons: readonly string[];
  /** Lists with their status, strongest first. */
  readonly lists: readonly { readonly title: string; readonly status: string }[];
  /** First alternatives, those under one heading together. */
  readonly offers: readonly CardOffer[];
  /** Said when there is no alternative to offer; empty otherwise. */
  readonly noOffer: string;
  readonly labels: { readonly lists: string; readonly offers: string; readonly close: string; readonly more: string };
}

export interface CardOffer {
  /** Given back with `openOffer`. */
  readonly index: number;
  /** "Approved by your organisation" */
  readonly heading: string;
  readonly name: string;
  readonly note: string;
  readonly link: boolean;
}

/** Blocks that the page took away by scrolling. `key` tells them again when they come back. */
export interface AwayBlocks {
  readonly key: string;
  readonly blocks: readonly number[];
}

/** What changed in the frame's line items. */
export interface LineNews {
  /** Lines that are new, that changed, or whose rows were sent again. */
  readonly lines: readonly PlacedLine[];
  /** Ids of lines that are none any more. */
  readonly gone: readonly number[];
  /** All tables with line items, when something in them changed; null when they are as before. */
  readonly tables: readonly LineTable[] | null;
  /** Only those around what was found were looked for, or are known yet. */
  readonly isPartial?: true;
}

export type FrameCoverage = Omit<Coverage, 'frames'> & Partial<ChildFrames>;

/** Calls that a content script may make. */
export interface ContentCalls {
  /**
   * Blocks that are new or changed, and ids of blocks that are gone. `scan` names one life of the document; `reset`
   * drops what was known of the frame. Send at most 256 Ki characters of text and links at once.
   * Answers with all marks of the frame, or tells the script to stop (site paused, permission withdrawn).
   */
  screen(call: {
    readonly scan: string;
    /** When the document began, ms since the epoch: tells frames of the new page from those of the page before. */
    readonly startedAt: number;
    readonly reset: boolean;
    /** False while more slices of the first pass follow. */
    readonly complete: boolean;
    /**
     * The first call of a life of the document: blocks that come again with the rest, whatever is answered. They are answered at once,
     * perhaps without own lists, and before they are stored; never `complete`, always with `reset`.
     */
    readonly isAhead?: true;
    readonly title: string;
    readonly blocks: readonly Block[];
    readonly removed: readonly number[];
    /** What was scrolled away: its findings stay on record. Not in `removed`. */
    readonly away: readonly AwayBlocks[];
    /** Keys of what was away and is there again. */
    readonly returned: readonly string[];
    readonly lines: LineNews;
    readonly coverage: FrameCoverage;
    /** Whether the frame has the script that draws marks; where it has none it is put in together with the first marks. */
    readonly hasMarker: boolean;
  }): { readonly marks: PackedMarks; readonly stop: boolean; readonly resend: boolean };
  /**
   * Puts the script that draws marks into the frame, and the one that reads line items, which a frame with marks needs as well.
   * Answered when they have run; false when the browser refuses.
   */
  injectMarker(call: Record<string, never>): boolean;
  /** The same with the script that reads line items alone. */
  injectLines(call: Record<string, never>): boolean;
  /** The card of a mark, or null when the finding is gone. */
  card(call: { readonly id: string }): Card | null;
  /** Opens an alternative's link in a new tab; only addresses the worker itself knows. */
  openOffer(call: { readonly id: string; readonly index: number }): null;
}

/** What came of showing a mark: done, no such place any more, or the browser has nothing drawn on that page. */
export type Revealed = 'shown' | 'gone' | 'undrawn';

/** Calls that the worker makes to one frame. */
export interface FrameCalls {
  /** Draws these marks, if there are any with the call. False, and nothing drawn, when `scan` is another life of the document. */
  marks(call: { readonly scan: string; readonly marks?: PackedMarks }): boolean;
  /** Scrolls to the mark, pulses it, shows its card. */
  reveal(call: { readonly id: string }): Revealed;
  /**
   * Has a frame that kept to itself, since nothing can be found in it, report like any other. `isSeen`: somebody looks at
   * the report, so pictures are counted too, and all line items read, from now on. Answers with the name of this life of
   * the document when that is done, or takes long.
   */
  report(call: { readonly isSeen: boolean }): Promise<string>;
  /** Removes everything that was added and stops watching. */
  stop(call: Record<string, never>): null;
}

export type TabState =
  /** Never read: no grant for the site and no click yet. */
  | 'not-checked'
  /** The browser lets no extension read here (its own pages, stores, PDF viewer). */
  | 'no-access'
  | 'paused'
  /** The reviewer, or the organisation, wants nothing read here. */
  | 'never'
  | 'checking'
  | 'done'
  | 'failed';

export interface TabView {
  readonly tabId: number;
  readonly state: TabState;
  /** Host of the page, '' when unknown. */
  readonly host: string;
  /** Origin pattern to ask for ("https://shop.example/*"), '' when none can be asked for. */
  readonly originPattern: string;
  readonly access: 'click' | 'site' | 'everywhere';
  /** Site patterns by which nothing is read here. */
  readonly neverBy: readonly string[];
  /** What went wrong, translated; '' unless `failed`. */
  readonly error: string;
  /** Null until something was read. */
  readonly report: Report | null;
}

/** Calls that our own pages (popup, settings) make to the worker. */
export interface PageCalls {
  getTab(call: { readonly tabId: number }): TabView;
  /** Injects the content script where needed and reads the page (again). */
  check(call: { readonly tabId: number }): TabView;
  reveal(call: { readonly tabId: number; readonly id: string }): Revealed;
  setPaused(call: { readonly tabId: number; readonly host: string; readonly paused: boolean }): TabView;
  /** Has nothing read on the host any more, or lifts what says so of the page. */
  setNever(call: { readonly tabId: number; readonly host: string; readonly never: boolean }): TabView;
  /** Fetches the pack at an address and tells whose it is; keeps nothing of it. With a key, only that key's will do. */
  lookUpPack(call: { readonly url: string; readonly key?: string }): PackOffer | Refusal;
  /** Gives leave to reach the server of an address back, where neither a list nor the reading of its pages needs it. */
  releaseServer(call: { readonly url: string }): null;
  /** Follows an address whose packs this key signs. Answered when the first version is there, or is known not to come. */
  subscribe(call: { readonly url: string; readonly key: string }): null;
  /** Looks for a new version at once. `accept` is a version that was held back and that the reviewer wants. */
  checkSubscription(call: { readonly id: string; readonly accept?: number }): null;
  unsubscribe(call: { readonly id: string }): null;
  /** What the last version changed was read. */
  dismissChange(call: { readonly id: string }): null;
}
