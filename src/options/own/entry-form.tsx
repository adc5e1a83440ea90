import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { Category } from '../../core/model.ts';
import type { RowProblem } from '../../import/problems.ts';
import type { AnyField } from '../../import/source.ts';
import { Button } from '../../ui/button.tsx';
import { useUi } from '../../ui/context.ts';
import { ForeignText, LocalText } from '../../ui/text.tsx';
import { keyOf } from '../../ui/translate.ts';
import { NamedButton } from '../components/named-button.tsx';
import { Question, useAsking } from '../components/question.tsx';
import { useFocus } from '../components/use-focus.ts';
import type { AnyEntry } from '../import/messages.ts';
import { type DraftProblem, draftOf, type EntryDraft, entryOf, linesOf, nameOfEntry } from './entry-draft.ts';
import { fieldsOf } from './fields.ts';
import type { ListKind } from './kinds.ts';

export interface EntryFormProps {
  readonly kind: ListKind;
  /** Undefined for a new one. */
  readonly entry: AnyEntry | undefined;
  readonly categories: readonly Category[];
  /** Whether a change is under way. */
  readonly isBusy: boolean;
  readonly onSave: (entry: AnyEntry) => void;
  /** Absent for a new one. */
  readonly onRemove: (() => void) | undefined;
  readonly onCancel: () => void;
}

/** One entry to be written or changed; what is wrong is said beside its field. */
export function EntryForm({ kind, entry, categories, isBusy, onSave, onRemove, onCancel }: EntryFormProps): JSX.Element {
  const { t } = useUi().translator;
  const [draft, setDraft] = useState(() => draftOf(entry));
  const [wrong, setWrong] = useState<DraftProblem | null>(null);
  const first = useFocus<HTMLInputElement>();
  const { isAsking, button, ask, stop } = useAsking();
  const set = (field: AnyField, text: string): void => setDraft((now) => ({ ...now, [field]: text }));
  const save = (form: HTMLFormElement): void => {
    const checked = entryOf(kind, draft);
    if ('entry' in checked) {
      onSave(checked.entry);
      return;
    }
    setWrong(checked);
    form.querySelector<HTMLElement>(`[name="${checked.field}"]`)?.focus();
  };
  return (
    <form
      class="entry-form"
      noValidate
      aria-label={t(entry === undefined ? 'own_entry_new' : 'own_entry_edit')}
      onSubmit={(event) => {
        event.preventDefault();
        save(event.currentTarget);
      }}
    >
      {fieldsOf(kind).map((field, index) => (
        <FieldRow
          key={field}
          field={field}
          draft={draft}
          problem={wrong?.field === field ? wrong.problem : undefined}
          categories={categories}
          inputRef={index === 0 ? first : undefined}
          onSet={set}
        />
      ))}
      {entry !== undefined && onRemove !== undefined && isAsking ? (
        <Question
          text={t('own_entry_remove_ask', nameOfEntry(entry))}
          yes={t('action_remove')}
          no={t('own_keep')}
          onYes={() => {
            stop();
            onRemove();
          }}
          onNo={stop}
        />
      ) : (
        <p class="buttons">
          <button type="submit" class="button button-main" disabled={isBusy}>
            {t(entry === undefined ? 'own_entry_add_it' : 'own_entry_save')}
          </button>
          <Button label={t('own_cancel')} isDisabled={isBusy} onClick={onCancel} />
          {entry !== undefined && onRemove !== undefined && (
            <NamedButton label={t('own_entry_remove')} of={nameOfEntry(entry)} isDisabled={isBusy} buttonRef={button} onClick={ask} />
          )}
        </p>
      )}
    </form>
  );
}

interface FieldRowProps {
  readonly field: AnyField;
  readonly draft: EntryDraft;
  readonly problem: RowProblem | undefined;
  readonly categories: readonly Category[];
  readonly inputRef: ReturnType<typeof useFocus<HTMLInputElement>> | undefined;
  readonly onSet: (field: AnyField, text: string) => void;
}

const severities = ['prohibited', 'review'] as const;
/** Fields of several lines, and how many are shown. */
const rows: Partial<Record<AnyField, number>> = { aliases: 3, partNumbers: 3, note: 2, scope: 2 };
/** Fields that say below what may stand in them. */
const hinted: ReadonlySet<AnyField> = new Set<AnyField>(['product', 'aliases', 'partNumbers', 'validUntil', 'category', 'categories']);

