import type { Translator } from '../ui/connect.ts';
import { FindingWriter, type Output } from './output.ts';

/** One finding a line, each line one JSON object beginning with the file's name; nothing else on the output. */
export function createJsonlOutput(translator: Translator): Output {
  const writer = new FindingWriter(translator);
  return {
    *add({ file, findings }) {
      for (const found of findings) yield `${writer.write({ file }, found, found.item.offers)}\n`;
    },
    end: () => [],
  };
}
