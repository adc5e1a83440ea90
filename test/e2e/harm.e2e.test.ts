/** The same page with and without the extension, in both browsers: whoever works in it, and its own scripts, notice no difference. */
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PageCalls } from '../../src/messaging/calls.ts';
import { type ExtensionBrowser, launchChromium, launchFirefox } from '../browsers.ts';
import { type Site, serve } from '../serve.ts';
import { until } from '../until.ts';
import { findComponents } from './expected.ts';
import { type Session, startSession, type Tab } from './extension.ts';
import { type Diary, findPlace, keepDiary, readDiary } from './page-diary.ts';
import { findHiddenRoots, listDrawn } from './page-eyes.ts';

/** The one thing that the page may see: our host element, put beside the body. */
const hostAdded = 'childList html  +div -';

/** What somebody does in the page; told whether the extension marks it. */
type Act = (page: Page, isMarked: boolean) => Promise<unknown>;

interface Seen {
  readonly done: unknown;
  readonly loading: Diary;
  readonly acting: Diary;
}

describe.each(['chromium', 'firefox'] as const)('%s', (kind) => {
  let site: Site;
  let session: Session;
  let plain: ExtensionBrowser;
  beforeAll(async () => {
    site = await serve(findComponents(), { '/blank': '<!doctype html><title>Blank</title>' });
    session = await startSession({ kind });
    plain = await (kind === 'chromium' ? launchChromium : launchFirefox)();
  });
  afterEach(() => session.closePages());
  afterAll(async () => {
    await session?.close();
    await plain?.close();
    await site?.close();
  });

  /** Opens a page with the extension; resolves when its findings are marked. */
  async function openMarked(url: string, counted: number): Promise<Tab> {
    // The diary must be there before the page's own scripts.
    const tab = await session.open(`${site.origin}/blank`);
    await keepDiary(tab.page);
    await tab.page.goto(url);
    await tab.page.bringToFront();
    await session.whenDone(tab, `${counted} findings`, (report) => report.counted >= counted);
    if (kind === 'chromium') await until('marks', async () => listDrawn(await findHiddenRoots(tab.page)).length > 0);
    return tab;
  }

  async function openPlain(url: string): Promise<Page> {
    const page = await plain.browser.newPage();
    await keepDiary(page);
    await page.goto(url);
    await page.bringToFront();
    return page;
  }

  async function live(page: Page, act: Act, isMarked: boolean): Promise<Seen> {
    await until('the page to be ready', () => page.evaluate('"page" in window'));
    const loading = await readDiary(page);
    const done = await act(page, isMarked);
    return { done, loading, acting: await readDiary(page) };
  }

  /** Does the same in both browsers and expects the same of them. Gives what was done and seen without the extension. */
  async function compare(path: string, counted: number, act: Act): Promise<Seen> {
    const page = await openPlain(`${site.origin}/${path}`);
    const without = await live(page, act, false);
    await page.close();
    const tab = await openMarked(`${site.origin}/${path}`, counted);
    const seen = await live(tab.page, act, true);
    expect(seen.done).toEqual(without.done);
    expect(seen.acting).toEqual(without.acting);
    const records = [...seen.loading.records];
    const own = records.indexOf(hostAdded);
    expect(own, 'our host element among the changes').toBeGreaterThanOrEqual(0);
    records.splice(own, 1);
    expect({ ...seen.loading, records }).toEqual(without.loading);
    return without;
  }

  it('fields of a React form keep value and caret while somebody types fast, also in the middle', async () => {
    const { done, acting } = await compare('react-cart/', 4, async (page) => {
      const steps: unknown[] = [];
      await page.click('[data-line="3"] .description');
      await page.keyboard.press('Home');
      await page.keyboard.type('CrowdStrike Falcon for ');
      steps.push(await fieldsOf(page));
      for (let times = 0; times < 8; times += 1) await page.keyboard.press('ArrowLeft');
      await page.keyboard.type('Enterprise with FortiMail-200F ');
      await page.keyboard.press('Backspace');
      steps.push(await fieldsOf(page));
      await page.click('#add');
      await page.type('[data-line="5"] .description', 'VMware Cloud Foundation 5');
      await page.keyboard.press('Tab');
      await page.keyboard.type('32');
      steps.push(await fieldsOf(page), await page.$eval('#total', (total) => total.textContent));
      return steps;
    });
    expect(JSON.stringify(done)).toContain('CrowdStrike FalEnterprise with FortiMail-200Fcon for Dell P2425H');
    expect(acting.events.length).toBeGreaterThan(300);
    expect(acting.records.length).toBeGreaterThan(0);
  });

  it('rows are dragged, by the browser and by pointer events', async () => {
    const { done, acting } = await compare('controls/', 8, async (page) => {
      await drag(page, await findPlace(page, '#s1', 'CrowdStrike'), await findPlace(page, '#s3', 'Fortinet'));
      // Firefox has no drag and drop of its own for a driven mouse.
      if (kind === 'chromium') await drag(page, await findPlace(page, '#r1', 'PA-440'), await findPlace(page, '#r3', 'VMware vSAN 8'));
      return page.evaluate('page.order()');
    });
    expect(done).toEqual({ rows: kind === 'chromium' ? ['r2', 'r3', 'r1'] : ['r1', 'r2', 'r3'], sorted: ['s2', 's3', 's1'] });
    if (kind === 'chromium') expect(acting.events.filter((event) => event.startsWith('drop '))).toHaveLength(1);
  });

  it('words under marks are selected, clicked and pressed as ever', async () => {
    const { done, acting, loading } = await compare('controls/', 8, async (page, isMarked) => {
      const steps: unknown[] = [];
      const selected = async (): Promise<void> => {
        steps.push(await page.evaluate('getSelection().toString()'));
      };
      const title = await findPlace(page, 'h1', 'FortiGate-100F');
      await page.mouse.click(title.x, title.y, { count: 2 });
      await selected();
      const from = await findPlace(page, '#r1', 'Palo Alto');
      await drag(page, title, { x: from.x + 300, y: title.y });
      await selected();
      await page.keyboard.down('Shift');
      for (let times = 0; times < 4; times += 1) await page.keyboard.press('ArrowLeft');
      await page.keyboard.up('Shift');
      await selected();
      // Long enough nowhere for a card to close, and then over a mark for one to open.
      const button = await findPlace(page, '#press', 'FortiMail-200F');
      await page.mouse.move(1270, 890);
      await rest();
      await page.mouse.move(button.x, button.y, { steps: 5 });
      await rest();
      if (isMarked && kind === 'chromium') await until('the card', async () => listDrawn(await findHiddenRoots(page), 'card').length > 0);
      await page.mouse.click(button.x, button.y);
      await page.mouse.click(button.x, button.y, { button: 'right' });
      await page.keyboard.press('Escape');
      await page.keyboard.press('Enter');
      const summary = await findPlace(page, 'summary', 'Check Point');
      await page.mouse.click(summary.x, summary.y);
      const note = await findPlace(page, '#note', 'CrowdStrike');
      await page.mouse.click(note.x, note.y);
      await page.keyboard.press('End');
      await page.keyboard.type(', and Prisma Access');
      const link = await findPlace(page, '#link', 'vSphere');
      await page.mouse.click(link.x, link.y);
      steps.push(await page.evaluate('[location.hash, press.dataset.presses, details.open]'), await fieldsOf(page));
      return steps;
    });
    expect(JSON.stringify(done)).toContain('["#vsphere","2",true]');
    expect(JSON.stringify(done)).toContain('120 seats, and Prisma Access');
    expect(acting.events.length).toBeGreaterThan(80);
    expect(loading.shift).toBe(0);
  });

  it('the Tab key passes the same controls in the same order, and no field changes', async () => {
    const { done } = await compare('controls/', 8, async (page) => {
      const steps = [await fieldsOf(page)];
      for (let times = 0; times < 22; times += 1) {
        await page.keyboard.press('Tab');
        steps.push(await page.evaluate('diary.focus()'));
      }
      return steps;
    });
    expect(new Set((done as unknown[]).map(String)).size).toBeGreaterThan(14);
  });

  it('nothing of ours is left after "pause on this site", nor after the extension was reloaded', async () => {
    const path = `${site.otherOrigin}/controls/`;
    const page = await openPlain(path);
    await until('the page to be ready', () => page.evaluate('"page" in window'));
    const clean = await treeOf(page);
    const tab = await openMarked(path, 8);
    expect(await treeOf(tab.page)).not.toEqual(clean);

    const isClean = (): Promise<boolean> => treeOf(tab.page).then((tree) => JSON.stringify(tree) === JSON.stringify(clean));
    const setPaused = async (paused: boolean): Promise<void> => {
      const desk = await session.openSettings();
      await ask(desk, 'setPaused', { tabId: tab.id, host: 'localhost', paused });
      await tab.page.bringToFront();
    };
    await setPaused(true);
    await until('the page to be as it was', isClean);
    if (kind === 'chromium') expect(await findHiddenRoots(tab.page)).toEqual([]);
    await setPaused(false);
    await session.whenDone(tab, 'the findings again', ({ counted }) => counted >= 8);

    await readDiary(tab.page);
    await reload(session);
    await until('the new script to be there', async () => (await readDiary(tab.page)).records.includes(hostAdded));
    // The old script hears of its end at the next change.
    await tab.page.evaluate('document.body.dataset.changed = ""; delete document.body.dataset.changed');
    const hosts = (): Promise<unknown> => tab.page.evaluate('document.documentElement.children.length - 2');
    await until('one host element of ours at most', async () => Number(await hosts()) <= 1);
    await setPaused(true);
    await until('the page to be as it was', isClean);
    if (kind === 'chromium') expect(await findHiddenRoots(tab.page)).toEqual([]);
    await page.close();
  });
});

