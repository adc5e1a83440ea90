/** What the browsers themselves do for an import: decode, pack and unpack, under the policy of an extension's page. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ExtensionBrowser, launchChromium, launchFirefox } from '../browsers.ts';
import { type Site, serve } from '../serve.ts';
import type { Harness } from './harness/main.ts';

let folder: string;
let site: Site;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vendor-lens-import-'));
  const root = fileURLToPath(new URL('harness', import.meta.url));
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    publicDir: false,
    build: { outDir: folder, emptyOutDir: true, target: 'es2023' },
  });
  site = await serve(folder);
});
afterAll(async () => {
  await site.close();
  await rm(folder, { recursive: true });
});

describe.each([
  ['chromium', launchChromium],
  ['firefox', launchFirefox],
] as const)('%s', (_, launch) => {
  let session: ExtensionBrowser;
  let page: Page;
  beforeAll(async () => {
    session = await launch();
    page = await session.browser.newPage();
    await page.goto(`${site.origin}/`);
    await page.waitForFunction(() => 'harness' in window);
  });
  afterAll(() => session.close());

  test.each(['csv', 'xlsx', 'json'] as const)('%s: 20,000 entries come back as they were', async (format) => {
    const same = await page.evaluate((wanted) => (window as unknown as { harness: Harness }).harness.roundTrip(wanted, 20_000), format);
    expect(same).toBe(20_000);
  });

  test('a workbook whose middle is lost is damaged', async () => {
    expect(await page.evaluate(() => (window as unknown as { harness: Harness }).harness.readBroken())).toBe('damaged');
  });
});
