/** The whole program with the outside passed in: arguments, files and the two outputs → an exit code. */
import type { Catalogue } from '../core/model.ts';
import type { Policy } from '../core/policy.ts';
import type { Translator } from '../ui/connect.ts';
import { createTranslator } from '../ui/translate.ts';
import { type CheckCommand, chooseLanguage, type ExplainCommand, parseArguments, type ScreeningOptions } from './arguments.ts';
import type { Bundle } from './bundle.ts';
import { decode } from './decode.ts';
import type { FileDocument } from './document.ts';
import type { Explain } from './explain.ts';
import { kindOf, readInput } from './input.ts';
import { listLists } from './list-lists.ts';
import type { CheckedFile, Output, UnreadFile } from './output.ts';
import { showExplanation } from './output-explanation.ts';
import { createJsonOutput } from './output-json.ts';
import { createJsonlOutput } from './output-jsonl.ts';
import { createTableOutput } from './output-table.ts';
import { resolvePlace } from './place.ts';
import { type Problem, type Result, succeed } from './problem.ts';
import { readCsv } from './read-csv.ts';
import { findCharset, readHtml } from './read-html.ts';
import { readText } from './read-text.ts';
import type { Screen } from './screening.ts';
import { printable } from './width.ts';

/** 0: nothing counted was found, or a place was explained. 1: something was. 2: something could not be read; wins over 1. */
export type ExitCode = 0 | 1 | 2;

export interface Outside {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Width of the terminal that the output goes to; undefined when it goes elsewhere. */
  readonly columns: number | undefined;
  /** Resolves when the text was taken; rejects with `ClosedPipe` when nobody reads any more. */
  write(text: string): Promise<void>;
  writeError(text: string): void;
  readonly bundle: Bundle;
  createScreen(index: ArrayBuffer, catalogue: Catalogue, policy: Policy): Screen;
  createExplain(index: ArrayBuffer, catalogue: Catalogue, policy: Policy): Explain;
}

/** The reader of our output went away (`| head`). */
export class ClosedPipe extends Error {}

/** Runs the program. Every expected failure ends in an exit code; a rejection is a bug or an output that cannot be written. */
export async function run(args: readonly string[], outside: Outside): Promise<ExitCode> {
  const language = chooseLanguage(args, outside.env);
  let translator: Translator;
  try {
    translator = createTranslator(language, await outside.bundle.messages(language));
  } catch (error) {
    // The one sentence that cannot come from the messages.
    outside.writeError(`vendor-lens: its own messages cannot be read (${describe(error)}); install it again\n`);
    return 2;
  }
  const complain = (problem: Problem): ExitCode => {
    outside.writeError(`vendor-lens: ${printable(say(problem, translator))}\n`);
    return 2;
  };

  const parsed = parseArguments(args);
  if (!parsed.ok) return complain(parsed.problem);
  const command = parsed.value;
  try {
    switch (command.name) {
      case 'help':
        await outside.write(`${translator.t('cli_help')}\n`);
        return 0;
      case 'version':
        await outside.write(`${await outside.bundle.version()}\n`);
        return 0;
      case 'lists': {
        const policy: Policy = { homeMarket: command.homeMarket, lists: {}, scope: 'all-products' };
        await outside.write(listLists(await outside.bundle.catalogue(), policy, translator));
        return 0;
      }
      case 'check':
      case 'explain':
        break;
    }
  } catch (error) {
    if (error instanceof ClosedPipe) return 0;
    return complain({ key: 'cli_error_installation', values: [describe(error)] });
  }

  let prepared: Prepared;
  try {
    prepared = await prepare(command, outside, translator);
  } catch (error) {
    return complain({ key: 'cli_error_installation', values: [describe(error)] });
  }
  for (const id of prepared.unknownLists) complain({ key: 'cli_error_unknown_list', values: [id] });
  // With none of the lists asked for there is nothing to check against, and "nothing found" would be a lie.
  if (!prepared.work) return 2;
  const worst = await prepared.work();
  return prepared.unknownLists.length > 0 ? 2 : worst;
}

