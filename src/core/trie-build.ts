/**
 * Keys and their values → the trie over them. Keys are kept as units, so that a million of them need no million strings: in pieces
 * while they come, since a large array that grows is copied whole, and then in one array, in which they are sorted. The trie is laid out depth first. Building can pause anywhere: `finish` is a
 * generator that yields after each small piece of work.
 */

import { HeadMarker } from './heads.ts';
import { mayGoOn } from './index-format.ts';
import type { Steps } from './steps.ts';
import { END, FIRST_UNIT, HAS_END, HAS_SEPARATOR, HAS_UNIT, LEGAL_SEPARATOR, LIST, ROOT, type Trie, WIDE } from './trie.ts';
import { grown } from './typed-arrays.ts';

/** Keys compared, units counted or states placed between two yields: some milliseconds of work at most. */
const STEP = 16_384;

/** Units of a piece of keys, a power of two: little enough that making room for it is no pause. */
const PIECE = 1 << 16;

/** Free states that are tried for the first of several children before they go behind all others. */
const TRIES = 64;

export class TrieBuilder {
  /** All keys, each with an `END` behind it; separators as their symbols, which no text has as units. */
  private readonly pieces: Uint16Array[] = [];
  private used = 0;
  /** Where each key begins. */
  private starts = new Uint32Array(256);
  private values = new Uint32Array(256);
  private count = 0;

  /** `classes` as in `FoldTables`. */
  constructor(private readonly classes: Uint8Array) {}

  /** How many keys were added. */
  get size(): number {
    return this.count;
  }

  /** Adds a key, folded units and separators, with a value below 2^31. A key may be added several times. */
  add(key: ArrayLike<number>, value: number): void {
    if (key.length === 0) return;
    this.starts = grown(this.starts, this.count + 1);
    this.values = grown(this.values, this.count + 1);
    this.starts[this.count] = this.used;
    this.values[this.count++] = value;
    for (let i = 0; i < key.length; i++) this.put(key[i] as number);
    this.put(END);
  }

  private put(unit: number): void {
    const at = this.used++ % PIECE;
    if (at === 0) this.pieces.push(new Uint16Array(PIECE));
    (this.pieces.at(-1) as Uint16Array)[at] = unit;
  }

  /** The trie over all keys. Nothing can be added afterwards. */
  *finish(): Steps<Trie> {
    const units = yield* this.join();
    const heads = yield* this.markHeads(units);
    const alphabet = yield* this.toSymbols(units);
    const order = yield* this.sort(units);
    const layout = new Layout(units, this.starts, this.values, order);
    yield* layout.run();
    yield* layout.clearFree(FIRST_UNIT + alphabet.length);
    return { ...layout.arrays(), alphabet, heads };
  }

  /** All keys in one array; the pieces are gone then. */
  private *join(): Steps<Uint16Array> {
    const units = new Uint16Array(this.used);
    for (let end = this.used; end > 0; ) {
      const begin = (this.pieces.length - 1) * PIECE;
      units.set((this.pieces.pop() as Uint16Array).subarray(0, end - begin), begin);
      end = begin;
      yield;
    }
    return units;
  }

  private *markHeads(units: Uint16Array): Steps<Uint32Array> {
    const marker = new HeadMarker(this.count, this.classes);
    for (let key = 0; key < this.count; key++) {
      marker.add(units, this.starts[key] as number, mayGoOn(this.values[key] as number));
      if (key % STEP === 0) yield;
    }
    return marker.finish();
  }

