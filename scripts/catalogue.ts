/** Reads and checks `src/data/`: the one way for the build, the tests and the benches to get a catalogue. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { alternatives, type Catalogue, categories, list, trades, vendor } from '../src/core/model.ts';

export const dataFolder = fileURLToPath(new URL('../src/data/', import.meta.url));

/** A data file does not fit its schema; the message names file, entry and field. */
export class DataError extends Error {
  override name = 'DataError';
}

/**
 * Reads the catalogue from a folder laid out like `src/data/`. Throws `DataError` listing every fault: not only the
 * first, so that one run shows all there is to mend.
 */
export function readCatalogue(folder: string = dataFolder): Catalogue {
  const faults: string[] = [];
  const readAll = <S extends z.ZodType>(name: string, schema: S): z.infer<S>[] =>
    readdirSync(join(folder, name))
      .filter((file) => file.endsWith('.json'))
      .sort()
      .flatMap((file) => readOne(join(name, file), schema));
  const readOne = <S extends z.ZodType>(file: string, schema: S): z.infer<S>[] => {
    let value: unknown;
    try {
      value = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    } catch (error) {
      faults.push(`${file}: ${(error as Error).message}`);
      return [];
    }
    const parsed = schema.safeParse(value);
    if (parsed.success) return [parsed.data];
    for (const issue of parsed.error.issues) faults.push(`${file}: ${describePath(value, issue.path)}: ${issue.message}`);
    return [];
  };
  const catalogue: Catalogue = {
    vendors: readAll('vendors', vendor),
    lists: readAll('lists', list),
    alternatives: readAll('alternatives', alternatives),
    categories: readOne('categories.json', categories).flatMap((file) => file.categories),
    trades: readOne('trades.json', trades).flatMap((file) => file.trades),
  };
  if (faults.length > 0) throw new DataError(`src/data does not fit its schema:\n  ${faults.join('\n  ')}`);
  return catalogue;
}

/** "products › fortigate › terms › 3 › strength": array members by their id where they have one. */
function describePath(value: unknown, path: readonly PropertyKey[]): string {
  const names: string[] = [];
  let at = value;
  for (const key of path) {
    at = (at as Record<PropertyKey, unknown> | undefined)?.[key];
    const id = at !== null && typeof at === 'object' && 'id' in at ? at.id : undefined;
    names.push(typeof key === 'number' && typeof id === 'string' ? id : String(key));
  }
  return names.join(' › ') || 'the file';
}

/** Traditional and Simplified characters in turn, for `createFoldTables`. */
export function readHanPairs(folder: string = dataFolder): string {
  return (JSON.parse(readFileSync(join(folder, 'han-variants.json'), 'utf8')) as { pairs: string }).pairs;
}

/** The words of everyday language, English and Chinese, and of the trade together. */
export function readOrdinaryWords(folder: string = dataFolder): string[] {
  return ['en.txt', 'zh.txt', 'trade.txt'].flatMap((file) =>
    readFileSync(join(folder, 'ordinary-words', file), 'utf8')
      .split('\n')
      .filter(Boolean),
  );
}
