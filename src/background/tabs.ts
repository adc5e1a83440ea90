/** One tab from click to verdict: reading it, judging what was found, showing it on the button and in the frames. */
import type { Finding, Match, PageContext, Report } from '../core/finding.ts';
import { readFindingId } from '../core/finding-id.ts';
import type { Lookup } from '../core/lookup.ts';
import { listOfVendor } from '../core/own-list.ts';
import type { Policy } from '../core/policy.ts';
import { buildFindings, buildReport, levelOf, type ScreenedFrame } from '../core/report.ts';
import { screenStored } from '../core/screen.ts';
import { matchingSites } from '../core/site-pattern.ts';
import { hostOf, isChosenForReading, isLeftOut, type Reading, readingOf, shutsSome } from '../core/sites.ts';
import type { Card, ContentCalls, PackedMarks, Revealed, TabState, TabView } from '../messaging/calls.ts';
import { NO_MARKS, packMarks } from '../messaging/marks.ts';
import type { FrameAddress } from '../messaging/receive.ts';
import type { BadgeFace } from '../platform/badge.ts';
import { EVERYWHERE } from '../platform/origins.ts';
import type { Settings } from '../settings/schema.ts';
import type { Translator } from '../ui/connect.ts';
import { isoDay } from '../ui/dates.ts';
import { buildCard } from './card.ts';
import { faceOf, NO_ACCESS } from './face.ts';
import type { Facts } from './facts.ts';
import { applyFrame, EMPTY_TAB, type FrameChange, type FrameRecord, framesOf, type TabRecord } from './tab-record.ts';
import type { TabStore } from './tab-store.ts';

/** What the worker needs of the browser here; the real one is wired in `index.ts`. */
export interface TabPorts {
  readonly facts: Omit<Facts, 'begin' | 'hasOldLists'>;
  readonly store: TabStore;
  readSettings(): Promise<Settings>;
  updateSettings(change: (settings: Settings) => Partial<Settings>): Promise<void>;
  loadTranslator(language: Settings['language']): Promise<Translator>;
  /** The few words that the button of a tab needs. */
  faceWords(language: Settings['language']): Translator['t'];
  /** Null when the tab is gone; url '' when it may not be seen. */
  getTab(tabId: number): Promise<{ readonly url: string } | null>;
  getAllTabIds(): Promise<readonly number[]>;
  /** Puts the script into the tab's frames, with `mayRead` only into those whose address passes. */
  inject(tabId: number, mayRead?: (url: string) => boolean): Promise<void>;
  /** Puts what draws marks into a frame that has the first one, and what reads line items. */
  injectMarker(tabId: number, frameId: number): Promise<void>;
  /** Puts what reads line items alone into a frame. */
  injectLines(tabId: number, frameId: number): Promise<void>;
  askFrame(tabId: number, frameId: number, call: string, payload: unknown): Promise<{ readonly value: unknown } | null>;
  /** Calls all frames of ours, without an answer. */
  tellFrames(tabId: number, call: string, payload: unknown): void;
  openTab(url: string): Promise<void>;
  showBadge(tabId: number, face: BadgeFace, before?: BadgeFace): Promise<void>;
  hasAccess(pattern: string): Promise<boolean>;
  patternOf(url: string): string;
}

type ScreenCall = Parameters<ContentCalls['screen']>[0];
type ScreenAnswer = ReturnType<ContentCalls['screen']>;

/** Marks for the frames of a tab, but the one that has its own. */
interface Pushed {
  readonly record: TabRecord;
  readonly findings: readonly Finding[];
  readonly except?: number | undefined;
}

const STOP: ScreenAnswer = { marks: NO_MARKS, stop: true, resend: false };
const RESEND: ScreenAnswer = { marks: NO_MARKS, stop: false, resend: true };

export class Tabs {
  /** The face on each tab's button, and the document for which it was put there. */
  private readonly faces = new Map<number, { readonly document: string; readonly face: BadgeFace }>();
  /** Lives of documents to which the script that draws marks was sent: it may not be there yet when they report again. */
  private readonly markersSent = new Set<string>();
  /** How often all tabs were begun to be judged anew. */
  private refreshes = 0;
  /** How often own lists changed. */
  private listChanges = 0;
  /** There are names that open pages were not looked through for. */
  private hasNewNames = false;

  /** Tabs whose frames were called a moment ago, and whether somebody asked for that since. */
  private readonly called = new Map<number, boolean>();
  /** Tabs whose frames are being sent their marks, and what is to be sent next. */
  private readonly pushing = new Map<number, Pushed | null>();

