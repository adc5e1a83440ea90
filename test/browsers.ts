/** Starts real browsers with the extension in a profile of its own, off the network. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, launch, type Page, type Target, TargetType } from 'puppeteer-core';
import { type BrowserKind, findBrowser } from '../scripts/lib/browsers.mjs';
import { until } from './until.ts';

export type { BrowserKind };

export interface LaunchOptions {
  /** Folder of the built extension; none is installed without it. */
  readonly extension?: string;
  /** Its id in Firefox, where it is not the usual one. */
  readonly geckoId?: string;
  /** Default true. */
  readonly headless?: boolean;
  /** Lets the browser reach other hosts than this machine. Default false. */
  readonly online?: boolean;
}

export interface ExtensionBrowser {
  readonly kind: BrowserKind;
  readonly browser: Browser;
  /** "chrome-extension://ID" or "moz-extension://UUID"; '' without an extension. */
  readonly extensionOrigin: string;
  /** Ends the background worker as the browser itself does when it idles, and resolves when it is gone. */
  stopWorker(): Promise<void>;
  isWorkerRunning(): Promise<boolean>;
  /** Installs the same extension over itself, as an update does: its pages are closed. */
  updateExtension(): Promise<void>;
  /** Clicks the extension's toolbar button while the given tab is in front; the real popup opens. Chromium only. */
  clickAction(page: Page): Promise<void>;
  /** Closes the browser and removes its profile. */
  close(): Promise<void>;
}

const usualGeckoId = 'vendor-lens@vendor-lens.example';
/** Any will do; fixed so that the address of the extension's pages is known beforehand. */
const geckoUuid = '6f2d1c1e-3b1a-4a64-9d52-0f5b6e7a8c90';

const viewport = { width: 1280, height: 900 };

/** Chromium, Chrome or Edge. Installs through the debugging pipe: branded Chrome ignores `--load-extension`. */
export async function launchChromium(options: LaunchOptions = {}): Promise<ExtensionBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'vendor-lens-profile-'));
  const headless = options.headless ?? true;
  const browser = await launch({
    executablePath: executable('chromium'),
    headless,
    pipe: true,
    enableExtensions: true,
    userDataDir: profile,
    defaultViewport: headless ? viewport : null,
    args: [
      '--no-first-run',
      '--no-default-browser-check',
      '--disable-sync',
      // Small in containers; a page of 100,000 nodes fills it.
      '--disable-dev-shm-usage',
      ...(options.online ? [] : ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost']),
      // Chromium refuses to start as root with its sandbox.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
  const id = options.extension === undefined ? '' : await browser.installExtension(options.extension);
  const origin = id && `chrome-extension://${id}`;
  const worker = (): Target | undefined =>
    browser.targets().find((target) => target.type() === TargetType.SERVICE_WORKER && target.url().startsWith(`${origin}/`));
  return {
    kind: 'chromium',
    browser,
    extensionOrigin: origin,
    stopWorker: async () => {
      const target = await until('a running worker', worker);
      // This one, not any: the next message starts another at once.
      const isGone = (): boolean => !browser.targets().includes(target);
      // One that is just being started does not hear of its end, and has to be told again.
      await until('the worker to be gone', async () => {
        if (!isGone()) await (await target.worker())?.close();
        return until('the worker to hear', isGone, SECOND_CLOSE_MS);
      });
    },
    isWorkerRunning: async () => worker() !== undefined,
    updateExtension: () => install(browser, options),
    clickAction: async (page) => {
      await page.bringToFront();
      const extension = (await browser.extensions()).get(id);
      if (!extension) throw new Error('The extension is not installed');
      await extension.triggerAction(page);
    },
    close: async () => {
      await browser.close();
      // The browser's helpers may write for a moment longer.
      await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

async function install(browser: Browser, { extension }: LaunchOptions): Promise<void> {
  if (extension === undefined) throw new Error('There is no extension');
  await browser.installExtension(extension);
}

/** Before a worker that did not end is told again. */
const SECOND_CLOSE_MS = 3_000;

/** Firefox, over WebDriver BiDi. */
export async function launchFirefox(options: LaunchOptions = {}): Promise<ExtensionBrowser> {
  const geckoId = options.geckoId ?? usualGeckoId;
  const headless = options.headless ?? true;
  const browser = await launch({
    browser: 'firefox',
    executablePath: executable('firefox'),
    headless,
    defaultViewport: headless ? viewport : null,
    // Opens the browser's own scope to BiDi, the only way to its extension manager without a click.
    args: ['--remote-allow-system-access'],
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify({ [geckoId]: geckoUuid }),
      // A permission that a test asks for is granted without a prompt nobody could answer.
      'extensions.webextOptionalPermissionPrompts': false,
      ...(options.online ? {} : offlinePreferences),
    },
  });
  if (options.extension !== undefined) await browser.installExtension(options.extension);
  return {
    kind: 'firefox',
    browser,
    extensionOrigin: options.extension === undefined ? '' : `moz-extension://${geckoUuid}`,
    // Resolves when the background is gone; a moment later it may run again.
    stopWorker: async () => {
      await inBrowserScope(browser, `WebExtensionPolicy.getByID('${geckoId}').extension.terminateBackground()`);
    },
    isWorkerRunning: async () => (await backgroundState(browser, geckoId)) === 'running',
    updateExtension: () => install(browser, options),
    clickAction: () => Promise.reject(new Error('Not available in Firefox')),
    // puppeteer made the profile and removes it.
    close: () => browser.close(),
  };
}

/** A proxy where nobody listens, for everything but this machine. */
const offlinePreferences = {
  'network.proxy.type': 1,
  'network.proxy.http': '127.0.0.1',
  'network.proxy.http_port': 9,
  'network.proxy.ssl': '127.0.0.1',
  'network.proxy.ssl_port': 9,
  'network.proxy.no_proxies_on': '127.0.0.1, localhost',
};

const backgroundState = (browser: Browser, geckoId: string): Promise<unknown> =>
  inBrowserScope(browser, `WebExtensionPolicy.getByID('${geckoId}').extension.backgroundState`);

interface BidiConnection {
  send(method: string, params: unknown): Promise<{ readonly result: unknown }>;
}

/** Value of an expression in Firefox's own window. puppeteer has no call for it, hence its inner connection. */
async function inBrowserScope(browser: Browser, expression: string): Promise<unknown> {
  const { connection } = browser as unknown as { readonly connection: BidiConnection };
  const tree = (await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' })).result as {
    readonly contexts: readonly { readonly context: string }[];
  };
  const answer = (
    await connection.send('script.evaluate', {
      expression,
      target: { context: tree.contexts[0]?.context },
      awaitPromise: true,
    })
  ).result as {
    readonly type: string;
    readonly result?: { readonly value?: unknown };
    readonly exceptionDetails?: { readonly text: string };
  };
  if (answer.type !== 'success') throw new Error(`In Firefox's own scope: ${answer.exceptionDetails?.text}`);
  return answer.result?.value;
}

function executable(kind: BrowserKind): string {
  const path = findBrowser(kind);
  if (path === undefined) throw new Error(`No ${kind} found; "npm test" says how to get one`);
  return path;
}
