/** `check --jsonl-in`: files of records, one a line → a line for each finding, in constant memory. */
import type { Translator } from '../ui/connect.ts';
import { inOrder } from './in-order.ts';
import { describeFailure, readChunks } from './input.ts';
import { cutLines, type Portion } from './lines.ts';
import { ClosedPipe, type ExitCode, type Outside } from './outside.ts';
import { fail, type Problem, say } from './problem.ts';
import type { ScreenedRecords } from './records.ts';
import { printable } from './width.ts';
import type { Crew, RecordWork } from './work.ts';

/** Bytes of a line that are read: a whole document in one field, and little beside the memory of any machine. */
const maxLine = 16 * 1024 * 1024;

/** Portions for each thread that are read ahead, so that none waits for the reader. */
const portionsAhead = 3;

/** What comes of the files one after the other. */
type Item = { readonly file: string } & ({ readonly lines: Portion } | { readonly problem: Problem; readonly line?: number });

/** Checks the records of the files; what could not be read is said with its line's number, and the next is checked. */
export async function checkRecords(
  { files, fields }: { readonly files: readonly string[]; readonly fields: readonly string[] },
  { work, jobs }: Crew<RecordWork>,
  outside: Outside,
  translator: Translator,
): Promise<ExitCode> {
  const complain = (file: string, line: number | undefined, problem: Problem): void => {
    const place = line === undefined ? file : `${file}:${line}`;
    outside.writeError(`vendor-lens: ${printable(`${place}: ${say(problem, translator)}`)}\n`);
  };
  const screen = async (item: Item): Promise<{ readonly file: string } & ScreenedRecords> => {
    if ('lines' in item) return { file: item.file, ...(await work(item)) };
    return { file: item.file, output: '', counted: 0, seen: [], records: 0, problems: [item] };
  };
  let counted = 0;
  let records = 0;
  let isUnread = false;
  const unseen = new Set(fields);
  try {
    for await (const screened of inOrder(readItems(files, outside.stdin), jobs > 1 ? jobs * portionsAhead : 1, screen)) {
      counted += screened.counted;
      records += screened.records;
      for (const field of screened.seen) unseen.delete(field);
      for (const { line, problem } of screened.problems) {
        isUnread = true;
        complain(screened.file, line, problem);
      }
      if (screened.output !== '') await outside.write(screened.output);
    }
  } catch (error) {
    // Records that were not looked at must not read as "nothing confirmed".
    if (error instanceof ClosedPipe) return 2;
    throw error;
  }
  // Hardly what was meant, but a small file may have none that does.
  if (records > 0) for (const field of unseen) complain(files.join(' '), undefined, fail('cli_error_field_unseen', field).problem);
  return isUnread ? 2 : counted > 0 ? 1 : 0;
}

async function* readItems(files: readonly string[], stdin: AsyncIterable<Uint8Array>): AsyncGenerator<Item> {
  for (const file of files) {
    try {
      for await (const part of cutLines(readChunks(file, stdin), maxLine)) {
        if ('bytes' in part) yield { file, lines: part };
        else yield { file, line: part.tooLong, ...fail('cli_error_record_too_long', String(maxLine / 1024 / 1024)) };
      }
    } catch (error) {
      yield { file, problem: describeFailure(error) };
    }
  }
}
