import type { JSX } from 'preact';
import { Button } from '../../ui/button.tsx';
import { useUi } from '../../ui/context.ts';
import { ForeignText } from '../../ui/text.tsx';
import { count, keyOf } from '../../ui/translate.ts';
import type { ImportState } from '../use-own-lists.ts';

/** How far an import is, or how it ended. Nothing before the first. */
export function ImportStatus({ state, onCancel }: { readonly state: ImportState; readonly onCancel: () => void }): JSX.Element | null {
  const { translator } = useUi();
  const { t } = translator;
  switch (state.kind) {
    case 'idle':
      return null;
    case 'running': {
      const { names, read } = state.progress;
      return (
        <div class="import" data-import="running">
          <progress aria-labelledby="import-progress" {...(read < 1 ? { value: read } : {})} />
          <span id="import-progress">{read < 1 ? count(translator, 'own_reading', names) : count(translator, 'own_ordering', names)}</span>
          <Button label={t('own_cancel')} onClick={onCancel} />
        </div>
      );
    }
    case 'cancelled':
      return (
        <p class="notice" role="status" data-import="cancelled">
          {t('own_cancelled')}
        </p>
      );
    case 'imported': {
      const { list, duplicates } = state.imported;
      return (
        <p class="notice" role="status" data-import="imported">
          {count(translator, 'own_done', list.count)}
          {duplicates > 0 && ` ${count(translator, 'own_duplicates', duplicates)}`}
        </p>
      );
    }
    case 'refused': {
      const { fault, line } = state.failure;
      return (
        <div class="notice notice-alert" role="alert" data-import="refused">
          <p>
            <ForeignText>{t('own_refused', state.file)}</ForeignText>
          </p>
          <p>{t(keyOf('own_fault', fault), ...(line === undefined ? [] : [line]))}</p>
        </div>
      );
    }
  }
}
