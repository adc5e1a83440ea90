/** Reads, compiles and writes lists in a thread of its own, and hands over what came of it. Stores nothing. */
import type { OwnList } from '../../core/own-list.ts';
import { PatternError } from '../../core/pattern.ts';
import { inspect } from '../../import/inspect.ts';
import { ImportError, type RowProblem } from '../../import/problems.ts';
import { readApproved, readEntries } from '../../import/read.ts';
import type { SkipReason } from '../../import/source.ts';
import { writeEntries } from '../../import/write.ts';
import { compileList, type PackedList } from '../../settings/compile-list.ts';
import { openEntries } from '../../settings/own-lists.ts';
import { applyChange } from './changes.ts';
import { compareLists } from './compare-lists.ts';
import type { AnyEntry, CheckedFile, Compiling, StoredList, Task, TaskFailure, TaskNews, Tasks } from './messages.ts';

/** Between two reports, ms. */
const REPORT_MS = 100;
/** Rows that were left out and are told one by one; more help nobody to mend the file. */
const MAX_PROBLEMS = 1_000;

const port = self as unknown as {
  onmessage: ((event: MessageEvent<Task>) => void) | null;
  postMessage(news: TaskNews): void;
};

port.onmessage = ({ data }) => {
  perform(data).then(
    (answer) => port.postMessage({ kind: 'done', answer }),
    (error: unknown) => {
      const failure = failureOf(error);
      if (failure !== undefined) port.postMessage({ kind: 'refused', failure });
      // A fault of ours: the page hears of it by the worker's `error` event.
      else
        setTimeout(() => {
          throw error;
        });
    },
  );
};

function failureOf(error: unknown): TaskFailure | undefined {
  // Each part number was checked when it was read: what is left are too many of them.
  if (error instanceof PatternError) return { code: 'patterns' };
  if (!(error instanceof ImportError)) return undefined;
  const { code, line, column, value } = error;
  return {
    code,
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
    ...(value === undefined ? {} : { value }),
  };
}

function perform(task: Task): Promise<Tasks[Task['name']]['answer']> {
  switch (task.name) {
    case 'inspect':
      return inspect(task.order.file, task.order.kind, task.order.change);
    case 'check':
      return check(task.order);
    case 'rewrite':
      return rewrite(task.order);
    case 'begin':
      return pack(task.order.kind, [], task.order.compiling, new Progress(1));
    case 'compare':
      return compareLists(task.order, (companies) => port.postMessage({ kind: 'companies', companies }));
    case 'export':
      return writeEntries(task.order.stored.list.kind, entriesOf(task.order.stored), task.order.format);
  }
}

async function check({ file, plan, reading, compiling }: Tasks['check']['order']): Promise<CheckedFile> {
  const progress = new Progress(file.size);
  const problems: RowProblem[] = [];
  let leftOut = 0;
  const skipped: Record<SkipReason, number> = { 'no-vendor': 0, ended: 0 };
  const news = {
    onProblem(problem: RowProblem): void {
      leftOut++;
      if (problems.length < MAX_PROBLEMS) problems.push(problem);
    },
    onProgress: (bytes: number) => progress.at(bytes),
    onSkipped: (reason: SkipReason) => {
      skipped[reason]++;
    },
  };
  const batches = plan.kind === 'restricted' ? readEntries(file, plan, news, reading) : readApproved(file, plan, news, reading);
  const packed = await pack(plan.kind, progress.counted<AnyEntry>(batches), compiling, progress);
  return { ...packed, problems, leftOut, skipped: skipped['no-vendor'], ended: skipped.ended };
}

function rewrite({ stored, change, compiling }: Tasks['rewrite']['order']): Promise<PackedList> {
  const { kind, count } = stored.list;
  const progress = new Progress(count);
  const batches = applyChange(progress.following(entriesOf(stored)), change);
  return pack(kind, progress.counted(batches), compiling, progress);
}

function entriesOf({ list, files }: StoredList): AsyncGenerator<readonly AnyEntry[]> {
  const entries = openEntries(list, files);
  if (entries === undefined) throw new Error(`the list "${list.title}" was stored without its entries`);
  return entries.all();
}

function pack(
  kind: OwnList['kind'],
  batches: AsyncIterable<readonly AnyEntry[]> | Iterable<readonly AnyEntry[]>,
  { list, index, ordinaryWords, treatOrdinary }: Compiling,
  progress: Progress,
): Promise<PackedList> {
  return compileList(kind, batches, {
    list,
    treatOrdinary,
    facts: () => ({ index, ordinaryWords }),
    pause: () => progress.report(),
  });
}

/** Tells the page now and then how far the work is. */
class Progress {
  private entries = 0;
  private done = 0;
  private reported = 0;

  /** `whole` is what there is to read, in whatever `at` counts. */
  constructor(private readonly whole: number) {}

  at(done: number): void {
    this.done = done;
    this.report();
  }

  report(): undefined {
    const now = performance.now();
    if (now - this.reported < REPORT_MS) return;
    this.reported = now;
    port.postMessage({ kind: 'progress', progress: { entries: this.entries, read: this.whole === 0 ? 1 : this.done / this.whole } });
  }

  /** The same batches; what goes through is counted as entries. */
  async *counted<Entry>(batches: AsyncIterable<readonly Entry[]>): AsyncGenerator<readonly Entry[]> {
    for await (const batch of batches) {
      this.entries += batch.length;
      this.report();
      yield batch;
    }
    this.at(this.whole);
  }

  /** The same batches; what goes through is counted as done. */
  async *following<Entry>(batches: AsyncIterable<readonly Entry[]>): AsyncGenerator<readonly Entry[]> {
    for await (const batch of batches) {
      this.at(this.done + batch.length);
      yield batch;
    }
  }
}
