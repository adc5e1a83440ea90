/** What is read into a list of entries: the file, how it is to be read, and what there is to see before it is. */
import type { Category } from '../core/model.ts';
import { MAX_APPROVED } from '../core/own-list.ts';
import type { RowProblem } from './problems.ts';

/** A file, or pasted text. */
export interface SourceFile {
  readonly name: string;
  readonly size: number;
  readonly blob: Blob;
}

export type SourceFormat = 'names' | 'csv' | 'xlsx' | 'json' | 'opensanctions-csv' | 'ftm' | 'csl-csv' | 'csl-json';

/** Fields of an `OwnEntry`. */
export type EntryField = 'id' | 'vendor' | 'product' | 'category' | 'aliases' | 'partNumbers' | 'severity' | 'note' | 'url';
/** Fields of an `ApprovedEntry`. */
export type ApprovedField = 'id' | 'vendor' | 'product' | 'categories' | 'url' | 'reference' | 'validUntil' | 'scope' | 'region' | 'note';
export type AnyField = EntryField | ApprovedField;

/** Number of the column, from 0, that each field is read from. The public formats know their columns and have none. */
export type Mapping = Readonly<Partial<Record<AnyField, number>>>;

/** How a file is read. */
export interface ImportPlan {
  readonly kind: 'restricted' | 'approved';
  readonly format: SourceFormat;
  /** Name of the encoding in the WHATWG standard; none for workbooks. */
  readonly encoding?: string;
  /** Of 'csv'. */
  readonly delimiter?: string;
  /** Of 'xlsx'. */
  readonly sheet?: string;
  /** Whether one of the first rows names the columns. */
  readonly hasHeader: boolean;
  readonly mapping: Mapping;
}

/** What the reviewer may choose another way than it was guessed. */
export type PlanChange = Partial<Pick<ImportPlan, 'encoding' | 'delimiter' | 'sheet' | 'hasHeader' | 'format'>>;

export interface Preview {
  /** As guessed. */
  readonly plan: ImportPlan;
  /** Names of a workbook's sheets. */
  readonly sheets: readonly string[];
  /** Headings; '' for a column without one. */
  readonly columns: readonly string[];
  /** The first 10 below the headings, as they stand in the file. */
  readonly rows: readonly (readonly string[])[];
}

/** What is told while a file is read. */
export interface ImportNews {
  /** That row is left out. There may be as many of them as rows. */
  onProblem(problem: RowProblem): void;
  /** Bytes of the file that were read so far. */
  onProgress(bytes: number): void;
  onSkipped?(reason: SkipReason): void;
}

/** Why no vendor list needs a record of a public list: a person, a vessel, an address; or a restriction that has ended. */
export type SkipReason = 'no-vendor' | 'ended';

export interface ReadOptions {
  /** Categories that a file may name by id or by name; without them every id is taken as it is. */
  readonly categories?: readonly Pick<Category, 'id' | 'name'>[];
  /** YYYY-MM-DD, to leave out what a public list says has ended; without it nothing has. */
  readonly today?: string;
}

const MB = 1024 * 1024;

/** A file past one of these is refused, an entry is left out. */
export const IMPORT_LIMITS = {
  bytes: 200 * MB,
  /** Packed, and each part of it unpacked. */
  workbookBytes: 50 * MB,
  unpackedBytes: 500 * MB,
  rows: 1_000_000,
  approvedRows: MAX_APPROVED,
  /** Of a public list, those that are skipped included: FollowTheMoney's files are mostly persons and addresses. */
  publicRecords: 5_000_000,
  /** UTF-16 units of a name. */
  name: 300,
  /** UTF-16 units of a note, a scope or a region. */
  text: 2_000,
  /** UTF-16 units of a link. */
  url: 2_000,
  /** Aliases of one entry; part numbers likewise. */
  values: 200,
  /** Of a whole list: each becomes an automaton of its own. */
  partNumbers: 20_000,
  /** UTF-16 units of all aliases of an entry, or all part numbers: a spreadsheet program takes some more in a cell. */
  cell: 30_000,
} as const;
