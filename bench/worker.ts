/**
 * The background worker of the built extension (dist/chrome, or DIR) in Chromium:
 * `npm run bench:worker -- [--runs 9] [--names 200000,1000000] [--extension DIR]`.
 *
 * What it costs to be killed all the time: from a stopped worker to the first answer, beside the limit, which is the same
 * question to an extension whose worker is three lines long, in the same browser; with the bundled lists, and with own
 * lists of so many names beside them, imported through the settings page. A page is sent as the content script sends it, a
 * short first message and then all of it, and told are both the first answer and that to the whole; and once all of it in
 * one message, which is what earlier versions were measured with. Then the same calls while it runs; calls
 * of a tab that is full of findings; what messages weigh; and its memory before, while and after a very large page is read.
 *
 * Calls go out from the content script's own world in a page, and from a page of the extension: real messages through the
 * browser, timed in the page from sending to the answer. They are made up here and not read from the page, which holds
 * next to nothing, so that nothing else speaks to the worker. A worker is stopped through the debugger, which waits until
 * it is gone and is attached to none that is timed. No page of an extension is open then: its process would do for the
 * worker's. The order of the variants changes with every run.
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { copyWithGrant } from '../scripts/lib/grant.mjs';
import { MAX_MATCHES_PER_TAB } from '../src/background/tab-record.ts';
import { BATCH_UNITS, FIRST_UNITS, fillMessage } from '../src/content/outbox.ts';
import type { Block } from '../src/core/finding.ts';
import type { ContentCalls, PageCalls } from '../src/messaging/calls.ts';
import { MARK_SIZE } from '../src/messaging/marks.ts';
import { serve } from '../test/serve.ts';
import { until } from '../test/until.ts';
import { median, printGoals, show } from './figures.ts';
import { longDocument, orderTable } from './live-pages.ts';
import { makeNames } from './match/names.ts';
import { readPieces } from './match/text.ts';
import { type Attached, launchWithPipe } from './pipe.ts';
import { type Goal, type Sample, type Series, saveResults } from './results.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '9' },
    extension: { type: 'string', default: fileURLToPath(new URL('../dist/chrome/', import.meta.url)) },
    names: { type: 'string', default: '200000,1000000' },
  },
});
const runs = Number(values.runs);
const sizes = values.names
  .split(',')
  .map(Number)
  .filter((size) => size !== 0);
if (!(runs >= 1) || sizes.some((size) => !(size > 0))) {
  console.error('usage: bench:worker -- [--runs 9] [--names 200000,1000000] [--extension DIR]');
  process.exit(2);
}

const PAGE_UNITS = 50_000;
const LARGE_PAGE_UNITS = 5_000_000;
/** The script looks at a page once more until 5 s after it began; what it says then must not fall among our calls. */
const QUIET_MS = 6_000;
/** A million names take half a minute on two busy cores. */
const IMPORT_MS = 180_000;
/** After a worker is gone, until the browser has tidied up. */
const REST_MS = 400;

const built = values.extension;
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/* What is sent */

type ScreenCall = Parameters<ContentCalls['screen']>[0];
interface Message {
  readonly to: 'worker';
  readonly call: string;
  readonly payload: unknown;
}

/** A call that a content script may not make: refused at once, nothing is loaded for it. */
const PING: Message = { to: 'worker', call: 'ping', payload: {} };

function screenMessage(blocks: readonly Block[], more: Partial<ScreenCall> = {}): Message {
  const characters = blocks.reduce((sum, { text }) => sum + text.length, 0);
  const payload: ScreenCall = {
    scan: 'bench',
    startedAt: Date.now(),
    reset: true,
    complete: true,
    title: 'Purchase order 4500071832',
    blocks,
    removed: [],
    away: [],
    returned: [],
    lines: { lines: [], gone: [], tables: null },
    coverage: { blocks: blocks.length, characters, fields: 0, cells: blocks.length, attributes: 0, shadowRoots: 0, unread: [] },
    hasMarker: true,
    ...more,
  };
  return { to: 'worker', call: 'screen', payload };
}

/** The texts of a page between its tags, of one row where they stand in one, until there is enough. */
function blocksOf(html: string, units: number): Block[] {
  const blocks: Block[] = [];
  let row = 0;
  let length = 0;
  for (const [tag, text] of html.slice(html.indexOf('<body>')).matchAll(/<[^>]+>([^<]*)/g)) {
    if (tag.startsWith('<tr')) row += 1;
    const isCell = /^<t[dh]/.test(tag);
    if (!text?.trim() || length + text.length > units) continue;
    blocks.push({ id: blocks.length, text, ...(isCell ? { row } : {}) });
    length += text.length;
  }
  return blocks;
}

