/** Whether a part number of a file can be looked for. */
import { checkPartNumber, WidePatternError } from '../core/own-part-numbers.ts';
import { PatternError } from '../core/pattern.ts';

/** What is wrong with it; undefined where nothing is. */
export function faultOfPartNumber(pattern: string): 'pattern' | 'pattern-wide' | undefined {
  try {
    checkPartNumber(pattern);
    return undefined;
  } catch (error) {
    if (error instanceof WidePatternError) return 'pattern-wide';
    if (error instanceof PatternError) return 'pattern';
    throw error;
  }
}
