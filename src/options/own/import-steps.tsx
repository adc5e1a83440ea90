import type { JSX } from 'preact';
import type { Category } from '../../core/model.ts';
import { Button } from '../../ui/button.tsx';
import { useUi } from '../../ui/context.ts';
import { ForeignText } from '../../ui/text.tsx';
import { count } from '../../ui/translate.ts';
import { useFocus } from '../components/use-focus.ts';
import type { TaskProgress } from '../import/messages.ts';
import type { ListKind } from './kinds.ts';
import { PreviewStep } from './preview-step.tsx';
import { SummaryStep } from './summary-step.tsx';
import type { ImportModel, ImportState } from './use-import.ts';

export interface ImportStepsProps {
  readonly model: ImportModel;
  readonly kind: ListKind;
  readonly categories: readonly Category[];
  readonly isReplacement: boolean;
  /** Titles of the lists that there are. */
  readonly titles?: readonly string[];
}

/** The steps of an import; handles for tests in `data-import`. The number of the step is that of its words. */
const steps: Readonly<Record<Exclude<ImportState['step'], 'source'>, { readonly number: number; readonly handle: string }>> = {
  opening: { number: 1, handle: 'opening' },
  preview: { number: 1, handle: 'preview' },
  checking: { number: 2, handle: 'running' },
  summary: { number: 3, handle: 'summary' },
};

/** An import between its source and its end: what is in the file, how far the check is, what would be stored. */
export function ImportSteps({ model, kind, categories, isReplacement, titles = [] }: ImportStepsProps): JSX.Element | null {
  const { t } = useUi().translator;
  const { state } = model;
  const { number, handle } = state.step === 'source' ? { number: 0, handle: '' } : steps[state.step];
  const heading = useFocus<HTMLHeadingElement>(String(number));
  if (state.step === 'source') return null;
  const file = state.step === 'opening' ? state.file : state.draft.file;
  return (
    <div class="import" data-import={handle}>
      <p class="quiet small" role="status">
        {t('own_step', number)} · <ForeignText>{file.name}</ForeignText>
      </p>
      <h3 ref={heading} tabIndex={-1}>
        {t(`own_step_${number}`)}
      </h3>
      {state.step === 'opening' && <Waiting onCancel={model.cancel} />}
      {state.step === 'preview' && <PreviewStep model={model} kind={kind} state={state} isReplacement={isReplacement} titles={titles} />}
      {state.step === 'checking' && <Working progress={state.progress} onCancel={model.cancel} />}
      {state.step === 'summary' && (
        <SummaryStep model={model} kind={kind} categories={categories} state={state} isReplacement={isReplacement} />
      )}
    </div>
  );
}

function Waiting({ onCancel }: { readonly onCancel: () => void }): JSX.Element {
  const { t } = useUi().translator;
  return (
    <div class="working">
      <progress aria-labelledby="import-progress" />
      <span id="import-progress">{t('own_opening')}</span>
      <Button label={t('own_cancel')} onClick={onCancel} />
    </div>
  );
}

/** How far a file or a list is read, with the way to stop it. */
export function Working({ progress, onCancel }: { readonly progress: TaskProgress; readonly onCancel: () => void }): JSX.Element {
  const { translator } = useUi();
  const { entries, read } = progress;
  return (
    <div class="working">
      <progress aria-labelledby="import-progress" {...(read < 1 ? { value: read } : {})} />
      <span id="import-progress">{read < 1 ? count(translator, 'own_reading', entries) : count(translator, 'own_ordering', entries)}</span>
      <Button label={translator.t('own_cancel')} onClick={onCancel} />
    </div>
  );
}
