import { blocksOfText } from '../core/text-blocks.ts';
import { BlockDraft, DocumentBuilder, type FileDocument } from './document.ts';

/** Plain text: each line that is not blank is a block. */
export function readText(text: string): FileDocument {
  const builder = new DocumentBuilder();
  for (const { text: line, offset } of blocksOfText(text)) {
    const draft = new BlockDraft();
    draft.append(line.endsWith('\r') ? line.slice(0, -1) : line, offset);
    builder.push(draft);
  }
  return builder.finish();
}
