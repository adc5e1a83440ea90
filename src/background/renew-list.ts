/** A stored list of an earlier version → its files as this one compiles them, from its stored entries. */
import type { ApprovedEntry, OwnEntry, OwnList } from '../core/own-list.ts';
import { PatternError } from '../core/pattern.ts';
import type { OwnListFiles } from '../platform/own-list-store.ts';
import { compileList, type PackedList } from '../settings/compile-list.ts';
import { openEntries } from '../settings/own-lists.ts';
import { type CompilePorts, fetchCompilingFacts } from './compile-pack.ts';
import { createPause } from './pause.ts';

/** Thrown where no other attempt will come further. */
class NotRenewable extends Error {
  override name = 'NotRenewable';
}

/** Compiles in slices, as the list was compiled before. Null where its entries are missing or are no entries: it must be imported again. */
export async function renewList(list: OwnList, files: OwnListFiles, ports: CompilePorts): Promise<PackedList | null> {
  try {
    return await compileList(list.kind, soundEntries(list, files), {
      list: list.id,
      // As an edit takes it where nothing was chosen.
      treatOrdinary: list.treatOrdinary ?? 'context',
      facts: () => fetchCompilingFacts(ports),
      pause: createPause(),
    });
  } catch (error) {
    if (!(error instanceof NotRenewable || error instanceof PatternError)) throw error;
    console.error(`vendor-lens: the list "${list.title}" must be imported again`, error);
    return null;
  }
}

/** The entries of a list; what is left of damaged ones is not taken for them. */
async function* soundEntries(list: OwnList, files: OwnListFiles): AsyncGenerator<readonly (OwnEntry | ApprovedEntry)[]> {
  const stored = openEntries(list, files);
  if (!stored) throw new NotRenewable('it was stored without its entries');
  const isSound = list.kind === 'restricted' ? isRestricted : isApproved;
  const batches = stored.all();
  for (;;) {
    const { value: batch, done } = await nextOf(batches);
    if (done) return;
    if (!batch.every(isSound)) throw new NotRenewable('something in it is no entry');
    yield batch;
  }
}

async function nextOf<Batch>(batches: AsyncIterator<Batch, void>): Promise<IteratorResult<Batch, void>> {
  try {
    return await batches.next();
  } catch (error) {
    // The browser may be able to read the file at another time.
    throw error instanceof DOMException ? error : new NotRenewable('its entries cannot be read', { cause: error });
  }
}

const isRestricted = (entry: OwnEntry | ApprovedEntry): boolean =>
  isNamed(entry) && areTexts((entry as OwnEntry).aliases) && areTexts((entry as OwnEntry).partNumbers);

const isApproved = (entry: OwnEntry | ApprovedEntry): boolean => isNamed(entry) && areTexts((entry as ApprovedEntry).categories);

const isNamed = ({ vendor }: { readonly vendor: unknown }): boolean => typeof vendor === 'string' && vendor !== '';

const areTexts = (values: unknown): boolean => Array.isArray(values) && values.every((value) => typeof value === 'string');
