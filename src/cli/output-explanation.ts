import type { ListHit } from '../core/finding.ts';
import type { Translator } from '../ui/connect.ts';
import { keyOf } from '../ui/translate.ts';
import type { ExplainedReading, Explanation, ListsOfReading } from './explain.ts';
import { describeStatus, nameOf, sentenceOf } from './output.ts';
import { describePlaces } from './place.ts';
import type { LocatedFinding } from './screening.ts';
import { pad, printable, widthOf } from './width.ts';

/** A file and the place in it that is explained. */
export interface ExplainedPlace {
  /** As given on the command line. */
  readonly file: string;
  /** Decoded. */
  readonly text: string;
  readonly offset: number;
}

/** For reading in a terminal: the place, the words in their surroundings, and a paragraph for each reading of them. */
export function showExplanation(place: ExplainedPlace, explanation: Explanation, translator: Translator): string {
  const { file, text, offset } = place;
  const { excerpt, readings } = explanation;
  const lines = [translator.t('cli_explain_place', printable(file), describePlaces(text, [offset])[0] ?? '', String(offset))];
  if (excerpt) {
    const before = printable(excerpt.before);
    const words = printable(excerpt.words);
    lines.push(
      `  ${before}${words}${printable(excerpt.after)}`.trimEnd(),
      `  ${' '.repeat(widthOf(before))}${'^'.repeat(widthOf(words) || 1)}`,
    );
  }
  for (const [i, reading] of readings.entries()) {
    const words = printable(reading.match.text);
    lines.push('', translator.t('cli_explain_reading', i + 1, readings.length, words, nameOf(reading, translator)));
    lines.push(...columns(describeReading(reading, translator), translator));
  }
  if (readings.length === 0) {
    lines.push('', translator.t(excerpt ? 'cli_explain_nothing' : 'cli_explain_no_text'));
    lines.push(translator.t('cli_explain_before', describeFinding(explanation.before, text, translator)));
    lines.push(translator.t('cli_explain_after', describeFinding(explanation.after, text, translator)));
  }
  return `${lines.join('\n')}\n`;
}

/** Labels, each with what stands behind it line by line. */
type Labelled = readonly (readonly [label: string, lines: readonly string[]])[];

function describeReading(reading: ExplainedReading, translator: Translator): Labelled {
  const { t } = translator;
  const { match, judgement, related, standing } = reading;
  const isNumber = match.kind === 'part-number';
  return [
    ['term', [t(keyOf('cli_explain_kind', match.kind), match.term)]],
    ['strength', [t(keyOf(isNumber ? 'cli_explain_number' : 'cli_explain_strength', match.strength))]],
    ['evidence', describeEvidence(reading, translator)],
    ['sum', [t('cli_explain_sum', judgement.sum, match.needed)]],
    ['verdict', [describeVerdict(reading, translator)]],
    ['check', [describeCheck(reading, translator)]],
    ['role', [t(keyOf('cli_explain_role', match.role))]],
    ['standing', [t(keyOf('cli_explain_standing', standing)), ...(related ? [t(keyOf('relation', related.relation))] : [])]],
    ['lists', describeLists(reading.lists, translator)],
  ];
}

function columns(labelled: Labelled, translator: Translator): string[] {
  const labels = labelled.map(([label]) => translator.t(`cli_explain_label_${label}`));
  const width = Math.max(...labels.map(widthOf));
  return labelled.flatMap(([, lines], i) => lines.map((line, j) => `  ${pad(j === 0 ? (labels[i] ?? '') : '', width)}  ${line}`));
}

function describeEvidence({ judgement, weights }: ExplainedReading, translator: Translator): string[] {
  const signed = weights.map((weight) => (weight > 0 ? `+${weight}` : String(weight)));
  const width = Math.max(...signed.map((weight) => weight.length));
  return judgement.evidence.map((evidence, i) => `${(signed[i] ?? '').padStart(width)}  ${printable(sentenceOf(evidence, translator))}`);
}

function describeVerdict({ fate, isWrapped, outdoneBy, judgement, match }: ExplainedReading, translator: Translator): string {
  const { t } = translator;
  if (fate === 'kept') return t(keyOf('cli_explain_verdict', judgement.confidence ?? 'nothing'));
  if (outdoneBy) return t('cli_explain_outdone', printable(outdoneBy.match.text), nameOf(outdoneBy, translator));
  if (judgement.evidence.some(({ code }) => code === 'inside_other')) return t('cli_explain_dropped_inside');
  if (isWrapped) return t('cli_explain_dropped_wrapped');
  if (match.strength !== 'vendor') return t('cli_explain_dropped_spelling');
  return t(match.kind === 'part-number' ? 'cli_explain_dropped_number' : 'cli_explain_dropped_generic');
}

function describeCheck({ finding, fate, judgement, lists }: ExplainedReading, translator: Translator): string {
  const { t } = translator;
  if (finding) return t(finding.finding.counted ? 'cli_explain_counted' : 'cli_explain_not_counted', t(`cli_verdict_${finding.verdict}`));
  if (fate !== 'kept' || !judgement.confidence) return t('cli_explain_not_reported');
  return lists.on.length === 0 ? t('cli_explain_not_listed') : t('cli_explain_over_limit');
}

function describeLists({ on, off, outOfScope, otherProducts }: ListsOfReading, translator: Translator): string[] {
  const { t } = translator;
  const name = ({ id, shortTitle }: Pick<ListHit, 'id' | 'shortTitle'>): string => t('cli_explain_list', translator.pick(shortTitle), id);
  const status = (list: ListHit): string => {
    const notes = [t(keyOf('grade', list.grade)), ...describeStatus(list, translator), ...(list.asks ? [t('list_asks')] : [])];
    return t('cli_explain_list_status', name(list), notes.join(t('cli_comma')));
  };
  if (on.length > 0) return on.map(status);
  const under = (key: string, lists: readonly string[]): string[] =>
    lists.length > 0 ? [t(key), ...lists.map((list) => `  ${list}`)] : [];
  const lines = [
    ...under('cli_explain_lists_off', off.map(status)),
    ...under('cli_explain_lists_out_of_scope', outOfScope.map(status)),
    ...under('cli_explain_lists_other_products', otherProducts.map(name)),
  ];
  return lines.length > 0 ? lines : [t('cli_explain_lists_none')];
}

/** "4:23 (offset 165) “FortiGate 100F”: Fortinet · FortiGate, confirmed". */
function describeFinding(located: LocatedFinding | undefined, text: string, translator: Translator): string {
  const { t } = translator;
  if (!located) return t('cli_explain_none');
  const { start, finding, verdict } = located;
  const [place = ''] = describePlaces(text, [start]);
  const name = nameOf(finding, translator);
  return t('cli_explain_finding', place, String(start), printable(located.text), name, t(`cli_verdict_${verdict}`));
}
