/** Takes popup, settings, marks and card in light and dark, English and Chinese, from the real extension. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { views } from '../src/options/use-view.ts';
import { setLanguage, showView, unfold } from '../test/e2e/controls.ts';
import { type Session, startSession } from '../test/e2e/extension.ts';
import { findMarkCentre } from '../test/e2e/page-eyes.ts';
import { serve } from '../test/serve.ts';
import { until } from '../test/until.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = join(root, 'out/screenshots');
const languages = ['en', 'zh_CN'] as const;
const schemes = ['light', 'dark'] as const;

/** Writes `<what>-<scheme>-<language>.png` for every combination. */
export async function takeScreenshots(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const site = await serve(join(root, 'samples'));
  const session = await startSession({ kind: 'chromium' });
  try {
    for (const language of languages) {
      const settings = await session.openSettings();
      await setLanguage(settings, language);
      for (const scheme of schemes) await takeAll(session, settings, `${site.origin}/purchase-order.html`, scheme, language);
      await settings.close();
    }
  } finally {
    await session.close();
    await site.close();
  }
  console.log(`Screenshots are in ${folder}`);
}

async function takeAll(session: Session, settings: Page, url: string, scheme: 'light' | 'dark', language: string): Promise<void> {
  const save = (page: Page, what: string, fullPage = false): Promise<unknown> =>
    page.screenshot({ path: join(folder, `${what}-${scheme}-${language}.png`), fullPage });
  const dress = (page: Page): Promise<void> => page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);

  await settings.bringToFront();
  await settings.setViewport({ width: 1180, height: 900 });
  await dress(settings);
  for (const view of views) {
    await showView(settings, view);
    await save(settings, `settings-${view}`);
  }

  const tab = await session.open(url);
  await dress(tab.page);
  await session.whenDone(tab);
  const popup = await session.openPopup(tab);
  await popup.setViewport({ width: 420, height: 600 });
  await dress(popup);
  await save(popup, 'popup');
  await unfold(popup);
  await save(popup, 'popup-open', true);
  await popup.close();

  await tab.page.bringToFront();
  const mark = await until('a mark to be drawn', () => findMarkCentre(tab.page));
  await save(tab.page, 'marks');
  await tab.page.mouse.click(mark.x, mark.y);
  await until('the card to open', async () => (await findMarkCentre(tab.page, 'card')) ?? false);
  // It fades in.
  await new Promise((done) => setTimeout(done, 400));
  await save(tab.page, 'card');
  await tab.page.close();
}
