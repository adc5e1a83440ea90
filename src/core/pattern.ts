/**
 * Part-number families: a small pattern grammar, compiled to a deterministic automaton.
 *
 * The grammar (docs/data.md has the table): literals, `#` digit, `@` letter, `%` either, `[A-F15-]` one of (a last `-` is itself), `-` a hyphen
 * or one space, `~` hyphen, space or nothing, `(a|b)` alternation, `{m,n}` `{n}` `?` repeats. Nothing is unbounded and
 * nothing backtracks: a pattern read from an imported list can be refused, but it can never be slow. That is why data
 * never becomes a `RegExp`.
 *
 *     FG-#{2,4}@{1,2}(-[A-Z0-9]{1,6}){0,4}     FG-100F, fg 100f, FG‑60F‑BDL‑950‑12
 *
 * Patterns run over folded text (`fold.ts`), where hyphens and spaces are already one of each and letters are small.
 */

/** The pattern cannot be used; the message says what and where. */
export class PatternError extends Error {
  override name = 'PatternError';
}

const MAX_LENGTH = 160;
const MAX_REPEAT = 32;
/** Enough for every bundled family with room to spare (the largest has some 130). */
const MAX_STATES = 1024;
const MAX_BEGINNINGS = 128;
/** Characters that a pattern has when its repeats are written out. Nested repeats multiply, so this is what must be bounded. */
const MAX_POSITIONS = 320;
/** Steps of the construction; the largest bundled family takes a tenth. */
const MAX_WORK = 1_000_000;
/** Signs that a pattern may have; their symbols stand behind the others. */
export const LITERALS = './:+_&';

/** Symbols of the automaton: 0-9 digits, 10-35 letters, then hyphen, space and the literal signs. */
/** How many there are; a compiled pattern has a class for each. */
export const SYMBOLS = 10 + 26 + 2 + LITERALS.length;
export const ZERO = 0;
export const LETTER_O = 24;
export const SYM_HYPHEN = 36;
export const SYM_SPACE = 37;
/** The first of `LITERALS`. */
export const SYM_SIGNS = 38;

const UNITS = `0123456789abcdefghijklmnopqrstuvwxyz- ${LITERALS}`;
/** Of each ASCII unit the symbol, or -1. */
const SYMBOL_OF = Int8Array.from({ length: 128 }, (_, unit) => UNITS.indexOf(String.fromCharCode(unit)));

/** Folded unit → symbol, or -1 where no pattern can contain it. */
export const symbolOf = (unit: number): number => (unit < 128 ? (SYMBOL_OF[unit] as number) : -1);

const unitOf = (symbol: number): number => UNITS.charCodeAt(symbol);

/**
 * A compiled pattern. State 0 is dead, state 1 the start. `next[state * classes + classOf[symbol]]` is the state after
 * a symbol; `accepting[state]` is 1 where the text so far is a whole part number.
 */
export interface CompiledPattern {
  readonly classOf: Uint8Array;
  readonly classes: number;
  readonly next: Uint16Array;
  readonly accepting: Uint8Array;
}

/** A parsed pattern. */
export type PatternNode =
  | { readonly kind: 'set'; readonly symbols: readonly number[] }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'repeat'; readonly part: PatternNode; readonly min: number; readonly max: number };

const DIGITS = Array.from({ length: 10 }, (_, i) => i);
const LETTERS = Array.from({ length: 26 }, (_, i) => i + 10);
const SEPARATORS = [SYM_HYPHEN, SYM_SPACE];

class Parser {
  private at = 0;
  constructor(private readonly source: string) {}

  parse(): PatternNode {
    const node = this.choice();
    if (this.at < this.source.length) this.fail(`unexpected "${this.source.charAt(this.at)}"`);
    return node;
  }

  private fail(what: string): never {
    throw new PatternError(`pattern "${this.source}", position ${this.at + 1}: ${what}`);
  }

  private choice(): PatternNode {
    const parts = [this.sequence()];
    while (this.source.charAt(this.at) === '|') {
      this.at++;
      parts.push(this.sequence());
    }
    return parts.length === 1 ? (parts[0] as PatternNode) : { kind: 'choice', parts };
  }

