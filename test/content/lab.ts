/** Real browsers with the content script installed as a tiny extension, and pages made of strings. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { build } from 'vite';
import { type ExtensionBrowser, launchChromium, launchFirefox } from '../browsers.ts';
import { type Site, serve } from '../serve.ts';
import type { StartOptions } from './harness/harness.iife.ts';

export type Kind = 'chromium' | 'firefox';

/**
 * Browsers for the many cases in which both have always agreed: Firefox only with `BROWSERS=all`, as it doubles their time.
 * What differs between browsers is tested in both.
 */
export const usualKinds: readonly Kind[] = process.env.BROWSERS === 'all' ? ['chromium', 'firefox'] : ['chromium'];

/** A block as the worker gets it. */
export interface SentBlock {
  readonly id: number;
  readonly text: string;
  readonly row?: number;
  readonly field?: boolean;
  readonly links?: readonly string[];
}

/** A page with the content script in it. */
export interface Bench {
  readonly page: Page;
  /** Calls the harness in the extension's world. */
  ask<T>(call: string, argument?: unknown): Promise<T>;
  close(): Promise<void>;
}

export interface Lab {
  readonly kind: Kind;
  /** Opens a page; `start` is for the harness, null leaves it asleep. */
  open(html: string, start?: StartOptions | null): Promise<Bench>;
  close(): Promise<void>;
}

async function buildExtension(folder: string, harness: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      target: 'es2022',
      lib: {
        entry: fileURLToPath(new URL(`harness/${harness}.iife.ts`, import.meta.url)),
        formats: ['iife'],
        name: 'harness',
        fileName: () => 'harness.js',
      },
    },
  });
  await writeFile(
    join(folder, 'manifest.json'),
    JSON.stringify({
      manifest_version: 3,
      name: 'Content harness',
      version: '1.0',
      host_permissions: ['http://127.0.0.1/*'],
      content_scripts: [{ matches: ['http://127.0.0.1/*'], js: ['harness.js'], run_at: 'document_start' }],
      browser_specific_settings: { gecko: { id: 'content-harness@vendor-lens.example' } },
    }),
  );
}

/** Wraps a body in a page without surprises. */
export function pageOf(body: string, head = ''): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Test</title>${head}</head><body>${body}</body></html>`;
}

/** Starts one browser with a harness of the folder of that name. */
export async function openLab(kind: Kind, harness = 'harness'): Promise<Lab> {
  const folder = await mkdtemp(join(tmpdir(), 'vendor-lens-harness-'));
  await buildExtension(folder, harness);
  const launch = kind === 'chromium' ? launchChromium : launchFirefox;
  const running: ExtensionBrowser = await launch({ extension: folder });
  const pages: Record<string, string> = {};
  const site: Site = await serve(folder, pages);
  let count = 0;
  return {
    kind,
    async open(html, start = {}) {
      count += 1;
      const path = `/page-${count}`;
      pages[path] = html;
      const page = await running.browser.newPage();
      await page.goto(site.origin + path, { waitUntil: 'load' });
      await page.bringToFront();
      let calls = 0;
      const ask = async <T>(call: string, argument?: unknown): Promise<T> => {
        calls += 1;
        const answer = await page.evaluate(
          (message) =>
            new Promise<{ value?: unknown; error?: string }>((resolve) => {
              const listen = (event: MessageEvent) => {
                if (event.data?.answers !== message.harness) return;
                window.removeEventListener('message', listen);
                resolve(event.data);
              };
              window.addEventListener('message', listen);
              window.postMessage(message, '*');
            }),
          { harness: calls, call, argument },
        );
        if (answer.error !== undefined) throw new Error(`${call}: ${answer.error}`);
        return answer.value as T;
      };
      if (start !== null) await ask('start', start);
      return { page, ask, close: () => page.close() };
    },
    async close() {
      await running.close();
      await site.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