  constructor(private readonly ports: TabPorts) {}

  /** A content script reports blocks. */
  async screen(call: ScreenCall, from: FrameAddress): Promise<ScreenAnswer> {
    const { tabId, frameId } = from;
    const { store, facts } = this.ports;
    const page = { title: call.title, host: hostOf(from.url) };
    // All at once: after a start of the worker each of them is yet to be fetched.
    const asked = this.ports.readSettings();
    if (call.isAhead) return this.screenAhead(call, from, page, asked);
    const known = store.read(tabId);
    for (const begun of [known, facts.index(), facts.rules()]) begun.catch(heardBelow);
    const [settings, before] = [await asked, await known];
    if (readingOf(from.url, settings) !== 'read') return STOP;
    // What is in a page that is not read is part of it.
    if (frameId !== 0 && (await this.readingOfPage(tabId, before, settings)) !== 'read') return STOP;
    if (call.reset) await this.meetPage(from, before);
    else if (before?.frames[frameId]?.scan !== call.scan) return RESEND;
    const matches = await screenStored(await this.load(tabId, facts.index), call.blocks, page);
    let isLost = false;
    const { record, stored } = store.beginChange(tabId, (record) => {
      // Dropped since it was looked at above: a few blocks must not pass for the whole frame.
      isLost = !call.reset && record.frames[frameId]?.scan !== call.scan;
      return isLost ? record : applyFrame(record, frameId, changeOf(call, from, page, matches));
    });
    // All that follows is done while the record is written.
    stored.catch(heardBelow);
    const after = await record;
    if (isLost) return RESEND;
    const findings = await this.findings(after, settings);
    const marks = marksOf(findings, frameId);
    this.giveMarker(call, from, marks);
    const face = await this.face(after, settings, findings);
    // Before the answer: a worker that is killed here is asked again, and neither the record nor the number is lost.
    await Promise.all([stored, this.showNews(tabId, after, face)]);
    const isNews = before?.frames[frameId]?.coverage.childFrames !== call.coverage.childFrames;
    if ((call.reset || isNews) && hasUnheardFrames(after)) this.callFrames(tabId);
    // A vendor named in one frame may settle what another frame left open.
    if (Object.keys(after.frames).length > 1) this.pushInBackground(tabId, { record: after, findings, except: frameId });
    return { marks, stop: false, resend: false };
  }

  /**
   * The beginning of a page is answered before it is written, without own lists that are yet to be read, and whatever is known of the
   * tab: all of it comes again with the rest, which hears that the record is lost where the worker was killed in between. Until then
   * the tab is being checked.
   */
  private async screenAhead(call: ScreenCall, from: FrameAddress, page: PageContext, asked: Promise<Settings>): Promise<ScreenAnswer> {
    const { tabId, frameId } = from;
    const { store, facts } = this.ports;
    // What is in it is found while the storage answers.
    const found = this.findAhead(call, page);
    found.catch(heardBelow);
    const settings = await asked;
    if (readingOf(from.url, settings) !== 'read') return STOP;
    if (frameId !== 0) {
      const before = await store.read(tabId);
      if ((await this.readingOfPage(tabId, before, settings)) !== 'read') return STOP;
      await this.meetPage(from, before);
    }
    const { rules, matches } = await this.load(tabId, () => found);
    const change = { ...changeOf(call, from, page, matches), complete: false };
    const alone = framesOf(applyFrame(EMPTY_TAB, frameId, change));
    await facts.readEntries(alone);
    const marks = marksOf(buildFindings(alone, rules, policyOf(settings)), frameId);
    this.giveMarker(call, from, marks);
    // Begun before the answer, so that what comes next is told of it, and own lists are read while it is on its way.
    for (const begun of [facts.index(), facts.rules()]) begun.catch(heardBelow);
    this.keepAhead(from, change).catch((error: unknown) => console.error('vendor-lens: the beginning of a page was not kept', error));
    return { marks, stop: false, resend: false };
  }

  private async findAhead(
    { blocks }: ScreenCall,
    page: PageContext,
  ): Promise<{ readonly rules: Lookup; readonly matches: readonly Match[] }> {
    const { index, rules } = await this.ports.facts.ahead();
    return { rules, matches: await screenStored(index, blocks, page) };
  }

  private async keepAhead(from: FrameAddress, change: FrameChange): Promise<void> {
    const { tabId, frameId } = from;
    let isNew = false;
    const record = await this.ports.store.change(tabId, (before) => {
      isNew = before === EMPTY_TAB;
      return applyFrame(before, frameId, change);
    });
    if (frameId === 0) await this.meetPage(from, isNew ? null : record);
    if (hasUnheardFrames(record)) this.callFrames(tabId);
  }

