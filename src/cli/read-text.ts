import { blocksOfText, type PlacedBlock, seamsOf } from '../core/text-blocks.ts';
import { BlockDraft, DocumentBuilder, type FileDocument } from './document.ts';

/** Plain text: each line that is not blank is a block; behind them stand the seams, where a name may be wrapped. */
export function readText(text: string): FileDocument {
  return readTexts([text]);
}

/** Plain texts, one behind the other; offsets count through all of them put end to end. */
export function readTexts(texts: readonly string[]): FileDocument {
  const builder = new DocumentBuilder();
  const parts: { readonly text: string; readonly from: number; readonly lines: readonly PlacedBlock[] }[] = [];
  let from = 0;
  for (const text of texts) {
    const lines = blocksOfText(text);
    for (const { text: line, offset } of lines) {
      const draft = new BlockDraft();
      draft.append(line.endsWith('\r') ? line.slice(0, -1) : line, from + offset);
      builder.push(draft);
    }
    parts.push({ text, from, lines });
    from += text.length;
  }
  for (const { text, from, lines } of parts) {
    for (const { text: words, offset, seam } of seamsOf(text, lines)) {
      const draft = new BlockDraft();
      draft.append(words, from + offset);
      builder.push(draft, { seam });
    }
  }
  return builder.finish();
}

/** Texts that are the cells of one row; offsets as in `readTexts`. */
export function readCells(texts: readonly string[]): FileDocument {
  const builder = new DocumentBuilder();
  let from = 0;
  for (const text of texts) {
    const draft = new BlockDraft();
    draft.append(text, from);
    if (builder.push(draft, { row: 0 })) builder.addCell();
    from += text.length;
  }
  return builder.finish();
}
