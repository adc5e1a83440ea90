/**
 * A `Map` in pieces. One map of 100,000 entries moves all of them at a stroke whenever it is full, 5 ms long; here none is longer
 * than `PIECE`, and what is asked for last is mostly in the last one. In the order in which keys were set, as in a `Map`.
 */

/** Half a millisecond to grow to. */
const PIECE = 16_384;

export class SplitMap<K, V> {
  private pieces: Map<K, V>[] = [new Map()];

  get size(): number {
    let size = 0;
    for (const piece of this.pieces) size += piece.size;
    return size;
  }

  private pieceOf(key: K): Map<K, V> | undefined {
    for (let i = this.pieces.length - 1; i >= 0; i -= 1) {
      const piece = this.pieces[i] as Map<K, V>;
      if (piece.has(key)) return piece;
    }
    return undefined;
  }

  get(key: K): V | undefined {
    return this.pieceOf(key)?.get(key);
  }

  has(key: K): boolean {
    return this.pieceOf(key) !== undefined;
  }

  set(key: K, value: V): void {
    const known = this.pieceOf(key);
    if (known !== undefined) known.set(key, value);
    else this.add(key, value);
  }

  /** Sets a key that is not there. */
  add(key: K, value: V): void {
    let last = this.pieces[this.pieces.length - 1] as Map<K, V>;
    if (last.size >= PIECE) {
      this.join();
      last = new Map();
      this.pieces.push(last);
    }
    last.set(key, value);
  }

  delete(key: K): boolean {
    return this.pieceOf(key)?.delete(key) ?? false;
  }

  *values(): Generator<V> {
    for (const piece of this.pieces) yield* piece.values();
  }

  /** Puts pieces together of which little is left, so that there are never many more than there must be. */
  private join(): void {
    const joined: Map<K, V>[] = [];
    for (const piece of this.pieces) {
      const before = joined[joined.length - 1];
      if (before === undefined || before.size + piece.size > PIECE) joined.push(piece);
      else for (const [key, value] of piece) before.set(key, value);
    }
    this.pieces = joined;
  }
}
