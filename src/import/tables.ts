/** Every format but the public ones as a table: headings, and rows below them. */
import { findHeader, textOfHeading } from './columns.ts';
import { readCsv, readLines } from './csv.ts';
import { cellOf, fieldsOf, type JsonFields, type JsonRecord, readJson } from './json.ts';
import { ImportError } from './problems.ts';
import { isBlank, type Row } from './rows.ts';
import type { ImportPlan, SourceFile } from './source.ts';
import { readText } from './text.ts';
import { restore } from './values.ts';
import { openWorkbook } from './workbook.ts';

/** What has to be known to find the rows; without `hasHeader` it is guessed. */
export type TablePlan = Pick<ImportPlan, 'kind' | 'format' | 'encoding' | 'delimiter' | 'sheet'> & { readonly hasHeader?: boolean };

export interface Table {
  readonly hasHeader: boolean;
  /** Headings; '' for a column without one. */
  readonly columns: readonly string[];
  /** The first rows below them. */
  readonly sample: readonly Row[];
  /** All rows below them, blank ones too. To be walked once. */
  readonly rows: AsyncGenerator<readonly Row[]>;
  /** Lets go of the file, for who does not walk to the end. */
  close(): Promise<unknown>;
}

/** Rows by which a table is judged. */
const SAMPLE_ROWS = 100;

/** Throws `ImportError`, as does the walk over the rows. */
export async function openTable(file: SourceFile, plan: TablePlan, onProgress: (bytes: number) => void): Promise<Table> {
  const isJson = plan.format === 'json' || plan.format === 'ftm' || plan.format === 'csl-json';
  return isJson ? tableOfRecords(readRecords(file, plan, onProgress)) : tableOfRows(readRows(file, plan, onProgress), plan);
}

async function* readRows(file: SourceFile, plan: TablePlan, onProgress: (bytes: number) => void): AsyncGenerator<readonly Row[]> {
  if (plan.format === 'xlsx') {
    const workbook = await openWorkbook(file.blob);
    for await (const rows of workbook.readRows(plan.sheet ?? workbook.sheets[0] ?? '', onProgress)) yield rows.map(restoreCells);
    return;
  }
  const texts = readText(file.blob, plan.encoding ?? 'utf-8', onProgress);
  if (plan.format === 'names') yield* readLines(texts);
  else for await (const rows of readCsv(texts, plan.delimiter ?? ',')) yield rows.map(restoreCells);
}

const restoreCells = ({ line, cells }: Row): Row => ({ line, cells: cells.map((cell) => restore(cell as string)) });

/** The records of a JSON file. Throws `ImportError`, also for an export that is not meant for this. */
export function readRecords(
  file: SourceFile,
  { kind, encoding }: Pick<ImportPlan, 'kind' | 'encoding'>,
  onProgress: (bytes: number) => void,
): AsyncGenerator<JsonRecord[]> {
  return readJson(readText(file.blob, encoding ?? 'utf-8', onProgress), (envelope) => {
    if (envelope.get('format') !== EXPORT_FORMAT) return;
    if (envelope.get('version') !== EXPORT_VERSION) throw new ImportError('version');
    if (envelope.get('kind') !== kind) throw new ImportError('kind');
  });
}

/** What our own JSON says of itself. */
export const EXPORT_FORMAT = 'vendor-lens-list';
export const EXPORT_VERSION = 1;

async function tableOfRows(batches: AsyncGenerator<readonly Row[]>, plan: TablePlan): Promise<Table> {
  const [first, rows] = await peek(batches);
  const filled = first.filter((row) => !isBlank(row));
  const found = findHeader(plan.kind, filled);
  const hasHeader = plan.hasHeader ?? found !== -1;
  const header = hasHeader ? filled[Math.max(0, found)] : undefined;
  const sample = header ? filled.slice(filled.indexOf(header) + 1) : filled;
  const width = Math.max(header?.cells.length ?? 0, usualWidth(sample));
  return {
    hasHeader,
    columns: Array.from({ length: width }, (_, column) => textOfHeading(header?.cells[column])),
    sample,
    rows: header ? below(rows, header) : rows,
    close: () => batches.return(undefined),
  };
}

async function* below(batches: AsyncGenerator<readonly Row[]>, header: Row): AsyncGenerator<readonly Row[]> {
  for await (const rows of batches) yield rows.filter(({ line }) => line > header.line);
}

/** How many cells most rows have. */
function usualWidth(rows: readonly Row[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), [0, 0])[0];
}

/** A record's fields are the columns; those of FollowTheMoney's `properties` are, too. */
async function tableOfRecords(batches: AsyncGenerator<readonly JsonRecord[]>): Promise<Table> {
  const [first, records] = await peek(batches);
  const columns = [...new Set(first.flatMap(({ fields }) => [...flatten(fields).keys()]))];
  const rowOf = ({ line, fields }: JsonRecord): Row => {
    const flat = flatten(fields);
    return { line, cells: columns.map((column) => cellOf(flat.get(column))) };
  };
  const rows = async function* (): AsyncGenerator<readonly Row[]> {
    for await (const batch of records) yield batch.map(rowOf);
  };
  return { hasHeader: true, columns, sample: first.map(rowOf), rows: rows(), close: () => batches.return(undefined) };
}

const flatten = (fields: JsonFields): JsonFields => {
  const inner = fieldsOf(fields.get('properties'));
  return inner.size === 0 ? fields : new Map([...fields, ...inner]);
};

/** The first items, and all of them again. */
async function peek<Item>(batches: AsyncGenerator<readonly Item[]>): Promise<readonly [readonly Item[], AsyncGenerator<readonly Item[]>]> {
  const first: Item[] = [];
  while (first.length < SAMPLE_ROWS) {
    const { done, value } = await batches.next();
    if (done) break;
    for (const item of value) first.push(item);
  }
  const all = async function* (): AsyncGenerator<readonly Item[]> {
    yield first;
    yield* batches;
  };
  return [first, all()];
}
