import { describe, expect, test } from 'vitest';
import { ENGINES, MissingPeer, type Names } from '../../bench/match/engines.ts';
import { Boundaries, Hits, leftmostLongest } from '../../bench/match/hits.ts';
import { readHanPairs } from '../../scripts/catalogue.ts';

const NAMES = ['Hale', 'Hale Systems', 'Systems Works', 'Nova', '明远', '明远科技', 'A.B. Trading', 'Caf'];
const TEXT = 'HALE systems works; inhale, Halery. 采购Nova防火墙, nová Nova2nd 向明远科技买 hale. a.b. trading, café A.B. Tradings';

/** Written down by hand: where two overlap, the one that begins first, and of those the longest. */
const EXPECTED = ['HALE systems', 'Nova', '明远科技', 'hale', 'a.b. trading'];

const boundaries = new Boundaries(readHanPairs());

async function* inBatches(): Names {
  yield NAMES.slice(0, 3);
  yield NAMES.slice(3);
}

describe('every engine finds the same in the same text', () => {
  test.each(ENGINES)('$name', async ({ role, build }) => {
    const searcher = await build(inBatches(), boundaries).catch((error: unknown) => {
      if (error instanceof MissingPeer) return undefined;
      throw error;
    });
    if (!searcher) return console.log('not compared: npm ci --prefix bench/peers');
    const hits = new Hits();
    searcher.find(TEXT, hits);
    if (role === 'ours') keepWhole(hits);
    const found = leftmostLongest(hits).map((i) => TEXT.slice(hits.starts[i], hits.ends[i]));
    expect(found).toEqual(EXPECTED);
  });
});

/** Ours also takes a plural s and a model number behind a name. */
function keepWhole(hits: Hits): void {
  const all = Array.from({ length: hits.length }, (_, i) => [hits.starts[i] as number, hits.ends[i] as number] as const);
  hits.length = 0;
  for (const [start, end] of all) if (boundaries.isWhole(TEXT, start, end)) hits.add(start, end);
}
