/** Which column of a file is which field, as the reviewer sets it. A column is one field, and a field is one column. */
import type { AnyField, ImportPlan, Mapping } from '../../import/source.ts';
import { isMapped } from './fields.ts';

/** What a column is taken for; undefined where it is left out. */
export function fieldAt(mapping: Mapping, column: number): AnyField | undefined {
  return (Object.keys(mapping) as AnyField[]).find((field) => mapping[field] === column);
}

/** The mapping once a column is a field, or is left out. Whatever else the column or the field was is forgotten. */
export function withColumn(mapping: Mapping, column: number, field: AnyField | undefined): Mapping {
  const others = Object.entries(mapping).filter(([name, at]) => at !== column && name !== field);
  return { ...Object.fromEntries(others), ...(field === undefined ? {} : { [field]: column }) };
}

/** Whether a file can be read by a plan: no entry is without a vendor. */
export const isComplete = ({ format, mapping }: Pick<ImportPlan, 'format' | 'mapping'>): boolean =>
  !isMapped(format) || mapping.vendor !== undefined;
