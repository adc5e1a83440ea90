/**
 * The built extension in a real browser, as the tests and the demo see it: pages opened from disk, findings read through
 * the extension's own pages, states waited for. Builds nothing: `npm run build` made dist/chrome and dist/firefox.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { copyWithGrant } from '../../scripts/lib/grant.mjs';
import type { Report } from '../../src/core/finding.ts';
import type { PageCalls, TabView } from '../../src/messaging/calls.ts';
import { unpackAnswer } from '../../src/messaging/packed-view.ts';
import type { View } from '../../src/options/use-view.ts';
import { type BrowserKind, type ExtensionBrowser, type LaunchOptions, launchChromium, launchFirefox } from '../browsers.ts';
import { until } from '../until.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface SessionOptions extends Omit<LaunchOptions, 'extension'> {
  readonly kind: BrowserKind;
  /** True (the default) moves the optional host permission into the required ones; false takes the build as it is. */
  readonly granted?: boolean;
  /** Fields that the manifest gets besides, where it is granted. */
  readonly manifest?: object;
}

/** A page under test and its number in the browser. */
export interface Tab {
  readonly id: number;
  readonly page: Page;
}

export interface Session extends ExtensionBrowser {
  /** The set-up page, which a build without grants opens by itself at its installation; `closePages` closes it. */
  readonly setUpPage: Page | undefined;
  /** Opens an address in a new tab and resolves when it has loaded; the extension may still be reading. */
  open(url: string): Promise<Tab>;
  /** What the worker says of a tab. */
  getTab(tab: Tab | { readonly id: number }): Promise<TabView>;
  /** The first report of a tab that is finished and good enough. */
  whenDone(tab: Tab, what?: string, isEnough?: (report: Report) => boolean, timeout?: number): Promise<Report>;
  /** Text on the toolbar button. */
  badge(tab: Tab): Promise<string>;
  /** The popup of a tab, as a page; resolves when it shows a state. */
  openPopup(tab: Tab): Promise<Page>;
  /** One part of the settings page, its lists by default; resolves when it is shown. */
  openSettings(view?: View): Promise<Page>;
  /** Closes every page that was opened here. */
  closePages(): Promise<void>;
}

/** Starts a browser with the extension; `close` ends it and removes all it left. */
export async function startSession(options: SessionOptions): Promise<Session> {
  const built = join(root, 'dist', options.kind === 'chromium' ? 'chrome' : 'firefox');
  if (!existsSync(join(built, 'manifest.json'))) throw new Error(`${built} is missing: run "npm run build" first`);
  const isGranted = options.granted ?? true;
  const copy = await mkdtemp(join(tmpdir(), 'vendor-lens-build-'));
  if (isGranted) await copyWithGrant(built, copy, options.manifest);
  const launch = options.kind === 'chromium' ? launchChromium : launchFirefox;
  const started = await launch({ ...options, extension: isGranted ? copy : built });

  // Before anything else is opened, so that it stands in front of nothing later.
  const setUpPage = isGranted ? undefined : await findSetUpPage(started);

  /** An extension page that stays open: the only place where a test may call the extension's own interfaces. */
  const desk = await openExtensionPage(started, 'src/options/index.html');
  if (isGranted) {
    await until('content scripts to be registered', () =>
      desk.evaluate(async () => (await chrome.scripting.getRegisteredContentScripts()).length > 0),
    );
  }
  const tabIds = (): Promise<number[]> =>
    desk.evaluate(async () => (await chrome.tabs.query({})).flatMap((tab) => (tab.id === undefined ? [] : [tab.id])));

  const opened: Page[] = setUpPage === undefined ? [] : [setUpPage];
  const session: Session = {
    ...started,
    setUpPage,
    open: async (url) => {
      const before = new Set(await tabIds());
      const page = await started.browser.newPage();
      opened.push(page);
      const id = (await tabIds()).find((candidate) => !before.has(candidate));
      if (id === undefined) throw new Error('The new tab has no number');
      await page.goto(url);
      return { id, page };
    },
    getTab: (tab) => call(desk, 'getTab', { tabId: tab.id }),
    whenDone: (tab, what = 'the page to be read', isEnough = () => true, timeout = 60_000) =>
      until(
        what,
        async () => {
          const { state, report, error } = await session.getTab(tab);
          if (state === 'failed') throw new Error(`The extension says: ${error}`);
          return state === 'done' && report !== null && isEnough(report) && report;
        },
        timeout,
      ),
    badge: (tab) => desk.evaluate((tabId) => chrome.action.getBadgeText({ tabId }), tab.id),
    openPopup: async (tab) => {
      const page = await openExtensionPage(started, `src/popup/index.html?tab=${tab.id}`);
      opened.push(page);
      await until('the popup to show a state', () => popupState(page));
      return page;
    },
    openSettings: async (view = 'lists') => {
      const page = await openExtensionPage(started, `src/options/index.html#${view}`);
      opened.push(page);
      await until(`${view} to be shown`, () => page.$(view === 'lists' ? '[role="switch"]' : `#${view}-title`));
      return page;
    },
    closePages: async () => {
      // A test may have closed some itself.
      await Promise.all(opened.splice(0).map((page) => (page.isClosed() ? undefined : page.close())));
    },
    close: async () => {
      await started.close();
      await rm(copy, { recursive: true, force: true });
    },
  };
  return session;
}

