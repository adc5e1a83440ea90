/**
 * Search engines side by side: `npm run bench:match -- [--corpus DIR] [--sizes 2000,20000] [--runs 7] [--limit 120]`.
 *
 * Every engine gets the same names and the same text in a process of its own. All processes of a size stay up, and the
 * engines run in turn, so that what else the machine does meets them alike. Their hits are compared piece by piece with
 * those of the plainest of them before any figure counts. `--limit` is how many seconds an engine may take to build;
 * one that needs more is left out at that size and above.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { median, printGoals } from './figures.ts';
import { ENGINES, type Engine, PACKAGES } from './match/engines.ts';
import {
  type Answer,
  answerRequests,
  BUILD_BUDGET_MS,
  type BuildFigures,
  type CheckFigures,
  type Request,
  type RunFigures,
  type Workload,
} from './match/measure.ts';
import { makeNames, SIZES } from './match/names.ts';
import { readPieces } from './match/text.ts';
import { type Chart, type Goal, type Sample, type Series, saveResults } from './results.ts';

/** What was measured of one engine at one size; `missing` says why there is nothing. */
interface Outcome {
  readonly engine: Engine;
  readonly size: number;
  readonly build?: BuildFigures;
  readonly check?: CheckFigures;
  readonly runs: RunFigures[];
  readonly missing?: string;
}

async function compareEngines(): Promise<void> {
  const { values } = parseArgs({
    options: {
      corpus: { type: 'string' },
      sizes: { type: 'string', default: SIZES.join() },
      engines: { type: 'string' },
      runs: { type: 'string', default: '7' },
      limit: { type: 'string', default: '120' },
    },
  });
  const sizes = values.sizes.split(',').map(Number);
  const limit = Number(values.limit);
  const chosen = values.engines?.split(',');
  const engines = ENGINES.filter((engine) => engine.role === 'ours' || !chosen || chosen.includes(engine.name));

  const folder = fileURLToPath(new URL('../out/bench/match/', import.meta.url));
  mkdirSync(folder, { recursive: true });
  const pieces = readPieces(values.corpus && resolve(values.corpus));
  const distinct = pieces.reduce((total, piece) => total + piece.length, 0);
  const names = makeNames(sizes, pieces, 1);
  const files = { namesFile: `${folder}names.txt`, textFile: `${folder}text.json` };
  writeFileSync(files.namesFile, `${names.join('\n')}\n`);
  writeFileSync(files.textFile, JSON.stringify(pieces));

  const workload = describeWorkload(names, distinct, values.corpus !== undefined);
  console.log(workload);
  const outcomes: Outcome[] = [];
  for (const size of sizes) {
    const atSize = await measureSize(engines, { ...files, size, characters: CHARACTERS }, outcomes, Number(values.runs), limit * 1000);
    printSize(size, atSize);
    outcomes.push(...atSize);
  }
  const goals = makeGoals(sizes, outcomes);
  printGoals(goals);
  saveResults({
    bench: 'match',
    command: `npm run bench:match${values.corpus ? ' -- --corpus DIR' : ''}`,
    workload,
    charts: makeCharts(engines, sizes, outcomes),
    goals,
  });
}

/** Characters of one run; shorter for what would take longer than a second or so. */
const CHARACTERS = 10_000_000;

function describeWorkload(names: readonly string[], distinct: number, hasCorpus: boolean): string {
  const length = names.reduce((total, name) => total + name.length, 0) / names.length;
  const many = (names.filter((name) => name.includes(' ')).length / names.length) * 100;
  const han = names.filter((name) => /\p{Script=Han}/u.test(name)).length;
  const source = hasCorpus ? 'the text of web pages and documents' : 'the pages, documents and data of this repository';
  return (
    `${distinct.toLocaleString('en')} distinct characters, ${source}, in pieces of the size of a page, gone through again up to ${CHARACTERS.toLocaleString('en')} characters a run. ` +
    `Invented names of companies and products, ${length.toFixed(1)} characters on average, ${many.toFixed(0)} % of several words, ${han} Chinese, and names that the text holds. ` +
    'Case does not matter, Latin names are whole words, Chinese ones need no boundary.'
  );
}

/** An engine's process, asked one thing at a time. */
class Measurer {
  readonly #process: ChildProcess = fork(process.argv[1] as string, [], { execArgv: process.execArgv, serialization: 'advanced' });

