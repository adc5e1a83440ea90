/** What a file is: by its bytes and by its text. Its name decides only where both leave it open. */
import { binaryKindOf } from '../core/encoding.ts';
import { findHeader } from './columns.ts';
import { guessCut, sampleRows } from './csv.ts';
import { type JsonRecord, readJson } from './json.ts';
import { ImportError } from './problems.ts';
import { publicRecord, publicTable } from './public-lists.ts';
import { showCell } from './rows.ts';
import { IMPORT_LIMITS, type ImportPlan, type PlanChange, type SourceFile, type SourceFormat } from './source.ts';
import { encodingOf, readBeginning, readText } from './text.ts';
import { megabytes } from './zip.ts';

/** How the bytes are to be taken. */
export type Reading = Pick<ImportPlan, 'kind' | 'format' | 'encoding' | 'delimiter'>;

/** UTF-16 units that show the shape of a table. */
const SAMPLE_UNITS = 64 * 1024;

/** Throws `ImportError` for a file of a size that is not taken. */
export function checkSize({ size }: SourceFile, limit: number = IMPORT_LIMITS.bytes): void {
  if (size === 0) throw new ImportError('empty');
  if (size > limit) throw new ImportError('too-big', { value: megabytes(limit) });
}

/** The format, and what has to be known to read it. Throws `ImportError`. */
export async function detect(file: SourceFile, kind: ImportPlan['kind'], change: PlanChange): Promise<Reading> {
  checkSize(file);
  if (await isArchive(file.blob)) {
    checkSize(file, IMPORT_LIMITS.workbookBytes);
    return { kind, format: 'xlsx' };
  }
  const encoding = change.encoding ?? (await encodingOf(file.blob));
  const sample = await readBeginning(file.blob, encoding, SAMPLE_UNITS);
  if (/^\s*<[!?a-z]/i.test(sample)) throw new ImportError('html');
  const format = change.format ?? (await guessFormat(file, kind, encoding, sample));
  // Public tables have commas wherever they are published.
  const hasDelimiter = format === 'csv' || format === 'opensanctions-csv' || format === 'csl-csv';
  return { kind, format, encoding, ...(hasDelimiter ? { delimiter: change.delimiter ?? guessCut(sample).delimiter } : {}) };
}

/** Whether the bytes are those of a packed file, which is a workbook or nothing for us. Throws `ImportError` for what is no text either. */
async function isArchive(blob: Blob): Promise<boolean> {
  const kind = binaryKindOf(new Uint8Array(await blob.slice(0, 16).arrayBuffer()));
  switch (kind) {
    case undefined:
      return false;
    case 'zip':
      return true;
    case 'archive':
      throw new ImportError('compressed');
    case 'ole':
      throw new ImportError((await isEncrypted(blob)) ? 'encrypted' : 'old-workbook');
    default:
      throw new ImportError('binary');
  }
}

/** A workbook with a password is put whole into a file of the kind that came before it. */
async function isEncrypted(blob: Blob): Promise<boolean> {
  const bytes = await blob.slice(0, IMPORT_LIMITS.workbookBytes).arrayBuffer();
  return new TextDecoder('utf-16le').decode(bytes).includes('EncryptedPackage');
}

async function guessFormat(file: SourceFile, kind: ImportPlan['kind'], encoding: string, sample: string): Promise<SourceFormat> {
  if (/^\s*(?:\[\s*[{\]]|\{\s*["}])/.test(sample) || /\.(?:json|jsonl|ndjson)$/i.test(file.name)) {
    const first = await firstRecord(file.blob, encoding);
    return (kind === 'restricted' && first && publicRecord(first.fields)) || 'json';
  }
  const { delimiter, columns, regular } = guessCut(sample);
  const rows = sampleRows(sample, delimiter);
  const known = kind === 'restricted' && publicTable(rows[0]?.cells.map(showCell) ?? []);
  if (known) return known;
  if (/\.(?:csv|tsv)$/i.test(file.name)) return 'csv';
  // Names have commas of their own: "Acme Robotics, Inc."
  const isTable = delimiter === ',' ? columns > 2 && regular === 1 : columns > 1 && regular > MOSTLY;
  return isTable || (columns > 1 && findHeader(kind, rows) !== -1) ? 'csv' : 'names';
}

/** Share of the rows of a table that have as many cells as the others. */
const MOSTLY = 0.7;

async function firstRecord(blob: Blob, encoding: string): Promise<JsonRecord | undefined> {
  for await (const [record] of readJson(readText(blob, encoding, () => undefined))) if (record) return record;
  return undefined;
}
