/** A change of a list, made while its entries go by: a list of a million is never in memory as a whole. */
import type { AnyEntry, EntryChange } from './messages.ts';

/** The entries with the change. What is added comes last, so that the others keep their numbers. */
export async function* applyChange(batches: AsyncIterable<readonly AnyEntry[]>, change: EntryChange): AsyncGenerator<readonly AnyEntry[]> {
  let first = 0;
  for await (const batch of batches) {
    const at = change.kind === 'add' ? -1 : change.number - first;
    first += batch.length;
    if (change.kind === 'add' || at < 0 || at >= batch.length) yield batch;
    else yield change.kind === 'edit' ? batch.with(at, change.entry) : batch.toSpliced(at, 1);
  }
  if (change.kind === 'add') yield [change.entry];
}
