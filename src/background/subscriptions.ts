/**
 * Lists that are followed at an address: fetched, checked and taken up, once a day and when asked.
 *
 * The worker may be killed between any two lines. A version is stored in one transaction, the last thing but for the note
 * that it is there; a worker killed before begins anew at its alarm, and finds all as it was. The alarm is there before the record
 * and comes again until it is set for the next day: only a record that is gone lets it go.
 */
import { FORMAT_VERSION } from '../core/index-format.ts';
import { type ApprovedEntry, isReadable, type OwnEntry, type OwnList } from '../core/own-list.ts';
import { MAX_SIGNED_BYTES, openPack, type Pack, PackError, type VerifiedPack } from '../core/pack.ts';
import { diffing, findDistinct, nameOfEntry, type PackDiff } from '../core/pack-diff.ts';
import { PatternError } from '../core/pattern.ts';
import { finishInSlices, type Steps } from '../core/steps.ts';
import type { Alarms } from '../platform/alarms.ts';
import { DownloadError, type DownloadedFile, type DownloadOptions } from '../platform/fetch.ts';
import { type OwnListFiles, StorageFull } from '../platform/own-list-store.ts';
import type { ManagedSubscription } from '../settings/managed.ts';
import { nextListId, type OwnLists, sizeOf } from '../settings/own-lists.ts';
import {
  floorOf,
  isWaitingForKey,
  type PackOffer,
  parseAddress,
  type Refusal,
  type Subscription,
  type SubscriptionFault,
  type SubscriptionStore,
  subscriptionKey,
  subscriptionOf,
  type VersionChange,
  withKey,
} from '../settings/subscriptions.ts';
import { createPause } from './pause.ts';

/** What a pack becomes in the store. */
export interface CompiledPack {
  readonly files: OwnListFiles;
  /** Without repetitions. */
  readonly entries: number;
  /** Names and part numbers that are looked for. */
  readonly terms: number;
}

export interface SubscriptionPorts {
  readonly store: SubscriptionStore;
  readonly lists: Pick<OwnLists, 'all' | 'add' | 'replace' | 'remove' | 'entriesOf'>;
  readonly alarms: Alarms;
  download(url: string, options: DownloadOptions): Promise<DownloadedFile | null>;
  compile(pack: Pack, list: string): Promise<CompiledPack>;
  /** How often each entry of a list, by its number, stands in what is recorded of open tabs. */
  countRecorded(list: string): Promise<ReadonlyMap<number, number>>;
  /** Whether the browser lets us reach the server of an address. */
  canReach(url: string): Promise<boolean>;
  /** Gives leave to reach the server of an address back, where nothing else needs it. */
  releaseServer(url: string): Promise<unknown>;
  keepAwake<T>(work: Promise<T>): Promise<T>;
  /** ms since the epoch */
  now(): number;
  /** Today, YYYY-MM-DD. */
  today(): string;
  /** 0 to 1 */
  random(): number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Spread over so much, so that a thousand browsers do not ask one server in the same minute. */
const SPREAD_MS = 2 * HOUR_MS;
/** After a failure, which a server that is down for an hour should not make a day. */
const AGAIN_MS = HOUR_MS;
/** After a worker that was killed. */
const RESUME_MS = 5 * 60_000;
/** A large pack over a slow line. */
const TIMEOUT_MS = 120_000;
/** Names of each kind of change that are kept to be read. */
const MAX_NAMES = 200;

/** An expected end of an update. */
class Refused extends Error {
  constructor(
    readonly code: SubscriptionFault,
    readonly detail = '',
  ) {
    super(code);
  }
}

/** Whose wish it is that a list is followed, and what they call it. */
interface Follower {
  readonly isManaged?: boolean;
  readonly title?: string | undefined;
}

export class Subscriptions {
  /** One piece of work after the other: two packs at once would take the memory of both, and records are read and written. */
  private queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly ports: SubscriptionPorts) {}

  /** Fetches the pack at an address, for the reviewer to see whose it is. Keeps nothing. */
  lookUp(address: string, key?: string): Promise<PackOffer | Refusal> {
    return this.inTurn(async () => {
      try {
        const url = parseAddress(address);
        if (url === undefined) throw new Refused('address');
        if ((await this.ports.store.all()).some((known) => known.url === url)) throw new Refused('known');
        const file = await this.download(url);
        const { pack, key: signer } = await openPack((file as DownloadedFile).bytes, key, createPause());
        this.expectCurrent(pack);
        const { title, publisher = '', kind, version, issuedOn, expiresOn = '' } = pack;
        return { url, key: signer, title, publisher, kind, version, issuedOn, expiresOn, entries: pack.entries.length };
      } catch (error) {
        return refusalOf(error);
      }
    });
  }