  private sequence(): PatternNode {
    const parts: PatternNode[] = [];
    while (this.at < this.source.length && !'|)'.includes(this.source.charAt(this.at))) parts.push(this.repeated());
    if (parts.length === 0) this.fail('nothing to match here');
    return { kind: 'sequence', parts };
  }

  private repeated(): PatternNode {
    let node = this.atom();
    for (;;) {
      const char = this.source.charAt(this.at);
      if (char === '?') {
        this.at++;
        node = { kind: 'repeat', part: node, min: 0, max: 1 };
      } else if (char === '{') {
        const close = this.source.indexOf('}', this.at);
        const bounds = /^\{(\d{1,2})(?:,(\d{1,2}))?\}$/.exec(this.source.slice(this.at, close + 1));
        if (!bounds) this.fail('a repeat is {n} or {m,n}');
        const min = Number(bounds[1]);
        const max = bounds[2] === undefined ? min : Number(bounds[2]);
        if (max < min || max === 0 || max > MAX_REPEAT) this.fail(`a repeat goes from 0 to at most ${MAX_REPEAT}`);
        this.at = close + 1;
        node = { kind: 'repeat', part: node, min, max };
      } else return node;
    }
  }

  private atom(): PatternNode {
    const char = this.source.charAt(this.at++);
    switch (char) {
      case '#':
        return { kind: 'set', symbols: DIGITS };
      case '@':
        return { kind: 'set', symbols: LETTERS };
      case '%':
        return { kind: 'set', symbols: [...DIGITS, ...LETTERS] };
      case '-':
      case ' ':
        return { kind: 'set', symbols: SEPARATORS };
      case '~':
        return { kind: 'repeat', part: { kind: 'set', symbols: SEPARATORS }, min: 0, max: 1 };
      case '(': {
        const inner = this.choice();
        if (this.source.charAt(this.at) !== ')') this.fail('a "(" is not closed');
        this.at++;
        return inner;
      }
      case '[':
        return this.set();
      default: {
        this.at--;
        const symbol = this.literal();
        return { kind: 'set', symbols: [symbol] };
      }
    }
  }

  private literal(): number {
    const char = this.source.charAt(this.at).toLowerCase();
    const symbol = char === '' || char === ' ' || char === '-' ? -1 : symbolOf(char.charCodeAt(0));
    if (symbol < 0) this.fail(char === '' ? 'the pattern ends too early' : `"${char}" is not part of the grammar`);
    this.at++;
    return symbol;
  }

  private set(): PatternNode {
    const symbols: number[] = [];
    while (this.source.charAt(this.at) !== ']') {
      if (this.source.startsWith('-]', this.at)) {
        this.at++;
        symbols.push(SYM_HYPHEN);
        continue;
      }
      const from = this.literal();
      if (this.source.charAt(this.at) === '-' && this.source.charAt(this.at + 1) !== ']') {
        this.at++;
        const to = this.literal();
        const sameKind = from < 10 === to < 10 && from < 36 && to < 36;
        if (to < from || !sameKind) this.fail('a range goes from a digit to a digit or a letter to a letter');
        for (let symbol = from; symbol <= to; symbol++) symbols.push(symbol);
      } else symbols.push(from);
    }
    if (symbols.length === 0) this.fail('an empty set matches nothing');
    this.at++;
    return { kind: 'set', symbols };
  }
}

/** Parses a pattern. Throws `PatternError`, also for one that is too long to be looked into. */
export function parsePattern(pattern: string): PatternNode {
  if (pattern.length > MAX_LENGTH) throw new PatternError(`pattern "${pattern.slice(0, 40)}…" is over ${MAX_LENGTH} characters`);
  return new Parser(pattern).parse();
}

function countPositions(node: PatternNode): number {
  switch (node.kind) {
    case 'set':
      return 1;
    case 'repeat':
      return node.max * countPositions(node.part);
    default:
      return node.parts.reduce((sum, part) => sum + countPositions(part), 0);
  }
}

/** Thompson construction: states with one set transition or empty transitions. */
class Nfa {
  readonly empty: number[][] = [];
  readonly edges: { readonly symbols: readonly number[]; readonly to: number }[][] = [];

