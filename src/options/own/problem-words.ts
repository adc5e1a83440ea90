/** Why a file or a row of it was not read, in a sentence. */
import type { RowProblem } from '../../import/problems.ts';
import type { Translator } from '../../ui/connect.ts';
import { nameOfEncoding } from '../../ui/encodings.ts';
import { keyOf } from '../../ui/translate.ts';
import type { TaskFailure, TaskFault } from '../import/messages.ts';

/** Characters of a row's value that are shown; what is wrong is seen in them, or nowhere. */
const MAX_VALUE = 60;

const faults: ReadonlySet<string> = new Set<TaskFault>(['full', 'failed', 'gone', 'changed', 'same', 'patterns']);

/** The sentence for what is wrong with a file or a row of it; it may name line, column and value. */
export function wordsOf({ t }: Translator, { code, line, column = '', value = '' }: TaskFailure | RowProblem): string {
  if (faults.has(code)) return t(keyOf('own_fault', code));
  if (code === 'encoding') return t('import_encoding', line ?? '', column, nameOfEncoding(value));
  const shown = value.length > MAX_VALUE ? `${value.slice(0, MAX_VALUE)}…` : value;
  return t(keyOf('import', code), line ?? '', column, shown);
}
