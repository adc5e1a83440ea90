/** A finding's evidence as one sentence: what leaves room for doubt, and what settles it. */
import { WEIGHTS } from '../core/evidence.ts';
import type { EvidenceCode, Finding } from '../core/finding.ts';
import type { Translator } from './connect.ts';
import { keyOf } from './translate.ts';

/**
 * Said without the label of the family: it is a note of the data's own ("FG-<model>", "Dorado arrays without a version"),
 * in English only, and the number stands beside. `explain` on the command line names it.
 */
const unlabelled: Partial<Record<EvidenceCode, string>> = { part_number: 'why_part_number', shared_number: 'why_shared_number' };

/** "“Quantum” is also a word of everyday language; counted because “Check Point” stands in the same row or paragraph". */
export function describeWhy({ evidence, confidence, match }: Finding, translator: Translator): string {
  const { t } = translator;
  const doubts: string[] = [];
  const signs: string[] = [];
  for (const { code, text } of evidence) {
    const plain = unlabelled[code];
    const sentence = plain === undefined ? t(keyOf('evidence', code), text ?? match.text) : t(plain);
    const half = WEIGHTS[code] > 0 ? signs : doubts;
    if (!half.includes(sentence)) half.push(sentence);
  }
  const join = (sentences: readonly string[]): string =>
    sentences.map((sentence, i) => (i === 0 ? sentence : continueWith(sentence))).join(t('why_and'));
  const doubt = join(doubts);
  const sign = join(signs);
  if (doubt === '') return sign;
  if (confidence === 'confirmed') return t('why_counted', doubt, continueWith(sign));
  return sign === '' ? t('why_unsettled', doubt) : t('why_not_enough', doubt, continueWith(sign));
}

/** Without the capital of its beginning, where that is no name: the words go on in another sentence. */
function continueWith(sentence: string): string {
  return sentence.replace(/^\p{Lu}(?=\p{Ll}*\s)/u, (letter) => letter.toLowerCase());
}
