/** Lists of entries, in whichever form they are kept, for `vendor-lens pack build`. */
import type { Category } from '../core/model.ts';
import type { ApprovedEntry, OwnEntry } from '../core/own-list.ts';
import { PACK_FORMAT, type Pack, readPack } from '../core/pack.ts';
import { inspect } from '../import/inspect.ts';
import { ImportError, type RowProblem } from '../import/problems.ts';
import { readApproved, readEntries } from '../import/read.ts';
import { isoDay } from '../ui/dates.ts';
import { keyOf } from '../ui/translate.ts';
import type { PackFacts } from './pack-arguments.ts';
import { problemOf } from './pack-files.ts';
import { fail, type Result, succeed } from './problem.ts';

/** The entries of a file, and the rows that are none. */
export interface Source {
  readonly entries: readonly (OwnEntry | ApprovedEntry)[];
  readonly problems: readonly RowProblem[];
}

/** What a pack says beside its entries; nothing for other files. Its dates are those of another version. */
export function factsOf(bytes: Uint8Array): PackFacts {
  const { format: _, issuedOn: _issued, expiresOn: _expires, entries: _entries, ...facts } = parsePack(bytes) ?? {};
  return facts;
}

/** Reads a pack, or a list in any form that the settings page imports. */
export async function readSource(
  file: string,
  bytes: Uint8Array,
  kind: Pack['kind'],
  categories: readonly Category[],
): Promise<Result<Source>> {
  if (parsePack(bytes)) {
    try {
      return succeed({ entries: readPack(bytes).entries, problems: [] });
    } catch (error) {
      return problemOf(error);
    }
  }
  const source = { name: file, size: bytes.length, blob: new Blob([bytes as Uint8Array<ArrayBuffer>]) };
  const entries: (OwnEntry | ApprovedEntry)[] = [];
  const problems: RowProblem[] = [];
  const news = { onProblem: (problem: RowProblem) => void problems.push(problem), onProgress: () => undefined };
  try {
    const { plan } = await inspect(source, kind);
    const batches = (kind === 'restricted' ? readEntries : readApproved)(source, plan, news, { categories, today: isoDay(new Date()) });
    for await (const batch of batches) entries.push(...batch);
    return succeed({ entries, problems });
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    const { code, line, column = '', value = '' } = error;
    return fail(keyOf('import', code), line === undefined ? '' : String(line), column, value);
  }
}

/** The JSON of a pack; undefined for anything else. */
function parsePack(bytes: Uint8Array): (PackFacts & { readonly format?: unknown; readonly entries?: unknown }) | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return typeof value === 'object' && value !== null && 'format' in value && value.format === PACK_FORMAT ? value : undefined;
  } catch {
    return undefined;
  }
}
