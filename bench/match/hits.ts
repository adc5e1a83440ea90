/** What an engine found, where a name may begin and end, and the numbers by which two engines are compared. */
import { CharClass, createFoldTables, type FoldTables } from '../../src/core/fold.ts';

/** Spans in UTF-16 units, in any order, overlaps included. Reused between texts. */
export class Hits {
  starts = new Int32Array(4096);
  ends = new Int32Array(4096);
  length = 0;

  add(start: number, end: number): void {
    if (this.length === this.starts.length) {
      this.starts = grown(this.starts);
      this.ends = grown(this.ends);
    }
    this.starts[this.length] = start;
    this.ends[this.length++] = end;
  }
}

function grown(from: Int32Array): Int32Array<ArrayBuffer> {
  const to = new Int32Array(from.length * 2);
  to.set(from);
  return to;
}

/** The boundary that all engines are held to: Latin and digit edges are closed, those of Han, kana and Hangul open. */
export class Boundaries {
  /** What our search folds by: part of the product as it is installed, and not of a list of names. */
  readonly tables: FoldTables;
  /** 1 for letters, digits and marks of scripts that separate words. */
  readonly closed: Uint8Array;

  constructor(hanPairs: string) {
    this.tables = createFoldTables(hanPairs);
    this.closed = this.tables.classes.map((kind) =>
      kind === CharClass.letter || kind === CharClass.digit || kind === CharClass.mark ? 1 : 0,
    );
  }

  isClosed(text: string, at: number): boolean {
    return this.closed[text.charCodeAt(at)] === 1;
  }

  /** Whether [start, end) is a whole word, or begins and ends with characters that need none. */
  isWhole(text: string, start: number, end: number): boolean {
    if (start > 0 && this.isClosed(text, start) && this.isClosed(text, start - 1)) return false;
    return end >= text.length || !this.isClosed(text, end - 1) || !this.isClosed(text, end);
  }
}

export interface Digest {
  readonly count: number;
  /** FNV-1a over the offsets. */
  readonly hash: number;
}

/** Leftmost-longest: indexes into `hits` of those that remain, from left to right. */
export function leftmostLongest(hits: Hits): number[] {
  const { starts, ends } = hits;
  const order = Array.from({ length: hits.length }, (_, i) => i).sort(
    (a, b) => (starts[a] as number) - (starts[b] as number) || (ends[b] as number) - (ends[a] as number),
  );
  let end = 0;
  return order.filter((i) => {
    if ((starts[i] as number) < end) return false;
    end = ends[i] as number;
    return true;
  });
}

export function digest(hits: Hits): Digest {
  const kept = leftmostLongest(hits);
  let hash = 0x811c9dc5;
  for (const i of kept) {
    hash = Math.imul(hash ^ (hits.starts[i] as number), 0x01000193);
    hash = Math.imul(hash ^ (hits.ends[i] as number), 0x01000193);
  }
  return { count: kept.length, hash: hash >>> 0 };
}
