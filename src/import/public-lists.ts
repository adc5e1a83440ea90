/**
 * Public lists, each in the format that its publisher gives it: a record → an entry.
 *
 * Of each record only what a vendor list needs is taken: organisations, with the names they go by, the programme as the note,
 * and an https address where there is one. Persons, vessels and aircraft are skipped, and so are weak aliases, which their
 * publisher does not hold good enough to search for, and what has ended.
 */
import { cleanName, cleanText } from '../core/clean-text.ts';
import type { OwnEntry } from '../core/own-list.ts';
import { fieldsOf, type JsonFields, textOf, textsOf } from './json.ts';
import { IMPORT_LIMITS, type SkipReason, type SourceFormat } from './source.ts';
import { dateOf, joinValues, linkOf } from './values.ts';

export type PublicFormat = Extract<SourceFormat, 'opensanctions-csv' | 'ftm' | 'csl-csv' | 'csl-json'>;

const readers: Readonly<Record<PublicFormat, (fields: JsonFields) => OwnEntry | undefined>> = {
  'opensanctions-csv': readTarget,
  ftm: readEntity,
  'csl-csv': readScreened,
  'csl-json': readScreened,
};

export const isPublic = (format: SourceFormat): format is PublicFormat => Object.hasOwn(readers, format);

/** The entry of a record, or why it is skipped. `today` is YYYY-MM-DD; without it nothing has ended. */
export function readPublic(format: PublicFormat, fields: JsonFields, today: string | undefined): OwnEntry | SkipReason {
  const entry = readers[format](fields);
  if (entry === undefined) return 'no-vendor';
  return isScreeningList(format) && hasEnded(fields, today) ? 'ended' : entry;
}

const isScreeningList = (format: PublicFormat): boolean => format === 'csl-csv' || format === 'csl-json';

/**
 * Whether a record of the Consolidated Screening List is history: its `end_date` is the date on which it was lifted or waived, or
 * expired (International Trade Administration, developer portal, "Return Values"), YYYY-MM-DD in the files. It has to have passed; one
 * that cannot be read says nothing.
 */
function hasEnded(fields: JsonFields, today: string | undefined): boolean {
  const end = dateOf(textOf(fields.get('end_date')));
  return today !== undefined && typeof end === 'object' && end.date !== undefined && end.date < today;
}

/** Headings by which each table is known. */
const OPENSANCTIONS = ['id', 'schema', 'name', 'aliases', 'countries', 'sanctions', 'dataset'];
const SCREENING_LIST = ['source', 'entity_number', 'type', 'programs', 'name', 'alt_names'];

/** The public list whose table has these headings. */
export function publicTable(columns: readonly string[]): 'opensanctions-csv' | 'csl-csv' | undefined {
  if (OPENSANCTIONS.every((column) => columns.includes(column))) return 'opensanctions-csv';
  return SCREENING_LIST.every((column) => columns.includes(column)) ? 'csl-csv' : undefined;
}

/** The public list that has such records. */
export function publicRecord(fields: JsonFields): 'ftm' | 'csl-json' | undefined {
  if (typeof fields.get('schema') === 'string' && fieldsOf(fields.get('properties')).size > 0) return 'ftm';
  return typeof fields.get('source') === 'string' && fields.has('name') && fields.has('alt_names') ? 'csl-json' : undefined;
}

/** FollowTheMoney's kinds of entities that may sell something. */
const ORGANISATIONS: readonly string[] = ['Organization', 'Company', 'LegalEntity', 'PublicBody'];

/** A row of OpenSanctions' `targets.simple.csv`. */
function readTarget(fields: JsonFields): OwnEntry | undefined {
  if (!ORGANISATIONS.includes(textOf(fields.get('schema')))) return undefined;
  const id = textOf(fields.get('id'));
  return entryOf({
    id,
    names: [textOf(fields.get('name')), ...textOf(fields.get('aliases')).split(';')],
    notes: [fields.get('sanctions'), fields.get('dataset')].map(textOf),
    links: [`https://www.opensanctions.org/entities/${encodeURIComponent(id)}/`],
  });
}