  /** Puts what draws marks into a frame that has the first ones, at the same time as the answer. Where it does not come the frame asks. */
  private giveMarker({ hasMarker, scan }: ScreenCall, from: FrameAddress, marks: PackedMarks): void {
    if (marks.numbers.length === 0 || hasMarker || this.markersSent.has(scan)) return;
    this.markersSent.add(scan);
    void this.injectMarker(from);
  }

  /**
   * A frame reports for the first time. What is known of another page goes: where an inner frame is first, the top frame
   * says whether it is still the one that is known. What other tabs left behind goes by the way.
   */
  private async meetPage({ tabId, frameId }: FrameAddress, record: TabRecord | null): Promise<void> {
    if (frameId !== 0 && record?.frames[0]) await this.hearTop(tabId);
    if (frameId === 0 && !record)
      this.forgetGone(tabId).catch((error: unknown) => console.error('vendor-lens: tabs were not cleared', error));
  }

  /** Has the tab's frames report that kept to themselves, and forgets what is known of a page that is gone. */
  private async hearFrom(tabId: number): Promise<void> {
    this.ports.tellFrames(tabId, 'report', UNSEEN);
    await this.hearTop(tabId);
  }

  /** The same, and all of them tell what only somebody who looks at the report needs. Answers which inner frames are gone. */
  private async hearAll(tabId: number): Promise<readonly number[]> {
    this.ports.tellFrames(tabId, 'report', SEEN);
    const frames = Object.keys((await this.ports.store.read(tabId))?.frames ?? {}).map(Number);
    const inner = frames.filter((frame) => frame !== 0);
    const [, ...answers] = await Promise.all([
      this.hearTop(tabId, SEEN),
      // One that hangs is not waited for, nor is it gone.
      ...inner.map((frame) => Promise.race([this.ports.askFrame(tabId, frame, 'report', SEEN), after(FRAME_MS)])),
    ]);
    return inner.filter((_, i) => answers[i] === null);
  }

  private async hearTop(tabId: number, call: typeof SEEN | typeof UNSEEN = UNSEEN): Promise<void> {
    const answer = await this.ports.askFrame(tabId, 0, 'report', call);
    const record = await this.ports.store.read(tabId);
    if (!record) return;
    if (hasFrames(record) && !record.frames[0]) {
      // The top frame may not be read at all: the frames in it speak for themselves.
      await this.pushMarks(tabId, record, await this.findings(record));
      return;
    }
    const url = (await this.ports.getTab(tabId))?.url ?? '';
    await this.ports.store.forget(tabId, (now) => {
      if (now.frames[0]) return now.frames[0].scan !== answer?.value;
      return !hasFrames(now) && (now.error === '' ? answer === null : now.failedAt !== url);
    });
  }

  /** Forgets tabs that were closed, and pages that are gone from a few others. */
  private async forgetGone(except: number): Promise<void> {
    const { store } = this.ports;
    const open = new Set(await this.ports.getAllTabIds());
    const others = (await store.known()).filter((tabId) => tabId !== except);
    await Promise.all(others.filter((tabId) => !open.has(tabId)).map((tabId) => store.forget(tabId)));
    for (const tabId of others.filter((other) => open.has(other)).slice(-MAX_ASKED)) {
      const record = await store.read(tabId);
      if (record?.frames[0] && !(await this.isThere(tabId, record)))
        await store.forget(tabId, (now) => now.frames[0]?.scan === scanOf(record, 0));
    }
  }

  /** Whether the page of the record is still in its tab, as far as its top frame can tell. */
  private async isThere(tabId: number, record: TabRecord): Promise<boolean> {
    if (!record.frames[0]) return true;
    return (await this.ports.askFrame(tabId, 0, 'marks', { scan: scanOf(record, 0) }))?.value === true;
  }

  /**
   * Has frames report that are shown and were not heard of; once more for those that are still loading. All frames hear each call,
   * and each may ask for one: a page of a thousand is called as often as one of two.
   */
  private callFrames(tabId: number): void {
    const isCalled = this.called.has(tabId);
    this.called.set(tabId, isCalled);
    if (!isCalled) this.callNow(tabId);
  }

  private callNow(tabId: number): void {
    this.ports.tellFrames(tabId, 'report', UNSEEN);
    setTimeout(() => {
      const isAskedAgain = this.called.get(tabId) === true;
      this.called.delete(tabId);
      if (isAskedAgain) this.callFrames(tabId);
      else this.ports.tellFrames(tabId, 'report', UNSEEN);
    }, SECOND_CALL_MS);
  }

