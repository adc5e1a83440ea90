import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { ImportPlan, PlanChange, Preview, SourceFormat } from '../../import/source.ts';
import { Button } from '../../ui/button.tsx';
import { useUi } from '../../ui/context.ts';
import { nameOfEncoding } from '../../ui/encodings.ts';
import { ForeignText } from '../../ui/text.tsx';
import { keyOf } from '../../ui/translate.ts';
import { MAX_TITLE } from '../import/list-workshop.ts';
import { Failure } from './failure.tsx';
import { isMapped } from './fields.ts';
import type { ListKind } from './kinds.ts';
import { isComplete } from './mapping.ts';
import { PreviewTable } from './preview-table.tsx';
import type { ImportModel, ImportState } from './use-import.ts';

export interface PreviewStepProps {
  readonly model: ImportModel;
  readonly kind: ListKind;
  readonly state: ImportState & { readonly step: 'preview' };
  readonly isReplacement: boolean;
  readonly titles: readonly string[];
}

/** What a file seems to be, to be set right: its title, how it is read, which column is what. */
export function PreviewStep({ model, kind, state, isReplacement, titles }: PreviewStepProps): JSX.Element {
  const { t } = useUi().translator;
  const { draft, failure } = state;
  const { preview, plan } = draft;
  const title = useId();
  const isTaken = !isReplacement && titles.includes(draft.title.trim());
  return (
    <form
      class="preview"
      onSubmit={(event) => {
        event.preventDefault();
        model.check();
      }}
    >
      {!isReplacement && (
        <div class="field">
          <label for={title}>{t('own_title')}</label>
          <input
            id={title}
            type="text"
            maxLength={MAX_TITLE}
            value={draft.title}
            {...(isTaken ? { 'aria-describedby': `${title}-taken` } : {})}
            onInput={(event) => model.setTitle(event.currentTarget.value)}
          />
        </div>
      )}
      {isTaken && (
        <p id={`${title}-taken`} class="note" data-taken="">
          {t('own_title_taken')}
        </p>
      )}
      <ReadAs kind={kind} preview={preview} plan={plan} onChange={model.reread} />
      {isMapped(plan.format) && <p class="quiet small">{t('own_columns_hint')}</p>}
      <PreviewTable kind={kind} preview={preview} plan={plan} onAssign={model.assign} />
      <Failure failure={failure} />
      {!isComplete(plan) && <p class="note">{t('own_needs_vendor')}</p>}
      <p class="buttons">
        <button type="submit" class="button button-main" disabled={!isComplete(plan)}>
          {t('own_check')}
        </button>
        <Button label={t('own_cancel')} onClick={model.cancel} />
      </p>
    </form>
  );
}

/** Formats that a file of one nature can be read as; a workbook is a workbook. */
const readings: readonly (readonly SourceFormat[])[] = [
  ['names', 'csv', 'opensanctions-csv', 'csl-csv'],
  ['json', 'ftm', 'csl-json'],
];
const forApproved: ReadonlySet<SourceFormat> = new Set(['names', 'csv', 'xlsx', 'json']);
const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'big5', 'shift_jis', 'euc-kr', 'windows-1252'] as const;
const delimiters: Readonly<Record<string, string>> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' };

interface ReadAsProps {
  readonly kind: ListKind;
  readonly preview: Preview;
  readonly plan: ImportPlan;
  readonly onChange: (change: PlanChange) => void;
}

/** How the file is read: guessed, and changed here. Only what the format has is asked. */
function ReadAs({ kind, preview, plan, onChange }: ReadAsProps): JSX.Element {
  const { t } = useUi().translator;
  const { format, encoding, delimiter, sheet, hasHeader } = plan;
  const formats = (readings.find((group) => group.includes(format)) ?? [format]).filter(
    (one) => kind === 'restricted' || forApproved.has(one),
  );
  return (
    <div class="read-as">
      <Pick
        label={t('own_format')}
        value={format}
        values={formats}
        wordsOf={(one) => t(keyOf('own_format', one))}
        onPick={(value) => onChange({ format: value as SourceFormat })}
      />
      {sheet !== undefined && (
        <Pick
          label={t('own_sheet')}
          value={sheet}
          values={preview.sheets}
          wordsOf={(one) => one}
          onPick={(value) => onChange({ sheet: value })}
        />
      )}
      {encoding !== undefined && (
        <Pick
          label={t('own_encoding')}
          value={encoding}
          values={encodings}
          wordsOf={nameOfEncoding}
          onPick={(value) => onChange({ encoding: value })}
        />
      )}
      {format === 'csv' && delimiter !== undefined && (
        <Pick
          label={t('own_delimiter')}
          value={delimiter}
          values={Object.keys(delimiters)}
          wordsOf={(one) => (Object.hasOwn(delimiters, one) ? t(`own_delimiter_${delimiters[one]}`) : one)}
          onPick={(value) => onChange({ delimiter: value })}
        />
      )}
      {(format === 'csv' || format === 'xlsx') && (
        <label class="check">
          <input type="checkbox" checked={hasHeader} onChange={(event) => onChange({ hasHeader: event.currentTarget.checked })} />
          {t('own_has_header')}
        </label>
      )}
    </div>
  );
}

interface PickProps {
  readonly label: string;
  readonly value: string;
  readonly values: readonly string[];
  readonly wordsOf: (value: string) => string;
  readonly onPick: (value: string) => void;
}

/** A small drop-down; words instead where there is one value only. */
function Pick({ label, value, values, wordsOf, onPick }: PickProps): JSX.Element {
  const id = useId();
  const offered = values.includes(value) ? values : [value, ...values];
  if (offered.length === 1)
    return (
      <p class="pick">
        <span class="quiet small">{label}</span>
        <ForeignText>{wordsOf(value)}</ForeignText>
      </p>
    );
  return (
    <p class="pick">
      <label for={id} class="quiet small">
        {label}
      </label>
      <select id={id} value={value} onChange={(event) => onPick(event.currentTarget.value)}>
        {offered.map((one) => (
          <option key={one} value={one}>
            {wordsOf(one)}
          </option>
        ))}
      </select>
    </p>
  );
}