  state(): number {
    if (this.empty.length > MAX_STATES * 4) throw new PatternError('the pattern is too large; use fewer or smaller repeats');
    this.empty.push([]);
    this.edges.push([]);
    return this.empty.length - 1;
  }

  /** Adds `node` behind `from` and returns the state it ends in. */
  add(node: PatternNode, from: number): number {
    switch (node.kind) {
      case 'set': {
        const to = this.state();
        this.edges[from]?.push({ symbols: node.symbols, to });
        return to;
      }
      case 'sequence':
        return node.parts.reduce((at, part) => this.add(part, at), from);
      case 'choice': {
        const end = this.state();
        for (const part of node.parts) this.empty[this.add(part, from)]?.push(end);
        return end;
      }
      case 'repeat': {
        let at = from;
        for (let i = 0; i < node.min; i++) at = this.add(node.part, at);
        const end = this.state();
        this.empty[at]?.push(end);
        for (let i = node.min; i < node.max; i++) {
          at = this.add(node.part, at);
          this.empty[at]?.push(end);
        }
        return end;
      }
    }
  }

  /** The states reachable without reading anything, sorted. */
  closure(states: Iterable<number>): number[] {
    const seen = new Set(states);
    const queue = [...seen];
    for (let state = queue.pop(); state !== undefined; state = queue.pop()) {
      for (const to of this.empty[state] ?? []) {
        if (!seen.has(to)) {
          seen.add(to);
          queue.push(to);
        }
      }
    }
    return [...seen].sort((a, b) => a - b);
  }
}

/** Compiles a pattern. Throws `PatternError`, saying what is wrong and where. */
export function compilePattern(pattern: string): CompiledPattern {
  const parsed = parsePattern(pattern);
  if (countPositions(parsed) > MAX_POSITIONS) {
    throw new PatternError(
      `pattern "${pattern}" is too large: over ${MAX_POSITIONS} characters when its repeats are written out; use fewer or smaller ones`,
    );
  }
  const nfa = new Nfa();
  const start = nfa.state();
  const end = nfa.add(parsed, start);
  let work = 0;

  const rows: Int32Array[] = [];
  const accepting: number[] = [];
  const ids = new Map<string, number>();
  const pending: number[][] = [];
  const idOf = (states: number[]): number => {
    const key = states.join();
    const known = ids.get(key);
    if (known !== undefined) return known;
    const id = rows.length + 1;
    if (id > MAX_STATES) throw new PatternError(`pattern "${pattern}" needs more than ${MAX_STATES} states; make it simpler`);
    ids.set(key, id);
    rows.push(new Int32Array(SYMBOLS));
    accepting.push(states.includes(end) ? 1 : 0);
    pending.push(states);
    return id;
  };
  idOf(nfa.closure([start]));
  for (let id = 1; id <= pending.length; id++) {
    const targets: (number[] | undefined)[] = Array(SYMBOLS);
    for (const state of pending[id - 1] as number[]) {
      for (const { symbols, to } of nfa.edges[state] ?? []) {
        for (const symbol of symbols) {
          const reached = targets[symbol];
          if (reached) reached.push(to);
          else targets[symbol] = [to];
        }
      }
    }
    for (let symbol = 0; symbol < SYMBOLS; symbol++) {
      const reached = targets[symbol];
      if (reached === undefined) continue;
      const states = nfa.closure(reached);
      work += states.length;
      if (work > MAX_WORK) throw new PatternError(`pattern "${pattern}" is too intricate; make it simpler`);
      (rows[id - 1] as Int32Array)[symbol] = idOf(states);
    }
  }
  if (accepting[0]) throw new PatternError(`pattern "${pattern}" matches nothing at all`);
  return compress(mergeAlike(rows, accepting));
}

interface States {
  /** Of each state from 1 on, the state after each symbol, 0 where there is none. */
  readonly rows: readonly Int32Array[];
  readonly accepting: readonly number[];
}

/**
 * Makes one state of those behind which the same may follow: a family that begins in many ways mostly goes on in one. Each state
 * comes before those behind it, since nothing leads back in a pattern: the start stays the first.
 */
