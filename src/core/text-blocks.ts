/** Plain text → blocks: a line is a block, since nothing in a plain list or table says more. */
import type { Block } from './finding.ts';

/** A block with its place in the text it was cut from. */
export interface PlacedBlock extends Block {
  /** UTF-16 offset of the block's first unit in the whole text. */
  readonly offset: number;
}

/** Longer lines are cut at white space, so that one endless line does not become one endless block. */
const MAX_BLOCK = 65_536;

/** Cuts a text into its lines; empty ones give no block. Offsets are UTF-16 units into `text`. */
export function blocksOfText(text: string): PlacedBlock[] {
  const blocks: PlacedBlock[] = [];
  let start = 0;
  while (start < text.length) {
    const lineEnd = text.indexOf('\n', start);
    let end = lineEnd < 0 ? text.length : lineEnd;
    if (end - start > MAX_BLOCK) {
      const space = text.lastIndexOf(' ', start + MAX_BLOCK);
      end = space > start ? space : start + MAX_BLOCK;
    }
    const line = text.slice(start, end);
    if (line.trim() !== '') blocks.push({ id: blocks.length, text: line, offset: start });
    start = end === lineEnd || text.charAt(end) === ' ' ? end + 1 : Math.max(end, start + 1);
  }
  return blocks;
}
