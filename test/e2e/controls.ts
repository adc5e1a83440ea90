/** What a reviewer does in the popup and in the settings page. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import type { View } from '../../src/options/use-view.ts';
import type { HomeMarket, Settings } from '../../src/settings/schema.ts';
import { until } from '../until.ts';

const messages = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../public/_locales/en/messages.json', import.meta.url)), 'utf8'),
) as Record<string, { readonly message: string } | undefined>;

/** The English words of a message key. */
export function message(key: string): string {
  const found = messages[key];
  if (found === undefined) throw new Error(`_locales/en has no ${key}`);
  return found.message;
}

/** Presses the button with these words, as an assistive technology would find it. */
export async function press(page: Page, label: string): Promise<void> {
  await page.bringToFront();
  const button = await until(`the button "${label}"`, () => page.$(`::-p-aria([name="${label}"][role="button"])`));
  await button.click();
}

/** Opens the first of several lines that begin with these words and go on with what they are of. */
export async function open(page: Page, label: string): Promise<void> {
  await page.bringToFront();
  const line = await until(`the line "${label}"`, async () => {
    for (const button of await page.$$('button[aria-expanded="false"]')) {
      if (await button.evaluate((element, words) => element.textContent?.startsWith(`${words}: `), label)) return button;
    }
    return undefined;
  });
  await line.click();
}

/** Opens everything that is folded, so that all of a page's words are there. */
export async function unfold(page: Page): Promise<void> {
  await until('nothing to be folded any more', () =>
    page.evaluate(
      (moreLabels) => {
        const isMore = (button: HTMLButtonElement): boolean => moreLabels.some((label) => button.textContent?.startsWith(label));
        const closed = [...document.querySelectorAll<HTMLButtonElement>('main button')].filter(
          (button) => button.getAttribute('aria-expanded') === 'false' || isMore(button),
        );
        for (const button of closed) button.click();
        return closed.length === 0;
      },
      [message('action_all_places'), message('action_all_offers')].map((text) => text.split('$')[0] ?? text),
    ),
  );
}

/** Goes to one part of the settings, as its link in the way-finder does. */
export async function showView(settings: Page, view: View): Promise<void> {
  await settings.bringToFront();
  await settings.evaluate((name) => {
    location.hash = name;
  }, view);
  await until(`${view} to be shown`, () => settings.$(`#${view}-title`));
}

/** Whether a list is switched on, as its switch says. */
export async function isListOn(settings: Page, list: string): Promise<boolean> {
  return settings.$eval(switchOf(list), (element) => element.getAttribute('aria-checked') === 'true');
}

/** Switches a list on or off and waits until its switch says so. */
export async function switchList(settings: Page, list: string, isOn: boolean): Promise<void> {
  await settings.bringToFront();
  if ((await isListOn(settings, list)) !== isOn) await settings.click(switchOf(list));
  await until(`${list} to be ${isOn ? 'on' : 'off'}`, async () => (await isListOn(settings, list)) === isOn);
}

export async function setHomeMarket(settings: Page, market: HomeMarket): Promise<void> {
  await showView(settings, 'lists');
  await choose(settings, 'CN', market);
}

export async function setLanguage(settings: Page, language: Settings['language']): Promise<void> {
  await showView(settings, 'display');
  await choose(settings, 'zh_CN', language);
  if (language === 'auto') return;
  await until('the page to change its language', () =>
    settings.evaluate((wanted) => document.documentElement.lang.replace('-', '_') === wanted, language),
  );
}

/** The file that the page gives to the browser to save. */
export async function savedBy(settings: Page, save: () => Promise<void>): Promise<Uint8Array> {
  await settings.evaluate(() => {
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      URL.createObjectURL = make;
      void (blob as Blob).arrayBuffer().then((bytes) => {
        document.body.dataset.saved = [...new Uint8Array(bytes)].join();
      });
      return make(blob);
    };
  });
  await save();
  const saved = await until('the file', () => settings.evaluate(() => document.body.dataset.saved));
  await settings.evaluate(() => delete document.body.dataset.saved);
  return Uint8Array.from(saved.split(',').map(Number));
}

const switchOf = (list: string): string => `[role="switch"][data-list="${list}"]`;

/** Picks a value in the drop-down that offers `known`. */
async function choose(settings: Page, known: string, value: string): Promise<void> {
  await settings.bringToFront();
  const select = `select:has(option[value="${known}"])`;
  await settings.select(select, value);
  await until(`${value} to be chosen`, () =>
    settings.$eval(select, (element, wanted) => (element as HTMLSelectElement).value === wanted, value),
  );
}