/** A line of `entities.ftm.json`, as OpenSanctions and Aleph write it. */
function readEntity(fields: JsonFields): OwnEntry | undefined {
  // The file also holds owners, addresses and others that stand on no list.
  if (!ORGANISATIONS.includes(textOf(fields.get('schema'))) || fields.get('target') === false) return undefined;
  const properties = fieldsOf(fields.get('properties'));
  const all = (...names: string[]): string[] => names.flatMap((name) => textsOf(properties.get(name)));
  return entryOf({
    id: textOf(fields.get('id')),
    names: [textOf(fields.get('caption')), ...all('name', 'alias', 'previousName')],
    notes: all('notes', 'program'),
    links: all('sourceUrl'),
  });
}

/** Parties of these lists may be dealt with, within limits: unverified ones, and those whose securities or accounts are restricted. */
const PARTIAL: readonly string[] = ['UVL', 'SSI', 'CAP', 'MBS', 'CMIC'];

/** A record of the US Consolidated Screening List, in CSV or JSON. Lists of the Department of Commerce give no type. */
function readScreened(fields: JsonFields): OwnEntry | undefined {
  const type = textOf(fields.get('type'));
  if (type !== '' && type.toLowerCase() !== 'entity') return undefined;
  const source = textOf(fields.get('source'));
  const aliases = fields.get('alt_names');
  const list = /\(([A-Z]+)\)/.exec(source)?.[1] ?? '';
  return entryOf({
    id: textOf(fields.get('_id') ?? fields.get('id')),
    names: [textOf(fields.get('name')), ...(Array.isArray(aliases) ? textsOf(aliases) : textOf(aliases).split(';'))],
    notes: [
      source,
      textsOf(fields.get('programs')).join('; '),
      ...['remarks', 'federal_register_notice'].map((name) => textOf(fields.get(name))),
      endOf(fields),
    ],
    links: ['source_information_url', 'source_list_url'].map((name) => textOf(fields.get(name))),
    severity: PARTIAL.includes(list) ? 'review' : 'prohibited',
  });
}

/** When a record will have ended, for whoever reads the note then. */
function endOf(fields: JsonFields): string {
  const end = textOf(fields.get('end_date')).trim();
  return end === '' ? '' : `Ends ${end}`;
}

interface PublicRecord {
  readonly id: string;
  /** The first is the vendor's name. */
  readonly names: readonly string[];
  readonly notes: readonly string[];
  readonly links: readonly string[];
  readonly severity?: OwnEntry['severity'];
}

/** What does not fit is cut: nobody can mend a public list. Undefined where no name is left. */
function entryOf({ id, names, notes, links, severity = 'prohibited' }: PublicRecord): OwnEntry | undefined {
  const clean = names.map(cleanName).filter((name) => name.length <= IMPORT_LIMITS.name && /\p{L}/u.test(name));
  const [vendor, ...others] = new Set(clean);
  if (vendor === undefined) return undefined;
  const aliases = others.slice(0, IMPORT_LIMITS.values);
  while (joinValues(aliases).length > IMPORT_LIMITS.cell) aliases.pop();
  const note = cleanText(notes.filter((one) => one.trim() !== '').join('\n'))
    .slice(0, IMPORT_LIMITS.text)
    .trimEnd();
  const url = links.find((link) => link.length <= IMPORT_LIMITS.url && linkOf(link) !== undefined);
  const number = cleanName(id).slice(0, IMPORT_LIMITS.name);
  return {
    ...(number === '' ? {} : { id: number }),
    vendor,
    aliases,
    partNumbers: [],
    severity,
    ...(note === '' ? {} : { note: note.replace(/\p{Cs}$/u, '') }),
    ...(url === undefined ? {} : { url }),
  };
}