function mergeAlike(rows: readonly Int32Array[], accepting: readonly number[]): States {
  const backwards: Int32Array[] = [];
  const accepts: number[] = [];
  const known = new Map<string, number>();
  const merged = new Int32Array(rows.length + 1);
  const merge = (state: number): number => {
    if (state === 0 || merged[state] !== 0) return merged[state] as number;
    const row = (rows[state - 1] as Int32Array).map(merge);
    const accepted = accepting[state - 1] as number;
    const key = `${accepted} ${row.join()}`;
    const alike = known.get(key) ?? backwards.push(row);
    if (alike > accepts.length) accepts.push(accepted);
    known.set(key, alike);
    merged[state] = alike;
    return alike;
  };
  merge(1);
  const forwards = (state: number): number => (state === 0 ? 0 : backwards.length + 1 - state);
  return { rows: backwards.map((row) => row.map(forwards)).reverse(), accepting: accepts.reverse() };
}

/** Symbols that every state treats alike share a column. */
function compress({ rows, accepting }: States): CompiledPattern {
  const columns = new Map<string, number>();
  const classOf = new Uint8Array(SYMBOLS);
  const representatives: number[] = [];
  for (let symbol = 0; symbol < SYMBOLS; symbol++) {
    const key = rows.map((row) => row[symbol]).join();
    let column = columns.get(key);
    if (column === undefined) {
      column = representatives.length;
      columns.set(key, column);
      representatives.push(symbol);
    }
    classOf[symbol] = column;
  }
  const classes = representatives.length;
  const next = new Uint16Array((rows.length + 1) * classes);
  rows.forEach((row, index) => {
    representatives.forEach((symbol, column) => {
      next[(index + 1) * classes + column] = row[symbol] as number;
    });
  });
  return { classOf, classes, next, accepting: Uint8Array.from([0, ...accepting]) };
}

/** More beginnings of a family than this are not told apart: shorter ones are taken. Longer ones save vain runs of the pattern. */
const ENOUGH_BEGINNINGS = 64;
const MAX_BEGINNING = 8;

/**
 * Folded texts, at least two characters each and none the beginning of another, of which everything that the pattern
 * matches has one at its start, also where a blank follows a hyphen or the letter O stands for a zero. They put the
 * pattern into the search trie. Throws `PatternError` when there are more than 128 of two characters, or a match could be
 * shorter than that.
 */
export function beginningsOf(pattern: string, compiled: CompiledPattern): string[] {
  let level = [...longerThan(compiled, { text: '', state: 1 })];
  for (const { text, state } of level) {
    if (symbolOf(text.charCodeAt(0)) >= SYM_HYPHEN) throw new PatternError(`pattern "${pattern}" must begin with a letter or digit`);
    if (compiled.accepting[state]) throw new PatternError(`pattern "${pattern}" matches a single character`);
  }
  for (let length = 2; length <= MAX_BEGINNING; length++) {
    const next = level.flatMap((beginning) => (compiled.accepting[beginning.state] ? [beginning] : [...longerThan(compiled, beginning)]));
    if (length === 2 && next.length > MAX_BEGINNINGS) {
      throw new PatternError(`pattern "${pattern}" begins in ${next.length} ways; at most ${MAX_BEGINNINGS} are allowed`);
    }
    if (length > 2 && next.length > ENOUGH_BEGINNINGS) break;
    level = next;
  }
  const texts = new Set(level.map(({ text }) => text));
  const isCovered = (text: string): boolean => Array.from(text, (_, end) => text.slice(0, end)).some((start) => texts.has(start));
  return [...texts].filter((text) => !isCovered(text));
}
interface Beginning {
  readonly text: string;
  readonly state: number;
}

/** A beginning with one symbol more, in all the ways in which a text may write it. */
function* longerThan({ next, classes, classOf }: CompiledPattern, { text, state }: Beginning): Generator<Beginning> {
  const behind = (symbol: number): number => next[state * classes + (classOf[symbol] as number)] as number;
  for (let symbol = 0; symbol < SYMBOLS; symbol++) {
    const reached = behind(symbol);
    if (reached === 0) continue;
    const longer = text + String.fromCharCode(unitOf(symbol));
    yield { text: longer, state: reached };
    if (symbol === SYM_HYPHEN) yield { text: `${longer} `, state: reached };
    if (symbol === ZERO && text.length > 1 && behind(LETTER_O) === 0) yield { text: `${text}o`, state: reached };
  }
}
