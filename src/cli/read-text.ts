import { blocksOfText, seamsOf } from '../core/text-blocks.ts';
import { BlockDraft, DocumentBuilder, type FileDocument } from './document.ts';

/** Plain text: each line that is not blank is a block; behind them stand the seams, where a name may be wrapped. */
export function readText(text: string): FileDocument {
  const builder = new DocumentBuilder();
  const lines = blocksOfText(text);
  for (const { text: line, offset } of lines) {
    const draft = new BlockDraft();
    draft.append(line.endsWith('\r') ? line.slice(0, -1) : line, offset);
    builder.push(draft);
  }
  for (const { text: words, offset, seam } of seamsOf(text, lines)) {
    const draft = new BlockDraft();
    draft.append(words, offset);
    builder.push(draft, { seam });
  }
  return builder.finish();
}
