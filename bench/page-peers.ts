/** mark.js, the usual way to mark words in a page: the same terms on the same pages, in a browser without the extension. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { readCatalogue } from '../scripts/catalogue.ts';

const script = fileURLToPath(new URL('./peers/node_modules/mark.js/dist/mark.min.js', import.meta.url));

/** How many terms of the list mark.js gets. It looks through the page once for each, and calls itself for the next. */
export const MARKED_TERMS: readonly number[] = [100, 2_000];

/** One way to call mark.js. */
export interface PeerRun {
  readonly way: string;
  /** Milliseconds until it returned; null where it threw. */
  readonly ms: number | null;
  readonly error: string;
  readonly marks: number;
}

/** mark.js in the page, as far as it is called here. */
interface MarkJs {
  new (
    root: Element,
  ): {
    mark(terms: readonly string[], options: object): void;
    markRegExp(pattern: RegExp, options: object): void;
    unmark(): void;
  };
}

/** Whether the peers are installed: `npm ci --prefix bench/peers`. */
export const isPeerInstalled = (): boolean => existsSync(script);

/** Names of our own catalogue, as many as mark.js gets at most: those of vendors and products, longest first so that each is marked whole. */
export function peerTerms(): string[] {
  const { vendors } = readCatalogue();
  const names = vendors.flatMap(({ terms, products }) => [...terms, ...products.flatMap((product) => product.terms)]);
  const terms = [...new Set(names.map(({ text }) => text))].filter((name) => name.length > 2);
  return terms.slice(0, Math.max(...MARKED_TERMS)).sort((a, b) => b.length - a.length);
}

/** Marks the page that is open in all ways, one after the other, and takes the marks away after each. */
export async function runMarkJs(page: Page, terms: readonly string[]): Promise<PeerRun[]> {
  await page.evaluate(readFileSync(script, 'utf8'));
  return page.evaluate(
    (all, counts) => {
      const { Mark } = globalThis as unknown as { Mark: MarkJs };
      const options = { accuracy: 'exactly', separateWordSearch: false, diacritics: false };
      const escaped = all.map((term) => term.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'));
      const ways: [string, (mark: InstanceType<MarkJs>) => void][] = [
        ...counts.map((count): [string, (mark: InstanceType<MarkJs>) => void] => [
          `mark, ${count} terms`,
          (mark) => mark.mark(all.slice(0, count), options),
        ]),
        [`markRegExp, ${all.length} terms in one`, (mark) => mark.markRegExp(new RegExp(`\\b(?:${escaped.join('|')})\\b`, 'gi'), {})],
      ];
      return ways.map(([way, run]) => {
        const mark = new Mark(document.body);
        const begun = performance.now();
        let error = '';
        try {
          run(mark);
        } catch (caught) {
          const { name, message } = caught as Error;
          error = `${name}: ${message.slice(0, 20)} … ${message.slice(-40)}`;
        }
        const ms = performance.now() - begun;
        const marks = document.querySelectorAll('mark[data-markjs]').length;
        mark.unmark();
        return { way, ms: error === '' ? ms : null, error, marks };
      });
    },
    terms,
    MARKED_TERMS,
  );
}