  /** Numbers the units by how often they occur, so that frequent children lie close to one another, and makes symbols of them in place. */
  private *toSymbols(units: Uint16Array): Steps<Uint16Array> {
    const counts = new Uint32Array(65536);
    for (let i = 0; i < this.used; i++) {
      const unit = units[i] as number;
      counts[unit] = (counts[unit] as number) + 1;
      if (i % (64 * STEP) === 0) yield;
    }
    const alphabet = [...counts.keys()]
      .filter((unit) => unit > LEGAL_SEPARATOR && (counts[unit] as number) > 0)
      .sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b);
    const symbols = new Uint16Array(65536);
    for (let symbol = 0; symbol < FIRST_UNIT; symbol++) symbols[symbol] = symbol;
    for (const [i, unit] of alphabet.entries()) symbols[unit] = FIRST_UNIT + i;
    for (let i = 0; i < this.used; i++) {
      units[i] = symbols[units[i] as number] as number;
      if (i % (64 * STEP) === 0) yield;
    }
    return Uint16Array.from(alphabet);
  }

  /** The keys in order, by quicksort on one symbol at a time (Bentley and Sedgewick 1997). */
  private *sort(units: Uint16Array): Steps<Uint32Array> {
    const { starts } = this;
    const order = new Uint32Array(this.count);
    for (let i = 0; i < order.length; i++) order[i] = i;
    const symbolAt = (place: number, depth: number): number => units[(starts[order[place] as number] as number) + depth] as number;
    const swap = (a: number, b: number): void => {
      const kept = order[a] as number;
      order[a] = order[b] as number;
      order[b] = kept;
    };
    const isBefore = (a: number, b: number, depth: number): boolean => {
      for (let i = (starts[a] as number) + depth, j = (starts[b] as number) + depth; ; i++, j++) {
        if (units[i] !== units[j]) return (units[i] as number) < (units[j] as number);
        if (units[i] === END) return a < b;
      }
    };
    /** Ranges still to be sorted: first place, place behind the last, depth up to which all are alike. */
    const ranges = [0, this.count, 0];
    let work = 0;
    while (ranges.length > 0) {
      const depth = ranges.pop() as number;
      const high = ranges.pop() as number;
      const low = ranges.pop() as number;
      if (high - low < 12) {
        work += high - low;
        if (work > STEP) {
          work = 0;
          yield;
        }
        for (let i = low + 1; i < high; i++) {
          const key = order[i] as number;
          let j = i;
          for (; j > low && isBefore(key, order[j - 1] as number, depth); j--) order[j] = order[j - 1] as number;
          order[j] = key;
        }
        continue;
      }
      const pivot = median(symbolAt(low, depth), symbolAt((low + high) >>> 1, depth), symbolAt(high - 1, depth));
      let less = low;
      let more = high;
      for (let i = low; i < more; ) {
        const symbol = symbolAt(i, depth);
        if (symbol < pivot) swap(less++, i++);
        else if (symbol > pivot) swap(i, --more);
        else i++;
        if (++work > STEP) {
          work = 0;
          yield;
        }
      }
      ranges.push(low, less, depth, more, high, depth);
      if (pivot !== END) ranges.push(less, more, depth + 1);
      // Equal keys: their values stay in the order in which they were added.
      else order.subarray(less, more).sort();
    }
    return order;
  }
}

const median = (a: number, b: number, c: number): number => Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));

class Layout {
  /** Word and check of each state. A free one has the next and the one before it in the list of free ones, the latter as `~`. */
  private cells = new Int32Array(2 * 1024);
  private tails = new Uint8Array(1024);
  private tailBytes = 0;
  private readonly lists: number[] = [];
  /** Behind the last state that was ever looked at. */
  private limit = 0;
  private last = ROOT;
  /** Keys and free states looked at since the last yield. */
  private work = 0;
  private readonly children: number[] = [];
  /** Where the range of each child begins. */
  private readonly bounds: number[] = [];

  constructor(
    private readonly units: Uint16Array,
    private readonly starts: Uint32Array,
    private readonly values: Uint32Array,
    private readonly order: Uint32Array,
  ) {
    // State 0 is the head of the list of free states and belongs to nobody.
    this.cells[0] = 0;
    this.cells[1] = ~0;
    this.limit = 1;
    this.extend(ROOT + 1);
    this.claim(ROOT, 0);
  }

  /** Ranges of keys that are still to be placed: first, behind the last, depth, state. */
  *run(): Steps<void> {
    if (this.order.length === 0) return;
    const ranges = [0, this.order.length, 0, ROOT];
    while (ranges.length > 0) {
      const state = ranges.pop() as number;
      const depth = ranges.pop() as number;
      const high = ranges.pop() as number;
      const low = ranges.pop() as number;
      if (state !== ROOT && this.areAlike(low, high - 1, depth)) {
        this.cells[2 * state] = ~this.addTail(low, high, depth);
        continue;
      }
      const { children, bounds } = this;
      children.length = 0;
      bounds.length = 0;
      for (let place = low; place < high; place++) {
        if (++this.work > STEP) {
          this.work = 0;
          yield;
        }
        const symbol = this.symbolAt(place, depth);
        if (symbol === children.at(-1)) continue;
        children.push(symbol);
        bounds.push(place);
      }
      bounds.push(high);
      const base = this.findBase();
      let flags = 0;
      for (const [i, symbol] of children.entries()) {
        const child = base + symbol;
        this.claim(child, state);
        if (symbol === END) {
          flags |= HAS_END;
          this.cells[2 * child] = this.valueOf(low, bounds[i + 1] as number) | 0;
          continue;
        }
        flags |= symbol <= LEGAL_SEPARATOR ? HAS_SEPARATOR : HAS_UNIT;
        ranges.push(bounds[i] as number, bounds[i + 1] as number, depth + 1, child);
      }
      this.cells[2 * state] = (base << 3) | flags;
    }
  }