function FieldRow({ field, draft, problem, categories, inputRef, onSet }: FieldRowProps): JSX.Element {
  const { t } = useUi().translator;
  const id = useId();
  const hint = hinted.has(field) ? `${id}-hint` : undefined;
  const wrong = problem === undefined ? undefined : `${id}-wrong`;
  const describedBy = [hint, wrong].filter((one) => one !== undefined).join(' ');
  const shared = {
    id,
    name: field,
    ...(describedBy === '' ? {} : { 'aria-describedby': describedBy }),
    ...(problem === undefined ? {} : { 'aria-invalid': true }),
  };
  return (
    <div class="field">
      <label for={id}>{t(keyOf('own_field', field))}</label>
      <div>
        <Control
          field={field}
          value={draft[field]}
          shared={shared}
          categories={categories}
          inputRef={inputRef}
          onText={(text) => onSet(field, text)}
        />
        {hint !== undefined && (
          <p id={hint} class="quiet small">
            {t(keyOf('own_hint', field))}
          </p>
        )}
        {problem !== undefined && (
          <p id={wrong} class="note small" role="alert">
            <ForeignText>{t(keyOf('own_wrong', problem.code), problem.value ?? '')}</ForeignText>
          </p>
        )}
      </div>
    </div>
  );
}

interface ControlProps extends Pick<FieldRowProps, 'field' | 'categories' | 'inputRef'> {
  readonly value: string;
  readonly shared: { readonly id: string; readonly name: string };
  readonly onText: (text: string) => void;
}

/** What a field is written or chosen with. */
function Control({ field, value, shared, categories, inputRef, onText }: ControlProps): JSX.Element {
  const { t } = useUi().translator;
  const take = (event: { readonly currentTarget: { readonly value: string } }): void => onText(event.currentTarget.value);
  switch (field) {
    case 'severity':
      return (
        <select {...shared} value={value} onChange={take}>
          {severities.map((severity) => (
            <option key={severity} value={severity}>
              {t(keyOf('own_severity', severity))}
            </option>
          ))}
        </select>
      );
    case 'category':
      return (
        <select {...shared} value={value} onChange={take}>
          <option value="">{t('own_category_none')}</option>
          <CategoryOptions categories={categories} />
        </select>
      );
    case 'categories':
      return <CategoryChoice shared={shared} chosen={linesOf(value)} categories={categories} onChange={(ids) => onText(ids.join('\n'))} />;
    case 'validUntil':
      return <input {...shared} type="date" value={value} onInput={take} />;
    case 'aliases':
    case 'partNumbers':
    case 'note':
    case 'scope':
      return <textarea {...shared} rows={rows[field]} value={value} onInput={take} />;
    default:
      return <input {...shared} {...(inputRef === undefined ? {} : { ref: inputRef })} type="text" value={value} onInput={take} />;
  }
}

/** Categories by their names in the reviewer's language. */
function CategoryOptions({ categories }: { readonly categories: readonly Category[] }): JSX.Element {
  const { pick, language } = useUi().translator;
  const options = categories.map(({ id, name }) => ({ id, name: pick(name) })).sort((a, b) => a.name.localeCompare(b.name, language));
  return (
    <>
      {options.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </>
  );
}

interface CategoryChoiceProps {
  readonly shared: { readonly id: string; readonly name: string };
  readonly chosen: readonly string[];
  readonly categories: readonly Category[];
  readonly onChange: (ids: readonly string[]) => void;
}

/** Several categories: those that were chosen, each with the way to take it back, and a drop-down of the others. */
function CategoryChoice({ shared, chosen, categories, onChange }: CategoryChoiceProps): JSX.Element {
  const { t, pick } = useUi().translator;
  const names = new Map(categories.map(({ id, name }) => [id, name]));
  return (
    <div class="category-choice">
      {chosen.length > 0 && (
        <ul class="chips">
          {chosen.map((id) => {
            const name = names.get(id) ?? { en: id };
            return (
              <li key={id} class="chip">
                <LocalText text={name} />
                <button
                  type="button"
                  aria-label={`${t('action_remove')}: ${pick(name)}`}
                  onClick={() => onChange(chosen.filter((other) => other !== id))}
                >
                  ×
                </button>
              </li>
            );
          })}
        </ul>
      )}
      <select {...shared} value="" onChange={(event) => onChange([...chosen, event.currentTarget.value])}>
        <option value="">{t('approved_category_add')}</option>
        <CategoryOptions categories={categories.filter(({ id }) => !chosen.includes(id))} />
      </select>
    </div>
  );
}