  /** What a page is screened with; a tab whose page cannot be screened says so. */
  private async load<Value>(tabId: number, screening: () => Promise<Value>): Promise<Value> {
    try {
      return await screening();
    } catch (error) {
      await this.showFace(tabId, await this.ports.store.change(tabId, (old) => ({ ...old, error: 'error_lists' })));
      throw error;
    }
  }

  /** Gives a frame what draws marks. False where the browser refuses: the findings stand in the popup alone then. */
  injectMarker({ tabId, frameId }: FrameAddress): Promise<boolean> {
    return isPut(this.ports.injectMarker(tabId, frameId), 'marks cannot be drawn in a frame');
  }

  /** Gives a frame what reads line items. False where the browser refuses: its lines are not known then. */
  injectLines({ tabId, frameId }: FrameAddress): Promise<boolean> {
    return isPut(this.ports.injectLines(tabId, frameId), 'line items of a frame cannot be read');
  }

  async card(id: string, from: FrameAddress): Promise<Card | null> {
    const found = await this.locate(from.tabId, id);
    if (!found || found.finding.frame !== from.frameId) return null;
    const settings = await this.ports.readSettings();
    return buildCard(found.finding, found.item, settings.homeMarket, await this.ports.loadTranslator(settings.language));
  }

  /** Opens the link of an alternative that the card of a finding offers; the caller gives an index and no address. */
  async openOffer(id: string, index: number, from: FrameAddress): Promise<null> {
    const found = await this.locate(from.tabId, id);
    const url = found?.finding.frame === from.frameId ? found.item?.offers[index]?.url : undefined;
    if (url) await this.ports.openTab(url);
    return null;
  }

  /**
   * What the popup shows. Frames that kept to themselves are heard first, as if they had reported at once, and all frames
   * for the lines in which nothing was found.
   */
  async view(tabId: number): Promise<TabView> {
    return this.viewKnown(tabId, await this.hearAll(tabId));
  }

  private async viewKnown(tabId: number, gone: readonly number[] = []): Promise<TabView> {
    const [tab, record, settings] = await Promise.all([this.ports.getTab(tabId), this.ports.store.read(tabId), this.ports.readSettings()]);
    const url = tab?.url || (record?.frames[0]?.address ?? '');
    const host = hostOf(url);
    const pattern = this.ports.patternOf(url);
    const [everywhere, site] = await Promise.all([this.isGranted(EVERYWHERE, settings), this.isGranted(pattern, settings)]);
    const translator = await this.ports.loadTranslator(settings.language);
    const state = stateOf(record, url, readingOf(url, settings), gone);
    return {
      tabId,
      state,
      host,
      originPattern: pattern,
      access: everywhere ? 'everywhere' : site && !isLeftOut(url, settings) ? 'site' : 'click',
      neverBy: matchingSites(settings.neverSites, url),
      error: state === 'failed' && record ? translator.t(record.error) : '',
      report: record && hasFrames(record) && isOpen(state) ? await this.report(record, settings) : null,
    };
  }

  /** Reads the tab (again). What stands in the way is told in the view, not thrown. */
  async check(tabId: number): Promise<TabView> {
    const before = await this.view(tabId);
    if (!isOpen(before.state)) return before;
    const started = await this.ports.store.change(tabId, (old) => ({ ...old, error: '', checking: !hasFrames(old) }));
    await this.showFace(tabId, started);
    if (await this.inject(tabId)) this.ports.tellFrames(tabId, 'report', SEEN);
    return this.viewKnown(tabId);
  }

  /** Puts the script into the tab's frames. What stands in the way is kept in the record. */
  private async inject(tabId: number): Promise<boolean> {
    try {
      const settings = await this.ports.readSettings();
      await this.ports.inject(tabId, shutsSome(settings) ? (url) => readingOf(url, settings) === 'read' : undefined);
      return true;
    } catch (error) {
      console.warn('vendor-lens: the page could not be read', error);
      const refusal = CLOSED_PAGE.test(String(error)) ? NO_ACCESS : 'error_injection';
      const failedAt = (await this.ports.getTab(tabId))?.url ?? '';
      const record = await this.ports.store.change(tabId, (old) => ({ ...old, frames: {}, error: refusal, failedAt, checking: false }));
      await this.showFace(tabId, record);
      return false;
    }
  }

