/**
 * The policy of an organisation: what administrators set for all their reviewers. Read value by value, so that one that
 * cannot be read voids only itself and is told of. `docs/administrators.md` is the description for those who write one.
 */
import * as z from 'zod/mini';
import { lazy } from '../core/lazy.ts';
import { isSitePattern, parseSitePattern } from '../core/site-pattern.ts';
import type { ManagedValues } from '../platform/managed.ts';
import { type Settings, settingsShape } from './schema.ts';
import { parseAddress } from './subscriptions.ts';

/** What can be switched off. */
export const features = ['import', 'exemptions', 'subscriptions', 'everywhere', 'pause'] as const;
export type Feature = (typeof features)[number];

/** Settings of one value that a policy may give. */
export const managedChoices = ['homeMarket', 'scope', 'language'] as const;

/** What `lock` may name, besides `lists/<id>`. */
const lockable: readonly string[] = [...managedChoices, 'lists', 'listScopes'];
/** Fixes whatever the policy sets. */
const EVERY_VALUE = '*';

/** A list that is followed at an address, and the thumbprint of the key that signs it. */
export interface ManagedSubscription {
  readonly url: string;
  readonly key: string;
  readonly title?: string | undefined;
}

/** Why a value is not in force; a message `policy_reason_<code>`. */
export type IgnoredReason =
  | 'field'
  | 'value'
  | 'array'
  | 'object'
  | 'list'
  | 'sign'
  | 'lock'
  | 'feature'
  | 'sites'
  | 'site'
  | 'address'
  | 'key';

export interface IgnoredValue {
  /** The field, as the policy names it. */
  readonly where: string;
  /** As it was written, cut where it is long. */
  readonly value: string;
  readonly reason: IgnoredReason;
}

export interface ManagedPolicy {
  readonly choices: Readonly<Partial<Pick<Settings, (typeof managedChoices)[number]>>>;
  /** Lists that it switches: id → on or off. */
  readonly lists: Settings['lists'];
  /** Always fixed. */
  readonly listScopes: Settings['listScopes'];
  /** Site patterns outside of which nothing is read; undefined for no limit. */
  readonly allowedSites: readonly string[] | undefined;
  /** Site patterns on which nothing is read. */
  readonly deniedSites: readonly string[];
  readonly subscriptions: readonly ManagedSubscription[];
  readonly requiredDecisionFields: readonly string[];
  /** Features that are switched off. */
  readonly off: readonly Feature[];
  /** Names of what nobody changes here; see `Locks`. */
  readonly locked: readonly string[];
  readonly ignored: readonly IgnoredValue[];
}

const anyObject = lazy(() => z.record(z.string(), z.unknown()));
const subscription = lazy(() => z.object({ url: z.string(), key: z.string(), title: z.optional(z.string()) }));
/** The thumbprint of a key (RFC 7638, SHA-256). */
const thumbprint = lazy(() => z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/)));

const fields: ReadonlySet<string> = new Set([
  ...managedChoices,
  'lists',
  'listScopes',
  'sites',
  'subscriptions',
  'requiredDecisionFields',
  'features',
  'lock',
]);

/** Takes a policy in whatever state and returns what of it is in force. Never throws. */
export function parsePolicy(values: ManagedValues): ManagedPolicy {
  const reader = new Reader();
  for (const [field, value] of Object.entries(values)) if (!fields.has(field)) reader.ignore(field, value, 'field');
  const choices = readChoices(reader, values);
  const lists = Object.fromEntries(reader.each('lists', values.lists, readSwitch));
  const listScopes = reader.record('listScopes', values.listScopes, (where, value) => reader.take(where, value, settingsShape.scope()));
  const off = readOff(reader, values.features);
  const locks = reader.each('lock', values.lock, readLock);
  const fixed = locks.includes(EVERY_VALUE) ? [...Object.keys(choices), ...under('lists', lists)] : [];
  return {
    choices,
    lists,
    listScopes,
    ...readSites(reader, values.sites),
    subscriptions: reader.each('subscriptions', values.subscriptions, readSubscription),
    requiredDecisionFields: reader.each('requiredDecisionFields', values.requiredDecisionFields, readText),
    off,
    locked: [
      ...new Set([...locks.filter((name) => name !== EVERY_VALUE), ...fixed, ...under('listScopes', listScopes), ...off.flatMap(closedBy)]),
    ],
    ignored: reader.ignored,
  };
}

/** Lists that a policy names and nobody knows: they void only themselves. */
export function findUnknownLists(policy: ManagedPolicy, known: ReadonlySet<string>): readonly IgnoredValue[] {
  const named = [
    ...Object.entries(policy.lists).map(([id, isOn]) => ({ where: 'lists', id, value: `${isOn ? '+' : '-'}${id}` })),
    ...Object.keys(policy.listScopes).map((id) => ({ where: 'listScopes', id, value: id })),
    ...policy.locked
      .filter((name) => name.startsWith('lists/'))
      .map((name) => ({ where: 'lock', id: name.slice('lists/'.length), value: name })),
  ];
  return named.flatMap(({ where, id, value }): IgnoredValue[] => (known.has(id) ? [] : [{ where, value, reason: 'list' }]));
}

/** Reads values one by one and remembers those that cannot be read. */
class Reader {
  readonly ignored: IgnoredValue[] = [];