/** Splits as the content script does. */
function batchesOf(blocks: readonly Block[]): Block[][] {
  const batches: Block[][] = [];
  for (let rest = blocks; rest.length > 0; rest = rest.slice(batches.at(-1)?.length)) batches.push(fillMessage(rest, BATCH_UNITS));
  return batches;
}

/** A line of an order, in which a restricted product stands: one finding each. */
const fullBlocks: readonly Block[] = Array.from({ length: MAX_MATCHES_PER_TAB }, (_, id) => ({
  id,
  text: `Line ${id + 1}: FortiGate-100F next-generation firewall with one year of support, delivered to gate ${id % 9}`,
  row: id,
}));
const findingless: Block = { id: MAX_MATCHES_PER_TAB + 1, text: 'Hose clamp, stainless steel, 32 mm' };

const pageBlocks = blocksOf(orderTable(1_000), PAGE_UNITS);
const messages = {
  ping: PING,
  page: screenMessage(pageBlocks),
  'page, beginning': screenMessage(fillMessage(pageBlocks, FIRST_UNITS), { complete: false, isAhead: true }),
  // The beginning goes again with it: what stands around a name decides what it is.
  'page, all': screenMessage(pageBlocks, { reset: false }),
  full: screenMessage(fullBlocks),
  'edit nothing': screenMessage([findingless], { reset: false }),
  'edit finding': screenMessage(fullBlocks.slice(0, 1), { reset: false }),
} satisfies Record<string, Message>;
type MessageName = keyof typeof messages;

/* The extensions */

/** An extension whose worker answers and does nothing else: what a stopped worker costs in itself. */
async function writeBareExtension(folder: string): Promise<void> {
  const manifest = {
    manifest_version: 3,
    name: 'Bare',
    version: '1',
    background: { service_worker: 'worker.js' },
    content_scripts: [{ matches: ['http://127.0.0.1/*'], js: ['content.js'] }],
  };
  await mkdir(folder);
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(
    join(folder, 'worker.js'),
    'chrome.runtime.onMessage.addListener((_message, _sender, respond) => respond({ ok: false }));',
  );
  await writeFile(join(folder, 'content.js'), '');
}

/* Timing */

interface Timed {
  readonly ms: number;
  /** Of the answer as JSON. */
  readonly bytes: number;
  /** Marks in the answer; undefined where it has none. */
  readonly marks?: number;
}

/**
 * Sends a message that is kept in the world as `bench[name]`, and notes how long the answer takes. What begins a page is of a new life
 * of it, as in a page, and what follows is of the same.
 */
const timed = (name: string): string => `(async () => {
  const { payload } = bench[${JSON.stringify(name)}];
  if (payload.reset) globalThis.scan = crypto.randomUUID();
  if (payload.scan) payload.scan = globalThis.scan;
  const begun = performance.now();
  const answer = await chrome.runtime.sendMessage(bench[${JSON.stringify(name)}]);
  return { ms: performance.now() - begun, bytes: JSON.stringify(answer ?? null).length, marks: answer?.value?.marks && answer.value.marks.numbers.length / ${MARK_SIZE} };
})()`;
const keep = (kept: object): string => `globalThis.bench = ${JSON.stringify(kept)}; undefined`;

/* The rows of a page: all of it in one message, and the two answers where it is sent as pages are. */
const PAGE = '50,000 characters';
const EMPTY = 'empty worker';
const FIRST_ANSWER = ', first answer';
const WHOLE = ', whole page answered';

const figures = new Map<string, number[]>();
const note = (name: string, value: number): void => {
  figures.set(name, [...(figures.get(name) ?? []), value]);
};
const of = (name: string): readonly number[] => figures.get(name) ?? [];

async function repeat(work: (run: number) => Promise<void>, times = runs): Promise<void> {
  for (let run = 0; run < times; run += 1) await work(run);
}

interface Heap {
  readonly usedSize: number;
  readonly backingStorageSize?: number;
  readonly embedderHeapUsedSize?: number;
}

/** Megabytes that the worker holds: objects, and the bytes behind its typed arrays. */
async function heapOf(worker: Attached, isCollected: boolean): Promise<number> {
  if (isCollected) await worker.send('HeapProfiler.collectGarbage');
  const heap = await worker.send<Heap>('Runtime.getHeapUsage');
  return (heap.usedSize + (heap.embedderHeapUsedSize ?? 0) + (heap.backingStorageSize ?? 0)) / 2 ** 20;
}

