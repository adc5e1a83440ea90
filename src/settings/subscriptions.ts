/**
 * Lists that are followed at an address: what is known of each, one key of the extension's storage for each. The worker
 * writes them, the settings page reads and watches them. The list itself stands among the own lists.
 */
import * as z from 'zod/mini';
import { lazy } from '../core/lazy.ts';
import type { OverdueList } from '../core/own-list.ts';
import type { Pack, PackFault } from '../core/pack.ts';
import type { DownloadFault } from '../platform/fetch.ts';
import type { StorageArea } from '../platform/storage.ts';

/** Made when it is needed: a worker that starts for a page reads none. */
const schemas = lazy(() => {
  const instant = z.number();
  const names = z.object({ count: z.number(), names: z.array(z.string()) });

  /** Up to where a key's versions have come. */
  const floor = z.object({
    key: z.string(),
    pack: z.string(),
    kind: z.enum(['restricted', 'approved']),
    version: z.number(),
    seal: z.string(),
  });

  const schema = z.object({
    id: z.string(),
    url: z.string(),
    /** Thumbprint of the one key whose signature counts. */
    key: z.string(),
    /** Thumbprint of the key that signed the version that is there, where it may be another one. */
    signedBy: z.optional(z.string()),
    /** The last versions of other keys that counted: none of them goes back, should its key count again. */
    floors: z.optional(z.array(floor)),
    /** True where a policy of the organisation named it; then it cannot be removed here. */
    isManaged: z.boolean(),
    /** The key that the reviewer follows it with, where a policy names it too. */
    ownKey: z.optional(z.string()),
    /** Of an earlier version: true where the host could be reached before. */
    hadAccess: z.optional(z.boolean()),
    /** Id of the own list. */
    list: z.string(),
    /** Id of the pack; '' until the first version came. */
    pack: z.string(),
    /** As the publisher calls it; until the first version came as the policy does, or the address. */
    title: z.string(),
    publisher: z.string(),
    kind: z.enum(['restricted', 'approved']),
    /** 0 until the first version came. */
    version: z.number(),
    /** Signature of that version. */
    seal: z.string(),
    /** Days as YYYY-MM-DD, '' where there is none. */
    issuedOn: z.string(),
    expiresOn: z.string(),
    entries: z.number(),
    etag: z.string(),
    lastModified: z.string(),
    /** ms since the epoch; 0 before the first time. */
    checkedAt: instant,
    /** When the version was last known to be the newest; 0 before the first time. */
    goodAt: instant,
    /** Why the last check failed; `code` names a message `pack_fault_<code>`. */
    failure: z.nullable(z.object({ code: z.string(), detail: z.string(), at: instant })),
    /** A version with so few entries that the reviewer has to say yes to it. */
    held: z.nullable(z.object({ version: z.number(), entries: z.number() })),
    /** What the last version changed, until it was read; told of once `version` is the one it leads to. */
    change: z.nullable(
      z.object({
        from: z.number(),
        to: z.number(),
        at: instant,
        added: names,
        removed: names,
        changed: names,
        /** Recorded findings of names that were removed or changed. */
        touched: z.array(z.object({ name: z.string(), findings: z.number() })),
      }),
    ),
  });
  return { floor, schema };
});

export type Subscription = z.infer<ReturnType<typeof schemas>['schema']>;
export type VersionChange = NonNullable<Subscription['change']>;

export type KeyFloor = z.infer<ReturnType<typeof schemas>['floor']>;

/** Whether the version that is there was signed with an earlier key, and one of the key that counts is waited for. */
export const isWaitingForKey = ({ version, key, signedBy = key }: Subscription): boolean => version > 0 && signedBy !== key;

/** Where the versions of the key that counts have come to; undefined before its first. */
export function floorOf(subscription: Subscription): KeyFloor | undefined {
  const { key, pack, kind, version, seal, floors = [] } = subscription;
  if (isWaitingForKey(subscription)) return floors.find((known) => known.key === key);
  return version === 0 ? undefined : { key, pack, kind, version, seal };
}

/** The same with another key. What is there stays until that key's first version comes, and is not updated with the earlier key. */
export function withKey(subscription: Subscription, key: string): Subscription {
  if (key === subscription.key) return subscription;
  const { key: earlier, signedBy = earlier, floors = [] } = subscription;
  const left = floorOf(subscription);
  return {
    ...subscription,
    key,
    signedBy,
    floors: [...floors.filter((known) => known.key !== earlier), ...(left ? [left] : [])],
    etag: '',
    lastModified: '',
    failure: null,
    held: null,
    change: null,
  };
}