  ignore(where: string, value: unknown, reason: IgnoredReason): undefined {
    this.ignored.push({ where, value: writeValue(value), reason });
  }

  take<T>(where: string, value: unknown, schema: z.ZodMiniType<T>, otherwise: IgnoredReason = 'value'): T | undefined {
    const parsed = schema.safeParse(value);
    return parsed.success ? parsed.data : this.ignore(where, value, otherwise);
  }

  /** The items of an array, without those that cannot be read. */
  each<T>(where: string, value: unknown, read: (reader: Reader, where: string, item: unknown) => T | undefined): T[] {
    if (value === undefined) return [];
    const items = this.take(where, value, z.array(z.unknown()), 'array') ?? [];
    return items.map((item) => read(this, where, item)).filter((item) => item !== undefined);
  }

  /** The fields of an object, without those that cannot be read. */
  record<T>(where: string, value: unknown, read: (where: string, value: unknown) => T | undefined): Record<string, T> {
    if (value === undefined) return {};
    const entries = Object.entries(this.take(where, value, anyObject(), 'object') ?? {});
    return Object.fromEntries(
      entries.flatMap(([name, inner]): [string, T][] => {
        const taken = read(`${where}/${name}`, inner);
        return taken === undefined ? [] : [[name, taken]];
      }),
    );
  }
}

function readChoices(reader: Reader, values: ManagedValues): ManagedPolicy['choices'] {
  return Object.fromEntries(
    managedChoices.flatMap((field) => {
      const value = values[field] === undefined ? undefined : reader.take<string>(field, values[field], settingsShape[field]());
      return value === undefined ? [] : [[field, value]];
    }),
  );
}

const readText = (reader: Reader, where: string, item: unknown): string | undefined => reader.take(where, item, z.string());

/** "+id" or "-id". */
function readSwitch(reader: Reader, where: string, item: unknown): [id: string, isOn: boolean] | undefined {
  const text = readText(reader, where, item);
  if (text === undefined) return undefined;
  const sign = text[0];
  return (sign === '+' || sign === '-') && text.length > 1 ? [text.slice(1), sign === '+'] : reader.ignore(where, item, 'sign');
}

/**
 * The organisation wanted a limit: where none of the allowed sites can be read, or it is not said whether those named are
 * allowed or denied, nothing is read on any site.
 */
function readSites(reader: Reader, value: unknown): Pick<ManagedPolicy, 'allowedSites' | 'deniedSites'> {
  const named = isFilled(value) ? reader.take('sites', value, anyObject(), 'sites') : {};
  if (named === undefined) return { allowedSites: [], deniedSites: [] };
  const { allowed, denied, ...others } = named;
  for (const [field, inner] of Object.entries(others)) reader.ignore(`sites/${field}`, inner, 'field');
  return {
    allowedSites: isFilled(allowed) ? reader.each('sites/allowed', allowed, readSite) : undefined,
    deniedSites: reader.each('sites/denied', denied, readSite),
  };
}

function readSite(reader: Reader, where: string, item: unknown): string | undefined {
  const text = readText(reader, where, item);
  if (text === undefined) return undefined;
  const pattern = parseSitePattern(text);
  return isSitePattern(pattern) ? pattern.text : reader.ignore(where, item, 'site');
}

function readSubscription(reader: Reader, where: string, item: unknown): ManagedSubscription | undefined {
  const taken = reader.take(where, item, subscription());
  if (taken === undefined) return undefined;
  if (!taken.url.startsWith('https://') || parseAddress(taken.url) === undefined) return reader.ignore(where, item, 'address');
  return thumbprint().safeParse(taken.key).success ? taken : reader.ignore(where, item, 'key');
}

function readOff(reader: Reader, switches: unknown): Feature[] {
  const read = reader.record('features', switches, (where, value) =>
    features.some((feature) => where === `features/${feature}`)
      ? reader.take(where, value, z.boolean())
      : reader.ignore(where, value, 'feature'),
  );
  return features.filter((feature) => Object.hasOwn(read, feature) && read[feature] === false);
}

function readLock(reader: Reader, where: string, item: unknown): string | undefined {
  const text = readText(reader, where, item);
  if (text === undefined) return undefined;
  return text === EVERY_VALUE || lockable.includes(text) || text.startsWith('lists/') ? text : reader.ignore(where, item, 'lock');
}

/** What is fixed when a feature is off. */
function closedBy(feature: Feature): readonly string[] {
  const settings: Readonly<Partial<Record<Feature, readonly (keyof Settings)[]>>> = {
    exemptions: ['exemptions'],
    pause: ['pausedHosts', 'neverSites'],
  };
  return [`features/${feature}`, ...(settings[feature] ?? [])];
}

const under = (field: string, record: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.keys(record).map((name) => `${field}/${name}`);

const isFilled = (value: unknown): boolean => value !== undefined && !(Array.isArray(value) && value.length === 0);

/** Longer values would fill the page that tells of them. */
const MAX_WRITTEN = 120;

function writeValue(value: unknown): string {
  const text = typeof value === 'string' ? value : String(JSON.stringify(value));
  return text.length > MAX_WRITTEN ? `${text.slice(0, MAX_WRITTEN)}…` : text;
}
