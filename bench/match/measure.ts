/** One engine in a process of its own: built, checked and timed as the parent asks. */
import { createReadStream, readFileSync } from 'node:fs';
import { readHanPairs } from '../../scripts/catalogue.ts';
import { ENGINES, type Names, type Searcher } from './engines.ts';
import { Boundaries, type Digest, digest, Hits, leftmostLongest } from './hits.ts';
import { OurSearcher } from './ours.ts';

export interface Workload {
  /** One name a line. */
  readonly namesFile: string;
  /** How many of them. */
  readonly size: number;
  /** The pieces, as JSON. */
  readonly textFile: string;
  /** Characters of one run, where the engine is fast enough. */
  readonly characters: number;
}

export type Request = { readonly ask: 'build'; readonly engine: string; readonly workload: Workload } | { readonly ask: 'check' | 'run' };

export interface BuildFigures {
  /** Milliseconds from the file of names to a searcher, once a build. */
  readonly builds: readonly number[];
  /** Bytes of heap and array buffers that stay, after a collection. */
  readonly memory: number;
  /** Highest resident size of the process while building, in bytes, with that of the runtime itself. */
  readonly peak: number;
  /** Longest time for which nothing else could run, in milliseconds, once a build. */
  readonly pauses: readonly number[];
  /** `opens`: milliseconds from the bytes to ready. */
  readonly stored?: { readonly bytes: number; readonly opens: readonly number[] };
}

/** Hits that only our search has, by reason, with some of them. */
export type Extra = Readonly<Record<string, { readonly count: number; readonly examples: readonly string[] }>>;

export interface CheckFigures {
  /** Per piece, as many as there was time for. */
  readonly digests: readonly Digest[];
  readonly extra?: Extra;
  /** Of those pieces. */
  readonly characters: number;
}

export interface RunFigures {
  readonly characters: number;
  readonly ms: number;
  /** Of the `charCodeAt` loop over the same characters. */
  readonly limitMs: number;
}

export type Answer =
  | { readonly build: BuildFigures }
  | { readonly check: CheckFigures }
  | { readonly run: RunFigures }
  | { readonly failed: string };

/** Building goes on until there were this many, or this much time was used. */
const BUILDS = 5;
/** A build is repeated until this time is over. */
export const BUILD_BUDGET_MS = 15_000;
const OPENS = 25;
const CHECK_BUDGET_MS = 3_000;
/** A run of a slow engine covers as much text as it can in this time. */
const RUN_MS = 400;

export function answerRequests(): void {
  let measured: Measured | undefined;
  process.on('message', (request: Request) => {
    void (async (): Promise<Answer> => {
      if (request.ask === 'build') {
        measured = new Measured(request.workload);
        return { build: await measured.build(request.engine) };
      }
      if (!measured) throw new Error('nothing was built');
      return request.ask === 'check' ? { check: measured.check() } : { run: measured.run() };
    })()
      .catch((error: unknown): Answer => ({ failed: error instanceof Error ? error.message : String(error) }))
      .then((answer) => process.send?.(answer));
  });
}

class Measured {
  readonly #workload: Workload;
  readonly #boundaries = new Boundaries(readHanPairs());
  readonly #hits = new Hits();
  #searcher: Searcher | undefined;
  #pieces: readonly string[] = [];
  /** Characters of a run. */
  #share = 0;
  /** Kept, so that the loop that makes it is not optimised away. */
  #total = 0;

  constructor(workload: Workload) {
    this.#workload = workload;
  }

