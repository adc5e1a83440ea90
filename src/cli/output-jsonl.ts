import type { Translator } from '../ui/connect.ts';
import { type Output, toRecord } from './output.ts';

/** One finding a line, each line one JSON object beginning with the file's name; nothing else on the output. */
export function createJsonlOutput(translator: Translator): Output {
  return {
    *add({ file, findings }) {
      for (const finding of findings) yield `${JSON.stringify({ file, ...toRecord(finding, translator) })}\n`;
    },
    end: () => [],
  };
}