  /** Undefined when the answer took longer than `limit`; then the process is gone. */
  ask(request: Request, limit?: number): Promise<Answer | undefined> {
    return new Promise((done) => {
      const finish = (answer: Answer | undefined): void => {
        clearTimeout(timer);
        this.#process.off('message', finish).off('exit', fail);
        done(answer);
      };
      const fail = (): void => finish({ failed: 'the process ended: out of memory' });
      const giveUp = (): void => {
        this.end();
        finish(undefined);
      };
      const timer = limit === undefined ? undefined : setTimeout(giveUp, limit);
      this.#process.on('message', finish).on('exit', fail);
      this.#process.send(request);
    });
  }

  end(): void {
    this.#process.kill('SIGKILL');
  }
}

async function measureSize(
  engines: readonly Engine[],
  workload: Workload,
  before: readonly Outcome[],
  rounds: number,
  limit: number,
): Promise<Outcome[]> {
  const { size } = workload;
  const outcomes: Outcome[] = [];
  const up: { readonly measurer: Measurer; readonly outcome: Outcome }[] = [];
  for (const engine of engines) {
    const missed = before.findLast((outcome) => outcome.engine === engine && outcome.missing !== undefined);
    if (missed) {
      outcomes.push({ engine, size, runs: [], missing: missed.missing ?? '' });
      continue;
    }
    const measurer = new Measurer();
    const outcome = await prepare(engine, workload, measurer, limit);
    outcomes.push(outcome);
    if (outcome.missing === undefined) up.push({ measurer, outcome });
    else measurer.end();
  }
  for (let round = 0; round < rounds; round++) {
    for (const { measurer, outcome } of up) {
      const answer = await measurer.ask({ ask: 'run' });
      if (!answer || !('run' in answer)) throw new Error(`${outcome.engine.name} at ${size}: ${JSON.stringify(answer)}`);
      outcome.runs.push(answer.run);
    }
  }
  for (const { measurer } of up) measurer.end();
  return outcomes;
}

async function prepare(engine: Engine, workload: Workload, measurer: Measurer, limit: number): Promise<Outcome> {
  const { size } = workload;
  // Several builds are timed, but the first must do.
  const built = await measurer.ask({ ask: 'build', engine: engine.name, workload }, limit + BUILD_BUDGET_MS);
  if (!built || ('build' in built && (built.build.builds[0] ?? 0) > limit))
    return { engine, size, runs: [], missing: `building takes more than ${limit / 1000} s` };
  if (!('build' in built)) return { engine, size, runs: [], missing: 'failed' in built ? shorten(built.failed) : 'no answer' };
  const checked = await measurer.ask({ ask: 'check' }, limit);
  if (!checked) return { engine, size, runs: [], build: built.build, missing: `a page takes more than ${limit / 1000} s` };
  if (!('check' in checked))
    return { engine, size, runs: [], build: built.build, missing: 'failed' in checked ? shorten(checked.failed) : 'no answer' };
  return { engine, size, build: built.build, check: checked.check, runs: [] };
}

/** The messages of some engines repeat all names. */
const shorten = (message: string): string => (message.length > 80 ? `${message.slice(0, 20)}… ${message.slice(-50)}` : message);

const speeds = ({ runs }: Outcome): number[] => runs.map(({ characters, ms }) => characters / ms / 1000);
const limits = ({ runs }: Outcome): number[] => runs.map(({ characters, limitMs }) => characters / limitMs / 1000);

/** Pieces that both went through, and in how many of them the hits differ. */
function compareHits(
  one: CheckFigures,
  other: CheckFigures,
): { readonly pieces: number; readonly differing: number; readonly missing: number } {
  const pieces = Math.min(one.digests.length, other.digests.length);
  let differing = 0;
  let missing = 0;
  for (let i = 0; i < pieces; i++) {
    const [a, b] = [one.digests[i], other.digests[i]];
    if (!a || !b || (a.count === b.count && a.hash === b.hash)) continue;
    differing++;
    missing += b.count - a.count;
  }
  return { pieces, differing, missing };
}

/** The engine that the others' hits are compared with: nothing but words and a lookup. */
const REFERENCE = 'n-gram Set';

function describeAgreement(outcome: Outcome, reference: Outcome | undefined): string {
  if (!outcome.check || !reference?.check) return '';
  const { pieces, differing, missing } = compareHits(outcome.check, reference.check);
  const pages = `${pieces} piece${pieces === 1 ? '' : 's'}`;
  if (differing === 0) return `same hits in ${pages}`;
  return `other hits in ${differing} of ${pages} (${missing > 0 ? `${missing} fewer` : `${-missing} more`})`;
}

