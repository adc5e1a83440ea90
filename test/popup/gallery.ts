/** The popup alone in a browser, over the fakes. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import preact from '@preact/preset-vite';
import type { Page } from 'puppeteer-core';
import { build } from 'vite';
import { launchChromium } from '../browsers.ts';
import type { tabs } from '../fakes/popup-connection.ts';
import { serve } from '../serve.ts';
import { until } from '../until.ts';

export interface Gallery {
  /** Shows a tab of the fakes in a window of a popup's size; resolves when it is drawn. */
  open(tab: keyof typeof tabs, language?: 'en' | 'zh_CN', scheme?: 'light' | 'dark'): Promise<Page>;
  close(): Promise<void>;
}

/** Builds the popup with the fakes and starts one browser. */
export async function openGallery(): Promise<Gallery> {
  const folder = await mkdtemp(join(tmpdir(), 'vendor-lens-gallery-'));
  await build({
    configFile: false,
    root: fileURLToPath(new URL('gallery', import.meta.url)),
    logLevel: 'error',
    publicDir: false,
    plugins: [preact()],
    build: { outDir: folder, emptyOutDir: true, minify: false, target: 'es2022' },
  });
  const site = await serve(folder);
  const { browser, close } = await launchChromium();
  return {
    async open(tab, language = 'en', scheme = 'light') {
      const page = await browser.newPage();
      await page.setViewport({ width: 420, height: 600 });
      await page.emulateMediaFeatures([
        { name: 'prefers-color-scheme', value: scheme },
        { name: 'prefers-reduced-motion', value: 'reduce' },
      ]);
      await page.goto(`${site.origin}/index.html?tab=${tab}&language=${language}`);
      await until('the popup to be drawn', () => page.$('h1'));
      return page;
    },
    async close() {
      await close();
      await site.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
