import type { JSX } from 'preact';
import { useUi } from '../../ui/context.ts';
import { ForeignText } from '../../ui/text.tsx';
import { count } from '../../ui/translate.ts';
import { addressOf } from './kinds.ts';
import { wordsOf } from './problem-words.ts';
import type { ImportEnd } from './use-import.ts';

/** How the last import ended. Nothing before the first. */
export function ImportEndNote({ end }: { readonly end: ImportEnd | null }): JSX.Element | null {
  const { translator } = useUi();
  const { t } = translator;
  switch (end?.kind) {
    case undefined:
      return null;
    case 'cancelled':
      return (
        <p class="notice" role="status" data-import="cancelled">
          {t('own_cancelled')}
        </p>
      );
    case 'imported':
      return (
        <p class="notice" role="status" data-import="imported">
          <span>
            <a class="foreign" href={addressOf(end.list)}>
              {end.list.title}
            </a>
            {': '}
            {count(translator, 'own_done', end.list.count)}
          </span>
        </p>
      );
    case 'refused':
      return (
        <div class="notice notice-alert" role="alert" data-import="refused">
          <p>
            <ForeignText>{t('own_refused', end.file)}</ForeignText>
          </p>
          <p>
            <ForeignText>{wordsOf(translator, end.failure)}</ForeignText>
          </p>
        </div>
      );
  }
}
