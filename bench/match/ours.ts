/** Our search in the shape in which engines are compared. */
import type { FoldTables } from '../../src/core/fold.ts';
import { foldIdOf, type Index, joinNames } from '../../src/core/index-format.ts';
import { Candidates, GLUED, LOOSE, MODEL_FOLLOWS, scan } from '../../src/core/matcher.ts';
import { buildNameIndex, type NameTerm } from '../../src/core/name-index.ts';
import type { TermSource } from '../../src/core/term-data.ts';
import type { Names, Searcher } from './engines.ts';
import type { Boundaries, Hits } from './hits.ts';

/** Works for at most this long before others have their turn. */
const SLICE_MS = 10;

/** Builds an index that holds the names alone. */
export async function buildOurs(names: Names, { tables }: Boundaries): Promise<OurSearcher> {
  let last = performance.now();
  const pause = (): Promise<void> | undefined => {
    if (performance.now() - last < SLICE_MS) return undefined;
    return new Promise((resolve) => {
      setImmediate(() => {
        last = performance.now();
        resolve();
      });
    });
  };
  // What the names stand for is stored elsewhere and looked up for the few that are found.
  const bytes = await buildNameIndex(tables, termsOf(names), { write: () => undefined, pause });
  return new OurSearcher(tables, bytes);
}

async function* termsOf(names: Names): AsyncGenerator<readonly NameTerm[]> {
  for await (const batch of names) yield batch.map((text) => ({ text, kind: 'name', strength: 'plain', vendor: 'own' }));
}

/** Why our search takes what no other engine finds. */
const REASONS: readonly (readonly [flag: number, reason: string])[] = [
  [GLUED, 'only a capital parts it from its neighbour'],
  [MODEL_FOLLOWS, 'a model number stands behind it'],
  [LOOSE, 'a blank or hyphen stands inside a word'],
];

const NO_TERMS: TermSource = { size: 0, get: () => undefined };

export class OurSearcher implements Searcher {
  readonly #bytes: ArrayBuffer;
  readonly #empty: Index;
  readonly #index: Index;
  readonly #candidates = new Candidates();

  constructor(tables: FoldTables, bytes: ArrayBuffer) {
    this.#bytes = bytes;
    this.#empty = { ...tables, foldId: foldIdOf(tables), parts: [], trades: [], domains: new Map() };
    this.#index = this.#open();
  }

  find(text: string, hits: Hits): void {
    const found = scan(this.#index, text, this.#candidates);
    for (let i = 0; i < found.length; i++) hits.add(found.start[i] as number, found.end[i] as number);
  }

  /** Why candidate `i` of the last search counts, beyond being written like its name; undefined: no such reason. */
  reasonOf(i: number): string | undefined {
    const flags = this.#candidates.flags[i] as number;
    return REASONS.find(([flag]) => (flags & flag) !== 0)?.[1];
  }

  get stored(): { bytes: number; open(): unknown } {
    return { bytes: this.#bytes.byteLength, open: () => this.#open() };
  }

  #open(): Index {
    return joinNames(this.#empty, this.#bytes, NO_TERMS);
  }
}
