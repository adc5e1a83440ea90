/** What a file is and how it would be read: what the reviewer sees before anything is. */
import { guessMapping } from './columns.ts';
import { detect } from './detect.ts';
import { ImportError } from './problems.ts';
import { isPublic } from './public-lists.ts';
import { showCell } from './rows.ts';
import type { ImportPlan, PlanChange, Preview, SourceFile } from './source.ts';
import { openTable, type Table, type TablePlan } from './tables.ts';
import { openWorkbook } from './workbook.ts';

/** Rows that are shown. */
const SHOWN_ROWS = 10;
/** UTF-16 units of a cell that are shown. */
const SHOWN_UNITS = 300;

/** The guess, but for what is chosen. Throws `ImportError`. */
export async function inspect(file: SourceFile, kind: ImportPlan['kind'], change: PlanChange = {}): Promise<Preview> {
  const reading = await detect(file, kind, change);
  const sheets = reading.format === 'xlsx' ? (await openWorkbook(file.blob)).sheets : [];
  const choice = change.hasHeader === undefined ? reading : { ...reading, hasHeader: change.hasHeader };
  if (reading.format !== 'xlsx') return found(await look(file, choice, sheets));
  // The first sheet may be a cover.
  for (const sheet of change.sheet === undefined ? sheets : [change.sheet]) {
    const preview = await look(file, { ...choice, sheet }, sheets);
    if (preview) return preview;
  }
  return found(undefined);
}

function found(preview: Preview | undefined): Preview {
  if (!preview) throw new ImportError('empty');
  return preview;
}

/** Undefined where there is no row. */
async function look(file: SourceFile, reading: TablePlan, sheets: readonly string[]): Promise<Preview | undefined> {
  const table = await openTable(file, reading, () => undefined);
  await table.close();
  const { hasHeader, columns, sample } = table;
  if (columns.length === 0) return undefined;
  return {
    plan: { ...reading, hasHeader, mapping: mappingOf(reading, table) },
    sheets,
    columns,
    rows: sample.slice(0, SHOWN_ROWS).map(({ cells }) => columns.map((_, column) => showCell(cells[column] ?? '').slice(0, SHOWN_UNITS))),
  };
}

function mappingOf({ kind, format }: TablePlan, { columns, sample }: Table): ImportPlan['mapping'] {
  if (isPublic(format)) return {};
  return format === 'names' ? { vendor: 0 } : guessMapping(kind, columns, sample);
}
