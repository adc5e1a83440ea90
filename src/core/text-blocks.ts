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
  let lineEnd = -1;
  while (start < text.length) {
    if (start > lineEnd) lineEnd = (text.indexOf('\n', start) + 1 || text.length + 1) - 1;
    let end = lineEnd;
    if (end - start > MAX_BLOCK) {
      // Within the block only: looking further back at each cut takes for ever on a line without spaces.
      const space = text.slice(start, start + MAX_BLOCK + 1).lastIndexOf(' ');
      end = start + (space > 0 ? space : MAX_BLOCK);
    }
    const line = text.slice(start, end);
    if (line.trim() !== '') blocks.push({ id: blocks.length, text: line, offset: start });
    start = end === lineEnd || text.charAt(end) === ' ' ? end + 1 : Math.max(end, start + 1);
  }
  return blocks;
}

/** How much of a line may be the beginning or the end of a name that goes on in the next. */
const SEAM_REACH = 48;
/** What ends or begins a line in the middle of a name. */
const INSIDE_NAME = /[\p{L}\p{N}\p{M}®™©-]/u;

/**
 * The places where two lines meet, as blocks of their own: names are wrapped at the end of a line like any words. `text`
 * is the text that the blocks were cut from; ids go on behind theirs. A blank line parts names as well as anything.
 */
export function seamsOf(text: string, blocks: readonly PlacedBlock[]): (PlacedBlock & { readonly seam: number })[] {
  const seams: (PlacedBlock & { readonly seam: number })[] = [];
  for (let i = 1; i < blocks.length; i++) {
    const above = blocks[i - 1] as PlacedBlock;
    const below = blocks[i] as PlacedBlock;
    const last = above.text.trimEnd();
    const between = text.slice(above.offset + last.length, below.offset);
    if (!/^[^\S\n]*\n$/.test(between)) continue;
    if (!INSIDE_NAME.test(last.slice(-1)) || !INSIDE_NAME.test(below.text.trimStart().charAt(0))) continue;
    const offset = above.offset + Math.max(0, last.length - SEAM_REACH);
    const end = below.offset + Math.min(below.text.length, SEAM_REACH);
    seams.push({ id: blocks.length + seams.length, text: text.slice(offset, end), offset, seam: above.offset + last.length - offset });
  }
  return seams;
}