function printSize(size: number, outcomes: readonly Outcome[]): void {
  const own = outcomes.find((outcome) => outcome.engine.role === 'ours');
  const reference = outcomes.find((outcome) => outcome.engine.name === REFERENCE);
  console.log(`\n${size.toLocaleString('en')} names`);
  console.log(
    `${'engine'.padEnd(28)}${'M chars/s'.padStart(10)}${'min'.padStart(8)}${'max'.padStart(8)}${'ours is'.padStart(9)}${'of limit'.padStart(9)}${'chars a run'.padStart(13)}${'build s'.padStart(9)}${'MB'.padStart(8)}${'peak MB'.padStart(9)}  hits`,
  );
  for (const outcome of outcomes) {
    const { engine, build, runs } = outcome;
    if (!build || runs.length === 0) {
      console.log(`${engine.name.padEnd(28)}${outcome.missing ?? ''}`);
      continue;
    }
    const speed = speeds(outcome);
    const ratio = own ? median(speeds(own)) / median(speed) : Number.NaN;
    const columns = [
      median(speed).toFixed(2).padStart(10),
      Math.min(...speed)
        .toFixed(2)
        .padStart(8),
      Math.max(...speed)
        .toFixed(2)
        .padStart(8),
      `${ratio.toFixed(1)} x`.padStart(9),
      (median(speed) / median(limits(outcome))).toFixed(4).padStart(9),
      (runs[0]?.characters ?? 0).toLocaleString('en').padStart(13),
      (median(build.builds) / 1000).toFixed(2).padStart(9),
      (build.memory / 1e6).toFixed(1).padStart(8),
      (build.peak / 1e6).toFixed(0).padStart(9),
    ];
    console.log(`${engine.name.padEnd(28)}${columns.join('')}  ${describeAgreement(outcome, reference)}`);
  }
  if (!own?.check) return;
  const hits = own.check.digests.reduce((total, { count }) => total + count, 0);
  console.log(
    `limit, charCodeAt loop: ${median(limits(own)).toFixed(0)} M chars/s; ${((hits / own.check.characters) * 1000).toFixed(1)} hits in 1,000 characters`,
  );
  for (const [reason, { count, examples }] of Object.entries(own.check.extra ?? {})) {
    console.log(`  only ours, ${reason}: ${count} (${examples.join(' · ')})`);
  }
}

const xOf = (size: number): string => `${size.toLocaleString('en')} names`;

function makeCharts(engines: readonly Engine[], sizes: readonly number[], outcomes: readonly Outcome[]): Chart[] {
  const draw = (pick: (outcome: Outcome) => readonly number[], note?: (outcome: Outcome) => string): Series[] =>
    engines.map(({ name, role }) => ({
      name,
      role,
      samples: sizes.map((size): Sample => {
        const outcome = outcomes.find((candidate) => candidate.engine.name === name && candidate.size === size);
        const said = outcome?.missing ?? (outcome && note?.(outcome));
        const runs = outcome && outcome.runs.length > 0 ? pick(outcome) : [];
        return said ? { x: xOf(size), runs, note: said } : { x: xOf(size), runs };
      }),
    }));
  const onlyThose = (series: readonly Series[]): Series[] => series.filter(({ samples }) => samples.some(({ runs }) => runs.length > 0));
  const referenceAt = (size: number): Outcome | undefined =>
    outcomes.find((outcome) => outcome.engine.name === REFERENCE && outcome.size === size);
  const speedNote = (outcome: Outcome): string =>
    [
      `${(outcome.runs[0]?.characters ?? 0).toLocaleString('en')} characters a run`,
      describeAgreement(outcome, referenceAt(outcome.size)),
      ...Object.entries(outcome.check?.extra ?? {}).map(([reason, { count }]) => `${count.toLocaleString('en')} more hits as ${reason}`),
    ]
      .filter(Boolean)
      .join('; ');
  const limit: Series = {
    name: 'charCodeAt loop',
    role: 'limit',
    samples: sizes.map((size) => {
      // Ours stands first; where it could not be built any other process will do.
      const measured = outcomes.find((outcome) => outcome.size === size && outcome.runs.length > 0);
      return { x: xOf(size), runs: measured ? limits(measured) : [] };
    }),
  };
  return [
    {
      id: 'speed',
      title: 'How fast text is searched',
      about: 'Folding and word boundaries included. The limit looks at every character once and does nothing else.',
      unit: 'million characters a second',
      better: 'higher',
      series: [...draw(speeds, speedNote), limit],
    },
    {
      id: 'memory',
      title: 'Memory that the names take',
      about: 'Heap and buffers after a garbage collection.',
      unit: 'MB',
      better: 'lower',
      series: draw(({ build }) => (build ? [build.memory / 1e6] : [])),
    },
    {
      id: 'peak',
      title: 'Most memory while building',
      about: 'Of the whole process, about 45 MB of which are the runtime itself.',
      unit: 'MB',
      better: 'lower',
      series: draw(({ build }) => (build ? [build.peak / 1e6] : [])),
    },
    {
      id: 'build',
      title: 'Building from a file of names',
      about: 'Five builds, or as many as fifteen seconds allow.',
      unit: 'seconds',
      better: 'lower',
      series: draw(({ build }) => (build ? build.builds.map((ms) => ms / 1000) : [])),
    },
    {
      id: 'pause',
      title: 'Longest time that building lets nothing else run',
      unit: 'ms',
      better: 'lower',
      series: draw(({ build }) => build?.pauses ?? []),
    },
    {
      id: 'open',
      title: 'From stored bytes to ready',
      about: 'Engines that cannot be stored have to be built again.',
      unit: 'ms',
      better: 'lower',
      series: onlyThose(draw(({ build }) => build?.stored?.opens ?? [])),
    },
    {
      id: 'stored',
      title: 'Size of the stored form',
      unit: 'bytes a name',
      better: 'lower',
      series: onlyThose(draw(({ build, size }) => (build?.stored ? [build.stored.bytes / size] : []))),
    },
  ];
}

