/** Addresses of lists that are followed, as far as a file of all settings needs to know of them. */
import type { StorageArea } from '../platform/storage.ts';
import type { FollowedAddress } from './settings-file.ts';
import { createSubscriptionStore } from './subscriptions.ts';

export async function readFollowed(area: StorageArea): Promise<readonly FollowedAddress[]> {
  return (await createSubscriptionStore(area).all()).map(({ url, key }) => ({ url, key }));
}
