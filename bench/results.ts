/**
 * What a bench leaves behind: `out/bench/NAME.json`, from which `bench/report.html` is drawn. A chart compares us with
 * peers and with the limit of the machine, all measured in the same run.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { writeReport } from './report/write.ts';

/** The values of one thing at one size or place: one value a run, in the chart's unit. */
export interface Sample {
  /** Where on the horizontal axis ("2,000 terms", "median page"). */
  readonly x: string;
  /** Empty where there is no value; then the note says why. */
  readonly runs: readonly number[];
  readonly note?: string;
}

/** One line or bar of a chart. */
export interface Series {
  readonly name: string;
  /** `ours`, a `peer` that does the same job, or the `limit` that the machine sets. */
  readonly role: 'ours' | 'peer' | 'limit';
  readonly samples: readonly Sample[];
  /** Why there is no value, or what differs. */
  readonly note?: string;
}

export interface Chart {
  readonly id: string;
  readonly title: string;
  /** What was done, in a sentence or two, for a reader who sees the chart alone. */
  readonly about?: string;
  readonly unit: string;
  readonly better: 'higher' | 'lower';
  readonly series: readonly Series[];
}

/** Something that must be reached, as a ratio or a figure of the same run. `value` undefined: it could not be measured. */
export interface Goal {
  readonly what: string;
  readonly value: number | undefined;
  readonly limit: number;
  /** Whether the value has to be at most or at least the limit. */
  readonly bound: 'at most' | 'at least';
  readonly unit: string;
}

export interface BenchResults {
  readonly bench: 'match' | 'page' | 'worker' | 'files' | 'live';
  /** The command with its arguments, and what was measured on. */
  readonly command: string;
  readonly workload: string;
  readonly charts: readonly Chart[];
  readonly goals: readonly Goal[];
}

/** The results as they are stored. */
export interface StoredResults extends BenchResults {
  /** ISO 8601. */
  readonly at: string;
  readonly commit: string;
  readonly machine: { readonly cpu: string; readonly cores: number; readonly memoryGiB: number; readonly node: string };
}

const folder = fileURLToPath(new URL('../out/bench/', import.meta.url));

/** Stores the results under their bench's name, in place of those of the run before, and draws the report anew. */
export function saveResults(results: BenchResults): void {
  const [cpu] = cpus();
  const stored: StoredResults = {
    ...results,
    at: new Date().toISOString(),
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
    machine: {
      cpu: cpu?.model ?? 'unknown',
      cores: cpus().length,
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      node: process.version,
    },
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}${results.bench}.json`, `${JSON.stringify(stored, null, 2)}\n`);
  writeReport();
}