  async reveal(tabId: number, id: string): Promise<Revealed> {
    const place = readFindingId(id);
    const answer = place && (await this.ports.askFrame(tabId, place.frame, 'reveal', { id }));
    const value = answer?.value;
    return value === 'shown' || value === 'undrawn' ? value : 'gone';
  }

  /**
   * Shows the next or previous finding after the one shown last, or that one again (0), with its card. Where nothing is
   * counted the others are stepped through; a page that was not read yet is read.
   */
  async step(tabId: number, by: 1 | 0 | -1): Promise<void> {
    await this.hearFrom(tabId);
    const record = await this.ports.store.read(tabId);
    if (!record || !hasFrames(record)) {
      await this.check(tabId);
      return;
    }
    const inSight = (await this.findings(record)).filter((finding) => !finding.isAway && !finding.exemption);
    const counted = inSight.filter((finding) => finding.counted);
    const ids = (counted.length > 0 ? counted : inSight).map((finding) => finding.id);
    if (ids.length === 0) return;
    const at = ids.indexOf(record.shown);
    const next = at < 0 ? (by < 0 ? ids.length - 1 : 0) : (at + by + ids.length) % ids.length;
    const id = ids[next] as string;
    await this.ports.store.change(tabId, (old) => ({ ...old, shown: id }));
    await this.reveal(tabId, id);
  }

  async setPaused(tabId: number, host: string, paused: boolean): Promise<TabView> {
    await this.ports.updateSettings(({ pausedHosts }) => {
      const others = pausedHosts.filter((known) => known !== host);
      return { pausedHosts: paused ? [...others, host].sort() : others };
    });
    return paused ? this.view(tabId) : this.check(tabId);
  }

  /** Has nothing read on the tab's site any more, or lifts every pattern that says so of the page. */
  async setNever(tabId: number, host: string, never: boolean): Promise<TabView> {
    const url = (await this.ports.getTab(tabId))?.url || `https://${host}/`;
    await this.ports.updateSettings(({ neverSites }) => {
      const lifted = matchingSites(neverSites, url);
      const others = neverSites.filter((pattern) => !lifted.includes(pattern));
      return { neverSites: never ? [...others, host].sort() : others };
    });
    return never ? this.view(tabId) : this.check(tabId);
  }

  /** Pauses the tab's site, or ends its pause. Nothing where the browser does not tell us the site. */
  async togglePause(tabId: number): Promise<void> {
    const { host, state } = await this.view(tabId);
    if (host !== '' && (isOpen(state) || state === 'paused')) await this.setPaused(tabId, host, state !== 'paused');
  }

  /**
   * The settings changed: judge every tab anew. Nothing is read again, matches do not depend on lists. One that a newer change
   * overtakes leaves the rest to that, so that no number of older settings comes last.
   */
  async refreshAll(): Promise<void> {
    this.refreshes += 1;
    const own = this.refreshes;
    const isOvertaken = (): boolean => this.refreshes !== own;
    const settings = await this.ports.readSettings();
    for (const tabId of await this.ports.getAllTabIds()) {
      if (isOvertaken()) return;
      const record = await this.ports.store.read(tabId);
      const isPageShut = (await this.readingOfPage(tabId, record, settings)) !== 'read';
      if (!record || !hasFrames(record)) {
        // It may have kept to itself.
        if (isPageShut) this.ports.tellFrames(tabId, 'stop', {});
        continue;
      }
      const frames = Object.keys(record.frames).map(Number);
      const shut = frames.filter((frame) => isPageShut || readingOf(record.frames[frame]?.address ?? '', settings) !== 'read');
      for (const frame of shut) await this.ports.askFrame(tabId, frame, 'stop', {});
      const left = await this.ports.store.change(tabId, (old) => ({ ...old, frames: withoutFrames(old.frames, shut) }));
      if (!(await this.isThere(tabId, left))) {
        await this.ports.store.forget(tabId, (now) => now.frames[0]?.scan === scanOf(left, 0));
        continue;
      }
      const findings = await this.findings(left);
      await this.pushMarks(tabId, left, findings);
      if (isOvertaken()) return;
      await this.showFace(tabId, left, findings);
      if (!hasFrames(left)) await this.ports.store.forget(tabId, (now) => !hasFrames(now));
    }
    await this.readGranted();
  }

  /**
   * Reads the open tabs that are read without a click but have no script yet: after a grant, a resume, an update. A page in
   * which nothing can be found keeps to itself, here too.
   */
  async readGranted(): Promise<void> {
    for (const tabId of await this.ports.getAllTabIds()) {
      if (!(await this.isReadUnasked(tabId))) continue;
      if ((await this.ports.askFrame(tabId, 0, 'marks', NOBODY)) === null) await this.inject(tabId);
    }
  }

