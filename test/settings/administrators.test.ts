/** The samples in docs/administrators.md: all say the same, and it is in force as it stands. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Parser } from 'htmlparser2';
import { describe, expect, test } from 'vitest';
import schema from '../../public/managed-schema.json';
import { readCatalogue } from '../../scripts/catalogue.ts';
import { features, findUnknownLists, parsePolicy } from '../../src/settings/managed.ts';

type Values = Record<string, unknown>;

const ID = 'abcdefghijklmnopabcdefghijklmnop';
const guide = readFileSync(fileURLToPath(new URL('../../docs/administrators.md', import.meta.url)), 'utf8');

/** The one code block that begins with these words. */
function block(kind: string): string {
  const found = guide.split(`\n\`\`\`${kind}\n`);
  if (found.length !== 2) throw new Error(`docs/administrators.md has ${found.length - 1} blocks "${kind}"`);
  return (found[1] as string).split('\n```')[0] as string;
}

const sample: Values = JSON.parse(block('json chrome'))['3rdparty'].extensions[ID];

describe('the sample', () => {
  const policy = parsePolicy(sample);

  test('names every field that there is, and nothing of it is ignored', () => {
    expect(Object.keys(sample).sort()).toEqual(Object.keys(schema.properties).sort());
    const known = new Set(readCatalogue().lists.map(({ id }) => id));
    expect([...policy.ignored, ...findUnknownLists(policy, known)]).toEqual([]);
  });

  test('is the same for Firefox', () => {
    expect(JSON.parse(block('json firefox')).policies['3rdparty'].Extensions['vendor-lens@vendor-lens.example']).toEqual(sample);
  });

  test('is the same in the registry', () => {
    expect(readRegistry(block('reg'), `Google\\Chrome\\3rdparty\\extensions\\${ID}\\policy`)).toEqual(sample);
  });

  test('is the same in the configuration profile', () => {
    const profile = readPropertyList(block('xml')) as { readonly PayloadContent: readonly Values[] };
    const payload = profile.PayloadContent[0] as Values;
    expect(payload.PayloadType).toBe(`com.google.Chrome.extensions.${ID}`);
    expect(Object.fromEntries(Object.entries(payload).filter(([key]) => !key.startsWith('Payload')))).toEqual(sample);
  });
});

test('the other samples are JSON and XML, and speak of the same extension', () => {
  expect(JSON.parse(block('json forcelist')).ExtensionInstallForcelist).toEqual([`${ID};https://files.example/updates.xml`]);
  expect(JSON.parse(block('json install')).policies).toHaveProperty(['ExtensionSettings', 'vendor-lens@vendor-lens.example']);
  expect(block('xml updates')).toContain(`appid="${ID}"`);
});

test('the guide names every feature', () => {
  for (const feature of features) expect(guide).toContain(`\`${feature}\``);
});

describe('the schema for Chrome and Edge', () => {
  test('accepts the sample', () => {
    expect(faultsOf(schema, sample, 'policy')).toEqual([]);
  });

  test('is one that Chrome takes: each part has one type, and the whole no additionalProperties', () => {
    expect(schema).not.toHaveProperty('additionalProperties');
    const visit = (part: Schema): void => {
      expect(['object', 'array', 'string', 'boolean']).toContain(part.type);
      for (const inner of [...Object.values(part.properties ?? {}), part.items, part.additionalProperties]) if (inner) visit(inner);
    };
    visit(schema as Schema);
  });

  test('knows no field that the extension ignores', () => {
    for (const field of Object.keys(schema.properties)) expect(parsePolicy({ [field]: undefined }).ignored, field).toEqual([]);
  });
});

interface Schema {
  readonly type: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly items?: Schema;
}

/** What of a value the schema does not take, as strictly as Chrome reads it. */
function faultsOf(part: Schema, value: unknown, at: string): string[] {
  const type = Array.isArray(value) ? 'array' : typeof value;
  if (type !== part.type) return [`${at} is of type ${type}`];
  if (Array.isArray(value)) return value.flatMap((item, index) => faultsOf(part.items as Schema, item, `${at}/${index}`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const known = part.properties?.[name] ?? part.additionalProperties;
    return known === undefined ? [`${at}/${name} is not known`] : faultsOf(known, inner, `${at}/${name}`);
  });
}

/** A registry file as Chrome reads it: keys and values that are named 1, 2, 3 are a list; a DWORD of 0 is false. */
function readRegistry(text: string, root: string): unknown {
  const tree: Values = {};
  let at = tree;
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const key = /^\[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\(.+)\]$/.exec(line)?.[1];
    const [, name, word, number] = /^"(.+?)"=(?:"(.*)"|dword:(\d{8}))$/.exec(line) ?? [];
    if (key !== undefined) {
      if (!key.startsWith(root)) throw new Error(`another key: ${key}`);
      at = tree;
      for (const part of key.slice(root.length).split('\\').filter(Boolean)) {
        at[part] ??= {};
        at = at[part] as Values;
      }
    } else if (name !== undefined) at[name] = word ?? number !== '00000000';
    else if (line !== 'Windows Registry Editor Version 5.00') throw new Error(`not a line of a registry file: ${line}`);
  }
  return withLists(tree);
}

function withLists(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const isList = entries.length > 0 && entries.every(([name], index) => name === String(index + 1));
  return isList
    ? entries.map(([, inner]) => withLists(inner))
    : Object.fromEntries(entries.map(([name, inner]) => [name, withLists(inner)]));
}

/** A property list of XML. */
function readPropertyList(xml: string): unknown {
  const root: unknown[] = [];
  const open: { readonly add: (value: unknown) => void }[] = [{ add: (value) => root.push(value) }];
  let text = '';
  let key = '';
  const parser = new Parser(
    {
      onopentag(name) {
        text = '';
        if (name === 'dict') {
          const made: Values = {};
          open.at(-1)?.add(made);
          open.push({
            add: (value) => {
              made[key] = value;
            },
          });
        } else if (name === 'array') {
          const made: unknown[] = [];
          open.at(-1)?.add(made);
          open.push({ add: (value) => made.push(value) });
        }
      },
      ontext(part) {
        text += part;
      },
      onclosetag(name) {
        if (name === 'dict' || name === 'array') open.pop();
        else if (name === 'key') key = text;
        else if (name === 'string') open.at(-1)?.add(text);
        else if (name === 'integer') open.at(-1)?.add(Number(text));
        else if (name === 'true' || name === 'false') open.at(-1)?.add(name === 'true');
        else if (name !== 'plist') throw new Error(`not in a property list: ${name}`);
      },
    },
    { xmlMode: true },
  );
  parser.end(xml);
  return root[0];
}
