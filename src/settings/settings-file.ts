/**
 * All settings as one file (docs/settings-file.md): what was chosen, the own lists with their entries, the addresses that are
 * followed, and the sites that the browser had granted, which only the reviewer can grant again.
 *
 * A file is read part by part: what is wrong with one costs that part alone and is named.
 */
import * as z from 'zod/mini';
import type { OwnList } from '../core/own-list.ts';
import { isSitePattern, parseSitePattern } from '../core/site-pattern.ts';
import { type Settings, settingsShape } from './schema.ts';

export const FILE_FORMAT = 'vendor-lens-settings';
export const FILE_VERSION = 1;

/** A file past one of these is refused. */
export const FILE_LIMITS = {
  bytes: 100 * 1024 * 1024,
  lists: 100,
  /** Grants, and addresses that are followed. */
  addresses: 1_000,
} as const;

/** An own list in a file. Its entries are checked when they are compiled. */
export interface FileList extends Pick<OwnList, 'id' | 'kind' | 'title' | 'treatOrdinary'> {
  readonly entries: readonly unknown[];
}

/** An address that is followed, and the thumbprint of its key. */
export interface FollowedAddress {
  readonly url: string;
  readonly key: string;
}

export interface SettingsFile {
  /** The fields that the file has; the others stay as they are. */
  readonly settings: Partial<Settings>;
  readonly lists: readonly FileList[];
  readonly subscriptions: readonly FollowedAddress[];
  /** Origin patterns. */
  readonly grants: readonly string[];
  readonly problems: readonly FileProblem[];
}

/** A part of the file that is left out. */
export interface FileProblem {
  /** "settings.homeMarket", "lists[2]". */
  readonly place: string;
  readonly reason: string;
}

/** The file cannot be read at all; a message `transfer_fault_<code>`. */
export class SettingsFileError extends Error {
  override readonly name = 'SettingsFileError';
  constructor(
    readonly code: 'too-large' | 'not-json' | 'not-settings' | 'newer',
    message: string,
  ) {
    super(message);
  }
}

const listShape = z.object({
  id: z.string().check(z.regex(/^own:[a-z0-9-]{1,40}$/)),
  kind: z.enum(['restricted', 'approved']),
  title: z.string().check(z.minLength(1), z.maxLength(80)),
  treatOrdinary: z.exactOptional(z.enum(['context', 'plain'])),
  entries: z.array(z.unknown()),
});
const followedShape = z.object({
  url: z.string().check(z.startsWith('https://'), z.maxLength(2_000)),
  key: z.string().check(z.maxLength(200)),
});
const originShape = z.string().check(z.maxLength(500));

/** Fields whose items are site patterns: one that is none costs itself alone. */
const SITE_FIELDS: ReadonlySet<string> = new Set(['pausedHosts', 'onlySites', 'neverSites']);

/** Reads a file's text. Throws `SettingsFileError` where it is none of ours. */
export function readSettingsFile(text: string): SettingsFile {
  if (text.length > FILE_LIMITS.bytes) throw new SettingsFileError('too-large', `longer than ${FILE_LIMITS.bytes} bytes`);
  const file = parseJson(text.replace(/^\ufeff/, ''));
  if (!isObject(file) || file.format !== FILE_FORMAT || typeof file.version !== 'number') {
    throw new SettingsFileError('not-settings', `the file has no "format": "${FILE_FORMAT}"`);
  }
  if (file.version > FILE_VERSION) throw new SettingsFileError('newer', `version ${file.version}`);
  const problems: FileProblem[] = [];
  return {
    settings: readFields(file.settings, problems),
    lists: withoutTwins(readItems('lists', file.lists, listShape, FILE_LIMITS.lists, problems), problems),
    subscriptions: readItems('subscriptions', file.subscriptions, followedShape, FILE_LIMITS.addresses, problems),
    grants: readItems('grants', file.grants, originShape, FILE_LIMITS.addresses, problems),
    problems,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The browser says where: "… in JSON at position 17 (line 2 column 3)".
    throw new SettingsFileError('not-json', error instanceof Error ? error.message : String(error));
  }
}

