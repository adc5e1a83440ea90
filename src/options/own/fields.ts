/** The columns that a list of either kind can have, and the words for them. */
import type { OwnList } from '../../core/own-list.ts';
import type { AnyField, ApprovedField, EntryField, SourceFormat } from '../../import/source.ts';

const fields: Readonly<Record<OwnList['kind'], readonly AnyField[]>> = {
  restricted: ['vendor', 'product', 'category', 'aliases', 'partNumbers', 'severity', 'note', 'url', 'id'] satisfies EntryField[],
  approved: [
    'vendor',
    'product',
    'categories',
    'reference',
    'validUntil',
    'scope',
    'region',
    'url',
    'note',
    'id',
  ] satisfies ApprovedField[],
};

/** What a column of a file can be, in the order in which it is offered. */
export const fieldsOf = (kind: OwnList['kind']): readonly AnyField[] => fields[kind];

/** Formats whose columns say what they are only to who reads them; of the others it is known. */
export const isMapped = (format: SourceFormat): boolean => format === 'csv' || format === 'xlsx' || format === 'json';
