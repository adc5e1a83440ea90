/** What was asked for on the command line. Nothing is read and nothing is written here. */
import type { Policy } from '../core/policy.ts';
import { choice, isOneOf, readValues, tokenize, type Values } from './options.ts';
import { type PackCommand, parsePackArguments } from './pack-arguments.ts';
import { type FilePlace, parsePlace } from './place.ts';
import { fail, type Result, succeed } from './problem.ts';

export const languages = ['en', 'zh_CN'] as const;
export const formats = ['table', 'jsonl', 'json'] as const;
/** Promised, and refused by name until they are there, so that nobody takes them for a misspelling. */
const laterFormats: readonly string[] = ['csv', 'html'];
export const kinds = ['txt', 'html', 'csv'] as const;
const homes = ['CN', 'US', 'GB', 'CA', 'AU'] as const;
const scopes = ['all-products', 'in-scope-only'] as const;

export type Language = (typeof languages)[number];
export type OutputFormat = (typeof formats)[number];
/** How a file is read: lines, markup or cells. */
export type FileKind = (typeof kinds)[number];

/** What a file is screened with, and how it is read. */
export interface ScreeningOptions {
  /** `default`: those that are on for the home market. Else ids, not yet looked up. */
  readonly lists: 'default' | 'all' | readonly string[];
  readonly homeMarket: string;
  readonly scope: Policy['scope'];
  /** Overrides what the file's name says. */
  readonly as?: FileKind;
}

export interface CheckCommand extends ScreeningOptions {
  readonly name: 'check';
  readonly format: OutputFormat;
  /** At least one; `-` is the standard input. */
  readonly files: readonly string[];
  /** Each line of the files is a record, and so is each line of the output. */
  readonly records?: RecordOptions;
  /** Threads that screen; `auto` is one for each core. Without it the program's own does it. */
  readonly jobs?: number | 'auto';
  /** What is confirmed is no reason for an exit code of its own. */
  readonly exitZero?: true;
}

/** Fields by their names, with dots between those of nested ones. */
export interface RecordOptions {
  /** Those whose texts are screened; at least one. */
  readonly fields: readonly string[];
  /** The one that is told with each finding. */
  readonly id?: string;
}

export interface ExplainCommand extends ScreeningOptions, FilePlace {
  readonly name: 'explain';
}

export type Command =
  | { readonly name: 'help' }
  | { readonly name: 'version' }
  | { readonly name: 'lists'; readonly homeMarket: string }
  | CheckCommand
  | ExplainCommand
  | PackCommand;

