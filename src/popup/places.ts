/** The places of one product: what is quoted of each, and the order in which they are shown on the page. */
import type { Finding } from '../core/finding.ts';

/** Half of what is quoted of a long description around the words found; an excerpt holds as much. */
const around = 60;

export interface Quote {
  readonly before: string;
  /** The words found; '' when the quote does not hold them. */
  readonly text: string;
  readonly after: string;
  /** What the line says beside the place, where the words found are in neither its description nor its part number. */
  readonly more?: string;
}

/** Whether a finding stands in the same line as another. */
export function isSameLine(one: Finding | undefined, other: Finding | undefined): boolean {
  return one?.line !== undefined && other?.line !== undefined && one.frame === other.frame && one.line.id === other.line.id;
}

/** The text around a place. What the excerpt cuts off is said, and no half of a word is left of it. */
export function quoteAround({ before, text, after }: Finding['match']): Quote {
  return {
    before: before.length < around ? before : `…${before.replace(BROKEN_START, '')}`,
    text,
    after: after.length < around ? after : `${after.replace(BROKEN_END, '')}…`,
  };
}

/** The rest of a word, or the second half of a character, where more follows. */
const BROKEN_START = /^(?:[\udc00-\udfff]|[\p{Script=Latin}\p{M}\p{N}]+(?=[^\p{Script=Latin}\p{M}\p{N}]))/u;
const BROKEN_END = /(?:[\ud800-\udbff]|(?<=[^\p{Script=Latin}\p{M}\p{N}])[\p{Script=Latin}\p{M}\p{N}]+)$/u;

/**
 * The text around a place; or the line's description, where the place is a cell of its own that says less. Null when
 * the part number is all there is, which the line shows already.
 */
export function quotePlace({ match, line }: Finding): Quote | null {
  const own = quoteAround(match);
  const { description, part } = line ?? {};
  const excerpt = tidy(match.before + match.text + match.after);
  const isPart = part !== undefined && tidy(part) === excerpt;
  if (description === undefined || tidy(description) === excerpt) return isPart ? null : own;
  const isCut = match.before.length >= around || match.after.length >= around;
  const said = tidy(description);
  if (isCut || said.length <= excerpt.length) return own;
  const start = said.indexOf(match.text);
  if (start >= 0) {
    const after = said.slice(start + match.text.length);
    return { before: cutStart(said.slice(0, start)), text: match.text, after: cutEnd(after, around) };
  }
  const whole = cutEnd(said, 2 * around);
  return isPart ? { before: whole, text: '', after: '' } : { ...own, more: whole };
}

/** Index of the place to show after `current` (-1: none yet), round the end, skipping what was scrolled away; -1 when all was. */
export function stepPlace(findings: readonly Finding[], current: number, step: 1 | -1): number {
  const size = findings.length;
  let index = current < 0 && step < 0 ? size : current;
  for (let tries = 0; tries < size; tries += 1) {
    index = (index + step + size) % size;
    if (findings[index]?.isAway !== true) return index;
  }
  return -1;
}

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** By code point: half of a pair would show as a replacement mark. */
function cutEnd(text: string, length: number): string {
  const points = Array.from(text);
  return points.length <= length ? text : `${points.slice(0, length).join('')}…`;
}

function cutStart(text: string): string {
  const points = Array.from(text);
  return points.length <= around ? text : `…${points.slice(-around).join('')}`;
}
