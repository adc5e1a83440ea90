/** Our search in the shape in which engines are compared. */
import { readHanPairs } from '../../scripts/catalogue.ts';
import { buildIndex } from '../../src/core/index-build.ts';
import { openIndex } from '../../src/core/index-format.ts';
import { Candidates, GLUED, LOOSE, MODEL_FOLLOWS, scan } from '../../src/core/matcher.ts';
import type { Term } from '../../src/core/model.ts';
import type { Names, Searcher } from './engines.ts';
import type { Hits } from './hits.ts';

/** Builds an index that holds the names alone. */
export async function buildOurs(names: Names): Promise<OurSearcher> {
  const terms: Term[] = [];
  for await (const batch of names) for (const text of batch) terms.push({ text, kind: 'name', strength: 'plain' });
  if (terms.length > LONGEST_CATALOGUE) throw new Error(`a catalogue takes at most ${LONGEST_CATALOGUE.toLocaleString('en')} names`);
  const vendor = {
    id: 'names',
    name: { en: 'names' },
    legalNames: [],
    relevance: 'it' as const,
    domains: [],
    terms,
    contextTerms: [],
    notThis: [],
    products: [],
    related: [],
    notes: [],
    verification: 'sourced' as const,
    sources: [],
  };
  const buffer = buildIndex({ vendors: [vendor], lists: [], alternatives: [], categories: [], trades: [] }, readHanPairs());
  return new OurSearcher(buffer);
}

const LONGEST_CATALOGUE = 20_000;

/** Why our search takes what no other engine finds. */
const REASONS: readonly (readonly [flag: number, reason: string])[] = [
  [GLUED, 'only a capital parts it from its neighbour'],
  [MODEL_FOLLOWS, 'a model number stands behind it'],
  [LOOSE, 'a blank or hyphen stands inside a word'],
];

export class OurSearcher implements Searcher {
  readonly #buffer: ArrayBuffer;
  readonly #index: ReturnType<typeof openIndex>;
  readonly #candidates = new Candidates();

  constructor(buffer: ArrayBuffer) {
    this.#buffer = buffer;
    this.#index = openIndex(buffer);
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
    const buffer = this.#buffer;
    return { bytes: buffer.byteLength, open: () => openIndex(buffer) };
  }
}
