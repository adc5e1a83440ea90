/** Entries → a file that `inspect` and `readEntries` read back the same. */
import type { ApprovedEntry, OwnEntry } from '../core/own-list.ts';
import { fieldsOf, headingOf } from './columns.ts';
import { writeCsvRow } from './csv.ts';
import type { AnyField, ImportPlan } from './source.ts';
import { EXPORT_FORMAT, EXPORT_VERSION } from './tables.ts';
import { joinValues, neutralise } from './values.ts';
import { writeWorkbook } from './workbook.ts';

export type ExportFormat = 'csv' | 'xlsx' | 'json';

type AnyEntry = OwnEntry | ApprovedEntry;
type Batches = AsyncIterable<readonly AnyEntry[]>;

/** The whole file. Its last columns may be empty; every export of a kind has the same ones. */
export async function writeEntries(kind: ImportPlan['kind'], entries: Batches, format: ExportFormat): Promise<Blob> {
  switch (format) {
    case 'csv':
      return join(csvOf(kind, entries), 'text/csv;charset=utf-8');
    case 'xlsx':
      return writeWorkbook(SHEETS[kind], rowsOf(kind, entries));
    case 'json':
      return join(jsonOf(kind, entries), 'application/json');
  }
}

const SHEETS = { restricted: 'Restricted', approved: 'Approved' } as const;

async function* rowsOf(kind: ImportPlan['kind'], entries: Batches): AsyncGenerator<readonly (readonly string[])[]> {
  const fields = fieldsOf[kind];
  yield [fields.map((field) => headingOf(kind, field))];
  for await (const batch of entries) yield batch.map((entry) => fields.map((field) => neutralise(cellOf(entry, field))));
}

function cellOf(entry: AnyEntry, field: AnyField): string {
  const value = (entry as Partial<Record<AnyField, string | readonly string[]>>)[field] ?? '';
  return typeof value === 'string' ? value : joinValues(value);
}

/** Without the mark, spreadsheet programs take the text for the encoding of their country. */
const BYTE_ORDER_MARK = '\ufeff';

async function* csvOf(kind: ImportPlan['kind'], entries: Batches): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK;
  for await (const rows of rowsOf(kind, entries)) yield rows.map(writeCsvRow).join('');
}

/** One entry a line, its fields in their order. */
async function* jsonOf(kind: ImportPlan['kind'], entries: Batches): AsyncGenerator<string> {
  yield `{"format":"${EXPORT_FORMAT}","version":${EXPORT_VERSION},"kind":"${kind}","entries":[`;
  let before = '\n';
  for await (const batch of entries) {
    if (batch.length === 0) continue;
    yield before + batch.map((entry) => JSON.stringify(entry, [...fieldsOf[kind]])).join(',\n');
    before = ',\n';
  }
  yield '\n]}\n';
}

/** UTF-16 units that are handed to the browser at once, which may put them on disk. */
const PART_UNITS = 4 * 1024 * 1024;

async function join(texts: AsyncIterable<string>, type: string): Promise<Blob> {
  const parts: Blob[] = [];
  let waiting: string[] = [];
  let units = 0;
  const flush = (): void => {
    parts.push(new Blob(waiting));
    waiting = [];
    units = 0;
  };
  for await (const text of texts) {
    waiting.push(text);
    units += text.length;
    if (units >= PART_UNITS) flush();
  }
  flush();
  return new Blob(parts, { type });
}
