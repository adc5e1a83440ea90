import type { Catalogue } from '../core/model.ts';
import { isListEnabled, type Policy } from '../core/policy.ts';
import type { Translator } from '../ui/connect.ts';
import { keyOf } from '../ui/translate.ts';
import { pad, widthOf } from './width.ts';

/**
 * The bundled lists in columns: id, whether it is on by default, jurisdiction, status, entries, title; below them what is
 * missing in those that are not complete.
 */
export function listLists(catalogue: Catalogue, policy: Policy, translator: Translator): string {
  const { t } = translator;
  const header = ['id', 'default', 'jurisdiction', 'status', 'entries', 'title'].map((name) => t(`cli_column_${name}`));
  const rows = catalogue.lists.map((list) => [
    list.id,
    t(isListEnabled(list, policy) ? 'cli_on' : 'cli_off'),
    list.jurisdiction,
    t(keyOf('cli_list', list.status)),
    // A plus sign for "and others that are not known to us".
    `${list.entries.length}${list.members.complete ? '' : '+'}`,
    translator.pick(list.title),
  ]);
  const table = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...table.map((row) => widthOf(row[column] ?? ''))));
  const lines = table.map((row) =>
    row
      .map((cell, column) => pad(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const incomplete = catalogue.lists.filter(({ members }) => !members.complete);
  if (incomplete.length > 0) lines.push('', t('cli_entries_note'));
  for (const { id, members } of incomplete) {
    if (members.note) lines.push(`  ${t('cli_entries_missing', id, translator.pick(members.note))}`);
  }
  return `${lines.join('\n')}\n`;
}
