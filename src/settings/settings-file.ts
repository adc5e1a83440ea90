/**
 * All settings as one file (docs/settings-file.md): what was chosen, the own lists with their entries, the addresses that are
 * followed, and the sites that were read without a click, which only the reviewer can grant again.
 *
 * A file is read part by part: what is wrong with one costs that part alone and is named.
 */
import * as z from 'zod/mini';
import type { OwnList } from '../core/own-list.ts';
import { parseThumbprint } from '../core/pack.ts';
import { isSitePattern, parseSitePattern, type SitePatternError } from '../core/site-pattern.ts';
import { fixedLists, storablePart } from './overlay.ts';
import { type Settings, settingsShape } from './schema.ts';
import { parseAddress } from './subscriptions.ts';

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
  /** Where it goes wrong: "settings.homeMarket", "lists[2].title". */
  readonly place: string;
  readonly fault: FileFault;
}

/** What is wrong with a part of the file: a message `transfer_bad_<code>`, or `sites_bad_<site>` for a site pattern. */
export type FileFault =
  | 'no-object'
  | 'unknown'
  | 'value'
  | 'no-list'
  | 'too-many-lists'
  | 'too-many-addresses'
  | 'twin'
  | 'own-list'
  | 'address'
  | 'grant'
  | { readonly site: SitePatternError['problem'] };

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
  url: z.string().check(
    z.maxLength(2_000),
    z.refine((url) => parseAddress(url) !== undefined),
  ),
  key: z.string().check(z.refine((key) => parseThumbprint(key) === key)),
});
const originShape = z.string().check(z.maxLength(500));

/** A part of a file that is a list: how long it may be, and what is said of one that is longer or of a bad item. */
interface Part<Shape extends z.ZodMiniType> {
  readonly place: string;
  readonly shape: Shape;
  readonly most: number;
  readonly tooMany: FileFault;
  readonly bad: FileFault;
}
const ownLists: Part<typeof listShape> = {
  place: 'lists',
  shape: listShape,
  most: FILE_LIMITS.lists,
  tooMany: 'too-many-lists',
  bad: 'own-list',
};
const followed: Part<typeof followedShape> = {
  place: 'subscriptions',
  shape: followedShape,
  most: FILE_LIMITS.addresses,
  tooMany: 'too-many-addresses',
  bad: 'address',
};
const origins: Part<typeof originShape> = { ...followed, place: 'grants', shape: originShape, bad: 'grant' };

/** Letters of a place that are shown: names in a file may be of any length. */
const MAX_PLACE = 120;

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
    lists: withoutTwins(readItems(ownLists, file.lists, problems), problems),
    subscriptions: readItems(followed, file.subscriptions, problems),
    grants: readItems(origins, file.grants, problems),
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
    problems.push({ place: 'settings', fault: 'no-object' });
    return settings;
  }
  for (const [field, value] of Object.entries(values)) {
    if (!Object.hasOwn(settingsShape, field)) {
      problems.push({ place: placeOf('settings', field), fault: 'unknown' });
      continue;
    }
    const parsed = (settingsShape[field as keyof typeof settingsShape] as () => z.ZodMiniType)().safeParse(value);
    if (!parsed.success) problems.push({ place: placeIn(parsed.error, 'settings', field), fault: 'value' });
    else settings[field] = SITE_FIELDS.has(field) ? readSites(field, parsed.data as string[], problems) : parsed.data;
  }
  return settings;
}

function readSites(field: string, texts: readonly string[], problems: FileProblem[]): string[] {
  const sites = texts.flatMap((text, index) => {
    const site = parseSitePattern(text);
    if (isSitePattern(site)) return [site.text];
    problems.push({ place: placeOf('settings', field, index), fault: { site: site.problem } });
    return [];
  });
  return [...new Set(sites)];
}

