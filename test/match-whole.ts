/** A text held against a whole pattern, as no page is read. */
import { type FoldTables, foldString } from '../src/core/fold.ts';
import { type CompiledPattern, symbolOf } from '../src/core/pattern.ts';

/** Whether the whole of `text`, folded, is one part number of the pattern. `tables` as for terms. */
export function matchWhole(compiled: CompiledPattern, text: string, tables?: FoldTables): boolean {
  const folded = tables ? foldString(tables, text) : text.toLowerCase();
  let state = 1;
  for (let i = 0; i < folded.length; i++) {
    const symbol = symbolOf(folded.charCodeAt(i));
    if (symbol < 0) return false;
    state = compiled.next[state * compiled.classes + (compiled.classOf[symbol] as number)] as number;
    if (state === 0) return false;
  }
  return compiled.accepting[state] === 1;
}
