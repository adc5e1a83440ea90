/** Patterns → the automaton of `page-filter-shapes.ts`. */
import { ANYTHING, ENOUGH, EXACT, LAST, SET_BYTES, WHOLE } from './page-filter-shapes.ts';
import { type CompiledPattern, LETTER_O, SYM_HYPHEN, SYM_SPACE, SYMBOLS, ZERO } from './pattern.ts';

/** A pattern's number times `STATES` plus one of its states. */
const STATES = 0x1000;
const LETTERS = 10;
/** Sets have numbers of one byte. */
const MAX_SETS = 256;

interface Step {
  readonly symbols: number[];
  readonly state: number;
}

export interface ShapeBytes {
  readonly steps: number[];
  readonly setOf: number[];
  readonly sets: number[];
}

export function buildShapes(patterns: readonly CompiledPattern[]): ShapeBytes {
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
    const own = new Map<string, Step>();
    for (const [symbol, behind] of waysFrom(patterns, states, depth >= EXACT).entries()) {
      // Behind a whole number the word may end before a sign.
      if (behind.size === 0 || (isWhole && symbol >= SYM_HYPHEN)) continue;
      const next = stateOf(behind, depth + 1);
      const name = `${symbol < LETTERS} ${next}`;
      const step = own.get(name) ?? { symbols: [], state: next };
      step.symbols.push(symbol);
      own.set(name, step);
    }
    state = place([...own.values()].sort((a, b) => b.symbols.length - a.symbols.length)) | (isWhole ? WHOLE : 0);
    known.set(key, state);
    return state;
  };
  const start = stateOf(new Set(patterns.map((_, i) => i * STATES + 1)), 0);
  const numbers = new Map([...new Set(steps.map(({ symbols }) => symbols.join()))].map((key, i) => [key, i]));
  if (steps.length >= ANYTHING || numbers.size > MAX_SETS)
    throw new Error(`too many part numbers: ${steps.length} steps, ${numbers.size} sets`);
  return {
    steps: steps.map(({ state, isLast }, i) => (i === 0 ? start : state) | (isLast ? LAST : 0)),
    setOf: steps.map(({ symbols }) => numbers.get(symbols.join()) as number),
    sets: [...numbers.keys()].flatMap((key) => bitsOf(key === '' ? [] : key.split(',').map(Number))),
  };
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