  /** Follows an address whose packs this key signs, and takes up the first version. */
  async subscribe(address: string, key: string, from: Follower = {}): Promise<void> {
    const id = await this.inTurn(() => this.add(address, key, from));
    if (id !== undefined) await this.update(id);
  }

  /** Looks for a new version. `accept` is a version that was held back and that the reviewer wants. */
  update(id: string, accept?: number): Promise<void> {
    return this.inTurn(async () => {
      const before = await this.ports.store.get(id);
      if (!before) return this.ports.alarms.clear(subscriptionKey(id));
      await this.plan(id, this.ports.now() + RESUME_MS);
      const change = await this.refresh(before, accept).catch((error: unknown): Partial<Subscription> => {
        return { failure: { ...refusalOf(error), at: this.ports.now() } };
      });
      const checkedAt = this.ports.now();
      const after: Subscription = { ...before, failure: null, ...change, checkedAt };
      await this.ports.store.put(after);
      const wait = (after.failure && after.held === null ? AGAIN_MS : DAY_MS) + this.ports.random() * SPREAD_MS;
      await this.plan(id, checkedAt + wait);
    });
  }

  /** An alarm came. */
  async alarm(name: string): Promise<void> {
    const id = subscriptionOf(name);
    if (id !== undefined) await this.update(id);
  }

  /** Ends what the reviewer follows; what a policy names stays. */
  async remove(id: string): Promise<void> {
    if (!(await this.ports.store.get(id))?.isManaged) await this.end(id);
  }

  /** The reviewer has read what the last version changed. */
  dismiss(id: string): Promise<void> {
    return this.inTurn(async () => {
      const subscription = await this.ports.store.get(id);
      if (subscription) await this.ports.store.put({ ...subscription, change: null });
    });
  }

  /**
   * Follows what a policy names, with its key whatever the reviewer chose, and no longer what it has ceased to name. What the
   * reviewer followed before stays theirs, with their key.
   */
  async follow(wanted: readonly ManagedSubscription[]): Promise<void> {
    const ordered = new Map(wanted.map(({ url, key }) => [parseAddress(url), key]));
    for (const { id, url, isManaged, ownKey } of await this.ports.store.all()) {
      const key = ordered.get(url);
      if (key === undefined && isManaged && ownKey === undefined) await this.end(id);
      else if (key !== undefined || isManaged) await this.handOver(id, key);
    }
    for (const { url, key, title } of wanted) await this.subscribe(url, key, { isManaged: true, title });
  }

  /** The browser, or another version of the extension, has started: some browsers forget alarms then. */
  start(): Promise<void> {
    return this.inTurn(async () => {
      const { store, alarms } = this.ports;
      const [all, ids, set, lists] = await Promise.all([store.all(), store.ids(), alarms.all(), this.ports.lists.all()]);
      for (const { id, list, checkedAt } of all) {
        const isSearched = lists.some((known) => known.id === list && isReadable(known));
        if (isSearched && set.has(subscriptionKey(id))) continue;
        const soon = this.ports.now() + RESUME_MS * this.ports.random();
        await this.plan(id, isSearched ? Math.max(checkedAt + DAY_MS, soon) : soon);
      }
      // A record that only another version of the program can read is no reason to let its list go.
      const left = lists.filter(({ origin }) => origin.kind === 'subscription' && !ids.includes(origin.id));
      for (const { id } of left) await this.ports.lists.remove(id);
    });
  }

  /** The browser's grants changed: a list that cannot be fetched any more says so at once, one that can be again is. */
  async accessChanged(): Promise<void> {
    for (const { id, url } of await this.ports.store.all()) {
      const isReachable = await this.ports.canReach(url);
      const isWaiting = await this.inTurn(async () => {
        const before = await this.ports.store.get(id);
        if (before === undefined || (before.failure?.code === 'no-access') !== isReachable) return false;
        if (!isReachable) await this.ports.store.put({ ...before, failure: { code: 'no-access', detail: '', at: this.ports.now() } });
        return isReachable;
      });
      if (isWaiting) await this.update(id);
    }
  }

