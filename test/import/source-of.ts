/** Files in memory, and what comes of them. */
import type { ApprovedEntry, OwnEntry } from '../../src/core/own-list.ts';
import { inspect } from '../../src/import/inspect.ts';
import { ImportError, type RowProblem } from '../../src/import/problems.ts';
import { readApproved, readEntries } from '../../src/import/read.ts';
import type { ImportNews, ImportPlan, PlanChange, ReadOptions, SourceFile } from '../../src/import/source.ts';

export function sourceOf(content: string | Uint8Array | Blob, name = 'list.csv'): SourceFile {
  const blob = content instanceof Blob ? content : new Blob([content as BlobPart]);
  return { name, size: blob.size, blob };
}

export interface Taken<Entry> {
  readonly plan: ImportPlan;
  readonly entries: readonly Entry[];
  readonly problems: readonly RowProblem[];
  readonly skipped: number;
  readonly ended: number;
}

type Choice = PlanChange & Pick<Partial<ImportPlan>, 'mapping'>;

/** As the reviewer would import it: by the guess, but for what is chosen. */
export async function takeEntries(file: SourceFile, change: Choice = {}, options: ReadOptions = {}): Promise<Taken<OwnEntry>> {
  return take(file, 'restricted', change, (plan, news) => readEntries(file, plan, news, options));
}

export async function takeApproved(file: SourceFile, change: Choice = {}, options: ReadOptions = {}): Promise<Taken<ApprovedEntry>> {
  return take(file, 'approved', change, (plan, news) => readApproved(file, plan, news, options));
}

async function take<Entry>(
  file: SourceFile,
  kind: ImportPlan['kind'],
  { mapping, ...change }: Choice,
  read: (plan: ImportPlan, news: ImportNews) => AsyncIterable<readonly Entry[]>,
): Promise<Taken<Entry>> {
  const guess = (await inspect(file, kind, change)).plan;
  const plan = mapping ? { ...guess, mapping } : guess;
  const entries: Entry[] = [];
  const problems: RowProblem[] = [];
  const skipped = { 'no-vendor': 0, ended: 0 };
  const news: ImportNews = {
    onProblem: (problem) => problems.push(problem),
    onProgress: () => undefined,
    onSkipped: (reason) => skipped[reason]++,
  };
  for await (const batch of read(plan, news)) entries.push(...batch);
  return { plan, entries, problems, skipped: skipped['no-vendor'], ended: skipped.ended };
}

/** Why the file is refused; 'taken' where it is not. */
export async function refusal(taking: Promise<unknown>): Promise<string> {
  try {
    await taking;
  } catch (error) {
    if (error instanceof ImportError) return [error.message, error.value].filter((part) => part !== undefined).join(': ');
    throw error;
  }
  return 'taken';
}

/** The least that an entry says. */
export const entryOf = (vendor: string, more: Partial<OwnEntry> = {}): OwnEntry => ({
  vendor,
  aliases: [],
  partNumbers: [],
  severity: 'prohibited',
  ...more,
});
