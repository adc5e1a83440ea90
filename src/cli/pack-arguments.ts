/** What was asked of `vendor-lens pack`. Nothing is read and nothing is written here. */
import { parseThumbprint } from '../core/pack.ts';
import { choice, isOneOf, readValues, tokenize, type Values } from './options.ts';
import { fail, type Result, succeed } from './problem.ts';

const actions = ['keygen', 'build', 'sign', 'verify', 'diff'] as const;
type Action = (typeof actions)[number];
const packKinds = ['restricted', 'approved'] as const;
const packFormats = ['table', 'json'] as const;

/** What stands in a pack beside its entries, as far as it was given. */
export interface PackFacts {
  readonly id?: string;
  readonly title?: string;
  readonly version?: number;
  readonly kind?: 'restricted' | 'approved';
  readonly publisher?: string;
  readonly issuedOn?: string;
  readonly expiresOn?: string;
}

/** Without `output` it goes to the standard output. */
export type PackCommand = { readonly name: 'pack' } & (
  | { readonly action: 'help' }
  | { readonly action: 'keygen'; readonly file: string }
  | { readonly action: 'build'; readonly files: readonly string[]; readonly facts: PackFacts; readonly output?: string }
  | { readonly action: 'sign'; readonly file: string; readonly keyFile: string; readonly output?: string }
  | { readonly action: 'verify'; readonly file: string; readonly key?: string }
  | { readonly action: 'diff'; readonly before: string; readonly after: string; readonly format: (typeof packFormats)[number] }
);

const options = {
  id: { type: 'string' },
  title: { type: 'string' },
  'pack-version': { type: 'string' },
  kind: { type: 'string' },
  publisher: { type: 'string' },
  issued: { type: 'string' },
  expires: { type: 'string' },
  key: { type: 'string' },
  output: { type: 'string' },
  format: { type: 'string' },
  lang: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

type OptionName = keyof typeof options;

const factOptions = ['id', 'title', 'pack-version', 'kind', 'publisher', 'issued', 'expires'] as const;

const allowedOptions: Readonly<Record<Action, readonly OptionName[]>> = {
  keygen: ['lang'],
  build: [...factOptions, 'output', 'lang'],
  sign: ['key', 'output', 'lang'],
  verify: ['key', 'lang'],
  diff: ['format', 'lang'],
};

/** How many files each takes. */
const fileCounts: Readonly<Record<Action, readonly [least: number, most: number]>> = {
  keygen: [1, 1],
  build: [1, Number.POSITIVE_INFINITY],
  sign: [1, 1],
  verify: [1, 1],
  diff: [2, 2],
};

/** Reads the arguments after `pack`. The first thing that is wrong is the problem that is returned. */
export function parsePackArguments(args: readonly string[]): Result<PackCommand> {
  const given = tokenize(args, options);
  const read = readValues(given, options);
  if (!read.ok) return read;
  const values = read.value;
  const [action, ...files] = given.positionals;
  if (values.has('help')) return succeed({ name: 'pack', action: 'help' });
  if (action === undefined) return fail('cli_error_pack_no_action', actions.join(', '));
  if (!isOneOf(actions, action)) return fail('cli_error_pack_action', action, actions.join(', '));
  for (const option of values.keys()) {
    if (!allowedOptions[action].includes(option)) return fail('cli_error_option_elsewhere', `--${option}`, `pack ${action}`);
  }
  const [least, most] = fileCounts[action];
  if (files.length < least) return fail(`cli_error_pack_${action}_files`);
  const surplus = files[most];
  if (surplus !== undefined) return fail('cli_error_pack_surplus', `pack ${action}`, surplus);
  return readAction(action, files, values);
}

function readAction(action: Action, files: readonly string[], values: Values<OptionName>): Result<PackCommand> {
  const [file = '', second = ''] = files;
  const key = values.get('key')?.at(-1);
  const written = values.get('output')?.at(-1);
  const output = written === undefined || written === '-' ? {} : { output: written };
  switch (action) {
    case 'keygen':
      return succeed({ name: 'pack', action, file });
    case 'build': {
      const facts = readFacts(values);
      return facts.ok ? succeed({ name: 'pack', action, files, facts: facts.value, ...output }) : facts;
    }
    case 'sign':
      return key === undefined ? fail('cli_error_pack_needs_key') : succeed({ name: 'pack', action, file, keyFile: key, ...output });
    case 'verify': {
      if (key === undefined) return succeed({ name: 'pack', action, file });
      const thumbprint = parseThumbprint(key);
      return thumbprint === undefined ? fail('cli_error_pack_thumbprint', key) : succeed({ name: 'pack', action, file, key: thumbprint });
    }
    case 'diff': {
      const format = choice('format', values, packFormats);
      return format.ok ? succeed({ name: 'pack', action, before: file, after: second, format: format.value ?? 'table' }) : format;
    }
  }
}

function readFacts(values: Values<OptionName>): Result<PackFacts> {
  const kind = choice('kind', values, packKinds);
  if (!kind.ok) return kind;
  const last = (name: OptionName): string | undefined => values.get(name)?.at(-1);
  const [number, id, title, publisher, issuedOn, expiresOn] = [
    last('pack-version'),
    last('id'),
    last('title'),
    last('publisher'),
    last('issued'),
    last('expires'),
  ];
  if (number !== undefined && !/^[1-9]\d{0,14}$/.test(number)) {
    return fail('cli_error_bad_value', '--pack-version', number, '1, 2, 3 …');
  }
  return succeed({
    ...(id !== undefined && { id }),
    ...(title !== undefined && { title }),
    ...(number !== undefined && { version: Number(number) }),
    ...(kind.value !== undefined && { kind: kind.value }),
    ...(publisher !== undefined && { publisher }),
    ...(issuedOn !== undefined && { issuedOn }),
    ...(expiresOn !== undefined && { expiresOn }),
  });
}