  /** Makes free states belong to nobody, with room for `symbols` behind the last state: the search looks there without a bound check. */
  *clearFree(symbols: number): Steps<void> {
    this.extend(this.last + symbols + 1);
    const { cells } = this;
    cells.fill(0, 0, 2);
    for (let state = 1; state < this.limit; state++) {
      if (this.isFree(state)) {
        cells[2 * state] = 0;
        cells[2 * state + 1] = 0;
      }
      if (state % (16 * STEP) === 0) yield;
    }
    this.limit = this.last + symbols + 1;
  }

  /** What was laid out, as views. */
  arrays(): Pick<Trie, 'cells' | 'tails' | 'lists'> {
    return {
      cells: this.cells.subarray(0, 2 * this.limit),
      tails: this.tails.subarray(0, this.tailBytes),
      lists: Uint32Array.from(this.lists),
    };
  }

  private symbolAt(place: number, depth: number): number {
    return this.units[(this.starts[this.order[place] as number] as number) + depth] as number;
  }

  /** Whether two keys go on alike to their ends; those between them in the order then do as well. */
  private areAlike(first: number, last: number, depth: number): boolean {
    if (first === last) return true;
    for (let i = depth; ; i++) {
      const symbol = this.symbolAt(first, i);
      if (symbol !== this.symbolAt(last, i)) return false;
      if (symbol === END) return true;
    }
  }

  /** The value of equal keys: their only one, or the place of their list. */
  private valueOf(low: number, high: number): number {
    const known = new Set<number>();
    for (let place = low; place < high; place++) known.add(this.values[this.order[place] as number] as number);
    const [first] = known;
    if (known.size === 1) return first as number;
    const place = this.lists.length;
    this.lists.push(known.size, ...known);
    return (place | LIST) >>> 0;
  }

  private addTail(low: number, high: number, depth: number): number {
    const place = this.tailBytes;
    for (let i = depth; ; i++) {
      const symbol = this.symbolAt(low, i);
      this.tails = grown(this.tails, this.tailBytes + 8);
      if (symbol < WIDE) this.tails[this.tailBytes++] = symbol;
      else this.putBytes(WIDE, symbol & 0xff, symbol >>> 8);
      if (symbol === END) break;
    }
    const value = this.valueOf(low, high);
    this.putBytes(value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24);
    return place;
  }

  private putBytes(...bytes: number[]): void {
    for (const byte of bytes) this.tails[this.tailBytes++] = byte;
  }

  /** A base at which all children fall on free states: the first of few that are tried, else behind all others. */
  private findBase(): number {
    const { children } = this;
    const lowest = children[0] as number;
    const highest = children.at(-1) as number;
    let free = this.cells[0] as number;
    for (let tries = 0; free !== 0 && tries < TRIES; tries++) {
      this.work++;
      const base = free - lowest;
      if (base > 0 && base + highest < this.limit && children.every((symbol) => this.isFree(base + symbol))) return base;
      free = this.cells[2 * free] as number;
    }
    const base = Math.max(1, this.last + 1 - lowest);
    this.extend(base + highest + 1);
    return base;
  }

  private isFree(state: number): boolean {
    return (this.cells[2 * state + 1] as number) < 0;
  }

  /** Takes a state out of the list of free ones. */
  private claim(state: number, parent: number): void {
    const { cells } = this;
    const next = cells[2 * state] as number;
    const before = ~(cells[2 * state + 1] as number);
    cells[2 * before] = next;
    cells[2 * next + 1] = ~before;
    cells[2 * state] = 0;
    cells[2 * state + 1] = parent;
    if (state > this.last) this.last = state;
  }

  /** Puts new states at the end of the list of free ones. */
  private extend(limit: number): void {
    if (limit <= this.limit) return;
    this.cells = grown(this.cells, 2 * limit);
    const { cells } = this;
    for (let state = this.limit; state < limit; state++) {
      const before = ~(cells[1] as number);
      cells[2 * before] = state;
      cells[2 * state] = 0;
      cells[2 * state + 1] = ~before;
      cells[1] = ~state;
    }
    this.limit = limit;
  }
}