/** Speed against the best npm package, and against the limit, that must be reached at each size. */
const MUST: readonly { readonly size: number; readonly ofPeer?: number; readonly ofLimit: number }[] = [
  { size: 2_000, ofPeer: 4, ofLimit: 0.12 },
  { size: 20_000, ofLimit: 0.11 },
  { size: 200_000, ofPeer: 15, ofLimit: 0.085 },
  { size: 1_000_000, ofPeer: 15, ofLimit: 0.05 },
];

function makeGoals(sizes: readonly number[], outcomes: readonly Outcome[]): Goal[] {
  const goals: Goal[] = [];
  for (const { size, ofPeer, ofLimit } of MUST.filter((must) => sizes.includes(must.size))) {
    const at = outcomes.filter((outcome) => outcome.size === size && outcome.runs.length > 0);
    const own = at.find((outcome) => outcome.engine.role === 'ours');
    const peers = at.filter((outcome) => PACKAGES.includes(outcome.engine)).sort((a, b) => median(speeds(b)) - median(speeds(a)));
    const [best] = peers;
    const speed = own && median(speeds(own));
    if (ofPeer !== undefined) {
      const value = speed !== undefined && best ? speed / median(speeds(best)) : undefined;
      goals.push({
        what: `${xOf(size)}: speed against the best npm package${best ? `, ${best.engine.name}` : ''}`,
        value,
        limit: ofPeer,
        bound: 'at least',
        unit: '×',
      });
    }
    goals.push({
      what: `${xOf(size)}: speed against the charCodeAt loop`,
      value: own && speed !== undefined ? speed / median(limits(own)) : undefined,
      limit: ofLimit,
      bound: 'at least',
      unit: '×',
    });
  }
  const largest = Math.max(...sizes);
  const own = outcomes.find((outcome) => outcome.engine.role === 'ours' && outcome.size === largest)?.build;
  const goal = (what: string, value: number | undefined, limit: number, unit: string): Goal => ({
    what: `${xOf(largest)}: ${what}`,
    value,
    limit,
    bound: 'at most',
    unit,
  });
  goals.push(
    goal('size of the index', own?.stored && own.stored.bytes / largest, 40, 'bytes a name'),
    goal('from stored bytes to ready', own?.stored && median(own.stored.opens), 1, 'ms'),
    goal('most memory of the process while building', own && own.peak / 1e6, 300, 'MB'),
    goal('longest time that building lets nothing else run', own && median(own.pauses), 50, 'ms'),
  );
  return goals;
}

// A process that was forked measures one engine; the one that was started by hand compares them.
if (process.send) answerRequests();
else await compareEngines();
