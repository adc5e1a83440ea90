/** `check`: files → what stands in them, in the format asked for. */
import type { Translator } from '../ui/connect.ts';
import type { CheckCommand } from './arguments.ts';
import { inOrder } from './in-order.ts';
import { readInput } from './input.ts';
import type { Output, UnreadFile } from './output.ts';
import { createJsonOutput } from './output-json.ts';
import { createJsonlOutput } from './output-jsonl.ts';
import { createTableOutput } from './output-table.ts';
import { ClosedPipe, type ExitCode, type Outside } from './outside.ts';
import { type Result, say } from './problem.ts';
import { printable } from './width.ts';
import type { Crew, FileWork } from './work.ts';

/** Checks one file after the other, and so they are told. */
export async function checkFiles(
  command: Pick<CheckCommand, 'files' | 'format'>,
  { work, jobs }: Crew<FileWork>,
  outside: Outside,
  translator: Translator,
): Promise<ExitCode> {
  const output = createOutput(command, outside, translator);
  const unread: UnreadFile[] = [];
  let counted = 0;
  let checked = 0;
  const check = async ({ file, bytes }: ReadFile) => ({ file, result: bytes.ok ? await work({ file, bytes: bytes.value }) : bytes });
  try {
    for await (const { file, result } of inOrder(readFiles(command.files, outside.stdin), jobs, check)) {
      checked++;
      if (result.ok) {
        counted += result.value.report.counted;
        await writeAll(output.add(result.value), outside);
      } else {
        const reason = say(result.problem, translator);
        unread.push({ file, reason });
        outside.writeError(`vendor-lens: ${printable(`${file}: ${reason}`)}\n`);
      }
    }
    await writeAll(output.end(unread), outside);
  } catch (error) {
    if (!(error instanceof ClosedPipe)) throw error;
    // Quietly; but files that were not looked at must not read as "nothing confirmed".
    if (checked < command.files.length) return 2;
  }
  return unread.length > 0 ? 2 : counted > 0 ? 1 : 0;
}

interface ReadFile {
  readonly file: string;
  readonly bytes: Result<Uint8Array>;
}

async function* readFiles(files: readonly string[], stdin: AsyncIterable<Uint8Array>): AsyncGenerator<ReadFile> {
  for (const file of files) yield { file, bytes: await readInput(file, stdin) };
}

/** Writes in portions: a call for each line is slow, one for everything may be more than a string holds. */
async function writeAll(pieces: Iterable<string>, outside: Outside): Promise<void> {
  let portion = '';
  for (const piece of pieces) {
    portion += piece;
    if (portion.length < 65_536) continue;
    await outside.write(portion);
    portion = '';
  }
  if (portion !== '') await outside.write(portion);
}

function createOutput(command: Pick<CheckCommand, 'format'>, outside: Outside, translator: Translator): Output {
  switch (command.format) {
    case 'table':
      return createTableOutput(translator, outside.columns);
    case 'jsonl':
      return createJsonlOutput(translator);
    case 'json':
      return createJsonOutput(translator);
  }
}
