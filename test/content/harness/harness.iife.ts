/**
 * The content script under test, in its real place (an extension's isolated world, where closed shadow roots can be asked
 * for and page globals cannot be touched), with a fake worker behind the runtime interface. The test speaks to it from
 * the page, through `window.postMessage`.
 */

import { type BlockIndex, type BlockNews, createBlockIndex, createSpanMapper } from '../../../src/content/block-index.ts';
import { createWalk } from '../../../src/content/blocks.ts';
import type { CreateLineReader } from '../../../src/content/line-slot.ts';
import { createLineReader } from '../../../src/content/lines.ts';
import { type CreateMarker, createMarker } from '../../../src/content/marker.ts';
import { type Session, startSession } from '../../../src/content/session.ts';
import { createShadowLookup } from '../../../src/content/shadow.ts';
import type { RunStats } from '../../../src/content/slices.ts';
import type { Card, ContentCalls, Mark, PackedMarks } from '../../../src/messaging/calls.ts';
import { packMarks } from '../../../src/messaging/marks.ts';
import { ContextGone, type OwnNames, type RuntimeLink } from '../../../src/platform/runtime.ts';
import { answerCalls, type Commands } from './answer-calls.ts';
import { cardCommands } from './card-commands.ts';
import { lineCommands } from './line-commands.ts';
import { readingCommands } from './reading.ts';

const noNews: BlockNews = { put: () => undefined, remove: () => undefined, away: () => undefined, returned: () => undefined };

type ScreenCall = Parameters<ContentCalls['screen']>[0];

export interface StartOptions {
  /** Finds these, case-sensitively; the level follows a colon ("Cisco:possible"). */
  readonly terms?: readonly string[];
  readonly maxCharacters?: number;
  readonly maxNodes?: number;
}

/** A worker that knows blocks as the protocol tells it and finds plain strings. */
class FakeWorker implements RuntimeLink {
  terms: readonly string[] = [];
  readonly blocks = new Map<number, ScreenCall['blocks'][number]>();
  readonly log: { blocks: string[]; removed: number; complete: boolean; reset: boolean; units: number }[] = [];
  readonly opened: unknown[] = [];
  readonly calls: ScreenCall[] = [];
  scan = '';
  coverage: ScreenCall['coverage'] | undefined;
  failures = 0;
  askResend = false;
  askStop = false;
  alive = true;
  /** Whether what draws marks comes with the first of them, and when it is asked for; and how often it was. */
  givesMarker = true;
  grantsMarker = true;
  markerCalls = 0;
  /** The same for what reads line items, which comes with what draws as well. */
  grantsReader = true;
  readerCalls = 0;
  /** Whether it comes by `giveReader` alone, after it was asked for. */
  isReaderSlow = false;
  giveReader: () => void = () => undefined;
  ownNames: OwnNames = 'none';
  /** What fails of these two, each time. */
  broken: 'lines' | 'marks' | '' = '';
  /** What happens before the next report is answered. */
  beforeAnswer: (() => Promise<void>) | undefined;
  handlers: ReadonlyMap<string, (payload: unknown) => unknown> = new Map();

  isAlive(): boolean {
    return this.alive;
  }

  onWorkerCall(handlers: ReadonlyMap<string, (payload: unknown) => unknown>): () => void {
    this.handlers = handlers;
    return () => {
      this.handlers = new Map();
    };
  }

  async readOwnNames(): Promise<OwnNames> {
    return this.ownNames;
  }

  async sendToWorker(call: string, payload: unknown): Promise<unknown> {
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (!this.alive) throw new ContextGone('gone');
    if (this.failures > 0) {
      this.failures -= 1;
      throw new Error('Could not establish connection. Receiving end does not exist.');
    }
    if (call === 'screen') {
      const before = this.beforeAnswer;
      this.beforeAnswer = undefined;
      await before?.();
      return this.screen(payload as ScreenCall);
    }
    if (call === 'injectMarker') return this.injectMarker();
    if (call === 'injectLines') return this.injectLines();
    if (call === 'card') return this.card((payload as { id: string }).id);
    this.opened.push(payload);
    return null;
  }

  /** As the worker's browser does it: another script in the frame hands it over. */
  injectMarker(): boolean {
    this.markerCalls += 1;
    if (this.grantsMarker) giveMarker();
    return this.grantsMarker;
  }

  async injectLines(): Promise<boolean> {
    this.readerCalls += 1;
    if (this.isReaderSlow)
      await new Promise<void>((resolve) => {
        this.giveReader = resolve;
      });
    if (this.grantsReader) giveLineReader();
    return this.grantsReader;
  }