  /**
   * Own lists were added, replaced or removed. What was found is judged anew; for new names the pages are read again, as
   * far as they are granted, and so are those where names of own lists were found: in another version of a list they have
   * other numbers. One list that is stored is told of several times: pages are read again once, after the last.
   */
  async ownListsChanged(): Promise<void> {
    this.listChanges += 1;
    const own = this.listChanges;
    if (await this.ports.facts.refresh()) this.hasNewNames = true;
    await this.refreshAll();
    if (this.listChanges !== own || !this.hasNewNames) return;
    this.hasNewNames = false;
    for (const tabId of await this.ports.getAllTabIds())
      if ((await this.isReadUnasked(tabId)) || (await this.hasOwnNames(tabId))) await this.check(tabId);
  }

  private async hasOwnNames(tabId: number): Promise<boolean> {
    const frames = Object.values((await this.ports.store.read(tabId))?.frames ?? {});
    return frames.some(({ matches }) => matches.some(({ vendor }) => listOfVendor(vendor) !== undefined));
  }

  /** Whether the browser and the reviewer have the page in a tab read without a click. */
  private async isReadUnasked(tabId: number): Promise<boolean> {
    const [tab, settings] = await Promise.all([this.ports.getTab(tabId), this.ports.readSettings()]);
    const url = tab?.url ?? '';
    if (readingOf(url, settings) !== 'read' || !(await this.isGranted(this.ports.patternOf(url), settings))) return false;
    return !isLeftOut(url, settings) || this.isGranted(EVERYWHERE, settings);
  }

  /** Whether an origin is granted, and was for reading: the server of a list that is followed is granted to fetch it. */
  private async isGranted(origin: string, { readGrants }: Settings): Promise<boolean> {
    return isChosenForReading(origin, readGrants) && this.ports.hasAccess(origin);
  }

  /** Grants were withdrawn, of all origins or of some: what can no longer be read is let go of, marks and findings alike. */
  async accessWithdrawn(isConcerned: (origin: string) => boolean = () => true): Promise<void> {
    const settings = await this.ports.readSettings();
    for (const tabId of await this.ports.getAllTabIds()) {
      const record = await this.ports.store.read(tabId);
      const url = (await this.ports.getTab(tabId))?.url ?? '';
      const top = record?.frames[0]?.page.host || hostOf(url);
      const origins = [`https://${top}/*`, `http://${top}/*`];
      if (!origins.some(isConcerned)) continue;
      const granted = await Promise.all(origins.map((origin) => this.isGranted(origin, settings)));
      if (top !== '' && granted.includes(true)) continue;
      if (!record || !hasFrames(record)) {
        // It may have kept to itself.
        this.ports.tellFrames(tabId, 'stop', {});
        continue;
      }
      for (const frame of Object.keys(record.frames)) await this.ports.askFrame(tabId, Number(frame), 'stop', {});
      await this.ports.store.forget(tabId);
      await this.showFace(tabId, EMPTY_TAB);
    }
  }

  /** Whether the page in the tab may be read; its frames go with it. */
  private async readingOfPage(tabId: number, record: TabRecord | null, settings: Settings): Promise<Reading> {
    if (!shutsSome(settings)) return 'read';
    const url = (await this.ports.getTab(tabId))?.url || (record?.frames[0]?.address ?? '');
    return readingOf(url, settings);
  }

  closed(tabId: number): Promise<void> {
    this.faces.delete(tabId);
    return this.ports.store.forget(tabId);
  }

  private async locate(
    tabId: number,
    id: string,
  ): Promise<{ finding: Finding; item: Report['confirmed'][number]['items'][number] | undefined } | null> {
    const record = await this.ports.store.read(tabId);
    if (!record) return null;
    const report = await this.report(record, await this.ports.readSettings());
    for (const group of [...report.confirmed, ...report.asked, ...report.possible, ...report.former]) {
      for (const item of group.items) {
        const finding = item.findings.find((candidate) => candidate.id === id);
        if (finding) return { finding, item };
      }
    }
    return null;
  }

  private async findings(record: TabRecord, settings?: Settings): Promise<Finding[]> {
    const [frames, rules, own] = await Promise.all([this.frames(record), this.ports.facts.rules(), settings ?? this.ports.readSettings()]);
    return buildFindings(frames, rules, policyOf(own));
  }

  /** The frames of a record, once all that is needed to judge them is at hand. */
  private async frames(record: TabRecord): Promise<ScreenedFrame[]> {
    const frames = framesOf(record);
    await this.ports.facts.readEntries(frames);
    return frames;
  }