function readItems<Shape extends z.ZodMiniType>(
  { place, shape, most, tooMany, bad }: Part<Shape>,
  values: unknown,
  problems: FileProblem[],
): z.output<Shape>[] {
  if (values === undefined) return [];
  if (!Array.isArray(values) || values.length > most) {
    problems.push({ place, fault: Array.isArray(values) ? tooMany : 'no-list' });
    return [];
  }
  return values.flatMap((value: unknown, index) => {
    const parsed = shape.safeParse(value);
    if (parsed.success) return [parsed.data];
    problems.push({ place: placeIn(parsed.error, place, index), fault: bad });
    return [];
  });
}

/** Of two lists with one id the first is read. */
function withoutTwins(lists: readonly FileList[], problems: FileProblem[]): readonly FileList[] {
  const ids = new Set<string>();
  return lists.filter(({ id, title }) => {
    if (!ids.has(id)) return ids.add(id);
    problems.push({ place: `lists: ${title}`, fault: 'twin' });
    return false;
  });
}

/** A place as a program would write it: "settings.neverSites[1]". */
function placeOf(...path: readonly PropertyKey[]): string {
  const text = path.map((step, at) => (typeof step === 'number' ? `[${step}]` : `${at === 0 ? '' : '.'}${String(step)}`)).join('');
  return text.length > MAX_PLACE ? `${text.slice(0, MAX_PLACE)}…` : text;
}

/** The place of the first thing that is wrong below a path. */
const placeIn = (error: z.core.$ZodError, ...path: readonly PropertyKey[]): string => placeOf(...path, ...(error.issues[0]?.path ?? []));

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is written into a file. */
export interface FileContent extends Pick<SettingsFile, 'subscriptions' | 'grants'> {
  /** What the reviewer chose; of the others the file says nothing. */
  readonly settings: Partial<Settings>;
  readonly lists: readonly (Omit<FileList, 'entries'> & { readonly entries: AsyncIterable<readonly unknown[]> })[];
  /** The day today, YYYY-MM-DD. */
  readonly writtenOn: string;
}

/** The file, piece by piece: lists may be long, and are written one entry a line. */
export async function* writeSettingsFile({ settings, lists, subscriptions, grants, writtenOn }: FileContent): AsyncGenerator<string> {
  const known = Object.fromEntries(Object.entries(settings).filter(([field]) => Object.hasOwn(settingsShape, field)));
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
  /** The value afterwards: what the organisation has fixed is in it as it is now. */
  readonly to: unknown;
  /** What the file would change and the organisation has fixed: all of the setting, or its values for these lists. */
  readonly fixed: 'all' | readonly string[];
}

/** What reading the settings of a file would change, and what it would but for the organisation; in the order of the schema. */
export function changesOf(now: Settings, { settings }: Pick<SettingsFile, 'settings'>, locked: readonly string[]): readonly FieldChange[] {
  const storable = storablePart(settings, now, locked);
  return (Object.keys(settingsShape) as (keyof typeof settingsShape)[]).flatMap((field): FieldChange[] => {
    const [from, wanted] = [now[field], settings[field]];
    if (wanted === undefined || isSame(from, wanted)) return [];
    if (!Object.hasOwn(storable, field)) return [{ field, from, to: from, fixed: 'all' }];
    const to = storable[field];
    const fixed = fixedLists(field, wanted, locked).filter((id) => !isSame(valueFor(id, from), valueFor(id, wanted)));
    return isSame(from, to) && fixed.length === 0 ? [] : [{ field, from, to, fixed }];
  });
}

/** Whether a setting is another one afterwards. */
export const isInForce = ({ from, to }: FieldChange): boolean => !isSame(from, to);

const valueFor = (id: string, values: unknown): unknown => (values as Readonly<Record<string, unknown>>)[id];

/** The order of an object's fields says nothing, that of a list does. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) return one.length === other.length && one.every((item, at) => isSame(item, other[at]));
  if (!isObject(one) || !isObject(other)) return Object.is(one, other);
  const fields = Object.keys(one);
  return (
    fields.length === Object.keys(other).length && fields.every((field) => Object.hasOwn(other, field) && isSame(one[field], other[field]))
  );
}
