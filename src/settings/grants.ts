/**
 * What the browser's grants are for. The browser knows origins alone; an origin is granted so that its pages are read, which the
 * reviewer chose, or so that a list is fetched from it. What was chosen is kept with the settings and counts as far as the browser
 * grants it; servers of lists are known by the lists that are followed.
 */
import { coversOrigin, grantsForReading } from '../core/sites.ts';
import { patternOf } from '../platform/origins.ts';
import type { StorageArea } from '../platform/storage.ts';
import type { Settings } from './schema.ts';
import type { SettingsStore } from './store.ts';
import type { SubscriptionStore } from './subscriptions.ts';

/** A server that lists are fetched from. */
export interface ListServer {
  readonly host: string;
  readonly origin: string;
  readonly isReachable: boolean;
}

export interface KnownGrants {
  /** Origins whose pages are read without a click. */
  readonly forReading: readonly string[];
  /** The servers of the lists that are followed. */
  readonly servers: readonly ListServer[];
}

export interface Grants {
  read(): Promise<KnownGrants>;
  /** Asks for origins whose pages are to be read, at once: a browser asks only inside a click. False when the reviewer declined. */
  requestReading(origins: readonly string[], alsoSet?: Partial<Settings>): Promise<boolean>;
  /** Ends the reading of origins and gives their grants back, but for those that lists need. */
  withdrawReading(origins: readonly string[], alsoSet?: Partial<Settings>): Promise<void>;
  /** Asks for the servers of addresses, at once. Their pages are not read for it. False when the reviewer declined. */
  requestServers(urls: readonly string[]): Promise<boolean>;
  /** Gives the grant of an address back, unless it was chosen for reading or a list that is followed needs it. */
  releaseServer(url: string): Promise<void>;
  /** The same for all servers that were asked for and not given back since, as by a page that was closed or a worker that died. */
  releaseLeft(): Promise<void>;
  /**
   * Brings what was chosen up to date after grants came or went, in the browser's own pages too: what was withdrawn is chosen no
   * more, and `added`, where no list is known to need it, was granted for reading. Sorts what an earlier version left.
   */
  settle(added: readonly string[]): Promise<void>;
}

export interface GrantPorts {
  readonly settings: Pick<SettingsStore, 'read' | 'update'>;
  readonly subscriptions: Pick<SubscriptionStore, 'all'>;
  /** Storage of this device. */
  readonly area: StorageArea;
  /** Whether the grants came with the installation: then there is nothing to choose. */
  readonly isFixed: boolean;
  getGranted(): Promise<readonly string[]>;
  request(origins: readonly string[]): Promise<boolean>;
  remove(origins: readonly string[]): Promise<unknown>;
}

/** Begins the key of a server that was asked for, for a list that is not followed yet; the rest is its origin. */
const ASKED = 'asked-server:';
const askedKey = (origin: string): string => ASKED + origin;

export function createGrants({ settings, subscriptions, area, isFixed, getGranted, request, remove }: GrantPorts): Grants {
  /** Servers as they were read last: what is asked inside a click cannot wait. */
  let knownServers: readonly string[] = [];
  const readServers = async (): Promise<readonly string[]> => {
    knownServers = [...new Set((await subscriptions.all()).map(({ url }) => patternOf(url)))];
    return knownServers;
  };
  const readChosen = async (): Promise<Settings['readGrants']> => (await settings.read()).settings.readGrants;
  const readAsked = async (): Promise<readonly string[]> =>
    (await area.keys()).filter((key) => key.startsWith(ASKED)).map((key) => key.slice(ASKED.length));
  const forgetAsked = (origins: readonly string[]): Promise<void> => area.remove(origins.map(askedKey));

  /** The grants, which of them may be for lists, and what is read of them until somebody chose. */
  const sortGrants = async () => {
    const [grants, followed, asked] = await Promise.all([getGranted(), subscriptions.all(), readAsked()]);
    const forLists: ReadonlySet<string> = new Set([...followed.map(({ url }) => patternOf(url)), ...asked]);
    const alsoRead = new Set(followed.filter(({ hadAccess }) => hadAccess).map(({ url }) => patternOf(url)));
    return { grants, forLists, unchosen: grants.filter((grant) => !forLists.has(grant) || alsoRead.has(grant)) };
  };

  const release = async (origins: readonly string[]): Promise<void> => {
    const [{ grants, unchosen }, servers, read] = await Promise.all([sortGrants(), readServers(), readChosen()]);
    const chosen = read ?? unchosen;
    const left = origins.filter((origin) => grants.includes(origin) && !servers.includes(origin) && !chosen.includes(origin));
    if (!isFixed && left.length > 0) await remove(left);
    await forgetAsked(origins);
  };

  return {
    async read() {
      const [grants, chosen, servers] = await Promise.all([getGranted(), readChosen(), readServers()]);
      return {
        forReading: grantsForReading(grants, chosen),
        servers: servers.map((origin) => ({
          origin,
          host: new URL(origin.slice(0, -1)).host,
          isReachable: grants.some((grant) => coversOrigin(grant, origin)),
        })),
      };
    },
    async requestReading(origins, alsoSet) {
      if (!(await request(origins))) return false;
      await settings.update(({ readGrants }) => ({ ...alsoSet, ...(readGrants && { readGrants: union(readGrants, origins) }) }));
      return true;
    },
    async withdrawReading(origins, alsoSet) {
      // A list's server may be granted by nothing but a wider grant that goes. Not every browser grants a part of what it has.
      const covered = knownServers.filter((server) => !origins.includes(server) && origins.some((origin) => coversOrigin(origin, server)));
      // A refusal is no reason to keep what the reviewer takes back.
      if (covered.length > 0) await request(covered).catch(() => false);
      const [grants, servers] = await Promise.all([getGranted(), readServers()]);
      await settings.update(({ readGrants }) => ({
        ...alsoSet,
        ...(readGrants && { readGrants: readGrants.filter((origin) => !origins.includes(origin)) }),
      }));
      const given = origins.filter((origin) => grants.includes(origin) && !servers.includes(origin));
      if (given.length > 0) await remove(given);
    },
    async requestServers(urls) {
      const origins = urls.map(patternOf);
      // Noted first, for whoever hears of the grant before us; not waited for, since the browser asks only inside the click.
      const noting = area.set(Object.fromEntries(origins.map((origin) => [askedKey(origin), true])));
      const isGranted = await request(origins);
      await noting;
      if (!isGranted) await forgetAsked(origins);
      return isGranted;
    },
    releaseServer: (url) => release([patternOf(url)]),
    releaseLeft: async () => release(await readAsked()),
    async settle(added) {
      if (isFixed) {
        // Chosen with a package that came without grants.
        if ((await readChosen()) !== undefined) await settings.update({ readGrants: undefined });
        return;
      }
      const [{ grants, forLists, unchosen }, before] = await Promise.all([sortGrants(), readChosen()]);
      const settled = (chosen: Settings['readGrants']): readonly string[] =>
        chosen === undefined
          ? unchosen
          : union(
              grantsForReading(grants, chosen),
              added.filter((origin) => grants.includes(origin) && !forLists.has(origin)),
            );
      // Nothing is granted and nothing was chosen: nothing is written, as right after the installation.
      if (before === undefined ? grants.length === 0 : isSame(before, settled(before))) return;
      await settings.update(({ readGrants }) => ({ readGrants: [...settled(readGrants)] }));
    },
  };
}

const union = (some: readonly string[], more: readonly string[]): string[] => [...new Set([...some, ...more])];
const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((text, at) => text === other[at]);
