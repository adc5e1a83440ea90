/** The capitals that names ask of a text, as the page's filter keeps them. */
import type { Term } from './model.ts';
import { Capitals } from './page-filter-ends.ts';
import { innerBorder } from './term-data.ts';

/**
 * The capitals without which the term comes to nothing, however many of its context terms stand near: it is an
 * abbreviation, or ambiguous, or asks for them itself.
 */
export function capitalsOf({ text, kind, strength, case: asked }: Pick<Term, 'text' | 'kind' | 'strength' | 'case'>): number {
  if (kind === 'prefix' || !/\p{Lu}/u.test(text)) return Capitals.any;
  const isLatinFirst = /^[A-Z]/.test(text);
  if (asked === 'exact') return !/\p{Ll}/u.test(text) ? Capitals.all : isLatinFirst ? Capitals.first : Capitals.some;
  if (kind !== 'abbreviation' && strength === 'plain' && (asked === undefined || innerBorder().test(text))) return Capitals.any;
  return asked === 'capital' && isLatinFirst ? Capitals.first : Capitals.some;
}
