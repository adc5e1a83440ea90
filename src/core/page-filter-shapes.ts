/**
 * How part numbers begin: one automaton for all patterns, so that the patterns themselves are asked seldom. Behind `EXACT`
 * symbols a digit is any digit and a letter any letter, and behind `ENOUGH` symbols whatever follows will do.
 *
 * A state is the place of its first step; a step is the set of the symbols that it is taken with, and the state behind it.
 */
import { Code, isClosed } from './page-filter-codes.ts';
import { SYMBOLS } from './pattern.ts';

export const EXACT = 3;
export const ENOUGH = 8;

/** Bits of a step: its state has no further one; a number may end in the state behind. Below them the place of that state. */
export const LAST = 0x4000;
export const WHOLE = 0x8000;
const PLACE = 0x3fff;
/** The place of a state from which anything will do; 0 is that of one without steps. */
export const ANYTHING = PLACE;
/** Bytes of a set of symbols. */
export const SET_BYTES = Math.ceil(SYMBOLS / 8);

export interface Shapes {
  /** The place in the first is that of the start. */
  readonly steps: Uint16Array;
  /** Step → its set. */
  readonly setOf: Uint8Array;
  readonly sets: Uint8Array;
}

/** Symbol → the state behind it at the start, which has too many steps to be gone through each time. */
export function startsOf({ steps, setOf, sets }: Shapes): Uint16Array {
  const starts = new Uint16Array(SYMBOLS);
  for (let step = (steps[0] as number) & PLACE; ; step++) {
    for (let symbol = 0; symbol < SYMBOLS; symbol++) {
      if (((sets[(setOf[step] as number) * SET_BYTES + (symbol >> 3)] as number) & (1 << (symbol & 7))) !== 0)
        starts[symbol] = steps[step] as number;
    }
    if (((steps[step] as number) & LAST) !== 0) return starts;
  }
}

/** Whether a number may begin with the letter or digit before `from`, which leads to `start`. `symbols`: code → symbol, or -1. */
export function mayBegin({ steps, setOf, sets }: Shapes, symbols: Int8Array, units: Uint8Array, from: number, start: number): boolean {
  let state = start;
  let at = from;
  for (;;) {
    let step = state & PLACE;
    if (step === ANYTHING) return true;
    const code = units[at++] as number;
    if ((state & WHOLE) !== 0 && !isClosed(code)) return true;
    const symbol = symbols[code] as number;
    if (symbol < 0) return false;
    const byte = symbol >> 3;
    const bit = 1 << (symbol & 7);
    while (((sets[(setOf[step] as number) * SET_BYTES + byte] as number) & bit) === 0) {
      if (((steps[step] as number) & LAST) !== 0) return false;
      step++;
    }
    state = steps[step] as number;
    // Blanks are one, and a hyphen at the end of a line has some behind it.
    if (code === Code.hyphen || code === Code.space) while (units[at] === Code.space) at++;
  }
}
