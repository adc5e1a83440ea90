/** Part-number patterns on their way into an index: their automata behind one another, their beginnings in the trie. */
import { numberValue, ValueKind } from './index-format.ts';
import { LAST, SET_WORDS, WHOLE } from './part-search.ts';
import { beginningsOf, type CompiledPattern, compilePattern } from './pattern.ts';
import type { TrieBuilder } from './trie-build.ts';
import { bytesOf, grown } from './typed-arrays.ts';

/** A pattern ready to be put into an index, where it takes about as many bytes as it has transitions. */
export interface ReadyPattern {
  readonly compiled: CompiledPattern;
  readonly beginnings: readonly string[];
}

/** Throws `PatternError` for a pattern that cannot be used. */
export function readyPattern(pattern: string): ReadyPattern {
  const compiled = compilePattern(pattern);
  return { compiled, beginnings: beginningsOf(pattern, compiled) };
}

/** States that are remembered to be shared: a list of 20,000 large families may have many more, which would take too much memory. */
const MAX_KNOWN = 1 << 18;

/** Packs patterns as they come into one automaton. */
export class PatternPacker {
  /** The term of each pattern. */
  readonly terms: number[] = [];
  private readonly starts: number[] = [];
  private steps = new Uint32Array(64);
  private setOf = new Uint32Array(64);
  /** The first is of nobody. */
  private used = 1;
  /** Steps of a state → its place. */
  private readonly known = new Map<string, number>();
  /** Symbols → the number of their set. */
  private readonly sets = new Map<bigint, number>();

  /** Adds the pattern of a term, and puts its beginnings into the trie. */
  add({ compiled, beginnings }: ReadyPattern, term: number, trie: TrieBuilder): void {
    this.starts.push(this.place(compiled));
    const pattern = this.terms.push(term) - 1;
    for (const beginning of beginnings) trie.add(unitsOf(beginning), numberValue(ValueKind.pattern, pattern));
  }

  /** How a step leads to the first state. */
  private place({ classOf, classes, next, accepting }: CompiledPattern): number {
    const symbols = new Array<bigint>(classes).fill(0n);
    classOf.forEach((column, symbol) => {
      symbols[column] = (symbols[column] as bigint) | (1n << BigInt(symbol));
    });
    /** How a step leads to each state. States stand before those that they lead to. */
    const ways = new Uint32Array(accepting.length);
    for (let state = accepting.length - 1; state > 0; state--) {
      const own = new Map<number, bigint>();
      for (let column = 0; column < classes; column++) {
        const behind = next[state * classes + column] as number;
        if (behind === 0) continue;
        if (behind <= state) throw new Error('a pattern leads back');
        const way = ways[behind] as number;
        own.set(way, (own.get(way) ?? 0n) | (symbols[column] as bigint));
      }
      const steps = [...own].map(([way, set]) => [this.numberOf(set), way] as const);
      ways[state] = 4 * this.placeOf(steps) + (accepting[state] === 1 ? WHOLE : 0);
    }
    return ways[1] as number;
  }

  private placeOf(steps: readonly (readonly [set: number, way: number])[]): number {
    if (steps.length === 0) return 0;
    const key = steps.join(' ');
    const known = this.known.get(key);
    if (known !== undefined) return known;
    if (this.known.size === MAX_KNOWN) this.known.clear();
    const place = this.used;
    this.known.set(key, place);
    this.used += steps.length;
    this.steps = grown(this.steps, this.used);
    this.setOf = grown(this.setOf, this.used);
    for (const [i, [set, way]] of steps.entries()) {
      this.steps[place + i] = way + (i === steps.length - 1 ? LAST : 0);
      this.setOf[place + i] = set;
    }
    return place;
  }

  private numberOf(symbols: bigint): number {
    const number = this.sets.get(symbols) ?? this.sets.size;
    this.sets.set(symbols, number);
    return number;
  }

  /** The numbers of steps and of sets, the steps, the sets of the steps, the sets and the starts, all as words of 32 bits. */
  finish(): Uint8Array {
    const sets = [...this.sets.keys()].flatMap((symbols) =>
      Array.from({ length: SET_WORDS }, (_, word) => Number((symbols >> BigInt(32 * word)) & 0xffff_ffffn)),
    );
    const { used, starts } = this;
    const words = new Uint32Array(2 + 2 * used + sets.length + starts.length);
    words.set([used, this.sets.size]);
    words.set(this.steps.subarray(0, used), 2);
    words.set(this.setOf.subarray(0, used), 2 + used);
    words.set(sets, 2 + 2 * used);
    words.set(starts, 2 + 2 * used + sets.length);
    return bytesOf(words);
  }
}

const unitsOf = (text: string): number[] => Array.from(text, (char) => char.charCodeAt(0));