const options = {
  lists: { type: 'string' },
  'all-lists': { type: 'boolean' },
  format: { type: 'string' },
  home: { type: 'string' },
  scope: { type: 'string' },
  lang: { type: 'string' },
  as: { type: 'string' },
  'jsonl-in': { type: 'string' },
  id: { type: 'string' },
  jobs: { type: 'string' },
  'exit-zero': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const;

type OptionName = keyof typeof options;

const allowedOptions: Readonly<Record<'check' | 'explain' | 'lists', readonly OptionName[]>> = {
  check: ['lists', 'all-lists', 'format', 'home', 'scope', 'lang', 'as', 'jsonl-in', 'id', 'jobs', 'exit-zero'],
  explain: ['lists', 'all-lists', 'home', 'scope', 'lang', 'as'],
  lists: ['home', 'lang'],
};

/**
 * The language to speak: `--lang` where it is valid, else the first of LC_ALL, LC_MESSAGES, LANG that is set, else
 * English. Never fails, because the complaint about a bad argument has to be in some language too.
 */
export function chooseLanguage(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Language {
  const { tokens } = tokenize(args, options);
  for (const token of tokens) {
    if (token.kind === 'option' && token.name === 'lang' && isOneOf(languages, token.value)) return token.value;
  }
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return /^zh\b|^zh_/i.test(locale) ? 'zh_CN' : 'en';
}

/** Reads the arguments after the program's name. The first thing that is wrong is the problem that is returned. */
export function parseArguments(args: readonly string[]): Result<Command> {
  const given = tokenize(args, options);
  const first = given.tokens.find((token) => token.kind === 'positional');
  if (first?.value === 'pack') return parsePackArguments(args.filter((_, i) => i !== first.index));

  const read = readValues(given, options);
  if (!read.ok) return read;
  const values = read.value;
  if (values.has('help')) return succeed({ name: 'help' });
  if (values.has('version')) return succeed({ name: 'version' });

  const [name, ...files] = given.positionals;
  if (name === undefined) return fail('cli_error_no_command');
  if (name !== 'check' && name !== 'explain' && name !== 'lists') return fail('cli_error_unknown_command', name);
  for (const option of values.keys()) {
    if (!allowedOptions[name].includes(option)) return fail('cli_error_option_elsewhere', `--${option}`, name);
  }

  const language = choice('lang', values, languages);
  if (!language.ok) return language;
  const home = choice('home', values, homes);
  if (!home.ok) return home;
  const homeMarket = home.value ?? 'CN';
  if (name === 'lists') {
    if (files[0] !== undefined) return fail('cli_error_lists_takes_no_file', files[0]);
    return succeed({ name, homeMarket });
  }

  const asked = values.get('format')?.at(-1);
  if (asked !== undefined && laterFormats.includes(asked)) return fail('cli_error_format_later', asked, formats.join(', '));
  const format = choice('format', values, formats);
  if (!format.ok) return format;
  const scope = choice('scope', values, scopes);
  if (!scope.ok) return scope;
  const as = choice('as', values, kinds);
  if (!as.ok) return as;

  const ids = commaSeparated('lists', values);
  if (values.has('lists') && ids.length === 0) return fail('cli_error_value_missing', '--lists');
  if (values.has('lists') && values.has('all-lists')) return fail('cli_error_lists_and_all');
  const screening: ScreeningOptions = {
    lists: values.has('all-lists') ? 'all' : ids.length > 0 ? ids : 'default',
    homeMarket,
    scope: scope.value ?? 'all-products',
    ...(as.value !== undefined && { as: as.value }),
  };
  const [file, another] = files;
  if (name === 'check') {
    if (file === undefined) return fail('cli_error_no_file');
    const records = readRecordOptions(values);
    if (!records.ok) return records;
    const jobs = readJobs(values);
    if (!jobs.ok) return jobs;
    return succeed({
      name,
      ...screening,
      format: format.value ?? (records.value ? 'jsonl' : 'table'),
      files,
      ...(records.value && { records: records.value }),
      ...(jobs.value !== undefined && { jobs: jobs.value }),
      ...(values.has('exit-zero') && { exitZero: true }),
    });
  }
  if (file === undefined) return fail('cli_error_no_place');
  if (another !== undefined) return fail('cli_error_one_place', another);
  const place = parsePlace(file);
  return place.ok ? succeed({ name, ...screening, ...place.value }) : place;
}

/** Undefined when the files do not hold records. */
function readRecordOptions(values: Values<OptionName>): Result<RecordOptions | undefined> {
  const fields = commaSeparated('jsonl-in', values);
  const id = values.get('id')?.at(-1);
  if (!values.has('jsonl-in')) return id === undefined ? succeed(undefined) : fail('cli_error_needs_records', '--id');
  if (fields.length === 0) return fail('cli_error_value_missing', '--jsonl-in');
  if (values.has('as')) return fail('cli_error_records_and', '--as');
  const format = values.get('format')?.at(-1);
  if (format !== undefined && format !== 'jsonl') return fail('cli_error_records_and', `--format ${format}`);
  return succeed({ fields: [...new Set(fields)], ...(id !== undefined && { id }) });
}

/** More threads than any machine has cores would only take memory. */
const maxJobs = 256;

function readJobs(values: Values<OptionName>): Result<number | 'auto' | undefined> {
  const value = values.get('jobs')?.at(-1);
  if (value === undefined || value === 'auto') return succeed(value);
  const jobs = /^\d{1,3}$/.test(value) ? Number(value) : 0;
  return jobs >= 1 && jobs <= maxJobs ? succeed(jobs) : fail('cli_error_bad_value', '--jobs', value, `auto, 1, 2 … ${maxJobs}`);
}

function commaSeparated(name: OptionName, values: Values<OptionName>): string[] {
  return (values.get(name) ?? [])
    .flatMap((value) => value.split(','))
    .map((part) => part.trim())
    .filter(Boolean);
}
