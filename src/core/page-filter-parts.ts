/**
 * The part numbers of the page's filter: the patterns of the catalogue themselves, read only where the first two
 * characters of one stand at the beginning of a word. What a pattern may go on with behind a whole number is left out
 * (`shorten`): the word may end there anyway.
 */
import { LETTER_O, type PatternNode, parsePattern, SYM_HYPHEN, SYM_SPACE, SYMBOLS, ZERO } from './pattern.ts';

/** A text as the patterns see it. */
export interface PartText {
  readonly length: number;
  /** The symbol at a place; -1 where no part number has what stands there. */
  symbolAt(at: number): number;
  /** Whether a word may end before the place. */
  isOpenAt(at: number): boolean;
}

/** More than any real text needs; where it is not enough, the answer is that there may be a number. */
const MAX_STEPS = 20_000;

type Then = (at: number) => boolean;
/** Calls `then` for every place up to which its part of the pattern can be read, until that is true. */
type Reader = (run: Run, at: number, then: Then) => boolean;
interface Run {
  readonly text: PartText;
  steps: number;
}

/** Whether a number of the pattern may begin at `at`. */
export type PartTest = (text: PartText, at: number) => boolean;

/** A test that parses its pattern when it is first asked. */
export function createPartTest(pattern: string): PartTest {
  let read: Reader | undefined;
  return (text, at) => {
    read ??= readerOf(parsePattern(pattern));
    return read({ text, steps: MAX_STEPS }, at, (end) => text.isOpenAt(end));
  };
}

function readerOf(node: PatternNode): Reader {
  switch (node.kind) {
    case 'set':
      return readSet(node.symbols);
    case 'sequence':
      return node.parts.map(readerOf).reduceRight((rest, part) => (run, at, then) => part(run, at, (end) => rest(run, end, then)));
    case 'choice': {
      const parts = node.parts.map(readerOf);
      return (run, at, then) => parts.some((part) => part(run, at, then));
    }
    case 'repeat':
      return readRepeat(readerOf(node.part), node.min, node.max);
  }
}

function readSet(symbols: readonly number[]): Reader {
  const isIn = new Uint8Array(SYMBOLS);
  for (const symbol of symbols) isIn[symbol] = 1;
  // The letter O is taken for a zero.
  if (isIn[ZERO] === 1) isIn[LETTER_O] = 1;
  return (run, at, then) => {
    const { text } = run;
    if (at >= text.length) return false;
    run.steps--;
    if (run.steps < 0) return true;
    const symbol = text.symbolAt(at);
    if (symbol < 0 || isIn[symbol] === 0) return false;
    let end = at + 1;
    // Blanks are one, and a hyphen at the end of a line has some behind it.
    if (symbol === SYM_SPACE || symbol === SYM_HYPHEN) while (end < text.length && text.symbolAt(end) === SYM_SPACE) end++;
    return then(end);
  };
}

function readRepeat(part: Reader, min: number, max: number): Reader {
  const again = (run: Run, at: number, then: Then, count: number): boolean =>
    (count < max && part(run, at, (end) => again(run, end, then, count + 1))) || (count >= min && then(at));
  return (run, at, then) => again(run, at, then, 0);
}

const BREAK = '(?:-|\\[-\\]|\\[[-_./]+\\]|[_./])';
const OPTIONAL_TAIL = new RegExp(`\\(${BREAK}[^()]*\\)(?:\\{0,\\d+\\}|\\?)$`);
const REPEATED_TAIL = new RegExp(`\\((${BREAK}[^()|]*)\\)\\{1,\\d+\\}$`);

/** The pattern without what may follow a whole number behind a hyphen or sign. Done when the filter is built. */
export function shorten(pattern: string): string {
  let short = pattern;
  while (OPTIONAL_TAIL.test(short)) short = short.replace(OPTIONAL_TAIL, '');
  return short.replace(REPEATED_TAIL, '$1');
}
