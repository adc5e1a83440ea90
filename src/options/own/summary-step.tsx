import type { JSX } from 'preact';
import type { Category } from '../../core/model.ts';
import type { PackedList } from '../../settings/compile-list.ts';
import { Button } from '../../ui/button.tsx';
import { useUi } from '../../ui/context.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { ForeignText } from '../../ui/text.tsx';
import { count } from '../../ui/translate.ts';
import type { TreatOrdinary } from '../import/list-workshop.ts';
import { Failure } from './failure.tsx';
import type { ListKind } from './kinds.ts';
import { LeftOutRows } from './left-out-rows.tsx';
import type { ImportModel, ImportState } from './use-import.ts';

export interface SummaryStepProps {
  readonly model: ImportModel;
  readonly kind: ListKind;
  readonly categories: readonly Category[];
  readonly state: ImportState & { readonly step: 'summary' };
  readonly isReplacement: boolean;
}

/** What would be stored, and what would not; nothing is until the reviewer says so. */
export function SummaryStep({ model, kind, categories, state, isReplacement }: SummaryStepProps): JSX.Element {
  const { translator } = useUi();
  const { t } = translator;
  const { draft, checked, treatOrdinary, isStoring, failure } = state;
  const { entries, terms, duplicates, skipped, ended, leftOut, ordinary } = checked;
  const facts: readonly (readonly [label: string, amount: number])[] = [
    [t('own_sum_entries'), entries],
    ...(kind === 'restricted' ? [[t('own_sum_terms'), terms] as const] : []),
    ...(duplicates > 0 ? [[t('own_sum_duplicates'), duplicates] as const] : []),
    ...(skipped > 0 ? [[t('own_sum_skipped'), skipped] as const] : []),
    ...(ended > 0 ? [[t('own_sum_ended'), ended] as const] : []),
    ...(leftOut > 0 ? [[t('own_sum_left_out'), leftOut] as const] : []),
  ];
  const number = new Intl.NumberFormat(translator.language);
  return (
    <div class="summary">
      <p class="summary-title">
        <ForeignText>{draft.title}</ForeignText>
      </p>
      <dl class="sums">
        {facts.map(([label, amount]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{number.format(amount)}</dd>
          </div>
        ))}
      </dl>
      <LeftOutRows problems={checked.problems} leftOut={leftOut} isNothingElse={entries === 0} />
      {checked.problems.some(({ code }) => code === 'category') && (
        <Disclosure look="link" label={t('own_categories', categories.length)}>
          <p class="category-names small">{categories.map(({ name }) => translator.pick(name)).join(t('comma'))}</p>
        </Disclosure>
      )}
      {ordinary.count > 0 && <Ordinary ordinary={ordinary} treatOrdinary={treatOrdinary} onTreat={model.treat} />}
      <Failure failure={failure} />
      <p class="buttons">
        <Button
          label={isReplacement ? t('own_replace_it') : t('own_add')}
          look="main"
          isDisabled={isStoring || entries === 0}
          onClick={model.store}
        />
        <Button label={t('own_columns_again')} isDisabled={isStoring} onClick={model.back} />
        <Button label={t('own_discard')} isDisabled={isStoring} onClick={model.cancel} />
      </p>
      <p class="quiet small">
        {entries > 0 ? count(translator, 'own_not_stored_yet', entries) : t(leftOut > 0 ? 'own_nothing_left' : 'own_nothing_to_add')}
      </p>
    </div>
  );
}

interface OrdinaryProps {
  readonly ordinary: PackedList['ordinary'];
  readonly treatOrdinary: TreatOrdinary;
  readonly onTreat: (treatOrdinary: TreatOrdinary) => void;
}

/** Names that are also ordinary words, and what becomes of them. A choice checks the file again. */
function Ordinary({ ordinary, treatOrdinary, onTreat }: OrdinaryProps): JSX.Element {
  const { translator } = useUi();
  const { t } = translator;
  return (
    <fieldset class="radios ordinary">
      <legend>{count(translator, 'own_ordinary', ordinary.count)}</legend>
      <ul class="chips" aria-label={t('own_ordinary_sample')}>
        {ordinary.sample.map((name) => (
          <li key={name} class="chip">
            <ForeignText>{name}</ForeignText>
          </li>
        ))}
        {ordinary.count > ordinary.sample.length && <li class="quiet small">…</li>}
      </ul>
      {(['context', 'plain'] as const).map((option) => (
        <label key={option}>
          <input type="radio" name="ordinary" value={option} checked={treatOrdinary === option} onChange={() => onTreat(option)} />
          <span>
            {t(`own_ordinary_${option}`)}
            <span class="quiet small">{t(`own_ordinary_why_${option}`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