  /** Sets the next check of a list; a worker that dies in one has it come again. */
  private plan(id: string, at: number): Promise<void> {
    return this.ports.alarms.set(subscriptionKey(id), at, RESUME_MS);
  }

  /** Ends a subscription; its list and, where nothing else needs it, the permission go with it. */
  private end(id: string): Promise<void> {
    return this.inTurn(async () => {
      const subscription = await this.ports.store.get(id);
      if (!subscription) return;
      // In this order: a list without a record is cleared away at the next start, a record without a list would be filled again.
      await this.ports.store.remove(id);
      await this.ports.alarms.clear(subscriptionKey(id));
      await this.ports.lists.remove(subscription.list);
      await this.ports.releaseServer(subscription.url);
    });
  }

  /** Makes a subscription the policy's, with its key, or the reviewer's again where there is none. */
  private async handOver(id: string, key: string | undefined): Promise<void> {
    const hasOtherKey = await this.inTurn(async () => {
      const before = await this.ports.store.get(id);
      if (before === undefined) return false;
      const ownKey = before.isManaged ? before.ownKey : before.key;
      const counting = key ?? ownKey ?? before.key;
      const isManaged = key !== undefined;
      if (counting === before.key && isManaged === before.isManaged) return false;
      await this.ports.store.put({ ...withKey(before, counting), isManaged, ownKey: isManaged ? ownKey : undefined });
      return counting !== before.key;
    });
    if (hasOtherKey) await this.update(id);
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.queue.then(() => this.ports.keepAwake(work()));
    this.queue = result.catch(() => undefined);
    return result;
  }

  private async add(address: string, key: string, { isManaged = false, title }: Follower): Promise<string | undefined> {
    const url = parseAddress(address);
    if (url === undefined || (await this.ports.store.all()).some((known) => known.url === url)) return undefined;
    const id = crypto.randomUUID();
    await this.plan(id, this.ports.now() + RESUME_MS);
    await this.ports.store.put({
      isManaged,
      id,
      url,
      key,
      list: nextListId(),
      pack: '',
      title: title || url,
      publisher: '',
      kind: 'restricted',
      version: 0,
      seal: '',
      issuedOn: '',
      expiresOn: '',
      entries: 0,
      etag: '',
      lastModified: '',
      checkedAt: 0,
      goodAt: 0,
      failure: null,
      held: null,
      change: null,
    });
    return id;
  }

  private async download(url: string, known?: Subscription): Promise<DownloadedFile | null> {
    if (!(await this.ports.canReach(url))) throw new Refused('no-access');
    return this.ports.download(url, { known, maxBytes: MAX_SIGNED_BYTES, timeoutMs: TIMEOUT_MS });
  }

  /** What changes in the record. Throws where there is no newer version to be had; all is as it was then. */
  private async refresh(before: Subscription, accept: number | undefined): Promise<Partial<Subscription>> {
    const list = (await this.ports.lists.all()).find(({ id }) => id === before.list);
    const isThere = list !== undefined && storedVersion(before, list) === before.version && isReadable(list) && !isWaitingForKey(before);
    // A version that is held back must be asked for again, and so must one whose list is gone or was compiled otherwise.
    const file = await this.download(before.url, isThere && before.held === null ? before : undefined);
    const goodAt = this.ports.now();
    if (file === null) return { goodAt };
    const { etag, lastModified } = file;
    const verified = await openPack(file.bytes, before.key, createPause());
    const { pack } = verified;
    this.expectNewer(before, list, verified);
    if (isThere && pack.version === before.version) return { goodAt, etag, lastModified, held: null };
    this.expectCurrent(pack);
    const entries = pack.entries.length;
    const isTooFew = entries === 0 || (pack.id === before.pack && entries * 2 < before.entries);
    if (isTooFew && accept !== pack.version)
      return { held: { version: pack.version, entries }, failure: { code: 'too-few', detail: String(entries), at: goodAt } };
    const change = await this.compare(before, list, pack);
    const compiled = await this.ports.compile(pack, before.list);
    // Told of once the record says that this version is there.
    await this.ports.store.put({ ...before, change });
    await this.takeUp(before, verified, compiled);
    const { id, title, publisher = '', kind, version, issuedOn, expiresOn = '' } = pack;
    return {
      pack: id,
      title,
      publisher,
      kind,
      version,
      seal: verified.seal,
      signedBy: verified.key,
      issuedOn,
      expiresOn,
      entries,
      etag,
      lastModified,
      goodAt,
      change,
      held: null,
    };
  }