/** After so long without the newest version a list is overdue, ms: a weekend and a day. */
const OVERDUE_MS = 3 * 24 * 60 * 60 * 1000;

/** Lists that restrict and that cannot be relied on: none came yet, or none could be fetched for days. `now` in ms. */
export function overdueLists(all: readonly Subscription[], now: number): readonly OverdueList[] {
  return all
    .filter(
      ({ kind, version, failure, goodAt }) => kind === 'restricted' && (version === 0 || (failure !== null && now - goodAt > OVERDUE_MS)),
    )
    .map(({ list, title }) => ({ id: list, title }));
}

const PREFIX = 'subscription:';

/** The key of one subscription in storage, and the name of its alarm. */
export const subscriptionKey = (id: string): string => `${PREFIX}${id}`;

/** The subscription that a key or an alarm is of; undefined for another one's. */
export const subscriptionOf = (key: string): string | undefined => (key.startsWith(PREFIX) ? key.slice(PREFIX.length) : undefined);

export interface SubscriptionStore {
  /** All of them, by address. One that cannot be read is left out. */
  all(): Promise<readonly Subscription[]>;
  /** Ids of all of them, also of those that cannot be read. */
  ids(): Promise<readonly string[]>;
  get(id: string): Promise<Subscription | undefined>;
  /** Stores one, new or changed. */
  put(subscription: Subscription): Promise<void>;
  remove(id: string): Promise<void>;
  watch(onChange: () => void): () => void;
}

export function createSubscriptionStore(area: StorageArea): SubscriptionStore {
  const read = async (keys: readonly string[]): Promise<Subscription[]> => {
    const stored = keys.length > 0 ? await area.get(keys) : {};
    return Object.entries(stored).flatMap(([key, value]) => {
      const parsed = schemas().schema.safeParse(value);
      if (parsed.success) return [parsed.data];
      console.error(`vendor-lens: ${key} cannot be read`, parsed.error.issues[0]);
      return [];
    });
  };
  const ids = async (): Promise<string[]> => (await area.keys()).flatMap((key) => subscriptionOf(key) ?? []);
  return {
    all: async () => (await read((await ids()).map(subscriptionKey))).sort((a, b) => (a.url < b.url ? -1 : 1)),
    ids,
    get: async (id) => (await read([subscriptionKey(id)]))[0],
    put: (subscription) => area.set({ [subscriptionKey(subscription.id)]: subscription }),
    remove: (id) => area.remove([subscriptionKey(id)]),
    watch: (onChange) =>
      area.watch((key) => {
        if (subscriptionOf(key) !== undefined) onChange();
      }),
  };
}

/** Why a subscription has no newer version; each is a message `pack_fault_<code>`. */
export type SubscriptionFault =
  | PackFault
  | DownloadFault
  | 'address' // none that can be followed
  | 'known' // followed already
  | 'no-access' // the browser does not let us reach the host
  | 'older' // a version below the one that is there
  | 'same-version' // the version that is there, with other content
  | 'other-pack' // another list than the one that was followed, or of another kind
  | 'expired'
  | 'too-few' // less than half of the entries, or none
  | 'full' // no room on the device
  | 'failed';

/** An expected end that is not what was hoped for. */
export interface Refusal {
  readonly code: SubscriptionFault;
  readonly detail: string;
}

/** A pack that may be followed: what the reviewer is shown before anything of it is kept. */
export interface PackOffer {
  readonly url: string;
  readonly key: string;
  readonly title: string;
  readonly publisher: string;
  readonly kind: Pack['kind'];
  readonly version: number;
  readonly issuedOn: string;
  readonly expiresOn: string;
  readonly entries: number;
}

/** Hosts on this machine, whose traffic nobody else can read or change. */
const LOCAL_HOSTS: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The address as it is asked for; undefined where it is no https: address (http: will do on this machine only). */
export function parseAddress(text: string): string | undefined {
  if (!URL.canParse(text.trim())) return undefined;
  const url = new URL(text.trim());
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && LOCAL_HOSTS.has(url.hostname));
  if (!isSafe || url.username !== '' || url.password !== '') return undefined;
  url.hash = '';
  return url.href;
}
