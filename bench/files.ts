/**
 * Screening purchase-order lines by the million, as the step of a data engine does it: the built command line reads
 * records from a pipe. What it finds is checked against what was put in.
 *
 *     npm run build && npm run bench:files -- [--lines 1000000] [--runs 5] [--jobs 1,2] [--seed 1] [--no-peers]
 *
 * Beside it, over the same stream: a plain loop in Node that reads lines and parses them (the limit of any program of
 * this kind), `wc -l` (the limit of the pipe), and `grep -F` with all names of the data (no boundaries, no evidence,
 * and anything in the line).
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Catalogue } from '../src/core/model.ts';
import { median, printGoals } from './figures.ts';
import { createOrders, type Orders } from './files/orders.ts';
import { runOver, type StreamRun } from './files/stream.ts';
import { type Chart, type Goal, type Series, saveResults } from './results.ts';

const { values } = parseArgs({
  options: {
    lines: { type: 'string', default: '1000000' },
    runs: { type: 'string', default: '5' },
    jobs: { type: 'string', default: '1,2' },
    seed: { type: 'string', default: '1' },
    'no-peers': { type: 'boolean', default: false },
  },
});
const lines = Number(values.lines);
const runs = Number(values.runs);
const jobs = values.jobs.split(',').map(Number);

const root = fileURLToPath(new URL('../', import.meta.url));
const program = `${root}dist/cli/vendor-lens.js`;

/** Something that is run over the stream. */
interface Contender {
  readonly name: string;
  readonly role: Series['role'];
  readonly jobs?: number;
  readonly command: readonly string[];
  readonly note?: string;
}

const parseLoop = `
import { createInterface } from 'node:readline';
let units = 0;
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) units += JSON.parse(line).description.length;
console.log(units);`;

function contenders(): Contender[] {
  const ours = jobs.map(
    (count): Contender => ({
      name: `vendor-lens, ${count} ${count === 1 ? 'job' : 'jobs'}`,
      role: 'ours',
      jobs: count,
      command: [process.execPath, program, 'check', '-', '--jsonl-in', 'description', '--id', 'id', '--jobs', String(count)],
    }),
  );
  if (values['no-peers']) return ours;
  return [
    ...ours,
    {
      name: 'Node: readline and JSON.parse',
      role: 'limit',
      command: [process.execPath, '--input-type=module', '-e', parseLoop],
      note: 'reads and parses each line, and does nothing with it',
    },
    { name: 'wc -l', role: 'limit', command: ['wc', '-l'], note: 'reads bytes' },
    {
      name: 'grep -F, all names',
      role: 'peer',
      command: ['grep', '-c', '-F', '-f', writeNames()],
      note: 'a set of names and no more: no boundaries, case, context, part numbers, lists or reasons',
    },
  ].filter(({ command }) => isThere(command[0] ?? '')) as Contender[];
}

