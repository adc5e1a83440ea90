/** The fields of a record: where they stand, and the texts in them. */
import { fail, type Result, succeed } from './problem.ts';

export interface Field {
  readonly name: string;
  /** Undefined where the record has no such field. */
  read(record: object): unknown;
}

/** A text of a record; `field` names its place, with the number from 0 of a text in a list: "notes.2". */
export interface FieldText {
  readonly field: string;
  readonly text: string;
}

/** The field of that name, or else the one that its parts between dots lead to. */
export function openField(name: string): Field {
  const path = name.split('.');
  return {
    name,
    read(record) {
      if (Object.hasOwn(record, name)) return (record as Record<string, unknown>)[name];
      let value: unknown = record;
      for (const step of path) {
        if (value === null) return null;
        if (typeof value !== 'object' || !Object.hasOwn(value as object, step)) return undefined;
        value = (value as Record<string, unknown>)[step];
      }
      return value;
    },
  };
}

/** The texts of the fields that are there, in their order; their names go into `seen`. Problems: none of them is there, or one holds something else. */
export function textsOf(record: object, fields: readonly Field[], seen: Set<string>): Result<readonly FieldText[]> {
  const texts: FieldText[] = [];
  let isThere = false;
  for (const { name, read } of fields) {
    const value = read(record);
    if (value === undefined) continue;
    isThere = true;
    seen.add(name);
    if (!addTexts(value, name, texts)) return fail('cli_error_record_field', name);
  }
  return isThere ? succeed(texts) : fail('cli_error_record_no_field', fields.map(({ name }) => name).join(', '));
}

/** False for what is neither a text nor a list of texts. A number is a text, part numbers are written so; null is none. */
function addTexts(value: unknown, field: string, texts: FieldText[]): boolean {
  if (typeof value === 'string') texts.push({ field, text: value });
  else if (typeof value === 'number') texts.push({ field, text: String(value) });
  else if (Array.isArray(value)) return value.every((item, i) => !Array.isArray(item) && addTexts(item, `${field}.${i}`, texts));
  else return value === null;
  return true;
}