const besidesNames = (size: number): string => `, ${size.toLocaleString('en')} own names`;

/** Imports a list through the settings page, as a reviewer does. */
async function importNames(settings: Attached, file: string): Promise<void> {
  const input = `document.querySelector('#own input[type="file"]')`;
  await until('the settings page', () => settings.evaluate(`${input} !== null`));
  const { result } = await settings.send<{ result: { objectId: string } }>('Runtime.evaluate', { expression: input });
  await settings.send('DOM.setFileInputFiles', { objectId: result.objectId, files: [file] });
  // The first rows, and what would be stored: each has one button that goes on.
  for (const [state, next] of [
    ['preview', 'summary'],
    ['summary', 'imported'],
  ] as const) {
    const step = (handle: string): Promise<boolean> =>
      settings.evaluate(`document.querySelector('#own [data-import="${handle}"]') !== null`);
    await until(`the import to be at ${state}`, () => step(state), IMPORT_MS);
    await settings.evaluate(`document.querySelector('#own .button-main').click()`);
    await until(`the import to be at ${next}`, () => step(next), IMPORT_MS);
  }
}

/* The run */

if (!existsSync(join(built, 'manifest.json'))) throw new Error(`${built} is missing: run "npm run build" first`);
const scratch = await mkdtemp(join(tmpdir(), 'vendor-lens-bench-'));
const site = await serve(scratch, {
  '/': '<!doctype html><title>Quiet</title><p>Nothing to speak of.',
  '/full': `<!doctype html><title>Full</title>${fullBlocks.map(({ text }) => `<p>${text}`).join('')}`,
});
const browser = await launchWithPipe();
try {
  await copyWithGrant(built, join(scratch, 'ours'));
  await writeBareExtension(join(scratch, 'bare'));
  const bareId = await browser.install(join(scratch, 'bare'));
  const ourId = await browser.install(join(scratch, 'ours'));
  const bareWorld = `chrome-extension://${bareId}`;
  const ourWorld = `chrome-extension://${ourId}`;
  // The script is registered by the worker, which starts with the installation.
  await wait(2_000);
  const page = await browser.openPage(`${site.origin}/`);
  await page.evaluate(keep({ ping: PING }), bareWorld);
  await page.evaluate(keep(messages), ourWorld);
  // The messages stand for a page of their own: its script gives way to one that says, when it is asked, that this page is there.
  const starter = await browser.openPage(`${ourWorld}/src/options/index.html`);
  await starter.evaluate(
    `chrome.tabs.query({ url: '${site.origin}/' }).then(([tab]) => chrome.tabs.sendMessage(tab.id, { to: 'frame', call: 'stop', payload: {} }))`,
  );
  await starter.close();
  await page.evaluate(
    'chrome.runtime.onMessage.addListener(({ call }, _, respond) => respond({ ok: true, value: call === "report" ? "bench" : true }))',
    ourWorld,
  );
  await wait(QUIET_MS);

  /** Sends one of `messages` and throws where the answer is not what it has to be. */
  const send = async (name: MessageName): Promise<Timed> => {
    const answer = await page.evaluate<Timed>(timed(name), ourWorld);
    if (name !== 'ping' && !answer.marks) throw new Error(`${name}: an answer without marks`);
    return answer;
  };

  /** What is timed, by what it adds to a name. */
  type Timing = Readonly<Record<string, number>>;
  const inOne = async (name: MessageName): Promise<Timing> => ({ '': (await send(name)).ms });
  /** The rest goes out as soon as the beginning is answered: in a pause between them, own lists would be read at nobody's cost. */
  const inTwo = async (): Promise<Timing> => {
    const [first, rest] = await page.evaluate<[Timed, Timed]>(
      `(async () => [await ${timed('page, beginning')}, await ${timed('page, all')}])()`,
      ourWorld,
    );
    for (const { marks } of [first, rest]) if (!marks) throw new Error('page in two messages: an answer without marks');
    return { [FIRST_ANSWER]: first.ms, [WHOLE]: first.ms + rest.ms };
  };
  const cold: readonly (readonly [name: string, work: () => Promise<Timing>])[] = [
    [EMPTY, async () => ({ '': (await page.evaluate<Timed>(timed('ping'), bareWorld)).ms })],
    ['refused call', () => inOne('ping')],
    [PAGE, () => inOne('page')],
    [PAGE, inTwo],
  ];
  // Once unseen: what the browser compiles and keeps at a first start is not there yet.
  const measureCold = (besides: string): Promise<void> =>
    repeat(async (run) => {
      for (let i = 0; i < cold.length; i += 1) {
        const [name, work] = cold[(i + run) % cold.length] as (typeof cold)[number];
        await browser.stopWorker(bareId);
        await browser.stopWorker(ourId);
        await wait(REST_MS);
        for (const [part, ms] of Object.entries(await work())) if (run > 0) note(`stopped: ${name}${part}${besides}`, ms);
      }
    }, runs + 1);
  await measureCold('');
  await repeat(async () => {
    for (const [name, work] of cold) for (const [part, ms] of Object.entries(await work())) note(`running: ${name}${part}`, ms);
  });

  // A tab full of findings.
  const desk = await browser.openPage(`${ourWorld}/src/options/index.html`);
  // The popup asks the page whether it is still the one that is known, so that one must be real.
  const fullPage = await browser.openPage(`${site.origin}/full`);
  const tabId = await desk.evaluate<number>(`chrome.tabs.query({ url: '${site.origin}/full' }).then(([tab]) => tab.id)`);
  const view: Parameters<PageCalls['getTab']>[0] = { tabId };
  await desk.evaluate(keep({ view: { to: 'worker', call: 'getTab', payload: view } }));
  const askPopup = async (): Promise<Timed> => {
    const answer = await desk.evaluate<Timed>(timed('view'));
    if (answer.bytes < 100 * MAX_MATCHES_PER_TAB) throw new Error(`popup: an answer of ${answer.bytes} bytes`);
    return answer;
  };
  await until('the full page to be read', askPopup, QUIET_MS);
  await wait(QUIET_MS);
  await repeat(async () => {
    const full = await send('full');
    if (full.marks !== MAX_MATCHES_PER_TAB) throw new Error(`${full.marks} marks where ${MAX_MATCHES_PER_TAB} were wanted`);
    note('full tab: all of it at once', full.ms);
    note('bytes: answer with 3,000 marks', full.bytes);
    note('full tab: a block without a finding', (await send('edit nothing')).ms);
    note('full tab: a block with a finding', (await send('edit finding')).ms);
    const popup = await askPopup();
    note('full tab: popup', popup.ms);
    note('bytes: popup with 3,000 findings', popup.bytes);
  });
  note('bytes: session storage with 3,000 findings', await desk.evaluate<number>('chrome.storage.session.getBytesInUse(null)'));
  await repeat(async () => {
    await browser.stopWorker(ourId);
    await wait(REST_MS);
    note('full tab: popup, worker stopped', (await askPopup()).ms);
  });

  await fullPage.close();

  // Memory, and the largest batch.
  const batches = batchesOf(blocksOf(longDocument(1.4 * LARGE_PAGE_UNITS), LARGE_PAGE_UNITS));
  const large = batches.map((blocks, at) => screenMessage(blocks, { reset: at === 0, complete: at === batches.length - 1 }));
  note('bytes: batch', JSON.stringify(large[0]).length);
  await page.evaluate(keep({ ...messages, ...large }), ourWorld);
  await send('page');
  const worker = await browser.attachToWorker(ourId);
  if (!worker) throw new Error('The worker does not run');
  await repeat(
    async () => {
      await send('page');
      note('memory: before', await heapOf(worker, true));
      let most = 0;
      for (const at of large.keys()) {
        note('running: batch of 262,144 characters', (await page.evaluate<Timed>(timed(String(at)), ourWorld)).ms);
        most = Math.max(most, await heapOf(worker, false));
      }
      note('memory: at most, garbage included', most);
      note('memory: after', await heapOf(worker, true));
      await send('page');
      note('memory: after, page left', await heapOf(worker, true));
    },
    Math.min(runs, 5),
  );
  await desk.close();

  // With lists of the organisation's own beside the bundled ones; each stays when the next one comes.
  const names = sizes.length > 0 ? makeNames(sizes, readPieces(undefined), 1) : [];
  for (const size of sizes) {
    const file = join(scratch, `names-${size}.txt`);
    await writeFile(file, names.slice(0, size).join('\n'));
    const settings = await browser.openPage(`${ourWorld}/src/options/index.html#own`);
    const begun = performance.now();
    await importNames(settings, file);
    note(`import: ${size.toLocaleString('en')} names`, performance.now() - begun);
    await settings.close();
    await measureCold(besidesNames(size));
  }
} finally {
  await browser.close();
  await site.close();
  await rm(scratch, { recursive: true, force: true });
}

