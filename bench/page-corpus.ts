/** Pages for `bench/page.ts`: the fixtures, made-up ones, and saved ones. Their scripts do not run. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readPages } from './corpus.ts';
import { longDocument, orderTable } from './live-pages.ts';

export interface BenchPage {
  /** Where it is served: "/NAME". */
  readonly path: string;
  readonly html: string;
}

const fixtures = fileURLToPath(new URL('../test/fixtures/pages/', import.meta.url));

/** Sizes of made-up pages, characters of HTML, and rows of made-up orders: what shops, terms and order forms have. */
const DOCUMENTS: readonly number[] = [20_000, 60_000, 120_000, 250_000];
const ORDERS: readonly number[] = [20, 60, 200];
/** Characters of HTML of the largest page; some 80,000 text nodes. */
const LARGEST = 4_000_000;

/** A saved page's scripts would build another page, or wait for a network that is not there. Extensions are not held by this. */
const WITHOUT_SCRIPTS = `<meta http-equiv="Content-Security-Policy" content="script-src 'none'">`;

const still = (html: string): string => `<!doctype html>${WITHOUT_SCRIPTS}${html.replace(/^\s*<!doctype[^>]*>/i, '')}`;

/** The pages of a folder (`*.html`); without one the fixtures and a made-up set. */
export function corpusPages(folder: string | undefined): BenchPage[] {
  if (folder !== undefined) return [...readPages(folder)].map(({ file, html }) => ({ path: `/${file}`, html: still(html) }));
  const stored = readdirSync(fixtures).map((name) => ({
    path: `/${name}`,
    html: still(readFileSync(join(fixtures, name, 'index.html'), 'utf8').replaceAll('{{other}}', '')),
  }));
  const documents = DOCUMENTS.map((size) => ({ path: `/document-${size}`, html: longDocument(size) }));
  const orders = ORDERS.map((rows) => ({ path: `/order-${rows}`, html: orderTable(rows) }));
  return [...stored, ...documents, ...orders];
}

export const largestPage: BenchPage = { path: '/largest', html: longDocument(LARGEST) };

/** An order of so many rows. */
export const orderPage = (rows: number): BenchPage => ({ path: '/order', html: orderTable(rows) });
