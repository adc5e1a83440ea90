/** Compiles one file of names, in a thread of its own, and hands over what came of it. Stores nothing. */
import { openIndex } from '../../core/index-format.ts';
import { NamesError, NamesReader } from '../../core/names-file.ts';
import { openOrdinaryWords } from '../../core/ordinary-words.ts';
import { compileEntries } from '../../core/own-compile.ts';
import type { CompiledNames, ImportNews, ImportOrder } from './messages.ts';

/** Between two reports, ms. */
const REPORT_MS = 100;
/** Packed bytes that are handed to the browser at once, which may put them on disk. */
const BLOB_BYTES = 4 * 1024 * 1024;
/** Bytes whose names are in memory at once; browsers read by the megabyte. */
const CHUNK_BYTES = 32 * 1024;

const port = self as unknown as {
  onmessage: ((event: MessageEvent<ImportOrder>) => void) | null;
  postMessage(news: ImportNews): void;
};

port.onmessage = ({ data }) => {
  compile(data).then(
    (compiled) => port.postMessage({ kind: 'done', compiled }),
    (error: unknown) => {
      if (error instanceof NamesError) {
        const { fault, line } = error;
        port.postMessage({ kind: 'refused', fault, ...(line === undefined ? {} : { line }) });
        return;
      }
      // A fault of ours: the page hears of it by the worker's `error` event.
      setTimeout(() => {
        throw error;
      });
    },
  );
};

async function compile({ file, list, index, ordinary }: ImportOrder): Promise<CompiledNames> {
  const reader = new NamesReader(() => chunksOf(file));
  const entries = new Pieces();
  const terms = new Pieces();
  const tables = openIndex(index);
  let reported = 0;
  const compiled = await compileEntries(reader.batches(), {
    list,
    tables,
    ordinary: openOrdinaryWords(ordinary, tables),
    treatOrdinary: 'context',
    writeTerms: (piece) => terms.add(piece),
    writeEntries: (piece) => entries.add(piece),
    pause() {
      const now = performance.now();
      if (now - reported < REPORT_MS) return undefined;
      reported = now;
      port.postMessage({ kind: 'progress', progress: { names: reader.names, read: reader.bytes / file.size } });
      return undefined;
    },
  });
  return {
    files: { entries: entries.join(), index: new Blob([compiled.index]), terms: terms.join() },
    names: compiled.entries,
    terms: compiled.terms,
    duplicates: reader.duplicates,
  };
}

async function* chunksOf(file: Blob): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      for (let at = 0; at < value.length; at += CHUNK_BYTES) yield value.subarray(at, at + CHUNK_BYTES);
    }
  } finally {
    // Also when the walk ends early, as it does at a byte order mark.
    await reader.cancel();
  }
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
