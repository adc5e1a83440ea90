import type { JSX } from 'preact';
import { useUi } from '../../ui/context.ts';
import { ForeignText } from '../../ui/text.tsx';
import { count } from '../../ui/translate.ts';
import { useFocus } from '../components/use-focus.ts';
import { addressOf } from './kinds.ts';
import { wordsOf } from './problem-words.ts';
import type { ImportEnd } from './use-import.ts';

/** How the last import ended. Nothing before the first. It has the focus, since the step that had it is gone. */
export function ImportEndNote({ end }: { readonly end: ImportEnd | null }): JSX.Element | null {
  return end && <Note end={end} />;
}

function Note({ end }: { readonly end: ImportEnd }): JSX.Element {
  const { translator } = useUi();
  const { t } = translator;
  const element = useFocus<HTMLDivElement>();
  switch (end.kind) {
    case 'cancelled':
      return (
        <div ref={element} tabIndex={-1} class="notice" role="status" data-import="cancelled">
          <p>{t('own_cancelled')}</p>
        </div>
      );
    case 'imported':
      return (
        <div ref={element} tabIndex={-1} class="notice" role="status" data-import="imported">
          <p>
            <a class="foreign" href={addressOf(end.list)}>
              {end.list.title}
            </a>
          </p>
          <p>{count(translator, 'own_done', end.list.count)}</p>
        </div>
      );
    case 'refused':
      return (
        <div ref={element} tabIndex={-1} class="notice notice-alert" role="alert" data-import="refused">
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
