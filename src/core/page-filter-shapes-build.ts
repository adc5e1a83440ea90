/** Patterns → the automaton of `page-filter-shapes.ts`. */
import { ANYTHING, ENOUGH, EXACT, LAST, SET_BYTES, WHOLE } from './page-filter-shapes.ts';
import { type CompiledPattern, LETTER_O, SYM_HYPHEN, SYM_SPACE, SYMBOLS, ZERO } from './pattern.ts';

/** A pattern's number times `STATES` plus one of its states. */
const STATES = 0x1000;
const LETTERS = 10;
/** Sets have numbers of one byte. */
const MAX_SETS = 256;

interface Step {
  readonly symbols: readonly number[];
  readonly state: number;
}

export interface ShapeBytes {
  readonly steps: number[];
  readonly setOf: number[];
  readonly sets: number[];
}

export function buildShapes(patterns: readonly CompiledPattern[]): ShapeBytes {
  const whole = layOut(patterns, (symbols) => [symbols]);
  const shapes = whole.sets.length <= MAX_SETS ? whole : layOut(patterns, splitter(whole));
  const { start, steps, sets } = shapes;
  if (steps.length >= ANYTHING || sets.length > MAX_SETS)
    throw new Error(`too many part numbers: ${steps.length} steps, ${sets.length} sets`);
  const numbers = new Map(sets.map((symbols, i) => [symbols.join(), i]));
  return {
    steps: steps.map(({ state, isLast }, i) => (i === 0 ? start : state) | (isLast ? LAST : 0)),
    setOf: steps.map(({ symbols }) => numbers.get(symbols.join()) as number),
    sets: sets.flatMap(bitsOf),
  };
}

interface Layout {
  readonly start: number;
  readonly steps: readonly (Step & { readonly isLast: boolean })[];
  /** Those of the steps, each once. */
  readonly sets: readonly (readonly number[])[];
}

/**
 * How the symbols of a step are told by fewer sets: those that are seldom used by several steps to the same state, with sets that
 * other steps have as well or with one symbol each.
 */
function splitter({ steps, sets }: Layout): (symbols: readonly number[]) => readonly (readonly number[])[] {
  const uses = new Map<string, number>();
  for (const { symbols } of steps) uses.set(symbols.join(), (uses.get(symbols.join()) ?? 0) + 1);
  const usesOf = (symbols: readonly number[]): number => (symbols.length <= 1 ? Infinity : (uses.get(symbols.join()) as number));
  const single = Array.from({ length: SYMBOLS }, (_, symbol) => [symbol]);
  const others = sets.filter(({ length }) => length !== 1).sort((a, b) => usesOf(b) - usesOf(a));
  const kept = [...others.slice(0, MAX_SETS - SYMBOLS), ...single].sort((a, b) => b.length - a.length);
  const names = new Set(kept.map((symbols) => symbols.join()));
  return (symbols) => {
    if (names.has(symbols.join())) return [symbols];
    const left = new Set(symbols);
    return kept.filter((part) => {
      if (part.length === 0 || !part.every((symbol) => left.has(symbol))) return false;
      for (const symbol of part) left.delete(symbol);
      return true;
    });
  };
}

/** `split` gives the sets by which the symbols of a step are told. */
function layOut(patterns: readonly CompiledPattern[], split: (symbols: readonly number[]) => readonly (readonly number[])[]): Layout {
  const steps: (Step & { readonly isLast: boolean })[] = [{ symbols: [], state: 0, isLast: true }];
  const places = new Map<string, number>();
  const known = new Map<string, number>();

  const place = (own: readonly Step[]): number => {
    if (own.length === 0) return 0;
    const key = JSON.stringify(own);
    const at = places.get(key) ?? steps.length;
    if (at === steps.length) steps.push(...own.map((step, i) => ({ ...step, isLast: i === own.length - 1 })));
    places.set(key, at);
    return at;
  };
  const stateOf = (states: ReadonlySet<number>, depth: number): number => {
    if (depth === ENOUGH) return ANYTHING;
    const key = `${depth} ${[...states].sort((a, b) => a - b).join()}`;
    let state = known.get(key);
    if (state !== undefined) return state;
    const isWhole = [...states].some((one) => patterns[Math.floor(one / STATES)]?.accepting[one % STATES] === 1);
    /** State behind → its step; digits apart from others, else there would be too many different sets. */
    const own = new Map<string, { readonly symbols: number[]; readonly state: number }>();
    for (const [symbol, behind] of waysFrom(patterns, states, depth >= EXACT).entries()) {
      // Behind a whole number the word may end before a sign.
      if (behind.size === 0 || (isWhole && symbol >= SYM_HYPHEN)) continue;
      const next = stateOf(behind, depth + 1);
      const name = `${symbol < LETTERS} ${next}`;
      const step = own.get(name) ?? { symbols: [], state: next };
      step.symbols.push(symbol);
      own.set(name, step);
    }
    const told = [...own.values()].flatMap((step) => split(step.symbols).map((symbols) => ({ ...step, symbols })));
    state = place(told.sort((a, b) => b.symbols.length - a.symbols.length)) | (isWhole ? WHOLE : 0);
    known.set(key, state);
    return state;
  };
  const start = stateOf(new Set(patterns.map((_, i) => i * STATES + 1)), 0);
  const sets = new Map(steps.map(({ symbols }) => [symbols.join(), symbols]));
  return { start, steps, sets: [...sets.values()] };
}

/** Symbol → the states behind it. The letter O is taken for a zero, and a blank behind a hyphen or blank for nothing. */
function waysFrom(patterns: readonly CompiledPattern[], states: ReadonlySet<number>, isLoose: boolean): Set<number>[] {
  const ways = Array.from({ length: SYMBOLS }, () => new Set<number>());
  for (const one of states) {
    const number = Math.floor(one / STATES);
    const { next, classes, classOf } = patterns[number] as CompiledPattern;
    const behind = (state: number, symbol: number): number => next[state * classes + (classOf[symbol] as number)] as number;
    for (let symbol = 0; symbol < SYMBOLS; symbol++) {
      const state = behind(one % STATES, symbol);
      if (state === 0) continue;
      ways[symbol]?.add(number * STATES + state);
      if (symbol === ZERO) ways[LETTER_O]?.add(number * STATES + state);
      const skipped = symbol === SYM_HYPHEN || symbol === SYM_SPACE ? behind(state, SYM_SPACE) : 0;
      if (skipped !== 0) ways[symbol]?.add(number * STATES + skipped);
    }
  }
  if (isLoose) {
    for (const [from, to] of [
      [0, LETTERS],
      [LETTERS, SYM_HYPHEN],
    ] as const) {
      ways.fill(new Set(ways.slice(from, to).flatMap((way) => [...way])), from, to);
    }
  }
  return ways;
}

function bitsOf(symbols: readonly number[]): number[] {
  const bytes = new Array<number>(SET_BYTES).fill(0);
  for (const symbol of symbols) bytes[symbol >> 3] = (bytes[symbol >> 3] as number) | (1 << (symbol & 7));
  return bytes;
}
