/** Own lists in memory, compiled and opened beside an index as the worker does it. */
import { FORMAT_VERSION, type Index, joinNames } from '../../src/core/index-format.ts';
import { buildNameIndex } from '../../src/core/name-index.ts';
import { nameTerm } from '../../src/core/names-file.ts';
import { type OwnList, ownVendorId } from '../../src/core/own-list.ts';
import { StoredTerms } from '../../src/core/stored-terms.ts';
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

export interface Compiled {
  readonly index: ArrayBuffer;
  readonly terms: Uint8Array<ArrayBuffer>;
}

export async function compileNames(list: string, names: readonly string[]): Promise<Compiled> {
  const pieces: Uint8Array[] = [];
  const index = await buildNameIndex(tables, [names.map((name, i) => nameTerm(name, ownVendorId(list, i)))], {
    write: (piece) => pieces.push(piece),
    pause: () => undefined,
  });
  return { index, terms: Uint8Array.from(pieces.flatMap((piece) => [...piece])) };
}

/** Terms that stay outside; `reads` says which bytes were read. */
export function storedTerms({ terms }: Compiled, size: number, reads: [number, number][] = []): StoredTerms {
  return new StoredTerms(size, terms.length, async (start, end) => {
    reads.push([start, end]);
    return terms.slice(start, end);
  });
}

/** The index with one list of names more. */
export async function withNames(index: Index, list: string, ...names: string[]): Promise<Index> {
  const compiled = await compileNames(list, names);
  return joinNames(index, compiled.index, storedTerms(compiled, names.length));
}
