import { BlockDraft, DocumentBuilder, type FileDocument } from './document.ts';

/** What ends a line: also the form feed of printed reports and Unicode's own separators. */
export const lineEnd = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/g;

/** Plain text: each line that is not blank is a block. */
export function readText(text: string): FileDocument {
  const builder = new DocumentBuilder();
  let start = 0;
  const addLine = (end: number): void => {
    const draft = new BlockDraft();
    draft.append(text.slice(start, end), start);
    builder.push(draft);
  };
  for (const match of text.matchAll(lineEnd)) {
    addLine(match.index);
    start = match.index + match[0].length;
  }
  addLine(text.length);
  return builder.finish();
}
