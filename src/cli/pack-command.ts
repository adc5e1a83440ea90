/** `vendor-lens pack`: what a publisher does between a list and a static file server. */
import { groupThumbprint, openPack, PACK_FORMAT, PackError, readPack } from '../core/pack.ts';
import { diffEntries, nameOfEntry } from '../core/pack-diff.ts';
import { createSigningKey, signPack, thumbprintOf } from '../core/pack-sign.ts';
import type { RowProblem } from '../import/problems.ts';
import type { Translator } from '../ui/connect.ts';
import { isoDay } from '../ui/dates.ts';
import { count, keyOf } from '../ui/translate.ts';
import { readInput } from './input.ts';
import { ClosedPipe, type ExitCode, type Outside } from './outside.ts';
import type { PackCommand, PackFacts } from './pack-arguments.ts';
import { problemOf, readEitherPack, readKey, replaceFile, writeSecret } from './pack-files.ts';
import { factsOf, readSource } from './pack-source.ts';
import { fail, type Problem, type Result, say } from './problem.ts';
import { pad, printable, widthOf } from './width.ts';

type Doing<Action extends PackCommand['action']> = Extract<PackCommand, { readonly action: Action }>;

/** Ends a command: thrown from wherever it shows and said in one place, with the file that it is about. */
class Stop extends Error {
  constructor(
    readonly file: string,
    readonly problem: Problem,
    readonly code: ExitCode = 2,
  ) {
    super(problem.key);
  }
}

/** Runs one command. 0: done, in order, or no difference. 1: a pack that is refused, or a difference. 2: anything else. */
export async function runPack(command: PackCommand, outside: Outside, translator: Translator): Promise<ExitCode> {
  try {
    return await perform(command, outside, translator);
  } catch (error) {
    if (error instanceof ClosedPipe) return 0;
    if (!(error instanceof Stop)) throw error;
    outside.writeError(`vendor-lens: ${printable(`${error.file}: ${say(error.problem, translator)}`)}\n`);
    return error.code;
  }
}

async function perform(command: PackCommand, outside: Outside, translator: Translator): Promise<ExitCode> {
  switch (command.action) {
    case 'help':
      await outside.write(`${translator.t('cli_pack_help')}\n`);
      return 0;
    case 'keygen':
      return keygen(command, outside, translator);
    case 'build':
      return build(command, outside, translator);
    case 'sign':
      return sign(command, outside, translator);
    case 'verify':
      return verify(command, outside, translator);
    case 'diff':
      return diff(command, outside, translator);
  }
}

function expect<T>(file: string, result: Result<T>): T {
  if (!result.ok) throw new Stop(file, result.problem);
  return result.value;
}

const read = async (file: string, { stdin }: Outside): Promise<Uint8Array> => expect(file, await readInput(file, stdin));

/** What a pack is found to be lacking, as the end of the command. */
function stopOf(file: string, error: unknown, code?: ExitCode): Stop {
  return new Stop(file, problemOf(error).problem, code);
}

async function keygen({ file }: Doing<'keygen'>, outside: Outside, { t }: Translator): Promise<ExitCode> {
  const key = await createSigningKey();
  expect(file, await writeSecret(file, `${JSON.stringify(key, null, 2)}\n`));
  await outside.write(`${groupThumbprint(await thumbprintOf(key))}\n`);
  outside.writeError(`${t('cli_pack_key_written', printable(file))}\n`);
  return 0;
}

async function build({ files, facts, output }: Doing<'build'>, outside: Outside, translator: Translator): Promise<ExitCode> {
  let known: PackFacts = {};
  const entries: unknown[] = [];
  const sources = await Promise.all(files.map(async (file) => ({ file, bytes: await read(file, outside) })));
  for (const { bytes } of sources) known = { ...factsOf(bytes), ...known };
  const kind = facts.kind ?? known.kind ?? 'restricted';
  const { categories } = await outside.bundle.catalogue();
  for (const { file, bytes } of sources) {
    const { entries: found, problems } = expect(file, await readSource(file, bytes, kind, categories));
    for (const entry of found) entries.push(entry);
    if (problems.length > 0) return refuseRows(file, problems, outside, translator);
  }
  const pack = { ...known, format: PACK_FORMAT, issuedOn: isoDay(new Date()), ...facts, kind, entries };
  for (const [name, option] of required) {
    if (pack[name] === undefined) throw new Stop(files[0] ?? '', fail('cli_error_pack_fact', option).problem);
  }
  const json = `${JSON.stringify(pack, null, 1)}\n`;
  try {
    readPack(new TextEncoder().encode(json));
  } catch (error) {
    throw stopOf(files.join(' '), error);
  }
  if (output === undefined) await outside.write(json);
  else {
    expect(output, await replaceFile(output, json));
    outside.writeError(`${translator.t('cli_pack_built', printable(output), entries.length)}\n`);
  }
  return 0;
}

