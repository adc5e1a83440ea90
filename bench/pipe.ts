/**
 * Chromium over its debugging pipe. Without a library: those attach themselves to every worker that starts, and the
 * start is what is timed here.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { findBrowser } from '../scripts/lib/browsers.mjs';
import { until } from '../test/until.ts';

/** A page or worker that the debugger is attached to. */
export interface Attached {
  send<Result = unknown>(method: string, params?: object): Promise<Result>;
  /** Value of an expression, awaited, in a world of the page: its own, or that of an extension by the extension's origin. */
  evaluate<Result>(expression: string, origin?: string): Promise<Result>;
  /** Closes the page. */
  close(): Promise<void>;
}

export interface PipeBrowser {
  /** Id of the extension. */
  install(folder: string): Promise<string>;
  openPage(url: string): Promise<Attached>;
  /** Attaches to the extension's worker, which then stays alive; undefined when it does not run. */
  attachToWorker(id: string): Promise<Attached | undefined>;
  /** Ends the extension's worker, if it runs, and resolves when it is gone. */
  stopWorker(id: string): Promise<void>;
  close(): Promise<void>;
}

interface Context {
  readonly id: number;
  readonly origin: string;
  readonly auxData?: { readonly isDefault?: boolean };
}

/** Before a worker that did not end is told again. */
const SECOND_CLOSE_MS = 3_000;

interface Answer {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
  readonly method?: string;
  readonly sessionId?: string;
  readonly params?: { readonly context?: Context; readonly executionContextId?: number };
}

interface TargetInfo {
  readonly targetId: string;
  readonly type: string;
  readonly url: string;
}

/** Starts a browser with a profile of its own, off the network. */
export async function launchWithPipe(): Promise<PipeBrowser> {
  const executable = findBrowser('chromium');
  if (executable === undefined) throw new Error('No chromium found; "npm test" says how to get one');
  const profile = await mkdtemp(join(tmpdir(), 'vendor-lens-profile-'));
  const child = spawn(
    executable,
    [
      '--headless=new',
      '--remote-debugging-pipe',
      '--enable-unsafe-extension-debugging',
      `--user-data-dir=${profile}`,
      '--no-first-run',
      '--disable-dev-shm-usage',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const [, , , input, output] = child.stdio as unknown as [null, null, null, Writable, Readable];
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  /** Worlds of the attached pages, by session. */
  const contexts = new Map<string, Context[]>();
  let count = 0;

  function receive({ id, result, error, method, sessionId, params }: Answer): void {
    if (id !== undefined) {
      const call = waiting.get(id);
      waiting.delete(id);
      if (error) call?.reject(new Error(error.message));
      else call?.resolve(result);
    } else if (sessionId !== undefined) {
      const known = contexts.get(sessionId) ?? [];
      if (method === 'Runtime.executionContextCreated' && params?.context) contexts.set(sessionId, [...known, params.context]);
      if (method === 'Runtime.executionContextsCleared') contexts.delete(sessionId);
      if (method === 'Runtime.executionContextDestroyed')
        contexts.set(
          sessionId,
          known.filter((context) => context.id !== params?.executionContextId),
        );
    }
  }

  let rest: Buffer = Buffer.alloc(0);
  output.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
      receive(JSON.parse(rest.toString('utf8', 0, end)) as Answer);
      rest = rest.subarray(end + 1);
    }
  });

  function send<Result>(method: string, params: object = {}, sessionId?: string): Promise<Result> {
    count += 1;
    const id = count;
    input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return new Promise((resolve, reject) => waiting.set(id, { resolve: resolve as (value: unknown) => void, reject }));
  }

  async function attach(targetId: string): Promise<Attached> {
    const { sessionId } = await send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true });
    await send('Runtime.enable', {}, sessionId);
    const worldOf = (origin: string | undefined): Context | undefined =>
      contexts.get(sessionId)?.find((context) => (origin === undefined ? context.auxData?.isDefault : context.origin === origin));
    return {
      send: (method, params) => send(method, params, sessionId),
      async evaluate<Value>(expression: string, origin?: string): Promise<Value> {
        const { id } = await until('the world to run in', () => worldOf(origin));
        const { result, exceptionDetails } = await send<{ result: { value: Value }; exceptionDetails?: { exception?: object } }>(
          'Runtime.evaluate',
          { expression, contextId: id, awaitPromise: true, returnByValue: true },
          sessionId,
        );
        if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails.exception));
        return result.value;
      },
      close: async () => {
        await send('Target.closeTarget', { targetId });
      },
    };
  }

  const targets = async (): Promise<readonly TargetInfo[]> => (await send<{ targetInfos: TargetInfo[] }>('Target.getTargets')).targetInfos;
  const findWorker = async (id: string): Promise<TargetInfo | undefined> =>
    (await targets()).find(({ type, url }) => type === 'service_worker' && url.startsWith(`chrome-extension://${id}/`));

  return {
    install: async (path) => (await send<{ id: string }>('Extensions.loadUnpacked', { path })).id,
    openPage: async (url) => {
      const { targetId } = await send<{ targetId: string }>('Target.createTarget', { url });
      const page = await attach(targetId);
      const isLoaded = `location.href === ${JSON.stringify(url)} && document.readyState === 'complete'`;
      await until(`${url} to be loaded`, () => page.evaluate<boolean>(isLoaded));
      return page;
    },
    attachToWorker: async (id) => {
      const worker = await findWorker(id);
      return worker && attach(worker.targetId);
    },
    stopWorker: async (id) => {
      const worker = await findWorker(id);
      if (worker === undefined) return;
      const isGone = async (): Promise<boolean> => (await targets()).every(({ targetId }) => targetId !== worker.targetId);
      // One that is just being started does not hear of its end, and has to be told again.
      await until('the worker to be gone', async () => {
        await send('Target.closeTarget', { targetId: worker.targetId });
        return until('the worker to hear', isGone, SECOND_CLOSE_MS);
      });
    },
    close: async () => {
      child.kill();
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}
