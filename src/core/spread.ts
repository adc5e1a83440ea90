/**
 * Letter-spaced words closed up: "F O R T I N E T" → "FORTINET", "华 为" → "华为". Headings and forms are set so, and what
 * reads a PDF or a picture writes them so.
 */

const BLANKS = ' \u00a0\u2000-\u200a\u202f\u205f\u3000';
const isBlank = (unit: number): boolean =>
  unit === 0x20 || unit === 0xa0 || unit === 0x3000 || (unit >= 0x2000 && unit <= 0x200a) || unit === 0x202f || unit === 0x205f;

/** Four and more letters or digits, or two and more Han characters, with one blank between any two of them. */
const RUN = new RegExp(
  `(?<![\\p{L}\\p{N}\\p{M}])(?:[\\p{L}\\p{N}-][${BLANKS}]){3,}[\\p{L}\\p{N}](?![\\p{L}\\p{N}\\p{M}])` +
    `|(?<!\\p{Script=Han})(?:\\p{Script=Han}[${BLANKS}])+\\p{Script=Han}(?!\\p{Script=Han})`,
  'gu',
);

export interface ClosedUp {
  readonly text: string;
  /** The span in the text as it was; undefined when nothing within it was closed up. */
  locate(start: number, end: number): { readonly start: number; readonly end: number } | undefined;
}

/** Undefined when no word of the text is letter-spaced, which is nearly always. */
export function closeUp(text: string): ClosedUp | undefined {
  if (!mayHoldRun(text)) return undefined;
  /** Pieces of the closed text: where each begins there, and in the original; odd pieces are the closed-up runs' letters. */
  const starts: number[] = [];
  const sources: number[] = [];
  const runs: { readonly start: number; readonly end: number }[] = [];
  let closed = '';
  let behind = 0;
  for (const run of text.matchAll(RUN)) {
    starts.push(closed.length);
    sources.push(behind);
    closed += text.slice(behind, run.index);
    const start = closed.length;
    for (let i = 0; i < run[0].length; i++) {
      if (isBlank(run[0].charCodeAt(i))) continue;
      starts.push(closed.length);
      sources.push(run.index + i);
      closed += run[0].charAt(i);
    }
    runs.push({ start, end: closed.length });
    behind = run.index + run[0].length;
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
  return {
    text: closed,
    locate: (start, end) =>
      runs.some((run) => run.start < end && start < run.end) ? { start: sourceOf(start), end: sourceOf(end - 1) + 1 } : undefined,
  };
}

/** Whether two blanks stand two units apart, or one between two Han characters that stand alone. */
function mayHoldRun(text: string): boolean {
  for (let i = 1; i + 1 < text.length; i++) {
    if (!isBlank(text.charCodeAt(i))) continue;
    if (isBlank(text.charCodeAt(i + 2)) && !isBlank(text.charCodeAt(i + 1))) return true;
    if (isHan(text.charCodeAt(i - 1)) && isHan(text.charCodeAt(i + 1)) && !isHan(text.charCodeAt(i + 2))) return true;
  }
  return false;
}

const isHan = (unit: number): boolean => unit >= 0x3400 && unit <= 0x9fff;
