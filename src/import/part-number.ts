/** Whether a part number of a file can be looked for. */
import { beginningsOf, compilePattern, PatternError, type PatternNode, parsePattern } from '../core/pattern.ts';

/** Letters or digits that are the same in all numbers of a family. With fewer it would be found on any page. */
const FIXED = 2;

/** What is wrong with it; undefined where nothing is. */
export function faultOfPartNumber(pattern: string): 'pattern' | 'pattern-wide' | undefined {
  try {
    beginningsOf(pattern, compilePattern(pattern));
    return fixedIn(parsePattern(pattern)) < FIXED ? 'pattern-wide' : undefined;
  } catch (error) {
    if (error instanceof PatternError) return 'pattern';
    throw error;
  }
}

/** How many letters and digits every text of the pattern shares, at least. */
function fixedIn(node: PatternNode): number {
  switch (node.kind) {
    case 'set':
      return node.symbols.length === 1 ? 1 : 0;
    case 'repeat':
      return node.min * fixedIn(node.part);
    case 'sequence':
      return node.parts.reduce((sum, one) => sum + fixedIn(one), 0);
    case 'choice':
      return Math.min(...node.parts.map(fixedIn));
  }
}
