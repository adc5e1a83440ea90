/**
 * The part numbers of the page's filter: the patterns of the catalogue themselves, read only where the first two
 * characters of one stand at the beginning of a word. What a pattern may go on with behind a whole number is left out
 * (`shorten`): the word may end there anyway.
 */
import type { ByteReader } from './page-filter-bytes.ts';
import { Code, isClosed } from './page-filter-codes.ts';
import { mayBegin, type Shapes, startsOf } from './page-filter-shapes.ts';
import { LETTER_O, type PatternNode, parsePattern, SYM_HYPHEN, SYM_SIGNS, SYM_SPACE, SYMBOLS, ZERO } from './pattern.ts';

/** A text as the patterns see it. */
interface PartText {
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
type PartTest = (text: PartText, at: number) => boolean;

/** The part numbers that begin with the same two symbols. */
export interface PartTests {
  /** Code of the first in the higher byte, of the second in the lower. */
  readonly pair: number;
  /** Those that need no digit, and all of them. */
  readonly plain: PartTest[];
  readonly all: PartTest[];
}

/** The patterns as text, and of each whether it needs a digit and the pairs of codes that it begins with. */
export function openParts(bytes: ByteReader, textLength: number): PartTests[] {
  const tests = new Map<number, PartTests>();
  for (const pattern of bytes.text(textLength).split('\n')) {
    const test = createPartTest(pattern);
    const needsDigit = bytes.byte() === 1;
    for (let left = bytes.word(); left > 0; left--) {
      const pair = bytes.word();
      let known = tests.get(pair);
      if (known === undefined) {
        known = { pair, plain: [], all: [] };
        tests.set(pair, known);
      }
      known.all.push(test);
      if (!needsDigit) known.plain.push(test);
    }
  }
  return [...tests.values()];
}

/** Code → symbol of `pattern.ts`, or -1. */
const SYMBOL_OF = new Int8Array(256).fill(-1);
for (let symbol = 0; symbol < SYMBOLS; symbol++) SYMBOL_OF[codeOfPart(symbol)] = symbol;

/** The code of a symbol of `pattern.ts`. */
export function codeOfPart(symbol: number): number {
  if (symbol < SYM_HYPHEN) return Code.digit + symbol;
  if (symbol === SYM_HYPHEN) return Code.hyphen;
  if (symbol === SYM_SPACE) return Code.space;
  return symbol === SYM_SIGNS ? Code.dot : Code.sign + symbol - SYM_SIGNS - 1;
}

/** Looks for part numbers in one text after another. */
export class PartReader implements PartText {
  length = 0;
  private units: Uint8Array = new Uint8Array(0);
  /** How far it is known whether a digit comes before something that no part number has. */
  private known = -1;
  private hasDigit = false;
  private readonly starts: Uint16Array;

  constructor(
    private readonly parts: readonly PartTests[],
    private readonly shapes: Shapes,
  ) {
    this.starts = startsOf(shapes);
  }

  /** The codes of the text, with one of nothing behind them. */
  use(units: Uint8Array, length: number): void {
    this.units = units;
    this.length = length;
    this.known = -1;
  }

  /** Whether one of the tests, counted from 1, finds a number at `at`. */
  beginsAt(at: number, number: number): boolean {
    const { plain, all } = this.parts[number - 1] as PartTests;
    const asked = this.digitFollows(at) ? all : plain;
    if (asked.length === 0) return false;
    const start = this.starts[this.symbolAt(at)] as number;
    if (!mayBegin(this.shapes, SYMBOL_OF, this.units, at + 1, start)) return false;
    for (const test of asked) if (test(this, at)) return true;
    return false;
  }

  symbolAt(at: number): number {
    return SYMBOL_OF[this.units[at] as number] as number;
  }

  isOpenAt(at: number): boolean {
    return !isClosed(this.units[at] as number);
  }

  private digitFollows(at: number): boolean {
    if (at > this.known) {
      const { units } = this;
      let i = at;
      let symbol = SYMBOL_OF[units[i] as number] as number;
      while (symbol >= FIRST_LETTER) symbol = SYMBOL_OF[units[++i] as number] as number;
      this.known = i;
      this.hasDigit = symbol >= 0;
    }
    return this.hasDigit;
  }
}

const FIRST_LETTER = 10;

/** A test that parses its pattern when it is first asked. */
function createPartTest(pattern: string): PartTest {
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
