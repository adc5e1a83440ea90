/** Own lists in memory, compiled and opened beside an index as the worker does it. */
import { FORMAT_VERSION, type Index, joinNames } from '../../src/core/index-format.ts';
import type { OwnEntries } from '../../src/core/lookup.ts';
import { openOrdinaryWords, packOrdinaryWords } from '../../src/core/ordinary-words.ts';
import { type CompiledEntries, type CompileOptions, compileEntries, type PatternLimits } from '../../src/core/own-compile.ts';
import { type OwnEntry, type OwnList, ownVendorId } from '../../src/core/own-list.ts';
import { StoredTerms } from '../../src/core/stored-terms.ts';
import type { OwnListFiles } from '../../src/platform/own-list-store.ts';
import { tables } from './invented.ts';

export function makeOwnList(id: string, more: Partial<OwnList> = {}): OwnList {
  return {
    id,
    kind: 'restricted',
    title: `List ${id}`,
    count: 1,
    terms: 1,
    origin: { kind: 'file', name: `${id}.txt` },
    importedOn: '2026-11-23',
    bytes: 1000,
    format: FORMAT_VERSION,
    ...more,
  };
}

export const makeEntry = (vendor: string, more: Partial<OwnEntry> = {}): OwnEntry => ({
  vendor,
  aliases: [],
  partNumbers: [],
  severity: 'prohibited',
  ...more,
});

export interface Compiled extends CompiledEntries {
  readonly termBytes: Uint8Array<ArrayBuffer>;
  readonly entryBytes: Uint8Array<ArrayBuffer>;
}

export const ordinary = openOrdinaryWords(packOrdinaryWords(['falcon', 'horizon', '开心'], tables), tables);

export async function compile(
  list: string,
  batches: readonly (readonly OwnEntry[])[],
  more: Partial<CompileOptions> = {},
  limits?: PatternLimits,
): Promise<Compiled> {
  const terms: Uint8Array[] = [];
  const entries: Uint8Array[] = [];
  const options: CompileOptions = {
    list,
    tables,
    ordinary,
    treatOrdinary: 'context',
    writeTerms: (piece) => terms.push(piece),
    writeEntries: (piece) => entries.push(piece),
    pause: () => undefined,
    ...more,
  };
  const compiled = await compileEntries(batches, options, limits);
  return { ...compiled, termBytes: joined(terms), entryBytes: joined(entries) };
}

export function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

export const compileNames = (list: string, names: readonly string[]): Promise<Compiled> =>
  compile(list, [names.map((name) => makeEntry(name))]);

/** The files of a list as they are stored. */
export const filesOf = ({ index, filter, termBytes, entryBytes }: Compiled): OwnListFiles => ({
  entries: new Blob([entryBytes]),
  index: new Blob([index]),
  terms: new Blob([termBytes]),
  ...(filter && { filter: new Blob([filter]) }),
});

/** The entries of some lists, all of them at hand. */
export const entriesOf = (lists: Readonly<Record<string, readonly OwnEntry[]>>): OwnEntries =>
  new Map(Object.entries(lists).flatMap(([list, entries]) => entries.map((entry, i) => [ownVendorId(list, i), entry])));

/** Terms that stay outside; `reads` says which bytes were read. */
export function storedTerms({ termBytes, terms }: Compiled, reads: [number, number][] = []): StoredTerms {
  return new StoredTerms(terms, termBytes.length, async (start, end) => {
    reads.push([start, end]);
    return termBytes.slice(start, end);
  });
}

/** The index with one list of names more. */
export async function withNames(index: Index, list: string, ...names: string[]): Promise<Index> {
  return withList(index, await compileNames(list, names));
}

/** The index with a compiled list more. */
export function withList(index: Index, compiled: Compiled): Index {
  return joinNames(index, compiled.index, storedTerms(compiled));
}
