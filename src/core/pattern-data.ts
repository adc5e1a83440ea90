/** Part-number patterns on their way into an index: their automata behind one another, their beginnings in the trie. */
import { numberValue, ValueKind } from './index-format.ts';
import { isWide } from './part-search.ts';
import { beginningsOf, type CompiledPattern, compilePattern } from './pattern.ts';
import type { TrieBuilder } from './trie-build.ts';
import { grown } from './typed-arrays.ts';

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

/**
 * Packs patterns as they come: for each its number of classes and of states, the class table, accepting flags and
 * transitions; behind them where each begins.
 */
export class PatternPacker {
  /** The term of each pattern. */
  readonly terms: number[] = [];
  private packed = new Uint8Array(0);
  private readonly starts: number[] = [];
  private used = 0;

  /** Adds the pattern of a term, and puts its beginnings into the trie. */
  add({ compiled, beginnings }: ReadyPattern, term: number, trie: TrieBuilder): void {
    const { classes, classOf, accepting, next } = compiled;
    const piece = [
      ...[classes, accepting.length & 0xff, accepting.length >> 8],
      ...classOf,
      ...accepting,
      ...(isWide(accepting.length) ? [...next].flatMap((state) => [state & 0xff, state >> 8]) : next),
    ];
    this.packed = grown(this.packed, this.used + piece.length);
    this.packed.set(piece, this.used);
    this.starts.push(this.used);
    this.used += piece.length;
    const pattern = this.terms.push(term) - 1;
    for (const beginning of beginnings) trie.add(unitsOf(beginning), numberValue(ValueKind.pattern, pattern));
  }

  finish(): Uint8Array {
    const size = this.used + (-this.used & 3);
    const whole = new Uint8Array(size + 4 * this.starts.length);
    whole.set(this.packed.subarray(0, this.used));
    new Uint32Array(whole.buffer, size).set(this.starts);
    return whole;
  }
}

const unitsOf = (text: string): number[] => Array.from(text, (char) => char.charCodeAt(0));
