/** Files of our own package, fetched and never imported: a worker cannot `import()`, and they load only when needed. */
import type { Catalogue } from '../core/model.ts';
import { browser } from './browser.ts';

const INDEX = 'data/index.bin';

/** What was begun and not asked for yet. */
let begun: Promise<Response> | undefined;

/** Begins to fetch the index. Who asks for it hears of a failure. */
export function beginToFetch(): void {
  begun = fetchPackaged(INDEX);
}

async function fetchPackaged(path: string): Promise<Response> {
  const response = await fetch(browser.runtime.getURL(path));
  if (!response.ok) throw new Error(`${path} is missing from the package (${response.status})`);
  return response;
}

/** The bundled facts `withoutTerms`. They were checked against their schema when the package was built. */
export async function fetchCatalogue(): Promise<Catalogue> {
  return (await fetchPackaged('data/catalogue.json')).json() as Promise<Catalogue>;
}

/** The compiled index over the bundled facts, for `openIndex`. */
export async function fetchIndex(): Promise<ArrayBuffer> {
  // What was begun serves once: after a failure it is fetched anew.
  const response = begun ?? fetchPackaged(INDEX);
  begun = undefined;
  return (await response).arrayBuffer();
}

/** The words of everyday language, for `openOrdinaryWords`. Only imports ask for them. */
export async function fetchOrdinaryWords(): Promise<string> {
  return (await fetchPackaged('data/ordinary-words.txt')).text();
}

/** The messages of one `_locales` folder. */
export async function fetchMessages(locale: string): Promise<Readonly<Record<string, { readonly message: string }>>> {
  return (await fetchPackaged(`_locales/${locale}/messages.json`)).json() as Promise<Record<string, { message: string }>>;
}

/** The browser's interface language, BCP 47. */
export function getUiLanguage(): string {
  return browser.i18n.getUILanguage();
}