  screen(call: ScreenCall): ReturnType<ContentCalls['screen']> {
    const { blocks, removed, reset, complete, coverage, hasMarker } = call;
    this.calls.push(call);
    this.scan = call.scan;
    if (reset) this.blocks.clear();
    for (const block of blocks) this.blocks.set(block.id, block);
    for (const id of removed) this.blocks.delete(id);
    this.coverage = coverage;
    this.log.push({
      blocks: blocks.length > 200 ? [`${blocks.length} blocks`] : blocks.map(({ text }) => text.slice(0, 200)),
      removed: removed.length,
      complete,
      reset,
      units: blocks.reduce((sum, { text }) => sum + text.length, 0),
    });
    const resend = this.askResend;
    this.askResend = false;
    const marks = this.marks();
    if (marks.numbers.length > 0 && !hasMarker && this.givesMarker) giveMarker();
    return { marks, stop: this.askStop, resend };
  }

  marks(): PackedMarks {
    const marks: Omit<Mark, 'id'>[] = [];
    for (const { id, text } of this.blocks.values()) {
      for (const spec of this.terms) {
        const [term = '', level = 'confirmed'] = spec.split(':');
        for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
          marks.push({ block: id, start: at, end: at + term.length, level: level as Mark['level'] });
        }
      }
    }
    return packMarks(0, marks);
  }

  card(id: string): Card {
    return {
      id,
      level: 'confirmed',
      heading: 'Fortinet · FortiGate',
      verdict: 'Restricted: confirmed',
      line: '',
      reasons: ['Own name of the product.'],
      lists: [{ title: 'January 2026 notice', status: 'reported' }],
      offers: [
        { index: 0, heading: 'Instead', name: 'Example Firewall', note: 'in the catalogue', link: true },
        { index: 1, heading: 'Instead', name: 'Other Firewall', note: '', link: false },
      ],
      noOffer: '',
      labels: { lists: 'Lists', offers: 'Instead', close: 'Close', more: 'More in the popup' },
    };
  }
}

const worker = new FakeWorker();
const shadows = createShadowLookup();
const shadowOf = shadows.of;
let session: Session | null = null;
let index: BlockIndex | undefined;
let reads: RunStats[] = [];

function fail(): never {
  throw new Error('broken by the test');
}

const createBrokenMarker: CreateMarker = (seam) => {
  const marker = createMarker(seam);
  let calls = 0;
  // The first call is that of the slot.
  return { ...marker, setMarks: (marks) => (calls++ === 0 ? marker.setMarks(marks) : fail()), refresh: fail };
};
const createBrokenReader: CreateLineReader = (...seam) => ({ ...createLineReader(...seam), update: () => fail });

function giveLineReader(): void {
  session?.takeLineReader(worker.broken === 'lines' ? createBrokenReader : createLineReader);
}

/** With what reads lines, as the browser runs both. */
function giveMarker(): void {
  session?.takeMarker(worker.broken === 'marks' ? createBrokenMarker : createMarker);
  giveLineReader();
}

const { getComputedStyle } = globalThis;

/** Our layer, found the way the page cannot. */
function layer(): HTMLElement | null {
  const host = document.documentElement.lastElementChild;
  const root = host === null ? null : shadowOf(host);
  return (root?.firstElementChild as HTMLElement | undefined) ?? null;
}

function shownChildren(parent: Element | null | undefined): DOMRect[] {
  return [...(parent?.children ?? [])].map((child) => child.getBoundingClientRect()).filter(({ width, height }) => width > 0 && height > 0);
}

function cardBox(): HTMLElement | null {
  return layer()?.querySelector<HTMLElement>('[role=status]') ?? null;
}

