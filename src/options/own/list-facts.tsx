import type { JSX } from 'preact';
import type { OwnList } from '../../core/own-list.ts';
import type { Translator } from '../../ui/connect.ts';
import { useUi } from '../../ui/context.ts';
import { formatDate } from '../../ui/dates.ts';
import { ForeignText } from '../../ui/text.tsx';
import { count } from '../../ui/translate.ts';

/** What a list holds, since when, and where it came from. */
export function ListFacts({ list }: { readonly list: OwnList }): JSX.Element {
  const { translator } = useUi();
  const { t, language } = translator;
  const megabytes = Math.round(list.bytes / 1e6);
  const facts = [
    count(translator, 'own_entries', list.count),
    // Where each entry is one name, one number says both.
    ...(list.terms > 0 && list.terms !== list.count ? [count(translator, 'own_terms', list.terms)] : []),
    originOf(translator, list),
    t(list.origin.kind === 'file' ? 'own_imported' : 'own_changed', formatDate(language, list.importedOn)),
    // Smaller ones take no room worth a word.
    ...(megabytes > 0 ? [t('own_size', new Intl.NumberFormat(language).format(megabytes))] : []),
  ];
  return (
    <p class="list-meta small quiet">
      {facts.map((fact) => (
        <ForeignText key={fact}>{fact}</ForeignText>
      ))}
    </p>
  );
}

function originOf({ t }: Translator, { origin }: OwnList): string {
  switch (origin.kind) {
    case 'file':
      return t('own_from_file', origin.name);
    case 'made':
      return t('own_from_hand');
    case 'subscription':
      return t('own_from_subscription', origin.version);
  }
}