  async build(name: string): Promise<BuildFigures> {
    const engine = ENGINES.find((candidate) => candidate.name === name);
    if (!engine) throw new Error(`no engine ${name}`);
    const builds: number[] = [];
    const pauses: number[] = [];
    const build = async (): Promise<Searcher> => {
      const watch = watchPauses();
      const began = performance.now();
      const searcher = await engine.build(this.#names(), this.#boundaries);
      builds.push(performance.now() - began);
      pauses.push(watch.stop());
      return searcher;
    };
    const before = held();
    this.#searcher = await build();
    const peak = process.resourceUsage().maxRSS * 1024;
    const memory = held() - before;
    while (builds.length < BUILDS && sum(builds) * (1 + 1 / builds.length) < BUILD_BUDGET_MS) await build();
    const { stored } = this.#searcher;
    if (!stored) return { builds, memory, peak, pauses };
    const opens = Array.from({ length: OPENS }, () => timed(() => stored.open()));
    return { builds, memory, peak, pauses, stored: { bytes: stored.bytes, opens } };
  }

  check(): CheckFigures {
    this.#pieces = JSON.parse(readFileSync(this.#workload.textFile, 'utf8')) as string[];
    const searcher = this.#ready();
    const compared = searcher instanceof OurSearcher ? new Compared(readNames(this.#workload), this.#boundaries, searcher) : undefined;
    const digests: Digest[] = [];
    const began = performance.now();
    let characters = 0;
    for (const piece of this.#pieces) {
      this.#hits.length = 0;
      searcher.find(piece, this.#hits);
      digests.push(digest(compared ? compared.keep(piece, this.#hits) : this.#hits));
      characters += piece.length;
      if (performance.now() - began > CHECK_BUDGET_MS) break;
    }
    // As much text as the engine manages in the time of a run; the first run is only for that.
    this.#share = PROBE;
    const { ms } = this.run();
    this.#share = Math.max(1, Math.min(this.#workload.characters, (PROBE * RUN_MS) / ms));
    return compared ? { digests, characters, extra: compared.extra } : { digests, characters };
  }

  run(): RunFigures {
    const searcher = this.#ready();
    let characters = 0;
    let ms = 0;
    let limitMs = 0;
    for (let i = 0; characters < this.#share; i = (i + 1) % this.#pieces.length) {
      const piece = (this.#pieces[i] as string).slice(0, Math.ceil(this.#share - characters));
      this.#hits.length = 0;
      ms += timed(() => searcher.find(piece, this.#hits));
      limitMs += timed(() => {
        this.#total += sumUnits(piece);
      });
      characters += piece.length;
    }
    return { characters, ms, limitMs };
  }

  #ready(): Searcher {
    if (!this.#searcher) throw new Error('nothing was built');
    return this.#searcher;
  }

  async *#names(): Names {
    let left = this.#workload.size;
    let rest = '';
    for await (const chunk of createReadStream(this.#workload.namesFile, 'utf8')) {
      const lines = (rest + String(chunk)).split('\n');
      rest = lines.pop() ?? '';
      yield lines.slice(0, left);
      left -= lines.length;
      if (left <= 0) return;
    }
  }
}

/** Characters of the run that tells how fast an engine is. */
const PROBE = 20_000;

/** What can be compared of our hits: those that are written like their name, as nothing else is a hit for the peers. */
class Compared {
  readonly #names = new Set<string>();
  readonly #squeezed = new Set<string>();
  readonly #extra: Record<string, { count: number; examples: string[] }> = {};
  readonly #boundaries: Boundaries;
  readonly #searcher: OurSearcher;

  constructor(names: readonly string[], boundaries: Boundaries, searcher: OurSearcher) {
    this.#boundaries = boundaries;
    this.#searcher = searcher;
    for (const name of names) {
      this.#names.add(name.toLowerCase());
      this.#squeezed.add(squeeze(name));
    }
  }

  get extra(): Extra {
    return this.#extra;
  }

  keep(text: string, hits: Hits): Hits {
    const kept = new Hits();
    for (let i = 0; i < hits.length; i++) {
      const [start, end] = [hits.starts[i] as number, hits.ends[i] as number];
      if (this.#isPlain(text, start, end)) kept.add(start, end);
    }
    for (const i of leftmostLongest(hits)) {
      const [start, end] = [hits.starts[i] as number, hits.ends[i] as number];
      if (!this.#isPlain(text, start, end))
        this.#note(this.#searcher.reasonOf(i) ?? this.#reason(text.slice(start, end)), text, start, end);
    }
    return kept;
  }

  #isPlain(text: string, start: number, end: number): boolean {
    return this.#names.has(text.slice(start, end).toLowerCase()) && this.#boundaries.isWhole(text, start, end);
  }

  #reason(found: string): string {
    if (this.#names.has(found.toLowerCase())) return 'a plural s stands behind it';
    return this.#squeezed.has(squeeze(found)) ? 'other separators stand in it' : 'its letters are written in another way';
  }

  #note(reason: string, text: string, start: number, end: number): void {
    this.#extra[reason] ??= { count: 0, examples: [] };
    const noted = this.#extra[reason];
    noted.count++;
    const example = text
      .slice(start, end + 1)
      .replace(/\s+/g, ' ')
      .trim();
    if (noted.examples.length < 3 && !noted.examples.includes(example)) noted.examples.push(example);
  }
}

const squeeze = (name: string): string => name.toLowerCase().replace(/[\s-]+/g, '');

function readNames({ namesFile, size }: Workload): string[] {
  return readFileSync(namesFile, 'utf8').split('\n').slice(0, size);
}

/** Bytes of heap and array buffers that are in use. */
function held(): number {
  // Twice: what the first collection finalises goes in the second.
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Notes the longest time between two turns of the event loop. */
function watchPauses(): { stop(): number } {
  let longest = 0;
  let last = performance.now();
  let next: NodeJS.Immediate | undefined;
  const look = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const turn = (): void => {
    look();
    next = setImmediate(turn);
  };
  next = setImmediate(turn);
  return {
    stop() {
      look();
      clearImmediate(next);
      return longest;
    },
  };
}

function timed(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

/** The least that any search in this language has to do: look at every unit once. */
function sumUnits(text: string): number {
  let total = 0;
  for (let i = 0; i < text.length; i++) total += text.charCodeAt(i);
  return total;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