/** Longer than a pointer has to be over a mark, or away from it, until the card opens or closes. */
const HOVER_MS = 600;

const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, HOVER_MS));
const fieldsOf = (page: Page): Promise<unknown> => page.evaluate('diary.fields()');
const treeOf = (page: Page): Promise<unknown> => page.evaluate('diary.tree()');

async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x, from.y + 6, { steps: 3 });
  await page.mouse.move(to.x, to.y, { steps: 8 });
  await page.mouse.up();
}

/** As an update does it: the extension starts anew under open pages. What the session keeps open of it is closed then. */
async function reload(session: Session): Promise<void> {
  if (session.kind === 'chromium') {
    // A driven Chromium does not start an extension again that reloads itself.
    for (const { path } of (await session.browser.extensions()).values()) await session.browser.installExtension(path);
    return;
  }
  const desk = await session.openSettings();
  await desk.evaluate('void setTimeout(() => chrome.runtime.reload())');
}

/** One call to the worker, from a page of the extension. */
async function ask<Name extends keyof PageCalls>(
  desk: Page,
  name: Name,
  payload: Parameters<PageCalls[Name]>[0],
): Promise<ReturnType<PageCalls[Name]>> {
  const message = JSON.stringify({ to: 'worker', call: name, payload });
  const answer = await desk.evaluate(`chrome.runtime.sendMessage(${message}).then(JSON.stringify)`);
  const { ok, value, error } = JSON.parse(String(answer));
  if (!ok) throw new Error(error);
  return value;
}
