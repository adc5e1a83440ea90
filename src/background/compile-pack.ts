/** A pack's entries → the files of an own list. */
import { openIndex } from '../core/index-format.ts';
import { openOrdinaryWords } from '../core/ordinary-words.ts';
import { compileEntries, packApproved } from '../core/own-compile.ts';
import type { Pack } from '../core/pack.ts';
import { filesOf } from '../settings/own-lists.ts';
import { createPause } from './pause.ts';
import type { CompiledPack } from './subscriptions.ts';

export interface CompilePorts {
  fetchIndex(): Promise<ArrayBuffer>;
  /** For `openOrdinaryWords`. */
  fetchOrdinaryWords(): Promise<string>;
}

/** Compiles in the worker, in slices. Short and ordinary names need context, as the publisher cannot see whose pages are read. */
export async function compilePack(pack: Pack, list: string, { fetchIndex, fetchOrdinaryWords }: CompilePorts): Promise<CompiledPack> {
  const entries: BlobPart[] = [];
  const writeEntries = takeInto(entries);
  const pause = createPause();
  if (pack.kind === 'approved') {
    const packed = await packApproved([pack.entries], { writeEntries, pause });
    return { files: { entries: new Blob(entries) }, entries: packed.entries, terms: 0 };
  }
  const terms: BlobPart[] = [];
  const [index, words] = await Promise.all([fetchIndex(), fetchOrdinaryWords()]);
  const tables = openIndex(index);
  const compiled = await compileEntries([pack.entries], {
    list,
    tables,
    ordinary: openOrdinaryWords(words, tables),
    treatOrdinary: 'context',
    writeTerms: takeInto(terms),
    writeEntries,
    pause,
  });
  return { files: filesOf(new Blob(entries), new Blob(terms), compiled), entries: compiled.entries, terms: compiled.terms };
}

/** A pack is small enough for its pieces to be in memory until they are stored. */
const takeInto =
  (pieces: BlobPart[]) =>
  (piece: Uint8Array): void => {
    pieces.push(piece as Uint8Array<ArrayBuffer>);
  };
