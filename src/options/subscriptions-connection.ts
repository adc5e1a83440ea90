/** Lists followed at an address, as the settings page sees them. The worker does what is asked. */
import type { PackOffer, Refusal, Subscription } from '../settings/subscriptions.ts';

export interface FollowedList extends Subscription {
  /** ms since the epoch; undefined while no check is planned. */
  readonly nextCheck: number | undefined;
}

export interface SubscriptionsConnection {
  all(): Promise<readonly FollowedList[]>;
  watch(onChange: () => void): () => void;
  /** Asks for leave to reach the server of an address; must be called from a click. False when the reviewer declined. */
  requestAccess(url: string): Promise<boolean>;
  /** Gives that leave back where nothing else needs it. */
  releaseAccess(url: string): Promise<unknown>;
  /** With a key, only that key's pack will do. */
  lookUp(url: string, key?: string): Promise<PackOffer | Refusal>;
  subscribe(url: string, key: string): Promise<unknown>;
  check(id: string, accept?: number): Promise<unknown>;
  remove(id: string): Promise<unknown>;
  /** What the last version changed was read. */
  dismiss(id: string): Promise<unknown>;
}
