/**
 * Names by the hundred thousand, and part numbers → an index part of their own, beside that of the catalogue. What they
 * stand for is packed apart from it: the search needs the one at once and whole, the other for the few that are found.
 */
import type { FoldTables } from './fold.ts';
import { foldIdOf, numberValue, packIndex, packMeta, sectionsOf, ValueKind } from './index-format.ts';
import { PatternPacker, type ReadyPattern } from './pattern-data.ts';
import { finishInSlices } from './steps.ts';
import { type TermInfo, TermPacker } from './term-data.ts';
import { keyOf } from './term-key.ts';
import { TrieBuilder } from './trie-build.ts';

/** A name, and the id of the vendor whose it is. */
export interface NameTerm extends Pick<TermInfo, 'vendor' | 'strength' | 'case'> {
  readonly text: string;
  readonly kind: 'name' | 'legal' | 'alias' | 'abbreviation';
}

/** A family of part numbers; `text` is shown for it. */
export interface PartTerm extends Pick<TermInfo, 'vendor' | 'strength'> {
  readonly text: string;
  readonly kind: 'part-number';
  readonly pattern: ReadyPattern;
}

export interface NameIndexOptions {
  /** Takes the packed terms piece by piece, in order. */
  write(terms: Uint8Array): void;
  /**
   * Called after every few milliseconds of work: waits when it is time to, or does nothing. What it throws ends the
   * building.
   */
  pause(): Promise<void> | undefined;
}

/** Names between two pauses. */
const STEP = 512;

const NOTHING = new Uint8Array(0);

/**
 * Compiles names as they come. Resolves with the bytes for `joinNames`; `write` has had the terms for `PackedTerms` then.
 * At most 2^28 names. A name without letters or digits is found nowhere.
 */
export async function buildNameIndex(
  tables: FoldTables,
  batches: Iterable<readonly (NameTerm | PartTerm)[]> | AsyncIterable<readonly (NameTerm | PartTerm)[]>,
  { write, pause }: NameIndexOptions,
): Promise<ArrayBuffer> {
  const trie = new TrieBuilder(tables.classes);
  const terms = new TermPacker();
  const patterns = new PatternPacker();
  for await (const names of batches) {
    for (const name of names) {
      const { text: term, kind, strength, vendor } = name;
      const info = { vendor, kind, strength, term, context: 0, not: [] };
      let number: number;
      if (name.kind === 'part-number') {
        number = terms.add(info);
        patterns.add(name.pattern, number, trie);
      } else {
        number = terms.add(name.case === undefined ? info : { ...info, case: name.case });
        trie.add(keyOf(tables, term, kind === 'legal'), numberValue(ValueKind.term, number));
      }
      if (number % STEP === STEP - 1) await pause();
    }
    write(terms.take());
  }
  write(terms.finish());
  const built = await finishInSlices(trie.finish(), pause);
  const packing = packIndex(
    {
      folds: NOTHING,
      classes: NOTHING,
      ...sectionsOf(built),
      patterns: patterns.finish(),
      terms: NOTHING,
      meta: packMeta({ patternTerms: patterns.terms }),
    },
    foldIdOf(tables),
  );
  return finishInSlices(packing, pause);
}
