import type { Report } from '../core/finding.ts';
import type { Translator } from '../ui/connect.ts';
import { nameOfEncoding } from '../ui/encodings.ts';
import { count, keyOf } from '../ui/translate.ts';
import { describeWhy } from '../ui/why.ts';
import { type CheckedFile, describeStatus, nameOf, type Output, type UnreadFile } from './output.ts';
import { describePlaces } from './place.ts';
import type { LocatedFinding } from './screening.ts';
import { cut, pad, printable, widthOf } from './width.ts';

/** Widest that one column but the last may get in a terminal; long part lists would push the reason out of sight. */
const maxColumn = 44;
/** Alternatives named for a product; the full list is in the other formats. */
const maxOffers = 3;

/**
 * For reading in a terminal: a line that sums up each file, its findings in columns, and what could be bought instead.
 * The last lines say what the result does not cover. `columns` is the terminal's width, undefined when the output
 * goes elsewhere: then nothing is cut, since it may be kept as evidence.
 */
export function createTableOutput(translator: Translator, columns: number | undefined): Output {
  let lists: Report['lists'] | undefined;
  return {
    *add(file) {
      lists = file.report.lists;
      yield `${summarize(file, translator)}\n`;
      if (file.findings.length > 0) {
        for (const line of tabulate(file, translator, columns)) yield `${line}\n`;
        for (const line of offerLines(file, translator)) yield `${line}\n`;
      }
      yield '\n';
    },
    *end(unread) {
      for (const line of footer(lists, unread, translator)) yield `${line}\n`;
    },
  };
}

function summarize({ file, encoding, text, report, findings }: CheckedFile, translator: Translator): string {
  const number = (verdict: LocatedFinding['verdict']) => findings.filter((one) => one.verdict === verdict).length;
  const counts: string[] = [];
  const confirmed = number('confirmed');
  if (confirmed === report.counted && confirmed > 0) {
    counts.push(translator.t('cli_count_confirmed', confirmed, report.vendors));
  } else if (confirmed > 0) {
    // Named for compatibility, or as what is being replaced: shown, but no reason for exit code 1.
    counts.push(translator.t('cli_count_confirmed_partly', confirmed, report.counted, report.vendors));
  }
  for (const verdict of ['asked', 'possible', 'former'] as const) {
    if (number(verdict) > 0) counts.push(translator.t(`cli_count_${verdict}`, number(verdict)));
  }
  if (counts.length === 0) counts.push(translator.t(report.coverage.blocks === 0 ? 'cli_count_no_text' : 'cli_count_nothing'));

  const notes = [translator.t('cli_read', report.coverage.blocks, text.length, nameOfEncoding(encoding))];
  for (const { what, count: amount } of report.coverage.unread) {
    notes.push(translator.t('cli_unread', translator.t(keyOf('unread', what), amount)));
  }
  return printable(file) + translator.t('cli_summary', counts.join(translator.t('cli_comma')), notes.join(translator.t('cli_comma')));
}

function tabulate({ text, findings }: CheckedFile, translator: Translator, columns: number | undefined): string[] {
  const { t } = translator;
  const header = ['place', 'verdict', 'found', 'product', 'lists', 'why'].map((name) => t(`cli_column_${name}`));
  const places = describePlaces(
    text,
    findings.map(({ start }) => start),
  );
  const rows = findings.map((located, i) => [
    places[i] ?? '',
    t(`cli_verdict_${located.verdict}`),
    printable(located.text),
    printable(nameOf(located.finding, translator)),
    located.finding.lists
      .map((list) => `${translator.pick(list.shortTitle)}${bracket(describeStatus(list, translator), translator)}`)
      .join(t('cli_semicolon')),
    printable(describeWhy(located.finding, translator)),
  ]);
  const table = [header, ...rows];
  const widths = header.map((_, column) =>
    Math.min(
      columns === undefined ? Number.POSITIVE_INFINITY : maxColumn,
      // Not spread into Math.max: a file may hold more findings than a call takes arguments.
      table.reduce((most, row) => Math.max(most, widthOf(row[column] ?? '')), 0),
    ),
  );
  const before = widths.slice(0, -1).reduce((sum, width) => sum + width + 2, 2);
  // On a narrow terminal the reason wraps rather than vanishes.
  const lastWidth = columns !== undefined && columns - before >= 20 ? columns - before : Number.POSITIVE_INFINITY;
  return table.map((row) => {
    const cells = row.map((cell, column) =>
      column === row.length - 1 ? cut(cell, lastWidth) : pad(cut(cell, widths[column] ?? 0), widths[column] ?? 0),
    );
    return `  ${cells.join('  ')}`.trimEnd();
  });
}

/** One line for each confirmed or possible product: what could be bought instead, and on what basis. */
function offerLines({ findings }: CheckedFile, translator: Translator): string[] {
  const seen = new Map(findings.filter(({ verdict }) => verdict !== 'former').map((located) => [located.item.key, located] as const));
  return [...seen.values()].flatMap((located) => {
    const { offers, noneKnown } = located.item;
    const name = printable(nameOf(located.finding, translator));
    if (offers.length === 0) {
      return noneKnown ? [`  ${translator.t('cli_instead', name, translator.pick(noneKnown))}`] : [];
    }
    const named = offers.slice(0, maxOffers).map((offer) => {
      const basis = [...new Set(offer.basis.map(({ kind }) => translator.t(keyOf('basis', kind))))];
      const conflict = offer.conflicts.map(({ title }) => translator.t('cli_conflict', translator.pick(title)));
      const notes = [...basis, ...conflict];
      const offered = [offer.vendor, offer.product].flatMap((named) => (named ? translator.pick(named.name) : [])).join(' ');
      return offered + bracket(notes, translator);
    });
    if (offers.length > maxOffers) named.push(translator.t('cli_more', offers.length - maxOffers));
    return [`  ${translator.t('cli_instead', name, printable(named.join(translator.t('cli_semicolon'))))}`];
  });
}

/** The notes in brackets behind something; nothing when there are none. */
function bracket(notes: readonly string[], translator: Translator): string {
  return notes.length > 0 ? translator.t('cli_bracket', notes.join(translator.t('cli_comma'))) : '';
}

function footer(lists: Report['lists'] | undefined, unread: readonly UnreadFile[], translator: Translator): string[] {
  const lines: string[] = [];
  if (lists) {
    lines.push(count(translator, 'cli_lists_enabled', lists.enabled));
    const incomplete = lists.incomplete.map(({ name }) => translator.pick(name));
    if (incomplete.length > 0) {
      lines.push(translator.t('cli_lists_incomplete', incomplete.length, incomplete.join(translator.t('cli_comma'))));
    }
  }
  // A single file that cannot be read was told on its way, and there is nothing to tell it apart from.
  if (unread.length > 1 || (unread.length > 0 && lists)) {
    lines.push(count(translator, 'cli_files_unread', unread.length));
    for (const { file, reason } of unread) lines.push(`  ${printable(file)}: ${printable(reason)}`);
  }
  return lines;
}
