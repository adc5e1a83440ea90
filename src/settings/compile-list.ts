/** Entries → the files of an own list, in whatever thread or worker there is time for it. */
import { openIndex } from '../core/index-format.ts';
import { openOrdinaryWords } from '../core/ordinary-words.ts';
import { type CompileOptions, compileEntries, packApproved } from '../core/own-compile.ts';
import type { ApprovedEntry, OwnEntry, OwnList } from '../core/own-list.ts';
import type { OwnListFiles } from '../platform/own-list-store.ts';
import { filesOf } from './own-lists.ts';

/** Packed bytes that are handed to the browser at once, which may put them on disk. */
const BLOB_BYTES = 4 * 1024 * 1024;

/** What the names of every list are compiled with. */
export interface CompilingFacts {
  /** The bundled index, whose fold the names are folded with. */
  readonly index: ArrayBuffer;
  /** The bundled words of everyday language, for `openOrdinaryWords`. */
  readonly ordinaryWords: string;
}

export interface CompilingList extends Pick<CompileOptions, 'list' | 'treatOrdinary' | 'pause'> {
  /** Called for a list that restricts; approved vendors need none of it. */
  readonly facts: () => CompilingFacts | Promise<CompilingFacts>;
}

/** A list as it would be stored, and what is to be said of it before. */
export interface PackedList {
  readonly files: OwnListFiles;
  readonly entries: number;
  /** Names and part numbers; 0 for approved vendors. */
  readonly terms: number;
  /** Repetitions that were left out. */
  readonly duplicates: number;
  readonly ordinary: { readonly count: number; readonly sample: readonly string[] };
}

type Batches = AsyncIterable<readonly (OwnEntry | ApprovedEntry)[]> | Iterable<readonly (OwnEntry | ApprovedEntry)[]>;

/** Compiles the entries of a list as they come. Throws as `compileEntries` does. */
export async function compileList(
  kind: OwnList['kind'],
  batches: Batches,
  { list, facts, treatOrdinary, pause }: CompilingList,
): Promise<PackedList> {
  const entries = new Pieces();
  const writeEntries = (piece: Uint8Array): void => entries.add(piece);
  if (kind === 'approved') {
    const packed = await packApproved(batches as AsyncIterable<readonly ApprovedEntry[]>, { writeEntries, pause });
    return { files: { entries: entries.join() }, entries: packed.entries, terms: 0, duplicates: 0, ordinary: { count: 0, sample: [] } };
  }
  const terms = new Pieces();
  const { index, ordinaryWords } = await facts();
  const tables = openIndex(index);
  const compiled = await compileEntries(batches as AsyncIterable<readonly OwnEntry[]>, {
    list,
    tables,
    ordinary: openOrdinaryWords(ordinaryWords, tables),
    treatOrdinary,
    writeEntries,
    writeTerms: (piece) => terms.add(piece),
    pause,
  });
  const { index: _index, filter: _filter, ...counts } = compiled;
  return { files: filesOf(entries.join(), terms.join(), compiled), ...counts };
}

/** Bytes as they come, as a few blobs. */
class Pieces {
  private readonly blobs: Blob[] = [];
  private waiting: BlobPart[] = [];
  private size = 0;

  add(piece: Uint8Array): void {
    this.waiting.push(piece as Uint8Array<ArrayBuffer>);
    this.size += piece.length;
    if (this.size >= BLOB_BYTES) this.flush();
  }

  join(): Blob {
    this.flush();
    return new Blob(this.blobs);
  }

  private flush(): void {
    this.blobs.push(new Blob(this.waiting));
    this.waiting = [];
    this.size = 0;
  }
}
