import type { Report } from '../core/finding.ts';
import type { Translator } from '../ui/connect.ts';
import { type Output, toRecord } from './output.ts';

/**
 * One JSON document: `{ lists: { enabled, incomplete }, files: [{ file, kind, encoding, counted, vendors, coverage,
 * findings }], unread: [{ file, reason }] }`. `counted` is the number of findings that make the exit code 1.
 */
export function createJsonOutput(translator: Translator): Output {
  const files: object[] = [];
  let lists: Report['lists'] | undefined;
  return {
    add({ file, kind, encoding, report, findings }) {
      lists = report.lists;
      const { counted, vendors, coverage } = report;
      const records = findings.map((finding) => toRecord(finding, translator));
      files.push({ file, kind, encoding, counted, vendors, coverage, findings: records });
      return '';
    },
    end(unread) {
      const incomplete = (lists?.incomplete ?? []).map(({ id, name, note }) => ({
        id,
        name: translator.pick(name),
        ...(note && { note: translator.pick(note) }),
      }));
      return `${JSON.stringify({ lists: { enabled: lists?.enabled ?? null, incomplete }, files, unread }, null, 2)}\n`;
    },
  };
}