/* What came of it */

const size = (name: string): string => name.slice(name.indexOf(': ') + 2);
const samples = (family: string): Sample[] =>
  [...figures].flatMap(([name, values]) => (name.startsWith(`${family}: `) ? [{ x: size(name), runs: values }] : []));
const ours = (family: string): Series[] => [{ name: 'Vendor Lens', role: 'ours', samples: samples(family) }];
const withLimit = (family: string): Series[] => {
  const isLimit = ({ x }: Sample): boolean => x.startsWith(EMPTY);
  return [
    { name: 'Vendor Lens', role: 'ours', samples: samples(family).filter((sample) => !isLimit(sample)) },
    { name: 'a worker of three lines', role: 'limit', samples: samples(family).filter(isLimit) },
  ];
};

const ratio = (name: string, to: string): number => median(of(name)) / median(of(to));
/** To the first answer for a page, beside what another call takes in the same minutes. */
const pageGoal = (besides: string, limit: number, to: string, than: string): Goal => ({
  what: `stopped worker, ${PAGE}${besides}: first answer, against ${than}`,
  value: ratio(`stopped: ${PAGE}${FIRST_ANSWER}${besides}`, `stopped: ${to}${besides}`),
  limit,
  bound: 'at most',
  unit: 'x',
});
const goals: Goal[] = [
  ...['', ...sizes.map(besidesNames)].flatMap((besides, i) => {
    const limit = (sizes[i - 1] ?? 0) > 200_000 ? 3 : 2;
    return [pageGoal(besides, limit, EMPTY, 'an empty stopped worker'), pageGoal(besides, limit, 'refused call', 'a refused call to it')];
  }),
  {
    what: 'memory after a page of 5 million characters, against before',
    value: ratio('memory: after, page left', 'memory: before'),
    limit: 1.05,
    bound: 'at most',
    unit: 'x',
  },
  {
    what: 'largest message, of the 64 MiB that a browser takes',
    value: Math.max(...of('bytes: popup with 3,000 findings'), ...of('bytes: batch')) / 2 ** 26,
    limit: 0.1,
    bound: 'at most',
    unit: '',
  },
];

