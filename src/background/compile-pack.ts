/** A pack's entries → the files of an own list. */
import type { Pack } from '../core/pack.ts';
import { type CompilingFacts, compileList } from '../settings/compile-list.ts';
import { createPause } from './pause.ts';
import type { CompiledPack } from './subscriptions.ts';

export interface CompilePorts {
  fetchIndex(): Promise<ArrayBuffer>;
  /** For `openOrdinaryWords`. */
  fetchOrdinaryWords(): Promise<string>;
}

/** What is fetched to compile names. */
export async function fetchCompilingFacts({ fetchIndex, fetchOrdinaryWords }: CompilePorts): Promise<CompilingFacts> {
  const [index, ordinaryWords] = await Promise.all([fetchIndex(), fetchOrdinaryWords()]);
  return { index, ordinaryWords };
}

/** Compiles in the worker, in slices. Short and ordinary names need context, as the publisher cannot see whose pages are read. */
export function compilePack(pack: Pack, list: string, ports: CompilePorts): Promise<CompiledPack> {
  return compileList(pack.kind, [pack.entries], {
    list,
    treatOrdinary: 'context',
    facts: () => fetchCompilingFacts(ports),
    pause: createPause(),
  });
}