  /** With all that is shown of it. */
  private async report(record: TabRecord, settings: Settings): Promise<Report> {
    const [frames, lookup] = await Promise.all([this.frames(record), this.ports.facts.lookup()]);
    return buildReport(frames, lookup, policyOf(settings));
  }

  /** The frame that reported waits for its own marks, not for the others. Of what comes while they are sent the last is sent next. */
  private pushInBackground(tabId: number, pushed: Pushed): void {
    const isBusy = this.pushing.has(tabId);
    this.pushing.set(tabId, isBusy ? { ...pushed, except: undefined } : null);
    if (isBusy) return;
    this.pushMarks(tabId, pushed.record, pushed.findings, pushed.except)
      .catch((error: unknown) => console.error('vendor-lens: marks were not sent', error))
      .finally(() => {
        const next = this.pushing.get(tabId);
        this.pushing.delete(tabId);
        if (next) this.pushInBackground(tabId, next);
      });
  }

  /** Sends every frame its marks. An inner frame that no longer answers is gone, and its findings with it. */
  private async pushMarks(tabId: number, record: TabRecord, findings: readonly Finding[], except?: number): Promise<void> {
    const frames = Object.keys(record.frames).map(Number);
    const answers = await Promise.all(
      frames
        .filter((frame) => frame !== except)
        .map(async (frame) => {
          const call = { scan: scanOf(record, frame), marks: marksOf(findings, frame) };
          for (let tries = 0; tries < 2; tries++) {
            const answer = await this.ports.askFrame(tabId, frame, 'marks', call);
            if (answer?.value === true) return [];
            // Once may be chance: a frame that moves to another process does not hear for a moment.
            if (tries === 0 && frame !== 0) await new Promise((resolve) => setTimeout(resolve, SECOND_TRY_MS));
          }
          return [frame];
        }),
    );
    const gone = answers.flat().filter((frame) => frame !== 0);
    if (gone.length === 0) return;
    const left = await this.ports.store.change(tabId, (now) => ({
      ...now,
      frames: withoutFrames(
        now.frames,
        gone.filter((frame) => now.frames[frame]?.scan === record.frames[frame]?.scan),
      ),
    }));
    await this.showFace(tabId, left);
  }

  private async showFace(tabId: number, record: TabRecord, findings?: readonly Finding[]): Promise<void> {
    this.faces.delete(tabId);
    await this.showNews(tabId, record, await this.face(record, await this.ports.readSettings(), findings));
  }

  /** Shows what differs from the face shown last, as long as the document is the same: with it the browser clears the button. */
  private async showNews(tabId: number, record: TabRecord, face: BadgeFace): Promise<void> {
    const document =
      record.frames[0]?.scan ??
      Object.values(record.frames)
        .map(({ scan }) => scan)
        .join();
    const shown = this.faces.get(tabId);
    const put = { document, face };
    this.faces.set(tabId, put);
    const before = shown?.document === document ? shown.face : undefined;
    try {
      await this.ports.showBadge(tabId, face, before);
    } catch (error) {
      this.faces.delete(tabId);
      throw error;
    }
    if (before?.text !== face.text)
      this.takeBackLate(tabId, record, put).catch((error: unknown) => console.error('vendor-lens: the button was not looked after', error));
  }

  /**
   * A page may be left while it is judged: the browser has cleared the button then, and what was put there belongs to no page.
   * The next one may be one that keeps to itself, so that nothing else would take it away.
   */
  private async takeBackLate(tabId: number, record: TabRecord, put: { readonly document: string }): Promise<void> {
    if (!record.frames[0] || (await this.isThere(tabId, record)) || this.faces.get(tabId) !== put) return;
    await this.ports.store.forget(tabId, (now) => now.frames[0]?.scan === scanOf(record, 0));
    if (this.faces.get(tabId) === put) await this.showFace(tabId, (await this.ports.store.read(tabId)) ?? EMPTY_TAB);
  }

  private async face(record: TabRecord, settings: Settings, findings?: readonly Finding[]): Promise<BadgeFace> {
    const [frames, rules] = await Promise.all([this.frames(record), this.ports.facts.rules()]);
    const report = hasFrames(record) ? buildReport(frames, rules, policyOf(settings), findings) : null;
    return faceOf(record, report, this.ports.faceWords(settings.language));
  }
}

/** For what is begun early: who waits for it later, or asks again, hears of its failure then. */
const heardBelow = (): void => undefined;

