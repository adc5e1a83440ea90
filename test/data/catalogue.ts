/**
 * The bundled data files as they lie on disk, for the tests in this folder. Read with fs and not imported, so that a
 * failure can name the file and the entry.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { alternatives, categories, list, trades, vendor } from '../../src/core/model.ts';

const root = fileURLToPath(new URL('../../src/data/', import.meta.url));

export interface DataFile<T> {
  /** Path below src/data. */
  readonly file: string;
  readonly name: string;
  readonly text: string;
  /** As JSON.parse gives it; undefined when the text is no JSON. */
  readonly raw: unknown;
  /** The value when it fits the schema. Key order and trimming are the schema's. */
  readonly value: T | undefined;
  /** One line per problem, with the path of the field. */
  readonly problems: readonly string[];
}

/** Follows a path into raw data and says the id, vendor or text of the entry it lies in. */
function entryAt(raw: unknown, path: readonly PropertyKey[]): string {
  let here = raw;
  let label = '';
  for (const key of path) {
    if (typeof here !== 'object' || here === null) break;
    here = (here as Record<PropertyKey, unknown>)[key];
    if (typeof key !== 'number' || typeof here !== 'object' || here === null) continue;
    const named = here as Record<string, unknown>;
    const name = named.id ?? named.vendor ?? named.category ?? named.text ?? named.label;
    if (typeof name === 'string') label += `${label ? ' › ' : ''}${name}`;
  }
  return label ? ` (${label})` : '';
}

function read<T>(file: string, schema: z.ZodType<T>): DataFile<T> {
  const text = readFileSync(root + file, 'utf8');
  const name = basename(file, '.json');
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    return { file, name, text, raw, value: undefined, problems: [`${file}: no JSON: ${String(error)}`] };
  }
  const parsed = schema.safeParse(raw);
  if (parsed.success) return { file, name, text, raw, value: parsed.data, problems: [] };
  const problems = parsed.error.issues.map(
    (issue) => `${file}: ${issue.path.join('.') || '(root)'}${entryAt(raw, issue.path)}: ${issue.message}`,
  );
  return { file, name, text, raw, value: undefined, problems };
}

function folder<T>(name: string, schema: z.ZodType<T>): DataFile<T>[] {
  return readdirSync(root + name)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => read(`${name}/${file}`, schema));
}

function values<T>(files: readonly DataFile<T>[]): { file: string; value: T }[] {
  return files.flatMap(({ file, value }) => (value === undefined ? [] : [{ file, value }]));
}

export const vendorFiles = folder('vendors', vendor);
export const listFiles = folder('lists', list);
export const alternativeFiles = folder('alternatives', alternatives);
export const categoryFile = read('categories.json', categories);
export const tradeFile = read('trades.json', trades);

/** Files that fit their schema; `files.test.ts` fails for those that do not. */
export const vendors = values(vendorFiles);
export const lists = values(listFiles);
export const markets = values(alternativeFiles);
export const categoryList = categoryFile.value?.categories ?? [];
export const tradeList = tradeFile.value?.trades ?? [];

export const vendorById = new Map(vendors.map(({ value }) => [value.id, value]));
export const listById = new Map(lists.map(({ value }) => [value.id, value]));
export const categoryIds = new Set(categoryList.map((category) => category.id));

/** The values that occur more than once. */
export function repeated(all: readonly string[]): string[] {
  const seen = new Set<string>();
  return [...new Set(all.filter((one) => seen.has(one) || !seen.add(one)))];
}

/** Every string in a value, with the key it stands under and the path to it. */
export function* strings(value: unknown, path = '', key = ''): Generator<{ path: string; key: string; text: string }> {
  if (typeof value === 'string') yield { path, key, text: value };
  else if (Array.isArray(value)) for (const [i, item] of value.entries()) yield* strings(item, `${path}[${i}]`, key);
  else if (typeof value === 'object' && value !== null)
    for (const [name, item] of Object.entries(value)) yield* strings(item, path ? `${path}.${name}` : name, name);
}

/** By code unit, as `Array.sort` does: the same on every machine, whatever its language. */
export function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
