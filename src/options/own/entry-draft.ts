/** An entry as it stands in a form, where everything is text, and the way back under the same rules as a row of a file. */
import { ApprovedReader, EntryReader } from '../../import/entries.ts';
import type { RowProblem } from '../../import/problems.ts';
import type { AnyField, ImportPlan } from '../../import/source.ts';
import type { AnyEntry } from '../import/messages.ts';
import { fieldsOf } from './fields.ts';
import type { ListKind } from './kinds.ts';

/** The text of each field; where there may be several values, one a line. */
export type EntryDraft = Readonly<Record<AnyField, string>>;

/** What is wrong with a form, and in which field. */
export interface DraftProblem {
  readonly field: AnyField;
  readonly problem: RowProblem;
}

const several: ReadonlySet<AnyField> = new Set<AnyField>(['aliases', 'partNumbers', 'categories']);

const empty: EntryDraft = {
  id: '',
  vendor: '',
  product: '',
  category: '',
  categories: '',
  aliases: '',
  partNumbers: '',
  severity: 'prohibited',
  note: '',
  url: '',
  reference: '',
  validUntil: '',
  scope: '',
  region: '',
};

/** The fields of an entry as text; those of a new one without it. */
export function draftOf(entry: AnyEntry | undefined): EntryDraft {
  const texts = Object.entries(entry ?? {}).map(([field, value]) => [field, several.has(field as AnyField) ? value.join('\n') : value]);
  return { ...empty, ...Object.fromEntries(texts) };
}

/** What an entry is called where it is spoken of. */
export function nameOfEntry({ vendor, product }: AnyEntry): string {
  return [vendor, product].filter((part) => part !== undefined).join(' ');
}

/** The values of a field that may have several. */
export function linesOf(text: string): string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '');
}

/** The entry that a form says, or the first thing that is wrong with it. */
export function entryOf(kind: ListKind, draft: EntryDraft): { readonly entry: AnyEntry } | DraftProblem {
  const fields = fieldsOf(kind);
  const mapping = Object.fromEntries(fields.map((field, column) => [field, column]));
  const plan: ImportPlan = { kind, format: 'json', hasHeader: true, mapping };
  const problems: RowProblem[] = [];
  const Reader = kind === 'restricted' ? EntryReader : ApprovedReader;
  const reader = new Reader(plan, fields, (problem) => problems.push(problem), {});
  const entry = reader.read({ line: 1, cells: fields.map((field) => (several.has(field) ? linesOf(draft[field]) : draft[field])) });
  if (entry !== undefined) return { entry };
  // A form that says nothing at all is no row for the reader.
  const [problem = { code: 'no-name', line: 1, column: 'vendor' }] = problems;
  return { field: fields.find((field) => field === problem.column) ?? 'vendor', problem };
}
