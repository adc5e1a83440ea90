/** Options as they were given, whatever the command. */
import { parseArgs } from 'node:util';
import { fail, type Result, succeed } from './problem.ts';

/** The options of a command, as `parseArgs` takes them. */
export type OptionTable = Readonly<Record<string, { readonly type: 'string' | 'boolean'; readonly short?: string }>>;

/** The values of each option that was given, in their order; '' for one that takes none. */
export type Values<Name extends string> = ReadonlyMap<Name, readonly string[]>;

/** Not strict: what is wrong is said in our own words and in the user's language, not in parseArgs's. */
export function tokenize(args: readonly string[], options: OptionTable) {
  // A place in the standard input (`-:120`) is no group of short options, so parseArgs gets to see the `-` alone.
  const shown = args.map((arg) => (arg.startsWith('-:') ? '-' : arg));
  const { tokens } = parseArgs({ args: shown, options, strict: false, allowPositionals: true, tokens: true });
  return { tokens, positionals: tokens.flatMap((token) => (token.kind === 'positional' ? (args[token.index] ?? []) : [])) };
}

/** The values of the options. The first one that is wrong is the problem. */
export function readValues<Name extends string>(
  { tokens }: ReturnType<typeof tokenize>,
  options: Readonly<Record<Name, OptionTable[string]>>,
): Result<Values<Name>> {
  const values = new Map<Name, string[]>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    if (!Object.hasOwn(options, token.name)) return fail('cli_error_unknown_option', token.rawName);
    const name = token.name as Name;
    const takesValue = options[name].type === 'string';
    if (!takesValue && token.value !== undefined) return fail('cli_error_no_value_taken', token.rawName);
    // `--lists --all-lists` would otherwise read the second option as the first one's value.
    if (takesValue && (!token.value || (!token.inlineValue && namesOption(token.value, options)))) {
      return fail('cli_error_value_missing', token.rawName);
    }
    values.set(name, [...(values.get(name) ?? []), token.value ?? '']);
  }
  return succeed(values);
}

/** Or is the standard input, as a file. Other values may begin with a dash: one in 64 fingerprints does. */
function namesOption(value: string, options: OptionTable): boolean {
  const long = /^--([^=]+)/.exec(value)?.[1];
  if (long !== undefined) return Object.hasOwn(options, long);
  return value === '-' || Object.values(options).some(({ short }) => short !== undefined && value === `-${short}`);
}

/** The last value given for an option, undefined when it was not given. */
export function choice<Name extends string, T extends string>(
  name: Name,
  values: Values<Name>,
  allowed: readonly T[],
): Result<T | undefined> {
  const value = values.get(name)?.at(-1);
  if (value === undefined || isOneOf(allowed, value)) return succeed(value);
  return fail('cli_error_bad_value', `--${name}`, value, allowed.join(', '));
}

export function isOneOf<T extends string>(allowed: readonly T[], value: string | undefined): value is T {
  return allowed.some((one) => one === value);
}
