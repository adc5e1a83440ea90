/** A file and its plan → entries, in batches of what is in memory at once. */
import type { ApprovedEntry, OwnEntry } from '../core/own-list.ts';
import { findHeader } from './columns.ts';
import { guessCut, sampleRows } from './csv.ts';
import { checkSize } from './detect.ts';
import { ApprovedReader, EntryReader } from './entries.ts';
import type { JsonFields } from './json.ts';
import { ImportError } from './problems.ts';
import { isPublic, readPublic } from './public-lists.ts';
import { isBlank, type Row } from './rows.ts';
import { IMPORT_LIMITS, type ImportNews, type ImportPlan, type ReadOptions, type SourceFile } from './source.ts';
import { openTable, readRecords } from './tables.ts';
import { readBeginning } from './text.ts';

/** What the file restricts. Throws `ImportError`: then nothing of it may be kept. */
export async function* readEntries(
  file: SourceFile,
  plan: ImportPlan,
  news: ImportNews,
  options: ReadOptions = {},
): AsyncGenerator<readonly OwnEntry[]> {
  if (isPublic(plan.format)) yield* readPublicEntries(file, plan, news, options);
  else yield* readTable(file, plan, news, IMPORT_LIMITS.rows, (columns) => new EntryReader(plan, columns, news.onProblem, options));
}

/** What the file approves. Throws `ImportError`: then nothing of it may be kept. */
export async function* readApproved(
  file: SourceFile,
  plan: ImportPlan,
  news: ImportNews,
  options: ReadOptions = {},
): AsyncGenerator<readonly ApprovedEntry[]> {
  // Public lists say what is restricted.
  if (isPublic(plan.format)) throw new ImportError('kind');
  yield* readTable(file, plan, news, IMPORT_LIMITS.approvedRows, (columns) => new ApprovedReader(plan, columns, news.onProblem, options));
}

async function* readTable<Entry>(
  file: SourceFile,
  plan: ImportPlan,
  news: ImportNews,
  limit: number,
  readerFor: (columns: readonly string[]) => { read(row: Row): Entry | undefined },
): AsyncGenerator<readonly Entry[]> {
  checkSize(file);
  const table = await openTable(file, plan, news.onProgress);
  try {
    if (plan.format === 'csv' && table.columns.length === 1) await checkDelimiter(file, plan);
    const reader = readerFor(table.columns);
    let rows = 0;
    for await (const batch of table.rows) {
      const filled = batch.filter((row) => !isBlank(row));
      rows += filled.length;
      if (rows > limit) throw new ImportError('too-many', { line: filled.at(limit - rows)?.line ?? 0, value: String(limit) });
      yield filled.flatMap((row) => reader.read(row) ?? []);
    }
    if (rows === 0) throw new ImportError('empty');
  } finally {
    await table.close();
  }
}

/** A table read as one column would become a list of nonsense names. */
async function checkDelimiter(file: SourceFile, { kind, encoding = 'utf-8', delimiter }: ImportPlan): Promise<void> {
  const sample = await readBeginning(file.blob, encoding, SAMPLE_UNITS);
  const cut = guessCut(sample);
  const isOther = cut.columns > 1 && cut.delimiter !== delimiter && findHeader(kind, sampleRows(sample, cut.delimiter)) !== -1;
  if (isOther) throw new ImportError('delimiter', { line: 1, value: cut.delimiter === '\t' ? 'Tab' : cut.delimiter });
}

/** Enough to see the headings. */
const SAMPLE_UNITS = 16 * 1024;

async function* readPublicEntries(
  file: SourceFile,
  plan: ImportPlan,
  news: ImportNews,
  { today }: ReadOptions,
): AsyncGenerator<readonly OwnEntry[]> {
  checkSize(file);
  const { format } = plan;
  if (!isPublic(format)) return;
  let records = 0;
  for await (const batch of recordsOf(file, plan, news)) {
    records += batch.length;
    if (records > IMPORT_LIMITS.publicRecords) throw new ImportError('too-many', { value: String(IMPORT_LIMITS.publicRecords) });
    const entries: OwnEntry[] = [];
    for (const fields of batch) {
      const entry = readPublic(format, fields, today);
      if (typeof entry === 'object') entries.push(entry);
      else news.onSkipped?.(entry);
    }
    yield entries;
  }
  if (records === 0) throw new ImportError('empty');
}

async function* recordsOf(file: SourceFile, plan: ImportPlan, news: ImportNews): AsyncGenerator<JsonFields[]> {
  if (plan.format === 'ftm' || plan.format === 'csl-json') {
    for await (const records of readRecords(file, plan, news.onProgress)) yield records.map(({ fields }) => fields);
    return;
  }
  const table = await openTable(file, { ...plan, hasHeader: true }, news.onProgress);
  try {
    for await (const rows of table.rows) {
      yield rows.filter((row) => !isBlank(row)).map(({ cells }) => new Map(table.columns.map((column, i) => [column, cells[i] ?? ''])));
    }
  } finally {
    await table.close();
  }
}
