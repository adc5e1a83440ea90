import type { Report } from '../core/finding.ts';
import type { Translator } from '../ui/connect.ts';
import { FindingWriter, type Output } from './output.ts';

/**
 * One JSON document, a line for each finding: `{ files: [{ file, kind, encoding, counted, vendors, coverage,
 * findings }], lists: { enabled, incomplete }, unread: [{ file, reason }] }`. `counted` is the number of findings that
 * make the exit code 1. `lists` is null when no file could be read.
 */
export function createJsonOutput(translator: Translator): Output {
  let before = '{"files":[';
  let lists: Report['lists'] | undefined;
  const writer = new FindingWriter(translator);
  return {
    *add({ file, kind, encoding, report, findings }) {
      lists = report.lists;
      const { counted, vendors, coverage } = report;
      const head = JSON.stringify({ file, kind, encoding, counted, vendors, coverage });
      yield `${before}\n${head.slice(0, -1)},"findings":[`;
      before = ',';
      let separator = '\n';
      for (const found of findings) {
        yield separator + writer.write({}, found, found.item.offers);
        separator = ',\n';
      }
      yield ']}';
    },
    *end(unread) {
      const described = lists && {
        enabled: lists.enabled,
        incomplete: lists.incomplete.map(({ id, name, note }) => ({
          id,
          name: translator.pick(name),
          ...(note && { note: translator.pick(note) }),
        })),
      };
      if (before !== ',') yield before;
      yield `],\n"lists":${JSON.stringify(described ?? null)},\n"unread":${JSON.stringify(unread)}}\n`;
    },
  };
}
