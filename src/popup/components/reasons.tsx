import type { JSX } from 'preact';
import type { EvidenceCode, ReportItem } from '../../core/finding.ts';
import { useUi } from '../../ui/context.ts';
import { keyOf } from '../../ui/translate.ts';

/** Evidence that weakens a finding; told after what speaks for it. */
const weakening: ReadonlySet<EvidenceCode> = new Set([
  'ordinary_word',
  'generic_words',
  'loose_spelling',
  'look_alike',
  'not_this',
  'lower_case',
  'rebrand',
  'unlisted_product',
]);

/** Why the item counts: every different reason of its findings once, as a sentence. */
export function Reasons({ item }: { readonly item: ReportItem }): JSX.Element {
  const { translator } = useUi();
  const sentences = { for: new Set<string>(), against: new Set<string>() };
  for (const finding of item.findings)
    for (const { code, text } of finding.evidence)
      sentences[weakening.has(code) ? 'against' : 'for'].add(translator.t(keyOf('evidence', code), text ?? finding.match.text));
  return (
    <ul class="reasons">
      {[...sentences.for].map((sentence) => (
        <li key={sentence} class="foreign">
          {sentence}
        </li>
      ))}
      {[...sentences.against].map((sentence) => (
        <li key={sentence} class="foreign reason-against">
          {sentence}
        </li>
      ))}
    </ul>
  );
}