function isThere(command: string): boolean {
  try {
    execFileSync(command, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    console.log(`${command} is not there and is left out`);
    return false;
  }
}

/** The names of the bundled data, one a line. */
function writeNames(): string {
  const { vendors } = JSON.parse(readFileSync(`${root}dist/cli/catalogue.json`, 'utf8')) as Catalogue;
  const terms = vendors.flatMap((vendor) => [...vendor.terms, ...vendor.products.flatMap((product) => product.terms)]);
  const folder = `${root}out/bench/`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}names.txt`, `${[...new Set(terms.map(({ text }) => text))].join('\n')}\n`);
  return `${folder}names.txt`;
}

/** Reads our output and tells lines that should have been flagged from those that were. */
class Check {
  #rest = '';
  #last = 0;
  #found = 0;
  wrong = 0;

  constructor(private readonly orders: Orders) {}

  read(piece: Buffer): void {
    const parts = (this.#rest + piece.toString('latin1')).split('\n');
    this.#rest = parts.pop() ?? '';
    for (const part of parts) {
      if (!part.includes('"confidence":"confirmed"')) continue;
      const line = Number(/"record":(\d+)/.exec(part)?.[1]);
      if (line === this.#last) continue;
      if (line < this.#last || !this.orders.isRestricted(line)) this.wrong++;
      else this.#found++;
      this.#last = line;
    }
  }

  /** Restricted lines that were not flagged, and others that were. */
  errors(total: number): number {
    return this.wrong + this.orders.countRestricted(total) - this.#found;
  }
}

interface Measured {
  readonly contender: Contender;
  readonly runs: StreamRun[];
}

async function measure(orders: Orders): Promise<{ readonly all: readonly Measured[]; readonly errors: number }> {
  const all = contenders().map((contender): Measured => ({ contender, runs: [] }));
  let errors = 0;
  // In turns, so that what else the machine does falls on all of them.
  for (let run = 0; run < runs; run++) {
    for (const { contender, runs: own } of all) {
      const check = new Check(orders);
      const isOurs = contender.role === 'ours';
      const result = await runOver(orders, lines, contender.command, (piece) => isOurs && check.read(piece));
      own.push(result);
      const wrong = isOurs ? check.errors(lines) : 0;
      errors += wrong;
      if (isOurs && result.exitCode !== 1) throw new Error(`${contender.name}: exit code ${result.exitCode}`);
      console.log(
        `run ${run + 1}  ${contender.name.padEnd(30)} ${result.seconds.toFixed(1)} s${isOurs ? `, lines judged wrongly: ${wrong}` : ''}`,
      );
    }
  }
  return { all, errors };
}

const perSecond = (seconds: number | undefined): number => (seconds ? lines / seconds : Number.NaN);
const ofTenth = (seconds: number | undefined): number => (seconds ? lines / 10 / seconds : Number.NaN);

function spread(numbers: readonly number[], digits = 0): string {
  const show = (value: number): string =>
    Number.isNaN(value) ? 'n/a' : value.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits });
  return `${show(median(numbers))} (${show(Math.min(...numbers))} to ${show(Math.max(...numbers))})`;
}

function print(all: readonly Measured[]): void {
  const limit = all.find(({ contender }) => contender.command.includes(parseLoop));
  const cpuOf = ({ runs: own }: Measured): number => median(own.map(({ cpuSeconds }) => cpuSeconds ?? Number.NaN));
  for (const measured of all) {
    const { contender, runs: own } = measured;
    console.log(`\n${contender.name}${contender.note ? ` (${contender.note})` : ''}`);
    console.log(`  lines a second             ${spread(own.map(({ seconds }) => perSecond(seconds)))}`);
    console.log(
      `  MB a second                ${spread(
        own.map(({ megabytes, seconds }) => megabytes / seconds),
        1,
      )}`,
    );
    console.log(`  lines a second of one core ${spread(own.map(({ cpuSeconds }) => perSecond(cpuSeconds)))}`);
    console.log(`  peak memory, MB            ${spread(own.map(({ peakMegabytes }) => peakMegabytes ?? Number.NaN))}`);
    if (limit && limit !== measured && cpuOf(measured) > 0)
      console.log(`  of the parse loop, by core ${(cpuOf(limit) / cpuOf(measured)).toFixed(2)}`);
    if (contender.role !== 'ours') continue;
    console.log('  by tenth of the lines: thousand lines a second; of one core; MB in use');
    for (let i = 0; i < 10; i++) {
      const tenth = own.flatMap(({ tenths }) => tenths[i] ?? []);
      const wall = median(tenth.map(({ seconds }) => ofTenth(seconds) / 1000));
      const core = median(tenth.map(({ cpuSeconds }) => ofTenth(cpuSeconds) / 1000));
      const memory = median(tenth.map(({ megabytes }) => megabytes ?? Number.NaN));
      console.log(
        `    ${String(i + 1).padStart(2)}  ${wall.toFixed(0).padStart(6)} ${core.toFixed(0).padStart(6)} ${memory.toFixed(0).padStart(6)}`,
      );
    }
  }
}

/** The tenths behind the first, in which the program starts and warms up: the slowest, by core, against the median. */
function flatness({ runs: own }: Measured): number {
  const byTenth = Array.from({ length: 9 }, (_, i) => median(own.map(({ tenths }) => ofTenth(tenths[i + 1]?.cpuSeconds))));
  return Math.min(...byTenth) / median(byTenth);
}

/** Memory in use at the end against that after two tenths. */
function growth({ runs: own }: Measured): number {
  const after = (tenth: number): number => median(own.map(({ tenths }) => tenths[tenth]?.megabytes ?? Number.NaN));
  return after(9) / after(1);
}

function goalsOf(all: readonly Measured[], errors: number): Goal[] {
  const cpu = (one: Measured | undefined): number => median(one?.runs.map(({ cpuSeconds }) => cpuSeconds ?? Number.NaN) ?? []);
  const ours = all.filter(({ contender }) => contender.role === 'ours');
  const one = ours.find(({ contender }) => contender.jobs === 1);
  const limit = all.find(({ contender }) => contender.command.includes(parseLoop));
  const goals: Goal[] = [{ what: 'lines judged wrongly', value: errors, limit: 0, bound: 'at most', unit: '' }];
  if (one && limit) {
    goals.push({
      what: 'one job against reading and parsing alone, by core',
      value: cpu(limit) / cpu(one),
      limit: 0.3,
      bound: 'at least',
      unit: 'x',
    });
  }
  for (const measured of ours) {
    const { name, jobs: count = 1 } = measured.contender;
    const peak = median(measured.runs.map(({ peakMegabytes }) => peakMegabytes ?? Number.NaN));
    goals.push(
      { what: `${name}: slowest tenth against the median`, value: flatness(measured), limit: 0.9, bound: 'at least', unit: 'x' },
      { what: `${name}: peak memory`, value: peak, limit: 150 + 150 * count, bound: 'at most', unit: 'MB' },
      { what: `${name}: memory at the end against two tenths`, value: growth(measured), limit: 1.2, bound: 'at most', unit: 'x' },
    );
    if (one && count > 1) {
      goals.push({ what: `${name}: core time against one job`, value: cpu(measured) / cpu(one), limit: 1.25, bound: 'at most', unit: 'x' });
    }
  }
  return goals;
}

function chartsOf(all: readonly Measured[]): Chart[] {
  const x = `${lines.toLocaleString('en')} lines`;
  const series = (value: (run: StreamRun) => number): Series[] =>
    all.map(({ contender: { name, role, note }, runs: own }) => ({
      name,
      role,
      samples: [{ x, runs: own.map(value) }],
      ...(note && { note }),
    }));
  const tenths: Series[] = all
    .filter(({ contender }) => contender.role === 'ours')
    .map(({ contender: { name, role }, runs: own }) => ({
      name,
      role,
      samples: Array.from({ length: 10 }, (_, i) => ({ x: String(i + 1), runs: own.map((run) => ofTenth(run.tenths[i]?.cpuSeconds)) })),
    }));
  return [
    { id: 'lines', title: 'Lines a second', unit: 'lines/s', better: 'higher', series: series(({ seconds }) => perSecond(seconds)) },
    {
      id: 'lines-core',
      title: 'Lines a second of one core',
      unit: 'lines/s',
      better: 'higher',
      series: series(({ cpuSeconds }) => perSecond(cpuSeconds)),
    },
    { id: 'memory', title: 'Peak memory', unit: 'MB', better: 'lower', series: series(({ peakMegabytes }) => peakMegabytes ?? Number.NaN) },
    { id: 'tenths', title: 'Lines a second of one core, by tenth of the run', unit: 'lines/s', better: 'higher', series: tenths },
  ];
}

const orders = createOrders(Number(values.seed));
const { all, errors } = await measure(orders);
print(all);
const goals = goalsOf(all, errors);
printGoals(goals);
const restricted = orders.countRestricted(lines);
saveResults({
  bench: 'files',
  command: `npm run bench:files -- --lines ${lines} --runs ${runs} --jobs ${values.jobs}`,
  workload: `${lines.toLocaleString('en')} purchase-order lines, ${restricted.toLocaleString('en')} of them with a restricted item`,
  charts: chartsOf(all),
  goals,
});
if (errors > 0) process.exitCode = 1;