const commands: Commands = {
  ...readingCommands,
  ...lineCommands,
  ...cardCommands,
  async start({ terms = [], ...seams }: StartOptions) {
    worker.terms = terms;
    session = startSession({
      window,
      runtime: worker,
      ...seams,
      onRead: (stats, read) => {
        reads.push(stats);
        index = read;
      },
    });
    await session?.idle();
    return null;
  },
  async idle() {
    // Let the observers report first.
    await new Promise((resolve) => setTimeout(resolve, 0));
    await session?.idle();
    return null;
  },
  async readAgain() {
    session?.rescan();
    await session?.idle();
    return null;
  },
  /** Has everything read again, and once more: the first report is answered when the second reading has begun. */
  async readAgainTwice() {
    worker.beforeAnswer = async () => {
      session?.rescan();
      // Behind the timer by which it begins.
      await new Promise((resolve) => setTimeout(resolve, 0));
    };
    session?.rescan();
    await session?.idle();
    return null;
  },
  /** Has every question for a style fail, or none. */
  breakStyles(isBroken: boolean) {
    globalThis.getComputedStyle = isBroken ? fail : getComputedStyle;
    return null;
  },
  blocks: () => [...worker.blocks.values()],
  coverage: () => worker.coverage,
  log: () => worker.log.splice(0),
  opened: () => worker.opened,
  /** Everything that was said to the worker since this was asked last. Copied: of what is shared Firefox would hand on one. */
  calls: () => JSON.parse(JSON.stringify(worker.calls.splice(0))),
  reads() {
    const all = reads;
    reads = [];
    return all;
  },
  /** What lies in the DOM under each occurrence: pieces of text nodes with their parents. */
  places(term: string) {
    const found: string[] = [];
    for (const block of index?.all() ?? []) {
      const mapper = createSpanMapper(block);
      for (let at = block.text.indexOf(term); at >= 0; at = block.text.indexOf(term, at + 1)) {
        const segments = mapper.segments(at, at + term.length);
        found.push(segments.map(({ node, from, to }) => `${node.parentElement?.localName}:${node.data.slice(from, to)}`).join('|'));
      }
    }
    return found;
  },
  /** Texts with their links in every frame of the page's own site, read as its own content script would. */
  frameLinks: () =>
    [...document.querySelectorAll('iframe')].map((frame) => {
      const blocks = createBlockIndex(noNews);
      const root = frame.contentDocument?.documentElement as Element;
      const walk = createWalk({
        sink: blocks,
        roots: [{ element: root, shallow: false }],
        removed: [],
        first: true,
        shadowOf,
        isOwn: () => false,
      });
      while (walk.step(1_000) > 0);
      return [...blocks.all()].map(({ text, links }) => [text, ...links]);
    }),
  /** Checks every block against its nodes, unit by unit; returns what does not fit. */
  verify() {
    const wrong: string[] = [];
    let checked = 0;
    for (const block of index?.all() ?? []) {
      if (block.nodes.length === 0) continue;
      const mapper = createSpanMapper(block);
      for (let at = 0; at < Math.min(block.text.length, 400); at += 1) {
        const [segment] = mapper.segments(at, at + 1);
        const there = segment === undefined ? ' ' : segment.node.data.slice(segment.from, segment.to).replace(/[ \t\n\f\r]/, ' ');
        checked += 1;
        if (there !== block.text[at]) wrong.push(`${block.id}@${at}: '${there}' for '${block.text[at]}'`);
      }
    }
    return { checked, wrong };
  },
  drawn: () => shownChildren(layer()?.firstElementChild).map(({ left, top, width, height }) => ({ left, top, width, height })),
  card() {
    const box = cardBox();
    if (box === null || box.childElementCount === 0) return null;
    const { left, top, right, bottom } = box.getBoundingClientRect();
    const controls = [...box.querySelectorAll('[role=link], [role=button]')].map((control) => {
      const { left, top, width, height } = control.getBoundingClientRect();
      return { role: control.getAttribute('role'), x: left + width / 2, y: top + height / 2 };
    });
    // The card keeps its words out of text nodes; see card.ts.
    const text = [...box.querySelectorAll('q')].map((quote) => quote.style.quotes.slice(1, -4)).join('');
    return { text, left, top, right, bottom, controls };
  },
  frameCall: ({ call, payload }: { call: string; payload: unknown }) => worker.handlers.get(call)?.(payload),
  /** Looks for other terms from now on, as when lists are switched, and tells the frame. */
  async switchTerms(terms: readonly string[]) {
    worker.terms = terms;
    await worker.handlers.get('marks')?.({ scan: worker.scan, marks: worker.marks() });
    return null;
  },
  set(values: Partial<FakeWorker>) {
    Object.assign(worker, values);
    return null;
  },
  /** Marks as the worker would send them now. */
  marks: () => worker.marks(),
  marker: () => ({ asked: worker.markerCalls, has: session?.hasMarker ?? false }),
  /** Parts in our layer: what draws, the card. */
  parts: () => layer()?.childElementCount,
  reader: () => ({ asked: worker.readerCalls, has: session?.hasLineReader ?? false }),
  giveReader() {
    worker.giveReader();
    return null;
  },
  giveMarker() {
    giveMarker();
    return null;
  },
  stop() {
    session?.stop();
    return null;
  },
  isRunning: () => session?.isRunning ?? false,
  /** Collection against `textContent`, warm, in ms: medians of 9. */
  compare() {
    const times: number[] = [];
    const plain: number[] = [];
    let units = 0;
    let count = 0;
    for (let i = 0; i < 9; i += 1) {
      const fresh = createBlockIndex(noNews);
      const begun = performance.now();
      const walk = createWalk({
        sink: fresh,
        roots: [{ element: document.documentElement, shallow: false }],
        removed: [],
        first: true,
        shadowOf,
        isOwn: () => false,
      });
      while (walk.step(1_000_000) > 0);
      const done = performance.now();
      units = document.body.textContent?.length ?? 0;
      plain.push(performance.now() - done);
      times.push(done - begun);
      count = fresh.size;
    }
    const median = (list: number[]) => list.sort((a, b) => a - b)[list.length >> 1];
    return { collect: median(times), textContent: median(plain), blocks: count, units };
  },
};

answerCalls(commands);
