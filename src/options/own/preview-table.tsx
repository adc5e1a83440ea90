import type { JSX } from 'preact';
import type { AnyField, ImportPlan, Preview } from '../../import/source.ts';
import { useUi } from '../../ui/context.ts';
import { ForeignText } from '../../ui/text.tsx';
import { keyOf } from '../../ui/translate.ts';
import { fieldsOf, isMapped } from './fields.ts';
import type { ListKind } from './kinds.ts';
import { fieldAt } from './mapping.ts';

export interface PreviewTableProps {
  readonly kind: ListKind;
  readonly preview: Preview;
  readonly plan: ImportPlan;
  readonly onAssign: (column: number, field: AnyField | undefined) => void;
}

/** The first rows of a file, above each column what it is taken for. */
export function PreviewTable({ kind, preview, plan, onAssign }: PreviewTableProps): JSX.Element {
  const { t } = useUi().translator;
  const { columns, rows } = preview;
  if (plan.format === 'names')
    return (
      <ul class="preview-names" aria-label={t('own_preview')}>
        {rows.map((row, index) => (
          <li key={index}>
            <ForeignText>{row[0] ?? ''}</ForeignText>
          </li>
        ))}
      </ul>
    );
  const fields = fieldsOf(kind);
  const nameOf = (column: number): string => columns[column] || t('own_column', column + 1);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
    <section class="preview-scroll" aria-label={t('own_preview')} tabIndex={0}>
      <table class="preview-table small">
        <thead>
          {isMapped(plan.format) && (
            <tr>
              {columns.map((_, column) => (
                <td key={column}>
                  <select
                    aria-label={t('own_column_is', nameOf(column))}
                    value={fieldAt(plan.mapping, column) ?? ''}
                    onChange={(event) => {
                      const { value } = event.currentTarget;
                      onAssign(
                        column,
                        fields.find((field) => field === value),
                      );
                    }}
                  >
                    <option value="">{t('own_column_none')}</option>
                    {fields.map((field) => (
                      <option key={field} value={field}>
                        {t(keyOf('own_field', field))}
                      </option>
                    ))}
                  </select>
                </td>
              ))}
            </tr>
          )}
          <tr>
            {columns.map((_, column) => (
              <th key={column} scope="col">
                <ForeignText>{nameOf(column)}</ForeignText>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {columns.map((_, column) => (
                <td key={column} {...(isMapped(plan.format) && fieldAt(plan.mapping, column) === undefined ? { class: 'left-out' } : {})}>
                  <ForeignText>{row[column] ?? ''}</ForeignText>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
