/** The lists followed at an address on the settings page, and what is being done with them. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { PackOffer, Refusal } from '../settings/subscriptions.ts';
import { parseAddress } from '../settings/subscriptions.ts';
import type { FollowedList, SubscriptionsConnection } from './subscriptions-connection.ts';
import { useWatched } from './use-watched.ts';

/** How far the adding of a list is. */
export type Adding =
  | { readonly kind: 'idle' }
  | { readonly kind: 'looking' }
  | { readonly kind: 'declined' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** `isKnownKey`: the reviewer gave the fingerprint beforehand. */
  | { readonly kind: 'offered'; readonly offer: PackOffer; readonly isKnownKey: boolean }
  | { readonly kind: 'subscribing' };

export interface SubscriptionsModel {
  /** Null until read. */
  readonly lists: readonly FollowedList[] | null;
  readonly problem: 'unreachable' | 'not_done' | null;
  readonly adding: Adding;
  /** Ids of those that are being checked. */
  readonly checking: ReadonlySet<string>;
  /** Fetches the list at an address, for the reviewer to see. Must be called from a click. */
  lookUp(address: string, key: string | undefined): void;
  /** Follows an address whose key is known, without asking again. Must be called from a click. */
  follow(address: string, key: string): void;
  /** What was offered is wanted, or not. */
  decide(isWanted: boolean): void;
  check(id: string, accept?: number): void;
  /** Must be called from a click. */
  allow(list: FollowedList): void;
  remove(id: string): void;
  dismiss(id: string): void;
}

const IDLE: Adding = { kind: 'idle' };

/** The worker gives it back when the browser starts. */
const logUnreleased = (error: unknown): void => console.error('settings: a permission was not given back', error);

/** Connects a component to the subscriptions. */
export function useSubscriptions(connection: SubscriptionsConnection): SubscriptionsModel {
  const { value: lists, isUnreachable, read } = useWatched(connection, 'the subscriptions');
  const [isNotDone, setNotDone] = useState(false);
  const [adding, setAdding] = useState<Adding>(IDLE);
  const [checking, setChecking] = useState<ReadonlySet<string>>(new Set());
  /** The address whose server was granted and that is not followed, until that is decided. */
  const undecided = useRef<string | null>(null);
  const isGone = useRef(false);

  const release = useCallback(async (): Promise<void> => {
    const url = undecided.current;
    undecided.current = null;
    if (url !== null) await connection.releaseAccess(url);
  }, [connection]);

  useEffect(() => {
    const leave = (): void => {
      isGone.current = true;
      release().catch(logUnreleased);
    };
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('pagehide', leave);
      leave();
    };
  }, [release]);

  /** Does what the worker is asked for; a worker that does not answer is said. */
  const run = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
      setNotDone(false);
    } catch (error) {
      console.error('settings: the worker did not do what was asked', error);
      setNotDone(true);
      setAdding(IDLE);
      await release().catch(logUnreleased);
    }
    await read();
  };

  /** Asks for leave, fetches the list, and says how that ended. */
  const find = async (address: string, key: string | undefined): Promise<Adding> => {
    const url = parseAddress(address);
    if (url === undefined) return { kind: 'refused', refusal: { code: 'address', detail: '' } };
    // At once: the browser asks only while the click is fresh.
    const asked = connection.requestAccess(url);
    setAdding({ kind: 'looking' });
    if (!(await asked)) return { kind: 'declined' };
    undecided.current = url;
    if (isGone.current) await release();
    const found = await connection.lookUp(url, key);
    if (!('code' in found)) return { kind: 'offered', offer: found, isKnownKey: key !== undefined };
    await release();
    return { kind: 'refused', refusal: found };
  };

  const decide = async (offered: Adding, isWanted: boolean): Promise<void> => {
    if (offered.kind !== 'offered') return;
    const { url, key } = offered.offer;
    if (isWanted) {
      setAdding({ kind: 'subscribing' });
      // From here on the worker follows it, should this page be closed meanwhile.
      undecided.current = null;
      await connection.subscribe(url, key);
    } else await release();
    setAdding(IDLE);
  };

  const follow = async (address: string, key: string): Promise<void> => {
    const found = await find(address, key);
    if (found.kind === 'offered') await decide(found, true);
    else setAdding(found);
  };

  const check = async (id: string, accept?: number): Promise<void> => {
    setChecking((known) => new Set([...known, id]));
    await run(() => connection.check(id, accept));
    setChecking((known) => new Set([...known].filter((other) => other !== id)));
  };

  return {
    lists,
    problem: isUnreachable ? 'unreachable' : isNotDone ? 'not_done' : null,
    adding,
    checking,
    lookUp: (address, key) => void run(async () => setAdding(await find(address, key))),
    follow: (address, key) => void run(() => follow(address, key)),
    decide: (isWanted) => void run(() => decide(adding, isWanted)),
    check: (id, accept) => void check(id, accept),
    allow: ({ id, url }) => {
      const asked = connection.requestAccess(url);
      void asked.then((isGranted) => (isGranted ? check(id) : undefined));
    },
    remove: (id) => void run(() => connection.remove(id)),
    dismiss: (id) => void run(() => connection.dismiss(id)),
  };
}