function readFields(values: unknown, problems: FileProblem[]): Partial<Settings> {
  const settings: Record<string, unknown> = {};
  if (values === undefined) return settings;
  if (!isObject(values)) {
    problems.push({ place: 'settings', reason: 'not an object' });
    return settings;
  }
  for (const [field, value] of Object.entries(values)) {
    if (!Object.hasOwn(settingsShape, field)) {
      problems.push({ place: `settings.${field}`, reason: 'unknown to this version' });
      continue;
    }
    const parsed = (settingsShape[field as keyof typeof settingsShape] as z.ZodMiniType).safeParse(value);
    if (!parsed.success) problems.push({ place: `settings.${field}`, reason: reasonOf(parsed.error) });
    else settings[field] = SITE_FIELDS.has(field) ? readSites(field, parsed.data as string[], problems) : parsed.data;
  }
  return settings;
}

function readSites(field: string, texts: readonly string[], problems: FileProblem[]): string[] {
  const sites = texts.flatMap((text, index) => {
    const site = parseSitePattern(text);
    if (isSitePattern(site)) return [site.text];
    problems.push({ place: `settings.${field}[${index}]`, reason: `no site pattern (${site.problem})` });
    return [];
  });
  return [...new Set(sites)];
}

function readItems<Shape extends z.ZodMiniType>(
  place: string,
  values: unknown,
  shape: Shape,
  most: number,
  problems: FileProblem[],
): z.output<Shape>[] {
  if (values === undefined) return [];
  if (!Array.isArray(values) || values.length > most) {
    problems.push({ place, reason: Array.isArray(values) ? `more than ${most}` : 'not a list' });
    return [];
  }
  return values.flatMap((value: unknown, index) => {
    const parsed = shape.safeParse(value);
    if (parsed.success) return [parsed.data];
    problems.push({ place: `${place}[${index}]`, reason: reasonOf(parsed.error) });
    return [];
  });
}

/** Of two lists with one id the first is read. */
function withoutTwins(lists: readonly FileList[], problems: FileProblem[]): readonly FileList[] {
  const ids = new Set<string>();
  return lists.filter(({ id, title }) => {
    if (!ids.has(id)) return ids.add(id);
    problems.push({ place: `lists: ${title}`, reason: `another list has the id ${id}` });
    return false;
  });
}

function reasonOf(error: z.core.$ZodError): string {
  const [issue] = error.issues;
  return issue === undefined ? 'not valid' : [issue.path.join('.'), issue.message].filter(Boolean).join(': ');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is written into a file. */
export interface FileContent extends Pick<SettingsFile, 'subscriptions' | 'grants'> {
  readonly settings: Settings;
  readonly lists: readonly (Omit<FileList, 'entries'> & { readonly entries: AsyncIterable<readonly unknown[]> })[];
  /** The day today, YYYY-MM-DD. */
  readonly writtenOn: string;
}

/** The file, piece by piece: lists may be long, and are written one entry a line. */
export async function* writeSettingsFile({ settings, lists, subscriptions, grants, writtenOn }: FileContent): AsyncGenerator<string> {
  const known = Object.fromEntries(Object.keys(settingsShape).map((field) => [field, settings[field as keyof Settings]]));
  const head = { format: FILE_FORMAT, version: FILE_VERSION, writtenOn, settings: known, grants, subscriptions };
  yield `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "lists": [`;
  let isFirstList = true;
  for (const { entries, ...list } of lists) {
    yield `${isFirstList ? '' : ','}\n    ${JSON.stringify(list).slice(0, -1)},"entries":[`;
    isFirstList = false;
    let isFirst = true;
    for await (const batch of entries) {
      for (const entry of batch) {
        yield `${isFirst ? '' : ','}\n${JSON.stringify(entry)}`;
        isFirst = false;
      }
    }
    yield '\n    ]}';
  }
  yield '\n  ]\n}\n';
}

/** A setting that the file has another value for. */
export interface FieldChange {
  readonly field: keyof typeof settingsShape;
  readonly from: unknown;
  readonly to: unknown;
}

/** What reading the settings of a file would change, in the order of the schema. */
export function changesOf(now: Settings, { settings }: Pick<SettingsFile, 'settings'>): readonly FieldChange[] {
  return (Object.keys(settingsShape) as (keyof typeof settingsShape)[]).flatMap((field) => {
    const to = settings[field];
    return to === undefined || isSame(now[field], to) ? [] : [{ field, from: now[field], to }];
  });
}

/** The order of an object's fields says nothing, that of a list does. */
function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) return one.length === other.length && one.every((item, at) => isSame(item, other[at]));
  if (!isObject(one) || !isObject(other)) return Object.is(one, other);
  const fields = Object.keys(one);
  return (
    fields.length === Object.keys(other).length && fields.every((field) => Object.hasOwn(other, field) && isSame(one[field], other[field]))
  );
}