function policyOf(settings: Settings): Policy {
  const { homeMarket, lists, listDefaults, scope, listScopes, exemptions } = settings;
  return { homeMarket, lists, listDefaults, scope, listScopes, exemptions, today: isoDay(new Date()) };
}

async function isPut(injection: Promise<void>, otherwise: string): Promise<boolean> {
  try {
    await injection;
    return true;
  } catch (error) {
    console.warn(`vendor-lens: ${otherwise}`, error);
    return false;
  }
}

function marksOf(findings: readonly Finding[], frame: number): PackedMarks {
  const shown = findings.filter((finding) => finding.frame === frame && !finding.isAway && !finding.exemption);
  const marks = shown.map((finding) => ({
    block: finding.match.block,
    start: finding.match.start,
    end: finding.match.end,
    level: levelOf(finding),
  }));
  return packMarks(frame, marks);
}

function changeOf(call: ScreenCall, from: FrameAddress, page: PageContext, matches: readonly Match[]): FrameChange {
  return { ...call, address: addressOf(from), page, sent: call.blocks, matches };
}

function withoutFrames(frames: TabRecord['frames'], left: readonly number[]): TabRecord['frames'] {
  return Object.fromEntries(Object.entries(frames).filter(([id]) => !left.includes(Number(id))));
}

function scanOf(record: TabRecord, frame: number): string {
  return record.frames[frame]?.scan ?? '';
}

function hasFrames(record: TabRecord): boolean {
  return Object.keys(record.frames).length > 0;
}

/** What is kept of a frame's address; a long one is cut. */
function addressOf({ url }: FrameAddress): string {
  return url.startsWith('http') ? url.slice(0, MAX_ADDRESS) : '';
}

/** Whether nothing was heard of the top frame, or of frames that are shown. */
function hasUnheardFrames(record: TabRecord): boolean {
  if (!record.frames[0]) return true;
  const frames = Object.entries(record.frames);
  const shown = frames.reduce((total, [, { coverage }]) => total + (coverage.childFrames ?? 0), 0);
  return shown > frames.filter(([id, { coverage }]) => id !== '0' && coverage.isShown === true).length;
}

/** So long an inner frame may take to report to somebody who waits, ms. */
const FRAME_MS = 1_000;
const after = (ms: number): Promise<undefined> => new Promise((resolve) => setTimeout(resolve, ms));

/** Whether somebody looks at what frames report. */
const SEEN = { isSeen: true };
const UNSEEN = { isSeen: false };

/** No life of a document takes this for its own: whether there is an answer is the answer. */
const NOBODY = { scan: '' };

/** Characters of a frame's address that are kept: what is longer differs in its query. */
const MAX_ADDRESS = 2_000;

/** Tabs that are asked at once whether their pages are still there. */
const MAX_ASKED = 4;

/** A frame that was just put into the page has its script by then. */
const SECOND_CALL_MS = 1_500;

/** Before a frame that did not answer is asked again. */
const SECOND_TRY_MS = 250;

/** Addresses of which browsers let no extension read anything. */
const CLOSED_SCHEMES = /^(?!https?:|file:|ftp:|data:|blob:)[a-z-]+:/i;
const CLOSED_HOSTS =
  /^https:\/\/(?:chromewebstore\.google\.com|chrome\.google\.com\/webstore|addons\.mozilla\.org|microsoftedge\.microsoft\.com\/addons)(?:[/:?#]|$)/i;
/** How Chromium says that a page is closed to all extensions; the address of such a page may be hidden from us. */
const CLOSED_PAGE =
  /cannot access (?:a |contents of (?:the page|url) ")?(?:chrome|edge|devtools|view-source|about|chrome-extension|file)\b|gallery cannot be scripted/i;
/** Whether a page in this state may be read. */
const isOpen = (state: TabState): boolean => state !== 'paused' && state !== 'never' && state !== 'no-access';

function stateOf(record: TabRecord | null, url: string, reading: Reading, gone: readonly number[]): TabState {
  if (CLOSED_SCHEMES.test(url) || CLOSED_HOSTS.test(url)) return 'no-access';
  if (reading !== 'read') return reading;
  if (!record) return 'not-checked';
  if (record.error === NO_ACCESS) return 'no-access';
  if (record.error !== '') return 'failed';
  if (!record.frames[0]) return record.checking ? 'checking' : 'not-checked';
  const isDone = ([id, frame]: [string, FrameRecord]): boolean => frame.complete && (!frame.hasPartialLines || gone.includes(Number(id)));
  return Object.entries(record.frames).every(isDone) ? 'done' : 'checking';
}
