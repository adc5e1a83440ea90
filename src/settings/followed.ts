/** Addresses of lists that are followed, as far as a file of all settings needs to know of them. */
import type { StorageArea } from '../platform/storage.ts';
import type { FollowedAddress } from './settings-file.ts';
import { createSubscriptionStore } from './subscriptions.ts';

export interface KnownAddress extends FollowedAddress {
  /** False where only a policy of the organisation follows it. */
  readonly isChosen: boolean;
}

/** All that are followed, with the key that the reviewer chose where they chose one. */
export async function readFollowed(area: StorageArea): Promise<readonly KnownAddress[]> {
  const all = await createSubscriptionStore(area).all();
  return all.map(({ url, key, isManaged, ownKey }) => ({ url, key: ownKey ?? key, isChosen: !isManaged || ownKey !== undefined }));
}
