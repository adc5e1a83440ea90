/** The whole program with the outside passed in: arguments, files and the two outputs → an exit code. */
import type { Policy } from '../core/policy.ts';
import type { Translator } from '../ui/connect.ts';
import { createTranslator, type Messages } from '../ui/translate.ts';
import { type CheckCommand, chooseLanguage, type ExplainCommand, type Language, parseArguments } from './arguments.ts';
import { checkFiles } from './check-files.ts';
import { checkRecords } from './check-records.ts';
import type { Explain } from './explain.ts';
import { readInput } from './input.ts';
import { listLists } from './list-lists.ts';
import { showExplanation } from './output-explanation.ts';
import { ClosedPipe, type ExitCode, type Outside } from './outside.ts';
import { resolvePlace } from './place.ts';
import { describe, guard, type Problem, say, succeed } from './problem.ts';
import { decodeFile, readDocument } from './read-file.ts';
import { printable } from './width.ts';
import { createFileWork, createRecordWork, type FileWork, type RecordWork, type Setup } from './work.ts';

/** Runs the program. Every expected failure ends in an exit code; a rejection is a bug or an output that cannot be written. */
export async function run(args: readonly string[], outside: Outside): Promise<ExitCode> {
  const language = chooseLanguage(args, outside.env);
  let messages: Messages;
  try {
    messages = await outside.bundle.messages(language);
  } catch (error) {
    // The one sentence that cannot come from the messages.
    outside.writeError(`vendor-lens: its own messages cannot be read (${describe(error)}); install it again\n`);
    return 2;
  }
  const translator = createTranslator(language, messages);
  const complain = (problem: Problem): ExitCode => {
    outside.writeError(`vendor-lens: ${printable(say(problem, translator))}\n`);
    return 2;
  };

  const parsed = parseArguments(args);
  if (!parsed.ok) return complain(parsed.problem);
  const command = parsed.value;
  if (command.name === 'pack') {
    // Whoever checks files need not load what reads workbooks and signs.
    const { runPack } = await import('./pack-command.ts');
    return runPack(command, outside, translator);
  }
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
    prepared = await prepare(command, { language, messages, translator }, outside);
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

interface Speech {
  readonly language: Language;
  readonly messages: Messages;
  readonly translator: Translator;
}

async function prepare(command: CheckCommand | ExplainCommand, { translator, ...speech }: Speech, outside: Outside): Promise<Prepared> {
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
  const work = prepareCheck(command, { index, catalogue, policy, ...speech, ...pickSetup(command) }, outside, translator);
  return { unknownLists, work };
}

function pickSetup({ as, records }: CheckCommand): Pick<Setup, 'as' | 'records'> {
  return { ...(as && { as }), ...(records && { records }) };
}

function prepareCheck(command: CheckCommand, setup: Setup, outside: Outside, translator: Translator): () => Promise<ExitCode> {
  const { files, records, exitZero } = command;
  const jobs = command.jobs === 'auto' ? outside.cores : (command.jobs ?? 1);
  const threads = jobs > 1 ? outside.startThreads(setup, jobs) : undefined;
  let check: () => Promise<ExitCode>;
  if (records) {
    const work = threads ? (threads.run as RecordWork) : createRecordWork(setup, records);
    check = () => checkRecords({ files, fields: records.fields }, { work, jobs }, outside, translator);
  } else {
    const work = threads
      ? (threads.run as FileWork)
      : createFileWork(setup, outside.createScreen(setup.index, setup.catalogue, setup.policy));
    check = () => checkFiles(command, { work, jobs }, outside, translator);
  }
  return async () => {
    try {
      const code = await check();
      return exitZero && code === 1 ? 0 : code;
    } finally {
      await threads?.close();
    }
  };
}

async function explainPlace(command: ExplainCommand, explain: Explain, outside: Outside, translator: Translator): Promise<ExitCode> {
  const { file } = command;
  const bytes = await readInput(file, outside.stdin);
  const read = bytes.ok ? decodeFile(file, bytes.value, command.as) : bytes;
  const shown = read.ok
    ? guard(() => {
        const offset = resolvePlace(read.value.text, command.place);
        if (!offset.ok) return offset;
        const explanation = explain(readDocument(read.value), offset.value);
        return succeed(showExplanation({ file, text: read.value.text, offset: offset.value }, explanation, translator));
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
