/**
 * Real pages through the built extension: `npm run bench:pages -- --html DIR [--browser chromium|firefox] [--limit N]`.
 *
 * DIR holds saved pages (`*.html`) and, if there is one, `index.tsv` whose fifth column says `none` for pages without
 * any restricted name: every confirmed finding on those is a false flag. All bundled lists are switched on. Prints per
 * page what was found, what was read, the time from load to the last finding, and the longest task of the page's main
 * thread (long tasks begin at 50 ms; the page's own scripts are in it).
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readCatalogue } from '../scripts/catalogue.ts';
import type { Finding } from '../src/core/finding.ts';
import { startSession } from '../test/e2e/extension.ts';
import { serve } from '../test/serve.ts';
import { readPages } from './corpus.ts';

const { values } = parseArgs({
  options: { html: { type: 'string' }, browser: { type: 'string', default: 'chromium' }, limit: { type: 'string' } },
});
if (!values.html || (values.browser !== 'chromium' && values.browser !== 'firefox')) {
  console.error('bench:pages: name a folder of saved pages: --html DIR [--browser chromium|firefox] [--limit N]');
  process.exit(2);
}
const folder = resolve(values.html);
const pages = [...readPages(folder)].slice(0, values.limit ? Number(values.limit) : undefined);

const site = await serve(folder);
const session = await startSession({ kind: values.browser });
const settings = await session.openSettings();
const lists = Object.fromEntries(readCatalogue().lists.map((list) => [list.id, true]));
await settings.evaluate((on) => chrome.storage.local.set({ settings: { lists: on } }), lists);

let flags = 0;
let failures = 0;
const times: number[] = [];
for (const { file, isClean } of pages) {
  try {
    const tab = await session.open(`${site.origin}/${file}`);
    const loaded = performance.now();
    const report = await session.whenDone(tab, file, () => true, 90_000);
    const took = performance.now() - loaded;
    times.push(took);
    const longest = await tab.page.evaluate(
      () =>
        new Promise<number>((done) => {
          if (!PerformanceObserver.supportedEntryTypes.includes('longtask')) return done(0);
          const observer = new PerformanceObserver((list) => done(Math.max(...list.getEntries().map((entry) => entry.duration))));
          observer.observe({ type: 'longtask', buffered: true });
          setTimeout(() => done(0), 100);
        }),
    );
    const confirmed = [...report.confirmed, ...report.asked].flatMap((group) => group.items.flatMap((item) => item.findings));
    const possible = report.possible.flatMap((group) => group.items.flatMap((item) => item.findings));
    if (isClean) flags += confirmed.length;
    const { blocks, characters, unread } = report.coverage;
    console.log(
      `${file}: ${confirmed.length} confirmed${isClean ? ' (page marked clean)' : ''}, ${possible.length} possible, ${blocks} blocks, ${characters} characters, ${took.toFixed(0)} ms, longest task ${longest.toFixed(0)} ms${unread.length > 0 ? `, unread ${unread.map((gap) => `${gap.what} ${gap.count}`).join(', ')}` : ''}`,
    );
    for (const finding of confirmed) console.log(`    ${describe(finding)}`);
    for (const finding of possible) console.log(`    possible: ${describe(finding)}`);
    await session.closePages();
  } catch (error) {
    failures++;
    console.log(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
times.sort((a, b) => a - b);
console.log(
  `${pages.length} pages, ${failures} failed, ${flags} confirmed findings on pages marked clean, median ${times[times.length >> 1]?.toFixed(0)} ms`,
);
await session.close();
await site.close();

function describe({ vendor, product, match, evidence }: Finding): string {
  const around = `${match.before.slice(-40)}[[${match.text}]]${match.after.slice(0, 40)}`;
  return `${vendor.id}/${product?.id ?? ''} ${evidence.map((entry) => entry.code).join(',')} ${around}`.replace(/\s+/g, ' ');
}