console.log(`\n${''.padEnd(52)}       min    median       max`);
for (const [name, list] of figures) {
  console.log(
    `${name.padEnd(52)}${[Math.min(...list), median(list), Math.max(...list)].map((value) => show(value).padStart(10)).join('')}`,
  );
}
const least = (name: string): number => Math.min(...of(name));
console.log('\nAgainst an empty worker: ratio of medians, and of minima, which others on the machine disturb least');
for (const family of ['stopped', 'running']) {
  for (const besides of family === 'stopped' ? ['', ...sizes.map(besidesNames)] : ['']) {
    const empty = `${family}: ${EMPTY}${besides}`;
    for (const call of ['refused call', PAGE + FIRST_ANSWER, PAGE + WHOLE, PAGE]) {
      const name = `${family}: ${call}${besides}`;
      const described = call === PAGE ? `${name}, sent as one message` : name;
      console.log(
        `${described.padEnd(72)}${[ratio(name, empty), least(name) / least(empty)].map((value) => `x ${value.toFixed(2)}`.padStart(10)).join('')}`,
      );
    }
  }
}
printGoals(goals);
saveResults({
  bench: 'worker',
  command: `npm run bench:worker -- --runs ${runs} --names ${values.names}`,
  workload: `One tab; a page of ${PAGE_UNITS} characters of a purchase order, one of ${LARGE_PAGE_UNITS}, one with ${MAX_MATCHES_PER_TAB} findings`,
  charts: [
    { id: 'worker-stopped', title: 'Stopped worker to the first answer', unit: 'ms', better: 'lower', series: withLimit('stopped') },
    { id: 'worker-running', title: 'The same calls while it runs', unit: 'ms', better: 'lower', series: withLimit('running') },
    { id: 'worker-full', title: 'A tab with 3,000 findings', unit: 'ms', better: 'lower', series: ours('full tab') },
    { id: 'worker-bytes', title: 'What is sent and kept', unit: 'bytes', better: 'lower', series: ours('bytes') },
    { id: 'worker-memory', title: 'Memory of the worker and a very large page', unit: 'MB', better: 'lower', series: ours('memory') },
  ],
  goals,
});