/** What no pack is without, and the options that say it. */
const required: readonly (readonly [keyof PackFacts, string])[] = [
  ['id', '--id'],
  ['title', '--title'],
  ['version', '--pack-version'],
];

/** Rows that are said before the rest is left out. */
const SHOWN_PROBLEMS = 20;

/** A list that is published lacks nothing: one row that cannot be read refuses the file. */
function refuseRows(file: string, problems: readonly RowProblem[], outside: Outside, { t }: Translator): ExitCode {
  const lines = problems
    .slice(0, SHOWN_PROBLEMS)
    .map(({ code, line, column = '', value = '' }) => t(keyOf('import', code), line, column, value));
  if (problems.length > SHOWN_PROBLEMS) lines.push(t('cli_pack_rows', problems.length - SHOWN_PROBLEMS));
  for (const line of lines) outside.writeError(`vendor-lens: ${printable(`${file}: ${line}`)}\n`);
  return 2;
}

async function sign({ file, keyFile, output }: Doing<'sign'>, outside: Outside, { t }: Translator): Promise<ExitCode> {
  const key = expect(keyFile, readKey(await read(keyFile, outside)));
  const bytes = await read(file, outside);
  try {
    readPack(bytes);
  } catch (error) {
    throw stopOf(file, error);
  }
  const jws = `${await signPack(bytes, key)}\n`;
  if (output === undefined) await outside.write(jws);
  else {
    expect(output, await replaceFile(output, jws));
    outside.writeError(`${t('cli_pack_signed', printable(output), groupThumbprint(await thumbprintOf(key)))}\n`);
  }
  return 0;
}

async function verify({ file, key }: Doing<'verify'>, outside: Outside, translator: Translator): Promise<ExitCode> {
  const bytes = await read(file, outside);
  let verified: Awaited<ReturnType<typeof openPack>>;
  try {
    verified = await openPack(bytes, key);
  } catch (error) {
    throw error instanceof PackError ? stopOf(file, error, 1) : error;
  }
  const { t } = translator;
  const { pack } = verified;
  const facts: readonly (readonly [label: string, value: string])[] = [
    ['key', groupThumbprint(verified.key)],
    ['id', pack.id],
    ['title', pack.title],
    ['version', String(pack.version)],
    ['issued', pack.issuedOn],
    ['expires', pack.expiresOn ?? t('cli_pack_never')],
    ['publisher', pack.publisher ?? '–'],
    ['kind', t(`cli_pack_${pack.kind}`)],
    ['entries', count(translator, 'cli_pack_entries', pack.entries.length)],
  ];
  const labels = facts.map(([label]) => t(`cli_pack_label_${label}`));
  const width = Math.max(...labels.map(widthOf));
  const lines = facts.map(([, value], i) => `  ${pad(labels[i] ?? '', width)}  ${printable(value)}`);
  await outside.write(`${printable(file)}: ${t(key === undefined ? 'cli_pack_good_unpinned' : 'cli_pack_good')}\n${lines.join('\n')}\n`);
  const today = isoDay(new Date());
  if (pack.expiresOn !== undefined && pack.expiresOn < today) {
    throw new Stop(file, fail('pack_fault_expired', pack.expiresOn).problem, 1);
  }
  return 0;
}

async function diff({ before, after, format }: Doing<'diff'>, outside: Outside, translator: Translator): Promise<ExitCode> {
  const [old, latest] = [
    expect(before, await readEitherPack(await read(before, outside))),
    expect(after, await readEitherPack(await read(after, outside))),
  ];
  if (old.kind !== latest.kind) throw new Stop(after, fail('cli_error_pack_kinds', latest.kind, old.kind).problem);
  const { added, removed, changed } = diffEntries(old.entries, latest.entries);
  if (format === 'json') {
    await outside.write(`${JSON.stringify({ from: old.version, to: latest.version, added, removed, changed }, null, 1)}\n`);
  } else {
    const { t } = translator;
    const signs = [
      ...added.map((entry) => `+ ${printable(nameOfEntry(entry))}`),
      ...removed.map((entry) => `- ${printable(nameOfEntry(entry))}`),
      ...changed.map(({ after: entry, fields }) => `~ ${printable(nameOfEntry(entry))}  (${fields.join(t('cli_comma'))})`),
    ];
    const summary = t('cli_pack_diff', old.version, latest.version, added.length, removed.length, changed.length);
    await outside.write(`${[summary, ...signs.map((line) => `  ${line}`)].join('\n')}\n`);
  }
  return added.length + removed.length + changed.length === 0 ? 0 : 1;
}
