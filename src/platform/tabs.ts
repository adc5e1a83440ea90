/** Tabs, frames and injection, as far as the worker needs them. */
import { browser } from './browser.ts';

export interface TabInfo {
  readonly id: number;
  /** '' when the browser does not let us see it. */
  readonly url: string;
}

/** Null when the tab is gone. */
export async function getTab(tabId: number): Promise<TabInfo | null> {
  try {
    const tab = await browser.tabs.get(tabId);
    return { id: tabId, url: tab.url ?? '' };
  } catch {
    // The only failure `tabs.get` has: no such tab.
    return null;
  }
}

export async function getActiveTabId(): Promise<number | null> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab?.id ?? null;
}

export async function getAllTabIds(): Promise<number[]> {
  return (await browser.tabs.query({})).flatMap((tab) => (tab.id === undefined ? [] : [tab.id]));
}

export async function openTab(url: string): Promise<void> {
  await browser.tabs.create({ url });
}

/**
 * Runs the content script in every frame that the extension may read; with `mayRead` in those only whose address passes.
 * Throws the browser's reason where it may read none.
 */
export async function inject(tabId: number, file: string, mayRead?: (url: string) => boolean): Promise<void> {
  const all = { tabId, allFrames: true };
  if (mayRead === undefined) {
    await browser.scripting.executeScript({ target: all, files: [file] });
    return;
  }
  const frames = await browser.scripting.executeScript({ target: all, func: readAddress });
  const frameIds = frames.filter(({ result }) => mayRead(String(result))).map(({ frameId }) => frameId);
  if (frameIds.length > 0) await browser.scripting.executeScript({ target: { tabId, frameIds }, files: [file] });
}

/** Runs a script in one frame, without waiting for the page. Throws the browser's reason where it may not. */
export async function injectIntoFrame(tabId: number, frameId: number, file: string): Promise<void> {
  await browser.scripting.executeScript({ target: { tabId, frameIds: [frameId] }, files: [file], injectImmediately: true });
}

/** Runs in a frame: its address, or the origin of the page that made it. Nothing from outside may be used in it. */
const readAddress = (): string => (location.protocol.startsWith('http') ? location.href : self.origin);

/** Asks one frame; null when nothing of ours listens there. */
export async function askFrame(
  tabId: number,
  frameId: number,
  call: string,
  payload: unknown,
): Promise<{ readonly value: unknown } | null> {
  try {
    const answer: unknown = await browser.tabs.sendMessage(tabId, { to: 'frame', call, payload }, { frameId });
    if (typeof answer !== 'object' || answer === null || (answer as { ok?: unknown }).ok !== true) return null;
    return { value: (answer as { value: unknown }).value };
  } catch {
    // No receiver: the frame is gone or was never read. The caller decides what that means.
    return null;
  }
}

/** Calls every frame of a tab in which our script runs, and waits for no answer. */
export function tellFrames(tabId: number, call: string, payload: unknown): void {
  browser.tabs.sendMessage(tabId, { to: 'frame', call, payload }).catch(() => {
    // No receiver: there is none to tell.
  });
}

/** Attaches at once, as a worker that may be woken by the event must. */
export function listenToClosedTabs(onClosed: (tabId: number) => void): void {
  browser.tabs.onRemoved.addListener((tabId) => onClosed(tabId));
}
