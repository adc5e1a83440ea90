/** Packed terms of an own list → the filter of names that it was stored without, as it would be made today. */
import type { FoldTables } from './fold.ts';
import type { NameTerm, PartTerm } from './name-index.ts';
import { readyPartNumber } from './own-part-numbers.ts';
import type { StoredRecords } from './packed-records.ts';
import { NameFilterBuilder } from './page-filter-names-build.ts';
import type { Pause } from './steps.ts';
import { decodeTerm } from './term-data.ts';

/** Terms that are read at once. */
const BATCH = 512;

/** For `joinNameFilters`; undefined where pages must be told from the list without. No more is read than it takes to see that. */
export async function filterOfTerms(
  tables: FoldTables,
  terms: Pick<StoredRecords, 'size' | 'getMany'>,
  pause: Pause,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const builder = new NameFilterBuilder(tables);
  const decoder = new TextDecoder();
  for (let first = 0; first < terms.size && builder.isFit; first += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, terms.size - first) }, (_, i) => first + i);
    for (const record of (await terms.getMany(numbers)).values()) {
      const { term: text, ...info } = decodeTerm(record, decoder);
      builder.add(
        info.kind === 'part-number'
          ? ({ ...info, text, pattern: readyPartNumber(text).pattern } as PartTerm)
          : ({ ...info, text } as NameTerm),
      );
    }
    await pause();
  }
  return builder.finish();
}