/** State that a popup shows; undefined while it is loading. */
export async function popupState(popup: Page): Promise<string | undefined> {
  const state = await popup.evaluate(() => document.querySelector<HTMLElement>('[data-state]')?.dataset.state);
  return state === 'loading' ? undefined : state;
}

async function findSetUpPage({ browser, extensionOrigin }: ExtensionBrowser): Promise<Page> {
  const address = `${extensionOrigin}/src/options/index.html#set-up`;
  return until('the set-up page to open', async () => {
    for (const page of await browser.pages()) {
      // Asked of the page itself: Firefox never reports where an extension's tab has gone.
      if ((await page.evaluate(() => location.href).catch(() => '')) === address) return page;
    }
    return undefined;
  });
}

async function openExtensionPage({ browser, kind, extensionOrigin }: ExtensionBrowser, path: string): Promise<Page> {
  const page = await browser.newPage();
  const url = `${extensionOrigin}/${path}`;
  // Firefox moves the tab to another process and never reports the load of an extension page over BiDi.
  await page.goto(url, kind === 'firefox' ? { waitUntil: [] } : {});
  await until(`${path} to be loaded`, () => page.evaluate((wanted) => location.href === wanted && document.readyState === 'complete', url));
  return page;
}

/** One call to the worker, as the popup makes it. */
async function call<Name extends keyof PageCalls>(
  desk: Page,
  name: Name,
  payload: Parameters<PageCalls[Name]>[0],
): Promise<ReturnType<PageCalls[Name]>> {
  // As text: BiDi cuts objects off at some depth.
  const answer = await desk.evaluate(
    async (message) => JSON.stringify((await chrome.runtime.sendMessage(message)) ?? { ok: false, error: 'The worker did not answer' }),
    { to: 'worker', call: name, payload },
  );
  const { ok, value, error } = JSON.parse(answer);
  if (!ok) throw new Error(error);
  return unpackAnswer(name, value) as ReturnType<PageCalls[Name]>;
}

/** The few of the browser's own interfaces that tests and benches use inside extension pages. */
declare global {
  const chrome: {
    readonly action: { getBadgeText(details: { tabId: number }): Promise<string> };
    readonly alarms: {
      create(name: string, info: { readonly when: number }): Promise<void>;
      getAll(): Promise<readonly { readonly name: string; readonly scheduledTime: number }[]>;
    };
    readonly runtime: {
      sendMessage(message: unknown): Promise<unknown>;
      readonly onMessage: {
        addListener(listen: (message: { call?: string; payload?: unknown }, sender: { tab?: { id?: number } }) => void): void;
      };
    };
    readonly storage: {
      readonly session: { get(keys: readonly string[]): Promise<object> };
      readonly local: { get(keys: readonly string[]): Promise<object>; set(items: object): Promise<void>; clear(): Promise<void> };
    };
    readonly permissions: {
      getAll(): Promise<{ readonly origins: readonly string[] }>;
      remove(permissions: { readonly origins: readonly string[] }): Promise<boolean>;
    };
    readonly scripting: {
      getRegisteredContentScripts(): Promise<readonly unknown[]>;
      executeScript<Result>(injection: {
        target: { tabId: number; allFrames: true };
        func: () => Result;
      }): Promise<readonly { frameId: number; result: Result }[]>;
    };
    readonly tabs: {
      query(query: object): Promise<readonly { readonly id?: number }[]>;
      sendMessage(tabId: number, message: unknown, options?: { frameId: number }): Promise<unknown>;
    };
  };
}
