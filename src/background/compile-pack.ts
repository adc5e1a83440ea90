/** A pack's entries → the files of an own list. */
import { openIndex } from '../core/index-format.ts';
import type { OrdinaryWords } from '../core/ordinary-words.ts';
import { compileEntries, packApproved } from '../core/own-compile.ts';
import type { Pack } from '../core/pack.ts';
import type { CompiledPack } from './subscriptions.ts';

export interface CompilePorts {
  fetchIndex(): Promise<ArrayBuffer>;
  fetchOrdinaryWords(): Promise<OrdinaryWords>;
}

/** Work between two pauses, ms: pages wait for the worker's answers meanwhile. */
const SLICE_MS = 15;

/** Compiles in the worker, in slices. Short and ordinary names need context, as the publisher cannot see whose pages are read. */
export async function compilePack(pack: Pack, list: string, { fetchIndex, fetchOrdinaryWords }: CompilePorts): Promise<CompiledPack> {
  const entries = new Pieces();
  const writeEntries = (piece: Uint8Array): void => entries.add(piece);
  const pause = createPause();
  if (pack.kind === 'approved') {
    const packed = await packApproved([pack.entries], { writeEntries, pause });
    return { files: { entries: entries.join() }, entries: packed.entries, terms: 0 };
  }
  const terms = new Pieces();
  const compiled = await compileEntries([pack.entries], {
    list,
    tables: openIndex(await fetchIndex()),
    ordinary: await fetchOrdinaryWords(),
    treatOrdinary: 'context',
    writeTerms: (piece) => terms.add(piece),
    writeEntries,
    pause,
  });
  const files = { entries: entries.join(), index: new Blob([compiled.index]), terms: terms.join() };
  return { files, entries: compiled.entries, terms: compiled.terms };
}

function createPause(): () => Promise<void> | undefined {
  let begun = performance.now();
  return () => {
    if (performance.now() - begun < SLICE_MS) return undefined;
    return new Promise((resolve) =>
      setTimeout(() => {
        begun = performance.now();
        resolve();
      }),
    );
  };
}