interface Prepared {
  readonly unknownLists: readonly string[];
  /** Missing when every list that was asked for is unknown. */
  readonly work?: () => Promise<ExitCode>;
}

async function prepare(command: CheckCommand | ExplainCommand, outside: Outside, translator: Translator): Promise<Prepared> {
  const [catalogue, index] = await Promise.all([outside.bundle.catalogue(), outside.bundle.index()]);
  const known = catalogue.lists.map(({ id }) => id);
  const { lists } = command;
  const unknownLists = typeof lists === 'string' ? [] : lists.filter((id) => !known.includes(id));
  if (typeof lists !== 'string' && unknownLists.length === lists.length) return { unknownLists };
  const switches = lists === 'default' ? {} : Object.fromEntries(known.map((id) => [id, lists === 'all' || lists.includes(id)]));
  const policy: Policy = { homeMarket: command.homeMarket, lists: switches, scope: command.scope };
  if (command.name === 'explain') {
    const explain = outside.createExplain(index, catalogue, policy);
    return { unknownLists, work: () => explainPlace(command, explain, outside, translator) };
  }
  const screen = outside.createScreen(index, catalogue, policy);
  return { unknownLists, work: () => checkFiles(command, screen, outside, translator) };
}

async function checkFiles(command: CheckCommand, screen: Screen, outside: Outside, translator: Translator): Promise<ExitCode> {
  const output = createOutput(command, outside, translator);
  const unread: UnreadFile[] = [];
  let counted = 0;
  let checked = 0;
  try {
    for (const file of command.files) {
      const result = await checkFile(file, command, screen, outside);
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

async function checkFile(file: string, command: CheckCommand, screen: Screen, outside: Outside): Promise<Result<CheckedFile>> {
  const read = await readFile(file, command, outside);
  if (!read.ok) return read;
  const { text, kind } = read.value;
  return guard(() => succeed({ file, ...read.value, ...screen(readers[kind](text)) }));
}

async function explainPlace(command: ExplainCommand, explain: Explain, outside: Outside, translator: Translator): Promise<ExitCode> {
  const { file } = command;
  const read = await readFile(file, command, outside);
  const shown = read.ok
    ? guard(() => {
        const { text, kind } = read.value;
        const offset = resolvePlace(text, command.place);
        if (!offset.ok) return offset;
        const explanation = explain(readers[kind](text), offset.value);
        return succeed(showExplanation({ file, text, offset: offset.value }, explanation, translator));
      })
    : read;
  if (!shown.ok) {
    outside.writeError(`vendor-lens: ${printable(`${file}: ${say(shown.problem, translator)}`)}\n`);
    return 2;
  }
  try {
    await outside.write(shown.value);
  } catch (error) {
    if (!(error instanceof ClosedPipe)) throw error;
  }
  return 0;
}

async function readFile(
  file: string,
  options: ScreeningOptions,
  outside: Outside,
): Promise<Result<Pick<CheckedFile, 'kind' | 'encoding' | 'text'>>> {
  const bytes = await readInput(file, outside.stdin);
  if (!bytes.ok) return bytes;
  const kind = options.as ?? kindOf(file);
  const decoded = decode(bytes.value, kind === 'html' ? findCharset(bytes.value) : undefined);
  return decoded.ok ? succeed({ kind, ...decoded.value }) : decoded;
}

/** A bug is said, so that other files are still checked and this one does not pass for clean. */
function guard<T>(work: () => Result<T>): Result<T> {
  try {
    return work();
  } catch (error) {
    return { ok: false, problem: { key: 'cli_error_internal', values: [describe(error)] } };
  }
}

const readers: Readonly<Record<CheckedFile['kind'], (text: string) => FileDocument>> = {
  txt: readText,
  html: readHtml,
  csv: readCsv,
};

function createOutput(command: CheckCommand, outside: Outside, translator: Translator): Output {
  switch (command.format) {
    case 'table':
      return createTableOutput(translator, outside.columns);
    case 'jsonl':
      return createJsonlOutput(translator);
    case 'json':
      return createJsonOutput(translator);
  }
}

function say(problem: Problem, translator: Translator): string {
  return translator.t(problem.key, ...problem.values);
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
