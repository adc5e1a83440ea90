/** What the worker seldom needs is in a script of its own: no start holds it, and it is there when an alarm asks for it. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestKey, packJson, signed } from '../core/signed-packs.ts';
import { type PackServer, servePack } from '../pack-server.ts';
import { until } from '../until.ts';
import { type Session, startSession } from './extension.ts';

const read = (kind: 'chromium' | 'firefox', file: string): string =>
  readFileSync(new URL(`../../dist/${kind === 'chromium' ? 'chrome' : 'firefox'}/${file}`, import.meta.url), 'utf8');

describe.each(['chromium', 'firefox'] as const)('%s', (kind) => {
  let server: PackServer;
  let session: Session;
  beforeAll(async () => {
    server = await servePack();
    session = await startSession({ kind });
  });
  afterAll(async () => {
    await session?.close();
    await server?.close();
  });

  it.each(['Subscriptions = class', 'RecordPacker = class', 'JWSInvalid'])('a start does not read %s', (seldom) => {
    expect(read(kind, 'src/background/second.iife.js').includes(seldom)).toBe(true);
    expect(read(kind, 'service-worker-loader.js').includes(seldom)).toBe(false);
  });

  it('an alarm has a list fetched though the worker was stopped', async () => {
    const key = await createTestKey();
    server.serve(await signed(packJson({ version: 7 }, ['Quillfeather Optics']), key));
    const page = await session.openSettings();
    const ask = (call: string, payload: object): Promise<unknown> =>
      page.evaluate((message) => chrome.runtime.sendMessage(message), { to: 'worker', call, payload });
    expect(await ask('subscribe', { url: server.url, key: key.thumbprint })).toEqual({ ok: true, value: null });
    const alarm = (): Promise<{ name: string; scheduledTime: number; periodInMinutes?: number } | undefined> =>
      page.evaluate(async () => (await chrome.alarms.getAll())[0]);
    const first = await until('the alarm of the next check', alarm);
    expect(server.answers).toEqual([200]);
    // It comes again by itself, should a worker die as it comes.
    expect(first.periodInMinutes).toBe(5);

    await session.stopWorker();
    server.serve(await signed(packJson({ version: 8 }, ['Umbrage Works']), key));
    await page.evaluate((name) => chrome.alarms.create(name, { when: Date.now() + 1_000 }), first.name);
    await until('the newer version to be fetched', () => server.answers.length === 2);
    await until('the next check to be set', async () => ((await alarm())?.scheduledTime ?? 0) > Date.now() + 3_600_000);
    expect(server.answers).toEqual([200, 200]);
  });
});