  private expectNewer(before: Subscription, list: OwnList | undefined, { pack, seal }: VerifiedPack): void {
    const floor = floorOf(before);
    if (floor && (pack.id !== floor.pack || pack.kind !== floor.kind)) throw new Refused('other-pack', pack.id);
    // A worker that was killed may have stored a list that the record does not know of yet.
    if (pack.version < Math.max(floor?.version ?? 0, storedVersion(before, list))) throw new Refused('older', String(pack.version));
    if (pack.version === floor?.version && seal !== floor.seal) throw new Refused('same-version', String(pack.version));
  }

  private expectCurrent({ expiresOn }: Pack): void {
    if (expiresOn !== undefined && expiresOn < this.ports.today()) throw new Refused('expired', expiresOn);
  }

  /** What the pack changes in the list that is there. Null for the first version. */
  private async compare(before: Subscription, list: OwnList | undefined, pack: Pack): Promise<VersionChange | null> {
    if (list?.origin.kind !== 'subscription' || list.kind !== pack.kind) return null;
    // The worker was killed after the list was stored: what changed was noted then.
    if (storedVersion(before, list) === pack.version) return before.change?.to === pack.version ? before.change : null;
    const old = await this.readEntries(list.id);
    const diff = await finishInSlices(changing(old, pack.entries), createPause());
    const touched = touchedBy(diff, old, await this.ports.countRecorded(list.id));
    return {
      from: list.origin.version,
      to: pack.version,
      at: this.ports.now(),
      added: namesOf(diff.added),
      removed: namesOf(diff.removed),
      changed: namesOf(diff.changed.map(({ after }) => after)),
      touched,
    };
  }

  private async readEntries(list: string): Promise<(OwnEntry | ApprovedEntry)[]> {
    const entries: (OwnEntry | ApprovedEntry)[] = [];
    for await (const batch of (await this.ports.lists.entriesOf(list))?.all() ?? []) entries.push(...batch);
    return entries;
  }

  private async takeUp({ id, list }: Subscription, { pack, key }: VerifiedPack, { files, entries, terms }: CompiledPack): Promise<void> {
    const stored: OwnList = {
      id: list,
      kind: pack.kind,
      title: pack.title,
      count: entries,
      terms,
      origin: { kind: 'subscription', id, version: pack.version, key },
      importedOn: this.ports.today(),
      bytes: sizeOf(files),
      format: FORMAT_VERSION,
    };
    if (!(await this.ports.lists.replace(stored, files))) await this.ports.lists.add(stored, files);
  }
}

/** Which version of the key that counts is stored; 0 where none is, or another key's. */
function storedVersion({ key, signedBy = key }: Subscription, list: OwnList | undefined): number {
  if (list?.origin.kind !== 'subscription') return 0;
  return (list.origin.key ?? signedBy) === key ? list.origin.version : 0;
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refused) return { code: error.code, detail: error.detail };
  if (error instanceof PatternError) return { code: 'format', detail: error.message };
  if (error instanceof PackError || error instanceof DownloadError) return { code: error.fault, detail: error.detail };
  if (error instanceof StorageFull) return { code: 'full', detail: '' };
  console.error('vendor-lens: a pack was not taken up', error);
  return { code: 'failed', detail: error instanceof Error ? error.message : String(error) };
}

/** Without repetitions, which are stored once or not, as it comes. */
function* changing(before: readonly (OwnEntry | ApprovedEntry)[], after: readonly (OwnEntry | ApprovedEntry)[]): Steps<PackDiff> {
  return yield* diffing(yield* findDistinct(before), yield* findDistinct(after));
}

const namesOf = (entries: readonly (OwnEntry | ApprovedEntry)[]): VersionChange['added'] => ({
  count: entries.length,
  names: entries.slice(0, MAX_NAMES).map(nameOfEntry),
});

/** Recorded findings of entries that were removed or changed; `old` has the entries by number. */
function touchedBy(
  diff: PackDiff,
  old: readonly (OwnEntry | ApprovedEntry)[],
  recorded: ReadonlyMap<number, number>,
): VersionChange['touched'] {
  const gone = new Set([...diff.removed, ...diff.changed.map(({ before }) => before)]);
  return [...recorded]
    .flatMap(([number, findings]) => {
      const entry = old[number];
      return entry && gone.has(entry) ? [{ name: nameOfEntry(entry), findings }] : [];
    })
    .slice(0, MAX_NAMES);
}
