/**
 * Letter-spaced words closed up: "F O R T I N E T" → "FORTINET", "华 为" → "华为". Headings and forms are set so, and what
 * reads a PDF or a picture writes them so. A line break between two Han characters is closed up as well: Chinese is
 * wrapped anywhere.
 */

import { lazyPattern } from './lazy.ts';

const BLANKS = ' \u00a0\u2000-\u200a\u202f\u205f\u3000';
const isBlank = (unit: number): boolean =>
  unit === 0x20 || unit === 0xa0 || unit === 0x3000 || (unit >= 0x2000 && unit <= 0x200a) || unit === 0x202f || unit === 0x205f;

const isBreak = (unit: number): boolean => unit === 0x0a || unit === 0x0d;

const HAN = '\\p{Script=Han}';
const LETTER = '[\\p{L}\\p{N}-]';
const WORD = '[\\p{L}\\p{N}\\p{M}]';
/**
 * Letters that stand alone with one blank behind each, as many as there are; or a line break between Han characters. It
 * cannot fail once it began, so that a line of ten thousand hyphens costs no more than any other.
 */
const RUN = lazyPattern(
  `(?:(?<!${WORD})${LETTER}|(?<!${HAN})${HAN})[${BLANKS}](?:${LETTER}[${BLANKS}])*|(?<=${HAN})[${BLANKS}]*\\r?\\n[${BLANKS}]*(?=${HAN})`,
  'gu',
);
/** A letter that ends a run: nothing of its word follows. */
const LAST = lazyPattern(`${LETTER}(?!${WORD})|${HAN}(?!${HAN})`, 'uy');
const IS_HAN = lazyPattern(`^${HAN}$`, 'u');
/** Fewer Latin letters are a list. */
const MIN_LETTERS = 4;
const MIN_HAN = 2;

export interface ClosedUp {
  readonly text: string;
  /** The span in the text as it was; undefined when nothing within it was closed up. */
  locate(start: number, end: number): { readonly start: number; readonly end: number } | undefined;
}

/** Undefined when no word of the text is letter-spaced, which is nearly always. */
export function closeUp(text: string): ClosedUp | undefined {
  if (!mayHoldRun(text)) return undefined;
  /** Where each piece of the closed text begins, there and in the original. */
  const starts: number[] = [];
  const sources: number[] = [];
  /** In the closed text; in order, apart. */
  const runs: { readonly start: number; readonly end: number }[] = [];
  let closed = '';
  let behind = 0;
  for (const run of findRuns(text)) {
    starts.push(closed.length);
    sources.push(behind);
    closed += text.slice(behind, run.start);
    const start = closed.length;
    for (let i = run.start; i < run.end; i++) {
      if (isBlank(text.charCodeAt(i)) || isBreak(text.charCodeAt(i))) continue;
      starts.push(closed.length);
      sources.push(i);
      closed += text.charAt(i);
    }
    runs.push({ start, end: closed.length });
    behind = run.end;
  }
  if (runs.length === 0) return undefined;
  starts.push(closed.length);
  sources.push(behind);
  closed += text.slice(behind);
  const sourceOf = (unit: number): number => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] as number) <= unit) low = middle;
      else high = middle;
    }
    return (sources[low] as number) + unit - (starts[low] as number);
  };
  /** Whether some of [start, end) was closed up. */
  const wasClosed = (start: number, end: number): boolean => {
    let low = 0;
    let high = runs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((runs[middle] as { end: number }).end <= start) low = middle + 1;
      else high = middle;
    }
    return (runs[low]?.start ?? end) < end;
  };
  return {
    text: closed,
    locate: (start, end) => (wasClosed(start, end) ? { start: sourceOf(start), end: sourceOf(end - 1) + 1 } : undefined),
  };
}

function* findRuns(text: string): Generator<{ readonly start: number; readonly end: number }> {
  const run = RUN();
  const lastLetter = LAST();
  run.lastIndex = 0;
  for (let found = run.exec(text); found; found = run.exec(text)) {
    const start = found.index;
    if (found[0].trim() === '') {
      yield { start, end: start + found[0].length };
      continue;
    }
    lastLetter.lastIndex = start + found[0].length;
    const last = lastLetter.exec(text);
    // Without a last letter the run ends before its last blank.
    const end = last ? lastLetter.lastIndex : start + found[0].length - 1;
    yield* runsIn(text, start, end);
    run.lastIndex = end;
  }
}

/** Of letters set apart the whole where it is long enough, else the Han characters among them. */
function* runsIn(text: string, start: number, end: number): Generator<{ readonly start: number; readonly end: number }> {
  const letters: { readonly at: number; readonly char: string }[] = [];
  for (let at = start; at < end; ) {
    const char = String.fromCodePoint(text.codePointAt(at) as number);
    letters.push({ at, char });
    at += char.length + 1;
  }
  while (letters.at(-1)?.char === '-') letters.pop();
  const close = (from: number, to: number) => {
    const last = letters[to - 1] as { at: number; char: string };
    return { start: (letters[from] as { at: number }).at, end: last.at + last.char.length };
  };
  if (letters.length >= MIN_LETTERS) {
    yield close(0, letters.length);
    return;
  }
  for (let from = 0; from < letters.length; ) {
    let to = from;
    while (to < letters.length && IS_HAN().test((letters[to] as { char: string }).char)) to++;
    if (to - from >= MIN_HAN) yield close(from, to);
    from = Math.max(to, from + 1);
  }
}

/** Han characters, and the halves of letters that take two units, are all from here on. */
const FIRST_WIDE = 0x2e80;

/** What one of the two has: such a run of blanks, or a unit that is wide. A loop takes longer in a script that was just started. */
const SUSPECT = new RegExp(`[${BLANKS}](?:[^${BLANKS}][${BLANKS}]){${MIN_LETTERS - 2}}|[\\u2e80-\\u2fff\\u3001-\\uffff]`);

/**
 * Whether a run may stand in the text: so many blanks two units apart that enough letters are between them, or Han
 * characters beside blanks or line breaks. Most texts that have some of it have none ("20 x 47 mm") and are told apart
 * here, so that browsers seldom compile the expressions above.
 */
function mayHoldRun(text: string): boolean {
  if (!SUSPECT.test(text)) return false;
  /** The last blanks that were two units apart: how many, and where the last one is. */
  let gaps = 0;
  let last = -1;
  let hasBreak = false;
  let isWide = false;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= FIRST_WIDE && unit !== 0x3000) isWide = true;
    if (isBreak(unit)) hasBreak = true;
    if (!isBlank(unit)) continue;
    gaps = last === i - 2 && !isBlank(text.charCodeAt(i - 1)) ? gaps + 1 : 1;
    last = i;
    if (gaps === MIN_LETTERS - 1) return true;
  }
  return isWide && (hasBreak || holdsWideRun(text));
}

/** Whether two blanks stand two units apart, or one between two Han characters that stand alone. */
function holdsWideRun(text: string): boolean {
  for (let i = 1; i + 1 < text.length; i++) {
    if (!isBlank(text.charCodeAt(i))) continue;
    if (isBlank(text.charCodeAt(i + 2)) && !isBlank(text.charCodeAt(i + 1))) return true;
    if (isHan(text.charCodeAt(i - 1)) && isHan(text.charCodeAt(i + 1)) && !isHan(text.charCodeAt(i + 2))) return true;
  }
  return false;
}

const isHan = (unit: number): boolean => unit >= 0x3400 && unit <= 0x9fff;
